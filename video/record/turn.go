package record

import (
	"context"
	"errors"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
)

// A keeper is the goroutine that records one want.
type keeper struct {
	want    Want
	ctx     context.Context //nolint:containedctx // of the goroutine, for the one that turns it to another source
	stop    context.CancelCauseFunc
	done    chan struct{}
	opening sync.WaitGroup // while another source is being opened

	mu      sync.Mutex
	stream  shiheng.StreamID        // once known; guarded by mu
	turning bool                    // another source is being opened; guarded by mu
	next    *holding                // to be recorded from now on; guarded by mu
	end     context.CancelCauseFunc // of the recorder at work; guarded by mu
}

// A holding is a hold on one of a camera's sources.
type holding struct {
	Held
	role   Role
	beside bool // it was opened beside another and has a key frame
}

// The bounds of turning to another source.
const (
	turnWithin = 10 * time.Second // how long it may take to its first key frame
	subAgain   = 5 * time.Minute  // a sub-stream that gave nothing is left alone
)

func (k *keeper) know(id shiheng.StreamID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.stream = id
}

// recording opens the context of one recorder's work. It ends with the
// keeper's, and earlier when the measures want another source or none.
func (k *keeper) recording() context.Context {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.end != nil {
		k.end(nil)
	}
	ctx, end := context.WithCancelCause(k.ctx)
	k.end = end
	if k.next != nil { // it came just now
		end(errTurned)
	}
	return ctx
}

// taken hands over the source that was opened meanwhile, if one was.
func (k *keeper) taken() (holding, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.next == nil {
		return holding{}, false
	}
	next := *k.next
	k.next = nil
	return next, true
}

// part ends the recorder at work, for the cause given.
func (k *keeper) part(cause error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.end != nil {
		k.end(cause)
	}
}

// shut gives back what was opened and not taken.
func (k *keeper) shut() {
	k.opening.Wait()
	if next, ok := k.taken(); ok {
		next.Release()
	}
	k.part(nil)
}

// measure is what a stream has to do without now.
func (r *Reconciler) measure(id shiheng.StreamID) Measure {
	if r.cfg.Measure == nil || id.IsZero() {
		return Measure{}
	}
	return r.cfg.Measure(id)
}

// leaves reports whether a stream is to be left on its device. One of which
// nothing was recorded yet is recorded: a gap needs a beginning.
func (r *Reconciler) leaves(id shiheng.StreamID) bool {
	return r.measure(id).Left && r.cfg.Store.DurableUpTo(id).Seq > 0
}

// leave waits for as long as a stream is left on its device.
func (r *Reconciler) leave(ctx context.Context, id shiheng.StreamID) {
	r.declare(ctx, id, CauseLeft)
	for ctx.Err() == nil && r.leaves(id) {
		rest(ctx, r.cfg.Every)
	}
}

// follow has a keeper do what the measures say: record the sub-stream in place
// of the main one or the other way round, or leave the footage on the device.
// One that stopped keeps the source it has.
func (r *Reconciler) follow(k *keeper) {
	k.mu.Lock()
	stream := k.stream
	k.mu.Unlock()
	if r.leaves(stream) {
		k.part(errLeft)
		return
	}
	want := k.want.Role
	r.mu.Lock()
	s := r.states[wantKey{k.want.Camera, k.want.Role}]
	r.mu.Unlock()
	switch m := r.measure(stream); {
	case m.Stopped:
		return
	case m.Lesser && want == Main && time.Now().After(s.noSub):
		want = Sub
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if stream.IsZero() || want == s.Source || k.turning || k.next != nil || k.ctx.Err() != nil {
		return
	}
	k.turning = true
	k.opening.Go(func() { r.turn(k, want) })
}

// turn opens another source of a camera beside the one being recorded, and
// hands it over at its first key frame: nothing is missed between the two. One
// that gives nothing changes nothing.
func (r *Reconciler) turn(k *keeper, role Role) {
	next, err := r.beside(k.ctx, k.want.Camera, role)
	if err != nil && k.ctx.Err() == nil {
		r.cfg.Log.WarnContext(k.ctx, "another source of the camera gave nothing", "camera", k.want.Camera, "role", string(role), "error", err)
		if role == Sub {
			r.note(k.want, func(s *State) { s.noSub = time.Now().Add(subAgain) })
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.turning = false
	switch {
	case err != nil:
	case k.ctx.Err() != nil:
		next.Release()
	default:
		k.next = &next
		if k.end != nil {
			k.end(errTurned)
		}
	}
}

var errNoKey = errors.New("record: no key frame came")

// beside holds a source and waits for its first key frame.
func (r *Reconciler) beside(ctx context.Context, camera shiheng.CameraID, role Role) (holding, error) {
	ctx, stop := context.WithTimeoutCause(ctx, turnWithin, errNoKey)
	defer stop()
	held, err := r.cfg.Source.Hold(ctx, camera, role)
	if err != nil {
		return holding{}, err
	}
	for ctx.Err() == nil {
		if from := held.Stream(); from != nil && awaitKey(ctx, from) {
			return holding{Held: held, role: role, beside: true}, nil
		}
		rest(ctx, poll)
	}
	held.Release()
	return holding{}, context.Cause(ctx)
}

// awaitKey waits for a key frame that comes from now on; false when ctx or the
// stream ends before it.
func awaitKey(ctx context.Context, from *hub.Stream) bool {
	sub := from.Subscribe(hub.Options{MaxBytes: 16 << 20, MaxAge: time.Second})
	defer sub.Close()
	for {
		f, err := sub.Next(ctx)
		if err != nil {
			return false
		}
		key := f.IsKey()
		f.Slab.Release()
		if key {
			return true
		}
	}
}
