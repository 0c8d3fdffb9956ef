package rows_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/store/rows"
)

// nearby is a camera archive of one camera.
type nearby struct{ plan.Standing }

func (n nearby) Near(context.Context, float64, float64, float64) ([]plan.Standing, error) {
	return []plan.Standing{n.Standing}, nil
}

func (w *world) plans(existing plan.Existing) *plan.Service {
	w.t.Helper()
	s, err := plan.New(plan.Config{Store: rows.NewPlans(w.db), Papers: w.papers, Existing: existing, Now: w.clock.Now})
	w.ok(err)
	return s
}

// draft is a plan of one item with a point at the middle of the city, looking
// that way.
func draft(title string, facing int) plan.Outline {
	return plan.Outline{
		Title: title, Level: plan.District, Drafter: "梁溪分局", From: 2026, To: 2028,
		Items: []plan.WorkItem{{
			Name: "崇安寺步行街", Category: "W8-07", Cameras: 2, Builder: "街道办", Year: 2027, Cost: 200_000,
			Points: []plan.PlannedPoint{{Name: title + "东口", Lon: 120.3000, Lat: 31.5700, Facing: facing}},
		}},
		Budget: []plan.BudgetLine{{Year: 2027, Source: "fiscal", Amount: 200_000}},
	}
}

// contractPlans takes a building plan through its life (W168/7).
func contractPlans(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.plans(nil)
	_, v, _ := w.site("崇安寺")
	first, err := s.SavePlan(ctx, house, plan.ID{}, 0, draft("甲", 90))
	w.ok(err)
	if got, err := s.Read().Plans().One(ctx, first.ID.String()); err != nil || cmp.Diff(got, first) != "" {
		t.Errorf("read back: %v\n%s", err, cmp.Diff(got, first))
	}
	_, err = s.SubmitPlan(ctx, house, first.ID)
	wantArticle(t, err, "W168/7/3", "plan.not-checked")
	p, err := s.CheckPlan(ctx, house, first.ID, plan.NearRule{})
	if err != nil || len(p.Check.Found) != 0 {
		t.Fatalf("a first plan has duplicates: %+v, %v", p.Check, err)
	}
	p, err = s.SubmitPlan(ctx, house, first.ID)
	w.ok(err)
	_, err = s.SavePlan(ctx, house, first.ID, p.Version, draft("甲", 90))
	wantCode(t, err, shiheng.ErrConflict, "plan.submitted")

	scan := w.attach(house, "批复.txt", "同意")
	approval := plan.GovernmentApproval{Organ: "无锡市人民政府", Level: plan.City, On: day(t, "2026-11-20"), Number: "锡政复〔2026〕12号", Attachment: scan.ID}
	_, err = s.ApprovePlan(ctx, house, first.ID, approval)
	wantArticle(t, err, "W168/7/2", "plan.approver-level")
	approval.Organ, approval.Level, approval.Attachment = "梁溪区人民政府", plan.District, papers.AttachmentID{}
	_, err = s.ApprovePlan(ctx, house, first.ID, approval)
	wantArticle(t, err, "W168/7/2", "plan.approval-document")
	approval.Attachment, approval.On = scan.ID, day(t, "2026-12-20")
	_, err = s.ApprovePlan(ctx, house, first.ID, approval)
	wantArticle(t, err, "W168/7/2", "plan.approval-future")
	approval.On = day(t, "2026-11-20")
	p, err = s.ApprovePlan(ctx, house, first.ID, approval)
	w.ok(err)
	if a, err := w.papers.Read().Attachment(ctx, scan.ID); err != nil || a.Subject != audit.On("plan", first.ID) {
		t.Errorf("the approval's document belongs to %+v, %v", a.Subject, err)
	}

	// An approved plan is never edited; its next version takes its place.
	_, err = s.SavePlan(ctx, house, first.ID, p.Version, draft("改", 90))
	wantArticle(t, err, "W168/7/2", "plan.approved")
	p, err = s.BuildItem(ctx, house, first.ID, p.Items[0].Key, v.ID)
	if err != nil || len(p.Built) != 1 || p.State != plan.Approved {
		t.Errorf("progress of an approved plan: %+v, %v", p.Built, err)
	}
	next, err := s.RevisePlan(ctx, house, first.ID)
	w.ok(err)
	checked, err := s.CheckPlan(ctx, house, next.ID, plan.NearRule{})
	if err != nil || len(checked.Check.Found) != 0 {
		t.Errorf("a version was held against the one it replaces: %+v, %v", checked.Check, err)
	}
	_, err = s.SubmitPlan(ctx, house, next.ID)
	w.ok(err)
	approval.Attachment = w.attach(house, "批复2.txt", "同意").ID
	_, err = s.ApprovePlan(ctx, house, next.ID, approval)
	w.ok(err)
	if old, err := s.Read().Plans().One(ctx, first.ID.String()); err != nil || old.State != plan.Superseded {
		t.Errorf("the version before is %s, %v", old.State, err)
	}
	approved, err := s.Read().Plans().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}, State: string(plan.Approved)}, audit.Paging{})
	if err != nil || len(approved.Items) != 1 || approved.Items[0].Revision != 2 {
		t.Errorf("approved plans: %+v, %v", approved.Items, err)
	}
	if refused := w.events(audit.PlanApprove); len(refused) != 5 { // three refusals, each of an article, and two approvals
		t.Errorf("%d events of approvals", len(refused))
	}
}

