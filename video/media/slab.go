package media

import (
	"sync/atomic"
)

// The layout of a video slab. The frames of one chunk lie back to back from
// HeadSize on; the recorder alone writes the head (chunk header and moof) and
// the tail (audio, padding) once the chunk is complete.
const (
	HeadSize  = 8 << 10  // before the frames: uuid box, moof, mdat header, free
	TailSize  = 64 << 10 // behind them: the audio of the chunk and padding
	PageSize  = 4 << 10  // slabs begin on a page and are whole pages long
	MaxFrame  = 16 << 20 // a larger access unit is cut off and marked Damaged
	MaxInSlab = 240      // frames of one slab at most
)

// A Slab is page-aligned memory without pointers that holds the frames of one
// chunk, or a stretch of audio frames. It is counted: whoever keeps a frame
// beyond the call that handed it over retains its slab and releases it later.
// All methods are safe for concurrent use.
type Slab struct {
	buf  []byte
	refs atomic.Int32
	left atomic.Bool
	pool *Pool
}

// Left reports whether the Builder has turned to another slab: no byte of this
// one will be written by it again. Until then the bytes behind the last frame
// belong to the Builder. A frame of another slab on the same track says the
// same; Left also covers a source that fell silent.
func (s *Slab) Left() bool { return s.left.Load() }

// Bytes is the whole memory of the slab, head and tail included.
func (s *Slab) Bytes() []byte { return s.buf }

// Retain adds a reference. The caller must hold one already.
func (s *Slab) Retain() {
	if s.refs.Add(1) <= 1 {
		panic("media: retain of a freed slab")
	}
}

// Release gives one reference back; the last one returns the memory.
func (s *Slab) Release() {
	switch n := s.refs.Add(-1); {
	case n == 0:
		s.pool.put(s)
	case n < 0:
		panic("media: release of a freed slab")
	}
}
