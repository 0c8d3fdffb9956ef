package plans

import (
	"context"

	"shiheng.internal/api/route"
	"shiheng.internal/civic/works/plan"
)

// ProjectView is a construction project with how its system kept step.
type ProjectView struct {
	ETag string `json:"etag"`
	plan.Project
	Lags   []plan.StageLag `json:"lags" nullable:"false" doc:"Stages at which the system did not keep step (W168/13)"`
	Lapsed []string        `json:"lapsed" nullable:"false" doc:"Numbers of certificates that do not count for the works"`
	Can    route.Can       `json:"can"`
}

// projectBody is what is entered of a project.
type projectBody struct{ plan.ProjectEdit }

func (d *Desk) projectView(ctx context.Context, who route.Caller, p plan.Project) (ProjectView, error) {
	v := ProjectView{ETag: route.ETag(p.Version), Project: p, Lags: plan.Compare(p.Pairs, d.cfg.Plans.Today()), Lapsed: []string{}, Can: can(who, map[string]error{"change": nil})}
	lapsed, err := d.cfg.Plans.Lapsed(ctx, p)
	for _, c := range lapsed {
		v.Lapsed = append(v.Lapsed, c.Number)
	}
	return v, err
}

func (d *Desk) projectOut(ctx context.Context, who route.Caller, p plan.Project, err error) (*route.Out[ProjectView], error) {
	if err != nil {
		return nil, err
	}
	v, err := d.projectView(ctx, who, p)
	if err != nil {
		return nil, err
	}
	return &route.Out[ProjectView]{ETag: v.ETag, Body: v}, nil
}

func (d *Desk) projects(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[ProjectView]], error) {
	f, err := in.Filter(scope(who))
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Plans.Read().Projects().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	out := route.Page[ProjectView]{Items: []ProjectView{}, Next: got.Next}
	for _, p := range got.Items {
		v, err := d.projectView(ctx, who, p)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, v)
	}
	return &route.Out[route.Page[ProjectView]]{Body: out}, nil
}

func (d *Desk) project(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[ProjectView], error) {
	p, err := route.Within(ctx, d.cfg.Plans.Read().Projects(), scope(who), in.ID, "project")
	return d.projectOut(ctx, who, p, err)
}

func (d *Desk) makeProject(ctx context.Context, who route.Caller, in *route.In[projectBody]) (*route.Out[ProjectView], error) {
	if err := route.PlaceWithin(ctx, d.cfg.Ground, reach(who), in.Body.Place); err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.SaveProject(ctx, who.Actor(), plan.ProjectID{}, 0, in.Body.ProjectEdit)
	return d.projectOut(ctx, who, p, err)
}

func (d *Desk) changeProject(ctx context.Context, who route.Caller, in *route.RecordPatch[projectBody]) (*route.Out[ProjectView], error) {
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	p, err := route.Within(ctx, d.cfg.Plans.Read().Projects(), reach(who), in.ID, "project")
	if err == nil {
		err = route.PlaceWithin(ctx, d.cfg.Ground, reach(who), in.Body.Place)
	}
	if err == nil {
		p, err = d.cfg.Plans.SaveProject(ctx, who.Actor(), p.ID, version, in.Body.ProjectEdit)
	}
	return d.projectOut(ctx, who, p, err)
}
