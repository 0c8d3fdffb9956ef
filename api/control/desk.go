// Package control is the area of the API for moving cameras: who has a camera's
// control, commands, the views a device keeps under numbers, and where cameras
// belong. Control goes with a picture that the caller has open under a grant.
package control

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/steer"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	machine "shiheng.internal/video/control"
)

// Presets asks devices which views they keep. It must be safe for concurrent
// use.
type Presets interface {
	// Movable returns nil for a camera that commands can be sent to, else an
	// error that says why not.
	Movable(ctx context.Context, camera shiheng.CameraID) error
	// Presets lists a camera's; partial: not all that were announced came. A
	// camera that cannot be moved is an ErrInvalid.
	Presets(ctx context.Context, camera shiheng.CameraID) (views []PresetView, partial bool, err error)
}

// Config is what the desk stands in front of. All are required to serve; none
// to describe.
type Config struct {
	Steer   *steer.Service
	Machine *machine.Desk
	Access  interface {
		Redeem(ctx context.Context, p identity.Principal, id shiheng.GrantID) (shiheng.Grant, error)
		AuthorizeCamera(ctx context.Context, p identity.Principal, d access.Duty, c registry.Linked) error
		Watch(ctx context.Context, id shiheng.GrantID) (under context.Context, stop context.CancelFunc, err error)
	}
	Presets Presets
	Cameras interface {
		Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
	}
	// Called says what people call an account.
	Called func(ctx context.Context, id shiheng.AccountID) string
}

// A Desk answers the operations of the area.
type Desk struct{ cfg Config }

// New makes a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers the operations on t.
func (d *Desk) Operations(t *route.Table) {
	route.Add(t, "GET", "/cameras/{id}/control", route.Member, "Who moves a camera now, and where it belongs", d.standing)
	route.Add(t, "POST", "/cameras/{id}/control", route.Member, "Take the control of a camera whose picture is open", d.take)
	route.Add(t, "GET", "/cameras/{id}/presets", route.Member, "The views a camera keeps under numbers, as its device says", d.presets)
	route.Add(t, "PUT", "/cameras/{id}/home", route.Duty(access.ManageArchive), "Register where a camera belongs", d.setHome)
	route.Add(t, "DELETE", "/cameras/{id}/home", route.Duty(access.ManageArchive), "Let a camera belong nowhere", d.dropHome)
	route.Add(t, "POST", "/controls/{id}/command", route.Member, "Move the camera; a movement is renewed each second or stops", d.command)
	route.Add(t, "POST", "/controls/{id}/beat", route.Member, "Say that the control is still wanted, and see how it stands", d.beat)
	route.Add(t, "POST", "/controls/{id}/lock", route.Member, "Keep colleagues off though nothing is done, or let them", d.lock)
	route.Add(t, "POST", "/controls/{id}/stay", route.Member, "Keep the camera from going home for a while", d.stay)
	route.Add(t, "DELETE", "/controls/{id}", route.Member, "Give the control up", d.release)
}

// camera finds a camera that the caller knows of.
func (d *Desk) camera(ctx context.Context, who route.Caller, id shiheng.CameraID) (registry.Linked, error) {
	got, err := d.cfg.Cameras.Linked(ctx, id)
	if err != nil {
		return registry.Linked{}, err
	}
	if len(got) == 0 || !who.Rights.Knows(got[0]) {
		return registry.Linked{}, shiheng.NotFound("camera.none", "camera", id.String())
	}
	return got[0], nil
}

// watched is camera for what only those may know who may watch it.
func (d *Desk) watched(ctx context.Context, who route.Caller, id shiheng.CameraID) (registry.Linked, error) {
	l, err := d.camera(ctx, who, id)
	if err != nil {
		return l, err
	}
	can := who.Rights.Can(l)
	if why := can[controlAct]; why != (access.Reason{}) && who.Rights.May(access.ManageArchive) != (access.Reason{}) {
		return l, shiheng.Forbidden(why.Code).By(why.Article)
	}
	return l, nil
}

