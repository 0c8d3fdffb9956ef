package rows_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
	"shiheng.internal/civic/retain/term"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/video/record"
)

// strips is a footage store of which only the index is there. It implements
// [term.Footage] as app does.
type strips struct{ w *world }

// Past implements term.Footage.
func (s strips) Past(ctx context.Context, camera shiheng.CameraID) (runs, lost []shiheng.Span, gaps []retain.Hole, err error) {
	index := footage.New(s.w.db)
	streams, err := index.Streams(ctx, camera)
	if err != nil || len(streams) == 0 {
		return nil, nil, nil, err
	}
	ever := shiheng.Span{From: time.Unix(0, 0)}
	rr, err := index.Runs(ctx, streams[0].ID, ever, 0, 500)
	for _, r := range rr {
		if r.Open {
			r.To = s.w.clock.Now()
		}
		runs = append(runs, shiheng.Span{From: r.From, To: r.To})
	}
	if err != nil {
		return nil, nil, nil, err
	}
	gg, err := index.Gaps(ctx, streams[0].ID, ever, 0, 500)
	for _, g := range gg {
		gaps = append(gaps, retain.Hole{From: g.From, To: g.To, Cause: string(g.Cause)})
	}
	return runs, nil, gaps, err
}

// terms opens the register of terms.
func (w *world) terms() *term.Service {
	w.t.Helper()
	s, err := term.New(term.Config{
		Store: rows.NewRetention(w.db), Cameras: w.registry.Read(), Footage: strips{w}, Law: w.law, LawDay: law.RealLawDay, Now: w.clock.Now,
	})
	w.ok(err)
	return s
}

// recorded puts footage of a camera into the index.
func (w *world) recorded(c shiheng.CameraID, spans ...shiheng.Span) shiheng.StreamID {
	w.t.Helper()
	stream := record.Stream{ID: shiheng.NewID[shiheng.StreamID](start()), Camera: c, Role: record.Main}
	change := record.Change{Streams: []record.Stream{stream}}
	for i, s := range spans {
		seq := uint64(i)*10 + 1
		change.Runs = append(change.Runs, record.RunRow{
			ID: shiheng.NewID[shiheng.RunID](s.From), Stream: stream.ID, From: s.From, To: s.To, FirstSeq: seq, LastSeq: seq + 8,
		})
	}
	w.ok(footage.New(w.db).Apply(w.t.Context(), change))
	return stream.ID
}

