package rows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works/upkeep"
	"shiheng.internal/store/rows"
)

func (w *world) upkeep() *upkeep.Service {
	w.t.Helper()
	s, err := upkeep.New(upkeep.Config{Store: rows.NewUpkeep(w.db), Papers: w.papers, Law: w.law, Now: w.clock.Now})
	w.ok(err)
	return s
}

var someone = upkeep.Who{Actor: house, Name: "王工"}

// contractSigns puts up, prints and looks at a sign (W168/14, R799/13).
func contractSigns(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.upkeep()
	_, v, c := w.site("广场")
	_, other, _ := w.site("别处")
	edit := upkeep.SignEdit{Where: "东门灯杆", Text: "您已进入公共安全视频监控区域", Unit: "崇安寺街道办事处", Contact: "0510-8270 0000", Cameras: []shiheng.CameraID{c.ID}}
	_, err := s.SaveSign(ctx, someone, other.ID, upkeep.SignID{}, 0, edit)
	wantCode(t, err, shiheng.ErrInvalid, "sign.camera-elsewhere")
	sign, err := s.SaveSign(ctx, someone, v.ID, upkeep.SignID{}, 0, edit)
	if err != nil || sign.Checked(s.Today()) != true || len(sign.Checks) != 0 {
		t.Fatalf("put up %+v, %v", sign, err)
	}
	_, err = s.CheckSign(ctx, someone, sign.ID, upkeep.SignCheck{On: s.Today(), Result: upkeep.SignUp})
	wantArticle(t, err, "W168/14", "sign.no-photo")
	photo := w.attach(house, "标志.txt", "照片")
	sign, err = s.CheckSign(ctx, someone, sign.ID, upkeep.SignCheck{On: s.Today(), Result: upkeep.SignUp, Photo: photo.ID})
	if err != nil || sign.Next != s.Today().Add(upkeep.SignEvery) {
		t.Errorf("looked at: next %s, %v", sign.Next, err)
	}
	doc, err := s.PrintSign(ctx, someone, sign.ID, false)
	w.ok(err)
	record, err := w.papers.Read().Record(ctx, doc.ID)
	w.ok(err)
	for _, secret := range []string{v.Name, v.ID.String(), c.Name, c.ID.String(), "东门灯杆", "W8-09"} {
		if strings.Contains(string(record.Original), secret) || strings.Contains(string(record.HTML), secret) {
			t.Errorf("the public sign shows %q", secret)
		}
	}
	for _, shown := range []string{edit.Unit, edit.Contact} {
		if !strings.Contains(string(record.HTML), shown) {
			t.Errorf("the sign does not show %q", shown)
		}
	}
	label, err := s.PrintSign(ctx, someone, sign.ID, true)
	if err != nil || label.Kind != papers.SignLabel {
		t.Errorf("label %+v, %v", label, err)
	}
	sign, err = s.CheckSign(ctx, someone, sign.ID, upkeep.SignCheck{On: s.Today(), Result: upkeep.SignMissing})
	w.ok(err)
	due, err := s.Read().Signs().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}, DueBy: s.Today()}, audit.Paging{})
	if err != nil || len(due.Items) != 1 {
		t.Errorf("due %+v, %v", due.Items, err)
	}
	if got := upkeep.Uncovered([]shiheng.CameraID{c.ID}, due.Items, s.Today()); len(got) != 1 {
		t.Errorf("covered by a missing sign: %v", got)
	}
}

// contractObstruction tells the one who obstructs, and closes with a picture
// (W168/18).
func contractObstruction(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.upkeep()
	_, _, c := w.site("路口")
	edit := upkeep.ObstructionEdit{Camera: c.ID, Kind: "greening", What: "香樟枝叶遮挡约一半画面"}
	_, err := s.ReportObstruction(ctx, someone, edit)
	wantArticle(t, err, "W168/18", "obstruction.photos")
	edit.Reference = w.picture("标准")
	edit.Now = edit.Reference
	_, err = s.ReportObstruction(ctx, someone, edit)
	wantArticle(t, err, "W168/18", "obstruction.photos") // a pair is two
	edit.Now = w.picture("现状")
	o, err := s.ReportObstruction(ctx, someone, edit)
	if err != nil || o.Head().Due != s.Today() {
		t.Fatalf("reported %+v, %v", o, err)
	}
	_, err = s.TellObstruction(ctx, someone, o.ID, upkeep.Telling{Deadline: s.Today().Add(10)})
	wantArticle(t, err, "W168/18", "obstruction.party")
	o, err = s.TellObstruction(ctx, someone, o.ID, upkeep.Telling{Party: "市政园林处", Deadline: s.Today().Add(10)})
	if err != nil || o.State != upkeep.Told || o.Notice.IsZero() {
		t.Fatalf("told %+v, %v", o, err)
	}
	first := o.Notice
	o, err = s.TellObstruction(ctx, someone, o.ID, upkeep.Telling{Party: "市政园林处", Deadline: s.Today().Add(20)})
	w.ok(err)
	if old, err := w.papers.Read().Document(ctx, first); err != nil || old.State() != papers.Superseded {
		t.Errorf("the first notice is %s, %v", old.State(), err)
	}
	w.clock.Add(21 * 24 * time.Hour)
	if !o.Overdue(s.Today()) {
		t.Error("not overdue after its day")
	}
	_, err = s.ClearObstruction(ctx, someone, o.ID, upkeep.Clearing{On: s.Today()})
	wantArticle(t, err, "W168/18", "obstruction.no-photo")
	o, err = s.ClearObstruction(ctx, someone, o.ID, upkeep.Clearing{On: s.Today(), After: w.picture("恢复")})
	if err != nil || o.State != upkeep.Cleared || !o.Head().Due.IsZero() {
		t.Errorf("cleared %+v, %v", o, err)
	}
	_, err = s.ClearObstruction(ctx, someone, o.ID, upkeep.Clearing{On: s.Today(), After: o.After})
	wantCode(t, err, shiheng.ErrConflict, "obstruction.cleared")
}

