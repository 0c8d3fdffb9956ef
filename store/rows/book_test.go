package rows_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

func (w *world) register() *book.Service {
	w.t.Helper()
	out, err := book.New(book.Config{Store: rows.NewBook(w.db), Log: w.log, Papers: w.papers, Now: w.clock.Now})
	w.ok(err)
	return out
}

// contractBook: one register over the regimes (W168/24/1/3, R799/16), read
// within one's scope, on paper, and counted.
func contractBook(t *testing.T, w *world) {
	ctx := t.Context()
	reg := w.register()
	place, system, here := w.site("东")
	_, _, there := w.site("西")
	k := w.counter("clerk")
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{}))
	auditor := w.person("auditor", identity.Grantable{Role: identity.Auditor})

	_, err := w.access.Open(ctx, access.Request{Principal: keeper, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{here.ID, there.ID}})
	w.ok(err)
	_, err = w.access.Open(ctx, access.Request{Principal: keeper, Act: shiheng.ActExport, Cameras: []shiheng.CameraID{here.ID}, Purpose: "核查",
		Footage: shiheng.Span{From: w.clock.Now().Add(-time.Hour), To: w.clock.Now()}})
	refusedFor(t, err, "access.role", "export.approver", "export.recipient", "export.expires")
	one := w.granted(k, here.ID)
	g, one, err := w.desk.Open(ctx, k, one.ID)
	w.ok(err)
	w.ok(w.desk.Served(g, here.ID, shiheng.Served{Chunks: 1, Bytes: 900, Footage: 3 * time.Second}))
	w.ok(w.desk.Receipt(ctx))
	both := w.asks(here.ID, there.ID)
	both.Authority, both.Case, both.About = official.Emergency, "", "化工厂火情处置"
	refused, err := w.desk.Register(ctx, k, both, official.Evidence{})
	w.ok(err)
	_, err = w.desk.Refuse(ctx, k, refused.ID, 0, official.Refusing{}, false)
	w.ok(err)

	full := book.Sight{Officers: true, Cards: true, Remote: true}
	read := func(f book.Filter, s book.Sight) (out []string, lines []book.Line) {
		t.Helper()
		for next := ""; ; {
			got, err := reg.Lines(ctx, book.Reader{Actor: auditor.Actor(), Sight: s}, f, audit.Paging{Cursor: next, Limit: 2})
			w.ok(err)
			lines = append(lines, got.Items...)
			if next = got.Next; next == "" {
				break
			}
		}
		for _, l := range lines {
			out = append(out, fmt.Sprintf("%s %s %s %d+%d", l.Regime, l.Act, l.Outcome, len(l.Cameras), l.Others))
		}
		return out, lines
	}
	all := registry.Scope{All: true}
	local := registry.Scope{Places: []shiheng.PlaceID{place.ID}}
	want := []string{
		"official official.refuse refused 2+0", "official footage.playback granted 1+0", "official official.grant granted 1+0",
		"own footage.export refused 1+0", "own footage.live granted 2+0",
	}
	got, lines := read(book.Filter{Scope: all}, full)
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for name, tt := range map[string]struct {
		f    book.Filter
		want []string
	}{
		"nothing":   {book.Filter{}, nil},
		"one place": {book.Filter{Scope: local}, []string{want[1], want[2], want[3], "own footage.live granted 1+1"}},
		"regime":    {book.Filter{Scope: all, Regime: book.Own}, want[3:]},
		"platforms": {book.Filter{Scope: all, Regime: book.Platform}, nil},
		"outcome":   {book.Filter{Scope: all, Outcome: audit.Refused}, []string{want[0], want[3]}},
		"camera":    {book.Filter{Scope: all, Camera: there.ID}, []string{want[0], want[4]}},
		"system":    {book.Filter{Scope: all, System: system.ID}, want},
		"person":    {book.Filter{Scope: all, Account: keeper.Account.ID}, want[3:]},
		"act":       {book.Filter{Scope: all, Act: audit.OfficialGrant}, want[2:3]},
		"an organ":  {book.Filter{Scope: all, Text: "李敏"}, []string{want[1], want[2]}},
		"a login":   {book.Filter{Scope: all, Text: "KEEP"}, want[3:]},
		"tomorrow":  {book.Filter{Scope: all, From: w.today().Add(1)}, nil},
		"today":     {book.Filter{Scope: all, From: w.today(), To: w.today()}, want},
	} {
		if got, _ := read(tt.f, full); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	opened := lines[1]
	if opened.Applicant != "梁溪分局" || opened.Authority != "investigation" || opened.Matter != one.Asked.Matter() || opened.Officers[0].Card != "032001" ||
		opened.Served != (book.Served{Seconds: 3, Bytes: 900}) || !opened.From.Equal(g.Footage.From) || opened.Cameras[0].Name != here.Name || opened.Remote == "" {
		t.Errorf("%+v", opened)
	}
	if lines[0].Article != "W168/24/2" || lines[0].Reason != "official.item-missing" || lines[3].Purpose != "核查" || lines[4].Name != keeper.Account.Name {
		t.Errorf("%+v\n%+v", lines[0], lines[3])
	}
	if _, seen := read(book.Filter{Scope: all, Act: audit.FootagePlayback}, book.Sight{Officers: true}); seen[0].Officers[0].Card != "****01" || seen[0].Remote != "" {
		t.Errorf("L8: %+v", seen[0])
	}
	if _, seen := read(book.Filter{Scope: all, Act: audit.FootagePlayback}, book.Sight{}); len(seen[0].Officers) != 0 {
		t.Errorf("L8: %+v", seen[0])
	}
	if len(w.events(audit.RegisterRead)) == 0 {
		t.Error("the reading is not on record")
	}
	for name, tt := range map[string]struct {
		scope  registry.Scope
		system shiheng.SystemID
		text   string
		want   string
	}{
		"all":         {all, shiheng.SystemID{}, "", "systems 2, cameras 2"},
		"one system":  {all, system.ID, "", "systems 2, cameras 1"},
		"by name":     {all, shiheng.SystemID{}, there.Name, "systems 0, cameras 1"},
		"one's scope": {local, shiheng.SystemID{}, "", "systems 1, cameras 1"},
		"nothing":     {registry.Scope{}, shiheng.SystemID{}, "", "systems 0, cameras 0"},
	} {
		systems, cameras, err := reg.Choices(ctx, tt.scope, tt.system, tt.text)
		if got := fmt.Sprintf("systems %d, cameras %d", len(systems), len(cameras)); err != nil || got != tt.want {
			t.Errorf("choices of %s: %s, %v, want %s", name, got, err, tt.want)
		}
	}
	w.bookOnPaper(t, reg, auditor)
	w.counted(t, reg, auditor)
}