// contractRetention: what is judged of each camera is kept, listed with the
// shortest first within a scope, and follows the law (W168/28/2).
func contractRetention(t *testing.T, w *world) {
	ctx := t.Context()
	terms := w.terms()
	p, sys, whole := w.site("江阴")
	short := w.camera(p, sys, "二")
	began := w.clock.Now()
	w.days(40)
	now := w.clock.Now()
	fresh := w.camera(p, sys, "三")
	day := 24 * time.Hour
	w.recorded(whole.ID, shiheng.Span{From: began, To: now})
	w.recorded(short.ID, shiheng.Span{From: began, To: began.Add(day)}, shiheng.Span{From: now.Add(-20 * day), To: now})
	w.recorded(fresh.ID, shiheng.Span{From: now.Add(-time.Hour), To: now})
	w.ok(terms.Round(ctx))
	list := func(f term.Filter) (out []shiheng.CameraID) {
		t.Helper()
		for pg := (audit.Paging{Limit: 1}); ; {
			got, err := terms.Read().Lines(ctx, f, pg)
			w.ok(err)
			for _, l := range got.Items {
				out = append(out, l.Camera)
			}
			if pg.Cursor = got.Next; pg.Cursor == "" {
				return out
			}
		}
	}
	all := registry.Scope{All: true}
	ids := func(c ...registry.Camera) (out []shiheng.CameraID) {
		for _, c := range c {
			out = append(out, c.ID)
		}
		return out
	}
	for name, tt := range map[string]struct {
		f    term.Filter
		want []shiheng.CameraID
	}{
		"the shortest first": {term.Filter{Scope: all}, ids(short, whole, fresh)},
		"short":              {term.Filter{Scope: all, Outcome: retain.Shorter}, ids(short)},
		"not mature":         {term.Filter{Scope: all, Outcome: retain.Immature}, ids(fresh)},
		"by name":            {term.Filter{Scope: all, Text: "二"}, ids(short)},
		"of one's own":       {term.Filter{Scope: registry.Scope{Cameras: ids(whole)}}, ids(whole)},
		"of nobody":          {term.Filter{}, nil},
	} {
		if got := list(tt.f); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	n, err := terms.Read().Count(ctx, all)
	if err != nil || n[retain.Fulfilled] != 1 || n[retain.Shorter] != 1 || n[retain.Immature] != 1 {
		t.Errorf("counts %v, %v", n, err)
	}
	l, j, err := terms.One(ctx, all, short.ID)
	if err != nil || l.ShortDays != 10 || l.Term().Days != 30 || !slices.Contains(l.Term().Articles, "W168/28/2") || len(j.Holes) != 1 {
		t.Errorf("%+v, %+v, %v", l, j, err)
	}
	if _, _, err := terms.One(ctx, registry.Scope{Cameras: ids(whole)}, short.ID); err == nil {
		t.Error("another's camera is shown")
	}

	// The place becomes a key target: ninety days from now on, which is on record.
	p.AntiTerrorTarget = true
	_, err = w.registry.SavePlace(ctx, house, p)
	w.ok(err)
	w.ok(terms.Round(ctx))
	l, _, err = terms.One(ctx, all, whole.ID)
	if err != nil || l.Term().Days != 90 || len(l.Terms) != 2 || l.Outcome != retain.Immature || !l.Due.Equal(now.Add(-30*day)) {
		t.Errorf("raised: %+v, %v", l, err)
	}
	got, err := w.log.Entries(ctx, audit.Filter{Act: audit.RetentionTerm, Camera: whole.ID}, audit.Paging{})
	if err != nil || len(got.Items) != 1 || got.Items[0].Details["was"] != "30" || got.Items[0].Details["days"] != "90" {
		t.Errorf("on record %+v, %v", got.Items, err)
	}
}

// contractErased: where footage of a camera ended that is gone, by its
// certificates.
func contractErased(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, cam := w.site("宜兴")
	from := start()
	stream := w.recorded(cam.ID, shiheng.Span{From: from, To: from.Add(time.Hour)})
	store, leaves := rows.NewRetention(w.db), rows.NewLeaves(w.db)
	if at, err := store.FirstErased(ctx, cam.ID); err != nil || !at.IsZero() {
		t.Errorf("nothing erased: %s, %v", at, err)
	}
	at := func(h int) time.Time { return from.Add(time.Duration(h) * time.Hour) }
	for _, h := range []int{0, 30, 60} {
		e := ledger.Erasure{Camera: cam.ID.String(), Stream: stream.String(), Day: law.DayOf(at(h)).String(), Reason: "expired", Minutes: []ledger.ErasedMinute{}, Slots: []ledger.Erased{
			{First: uint64(h) + 1, Last: uint64(h) + 2, From: ledger.Time(at(h)), To: ledger.Time(at(h + 1)), Slot: "x"},
			{First: uint64(h) + 3, Last: uint64(h) + 4, From: ledger.Time(at(h + 1)), To: ledger.Time(at(h + 2)), Slot: "y"},
		}}
		ev := audit.New(at(h), audit.House("footage"), audit.FootageDelete, audit.Object{Kind: "erasure", ID: e.Day})
		w.ok(leaves.Erase(ctx, []audit.Event{ev}, []ledger.Erasure{e}))
	}
	first, err := store.FirstErased(ctx, cam.ID)
	if err != nil || !first.Equal(from) {
		t.Errorf("first %s, %v", first, err)
	}
	for before, want := range map[int]time.Time{62: at(62), 61: at(61), 60: at(32), 1: at(1), 0: {}} {
		if got, err := store.Erased(ctx, cam.ID, at(before)); err != nil || !got.Equal(want) {
			t.Errorf("before hour %d: %s, %v, want %s", before, got, err, want)
		}
	}
}

// keepers are whoever may register purposes of all cameras, or of one.
func (w *world) keepers(only ...shiheng.CameraID) term.Hand {
	scope := registry.Scope{All: len(only) == 0, Cameras: only}
	return term.Hand{Principal: identity.Principal{Account: identity.Account{ID: shiheng.NewID[shiheng.AccountID](start()), Login: "wang", Name: "王芳"}}, Scope: scope}
}

// contractPurposes: a longer purpose keeps the footage of its cameras until its
// day, or until somebody ends it.
func contractPurposes(t *testing.T, w *world) {
	ctx := t.Context()
	terms := w.terms()
	_, sys, cam := w.site("江阴")
	k := w.keepers()
	need := term.Need{System: sys.ID, Cameras: []shiheng.CameraID{cam.ID}, Purpose: "路口事故多发，事故处理需要三个月影像", Basis: "R799/17", Until: w.today().Add(10)}
	p, err := terms.Register(ctx, k, need)
	w.ok(err)
	got, err := terms.Read().Purposes().One(ctx, p.ID.String())
	if err != nil || cmp.Diff(got, p, days) != "" {
		t.Errorf("read back %s, %v", cmp.Diff(got, p, days), err)
	}
	keeps := func(want bool) {
		t.Helper()
		of, err := terms.Purposed(ctx)
		if err != nil || of[cam.ID] != want {
			t.Errorf("kept %v, %v, want %v", of, err, want)
		}
	}
	keeps(true)
	w.days(10)
	keeps(true)
	w.days(1)
	keeps(false)
	need.Until = w.today().Add(10)
	p, err = terms.Register(ctx, k, need)
	w.ok(err)
	keeps(true)
	if _, err := terms.End(ctx, k, p.ID, p.Version+1, "不再需要"); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("ended on an old reading: %v", err)
	}
	p, err = terms.End(ctx, k, p.ID, p.Version, "不再需要")
	w.ok(err)
	keeps(false)
	_, err = terms.End(ctx, k, p.ID, p.Version, "再议")
	wantCode(t, err, shiheng.ErrConflict, "retention.purpose-ended")
	if n := len(w.events(audit.RetentionPurpose)) + len(w.events(audit.RetentionPurposeEnd)); n != 3 {
		t.Errorf("%d acts on record", n)
	}
}

