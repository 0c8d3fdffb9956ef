package slots

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// recoverAll reads the slots that were open, each forward while its chunks are
// whole and follow one another, and declares what it found.
func (s *Store) recoverAll(ctx context.Context) error {
	var work sync.WaitGroup
	for _, p := range s.places {
		var open []*slot
		for _, v := range s.volumes {
			if v.place != p {
				continue
			}
			for _, sl := range v.slots {
				if sl.state == record.SlotOpen {
					open = append(open, sl)
				}
			}
		}
		slices.SortFunc(open, func(a, b *slot) int {
			return cmp.Or(cmp.Compare(a.vol.name, b.vol.name), cmp.Compare(a.number, b.number))
		})
		work.Go(func() {
			for _, sl := range open {
				s.recover(sl)
			}
		})
	}
	work.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queueSealed()
	for _, st := range s.streams {
		s.order(st)
		if err := s.loadStream(ctx, st); err != nil {
			return fmt.Errorf("read the footage index: %w", err)
		}
	}
	return s.closeRuns(ctx)
}

// recover rebuilds the directory of a slot that was open.
func (s *Store) recover(sl *slot) {
	os := &openSlot{slot: sl}
	if err := s.scan(os); err != nil {
		s.cfg.Log.Error("open slot cannot be read", "volume", sl.volume, "slot", sl.number, "error", err)
		sl.vol.bad = err
	}
	os.pieces = make([]*piece, len(os.dir))
	os.durable = len(os.dir)
	tally := sl.tally
	os.cutBack()
	sl.tally = max(tally, sl.tally)
	if !s.cfg.WithoutSM3 {
		os.sm3Left = len(os.dir)
	}
	sl.open = os
}

// scan reads chunk after chunk. It ends at the first that is not whole, not of
// this use of the slot, or not the next in the chain. Chunks that a later one
// says were durable are not read in full: they had been synced.
func (s *Store) scan(os *openSlot) error {
	sl, v := os.slot, os.slot.vol
	var heads []record.Header
	page := make([]byte, record.HeaderSize)
	base, known := v.data(sl.number), uint64(0)
	for at := int64(0); at+disk.Page <= v.slotSize; {
		if err := readUpTo(v.file, page, base+at); err != nil {
			return err
		}
		h, err := record.ParseHeader(page)
		if err != nil || h.Use != sl.use || h.Stream != sl.stream || h.Store != v.store || at+int64(h.Length) > v.slotSize {
			break
		}
		if n := len(heads); n > 0 && !follows(os, &h) {
			break
		}
		known = max(known, h.Durable)
		heads = append(heads, h)
		d := dirEntry{kind: h.Kind, flags: h.Flags, seq: h.Seq, run: h.Run, at: uint32(at), length: h.Length,
			wall: h.Wall, span: h.Span, frames: h.Frames, sha: h.Digest()}
		os.dir = append(os.dir, d)
		if h.Kind == record.KindMedia {
			os.chain = d.sha
		} else if len(heads) == 1 {
			os.chain = h.Prev
		}
		sl.tally = max(sl.tally, h.Tally)
		at += int64(h.Length)
	}
	return s.verifyTail(os, heads, known)
}

// follows reports whether h is the next chunk of the chain.
func follows(os *openSlot, h *record.Header) bool {
	return h.Prev == os.chain && h.Seq >= os.dir[len(os.dir)-1].seq
}

// verifyTail reads in full the chunks that nobody said were durable and drops
// everything from the first bad one on.
func (s *Store) verifyTail(os *openSlot, heads []record.Header, known uint64) error {
	v := os.slot.vol
	for i := range heads {
		h, d := &heads[i], &os.dir[i]
		if h.Seq <= known && h.Kind == record.KindMedia {
			continue
		}
		slab, err := s.cfg.Pool.Get(int(h.Length))
		if err != nil {
			return err
		}
		b := slab.Bytes()[:h.Length]
		err = readUpTo(v.file, b, v.data(os.slot.number)+int64(d.at))
		bad := err == nil && h.Verify(b, true) != nil
		slab.Release()
		if err != nil {
			return err
		}
		if bad {
			os.dir = os.dir[:i]
			break
		}
	}
	for len(os.dir) > 0 && os.dir[len(os.dir)-1].kind != record.KindMedia {
		os.dir = os.dir[:len(os.dir)-1] // a declaration of nothing
	}
	return nil
}

