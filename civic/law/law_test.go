package law_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

func builtin(t testing.TB) *law.Law {
	t.Helper()
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func today() law.Day { return law.NewDay(2026, time.November, 23) }

// TestL1_W168_9_R799_8 is gate L1 as a table: each forbidden interior, and the
// lawful neighbour that is mistaken for it.
func TestL1_W168_9_R799_8(t *testing.T) {
	l := builtin(t)
	for _, tt := range []struct {
		use, article string
	}{
		{"hotel-guest-room", "W168/9"},
		{"dormitory-room", "W168/9"},
		{"public-bath", "W168/9"},
		{"changing-room", "W168/9"},
		{"toilet", "W168/9"},
		{"other-private", "W168/9"},
		{"restaurant-private-room", "R799/8"},
		{"staff-rest-room", "R799/8"},
		{"nursing-room", "R799/8"},
		{"fitting-room", "R799/8"},
		{"hotel-corridor", ""},
		{"hotel-lobby", ""},
		{"restaurant-hall", ""},
		{"dormitory-corridor", ""},
		{"dormitory-entrance", ""},
		{"bath-lobby", ""},
		{"toilet-doorway-outside", ""},
		{"wash-basin-hall", ""},
		{"changing-room-doorway-outside", ""},
		{"fitting-room-doorway-outside", ""},
		{"nursing-room-doorway-outside", ""},
		{"outdoor", ""},
	} {
		p, forbidden := l.ForbiddenRoom(tt.use, today())
		if forbidden != (tt.article != "") || p.Article != tt.article {
			t.Errorf("%s: forbidden %v by %q, want by %q", tt.use, forbidden, p.Article, tt.article)
		}
		if forbidden && (p.Zh == "" || p.En == "") {
			t.Errorf("%s: refused without the article's text", tt.use)
		}
		err := l.CheckRoom(tt.use, today())
		if forbidden != errors.Is(err, shiheng.ErrForbidden) {
			t.Errorf("%s: the gate says %v", tt.use, err)
		}
	}
	if err := l.CheckRoom("saloon", today()); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("a use that nobody declared: %v", err)
	}
	if err := l.CheckRoom("", today()); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("no use: %v", err)
	}
}

// TestEveryForbiddenRoomHasANeighbour: whoever picks a forbidden use is shown
// what he may have meant.
func TestEveryForbiddenRoomHasANeighbour(t *testing.T) {
	l := builtin(t)
	beside := map[string]bool{}
	for _, r := range l.Rooms() {
		if r.Beside == "" {
			continue
		}
		beside[r.Beside] = true
		if _, forbidden := l.ForbiddenRoom(r.Use, today()); forbidden {
			t.Errorf("%s is a neighbour and forbidden itself", r.Use)
		}
		if _, forbidden := l.ForbiddenRoom(r.Beside, today()); !forbidden {
			t.Errorf("%s is the neighbour of %s, which is not forbidden", r.Use, r.Beside)
		}
	}
	for _, r := range l.Rooms() {
		_, forbidden := l.ForbiddenRoom(r.Use, today())
		if forbidden && !beside[r.Use] && r.Use != "staff-rest-room" && r.Use != "other-private" {
			t.Errorf("%s has no lawful neighbour", r.Use)
		}
	}
}

// TestValidity: a rule binds from the day its article took effect.
func TestValidity(t *testing.T) {
	l := builtin(t)
	for _, tt := range []struct {
		use  string
		on   law.Day
		want string
	}{
		{"toilet", law.NewDay(2019, 7, 31), ""},
		{"toilet", law.NewDay(2019, 8, 1), "W168/9"},
		{"nursing-room", law.NewDay(2025, 3, 31), ""},
		{"nursing-room", law.NewDay(2025, 4, 1), "R799/8"},
	} {
		if p, _ := l.ForbiddenRoom(tt.use, tt.on); p.Article != tt.want {
			t.Errorf("%s on %s: %q, want %q", tt.use, tt.on, p.Article, tt.want)
		}
	}
}