// picture attaches something that papers take for a picture.
func (w *world) picture(text string) papers.AttachmentID {
	w.t.Helper()
	return w.attach(house, text+".png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"+text).ID
}

// contractUpgrades: only systems from before the order are assessed, every
// demand is answered, and an upgrade is proven (W168/19).
func contractUpgrades(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.upkeep()
	p, v, _ := w.site("小学")
	edit := upkeep.UpgradeEdit{On: s.Today(), Department: "教育局"}
	for _, d := range upkeep.Demands() {
		edit.Gaps = append(edit.Gaps, upkeep.Gap{Demand: d.Code, Met: "yes"})
	}
	_, err := s.SaveUpgrade(ctx, someone, v.ID, upkeep.UpgradeID{}, 0, edit)
	wantArticle(t, err, "W168/19/1", "upgrade.not-legacy")
	old, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: "老系统", W168Category: "W8-01", Completed: day(t, "2016-09-01")})
	w.ok(err)
	short := edit
	short.Gaps = edit.Gaps[1:]
	_, err = s.SaveUpgrade(ctx, someone, old.ID, upkeep.UpgradeID{}, 0, short)
	wantArticle(t, err, "W168/19/1", "upgrade.unanswered")
	edit.Gaps = slices.Clone(edit.Gaps)
	edit.Gaps[0].Met = "no"
	u, err := s.SaveUpgrade(ctx, someone, old.ID, upkeep.UpgradeID{}, 0, edit)
	if err != nil || u.State != upkeep.HasGaps || u.Head().Due != s.Today() {
		t.Fatalf("assessed %+v, %v", u, err)
	}
	_, err = s.FinishUpgrade(ctx, someone, u.ID, "已更换", []papers.AttachmentID{w.picture("x")})
	wantCode(t, err, shiheng.ErrConflict, "upgrade.not-planned")
	edit.From, edit.Till, edit.Who, edit.Plan = s.Today(), s.Today().Add(90), "施工单位", "更换存储"
	u, err = s.SaveUpgrade(ctx, someone, old.ID, u.ID, u.Version, edit)
	if err != nil || u.State != upkeep.Planned || u.Head().Due != edit.Till {
		t.Fatalf("planned %+v, %v", u, err)
	}
	city := registry.Area{Division: party.City}
	_, err = s.IssueUpgrades(ctx, someone, registry.Scope{Divisions: []string{"320213"}}, city)
	wantArticle(t, err, "W168/29/1", "area.outside")
	if e := w.events(audit.DocumentIssue)[0]; e.Outcome != audit.Refused || e.Object.Kind != upkeep.UpgradeSubject || e.Details["area"] != party.City {
		t.Errorf("the refusal is on record as %+v", e)
	}
	first, err := s.IssueUpgrades(ctx, someone, registry.Scope{All: true}, city)
	w.ok(err)
	record, err := w.papers.Read().Record(ctx, first.ID)
	w.ok(err)
	for _, shown := range []string{"改造升级清单", "老系统", "教育局", upkeep.Demands()[0].Zh, "更换存储", "改造中", "第十九条"} {
		if !strings.Contains(string(record.HTML), shown) {
			t.Errorf("the list of upgrades does not show %q", shown)
		}
	}
	_, err = s.FinishUpgrade(ctx, someone, u.ID, "已更换", nil)
	wantArticle(t, err, "W168/19/1", "upgrade.no-proof")
	u, err = s.FinishUpgrade(ctx, someone, u.ID, "已更换", []papers.AttachmentID{w.picture("验收单")})
	if err != nil || u.State != upkeep.Done {
		t.Errorf("done %+v, %v", u, err)
	}
	next, err := s.IssueUpgrades(ctx, someone, registry.Scope{All: true}, city)
	if err != nil || next.Supersedes != first.ID {
		t.Errorf("listed again %+v, %v", next, err)
	}
	if record, err = w.papers.Read().Record(ctx, next.ID); err != nil || strings.Contains(string(record.HTML), "老系统") {
		t.Errorf("the list holds what was upgraded: %v", err)
	}
	if b, err := w.binders().Binder(ctx, old.ID); err != nil || !b.Facts.Upgraded || !b.Facts.Legacy {
		t.Errorf("the binder does not ask for the upgrade's papers: %+v, %v", b.Facts, err)
	}
}

