package rows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works"
	"shiheng.internal/civic/works/binder"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
)

// wants holds a duty of a system, as it stands after the record was followed,
// to a state, and returns it.
func (d *desktop) wants(v registry.VideoSystem, duty string, state agenda.State) agenda.Obligation {
	d.t.Helper()
	d.turn()
	o := d.state(agenda.System, v.ID.String(), duty)
	if o.State != state {
		d.t.Errorf("%s is %s with %+v, want %s", duty, o.State, o.Proof, state)
	}
	if o.Proof == nil {
		o.Proof = &agenda.Proof{}
	}
	return o
}

// finds holds the open findings of a system to those given, by fault. That
// nothing is recorded in these worlds is not looked at.
func (d *desktop) finds(v registry.VideoSystem, want ...registry.Fault) {
	d.t.Helper()
	d.turn()
	got := slices.DeleteFunc(d.found(v), func(f registry.Fault) bool { return f == registry.RetentionShort })
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		d.t.Errorf("open findings %v, want %v", got, want)
	}
}

// used is a system of W8-04 and A7O whose trial was over before anybody
// accepted it: it is in use since today, with a camera, and what was prepared
// during the trial.
func (d *desktop) used(name string, prepare ...func(registry.Place, registry.VideoSystem)) (registry.Place, registry.VideoSystem, registry.Camera) {
	d.t.Helper()
	ctx := d.t.Context()
	p, err := d.registry.SavePlace(ctx, house, registry.Place{Name: name, Category: "W8-04"})
	d.ok(err)
	v, err := d.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: p.ID, Name: name, W168Category: "W8-04", R799Class: "A7O"})
	d.ok(err)
	v, err = d.works.Step(ctx, house, v.ID, registry.BeginTrial, "")
	d.ok(err)
	c := d.camera(p, v, name+"1")
	for _, f := range prepare {
		f(p, v)
	}
	d.days(31)
	d.ok(d.works.Round(ctx))
	return p, v, c
}

const notAccepted = registry.NotAccepted

// evidenceSigns: each camera needs a sign that is up and was looked at
// (W168/14, R799/13). One that is missing is found once (N13).
func evidenceSigns(t *testing.T, d *desktop) {
	ctx, s := t.Context(), d.upkeep()
	var second registry.Camera
	_, v, c := d.used("商场", func(p registry.Place, v registry.VideoSystem) { second = d.camera(p, v, "二") })
	if o := d.wants(v, "sign", agenda.Due); o.Due != d.today() {
		t.Errorf("without a sign: %+v", o)
	}
	edit := upkeep.SignEdit{Where: "南门", Text: "监控区域", Unit: "商场", Contact: "1", Cameras: []shiheng.CameraID{c.ID}, Photo: d.picture("标志")}
	sign, err := s.SaveSign(ctx, someone, v.ID, upkeep.SignID{}, 0, edit)
	d.ok(err)
	if o := d.wants(v, "sign", agenda.Due); o.Proof.Value != "1/2" || o.Proof.Ref != audit.On("camera", second.ID) {
		t.Errorf("with a sign for one of two: %+v", o.Proof)
	}
	edit.Cameras = append(edit.Cameras, second.ID)
	sign, err = s.SaveSign(ctx, someone, v.ID, sign.ID, sign.Version, edit)
	d.ok(err)
	if o := d.wants(v, "sign", agenda.Met); o.Due != d.today().Add(upkeep.SignEvery) || o.Proof.Value != "2/2" || o.Proof.Ref.Kind != "system" {
		t.Errorf("with a sign for both: %+v %+v", o, o.Proof)
	}
	if f := d.figure("K23"); f.Value != 1 || f.Counted != 2 {
		t.Errorf("K23 %+v", f)
	}
	d.clock.Add(upkeep.SignEvery * 24 * time.Hour)
	d.wants(v, "sign", agenda.Due)
	d.clock.Add(24 * time.Hour)
	if o := d.wants(v, "sign", agenda.Overdue); o.Proof.Value != "0/2" {
		t.Errorf("not looked at for a round: %+v", o.Proof)
	}
	sign, err = s.CheckSign(ctx, someone, sign.ID, upkeep.SignCheck{On: d.today(), Result: upkeep.SignMissing})
	d.ok(err)
	d.finds(v, notAccepted, registry.NotFiled, registry.NoSign)
	d.turn()
	d.finds(v, notAccepted, registry.NotFiled, registry.NoSign)
	open, err := d.registry.Read().OpenFindings(ctx, registry.NoSign)
	d.ok(err)
	if len(open) != 1 || open[0].Source != registry.ByHouse || open[0].Article != "W168/14" || !strings.Contains(open[0].Note, "南门") {
		t.Errorf("found %+v", open)
	}
	// A person who closes it is not contradicted.
	d.ok(d.registry.CloseFinding(ctx, house, open[0].ID, registry.Close{Verdict: registry.Transferred, Outcome: "已责令改正"}))
	d.finds(v, notAccepted, registry.NotFiled)
	d.clock.Add(24 * time.Hour)
	_, err = s.CheckSign(ctx, someone, sign.ID, upkeep.SignCheck{On: d.today(), Result: upkeep.SignUp})
	d.ok(err)
	d.wants(v, "sign", agenda.Met)
}

