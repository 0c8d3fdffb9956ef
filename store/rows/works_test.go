package rows_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/store/rows"
)

// readings is a meter that tells what the test gave it.
type readings map[shiheng.CameraID]works.Reading

func (r readings) Measure(_ context.Context, cameras []shiheng.CameraID) (map[shiheng.CameraID]works.Reading, error) {
	out := map[shiheng.CameraID]works.Reading{}
	for _, c := range cameras {
		if got, ok := r[c]; ok {
			out[c] = got
		}
	}
	return out, nil
}

// openWorks opens the works room over the world's rows.
func (w *world) openWorks() {
	w.t.Helper()
	w.meter = readings{}
	var err error
	w.works, err = works.New(works.Config{
		Store: rows.NewWorks(w.db), Registry: w.registry, Papers: w.papers, Law: w.law, Now: w.clock.Now, Meter: w.meter,
		BasicServes: func(context.Context) (bool, error) { return w.basic, nil }, Lacks: w.binders().Lacks,
	})
	w.ok(err)
}

func (w *world) today() law.Day { return law.DayOf(w.clock.Now()) }

func (w *world) days(n int) { w.clock.Add(time.Duration(n) * 24 * time.Hour) }

// state reads where a system stands.
func (w *world) state(v registry.VideoSystem) registry.State {
	w.t.Helper()
	got, err := w.registry.Read().System(w.t.Context(), v.ID)
	w.ok(err)
	return got.State
}

// found are the open findings of a system, by fault.
func (w *world) found(v registry.VideoSystem) (out []registry.Fault) {
	w.t.Helper()
	got, err := w.registry.Read().Findings(w.t.Context(), registry.FindingFilter{Scope: registry.Scope{All: true}, Open: true}, audit.Paging{})
	w.ok(err)
	for _, f := range got.Items {
		if f.System == v.ID {
			out = append(out, f.Fault)
		}
	}
	return out
}

// refusedBy counts the refusals of an act by an article.
func (w *world) refusedBy(act audit.Act, article, code string) (n int) {
	w.t.Helper()
	for _, e := range w.events(act) {
		if e.Outcome == audit.Refused && e.Article == article && e.Reason == code {
			n++
		}
	}
	return n
}

// checklist is an acceptance that lacks nothing.
func (w *world) checklist() works.AcceptanceEntry {
	e := works.AcceptanceEntry{
		Project: "视频系统工程", Builder: "某单位", StorageDays: 30, GB55029: true, TrialFrom: w.today().Add(-30), TrialTo: w.today(),
		Panel: []works.PanelMember{{Name: "王工", Unit: "某院", Signed: true}},
	}
	for _, part := range works.Parts() {
		e.Items = append(e.Items, works.CheckItem{Part: part, Requirement: "符合设计", Method: "检查", Result: "符合", Passed: true})
	}
	return e
}

// online has every camera of the world measured as it should be.
func (w *world) online(cameras ...registry.Camera) {
	for _, c := range cameras {
		w.meter[c.ID] = works.Reading{Online: true, Recording: true, First: w.clock.Now().Add(-31 * 24 * time.Hour)}
	}
}

// accept takes a system in its trial to service by a passed acceptance.
func (w *world) accept(v registry.VideoSystem, cameras ...registry.Camera) works.Acceptance {
	w.t.Helper()
	ctx := w.t.Context()
	w.online(cameras...)
	a, err := w.works.OpenAcceptance(ctx, house, v.ID, w.checklist())
	w.ok(err)
	_, err = w.works.Measure(ctx, house, a.ID)
	w.ok(err)
	w.papersOf(v, builtPapers()...)
	a, err = w.works.Conclude(ctx, house, a.ID, 0, works.Passed)
	w.ok(err)
	w.maintained(v)
	_, err = w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
	w.ok(err)
	return a
}

// maintained gives a system somebody who maintains it (W168/27).
func (w *world) maintained(v registry.VideoSystem) {
	w.t.Helper()
	v, err := w.registry.Read().System(w.t.Context(), v.ID)
	w.ok(err)
	v.Parties.Maintainer = w.unit("维保公司", party.Contractor).ID
	_, err = w.registry.SaveSystem(w.t.Context(), house, v)
	w.ok(err)
}

// papersOf files a paper in each of some parts of a system's archive.
func (w *world) papersOf(v registry.VideoSystem, slots ...string) {
	w.t.Helper()
	s, f := w.binders(), binder.Filing{Actor: house, Name: "资料员", System: v.ID}
	for _, slot := range slots {
		_, err := s.SaveEntry(w.t.Context(), f, binder.EntryID{}, 0, binder.EntryEdit{
			Slot: slot, Title: slot, Date: w.today(), Maker: "施工单位", Confidentiality: "internal", Location: "档案室",
		})
		w.ok(err)
	}
}

// builtPapers are the parts of an archive that an acceptance asks for.
func builtPapers() []string {
	return []string{"plan", "design", "contracts", "technicians", "equipment", "construction", "drawings", "trial"}
}

func (w *world) photo() works.FileID {
	w.t.Helper()
	w.shots++
	var b bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 1, 1+w.shots))
	w.ok(png.Encode(&b, picture))
	return w.attach(house, "photo.png", b.String()).ID
}

