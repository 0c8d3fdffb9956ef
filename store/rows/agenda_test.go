package rows_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
	rowsagenda "shiheng.internal/store/rows/agenda"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/video/record"
)

// desktop is the agenda over a world, with a hook that answers as told.
type desktop struct {
	*world
	agenda  *agenda.Service
	sources *rowsagenda.Sources
	readers []agenda.Reader
	sent    []agenda.Delivery
	answer  func(d agenda.Delivery) (int, error)
}

// Send implements agenda.Sender.
func (d *desktop) Send(_ context.Context, _ string, v agenda.Delivery, _ string) (int, error) {
	d.sent = append(d.sent, v)
	if d.answer == nil {
		return 200, nil
	}
	return d.answer(v)
}

// papersTx is the papers' view of a transaction.
func papersTx(ctx context.Context, tx bun.Tx) papers.Tx { return rows.NewPapersTx(ctx, tx) }

func newDesktop(t *testing.T, w *world) *desktop {
	t.Helper()
	d := &desktop{world: w}
	seal, err := rows.OpenSeal(filepath.Join(t.TempDir(), "key"))
	w.ok(err)
	tables, err := archive.Builtin()
	w.ok(err)
	d.sources = rowsagenda.NewSources(rowsagenda.Config{Rows: w.db, Register: rows.NewRegistry(w.db), Law: w.law, Tables: tables, LawDay: law.RealLawDay})
	d.agenda, err = agenda.New(agenda.Config{
		Store: rowsagenda.NewStore(w.db, papersTx), Sources: d.sources, Log: w.log, Law: w.law,
		Sealer: seal, Papers: w.papers, Sender: d, Now: w.clock.Now, Sweep: 1_000_000 * time.Hour,
		Readers: func(context.Context) ([]agenda.Reader, error) { return d.readers, nil },
	})
	w.ok(err)
	return d
}

func (d *desktop) turn() {
	d.t.Helper()
	d.ok(d.agenda.Turn(d.t.Context(), false))
}

// stored is every obligation and measure there is, as text.
func (d *desktop) stored() string {
	d.t.Helper()
	var out strings.Builder
	for p := (audit.Paging{Limit: 500}); ; {
		part, err := d.agenda.Read().Obligations(d.t.Context(), agenda.Filter{Scope: agenda.Scope{All: true}}, p)
		d.ok(err)
		for _, o := range part.Items {
			b, err := json.Marshal(o)
			d.ok(err)
			out.Write(append(b, '\n'))
		}
		if p.Cursor = part.Next; p.Cursor == "" {
			break
		}
	}
	for _, i := range agenda.Indicators() {
		part, err := d.agenda.Read().Measures(d.t.Context(), agenda.MeasureFilter{Indicator: i.Code, Scope: agenda.Scope{All: true}}, audit.Paging{Limit: 500})
		d.ok(err)
		for _, m := range part.Items {
			fmt.Fprintf(&out, "%+v\n", m)
		}
	}
	return out.String()
}

// state is how a duty of a system stands in the stored rows.
func (d *desktop) state(kind agenda.Kind, id, duty string) agenda.Obligation {
	d.t.Helper()
	part, err := d.agenda.Read().Obligations(d.t.Context(), agenda.Filter{Scope: agenda.Scope{All: true}, Duty: duty}, audit.Paging{Limit: 500})
	d.ok(err)
	for _, o := range part.Items {
		if o.Subject == (agenda.Subject{Kind: kind, ID: id}) {
			return o.Obligation
		}
	}
	return agenda.Obligation{State: agenda.NotApplicable}
}

// agendaTest is one part of what both engines are held to.
type agendaTest struct {
	name string
	test func(*testing.T, *desktop)
}

func TestAgenda(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		for _, tt := range append(evidences(), []agendaTest{
			{"follows the record", agendaFollows},
			{"turns the day", agendaTurns},
			{"measures footage", agendaFootage},
			{"proofs by hand", agendaProofs},
			{"notices", agendaNotices},
			{"webhook", agendaHook},
			{"scope", agendaScope},
			{"figures", agendaFigures},
			{"districts", agendaDistricts},
			{"own findings", agendaOwnFindings},
		}...) {
			t.Run(tt.name, func(t *testing.T) {
				t.Parallel() // they wait for the disk
				tt.test(t, newDesktop(t, newWorld(t, fresh(), false)))
			})
		}
	})
}

