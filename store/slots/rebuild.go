package slots

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

// Rebuild makes the index anew from the volumes: tables, footers, and the
// chunks of open slots. Streams and pins stay as they are; so do the marks of
// pins in the slot tables. It works on a store that is not running, and leaves
// nothing behind when it fails but an index to be rebuilt again.
func Rebuild(ctx context.Context, cfg Config) (RebuildReport, error) {
	if cfg.Index == nil {
		return RebuildReport{}, shiheng.Invalid("slots.config")
	}
	if err := cfg.Index.Clear(ctx); err != nil {
		return RebuildReport{}, fmt.Errorf("clear the footage index: %w", err)
	}
	s, err := Open(ctx, cfg)
	if err != nil {
		return RebuildReport{}, err
	}
	report, err := s.Adopt(ctx)
	return report, errors.Join(err, s.Sync(ctx), s.Close())
}

// A RebuildReport says what Rebuild or Adopt found.
type RebuildReport struct {
	Volumes, Slots, Chunks int
	Runs, Gaps             int
	Unreadable             []string // slots whose footer could not be read
}

// Adopt declares all sealed slots in the index, with the runs and gaps that
// their chunks tell of. Footage found without a row is adopted this way, never
// thrown away. It may run beside recording.
func (s *Store) Adopt(ctx context.Context) (RebuildReport, error) {
	var report RebuildReport
	s.mu.Lock()
	streams := make([]*stream, 0, len(s.streams))
	for _, st := range s.streams {
		streams = append(streams, st)
	}
	report.Volumes = len(s.volumes)
	s.mu.Unlock()
	slices.SortFunc(streams, func(a, b *stream) int { return slices.Compare(a.ID[:], b.ID[:]) })
	for _, st := range streams {
		if err := s.adoptStream(ctx, st, &report); err != nil {
			return report, err
		}
	}
	return report, nil
}

func (s *Store) adoptStream(ctx context.Context, st *stream, report *RebuildReport) error {
	var c record.Change
	for _, sl := range s.shelf(st) {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		dir, err := s.directory(sl)
		if err != nil {
			report.Unreadable = append(report.Unreadable, fmt.Sprintf("%s/%d: %v", sl.volume, sl.number, err))
			continue
		}
		report.Slots++
		report.Chunks += len(dir)
		for i := range dir {
			if dir[i].kind != record.KindGap {
				continue
			}
			g, err := s.gapAt(sl, &dir[i])
			if err != nil {
				report.Unreadable = append(report.Unreadable, fmt.Sprintf("%s/%d: %v", sl.volume, sl.number, err))
				continue
			}
			c.Gaps = append(c.Gaps, g)
		}
		c.Runs = joinRuns(c.Runs, runsOf(st.ID, dir))
		s.mu.Lock()
		c.Slots = append(c.Slots, sl.row())
		if r := st.run; r != nil && len(c.Runs) > 0 && c.Runs[len(c.Runs)-1].ID == r.row.ID {
			c.Runs[len(c.Runs)-1].Open = true
		}
		s.mu.Unlock()
	}
	c.Gaps = append(c.Gaps, untold(c.Runs, c.Gaps)...)
	report.Runs += len(c.Runs)
	report.Gaps += len(c.Gaps)
	c.Streams = []record.Stream{st.Stream}
	if err := s.cfg.Index.Apply(ctx, c); err != nil {
		return fmt.Errorf("adopt footage: %w", err)
	}
	return nil
}

// shelf lists the slots of a stream that readers may see, in order.
func (s *Store) shelf(st *stream) []*slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(st.slots), func(sl *slot) bool { return !sl.seen() })
}

// joinRuns appends runs, joining the first to the last one when it goes on.
func joinRuns(have, more []record.RunRow) []record.RunRow {
	if n := len(have); n > 0 && len(more) > 0 && have[n-1].ID == more[0].ID {
		have[n-1].LastSeq, have[n-1].To = more[0].LastSeq, latest(have[n-1].To, more[0].To)
		more = more[1:]
	}
	return append(have, more...)
}

// untold are the gaps between runs that no gap chunk tells of: a crash took
// the memory of their cause.
func untold(runs []record.RunRow, told []record.GapRow) []record.GapRow {
	var out []record.GapRow
	for i := 1; i < len(runs); i++ {
		a, b := runs[i-1], runs[i]
		known := slices.ContainsFunc(told, func(g record.GapRow) bool {
			return g.AfterSeq >= a.LastSeq && g.AfterSeq < b.FirstSeq
		})
		if !known && b.From.After(a.To) {
			out = append(out, record.GapRow{Stream: a.Stream, AfterSeq: a.LastSeq, From: a.To, To: b.From, Cause: record.CauseCrash})
		}
	}
	return out
}

func (s *Store) gapAt(sl *slot, d *dirEntry) (record.GapRow, error) {
	c, err := s.readChunk(sl, d)
	if err != nil {
		return record.GapRow{}, err
	}
	defer c.Slab.Release()
	return record.ParseGap(c.Bytes(), sl.stream)
}

// adoptMissing adopts all when the index knows fewer slots than the tables
// say, as after a crash between a footer and its row.
func (s *Store) adoptMissing(ctx context.Context) error {
	s.mu.Lock()
	volumes := slices.Clone(s.volumes)
	counts := make([]int, len(volumes))
	for _, st := range s.streams {
		for _, sl := range st.slots {
			if i := slices.Index(volumes, sl.vol); i >= 0 && (sl.open == nil || sl.open.durable > 0) {
				counts[i]++
			}
		}
	}
	s.mu.Unlock()
	for i, v := range volumes {
		n, err := s.cfg.Index.CountSlots(ctx, v.volume)
		if err != nil {
			return fmt.Errorf("count slots: %w", err)
		}
		if n < counts[i] {
			report, err := s.Adopt(ctx)
			s.cfg.Log.Info("footage without rows adopted", "slots", report.Slots, "runs", report.Runs)
			return err
		}
	}
	return nil
}

