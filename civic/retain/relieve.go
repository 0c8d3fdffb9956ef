package retain

import (
	"cmp"
	"slices"
)

// A Step is one rung of the ladder that is climbed when nothing may be deleted
// and the disks are full. Each includes those before it.
type Step int

// The rungs, in order (design, "Full").
const (
	Normal       Step = iota // there is room, or deletion makes some
	StopOptional             // optional streams and previews stop
	AskForLess               // the sub-stream is recorded in place of the main one
	KeysOnly                 // the lowest class is recorded with key frames only
	LeaveOnSite              // footage stays on the device, to be fetched later
	DeclareGaps              // the lowest class stops, with gaps of cause no-space
)

// String is the step's stable code.
func (s Step) String() string {
	switch s {
	case Normal:
		return "normal"
	case StopOptional:
		return "stop-optional"
	case AskForLess:
		return "ask-for-less"
	case KeysOnly:
		return "keys-only"
	case LeaveOnSite:
		return "leave-on-site"
	case DeclareGaps:
		return "declare-gaps"
	}
	return ""
}

// A Standing is what of a camera counts when space runs out.
type Standing struct {
	Class  int  // higher is more important
	Lesser bool // it has a sub-stream that can be recorded in place of the main one
	Edge   bool // its device keeps the footage to the floor by itself
}

// A Claim is one stream that wants space.
type Claim struct {
	Key      string // the caller's name for it
	Optional bool   // a sub stream or preview that no duty asks for
	Standing
}

// Space is what there is to go by.
type Space struct {
	Free    int // slots, or whatever Reserve is in
	Reserve int // where relief begins
	// Ordered says that the unit's head set in writing in which order cameras
	// do without.
	Ordered bool
}

// A Relief says what to do, and to which streams. One that stops or is left on
// its device stands in no other list; one may be both lesser and keys-only.
type Relief struct {
	Step     Step
	Depth    int      // how many classes do without altogether
	Lesser   []string // record the sub-stream in place of the main one
	KeysOnly []string // record key frames only
	Leave    []string // record nothing: the device has it
	Stop     []string // record nothing
}

// Equal reports whether two reliefs say the same.
func (r Relief) Equal(o Relief) bool {
	return r.Step == o.Step && r.Depth == o.Depth && slices.Equal(r.Lesser, o.Lesser) && slices.Equal(r.KeysOnly, o.KeysOnly) &&
		slices.Equal(r.Leave, o.Leave) && slices.Equal(r.Stop, o.Stop)
}

// milder reports whether r asks for less than o.
func (r Relief) milder(o Relief) bool {
	return r.Step < o.Step || r.Step == o.Step && r.Depth < o.Depth
}

// Relieve says what to do when nothing more may be deleted. before is what was
// said last: a rung is left only when an eighth of the reserve more is free
// than where it begins, so that it is left for good.
//
// Classes do without from the lowest up. Never do all streams stop at once: the
// most important one goes on to the last slot, and is never thinned. What lies
// below key frames only is done in the order that the unit's head set in
// writing. Without one nothing is left on devices, and all but one are thinned
// before anything stops, which then is at the last slot.
func Relieve(s Space, claims []Claim, before Relief) Relief {
	r := relieve(s, claims)
	if r.milder(before) {
		s.Free -= max(s.Reserve/8, 1)
		if held := relieve(s, claims); !before.milder(held) {
			return held
		}
	}
	return r
}

func relieve(s Space, claims []Claim) Relief {
	if s.Free >= s.Reserve || s.Reserve <= 0 {
		return Relief{}
	}
	r := Relief{Step: rung(s)}
	ordered := slices.SortedFunc(slices.Values(claims), func(a, b Claim) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Key, b.Key))
	})
	var duty []Claim
	for _, c := range ordered {
		if c.Optional {
			r.Stop = append(r.Stop, c.Key)
		} else {
			duty = append(duty, c)
		}
	}
	if len(duty) < 2 {
		return r
	}
	duty = duty[:len(duty)-1]
	r.Depth = depth(s, r.Step, duty)
	last := duty[0].Class // the class being dealt with
	for rank, at := 0, 0; at < len(duty); at++ {
		if c := duty[at]; c.Class != last {
			rank, last = rank+1, c.Class
		}
		r.place(duty[at], rank, s.Ordered)
	}
	return r
}

// rung is how far up the ladder so little room leads.
func rung(s Space) Step {
	switch {
	case s.Free*8 < s.Reserve:
		return DeclareGaps
	case s.Free*4 < s.Reserve:
		return LeaveOnSite
	case s.Free*2 < s.Reserve:
		return KeysOnly
	case s.Free*4 < s.Reserve*3:
		return AskForLess
	}
	return StopOptional
}

// depth is how many classes, from the lowest on, do without altogether: in
// order one more each time that half of what was left is gone. At the last
// slot it is all of them.
func depth(s Space, step Step, duty []Claim) int {
	if step < DeclareGaps {
		return 0
	}
	classes := 1
	for i, c := range duty[1:] {
		if c.Class != duty[i].Class {
			classes++
		}
	}
	switch {
	case s.Free <= 1 || s.Free*32 < s.Reserve && !s.Ordered:
		return classes
	case !s.Ordered:
		return 0
	}
	d := 1
	for room := s.Reserve / 16; d < classes && s.Free < room; room /= 2 {
		d++
	}
	return d
}

// place says what one stream has to do without, its class being the rank-th
// from the lowest.
func (r *Relief) place(c Claim, rank int, ordered bool) {
	switch {
	case rank < r.Depth && c.Edge && ordered:
		r.Leave = append(r.Leave, c.Key)
		return
	case rank < r.Depth:
		r.Stop = append(r.Stop, c.Key)
		return
	case r.Step >= LeaveOnSite && rank == 0 && c.Edge && ordered:
		r.Leave = append(r.Leave, c.Key)
		return
	}
	if c.Lesser && (r.Step > AskForLess || r.Step == AskForLess && rank == 0) {
		r.Lesser = append(r.Lesser, c.Key)
	}
	thin := r.Step >= KeysOnly && rank == 0 || r.Step == DeclareGaps && (rank == r.Depth || !ordered)
	if thin {
		r.KeysOnly = append(r.KeysOnly, c.Key)
	}
}
