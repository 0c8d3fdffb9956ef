package clause

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	_ "modernc.org/sqlite"
	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// A city's forbids in every form the translator knows, and one it does not.
const cityForms = `
@id("form-if") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"playback", resource is Shiheng::Camera)
when { if resource.shared then resource.secret != principal.cleared else context has purpose && context.purpose == "x" };

@id("form-areas") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"live", resource is Shiheng::Camera)
when { resource.areas.contains("place:p2") && !(resource.secret == false) || resource.areas.containsAny(["system:s3"]) };

@id("form-identity") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"export", resource is Shiheng::Camera)
when { resource == Shiheng::Camera::"019abcde-0000-7000-8000-000000000000" ||
       [Shiheng::Camera::"019abcde-0000-7000-8000-000000000001", Shiheng::Camera::"c3"].contains(resource) };

@id("form-time") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"hold", resource is Shiheng::Slot)
when { resource.floorEnds >= datetime("2026-11-23T01:00:00Z") && resource.floorEnds > datetime("2026-11-23T02:00:00Z") ||
       resource.floorEnds <= datetime("2026-11-22T01:00:00Z") };

@id("form-optional") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"publish", resource is Shiheng::Release)
when { resource has checker && resource.checker == resource.maker || ["m1"].contains(resource.maker) };

@id("form-unknown") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"publish", resource is Shiheng::Release)
when { resource.maker like "m2*" };
`

