package clause

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

// BenchmarkList is the first page of a list over 10,000 cameras of which every
// fifth may be seen: the filter, the query, and each row of the page decided
// (target T15: 20 ms).
func BenchmarkList(b *testing.B) {
	s, w := builtinSet(b), newWorld(b)
	tx, err := w.db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	cameras := map[string]Resource{}
	for n := range 10_000 {
		c := Camera{ID: shiheng.NewID[shiheng.CameraID](now()), Watched: true, Areas: []Area{AreaOf("place", fmt.Sprint("p", n%100))}}
		cameras[c.ID.String()] = c.Resource()
		if _, err := tx.Exec("INSERT INTO camera VALUES (?, ?, TRUE, FALSE, FALSE, TRUE, FALSE)", n, c.ID.String()); err != nil {
			b.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO area VALUES (?, 'place', ?)", c.ID.String(), fmt.Sprint("p", n%100)); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	if _, err := w.db.Exec("CREATE INDEX area_of ON area (of, kind, id)"); err != nil {
		b.Fatal(err)
	}
	keeper := Staff{}
	for n := range 20 {
		keeper.Watches = append(keeper.Watches, AreaOf("place", fmt.Sprint("p", n*5)))
	}
	who, how, c := keeper.Principal(), Own{Now: now(), From: now(), DutyFrom: now()}.Facts(), columns(Cameras, "camera")
	defer spent(b)()
	for b.Loop() {
		f := s.Filter(Live, who, Cameras, how)
		cond, err := f.Where(c)
		if err != nil {
			b.Fatal(err)
		}
		shown := 0
		for id := range page(b, w.db, cond) {
			if !f.Shows(cameras[id]) {
				b.Fatal("a row was cut off")
			}
			shown++
		}
		if shown != 500 {
			b.Fatalf("%d rows", shown)
		}
	}
}

// page is the first 500 rows of a condition.
func page(b *testing.B, db *sql.DB, cond Condition) map[string]bool {
	found, err := db.Query("SELECT r.id FROM camera r WHERE "+cond.SQL+" ORDER BY r.n LIMIT 500", cond.Args...)
	if err != nil {
		b.Fatal(err)
	}
	defer found.Close()
	out := map[string]bool{}
	for found.Next() {
		var id string
		if err := found.Scan(&id); err != nil {
			b.Fatal(err)
		}
		out[id] = true
	}
	return out
}

// TestEveryForm goes through every camera there can be and holds each form of
// condition, by itself and turned around, to the evaluator.
func TestEveryForm(t *testing.T) {
	w := newWorld(t)
	var cameras []Camera
	for bits := range 1 << 8 {
		is := func(n int) bool { return bits>>n&1 == 1 }
		c := Camera{ID: shiheng.NewID[shiheng.CameraID](now()), Watched: is(0), Testable: is(1), ForbiddenRoom: is(2), Shared: is(3), Secret: registry.Grade(bits >> 4 & 3)}
		for n, a := range []Area{"place:p1", "system:s3"} {
			if is(6 + n) {
				kind, id, _ := strings.Cut(string(a), ":")
				c.Areas = append(c.Areas, a)
				w.exec(t, "INSERT INTO area VALUES (?, ?, ?)", c.ID.String(), kind, id)
			}
		}
		w.exec(t, "INSERT INTO camera VALUES (?, ?, ?, ?, ?, ?, ?)", bits, c.ID.String(), c.Watched, c.Testable, c.ForbiddenRoom, c.Shared, int(c.Secret))
		cameras = append(cameras, c)
	}
	for _, form := range []string{
		`resource.watched`, `!resource.watched`, `resource.watched == resource.testable`, `resource.watched != resource.testable`,
		`resource.secret == true`, `resource.secrecy > principal.clearance`, `resource.secrecy == 2`, `principal.clearance >= resource.secrecy`, `resource.secret != principal.cleared`, `resource.watched && !resource.testable`, `resource.watched || resource.shared`,
		`principal.cleared && resource.watched`, `principal.cleared || resource.watched`, `resource.watched && principal.cleared`,
		`if resource.shared then resource.watched else resource.testable`, `if resource.shared then resource.watched else principal.cleared`,
		`if resource.shared then principal.cleared else resource.testable`, `if principal.cleared then resource.watched else resource.testable`,
		`resource.areas.contains("place:p1")`, `resource.areas.containsAny(["place:p1", "system:s3"])`, `["system:s3"].containsAny(resource.areas)`,
		`resource.areas.containsAny(["place:p1"]) && resource.areas.contains("system:s3")`, `[true].contains(resource.watched)`,
		`resource in [Shiheng::Camera::"x"]`, `resource is Shiheng::Camera && resource.watched`, `context has purpose && resource.shared`,
	} {
		for _, turned := range []string{"when", "unless"} {
			s, err := Load(builtinLaw(t), fstest.MapFS{"form.cedar": {Data: []byte(cityPolicy(cityHead, turned+" { "+form+" }"))}})
			if err != nil {
				t.Fatal(err)
			}
			for bits := range 4 {
				who := Staff{Watches: []Area{Everywhere}, Cleared: registry.Grade(bits & 1 * 2)}
				how := Own{Now: now(), From: now(), DutyFrom: now(), Purpose: map[bool]string{true: "x"}[bits&2 == 2]}
				f := s.Filter(Playback, who.Principal(), Cameras, how.Facts())
				w.holds(t, f, cameras, turned+" "+form)
			}
		}
	}
}

// holds compares the rows of a filter with what it shows, and wants them equal
// where the filter is not loose.
func (w *world) holds(t *testing.T, f Filter, cameras []Camera, form string) {
	t.Helper()
	cond, err := f.Where(columns(Cameras, "camera"))
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.db.Query("SELECT r.id FROM camera r WHERE "+cond.SQL, cond.Args...)
	if err != nil {
		t.Fatalf("%s: %s: %v", form, cond.SQL, err)
	}
	defer found.Close()
	listed := map[string]bool{}
	for found.Next() {
		var id string
		if err := found.Scan(&id); err != nil {
			t.Fatal(err)
		}
		listed[id] = true
	}
	if loose := strings.Contains(form, " in ["); loose != (len(f.Loose) > 0) {
		t.Fatalf("%s: loose %q", form, f.Loose)
	}
	for _, c := range cameras {
		if got, want := listed[c.ID.String()], f.Shows(c.Resource()); got != want && (len(f.Loose) == 0 || want) {
			t.Fatalf("%s: SQL %v, evaluator %v for %+v: %s", form, got, want, c, cond.SQL)
		}
	}
}