// agendaFollows: a change is in the obligations after the next turn, once.
func agendaFollows(t *testing.T, d *desktop) {
	place, sys, _ := d.site("滨湖")
	d.turn()
	if o := d.state(agenda.Place, place.ID.String(), "build"); o.State != agenda.Due || o.Due != law.DayOf(d.clock.Now()) {
		t.Errorf("a place without a system in service: %+v", o)
	}
	if o := d.state(agenda.System, sys.ID.String(), "forbidden-places"); o.State != agenda.Met || o.Proof.Value != "1" {
		t.Errorf("a system of one camera in a lawful room: %+v", o)
	}
	before := d.stored()
	d.turn()
	if after := d.stored(); after != before {
		t.Errorf("a second turn changed rows:\n%s", cmp.Diff(before, after))
	}
	f, err := d.registry.Report(t.Context(), house, registry.Found{Place: place.ID, RoomUse: "toilet", Note: "二楼"})
	d.ok(err)
	d.turn()
	o := d.state(agenda.System, sys.ID.String(), "forbidden-places")
	if o.State != agenda.Overdue || o.Proof == nil || o.Proof.Ref != audit.On("finding", f.ID) {
		t.Errorf("a camera found in a forbidden room: %+v", o)
	}
	d.ok(d.registry.CloseFinding(t.Context(), house, f.ID, registry.Close{Outcome: "已拆"}))
	d.turn()
	if o := d.state(agenda.System, sys.ID.String(), "forbidden-places"); o.State != agenda.Met {
		t.Errorf("after the finding was closed: %+v", o)
	}
}

// agendaTurns: days that pass move states, and each subject once.
func agendaTurns(t *testing.T, d *desktop) {
	_, sys, _ := d.site("惠山")
	d.clock.Add(31 * 24 * time.Hour)
	d.ok(d.works.Round(t.Context()))
	d.turn()
	started := d.state(agenda.System, sys.ID.String(), "authorised")
	if started.State != agenda.NoRecord || started.Due.IsZero() {
		t.Fatalf("review of the authorisations: %+v", started)
	}
	_, err := d.agenda.Prove(t.Context(), audit.Actor{Account: d.person("li").Account.ID, Name: "li"}, agenda.NewRecord{
		Subject: agenda.Subject{Kind: agenda.System, ID: sys.ID.String()}, Duty: "authorised", Day: law.DayOf(d.clock.Now()), Note: "复核表",
	}, agenda.Scope{All: true})
	d.ok(err)
	for _, tt := range []struct {
		days  int
		state agenda.State
	}{{0, agenda.Met}, {334, agenda.Met}, {1, agenda.Due}, {30, agenda.Due}, {1, agenda.Overdue}} {
		d.clock.Add(time.Duration(tt.days) * 24 * time.Hour)
		d.turn()
		if o := d.state(agenda.System, sys.ID.String(), "authorised"); o.State != tt.state {
			t.Errorf("%d days later, on %s: %s until %s, want %s", tt.days, law.DayOf(d.clock.Now()), o.State, o.Due, tt.state)
		}
	}
	before := d.stored()
	d.ok(d.agenda.Full(t.Context()))
	if after := d.stored(); after != before {
		t.Errorf("all days reckoned anew differ:\n%s", cmp.Diff(before, after))
	}
}

