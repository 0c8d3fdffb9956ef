package ingest

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
)

// Why a session is ended from our side.
var (
	errUnwanted = errors.New("ingest: nobody holds the stream")
	errReload   = errors.New("ingest: settings changed")
)

// A source keeps one stream of one camera open while it is held.
type source struct {
	in      *Ingest
	key     key
	stream  *hub.Stream
	intake  *intake
	pump    *wire.Pump
	history *doctor.History
	state   watched
	past    shiheng.Span // of role Past: what is asked for

	// Of run's goroutine: what RTSP's automatic choice of transport learned.
	overUDP, played bool
	over            doctor.Diagnosis // why the one attempt of role Past ended

	refs   int                     // guarded by in.mu
	timer  *time.Timer             // runs while lingering; guarded by in.mu
	cancel context.CancelCauseFunc // ends the present round of work; guarded by in.mu
	hint   func()                  // asks the open session for a key frame; guarded by in.mu
}

// newSource makes a source; in.mu is held.
func (in *Ingest) newSource(k key) *source {
	s := &source{in: in, key: k, stream: hub.NewStream(), history: in.histories.open(k)}
	s.intake = newIntake(s.stream, in.cfg.Pool)
	s.pump = in.pumps[in.place()]
	s.state.set(State{Phase: Connecting, Since: in.now()})
	return s
}

// pumpful is how many members a pump takes before the next one is used: one
// that wakes alone lets the machine sleep longer.
const pumpful = 400

// place picks the first pump that is not full, else the emptiest.
func (in *Ingest) place() int {
	best := 0
	for i, p := range in.pumps {
		n := p.Len()
		if n < pumpful {
			return i
		}
		if n < in.pumps[best].Len() {
			best = i
		}
	}
	return best
}

// wanted stops a running linger; in.mu is held.
func (s *source) wanted() {
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
}

// unwanted ends the session at once (main) or after a while (sub); in.mu is
// held.
func (s *source) unwanted() {
	if s.key.role != Sub {
		s.nudge(errUnwanted)
		return
	}
	s.timer = time.AfterFunc(s.in.timing.SubLinger, func() {
		s.in.mu.Lock()
		defer s.in.mu.Unlock()
		if s.refs == 0 {
			s.timer = nil
			s.nudge(errUnwanted)
		}
	})
}

// nudge ends the present round of work; in.mu is held.
func (s *source) nudge(cause error) {
	if s.cancel != nil {
		s.cancel(cause)
	}
}

// round opens the context of the next round of work, or retires the source
// when nobody holds it and none lingers.
func (s *source) round(ctx context.Context) (context.Context, bool) {
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	if ctx.Err() != nil || (s.refs == 0 && s.timer == nil) {
		s.retire()
		return nil, false
	}
	round, cancel := context.WithCancelCause(ctx)
	s.cancel = cancel
	return round, true
}

// retire forgets the source; in.mu is held.
func (s *source) retire() {
	s.wanted()
	if s.in.sources[s.key] == s {
		delete(s.in.sources, s.key)
	}
}

// run works for the source until nobody holds it or ctx ends.
func (s *source) run(ctx context.Context) {
	defer s.close(ctx)
	fails := 0
	for {
		round, ok := s.round(ctx)
		if !ok {
			return
		}
		began := s.in.now()
		why := s.work(round)
		s.cancelRound()
		if s.key.role == Past {
			s.over = why
			return
		}
		switch {
		case errors.Is(context.Cause(round), errUnwanted) || ctx.Err() != nil:
			continue // round retires the source, or it was held again meanwhile
		case errors.Is(context.Cause(round), errReload):
			fails = 0
			continue
		case why.Code == "sip.offline": // it is back
			fails = 0
			continue
		case s.in.now().Sub(began) > s.in.timing.BackoffMax:
			fails = 0 // it had played for a while
		}
		s.pause(ctx, fails, why)
		fails++
	}
}

// cancelRound frees the round's context without a cause of its own.
func (s *source) cancelRound() {
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	s.cancel(nil)
	s.cancel = nil
}

// work opens the stream once and keeps it; it returns why it ended.
func (s *source) work(ctx context.Context) doctor.Diagnosis {
	role := s.key.role
	if role == Past {
		role = Main
	}
	src, err := s.in.cfg.Directory.Source(ctx, s.key.camera, role)
	if err != nil {
		return doctor.Of("own.source", "error", err.Error())
	}
	s.intake.hear(src.Sound)
	switch {
	case src.Kind == RTSP && s.key.role == Past:
		return doctor.Of("own.source", "error", "RTSP sources are not asked for the past")
	case src.Kind == RTSP:
		return s.pull(ctx, src.RTSP)
	case src.Kind == GB28181 && s.in.cfg.Signalling != nil:
		return s.invite(ctx, src.GB)
	}
	return doctor.Of("own.source", "error", "no such kind of source: "+string(src.Kind))
}

// pause waits before the next try: twice as long each time, with jitter.
func (s *source) pause(ctx context.Context, fails int, why doctor.Diagnosis) {
	wait := backoff(s.in.timing, fails)
	round, ok := s.round(ctx)
	if !ok {
		return // run's next round ends it
	}
	defer s.cancelRound()
	now := s.in.now()
	s.show(State{Phase: Waiting, Since: now, Reason: why, Next: now.Add(wait)})
	sleep(round, wait)
}

// backoff is how long to wait after the given number of failures before this
// one, half of it at random so that many do not come back at once.
func backoff(t Timing, fails int) time.Duration {
	wait := t.BackoffMin << min(fails, 20)
	if wait > t.BackoffMax || wait <= 0 {
		wait = t.BackoffMax
	}
	return wait/2 + rand.N(wait/2+1)
}

// sleep waits d, or less when ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

func (s *source) show(st State) {
	s.state.set(st)
	if s.key.role != Past { // that is nobody's camera state
		s.in.board.post(s.key, st)
	}
}

// phase shows a phase that began now and has no reason.
func (s *source) phase(p Phase) { s.show(State{Phase: p, Since: s.in.now()}) }

// close tells everybody that the stream is over.
func (s *source) close(ctx context.Context) {
	s.intake.lose()
	why := doctor.Of("own.stopped")
	if !s.over.IsZero() {
		why = s.over
	}
	s.show(State{Phase: Stopped, Since: s.in.now(), Reason: why})
	s.stream.Close(context.Cause(ctx))
}

// offerHint names how to ask the open session for a key frame; nil withdraws.
func (s *source) offerHint(ask func()) {
	s.in.mu.Lock()
	defer s.in.mu.Unlock()
	s.hint = ask
}

func (s *source) askKey() {
	s.in.mu.Lock()
	ask := s.hint
	s.in.mu.Unlock()
	if ask != nil {
		ask()
	}
}