// evidenceObstructions: an obstruction breaks the duty; a party that lets its
// day pass is found (V36-6), and the finding closed when the view is free.
func evidenceObstructions(t *testing.T, d *desktop) {
	ctx, s := t.Context(), d.upkeep()
	_, v, c := d.used("路口")
	if o := d.wants(v, "unobstructed", agenda.Met); o.Proof.Value != "1/1" {
		t.Errorf("%+v", o.Proof)
	}
	ob, err := s.ReportObstruction(ctx, someone, upkeep.ObstructionEdit{Camera: c.ID, Kind: "greening", What: "枝叶", Reference: d.picture("标准"), Now: d.picture("现状")})
	d.ok(err)
	if o := d.wants(v, "unobstructed", agenda.Overdue); o.Proof.Ref != audit.On("obstruction", ob.ID) || o.Proof.Value != "0/1" {
		t.Errorf("%+v", o.Proof)
	}
	_, err = s.TellObstruction(ctx, someone, ob.ID, upkeep.Telling{Party: "园林处", Deadline: d.today().Add(5)})
	d.ok(err)
	d.clock.Add(5 * 24 * time.Hour)
	d.finds(v, notAccepted)
	d.clock.Add(24 * time.Hour) // the day turns it, no act does
	d.finds(v, notAccepted, registry.Obstructed)
	open, err := d.registry.Read().OpenFindings(ctx, registry.Obstructed)
	d.ok(err)
	if open[0].Camera != c.ID || open[0].Article != "W168/18" {
		t.Errorf("found %+v", open)
	}
	_, err = s.ClearObstruction(ctx, someone, ob.ID, upkeep.Clearing{On: d.today(), After: d.picture("恢复")})
	d.ok(err)
	d.wants(v, "unobstructed", agenda.Met)
	d.finds(v, notAccepted)
	if f, err := d.registry.Read().Finding(ctx, open[0].ID); err != nil || f.Verdict != registry.Corrected || !f.ClosedBy.IsZero() {
		t.Errorf("closed %+v, %v", f.Closing, err)
	}
	if on := d.events(audit.FindingClose); len(on) != 1 || on[0].Actor.Name != "house:obligations" {
		t.Errorf("on record: %+v", on)
	}
}

// evidenceConsent: a neighbour on record brings the duty about; without its
// consent an installed system is found (N28).
func evidenceConsent(t *testing.T, d *desktop) {
	ctx, s := t.Context(), d.upkeep()
	_, v, _ := d.used("营区旁")
	d.wants(v, "neighbour-consent", agenda.NotApplicable)
	n, err := s.SaveNeighbour(ctx, someone, v.ID, upkeep.NeighbourID{}, 0, upkeep.NeighbourEdit{Unit: "某部队", Kind: "military", What: "北侧"})
	d.ok(err)
	if o := d.wants(v, "neighbour-consent", agenda.Due); o.Proof.Ref != audit.On("neighbour", n.ID) || o.Proof.Value != "0/1" {
		t.Errorf("%+v %+v", o, o.Proof)
	}
	d.finds(v, notAccepted, registry.NoConsent)
	_, err = s.AskNeighbour(ctx, someone, n.ID)
	d.ok(err)
	_, err = s.AnswerNeighbour(ctx, someone, n.ID, upkeep.NeighbourAnswer{Consent: true, On: d.today(), Answer: d.picture("同意书")})
	d.ok(err)
	d.wants(v, "neighbour-consent", agenda.Met)
	d.finds(v, notAccepted)
}

