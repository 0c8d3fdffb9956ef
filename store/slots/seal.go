package slots

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"golang.org/x/sys/unix"

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
			if len(s.sm3) >= digestBatch {
				s.wake()
			}
		}
	}
}

func (s *Store) wake() {
	select {
	case s.work <- struct{}{}:
	default:
	}
}

// How chunks gather for SM3, so that many are hashed at once: until there are
// digestBatch, or for digestEvery. Syncing them takes longer, so that no memory
// waits for it.
const (
	digestBatch = 4 * lanes
	digestEvery = 500 * time.Millisecond
)

// digestLoop computes SM3 digests until ctx ends, one core at most: the hot
// path never waits for it.
func (s *Store) digestLoop(ctx context.Context) {
	tick := time.NewTicker(digestEvery)
	defer tick.Stop()
	for {
		least := 1
		select {
		case <-s.work:
			least = digestBatch // what is left over waits for others
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		for ctx.Err() == nil && (s.digestSome(least) || s.digestSealing()) {
		}
	}
}

// digestSome takes the oldest chunks that wait in memory, when there are at
// least so many.
func (s *Store) digestSome(least int) bool {
	var chunks [digestBatch][]byte
	var sums [digestBatch]record.Digest
	s.mu.Lock()
	if len(s.sm3) < least {
		s.mu.Unlock()
		return false
	}
	pieces, more := s.dueForSM3()
	for i, p := range pieces {
		chunks[i] = p.chunk.Bytes()
	}
	s.mu.Unlock()
	if len(pieces) == 0 {
		return more
	}
	took := processorTime(func() { sm3All(sums[:len(pieces)], chunks[:len(pieces)]) })
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stats.Digesting += took
	for i, p := range pieces {
		s.digested(p, sums[i])
	}
	return true
}

// processorTime runs f and tells what it took of a processor: on a machine that
// is short of them the time that went by says nothing.
func processorTime(f func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var from, to unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &from) // always there
	f()
	_ = unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &to)
	return time.Duration(to.Nano() - from.Nano())
}

// dueForSM3 takes pieces out of the queue and marks them as being hashed. It
// also reports whether it may hold more, with mu held.
func (s *Store) dueForSM3() (due []*piece, more bool) {
	n := min(len(s.sm3), digestBatch)
	for i, p := range s.sm3[:n] {
		s.sm3[i] = nil
		if p.hashed || p.chunk == nil {
			continue
		}
		p.busy = true
		due = append(due, p)
	}
	s.sm3 = s.sm3[n:]
	return due, n > 0
}

// digested notes a chunk's SM3 where the chunk lies now.
func (s *Store) digested(p *piece, sum record.Digest) {
	p.busy, p.hashed, p.sm3 = false, true, sum
	os := p.slot
	if os != nil && p.i < len(os.dir) && os.pieces[p.i] == p {
		os.dir[p.i].sm3 = sum
		os.sm3Left--
	} else {
		os = nil
	}
	s.release(p)
	if os != nil {
		s.trySeal(os)
	}
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
			os.dead = os.dead || os.closing // the next start tries to seal it
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
	if i < len(os.dir) && os.dir[i].sm3 == (record.Digest{}) {
		os.dir[i].sm3 = sum
		os.sm3Left--
	}
	return nil
}
