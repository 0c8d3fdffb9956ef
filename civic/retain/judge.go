package retain

import (
	"cmp"
	"slices"
	"time"

	"shiheng.internal"
)

// A Term is how long a camera's footage is kept by the law from an instant on,
// until the next term.
type Term struct {
	Since    time.Time `json:"since,omitzero"` // zero: from the beginning
	Days     int       `json:"days"`
	Articles []string  `json:"articles" nullable:"false"`
}

// A Hole is a stretch of a camera's past of which there is no footage.
type Hole struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Cause string    `json:"cause" doc:"As on the timeline; erased and unexplained besides"`
}

// The causes that no gap of the recorder has.
const (
	CauseErased      = "erased"       // it went within its term: by an order, or before the term was raised
	CauseUnexplained = "unexplained"  // nothing on record says why there is none
	CauseTrimmed     = "not-recorded" // a gap that began before the term, whose row went with what lay before it
	causeLost        = "lost"
	causePlanned     = "disabled"
)

// A Past is what is known of one camera's footage at one place of storage.
type Past struct {
	LawDay time.Duration // 24 hours in real stores
	// Made is when the camera was entered in the register, Began when its first
	// footage began, gone as it may be; zero: it was never recorded.
	Made, Began time.Time
	Terms       []Term         // oldest first, at least one
	Runs        []shiheng.Span // what there is; one that is being recorded reaches to now
	Lost        []shiheng.Span // on volumes that are away, within Runs or not
	Gaps        []Hole         // as the recorder declared them; To is zero while one lasts
	// Erased is the end of the last footage that was erased before the first
	// there is; zero when none was.
	Erased time.Time
}

// An Outcome says in one word how a camera's footage stands against its term.
type Outcome string

// The outcomes.
const (
	Fulfilled Outcome = "met"
	Shorter   Outcome = "short"
	Immature  Outcome = "not-mature" // it was not recorded for as long as its term yet
)

// A Judgement is how a camera's footage stands, to the second.
type Judgement struct {
	Outcome Outcome
	Term    Term
	// Due is the instant from which on footage has to be there now: a term ago,
	// or later while the camera is not mature; Matures is when it will be.
	Due, Matures time.Time
	Oldest       time.Time // the first second there is; zero: nothing is there
	Since        time.Time // from here on not one second is missing until now or the outage that lasts
	Reaches      time.Time // from here on none is missing for more than a law-day
	// Short is how much of the term Reaches leaves out, ShortDays that in days
	// begun. Missing adds up the holes within the term.
	Short     time.Duration
	ShortDays int
	Missing   time.Duration
	Planned   time.Duration // within the term, when the plan said not to record
	Holes     []Hole        // within the term, oldest first, planned ones among them
	Because   string        // the cause of the hole that Reaches begins behind
}

// seam is the longest stretch between two runs that is none: clocks have edges.
const seam = time.Second

// Judge tells how a camera's footage stands at now (W168/28/2, R799/17). A hole
// of more than a law-day breaks what is kept off, however it came about; so does
// the least stretch that was there and went within its term. Shorter holes are
// told one by one. An outage that lasts is a fault (W168/30/6) and breaks
// nothing off until it ends.
func Judge(p Past, now time.Time) Judgement {
	j := Judgement{Term: p.Terms[len(p.Terms)-1]}
	full := now.Add(-time.Duration(j.Term.Days) * p.LawDay)
	j.Due = p.due(full)
	j.Matures = now.Add(j.Due.Sub(full))
	kept := joinSpans(p.Runs, p.Lost, now)
	for _, k := range kept {
		if k.From.Before(now) {
			j.Oldest = k.From
			break
		}
	}
	j.Reaches, j.Since = j.Due, j.Due
	causes := p.causes(now)
	for _, r := range between(kept, j.Due, now) {
		j.take(r, p, &causes, now)
	}
	if j.Oldest.IsZero() {
		j.Reaches, j.Since = now, now
	}
	j.Short = max(j.Reaches.Sub(j.Due), 0)
	j.ShortDays = int((j.Short + p.LawDay - 1) / p.LawDay)
	switch {
	case j.Due.After(full):
		j.Outcome = Immature
	case j.Short > 0:
		j.Outcome = Shorter
	default:
		j.Outcome = Fulfilled
	}
	return j
}

// due is from when on footage must be there: what was lawfully gone before a
// term was raised need not come back.
func (p *Past) due(full time.Time) time.Time {
	due := full
	later := func(t time.Time) {
		if t.After(due) {
			due = t
		}
	}
	later(p.Began)
	if p.Began.IsZero() {
		later(p.Made)
	}
	for i, t := range p.Terms[1:] {
		later(t.Since.Add(-time.Duration(p.Terms[i].Days) * p.LawDay))
	}
	return due
}

