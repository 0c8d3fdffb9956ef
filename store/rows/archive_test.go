package rows_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// archive makes the archive's desk over the world's rows.
func (w *world) archive() (*archive.Service, *rows.Archive) {
	w.t.Helper()
	tables, err := archive.Builtin()
	w.ok(err)
	store := rows.NewArchive(w.db)
	s, err := archive.New(archive.Config{Store: store, Register: w.registry, Papers: w.papers, Law: w.law, Tables: tables, Now: w.clock.Now})
	w.ok(err)
	return s, store
}

// clerk is an account that imports.
func (w *world) clerk() audit.Actor {
	w.t.Helper()
	return w.person("clerk").Actor()
}

func anyone(registry.Linked) error { return nil }

func quiet(int, int) {}

// TestArchiveContract holds both engines to what the archive was promised.
func TestArchiveContract(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		for _, tt := range []struct {
			name string
			test func(*testing.T, *world)
		}{
			{"a record", contractRecordSaved},
			{"gates", contractArchiveGates},
			{"shared values", contractShared},
			{"lists", contractCards},
			{"grid", contractGrid},
			{"import and undo", contractImport},
			{"import meets a change", contractImportMeanwhile},
			{"import keeps to scope and gates", contractImportRefusals},
			{"channels", contractSeen},
			{"near", contractNear},
			{"comparison", contractCompare},
			{"export", contractExport},
			{"rows at fault", contractFaulty},
			{"pictures", contractPictures},
		} {
			t.Run(tt.name, func(t *testing.T) {
				t.Parallel() // they wait for the disk
				tt.test(t, newWorld(t, fresh(), false))
			})
		}
	})
}

func contractRecordSaved(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	_, _, cam := w.site("东门")
	_, err := store.Record(ctx, cam.ID)
	wantCode(t, err, shiheng.ErrNotFound, "archive.none")
	rec, err := s.Save(ctx, house, archive.Edit{Camera: cam.ID, Values: map[archive.Code]string{
		"direction": "东", "longitude": "120.301", "latitude": "31.575", "mac": "a4:14:37:00:00:01", "address": "人民中路",
	}})
	w.ok(err)
	want := archive.Values{"direction": "1", "longitude": "120.301", "latitude": "31.575", "mac": "A4-14-37-00-00-01", "address": "人民中路"}
	if diff := cmp.Diff(rec.Values, want); diff != "" || rec.Version != 1 {
		t.Errorf("version %d\n%s", rec.Version, diff)
	}
	_, err = s.Save(ctx, house, archive.Edit{Camera: cam.ID, Values: map[archive.Code]string{"direction": "2"}})
	wantCode(t, err, shiheng.ErrConflict, "archive.changed")
	rec, err = s.Save(ctx, house, archive.Edit{Camera: cam.ID, Version: 1, Values: map[archive.Code]string{"direction": "", "model": "X"}})
	w.ok(err)
	if rec.Values["direction"] != "" || rec.Values["model"] != "X" || rec.Values["address"] == "" {
		t.Errorf("after a change: %v", rec.Values)
	}
	history, err := store.Changes(ctx, cam.ID, audit.Paging{})
	w.ok(err)
	if len(history.Items) != 2 || history.Items[0].Changes["direction"] != [2]string{"1", ""} {
		t.Errorf("history %v", history.Items)
	}
	for _, e := range w.events(audit.ArchiveChange) {
		for _, v := range e.Details {
			if strings.Contains(v, "A4-14") || strings.Contains(v, "人民") || strings.Contains(v, "120.3") {
				t.Errorf("basic information is on record: %v (W168/29)", e.Details)
			}
		}
	}
	// Coordinates of a shifted map, with their datum, are the same place.
	rec, err = s.Save(ctx, house, archive.Edit{Camera: cam.ID, Version: 2, Datum: archive.GCJ02, Values: map[archive.Code]string{
		"longitude": "120.3056025", "latitude": "31.5731028",
	}})
	w.ok(err)
	if p, _ := rec.Values.Point(); archive.Metres(p, archive.Point{Lon: 120.301, Lat: 31.575}) > 5 {
		t.Errorf("converted to %v", p)
	}
	// A camera's name counts in its completeness: the card follows the register.
	w.ok(s.Refresh(ctx))
	before := scoreOf(t, store, cam.ID)
	cam.Code, cam.Version = "32021300001320000001", 1
	_, err = w.registry.SaveCamera(ctx, house, cam)
	w.ok(err)
	w.ok(s.Refresh(ctx))
	if after := scoreOf(t, store, cam.ID); after != before+2 { // the code, and the address it stands in for
		t.Errorf("%d valid fields with a code, %d without", after, before)
	}
}

func scoreOf(t *testing.T, store *rows.Archive, id shiheng.CameraID) int {
	t.Helper()
	rec, err := store.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Valid
}

