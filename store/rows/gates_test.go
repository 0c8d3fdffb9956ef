package rows_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// wantArticle checks that a rule said no, by its article and code.
func wantArticle(t *testing.T, err error, article, code string) {
	t.Helper()
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok || e.Article != article || e.Code != code {
		t.Errorf("error %v, want %s by %s", err, code, article)
	}
}

// TestL1_W168_9 tries to get a camera into a forbidden room through every door
// of the register. Each try is refused with the article and on record, and
// nothing is saved.
func TestL1_W168_9(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p, v, lawful := w.site("旅馆")
		d, err := w.registry.AdmitDevice(ctx, house, "32021300001180000001", registry.DeviceEdit{Password: "x"})
		w.ok(err)
		w.ok(w.registry.Read().SaveCatalogue(ctx, d.ID, []registry.Channel{{Code: "32021300001320000001", Name: "客房"}}, true, start()))
		channels, err := w.registry.Read().Channels(ctx, d.ID, audit.Paging{})
		w.ok(err)

		tries := 0
		for _, room := range w.registry.RoomUses() {
			if room.Forbidden == nil {
				continue
			}
			_, err := w.registry.SaveCamera(ctx, house, registry.Camera{Name: "偷拍", System: v.ID, Place: p.ID, RoomUse: room.Use})
			wantArticle(t, err, room.Forbidden.Article, "camera.room-forbidden")
			moved := lawful
			moved.RoomUse = room.Use
			_, err = w.registry.SaveCamera(ctx, house, moved)
			wantArticle(t, err, room.Forbidden.Article, "camera.room-forbidden")
			_, err = w.registry.AdmitChannel(ctx, house, channels.Items[0].ID, registry.Admission{System: v.ID, RoomUse: room.Use, Enabled: true})
			wantArticle(t, err, room.Forbidden.Article, "camera.room-forbidden")
			tries += 3
		}
		if tries < 30 {
			t.Errorf("only %d tries", tries)
		}
		all, err := w.registry.Read().Cameras(ctx, registry.CameraFilter{Scope: registry.Scope{All: true}}, audit.Paging{})
		if err != nil || len(all.Items) != 1 || all.Items[0].RoomUse != "corridor" || all.Items[0].Version != lawful.Version {
			t.Errorf("something was saved: %+v, %v", all.Items, err)
		}
		refused, err := w.log.Entries(ctx, audit.Filter{Outcome: audit.Refused}, audit.Paging{Limit: 500})
		if err != nil || len(refused.Items) != tries || refused.Items[0].Article == "" {
			t.Errorf("%d refusals on record, want %d (%v)", len(refused.Items), tries, err)
		}

		// The neighbours save, and so does one named after what it is beside
		// once it is stated why; a person then looks at its field of view.
		beside := 0
		for _, room := range w.registry.RoomUses() {
			if room.Forbidden != nil {
				continue
			}
			c := registry.Camera{Name: room.Zh, System: v.ID, Place: p.ID, RoomUse: room.Use}
			if registry.SoundsForbidden(room.Zh) != "" {
				_, err := w.registry.SaveCamera(ctx, house, c)
				wantArticle(t, err, "W168/9", "camera.name-suspicious")
				c.NameStatement = "只对公共通道"
			}
			if room.Beside != "" || c.NameStatement != "" {
				beside++
			}
			_, err := w.registry.SaveCamera(ctx, house, c)
			w.ok(err)
		}
		due, err := w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true, Fault: registry.PrivacyReview}, audit.Paging{})
		if err != nil || len(due.Items) != beside || beside < 5 {
			t.Errorf("%d reviews due, want %d (%v)", len(due.Items), beside, err)
		}
	})
}