// contractDuplicates: a planned point near one that is there, or planned
// elsewhere, is warned of and answered (W168/7/3).
func contractDuplicates(t *testing.T, w *world) {
	ctx := t.Context()
	_, _, c := w.site("三阳广场")
	s := w.plans(nearby{plan.Standing{Kind: "camera", Camera: c.ID, PlannedPoint: plan.PlannedPoint{Name: "三阳01", Lon: 120.3001, Lat: 31.5700, Facing: 200}}})
	first, err := s.SavePlan(ctx, house, plan.ID{}, 0, draft("甲", 90))
	w.ok(err)
	second, err := s.SavePlan(ctx, house, plan.ID{}, 0, draft("乙", 100))
	w.ok(err)
	p, err := s.CheckPlan(ctx, house, second.ID, plan.NearRule{})
	w.ok(err)
	if len(p.Check.Found) != 1 || p.Check.Found[0].Kind != "planned" || p.Check.Found[0].Plan != first.ID || p.Check.Found[0].Other != "甲东口" {
		t.Fatalf("found %+v", p.Check.Found)
	}
	_, err = s.SubmitPlan(ctx, house, second.ID)
	wantArticle(t, err, "W168/7/3", "plan.duplicate-unanswered")
	_, err = s.AnswerPlan(ctx, house, second.ID, "no such", "x")
	wantCode(t, err, shiheng.ErrNotFound, "plan.duplicate-none")
	_, err = s.AnswerPlan(ctx, house, second.ID, p.Check.Found[0].Key, "朝向不同出口，保留")
	w.ok(err)

	// Another look keeps the answer; a moved point asks for another look.
	p, err = s.CheckPlan(ctx, house, second.ID, plan.NearRule{Metres: 30, Degrees: 180})
	w.ok(err)
	if len(p.Check.Found) != 2 || p.Check.Found[0].Answer == "" || p.Check.Found[1].Camera != c.ID || p.Check.Found[1].Answer != "" {
		t.Errorf("found %+v", p.Check.Found)
	}
	edit := p.Outline
	edit.Items = slices.Clone(edit.Items)
	edit.Items[0].Points = []plan.PlannedPoint{{Name: "乙东口", Lon: 120.31, Lat: 31.58, Facing: 100}}
	_, err = s.SavePlan(ctx, house, second.ID, p.Version, edit)
	w.ok(err)
	_, err = s.SubmitPlan(ctx, house, second.ID)
	wantArticle(t, err, "W168/7/3", "plan.not-checked")
	p, err = s.CheckPlan(ctx, house, second.ID, plan.NearRule{})
	w.ok(err)
	if len(p.Check.Found) != 0 {
		t.Errorf("found after the move: %+v", p.Check.Found)
	}
	_, err = s.SubmitPlan(ctx, house, second.ID)
	w.ok(err)
	edit.Items[0].Points[0].Lon = 116.4 // Beijing, or another datum
	_, err = s.SavePlan(ctx, house, plan.ID{}, 0, edit)
	wantCode(t, err, shiheng.ErrInvalid, "plan.point-outside")
}