// TestL2_Acceptance_W168_15 leads a system from its trial into service, past
// every way in which an acceptance may not be passed.
func TestL2_Acceptance_W168_15(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		_, v, c := w.site("学校")
		w.days(25)
		a, err := w.works.OpenAcceptance(ctx, house, v.ID, works.AcceptanceEntry{Project: "工程"})
		w.ok(err)
		if got := w.state(v); got != registry.InAcceptance {
			t.Fatalf("the system is %s", got)
		}
		_, err = w.works.OpenAcceptance(ctx, house, v.ID, works.AcceptanceEntry{})
		wantCode(t, err, shiheng.ErrConflict, "acceptance.open")
		_, err = w.works.Step(ctx, house, v.ID, registry.PassAcceptance, "")
		wantArticle(t, err, "W168/15/1", "system.by-house")
		_, err = w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
		wantCode(t, err, shiheng.ErrConflict, "system.transition")

		w.days(6)
		save := func(change func(*works.AcceptanceEntry)) {
			t.Helper()
			e := w.checklist()
			change(&e)
			_, err := w.works.SaveAcceptance(ctx, house, a.ID, 0, e)
			w.ok(err)
		}
		pass := func() error {
			_, err := w.works.Conclude(ctx, house, a.ID, 0, works.Passed)
			return err
		}
		wantCode(t, pass(), shiheng.ErrInvalid, "acceptance.panel")
		save(func(e *works.AcceptanceEntry) { e.Items = e.Items[1:] })
		wantArticle(t, pass(), "W168/15/1", "acceptance.part")
		save(func(*works.AcceptanceEntry) {})
		wantArticle(t, pass(), "W168/15/1", "acceptance.not-measured")
		_, err = w.works.Measure(ctx, house, a.ID) // the camera is away
		w.ok(err)
		wantArticle(t, pass(), "W168/15/2", "acceptance.item-failed")
		w.online(c)
		got, err := w.works.Measure(ctx, house, a.ID)
		w.ok(err)
		if len(got.Measured) != 2 || !got.Measured[0].Passed || got.Measured[0].MeasuredAt.IsZero() {
			t.Errorf("measured %+v", got.Measured)
		}
		save(func(e *works.AcceptanceEntry) { e.TrialFrom = e.TrialTo.Add(-29) })
		wantArticle(t, pass(), "W168/11", "acceptance.trial-short")
		save(func(e *works.AcceptanceEntry) { e.StorageDays = 29 })
		wantArticle(t, pass(), "W168/28/2", "acceptance.storage-short")
		save(func(e *works.AcceptanceEntry) { e.Items[0].Passed = false })
		wantArticle(t, pass(), "W168/15/2", "acceptance.item-failed")
		save(func(e *works.AcceptanceEntry) {
			e.Rectify = []works.Rectification{{What: "补标志", Due: w.today().Add(5)}}
		})
		wantArticle(t, pass(), "W168/15/2", "acceptance.rectify-open")
		save(func(e *works.AcceptanceEntry) {
			for i := range e.Items {
				e.Items[i].MeasuredAt = w.clock.Now() // nobody but the house measures
			}
		})
		w.papersOf(v, builtPapers()[2:]...)
		err = pass()
		wantArticle(t, err, "W168/16", "works.archive-lacks")
		if e, _ := errors.AsType[*shiheng.Error](err); e.Params["missing"] != "1, 2" {
			t.Errorf("missing %q", e.Params["missing"])
		}
		w.papersOf(v, "plan", "design")
		ask := w.neighbour(v)
		wantArticle(t, pass(), "R799/10", "neighbour.no-consent")
		w.answers(ask, true)
		w.ok(pass())
		got, err = w.works.Read().Acceptances().One(ctx, a.ID.String())
		w.ok(err)
		if got.State != works.Passed || got.ConcludedOn != w.today() || got.Document.IsZero() || !got.Entry.Items[0].MeasuredAt.IsZero() {
			t.Errorf("concluded %+v", got)
		}
		_, err = w.works.SaveAcceptance(ctx, house, a.ID, 0, w.checklist())
		wantArticle(t, err, "W168/16", "acceptance.concluded")
		_, err = w.works.Conclude(ctx, house, a.ID, 0, works.Failed)
		wantCode(t, err, shiheng.ErrConflict, "acceptance.concluded")
		if got := w.state(v); got != registry.Accepted {
			t.Fatalf("the system is %s", got)
		}
		if w.refusedBy(audit.AcceptanceRecord, "W168/15/2", "acceptance.item-failed") != 2 {
			t.Error("refused conclusions are not on record")
		}
		_, err = w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
		wantArticle(t, err, "W168/27", "system.no-maintainer")
		w.maintained(v)
		v, err = w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
		if err != nil || v.State != registry.InService {
			t.Fatalf("%s, %v", v.State, err)
		}
		w.days(400)
		w.ok(w.works.Round(ctx))
		if got := w.state(v); got != registry.InService {
			t.Errorf("an accepted system became %s", got)
		}
	})
}

