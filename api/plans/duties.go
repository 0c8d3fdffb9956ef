package plans

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
)

// BuildingDutyView is a place that must have a system, and what stands there.
type BuildingDutyView struct {
	Place       shiheng.PlaceID     `json:"placeId" format:"uuid"`
	Name        string              `json:"name"`
	Category    string              `json:"category"`
	Address     string              `json:"address"`
	Standing    string              `json:"standing" enum:"built,building,missing"`
	Systems     int                 `json:"systems" doc:"At the place or below it, not removed"`
	Working     int                 `json:"working" doc:"Those that watch it"`
	Responsible *ResponsibilityView `json:"responsible,omitempty" doc:"Who must build, as found"`
}

// ResponsibilityView is a finding of who must build.
type ResponsibilityView struct {
	ETag string `json:"etag"`
	plan.Responsibility
	Can route.Can `json:"can"`
}

type dutyQuery struct {
	route.Paged
	Place    string `query:"place" maxLength:"36"`
	Category string `query:"category" maxLength:"10"`
	Standing string `query:"standing" enum:"built,building,missing,"`
}

// responsibilityBody is a case with what bears it out.
type responsibilityBody struct{ plan.ResponsibilityEdit }

func responsibilityView(who route.Caller, r plan.Responsibility) ResponsibilityView {
	barred := map[string]error{"issue": nil}
	switch {
	case !r.Document.IsZero():
		barred["issue"] = shiheng.Conflict("responsibility.issued")
	case r.State != plan.Current:
		barred["issue"] = shiheng.Conflict("responsibility.replaced")
	}
	return ResponsibilityView{ETag: route.ETag(r.Version), Responsibility: r, Can: can(who, barred)}
}

func (d *Desk) duties(ctx context.Context, who route.Caller, in *dutyQuery) (*route.Out[route.Page[BuildingDutyView]], error) {
	f := plan.DutyFilter{Scope: scope(who), Category: in.Category, Standing: in.Standing}
	var err error
	if in.Place != "" {
		if f.Place, err = idOf[shiheng.PlaceID](in.Place); err != nil {
			return nil, err
		}
	}
	got, err := d.cfg.Plans.Read().Duties(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(x plan.Duty) BuildingDutyView {
		v := BuildingDutyView{
			Place: x.Place.ID, Name: x.Place.Name, Category: x.Place.Category, Address: x.Place.Address,
			Standing: x.Standing(), Systems: x.Systems, Working: x.Working,
		}
		if x.Responsible != nil {
			r := responsibilityView(who, *x.Responsible)
			v.Responsible = &r
		}
		return v
	}), nil
}

func (d *Desk) issueGaps(ctx context.Context, who route.Caller, in *route.In[route.AreaBody]) (*route.Out[route.ListDocument], error) {
	area, err := registry.ParseArea(in.Body.Area)
	if err != nil {
		return nil, err
	}
	doc, err := d.cfg.Plans.IssueGaps(ctx, who.Actor(), scope(who), area)
	return route.Issued(doc, err)
}

func (d *Desk) responsibilities(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[ResponsibilityView]], error) {
	f, err := in.Filter(scope(who))
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Plans.Read().Responsibilities().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	return route.PageOf(got.Items, got.Next, func(r plan.Responsibility) ResponsibilityView { return responsibilityView(who, r) }), nil
}

func (d *Desk) responsibilityOut(who route.Caller, r plan.Responsibility, err error) (*route.Out[ResponsibilityView], error) {
	if err != nil {
		return nil, err
	}
	v := responsibilityView(who, r)
	return &route.Out[ResponsibilityView]{ETag: v.ETag, Body: v}, nil
}

func (d *Desk) responsibility(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[ResponsibilityView], error) {
	r, err := route.Within(ctx, d.cfg.Plans.Read().Responsibilities(), scope(who), in.ID, "responsibility")
	return d.responsibilityOut(who, r, err)
}

func (d *Desk) makeResponsibility(ctx context.Context, who route.Caller, in *route.In[responsibilityBody]) (*route.Out[ResponsibilityView], error) {
	if err := route.PlaceWithin(ctx, d.cfg.Ground, reach(who), in.Body.Place); err != nil {
		return nil, err
	}
	r, err := d.cfg.Plans.DecideResponsibility(ctx, who.Actor(), in.Body.ResponsibilityEdit)
	return d.responsibilityOut(who, r, err)
}

func (d *Desk) previewResponsibility(_ context.Context, _ route.Caller, in *route.In[plan.BuilderCase]) (*route.Out[plan.BuilderResult], error) {
	r, err := plan.Decide(in.Body)
	if err != nil {
		return nil, err
	}
	return &route.Out[plan.BuilderResult]{Body: r}, nil
}

func (d *Desk) issueResponsibility(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[ResponsibilityView], error) {
	r, err := route.Within(ctx, d.cfg.Plans.Read().Responsibilities(), reach(who), in.ID, "responsibility")
	if err == nil {
		r, err = d.cfg.Plans.IssueResponsibility(ctx, who.Actor(), r.ID, who.Account.Name)
	}
	return d.responsibilityOut(who, r, err)
}