// order sorts a recovered stream's slots, decides which open slot goes on, and
// finds where the stream stands.
func (s *Store) order(st *stream) {
	for _, sl := range slices.Clone(st.slots) {
		if sl.open != nil && len(sl.open.dir) == 0 {
			s.forget(sl)
		}
	}
	s.hideCopies(st)
	for _, sl := range st.slots {
		st.next = max(st.next, sl.lastSeq+1)
		if sl.lastSeq >= st.durable.Seq {
			st.durable = record.Durable{Seq: sl.lastSeq, At: sl.to}
			st.chain = sl.last
		}
		os := sl.open
		if os == nil {
			continue
		}
		os.tracks = nil // the next chunk declares its tracks anew
		s.dirty.slot(sl)
		if n := len(os.dir); n > 0 {
			d := &os.dir[n-1]
			st.ended = record.RunRow{ID: d.run, Stream: st.ID, To: d.end(), LastSeq: d.seq}
		}
		s.adoptRuns(st, os.dir)
	}
	for i, sl := range st.slots {
		os := sl.open
		if os == nil {
			continue
		}
		if i == len(st.slots)-1 && sl.vol.bad == nil && !expired(os.opened, s.cfg.Now()) {
			st.open, st.last = os, sl.vol.place
			os.chain = st.chain
			continue
		}
		s.close(os)
	}
}

// hideCopies sorts a stream's slots and leaves out those whose chunks all lie
// in another one too: they had been moved there when a sync failed, and the
// sync had worked. They stay on disk as long as other footage of their age.
func (s *Store) hideCopies(st *stream) {
	slices.SortStableFunc(st.slots, func(a, b *slot) int {
		return cmp.Or(cmp.Compare(a.order(), b.order()), -cmp.Compare(a.lastSeq, b.lastSeq))
	})
	highest := uint64(0)
	st.slots = slices.DeleteFunc(st.slots, func(sl *slot) bool {
		if sl.lastSeq <= highest && sl.state != record.SlotCondemned {
			if sl.open != nil {
				s.close(sl.open)
			}
			return true
		}
		highest = max(highest, sl.lastSeq)
		return false
	})
}

// adoptRuns notes the runs of a directory, so that the index learns of them.
func (s *Store) adoptRuns(st *stream, dir []dirEntry) {
	s.dirty.adopted = append(s.dirty.adopted, runsOf(st.ID, dir)...)
}

func runsOf(id shiheng.StreamID, dir []dirEntry) []record.RunRow {
	var out []record.RunRow
	for i := range dir {
		d := &dir[i]
		if d.kind != record.KindMedia {
			continue
		}
		if n := len(out); n > 0 && out[n-1].ID == d.run {
			out[n-1].LastSeq, out[n-1].To = d.seq, latest(out[n-1].To, d.end())
			continue
		}
		out = append(out, record.RunRow{
			ID: d.run, Stream: id, From: d.wall, To: d.end(), FirstSeq: d.seq, LastSeq: d.seq,
			KeysOnly: d.flags&record.FlagKeysOnly != 0, Lesser: d.flags&record.FlagLesser != 0,
		})
	}
	return out
}

// closeRuns marks as ended the runs that the index believes are going on.
func (s *Store) closeRuns(ctx context.Context) error {
	rows, err := s.cfg.Index.OpenRuns(ctx)
	if err != nil {
		return fmt.Errorf("read the footage index: %w", err)
	}
	for _, row := range rows {
		row.Open = false
		if st := s.streams[row.Stream]; st != nil && st.ended.ID == row.ID {
			row.LastSeq, row.To = max(row.LastSeq, st.ended.LastSeq), latest(row.To, st.ended.To)
		}
		s.dirty.adopted = append(s.dirty.adopted, row)
	}
	return nil
}

// A readerAt that may end early reads zeros there.
func readUpTo(f disk.File, b []byte, off int64) error {
	n, err := f.ReadAt(b, off)
	if errors.Is(err, io.EOF) {
		clear(b[n:])
		return nil
	}
	return err
}
