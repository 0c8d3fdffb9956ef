package wire

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultTick is how often a pump goes round: often enough for live pictures
// (20 ms are added on average), seldom enough for 25 reads a second per stream
// and for a process that sleeps in between.
const DefaultTick = 40 * time.Millisecond

// A Member is something a pump serves once a round.
type Member interface {
	// Drain does what there is to do without ever blocking. It returns true
	// when the member has ended; the pump then forgets it. It must not call
	// Add or Remove of its own pump; see [Pass.Add].
	Drain(p *Pass) (ended bool)
}

// A Pass is one round of a pump: its time and its scratch memory. It is valid
// during the call of Drain only.
type Pass struct {
	Now     time.Time
	pump    *Pump
	scratch *scratch
}

// Add takes a new member into the pump from inside a round.
func (p *Pass) Add(m Member) { p.pump.add(m) }

// PumpStats counts what pumps did since they were made.
type PumpStats struct {
	Rounds   uint64 // how often the pump went round with members
	Syscalls uint64 // reads, accepts and writes on media sockets
	Packets  uint64 // datagrams
	Bytes    uint64 // of payload read from all sockets
	Overflow uint64 // datagrams the kernel dropped because a buffer was full
	Cut      uint64 // datagrams longer than the buffer they were read into
}

// Plus adds two sets of figures.
func (s PumpStats) Plus(o PumpStats) PumpStats {
	return PumpStats{
		Rounds: s.Rounds + o.Rounds, Syscalls: s.Syscalls + o.Syscalls, Packets: s.Packets + o.Packets,
		Bytes: s.Bytes + o.Bytes, Overflow: s.Overflow + o.Overflow, Cut: s.Cut + o.Cut,
	}
}

type counters struct {
	rounds, syscalls, packets, bytes, overflow, cut atomic.Uint64
}

// A Pump serves its members in rounds. Its methods are safe for concurrent use.
type Pump struct {
	tick  time.Duration
	wake  chan struct{}
	count atomic.Int64 // of members
	counters

	mu      sync.Mutex     // held for a whole round; guards what follows
	members []Member       // in the order they are served
	place   map[Member]int // index in members
	scratch *scratch       // made with the first member
}

// NewPump makes a pump that goes round every tick (DefaultTick when 0).
func NewPump(tick time.Duration) *Pump {
	if tick <= 0 {
		tick = DefaultTick
	}
	return &Pump{tick: tick, wake: make(chan struct{}, 1), place: map[Member]int{}}
}

// Stats returns the present figures.
func (p *Pump) Stats() PumpStats {
	return PumpStats{
		Rounds: p.rounds.Load(), Syscalls: p.syscalls.Load(), Packets: p.packets.Load(),
		Bytes: p.bytes.Load(), Overflow: p.overflow.Load(), Cut: p.cut.Load(),
	}
}

// Len is the number of members.
func (p *Pump) Len() int { return int(p.count.Load()) }

// Add takes m into the rounds. Adding a member twice does nothing.
func (p *Pump) Add(m Member) {
	p.mu.Lock()
	p.add(m)
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *Pump) add(m Member) {
	if _, known := p.place[m]; known {
		return
	}
	p.place[m] = len(p.members)
	p.members = append(p.members, m)
	p.count.Store(int64(len(p.members)))
	if p.scratch == nil {
		p.scratch = newScratch()
	}
}

// Remove takes m out. When it returns, m is not being served and will not be
// again: its sockets may be closed. Removing a stranger does nothing.
func (p *Pump) Remove(m Member) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.remove(m)
}

func (p *Pump) remove(m Member) {
	at, known := p.place[m]
	if !known {
		return
	}
	last := len(p.members) - 1
	p.members[at] = p.members[last]
	p.place[p.members[at]] = at
	p.members[last] = nil
	p.members = p.members[:last]
	p.count.Store(int64(last))
	delete(p.place, m)
}

// Do runs f between two rounds, so that f may touch what belongs to members.
func (p *Pump) Do(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
}

// Run goes round until ctx ends; without members it sleeps. It closes nothing.
// Rounds begin at whole multiples of the tick, so that several pumps wake the
// machine together.
func (p *Pump) Run(ctx context.Context) error {
	for {
		left := 1
		for left > 0 {
			if err := p.pause(ctx); err != nil {
				return err
			}
			left = p.round(time.Now())
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-p.wake:
		}
	}
}

// pause waits for the next multiple of the tick.
func (p *Pump) pause(ctx context.Context) error {
	now := time.Now()
	timer := time.NewTimer(now.Truncate(p.tick).Add(p.tick).Sub(now))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// round serves every member once and returns how many are left.
func (p *Pump) round(now time.Time) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.members) == 0 {
		return 0
	}
	p.rounds.Add(1)
	pass := Pass{Now: now, pump: p, scratch: p.scratch}
	for i := 0; i < len(p.members); {
		m := p.members[i]
		if m.Drain(&pass) {
			p.remove(m) // the last member takes its place and is served next
			continue
		}
		i++
	}
	return len(p.members)
}
