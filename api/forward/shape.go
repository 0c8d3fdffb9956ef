package forward

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access/forward"
)

// ForwardView is a forwarding, with where it stands now.
type ForwardView struct {
	forward.Forward
	State  string         `json:"state" enum:"running,over,ended"`
	Points []ForwardPoint `json:"points" nullable:"false"`
	Can    route.Can      `json:"can" doc:"open, end"`
}

// ForwardPoint names a camera of a forwarding: its recipient need not know of
// it otherwise.
type ForwardPoint struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	System string           `json:"system"`
}

type forwardList struct {
	route.Paged
	Running bool `query:"running" doc:"Only what runs now"`
}

type forwardPath struct {
	ID forward.ID `path:"id" format:"uuid"`
}

type forwardEnd struct {
	ID   forward.ID `path:"id" format:"uuid"`
	Body ForwardEnding
}

// ForwardEnding says why a forwarding is taken back.
type ForwardEnding struct {
	Why string `json:"why,omitempty" maxLength:"500"`
}

func (d *Desk) out(ctx context.Context, who route.Caller, f forward.Forward, err error) (*route.Out[ForwardView], error) {
	if err != nil {
		return nil, err
	}
	v, err := d.view(ctx, who, f)
	if err != nil {
		return nil, err
	}
	return &route.Out[ForwardView]{Body: v}, nil
}

func (d *Desk) view(ctx context.Context, who route.Caller, f forward.Forward) (ForwardView, error) {
	v := ForwardView{Forward: f, State: f.State(d.cfg.Forward.Now()), Points: []ForwardPoint{}}
	linked, err := d.cfg.Cameras.Linked(ctx, f.Cameras...)
	if err != nil {
		return v, err
	}
	for _, l := range linked {
		v.Points = append(v.Points, ForwardPoint{Camera: l.ID, Name: l.Name, System: l.System.Name})
	}
	open, end := error(shiheng.Forbidden("forward.not-yours").By("W168/29/1")), error(shiheng.Conflict("forward.over"))
	if f.To.Account == who.Account.ID {
		if open, err = d.cfg.Forward.Standing(ctx, f); err != nil {
			return v, err
		}
	}
	if v.State == forward.Running {
		if end = d.cfg.Forward.MayEnd(ctx, caller(who), f); end != nil && !errors.Is(end, shiheng.ErrForbidden) {
			return v, end
		}
	}
	v.Can = route.Can{"open": route.Why(open), "end": route.Why(end)}
	return v, nil
}
