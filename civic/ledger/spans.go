package ledger

import (
	"slices"
	"time"
)

// A SeqSpan is numbers of chunks from First to Last, both included.
type SeqSpan struct {
	First uint64 `json:"first"`
	Last  uint64 `json:"last"`
}

// Spans are numbers of chunks: in order, apart from one another.
type Spans []SeqSpan

// Add returns the spans with one more; what touches is joined.
func (s Spans) Add(more SeqSpan) Spans {
	if n := len(s); n > 0 && s[n-1].Last+1 == more.First { // as it nearly always is
		out := slices.Clone(s)
		out[n-1].Last = more.Last
		return out
	}
	at, _ := slices.BinarySearchFunc(s, more, func(a, b SeqSpan) int {
		if a.Last+1 < b.First {
			return -1
		}
		return 1
	})
	end := at
	for end < len(s) && s[end].First <= more.Last+1 {
		more = SeqSpan{min(more.First, s[end].First), max(more.Last, s[end].Last)}
		end++
	}
	return slices.Concat(s[:at], Spans{more}, s[end:])
}

// Covers reports whether all of a span is among them.
func (s Spans) Covers(o SeqSpan) bool {
	return slices.ContainsFunc(s, func(a SeqSpan) bool { return a.First <= o.First && o.Last <= a.Last })
}

// Has reports whether a number is among them.
func (s Spans) Has(seq uint64) bool { return s.Covers(SeqSpan{seq, seq}) }

// A Wanted says which chunks are looked for: those not known, of minutes over
// before Until, of at most so many minutes. All looks at everything that is
// there, and not only behind the last one known.
type Wanted struct {
	Known Spans
	Until time.Time
	Most  int
	All   bool
}

// Max is the largest number among them, 0 of none.
func (s Spans) Max() uint64 {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1].Last
}

// Without are the parts of a span that are not among them.
func (s Spans) Without(o SeqSpan) (out Spans) {
	for _, a := range s {
		if a.Last < o.First || a.First > o.Last {
			continue
		}
		if a.First > o.First {
			out = append(out, SeqSpan{o.First, a.First - 1})
		}
		if a.Last >= o.Last {
			return out
		}
		o.First = a.Last + 1
	}
	return append(out, o)
}