func withForms(t testing.TB) *Set {
	t.Helper()
	s, err := Load(builtinLaw(t), fstest.MapFS{"forms.cedar": {Data: []byte(cityForms)}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// world is rows as a store keeps them, with the same things as values.
type world struct {
	db       *sql.DB
	cameras  []Camera
	slots    []Slot
	releases []Release
	ids      []string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // each connection has a memory of its own
	t.Cleanup(func() { db.Close() })
	w := &world{db: db}
	w.exec(t, `CREATE TABLE camera (n INTEGER PRIMARY KEY, id TEXT, watched INTEGER NOT NULL, testable INTEGER NOT NULL, room INTEGER NOT NULL, shared INTEGER NOT NULL, secret INTEGER NOT NULL)`)
	w.exec(t, `CREATE TABLE slot (n INTEGER PRIMARY KEY, id TEXT, floor_ends INTEGER NOT NULL, held INTEGER NOT NULL, served INTEGER NOT NULL)`)
	w.exec(t, `CREATE TABLE published (n INTEGER PRIMARY KEY, id TEXT, features INTEGER NOT NULL, plates INTEGER NOT NULL, tracks INTEGER NOT NULL, names INTEGER NOT NULL, maker TEXT NOT NULL, checker TEXT)`)
	w.exec(t, `CREATE TABLE area (of TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL)`)
	return w
}

func (w *world) exec(t rapid.TB, statement string, args ...any) {
	if _, err := w.db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// fill makes rows anew.
func (w *world) fill(t *rapid.T) {
	for _, table := range []string{"camera", "slot", "published", "area"} {
		w.exec(t, "DELETE FROM "+table)
	}
	w.cameras, w.slots, w.releases = nil, nil, nil
	w.ids = nil
	lie := func(of string) []Area {
		areas := drawAreas(t, "lies in", false)
		for _, a := range areas {
			kind, id, _ := strings.Cut(string(a), ":")
			w.exec(t, "INSERT INTO area VALUES (?, ?, ?)", of, kind, id)
		}
		return areas
	}
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	for n := range rapid.IntRange(1, 6).Draw(t, "cameras") {
		id, err := shiheng.ParseID[shiheng.CameraID](fmt.Sprintf("019abcde-0000-7000-8000-00000000000%d", n))
		if err != nil {
			t.Fatal(err)
		}
		c := Camera{ID: id, Watched: flag("watched"), Testable: flag("testable"), ForbiddenRoom: flag("room"), Shared: flag("shared"), Secret: registry.Grade(rapid.IntRange(0, 3).Draw(t, "secrecy"))}
		c.Areas = lie(c.ID.String())
		w.exec(t, "INSERT INTO camera VALUES (?, ?, ?, ?, ?, ?, ?)", n, c.ID.String(), c.Watched, c.Testable, c.ForbiddenRoom, c.Shared, int(c.Secret))
		w.cameras = append(w.cameras, c)
	}
	for n := range rapid.IntRange(1, 6).Draw(t, "slots") {
		s := Slot{ID: fmt.Sprint("slot", n), FloorEnds: drawTime(t, "floor"), Held: flag("held"), Served: flag("served")}
		s.Areas = lie(s.ID)
		w.exec(t, "INSERT INTO slot VALUES (?, ?, ?, ?, ?)", n, s.ID, s.FloorEnds.UnixMicro(), s.Held, s.Served)
		w.slots = append(w.slots, s)
	}
	for n := range rapid.IntRange(1, 6).Draw(t, "releases") {
		r := Release{ID: fmt.Sprint("r", n), Features: flag("features"), Plates: flag("plates"), Tracks: flag("tracks"), Names: flag("names"),
			Maker: rapid.SampledFrom([]string{"m1", "m2", "m3"}).Draw(t, "maker"), Checker: rapid.SampledFrom([]string{"", "m1", "m3"}).Draw(t, "checker")}
		var checker any
		if r.Checker != "" {
			checker = r.Checker
		}
		w.exec(t, "INSERT INTO published VALUES (?, ?, ?, ?, ?, ?, ?, ?)", n, r.ID, r.Features, r.Plates, r.Tracks, r.Names, r.Maker, checker)
		w.releases = append(w.releases, r)
	}
}

func drawAreas(t *rapid.T, what string, all bool) []Area {
	some := []Area{"place:p1", "place:p2", "system:s3", "unit:u4", "trade:x"}
	if all {
		some = append(some, Everywhere)
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(some), 0, 3, func(a Area) Area { return a }).Draw(t, what)
}

// drawTime is a time near the instants policies compare with, to the microsecond.
func drawTime(t *rapid.T, what string) time.Time {
	hours := rapid.SampledFrom([]int{-24, 0, 1, 2}).Draw(t, what)
	return now().Add(time.Duration(hours)*time.Hour + time.Duration(rapid.IntRange(-2, 2).Draw(t, what))*500*time.Microsecond)
}

// trade areas are left out: a kind a caller does not name has no rows.
func columns(kind Kind, table string) Columns {
	return Columns{
		ID: "r.id",
		Fields: map[Kind]map[string]string{
			Cameras:  {"watched": "r.watched", "testable": "r.testable", "forbiddenRoom": "r.room", "shared": "r.shared", "secret": "r.secret > 0", "secrecy": "r.secret"},
			Slots:    {"floorEnds": "r.floor_ends", "held": "r.held", "served": "r.served"},
			Releases: {"features": "r.features", "plates": "r.plates", "tracks": "r.tracks", "names": "r.names", "maker": "r.maker", "checker": "r.checker"},
		}[kind],
		Within: map[string]string{
			"place":  "EXISTS (SELECT 1 FROM area a WHERE a.of = r.id AND a.kind = 'place' AND a.id IN (?))",
			"system": "EXISTS (SELECT 1 FROM area a WHERE a.of = r.id AND a.kind = 'system' AND a.id IN (?))",
			"unit":   "r.id IN (SELECT a.of FROM area a WHERE a.kind = 'unit' AND a.id IN (?))",
			"trade":  "r.id IN (SELECT a.of FROM area a WHERE a.kind = 'trade' AND a.id IN (?))",
		},
		Time: func(t time.Time) any { return t.UnixMicro() },
	}
}

// rows asks the database, numbered or not.
func (w *world) rows(t *rapid.T, f Filter, kind Kind, table string) []string {
	c := columns(kind, table)
	c.Numbered = rapid.Bool().Draw(t, "numbered")
	cond, err := f.Where(c)
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.db.Query("SELECT r.id FROM "+table+" r WHERE "+cond.SQL+" ORDER BY r.n", cond.Args...)
	if err != nil {
		t.Fatalf("%s: %v", cond.SQL, err)
	}
	defer found.Close()
	var out []string
	for found.Next() {
		var id string
		if err := found.Scan(&id); err != nil {
			t.Fatal(err)
		}
		out = append(out, id)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// drawStaff is an account with any rights.
func drawStaff(t *rapid.T) Staff {
	rare := func(name string) bool { return rapid.IntRange(0, 7).Draw(t, name) == 0 }
	return Staff{
		Account: shiheng.NewID[shiheng.AccountID](now()), Barred: rare("barred"), Administrator: rare("administrator"), Auditor: rare("auditor"),
		Cleared: registry.Grade(rapid.IntRange(0, 3).Draw(t, "cleared")), Publishes: !rare("publishes not"),
		Watches: drawAreas(t, "watches", true), Copies: drawAreas(t, "copies", true), Forwards: drawAreas(t, "forwards", true),
		Tests: drawAreas(t, "tests", true), Keeps: drawAreas(t, "keeps", true),
	}
}

func drawOwn(t *rapid.T) Own {
	maybe := func(name string) string { return rapid.SampledFrom([]string{"", "x", "x"}).Draw(t, name) }
	o := Own{Now: now(), DutyFrom: now().Add(-30 * time.Minute), From: drawTime(t, "from"), CaseWork: rapid.IntRange(0, 5).Draw(t, "case work") == 0,
		Purpose: maybe("purpose"), Approver: maybe("approver"), Recipient: maybe("recipient")}
	if rapid.Bool().Draw(t, "expires") {
		o.Expires = now().Add(time.Hour)
	}
	if rapid.Bool().Draw(t, "ticket") {
		o.TicketUntil = drawTime(t, "ticket until")
	}
	return o
}

// drawRequest is somebody, what they do, and to which kind of thing.
func (w *world) drawRequest(t *rapid.T) (Act, Principal, Kind, string, Facts) {
	var some []shiheng.CameraID
	for _, c := range w.cameras {
		if rapid.Bool().Draw(t, "registered camera") {
			some = append(some, c.ID)
		}
	}
	switch rapid.IntRange(0, 5).Draw(t, "who") {
	case 0:
		m, e := typicalMatter(), typicalExtent(some...)
		if rapid.IntRange(0, 3).Draw(t, "no letter") == 0 {
			m.Letter = nil
		}
		act := rapid.SampledFrom([]Act{View, Copy, Retrieve}).Draw(t, "act")
		return act, Officer{ID: "p1", Cleared: registry.Grade(rapid.IntRange(0, 3).Draw(t, "cleared"))}.Principal(), Cameras, "camera",
			Official{Now: now(), Span: e.Span, Matter: m.Ready(), Extent: e.Ready()}.Facts()
	case 1:
		l := goodLook()
		l.Flow, l.Extent = rapid.SampledFrom([]string{"missing", "related"}).Draw(t, "flow"), typicalExtent(some...).Ready()
		return Look, Citizen{"z"}.Principal(), Cameras, "camera", l.Facts()
	case 2:
		p := Platform{Code: "32020000002000000001", Areas: drawAreas(t, "areas", true), Until: now().Add(time.Hour), Cleared: registry.Grade(rapid.IntRange(0, 3).Draw(t, "cleared"))}
		return Relay, p.Principal(), Cameras, "camera", Relaying{Now: now(), Registered: true}.Facts()
	case 3:
		if rapid.Bool().Draw(t, "by the house") {
			return Erase, Keeper(), Slots, "slot", Erasing{Now: drawTime(t, "now"), Aged: true}.Facts()
		}
		return Hold, drawStaff(t).Principal(), Slots, "slot", Holding{Reason: "盗窃案"}.Facts()
	case 4:
		return Publish, drawStaff(t).Principal(), Releases, "published", Publishing{"寻人", "告知", rapid.SampledFrom([]string{"", "某法"}).Draw(t, "law")}.Facts()
	}
	act := rapid.SampledFrom([]Act{Live, Playback, Export, Forward, Test}).Draw(t, "act")
	return act, drawStaff(t).Principal(), Cameras, "camera", drawOwn(t).Facts()
}

// TestSQLAgreesWithTheEvaluator: over random rows and requests the condition
// finds exactly the rows that the evaluator allows; more only where the filter
// says that it is loose.
func TestSQLAgreesWithTheEvaluator(t *testing.T) {
	plain, forms, w := builtinSet(t), withForms(t), newWorld(t)
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		w.fill(t)
		for range 8 {
			found += w.agrees(t, rapid.SampledFrom([]*Set{plain, forms}).Draw(t, "policies"))
		}
	})
	if found == 0 {
		t.Error("no row was ever found: the test shows nothing")
	}
}

// agrees holds one random request's condition to the evaluator.
func (w *world) agrees(t *rapid.T, s *Set) (found int) {
	act, who, kind, table, how := w.drawRequest(t)
	f := s.Filter(act, who, kind, how)
	loose := slices.Equal(f.Loose, []string{"form-unknown"}) && act == Publish
	if len(f.Loose) > 0 && !loose {
		t.Fatalf("policies that are no SQL: %q", f.Loose)
	}
	got, things := w.rows(t, f, kind, table), w.things(kind)
	if f.Nothing() && len(got) > 0 {
		t.Fatalf("nothing, and yet %q", got)
	}
	for _, id := range sortedKeys(things) {
		allowed, listed := f.Shows(things[id]), slices.Contains(got, id)
		if allowed == listed || loose && listed {
			continue
		}
		cond, _ := f.Where(columns(kind, table))
		t.Fatalf("%s of %s: evaluator %v, SQL %v: %s %v", act, id, allowed, listed, cond.SQL, cond.Args)
	}
	return len(got)
}

// TestLoose: a policy that is no SQL is left out of the condition and named;
// Shows cuts off what it forbids.
func TestLoose(t *testing.T) {
	f := withForms(t).Filter(Publish, Staff{Publishes: true}.Principal(), Releases, Publishing{"寻人", "告知", "某法"}.Facts())
	if !slices.Equal(f.Loose, []string{"form-unknown"}) {
		t.Fatalf("loose: %q", f.Loose)
	}
	fine := Release{ID: "r", Names: true, Maker: "m3", Checker: "m4"}
	bad := fine
	bad.Maker = "m22"
	if f.Nothing() || !f.Shows(fine.Resource()) || f.Shows(bad.Resource()) {
		t.Errorf("shows %v and %v", f.Shows(fine.Resource()), f.Shows(bad.Resource()))
	}
}

// things are the rows as values, by identity.
func (w *world) things(kind Kind) map[string]Resource {
	out := map[string]Resource{}
	switch kind {
	case Cameras:
		for _, c := range w.cameras {
			out[c.ID.String()] = c.Resource()
		}
	case Slots:
		for _, s := range w.slots {
			out[s.ID] = s.Resource()
		}
	case Releases:
		for _, r := range w.releases {
			out[r.ID] = r.Resource()
		}
	case Applications:
	}
	return out
}

func sortedKeys(m map[string]Resource) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// goodLook is a look that every clause allows.
func goodLook() Looking {
	hour := shiheng.Span{From: now().Add(-2 * time.Hour), To: now().Add(-time.Hour)}
	return Looking{Now: now(), Span: hour, Flow: "missing", Missing: "elderly", Interested: true, Relation: "relative", Stake: "life", Consent: true,
		Accompanied: true, Workstation: true, Marked: true, Registered: true}
}

// TestFilterSQL shows what the text looks like: values are never in it.
func TestFilterSQL(t *testing.T) {
	s := builtinSet(t)
	keeper := Staff{Account: shiheng.NewID[shiheng.AccountID](now()), Watches: []Area{"place:p1", "place:p2", "system:s'; DROP TABLE camera; --"}}
	f := s.Filter(Live, keeper.Principal(), Cameras, Own{Now: now(), From: now(), DutyFrom: now()}.Facts())
	c := columns(Cameras, "camera")
	c.Numbered, c.First = true, 3
	got, err := f.Where(c)
	want := "(((EXISTS (SELECT 1 FROM area a WHERE a.of = r.id AND a.kind = 'place' AND a.id IN ($3, $4)))" +
		" OR (EXISTS (SELECT 1 FROM area a WHERE a.of = r.id AND a.kind = 'system' AND a.id IN ($5))))" +
		" AND NOT ((NOT ((r.watched)) OR (r.room) OR $6 < r.secret)))"
	if err != nil || got.SQL != want {
		t.Errorf("%v\n got %s\nwant %s", err, got.SQL, want)
	}
	if want := []any{"p1", "p2", "s'; DROP TABLE camera; --", int64(0)}; !slices.Equal(got.Args, want) {
		t.Errorf("args %v, want %v", got.Args, want)
	}
	for name, broken := range map[string]Columns{
		"no column":   {Within: c.Within},
		"no marker":   {Fields: c.Fields, Within: map[string]string{"place": "r.place = 1"}},
		"two markers": {Fields: c.Fields, Within: map[string]string{"place": "r.place IN (?) OR r.x = ?"}},
	} {
		if _, err := f.Where(broken); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	barred := keeper
	barred.Barred = true
	if f := s.Filter(Live, barred.Principal(), Cameras, Own{Now: now()}.Facts()); !f.Nothing() {
		t.Errorf("a barred account gets %v", f.Expr)
	}
	if f := s.Filter(Copy, keeper.Principal(), Cameras, Own{Now: now()}.Facts()); !f.Nothing() {
		t.Errorf("an act that is not theirs gets %v", f.Expr)
	}
	everywhere := Staff{Account: keeper.Account, Watches: []Area{Everywhere}}
	if f := s.Filter(Live, everywhere.Principal(), Cameras, Own{Now: now(), From: now()}.Facts()); f.Nothing() || !f.Shows(Camera{Watched: true}.Resource()) {
		t.Errorf("over everything one gets %v", f.Expr)
	}
}

// BenchmarkFilter is the work of one list: what is left of the policies, as SQL.
func BenchmarkFilter(b *testing.B) {
	s := builtinSet(b)
	who, how, c := typicalKeeper().Principal(), Own{Now: now(), From: now(), DutyFrom: now()}.Facts(), columns(Cameras, "camera")
	b.ReportAllocs()
	defer spent(b)()
	for b.Loop() {
		if _, err := s.Filter(Live, who, Cameras, how).Where(c); err != nil {
			b.Fatal(err)
		}
	}
}