// TestL2_Failed_W168_15: a failed acceptance is put right and checked again;
// the first one stays what it was.
func TestL2_Failed_W168_15(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("车站")
	w.days(20)
	w.online(c)
	first, err := w.works.OpenAcceptance(ctx, house, v.ID, w.checklist())
	w.ok(err)
	_, err = w.works.Conclude(ctx, house, first.ID, 0, works.Failed)
	wantCode(t, err, shiheng.ErrInvalid, "acceptance.rectify-list")
	e := w.checklist()
	e.Rectify = []works.Rectification{{What: "夜间图像", Due: w.today().Add(10)}}
	_, err = w.works.SaveAcceptance(ctx, house, first.ID, 0, e)
	w.ok(err)
	first, err = w.works.Conclude(ctx, house, first.ID, 0, works.Failed)
	w.ok(err)
	if got := w.state(v); got != registry.Failed || got.Watched() {
		t.Errorf("after failing: %s", got)
	}
	_, err = w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
	wantCode(t, err, shiheng.ErrConflict, "system.transition")
	_, err = w.works.OpenAcceptance(ctx, house, v.ID, w.checklist())
	wantCode(t, err, shiheng.ErrConflict, "system.transition") // put it right first
	_, err = w.works.Step(ctx, house, v.ID, registry.Rectify, "")
	w.ok(err)
	again := w.accept(v, c)
	if again.Round != 2 || again.Follows != first.ID || w.state(v) != registry.InService {
		t.Errorf("re-check %+v, system %s", again, w.state(v))
	}
	kept, err := w.works.Read().Acceptances().One(ctx, first.ID.String())
	sameDay := cmp.Comparer(func(a, b law.Day) bool { return a == b })
	if diff := cmp.Diff(kept, first, sameDay); err != nil || diff != "" {
		t.Errorf("the failed one changed: %v\n%s", err, diff)
	}
}

// TestL2_Basic_W168_15: basically passed serves where the city says so, while
// no rectification is overdue.
func TestL2_Basic_W168_15(t *testing.T) {
	for _, serves := range []bool{false, true} {
		t.Run(fmt.Sprint("serves ", serves), func(t *testing.T) {
			w := newWorld(t, sqliteURL(t), false)
			w.basic = serves
			ctx := t.Context()
			_, v, c := w.site("公园")
			w.days(20)
			w.online(c)
			e := w.checklist()
			e.Items[0].Passed = false
			e.Rectify = []works.Rectification{{What: "补标志", Due: w.today().Add(10)}}
			a, err := w.works.OpenAcceptance(ctx, house, v.ID, e)
			w.ok(err)
			_, err = w.works.Measure(ctx, house, a.ID)
			w.ok(err)
			_, err = w.works.Conclude(ctx, house, a.ID, 0, works.Basic)
			w.ok(err)
			w.maintained(v)
			_, err = w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
			if !serves {
				wantCode(t, err, shiheng.ErrConflict, "system.transition")
				if got := w.state(v); got != registry.Failed {
					t.Errorf("the system is %s", got)
				}
				return
			}
			w.ok(err)
			w.days(10)
			w.ok(w.works.Round(ctx))
			if got := w.state(v); got != registry.InService {
				t.Fatalf("on its last day: %s", got)
			}
			w.days(1)
			w.ok(w.works.Round(ctx))
			if got := w.state(v); got != registry.InUseNotAcc || !slices.Contains(w.found(v), registry.NotAccepted) {
				t.Errorf("with an overdue rectification: %s, findings %v", got, w.found(v))
			}
		})
	}
}

// TestL2_FactAdded_W168_15: a free system that a fact is added to is not in
// service any more, and is a finding.
func TestL2_FactAdded_W168_15(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p := w.place("街道")
	shop, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: "小店", NoDutyReason: "自愿安装"})
	w.ok(err)
	w.maintained(shop)
	shop, err = w.works.Step(ctx, house, shop.ID, registry.PutIntoService, "")
	if err != nil || shop.State != registry.InService {
		t.Fatalf("%s, %v", shop.State, err)
	}
	life, err := w.works.Life(ctx, shop.ID)
	if err != nil || life.Ground != "自愿安装" || life.Facts.Bound {
		t.Errorf("life %+v, %v", life, err)
	}
	w.ok(w.works.Round(ctx))
	shop, err = w.registry.Read().System(ctx, shop.ID)
	w.ok(err)
	shop.W168Category = "W8-07"
	_, err = w.registry.SaveSystem(ctx, house, shop)
	w.ok(err)
	w.ok(w.works.Round(ctx))
	if got := w.state(shop); got != registry.InUseNotAcc {
		t.Errorf("the system is %s", got)
	}
}