func contractArchiveGates(t *testing.T, w *world) {
	ctx := t.Context()
	s, _ := w.archive()
	p, v, cam := w.site("东门")
	save := func(values map[archive.Code]string) error {
		rec, _ := rows.NewArchive(w.db).Record(ctx, cam.ID)
		_, err := s.Save(ctx, house, archive.Edit{Camera: cam.ID, Version: rec.Version, Values: values})
		return err
	}
	w.ok(save(map[archive.Code]string{"longitude": "120.301", "latitude": "31.575"}))
	wantCode(t, save(map[archive.Code]string{"secrecy": "是"}), shiheng.ErrForbidden, "archive.secrecy")
	wantCode(t, save(map[archive.Code]string{"name": "x"}), shiheng.ErrInvalid, "archive.field-register")
	wantCode(t, save(map[archive.Code]string{"password": "x"}), shiheng.ErrInvalid, "archive.field-unknown")
	wantCode(t, save(map[archive.Code]string{"mac": "x"}), shiheng.ErrInvalid, "archive.fault.mac")
	wantCode(t, save(map[archive.Code]string{"longitude": "116.4", "latitude": "39.9"}), shiheng.ErrInvalid, "archive.position-outside")
	gcj := archive.Shift(archive.Point{Lon: 120.301, Lat: 31.575})
	shifted := map[archive.Code]string{"longitude": fmt.Sprint(gcj.Lon), "latitude": fmt.Sprint(gcj.Lat)}
	wantCode(t, save(shifted), shiheng.ErrInvalid, "archive.position-shifted")
	cam, err := w.registry.SaveCamera(ctx, house, registry.Camera{
		Name: "一楼卫生间", NameStatement: "只照门外走廊", System: v.ID, Place: p.ID, RoomUse: "corridor", Enabled: true,
	})
	w.ok(err)
	wantCode(t, save(map[archive.Code]string{"model": "X"}), shiheng.ErrForbidden, "archive.name-review")
	w.ok(save(map[archive.Code]string{"model": "X", "privacy_review": "仅照门外走廊，2026-11 现场复核"}))
	refused := map[string]string{}
	for _, e := range w.events(audit.ArchiveChange) {
		if e.Outcome == audit.Refused {
			refused[e.Reason] = e.Article
		}
	}
	if refused["archive.secrecy"] != "W168/29/2" || refused["archive.name-review"] != "W168/9" {
		t.Errorf("refusals on record: %v", refused)
	}
}

// contractShared: a value that two cameras have counts against both, until one
// of them gives it up.
func contractShared(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	p, v, a := w.site("东门")
	b := w.camera(p, v, "西门")
	mac := map[archive.Code]string{"mac": "A4-14-37-00-00-01", "ipv4": "10.0.0.1", "network_type": "2"}
	_, err := s.Save(ctx, house, archive.Edit{Camera: a.ID, Values: mac})
	w.ok(err)
	alone := scoreOf(t, store, a.ID)
	_, err = s.Save(ctx, house, archive.Edit{Camera: b.ID, Values: mac})
	w.ok(err)
	w.ok(s.Refresh(ctx))
	if got := scoreOf(t, store, a.ID); got != alone-2 {
		t.Errorf("%d valid fields while shared, %d alone", got, alone)
	}
	repeats, err := store.Repeats(ctx, registry.Scope{All: true}, archive.MAC, audit.Paging{})
	w.ok(err)
	if len(repeats.Items) != 1 || len(repeats.Items[0].Cameras) != 2 {
		t.Errorf("repeats %v", repeats.Items)
	}
	ips, err := store.Repeats(ctx, registry.Scope{All: true}, archive.IPv4, audit.Paging{})
	w.ok(err)
	if len(ips.Items) != 1 || ips.Items[0].Value != "2 10.0.0.1" || len(ips.Items[0].Cameras) != 2 {
		t.Errorf("repeats %v", ips.Items)
	}
	for _, scope := range []registry.Scope{{Cameras: []shiheng.CameraID{a.ID}}, {Cameras: []shiheng.CameraID{b.ID, shiheng.NewID[shiheng.CameraID](start())}}, {}} {
		if part, err := store.Repeats(ctx, scope, archive.MAC, audit.Paging{}); err != nil || len(part.Items) != 0 {
			t.Errorf("who manages one of two cameras is told of the other: %v, %v", part.Items, err)
		}
	}
	third := w.camera(p, v, "北门")
	_, err = s.Save(ctx, house, archive.Edit{Camera: third.ID, Values: mac})
	w.ok(err)
	part, err := store.Repeats(ctx, registry.Scope{Cameras: []shiheng.CameraID{a.ID, third.ID}}, archive.IPv4, audit.Paging{})
	if err != nil || len(part.Items) != 1 || part.Items[0].Count != 2 || len(part.Items[0].Cameras) != 2 ||
		!slices.Contains(part.Items[0].Cameras, a.ID) || !slices.Contains(part.Items[0].Cameras, third.ID) {
		t.Errorf("of three that share it, who manages two counts %v, %v", part.Items, err)
	}
	_, err = s.Save(ctx, house, archive.Edit{Camera: third.ID, Version: 1, Values: map[archive.Code]string{"mac": "", "ipv4": ""}})
	w.ok(err)
	_, err = s.Save(ctx, house, archive.Edit{Camera: b.ID, Version: 1, Values: map[archive.Code]string{"mac": "A4-14-37-00-00-02", "network_type": "6"}})
	w.ok(err)
	w.ok(s.Refresh(ctx))
	if got := scoreOf(t, store, a.ID); got != alone {
		t.Errorf("%d valid fields alone again, %d before", got, alone)
	}
}