// agendaFootage: what the index of footage tells feeds the duties of W168/28
// and 30(6).
func agendaFootage(t *testing.T, d *desktop) {
	ctx := t.Context()
	_, sys, cam := d.site("江阴")
	stream := record.Stream{ID: shiheng.NewID[shiheng.StreamID](start()), Camera: cam.ID, Role: record.Main}
	index := footage.New(d.db)
	from := d.clock.Now()
	d.clock.Add(40 * 24 * time.Hour)
	now := d.clock.Now()
	run := record.RunRow{ID: shiheng.NewID[shiheng.RunID](from), Stream: stream.ID, From: from, To: now, FirstSeq: 1, LastSeq: 9, Open: true}
	d.ok(index.Apply(ctx, record.Change{Streams: []record.Stream{stream}, Runs: []record.RunRow{run}}))
	terms := d.terms()
	wants := func(duty string, state agenda.State, value string) {
		t.Helper()
		d.ok(terms.Round(ctx))
		d.ok(d.agenda.Full(ctx))
		o := d.state(agenda.System, sys.ID.String(), duty)
		if o.State != state || o.Proof != nil && value != "" && o.Proof.Value != value {
			t.Errorf("%s: %+v %+v", duty, o, o.Proof)
		}
	}
	wants("retention", agenda.Met, "1/1")
	wants("true-and-complete", agenda.Met, "1/1")
	wants("no-interruption", agenda.NotApplicable, "")

	// Two days ago the camera went dark.
	run.To, run.Open = now.Add(-48*time.Hour), false
	gap := record.GapRow{Stream: stream.ID, AfterSeq: 9, From: run.To, Cause: record.CauseNoSignal}
	closed := record.RunRow{ID: shiheng.NewID[shiheng.RunID](from), Stream: stream.ID, From: from, To: run.To, FirstSeq: 1, LastSeq: 9}
	d.ok(index.Clear(ctx))
	d.ok(index.Apply(ctx, record.Change{Runs: []record.RunRow{closed}, Gaps: []record.GapRow{gap}}))
	wants("no-interruption", agenda.Overdue, "")
	wants("true-and-complete", agenda.Overdue, "")
	wants("retention", agenda.Met, "1/1")

	// It came back, and the days before the break are gone.
	gap.To = now.Add(-time.Hour)
	again := record.RunRow{ID: shiheng.NewID[shiheng.RunID](now), Stream: stream.ID, From: gap.To, To: now, FirstSeq: 10, LastSeq: 11, Open: true}
	d.ok(index.Apply(ctx, record.Change{Runs: []record.RunRow{again}, Gaps: []record.GapRow{gap}}))
	wants("no-interruption", agenda.NotApplicable, "")
	wants("retention", agenda.Overdue, "0/1")
	if found := d.found(sys); !slices.Contains(found, registry.RetentionShort) {
		t.Errorf("footage too short is no finding: %v", found)
	}
	figures, err := d.agenda.Figures(ctx, agenda.Scope{All: true})
	d.ok(err)
	for _, tt := range []struct {
		code  string
		value float64
	}{{"K3", 1}, {"K4", 0}, {"K6", 0}, {"K8", 0}} {
		f := figures[slices.IndexFunc(figures, func(f agenda.Figure) bool { return f.Code == tt.code })]
		if f.State != agenda.Figured || f.Value != tt.value || f.Counted != 1 {
			t.Errorf("%s: %+v", tt.code, f)
		}
	}
}

// agendaProofs: a person's proof counts where no room keeps the evidence, is
// refused where one does, and is superseded, never changed.
func agendaProofs(t *testing.T, d *desktop) {
	ctx := t.Context()
	_, sys, _ := d.site("宜兴")
	actor := audit.Actor{Account: d.person("wang").Account.ID, Name: "wang"}
	subject, all := agenda.Subject{Kind: agenda.System, ID: sys.ID.String()}, agenda.Scope{All: true}
	today := law.DayOf(d.clock.Now())
	good := agenda.NewRecord{Subject: subject, Duty: "training", Day: today.Add(-3), Until: today.Add(100), Note: "培训签到表"}
	for _, tt := range []struct {
		name, code string
		kind       error
		change     func(*agenda.NewRecord)
	}{
		{"of no duty", "agenda.duty", shiheng.ErrInvalid, func(r *agenda.NewRecord) { r.Duty = "dance" }},
		{"of a place's duty", "agenda.duty", shiheng.ErrInvalid, func(r *agenda.NewRecord) { r.Duty = "build" }},
		{"of one that does not bind", "agenda.duty-not-binding", shiheng.ErrConflict, func(r *agenda.NewRecord) { r.Duty = "faces" }},
		{"of what is measured", "agenda.evidence-kept", shiheng.ErrConflict, func(r *agenda.NewRecord) { r.Duty = "retention" }},
		{"of tomorrow", "agenda.proof-day", shiheng.ErrInvalid, func(r *agenda.NewRecord) { r.Day = today.Add(1) }},
		{"that ended before", "agenda.proof-until", shiheng.ErrInvalid, func(r *agenda.NewRecord) { r.Until = r.Day.Add(-1) }},
		{"without a word", "agenda.proof-note", shiheng.ErrInvalid, func(r *agenda.NewRecord) { r.Note = " " }},
		{"of nothing there is", "agenda.subject", shiheng.ErrNotFound, func(r *agenda.NewRecord) { r.Subject.ID = shiheng.NewID[shiheng.SystemID](start()).String() }},
	} {
		r := good
		tt.change(&r)
		_, err := d.agenda.Prove(ctx, actor, r, all)
		wantCode(t, err, tt.kind, tt.code)
	}
	_, err := d.agenda.Prove(ctx, actor, good, agenda.Scope{})
	wantCode(t, err, shiheng.ErrNotFound, "agenda.subject")

	first, err := d.agenda.Prove(ctx, actor, good, all)
	d.ok(err)
	d.turn()
	if o := d.state(agenda.System, subject.ID, "training"); o.State != agenda.Met || o.Due != good.Until || !o.Proof.Manual {
		t.Errorf("with a proof: %+v", o)
	}
	d.clock.Add(time.Minute)
	good.Until, good.Note = today.Add(5), "更正"
	second, err := d.agenda.Prove(ctx, actor, good, all)
	d.ok(err)
	d.turn()
	if o := d.state(agenda.System, subject.ID, "training"); o.State != agenda.Due {
		t.Errorf("with the second: %+v", o)
	}
	list, err := d.agenda.Records(ctx, subject, "training", all)
	if err != nil || len(list) != 2 || list[0].ID != second.ID || list[1].ID != first.ID || list[1].Superseded != second.ID || list[1].Note != "培训签到表" {
		t.Errorf("%v %+v", err, list)
	}
	if on := d.events(audit.DutyProve); len(on) != 2 || on[0].Object != subject.Object() || on[0].Article != "W168/30/5" {
		t.Errorf("on record: %+v", on)
	}
}

