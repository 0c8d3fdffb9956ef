package wire

import (
	"sync"
	"time"

	"shiheng.internal"
)

// Ports hands out the even ports of a range, each with the odd one above it
// for RTCP, and lets a port rest after use: devices go on sending for seconds
// after BYE (gb28181.md §13.5). Safe for concurrent use.
type Ports struct {
	low, count uint16
	rest       time.Duration

	mu    sync.Mutex
	next  uint16               // where to look first, in pairs from low; guarded by mu
	taken map[uint16]time.Time // port to the end of its rest, zero while in use; guarded by mu
}

// NewPorts serves the range low…high, both included; a port rests after use.
// A range without a whole pair is an ErrInvalid.
func NewPorts(low, high uint16, rest time.Duration) (*Ports, error) {
	low += low & 1
	if low == 0 || high <= low {
		return nil, shiheng.Invalid("media.ports")
	}
	return &Ports{low: low, count: (high - low + 1) / 2, rest: rest, taken: map[uint16]time.Time{}}, nil
}

// Take finds a port that is free here and for which bind succeeds. When there
// is none it fails with ErrExhausted and bind's last error as the cause.
func (p *Ports) Take(now time.Time, bind func(port uint16) error) (uint16, error) {
	var last error
	for range p.count {
		port, ok := p.reserve(now)
		if !ok {
			break
		}
		if last = bind(port); last == nil {
			return port, nil
		}
		// Somebody else on this machine has it; look again after a rest.
		p.Give(port, now)
	}
	return 0, shiheng.Exhausted("media.ports.exhausted").From(last)
}

func (p *Ports) reserve(now time.Time) (uint16, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for range p.count {
		port := p.low + 2*p.next
		p.next = (p.next + 1) % p.count
		until, known := p.taken[port]
		if known && (until.IsZero() || now.Before(until)) {
			continue
		}
		p.taken[port] = time.Time{}
		return port, true
	}
	return 0, false
}

// Give returns a port; it rests before it is taken again.
func (p *Ports) Give(port uint16, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken[port] = now.Add(p.rest)
}

// InUse is how many ports are handed out at now, those at rest not counted.
func (p *Ports) InUse() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, until := range p.taken {
		if until.IsZero() {
			n++
		}
	}
	return n
}
