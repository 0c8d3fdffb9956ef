package slots

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal/video/record"
)

// writeLoop writes what is queued for a place until ctx ends.
func (s *Store) writeLoop(ctx context.Context, p *place) {
	tick := time.NewTicker(s.cfg.SyncEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-p.kick:
		case <-ctx.Done():
			return
		}
		s.flush(p)
	}
}

// An outcome is what became of one batch.
type outcome struct {
	bad  map[*volume]error // to be quarantined
	full map[*slot]bool    // no space for them on the disk
}

// flush writes one batch, syncs the volumes it touched and settles the rest:
// what is durable is declared so, what is not finds another home.
func (s *Store) flush(p *place) {
	p.flushing.Lock()
	defer p.flushing.Unlock()
	s.mu.Lock()
	batch := slices.DeleteFunc(p.queue, (*write).void)
	p.queue, p.queued = nil, 0
	s.mu.Unlock()
	if len(batch) > 0 {
		slices.SortStableFunc(batch, func(a, b *write) int {
			return cmp.Or(cmp.Compare(a.slot.vol.name, b.slot.vol.name), cmp.Compare(a.off, b.off))
		})
		o := s.carryOut(batch)
		s.mu.Lock()
		s.finish(p, batch, o)
		s.mu.Unlock()
	}
	s.mu.Lock()
	s.rehomeAll()
	s.mu.Unlock()
}

// void reports whether w must not be carried out any more, and gives its memory
// back: its chunk went to another slot, or its slot is being erased, and an
// entry written now would bring it back.
func (w *write) void() bool {
	moved := w.piece != nil && w.slot.open != nil && w.slot.open.dead
	erased := w.slot.state == record.SlotCondemned || w.slot.state == record.SlotFree
	if (moved || erased) && w.slab != nil {
		w.slab.Release()
	}
	return moved || erased
}

// carryOut makes the system calls of one batch.
func (s *Store) carryOut(batch []*write) outcome {
	o := outcome{bad: map[*volume]error{}, full: map[*slot]bool{}}
	touched := map[*volume]bool{}
	for _, w := range batch {
		v := w.slot.vol
		if v.bad != nil || o.bad[v] != nil || o.full[w.slot] {
			continue
		}
		touched[v] = true
		err := s.writeOne(w)
		switch {
		case errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT):
			o.full[w.slot] = true
		case err != nil:
			o.bad[v] = err
		}
	}
	for v := range touched {
		if o.bad[v] != nil {
			continue
		}
		if err := syncVolume(v); err != nil {
			o.bad[v] = err
		}
		s.count(0, 1)
	}
	return o
}

func (s *Store) count(writes, syncs uint64) {
	s.mu.Lock()
	s.stats.Writes += writes
	s.stats.Syncs += syncs
	s.mu.Unlock()
}

// syncVolume makes what was written durable. A file that no longer stands in
// its directory takes everything and keeps nothing, so it is looked for.
func syncVolume(v *volume) error {
	if err := v.file.Sync(); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	there, err := v.file.Present()
	if err != nil {
		return fmt.Errorf("look for the file: %w", err)
	}
	if !there {
		return errors.New("the volume file was removed")
	}
	return nil
}

// writeOne writes w, going on where a short write stopped.
func (s *Store) writeOne(w *write) error {
	v := w.slot.vol
	if w.piece != nil && w.piece.slot.fresh {
		if err := v.file.Allocate(v.data(w.slot.number), v.slotSize); err != nil {
			return fmt.Errorf("reserve a slot: %w", err)
		}
		w.piece.slot.fresh = false // only the holder of place.flushing reads it
	}
	b, off := w.bytes, w.off
	for len(b) > 0 {
		n, err := v.file.WriteAt(b, off)
		s.count(1, 0)
		n -= n % record.Align // a torn page is written again
		if err != nil && !(errors.Is(err, io.ErrShortWrite) && n > 0) {
			return fmt.Errorf("write at %d: %w", off, err)
		}
		if n == 0 {
			return fmt.Errorf("write at %d: %w", off, io.ErrShortWrite)
		}
		b, off = b[n:], off+int64(n)
	}
	return nil
}

// finish draws the conclusions of a batch, with mu held.
func (s *Store) finish(p *place, batch []*write, o outcome) {
	for v, err := range o.bad {
		s.quarantine(v, err)
	}
	if len(o.full) > 0 {
		p.full = s.cfg.Now().Add(10 * time.Second)
	}
	for _, w := range batch {
		if w.slab != nil {
			w.slab.Release()
		}
	}
	for _, w := range batch {
		v := w.slot.vol
		if v.bad != nil || o.full[w.slot] {
			continue
		}
		if w.piece != nil {
			s.durable(w.piece)
		}
		if w.done != nil {
			w.done()
		}
	}
	for v := range o.bad {
		for _, sl := range v.slots {
			if sl.open != nil {
				s.abandon(sl.open)
			}
		}
	}
	for sl := range o.full {
		if sl.open != nil && sl.vol.bad == nil {
			s.abandon(sl.open)
		}
	}
}

