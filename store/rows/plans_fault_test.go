package rows_test

import (
	"shiheng.internal"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/works/plan"
)

// planFaults are the write paths of what comes before a system is built.
func planFaults() []fault {
	decide := func(w *world, s stage) (plan.Responsibility, error) {
		return w.plans(nil).DecideResponsibility(w.t.Context(), house, plan.ResponsibilityEdit{
			Place: s.place.ID, Case: plan.BuilderCase{Site: "other", Owner: "甲公司"},
		})
	}
	return []fault{
		{"save plan", func(w *world, _ stage) error {
			_, err := w.plans(nil).SavePlan(w.t.Context(), house, plan.ID{}, 0, draft("甲", 0))
			return err
		}, false},
		{"approve plan", func(w *world, s stage) error {
			_, err := w.plans(nil).ApprovePlan(w.t.Context(), house, s.plan.ID, plan.GovernmentApproval{
				Organ: "梁溪区人民政府", Level: plan.District, On: day(w.t, "2026-11-20"), Number: "1", Attachment: s.scan.ID,
			})
			return err
		}, false},
		{"decide responsibility", func(w *world, s stage) error { _, err := decide(w, s); return err }, false},
		{"issue responsibility", func(w *world, s stage) error {
			_, err := w.plans(nil).IssueResponsibility(w.t.Context(), house, s.responsible.ID, "王")
			return err
		}, false},
		{"save project", func(w *world, s stage) error {
			_, err := w.plans(nil).SaveProject(w.t.Context(), house, plan.ProjectID{}, 0, plan.ProjectEdit{
				Name: "新建", Kind: "new", Place: s.place.ID, Builder: "甲", Systems: []shiheng.SystemID{s.system.ID},
			})
			return err
		}, false},
		{"save certificate", func(w *world, _ stage) error {
			_, err := w.plans(nil).SaveCertificate(w.t.Context(), house, plan.CertificateID{}, 0, plan.CertificateEdit{
				Of: "contractor", Holder: "甲", Kind: "design", Number: "1", Issuer: "乙", Issued: day(w.t, "2026-01-01"),
			})
			return err
		}, false},
		{"save task", func(w *world, s stage) error {
			_, err := w.plans(nil).SaveTask(w.t.Context(), house, s.conference.ID, plan.FollowUp{What: "甲", Who: "乙", Due: day(w.t, "2026-12-01")})
			return err
		}, false},
	}
}

// plansStage is what the operations of planFaults act on: a plan before the
// government, with the scan of its approval, a finding, a conference.
type plansStage struct {
	plan        plan.Plan
	scan        papers.Attachment
	responsible plan.Responsibility
	conference  plan.Conference
}

func (w *world) plansStage(s stage) (out plansStage) {
	w.t.Helper()
	ctx := w.t.Context()
	desk := w.plans(nil)
	var err error
	out.plan, err = desk.SavePlan(ctx, house, plan.ID{}, 0, draft("乙", 90))
	w.ok(err)
	_, err = desk.CheckPlan(ctx, house, out.plan.ID, plan.NearRule{})
	w.ok(err)
	_, err = desk.SubmitPlan(ctx, house, out.plan.ID)
	w.ok(err)
	out.scan = w.attach(house, "批复.txt", "同意")
	out.responsible, err = desk.DecideResponsibility(ctx, house, plan.ResponsibilityEdit{Place: s.place.ID, Case: plan.BuilderCase{Site: "other", Owner: "乙公司"}})
	w.ok(err)
	out.conference, err = desk.SaveConference(ctx, house, plan.ConferenceID{}, 0, plan.ConferenceEdit{Title: "会议", Level: plan.City, On: day(w.t, "2026-11-20"), Chair: "甲"})
	w.ok(err)
	return out
}
