package upkeep

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/upkeep"
)

// Config is what the desk stands in front of. Both are required to serve;
// neither to describe.
type Config struct {
	Upkeep  *upkeep.Service
	Systems registry.Systems
	// Cameras reads cameras with what decisions about them need.
	Cameras interface {
		Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
		Cameras(ctx context.Context, f registry.CameraFilter, p audit.Paging) (audit.Page[registry.Camera], error)
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
	read, manage := route.Duty(access.ReadUpkeep), route.Duty(access.ManageUpkeep)
	route.Add(t, "GET", "/signs", read, "Signs", d.signs)
	route.Add(t, "POST", "/signs", manage, "Record a sign that was put up", d.makeSign)
	route.Add(t, "GET", "/signs/{id}", read, "One sign", d.sign)
	route.Add(t, "PATCH", "/signs/{id}", manage, "Change a sign", d.changeSign)
	route.Add(t, "POST", "/signs/{id}/check", manage, "Record a look at a sign", d.checkSign)
	route.Add(t, "POST", "/signs/{id}/print", manage, "Issue a sign to be hung up", d.printSign)
	route.Add(t, "GET", "/systems/{id}/sign-cover", read, "Cameras of a system without a checked sign", d.signCover)

	route.Add(t, "GET", "/obstructions", read, "What stands in the way of cameras", d.obstructions)
	route.Add(t, "POST", "/obstructions", route.Duty(access.ReportFindings), "Report an obstruction", d.makeObstruction)
	route.Add(t, "GET", "/obstructions/{id}", read, "One obstruction", d.obstruction)
	route.Add(t, "POST", "/obstructions/{id}/tell", route.Duty(access.TellObstructors), "Issue the notice to whoever obstructs", d.tellObstruction)
	route.Add(t, "POST", "/obstructions/{id}/clear", manage, "Record that the view is free again", d.clearObstruction)

	route.Add(t, "GET", "/upgrade-demands", read, "What systems from before the order are held against", d.demands)
	route.Add(t, "GET", "/upgrades", read, "Assessments of systems from before the order", d.upgrades)
	route.Add(t, "POST", "/upgrades", manage, "Assess a system", d.makeUpgrade)
	route.Add(t, "GET", "/upgrades/progress", read, "Upgrades by department", d.progress)
	route.Add(t, "POST", "/upgrades/document", read, "Issue the list of systems to be upgraded", d.issueUpgrades)
	route.Add(t, "GET", "/upgrades/{id}", read, "One assessment", d.upgrade)
	route.Add(t, "PATCH", "/upgrades/{id}", manage, "Change an assessment or its plan", d.changeUpgrade)
	route.Add(t, "POST", "/upgrades/{id}/finish", manage, "Record that the gaps were closed", d.finishUpgrade)

	route.Add(t, "GET", "/neighbours", read, "Military and secret-related neighbours", d.neighbours)
	route.Add(t, "POST", "/neighbours", manage, "Record a neighbour whose consent is needed", d.makeNeighbour)
	route.Add(t, "GET", "/neighbours/{id}", read, "One neighbour", d.neighbour)
	route.Add(t, "PATCH", "/neighbours/{id}", manage, "Change a neighbour that was not asked yet", d.changeNeighbour)
	route.Add(t, "POST", "/neighbours/{id}/ask", manage, "Issue the request for consent", d.askNeighbour)
	route.Add(t, "POST", "/neighbours/{id}/answer", manage, "Record consent or refusal", d.answerNeighbour)
	route.Add(t, "GET", "/systems/{id}/consent", read, "Whether a system's neighbours have consented", d.consent)

	route.Add(t, "GET", "/sounds", read, "Cameras whose sound was switched", d.sounds)
	route.Add(t, "PUT", "/cameras/{id}/sound", manage, "Switch the keeping of a camera's sound", d.switchSound)
	route.Add(t, "GET", "/secrecies", read, "Systems that were marked as secret", d.secrecies)
	route.Add(t, "PUT", "/systems/{id}/secrecy", manage, "Mark a system as secret, or not", d.markSecret)
}

// scope is what the caller may read, reach what he may change.
func scope(who route.Caller) registry.Scope { return who.Rights.Over(access.ReadUpkeep) }

func reach(who route.Caller) registry.Scope { return who.Rights.Over(access.ManageUpkeep) }

func actor(who route.Caller) upkeep.Who {
	return upkeep.Who{Actor: who.Actor(), Name: who.Account.Name}
}

func can(who route.Caller, rules map[string]error) route.Can {
	return who.Barred(access.ManageUpkeep, rules)
}

// within refuses a system outside a scope as one that is not there.
func (d *Desk) within(ctx context.Context, scope registry.Scope, id shiheng.SystemID) error {
	_, err := registry.SystemIn(ctx, d.cfg.Systems, scope, id)
	return err
}

// camera refuses a camera outside a scope as one that is not there.
func (d *Desk) camera(ctx context.Context, scope registry.Scope, id shiheng.CameraID) error {
	got, err := d.cfg.Cameras.Linked(ctx, id)
	if err == nil && (len(got) == 0 || !scope.Covers(got[0])) {
		err = shiheng.NotFound("camera.none", "camera", id.String())
	}
	return err
}

// list answers a page of records as views.
func list[T registry.Record, V any](ctx context.Context, who route.Caller, in *route.RecordQuery, records registry.Records[T], view func(T) V) (*route.Out[route.Page[V]], error) {
	f, err := in.Filter(scope(who))
	if err != nil {
		return nil, err
	}
	got, err := records.List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, view), nil
}

// out answers one record as its view.
func out[T registry.Record, V any](record T, err error, view func(T) V) (*route.Out[V], error) {
	if err != nil {
		return nil, err
	}
	return &route.Out[V]{ETag: route.ETag(record.Head().Version), Body: view(record)}, nil
}

// changed reads a record of the caller's scope that is to be changed, and the
// version the change was made from.
func changed[T registry.Record](ctx context.Context, who route.Caller, records registry.Records[T], id, what string, m route.Matched) (T, int64, error) {
	version, err := m.Version()
	if err != nil {
		var none T
		return none, 0, err
	}
	v, err := route.Within(ctx, records, reach(who), id, what)
	return v, version, err
}

// Reads says whether the caller may read a record of the area, as the papers
// ask for what belongs to it.
func (d *Desk) Reads(ctx context.Context, who route.Caller, kind, id string) error {
	if why := who.Rights.May(access.ReadUpkeep); why != (access.Reason{}) {
		return shiheng.Forbidden(why.Code).By(why.Article)
	}
	var err error
	read := d.cfg.Upkeep.Read()
	switch kind {
	case "sign":
		_, err = route.Within(ctx, read.Signs(), scope(who), id, kind)
	case "obstruction":
		_, err = route.Within(ctx, read.Obstructions(), scope(who), id, kind)
	case "upgrade":
		_, err = route.Within(ctx, read.Upgrades(), scope(who), id, kind)
	case upkeep.UpgradeSubject:
		err = route.AreaWithin(scope(who), id)
	case "neighbour":
		_, err = route.Within(ctx, read.Neighbours(), scope(who), id, kind)
	default:
		err = shiheng.NotFound("papers.subject")
	}
	return err
}
