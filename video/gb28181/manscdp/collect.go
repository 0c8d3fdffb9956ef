package manscdp

import (
	"slices"
	"time"
)

// How long a collector waits before it takes silence for the end. Large lower
// platforms pause for half a minute between parts.
const (
	DefaultFirst  = 10 * time.Second       // for the first part
	DefaultGap    = 10 * time.Second       // between parts while items are missing
	DefaultSettle = 500 * time.Millisecond // after the announced total was reached
)

// maxItems bounds one catalogue: a lower platform of a large city stays below.
const maxItems = 500_000

// A Collector puts one catalogue answer together (annex M, quirk 6). Parts may
// come in any order, repeated, late, or not at all, and the announced total may
// be wrong. It is not safe for concurrent use.
type Collector struct {
	Waiting

	broken  int
	seen    map[string]struct{}
	byCode  map[string]int
	items   []Item
	repairs Repairs
}

// Waiting is when an answer of many messages is at its end: how long silence
// lasts, and what total was announced.
type Waiting struct {
	First, Gap, Settle time.Duration

	began, last time.Time
	parts       int
	sum         int // largest total announced, -1 for none
	wrong       bool
	have        int // distinct entries so far
}

func newWaiting(now time.Time) Waiting {
	return Waiting{First: DefaultFirst, Gap: DefaultGap, Settle: DefaultSettle, began: now, last: now, sum: -1}
}

// part notes one message and the total it announces.
func (w *Waiting) part(now time.Time, sum int) {
	w.parts++
	w.last = now
	if w.sum >= 0 && sum != w.sum {
		w.wrong = true
	}
	w.sum = max(w.sum, sum)
}

// Parts is how many messages were taken.
func (w *Waiting) Parts() int { return w.parts }

// NewCollector begins to collect at now with the default waiting times.
func NewCollector(now time.Time) *Collector {
	return &Collector{Waiting: newWaiting(now), seen: map[string]struct{}{}, byCode: map[string]int{}}
}

// Add takes one Catalog message that came at now.
func (c *Collector) Add(m *Message, now time.Time) {
	part := ParseCatalog(m)
	c.part(now, part.SumNum)
	c.broken += part.Broken
	c.repairs = c.repairs.Add(m.Repairs)
	for _, it := range part.Items {
		c.put(it)
	}
	c.have = len(c.seen)
	if c.sum >= 0 && c.have > c.sum {
		c.wrong = true
	}
}

// put keeps one node. A node told again under another parent is one node with
// both parents; it counts twice against the announced total, as peers count it.
func (c *Collector) put(it Item) {
	key := it.Code
	for _, p := range it.Parents {
		key += "/" + p
	}
	at, again := c.byCode[it.Code]
	if !again {
		if len(c.items) >= maxItems {
			c.repairs.note(RepairBounds)
			c.wrong = true
			return
		}
		c.byCode[it.Code] = len(c.items)
		c.seen[key] = struct{}{}
		c.items = append(c.items, it)
		return
	}
	if _, known := c.seen[key]; !known && len(c.seen) < 2*maxItems {
		c.seen[key] = struct{}{}
	}
	old := c.items[at]
	for _, p := range old.Parents {
		if !slices.Contains(it.Parents, p) && len(it.Parents) < 64 {
			it.Parents = append(it.Parents, p)
		}
	}
	c.items[at] = it
}

// Next is when the collection ends if nothing more comes. A total that was
// reached ends it after Settle, because some peers announce the number of the
// message instead of the total; a total that proved wrong is not trusted, and
// only silence ends the collection.
func (w *Waiting) Next() time.Time {
	switch {
	case w.parts == 0:
		return w.began.Add(w.First)
	case w.reached():
		return w.last.Add(w.Settle)
	}
	return w.last.Add(w.Gap)
}

func (w *Waiting) reached() bool { return w.sum >= 0 && !w.wrong && w.have >= w.sum }

// A Collection is what was collected. A partial one may add and change
// channels and never deletes any (WVP 1425 lost 100 channels that way).
type Collection struct {
	Items   []Item
	SumNum  int // announced total; -1 when none was
	Parts   int // messages taken, repeated ones included
	Broken  int // entries left out
	Partial bool
	Repairs Repairs
}

// Result returns what is there now. It is partial unless every announced entry
// came whole and the announcements agreed.
func (c *Collector) Result() Collection {
	return Collection{
		Items: c.items, SumNum: c.sum, Parts: c.parts, Broken: c.broken,
		Partial: c.parts == 0 || !c.reached() || c.broken > 0,
		Repairs: c.repairs,
	}
}