// evidenceProjects: a stage of the main works without the video system is a
// violation (V36-3); one that came late is done, late, and stays found. A
// certificate that had lapsed when the works began is found (W168/12/1).
func evidenceProjects(t *testing.T, d *desktop) {
	ctx, s := t.Context(), d.plans(nil)
	p, v, _ := d.used("地铁站")
	if o := d.wants(v, "together", agenda.NotApplicable); o.Duty != "" {
		t.Errorf("without a project: %+v", o)
	}
	today := d.today()
	lapsed, err := s.SaveCertificate(ctx, house, plan.CertificateID{}, 0, plan.CertificateEdit{
		Of: "contractor", Holder: "施工公司", Kind: "construction", Number: "苏安资003", Issuer: "省安防协会", Issued: today.Add(-900), Expires: today.Add(-300),
	})
	d.ok(err)
	edit := plan.ProjectEdit{Name: "改建", Kind: "rebuilt", Place: p.ID, Builder: "地铁集团", Systems: []shiheng.SystemID{v.ID}, Certificates: []plan.CertificateID{lapsed.ID}}
	edit.Pairs = []plan.StagePair{
		{Stage: plan.Design, Main: today.Add(-100), Video: today.Add(-100)}, {Stage: plan.Build, Main: today.Add(-50), Video: today.Add(-50)},
		{Stage: plan.Acceptance, Main: today.Add(-10)}, {Stage: plan.Use, Main: today.Add(2)},
	}
	project, err := s.SaveProject(ctx, house, plan.ProjectID{}, 0, edit)
	d.ok(err)
	o := d.wants(v, "together", agenda.Overdue)
	if o.Due != today.Add(-10) || o.Proof.Value != "2/4" || o.Proof.Ref != audit.On("project", project.ID) {
		t.Errorf("%+v %+v", o, o.Proof)
	}
	d.finds(v, notAccepted, registry.OutOfStep, registry.CertificateLapsed)
	if o := d.wants(v, "qualified", agenda.Overdue); o.Proof.Ref != audit.On("certificate", lapsed.ID) || o.Proof.Value != "0/1" {
		t.Errorf("%+v", o.Proof)
	}
	edit.Pairs[2].Video, edit.Pairs[3].Video = today, today.Add(2)
	project, err = s.SaveProject(ctx, house, project.ID, project.Version, edit)
	d.ok(err)
	d.clock.Add(2 * 24 * time.Hour)
	if o := d.wants(v, "together", agenda.Met); !o.Late || o.Proof.Value != "4/4" {
		t.Errorf("all there, one of them late: %+v", o)
	}
	d.finds(v, notAccepted, registry.OutOfStep, registry.CertificateLapsed)
	// The certificate's number had been mistaken.
	_, err = s.SaveCertificate(ctx, house, lapsed.ID, lapsed.Version, func() plan.CertificateEdit {
		e := lapsed.CertificateEdit
		e.Expires = today.Add(300)
		return e
	}())
	d.ok(err)
	d.wants(v, "qualified", agenda.Met)
	d.finds(v, notAccepted, registry.OutOfStep)
	// The system was no part of the project after all.
	edit.Systems, edit.Certificates = nil, nil
	_, err = s.SaveProject(ctx, house, project.ID, project.Version, edit)
	d.ok(err)
	d.wants(v, "together", agenda.NotApplicable)
	d.finds(v, notAccepted)
}

