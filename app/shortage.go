package app

import (
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
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
	of := map[string]record.Measure{}
	note := func(ids []string, change func(*record.Measure)) {
		for _, id := range ids {
			m := of[id]
			change(&m)
			of[id] = m
		}
	}
	note(r.Lesser, func(m *record.Measure) { m.Lesser = true })
	note(r.KeysOnly, func(m *record.Measure) { m.KeysOnly = true })
	note(r.Leave, func(m *record.Measure) { m.Left = true })
	note(r.Stop, func(m *record.Measure) { m.Stopped = true })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.relief, s.of = r, of
}

// Measure is record.ReconcilerConfig's.
func (s *shortage) Measure(id shiheng.StreamID) record.Measure {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.of) == 0 {
		return record.Measure{}
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
	load.Capacity, load.Used = h.disks()
	o := retain.Forecast(load)
	return &api.ForecastView{
		PerDay: int64(load.PerDay), Measured: over.Seconds(), Floor: load.Floor, Room: o.Room, Lasts: o.Lasts, Left: o.Left,
	}, o.Short && over >= believedAfter
}

// disks is how much the disks in use take, and how much of it holds footage.
func (h *House) disks() (capacity, used int64) {
	for _, p := range h.slots.Places() {
		if p.State == "good" || p.State == "full" {
			capacity += p.Capacity
			used += p.Used
		}
	}
	return capacity, used
}

// assumedKbps is the bit rate of a stream of which nothing is known.
const assumedKbps = 4096

// reckon is registry.Config's: a camera counts with the greater of what the
// register says and what was measured.
func (h *House) reckon(cameras []registry.Demand) registry.Room {
	demands := make([]retain.Demand, len(cameras))
	var bits float64
	for i, c := range cameras {
		bits = float64(c.Kbps) * 1000
		if h.recording != nil {
			if m, ok := h.recording.Measured(c.Camera); ok {
				bits = max(bits, m)
			}
		}
		if bits == 0 {
			bits = assumedKbps * 1000
		}
		demands[i] = retain.Demand{BitsPerSecond: bits, Share: c.Share, Days: c.Days}
	}
	capacity, _ := h.disks()
	sum := retain.Reckon(capacity, h.slots.LawDay(), demands)
	return registry.Room{Need: sum.Need, Have: sum.Have, Kbps: int(bits / 1000)}
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
