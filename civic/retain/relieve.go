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
	AskForLess               // devices are asked for a lower bit rate
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

// A Claim is one stream that wants space.
type Claim struct {
	Key      string // the caller's name for it
	Optional bool   // a sub stream or preview that no duty asks for
	Class    int    // higher is more important, in the order the unit's head set
}

// A Relief says what to do, and to which streams.
type Relief struct {
	Step     Step
	Stop     []string // record nothing
	KeysOnly []string // record key frames only
}

// Relieve says what to do when so much space is free and nothing more may be
// deleted. reserve, in the same unit as free, is where relief begins. Never do
// all streams stop at once: the most important one goes on to the last slot,
// and is never thinned.
func Relieve(free, reserve int, claims []Claim) Relief {
	if free >= reserve || reserve <= 0 {
		return Relief{}
	}
	r := Relief{Step: StopOptional}
	switch {
	case free*8 < reserve:
		r.Step = DeclareGaps
	case free*4 < reserve:
		r.Step = LeaveOnSite
	case free*2 < reserve:
		r.Step = KeysOnly
	case free*4 < reserve*3:
		r.Step = AskForLess
	}
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
	if len(duty) < 2 || r.Step < KeysOnly {
		return r
	}
	lowest := duty[0].Class
	for _, c := range duty[:len(duty)-1] {
		if c.Class != lowest {
			break
		}
		if r.Step == DeclareGaps {
			r.Stop = append(r.Stop, c.Key)
		} else {
			r.KeysOnly = append(r.KeysOnly, c.Key)
		}
	}
	return r
}