// A Finding is something that Check found wrong.
type Finding struct {
	Volume shiheng.VolumeID
	Slot   uint32
	Camera shiheng.CameraID // zero of a volume
	Seq    uint64           // of the chunk, 0 when it is none
	Offset int64            // of the chunk in the slot
	What   string
}

// A CheckReport says what Check read and what is wrong.
type CheckReport struct {
	Volumes, Slots, Chunks int
	Bytes                  int64
	Findings               []Finding
}

// Check verifies the store: every slot's footer and roots, every chunk's
// checksum and, when deep, its SHA-256 and SM3 and the chain from chunk to
// chunk. It reads only, may run beside recording, and goes on after a finding.
// progress, when set, is told how many of all slots are done.
func (s *Store) Check(ctx context.Context, deep bool, progress func(done, all int)) (CheckReport, error) {
	var r CheckReport
	var all []*slot
	s.mu.Lock()
	r.Volumes = len(s.volumes)
	for _, m := range s.missing {
		r.Findings = append(r.Findings, Finding{Volume: m.ID, What: "volume is missing: " + m.Place})
	}
	for _, v := range s.volumes {
		if v.bad != nil {
			r.Findings = append(r.Findings, Finding{Volume: v.volume, What: "volume is quarantined: " + v.bad.Error()})
		}
		for _, sl := range v.slots {
			if sl.state == record.SlotSealed || sl.open != nil {
				all = append(all, sl)
			}
		}
	}
	s.mu.Unlock()
	slices.SortFunc(all, func(a, b *slot) int {
		return cmp.Or(slices.Compare(a.volume[:], b.volume[:]), cmp.Compare(a.number, b.number))
	})
	for i, sl := range all {
		if err := context.Cause(ctx); err != nil {
			return r, err
		}
		s.checkSlot(sl, deep, &r)
		if progress != nil {
			progress(i+1, len(all))
		}
	}
	return r, nil
}

func (s *Store) checkSlot(sl *slot, deep bool, r *CheckReport) {
	find := func(d *dirEntry, format string, args ...any) {
		r.Findings = append(r.Findings, Finding{sl.volume, sl.number, sl.camera, d.seq, int64(d.at), fmt.Sprintf(format, args...)})
	}
	r.Slots++
	s.mu.Lock()
	e, state, durable := sl.entry, sl.state, 0
	if sl.open != nil {
		durable = sl.open.durable
	}
	s.mu.Unlock()
	dir, err := s.directory(sl)
	if state == record.SlotSealed && err == nil {
		var f footer
		f, err = readFooter(sl.vol, &e)
		dir, durable = f.dir, len(f.dir)
	}
	if err != nil {
		find(&dirEntry{}, "footer: %v", err)
		return
	}
	var chain record.Digest
	for i := range dir[:min(durable, len(dir))] {
		d := &dir[i]
		r.Chunks++
		r.Bytes += int64(d.length)
		c, err := s.readChunk(sl, d)
		if err != nil {
			find(d, "chunk: %v", err)
			chain = record.Digest{}
			continue
		}
		if chain != (record.Digest{}) && c.Header.Prev != chain {
			find(d, "the chain is broken")
		}
		if d.kind == record.KindMedia {
			chain = d.sha
		}
		if c.Header.Digest() != d.sha {
			find(d, "the digest in the directory differs")
		}
		if deep {
			s.checkDeep(c, d, find)
		}
		c.Slab.Release()
	}
}

func (s *Store) checkDeep(c *record.Chunk, d *dirEntry, find func(*dirEntry, string, ...any)) {
	if err := c.Header.Verify(c.Bytes(), true); err != nil {
		find(d, "payload: %v", err)
	}
	if d.sm3 != (record.Digest{}) && sm3Of(c.Bytes()) != d.sm3 {
		find(d, "the SM3 in the directory differs")
	}
}

// A Holding is what a store has of one stream.
type Holding struct {
	record.Stream
	Span         shiheng.Span // from its first to its last frame
	Slots        int
	Bytes        int64
	DurableUpTo  time.Time
	Recording    bool
	Held         int // slots that a pin or a mark in the table keeps
	FirstSeq     uint64
	LastSeq      uint64
	OldestReason string // why its oldest slot is still there
}

// List says what the store has of each stream, in order of camera and role.
func (s *Store) List() []Holding {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Holding
	for _, st := range s.streams {
		h := Holding{Stream: st.Stream, Slots: len(st.slots), DurableUpTo: st.durable.At, Recording: st.run != nil}
		for _, sl := range st.slots {
			h.Bytes += sl.bytes
			h.Span.From, h.Span.To = earliest(h.Span.From, sl.from), latest(h.Span.To, sl.to)
			if s.pinned(sl) || sl.held {
				h.Held++
			}
		}
		if n := len(st.slots); n > 0 {
			h.FirstSeq, h.LastSeq = st.slots[0].firstSeq, st.slots[n-1].lastSeq
			h.OldestReason = string(s.verdict(st.slots[0], s.cfg.Now()).Reason)
		}
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b Holding) int {
		return cmp.Or(slices.Compare(a.Camera[:], b.Camera[:]), cmp.Compare(a.Role, b.Role))
	})
	return out
}