// seed makes n cameras with records, of which a fifth stand in a second place.
func (w *world) seed(s *archive.Service, n int) (registry.Place, registry.Place) {
	w.t.Helper()
	ctx := w.t.Context()
	p, v, _ := w.site("甲区")
	q, u, _ := w.site("乙区")
	for i := range n {
		place, sys := p, v
		if i%5 == 0 {
			place, sys = q, u
		}
		cam := w.camera(place, sys, fmt.Sprintf("人民路%d号路口", i))
		kind := map[bool]string{true: "temporary", false: "fixed"}[i%7 == 0]
		values := map[archive.Code]string{
			"point_kind": kind, "direction": fmt.Sprint(1 + i%4), "civil_code": []string{"320213", "320205"}[i%2],
			"longitude": fmt.Sprint(120.30 + float64(i)*0.001), "latitude": "31.575", "address": fmt.Sprintf("学前街%d号", i),
			"has_audio": fmt.Sprint(i%3 == 0),
		}
		if kind == "temporary" {
			values["end_date"] = []string{"2026-11-01", "2026-12-31"}[i%2]
		}
		_, err := s.Save(ctx, house, archive.Edit{Camera: cam.ID, Values: values})
		w.ok(err)
	}
	w.ok(s.Refresh(ctx))
	return p, q
}

// contractCards compares each filter and order with the same worked out by
// hand over the whole list, page by page.
func contractCards(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	p, q := w.seed(s, 40)
	all := registry.Scope{All: true}
	every := cardsOf(t, store, archive.Filter{Scope: all})
	if len(every) != 42 {
		t.Fatalf("%d cards", len(every))
	}
	yes, no := true, false
	value := func(c archive.Card, code archive.Code) string {
		if c.Record == nil {
			return ""
		}
		return c.Record.Values[code]
	}
	for _, tt := range []struct {
		name string
		f    archive.Filter
		keep func(archive.Card) bool
	}{
		{"place", archive.Filter{Place: q.ID}, func(c archive.Card) bool { return c.Camera.Place == q.ID }},
		{"scope of a place", archive.Filter{Scope: registry.Scope{Places: []shiheng.PlaceID{p.ID}}}, func(c archive.Card) bool { return c.Camera.Place == p.ID }},
		{"no scope", archive.Filter{Scope: registry.Scope{Cameras: []shiheng.CameraID{}}}, func(archive.Card) bool { return false }},
		{"system", archive.Filter{System: every[0].Camera.System}, func(c archive.Card) bool { return c.Camera.System == every[0].Camera.System }},
		{"name", archive.Filter{Text: "路1"}, func(c archive.Card) bool { return strings.Contains(c.Camera.Name, "路1") }},
		{"one character", archive.Filter{Text: "甲"}, func(c archive.Card) bool { return strings.Contains(c.Camera.Name, "甲") }},
		{"last character", archive.Filter{Text: "口"}, func(c archive.Card) bool { return strings.Contains(c.Camera.Name, "口") }},
		{"LIKE's signs", archive.Filter{Text: "%"}, func(archive.Card) bool { return false }},
		{"address, not seen", archive.Filter{Text: "学前街3"}, func(archive.Card) bool { return false }},
		{"address", archive.Filter{Text: "学前街3", Positions: true}, func(c archive.Card) bool { return strings.Contains(value(c, "address"), "学前街3") }},
		{"division", archive.Filter{Equal: map[archive.Code]string{"civil_code": "320205"}}, func(c archive.Card) bool { return value(c, "civil_code") == "320205" }},
		{"two", archive.Filter{Equal: map[archive.Code]string{"civil_code": "320205", "direction": "2"}, Place: p.ID}, func(c archive.Card) bool {
			return value(c, "civil_code") == "320205" && value(c, "direction") == "2" && c.Camera.Place == p.ID
		}},
		{"kind", archive.Filter{Equal: map[archive.Code]string{"point_kind": "temporary"}}, func(c archive.Card) bool { return value(c, "point_kind") == "temporary" }},
		{"ended", archive.Filter{EndedBefore: day(t, "2026-11-24")}, func(c archive.Card) bool { return value(c, "end_date") == "2026-11-01" }},
		{"sound", archive.Filter{Sound: true}, func(c archive.Card) bool { return value(c, "has_audio") == "true" }},
		{"archived", archive.Filter{Archived: &yes}, func(c archive.Card) bool { return c.Record != nil }},
		{"not archived", archive.Filter{Archived: &no}, func(c archive.Card) bool { return c.Record == nil }},
		{"box", archive.Filter{Box: &archive.Box{West: 120.3095, South: 31.5, East: 120.3205, North: 31.6}}, func(c archive.Card) bool {
			if c.Record == nil {
				return false
			}
			at, _ := c.Record.Values.Point()
			return at.Lon > 120.3095 && at.Lon < 120.3205
		}},
		{"incomplete", archive.Filter{Below: archive.Whole / 10}, func(c archive.Card) bool { return c.Record == nil }},
	} {
		if !tt.f.Scope.All && tt.f.Scope.Places == nil && tt.f.Scope.Cameras == nil {
			tt.f.Scope = all
		}
		for _, order := range []archive.Sort{"", archive.ByName, archive.ByScore, archive.ByPlace} {
			for _, down := range []bool{false, true} {
				tt.f.Sort, tt.f.Descending = order, down
				want := map[shiheng.CameraID]bool{}
				for _, c := range every {
					if tt.keep(c) {
						want[c.Camera.ID] = true
					}
				}
				got := cardsOf(t, store, tt.f)
				for _, c := range got {
					if !want[c.Camera.ID] {
						t.Errorf("%s by %q: %s is in the list", tt.name, order, c.Camera.Name)
					}
				}
				if len(got) != len(want) {
					t.Errorf("%s by %q, down %v: %d cards, want %d", tt.name, order, down, len(got), len(want))
				}
				sorted := slices.IsSortedFunc(got, func(a, b archive.Card) int {
					n := strings.Compare(key(order, a), key(order, b))
					if n == 0 {
						n = strings.Compare(a.Camera.ID.String(), b.Camera.ID.String())
					}
					if down {
						n = -n
					}
					return n
				})
				if !sorted {
					t.Errorf("%s by %q, down %v: out of order", tt.name, order, down)
				}
			}
		}
	}
	_, err := store.Cards(ctx, archive.Filter{Scope: all}, audit.Paging{Cursor: "nonsense"})
	wantCode(t, err, shiheng.ErrInvalid, "page.cursor")
}