// evidenceWorks: removals reported, changes approved, filings that are owed
// because of them, the standards of an acceptance.
func evidenceWorks(t *testing.T, d *desktop) {
	ctx := t.Context()
	_, v, c := d.site("学校")
	d.days(31)
	entry := d.checklist()
	d.online(c)
	entry.Standards = []string{"GB 50348-2018"}
	a, err := d.works.OpenAcceptance(ctx, house, v.ID, entry)
	d.ok(err)
	_, err = d.works.Measure(ctx, house, a.ID)
	d.ok(err)
	d.papersOf(v, builtPapers()...)
	_, err = d.works.Conclude(ctx, house, a.ID, 0, works.Passed)
	d.ok(err)
	d.maintained(v)
	_, err = d.works.Step(ctx, house, v.ID, registry.PutIntoService, "")
	d.ok(err)
	if o := d.wants(v, "standards", agenda.Met); o.Proof.Value != "GB 50348-2018" || o.Proof.Ref != audit.On("acceptance", a.ID) {
		t.Errorf("%+v", o.Proof)
	}
	d.wants(v, "maintainer-contract", agenda.NoRecord) // a contractor maintains it
	d.wants(v, "removal", agenda.NotApplicable)
	d.wants(v, "no-unauthorised-change", agenda.NotApplicable)

	r, err := d.works.Report(ctx, house, v.ID, works.RemovalEntry{Kind: works.Removing, Cameras: []shiheng.CameraID{c.ID}, Reason: works.OtherReason, Why: "改造", PlannedOn: d.today().Add(12)})
	d.ok(err)
	if o := d.wants(v, "removal", agenda.Met); o.Proof.Ref != audit.On("removal", r.ID) || o.Late {
		t.Errorf("%+v %+v", o, o.Proof)
	}
	_, err = d.works.Withdraw(ctx, house, r.ID, "不拆了")
	d.ok(err)
	d.wants(v, "removal", agenda.NotApplicable)

	clerk := d.person("clerk").Actor()
	ch, err := d.works.RequestChange(ctx, clerk, v.ID, works.ChangeEntry{Kind: works.Direction, Camera: c.ID, Why: "盲区", Privacy: "无涉"})
	d.ok(err)
	d.wants(v, "no-unauthorised-change", agenda.NotApplicable)
	_, err = d.works.DecideChange(ctx, house, ch.ID, true, "同意")
	d.ok(err)
	_, err = d.works.ExecuteChange(ctx, clerk, ch.ID, "完成")
	d.ok(err)
	if o := d.wants(v, "no-unauthorised-change", agenda.Met); o.Proof.Ref != audit.On("change", ch.ID) {
		t.Errorf("%+v", o.Proof)
	}
	if o := d.wants(v, "archive", agenda.Due); !strings.HasPrefix(o.Proof.Value, "9/") && !strings.HasPrefix(o.Proof.Value, "8/") {
		t.Errorf("a change asks for its paper: %+v", o.Proof)
	}
	d.ok(d.works.FoundRemoved(ctx, house, c.ID, "不见了"))
	if o := d.wants(v, "removal", agenda.Overdue); o.Proof.Ref.Kind != "finding" {
		t.Errorf("gone without a report: %+v", o.Proof)
	}
}

// evidenceFilings: filed in time or not is K19, a filing missed is found (N29),
// and what changes on file is filed anew.
func evidenceFilings(t *testing.T, d *desktop) {
	ctx := t.Context()
	_, v, _ := d.used("车站")
	used := d.today()
	d.days(3)
	d.wants(v, "file-new", agenda.Due)
	d.days(31)
	d.wants(v, "file-new", agenda.Overdue)
	d.finds(v, notAccepted, registry.NotFiled)
	if f := d.figure("K19"); f.State != agenda.Figured || f.Value != 0 || f.Counted != 1 {
		t.Errorf("K19 %+v", f)
	}
	f, err := d.works.File(ctx, house, v.ID, works.FilingEntry{
		Kind: works.FileNew, Unit: works.FilingUnit{Name: "甲", Handler: "王", Phone: "0510-1"}, Declared: true, UsedSince: used,
	})
	d.ok(err)
	_, err = d.works.ReceiveFiling(ctx, house, f.ID, "备1号")
	d.ok(err)
	if o := d.wants(v, "file-new", agenda.Met); !o.Late || o.Proof.Ref != audit.On("filing", f.ID) {
		t.Errorf("%+v %+v", o, o.Proof)
	}
	d.finds(v, notAccepted)
	if f := d.figure("K19"); f.Value != 0 || f.Counted != 1 {
		t.Errorf("K19, filed late: %+v", f)
	}
}

// figure is an indicator over the house, reckoned from the stored measures.
func (d *desktop) figure(code string) agenda.Figure {
	d.t.Helper()
	all, err := d.agenda.Figures(d.t.Context(), agenda.Scope{All: true})
	d.ok(err)
	return all[slices.IndexFunc(all, func(f agenda.Figure) bool { return f.Code == code })]
}

