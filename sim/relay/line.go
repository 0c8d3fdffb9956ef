package relay

import (
	"fmt"
	"math/rand/v2"
	"time"

	"shiheng.internal"
)

// Faults are what a line does to the packets of one direction. The zero value
// is a perfect line.
type Faults struct {
	Loss      float64       // part of the packets lost, 0 to 1
	Duplicate float64       // part of the packets that arrive twice
	Reorder   float64       // part of the packets held back so that later ones overtake
	Delay     time.Duration // each packet takes so long
	Jitter    time.Duration // and up to so much longer
	Rate      int           // bytes per second that fit through; 0 is no bound
	CutEvery  time.Duration // the line is cut so often; 0 never
	CutFor    time.Duration // and stays cut so long; TCP connections are reset
}

// check refuses what cannot be.
func (f Faults) check() error {
	for _, p := range []float64{f.Loss, f.Duplicate, f.Reorder} {
		if p < 0 || p > 1 {
			return shiheng.Invalid("relay.part", "value", fmt.Sprint(p))
		}
	}
	if f.Delay < 0 || f.Jitter < 0 || f.Rate < 0 || f.CutEvery < 0 || f.CutFor < 0 || f.CutFor > f.CutEvery {
		return shiheng.Invalid("relay.faults", "value", fmt.Sprintf("%+v", f))
	}
	return nil
}

const (
	// overtake is how long a reordered packet is held back beyond its time.
	overtake = 40 * time.Millisecond
	// backlog is how far a slow line may fall behind before packets are lost,
	// as in a router's queue.
	backlog = 500 * time.Millisecond
)

// A Line decides the fate of packets. Not safe for concurrent use.
type Line struct {
	f     Faults
	rng   *rand.Rand
	began time.Time
	busy  time.Time // the line is full until then
}

// NewLine makes a line that began to exist at now.
func NewLine(f Faults, seed uint64, now time.Time) (*Line, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	return &Line{f: f, rng: rand.New(rand.NewPCG(seed, 0x7c1a)), began: now}, nil
}

// Cut reports whether the line is cut at now: for CutFor at the end of each
// CutEvery.
func (l *Line) Cut(now time.Time) bool {
	return l.f.CutEvery > 0 && now.Sub(l.began)%l.f.CutEvery >= l.f.CutEvery-l.f.CutFor
}

// Pass says when a packet of size bytes that comes at now arrives: never, once
// or twice.
func (l *Line) Pass(now time.Time, size int) []time.Time {
	lost := l.rng.Float64() < l.f.Loss
	twice := l.rng.Float64() < l.f.Duplicate
	late := l.rng.Float64() < l.f.Reorder
	var jitter time.Duration
	if l.f.Jitter > 0 {
		jitter = time.Duration(l.rng.Int64N(int64(l.f.Jitter)))
	}
	if lost || l.Cut(now) {
		return nil
	}
	at, fits := l.squeeze(now, size)
	if !fits {
		return nil
	}
	at = at.Add(l.f.Delay + jitter)
	if late {
		at = at.Add(overtake)
	}
	if twice {
		return []time.Time{at, at.Add(time.Millisecond)}
	}
	return []time.Time{at}
}

// squeeze makes a packet wait until the line has room for it.
func (l *Line) squeeze(now time.Time, size int) (time.Time, bool) {
	if l.f.Rate == 0 {
		return now, true
	}
	if l.busy.Before(now) {
		l.busy = now
	}
	if l.busy.Sub(now) > backlog {
		return time.Time{}, false
	}
	l.busy = l.busy.Add(time.Duration(size) * time.Second / time.Duration(l.f.Rate))
	return l.busy, true
}
