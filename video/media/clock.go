package media

import "time"

// Unwrap continues a counter of the given number of bits (32 of RTP, 33 of
// MPEG) past its end: it returns the value nearest to last that equals raw in
// those bits.
func Unwrap(last int64, raw uint64, bits uint) int64 {
	shift := 64 - bits
	return last + int64((raw-uint64(last))<<shift)>>shift
}

// A Stamp says when bytes came and what time their source gave them.
type Stamp struct {
	PTS, DTS int64 // 90 kHz, unwrapped, of any origin
	HasPTS   bool  // without it the time is the last one and a frame's length more
	HasDTS   bool  // without it DTS follows from the order of PTS

	Received time.Time // server clock
	Device   time.Time // device clock, zero when not known
}

const (
	// jump is how far a source's clock may leap before its time is rebased
	// (gb28181.md §19: clock set, file borders in playback).
	jump = 2 * TimeScale
	// usualFrame is the length of a frame nobody told us about: 25 a second.
	usualFrame = TimeScale / 25
	// maxReorder is the largest depth of reordering H.264 and H.265 know.
	maxReorder = 16
)

// ticks turns a duration into TimeScale units.
func ticks(d time.Duration) int64 { return int64(d/time.Microsecond) * 9 / 100 }

// A timeline is the common time of a stream's lanes, that is of one Builder.
type timeline struct {
	offset   int64 // newest distance between the sources' time and ours
	last     int64 // newest time given out
	received time.Time
	set      bool
}

// A laneClock puts one lane's stamps onto the stream's timeline, without
// leaps, and finds decoding times.
type laneClock struct {
	offset   int64
	last     int64 // PTS given to the last frame
	lastDTS  int64
	length   int64 // of the last frame
	received time.Time
	set      bool

	reorder int // depth of reordering known so far
	window  [maxReorder + 1]int64
	filled  bool
}

// place gives s its times on t. jumped tells that the source's clock leapt and
// was rebased.
func (c *laneClock) place(t *timeline, s *Stamp, shared bool) (pts, dts int64, jumped bool) {
	switch {
	case !s.HasPTS && !c.set:
		pts = t.expected(s.Received)
		c.offset = t.offset
	case !s.HasPTS:
		pts = c.last + max(c.length, 1)
	case !c.set:
		pts = c.first(t, s, shared)
	default:
		pts, jumped = c.next(t, s)
	}
	if jumped || !c.set {
		c.filled = false
	} else if d := pts - c.last; d > 0 && d < jump {
		c.length = d
	}
	if c.length == 0 {
		c.length = usualFrame
	}
	dts = c.decode(pts, s)
	c.last, c.lastDTS, c.received, c.set = pts, dts, s.Received, true
	if pts > t.last || jumped || !t.set {
		t.last, t.received = pts, s.Received
	}
	t.set = true
	return pts, dts, jumped
}

// expected is the stream's time at now.
func (t *timeline) expected(now time.Time) int64 {
	if !t.set {
		return jump
	}
	return t.last + max(ticks(now.Sub(t.received)), 0)
}

// first places a lane's first stamp: on the source's own time when the lanes
// share one, else where the stream stands now.
func (c *laneClock) first(t *timeline, s *Stamp, shared bool) int64 {
	if !t.set {
		c.offset = max(jump-s.PTS, 0) // decoding times stay positive
		t.offset = c.offset
		return s.PTS + c.offset
	}
	want := t.expected(s.Received)
	c.offset = t.offset
	if d := s.PTS + c.offset - want; !shared || d > jump || d < -jump {
		c.offset = want - s.PTS
	}
	return s.PTS + c.offset
}

func (c *laneClock) next(t *timeline, s *Stamp) (pts int64, jumped bool) {
	pts = s.PTS + c.offset
	step := pts - c.last
	if step <= jump && step >= -jump {
		return pts, false
	}
	passed := ticks(s.Received.Sub(c.received))
	if late := step - passed; step > 0 && late <= jump && late >= -jump {
		return pts, false // so much time really went by
	}
	want := c.last + max(passed, c.length)
	if d := s.PTS + t.offset - want; d <= jump && d >= -jump && t.offset != c.offset {
		c.offset = t.offset // another lane saw the leap first: stay in step with it
	} else {
		c.offset = want - s.PTS
		t.offset = c.offset
	}
	return s.PTS + c.offset, true
}

// decode finds the DTS: the source's when it gave one, else the smallest of the
// reorder+1 newest PTS, so that no frame waits for later ones. The depth grows
// when a PTS below its DTS shows that it was too small.
func (c *laneClock) decode(pts int64, s *Stamp) int64 {
	var dts int64
	if s.HasDTS && s.HasPTS {
		dts = s.DTS - s.PTS + pts
	} else {
		if c.set && c.filled && pts <= c.lastDTS && c.reorder < maxReorder {
			c.deepen(pts)
		}
		dts = c.slide(pts)
	}
	if c.set && dts <= c.lastDTS {
		dts = c.lastDTS + 1
	}
	return dts
}

// deepen adds a place to the window, below everything in it.
func (c *laneClock) deepen(pts int64) {
	copy(c.window[1:c.reorder+2], c.window[:c.reorder+1])
	c.window[0] = pts - c.length
	c.reorder++
}

// slide puts pts in place of the window's smallest and returns the smallest of
// what is there now.
func (c *laneClock) slide(pts int64) int64 {
	w := c.window[:c.reorder+1]
	if !c.filled {
		c.filled = true
		for i := range w {
			w[i] = pts - int64(len(w)-i)*c.length
		}
	}
	w[0] = pts
	for i := 0; i+1 < len(w) && w[i] > w[i+1]; i++ {
		w[i], w[i+1] = w[i+1], w[i]
	}
	return w[0]
}

// expect takes over the depth of reordering that a parameter set declares.
func (c *laneClock) expect(depth int) {
	if depth > c.reorder {
		c.reorder, c.filled = min(depth, maxReorder), false
	}
}