// TestL3_Removal_W168_17 leads a removal from its report to the register.
func TestL3_Removal_W168_17(t *testing.T) {
	eachEngine(t, func(t *testing.T, fresh func() string) {
		w := newWorld(t, fresh(), false)
		ctx := t.Context()
		p, v, c := w.site("广场")
		other := w.camera(p, v, "另一")
		w.days(1)
		w.accept(v, c, other)
		c, err := w.registry.Read().Camera(ctx, c.ID)
		w.ok(err)

		off := c
		off.Enabled = false
		_, err = w.registry.SaveCamera(ctx, house, off)
		wantArticle(t, err, "W168/30/6", "camera.needs-outage")
		entry := works.RemovalEntry{
			Kind: works.Removing, Cameras: []shiheng.CameraID{c.ID}, Reason: works.CityBuilding, Why: "道路改造", PlannedOn: w.today().Add(9),
		}
		_, err = w.works.Report(ctx, house, v.ID, entry)
		wantArticle(t, err, "W168/17", "removal.too-early")
		entry.PlannedOn = w.today().Add(10)
		r, err := w.works.Report(ctx, house, v.ID, entry)
		w.ok(err)
		if r.Earliest != w.today().Add(10) || r.Report.IsZero() {
			t.Errorf("report %+v", r)
		}
		_, err = w.works.Report(ctx, house, v.ID, entry)
		wantCode(t, err, shiheng.ErrConflict, "removal.open")

		proof := works.Execution{By: "施工队", Devices: []works.TakenDevice{{Camera: c.ID, Serial: "SN1"}}, Before: []works.FileID{w.photo()}, After: []works.FileID{w.photo()}}
		w.days(9)
		_, err = w.works.Execute(ctx, house, r.ID, proof)
		wantArticle(t, err, "W168/17", "removal.too-early")
		_, err = w.works.Verify(ctx, house, r.ID)
		wantCode(t, err, shiheng.ErrConflict, "removal.not-executed")
		r, err = w.works.Acknowledge(ctx, house, r.ID, "请做好临时覆盖")
		w.ok(err)
		if r.State != works.RemovalReported || r.Receipt.IsZero() {
			t.Errorf("acknowledged %+v", r)
		}
		_, err = w.works.Acknowledge(ctx, house, r.ID, "")
		wantCode(t, err, shiheng.ErrConflict, "removal.acknowledged")
		w.days(1)
		bare := proof
		bare.After = nil
		_, err = w.works.Execute(ctx, house, r.ID, bare)
		wantArticle(t, err, "W168/17", "removal.photos")
		bare = proof
		bare.Devices = nil
		_, err = w.works.Execute(ctx, house, r.ID, bare)
		wantArticle(t, err, "W168/17", "removal.serials")
		r, err = w.works.Execute(ctx, house, r.ID, proof)
		w.ok(err)
		if want := w.today().Add(30); r.FootageUntil != want {
			t.Errorf("footage until %s, want %s", r.FootageUntil, want)
		}
		_, err = w.works.Verify(ctx, house, r.ID)
		w.ok(err)
		gone, err := w.registry.Read().Camera(ctx, c.ID)
		w.ok(err)
		if gone.Gone != registry.Dismantled || gone.GoneOn != w.today() || gone.Enabled {
			t.Errorf("camera %+v", gone)
		}
		gone.Enabled = true
		_, err = w.registry.SaveCamera(ctx, house, gone)
		wantArticle(t, err, "W168/17", "camera.gone")
		if w.state(v) != registry.InService {
			t.Errorf("the system is %s", w.state(v))
		}
		if w.refusedBy(audit.RemovalNotify, "W168/17", "removal.too-early") != 1 || w.refusedBy(audit.RemovalExecute, "W168/17", "removal.too-early") != 1 {
			t.Error("refusals are not on record")
		}
	})
}

// TestL3_Whole_W168_17: a whole system that is reported, taken back, reported
// again and removed.
func TestL3_Whole_W168_17(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, v, c := w.site("市场")
	w.days(1)
	w.accept(v, c)
	entry := works.RemovalEntry{Kind: works.Removing, Whole: true, Reason: works.ChangeOfUse, Why: "拆迁", PlannedOn: w.today().Add(20)}
	r, err := w.works.Report(ctx, house, v.ID, entry)
	w.ok(err)
	if w.state(v) != registry.RemovalNotified {
		t.Fatalf("the system is %s", w.state(v))
	}
	_, err = w.registry.SaveCamera(ctx, house, registry.Camera{Name: "新", System: v.ID, Place: p.ID, RoomUse: "corridor"})
	wantArticle(t, err, "W168/17", "system.removal-notified")
	_, err = w.works.Withdraw(ctx, house, r.ID, "规划变更")
	w.ok(err)
	if w.state(v) != registry.InService {
		t.Fatalf("taken back, the system is %s", w.state(v))
	}
	r, err = w.works.Report(ctx, house, v.ID, entry)
	w.ok(err)
	w.days(12)
	proof := works.Execution{Devices: []works.TakenDevice{{Camera: c.ID, Serial: "SN1"}}, Before: []works.FileID{w.photo()}, After: []works.FileID{w.photo()}}
	_, err = w.works.Execute(ctx, house, r.ID, proof)
	w.ok(err)
	_, err = w.works.Verify(ctx, house, r.ID)
	w.ok(err)
	if w.state(v) != registry.Removed {
		t.Errorf("the system is %s", w.state(v))
	}
	_, err = w.works.Step(ctx, house, v.ID, registry.Archive, "")
	wantArticle(t, err, "W168/16", "works.archive-lacks")
	if w.refusedBy(audit.SystemStep, "W168/16", "works.archive-lacks") != 1 {
		t.Error("an archive that was not complete was closed without a word")
	}
	w.papersOf(v, "acceptance", "filing", "handover", "maintenance", "mlps", "impact", "inspections", "removal")
	_, err = w.works.Step(ctx, house, v.ID, registry.Archive, "")
	w.ok(err)
}