// evidenceCards: what the camera archive says of each camera (W168/16,
// R799/7/3, W168/14), and K11 to K13 and K23 of it.
func evidenceCards(t *testing.T, d *desktop) {
	ctx := t.Context()
	s, _ := d.archive()
	dev, err := d.registry.AdmitDevice(ctx, house, "34020000001320000001", registry.DeviceEdit{Password: "secret-enough"})
	d.ok(err)
	d.ok(d.registry.Read().SaveCatalogue(ctx, dev.ID, []registry.Channel{{Code: "34020000001310000001", Name: "北门", Manufacturer: "甲厂"}}, true, d.clock.Now()))
	channels, err := d.registry.Read().Channels(ctx, dev.ID, audit.Paging{})
	d.ok(err)
	var c registry.Camera
	p, v, first := d.used("公园", func(p registry.Place, v registry.VideoSystem) {
		c, err = d.registry.AdmitChannel(ctx, house, channels.Items[0].ID, registry.Admission{System: v.ID, Place: p.ID, RoomUse: "hall"})
		d.ok(err)
	})
	if o := d.wants(v, "necessity", agenda.Due); o.Proof.Value != "0/2" {
		t.Errorf("%+v", o.Proof)
	}
	if f := d.figure("K11"); f.Num != 0 || f.Den != 2 {
		t.Errorf("K11 without cards: %+v", f)
	}
	for _, id := range []shiheng.CameraID{first.ID, c.ID} {
		_, err := s.Save(ctx, house, archive.Edit{Camera: id, Values: map[archive.Code]string{"purpose": "维护公共安全", "manufacturer": "甲厂"}})
		d.ok(err)
	}
	d.wants(v, "necessity", agenda.Met)
	if o := d.wants(v, "siting", agenda.Due); o.Proof.Value != "0/2" || o.Proof.Ref.Kind != "camera" {
		t.Errorf("no reference view: %+v", o.Proof)
	}
	if f := d.figure("K11"); f.Value != 1 || f.Counted != 2 {
		t.Errorf("K11 %+v", f)
	}
	k12 := d.figure("K12")
	if k12.State != agenda.Figured || k12.Value <= 0 || k12.Value >= 1 || k12.Counted != 2 {
		t.Errorf("K12 %+v", k12)
	}
	if f := d.figure("K13"); f.Value != 1 || f.Counted != 1 || f.Excluded != 1 {
		t.Errorf("K13 %+v", f)
	}
	if f := d.figure("K23"); f.Value != 0 || f.Counted != 1 || f.Excluded != 1 {
		t.Errorf("K23 %+v", f)
	}
	// A second camera that the device announces and nobody entered counts, an
	// alarm input and a secret camera do not.
	d.clock.Add(time.Minute)
	d.ok(d.registry.Read().SaveCatalogue(ctx, dev.ID, []registry.Channel{
		{Code: "34020000001310000001", Name: "北门", Manufacturer: "甲厂"}, {Code: "34020000001320000002", Name: "南门"},
		{Code: "34020000001340000001", Name: "报警"}, {Code: "34020000001310000003", Name: "西门", Secrecy: true},
	}, true, d.clock.Now()))
	d.ok(d.agenda.Full(ctx))
	if f := d.figure("K11"); f.Num != 2 || f.Den != 3 {
		t.Errorf("K11 with a stray: %+v", f)
	}
	// The device is another one now; the sweep sees it, since no act tells.
	d.clock.Add(time.Minute)
	d.ok(d.registry.Read().SaveCatalogue(ctx, dev.ID, []registry.Channel{{Code: "34020000001310000001", Name: "北门", Manufacturer: "乙厂"}}, true, d.clock.Now()))
	d.ok(d.agenda.Full(ctx))
	if f := d.figure("K13"); f.Value != 0 {
		t.Errorf("K13 after the device was changed: %+v", f)
	}
	_, err = s.Decide(ctx, d.clerk(), archive.Answer{Camera: c.ID, Field: archive.Manufacturer, Device: "乙厂", Note: "贴牌"})
	d.ok(err)
	d.turn()
	if f := d.figure("K13"); f.Value != 1 {
		t.Errorf("K13 after it was decided on: %+v", f)
	}
	// A judgement made anew by the machine is followed without an act.
	p.R799Class, p.Reason = "A7G", "改类"
	_, err = d.registry.SavePlace(ctx, house, p)
	d.ok(err)
	d.ok(s.Refresh(ctx))
	d.turn()
	kept := d.stored()
	d.ok(d.agenda.Full(ctx))
	if kept != d.stored() {
		t.Error("cards judged anew were not followed")
	}
}

