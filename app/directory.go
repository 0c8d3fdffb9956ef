package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
	"shiheng.internal/video/gb28181/code"
	"shiheng.internal/video/ingest"
)

// directory is the machine wing's view of the register: which cameras are to
// be connected now and where their streams come from. It reads the register
// again when told that it changed, and from time to time, since trials run out
// by the clock. Safe for concurrent use.
type directory struct {
	register *registry.Service
	sounds   func(context.Context) ([]shiheng.CameraID, error) // those whose sound may be kept
	law      *law.Law
	log      *slog.Logger
	wake     chan struct{}
	notify   []func(gone []shiheng.CameraID) // told after each reading

	mu      sync.Mutex
	cameras map[shiheng.CameraID]registry.Want // guarded by mu
	sound   map[shiheng.CameraID]bool          // whose sound is taken in; guarded by mu
	floors  map[shiheng.CameraID]int           // of every registered camera, in law-days; guarded by mu
	ordered bool                               // the unit's head set the order of classes; guarded by mu
	ready   chan struct{}                      // closed after the first reading
	isReady bool                               // guarded by mu
}

// rereadEvery bounds how stale the view may be.
const rereadEvery = 30 * time.Second

func newDirectory(register *registry.Service, sounds func(context.Context) ([]shiheng.CameraID, error), rules *law.Law, log *slog.Logger) *directory {
	return &directory{
		register: register, sounds: sounds, law: rules, log: log, wake: make(chan struct{}, 1),
		cameras: map[shiheng.CameraID]registry.Want{}, ready: make(chan struct{}),
	}
}

// Changed asks for a fresh reading. It never blocks.
func (d *directory) Changed() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// Run keeps the view fresh until ctx ends.
func (d *directory) Run(ctx context.Context) error {
	tick := time.NewTicker(rereadEvery)
	defer tick.Stop()
	for {
		if err := d.read(ctx); err != nil && ctx.Err() == nil {
			d.log.ErrorContext(ctx, "register not read", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-d.wake:
		case <-tick.C:
		}
	}
}

func (d *directory) read(ctx context.Context) error {
	wanted, err := d.register.Wanted(ctx)
	if err != nil {
		return err
	}
	floors, err := d.readFloors(ctx)
	if err != nil {
		return err
	}
	_, ordered, err := d.register.Instructed(ctx, registry.ClassOrder)
	if err != nil {
		return err
	}
	sounding, err := d.sounds(ctx)
	if err != nil {
		return err
	}
	sound := make(map[shiheng.CameraID]bool, len(sounding))
	for _, id := range sounding {
		sound[id] = true
	}
	fresh := make(map[shiheng.CameraID]registry.Want, len(wanted))
	for _, w := range wanted {
		fresh[w.ID] = w
	}
	d.mu.Lock()
	var changed []shiheng.CameraID
	for id, old := range d.cameras {
		now, still := fresh[id]
		if !still || now.Version != old.Version || deviceVersion(now) != deviceVersion(old) || sound[id] != d.sound[id] {
			changed = append(changed, id)
		}
	}
	d.cameras, d.sound, d.floors, d.ordered = fresh, sound, floors, ordered
	if !d.isReady {
		d.isReady = true
		close(d.ready)
	}
	d.mu.Unlock()
	for _, tell := range d.notify {
		tell(changed)
	}
	return nil
}

// readFloors works out how long each camera's footage must be kept as the law
// gives it now.
func (d *directory) readFloors(ctx context.Context) (map[shiheng.CameraID]int, error) {
	out := map[shiheng.CameraID]int{}
	today := law.DayOf(time.Now())
	for next := ""; ; {
		page, err := d.register.Read().Cameras(ctx, registry.CameraFilter{Scope: registry.Scope{All: true}}, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return nil, err
		}
		ids := make([]shiheng.CameraID, len(page.Items))
		for i, c := range page.Items {
			ids[i] = c.ID
		}
		linked, err := d.register.Read().Linked(ctx, ids...)
		if err != nil {
			return nil, err
		}
		for _, l := range linked {
			out[l.ID] = d.law.Floor(l.Facts(), today).Days
		}
		if next = page.Next; next == "" {
			return out, nil
		}
	}
}

// Floor is how many law-days a camera's footage must be kept. A camera nobody
// knows (yet) gets the longest floor there is: nothing goes by mistake.
func (d *directory) Floor(camera shiheng.CameraID) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	if days, ok := d.floors[camera]; ok {
		return days
	}
	return d.law.Floor(law.Facts{AntiTerrorTarget: true}, law.DayOf(time.Now())).Days
}

// Standing is what of a camera counts when space runs out; false when it is
// not to be recorded now.
func (d *directory) Standing(camera shiheng.CameraID) (retain.Standing, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	w, ok := d.cameras[camera]
	if !ok {
		return retain.Standing{}, false
	}
	return retain.Standing{Class: importance(w.Camera), Lesser: w.Sub != nil, Edge: w.Redundancy == registry.Edge}, true
}

// importance turns a camera's class, of which 1 is the most important, round.
func importance(c registry.Camera) int { return registry.LowestClass + 1 - c.Class }

// Ordered reports whether the unit's head set in writing in which order
// cameras do without.
func (d *directory) Ordered() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ordered
}

func deviceVersion(w registry.Want) int64 {
	if w.Device == nil {
		return 0
	}
	return w.Device.Version
}

// Cameras returns the cameras to be connected and recorded now.
func (d *directory) Cameras(ctx context.Context) ([]registry.Want, error) {
	select {
	case <-d.ready:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make([]registry.Want, 0, len(d.cameras))
	for _, w := range d.cameras {
		out = append(out, w)
	}
	return out, nil
}

// Source implements [ingest.Directory].
func (d *directory) Source(ctx context.Context, camera shiheng.CameraID, role ingest.Role) (ingest.Source, error) {
	select {
	case <-d.ready:
	case <-ctx.Done():
		return ingest.Source{}, context.Cause(ctx)
	}
	d.mu.Lock()
	w, ok := d.cameras[camera]
	sound := d.sound[camera]
	d.mu.Unlock()
	if !ok {
		return ingest.Source{}, shiheng.NotFound("camera.not-connected", "camera", camera.String())
	}
	from := w.Main
	if role == ingest.Sub {
		from = w.Sub
	}
	switch {
	case from == nil:
		return ingest.Source{}, shiheng.NotFound("camera.no-source", "camera", camera.String(), "role", string(role))
	case from.RTSP != nil:
		r := from.RTSP
		return ingest.Source{Kind: ingest.RTSP, Sound: sound, RTSP: ingest.RTSPSource{
			URL: r.URL, User: r.User, Password: r.Password, Transport: ingest.Transport(r.Transport),
		}}, nil
	}
	out, err := gbSource(from.GB28181, w.Device)
	out.Sound = sound
	return out, err
}

// gbSource joins what the camera says with what its device wants.
func gbSource(g *registry.GB28181Source, device *registry.Device) (ingest.Source, error) {
	if device == nil || device.ID != g.Device {
		return ingest.Source{}, shiheng.NotFound("device.none", "device", g.Device.String())
	}
	s := ingest.GBSource{
		Device: device.ID, Code: code.Code(device.Code), Channel: code.Code(g.Channel),
		Transport: ingest.Transport(device.Options.Transport),
	}
	if g.Transport != "" {
		s.Transport = ingest.Transport(g.Transport)
	}
	return ingest.Source{Kind: ingest.GB28181, GB: s}, nil
}