// bookOnPaper: the register leaves as a sheet and as a numbered document, on
// record before it does.
func (w *world) bookOnPaper(t *testing.T, reg *book.Service, by identity.Principal) {
	ctx := t.Context()
	r := book.Reader{Actor: by.Actor(), Sight: book.Sight{Officers: true, Cards: true, Remote: true}}
	f := book.Filter{Scope: registry.Scope{All: true}}
	_, err := reg.Print(ctx, r, f)
	wantCode(t, err, shiheng.ErrInvalid, "book.period")
	f.From, f.To = w.today(), w.today()
	doc, err := reg.Print(ctx, r, f)
	w.ok(err)
	rec, err := w.papers.Read().Record(ctx, doc.ID)
	if err != nil || rec.Kind != papers.RegisterBook || doc.Number == "" || !strings.Contains(string(rec.HTML), "化工厂火情处置") || strings.Contains(string(rec.HTML), "footage.") {
		t.Errorf("%v: %s", err, rec.HTML)
	}
	if e := w.events(audit.RegisterPrint); len(e) != 1 || e[0].Details["lines"] != "5" || e[0].Details["sha256"] != doc.SHA256.String() || e[0].Details["number"] != doc.Number {
		t.Errorf("%+v", e)
	}
	narrow := f
	narrow.Act, narrow.Text = audit.OfficialGrant, "王"
	if doc, err = reg.Print(ctx, r, narrow); err != nil {
		t.Fatal(err)
	}
	if rec, err = w.papers.Read().Record(ctx, doc.ID); err != nil || !strings.Contains(string(rec.HTML), "事项：审核准予；字样：王") {
		t.Errorf("a part of the register does not say so: %v: %s", err, rec.HTML)
	}
	next, err := reg.Export(ctx, r, f)
	w.ok(err)
	if len(w.events(audit.RegisterExport)) != 1 {
		t.Error("the export is not on record")
	}
	n := 0
	for l, err := next(); l != nil; l, err = next() {
		w.ok(err)
		if n++; len(l.Columns()) != len(book.Heads()) {
			t.Errorf("%d columns", len(l.Columns()))
		}
	}
	if n != 5 {
		t.Errorf("%d lines left, want 5", n)
	}
}