// TestL1_BehindTheGate puts a forbidden room use into the rows behind the
// gate's back, as an import or a later article might: the camera is not
// opened, and it becomes a finding, once.
func TestL1_BehindTheGate(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, _, c := w.site("楼道")
	err := rows.NewRegistry(w.db).Write(ctx, func(tx registry.Tx) error {
		c.RoomUse = "public-bath"
		return tx.UpdateCamera(c, "")
	})
	w.ok(err)
	for range 3 {
		w.ok(w.registry.Round(ctx))
		wants, err := w.registry.Wanted(ctx)
		if err != nil || len(wants) != 0 {
			t.Errorf("a camera in a bath is wanted: %+v, %v", wants, err)
		}
	}
	found, err := w.registry.Read().Findings(ctx, registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true}, audit.Paging{})
	if err != nil || len(found.Items) != 1 || found.Items[0].Camera != c.ID || found.Items[0].Article != "W168/9" {
		t.Errorf("findings %+v, %v", found.Items, err)
	}
	if got := w.events(audit.FindingOpen); len(got) != 1 {
		t.Errorf("%d findings on record", len(got))
	}
}

// TestL1_FoundIsAFinding: a forbidden camera that somebody found becomes a
// finding and nothing else.
func TestL1_FoundIsAFinding(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, _, _ := w.site("体育馆")
	_, err := w.registry.Report(ctx, house, registry.Found{Place: p.ID, RoomUse: "changing-room", Note: "更衣室内"})
	w.ok(err)
	_, err = w.registry.Report(ctx, house, registry.Found{Place: p.ID, RoomUse: "corridor", Note: "走廊"})
	wantCode(t, err, shiheng.ErrInvalid, "finding.lawful-room")
	all, err := w.registry.Read().Cameras(ctx, registry.CameraFilter{Scope: registry.Scope{All: true}}, audit.Paging{})
	if err != nil || len(all.Items) != 1 {
		t.Errorf("cameras %v, %v", names(all.Items), err)
	}
}

// TestL2_W168_15 tries to put a system into service without an acceptance, and
// lets its trial run out: it becomes a finding, goes on being recorded, and
// gets no more cameras.
func TestL2_W168_15(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p, v, c := w.site("学校")
		if want := start().AddDate(0, 0, 30); !v.TrialUntil.Equal(want) {
			t.Errorf("trial until %v, want %v", v.TrialUntil, want)
		}
		_, err := w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
		wantArticle(t, err, "W168/15/2", "system.not-accepted")
		for _, on := range []registry.Happening{registry.TrialOver, registry.PassAcceptance} {
			_, err = w.works.Step(ctx, house, v.ID, on, "")
			wantArticle(t, err, "W168/15/1", "system.by-house")
		}
		_, err = w.works.Step(ctx, house, v.ID, registry.BeginTrial, "")
		wantCode(t, err, shiheng.ErrConflict, "system.transition")

		w.clock.Add(30*24*time.Hour - time.Microsecond)
		w.ok(w.works.Round(ctx))
		if v, err = w.registry.Read().System(ctx, v.ID); err != nil || v.State != registry.Trial {
			t.Fatalf("before the end: %s, %v", v.State, err)
		}
		w.clock.Add(time.Microsecond)
		w.ok(w.works.Round(ctx))
		if v, err = w.registry.Read().System(ctx, v.ID); err != nil || v.State != registry.InUseNotAcc {
			t.Fatalf("after the end: %s, %v", v.State, err)
		}
		if wants, err := w.registry.Wanted(ctx); err != nil || len(wants) != 1 || wants[0].ID != c.ID {
			t.Errorf("state stopped a recording: %+v, %v", wants, err)
		}
		_, err = w.registry.SaveCamera(ctx, house, registry.Camera{Name: "新增", System: v.ID, Place: p.ID, RoomUse: "corridor"})
		wantArticle(t, err, "W168/15/2", "system.trial-over")
		c.Name = "可以改名"
		_, err = w.registry.SaveCamera(ctx, house, c)
		w.ok(err)

		// A system completed before the order is used without it (W168/15/3).
		old, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: "老系统", R799Class: "A7O", Completed: day(t, "2018-05-01")})
		w.ok(err)
		_, err = w.works.Step(ctx, house, old.ID, registry.PutIntoService, "")
		wantArticle(t, err, "W168/27", "system.no-maintainer")
		old.Parties.Maintainer = w.unit("维保公司", party.Contractor).ID
		old, err = w.registry.SaveSystem(ctx, house, old)
		w.ok(err)
		old, err = w.works.Step(ctx, house, old.ID, registry.PutIntoService, "")
		if err != nil || old.State != registry.InService {
			t.Errorf("legacy system: %s, %v", old.State, err)
		}
	})
}