func key(s archive.Sort, c archive.Card) string {
	switch s {
	case archive.ByName:
		return c.Camera.Name
	case archive.ByPlace:
		if c.Record != nil {
			return c.Record.Values["civil_code"]
		}
	case archive.ByScore:
		if c.Record != nil {
			return fmt.Sprintf("%05d", c.Record.Score())
		}
		return "00000"
	}
	return ""
}

// cardsOf reads a whole list three at a time.
func cardsOf(t *testing.T, store *rows.Archive, f archive.Filter) []archive.Card {
	t.Helper()
	var out []archive.Card
	seen := map[shiheng.CameraID]bool{}
	for next := ""; ; {
		page, err := store.Cards(t.Context(), f, audit.Paging{Cursor: next, Limit: 7})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Items {
			if seen[c.Camera.ID] {
				t.Errorf("%s twice", c.Camera.Name)
			}
			seen[c.Camera.ID] = true
		}
		out = append(out, page.Items...)
		if next = page.Next; next == "" {
			return out
		}
	}
}

func contractGrid(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	w.seed(s, 20)
	box := &archive.Box{West: 120, South: 31, East: 121, North: 32}
	f := archive.Filter{Scope: registry.Scope{All: true}, Box: box}
	cells, err := store.Grid(ctx, f, 1)
	w.ok(err)
	if len(cells) != 1 || cells[0].Count != 20 || cells[0].Lon < 120.30 || cells[0].Lon > 120.32 {
		t.Errorf("one wide cell: %v", cells)
	}
	cells, err = store.Grid(ctx, f, 0.001)
	w.ok(err)
	sum := 0
	for _, c := range cells {
		sum += c.Count
	}
	if sum != 20 || len(cells) < 10 {
		t.Errorf("fine cells: %d of %d", sum, len(cells))
	}
	got, more, err := store.Within(ctx, f, 5)
	if err != nil || len(got) != 5 || !more {
		t.Errorf("%d cards within, more %v, %v", len(got), more, err)
	}
}

// sheetOf makes an upload of n new cameras of a system.
func sheetOf(n int, system string) archive.Upload {
	up := archive.Upload{File: "点位.xlsx", Heads: []string{"设备编码", "设备名称", "所属系统", "部位用途", "监控方位", "经度", "纬度", "MAC地址", "备注"}, May: anyone}
	for i := range n {
		up.Rows = append(up.Rows, archive.SheetRow{Line: i + 2, Cells: []string{
			fmt.Sprintf("3202130000132%07d", i), fmt.Sprintf("解放路%d号", i), system, "室外", "东",
			fmt.Sprint(120.30 + float64(i%100)*0.0001), fmt.Sprint(31.57 + float64(i/100)*0.0001), fmt.Sprintf("A4-14-37-%02X-%02X-%02X", i>>16, i>>8&255, i&255), "略",
		}})
	}
	return up
}

func outdoorName(w *world) string {
	for _, r := range w.registry.RoomUses() {
		if r.Use == "outdoor" {
			return r.Zh
		}
	}
	return "outdoor"
}

func contractImport(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	clerk := w.clerk()
	_, v, _ := w.site("东门")
	up := sheetOf(450, v.Name)
	for i := range up.Rows {
		up.Rows[i].Cells[3] = outdoorName(w)
	}
	imp, err := s.Preview(ctx, clerk, up)
	w.ok(err)
	if want := (archive.Counts{New: 450}); imp.Counts != want || !slices.Equal(imp.Ignored, []string{"备注"}) {
		t.Fatalf("preview %+v, ignored %v", imp.Counts, imp.Ignored)
	}
	if n := len(cardsOf(t, store, archive.Filter{Scope: registry.Scope{All: true}})); n != 1 {
		t.Fatalf("%d cards after a preview", n)
	}
	imp, err = s.Commit(ctx, clerk, imp.ID, anyone, quiet)
	w.ok(err)
	if imp.State != archive.Committed || imp.Counts.Done != 450 || imp.Counts.Left != 0 {
		t.Fatalf("committed %+v", imp)
	}
	_, err = s.Commit(ctx, clerk, imp.ID, anyone, quiet)
	wantCode(t, err, shiheng.ErrConflict, "archive.import-state")
	again, err := s.Preview(ctx, clerk, up)
	w.ok(err)
	if want := (archive.Counts{Unchanged: 450}); again.Counts != want {
		t.Errorf("the same sheet again: %+v", again.Counts)
	}
	w.ok(s.Discard(ctx, clerk, again.ID))
	for i := range up.Rows {
		up.Rows[i].Cells[4] = "西"
	}
	up.Rows[0].Cells[1] = "解放路新名"
	second, err := s.Preview(ctx, clerk, up)
	w.ok(err)
	if want := (archive.Counts{Changed: 450}); second.Counts != want {
		t.Fatalf("with another direction: %+v", second.Counts)
	}
	second, err = s.Commit(ctx, clerk, second.ID, anyone, quiet)
	w.ok(err)
	second, err = s.Undo(ctx, clerk, second.ID, quiet)
	w.ok(err)
	if second.Counts.Undone != 450 || second.Counts.Kept != 0 {
		t.Errorf("undo %+v", second.Counts)
	}
	// The first is not to be undone any more: its rows were changed and changed back.
	for _, c := range cardsOf(t, store, archive.Filter{Scope: registry.Scope{All: true}, Text: "解放路"}) {
		if c.Record == nil || c.Record.Values["direction"] != "1" || c.Camera.Name == "解放路新名" {
			t.Fatalf("after the undo: %v %v", c.Camera.Name, c.Record)
		}
	}
	imp, err = s.Undo(ctx, clerk, imp.ID, quiet)
	w.ok(err)
	if imp.Counts.Kept != 450 {
		t.Errorf("undo of what was changed since: %+v", imp.Counts)
	}
	third, err := s.Preview(ctx, clerk, sheetAt(1000, v.Name, outdoorName(w)))
	w.ok(err)
	third, err = s.Commit(ctx, clerk, third.ID, anyone, quiet)
	w.ok(err)
	third, err = s.Undo(ctx, clerk, third.ID, quiet)
	w.ok(err)
	if third.Counts.Done != 30 || third.Counts.Undone != 30 || third.State != archive.Undone {
		t.Errorf("a fresh import taken back: %+v", third)
	}
	if n := len(cardsOf(t, store, archive.Filter{Scope: registry.Scope{All: true}})); n != 451 {
		t.Errorf("%d cards after the undo of what was new", n)
	}
}