// take reckons with one region without footage.
func (j *Judgement) take(r shiheng.Span, p Past, causes *[]Hole, now time.Time) {
	lasts := !r.To.Before(now) && !j.Oldest.IsZero() && j.Oldest.Before(r.From)
	parts := p.explain(r, causes, j.Due)
	var missing time.Duration
	broken, because := false, ""
	for _, h := range parts {
		length := h.To.Sub(h.From)
		j.Holes = append(j.Holes, h)
		if h.Cause == causePlanned {
			j.Planned += length
			continue
		}
		missing += length
		because = h.Cause
		broken = broken || h.Cause == CauseErased || h.Cause == CauseUnexplained || h.Cause == causeLost
	}
	j.Missing += missing
	switch {
	case lasts:
	case broken, missing > p.LawDay:
		j.Reaches, j.Since, j.Because = r.To, r.To, because
	case missing > 0:
		j.Since = r.To
	}
}

// explain divides a region by what is on record about it. The causes are passed
// once, in order, however many regions there are.
func (p *Past) explain(r shiheng.Span, causes *[]Hole, due time.Time) (out []Hole) {
	at := r.From
	add := func(to time.Time, cause string) {
		switch n := len(out); {
		case !to.After(at):
			return
		case n > 0 && out[n-1].Cause == cause:
			out[n-1].To = to
		default:
			out = append(out, Hole{From: at, To: to, Cause: cause})
		}
		at = to
	}
	for len(*causes) > 0 && at.Before(r.To) {
		c := (*causes)[0]
		if !c.From.Before(r.To) {
			break
		}
		if c.To.After(at) {
			add(c.From, p.unexplained(r, due))
			add(earlier(c.To, r.To), c.Cause)
		}
		if c.To.After(r.To) {
			break // it says something of the next region as well
		}
		*causes = (*causes)[1:]
	}
	add(r.To, p.unexplained(r, due))
	return out
}

// unexplained is what to call a stretch that no row speaks of. At the beginning
// of the term the row may have gone with the footage before it: when that ended
// no later than the term begins, the stretch was never recorded.
func (p *Past) unexplained(r shiheng.Span, due time.Time) string {
	switch {
	case !r.From.Equal(due) || p.Erased.IsZero():
		return CauseUnexplained
	case p.Erased.After(due):
		return CauseErased
	}
	return CauseTrimmed
}

// causes are the declared gaps and the lost spans in order of time.
func (p *Past) causes(now time.Time) []Hole {
	out := make([]Hole, 0, len(p.Gaps)+len(p.Lost))
	for _, l := range p.Lost {
		out = append(out, Hole{From: l.From, To: l.To, Cause: causeLost})
	}
	for _, g := range p.Gaps {
		if g.To.IsZero() {
			g.To = now
		}
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b Hole) int { return cmp.Or(a.From.Compare(b.From), b.To.Compare(a.To)) })
	return out
}

// joinSpans are the runs without what is lost of them, in order of time, the
// seams between them closed.
func joinSpans(runs, lost []shiheng.Span, now time.Time) []shiheng.Span {
	all := make([]shiheng.Span, 0, len(runs))
	for _, r := range runs {
		if r.Open() {
			r.To = now
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b shiheng.Span) int { return a.From.Compare(b.From) })
	var out []shiheng.Span
	for _, r := range all {
		if n := len(out); n > 0 && r.From.Sub(out[n-1].To) < seam {
			out[n-1].To = laterOf(out[n-1].To, r.To)
			continue
		}
		out = append(out, r)
	}
	away := slices.SortedFunc(slices.Values(lost), func(a, b shiheng.Span) int { return a.From.Compare(b.From) })
	return without(out, away)
}

// without takes spans out of others; both are in order of time.
func without(from, what []shiheng.Span) []shiheng.Span {
	if len(what) == 0 {
		return from
	}
	var out []shiheng.Span
	i := 0
	for _, r := range from {
		for i < len(what) && !what[i].To.After(r.From) {
			i++
		}
		at := r.From
		for k := i; k < len(what) && what[k].From.Before(r.To); k++ {
			if what[k].From.After(at) {
				out = append(out, shiheng.Span{From: at, To: what[k].From})
			}
			at = laterOf(at, what[k].To)
		}
		if at.Before(r.To) {
			out = append(out, shiheng.Span{From: at, To: r.To})
		}
	}
	return out
}

// between lists what of a window the spans leave out.
func between(kept []shiheng.Span, from, to time.Time) (out []shiheng.Span) {
	at := from
	for _, k := range kept {
		if !k.From.Before(to) {
			break
		}
		if k.From.After(at) {
			out = append(out, shiheng.Span{From: at, To: k.From})
		}
		at = laterOf(at, k.To)
	}
	if at.Before(to) && to.Sub(at) >= seam {
		out = append(out, shiheng.Span{From: at, To: to})
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
