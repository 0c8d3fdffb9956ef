package plans

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
)

// BuildingPlanView is one version of a building plan.
type BuildingPlanView struct {
	ETag string `json:"etag"`
	plan.Plan
	Progress []ItemProgress `json:"progress" nullable:"false"`
	Can      route.Can      `json:"can"`
}

// ItemProgress is the system that came of an item, and how it stands.
type ItemProgress struct {
	Item   string           `json:"item"`
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Name   string           `json:"name"`
	State  string           `json:"state"`
}

// planBody is what the drafting unit enters.
type planBody struct{ plan.Outline }

type planAnswer struct {
	Key    string `json:"key" maxLength:"40"`
	Answer string `json:"answer" minLength:"1" maxLength:"1000"`
}

type planNear struct {
	Metres  float64 `json:"metres,omitempty" minimum:"0" maximum:"1000" doc:"Empty: the house's"`
	Degrees int     `json:"degrees,omitempty" minimum:"0" maximum:"180"`
}

type planBuilt struct {
	Item   string           `json:"item" maxLength:"40"`
	System shiheng.SystemID `json:"systemId,omitzero" format:"uuid" doc:"Empty: none after all"`
}

func (d *Desk) planView(ctx context.Context, who route.Caller, p plan.Plan) (BuildingPlanView, error) {
	if p.Items == nil {
		p.Items = []plan.WorkItem{}
	}
	v := BuildingPlanView{ETag: route.ETag(p.Version), Plan: p, Progress: []ItemProgress{}, Can: can(who, p.Barred())}
	if err := d.veil(ctx, who, &v.Plan); err != nil {
		return v, err
	}
	for _, b := range p.Built {
		s, err := registry.SystemIn(ctx, d.cfg.Ground, everything(), b.System)
		if err != nil {
			return v, err
		}
		v.Progress = append(v.Progress, ItemProgress{Item: b.Item, System: b.System, Name: s.Name, State: string(s.State)})
	}
	return v, nil
}

// veil hides, of the duplicates of a plan, the cameras whose position the
// caller may not know (W168/26): he is told that one stands there.
func (d *Desk) veil(ctx context.Context, who route.Caller, p *plan.Plan) error {
	if p.Check == nil || len(p.Check.Found) == 0 {
		return nil
	}
	check := *p.Check
	p.Check, check.Found = &check, slices.Clone(check.Found)
	var ids []shiheng.CameraID
	for _, f := range check.Found {
		if f.Kind == "camera" {
			ids = append(ids, f.Camera)
		}
	}
	cameras, err := d.cfg.Cameras.Linked(ctx, ids...)
	if err != nil {
		return err
	}
	for i, f := range check.Found {
		known := slices.ContainsFunc(cameras, func(c registry.Linked) bool {
			return c.ID == f.Camera && who.Rights.SeesKind(access.BasicPosition, c) == (access.Reason{})
		})
		if f.Kind == "camera" && !known {
			check.Found[i] = f.Veil(check.Near)
		}
	}
	return nil
}

func (d *Desk) planOut(ctx context.Context, who route.Caller, p plan.Plan, err error) (*route.Out[BuildingPlanView], error) {
	if err != nil {
		return nil, err
	}
	v, err := d.planView(ctx, who, p)
	if err != nil {
		return nil, err
	}
	return &route.Out[BuildingPlanView]{ETag: v.ETag, Body: v}, nil
}

func (d *Desk) plans(ctx context.Context, who route.Caller, in *route.RecordQuery) (*route.Out[route.Page[BuildingPlanView]], error) {
	f, err := in.Filter(everything())
	if err != nil {
		return nil, err
	}
	got, err := d.cfg.Plans.Read().Plans().List(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	out := route.Page[BuildingPlanView]{Items: []BuildingPlanView{}, Next: got.Next}
	for _, p := range got.Items {
		v, err := d.planView(ctx, who, p)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, v)
	}
	return &route.Out[route.Page[BuildingPlanView]]{Body: out}, nil
}

func (d *Desk) plan(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[BuildingPlanView], error) {
	p, err := d.cfg.Plans.Read().Plans().One(ctx, in.ID)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) makePlan(ctx context.Context, who route.Caller, in *route.In[planBody]) (*route.Out[BuildingPlanView], error) {
	p, err := d.cfg.Plans.SavePlan(ctx, who.Actor(), plan.ID{}, 0, in.Body.Outline)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) changePlan(ctx context.Context, who route.Caller, in *route.RecordPatch[planBody]) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.SavePlan(ctx, who.Actor(), id, version, in.Body.Outline)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) checkPlan(ctx context.Context, who route.Caller, in *route.RecordAct[planNear]) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.CheckPlan(ctx, who.Actor(), id, plan.NearRule{Metres: in.Body.Metres, Degrees: in.Body.Degrees})
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) answerPlan(ctx context.Context, who route.Caller, in *route.RecordAct[planAnswer]) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.AnswerPlan(ctx, who.Actor(), id, in.Body.Key, in.Body.Answer)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) submitPlan(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.SubmitPlan(ctx, who.Actor(), id)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) withdrawPlan(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.WithdrawPlan(ctx, who.Actor(), id)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) approvePlan(ctx context.Context, who route.Caller, in *route.RecordAct[plan.GovernmentApproval]) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.ApprovePlan(ctx, who.Actor(), id, in.Body)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) revisePlan(ctx context.Context, who route.Caller, in *route.RecordPath) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.RevisePlan(ctx, who.Actor(), id)
	return d.planOut(ctx, who, p, err)
}

func (d *Desk) buildItem(ctx context.Context, who route.Caller, in *route.RecordAct[planBuilt]) (*route.Out[BuildingPlanView], error) {
	id, err := idOf[plan.ID](in.ID)
	if err != nil {
		return nil, err
	}
	p, err := d.cfg.Plans.BuildItem(ctx, who.Actor(), id, in.Body.Item, in.Body.System)
	return d.planOut(ctx, who, p, err)
}
