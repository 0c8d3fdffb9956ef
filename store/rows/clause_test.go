package rows_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// clauseColumns name in the tables of the register what policies look at.
func clauseColumns(forbidden string) clause.Columns {
	states := func(is func(registry.State) bool) string {
		var in []string
		for _, s := range registry.States() {
			if is(s) {
				in = append(in, "'"+string(s)+"'")
			}
		}
		return "v.state IN (" + strings.Join(in, ", ") + ")"
	}
	return clause.Columns{
		ID: "c.id",
		Fields: map[string]string{
			"watched": states(registry.State.Watched), "testable": states(registry.State.Testable),
			"forbiddenRoom": "c.room_use = '" + forbidden + "'", "secret": "1 = 0", "shared": "1 = 0",
		},
		Within: map[string]string{
			"place": `c.place IN (WITH RECURSIVE below (id) AS (SELECT id FROM place WHERE id IN (?)
				UNION SELECT p.id FROM place p JOIN below b ON p.parent = b.id) SELECT id FROM below)`,
			"system": "v.id IN (?)",
			"camera": "c.id IN (?)",
			"unit":   "v.id IN (SELECT s.id FROM video_system s JOIN organisation o ON o.id IN (s.owner, s.operator, s.builder) WHERE o.id IN (?))",
		},
	}
}

// clauseCamera is a camera of the register as policies see it.
func clauseCamera(l registry.Linked, forbidden string) clause.Camera {
	c := clause.Camera{ID: l.ID, Watched: l.System.State.Watched(), Testable: l.System.State.Testable(), ForbiddenRoom: l.RoomUse == forbidden,
		Areas: []clause.Area{clause.AreaOf("system", l.System.ID.String()), clause.AreaOf("camera", l.ID.String())}}
	for _, p := range l.Path {
		c.Areas = append(c.Areas, clause.AreaOf("place", p.String()))
	}
	for _, o := range []shiheng.OrganisationID{l.System.Parties.Owner, l.System.Parties.Operator, l.System.Parties.Builder} {
		if !o.IsZero() {
			c.Areas = append(c.Areas, clause.AreaOf("unit", o.String()))
		}
	}
	return c
}

// TestClausesAsSQL: on the register's own tables, in both engines, the
// condition of a list finds the cameras that the policies allow.
func TestClausesAsSQL(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		set, err := clause.Builtin(w.law)
		w.ok(err)
		driver, source := "pgx", w.url
		if path, is := strings.CutPrefix(w.url, "sqlite:"); is {
			driver, source = "sqlite", path
		}
		raw, err := sql.Open(driver, source)
		w.ok(err)
		defer func() { _ = raw.Close() }()

		district, sys, c1 := w.site("滨湖区")
		school, err := w.registry.SavePlace(t.Context(), house, registry.Place{Name: "学校", Parent: district.ID})
		w.ok(err)
		c2 := w.camera(school, sys, "走廊")
		_, sys2, c3 := w.site("锡山区")
		_, sys3, c4 := w.site("惠山区")
		school2 := w.camera(school, sys, "走廊尽头")
		owner := w.unit("某学校", party.SiteOperator)
		for _, change := range []string{
			"UPDATE video_system SET owner = '" + owner.ID.String() + "' WHERE id = '" + sys2.ID.String() + "'",
			"UPDATE video_system SET state = 'planned' WHERE id = '" + sys3.ID.String() + "'",
			"UPDATE camera SET room_use = 'toilet' WHERE id = '" + school2.ID.String() + "'", // found so, not saved so
		} {
			_, err := raw.ExecContext(t.Context(), change)
			w.ok(err)
		}
		linked, err := w.registry.Read().Linked(t.Context(), c1.ID, c2.ID, c3.ID, c4.ID, school2.ID)
		w.ok(err)
		areas := []clause.Area{clause.AreaOf("place", district.ID.String()), clause.AreaOf("place", school.ID.String()), clause.AreaOf("system", sys3.ID.String()),
			clause.AreaOf("camera", c1.ID.String()), clause.AreaOf("unit", owner.ID.String()), clause.Everywhere}
		found := 0
		for bits := range 1 << len(areas) {
			who := clause.Staff{Account: shiheng.NewID[shiheng.AccountID](time.Unix(1, 0))}
			for i, a := range areas {
				if bits>>i&1 == 1 {
					who.Watches, who.Tests = append(who.Watches, a), append(who.Tests, a)
				}
			}
			for _, act := range []clause.Act{clause.Live, clause.Playback, clause.Test} {
				f := set.Filter(act, who.Principal(), clause.Cameras, clause.Own{Now: time.Unix(1, 0), TicketUntil: time.Unix(2, 0)}.Facts())
				columns := clauseColumns("toilet")
				columns.Numbered = driver == "pgx"
				got := cameraIDs(t, raw, f, columns)
				var want []string
				for _, l := range linked {
					if f.Shows(clauseCamera(l, "toilet").Resource()) {
						want = append(want, l.ID.String())
					}
				}
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Fatalf("%s over %q: SQL %q, evaluator %q", act, who.Watches, got, want)
				}
				found += len(got)
			}
		}
		if found == 0 {
			t.Error("nothing was ever found")
		}
	})
}

func cameraIDs(t *testing.T, db *sql.DB, f clause.Filter, columns clause.Columns) (out []string) {
	t.Helper()
	cond, err := f.Where(columns)
	if err != nil {
		t.Fatal(err)
	}
	found, err := db.QueryContext(t.Context(), "SELECT c.id FROM camera c JOIN video_system v ON v.id = c.system WHERE "+cond.SQL+" ORDER BY c.id", cond.Args...)
	if err != nil {
		t.Fatalf("%s: %v", cond.SQL, err)
	}
	defer func() { _ = found.Close() }()
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
