package rows_test

import (
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/upkeep"
)

// neighbour records a unit beside a system whose consent is needed.
func (w *world) neighbour(v registry.VideoSystem) upkeep.Neighbour {
	w.t.Helper()
	n, err := w.upkeep().SaveNeighbour(w.t.Context(), someone, v.ID, upkeep.NeighbourID{}, 0, upkeep.NeighbourEdit{
		Unit: "某部队", Kind: "military", What: "北侧两路，朝向道路",
	})
	w.ok(err)
	return n
}

// answers has a neighbour answer in writing.
func (w *world) answers(n upkeep.Neighbour, consent bool) {
	w.t.Helper()
	s := w.upkeep()
	_, err := s.AnswerNeighbour(w.t.Context(), someone, n.ID, upkeep.NeighbourAnswer{Consent: consent, On: s.Today(), Answer: w.photo()})
	w.ok(err)
}

// doors are the ways in which a camera of a system may be connected; each gives
// the refusal it met.
func (w *world) doors(p registry.Place, v registry.VideoSystem, elsewhere registry.Camera) map[string]error {
	w.t.Helper()
	ctx := w.t.Context()
	rtsp := func() *registry.Source {
		return &registry.Source{RTSP: &registry.RTSPSource{URL: "rtsp://192.0.2.7/1"}}
	}
	d, err := w.registry.AdmitDevice(ctx, house, "32021300001180000007", registry.DeviceEdit{Password: "x"})
	if err != nil {
		d, err = w.registry.Read().DeviceByCode(ctx, "32021300001180000007")
	}
	w.ok(err)
	w.ok(w.registry.Read().SaveCatalogue(ctx, d.ID, []registry.Channel{{Code: "32021300001320000007", Name: "走廊"}}, true, start()))
	channels, err := w.registry.Read().Channels(ctx, d.ID, audit.Paging{})
	w.ok(err)
	out := map[string]error{}
	_, out["registered with its source"] = w.registry.SaveCamera(ctx, house, registry.Camera{
		Name: "新增", System: v.ID, Place: p.ID, RoomUse: "corridor", Main: rtsp(), Enabled: true,
	})
	_, out["channel admitted"] = w.registry.AdmitChannel(ctx, house, channels.Items[0].ID, registry.Admission{System: v.ID, RoomUse: "corridor", Enabled: true})
	own, err := w.registry.SaveCamera(ctx, house, registry.Camera{Name: "无源", System: v.ID, Place: p.ID, RoomUse: "corridor"})
	w.ok(err) // on paper only
	own.Main = rtsp()
	_, out["given a source"] = w.registry.SaveCamera(ctx, house, own)
	elsewhere.System, elsewhere.Place = v.ID, p.ID
	_, out["brought in from another system"] = w.registry.SaveCamera(ctx, house, elsewhere)
	return out
}

// TestR799_10_Connect tries to connect cameras beside a military unit that has
// not consented, through every door of the register.
func TestR799_10_Connect(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p, v, running := w.site("路口")
		_, _, elsewhere := w.site("别处")
		n := w.neighbour(v)
		for door, err := range w.doors(p, v, elsewhere) {
			t.Run(door, func(t *testing.T) { wantArticle(t, err, "R799/10", "neighbour.no-consent") })
		}
		w.answers(n, false)
		off := running
		off.Enabled = false
		off, err := w.registry.SaveCamera(ctx, house, off) // taking down is free
		w.ok(err)
		off.Enabled = true
		_, err = w.registry.SaveCamera(ctx, house, off)
		wantArticle(t, err, "R799/10", "neighbour.refused")
		if got := w.refusedBy(audit.CameraEnable, "R799/10", "neighbour.refused"); got != 1 {
			t.Errorf("%d refusals on record", got)
		}
		w.answers(n, true)
		for door, err := range w.doors(p, v, elsewhere) {
			if err != nil {
				t.Errorf("%s after the consent: %v", door, err)
			}
		}
		_, err = w.registry.SaveCamera(ctx, house, off)
		w.ok(err)
	})
}

// TestW168_29_2_Connect: nothing of a system that is marked as secret is
// connected, by any door; what was connected is let go of.
func TestW168_29_2_Connect(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p, v, running := w.site("要害部位")
		_, _, elsewhere := w.site("别处")
		wanted := func() (ids []shiheng.CameraID) {
			got, err := w.registry.Wanted(ctx)
			w.ok(err)
			for _, c := range got {
				if c.Camera.System == v.ID {
					ids = append(ids, c.ID)
				}
			}
			return ids
		}
		if got := wanted(); len(got) != 1 || got[0] != running.ID {
			t.Fatalf("wanted before: %v", got)
		}
		_, err := w.upkeep().MarkSecret(ctx, someone, v.ID, registry.Secret, "保密委〔2026〕3号")
		w.ok(err)
		if got := wanted(); len(got) != 0 {
			t.Errorf("cameras of a secret system are still connected: %v", got)
		}
		for door, err := range w.doors(p, v, elsewhere) {
			t.Run(door, func(t *testing.T) { wantArticle(t, err, "W168/29/2", "system.secrecy") })
		}
		if w.refusedBy(audit.CameraCreate, "W168/29/2", "system.secrecy") != 2 {
			t.Error("the refusals are not on record")
		}
		_, err = w.upkeep().MarkSecret(ctx, someone, v.ID, registry.Unmarked, "解密通知〔2026〕8号")
		w.ok(err)
		for door, err := range w.doors(p, v, elsewhere) {
			if err != nil {
				t.Errorf("%s after the mark was taken away: %v", door, err)
			}
		}
	})
}

// TestW168_16_Changes: the part of an archive for changes is asked for once
// something of the system was changed; repairs are no change.
func TestW168_16_Changes(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("广场")
	w.days(1)
	w.accept(v, c)
	asker, chief := w.person("asker").Actor(), w.person("chief").Actor()
	asked := func() bool {
		got, err := w.binders().Binder(ctx, v.ID)
		w.ok(err)
		return got.Facts.Changed
	}
	carry := func(e works.ChangeEntry) {
		t.Helper()
		change, err := w.works.RequestChange(ctx, asker, v.ID, e)
		w.ok(err)
		if change.State == works.ChangeRequested {
			_, err = w.works.DecideChange(ctx, chief, change.ID, true, "同意")
			w.ok(err)
			if asked() {
				t.Error("an approval alone is no change")
			}
		}
		_, err = w.works.ExecuteChange(ctx, asker, change.ID, "已完成")
		w.ok(err)
	}
	carry(works.ChangeEntry{Kind: works.Repair, Camera: c.ID, Why: "更换电源"})
	if asked() {
		t.Error("a repair is no change")
	}
	carry(works.ChangeEntry{Kind: works.Direction, Camera: c.ID, Why: "被树木遮挡", Privacy: "不涉及住户", StillCovered: true, After: works.Posture{Direction: "东"}})
	if !asked() {
		t.Error("the turned camera is no change")
	}
}
