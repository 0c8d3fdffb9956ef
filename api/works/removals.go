package works

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/works"
)

// RemovalView is one report of a removal, or one disclosure.
type RemovalView struct {
	works.Removal
	ETag string    `json:"etag"`
	Can  route.Can `json:"can" doc:"acknowledge, execute, verify, withdraw"`
}

func (d *Desk) removalView(b bearing, r works.Removal) RemovalView {
	may := b.on(access.ManageWorks, r.System)
	reported := unless(r.State == works.RemovalReported, "removal.not-reported")
	execute := reported
	if execute == nil && law.DayOf(d.cfg.Works.Now()).Before(r.Earliest) {
		execute = shiheng.Forbidden("removal.too-early").By("W168/17")
	}
	acknowledged := unless(r.Acknowledged.On.IsZero() && r.State != works.RemovalWithdrawn, "removal.acknowledged")
	return RemovalView{r, route.ETag(r.Version), route.Can{
		"acknowledge": both(b.on(access.SuperviseWorks, r.System), acknowledged),
		"execute":     both(may, execute), "withdraw": both(may, reported),
		"verify": both(may, unless(r.State == works.RemovalExecuted, "removal.not-executed")),
	}}
}

type removalBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	works.RemovalEntry
}

// RemovalPath names one thing by its id; exported so that it can be embedded.
type RemovalPath struct {
	ID works.RemovalID `path:"id" format:"uuid"`
}

type acknowledgeIn struct {
	RemovalPath
	Body struct {
		Advice string `json:"advice,omitempty" maxLength:"4000" doc:"Objection or advice"`
	}
}

type executeIn struct {
	RemovalPath
	Body works.Execution
}

type whyIn struct {
	RemovalPath
	Body struct {
		Why string `json:"why" minLength:"1" maxLength:"4000"`
	}
}

type disclosureBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	works.Disclosure
}

func (d *Desk) removals(ctx context.Context, who route.Caller, in *recordList) (*route.Out[route.Page[RemovalView]], error) {
	return listed(ctx, d, who, in, d.cfg.Works.Read().Removals(), d.removalView)
}

func (d *Desk) removalOut(ctx context.Context, who route.Caller, r works.Removal, err error) (*route.Out[RemovalView], error) {
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, r.System)
	if err != nil {
		return nil, err
	}
	v := d.removalView(b, r)
	return answer(v.ETag, v), nil
}

// onRemoval lets an act on a report through when the caller may know of it.
func (d *Desk) onRemoval(ctx context.Context, who route.Caller, duty access.Duty, id works.RemovalID, act func() (works.Removal, error)) (*route.Out[RemovalView], error) {
	if err := reached(ctx, d, who, duty, d.cfg.Works.Read().Removals(), id.String()); err != nil {
		return nil, err
	}
	r, err := act()
	if err == nil {
		d.cfg.Changed()
	}
	return d.removalOut(ctx, who, r, err)
}

func (d *Desk) removal(ctx context.Context, who route.Caller, in *RemovalPath) (*route.Out[RemovalView], error) {
	r, err := found(ctx, d, who, d.cfg.Works.Read().Removals(), in.ID.String())
	return d.removalOut(ctx, who, r, err)
}

func (d *Desk) report(ctx context.Context, who route.Caller, in *route.In[removalBody]) (*route.Out[RemovalView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.Body.System); err != nil {
		return nil, err
	}
	r, err := d.cfg.Works.Report(ctx, who.Actor(), in.Body.System, in.Body.RemovalEntry)
	if err == nil {
		d.cfg.Changed()
	}
	return d.removalOut(ctx, who, r, err)
}

func (d *Desk) acknowledge(ctx context.Context, who route.Caller, in *acknowledgeIn) (*route.Out[RemovalView], error) {
	return d.onRemoval(ctx, who, access.SuperviseWorks, in.ID, func() (works.Removal, error) {
		return d.cfg.Works.Acknowledge(ctx, who.Actor(), in.ID, in.Body.Advice)
	})
}

func (d *Desk) execute(ctx context.Context, who route.Caller, in *executeIn) (*route.Out[RemovalView], error) {
	return d.onRemoval(ctx, who, access.ManageWorks, in.ID, func() (works.Removal, error) { return d.cfg.Works.Execute(ctx, who.Actor(), in.ID, in.Body) })
}

func (d *Desk) verify(ctx context.Context, who route.Caller, in *RemovalPath) (*route.Out[RemovalView], error) {
	return d.onRemoval(ctx, who, access.ManageWorks, in.ID, func() (works.Removal, error) { return d.cfg.Works.Verify(ctx, who.Actor(), in.ID) })
}

func (d *Desk) withdraw(ctx context.Context, who route.Caller, in *whyIn) (*route.Out[RemovalView], error) {
	return d.onRemoval(ctx, who, access.ManageWorks, in.ID, func() (works.Removal, error) {
		return d.cfg.Works.Withdraw(ctx, who.Actor(), in.ID, in.Body.Why)
	})
}

func (d *Desk) disclose(ctx context.Context, who route.Caller, in *route.In[disclosureBody]) (*route.Out[RemovalView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.Body.System); err != nil {
		return nil, err
	}
	r, err := d.cfg.Works.Disclose(ctx, who.Actor(), in.Body.System, in.Body.Disclosure)
	if err == nil {
		d.cfg.Changed()
	}
	return d.removalOut(ctx, who, r, err)
}

// LostView is a camera that is gone.
type LostView struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Gone   string           `json:"gone" enum:"removed,lost"`
	On     law.Day          `json:"goneOn"`
}

// CameraPath names one thing by its id; exported so that it can be embedded.
type CameraPath struct {
	ID shiheng.CameraID `path:"id" format:"uuid"`
}

type loseIn struct {
	CameraPath
	Body works.Loss
}

type foundRemovedIn struct {
	CameraPath
	Body struct {
		Note string `json:"note" minLength:"1" maxLength:"4000"`
	}
}

// reachesCamera refuses a camera the caller may not know of as one that is not
// there; one that his duty does not reach is refused and on record.
func (d *Desk) reachesCamera(ctx context.Context, who route.Caller, duty access.Duty, id shiheng.CameraID) error {
	got, err := d.cfg.Registry.Read().Linked(ctx, id)
	if err != nil {
		return err
	}
	if len(got) == 0 || !who.Rights.Knows(got[0]) {
		return shiheng.NotFound("camera.none")
	}
	return d.cfg.Access.AuthorizeCamera(ctx, who.Principal, duty, got[0])
}

func (d *Desk) lose(ctx context.Context, who route.Caller, in *loseIn) (*route.Out[LostView], error) {
	if err := d.reachesCamera(ctx, who, access.ManageWorks, in.ID); err != nil {
		return nil, err
	}
	c, err := d.cfg.Works.Lose(ctx, who.Actor(), in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	d.cfg.Changed()
	return &route.Out[LostView]{Body: LostView{c.ID, string(c.Gone), c.GoneOn}}, nil
}

func (d *Desk) foundRemoved(ctx context.Context, who route.Caller, in *foundRemovedIn) (*route.None, error) {
	if err := d.reachesCamera(ctx, who, access.ReportFindings, in.ID); err != nil {
		return nil, err
	}
	return nil, d.cfg.Works.FoundRemoved(ctx, who.Actor(), in.ID, in.Body.Note)
}
