package rows_test

import (
	"database/sql"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// TestClausesAsSQL: on the register's own tables, in both engines, a list finds
// the cameras that the policies allow, whatever kind of area a right is over.
func TestClausesAsSQL(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		store := rows.NewRegistry(w.db)
		district, sys, c1 := w.site("滨湖区")
		school, err := w.registry.SavePlace(t.Context(), house, registry.Place{Name: "学校", Parent: district.ID})
		w.ok(err)
		c2 := w.camera(school, sys, "走廊")
		_, sys2, c3 := w.site("锡山区")
		_, sys3, c4 := w.site("惠山区")
		_, sys4, c5 := w.site("梁溪区")
		c6 := w.camera(school, sys, "走廊尽头")
		owner, department := w.unit("某学校", party.SiteOperator), w.unit("某局", party.Department)
		w.raw(
			"UPDATE place SET division = '320211' WHERE id = '"+district.ID.String()+"'",
			"UPDATE video_system SET owner = '"+owner.ID.String()+"', trade = 'education' WHERE id = '"+sys2.ID.String()+"'",
			"UPDATE video_system SET trade = 'education', department = '"+department.ID.String()+"' WHERE id = '"+sys.ID.String()+"'",
			"UPDATE video_system SET state = 'planned' WHERE id = '"+sys3.ID.String()+"'",
			"UPDATE camera SET room_use = 'toilet' WHERE id = '"+c6.ID.String()+"'", // found so, not saved so
			"INSERT INTO secrecy_mark (id, system, state, due, label, body, created_at, version) VALUES ('"+sys4.ID.String()+"', '"+sys4.ID.String()+"', 'secret', '', '', '{}', 0, 1)",
		)
		linked, err := store.Linked(t.Context(), c1.ID, c2.ID, c3.ID, c4.ID, c5.ID, c6.ID)
		w.ok(err)
		areas := clause.AreasOf(registry.Scope{
			Places: []shiheng.PlaceID{school.ID}, Systems: []shiheng.SystemID{sys3.ID}, Cameras: []shiheng.CameraID{c1.ID, c5.ID}, Divisions: []string{"320211"},
			Trades:        []party.TradeScope{{Trade: "education"}, {Trade: "education", Division: "320211"}},
			Organisations: []shiheng.OrganisationID{owner.ID}, Departments: []shiheng.OrganisationID{department.ID},
		})
		areas = append(areas, clause.Everywhere)
		found := 0
		for bits := range 1 << len(areas) {
			who := clause.Staff{Account: shiheng.NewID[shiheng.AccountID](time.Unix(1, 0))}
			for i, a := range areas {
				if bits>>i&1 == 1 {
					who.Watches, who.Tests = append(who.Watches, a), append(who.Tests, a)
				}
			}
			for _, act := range []clause.Act{clause.Live, clause.Playback, clause.Test} {
				f := w.clauses.Filter(act, who.Principal(), clause.Cameras, clause.Own{Now: time.Unix(1, 0), TicketUntil: time.Unix(2, 0)}.Facts())
				got, err := store.CamerasMay(t.Context(), registry.CameraFilter{Scope: registry.Scope{All: true}}, f, []string{"dormitory", "toilet"}, audit.Paging{})
				w.ok(err)
				var want []shiheng.CameraID
				for _, l := range linked {
					if f.Shows(clause.CameraOf(l, l.RoomUse == "toilet").Resource()) {
						want = append(want, l.ID)
					}
				}
				if ids := idsOf(got.Items); !slices.Equal(ids, want) {
					t.Fatalf("%s over %q: SQL %v, evaluator %v", act, who.Watches, ids, want)
				}
				found += len(got.Items)
			}
		}
		if found == 0 {
			t.Error("nothing was ever found")
		}
	})
}