// TestL3_Danger_W168_17: what had to go at once is told, is removed, and is a
// finding; a camera that is simply gone is a finding and stays.
func TestL3_Danger_W168_17(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p, v, c := w.site("桥")
	other := w.camera(p, v, "另一")
	w.days(1)
	w.accept(v, c, other)
	in := works.Disclosure{Cameras: []shiheng.CameraID{c.ID}, Entry: works.Execution{
		On: w.today(), Devices: []works.TakenDevice{{Camera: c.ID, Serial: "SN1"}}, Before: []works.FileID{w.photo()}, After: []works.FileID{w.photo()},
	}}
	_, err := w.works.Disclose(ctx, house, v.ID, in)
	wantCode(t, err, shiheng.ErrInvalid, "removal.danger")
	in.Danger = "立杆倾斜"
	_, err = w.works.Disclose(ctx, house, v.ID, in)
	w.ok(err)
	w.ok(w.works.FoundRemoved(ctx, house, other.ID, "现场未见摄像机"))
	if got := w.found(v); !slices.Contains(got, registry.DangerRemoval) || !slices.Contains(got, registry.UnauthorisedRemoval) {
		t.Errorf("findings %v", got)
	}
	gone, err := w.registry.Read().Camera(ctx, other.ID)
	if err != nil || gone.Gone != "" {
		t.Errorf("an unauthorised removal marked the camera: %+v, %v", gone, err)
	}
	_, err = w.works.GiveUp(ctx, house, v.ID, "不再需要")
	wantArticle(t, err, "W168/17", "removal.no-notice")
}

// TestLost_W168_31: a stolen camera is lost, with its incident; a like-for-like
// replacement has it stand again.
func TestLost_W168_31(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("停车场")
	w.days(1)
	w.accept(v, c)
	_, err := w.works.Lose(ctx, house, c.ID, works.Loss{How: "stolen", On: w.today()})
	wantCode(t, err, shiheng.ErrInvalid, "camera.incident")
	lost, err := w.works.Lose(ctx, house, c.ID, works.Loss{How: "stolen", On: w.today(), Incident: "锡公（治）受〔2026〕1号"})
	if err != nil || lost.Gone != registry.Lost || lost.Enabled {
		t.Fatalf("%+v, %v", lost, err)
	}
	_, err = w.works.Lose(ctx, house, c.ID, works.Loss{How: "stolen", On: w.today(), Incident: "再次"})
	wantCode(t, err, shiheng.ErrConflict, "camera.gone")
	ch, err := w.works.RequestChange(ctx, house, v.ID, works.ChangeEntry{Kind: works.Replacement, Camera: c.ID, Why: "被盗后更换", After: works.Posture{Serial: "SN2"}})
	w.ok(err)
	_, err = w.works.ExecuteChange(ctx, house, ch.ID, "已更换")
	w.ok(err)
	back, err := w.registry.Read().Camera(ctx, c.ID)
	if err != nil || back.Gone != "" || !back.Enabled {
		t.Errorf("%+v, %v", back, err)
	}
}

// TestChange_W168_30_7: position, function and direction change by approval of
// another; what gives the point up is no change; the new view passes L1.
func TestChange_W168_30_7(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("医院")
	w.days(1)
	w.accept(v, c)
	asker, chief := w.person("asker").Actor(), w.person("chief").Actor()
	e := works.ChangeEntry{Kind: works.Position, Camera: c.ID, Why: "避开树木", Privacy: "不涉及隐私", After: works.Posture{RoomUse: "hall"}}
	_, err := w.works.RequestChange(ctx, asker, v.ID, e)
	wantArticle(t, err, "W168/17", "change.gives-up-point")
	e.StillCovered = true
	bad := e
	bad.After.RoomUse = "toilet"
	_, err = w.works.RequestChange(ctx, asker, v.ID, bad)
	wantArticle(t, err, "W168/9", "camera.room-forbidden")
	ch, err := w.works.RequestChange(ctx, asker, v.ID, e)
	w.ok(err)
	_, err = w.works.ExecuteChange(ctx, asker, ch.ID, "已移")
	wantArticle(t, err, "W168/30/7", "change.not-approved")
	_, err = w.works.DecideChange(ctx, asker, ch.ID, true, "")
	wantArticle(t, err, "W168/30/7", "change.own")
	ch, err = w.works.DecideChange(ctx, chief, ch.ID, true, "同意")
	if err != nil || ch.Document.IsZero() {
		t.Fatalf("%+v, %v", ch, err)
	}
	_, err = w.works.ExecuteChange(ctx, asker, ch.ID, "已移")
	w.ok(err)
	_, err = w.works.VerifyChange(ctx, chief, ch.ID)
	w.ok(err)
	moved, err := w.registry.Read().Camera(ctx, c.ID)
	if err != nil || moved.RoomUse != "hall" {
		t.Errorf("%+v, %v", moved, err)
	}
	moved.Place = w.place("别处").ID
	_, err = w.registry.SaveCamera(ctx, house, moved)
	wantArticle(t, err, "W168/30/7", "camera.needs-change")

	whole, err := w.works.RequestChange(ctx, asker, v.ID, works.ChangeEntry{Kind: works.Rebuilding, Why: "改建"})
	w.ok(err)
	_, err = w.works.DecideChange(ctx, chief, whole.ID, true, "")
	w.ok(err)
	if w.state(v) != registry.Changing {
		t.Errorf("being rebuilt the system is %s", w.state(v))
	}
	_, err = w.works.ExecuteChange(ctx, asker, whole.ID, "完成")
	w.ok(err)
	_, err = w.works.VerifyChange(ctx, chief, whole.ID)
	if err != nil || w.state(v) != registry.InService {
		t.Errorf("rebuilt the system is %s, %v", w.state(v), err)
	}
}