// evidenceBinder: the archive of a system is complete when its slots and its
// cameras' cards are; papers in it prove more (W168/16, PIPL/55).
func evidenceBinder(t *testing.T, d *desktop) {
	ctx := t.Context()
	s, _ := d.archive()
	_, v, c := d.used("医院")
	o := d.wants(v, "archive", agenda.Due)
	if !strings.HasPrefix(o.Proof.Value, "0/") || o.Proof.Ref.Kind != "binder" {
		t.Errorf("an empty binder: %+v", o.Proof)
	}
	for _, slot := range binder.Slots() {
		if slot.Code == "technicians" {
			_, err := d.binders().SavePerson(ctx, binder.Filing{Actor: house, Name: "王", System: v.ID}, binder.PersonID{}, 0, binder.PersonEdit{Name: "李", Unit: "甲", Role: "design", From: d.today()})
			d.ok(err)
			continue
		}
		d.papersOf(v, slot.Code)
	}
	if o := d.wants(v, "archive", agenda.Due); o.Proof.Ref != audit.On("camera", c.ID) || o.Proof.Value != "0/1" {
		t.Errorf("a camera without its card: %+v", o.Proof)
	}
	_, err := s.Save(ctx, house, archive.Edit{Camera: c.ID, Values: map[archive.Code]string{"model": "X"}})
	d.ok(err)
	d.wants(v, "archive", agenda.Met)
	if o := d.wants(v, "impact", agenda.Met); o.Proof.Day != d.today() {
		t.Errorf("%+v", o.Proof)
	}
	if o := d.wants(v, "maintain", agenda.Met); o.Proof.Value != "maintenance" {
		t.Errorf("%+v", o.Proof)
	}
	d.wants(v, "training", agenda.NoRecord)
}

// evidenceUpgrades: systems from before the order are assessed, and their gaps
// closed by the day that was planned (W168/19/1).
func evidenceUpgrades(t *testing.T, d *desktop) {
	ctx, s := t.Context(), d.upkeep()
	e, err := d.works.Enter(ctx, house, works.Existing{System: registry.VideoSystem{Place: d.place("小学").ID, Name: "老系统", W168Category: "W8-01", Completed: day(t, "2016-09-01"), PutIntoUse: day(t, "2016-09-10")}})
	d.ok(err)
	v := e.System
	d.wants(v, "upgrade", agenda.Overdue)
	edit := upkeep.UpgradeEdit{On: d.today(), Department: "教育局"}
	for _, x := range upkeep.Demands() {
		edit.Gaps = append(edit.Gaps, upkeep.Gap{Demand: x.Code, Met: "yes"})
	}
	edit.Gaps[0].Met = "no"
	u, err := s.SaveUpgrade(ctx, someone, v.ID, upkeep.UpgradeID{}, 0, edit)
	d.ok(err)
	d.wants(v, "upgrade", agenda.Overdue)
	edit.From, edit.Till, edit.Who, edit.Plan = d.today(), d.today().Add(90), "施工单位", "更换存储"
	u, err = s.SaveUpgrade(ctx, someone, v.ID, u.ID, u.Version, edit)
	d.ok(err)
	if o := d.wants(v, "upgrade", agenda.NotDue); o.Due != edit.Till || o.Proof.Value != "14/15" {
		t.Errorf("planned: %+v %+v", o, o.Proof)
	}
	d.clock.Add(91 * 24 * time.Hour)
	d.wants(v, "upgrade", agenda.Overdue)
	_, err = s.FinishUpgrade(ctx, someone, u.ID, "已更换", []papers.AttachmentID{d.picture("验收单")})
	d.ok(err)
	if o := d.wants(v, "upgrade", agenda.Met); o.Proof.Ref != audit.On("upgrade", u.ID) {
		t.Errorf("%+v", o.Proof)
	}
}

// evidenceTests: the newest interface test counts (W168/11).
func evidenceTests(t *testing.T, d *desktop) {
	ctx := t.Context()
	_, v, c := d.used("码头")
	d.wants(v, "interface", agenda.Due)
	for _, tt := range []struct {
		verdict catalogue.Verdict
		state   agenda.State
	}{{catalogue.BrokenOff, agenda.Due}, {catalogue.Passed, agenda.Met}, {catalogue.Failed, agenda.Due}} {
		d.clock.Add(time.Hour)
		test := catalogue.InterfaceTest{
			ID: shiheng.NewID[catalogue.InterfaceTestID](d.clock.Now()), System: v.ID, Camera: c.ID, Device: shiheng.NewID[shiheng.DeviceID](d.clock.Now()), Began: d.clock.Now(), Verdict: catalogue.Running, Steps: []catalogue.InterfaceStep{},
		}
		d.ok(d.catalogue(reach{}, exam{}).Read().Write(ctx, func(tx catalogue.Tx) error {
			if err := tx.InsertTest(test); err != nil {
				return err
			}
			test.Verdict, test.Ended = tt.verdict, d.clock.Now()
			if err := tx.UpdateTest(test); err != nil {
				return err
			}
			return tx.Append(audit.New(d.clock.Now(), house, audit.InterfaceTest, audit.On("interface-test", test.ID)))
		}))
		d.wants(v, "interface", tt.state)
	}
}