// TestCamerasFor: a list of what one may do something with ends with it: the
// state of the system, forbidden rooms, cameras without a picture, and what one
// does not know of.
func TestCamerasFor(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	p, v, c1 := w.site("广场")
	c2 := w.camera(p, v, "广场2")
	off := w.camera(p, v, "停用")
	_, planned, c4 := w.site("未试运行")
	_, _, theirs := w.site("西")
	w.raw("UPDATE camera SET enabled = FALSE WHERE id = '"+off.ID.String()+"'", "UPDATE video_system SET state = 'planned' WHERE id = '"+planned.ID.String()+"'",
		"UPDATE camera SET room_use = 'toilet' WHERE id = '"+c2.ID.String()+"'")
	keeper := w.person("keeper", watch(identity.WatchKeeper, identity.Target{System: v.ID}), watch(identity.WatchKeeper, identity.Target{System: planned.ID}))
	_ = w.person("admin", watch(identity.SystemAdministrator, identity.Target{}))
	r, err := w.access.Rights(t.Context(), keeper)
	w.ok(err)
	for _, tt := range []struct {
		act  shiheng.Act
		want []shiheng.CameraID
	}{
		{shiheng.ActLive, []shiheng.CameraID{c1.ID}},
		{shiheng.ActPlayback, []shiheng.CameraID{c1.ID, off.ID, c4.ID}},
		{shiheng.ActSnapshot, []shiheng.CameraID{c1.ID, off.ID, c4.ID}},
		{shiheng.ActExport, nil},
	} {
		var got []shiheng.CameraID
		cursor := ""
		for { // one at a time, as lists are leafed through
			page, err := w.access.CamerasFor(t.Context(), r, tt.act, registry.CameraFilter{}, audit.Paging{Cursor: cursor, Limit: 1})
			w.ok(err)
			got = append(got, idsOf(page.Items)...)
			if cursor = page.Next; cursor == "" {
				break
			}
		}
		sortIDs(tt.want)
		if !slices.Equal(got, tt.want) || slices.Contains(got, theirs.ID) {
			t.Errorf("%s: %v, want %v", tt.act, got, tt.want)
		}
	}
}

// sortIDs puts identities into the order of lists.
func sortIDs(ids []shiheng.CameraID) {
	slices.SortFunc(ids, func(a, b shiheng.CameraID) int { return strings.Compare(a.String(), b.String()) })
}

func idsOf(cameras []registry.Linked) (out []shiheng.CameraID) {
	for _, c := range cameras {
		out = append(out, c.ID)
	}
	return out
}

// raw changes rows as no room would.
func (w *world) raw(changes ...string) {
	w.t.Helper()
	driver, source := "pgx", w.url
	if path, is := strings.CutPrefix(w.url, "sqlite:"); is {
		driver, source = "sqlite", path
	}
	db, err := sql.Open(driver, source)
	w.ok(err)
	defer func() { _ = db.Close() }()
	for _, change := range changes {
		_, err := db.ExecContext(w.t.Context(), change)
		w.ok(err)
	}
}

// BenchmarkCamerasMay filters a list of 10,000 cameras by the clauses, in each
// engine: one page of a hundred, each shown row decided once more (target T15:
// at most 20 ms).
func BenchmarkCamerasMay(b *testing.B) {
	run := func(b *testing.B, url string) {
		c := build(b, url, 10_000)
		set, err := clause.Builtin(c.law)
		if err != nil {
			b.Fatal(err)
		}
		var places []shiheng.PlaceID
		for _, p := range c.places[:20] {
			places = append(places, p.ID)
		}
		for name, scope := range map[string]registry.Scope{
			"everything": {All: true}, "a district": {Divisions: []string{"320281"}}, "twenty places": {Places: places},
			"one system": {Systems: []shiheng.SystemID{c.systems[len(c.systems)-1].ID}},
		} {
			who := clause.Staff{Account: shiheng.NewID[shiheng.AccountID](c.now), Watches: clause.AreasOf(scope)}.Principal()
			how := clause.Own{Now: c.now, DutyFrom: c.now, From: c.now}.Facts()
			b.Run(name, func(b *testing.B) {
				var took []time.Duration
				for b.Loop() {
					began := time.Now()
					f := set.Filter(clause.Live, who, clause.Cameras, how)
					page, err := rows.NewRegistry(c.db).CamerasMay(b.Context(), registry.CameraFilter{Scope: registry.Scope{All: true}}, f, forbiddenRooms(c.law, c.now), audit.Paging{Limit: 100})
					if err != nil || len(page.Items) == 0 {
						b.Fatal(len(page.Items), err)
					}
					for _, l := range page.Items {
						if !f.Shows(clause.CameraOf(l, false).Resource()) {
							b.Fatal("found what may not be shown")
						}
					}
					took = append(took, time.Since(began))
				}
				b.ReportMetric(percentile(took, 95), "p95-ms")
				b.ReportMetric(percentile(took, 50), "p50-ms")
			})
		}
	}
	b.Run("sqlite", func(b *testing.B) { run(b, sqliteURL(b)) })
	b.Run("postgres", func(b *testing.B) {
		cl, err := server()
		started.Store(cl)
		if errors.Is(err, errNotInstalled) {
			b.Skipf("not run: %v", err)
		}
		if err != nil {
			b.Fatal(err)
		}
		run(b, cl.fresh(b))
	})
}

func forbiddenRooms(l *law.Law, now time.Time) (uses []string) {
	for _, room := range l.Rooms() {
		if _, forbidden := l.ForbiddenRoom(room.Use, law.DayOf(now)); forbidden {
			uses = append(uses, room.Use)
		}
	}
	return uses
}