// sheetAt is a sheet of thirty cameras numbered from first.
func sheetAt(first int, system, room string) archive.Upload {
	up := sheetOf(30, system)
	for i := range up.Rows {
		up.Rows[i].Cells[0] = fmt.Sprintf("3202130000132%07d", first+i)
		up.Rows[i].Cells[1] = fmt.Sprintf("中山路%d号", first+i)
		up.Rows[i].Cells[3] = room
		up.Rows[i].Cells[7] = ""
	}
	return up
}

// contractImportMeanwhile: what was changed between preview and commit is left
// as somebody made it, and the rest is written.
func contractImportMeanwhile(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	clerk := w.clerk()
	_, v, _ := w.site("东门")
	imp, err := s.Preview(ctx, clerk, sheetAt(0, v.Name, outdoorName(w)))
	w.ok(err)
	_, err = s.Commit(ctx, clerk, imp.ID, anyone, quiet)
	w.ok(err)
	up := sheetAt(0, v.Name, outdoorName(w))
	for i := range up.Rows {
		up.Rows[i].Cells[4] = "北"
	}
	imp, err = s.Preview(ctx, clerk, up)
	w.ok(err)
	cards := cardsOf(t, store, archive.Filter{Scope: registry.Scope{All: true}, Text: "中山路7号"})
	_, err = s.Save(ctx, house, archive.Edit{Camera: cards[0].Camera.ID, Version: 1, Values: map[archive.Code]string{"model": "Y"}})
	w.ok(err)
	other := w.person("other").Actor()
	_, err = s.Commit(ctx, other, imp.ID, anyone, quiet)
	wantCode(t, err, shiheng.ErrNotFound, "archive.import-none")
	imp, err = s.Commit(ctx, clerk, imp.ID, anyone, quiet)
	w.ok(err)
	if imp.Counts.Done != 29 || imp.Counts.Left != 1 {
		t.Errorf("%+v", imp.Counts)
	}
	left, err := store.Rows(ctx, imp.ID, archive.RowLeft, audit.Paging{})
	w.ok(err)
	if len(left.Items) != 1 || left.Items[0].Outcome != "archive.changed" {
		t.Errorf("left %v", left.Items)
	}
}

func contractImportRefusals(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	clerk := w.clerk()
	_, v, mine := w.site("东门")
	_, u, theirs := w.site("西门")
	outside := shiheng.Forbidden("access.scope").By("W168/29/1")
	up := archive.Upload{
		File: "x.csv", Heads: []string{"camera_id", "设备名称", "所属系统", "部位用途", "涉密", "经度", "纬度", "MAC"},
		Rows: []archive.SheetRow{
			{Line: 2, Cells: []string{"", "女更衣室", v.Name, "changing-room", "否", "", "", ""}},
			{Line: 3, Cells: []string{"", "一楼卫生间", v.Name, outdoorName(w), "否", "", "", ""}},
			{Line: 4, Cells: []string{"", "西门外", u.Name, outdoorName(w), "否", "", "", ""}},
			{Line: 5, Cells: []string{theirs.ID.String(), "改名", "", "", "", "", "", ""}},
			{Line: 6, Cells: []string{mine.ID.String(), "", "", "", "是", "", "", ""}},
			{Line: 7, Cells: []string{"", "北京", v.Name, outdoorName(w), "否", "116.4", "39.9", "zz"}},
			{Line: 8, Cells: []string{"", "好的", v.Name, outdoorName(w), "否", "120.301", "31.575", ""}},
			{Line: 9, Cells: []string{"", "", "", "", "", "", "", ""}},
			{Line: 10, Cells: []string{"", "没有系统", "无此系统", outdoorName(w), "", "", "", ""}},
		},
		May: func(l registry.Linked) error {
			if l.System.ID != v.ID {
				return outside
			}
			return nil
		},
	}
	imp, err := s.Preview(ctx, clerk, up)
	w.ok(err)
	if want := (archive.Counts{New: 1, Refused: 7}); imp.Counts != want {
		t.Fatalf("%+v", imp.Counts)
	}
	got, err := store.Rows(ctx, imp.ID, archive.RowRefused, audit.Paging{})
	w.ok(err)
	byLine := map[int]string{}
	for _, r := range got.Items {
		var faults []string
		for _, f := range r.Faults {
			faults = append(faults, string(f.Field)+":"+f.Code)
		}
		byLine[r.Line] = r.Article + " " + strings.Join(faults, " ")
	}
	want := map[int]string{
		2: "W168/9 room_use:forbidden", 3: "W168/9 name:review", 4: "W168/29/1 system_id:scope", 5: " camera_id:camera-none",
		6: "W168/29/2 secrecy:secrecy", 7: " mac:mac", 10: " system_id:system-none",
	}
	for line, says := range want {
		if !strings.HasPrefix(byLine[line], says) {
			t.Errorf("line %d: %q, want %q", line, byLine[line], says)
		}
	}
	var refused []string
	for _, e := range w.events(audit.ArchiveImport) {
		if e.Outcome == audit.Refused {
			refused = append(refused, e.Details["line"]+" "+e.Article)
		}
	}
	slices.Sort(refused)
	if got := strings.Join(refused, ","); got != "2 W168/9,3 W168/9,4 W168/29/1,6 W168/29/2" {
		t.Errorf("on record: %s", got)
	}
	imp, err = s.Commit(ctx, clerk, imp.ID, up.May, quiet)
	w.ok(err)
	if imp.Counts.Done != 1 {
		t.Errorf("committed %+v", imp.Counts)
	}
}

