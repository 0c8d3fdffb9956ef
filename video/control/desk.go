package control

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/ptz"
)

// A Head moves cameras. It must be safe for concurrent use.
type Head interface {
	// Send carries a command to the camera's device and returns when the device
	// took it. A camera that cannot be moved is an ErrInvalid, a device that
	// does not answer an ErrUnavailable.
	Send(ctx context.Context, camera shiheng.CameraID, c ptz.Command) error
}

// A Level is how urgent a control is; a higher one goes before.
type Level int

// The levels.
const (
	Test   Level = 10 // commissioning and maintenance
	Duty   Level = 20
	Upper  Level = 30 // an upper platform under its standing grant
	Urgent Level = 40 // duty, for a reason that was stated
)

// A Claim is who wants to move which camera.
type Claim struct {
	Camera  shiheng.CameraID
	Grant   shiheng.GrantID // under which the picture is watched
	Account shiheng.AccountID
	Level   Level
}

// Config is what a Desk needs. Head, Homes and Told are required.
type Config struct {
	Head  Head
	Homes Homes
	// Told gets what happened, in the order in which it did. It is called by one
	// goroutine and may take its time: nobody waits for it.
	Told func(context.Context, Report)
	Log  *slog.Logger
}

// The times of a control.
const (
	Renewal = 1500 * time.Millisecond // a movement that nobody renews is stopped
	Silence = 8 * time.Second         // without a sign of life a control ends
	Yield   = 15 * time.Second        // without a command an equal may take it
	Batch   = time.Minute             // commands are told at least as often
	Longest = 2 * time.Hour           // of a stay away from home
	patient = 5 * time.Second         // for a device
	perHead = 16                      // controls of one camera that wait behind one another
)

// A Desk keeps the controls of all cameras. Safe for concurrent use.
type Desk struct {
	cfg Config

	mu      sync.Mutex
	heads   map[shiheng.CameraID]*head
	held    map[shiheng.ControlID]*control
	reports []Report // not told yet
	wake    chan struct{}
}

// A head is one camera that is, or was lately, moved. Its fields are guarded by
// the desk's mu; line orders what goes to the device.
type head struct {
	camera shiheng.CameraID
	stack  []*control // those put aside, the one in control last
	moving ptz.Verb   // what goes on until it is stopped; "" for nothing
	renew  time.Time  // when it is stopped
	last   time.Time  // command
	away   bool       // from home
	stay   time.Time  // away until then
	sits   time.Time  // no homecoming before: the last try failed
	line   sync.Mutex
}

