package plans

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
)

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Plans  *plan.Service
	Ground route.Ground
	// Cameras reads cameras with what decisions about them need.
	Cameras interface {
		Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
	}
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
//
//house:long a flat table of operations
func (d *Desk) Operations(t *route.Table) {
	read, manage := route.Duty(access.ReadPlans), route.Duty(access.ManagePlans)
	route.Add(t, "GET", "/plans", read, "Building plans", d.plans)
	route.Add(t, "POST", "/plans", manage, "Draft a building plan", d.makePlan)
	route.Add(t, "GET", "/plans/{id}", read, "One version of a building plan", d.plan)
	route.Add(t, "PATCH", "/plans/{id}", manage, "Change a draft", d.changePlan)
	route.Add(t, "POST", "/plans/{id}/check", manage, "Look for points that are there already", d.checkPlan)
	route.Add(t, "POST", "/plans/{id}/answer", manage, "Say why a point is kept that seems to be there", d.answerPlan)
	route.Add(t, "POST", "/plans/{id}/submit", manage, "Lay a draft before the government", d.submitPlan)
	route.Add(t, "POST", "/plans/{id}/withdraw", manage, "Take a submitted plan back", d.withdrawPlan)
	route.Add(t, "POST", "/plans/{id}/approve", manage, "Record the approval by the government of the same level", d.approvePlan)
	route.Add(t, "POST", "/plans/{id}/revise", manage, "Draft the next version of an approved plan", d.revisePlan)
	route.Add(t, "POST", "/plans/{id}/build", manage, "Note which system came of an item", d.buildItem)

	route.Add(t, "GET", "/building-duties", read, "Places that must have a system, and what stands there", d.duties)
	route.Add(t, "POST", "/building-duties/document", read, "Issue the list of places that should have a system and have none", d.issueGaps)
	route.Add(t, "GET", "/responsibilities", read, "Findings of who must build", d.responsibilities)
	route.Add(t, "POST", "/responsibilities", manage, "Find who must build", d.makeResponsibility)
	route.Add(t, "POST", "/responsibilities/preview", read, "Who must build, without keeping it", d.previewResponsibility)
	route.Add(t, "GET", "/responsibilities/{id}", read, "One finding", d.responsibility)
	route.Add(t, "POST", "/responsibilities/{id}/issue", manage, "Issue the finding as a document", d.issueResponsibility)

	route.Add(t, "GET", "/projects", read, "Construction projects", d.projects)
	route.Add(t, "POST", "/projects", manage, "Record a construction project", d.makeProject)
	route.Add(t, "GET", "/projects/{id}", read, "One construction project", d.project)
	route.Add(t, "PATCH", "/projects/{id}", manage, "Change a construction project", d.changeProject)

	route.Add(t, "GET", "/certificates", read, "Certificates of contractors and products", d.certificates)
	route.Add(t, "POST", "/certificates", manage, "Record a certificate", d.makeCertificate)
	route.Add(t, "GET", "/certificates/{id}", read, "One certificate", d.certificate)
	route.Add(t, "PATCH", "/certificates/{id}", manage, "Change a certificate", d.changeCertificate)

	route.Add(t, "GET", "/conferences", read, "Joint conferences", d.conferences)
	route.Add(t, "POST", "/conferences", manage, "Call a joint conference", d.makeConference)
	route.Add(t, "GET", "/conferences/{id}", read, "One joint conference", d.conference)
	route.Add(t, "PATCH", "/conferences/{id}", manage, "Change a conference before its minutes stand", d.changeConference)
	route.Add(t, "POST", "/conferences/{id}/minute", manage, "Let the minutes stand", d.minuteConference)
	route.Add(t, "POST", "/conferences/{id}/task", manage, "Add a follow-up task, or change one", d.saveTask)
}

// can joins what the caller may do with what the record lets be done.
func can(who route.Caller, barred map[string]error) route.Can {
	return who.Barred(access.ManagePlans, barred)
}

// scope is what the caller may read, reach what he may change. Plans,
// certificates and conferences are about no one place: whoever may read them
// reads all.
func scope(who route.Caller) registry.Scope { return who.Rights.Over(access.ReadPlans) }

func reach(who route.Caller) registry.Scope { return who.Rights.Over(access.ManagePlans) }

func everything() registry.Scope { return registry.Scope{All: true} }

// idOf reads the identity a path names.
func idOf[T ~[16]byte](s string) (T, error) { return shiheng.ParseID[T](s) }

// Reads says whether the caller may read a record of the area, as the papers
// ask for what belongs to it.
func (d *Desk) Reads(ctx context.Context, who route.Caller, kind, id string) error {
	if why := who.Rights.May(access.ReadPlans); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	var err error
	switch kind {
	case "responsibility":
		_, err = route.Within(ctx, d.cfg.Plans.Read().Responsibilities(), scope(who), id, kind)
	case plan.GapSubject:
		err = route.AreaWithin(scope(who), id)
	case "project":
		_, err = route.Within(ctx, d.cfg.Plans.Read().Projects(), scope(who), id, kind)
	}
	return err
}