// durable marks a chunk as safe and tells its stream and its slot.
func (s *Store) durable(p *piece) {
	p.durable = true
	s.stats.Chunks++
	s.stats.Bytes += uint64(p.chunk.Header.Length)
	os, st := p.slot, p.st
	for os.durable < len(os.dir) && (os.pieces[os.durable] == nil || os.pieces[os.durable].durable) {
		os.durable++
	}
	for len(st.pending) > 0 && st.pending[0].durable {
		head := st.pending[0]
		st.pending[0] = nil
		st.pending = st.pending[1:]
		st.durable = record.Durable{Seq: head.seq, At: head.end}
		row := &head.run.row
		if row.FirstSeq == 0 {
			row.FirstSeq, row.From = head.seq, head.wall
			s.dirty.run(head.run)
			s.dirty.slot(head.slot.slot)
		}
		row.LastSeq, row.To = head.seq, head.end
	}
	s.release(p)
	s.trySeal(os)
}

// release gives a chunk's memory back once it is durable and digested.
func (s *Store) release(p *piece) {
	if !p.durable || !p.hashed || p.busy || p.chunk == nil {
		return
	}
	s.pending -= int64(p.chunk.Header.Length)
	if pieces := p.slot.pieces; p.i < len(pieces) && pieces[p.i] == p {
		pieces[p.i] = nil
	}
	p.chunk.Slab.Release()
	p.chunk = nil
}

// quarantine takes a volume out of use for writing; what is durable on it can
// still be read. The next start tries it again.
func (s *Store) quarantine(v *volume, err error) {
	if v.bad != nil {
		return
	}
	v.bad = err
	s.dirty.volume(v)
	s.cfg.Log.Error("volume quarantined", "volume", v.volume, "place", v.place.disk.Name(), "error", err)
}

// abandon ends an open slot whose disk takes no more, at its last durable
// chunk. What came after it goes elsewhere, from memory.
func (s *Store) abandon(os *openSlot) {
	if os.dead {
		return
	}
	os.closing, os.dead = true, true
	if os.st.open == os {
		os.st.open = nil
	}
	for _, p := range os.pieces[os.durable:] {
		if p.chunk.Header.Kind == record.KindMedia {
			p.slot, p.durable = nil, false
			s.stats.Moved++
			continue
		}
		if g, err := record.ParseGap(p.chunk.Bytes(), p.st.ID); err == nil && p.chunk.Header.Kind == record.KindGap {
			p.run.gap = &g
		}
		p.durable, p.hashed = true, true
		s.release(p)
	}
	os.cutBack()
	if len(os.dir) == 0 {
		s.forget(os.slot)
	} else {
		s.dirty.slot(os.slot)
	}
}

// cutBack makes an open slot end with its durable chunks.
func (os *openSlot) cutBack() {
	os.dir, os.pieces = os.dir[:os.durable], os.pieces[:os.durable]
	e := os.slot.entry
	os.slot.firstSeq, os.slot.lastSeq, os.slot.chunks, os.slot.bytes = 0, 0, 0, 0
	os.slot.from, os.slot.to = time.Time{}, time.Time{}
	for i := range os.dir {
		os.widen(&os.dir[i])
	}
	os.slot.tally = e.tally
	os.used = os.slot.bytes
}

// forget drops a slot that holds nothing.
func (s *Store) forget(sl *slot) {
	delete(sl.vol.slots, sl.number)
	sl.vol.free = append(sl.vol.free, sl.number)
	sl.st.slots = slices.DeleteFunc(sl.st.slots, func(o *slot) bool { return o == sl })
}

// rehomeAll finds a place for chunks that have none.
func (s *Store) rehomeAll() {
	for _, st := range s.streams {
		if len(st.pending) > 0 {
			s.rehome(st)
		}
	}
}

// rehome places a stream's chunks in order. Those of an older slot than the
// open one get a slot of their own, which ends with them.
func (s *Store) rehome(st *stream) {
	kept := st.open
	for i, p := range st.pending {
		if p.slot != nil {
			continue
		}
		older := kept != nil && i+1 < len(st.pending) && st.pending[len(st.pending)-1].slot == kept
		if older && st.open == kept {
			st.open = nil
		}
		os, err := s.slotFor(st, p.chunk)
		if err == nil {
			err = s.settle(os, p)
		}
		if err != nil {
			s.cfg.Log.Warn("footage waits in memory", "stream", st.ID, "error", err)
			break
		}
	}
	if kept != nil && st.open != kept && !kept.dead && !kept.closing {
		if st.open != nil {
			s.close(st.open)
		}
		st.open = kept
	}
	slices.SortStableFunc(st.slots, func(a, b *slot) int { return cmp.Compare(a.order(), b.order()) })
}

// order is where a slot stands among its stream's.
func (sl *slot) order() uint64 {
	if sl.firstSeq == 0 {
		return ^uint64(0)
	}
	return sl.firstSeq
}

// replace creates another volume on a place that is about to need one, having
// filled or lost those it had, as far as its capacity goes. It is called
// without mu.
func (s *Store) replace(ctx context.Context, p *place) error {
	s.mu.Lock()
	left := slotsIn(p.capacity, s.cfg.SlotSize)
	spare, reserve := 0, 0
	for _, st := range s.streams {
		if st.run != nil {
			reserve++ // each may want its next slot at once
		}
	}
	for _, v := range s.volumes {
		if v.place != p {
			continue
		}
		spare += v.spare()
		if v.bad == nil {
			left -= min(left, v.volumeHeader.slots)
		} else {
			left -= min(left, uint32(len(v.slots)))
		}
	}
	s.mu.Unlock()
	if spare > reserve || left == 0 {
		return nil
	}
	v, err := s.create(p, min(left, s.cfg.VolumeSlots))
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.volumes = append(s.volumes, v)
	s.dirty.volume(v)
	return context.Cause(ctx)
}