// controlAct is moving a camera in the map of what may be done with it.
const controlAct = shiheng.Act("control")

func (d *Desk) standing(ctx context.Context, who route.Caller, in *controlCamera) (*route.Out[StandingView], error) {
	l, err := d.watched(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	v := StandingView{}
	if held, ok := d.cfg.Machine.Of(l.ID); ok {
		v.Held, v.By, v.Mine = true, d.cfg.Called(ctx, held.Claim.Account), held.Claim.Account == who.Account.ID
		v.Urgent, v.Since, v.Last = held.Claim.Level == machine.Urgent, held.Began, held.Last
	}
	home, err := d.cfg.Steer.Read().Home(ctx, l.ID)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
	case err != nil:
		return nil, err
	default:
		v.Home = homeView(home)
	}
	v.Can = canMove(who, l)
	if why, ok := errors.AsType[*shiheng.Error](d.cfg.Presets.Movable(ctx, l.ID)); ok && v.Can["control"] == "" {
		v.Can["control"] = why.Code
	}
	return &route.Out[StandingView]{Body: v}, nil
}

// canMove says what the caller may do with the camera.
func canMove(who route.Caller, l registry.Linked) route.Can {
	can := who.Can(access.ManageArchive, "setHome")
	if can["setHome"] == "" && !who.Rights.Over(access.ManageArchive).Covers(l) {
		can["setHome"] = "access.scope W168/29/1"
	}
	can["control"] = who.Rights.Can(l)[controlAct].String()
	return can
}

func (d *Desk) take(ctx context.Context, who route.Caller, in *controlTake) (*route.Out[ControlView], error) {
	claim := machine.Claim{Camera: in.ID, Grant: in.Body.Grant, Account: who.Account.ID}
	give := func(id shiheng.ControlID) {
		_ = d.cfg.Machine.Release(context.WithoutCancel(ctx), id) // it never moved
	}
	id, err := d.cfg.Steer.Take(ctx, who.Principal, steer.Asking{
		Camera: in.ID, Grant: in.Body.Grant, Urgent: in.Body.Urgent, Reason: in.Body.Reason,
	}, func(t steer.Turn) (shiheng.ControlID, error) {
		claim.Level = level(t)
		v, err := d.cfg.Machine.Take(claim)
		return v.Control, d.named(ctx, err)
	}, give)
	if err != nil {
		return nil, err
	}
	// It ends with the grant: with the session, the role, the picture itself.
	life := context.WithoutCancel(ctx) // it outlives the request
	under, stop, err := d.cfg.Access.Watch(life, in.Body.Grant)
	if err != nil {
		give(id)
		return nil, err
	}
	context.AfterFunc(under, func() {
		stop()
		_ = d.cfg.Machine.End(life, in.Body.Grant) // what moves stops by itself as well
	})
	v, err := d.cfg.Machine.Control(id)
	return d.view(ctx, v, err)
}

func level(t steer.Turn) machine.Level {
	switch {
	case t.Test:
		return machine.Test
	case t.Urgent:
		return machine.Urgent
	}
	return machine.Duty
}

// named says in the refusal of a control who has it, as colleagues call him.
func (d *Desk) named(ctx context.Context, err error) error {
	held, ok := errors.AsType[*shiheng.Error](err)
	if !ok || held.Params["account"] == "" {
		return err
	}
	id, parsed := shiheng.ParseID[shiheng.AccountID](held.Params["account"])
	if parsed != nil {
		return err
	}
	return shiheng.Conflict(held.Code, "by", d.cfg.Called(ctx, id), "locked", held.Params["locked"])
}

// own finds a control of the caller's session: to others it is not there.
func (d *Desk) own(ctx context.Context, who route.Caller, id shiheng.ControlID) (machine.View, error) {
	v, err := d.cfg.Machine.Control(id)
	if err != nil {
		return v, err
	}
	if v.Claim.Account != who.Account.ID {
		return v, shiheng.NotFound("control.none")
	}
	_, err = d.cfg.Access.Redeem(ctx, who.Principal, v.Claim.Grant)
	return v, err
}