// contractResponsibility: who must build is found, kept with its papers,
// printed once, and replaced by the next finding (W168/10).
func contractResponsibility(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.plans(nil)
	p, _, _ := w.site("农贸市场")
	in := plan.ResponsibilityEdit{Place: p.ID, Case: plan.BuilderCase{Site: "other", Agreed: plan.User, Owner: "甲公司", User: "乙公司"}}
	_, err := s.DecideResponsibility(ctx, house, in)
	wantArticle(t, err, "W168/10/2", "responsibility.no-agreement")
	if got := w.events(audit.ResponsibilityDecide); len(got) != 1 || got[0].Outcome != audit.Refused || got[0].Article != "W168/10/2" {
		t.Errorf("the refusal on record: %+v", got)
	}
	in.Case.Agreement = w.attach(house, "协议.txt", "约定").ID
	first, err := s.DecideResponsibility(ctx, house, in)
	if err != nil || first.Result.Addressee != "乙公司" {
		t.Fatalf("%+v, %v", first.Result, err)
	}
	first, err = s.IssueResponsibility(ctx, house, first.ID, "王警官")
	w.ok(err)
	again, err := s.IssueResponsibility(ctx, house, first.ID, "王警官")
	if err != nil || again.Document != first.Document {
		t.Errorf("issued twice: %v, %v", again.Document, err)
	}
	doc, err := w.papers.Read().Document(ctx, first.Document)
	if err != nil || doc.Kind != papers.Responsibility || doc.Subject != audit.On("responsibility", first.ID) {
		t.Errorf("document %+v, %v", doc, err)
	}
	second, err := s.DecideResponsibility(ctx, house, plan.ResponsibilityEdit{Place: p.ID, Case: plan.BuilderCase{Site: "other", Owner: "甲公司"}})
	if err != nil || second.Replaces != first.ID {
		t.Errorf("replaces %v, %v", second.Replaces, err)
	}
	if first, err = s.Read().Responsibilities().One(ctx, first.ID.String()); err != nil || first.State != plan.Replaced {
		t.Errorf("the finding before is %s, %v", first.State, err)
	}
	duties, err := s.Read().Duties(ctx, plan.DutyFilter{Scope: registry.Scope{All: true}}, audit.Paging{})
	if err != nil || len(duties.Items) != 1 || duties.Items[0].Responsible == nil || duties.Items[0].Responsible.ID != second.ID || duties.Items[0].Standing() != plan.DutyBuilt {
		t.Errorf("duties %+v, %v", duties.Items, err)
	}
}

