package ingest

import (
	"context"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
)

// An Ingest opens and keeps streams. Its methods are safe for concurrent use.
type Ingest struct {
	cfg    Config
	timing Timing
	log    *slog.Logger
	now    func() time.Time
	pumps  []*wire.Pump
	ports  *wire.Ports // nil without a range
	ssrcs  *ssrcs
	gate   *gate
	board  *board
	shared sharedPorts

	mu        sync.Mutex
	sources   map[key]*source // guarded by mu
	histories histories       // guarded by mu
	unstarted []*source       // held before Run, or just now; guarded by mu
	running   bool            // guarded by mu
	ended     bool            // Run has returned; guarded by mu
	wake      chan struct{}   // tells Run of unstarted sources
}

// New checks the configuration. Nothing is opened before Run.
func New(cfg Config) (*Ingest, error) {
	switch {
	case cfg.Directory == nil, cfg.Pool == nil:
		return nil, shiheng.Invalid("ingest.config")
	case cfg.Signalling != nil && len(cfg.Domain) < 8:
		return nil, shiheng.Invalid("ingest.domain", "domain", cfg.Domain)
	}
	in := &Ingest{
		cfg: cfg, timing: cfg.Timing.filled(), log: cfg.Log, now: time.Now,
		ssrcs: newSSRCs(cfg.Domain), board: newBoard(), sources: map[key]*source{},
		wake: make(chan struct{}, 1),
	}
	if in.log == nil {
		in.log = slog.New(slog.DiscardHandler)
	}
	if cfg.Media.High != 0 {
		ports, err := wire.NewPorts(cfg.Media.Low, cfg.Media.High, in.timing.PortRest)
		if err != nil {
			return nil, err
		}
		in.ports = ports
	}
	n := cfg.Pumps
	if n <= 0 {
		n = min(runtime.GOMAXPROCS(0), 4)
	}
	for range n {
		in.pumps = append(in.pumps, wire.NewPump(in.timing.Tick))
	}
	in.gate = newGate(cfg.Starting)
	return in, nil
}

// Run brings streams in until ctx ends. When it returns, every session has
// been ended and every socket closed. It runs once.
func (in *Ingest) Run(ctx context.Context) error {
	in.mu.Lock()
	if in.running || in.ended {
		in.mu.Unlock()
		return shiheng.Conflict("ingest.running")
	}
	in.running = true
	in.mu.Unlock()

	var sources, pumps sync.WaitGroup
	beneath, stop := context.WithCancel(context.WithoutCancel(ctx))
	for _, p := range in.pumps {
		// A pump ends with its context; there is nothing else it could tell.
		pumps.Go(func() { _ = p.Run(beneath) })
	}
	for {
		for _, s := range in.started() {
			sources.Go(func() { s.run(ctx) })
		}
		select {
		case <-in.wake:
			continue
		case <-ctx.Done():
		}
		break
	}
	in.mu.Lock()
	in.running, in.ended = false, true
	late := in.unstarted
	in.unstarted = nil
	in.mu.Unlock()
	for _, s := range late {
		s.stream.Close(context.Cause(ctx))
	}
	sources.Wait() // their sessions say BYE through the pumps' sockets
	in.shared.close()
	stop()
	pumps.Wait()
	return context.Cause(ctx)
}

func (in *Ingest) started() []*source {
	in.mu.Lock()
	defer in.mu.Unlock()
	out := in.unstarted
	in.unstarted = nil
	return out
}

// A Held is one claim on a stream. Its methods are safe for concurrent use.
type Held struct {
	source *source
	once   sync.Once
}

