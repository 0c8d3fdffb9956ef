package media

import (
	"fmt"
	"math/bits"
	"slices"
	"sync"

	"golang.org/x/sys/unix"
)

// A Pool hands out slabs and takes them back. Memory comes from the kernel
// page by page, outside the garbage collector's sight: what of a slab is never
// written costs nothing. Safe for concurrent use.
type Pool struct {
	mu         sync.Mutex
	free       []*Slab // the one that waited longest first; guarded by mu
	used, kept int64   // bytes handed out, bytes waiting in free; guarded by mu

	// Poison overwrites freed slabs, so that a reader that kept a frame too
	// long sees garbage in tests instead of somebody else's picture.
	Poison bool
}

// NewPool makes an empty pool.
func NewPool() *Pool { return &Pool{} }

// PoolStats tells what a pool holds, in bytes.
type PoolStats struct{ Used, Kept int64 }

// Stats returns the present figures.
func (p *Pool) Stats() PoolStats {
	p.mu.Lock()
	defer p.mu.Unlock()
	return PoolStats{Used: p.used, Kept: p.kept}
}

// sizeClass rounds a size up to one that slabs are made in: steps of 64 KiB up
// to 1 MiB, then eight steps between powers of two, so that slabs of one
// stream fit the next.
func sizeClass(size int) int {
	step := 64 << 10
	if size > 1<<20 {
		step = 1 << (bits.Len(uint(size-1)) - 4)
	}
	return (max(size, 1) + step - 1) / step * step
}

// Get returns a slab of at least size bytes with one reference, held by the
// caller. Its content is undefined. It fails when the kernel has no memory.
func (p *Pool) Get(size int) (*Slab, error) {
	size = sizeClass(size)
	if s := p.reuse(size); s != nil {
		s.left.Store(false)
		s.refs.Store(1)
		return s, nil
	}
	buf, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("map slab of %d bytes: %w", size, err)
	}
	// Huge pages would make a slab cost what it could hold, not what it holds.
	// A kernel without them refuses the advice, which is as good.
	_ = unix.Madvise(buf, unix.MADV_NOHUGEPAGE)
	s := &Slab{buf: buf, pool: p}
	s.refs.Store(1)
	p.mu.Lock()
	p.used += int64(size)
	p.mu.Unlock()
	return s, nil
}

// reuse takes the slab that waited least among those that fit without wasting
// half; its pages are there already.
func (p *Pool) reuse(size int) *Slab {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := len(p.free) - 1; i >= 0; i-- {
		s := p.free[i]
		if n := len(s.buf); n < size || n > size+size/2 {
			continue
		}
		p.free = slices.Delete(p.free, i, i+1)
		p.kept -= int64(len(s.buf))
		p.used += int64(len(s.buf))
		return s
	}
	return nil
}

// keepAtLeast bytes, or half of what is in use, wait for the next Get: each sync
// gives back all it made durable at once, and the next second needs as much. It
// is memory that was in use a moment ago, so that the most there ever is does
// not grow. What is beyond goes back to the kernel, the longest unused first:
// sizes that nobody asks for any more must not take the place of those that are.
const keepAtLeast = 8 << 20

func (p *Pool) put(s *Slab) {
	if p.Poison {
		for i := range s.buf {
			s.buf[i] = 0xdb
		}
	}
	p.mu.Lock()
	p.used -= int64(len(s.buf))
	p.kept += int64(len(s.buf))
	p.free = append(p.free, s)
	keep, n := max(keepAtLeast, p.used/2), 0
	for p.kept > keep && n < len(p.free) {
		p.kept -= int64(len(p.free[n].buf))
		n++
	}
	var gone []*Slab
	if n > 0 {
		gone = slices.Clone(p.free[:n])
		p.free = slices.Delete(p.free, 0, n)
	}
	p.mu.Unlock()
	for _, s := range gone {
		unmap(s)
	}
}

// Trim gives all waiting memory back to the kernel. Slabs in use stay.
func (p *Pool) Trim() {
	p.mu.Lock()
	free := p.free
	p.free, p.kept = nil, 0
	p.mu.Unlock()
	for _, s := range free {
		unmap(s)
	}
}

func unmap(s *Slab) {
	buf := s.buf
	s.buf = nil
	if err := unix.Munmap(buf); err != nil {
		panic(fmt.Sprintf("media: unmap slab: %v", err))
	}
}
