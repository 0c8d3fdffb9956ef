// Package forward is the area of the API for live pictures that are handed on
// to a named account 转发. What one was given, and what one gave, is everybody's
// own; what was forwarded of one's cameras needs a duty.
package forward

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Config is what the desk stands in front of. Both are required to serve;
// neither to describe.
type Config struct {
	Forward *forward.Service
	Cameras interface {
		Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
	}
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	route.Add(t, "GET", "/forwards", route.Duty(access.ReadForwards), "What was forwarded of one's cameras", d.list)
	route.Add(t, "POST", "/forwards", route.Member, "Hand live pictures on to a named account", d.hand)
	route.Add(t, "GET", "/forwards/received", route.Member, "What was forwarded to me", d.received)
	route.Add(t, "GET", "/forwards/given", route.Member, "What I forwarded", d.given)
	route.Add(t, "GET", "/forwards/{id}", route.Member, "One forwarding", d.one)
	route.Add(t, "POST", "/forwards/{id}/open", route.Member, "Open what was forwarded to me", d.open)
	route.Add(t, "POST", "/forwards/{id}/end", route.Member, "Take a forwarding back", d.end)
}

// caller is who asks, with the cameras they answer for.
func caller(who route.Caller) forward.Caller {
	return forward.Caller{Principal: who.Principal, Scope: who.Rights.Over(access.EndForwards)}
}

// reader is who asks, with the cameras whose forwardings they may read.
func reader(who route.Caller) forward.Caller {
	return forward.Caller{Principal: who.Principal, Scope: who.Rights.Over(access.ReadForwards)}
}

func (d *Desk) list(ctx context.Context, who route.Caller, in *forwardList) (*route.Out[route.Page[ForwardView]], error) {
	return d.page(ctx, who, in, forward.Filter{Scope: who.Rights.Over(access.ReadForwards)})
}

func (d *Desk) received(ctx context.Context, who route.Caller, in *forwardList) (*route.Out[route.Page[ForwardView]], error) {
	return d.page(ctx, who, in, forward.Filter{To: who.Account.ID})
}

func (d *Desk) given(ctx context.Context, who route.Caller, in *forwardList) (*route.Out[route.Page[ForwardView]], error) {
	return d.page(ctx, who, in, forward.Filter{By: who.Account.ID})
}

func (d *Desk) page(ctx context.Context, who route.Caller, in *forwardList, f forward.Filter) (*route.Out[route.Page[ForwardView]], error) {
	if in.Running {
		f.Running = d.cfg.Forward.Now()
	}
	got, err := d.cfg.Forward.Read().Forwards(ctx, f, in.Paging())
	if err != nil {
		return nil, err
	}
	views, err := d.views(ctx, who, got)
	if err != nil {
		return nil, err
	}
	return &route.Out[route.Page[ForwardView]]{Body: views}, nil
}

func (d *Desk) views(ctx context.Context, who route.Caller, got audit.Page[forward.Forward]) (route.Page[ForwardView], error) {
	out := route.Page[ForwardView]{Items: []ForwardView{}, Next: got.Next}
	for _, f := range got.Items {
		v, err := d.view(ctx, who, f)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	return out, nil
}

func (d *Desk) hand(ctx context.Context, who route.Caller, in *route.In[forward.Asking]) (*route.Out[ForwardView], error) {
	f, err := d.cfg.Forward.Make(ctx, caller(who), in.Body)
	return d.out(ctx, who, f, err)
}

func (d *Desk) one(ctx context.Context, who route.Caller, in *forwardPath) (*route.Out[ForwardView], error) {
	f, err := d.cfg.Forward.One(ctx, reader(who), in.ID)
	return d.out(ctx, who, f, err)
}

func (d *Desk) open(ctx context.Context, who route.Caller, in *forwardPath) (*route.Out[shiheng.Grant], error) {
	g, err := d.cfg.Forward.Open(ctx, caller(who), in.ID)
	if err != nil {
		return nil, err
	}
	return &route.Out[shiheng.Grant]{Body: g}, nil
}

func (d *Desk) end(ctx context.Context, who route.Caller, in *forwardEnd) (*route.Out[ForwardView], error) {
	f, err := d.cfg.Forward.One(ctx, reader(who), in.ID)
	if err == nil {
		f, err = d.cfg.Forward.End(ctx, caller(who), f, in.Body.Why)
	}
	return d.out(ctx, who, f, err)
}
