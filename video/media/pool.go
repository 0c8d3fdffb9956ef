package media

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// A Pool hands out slabs and takes them back. Memory comes from the kernel
// page by page, outside the garbage collector's sight. Safe for concurrent use.
type Pool struct {
	mu   sync.Mutex
	free map[int][]*Slab // by capacity; guarded by mu

	used, kept atomic.Int64 // bytes handed out, bytes waiting in free
	// Poison overwrites freed slabs, so that a reader that kept a frame too
	// long sees garbage in tests instead of somebody else's picture.
	Poison bool
}

// NewPool makes an empty pool.
func NewPool() *Pool { return &Pool{free: map[int][]*Slab{}} }

// PoolStats tells what a pool holds, in bytes.
type PoolStats struct{ Used, Kept int64 }

// Stats returns the present figures.
func (p *Pool) Stats() PoolStats { return PoolStats{Used: p.used.Load(), Kept: p.kept.Load()} }

// Get returns a slab of at least size bytes, rounded up to 64 KiB, with one
// reference held by the caller. Its content is undefined.
func (p *Pool) Get(size int) (*Slab, error) {
	const step = 64 << 10
	size = (max(size, 1) + step - 1) / step * step
	p.mu.Lock()
	if list := p.free[size]; len(list) > 0 {
		s := list[len(list)-1]
		p.free[size] = list[:len(list)-1]
		p.mu.Unlock()
		p.kept.Add(int64(-size))
		p.used.Add(int64(size))
		s.left.Store(false)
		s.refs.Store(1)
		return s, nil
	}
	p.mu.Unlock()
	buf, err := unix.Mmap(-1, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return nil, fmt.Errorf("map slab of %d bytes: %w", size, err)
	}
	s := &Slab{buf: buf, pool: p}
	s.refs.Store(1)
	p.used.Add(int64(size))
	return s, nil
}

// keepAtMost bounds what the pool keeps of one size; the rest goes back to the
// kernel.
const keepAtMost = 64

func (p *Pool) put(s *Slab) {
	size := len(s.buf)
	p.used.Add(int64(-size))
	if p.Poison {
		for i := range s.buf {
			s.buf[i] = 0xdb
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.free[size]) >= keepAtMost {
		if err := unix.Munmap(s.buf); err != nil {
			panic(fmt.Sprintf("media: unmap slab: %v", err))
		}
		s.buf = nil
		return
	}
	p.free[size] = append(p.free[size], s)
	p.kept.Add(int64(size))
}
