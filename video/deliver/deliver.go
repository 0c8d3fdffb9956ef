package deliver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver/mark"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// Config has the parts Deliver works with. Sources, Grants, Pool and Log are
// required. Without Footage there is no playback, still of the past or export;
// without Pictures no snapshot and no transcode; both then answer
// ErrUnavailable.
type Config struct {
	Sources  Sources
	Footage  Footage
	Pictures Pictures
	Grants   Grants
	Meter    Meter       // counts what is served of the past; nil: nobody does
	Mark     *mark.Key   // seals the session mark in what is served of the past; nil: there is none
	Pool     *media.Pool // memory of the sound frames made here
	Log      *slog.Logger
	Limits   Limits
	WHEP     WHEP
	// Now is the clock that grants are held against; time.Now when nil.
	Now func() time.Time
}

// Limits bound what viewers may take together. Zero fields get defaults.
type Limits struct {
	Sessions   int // at once, over all accounts; 512
	PerAccount int // at once; 64: two walls of 16 and their playback
	Derived    int // streams being transcoded or whose sound is encoded, at once; 128
	Exports    int // downloads at once; 8
}

func (l Limits) filled() Limits {
	set := func(v *int, otherwise int) {
		if *v <= 0 {
			*v = otherwise
		}
	}
	set(&l.Sessions, 512)
	set(&l.PerAccount, 64)
	set(&l.Derived, 128)
	set(&l.Exports, 8)
	return l
}

// The times the wire promises.
const (
	pinTime    = 2 * time.Second        // a viewer's queue lets frames go after this
	slowTime   = 10 * time.Second       // a viewer that takes no byte for this long is closed
	leaveTime  = 750 * time.Millisecond // from the end of a session to the cut of its socket
	subTime    = 5 * time.Second        // how long the ladder waits for a sub-stream
	queueBytes = 8 << 20                // of a viewer's queue
)

// Deliver serves media sessions. Its methods are safe for concurrent use.
type Deliver struct {
	c     Config
	stats counters

	mu       sync.Mutex
	running  bool                      // between Run's begin and end; guarded by mu
	sessions map[*session]struct{}     // guarded by mu
	account  map[shiheng.AccountID]int // sessions of each; guarded by mu
	derived  map[derivedKey]*derived   // guarded by mu
	whep     map[string]*whepSession   // by the secret part of their Location; guarded by mu
	rtc      *rtc                      // the WebRTC side, while running; guarded by mu
	exports  int                       // running; guarded by mu
	paces    map[paceKey]*paced        // of grants that bound their pace; guarded by mu
	work     sync.WaitGroup            // sessions and derived streams
}

// counters are what Stats reports, counted where things happen.
type counters struct {
	opened, refused, slow, revoked, expired atomic.Uint64
	frames, bytes, lost                     atomic.Uint64
}

// Stats tells what deliver does and did.
type Stats struct {
	Sessions, Derived, WHEP int    // now
	Opened, Refused         uint64 // sessions admitted and turned away
	Slow, Revoked, Expired  uint64 // sessions ended for that cause
	Frames, Bytes           uint64 // sent to players
	Lost                    uint64 // frames viewers lost because they were slow
}

// New checks c. It starts nothing; see Run.
func New(c Config) (*Deliver, error) {
	if c.Sources == nil || c.Grants == nil || c.Pool == nil || c.Log == nil {
		return nil, errors.New("deliver: Sources, Grants, Pool and Log are required")
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Limits = c.Limits.filled()
	return &Deliver{
		c: c, sessions: map[*session]struct{}{}, account: map[shiheng.AccountID]int{},
		derived: map[derivedKey]*derived{}, whep: map[string]*whepSession{},
		paces: map[paceKey]*paced{},
	}, nil
}

// errStopping ends the sessions of a machine that stops.
func errStopping() error { return shiheng.Unavailable("server.stopping") }

// Run serves until ctx ends: it opens the WebRTC port, admits sessions, and at
// the end closes every session with the code server.stopping and waits for
// all of them.
func (d *Deliver) Run(ctx context.Context) error {
	r, err := openRTC(ctx, d.c.WHEP, d.c.Log)
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.running, d.rtc = true, r
	d.mu.Unlock()
	<-ctx.Done()
	d.mu.Lock()
	d.running = false
	for s := range d.sessions {
		s.end(errStopping())
	}
	d.mu.Unlock()
	d.work.Wait()
	d.mu.Lock()
	d.rtc = nil
	d.mu.Unlock()
	if err := r.close(); err != nil {
		return fmt.Errorf("close WebRTC port: %w", err)
	}
	return nil
}

// Ready reports whether Run serves.
func (d *Deliver) Ready() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.running
}

// Stats returns the present figures.
func (d *Deliver) Stats() Stats {
	d.mu.Lock()
	defer d.mu.Unlock()
	return Stats{
		Sessions: len(d.sessions), Derived: len(d.derived), WHEP: len(d.whep),
		Opened: d.stats.opened.Load(), Refused: d.stats.refused.Load(),
		Slow: d.stats.slow.Load(), Revoked: d.stats.revoked.Load(), Expired: d.stats.expired.Load(),
		Frames: d.stats.frames.Load(), Bytes: d.stats.bytes.Load(), Lost: d.stats.lost.Load(),
	}
}

// viewer subscribes to a stream the way players do.
func viewer(s *hub.Stream) *hub.Sub {
	return s.Subscribe(hub.Options{MaxBytes: queueBytes, MaxAge: pinTime, FromKey: true})
}
