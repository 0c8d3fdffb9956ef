package record

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"shiheng.internal"
)

// MemoryIndex is an [Index] in memory: for stores that live as long as a
// process, and held to the same contract as the one in rows.
type MemoryIndex struct {
	mu      sync.Mutex
	streams map[shiheng.StreamID]Stream
	volumes map[shiheng.VolumeID]VolumeRow
	runs    map[shiheng.RunID]RunRow
	gaps    []GapRow
	slots   map[slotKey]SlotRow
	pins    map[shiheng.HoldID]Pin
}

type slotKey struct {
	volume shiheng.VolumeID
	number uint32
}

var _ Index = (*MemoryIndex)(nil)

// NewMemoryIndex makes an empty index.
func NewMemoryIndex() *MemoryIndex {
	return &MemoryIndex{
		streams: map[shiheng.StreamID]Stream{}, volumes: map[shiheng.VolumeID]VolumeRow{},
		runs: map[shiheng.RunID]RunRow{}, slots: map[slotKey]SlotRow{}, pins: map[shiheng.HoldID]Pin{},
	}
}

// Apply implements [Index].
func (m *MemoryIndex) Apply(_ context.Context, c Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range c.Streams {
		m.streams[s.ID] = s
	}
	for _, v := range c.Volumes {
		m.volumes[v.ID] = v
	}
	for _, r := range c.Runs {
		m.runs[r.ID] = widen(m.runs[r.ID], r)
	}
	for _, g := range c.Gaps {
		m.putGap(g)
	}
	for _, s := range c.Slots {
		k := slotKey{s.Volume, s.Number}
		if m.slots[k].Use <= s.Use {
			m.slots[k] = s
		}
	}
	for _, s := range c.Freed {
		k := slotKey{s.Volume, s.Number}
		if m.slots[k].Use == s.Use {
			delete(m.slots, k)
		}
	}
	for _, t := range c.Trimmed {
		m.trim(t)
	}
	for _, p := range c.Pins {
		m.pins[p.ID] = p
	}
	for _, id := range c.Unpinned {
		delete(m.pins, id)
	}
	return nil
}

func widen(old, r RunRow) RunRow {
	if old.ID.IsZero() {
		return r
	}
	if old.FirstSeq < r.FirstSeq {
		r.FirstSeq, r.From = old.FirstSeq, old.From
	}
	if old.LastSeq > r.LastSeq {
		r.LastSeq, r.To = old.LastSeq, old.To
	}
	return r
}

func (m *MemoryIndex) putGap(g GapRow) {
	for i := range m.gaps {
		o := &m.gaps[i]
		if o.Stream == g.Stream && o.AfterSeq == g.AfterSeq && o.From.Equal(g.From) {
			*o = g
			return
		}
	}
	m.gaps = append(m.gaps, g)
}

func (m *MemoryIndex) trim(t Trim) {
	for id, r := range m.runs {
		switch {
		case r.Stream != t.Stream:
		case (t.Seq == 0 || r.LastSeq < t.Seq) && !r.Open:
			delete(m.runs, id)
		case t.Seq != 0 && r.FirstSeq < t.Seq && r.LastSeq >= t.Seq:
			r.FirstSeq, r.From = t.Seq, t.From
			m.runs[id] = r
		}
	}
	m.gaps = slices.DeleteFunc(m.gaps, func(g GapRow) bool {
		return g.Stream == t.Stream && !g.To.IsZero() && (t.Seq == 0 || g.AfterSeq < t.Seq)
	})
}

// Streams implements [Index].
func (m *MemoryIndex) Streams(_ context.Context, camera shiheng.CameraID) ([]Stream, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Stream
	for _, s := range m.streams {
		if camera.IsZero() || s.Camera == camera {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Stream) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out, nil
}

// Volumes implements [Index].
func (m *MemoryIndex) Volumes(context.Context) ([]VolumeRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []VolumeRow
	for _, v := range m.volumes {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b VolumeRow) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out, nil
}

// Pins implements [Index].
func (m *MemoryIndex) Pins(context.Context) ([]Pin, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Pin
	for _, p := range m.pins {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Pin) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out, nil
}

// Runs implements [Index].
func (m *MemoryIndex) Runs(_ context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) ([]RunRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []RunRow
	for _, r := range m.runs {
		if r.Stream == stream && r.FirstSeq >= from && r.To.After(span.From) && (span.Open() || r.From.Before(span.To)) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b RunRow) int { return cmp.Compare(a.FirstSeq, b.FirstSeq) })
	return out[:min(limit, len(out))], nil
}

