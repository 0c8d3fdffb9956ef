package rows_test

import (
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works"
	"shiheng.internal/store/rows"
)

// TestL1_ArchiveSaves_W168_9: the archive of a camera that stands in a
// forbidden room by now takes no change, and the try is on record.
func TestL1_ArchiveSaves_W168_9(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s, store := w.archive()
	_, _, c := w.site("楼道")
	w.ok(rows.NewRegistry(w.db).Write(ctx, func(tx registry.Tx) error {
		c.RoomUse = "public-bath"
		return tx.UpdateCamera(c, "")
	}))
	_, err := s.Save(ctx, house, archive.Edit{Camera: c.ID, Values: map[archive.Code]string{"model": "X"}})
	wantArticle(t, err, "W168/9", "camera.room-forbidden")
	_, err = store.Record(ctx, c.ID)
	wantCode(t, err, shiheng.ErrNotFound, "archive.none")
	if w.refusedBy(audit.ArchiveChange, "W168/9", "camera.room-forbidden") != 1 {
		t.Error("the refusal is not on record")
	}
}

// TestL1_Moves_W168_9: no relocation into a forbidden room is reported, and
// none is carried out, whatever was reported.
func TestL1_Moves_W168_9(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, v, c := w.site("体育馆")
	w.days(1)
	w.accept(v, c)
	for _, room := range w.registry.RoomUses() {
		entry := works.RemovalEntry{
			Kind: works.Relocating, Cameras: []shiheng.CameraID{c.ID}, Reason: works.ChangeOfUse, Why: "改建", PlannedOn: w.today().Add(10),
			Moves: []works.PointMove{{Camera: c.ID, Place: p.ID, RoomUse: room.Use}},
		}
		if room.Forbidden == nil {
			continue
		}
		_, err := w.works.Report(ctx, house, v.ID, entry)
		wantArticle(t, err, room.Forbidden.Article, "camera.room-forbidden")
		err = rows.NewRegistry(w.db).Write(ctx, func(tx registry.Tx) error {
			return w.registry.Shift(tx, house, c.ID, shiheng.PlaceID{}, room.Use)
		})
		wantArticle(t, err, room.Forbidden.Article, "camera.room-forbidden")
	}
	if got, err := w.registry.Read().Camera(ctx, c.ID); err != nil || got.RoomUse != "corridor" {
		t.Errorf("the camera stands in %s, %v", got.RoomUse, err)
	}
	if n := w.refusedBy(audit.RemovalNotify, "W168/9", "camera.room-forbidden"); n < 5 {
		t.Errorf("%d refusals are on record", n)
	}
}

// TestL2_Finding_W168_15: a trial that runs out without acceptance is a finding
// by the article.
func TestL2_Finding_W168_15(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, _ := w.site("学校")
	w.days(31)
	w.ok(w.works.Round(ctx))
	got, err := w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true}, audit.Paging{})
	w.ok(err)
	if !slices.ContainsFunc(got.Items, func(f registry.Finding) bool {
		return f.System == v.ID && f.Fault == registry.NotAccepted && f.Article == "W168/15/2"
	}) {
		t.Errorf("findings %+v", got.Items)
	}
}

// TestFloorIsLoweredWithReason_W168_28: a camera goes from where footage is
// kept for ninety days to where it is kept for thirty with a reason only.
func TestFloorIsLoweredWithReason_W168_28(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, plain, _ := w.site("广场")
	target, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: "重点目标", W168Category: "W8-09", AntiTerrorTarget: true})
	w.ok(err)
	c := w.camera(p, target, "甲")
	c.System = plain.ID
	_, err = w.registry.SaveCamera(ctx, house, c)
	wantArticle(t, err, "W168/28/1", "facts.lower-reason")
	c.Reason = "改由小区系统管理"
	_, err = w.registry.SaveCamera(ctx, house, c)
	w.ok(err)
	moved := w.events(audit.CameraChange)
	if len(moved) == 0 || moved[0].Details["floorBefore"] != "90" || moved[0].Details["floor"] != "30" || moved[0].Details["why"] == "" {
		t.Errorf("on record %+v", moved)
	}
}

// TestMaintenance_W168_30_7: what moves a camera is no maintenance, whatever
// it is called.
func TestMaintenance_W168_30_7(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, v, c := w.site("医院")
	for _, after := range []works.Posture{{RoomUse: "hall"}, {Place: p.ID}, {Position: "向东2米"}} {
		for _, kind := range []string{works.Repair, works.Replacement} {
			after.Serial = "SN1"
			_, err := w.works.RequestChange(ctx, house, v.ID, works.ChangeEntry{Kind: kind, Camera: c.ID, Why: "维修", After: after})
			wantArticle(t, err, "W168/30/7", "change.not-maintenance")
		}
	}
}

// TestTodoByRecord_W168_15_3: nobody ticks off a filing that is owed.
func TestTodoByRecord_W168_15_3(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	got, err := w.works.Enter(ctx, house, works.Existing{System: registry.VideoSystem{
		Place: w.place("老城区").ID, Name: "老系统", W168Category: "W8-09", Completed: day(t, "2017-01-01"), PutIntoUse: day(t, "2017-02-01"),
		Parties: registry.Parties{Maintainer: w.unit("维保公司", party.Contractor).ID},
	}})
	w.ok(err)
	todo := w.todos(got.System)[works.TodoFilingLegacyW168]
	_, err = w.works.DoTodo(ctx, house, todo.ID, works.TodoDoing{How: "已办", File: w.photo()})
	wantArticle(t, err, "W168/15/3", "todo.by-record")
	if w.refusedBy(audit.TodoDone, "W168/15/3", "todo.by-record") != 1 {
		t.Error("the refusal is not on record")
	}
}

// TestL9_Works_W168_29: an act of works stands on record with who and which,
// committed with what it did.
func TestL9_Works_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("车站")
	who := w.person("clerk").Actor()
	_, err := w.works.Interrupt(ctx, who, v.ID, works.OutageEntry{
		Planned: true, Cameras: []shiheng.CameraID{c.ID}, Reason: "检修", Approved: "李主任", From: w.clock.Now().Add(time.Hour), To: w.clock.Now().Add(2 * time.Hour),
	})
	w.ok(err)
	got := w.events(audit.OutageOpen)
	if len(got) != 1 || got[0].Actor.Name != "clerk" || got[0].Object != audit.On("system", v.ID) || got[0].Outcome == audit.Refused || got[0].Article != "W168/30/6" {
		t.Errorf("on record %+v", got)
	}
}
