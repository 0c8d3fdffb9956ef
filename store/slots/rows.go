package slots

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

// changes are rows that differ from what the index says. They are derived
// from what is durable at the moment they are written, so that writing one
// late or twice does no harm.
type changes struct {
	streams map[shiheng.StreamID]record.Stream
	volumes map[*volume]bool
	runs    map[*run]bool
	adopted []record.RunRow
	gaps    []record.GapRow
	slots   map[*slot]bool
	freed   []record.SlotRow
	trims   map[*stream]bool
	pins    []record.Pin
}

func (c *changes) stream(st *stream) {
	if c.streams == nil {
		c.streams = map[shiheng.StreamID]record.Stream{}
	}
	c.streams[st.ID] = st.Stream
}

func (c *changes) volume(v *volume) { c.volumes = marked(c.volumes, v) }
func (c *changes) run(r *run)       { c.runs = marked(c.runs, r) }
func (c *changes) slot(sl *slot)    { c.slots = marked(c.slots, sl) }
func (c *changes) trim(st *stream)  { c.trims = marked(c.trims, st) }

// gap notes a gap; a later state of the same one replaces it.
func (c *changes) gap(g record.GapRow) {
	for i := range c.gaps {
		o := &c.gaps[i]
		if o.Stream == g.Stream && o.AfterSeq == g.AfterSeq && o.From.Equal(g.From) {
			*o = g
			return
		}
	}
	c.gaps = append(c.gaps, g)
}

func marked[K comparable](m map[K]bool, k K) map[K]bool {
	if m == nil {
		m = map[K]bool{}
	}
	m[k] = true
	return m
}

// flushRows writes the rows that changed. When it fails they stay marked.
func (s *Store) flushRows(ctx context.Context) error {
	s.rows.Lock()
	defer s.rows.Unlock()
	s.mu.Lock()
	was := s.dirty
	s.dirty = changes{}
	c := s.collect(&was)
	s.mu.Unlock()
	if empty(&c) {
		return nil
	}
	err := s.cfg.Index.Apply(ctx, c)
	if err == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stats.RowErrors++
	s.restore(&was)
	return fmt.Errorf("write footage rows: %w", err)
}

func empty(c *record.Change) bool {
	return len(c.Streams)+len(c.Volumes)+len(c.Runs)+len(c.Gaps)+len(c.Slots)+len(c.Freed)+
		len(c.Trimmed)+len(c.Pins)+len(c.Unpinned) == 0
}

// collect turns marks into rows. A run whose last chunks are not durable yet
// stays marked; a gap is written at once, and what lies before it is declared
// lost at the next start if it never became durable.
func (s *Store) collect(was *changes) record.Change {
	c := record.Change{Freed: was.freed, Pins: was.pins, Runs: slices.Clone(was.adopted)}
	for _, info := range was.streams {
		c.Streams = append(c.Streams, info)
	}
	for v := range was.volumes {
		c.Volumes = append(c.Volumes, v.row())
	}
	for r := range was.runs {
		if r.row.FirstSeq != 0 {
			row := r.row
			row.Open = !r.ended
			c.Runs = append(c.Runs, row)
		}
		if r.ended && r.row.LastSeq < r.last {
			s.dirty.run(r)
		}
	}
	c.Gaps = slices.Clone(was.gaps)
	for sl := range was.slots {
		if row := sl.row(); row.Chunks > 0 {
			c.Slots = append(c.Slots, row)
		}
	}
	for st := range was.trims {
		t := record.Trim{Stream: st.ID}
		if len(st.slots) > 0 {
			t.Seq, t.From = st.slots[0].firstSeq, st.slots[0].from
		}
		c.Trimmed = append(c.Trimmed, t)
	}
	return c
}

// restore marks again what could not be written.
func (s *Store) restore(was *changes) {
	for _, info := range was.streams {
		if st := s.streams[info.ID]; st != nil {
			s.dirty.stream(st)
		}
	}
	for v := range was.volumes {
		s.dirty.volume(v)
	}
	for r := range was.runs {
		s.dirty.run(r)
	}
	later := s.dirty.gaps
	s.dirty.gaps = slices.Clone(was.gaps)
	for _, g := range later {
		s.dirty.gap(g)
	}
	for sl := range was.slots {
		s.dirty.slot(sl)
	}
	for st := range was.trims {
		s.dirty.trim(st)
	}
	s.dirty.adopted = append(was.adopted, s.dirty.adopted...)
	s.dirty.freed = append(was.freed, s.dirty.freed...)
	s.dirty.pins = append(was.pins, s.dirty.pins...)
}

func (v *volume) row() record.VolumeRow {
	state := "ok"
	if v.bad != nil {
		state = "quarantined"
	}
	return record.VolumeRow{
		ID: v.volume, Store: v.store, Place: v.place.disk.Name() + "/" + v.name,
		Slots: v.volumeHeader.slots, SlotSize: v.slotSize, State: state,
	}
}

// row is the slot as far as it is durable.
func (sl *slot) row() record.SlotRow {
	r := record.SlotRow{
		Volume: sl.volume, Number: sl.number, Use: sl.use, State: sl.state, Stream: sl.stream,
		From: sl.from, To: sl.to, FirstSeq: sl.firstSeq, LastSeq: sl.lastSeq, Chunks: sl.chunks,
		Bytes: sl.bytes, Tally: sl.tally, SHA: sl.sha, SM3: sl.sm3, Reason: string(sl.reason),
	}
	if sl.open != nil {
		part := &slot{}
		for i := range sl.open.dir[:sl.open.durable] {
			part.widen(&sl.open.dir[i])
		}
		r.From, r.To, r.FirstSeq, r.LastSeq = part.from, part.to, part.firstSeq, part.lastSeq
		r.Chunks, r.Bytes = part.chunks, part.bytes
	}
	return r
}

// rowsEvery is how often rows are brought up to date.
const rowsEvery = time.Second
