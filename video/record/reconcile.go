package record

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// Source brings streams in for as long as somebody holds them open.
type Source interface {
	// Hold keeps the source open until Release. It may return before a frame
	// came. A camera unknown or without this role is an ErrNotFound. Safe for
	// concurrent use.
	Hold(ctx context.Context, camera shiheng.CameraID, role Role) (Held, error)
}

// Held is one hold on a source. Its methods are safe for concurrent use.
type Held interface {
	// Stream is the stream being received, nil while there is none. A source
	// that was reopened may have another stream.
	Stream() *hub.Stream
	// Release ends the hold. It is idempotent.
	Release()
}

// A Want is a source that should be recorded now.
type Want struct {
	Camera shiheng.CameraID
	Role   Role
	Class  Class
}

// ReconcilerConfig says what a Reconciler needs.
type ReconcilerConfig struct {
	// Wants lists all that should be recorded now. When it fails what is being
	// recorded goes on.
	Wants  func(ctx context.Context) ([]Want, error)
	Source Source
	Store  Store
	Pool   *media.Pool
	Log    *slog.Logger // optional
	// QueueBytes is RecorderConfig's.
	QueueBytes int
	// Every is how often it compares, 1 s when zero; Stale how long nothing may
	// become durable before a recording that claims to run is begun anew, 20 s
	// when zero.
	Every, Stale time.Duration
	// Declare, when set, is told why a stream is not being recorded from now
	// on, so that the gap says so: that of the footage store.
	Declare func(stream shiheng.StreamID, at time.Time, cause Cause)
	// Measure, when set, says what a stream has to do without now; it must
	// answer from memory. The source of a stream that is stopped is held on to:
	// it is recorded again as soon as there is room. Nothing is held of one that
	// is left on its device.
	Measure func(shiheng.StreamID) Measure
}

// A Reconciler compares what should be recorded with what became durable, and
// repairs the difference. It believes no one who says "I started it": only
// footage that arrived on disk counts.
type Reconciler struct {
	cfg ReconcilerConfig

	mu     sync.Mutex
	states map[wantKey]State // guarded by mu
}

type wantKey struct {
	camera shiheng.CameraID
	role   Role
}

// A State says how recording of one source stands.
type State struct {
	Want
	Stream   shiheng.StreamID
	Source   Role      // what is recorded: the sub-stream in place of main while space is short
	Since    time.Time // when the present attempt began
	Durable  Durable
	Advanced time.Time // when Durable last grew, by the server's clock
	Attempts int       // since it was first wanted
	Error    error     // of the last attempt, nil while frames come
	noSub    time.Time // the sub-stream gave nothing: not before then again
}

// Recording reports whether footage became durable lately.
func (s State) Recording(now time.Time, within time.Duration) bool {
	return !s.Advanced.IsZero() && now.Sub(s.Advanced) <= within
}

// NewReconciler makes a reconciler.
func NewReconciler(cfg ReconcilerConfig) (*Reconciler, error) {
	if cfg.Wants == nil || cfg.Source == nil || cfg.Store == nil || cfg.Pool == nil {
		return nil, shiheng.Invalid("reconciler.config")
	}
	if cfg.Every == 0 {
		cfg.Every = time.Second
	}
	if cfg.Stale == 0 {
		cfg.Stale = 20 * time.Second
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Reconciler{cfg: cfg, states: map[wantKey]State{}}, nil
}

// States lists how recording stands, in no order.
func (r *Reconciler) States() []State {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]State, 0, len(r.states))
	for _, s := range r.states {
		out = append(out, s)
	}
	return out
}

var (
	errUnwanted = errors.New("record: not wanted any more")
	errStale    = errors.New("record: nothing became durable")
	errTurned   = errors.New("record: another source of the camera is recorded")
	errLeft     = errors.New("record: left on the device")
)