// late is a system in use without acceptance, so that some duties are overdue.
func (d *desktop) late(name string) registry.VideoSystem {
	d.t.Helper()
	p, err := d.registry.SavePlace(d.t.Context(), house, registry.Place{Name: name, Category: "W8-04"})
	d.ok(err)
	v, err := d.registry.SaveSystem(d.t.Context(), house, registry.VideoSystem{Place: p.ID, Name: name, W168Category: "W8-04", R799Class: "A7O"})
	d.ok(err)
	v, err = d.works.Step(d.t.Context(), house, v.ID, registry.FoundInUse, "检查发现")
	d.ok(err)
	return v
}

// agendaNotices: each threshold is told once to each, a storm as one digest.
func agendaNotices(t *testing.T, d *desktop) {
	ctx := t.Context()
	operator, police := d.person("op").Account.ID, d.person("police").Account.ID
	d.turn() // nobody is there yet
	d.readers = []agenda.Reader{
		{Account: operator, Side: agenda.Unit, Scope: agenda.Scope{All: true}},
		{Account: police, Side: agenda.Bureau, Scope: agenda.Scope{All: true}, Watches: true},
	}
	inbox := func(who shiheng.AccountID) (single, digests, things int) {
		t.Helper()
		got, err := d.agenda.Read().Notices(ctx, who, false, audit.Paging{Limit: 500})
		d.ok(err)
		for _, n := range got.Items {
			if n.Digest() {
				digests, things = digests+1, things+n.Count
			} else {
				single++
			}
		}
		return single, digests, things
	}
	d.late("甲")
	d.clock.Add(24 * time.Hour)
	d.turn()
	single, digests, _ := inbox(operator)
	if single == 0 || digests != 0 {
		t.Errorf("the operator has %d notices and %d digests", single, digests)
	}
	if s, digests, things := inbox(police); s != 0 || digests != 1 || things == 0 {
		t.Errorf("the police have %d notices, %d digests of %d", s, digests, things)
	}
	d.ok(d.agenda.Full(ctx))
	d.turn()
	if again, _, _ := inbox(operator); again != single {
		t.Errorf("told twice: %d, then %d", single, again)
	}
	for n := range 25 {
		d.late(fmt.Sprint("乙", n))
	}
	d.clock.Add(24 * time.Hour)
	d.turn()
	today := 0
	got, err := d.agenda.Read().Notices(ctx, operator, true, audit.Paging{Limit: 500})
	d.ok(err)
	for _, n := range got.Items {
		if !n.Digest() && law.DayOf(n.At) == law.DayOf(d.clock.Now()) {
			today++
		}
	}
	if _, digests, things := inbox(operator); today != agenda.MostNotices || digests != 1 || things == 0 {
		t.Errorf("a storm is %d notices and %d digests of %d", today, digests, things)
	}
	unread, err := d.agenda.Read().Unread(ctx, operator)
	d.ok(err)
	n, err := d.agenda.MarkRead(ctx, operator, []agenda.NoticeID{got.Items[0].ID})
	d.ok(err)
	if left, err := d.agenda.Read().Unread(ctx, operator); err != nil || n != 1 || left != unread-1 {
		t.Errorf("%d read, %d of %d left: %v", n, left, unread, err)
	}
	if n, err := d.agenda.MarkRead(ctx, police, []agenda.NoticeID{got.Items[1].ID}); err != nil || n != 0 {
		t.Errorf("somebody else's notice was read: %d %v", n, err)
	}
	if n, err := d.agenda.MarkRead(ctx, operator, nil); err != nil || n != unread-1 {
		t.Errorf("all: %d %v", n, err)
	}
}

