package evidence

import (
	"slices"
	"time"

	"shiheng.internal"
)

// Keeping is how footage under a hold stands.
type Keeping string

// The ways.
const (
	Secured Keeping = "secured" // all there is of it lies in the footage store
	ToCome  Keeping = "to-come" // its span has not begun
	NotYet  Keeping = "not-yet" // some lies elsewhere, is on a disk that is away, or is not pinned
	Nothing Keeping = "nothing" // none of it was recorded here
)

// Kept reports whether nothing is owed.
func (k Keeping) Kept() bool { return k == Secured || k == ToCome }

// Whereabouts is where a part of a span is.
type Whereabouts string

// The whereabouts.
const (
	Here      Whereabouts = "here"
	Elsewhere Whereabouts = "elsewhere" // on the device, to be fetched
	Missing   Whereabouts = "missing"   // recorded, on a volume that is away
	Absent    Whereabouts = "absent"    // a declared gap, or never recorded
	Coming    Whereabouts = "to-come"   // not yet recorded
)

// A Stretch is a stretch of a span and where it is.
type Stretch struct {
	From  time.Time   `json:"from"`
	To    time.Time   `json:"to"`
	Where Whereabouts `json:"where" enum:"here,elsewhere,missing,absent,to-come"`
	Cause string      `json:"cause,omitempty" doc:"Of a gap, as on the timeline"`
}

// Footage is what the footage store has of a camera in a span.
type Footage struct {
	Runs []shiheng.Span
	Gaps []Gap
	Lost []shiheng.Span // on volumes that are away
	// Edge: the device keeps its own recordings, so that what is not here may
	// be there.
	Edge bool
}

// A Gap is a stretch that was not recorded, or was left on the device.
type Gap struct {
	Span  shiheng.Span
	Cause string
	Left  bool // the device keeps it
}

// seam is the longest stretch between two runs that is none: clocks have
// edges.
const seam = time.Second

// Assess says where each part of a span is.
func Assess(span shiheng.Span, f Footage, now time.Time) []Stretch {
	edges := []time.Time{span.From, span.To, now}
	each := func(s shiheng.Span) {
		edges = append(edges, s.From)
		if !s.Open() {
			edges = append(edges, s.To)
		}
	}
	for _, r := range f.Runs {
		each(r)
	}
	for _, g := range f.Gaps {
		each(g.Span)
	}
	for _, l := range f.Lost {
		each(l)
	}
	edges = slices.DeleteFunc(edges, func(t time.Time) bool { return t.Before(span.From) || t.After(span.To) })
	slices.SortFunc(edges, time.Time.Compare)
	edges = slices.CompactFunc(edges, time.Time.Equal)
	var out []Stretch
	for i := 1; i < len(edges); i++ {
		p := f.where(edges[i-1], edges[i], now)
		if n := len(out); n > 0 && out[n-1].Where == p.Where && out[n-1].Cause == p.Cause {
			out[n-1].To = p.To
			continue
		}
		out = append(out, p)
	}
	return seamless(out)
}

// where says where one stretch is that no edge divides. What is on a volume
// that is away counts as missing, whatever runs say.
func (f Footage) where(from, to, now time.Time) Stretch {
	p := Stretch{From: from, To: to, Where: Absent}
	in := func(s shiheng.Span) bool { return s.Contains(from) }
	if slices.ContainsFunc(f.Lost, in) {
		p.Where = Missing
		return p
	}
	if slices.ContainsFunc(f.Runs, in) {
		p.Where = Here
		return p
	}
	if !from.Before(now) {
		p.Where = Coming
		return p
	}
	if f.Edge {
		p.Where = Elsewhere
	}
	if i := slices.IndexFunc(f.Gaps, func(g Gap) bool { return in(g.Span) }); i >= 0 {
		p.Cause = f.Gaps[i].Cause
		if f.Gaps[i].Left {
			p.Where = Elsewhere
		}
	}
	return p
}

// seamless takes the seams between runs for what lies around them.
func seamless(parts []Stretch) []Stretch {
	var out []Stretch
	for i, p := range parts {
		n := len(out)
		inner := n > 0 && i+1 < len(parts) && out[n-1].Where == Here && parts[i+1].Where == Here
		if p.Where == Absent && inner && p.To.Sub(p.From) < seam {
			out[n-1].To = p.To
			continue
		}
		if n > 0 && out[n-1].Where == p.Where && out[n-1].Cause == p.Cause {
			out[n-1].To = p.To
			continue
		}
		out = append(out, p)
	}
	return out
}

// Sum is how an item stands by its parts: what is owed, and in one word.
func Sum(parts []Stretch) (Keeping, []Stretch) {
	owed, count := []Stretch{}, map[Whereabouts]int{}
	for _, p := range parts {
		count[p.Where]++
		if p.Where == Elsewhere || p.Where == Missing {
			owed = append(owed, p)
		}
	}
	switch {
	case len(owed) > 0:
		return NotYet, owed
	case count[Here] > 0:
		return Secured, owed
	case count[Coming] > 0 && count[Absent] == 0:
		return ToCome, owed
	}
	return Nothing, owed
}
