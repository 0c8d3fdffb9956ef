package rtpframe

import "time"

// verdict is what the order says of a packet that just came.
type verdict uint8

const (
	take  verdict = iota // next in order: hand it on now
	hold                 // early: keep a copy
	drop                 // seen before, or too late
	leap                 // first of another sequence: hand on what is held, then this
	doubt                // far away: wait for its successor
)

const (
	maxBehind = 1000    // a packet this far back is late; farther back is a restart
	maxAhead  = 3000    // RFC 3550 A.1 MAX_DROPOUT
	maxHeld   = 4 << 20 // bytes kept of early packets
)

// order restores the sequence of packets (RFC 3550 A.1). Early ones are copied
// and held until the missing ones come, time runs out or the window is full.
type order struct {
	window int
	wait   time.Duration

	set   bool
	next  uint16
	slots []slot // ring by sequence number; a power of two long
	count int    // slots in use
	bytes int

	suspect    slot // a packet far out of order, waiting for its successor
	suspicious bool
}

type slot struct {
	buf  []byte
	seq  uint16
	at   time.Time
	used bool
}

func newOrder(window int, wait time.Duration) *order {
	n := 1
	for n < window {
		n *= 2
	}
	o := &order{window: window, wait: wait}
	if window > 0 {
		o.slots = make([]slot, n)
	}
	return o
}

// judge says what to do with a packet of number seq.
func (o *order) judge(seq uint16) verdict {
	if !o.set {
		return take
	}
	ahead := int(int16(seq - o.next))
	switch {
	case ahead == 0:
		return take
	case ahead < 0 && ahead >= -maxBehind:
		return drop
	case ahead < 0 || ahead >= maxAhead:
		if o.suspicious && seq == o.suspect.seq+1 {
			return leap
		}
		return doubt
	case ahead < o.window && o.bytes < maxHeld:
		if s := &o.slots[int(seq)&(len(o.slots)-1)]; s.used {
			return drop
		}
		return hold
	}
	return leap
}

// taken moves on behind seq.
func (o *order) taken(seq uint16) {
	o.set, o.next, o.suspicious = true, seq+1, false
}

func (o *order) keep(b []byte, seq uint16, now time.Time) {
	s := &o.slots[int(seq)&(len(o.slots)-1)]
	s.buf = append(s.buf[:0], b...)
	s.seq, s.at, s.used = seq, now, true
	o.count++
	o.bytes += len(b)
}

func (o *order) suspectPacket(b []byte, seq uint16, now time.Time) {
	o.suspect.buf = append(o.suspect.buf[:0], b...)
	o.suspect.seq, o.suspect.at, o.suspicious = seq, now, true
}

// ready returns the next packet in order if it is held.
func (o *order) ready() *slot {
	if o.count == 0 {
		return nil
	}
	s := &o.slots[int(o.next)&(len(o.slots)-1)]
	if !s.used || s.seq != o.next {
		return nil
	}
	o.release(s)
	return s
}

func (o *order) release(s *slot) {
	s.used = false
	o.count--
	o.bytes -= len(s.buf)
}

// first returns the earliest held packet, and how many are missing before it.
func (o *order) first() (s *slot, missing int) {
	if o.count == 0 {
		return nil, 0
	}
	for i := range len(o.slots) {
		s := &o.slots[(int(o.next)+i)&(len(o.slots)-1)]
		if s.used && s.seq == o.next+uint16(i) {
			return s, i
		}
	}
	return nil, 0
}