// agendaHook: off by default, each threshold once, tried again until taken.
func agendaHook(t *testing.T, d *desktop) {
	ctx := t.Context()
	actor := audit.Actor{Account: d.person("admin").Account.ID, Name: "admin"}
	d.late("甲")
	d.clock.Add(24 * time.Hour)
	d.turn()
	if len(d.sent) != 0 {
		t.Fatalf("sent without a hook: %d", len(d.sent))
	}
	_, err := d.agenda.TestHook(ctx, actor)
	wantCode(t, err, shiheng.ErrConflict, "webhook.not-set")
	secret, short := "0123456789abcdef", "short"
	for _, tt := range []struct {
		code string
		edit agenda.HookEdit
	}{
		{"webhook.url-scheme", agenda.HookEdit{URL: "http://192.0.2.1/", Secret: &secret}},
		{"webhook.secret", agenda.HookEdit{URL: "https://h.example/", Secret: &short}},
		{"webhook.secret", agenda.HookEdit{URL: "https://h.example/", Enabled: true}},
		{"webhook.url", agenda.HookEdit{Enabled: true, Secret: &secret}},
	} {
		_, err := d.agenda.SaveHook(ctx, actor, tt.edit)
		wantCode(t, err, shiheng.ErrInvalid, tt.code)
	}
	h, err := d.agenda.SaveHook(ctx, actor, agenda.HookEdit{URL: "https://h.example/", Secret: &secret})
	d.ok(err)
	if strings.Contains(string(h.Sealed), secret) {
		t.Error("the secret stands in the row")
	}
	_, err = d.agenda.SaveHook(ctx, actor, agenda.HookEdit{URL: "https://h.example/", Version: h.Version + 1})
	wantCode(t, err, shiheng.ErrConflict, "webhook.changed")
	_, err = d.agenda.TestHook(ctx, actor)
	d.ok(err)
	d.late("乙")
	d.clock.Add(24 * time.Hour)
	d.turn()
	if len(d.sent) != 1 || d.sent[0].Kind != agenda.DeliverTest {
		t.Fatalf("while off, sent %+v", d.sent)
	}
	h, err = d.agenda.SaveHook(ctx, actor, agenda.HookEdit{URL: h.URL, Enabled: true, Version: h.Version})
	d.ok(err)
	fail := 2
	d.sent, d.answer = nil, func(agenda.Delivery) (int, error) {
		if fail--; fail >= 0 {
			return 0, shiheng.Unavailable("webhook.unreachable")
		}
		return 202, nil
	}
	d.late("丙")
	d.turn()
	for range 40 {
		d.clock.Add(10 * time.Minute)
		d.turn()
	}
	keys := map[string]int{}
	for _, v := range d.sent {
		keys[v.Key]++
		if strings.Contains(string(v.Body), "丙") {
			t.Errorf("a name left the house: %s", v.Body)
		}
	}
	taken := 0
	got, err := d.agenda.Read().Deliveries(ctx, audit.Paging{Limit: 500})
	d.ok(err)
	for _, v := range got.Items {
		if v.Kind == agenda.DeliverDuty && !v.Done.IsZero() {
			taken++
		}
		if v.Kind == agenda.DeliverDuty && v.Done.IsZero() {
			t.Errorf("left over: %+v", v)
		}
	}
	if taken == 0 || len(keys) != taken || len(d.sent) != taken+2 {
		t.Errorf("%d sendings of %d keys, %d taken", len(d.sent), len(keys), taken)
	}
	for _, e := range d.events(audit.WebhookChange) {
		if strings.Contains(fmt.Sprint(e.Details), secret) {
			t.Error("the secret is on record")
		}
	}
	var pages []agenda.Delivery
	for p := (audit.Paging{Limit: 1}); ; {
		part, err := d.agenda.Read().Deliveries(ctx, p)
		d.ok(err)
		pages = append(pages, part.Items...)
		if p.Cursor = part.Next; p.Cursor == "" {
			break
		}
	}
	if diff := cmp.Diff(got.Items, pages); diff != "" {
		t.Errorf("paged: %s", diff)
	}
}