// TestFloor_W168_28_R799_17_ATL_32 are the retention floors.
func TestFloor_W168_28_R799_17_ATL_32(t *testing.T) {
	l := builtin(t)
	for _, tt := range []struct {
		name  string
		facts law.Facts
		on    law.Day
		days  int
		by    string
	}{
		{"any system", law.Facts{}, today(), 30, "W168/28/2 GB55029/3/5/2"},
		{"an Article 7 system", law.Facts{R799Class: "A7O"}, today(), 30, "R799/17 W168/28/2 GB55029/3/5/2"},
		{"before the regulation", law.Facts{R799Class: "A7O"}, law.NewDay(2020, 1, 1), 30, "W168/28/2"},
		{"key target", law.Facts{AntiTerrorTarget: true}, today(), 90, "ATL/32"},
	} {
		f := l.Floor(tt.facts, tt.on)
		if f.Days != tt.days || strings.Join(f.Articles, " ") != tt.by {
			t.Errorf("%s: %d days by %v, want %d by %s", tt.name, f.Days, f.Articles, tt.days, tt.by)
		}
	}
	f := l.Floor(law.Facts{}, today())
	if got := f.For(law.RealLawDay); got != 720*time.Hour {
		t.Errorf("real floor %v", got)
	}
	if got := f.For(law.PracticeLawDay); got != time.Hour {
		t.Errorf("practice floor %v", got)
	}
}

func TestArticle(t *testing.T) {
	l := builtin(t)
	for _, id := range []string{
		"W168/9", "W168/15", "W168/15/2", "W168/17", "W168/21", "W168/23", "W168/24", "W168/24/1/2", "W168/25", "W168/26",
		"W168/28", "W168/29", "W168/30/6", "W168/38", "R799/8", "R799/16", "R799/17", "ATL/32",
	} {
		if a, ok := l.Article(id, today()); !ok || a.Zh == "" || a.En == "" {
			t.Errorf("no article %s", id)
		}
	}
	if _, ok := l.Article("W168/9", law.NewDay(2019, 1, 1)); ok {
		t.Error("an article is in force before its order is")
	}
	if _, ok := l.Article("W168/99", today()); ok {
		t.Error("an article that is not there")
	}
	if n := len(l.Articles(today())); n < 15 {
		t.Errorf("%d articles", n)
	}
	if l.Limit(law.TrialDays) != 30 || l.Limit(law.CommissioningDays) != 30 || l.Limit("no-such") != 0 {
		t.Error("limits of the house")
	}
}

// TestLegacy_W168_15_3: only what was completed before the order is legacy.
func TestLegacy_W168_15_3(t *testing.T) {
	l := builtin(t)
	for day, want := range map[string]bool{"": false, "2019-07-31": true, "2019-08-01": false, "2026-01-01": false} {
		var d law.Day
		if err := d.UnmarshalText([]byte(day)); err != nil {
			t.Fatal(err)
		}
		if got := l.Legacy(d); got != want {
			t.Errorf("%q: legacy %v", day, got)
		}
	}
}

const head = "title: {zh: 甲, en: a}\nrank: local-rule\ncitation: 某令\ninForce: 2020-01-01\n"