// TestPurposes_R799_17: footage is kept past its term for a purpose that is
// stated and rests on an article, and by whoever it belongs to.
func TestPurposes_R799_17(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	terms := w.terms()
	_, sys, cam := w.site("江阴")
	_, _, other := w.site("宜兴")
	good := term.Need{System: sys.ID, Cameras: []shiheng.CameraID{cam.ID}, Purpose: "事故处理", Basis: "R799/17", Until: w.today().Add(10)}
	for _, tt := range []struct {
		name, code string
		kind       error
		hand       term.Hand
		change     func(*term.Need)
	}{
		{"without a purpose", "retention.purpose-none", shiheng.ErrForbidden, w.keepers(), func(n *term.Need) { n.Purpose = " " }},
		{"by no article", "retention.basis", shiheng.ErrForbidden, w.keepers(), func(n *term.Need) { n.Basis = "R799/99" }},
		{"of no camera", "retention.cameras", shiheng.ErrInvalid, w.keepers(), func(n *term.Need) { n.Cameras = nil }},
		{"until yesterday", "retention.until", shiheng.ErrInvalid, w.keepers(), func(n *term.Need) { n.Until = w.today().Add(-1) }},
		{"for ever", "retention.until", shiheng.ErrInvalid, w.keepers(), func(n *term.Need) { n.Until = w.today().Add(367) }},
		{"of another's camera", "camera.none", shiheng.ErrNotFound, w.keepers(other.ID), func(*term.Need) {}},
		{"of another system", "camera.none", shiheng.ErrNotFound, w.keepers(), func(n *term.Need) { n.Cameras = []shiheng.CameraID{other.ID} }},
	} {
		n := good
		tt.change(&n)
		_, err := terms.Register(ctx, tt.hand, n)
		if !errors.Is(err, tt.kind) {
			t.Errorf("%s: %v", tt.name, err)
		}
		wantCode(t, err, tt.kind, tt.code)
	}
	refused := 0
	for _, e := range w.events(audit.RetentionPurpose) {
		if e.Outcome == audit.Refused && e.Article == "R799/17" {
			refused++
		}
	}
	if refused != 2 {
		t.Errorf("%d refusals by R799/17 on record, want 2", refused)
	}
}