// evidenceCatalogue: publishing the catalogue is followed at once, for what it
// lists, for what it lists no more, and for the department and the bureau.
func evidenceCatalogue(t *testing.T, d *desktop) {
	ctx := t.Context()
	_, v, _ := d.site("太湖花园")
	city := d.organisation(party.Organisation{Name: "市公安局", Functions: []party.Function{party.Supervisor}, Level: party.CityLevel, Division: party.City})
	station := d.organisation(party.Organisation{Name: "派出所", Functions: []party.Function{party.Supervisor}, Level: party.TownshipLevel, Division: "320211"})
	housing := d.organisation(party.Organisation{Name: "住建局", Functions: []party.Function{party.Department}, Level: party.CityLevel, Division: party.City, Trade: "housing-construction"})
	v, err := d.registry.Read().System(ctx, v.ID)
	d.ok(err)
	v.Department = housing.ID
	v, err = d.registry.SaveSystem(ctx, house, v)
	d.ok(err)
	of := func(o party.Organisation, duty string, state agenda.State) agenda.Obligation {
		t.Helper()
		d.turn()
		got := d.state(agenda.Organisation, o.ID.String(), duty)
		if got.State != state {
			t.Errorf("%s of %s is %s, want %s", duty, o.Name, got.State, state)
		}
		return got
	}
	d.wants(v, "connect", agenda.NotApplicable)
	of(city, "catalogue", agenda.Due)
	of(station, "catalogue", agenda.NotApplicable)
	of(housing, "connect-department", agenda.NotApplicable)
	s := d.catalogue(reach{}, exam{})
	draft, err := s.SaveDraft(ctx, house, edition(d.today().Add(10)))
	d.ok(err)
	first, err := s.Publish(ctx, house, draft.ID, draft.Version)
	d.ok(err)
	if o := d.wants(v, "connect", agenda.Due); o.Due != d.today().Add(10) {
		t.Errorf("listed: %+v", o)
	}
	if o := of(city, "catalogue", agenda.Met); o.Side != agenda.Bureau || o.Proof.Ref != audit.On("catalogue", first.ID) {
		t.Errorf("%+v", o)
	}
	if o := of(housing, "connect-department", agenda.Due); o.Side != agenda.Government || o.Proof.Value != "0/1" || o.Proof.Ref != audit.On("system", v.ID) {
		t.Errorf("%+v", o)
	}
	if f := d.figure("K2"); f.Den != 1 || f.Num != 0 {
		t.Errorf("K2 %+v", f)
	}
	d.clock.Add(11 * 24 * time.Hour)
	d.finds(v, registry.NotConnected)
	of(housing, "connect-department", agenda.Overdue)
	// The next edition lists no compounds.
	clinic, err := d.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: v.Place, Name: "门诊", W168Category: "W8-01"})
	d.ok(err)
	_, err = d.works.Step(ctx, house, clinic.ID, registry.BeginTrial, "")
	d.ok(err)
	draft, err = s.SaveDraft(ctx, house, catalogue.Version{Title: "第二版", Rules: []catalogue.Rule{{Code: "R1", Title: "医院", Categories: []string{"W8-01"}, Due: d.today()}}})
	d.ok(err)
	_, err = s.Publish(ctx, house, draft.ID, draft.Version)
	d.ok(err)
	d.wants(v, "connect", agenda.NotApplicable)
	d.finds(v)
	of(housing, "connect-department", agenda.NotApplicable)
	if f := d.figure("K2"); f.Den != 1 {
		t.Errorf("K2 %+v", f)
	}
}

