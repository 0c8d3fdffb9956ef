package control

import (
	"context"
	"maps"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/ptz"
)

// Counts are how often each command was given.
type Counts map[ptz.Verb]int

// A Kind is what a report tells of.
type Kind string

// The kinds of reports.
const (
	Taken     Kind = "taken"
	Moved     Kind = "moved" // commands since the last report of the control
	Displaced Kind = "displaced"
	Returned  Kind = "returned" // to one that was displaced
	Released  Kind = "released"
	Homed     Kind = "homed"       // the camera went home by itself
	NotHomed  Kind = "home-failed" // it was told to and did not take it
)

// A Report tells what happened with a control, or that a camera came home.
type Report struct {
	Kind    Kind
	Control shiheng.ControlID // zero of a homecoming
	Claim   Claim             // of a homecoming the camera only
	At      time.Time
	Since   time.Time // of the counts
	Counts  Counts
	Cause   string            // stable code of why it ended, or of what failed
	By      shiheng.AccountID // who put it aside
}

// A View is a control as its holder sees it, or as others see that a camera is
// under control.
type View struct {
	Control shiheng.ControlID
	Claim   Claim
	Began   time.Time
	Last    time.Time // command
	Locked  bool
	// Aside says that a higher one has the camera, and who.
	Aside   bool
	By      shiheng.AccountID
	ByLevel Level
	Away    bool      // from home
	Stay    time.Time // away until then, zero without an end set
}

// view is a control; mu is held.
func (d *Desk) view(h *head, own *control) View {
	v := View{
		Control: own.id, Claim: own.claim, Began: own.began, Last: own.last, Locked: own.locked, Away: h.away, Stay: h.stay,
	}
	if top := h.top(); top != own {
		v.Aside, v.By, v.ByLevel = true, top.claim.Account, top.claim.Level
	}
	return v
}

// Beat is a sign of life of a control's holder. ErrExpired when it ended.
func (d *Desk) Beat(id shiheng.ControlID) (View, error) {
	return d.change(id, func(*head, *control) error { return nil })
}

// Lock keeps a control from equals though nothing is done with it, or lets it go.
func (d *Desk) Lock(id shiheng.ControlID, on bool) (View, error) {
	return d.change(id, func(_ *head, own *control) error {
		own.locked = on
		return nil
	})
}

// Stay keeps the camera away from its home until then, as while something is
// followed; the zero time ends that. ErrInvalid for longer than Longest.
func (d *Desk) Stay(id shiheng.ControlID, until time.Time) (View, error) {
	return d.change(id, func(h *head, own *control) error {
		switch {
		case time.Until(until) > Longest:
			return shiheng.Invalid("control.stay", "most", Longest.String())
		case h.top() != own:
			return shiheng.Conflict("control.displaced", "account", h.top().claim.Account.String())
		}
		h.stay = until
		return nil
	})
}

func (d *Desk) change(id shiheng.ControlID, f func(*head, *control) error) (View, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, own, err := d.mine(id)
	if err != nil {
		return View{}, err
	}
	if err := f(h, own); err != nil {
		return View{}, err
	}
	own.beat = time.Now()
	d.poke()
	return d.view(h, own), nil
}

// Control returns a control, for whoever asks whose it is. It is no sign of
// life. ErrExpired when it ended.
func (d *Desk) Control(id shiheng.ControlID) (View, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h, own, err := d.mine(id)
	if err != nil {
		return View{}, err
	}
	return d.view(h, own), nil
}

// Of says who has a camera's control, false when nobody has.
func (d *Desk) Of(camera shiheng.CameraID) (View, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	h := d.heads[camera]
	if h == nil || h.top() == nil {
		return View{}, false
	}
	return d.view(h, h.top()), true
}

// Busy reports whether a camera is being moved, or may still be settling: what
// it shows is not compared with its registered view then.
func (d *Desk) Busy(camera shiheng.CameraID, settle time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	h := d.heads[camera]
	return h != nil && (h.top() != nil || h.away || time.Since(h.last) < settle)
}

// tell keeps a report for Run; mu is held. What is kept is bounded by what
// people do: a control makes few.
func (d *Desk) tell(r Report) { d.reports = append(d.reports, r) }

// flush tells what was commanded since the last time; mu is held.
func (d *Desk) flush(own *control, now time.Time) {
	if len(own.counts) > 0 {
		d.tell(Report{Kind: Moved, Control: own.id, Claim: own.claim, At: now, Since: own.since, Counts: maps.Clone(own.counts)})
		clear(own.counts)
	}
	own.since = now
}

func (d *Desk) poke() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// A Home is where a camera returns to.
type Home struct {
	Preset uint8 // 1 to 255; 0 when it is a cruise
	Cruise uint8
	// After is how long after the last command; 3 minutes when zero.
	After time.Duration
}

// command is what brings a camera home.
func (h Home) command() ptz.Command {
	if h.Preset == 0 {
		return ptz.Command{Verb: ptz.CruiseStart, Group: h.Cruise}
	}
	return ptz.Command{Verb: ptz.CallPreset, Preset: h.Preset}
}

func (h Home) after() time.Duration {
	if h.After == 0 {
		return 3 * time.Minute
	}
	return h.After
}

// Homes keep where cameras belong, and which are away. It must be safe for
// concurrent use.
type Homes interface {
	// Home returns a camera's home, ErrNotFound when none is registered.
	Home(ctx context.Context, camera shiheng.CameraID) (Home, error)
	// SetAway notes since when a camera is away from its home, before it is
	// moved; the zero time that it is back. A camera without a home is noted
	// nowhere.
	SetAway(ctx context.Context, camera shiheng.CameraID, since time.Time) error
	// Away lists the cameras that were away when the program ended.
	Away(ctx context.Context) ([]shiheng.CameraID, error)
}