// Gaps implements [Index].
func (m *MemoryIndex) Gaps(_ context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) ([]GapRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []GapRow
	for _, g := range m.gaps {
		if g.Stream == stream && g.AfterSeq >= from && (g.To.IsZero() || g.To.After(span.From)) && (span.Open() || g.From.Before(span.To)) {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, compareGaps)
	n := min(limit, len(out))
	for n > 0 && n < len(out) && out[n].AfterSeq == out[n-1].AfterSeq {
		n++
	}
	return out[:n], nil
}

func compareGaps(a, b GapRow) int {
	return cmp.Or(cmp.Compare(a.AfterSeq, b.AfterSeq), a.From.Compare(b.From))
}

// GapsOf implements [Index].
func (m *MemoryIndex) GapsOf(_ context.Context, cause Cause, behind GapRow, limit int) ([]GapRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []GapRow
	for _, g := range m.gaps {
		if g.Cause == cause && (behind.Stream.IsZero() || compareAge(g, behind) > 0) {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, compareAge)
	return out[:min(limit, len(out))], nil
}

func compareAge(a, b GapRow) int {
	return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Stream.String(), b.Stream.String()))
}

// LastRun implements [Index].
func (m *MemoryIndex) LastRun(_ context.Context, stream shiheng.StreamID) (RunRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var last RunRow
	for _, r := range m.runs {
		if r.Stream == stream && r.LastSeq > last.LastSeq {
			last = r
		}
	}
	if last.ID.IsZero() {
		return last, shiheng.NotFound("run", "stream", stream.String())
	}
	return last, nil
}

// LastGap implements [Index].
func (m *MemoryIndex) LastGap(_ context.Context, stream shiheng.StreamID) (GapRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var last GapRow
	for _, g := range m.gaps {
		if g.Stream == stream && (last.Stream.IsZero() || compareGaps(g, last) > 0) {
			last = g
		}
	}
	if last.Stream.IsZero() {
		return last, shiheng.NotFound("gap", "stream", stream.String())
	}
	return last, nil
}

// OpenRuns implements [Index].
func (m *MemoryIndex) OpenRuns(context.Context) ([]RunRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []RunRow
	for _, r := range m.runs {
		if r.Open {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b RunRow) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out, nil
}

// Slots implements [Index].
func (m *MemoryIndex) Slots(_ context.Context, volume shiheng.VolumeID, from uint32, limit int) ([]SlotRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []SlotRow
	for k, s := range m.slots {
		if k.volume == volume && k.number >= from {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b SlotRow) int { return cmp.Compare(a.Number, b.Number) })
	return out[:min(limit, len(out))], nil
}

// CountSlots implements [Index].
func (m *MemoryIndex) CountSlots(_ context.Context, volume shiheng.VolumeID) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for k := range m.slots {
		if k.volume == volume {
			n++
		}
	}
	return n, nil
}

// StreamSlots implements [Index].
func (m *MemoryIndex) StreamSlots(_ context.Context, volume shiheng.VolumeID, stream shiheng.StreamID, span shiheng.Span) ([]SlotRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []SlotRow
	for _, s := range m.slots {
		if s.Volume == volume && s.Stream == stream && s.To.After(span.From) && (span.Open() || s.From.Before(span.To)) {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b SlotRow) int { return cmp.Compare(a.FirstSeq, b.FirstSeq) })
	return out, nil
}

// Clear implements [Index].
func (m *MemoryIndex) Clear(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.volumes)
	clear(m.runs)
	clear(m.slots)
	m.gaps = nil
	return nil
}