// evidenceBureau: what public security organs and departments do for their
// territory and trade stands on their own page, and on the desk of their
// people (W168/4, 7, 19).
func evidenceBureau(t *testing.T, d *desktop) {
	ctx, s := t.Context(), d.plans(nil)
	district := d.organisation(party.Organisation{Name: "梁溪分局", Functions: []party.Function{party.Supervisor}, Level: party.DistrictLevel, Division: "320213"})
	other := d.organisation(party.Organisation{Name: "滨湖分局", Functions: []party.Function{party.Supervisor}, Level: party.DistrictLevel, Division: "320211"})
	shop := d.organisation(party.Organisation{Name: "商场", Functions: []party.Function{party.SiteOperator}, Level: party.UnitLevel, Division: "320213"})
	d.turn()
	state := func(o party.Organisation, duty string) agenda.Obligation {
		t.Helper()
		d.turn()
		return d.state(agenda.Organisation, o.ID.String(), duty)
	}
	for _, duty := range []string{"plan", "conference"} {
		if o := state(district, duty); o.State != agenda.Due || o.Side != agenda.Bureau {
			t.Errorf("%s: %+v", duty, o)
		}
		if o := state(shop, duty); o.State != agenda.NotApplicable {
			t.Errorf("%s of a shop: %+v", duty, o)
		}
	}
	due, err := d.agenda.Read().Obligations(ctx, agenda.Filter{Scope: agenda.Scope{Divisions: []string{"320213"}}, Sides: []agenda.Side{agenda.Bureau}, States: []agenda.State{agenda.Due}}, audit.Paging{})
	d.ok(err)
	if len(due.Items) == 0 || slices.ContainsFunc(due.Items, func(o agenda.Listed) bool { return o.Subject.ID != district.ID.String() }) {
		t.Errorf("due for the organ's people: %+v", due.Items)
	}
	outline := draft("梁溪规划", 90)
	outline.Division = "320213"
	p, err := s.SavePlan(ctx, house, plan.ID{}, 0, outline)
	d.ok(err)
	_, err = s.CheckPlan(ctx, house, p.ID, plan.NearRule{})
	d.ok(err)
	_, err = s.SubmitPlan(ctx, house, p.ID)
	d.ok(err)
	_, err = s.ApprovePlan(ctx, house, p.ID, plan.GovernmentApproval{Organ: "梁溪区人民政府", Level: plan.District, On: d.today(), Number: "梁政发1号", Attachment: d.picture("批复")})
	d.ok(err)
	if o := state(district, "plan"); o.State != agenda.Met || o.Due != day(t, "2028-12-31") || o.Proof.Ref != audit.On("plan", p.ID) {
		t.Errorf("with a plan: %+v", o)
	}
	c, err := s.SaveConference(ctx, house, plan.ConferenceID{}, 0, plan.ConferenceEdit{Title: "联席会议", Level: plan.District, On: d.today(), Chair: "梁溪区副区长", Minutes: "议定"})
	d.ok(err)
	_, err = s.MinuteConference(ctx, house, c.ID)
	d.ok(err)
	if o := state(district, "conference"); o.State != agenda.Met {
		t.Errorf("with a conference: %+v", o)
	}
	for _, duty := range []string{"plan", "conference"} {
		if o := state(other, duty); o.State != agenda.Due {
			t.Errorf("%s of another district: %+v", duty, o)
		}
	}
	if o := state(district, "platform"); o.State != agenda.NotApplicable {
		t.Errorf("the platform is the city's: %+v", o)
	}

	education := d.organisation(party.Organisation{Name: "交通局", Functions: []party.Function{party.Department}, Level: party.CityLevel, Division: party.City, Trade: "transport"})
	if o := state(education, "guide-upgrade"); o.State != agenda.NotApplicable {
		t.Errorf("no old systems: %+v", o)
	}
	_, err = d.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: d.place("汽车站").ID, Name: "老系统", W168Category: "W8-05", Trade: "transport", Completed: day(t, "2016-09-01")})
	d.ok(err)
	if o := state(education, "guide-upgrade"); o.State != agenda.Due || o.Proof == nil || o.Proof.Value != "0/1" {
		t.Errorf("an old system: %+v", o)
	}
}

// evidences are the readings of evidence, each on its own world.
func evidences() []agendaTest {
	return []agendaTest{
		{"signs", evidenceSigns},
		{"holds", evidenceHolds},
		{"obstructions", evidenceObstructions},
		{"consent of neighbours", evidenceConsent},
		{"projects and certificates", evidenceProjects},
		{"works", evidenceWorks},
		{"filings", evidenceFilings},
		{"requests", evidenceRequests},
		{"camera archive", evidenceCards},
		{"binder", evidenceBinder},
		{"upgrades", evidenceUpgrades},
		{"interface tests", evidenceTests},
		{"catalogue", evidenceCatalogue},
		{"bureaux and departments", evidenceBureau},
	}
}