// Hold claims a camera's stream and opens it unless it is open. It returns at
// once; the picture comes when it comes, see [Held.Watch]. It fails with
// ErrUnavailable after Run has ended. The context bounds only the call itself:
// the claim stands until [Held.Release].
func (in *Ingest) Hold(ctx context.Context, camera shiheng.CameraID, role Role) (*Held, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if camera.IsZero() || (role != Main && role != Sub) {
		return nil, shiheng.Invalid("ingest.hold", "role", string(role))
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.ended {
		return nil, shiheng.Unavailable("ingest.ended")
	}
	k := key{camera, role}
	s := in.sources[k]
	if s == nil {
		s = in.newSource(k)
		in.sources[k] = s
		in.start(s)
	}
	s.refs++
	s.wanted()
	return &Held{source: s}, nil
}

// Past claims what a GB/T 28181 channel has itself recorded of a span, in whole
// seconds. It is one session of its own: nobody shares it, it is tried once,
// and its stream ends when the device has sent the span, refuses, or is not
// there; the last [State] then says why. Otherwise it is as [Ingest.Hold].
func (in *Ingest) Past(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (*Held, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if camera.IsZero() || span.From.IsZero() || span.Open() || span.Duration() < time.Second {
		return nil, shiheng.Invalid("ingest.past")
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.ended {
		return nil, shiheng.Unavailable("ingest.ended")
	}
	s := in.newSource(key{camera, Past})
	s.past = span
	s.refs++
	in.start(s)
	return &Held{source: s}, nil
}

// start has Run take the source up; in.mu is held.
func (in *Ingest) start(s *source) {
	in.unstarted = append(in.unstarted, s)
	select {
	case in.wake <- struct{}{}:
	default:
	}
}

// Stream is where the frames come out. It stays the same across reconnects.
func (h *Held) Stream() *hub.Stream { return h.source.stream }

// State is what the source does now.
func (h *Held) State() State {
	s, _ := h.source.state.get()
	return s
}

// Watch returns the present state and a channel that is closed when it changes.
func (h *Held) Watch() (State, <-chan struct{}) { return h.source.state.get() }

// Release gives the claim back. A main stream ends with its last claim, a
// sub-stream some time after it. It is idempotent.
func (h *Held) Release() {
	h.once.Do(func() {
		in := h.source.in
		in.mu.Lock()
		defer in.mu.Unlock()
		h.source.refs--
		if h.source.refs == 0 {
			h.source.unwanted()
		}
	})
}

// RequestKey asks the source of a stream that is being received for a key
// frame. RTSP knows no such request; then, and when nobody holds the stream,
// nothing happens.
func (in *Ingest) RequestKey(camera shiheng.CameraID, role Role) {
	in.mu.Lock()
	s := in.sources[key{camera, role}]
	in.mu.Unlock()
	if s != nil {
		s.askKey()
	}
}

// Reload looks up a camera's sources anew, after its settings changed: open
// sessions are ended and opened again.
func (in *Ingest) Reload(camera shiheng.CameraID) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, role := range []Role{Main, Sub} {
		if s := in.sources[key{camera, role}]; s != nil {
			s.nudge(errReload)
		}
	}
}

// Attempts tells what happened at the latest attempts to open a camera's
// streams, by role, the latest first. It is what the play doctor shows.
func (in *Ingest) Attempts(camera shiheng.CameraID) map[Role][]doctor.Attempt {
	out := map[Role][]doctor.Attempt{}
	for _, role := range []Role{Main, Sub} {
		in.mu.Lock()
		h := in.histories.find(key{camera, role})
		in.mu.Unlock()
		if h != nil {
			out[role] = h.Attempts()
		}
	}
	return out
}

// States subscribes to the states of all sources. The caller closes it.
func (in *Ingest) States() *States { return in.board.subscribe() }

// State is the state of one stream; Stopped when nobody holds it.
func (in *Ingest) State(camera shiheng.CameraID, role Role) State {
	in.mu.Lock()
	s := in.sources[key{camera, role}]
	in.mu.Unlock()
	if s == nil {
		return State{Phase: Stopped}
	}
	st, _ := s.state.get()
	return st
}

// Stats tells what the room does now and what it did since it was made.
type Stats struct {
	Sources, Playing int
	SSRCs, Ports     int // in use
	Receive          wire.PumpStats
	// Buffer is the smallest receive buffer the kernel granted a media
	// socket, in bytes; 0 before the first. Below [wire.ReceiveBuffer],
	// net.core.rmem_max wants raising.
	Buffer int
}

// Stats returns the present figures.
func (in *Ingest) Stats() Stats {
	in.mu.Lock()
	out := Stats{Sources: len(in.sources)}
	in.mu.Unlock()
	out.Playing = in.board.count(Playing)
	out.SSRCs = in.ssrcs.inUse()
	if in.ports != nil {
		out.Ports = in.ports.InUse()
	}
	for _, p := range in.pumps {
		out.Receive = out.Receive.Plus(p.Stats())
	}
	out.Buffer = in.shared.buffer()
	return out
}