func contractSeen(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	_, v, _ := w.site("东门")
	dev, err := w.registry.AdmitDevice(ctx, house, "34020000001110000001", registry.DeviceEdit{Password: "longenough1"})
	w.ok(err)
	channels := []registry.Channel{
		{Code: "34020000001320000001", Name: "甲", Manufacturer: "M", Longitude: 120.301, Latitude: 31.575},
		{Code: "34020000001320000002", Name: "乙"},
	}
	w.ok(w.registry.Read().SaveCatalogue(ctx, dev.ID, channels, true, w.clock.Now()))
	page, err := w.registry.Read().Channels(ctx, dev.ID, audit.Paging{})
	w.ok(err)
	cam, err := w.registry.AdmitChannel(ctx, house, page.Items[0].ID, registry.Admission{RoomUse: "outdoor", System: v.ID})
	w.ok(err)
	_, err = s.Save(ctx, house, archive.Edit{Camera: cam.ID, Values: map[archive.Code]string{"manufacturer": "N"}})
	w.ok(err)
	linked, err := store.Seen(ctx, false, audit.Paging{})
	w.ok(err)
	if len(linked.Items) != 1 || linked.Items[0].Card == nil || linked.Items[0].Card.Record.Values["manufacturer"] != "N" {
		t.Errorf("linked %v", linked.Items)
	}
	free, err := store.Seen(ctx, true, audit.Paging{})
	w.ok(err)
	if len(free.Items) != 1 || free.Items[0].Channel.Name != "乙" {
		t.Errorf("free %v", free.Items)
	}
	totals, err := store.Totals(ctx, registry.Scope{All: true})
	w.ok(err)
	if totals.Cameras != 2 || totals.Records != 1 || totals.Channels != 2 || totals.Unlinked != 1 {
		t.Errorf("totals %+v", totals)
	}
	// A position that is the device's own as a shifted map shows it.
	gcj := archive.Shift(archive.Point{Lon: 120.301, Lat: 31.575})
	_, err = s.Save(ctx, house, archive.Edit{Camera: cam.ID, Version: 1, Values: map[archive.Code]string{
		"longitude": fmt.Sprint(gcj.Lon), "latitude": fmt.Sprint(gcj.Lat),
	}})
	wantCode(t, err, shiheng.ErrInvalid, "archive.position-shifted")
}

// TestImportLarge brings in a sheet of many batches and is told how far it is.
// BenchmarkImport holds the time for ten thousand rows.
func TestImportLarge(t *testing.T) {
	importRows(t, newWorld(t, sqliteURL(t), false), 700)
}

// importRows previews and commits n good rows.
func importRows(t testing.TB, w *world, n int) {
	s, store := w.archive()
	clerk := w.clerk()
	_, v, _ := w.site("东门")
	up := sheetOf(n, v.Name)
	for i := range up.Rows {
		up.Rows[i].Cells[3] = outdoorName(w)
	}
	imp, err := s.Preview(t.Context(), clerk, up)
	w.ok(err)
	told := 0
	imp, err = s.Commit(t.Context(), clerk, imp.ID, anyone, func(done, all int) {
		if done < told || all != n {
			t.Errorf("progress %d of %d after %d", done, all, told)
		}
		told = done
	})
	w.ok(err)
	if imp.Counts.Done != n || told != n {
		t.Errorf("%+v, told %d", imp.Counts, told)
	}
	totals, err := store.Totals(context.WithoutCancel(t.Context()), registry.Scope{All: true})
	if err != nil || totals.Records != n {
		t.Errorf("%+v, %v", totals, err)
	}
}

// BenchmarkImport is the promise of 30 s for a sheet of ten thousand cameras.
func BenchmarkImport(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := newWorld(b, sqliteURL(b), false)
		b.StartTimer()
		importRows(b, w, 10_000)
	}
}