// counted: a quarter is counted when it is over, and nothing of it names a
// person, a number or a camera.
func (w *world) counted(t *testing.T, reg *book.Service, by identity.Principal) {
	ctx := t.Context()
	q := identity.QuarterOf(w.clock.Now())
	_, err := reg.Figures(ctx, q)
	wantCode(t, err, shiheng.ErrConflict, "book.quarter-runs")
	w.clock.Add(100 * 24 * time.Hour)
	cells, err := rows.NewBook(w.db).Counted(ctx, q.Span())
	w.ok(err)
	var got []string
	for _, c := range cells {
		got = append(got, fmt.Sprintf("%s/%s/%s/%s/%s=%d", c.Regime, c.Authority, c.Act, c.Outcome, c.Clause, c.Count))
	}
	slices.Sort(got)
	want := []string{
		"official/emergency/official.refuse/refused/W168/24/2=1", "official/investigation/footage.playback/granted/=1", "official/investigation/official.grant/granted/=1",
		"own//footage.export/refused/W168/29/1=1", "own//footage.live/granted/=1",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	f, err := reg.Figures(ctx, q)
	if err != nil || len(f.Tables) != 4 || !f.Tables[0].Few || f.Tables[1].Total != 0 {
		t.Errorf("%+v, %v", f, err)
	}
	doc, err := reg.PrintFigures(ctx, book.Reader{Actor: audit.House("test")}, q)
	w.ok(err)
	rec, err := w.papers.Read().Record(ctx, doc.ID)
	w.ok(err)
	out := fmt.Sprint(f) + string(rec.HTML)
	for _, person := range []string{"梁溪分局", "王建国", "李敏", "032001", "介2026", "锡公", "化工厂", "keeper", "clerk", by.Account.Name, "核查", "东", "西"} {
		if strings.Contains(out, person) {
			t.Errorf("the statistics say %q", person)
		}
	}
}

// TestBookReadsEveryCell: what the statistics are made of has no room for a
// person: every word of a cell is a code of the program or of the law.
func TestBookReadsEveryCell(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("车站")
	k := w.counter("clerk")
	for i := range 12 {
		a := w.registered(k, c.ID)
		if i%2 == 0 {
			_, err := w.desk.Grant(ctx, k, a.ID, 0, official.Granting{})
			w.ok(err)
		}
	}
	cells, err := rows.NewBook(w.db).Counted(ctx, identity.QuarterOf(w.clock.Now()).Span())
	w.ok(err)
	if len(cells) == 0 {
		t.Fatal("nothing counted")
	}
	for _, x := range cells {
		authority := x.Authority == "" || slices.Contains(official.Authorities(), official.Authority(x.Authority))
		if !x.Regime.Known() || !x.Act.Known() || !authority || x.Outcome != audit.Granted && x.Outcome != audit.Refused {
			t.Errorf("%+v", x)
		}
		if _, ok := w.law.Article(x.Clause, w.today()); x.Clause != "" && !ok {
			t.Errorf("%q is no article", x.Clause)
		}
	}
}