// contractDuties lists what should be built against what is (W168/8), with
// what stands below a place counted for it.
func contractDuties(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.plans(nil)
	school, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "学校", Category: "W8-01"})
	w.ok(err)
	w.clock.Add(1e6) // lists are in the order things were made
	gate, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "校门", Parent: school.ID})
	w.ok(err)
	bank, err := w.registry.SavePlace(ctx, house, registry.Place{Name: "银行", Category: "W8-04"})
	w.ok(err)
	_, err = w.registry.SavePlace(ctx, house, registry.Place{Name: "没有义务"})
	w.ok(err)
	standing := func(f plan.DutyFilter) (out []string) {
		got, err := s.Read().Duties(ctx, f, audit.Paging{})
		w.ok(err)
		for _, d := range got.Items {
			out = append(out, d.Place.Name+" "+d.Standing())
		}
		return out
	}
	all := registry.Scope{All: true}
	if got, want := standing(plan.DutyFilter{Scope: all}), []string{"学校 missing", "银行 missing"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	v, err := w.registry.SaveSystem(ctx, house, registry.VideoSystem{Place: gate.ID, Name: "校门系统", W168Category: "W8-01"})
	w.ok(err)
	if got, want := standing(plan.DutyFilter{Scope: all, Standing: plan.DutyUnderWay}), []string{"学校 building"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	_, err = w.works.Step(ctx, house, v.ID, registry.BeginTrial, "")
	w.ok(err)
	for _, tt := range []struct {
		name string
		f    plan.DutyFilter
		want []string
	}{
		{"built", plan.DutyFilter{Scope: all, Standing: plan.DutyBuilt}, []string{"学校 built"}},
		{"missing", plan.DutyFilter{Scope: all, Standing: plan.DutyMissing}, []string{"银行 missing"}},
		{"by category", plan.DutyFilter{Scope: all, Category: "W8-04"}, []string{"银行 missing"}},
		{"by place", plan.DutyFilter{Scope: all, Place: school.ID}, []string{"学校 built"}},
		{"nobody's", plan.DutyFilter{}, nil},
		{"by places", plan.DutyFilter{Scope: registry.Scope{Places: []shiheng.PlaceID{bank.ID}}}, []string{"银行 missing"}},
		{"by systems", plan.DutyFilter{Scope: registry.Scope{Systems: []shiheng.SystemID{v.ID}}}, []string{"学校 built"}},
	} {
		if got := standing(tt.f); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	contractGaps(t, w, s)
}

// contractGaps issues the list of what should be built and is not (W168/8).
func contractGaps(t *testing.T, w *world, s *plan.Service) {
	ctx := t.Context()
	city := registry.Area{Division: party.City}
	_, err := s.IssueGaps(ctx, house, registry.Scope{All: true}, registry.Area{Division: party.City, Trade: "rail"})
	wantCode(t, err, shiheng.ErrInvalid, "area.no-trade")
	_, err = s.IssueGaps(ctx, house, registry.Scope{Divisions: []string{"320281"}}, city)
	wantArticle(t, err, "W168/29/1", "area.outside")
	if e := w.events(audit.DocumentIssue)[0]; e.Outcome != audit.Refused || e.Reason != "area.outside" || e.Details["area"] != party.City {
		t.Errorf("the refusal is on record as %+v", e)
	}
	first, err := s.IssueGaps(ctx, house, registry.Scope{All: true}, city)
	w.ok(err)
	next, err := s.IssueGaps(ctx, house, registry.Scope{All: true}, city)
	if err != nil || next.Supersedes != first.ID || next.Kind != papers.GapList || next.Subject.ID != party.City {
		t.Errorf("issued again %+v, %v", next, err)
	}
	record, err := w.papers.Read().Record(ctx, next.ID)
	w.ok(err)
	page := string(record.HTML)
	for _, shown := range []string{"应建未建", "银行", "W8-04", "（未认定）", "1 处", "第八条", "无锡市"} {
		if !strings.Contains(page, shown) {
			t.Errorf("the list does not show %q", shown)
		}
	}
	for _, hidden := range []string{"没有义务", "学校"} {
		if strings.Contains(page, hidden) {
			t.Errorf("the list shows %q", hidden)
		}
	}
	elsewhere, err := s.IssueGaps(ctx, house, registry.Scope{All: true}, registry.Area{Division: "320281"})
	w.ok(err)
	if record, err = w.papers.Read().Record(ctx, elsewhere.ID); err != nil || strings.Contains(string(record.HTML), "银行") || !elsewhere.Supersedes.IsZero() {
		t.Errorf("the list of another district holds the bank, or takes the place of the city's: %v", err)
	}
}

// contractProjects: certificates that lapsed are refused for works to come and
// named for works that began; conferences keep their minutes and tasks.
func contractProjects(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.plans(nil)
	p, v, _ := w.site("地铁站")
	lapsed, err := s.SaveCertificate(ctx, house, plan.CertificateID{}, 0, plan.CertificateEdit{
		Of: "contractor", Holder: "施工公司", Kind: "construction", Number: "苏安资003", Issuer: "省安防协会", Issued: day(t, "2023-01-01"), Expires: day(t, "2026-06-30"),
	})
	w.ok(err)
	edit := plan.ProjectEdit{Name: "站点改建", Kind: "rebuilt", Place: p.ID, Builder: "地铁集团", Systems: []shiheng.SystemID{v.ID}, Certificates: []plan.CertificateID{lapsed.ID}}
	_, err = s.SaveProject(ctx, house, plan.ProjectID{}, 0, edit)
	wantArticle(t, err, "W168/12/1", "certificate.expired")
	refused := w.events(audit.ProjectSave)
	if len(refused) != 1 || refused[0].Outcome != audit.Refused || refused[0].Details["number"] != "苏安资003" {
		t.Errorf("the refusal on record: %+v", refused)
	}
	other := w.secondSystem(p)
	edit.Systems = append(edit.Systems, other.ID)
	edit.Pairs = []plan.StagePair{{Stage: plan.Build, Main: day(t, "2026-07-01"), Video: day(t, "2026-07-20")}}
	made, err := s.SaveProject(ctx, house, plan.ProjectID{}, 0, edit)
	w.ok(err)
	if got := w.events(audit.ProjectSave)[0]; got.Details["lapsed"] != "苏安资003" || got.Details["stages"] != "construction" {
		t.Errorf("on record %+v", got.Details)
	}
	for _, system := range []shiheng.SystemID{v.ID, other.ID, shiheng.NewID[shiheng.SystemID](start())} {
		f := registry.RecordFilter{Scope: registry.Scope{All: true}, System: system}
		of, err := s.Read().Projects().List(ctx, f, audit.Paging{})
		w.ok(err)
		with, err := s.Read().Certificates().List(ctx, f, audit.Paging{})
		w.ok(err)
		if want := slices.Contains(edit.Systems, system); len(of.Items) == 1 != want || len(with.Items) == 1 != want {
			t.Errorf("by a system: %d projects, %d certificates, want them: %v", len(of.Items), len(with.Items), want)
		}
	}
	if l, err := s.Lapsed(ctx, made); err != nil || len(l) != 1 {
		t.Errorf("lapsed %+v, %v", l, err)
	}
	_, err = s.SaveProject(ctx, house, made.ID, made.Version+1, edit)
	wantCode(t, err, shiheng.ErrConflict, "project.changed")
	for _, tt := range []struct {
		by   string
		want int
	}{{"2026-06-29", 0}, {"2026-06-30", 1}} {
		due, err := s.Read().Certificates().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}, DueBy: day(t, tt.by)}, audit.Paging{})
		if err != nil || len(due.Items) != tt.want {
			t.Errorf("%d certificates end by %s, want %d (%v)", len(due.Items), tt.by, tt.want, err)
		}
	}
	for _, tt := range []struct {
		scope registry.Scope
		want  int
	}{{registry.Scope{}, 0}, {registry.Scope{Places: []shiheng.PlaceID{p.ID}}, 1}, {registry.Scope{Systems: []shiheng.SystemID{v.ID}}, 1}} {
		got, err := s.Read().Projects().List(ctx, registry.RecordFilter{Scope: tt.scope, Text: "改建"}, audit.Paging{})
		if err != nil || len(got.Items) != tt.want {
			t.Errorf("scope %+v shows %d projects, want %d (%v)", tt.scope, len(got.Items), tt.want, err)
		}
	}

	c, err := s.SaveConference(ctx, house, plan.ConferenceID{}, 0, plan.ConferenceEdit{Title: "第四季度联席会议", Level: plan.City, On: day(t, "2026-11-24"), Chair: "副市长", Minutes: "议定三项"})
	w.ok(err)
	_, err = s.MinuteConference(ctx, house, c.ID)
	wantArticle(t, err, "W168/4/2", "conference.not-held")
	w.clock.Add(24 * 3600e9)
	_, err = s.MinuteConference(ctx, house, c.ID)
	w.ok(err)
	_, err = s.SaveConference(ctx, house, c.ID, 0, c.ConferenceEdit)
	wantArticle(t, err, "W168/4/2", "conference.minuted")
	c, err = s.SaveTask(ctx, house, c.ID, plan.FollowUp{What: "汇总清单", Who: "大数据局", Due: day(t, "2026-12-10")})
	w.ok(err)
	task := c.Tasks[0]
	task.Done = day(t, "2026-12-01")
	_, err = s.SaveTask(ctx, house, c.ID, task)
	wantCode(t, err, shiheng.ErrInvalid, "conference.task-result")
	task.Result = "已汇总"
	c, err = s.SaveTask(ctx, house, c.ID, task)
	if err != nil || !c.Head().Due.IsZero() {
		t.Errorf("still due %s, %v", c.Head().Due, err)
	}
}

// contractRecordPages walks a register by pages.
func contractRecordPages(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.plans(nil)
	for n := range 5 {
		_, err := s.SavePlan(ctx, house, plan.ID{}, 0, draft(fmt.Sprint("规划", n), 0))
		w.ok(err)
		w.clock.Add(1e6)
	}
	var got []string
	for p := (audit.Paging{Limit: 2}); ; {
		part, err := s.Read().Plans().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}}, p)
		w.ok(err)
		for _, v := range part.Items {
			got = append(got, v.Title)
		}
		if p.Cursor = part.Next; p.Cursor == "" {
			break
		}
	}
	if want := []string{"规划4", "规划3", "规划2", "规划1", "规划0"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// secondSystem is another system at a place.
func (w *world) secondSystem(p registry.Place) registry.VideoSystem {
	w.t.Helper()
	v, err := w.registry.SaveSystem(w.t.Context(), house, registry.VideoSystem{Name: p.Name + "二期", Place: p.ID, W168Category: "W8-09"})
	w.ok(err)
	return v
}