// agendaScope: lists, counts, figures and pages stop at the scope.
func agendaScope(t *testing.T, d *desktop) {
	ctx := t.Context()
	place, sys, _ := d.site("锡山")
	d.late("新吴")
	d.turn()
	mine := agenda.Scope{Places: []shiheng.PlaceID{place.ID}}
	list, err := d.agenda.Read().Obligations(ctx, agenda.Filter{Scope: mine}, audit.Paging{Limit: 500})
	d.ok(err)
	if len(list.Items) == 0 {
		t.Error("nothing in the own place")
	}
	for _, o := range list.Items {
		if o.Subject.ID != sys.ID.String() && o.Subject.ID != place.ID.String() {
			t.Errorf("%+v is another's", o.Subject)
		}
	}
	counted, err := d.agenda.Read().Count(ctx, agenda.Filter{Scope: mine})
	d.ok(err)
	total := 0
	for _, n := range counted {
		total += n
	}
	if total != len(list.Items) {
		t.Errorf("counted %d, listed %d", total, len(list.Items))
	}
	for _, scope := range []agenda.Scope{{}, {Places: []shiheng.PlaceID{shiheng.NewID[shiheng.PlaceID](start())}}} {
		list, err := d.agenda.Read().Obligations(ctx, agenda.Filter{Scope: scope}, audit.Paging{})
		if err != nil || len(list.Items) != 0 {
			t.Errorf("scope %+v lists %d: %v", scope, len(list.Items), err)
		}
		_, err = d.agenda.Page(ctx, agenda.Subject{Kind: agenda.System, ID: sys.ID.String()}, scope)
		wantCode(t, err, shiheng.ErrNotFound, "agenda.subject")
		_, err = d.agenda.Members(ctx, "K3", agenda.Subject{Kind: agenda.System, ID: sys.ID.String()}, scope)
		wantCode(t, err, shiheng.ErrNotFound, "agenda.subject")
		figures, err := d.agenda.Figures(ctx, scope)
		d.ok(err)
		for _, f := range figures {
			if f.State == agenda.Figured {
				t.Errorf("%s is told outside the scope", f.Code)
			}
		}
	}
	var paged []agenda.Listed
	for p := (audit.Paging{Limit: 3}); ; {
		part, err := d.agenda.Read().Obligations(ctx, agenda.Filter{Scope: mine}, p)
		d.ok(err)
		paged = append(paged, part.Items...)
		if p.Cursor = part.Next; p.Cursor == "" {
			break
		}
	}
	if diff := cmp.Diff(list.Items, paged, cmp.AllowUnexported(law.Day{})); diff != "" {
		t.Errorf("paged: %s", diff)
	}
}

// agendaFigures: a figure, the subjects behind it and the things behind those
// add up, and the day's point is kept.
func agendaFigures(t *testing.T, d *desktop) {
	ctx := t.Context()
	place, sys, _ := d.site("梁溪")
	d.camera(place, sys, "第二")
	d.late("不合格")
	d.ok(d.agenda.Full(ctx))
	all := agenda.Scope{All: true}
	figures, err := d.agenda.Figures(ctx, all)
	d.ok(err)
	for _, f := range figures {
		list, err := d.agenda.Measures(ctx, agenda.MeasureFilter{Indicator: f.Code, Scope: all}, audit.Paging{Limit: 500})
		d.ok(err)
		var sum, things agenda.Sum
		for _, m := range list.Items {
			sum = sum.Add(m.Sum)
			members, err := d.agenda.Members(ctx, f.Code, m.Subject, all)
			d.ok(err)
			things = things.Add(agenda.SumOf(f.Indicator, members))
		}
		if f.Code != "K26" && (sum != f.Sum || things != f.Sum) {
			t.Errorf("%s is %+v, the subjects add up to %+v, the things to %+v", f.Code, f.Sum, sum, things)
		}
		points, err := d.agenda.Trend(ctx, f.Code, shiheng.PlaceID{})
		d.ok(err)
		if f.State == agenda.Figured && (len(points) != 1 || points[0].Sum != f.Sum) {
			t.Errorf("%s: points %+v", f.Code, points)
		}
	}
	k20 := figures[19]
	if k20.Code != "K20" || k20.State != agenda.Figured || k20.Value != 0 || k20.Counted != 1 || k20.Excluded != 1 {
		t.Errorf("acceptance before use: %+v", k20)
	}
	if k2 := figures[1]; k2.State != agenda.NoData {
		t.Errorf("connection: %+v", k2)
	}
}