// contractNear: what stands near and looks the same way, what is like another
// one, and pairs.
func contractNear(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	p, v, a := w.site("东门入口甲")
	all := registry.Scope{All: true}
	put := func(c registry.Camera, lon float64, direction string) {
		_, err := s.Save(ctx, house, archive.Edit{Camera: c.ID, Values: map[archive.Code]string{
			"longitude": fmt.Sprint(lon), "latitude": "31.575", "direction": direction,
		}})
		w.ok(err)
	}
	b, c, d := w.camera(p, v, "东门入口甲2"), w.camera(p, v, "后院仓库"), w.camera(p, v, "河边")
	put(a, 120.301, "1")
	put(b, 120.30105, "5") // five metres on, south-east
	put(c, 120.30106, "2") // looks west
	put(d, 120.31, "1")
	hits, err := s.Near(ctx, all, archive.Point{Lon: 120.301, Lat: 31.575}, 20, 90)
	w.ok(err)
	if len(hits) != 2 || hits[0].Camera.ID != a.ID || hits[1].Camera.ID != b.ID || hits[1].Apart != 45 {
		t.Errorf("near and looking east: %v", hits)
	}
	for _, h := range hits {
		if h.Apart >= 90 {
			t.Errorf("%s looks %v degrees apart", h.Camera.Name, h.Apart)
		}
	}
	hits, err = s.Near(ctx, all, archive.Point{Lon: 120.301, Lat: 31.575}, 20, archive.AllRound)
	w.ok(err)
	if len(hits) != 3 {
		t.Errorf("near, whichever way: %d", len(hits))
	}
	hits, err = s.Near(ctx, registry.Scope{Cameras: []shiheng.CameraID{d.ID}}, archive.Point{Lon: 120.301, Lat: 31.575}, 20, archive.AllRound)
	if err != nil || len(hits) != 0 {
		t.Errorf("outside the scope: %v, %v", hits, err)
	}
	_, err = s.Near(ctx, all, archive.Point{Lon: 116, Lat: 39}, 20, archive.AllRound)
	wantCode(t, err, shiheng.ErrInvalid, "archive.near")
	linked, err := w.registry.Read().Linked(ctx, a.ID)
	w.ok(err)
	twins, err := s.Twins(ctx, all, linked[0])
	w.ok(err)
	if len(twins) != 1 || twins[0].Camera.ID != b.ID || len(twins[0].Same) != 2 {
		t.Errorf("twins %v", twins)
	}
	var pairs []archive.Pair
	for next := ""; ; {
		page, err := store.Pairs(ctx, all, 15, audit.Paging{Cursor: next, Limit: 1})
		w.ok(err)
		pairs = append(pairs, page.Items...)
		if next = page.Next; next == "" {
			break
		}
	}
	if len(pairs) != 1 {
		t.Errorf("pairs %v", pairs)
	}
}

// contractCompare: a device that reports otherwise, and what is said of it.
func contractCompare(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	_, v, _ := w.site("东门")
	dev, err := w.registry.AdmitDevice(ctx, house, "34020000001110000001", registry.DeviceEdit{Password: "longenough1"})
	w.ok(err)
	channels := []registry.Channel{
		{Code: "32021300001320000001", Name: "设备名", Manufacturer: "M", Model: "Unknown", CivilCode: "320213", Longitude: 120.301, Latitude: 31.575, PTZType: 3, IPAddress: "10.0.0.9"},
		{Code: "32021300001320000002", Name: "密", Secrecy: true},
	}
	w.ok(w.registry.Read().SaveCatalogue(ctx, dev.ID, channels, true, w.clock.Now()))
	page, err := w.registry.Read().Channels(ctx, dev.ID, audit.Paging{})
	w.ok(err)
	_, err = w.registry.AdmitChannel(ctx, house, page.Items[1].ID, registry.Admission{RoomUse: "outdoor", System: v.ID})
	wantCode(t, err, shiheng.ErrForbidden, "channel.secrecy")
	refused := w.events(audit.CameraCreate)[0]
	if refused.Outcome != audit.Refused || refused.Article != "W168/29/2" {
		t.Errorf("on record: %v", refused)
	}
	cam, err := w.registry.AdmitChannel(ctx, house, page.Items[0].ID, registry.Admission{Name: "我方名", RoomUse: "outdoor", System: v.ID, Enabled: true})
	w.ok(err)
	_, err = s.Save(ctx, house, archive.Edit{Camera: cam.ID, Values: map[archive.Code]string{
		"manufacturer": "N", "civil_code": "320213004", "longitude": "120.3011", "latitude": "31.575", "ptz_type": "1",
	}})
	w.ok(err)
	differences := func() map[archive.Code]archive.Difference {
		linked, err := w.registry.Read().Linked(ctx, cam.ID)
		w.ok(err)
		view, _, _, err := s.Judge(ctx, linked[0])
		w.ok(err)
		seen, err := store.SeenOf(ctx, cam.ID)
		w.ok(err)
		said, err := store.Decisions(ctx, cam.ID)
		w.ok(err)
		out := map[archive.Code]archive.Difference{}
		for _, d := range s.Tables().Compare(seen[0].Channel, view, said) {
			out[d.Field] = d
		}
		return out
	}
	got := differences()
	for _, f := range []archive.Code{"name", "manufacturer", "ptz_type", "ipv4"} {
		if _, ok := got[f]; !ok {
			t.Errorf("%s does not differ", f)
		}
	}
	if len(got) != 4 { // the model is a placeholder, the township code says more, ten metres are the same spot
		t.Errorf("differences %v", got)
	}
	answer := func(f archive.Code, adopt bool) error {
		_, err := s.Decide(ctx, house, archive.Answer{Camera: cam.ID, Field: f, Device: got[f].Device, Adopt: adopt, Note: "现场核对"})
		return err
	}
	w.ok(answer("manufacturer", true))
	w.ok(answer("name", true))
	w.ok(answer("ptz_type", false))
	wantCode(t, answer("manufacturer", true), shiheng.ErrConflict, "archive.difference-gone")
	_, err = s.Decide(ctx, house, archive.Answer{Camera: cam.ID, Field: "ipv4", Device: "10.0.0.9"})
	wantCode(t, err, shiheng.ErrInvalid, "archive.decision-note")
	got = differences()
	if len(got) != 2 || got["ptz_type"].Decision == nil || got["ptz_type"].Decision.Adopted || got["ipv4"].Decision != nil {
		t.Errorf("after the decisions: %v", got)
	}
	// A channel that says by now that it is secret is not connected any more.
	wanted, err := w.registry.Wanted(ctx)
	w.ok(err)
	has := func(list []registry.Want) bool {
		return slices.ContainsFunc(list, func(x registry.Want) bool { return x.ID == cam.ID })
	}
	if !has(wanted) {
		t.Error("the camera is not connected")
	}
	channels[0].Secrecy = true
	w.ok(w.registry.Read().SaveCatalogue(ctx, dev.ID, channels, true, w.clock.Now()))
	wanted, err = w.registry.Wanted(ctx)
	w.ok(err)
	if has(wanted) {
		t.Error("a secret channel is connected (W168/29/2)")
	}
	got["secrecy"] = archive.Difference{Device: "true"}
	wantCode(t, answer("secrecy", true), shiheng.ErrForbidden, "archive.secrecy")
	if n := w.refusedBy(audit.ArchiveDecide, "W168/29/2", "archive.secrecy"); n != 1 {
		t.Errorf("%d refusals to adopt secrecy on record", n)
	}
}

