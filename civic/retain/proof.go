package retain

import (
	"slices"
	"time"
)

// A Mark is a witness's cosignature as it bears on age.
type Mark struct {
	Witness string
	At      time.Time // by the witness's clock, as it signed it
	// Tally is the store's running time when the log was no larger than what was
	// signed: all footage that had ended by then was there when the witness signed.
	Tally time.Duration
	// Wall and Ran are our clock and the store's running time when the cosignature
	// came in.
	Wall time.Time
	Ran  time.Duration
	// Proven is how much time the witness's cosignatures show to have passed
	// since its first one.
	Proven time.Duration
}

// A Proof tells the age of footage by what witnesses signed (design, invariant
// 8). It trusts no clock alone. Between two cosignatures of one witness as much
// time counts as its clock says, and no more than our wall clock or the store's
// running time says as well: a witness whose clock leaps ahead proves nothing by
// the leap, nor does ours. It is a value; Take returns another.
type Proof struct {
	of map[string][]Mark // by witness, in the order they were taken
}

// Marks are all of them, to be kept.
func (p Proof) Marks() (out []Mark) {
	for _, m := range p.of {
		out = append(out, m...)
	}
	return out
}

// NewProof makes one of marks that were kept, each witness's in their order.
func NewProof(kept []Mark) Proof {
	p := Proof{of: map[string][]Mark{}}
	for _, m := range kept {
		p.of[m.Witness] = append(p.of[m.Witness], m)
	}
	return p
}

// How densely marks are kept, and for how long: older footage than that is not
// asked about, since no term of the law is as long.
const (
	marksEvery = time.Hour
	marksFor   = 1000 * 24 * time.Hour
)

// Take adds a cosignature. One that tells nothing new changes nothing. The one
// taken, with what it proves, is told as well, and whether it is worth keeping:
// those less than an hour behind the one before only move the end.
func (p Proof) Take(m Mark) (next Proof, taken Mark, keep bool) {
	have := p.of[m.Witness]
	n := len(have)
	if n > 0 {
		last := have[n-1]
		if m.At.Equal(last.At) || m.Tally < last.Tally {
			return p, last, false
		}
		ours := max(m.Wall.Sub(last.Wall), m.Ran-last.Ran)
		m.Proven = last.Proven + max(min(m.At.Sub(last.At), ours), 0)
	} else {
		m.Proven = 0
	}
	next = Proof{of: make(map[string][]Mark, len(p.of)+1)}
	for w, marks := range p.of {
		next.of[w] = marks
	}
	fresh := slices.Clone(have)
	if n > 1 && m.Proven-fresh[n-2].Proven < marksEvery && m.Tally-fresh[n-2].Tally < marksEvery {
		fresh = fresh[:n-1] // the last one was not worth keeping beside this one
	} else {
		keep = true
	}
	for len(fresh) > 1 && m.Proven-fresh[0].Proven > marksFor {
		fresh = fresh[1:]
	}
	next.of[m.Witness] = append(fresh, m)
	return next, m, keep
}

// Age is how old footage is at least that ended when the store had run for so
// long: the longest that any one witness proves. Zero when none does.
func (p Proof) Age(ended time.Duration) (age time.Duration) {
	for _, marks := range p.of {
		i, _ := slices.BinarySearchFunc(marks, ended, func(m Mark, t time.Duration) int {
			if m.Tally < t {
				return -1
			}
			return 1
		})
		if i < len(marks) {
			age = max(age, marks[len(marks)-1].Proven-marks[i].Proven)
		}
	}
	return age
}