func (w *world) place(name string) registry.Place {
	w.t.Helper()
	p, err := w.registry.SavePlace(w.t.Context(), house, registry.Place{Name: name})
	w.ok(err)
	return p
}

// TestOutage_W168_30_6: an interruption suspends, lets cameras go dark, and
// ends in service again.
func TestOutage_W168_30_6(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("体育馆")
	w.days(1)
	w.accept(v, c)
	plan := works.OutageEntry{Planned: true, Whole: true, Reason: "供电检修", From: w.clock.Now().Add(time.Hour), To: w.clock.Now().Add(3 * time.Hour)}
	_, err := w.works.Interrupt(ctx, house, v.ID, plan)
	wantArticle(t, err, "W168/30/6", "outage.approval")
	plan.Approved = "李主任 2026-11-23"
	o, err := w.works.Interrupt(ctx, house, v.ID, plan)
	w.ok(err)
	w.ok(w.works.Round(ctx))
	if o.State != works.OutagePlanned || w.state(v) != registry.InService {
		t.Fatalf("before its time: %s, %s", o.State, w.state(v))
	}
	w.clock.Add(time.Hour)
	w.ok(w.works.Round(ctx))
	w.ok(w.works.Round(ctx))
	if w.state(v) != registry.Suspended || len(w.events(audit.OutageBegin)) != 1 {
		t.Fatalf("at its time: %s, begun %d times", w.state(v), len(w.events(audit.OutageBegin)))
	}
	c, err = w.registry.Read().Camera(ctx, c.ID)
	w.ok(err)
	c.Enabled = false
	_, err = w.registry.SaveCamera(ctx, house, c)
	w.ok(err)
	w.clock.Add(time.Hour)
	o, err = w.works.Restore(ctx, house, o.ID, works.Restoring{})
	if err != nil || w.state(v) != registry.InService || o.Document.IsZero() {
		t.Errorf("restored: %s, %+v, %v", w.state(v), o, err)
	}
	_, err = w.works.Restore(ctx, house, o.ID, works.Restoring{})
	wantCode(t, err, shiheng.ErrConflict, "outage.restored")
}

// TestFiling_R799_14: handed in, returned, handed in again, received; asked of
// the systems of article 7 only.
func TestFiling_R799_14(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p := w.place("商圈")
	sys := func(v registry.VideoSystem) registry.VideoSystem {
		v.Place, v.Name = p.ID, "系统"
		out, err := w.registry.SaveSystem(ctx, house, v)
		w.ok(err)
		return out
	}
	unit := works.FilingUnit{Name: "某公司", Handler: "张三", Phone: "0510-1"}
	entry := works.FilingEntry{Kind: works.FileNew, Unit: unit, Declared: true}
	for _, v := range []registry.VideoSystem{{W168Category: "W8-09", R799Class: "A9"}, {R799Class: "A33"}, {NoDutyReason: "自愿"}} {
		_, err := w.works.File(ctx, house, sys(v).ID, entry)
		if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Code != "filing.not-owed" || e.Article != "R799/14" {
			t.Errorf("%+v: %v", v, err)
		}
	}
	v := sys(registry.VideoSystem{R799Class: "A7O", Completed: day(t, "2018-05-01"), W168Category: "W8-07"})
	w.maintained(v)
	_, err := w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
	w.ok(err)
	todos := w.todos(v)
	if got, want := todos[works.TodoFilingNew].Due, w.today().Add(30); got.Before(want) {
		t.Errorf("new filing due %s, want %s or the next working day", got, want)
	}
	if got := todos[works.TodoFilingLegacyW168]; got.Due != day(t, "2019-09-30") || got.Article != "W168/15/3" {
		t.Errorf("legacy filing %+v", got)
	}
	undeclared := entry
	undeclared.Declared = false
	_, err = w.works.File(ctx, house, v.ID, undeclared)
	wantCode(t, err, shiheng.ErrInvalid, "filing.declaration")
	f, err := w.works.File(ctx, house, v.ID, entry)
	w.ok(err)
	_, err = w.works.File(ctx, house, v.ID, entry)
	wantCode(t, err, shiheng.ErrConflict, "filing.open")
	f, err = w.works.ReturnFiling(ctx, house, f.ID, "缺布点图")
	w.ok(err)
	_, err = w.works.ReceiveFiling(ctx, house, f.ID, "锡备1")
	wantCode(t, err, shiheng.ErrConflict, "filing.not-submitted")
	f, err = w.works.Resubmit(ctx, house, f.ID, f.Version, entry)
	w.ok(err)
	f, err = w.works.ReceiveFiling(ctx, house, f.ID, "锡备1")
	w.ok(err)
	if f.Number != "锡备1" || len(f.Turns) != 1 || f.Form.IsZero() || f.Receipt.IsZero() {
		t.Errorf("received %+v", f)
	}
	if _, open := w.todos(v)[works.TodoFilingNew]; open {
		t.Error("the filing is still owed")
	}
	change := entry
	change.Kind, change.Reason = works.FileChange, "增加摄像机"
	_, err = w.works.File(ctx, house, v.ID, change)
	w.ok(err)
}