// contractExport writes the archive and reads it back: nothing changed; and
// what one may not see is not in it.
// export writes an export.
func (w *world) export(s *archive.Service, by audit.Actor, e archive.Export, to io.Writer) {
	w.t.Helper()
	out, err := s.Export(w.t.Context(), by, e)
	w.ok(err)
	w.ok(errors.Join(out.Write(w.t.Context(), to), out.Close()))
}

func contractExport(t *testing.T, w *world) {
	ctx := t.Context()
	s, _ := w.archive()
	w.seed(s, 12)
	clerk := w.clerk()
	all := archive.Filter{Scope: registry.Scope{All: true}}
	for _, format := range []archive.Format{archive.XLSX, archive.CSV} {
		var file bytes.Buffer
		w.export(s, clerk, archive.Export{Filter: all, Format: format, Sees: func(registry.Linked, archive.Code) bool { return true }}, &file)
		up, err := archive.ReadSheet("x", file.Bytes())
		w.ok(err)
		up.May = anyone
		imp, err := s.Preview(ctx, clerk, up)
		w.ok(err)
		if want := (archive.Counts{Unchanged: 14}); imp.Counts != want {
			t.Errorf("%s read back: %+v", format, imp.Counts)
		}
		file.Reset()
		w.export(s, clerk, archive.Export{Filter: all, Format: format, Sees: func(_ registry.Linked, c archive.Code) bool { return c != archive.Address }}, &file)
		up, err = archive.ReadSheet("x", file.Bytes())
		w.ok(err)
		for _, r := range up.Rows {
			for _, c := range r.Cells {
				if strings.Contains(c, "学前街") {
					t.Fatalf("%s shows an address", format)
				}
			}
		}
	}
	if n := len(w.events(audit.ArchiveExport)); n != 4 {
		t.Errorf("%d exports on record", n)
	}
	var file bytes.Buffer
	w.ok(s.Template(&file))
	if up, err := archive.ReadSheet("x", file.Bytes()); err != nil || len(up.Rows) != 0 || len(up.Heads) < 60 {
		t.Errorf("template: %d heads, %d rows, %v", len(up.Heads), len(up.Rows), err)
	}
}

// contractFaulty: the rows at fault come back as a workbook that says what to
// do, and that can be brought in again once put right.
func contractFaulty(t *testing.T, w *world) {
	ctx := t.Context()
	s, _ := w.archive()
	clerk := w.clerk()
	_, v, _ := w.site("东门")
	up := archive.Upload{Heads: []string{"设备名称", "所属系统", "部位用途", "MAC地址"}, May: anyone, Rows: []archive.SheetRow{
		{Line: 2, Cells: []string{"好的", v.Name, outdoorName(w), ""}}, {Line: 3, Cells: []string{"坏的", v.Name, outdoorName(w), "zz"}},
	}}
	imp, err := s.Preview(ctx, clerk, up)
	w.ok(err)
	var file bytes.Buffer
	w.ok(s.Faulty(ctx, clerk, imp.ID, &file))
	again, err := archive.ReadSheet("x", file.Bytes())
	w.ok(err)
	if len(again.Rows) != 1 || again.Rows[0].Cells[0] != "坏的" || !strings.Contains(again.Rows[0].Cells[5], "MAC") {
		t.Fatalf("%v", again)
	}
	again.Rows[0].Cells[3], again.May = "", anyone
	imp, err = s.Preview(ctx, clerk, again)
	if want := (archive.Counts{New: 1}); err != nil || imp.Counts != want {
		t.Errorf("put right: %+v, %v", imp.Counts, err)
	}
	_, err = s.Preview(ctx, clerk, archive.Upload{Heads: []string{"备注"}, May: anyone})
	wantCode(t, err, shiheng.ErrInvalid, "archive.import-columns")
	_, err = s.Preview(ctx, clerk, archive.Upload{Heads: []string{"设备名称", "名称"}, May: anyone})
	wantCode(t, err, shiheng.ErrInvalid, "archive.import-column-twice")
}