// Run compares and repairs until ctx ends; then it waits until every recording
// has ended in order.
func (r *Reconciler) Run(ctx context.Context) error {
	keepers := map[wantKey]*keeper{}
	defer func() {
		for _, k := range keepers {
			<-k.done
		}
	}()
	tick := time.NewTicker(r.cfg.Every)
	defer tick.Stop()
	for {
		r.compare(ctx, keepers)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// compare starts what is missing, stops what is not wanted, and begins anew
// what does not get to disk.
func (r *Reconciler) compare(ctx context.Context, keepers map[wantKey]*keeper) {
	wants, err := r.cfg.Wants(ctx)
	if err != nil {
		if ctx.Err() == nil {
			r.cfg.Log.Error("what should be recorded is not known", "error", err)
		}
		return
	}
	wanted := map[wantKey]Want{}
	for _, w := range wants {
		wanted[wantKey{w.Camera, w.Role}] = w
	}
	for key, k := range keepers {
		if _, ok := wanted[key]; !ok {
			k.stop(errUnwanted)
		} else if r.stale(key) {
			k.stop(errStale)
		} else {
			r.follow(k)
		}
		select {
		case <-k.done: // however it ended, it is begun again below
			delete(keepers, key)
		default:
		}
	}
	for key, w := range wanted {
		if _, ok := keepers[key]; !ok && ctx.Err() == nil {
			keepers[key] = r.start(ctx, w)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for key := range r.states {
		_, want := wanted[key]
		_, kept := keepers[key]
		if !want && !kept {
			delete(r.states, key)
		}
	}
}

// stale looks at the disk, not at the keeper.
func (r *Reconciler) stale(key wantKey) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.states[key]
	if !ok || s.Stream.IsZero() {
		return false
	}
	now := time.Now()
	if d := r.cfg.Store.DurableUpTo(s.Stream); d.Seq > s.Durable.Seq {
		s.Durable, s.Advanced = d, now
		r.states[key] = s
	}
	if m := r.measure(s.Stream); m.Stopped || m.Left {
		s.Since = now // it is not the source's fault
		r.states[key] = s
		return false
	}
	if now.Sub(s.Since) <= r.cfg.Stale || s.Recording(now, r.cfg.Stale) {
		return false
	}
	if s.Source != s.Role {
		s.noSub = now.Add(subAgain) // the main one may well come
	}
	s.Since = now
	s.Error = errStale
	r.states[key] = s
	return true
}

func (r *Reconciler) start(ctx context.Context, w Want) *keeper {
	ctx, stop := context.WithCancelCause(ctx)
	k := &keeper{want: w, ctx: ctx, stop: stop, done: make(chan struct{})}
	r.note(w, func(s *State) { s.Want, s.Since = w, time.Now() })
	go func() {
		defer close(k.done)
		defer k.shut()
		defer stop(nil)
		r.keep(k)
	}()
	return k
}

func (r *Reconciler) note(w Want, change func(*State)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := wantKey{w.Camera, w.Role}
	s := r.states[key]
	change(&s)
	r.states[key] = s
}

// keep records one want, holding its source open, until its context ends.
func (r *Reconciler) keep(k *keeper) {
	ctx, w := k.ctx, k.want
	stream, err := r.cfg.Store.Stream(ctx, w.Camera, w.Role, w.Class)
	if err != nil {
		r.note(w, func(s *State) { s.Error = err })
		return
	}
	r.note(w, func(s *State) { s.Stream, s.Source = stream.ID, w.Role })
	k.know(stream.ID)
	cause, pause := CauseRestart, pauseFirst
	for ctx.Err() == nil {
		if r.leaves(stream.ID) {
			r.leave(ctx, stream.ID)
			cause, pause = CauseLeft, pauseFirst
			continue
		}
		r.note(w, func(s *State) { s.Attempts++ })
		heard, err := r.hold(k, stream, cause)
		if heard {
			pause = pauseFirst
		}
		cause = CauseNoSignal
		if errors.Is(err, errLeft) {
			continue
		}
		r.note(w, func(s *State) { s.Error = err })
		r.declare(ctx, stream.ID, CauseNoSignal)
		rest(ctx, pause/2+rand.N(pause))
		pause = min(pause*2, pauseLast)
	}
	if r.cfg.Declare != nil && errors.Is(context.Cause(ctx), errUnwanted) {
		r.cfg.Declare(stream.ID, time.Now(), CauseDisabled)
	}
}

// declare says why nothing is recorded from now on, unless ctx has ended.
func (r *Reconciler) declare(ctx context.Context, stream shiheng.StreamID, cause Cause) {
	if r.cfg.Declare != nil && ctx.Err() == nil {
		r.cfg.Declare(stream, time.Now(), cause)
	}
}

// The pauses between attempts to hold a source.
const (
	pauseFirst = 500 * time.Millisecond
	pauseLast  = 30 * time.Second
	poll       = 100 * time.Millisecond // how often a hold is asked for its stream
)

func rest(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// hold holds the source once and records every stream it has, until it fails
// or the keeper ends. It reports whether any frame came.
func (r *Reconciler) hold(k *keeper, stream Stream, cause Cause) (heard bool, err error) {
	held, err := r.cfg.Source.Hold(k.ctx, stream.Camera, stream.Role)
	if err != nil {
		return false, err
	}
	on := holding{Held: held, role: stream.Role}
	defer func() { on.Release() }()
	r.note(k.want, func(s *State) { s.Source = on.role })
	var last *hub.Stream
	for k.ctx.Err() == nil {
		if next, ok := k.taken(); ok {
			on.Release()
			on, last = next, nil
			r.note(k.want, func(s *State) { s.Source = on.role })
		}
		from := on.Stream()
		switch {
		case r.leaves(stream.ID):
			return heard, errLeft
		case from == nil || from == last:
			rest(k.ctx, poll)
			continue
		}
		last = from
		under := k.recording()
		rec := NewRecorder(RecorderConfig{
			Stream: stream, Store: r.cfg.Store, Pool: r.cfg.Pool, Log: r.cfg.Log, QueueBytes: r.cfg.QueueBytes, FirstCause: cause,
			Measure: r.cfg.Measure, Lesser: on.role != stream.Role, FromKey: on.beside,
		})
		err := rec.Run(under, from)
		heard = heard || rec.Stats().Frames > 0
		cause = CauseNoSignal
		switch {
		case errors.Is(err, errTurned):
			cause = CauseNoSpace
		case err != nil && k.ctx.Err() == nil:
			return heard, err
		}
	}
	return heard, nil
}
