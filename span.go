package shiheng

import "time"

// A Span is a stretch of time, from From up to but not including To, in UTC.
// A zero To means "still going on".
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to,omitzero"`
}

// Open reports whether the span has no end yet.
func (s Span) Open() bool { return s.To.IsZero() }

// Empty reports whether the span holds no instant at all.
func (s Span) Empty() bool { return !s.Open() && !s.From.Before(s.To) }

// Duration is the length of a closed span, and 0 for an open one.
func (s Span) Duration() time.Duration {
	if s.Open() {
		return 0
	}
	return s.To.Sub(s.From)
}

// Contains reports whether t lies within the span.
func (s Span) Contains(t time.Time) bool {
	return !t.Before(s.From) && (s.Open() || t.Before(s.To))
}

// Covers reports whether every instant of o lies within s.
func (s Span) Covers(o Span) bool {
	if o.From.Before(s.From) {
		return false
	}
	return s.Open() || (!o.Open() && !o.To.After(s.To))
}

// Overlaps reports whether the two spans share an instant.
func (s Span) Overlaps(o Span) bool {
	return (o.Open() || s.From.Before(o.To)) && (s.Open() || o.From.Before(s.To))
}

// Clip returns the part of s that lies within o; it is Empty when there is none.
func (s Span) Clip(o Span) Span {
	out := s
	if o.From.After(out.From) {
		out.From = o.From
	}
	if !o.Open() && (out.Open() || o.To.Before(out.To)) {
		out.To = o.To
	}
	if !out.Open() && out.To.Before(out.From) {
		out.To = out.From
	}
	return out
}