// todos are the open ones of a system by what is owed.
func (w *world) todos(v registry.VideoSystem) map[string]works.Todo {
	w.t.Helper()
	life, err := w.works.Life(w.t.Context(), v.ID)
	w.ok(err)
	out := map[string]works.Todo{}
	for _, t := range life.Owed {
		out[t.What] = t
	}
	return out
}

// TestExisting: a system that stands already lands where its facts put it.
func TestExisting(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	p := w.place("老城区")
	used := day(t, "2020-03-01")
	in30 := w.today().Add(30)
	keeper := w.unit("维保公司", party.Contractor).ID
	for _, tt := range []struct {
		name            string
		in              works.Existing
		state           registry.State
		ground, article string
		owed            []string
	}{
		{"not used yet", works.Existing{System: registry.VideoSystem{W168Category: "W8-01"}}, registry.Planned, "not-used", "W168/15/1", nil},
		{"accepted, the paper to come", works.Existing{
			System: registry.VideoSystem{W168Category: "W8-01", R799Class: "A7G", PutIntoUse: used}, AcceptedOn: day(t, "2020-02-01"), Report: "验字1号",
			Papers: []works.OwedPaper{{What: works.TodoAcceptancePaper, Due: in30}},
		}, registry.InService, "acceptance", "W168/15/2", []string{works.TodoAcceptancePaper, works.TodoFilingLegacyR799}},
		{"before the order", works.Existing{System: registry.VideoSystem{W168Category: "W8-09", Completed: day(t, "2017-01-01"), PutIntoUse: day(t, "2017-02-01")}},
			registry.InService, "legacy", "W168/15/3", []string{works.TodoFilingLegacyW168}},
		{"a shop", works.Existing{System: registry.VideoSystem{NoDutyReason: "自愿安装", PutIntoUse: used}}, registry.InService, "no-duty", "W168/8", nil},
		{"never accepted", works.Existing{System: registry.VideoSystem{W168Category: "W8-07", PutIntoUse: used}}, registry.InUseNotAcc, "not-accepted", "W168/15/2",
			[]string{works.TodoAcceptanceHeld}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.System.Place, tt.in.System.Name = p.ID, tt.name
			tt.in.System.Parties.Maintainer = keeper
			got, err := w.works.Enter(ctx, house, tt.in)
			if err != nil || got.System.State != tt.state || got.Ground != tt.ground || got.Article != tt.article {
				t.Fatalf("%s by %s %s, %v", got.System.State, got.Ground, got.Article, err)
			}
			var owed []string
			for what := range w.todos(got.System) {
				owed = append(owed, what)
			}
			slices.Sort(owed)
			slices.Sort(tt.owed)
			if !slices.Equal(owed, tt.owed) {
				t.Errorf("owed %v, want %v", owed, tt.owed)
			}
		})
	}
	_, err := w.works.Enter(ctx, house, works.Existing{
		System: registry.VideoSystem{W168Category: "W8-01", Place: p.ID, Name: "只说验收过", PutIntoUse: used}, AcceptedOn: day(t, "2020-02-01"), Report: "验字2号",
	})
	wantCode(t, err, shiheng.ErrInvalid, "existing.acceptance-paper")
	_, err = w.works.Enter(ctx, house, works.Existing{
		System: registry.VideoSystem{W168Category: "W8-01", Place: p.ID, Name: "拖得太久", PutIntoUse: used},
		Papers: []works.OwedPaper{{What: works.TodoDesignPaper, Due: w.today().Add(91)}},
	})
	wantCode(t, err, shiheng.ErrInvalid, "existing.due")
	old, err := w.works.Enter(ctx, house, works.Existing{System: registry.VideoSystem{NoDutyReason: "自愿", Place: p.ID, Name: "无人维护", PutIntoUse: used}})
	w.ok(err)
	if got := w.todos(old.System)[works.TodoMaintainer]; old.System.State != registry.InService || got.Article != "W168/27" {
		t.Errorf("nobody maintains it: %s, %+v", old.System.State, got)
	}
}