func (d *Desk) command(ctx context.Context, who route.Caller, in *controlCommand) (*route.Out[ControlView], error) {
	own, err := d.own(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	c, err := in.Body.command()
	if err != nil {
		return nil, err
	}
	v, err := d.cfg.Machine.Do(ctx, own.Control, c)
	return d.view(ctx, v, d.named(ctx, err))
}

func (d *Desk) beat(ctx context.Context, who route.Caller, in *controlPath) (*route.Out[ControlView], error) {
	own, err := d.own(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	v, err := d.cfg.Machine.Beat(own.Control)
	return d.view(ctx, v, err)
}

func (d *Desk) lock(ctx context.Context, who route.Caller, in *controlLock) (*route.Out[ControlView], error) {
	own, err := d.own(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	v, err := d.cfg.Machine.Lock(own.Control, in.Body.On)
	return d.view(ctx, v, err)
}

func (d *Desk) stay(ctx context.Context, who route.Caller, in *controlStay) (*route.Out[ControlView], error) {
	own, err := d.own(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	until := time.Time{}
	if in.Body.Minutes > 0 {
		until = time.Now().Add(time.Duration(in.Body.Minutes) * time.Minute)
	}
	v, err := d.cfg.Machine.Stay(own.Control, until)
	return d.view(ctx, v, d.named(ctx, err))
}

func (d *Desk) release(ctx context.Context, who route.Caller, in *controlPath) (*route.None, error) {
	own, err := d.own(ctx, who, in.ID)
	if errors.Is(err, shiheng.ErrExpired) {
		return &route.None{}, nil // it is over
	}
	if err == nil {
		err = d.cfg.Machine.Release(ctx, own.Control)
	}
	return &route.None{}, err
}

func (d *Desk) presets(ctx context.Context, who route.Caller, in *controlCamera) (*route.Out[PresetList], error) {
	l, err := d.watched(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	views, partial, err := d.cfg.Presets.Presets(ctx, l.ID)
	if err != nil {
		return nil, err
	}
	if views == nil {
		views = []PresetView{}
	}
	return &route.Out[PresetList]{Body: PresetList{Items: views, Partial: partial}}, nil
}

// kept finds a camera whose archive the caller keeps.
func (d *Desk) kept(ctx context.Context, who route.Caller, id shiheng.CameraID) (registry.Linked, error) {
	l, err := d.camera(ctx, who, id)
	if err != nil {
		return l, err
	}
	return l, d.cfg.Access.AuthorizeCamera(ctx, who.Principal, access.ManageArchive, l)
}

func (d *Desk) setHome(ctx context.Context, who route.Caller, in *controlHome) (*route.Out[HomeView], error) {
	l, err := d.kept(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	h, err := d.cfg.Steer.SetHome(ctx, who.Actor(), l, steer.Home{
		Preset: in.Body.Preset, Cruise: in.Body.Cruise, After: in.Body.After, Reason: in.Body.Reason,
	}, version)
	if err != nil {
		return nil, err
	}
	v := homeView(h)
	return &route.Out[HomeView]{ETag: v.ETag, Body: *v}, nil
}

func (d *Desk) dropHome(ctx context.Context, who route.Caller, in *controlHomeDrop) (*route.None, error) {
	l, err := d.kept(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	version, err := in.Version()
	if err != nil {
		return nil, err
	}
	return &route.None{}, d.cfg.Steer.DropHome(ctx, who.Actor(), l, version)
}

// view answers with a control.
func (d *Desk) view(ctx context.Context, v machine.View, err error) (*route.Out[ControlView], error) {
	if err != nil {
		return nil, err
	}
	out := ControlView{
		ID: v.Control, Camera: v.Claim.Camera, Grant: v.Claim.Grant, Urgent: v.Claim.Level == machine.Urgent, Began: v.Began,
		Locked: v.Locked, Aside: v.Aside, Away: v.Away, Stay: v.Stay,
	}
	if v.Aside {
		out.By = d.cfg.Called(ctx, v.By)
	}
	return &route.Out[ControlView]{Body: out}, nil
}
