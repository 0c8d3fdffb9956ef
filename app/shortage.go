package app

import (
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/retain"
	"shiheng.internal/video/record"
)

// shortage hands what the footage store decided to do without to the
// recorders. Safe for concurrent use; no method blocks.
type shortage struct {
	mu     sync.Mutex
	relief retain.Relief             // guarded by mu
	of     map[string]record.Measure // by stream; guarded by mu
}

// take is slots.Config's Shortage.
func (s *shortage) take(r retain.Relief) {
	of := make(map[string]record.Measure, len(r.Stop)+len(r.KeysOnly))
	for _, id := range r.KeysOnly {
		of[id] = record.KeysOnly
	}
	for _, id := range r.Stop {
		of[id] = record.Stopped
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.relief, s.of = r, of
}

// Measure is record.ReconcilerConfig's.
func (s *shortage) Measure(id shiheng.StreamID) record.Measure {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.of) == 0 {
		return record.Unmeasured
	}
	return s.of[id.String()]
}

// Relief is what the store decided last.
func (s *shortage) Relief() retain.Relief {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.relief
}

// pace is how much footage came in over the last hours. It is kept in memory:
// after a start it is measured anew. Safe for concurrent use.
type pace struct {
	mu    sync.Mutex
	marks []mark // oldest first; guarded by mu
	last  mark   // guarded by mu
}

type mark struct {
	at    time.Time
	bytes uint64 // durable since the start
}

// The pace is taken over so many marks of a minute: six hours.
const (
	markEvery = time.Minute
	marksKept = 360
)

// note takes down how many bytes became durable since the start.
func (p *pace) note(now time.Time, bytes uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = mark{now, bytes}
	if n := len(p.marks); n > 0 && now.Sub(p.marks[n-1].at) < markEvery {
		return
	}
	if len(p.marks) == marksKept {
		p.marks = p.marks[:copy(p.marks, p.marks[1:])]
	}
	p.marks = append(p.marks, p.last)
}

// rate is bytes per second, and the time it was measured over.
func (p *pace) rate() (perSecond float64, over time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.marks) == 0 {
		return 0, 0
	}
	first := p.marks[0]
	if over = p.last.at.Sub(first.at); over <= 0 {
		return 0, 0
	}
	return float64(p.last.bytes-first.bytes) / over.Seconds(), over
}

// A forecast needs a minute of recording; it is believed, and an incident,
// after ten.
const (
	forecastAfter = time.Minute
	believedAfter = 10 * time.Minute
)

// forecast reckons how long the footage store will do at its present pace;
// nil before that is known. short says that it is too small for the floor.
func (h *House) forecast() (v *api.ForecastView, short bool) {
	perSecond, over := h.pace.rate()
	if over < forecastAfter {
		return nil, false
	}
	load := retain.Load{
		Practice: h.slots.Practice(), LawDay: h.slots.LawDay(), Oldest: h.slots.Stats().Oldest, Floor: h.meanFloor(),
	}
	load.PerDay = perSecond * load.LawDay.Seconds()
	for _, p := range h.slots.Places() {
		if p.State == "good" || p.State == "full" {
			load.Capacity += p.Capacity
			load.Used += p.Used
		}
	}
	o := retain.Forecast(load)
	return &api.ForecastView{
		PerDay: int64(load.PerDay), Measured: over.Seconds(), Floor: load.Floor, Room: o.Room, Lasts: o.Lasts, Left: o.Left,
	}, o.Short && over >= believedAfter
}

// meanFloor is how many law-days the footage of the cameras being recorded
// must be kept, on the mean.
func (h *House) meanFloor() float64 {
	states := h.recording.reconciler.States()
	if len(states) == 0 {
		return float64(h.law.Floor(law.Facts{}, law.DayOf(time.Now())).Days)
	}
	sum := 0
	for _, s := range states {
		sum += h.directory.Floor(s.Camera)
	}
	return float64(sum) / float64(len(states))
}