// TestL2_StatedAcceptance_W168_15: an acceptance that was only stated serves
// until its paper is overdue; with the paper it serves for good.
func TestL2_StatedAcceptance_W168_15(t *testing.T) {
	for _, shown := range []bool{true, false} {
		w := newWorld(t, sqliteURL(t), false)
		ctx := t.Context()
		got, err := w.works.Enter(ctx, house, works.Existing{
			System:     registry.VideoSystem{W168Category: "W8-01", Place: w.place("某处").ID, Name: "老系统", Parties: registry.Parties{Maintainer: w.unit("维保公司", party.Contractor).ID}, PutIntoUse: day(t, "2020-03-01")},
			AcceptedOn: day(t, "2020-02-01"), Report: "验字1号", Papers: []works.OwedPaper{{What: works.TodoAcceptancePaper, Due: w.today().Add(30)}},
		})
		w.ok(err)
		todo := w.todos(got.System)[works.TodoAcceptancePaper]
		_, err = w.works.DoTodo(ctx, house, todo.ID, works.TodoDoing{How: "放在柜子里"})
		wantCode(t, err, shiheng.ErrInvalid, "todo.paper")
		if shown {
			_, err = w.works.DoTodo(ctx, house, todo.ID, works.TodoDoing{File: w.photo()})
			w.ok(err)
		}
		w.days(31)
		w.ok(w.works.Round(ctx))
		want := map[bool]registry.State{true: registry.InService, false: registry.InUseNotAcc}[shown]
		if got := w.state(got.System); got != want {
			t.Errorf("paper shown %v: %s, want %s", shown, got, want)
		}
	}
}

// TestD_REMOVE_W168_17 holds the earliest day of a removal against naive
// counting of days, over years, holidays and month ends.
func TestD_REMOVE_W168_17(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	rapid.Check(t, func(t *rapid.T) {
		from := law.NewDay(2019, 8, 1).Add(rapid.IntRange(0, 20_000).Draw(t, "days"))
		got, rule, err := w.law.Due("D-REMOVE", from)
		naive := from.Start().In(law.Shanghai())
		for range 10 {
			naive = naive.AddDate(0, 0, 1)
		}
		if err != nil || got.String() != naive.Format(time.DateOnly) || rule.Article != "W168/17" {
			t.Fatalf("from %s: %s by %s, want %s (%v)", from, got, rule.Article, naive.Format(time.DateOnly), err)
		}
	})
}

// TestTimeline: what happened to a system, without what was refused.
func TestTimeline(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	_, v, c := w.site("车站")
	_, err := w.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
	wantArticle(t, err, "W168/15/2", "system.not-accepted")
	w.days(1)
	w.accept(v, c)
	var acts []audit.Act
	for p := (audit.Paging{Limit: 3}); ; {
		got, err := w.works.Read().Timeline(ctx, v.ID, p)
		w.ok(err)
		for _, e := range got.Items {
			acts = append(acts, e.Act)
		}
		if p.Cursor = got.Next; p.Cursor == "" {
			break
		}
	}
	slices.Reverse(acts)
	want := []audit.Act{
		audit.SystemCreate, audit.SystemMove, audit.SystemStep, audit.SystemMove, audit.AcceptanceOpen, audit.AcceptanceMeasure,
		audit.SystemMove, audit.AcceptanceRecord, audit.SystemMove, audit.SystemStep,
	}
	if !slices.Equal(acts, want) {
		t.Errorf("timeline %v, want %v", acts, want)
	}
}

// worksFaults are the write paths of the works room; see TestFaults.
func worksFaults() []fault {
	return []fault{
		{"enter existing", func(w *world, s stage) error {
			_, err := w.works.Enter(w.t.Context(), house, works.Existing{
				System: registry.VideoSystem{W168Category: "W8-01", Place: s.place.ID, Name: "老系统", PutIntoUse: w.today()},
			})
			return err
		}, false},
		{"open acceptance", func(w *world, s stage) error {
			_, err := w.works.OpenAcceptance(w.t.Context(), house, s.system.ID, works.AcceptanceEntry{Project: "工程"})
			return err
		}, false},
		{"report removal", func(w *world, s stage) error {
			_, err := w.works.Report(w.t.Context(), house, s.system.ID, works.RemovalEntry{
				Kind: works.Removing, Whole: true, Reason: works.OtherReason, Why: "拆迁", PlannedOn: w.today().Add(10),
			})
			return err
		}, false},
		{"lose camera", func(w *world, s stage) error {
			_, err := w.works.Lose(w.t.Context(), house, s.camera.ID, works.Loss{How: "stolen", On: w.today(), Incident: "1号"})
			return err
		}, false},
		{"request change", func(w *world, s stage) error {
			_, err := w.works.RequestChange(w.t.Context(), house, s.system.ID, works.ChangeEntry{Kind: works.Repair, Camera: s.camera.ID, Why: "进水"})
			return err
		}, false},
		{"interrupt", func(w *world, s stage) error {
			_, err := w.works.Interrupt(w.t.Context(), house, s.system.ID, works.OutageEntry{Whole: true, Reason: "停电", From: w.clock.Now()})
			return err
		}, false},
	}
}