// TestCeiling_R799_17: how long footage stays past its term has a reason, and is
// never less than nothing.
func TestCeiling_R799_17(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	terms := w.terms()
	set := func(version int64, days int, reason string) error {
		_, err := terms.SetCeiling(ctx, w.keepers(), version, term.Ceiling{Days: days, Reason: reason})
		return err
	}
	if c, err := terms.Read().Ceiling(ctx); err != nil || c != (term.KeptCeiling{}) {
		t.Errorf("nobody set it: %+v, %v", c, err)
	}
	wantCode(t, set(0, -1, "磁盘不足"), shiheng.ErrForbidden, "retention.below-term")
	wantCode(t, set(0, 7, " "), shiheng.ErrForbidden, "retention.ceiling-reason")
	wantCode(t, set(0, 336, "备查"), shiheng.ErrInvalid, "retention.ceiling-days")
	w.ok(set(0, 7, "案件受理通常滞后一周"))
	wantCode(t, set(0, 8, "再加一天"), shiheng.ErrConflict, "retention.ceiling-changed")
	w.ok(set(1, 0, ""))
	c, err := terms.Read().Ceiling(ctx)
	if err != nil || c.Days != 0 || c.Version != 2 || c.By.IsZero() {
		t.Errorf("%+v, %v", c, err)
	}
	events := w.events(audit.RetentionCeiling)
	if len(events) != 4 || events[0].Details["was"] != "7" || events[3].Article != "W168/28/2" || events[3].Outcome != audit.Refused {
		t.Errorf("on record %+v", events)
	}
}

// contractMarks: what proves age is kept in its order.
func contractMarks(t *testing.T, w *world) {
	ctx := t.Context()
	store := rows.NewRetention(w.db)
	at := func(h int) time.Time { return start().Add(time.Duration(h) * time.Hour) }
	size := func(h int) rows.LogSize {
		return rows.LogSize{Origin: "node/2026", Size: uint64(h) * 10, Wall: at(h), Tally: time.Duration(h) * time.Hour}
	}
	mark := func(by string, h int) retain.Mark {
		return retain.Mark{Witness: by, At: at(h), Tally: time.Duration(h) * time.Hour, Wall: at(h + 1), Ran: time.Duration(h+1) * time.Hour, Proven: time.Duration(h) * time.Minute}
	}
	for _, h := range []int{2, 1, 3} {
		w.ok(store.PutLogSize(ctx, size(h)))
		w.ok(store.PutMark(ctx, mark("a", h), size(h)))
	}
	w.ok(store.PutMark(ctx, mark("a", 3), size(3))) // again
	w.ok(store.PutMark(ctx, mark("b", 2), size(2)))
	marks, sizes, err := store.Marks(ctx)
	w.ok(err)
	if want := []retain.Mark{mark("a", 1), mark("a", 2), mark("a", 3), mark("b", 2)}; cmp.Diff(marks, want) != "" {
		t.Errorf("marks: %s", cmp.Diff(marks, want))
	}
	if want := []rows.LogSize{size(1), size(2), size(3)}; cmp.Diff(sizes, want) != "" {
		t.Errorf("sizes: %s", cmp.Diff(sizes, want))
	}
}
