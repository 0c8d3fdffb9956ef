package slots

import (
	"context"
	"fmt"

	"github.com/emmansun/gmsm/sm3"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

// close ends a slot: it takes nothing more and is sealed once all its chunks
// are durable and digested.
func (s *Store) close(os *openSlot) {
	if os.st.open == os {
		os.st.open = nil
	}
	if os.closing {
		return
	}
	os.closing = true
	s.trySeal(os)
}

// trySeal begins to seal a slot that is ready for it.
func (s *Store) trySeal(os *openSlot) {
	if !os.closing || os.dead || os.footer || os.durable < len(os.dir) || os.vol.bad != nil {
		return
	}
	if os.sm3Left > 0 {
		for _, o := range s.sealing {
			if o == os {
				return
			}
		}
		s.sealing = append(s.sealing, os)
		s.wake()
		return
	}
	os.footer = true
	size := footerBytes(len(os.dir))
	slab, err := s.cfg.Pool.Get(int(size))
	if err != nil {
		s.cfg.Log.Error("no memory for a footer", "error", err)
		os.footer = false // the next start seals it
		return
	}
	e := &os.slot.entry
	b := slab.Bytes()[:size]
	sha, gm := putFooter(b, e.volume, e.number, e.use, os.dir)
	s.enqueue(&write{
		slot: os.slot, off: os.vol.data(e.number) + os.used, bytes: b, slab: slab,
		done: func() { s.sealed(os, uint32(size), sha, gm) },
	})
}

// sealed follows when a slot's footer is durable.
func (s *Store) sealed(os *openSlot, size uint32, sha, gm record.Digest) {
	sl := os.slot
	sl.footerAt, sl.footerSize, sl.sha, sl.sm3 = uint32(os.used), size, sha, gm
	sl.state = record.SlotSealed
	s.writeEntry(sl, nil)
	s.footers.put(sl, os.dir)
	sl.open = nil
	sl.vol.place.sealed = append(sl.vol.place.sealed, sl)
	s.stats.SlotsSealed++
	s.dirty.slot(sl)
	if os.st.run != nil {
		s.dirty.run(os.st.run)
	}
}

// hashLater has a chunk's SM3 computed from memory while there is some to
// spare, and from disk when the slot is sealed otherwise.
func (s *Store) hashLater(p *piece) {
	os := p.slot
	switch {
	case p.hashed:
		os.dir[p.i].sm3 = p.sm3
		if p.sm3 == (record.Digest{}) && !s.cfg.WithoutSM3 {
			os.sm3Left++
		}
	case s.cfg.WithoutSM3:
		p.hashed = true
	case s.pending > s.cfg.SpillBytes/2:
		os.sm3Left++
		p.hashed = true
	default:
		os.sm3Left++
		if !p.busy {
			s.sm3 = append(s.sm3, p)
			s.wake()
		}
	}
}

func (s *Store) wake() {
	select {
	case s.work <- struct{}{}:
	default:
	}
}

// digestLoop computes SM3 digests until ctx ends, one core at most: the hot
// path never waits for it.
func (s *Store) digestLoop(ctx context.Context) {
	for {
		select {
		case <-s.work:
		case <-ctx.Done():
			return
		}
		for ctx.Err() == nil && (s.digestOne() || s.digestSealing()) {
		}
	}
}

// digestOne takes the oldest chunk that waits in memory.
func (s *Store) digestOne() bool {
	s.mu.Lock()
	if len(s.sm3) == 0 {
		s.mu.Unlock()
		return false
	}
	p := s.sm3[0]
	s.sm3[0] = nil
	s.sm3 = s.sm3[1:]
	if p.hashed || p.chunk == nil {
		s.mu.Unlock()
		return true
	}
	p.busy = true
	b := p.chunk.Bytes()
	s.mu.Unlock()
	sum := sm3Of(b)
	s.mu.Lock()
	defer s.mu.Unlock()
	p.busy, p.hashed, p.sm3 = false, true, sum
	if os := p.slot; os != nil && p.i < len(os.dir) && os.pieces[p.i] == p {
		os.dir[p.i].sm3 = sum
		os.sm3Left--
		defer s.trySeal(os)
	}
	s.release(p)
	return true
}

func sm3Of(chunk []byte) (d record.Digest) {
	head, payload := record.Digested(chunk)
	h := sm3.New()
	h.Write(head)
	h.Write(payload)
	h.Sum(d[:0])
	return d
}

// digestSealing reads back what a closed slot still lacks.
func (s *Store) digestSealing() bool {
	s.mu.Lock()
	if len(s.sealing) == 0 {
		s.mu.Unlock()
		return false
	}
	os := s.sealing[0]
	s.sealing = s.sealing[1:]
	var todo []int
	for i := range os.dir {
		if os.dir[i].sm3 == (record.Digest{}) && os.pieces[i] == nil {
			todo = append(todo, i)
		}
	}
	s.mu.Unlock()
	for _, i := range todo {
		s.mu.Lock()
		dead := os.dead || i >= len(os.dir)
		var d dirEntry
		if !dead {
			d = os.dir[i]
		}
		s.mu.Unlock()
		if dead {
			return true
		}
		if err := s.digestBack(os, i, &d); err != nil {
			s.cfg.Log.Error("read back for a digest", "slot", os.slot.number, "error", err)
			s.mu.Lock()
			os.dead = true // the next start tries to seal it
			s.mu.Unlock()
			return true
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if os.sm3Left == 0 {
		s.trySeal(os)
	}
	return true
}

func (s *Store) digestBack(os *openSlot, i int, d *dirEntry) error {
	slab, err := s.cfg.Pool.Get(int(d.length))
	if err != nil {
		return err
	}
	defer slab.Release()
	b := slab.Bytes()[:d.length]
	if _, err := os.vol.file.ReadAt(b, os.vol.data(os.slot.number)+int64(d.at)); err != nil {
		return fmt.Errorf("read chunk %d: %w", d.seq, err)
	}
	h, err := record.ParseHeader(b)
	if err != nil {
		return err
	}
	if h.Digest() != d.sha || h.Verify(b, true) != nil {
		return shiheng.Invalid("chunk.changed", "seq", fmt.Sprint(d.seq))
	}
	sum := sm3Of(b)
	s.mu.Lock()
	defer s.mu.Unlock()
	if i < len(os.dir) {
		os.dir[i].sm3 = sum
		os.sm3Left--
	}
	return nil
}