// TestPacksOnlyTighten: what is malformed or looser is refused at load, by a
// sentence that names it.
func TestPacksOnlyTighten(t *testing.T) {
	base := os.DirFS("packs")
	for _, tt := range []struct{ name, pack, says string }{
		{"looser floor", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nfloors: [{days: 7, article: CITY/1}]\n", "7 days is looser"},
		{"looser floor for some", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nfloors: [{days: 20, article: CITY/1, when: {antiTerrorTarget: true}}]\n", "20 days is looser"},
		{"looser limit", "pack: city\n" + head + "articles: []\nlimits: [{name: trial-days, value: 60, zh: 甲, en: a}]\n", "60 is looser"},
		{"unknown key", "pack: city\n" + head + "articles: []\npermit: [toilet]\n", "permit"},
		{"doubled key", "pack: city\npack: town\n" + head + "articles: []\n", "pack"},
		{"no such article", "pack: city\n" + head + "articles: []\nforbidden: [{use: outdoor, article: CITY/9}]\n", "CITY/9"},
		{"no such use", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nforbidden: [{use: attic, article: CITY/1}]\n", "attic"},
		{"edited article", "pack: city\n" + head + "articles: [{id: W168/9, certainty: sure, zh: 可以, en: may}]\n", "overlaps"},
		{"bad rank", "pack: city\n" + strings.Replace(head, "local-rule", "rumour", 1) + "articles: []\n", "rumour"},
		{"bad day", "pack: city\n" + strings.Replace(head, "2020-01-01", "soon", 1) + "articles: []\n", "soon"},
		{"looser floor for key targets", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nfloors: [{days: 60, article: CITY/1, when: {antiTerrorTarget: true, w168: true}}]\n", "60 days is looser than 90 by ATL/32"},
		{"later filing", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\ndeadlines:\n  - {code: D-FILE-NEW, title: {zh: 甲, en: a}, event: {zh: 甲, en: a}, article: CITY/1, certainty: sure, kind: by, count: 60, unit: day}\n", "60 day is looser than 30"},
		{"removal at once", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\ndeadlines:\n  - {code: D-REMOVE, title: {zh: 甲, en: a}, event: {zh: 甲, en: a}, article: CITY/1, certainty: sure, kind: not-before, count: 3, unit: day}\n", "3 day is looser than 10"},
		{"a duty of theirs rewritten", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nduties:\n  - {code: acceptance, title: {zh: 甲, en: a}, articles: [CITY/1], subject: system, who: [builder], if: {zh: 甲, en: a}, evidence: acceptance-passed, certainty: sure}\n", "declared twice"},
		{"a penalty of theirs rewritten", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\npenalties:\n  - {code: V38-2, title: {zh: 甲, en: a}, breach: [CITY/1], article: CITY/1, certainty: sure, stages: [{unit: {max: 1}}]}\n", "declared twice"},
		{"a duty without evidence", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nduties:\n  - {code: dance, title: {zh: 甲, en: a}, articles: [CITY/1], subject: system, who: [builder], if: {zh: 甲, en: a}, evidence: danced, certainty: sure}\n", "danced"},
		{"a clause that is not there", "pack: city\n" + head + "articles: []\nfloors: [{days: 60, article: W168/28/9}]\n", "no clause"},
		{"a condition about nothing", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nfloors: [{days: 60, article: CITY/1, when: {}}]\n", "names no fact"},
		{"a class that is none", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nfloors: [{days: 60, article: CITY/1, when: {r799Class: [A8]}}]\n", "A8"},
		{"a second year", "pack: city\n" + head + "articles: []\nholidays: [{year: 2026, certainty: sure, citation: 甲, off: [2026-12-25], work: []}]\n", "2026: declared twice"},
		{"a weekday made up for", "pack: city\n" + head + "articles: []\nholidays: [{year: 2028, certainty: sure, citation: 甲, off: [], work: [2028-01-04]}]\n", "no weekend day"},
		{"a name of theirs", "pack: w168\n" + head + "articles: []\n", "loaded twice"},
		{"floor without days", "pack: city\n" + head + "articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\nfloors: [{article: CITY/1}]\n", "0 days"},
	} {
		_, err := law.Load(base, fstest.MapFS{"city.yaml": {Data: []byte(tt.pack)}})
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want it to say %q", tt.name, err, tt.says)
		}
	}
}

// TestBadPackNamesItsLine: whoever wrote the pack is told where to look.
func TestBadPackNamesItsLine(t *testing.T) {
	lines := "pack: city\n" + head + "articles:\n  - {id: CITY/1, certainty: sure, zh: 甲, en: a}\n"
	for _, tt := range []struct{ name, pack, says string }{
		{"looser floor", lines + "floors:\n  - {days: 60, article: CITY/1}\n  - {days: 7, article: CITY/1}\n", "city.yaml:10: "},
		{"bad article", strings.Replace(lines, "sure", "perhaps", 1), "city.yaml:7: "},
		{"looser limit", lines + "limits:\n\n  - {name: trial-days, value: 90, zh: 甲, en: a}\n", "city.yaml:10: "},
		{"unknown key", lines + "permit: [toilet]\n", "city.yaml: [8:1]"},
		{"bad head", strings.Replace(lines, "pack: city", "pack: City!", 1), "city.yaml:1: "},
		{"looser deadline", lines + "deadlines:\n  - code: D-REMOVE\n    title: {zh: 甲, en: a}\n    event: {zh: 甲, en: a}\n    article: CITY/1\n    certainty: sure\n    kind: not-before\n    count: 1\n    unit: day\n", "city.yaml:9: "},
	} {
		_, err := law.WithCity(fstest.MapFS{"city.yaml": {Data: []byte(tt.pack)}})
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want it to say %q", tt.name, err, tt.says)
		}
	}
}

// TestAmendment: an article that is amended keeps its old text for the time in
// which it was in force; cases decided then are read under it.
func TestAmendment(t *testing.T) {
	b, err := os.ReadFile("packs/w168.yaml")
	if err != nil {
		t.Fatal(err)
	}
	old := "  - id: W168/20\n    certainty: sure\n"
	amended := strings.Replace(string(b), old, old+"    to: 2027-06-01\n", 1)
	amended = strings.Replace(amended, "  - id: W168/21\n", "  - id: W168/20\n    certainty: sure\n    from: 2027-06-01\n    zh: 修改后的第二十条。\n    en: Article 20 as amended.\n  - id: W168/21\n", 1)
	packs := fstest.MapFS{}
	names, err := os.ReadDir("packs")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := os.ReadFile("packs/" + n.Name())
		if err != nil {
			t.Fatal(err)
		}
		packs[n.Name()] = &fstest.MapFile{Data: data}
	}
	packs["w168.yaml"] = &fstest.MapFile{Data: []byte(amended)}
	l, err := law.Load(packs)
	if err != nil {
		t.Fatal(err)
	}
	before, _ := l.Article("W168/20", day(t, "2027-05-31"))
	after, _ := l.Article("W168/20", day(t, "2027-06-01"))
	if !strings.HasPrefix(before.Zh, "鼓励") || after.Zh != "修改后的第二十条。" {
		t.Errorf("before %q, after %q", before.Zh, after.Zh)
	}
	edited := strings.Replace(string(b), old, old+"    to: 2027-06-01\n", 1)
	edited = strings.Replace(edited, "  - id: W168/21\n", "  - id: W168/20\n    certainty: sure\n    from: 2027-05-01\n    zh: 甲\n    en: a\n  - id: W168/21\n", 1)
	packs["w168.yaml"] = &fstest.MapFile{Data: []byte(edited)}
	if _, err := law.Load(packs); err == nil || !strings.Contains(err.Error(), "overlaps") {
		t.Errorf("two texts in force on one day: %v", err)
	}
}

// TestStricterPack: a city may forbid more and keep longer.
func TestStricterPack(t *testing.T) {
	l, err := law.WithCity(fstest.MapFS{"city.yaml": {Data: []byte("pack: city\n" + head +
		"articles: [{id: CITY/1, certainty: sure, zh: 甲, en: a}]\n" +
		"forbidden: [{use: classroom, article: CITY/1}]\nlimits: [{name: trial-days, value: 10, zh: 甲, en: a}]\n" +
		"floors: [{days: 60, article: CITY/1}]\n" +
		"deadlines:\n  - {code: D-REMOVE, title: {zh: 甲, en: a}, event: {zh: 甲, en: a}, article: CITY/1, certainty: sure, kind: not-before, count: 15, unit: day}\n" +
		"duties:\n  - {code: night-watch, title: {zh: 甲, en: a}, articles: [CITY/1], subject: system, who: [operator], if: {zh: 甲, en: a}, when: {w168: true}, evidence: duty-kept, certainty: sure}\n" +
		"holidays: [{year: 2028, certainty: sure, citation: 甲, off: [2028-01-01, 2028-01-26..2028-02-02], work: [2028-01-22]}, {year: 2027, certainty: sure, citation: 甲, off: [2027-01-01..2027-01-03], work: []}]\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := l.ForbiddenRoom("classroom", today()); !ok || p.Article != "CITY/1" {
		t.Errorf("forbidden %v %+v", ok, p)
	}
	if l.Floor(law.Facts{}, today()).Days != 60 || l.Floor(law.Facts{AntiTerrorTarget: true}, today()).Days != 90 || l.Limit(law.TrialDays) != 10 {
		t.Error("the stricter rule does not win")
	}
	if at, r, err := l.Due("D-REMOVE", day(t, "2026-03-01")); err != nil || at.String() != "2026-03-16" || r.Article != "CITY/1" {
		t.Errorf("removal on %s by %s, %v", at, r.Article, err)
	}
	if at, _, err := l.Due("D-REMOVE", day(t, "2019-12-01")); err != nil || at.String() != "2019-12-11" {
		t.Errorf("before the city's rule: %s, %v", at, err)
	}
	if got := binding(l, law.Facts{W168Category: "W8-01"}, today()); !slices.Contains(got, "night-watch") {
		t.Errorf("the city's duty does not bind: %v", got)
	}
	if l.WorkingDay(day(t, "2028-01-27")) || !l.WorkingDay(day(t, "2028-01-22")) {
		t.Error("the calendar the city entered is not used")
	}
	if l.CalendarCertainty(2027) != law.Sure || !l.WorkingDay(day(t, "2027-09-15")) {
		t.Error("a year that was not verified is not replaced by its arrangement")
	}
	if s, ok := l.Source("CITY/1"); !ok || s.Pack != "city" {
		t.Errorf("source %+v", s)
	}
}

// TestDay compares days with a naive computation.
func TestDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1104537600, 4102444800).Draw(t, "at"), 0) // 2005 to 2100: no daylight saving
		day := law.DayOf(at)
		if want := at.UTC().Add(8 * time.Hour).Format(time.DateOnly); day.String() != want {
			t.Fatalf("%v is on %s, want %s", at, day, want)
		}
		if s := day.Start(); s.After(at) || at.Sub(s) >= 24*time.Hour {
			t.Fatalf("%s starts at %v", day, s)
		}
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		if got, want := day.Add(n).Start(), day.Start().AddDate(0, 0, n); !got.Equal(want) {
			t.Fatalf("%s + %d days starts %v, want %v", day, n, got, want)
		}
		back, err := law.ParseDay(day.String())
		if err != nil || back != day {
			t.Fatalf("%s parses to %s, %v", day, back, err)
		}
	})
}

func FuzzLoad(f *testing.F) {
	names, err := os.ReadDir("packs")
	if err != nil {
		f.Fatal(err)
	}
	for _, n := range names {
		b, err := os.ReadFile("packs/" + n.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := law.Load(fstest.MapFS{"a.yaml": {Data: b}})
		if err != nil {
			return
		}
		if l.Floor(law.Facts{}, today()).Days < 0 || len(l.Articles(today())) > len(b) {
			t.Error("a pack makes more law than it holds")
		}
		l.Duties(law.Facts{W168Category: "W8-01"}, today())
		for _, r := range l.Deadlines() {
			_, _, _ = l.Due(r.Code, today()) // must not panic or hang
		}
		for _, a := range l.Articles(today()) {
			if c, ok := a.Clause(a.ID); !ok || a.Cite(c).Zh == "" {
				t.Errorf("article %s cannot be cited", a.ID)
			}
		}
	})
}