// contractNeighbours: without the consent of each known neighbour a system is
// not to be installed (R799/10).
func contractNeighbours(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.upkeep()
	_, v, _ := w.site("营区旁")
	w.ok(s.Consented(ctx, v.ID))
	n, err := s.SaveNeighbour(ctx, someone, v.ID, upkeep.NeighbourID{}, 0, upkeep.NeighbourEdit{Unit: "某部队", Kind: "military", What: "北侧两路，朝向道路"})
	w.ok(err)
	wantArticle(t, s.Consented(ctx, v.ID), "R799/10", "neighbour.no-consent")
	n, err = s.AskNeighbour(ctx, someone, n.ID)
	if err != nil || n.Request.IsZero() || n.State != upkeep.Asked {
		t.Fatalf("asked %+v, %v", n, err)
	}
	_, err = s.SaveNeighbour(ctx, someone, v.ID, n.ID, n.Version, n.NeighbourEdit)
	wantCode(t, err, shiheng.ErrConflict, "neighbour.asked")
	_, err = s.AnswerNeighbour(ctx, someone, n.ID, upkeep.NeighbourAnswer{Consent: true, On: s.Today()})
	wantArticle(t, err, "R799/10", "neighbour.no-paper")
	_, err = s.AnswerNeighbour(ctx, someone, n.ID, upkeep.NeighbourAnswer{On: s.Today(), Answer: w.picture("不同意")})
	w.ok(err)
	wantArticle(t, s.Consented(ctx, v.ID), "R799/10", "neighbour.refused")
	_, err = s.AnswerNeighbour(ctx, someone, n.ID, upkeep.NeighbourAnswer{Consent: true, On: s.Today(), Answer: w.picture("同意书"), Conditions: "镜头加遮蔽"})
	w.ok(err)
	w.ok(s.Consented(ctx, v.ID))
}

// contractSound: sound is off until somebody switches it on with a reason and
// a day, and off again after it.
func contractSound(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.upkeep()
	_, v, c := w.site("窗口")
	on := func() []shiheng.CameraID {
		got, err := s.Sounding(ctx)
		w.ok(err)
		return got
	}
	if got := on(); len(got) != 0 {
		t.Errorf("sound is on by itself: %v", got)
	}
	_, err := s.SwitchSound(ctx, someone, c.ID, upkeep.SoundEdit{On: true, Until: s.Today()})
	wantArticle(t, err, "PIPL/6", "sound.reason")
	_, err = s.SwitchSound(ctx, someone, c.ID, upkeep.SoundEdit{On: true, Reason: "窗口纠纷多", Until: s.Today().Add(upkeep.SoundDays + 1)})
	wantArticle(t, err, "PIPL/6", "sound.until")
	_, err = s.SwitchSound(ctx, someone, c.ID, upkeep.SoundEdit{On: true, Reason: "窗口纠纷多", Until: s.Today().Add(1)})
	w.ok(err)
	if got := on(); !slices.Equal(got, []shiheng.CameraID{c.ID}) {
		t.Errorf("sounding %v", got)
	}
	w.clock.Add(48 * time.Hour)
	if got := on(); len(got) != 0 {
		t.Errorf("sound is on after its day: %v", got)
	}
	v2, err := s.SwitchSound(ctx, someone, c.ID, upkeep.SoundEdit{On: true, Reason: "再开", Until: s.Today()})
	if err != nil || v2.Version != 2 {
		t.Errorf("switched again %+v, %v", v2, err)
	}
	_, err = s.SwitchSound(ctx, someone, c.ID, upkeep.SoundEdit{})
	w.ok(err)
	if got := on(); len(got) != 0 {
		t.Errorf("sounding %v", got)
	}
	if got := w.events(audit.SoundSwitch); len(got) != 5 || got[0].Cameras[0] != c.ID {
		t.Errorf("%d switchings on record", len(got))
	}

	_, err = s.MarkSecret(ctx, someone, v.ID, registry.Confidential, " ")
	wantArticle(t, err, "W168/29/2", "secrecy.basis")
	_, err = s.MarkSecret(ctx, someone, v.ID, registry.Confidential, "保密办〔2026〕3号")
	w.ok(err)
	if got, err := s.Read().Secrecies().One(ctx, v.ID.String()); err != nil || !got.Secret || got.Level != "confidential" {
		t.Errorf("not secret: %+v, %v", got, err)
	}
}