// New makes a desk. Run must run.
func New(cfg Config) (*Desk, error) {
	if cfg.Head == nil || cfg.Homes == nil || cfg.Told == nil {
		return nil, errors.New("control: Head, Homes and Told are required")
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{
		cfg: cfg, heads: map[shiheng.CameraID]*head{}, held: map[shiheng.ControlID]*control{}, wake: make(chan struct{}, 1),
	}, nil
}

// A control is one claim that was granted.
type control struct {
	id     shiheng.ControlID
	claim  Claim
	began  time.Time
	beat   time.Time // last sign of life
	last   time.Time // last command; began before the first
	locked bool
	counts Counts
	since  time.Time // of the counts
}

// Take gives the camera's control to the claim. Whoever has it already under
// the same grant keeps it. Errors: ErrConflict "control.held" while another has
// it who need not yield, ErrExhausted when too many wait.
func (d *Desk) Take(c Claim) (View, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	h := d.heads[c.Camera]
	if h == nil {
		h = &head{camera: c.Camera}
		d.heads[c.Camera] = h
	}
	i := slices.IndexFunc(h.stack, func(o *control) bool { return o.claim.Grant == c.Grant && o.claim.Account == c.Account })
	if i >= 0 && (h.stack[i].claim.Level >= c.Level || i == len(h.stack)-1) {
		own := h.stack[i]
		own.claim.Level, own.beat = max(own.claim.Level, c.Level), now
		return d.view(h, own), nil
	}
	if top := h.top(); top != nil {
		if err := d.yields(h, top, c, now); err != nil {
			return View{}, err
		}
	}
	if i >= 0 { // it comes back above those who put it aside
		own := h.stack[i]
		h.stack = slices.Delete(h.stack, i, i+1)
		d.end(own, now, "control.retaken")
	}
	if len(h.stack) >= perHead {
		return View{}, shiheng.Exhausted("control.many", "most", strconv.Itoa(perHead))
	}
	own := &control{
		id: shiheng.NewID[shiheng.ControlID](now), claim: c, began: now, beat: now, last: now, since: now, counts: Counts{},
	}
	h.stack = append(h.stack, own)
	d.held[own.id] = own
	d.tell(Report{Kind: Taken, Control: own.id, Claim: c, At: now})
	d.poke()
	return d.view(h, own), nil
}

// yields makes room for a claim, or says why the one in control need not.
func (d *Desk) yields(h *head, top *control, c Claim, now time.Time) error {
	idle := now.Sub(top.last) >= Yield && !top.locked && h.moving == ""
	switch {
	case c.Level > top.claim.Level: // it waits, and gets the control back
		d.flush(top, now)
		h.renew = now // what it moves is stopped
		d.tell(Report{Kind: Displaced, Control: top.id, Claim: top.claim, At: now, By: c.Account})
		return nil
	case c.Level == top.claim.Level && idle:
		h.stack = h.stack[:len(h.stack)-1]
		d.end(top, now, "control.idle")
		return nil
	}
	return shiheng.Conflict("control.held",
		"account", top.claim.Account.String(), "level", strconv.Itoa(int(top.claim.Level)), "locked", strconv.FormatBool(top.locked))
}

func (h *head) top() *control {
	if len(h.stack) == 0 {
		return nil
	}
	return h.stack[len(h.stack)-1]
}

// Do carries out a command of the control. A movement goes on until Renewal has
// passed without Do of a movement. Errors: ErrExpired when the control ended,
// ErrConflict "control.displaced" while a higher one has it, and those of the
// Head.
func (d *Desk) Do(ctx context.Context, id shiheng.ControlID, c ptz.Command) (View, error) {
	d.mu.Lock()
	h, own, err := d.mine(id)
	if err != nil {
		d.mu.Unlock()
		return View{}, err
	}
	if h.top() != own {
		by := h.top().claim.Account
		d.mu.Unlock()
		return View{}, shiheng.Conflict("control.displaced", "account", by.String())
	}
	now := time.Now()
	own.beat, own.last, h.last = now, now, now
	leaves := !h.away && turns(c)
	h.away = h.away || leaves
	own.counts[c.Verb]++
	h.moving, h.renew = "", now.Add(Renewal)
	if goesOn(c) {
		h.moving = c.Verb
	}
	d.mu.Unlock()
	d.poke()
	if leaves {
		if err := d.cfg.Homes.SetAway(ctx, h.camera, now); err != nil {
			return View{}, fmt.Errorf("note that a camera leaves its home: %w", err)
		}
	}
	if err := d.send(ctx, h, c); err != nil {
		return View{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.view(h, own), nil
}

// goesOn reports whether a command moves until it is stopped.
func goesOn(c ptz.Command) bool { return (c.Verb == ptz.Move || c.Verb == ptz.Lens) && !c.Stop() }

// turns reports whether a camera shows something else after a command.
func turns(c ptz.Command) bool {
	switch c.Verb {
	case ptz.CallPreset, ptz.CruiseStart, ptz.ScanStart:
		return true
	default:
		return goesOn(c)
	}
}

// send brings a command to the device, one after the other for each camera.
func (d *Desk) send(ctx context.Context, h *head, c ptz.Command) error {
	h.line.Lock()
	defer h.line.Unlock()
	ctx, cancel := context.WithTimeoutCause(ctx, patient, shiheng.Unavailable("control.silent", "camera", h.camera.String()))
	defer cancel()
	if err := d.cfg.Head.Send(ctx, h.camera, c); err != nil {
		return fmt.Errorf("move camera %s: %w", h.camera, err)
	}
	return nil
}

// mine finds a control; mu is held.
func (d *Desk) mine(id shiheng.ControlID) (*head, *control, error) {
	own := d.held[id]
	if own == nil {
		return nil, nil, shiheng.Expired("control.ended")
	}
	return d.heads[own.claim.Camera], own, nil
}

// Release gives a control up: a movement is stopped, and whoever was put aside
// has the control again. One that ended already is no error.
func (d *Desk) Release(ctx context.Context, id shiheng.ControlID) error {
	return d.release(ctx, id, "control.released")
}

// End takes every control under a grant away.
func (d *Desk) End(ctx context.Context, grant shiheng.GrantID) error {
	d.mu.Lock()
	var ids []shiheng.ControlID
	for id, c := range d.held {
		if c.claim.Grant == grant {
			ids = append(ids, id)
		}
	}
	d.mu.Unlock()
	var errs []error
	for _, id := range ids {
		errs = append(errs, d.release(ctx, id, "grant.ended"))
	}
	return errors.Join(errs...)
}

func (d *Desk) release(ctx context.Context, id shiheng.ControlID, cause string) error {
	d.mu.Lock()
	h, own, err := d.mine(id)
	if err != nil {
		d.mu.Unlock()
		return nil //nolint:nilerr // it ended already
	}
	var was ptz.Verb
	if h.top() == own {
		was = h.moving
	}
	d.leave(h, own, cause)
	if was != "" {
		h.moving = ""
	}
	d.mu.Unlock()
	if was != "" {
		return d.send(ctx, h, ptz.Command{Verb: was})
	}
	return nil
}

// leave takes a control off the stack, and tells who has the camera again; mu
// is held.
func (d *Desk) leave(h *head, own *control, cause string) {
	now, was := time.Now(), h.top()
	h.stack = slices.DeleteFunc(h.stack, func(o *control) bool { return o == own })
	d.end(own, now, cause)
	if top := h.top(); top != nil && was == own {
		top.last = now
		d.tell(Report{Kind: Returned, Control: top.id, Claim: top.claim, At: now})
	}
}

// end closes a control that is not on the stack any more; mu is held.
func (d *Desk) end(own *control, now time.Time, cause string) {
	delete(d.held, own.id)
	d.tell(Report{Kind: Released, Control: own.id, Claim: own.claim, At: now, Since: own.since, Counts: own.counts, Cause: cause})
	d.poke()
}
