package works

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/works"
)

// ChangeView is one change.
type ChangeView struct {
	works.Change
	ETag string    `json:"etag"`
	Can  route.Can `json:"can" doc:"decide, execute, verify"`
}

func (d *Desk) changeView(b bearing, c works.Change) ChangeView {
	may := b.on(access.ManageWorks, c.System)
	decide := unless(c.State == works.ChangeRequested, "change.not-requested")
	if decide == nil && c.By == b.who.Account.ID {
		decide = shiheng.Forbidden("change.own").By("W168/30/7")
	}
	return ChangeView{c, route.ETag(c.Version), route.Can{
		"decide": both(may, decide), "execute": both(may, unless(c.State == works.ChangeApproved, "change.not-approved")),
		"verify": both(may, unless(c.State == works.ChangeExecuted, "change.not-executed")),
	}}
}

type changeBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	works.ChangeEntry
}

// ChangePath names one thing by its id; exported so that it can be embedded.
type ChangePath struct {
	ID works.ChangeID `path:"id" format:"uuid"`
}

type decideIn struct {
	ChangePath
	Body struct {
		Approve bool   `json:"approve"`
		Words   string `json:"words,omitempty" maxLength:"4000" doc:"Required for a refusal"`
	}
}

type resultIn struct {
	ChangePath
	Body struct {
		Result string `json:"result" minLength:"1" maxLength:"4000"`
	}
}

func (d *Desk) changes(ctx context.Context, who route.Caller, in *recordList) (*route.Out[route.Page[ChangeView]], error) {
	return listed(ctx, d, who, in, d.cfg.Works.Read().Changes(), d.changeView)
}

func (d *Desk) changeOut(ctx context.Context, who route.Caller, c works.Change, err error) (*route.Out[ChangeView], error) {
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, c.System)
	if err != nil {
		return nil, err
	}
	v := d.changeView(b, c)
	return answer(v.ETag, v), nil
}

// onChange lets an act on a change through when the caller's duty reaches it.
func (d *Desk) onChange(ctx context.Context, who route.Caller, id works.ChangeID, act func() (works.Change, error)) (*route.Out[ChangeView], error) {
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Changes(), id.String()); err != nil {
		return nil, err
	}
	c, err := act()
	if err == nil {
		d.cfg.Changed()
	}
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) change(ctx context.Context, who route.Caller, in *ChangePath) (*route.Out[ChangeView], error) {
	c, err := found(ctx, d, who, d.cfg.Works.Read().Changes(), in.ID.String())
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) requestChange(ctx context.Context, who route.Caller, in *route.In[changeBody]) (*route.Out[ChangeView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.Body.System); err != nil {
		return nil, err
	}
	c, err := d.cfg.Works.RequestChange(ctx, who.Actor(), in.Body.System, in.Body.ChangeEntry)
	return d.changeOut(ctx, who, c, err)
}

func (d *Desk) decide(ctx context.Context, who route.Caller, in *decideIn) (*route.Out[ChangeView], error) {
	return d.onChange(ctx, who, in.ID, func() (works.Change, error) {
		return d.cfg.Works.DecideChange(ctx, who.Actor(), in.ID, in.Body.Approve, in.Body.Words)
	})
}

func (d *Desk) executeChange(ctx context.Context, who route.Caller, in *resultIn) (*route.Out[ChangeView], error) {
	return d.onChange(ctx, who, in.ID, func() (works.Change, error) {
		return d.cfg.Works.ExecuteChange(ctx, who.Actor(), in.ID, in.Body.Result)
	})
}

func (d *Desk) verifyChange(ctx context.Context, who route.Caller, in *ChangePath) (*route.Out[ChangeView], error) {
	return d.onChange(ctx, who, in.ID, func() (works.Change, error) { return d.cfg.Works.VerifyChange(ctx, who.Actor(), in.ID) })
}

// Outages.

// OutageView is one interruption.
type OutageView struct {
	works.Outage
	ETag string    `json:"etag"`
	Can  route.Can `json:"can" doc:"restore"`
}

func (d *Desk) outageView(b bearing, o works.Outage) OutageView {
	return OutageView{o, route.ETag(o.Version), route.Can{
		"restore": both(b.on(access.ManageWorks, o.System), unless(o.State != works.OutageRestored, "outage.restored")),
	}}
}

type outageBody struct {
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	works.OutageEntry
}

// OutagePath names one thing by its id; exported so that it can be embedded.
type OutagePath struct {
	ID works.OutageID `path:"id" format:"uuid"`
}

type restoreIn struct {
	OutagePath
	Body works.Restoring
}

func (d *Desk) outages(ctx context.Context, who route.Caller, in *recordList) (*route.Out[route.Page[OutageView]], error) {
	return listed(ctx, d, who, in, d.cfg.Works.Read().Outages(), d.outageView)
}

func (d *Desk) outageOut(ctx context.Context, who route.Caller, o works.Outage, err error) (*route.Out[OutageView], error) {
	if err != nil {
		return nil, err
	}
	b, err := d.bearing(ctx, who, o.System)
	if err != nil {
		return nil, err
	}
	v := d.outageView(b, o)
	return answer(v.ETag, v), nil
}

func (d *Desk) outage(ctx context.Context, who route.Caller, in *OutagePath) (*route.Out[OutageView], error) {
	o, err := found(ctx, d, who, d.cfg.Works.Read().Outages(), in.ID.String())
	return d.outageOut(ctx, who, o, err)
}

func (d *Desk) interrupt(ctx context.Context, who route.Caller, in *route.In[outageBody]) (*route.Out[OutageView], error) {
	if _, err := d.acts(ctx, who, access.ManageWorks, in.Body.System); err != nil {
		return nil, err
	}
	o, err := d.cfg.Works.Interrupt(ctx, who.Actor(), in.Body.System, in.Body.OutageEntry)
	if err == nil {
		d.cfg.Changed()
	}
	return d.outageOut(ctx, who, o, err)
}

func (d *Desk) restore(ctx context.Context, who route.Caller, in *restoreIn) (*route.Out[OutageView], error) {
	if err := reached(ctx, d, who, access.ManageWorks, d.cfg.Works.Read().Outages(), in.ID.String()); err != nil {
		return nil, err
	}
	o, err := d.cfg.Works.Restore(ctx, who.Actor(), in.ID, in.Body)
	if err == nil {
		d.cfg.Changed()
	}
	return d.outageOut(ctx, who, o, err)
}