// TestPlanIsContinuous_W168_28: a system under W168 has no pauses in its plan.
func TestPlanIsContinuous_W168_28(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, v, c := w.site("车站")
	c.Plan = registry.Plan{Windows: []registry.Window{{Weekday: 1, From: 480, To: 1080}}}
	_, err := w.registry.SaveCamera(ctx, house, c)
	wantArticle(t, err, "W168/28/1", "camera.plan-continuous")
	_, err = w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: "场所类别适用于系统"})
	w.ok(err)
	bare, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "自家店铺"})
	w.ok(err)
	shop, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: bare.ID, Name: "自愿安装", NoDutyReason: "不在第八条范围内"})
	w.ok(err)
	c.System = shop.ID
	_, err = w.registry.SaveCamera(ctx, house, c)
	wantArticle(t, err, "W168/28/1", "camera.plan-continuous") // it still stands in the station
	c.Place = bare.ID
	_, err = w.registry.SaveCamera(ctx, house, c)
	w.ok(err)
	_, err = w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: bare.ID, Name: "没有理由"})
	wantCode(t, err, shiheng.ErrInvalid, "system.no-duty-reason")
	_ = v
}

// TestPractice: a practice store takes sixteen real cameras, thirty days each,
// counted from the first time their source was seen.
func TestPractice(t *testing.T) {
	w := newWorld(t, sqliteURL(t), true)
	ctx := t.Context()
	p, v, first := w.site("演练")
	if want := start().Add(registry.TryFor); !first.TryUntil.Equal(want) {
		t.Errorf("tried until %v, want %v", first.TryUntil, want)
	}
	for n := 2; n <= registry.MaxRealInPractice; n++ {
		w.camera(p, v, fmt.Sprint("cam", n))
	}
	more := registry.Camera{Name: "第十七个", System: v.ID, Place: p.ID, RoomUse: "corridor", Enabled: true,
		Main: &registry.Source{RTSP: &registry.RTSPSource{URL: "rtsp://192.0.2.9/17"}}}
	_, err := w.registry.SaveCamera(ctx, house, more)
	wantCode(t, err, shiheng.ErrExhausted, "camera.practice-many")
	simulated := more
	simulated.Simulated = true
	_, err = w.registry.SaveCamera(ctx, house, simulated)
	w.ok(err)
	first.Enabled = false
	first, err = w.registry.SaveCamera(ctx, house, first)
	w.ok(err)
	seventeen, err := w.registry.SaveCamera(ctx, house, more)
	w.ok(err)

	w.clock.Add(registry.TryFor)
	wants, err := w.registry.Wanted(ctx)
	w.ok(err)
	if len(wants) != 1 || !wants[0].Simulated {
		t.Errorf("after thirty days %d cameras are wanted", len(wants))
	}
	again := more // the same source under another name
	again.Name = "换个名字"
	_, err = w.registry.SaveCamera(ctx, house, again)
	wantCode(t, err, shiheng.ErrForbidden, "camera.practice-over")
	seventeen.Main.RTSP.URL = "rtsp://192.0.2.9/another"
	seventeen, err = w.registry.SaveCamera(ctx, house, seventeen)
	if err != nil || !seventeen.TryUntil.Equal(start().Add(2*registry.TryFor)) {
		t.Errorf("another source: until %v, %v", seventeen.TryUntil, err)
	}
	if !slices.ContainsFunc(w.events(audit.CameraCreate), func(e audit.Entry) bool { return e.Reason == "camera.practice-many" }) {
		t.Error("the refusal is not on record")
	}
}
