package media

import (
	"time"

	"shiheng.internal"
)

// maxLanes bounds the tracks of one source, so that damaged input cannot make
// them without end.
const maxLanes = 16

// BuilderConfig says what a Builder needs.
type BuilderConfig struct {
	// Pool gives the slabs. Required.
	Pool *Pool
	// Emit takes each finished frame, in arrival order, during the call that
	// completed it. The builder holds the frame's slab only for the duration
	// of Emit: whoever keeps the frame retains f.Slab. Required.
	Emit func(f *Frame)
	// SharedClock tells that all tracks count the same clock (MPEG-PS). Without
	// it a track's time begins where the stream stands at its first arrival.
	SharedClock bool
	// Hushed keeps no sound: tracks of sound get a lane that keeps nothing, so
	// that not a byte of it is copied.
	Hushed bool
}

// BuilderStats counts what a Builder did. All figures only grow.
type BuilderStats struct {
	Frames, Bytes uint64 // emitted
	Damaged       uint64 // frames of which something was lost
	Gaps          uint64 // frames that carry Gap
	Jumps         uint64 // leaps of the source's clock that were rebased
	Unready       uint64 // bytes that came before the parameter sets and were not kept
	Cut           uint64 // frames cut off at MaxFrame
	Starved       uint64 // times no memory was to be had
	Recoded       uint64 // times the NAL units contradicted the declared coding
	Refused       uint64 // tracks beyond the sixteenth
	Hushed        uint64 // tracks of sound that were not to be kept
}

// A Builder turns the bytes of one source into frames that lie in slabs. It
// belongs to one goroutine and has none of its own; it never reads a clock.
//
// Each elementary stream has a [Lane]. Payload is copied once, from the slice
// handed in (a socket buffer, valid during the call only) to its final place.
//
// What came before a video track's parameter sets cannot be described to a
// decoder and is counted, not kept. After that everything is kept as it came:
// a frame of which something was lost is Damaged, the first one after it
// carries Gap. The recorder stores them all; viewers wait for the next Key.
type Builder struct {
	cfg   BuilderConfig
	lanes []*Lane
	video uint8 // next numbers to give
	other uint8
	time  timeline
	seq   uint64
	spare []Frame // Frame structs are made by the dozen
	stats BuilderStats
}

// NewBuilder makes a builder without lanes.
func NewBuilder(cfg BuilderConfig) (*Builder, error) {
	if cfg.Pool == nil || cfg.Emit == nil {
		return nil, shiheng.Invalid("media.builder.config")
	}
	return &Builder{cfg: cfg, other: 2}, nil
}

// Stats returns the present figures.
func (b *Builder) Stats() BuilderStats { return b.stats }

// Params are what a source says about a track outside the track (SDP, PSM).
// What is not known is zero. Parameter sets are copied.
type Params struct {
	VPS, SPS, PPS        [][]byte
	SampleRate, Channels int
	Config               []byte // AudioSpecificConfig: pieces are raw AAC, not ADTS
}

// Lane opens a track. A video codec, or CodecUnknown for video that its own
// parameter sets will tell, gives a lane for NAL units; every other codec one
// for whole frames. Beyond sixteen lanes it returns nil, and so a source that
// invents streams is bounded; a nil Lane takes every call and keeps nothing.
func (b *Builder) Lane(c Codec, p Params) *Lane {
	if len(b.lanes) >= maxLanes {
		b.stats.Refused++
		return nil
	}
	l := &Lane{b: b, codec: c, nal: -1}
	video := c.Video() || c == CodecUnknown
	if video && b.video == 0 {
		b.video, l.id = 1, 1
	} else {
		l.id = b.other
		b.other++
	}
	switch {
	case b.cfg.Hushed && c.Audio():
		l.form, l.hushed = pieceForm, true
		b.stats.Hushed++
	case c == H264 || c == H265 || c == CodecUnknown:
		l.form = nalForm
		l.outOfBand(p)
	default:
		l.form = pieceForm
		l.declare(p)
	}
	b.lanes = append(b.lanes, l)
	return l
}

// Close emits what is complete enough and gives the slabs back. The builder is
// of no use afterwards. It is idempotent.
func (b *Builder) Close() {
	for _, l := range b.lanes {
		l.Flush()
		l.leave()
	}
	b.lanes = nil
}

// silence is how long a lane may say nothing before its chunk ends.
const silence = 2 * time.Second

// Tick lets a source that fell silent end its chunk: a lane to which nothing
// came for two seconds emits what it has and leaves its slab, see [Slab.Left].
// Call it about once a second.
func (b *Builder) Tick(now time.Time) {
	for _, l := range b.lanes {
		if l.slab == nil || now.Sub(l.stamp.Received) <= silence {
			continue
		}
		if l.au.slices {
			l.Flush()
		}
		if l.pos == l.frame0 {
			l.leave()
		}
	}
}

// frame makes the next Frame value. They are made 32 at a time, so that a
// stream costs the collector about one object a second.
func (b *Builder) frame() *Frame {
	if len(b.spare) == 0 {
		b.spare = make([]Frame, 32)
	}
	f := &b.spare[0]
	b.spare = b.spare[1:]
	return f
}

// emit hands a finished frame on.
func (b *Builder) emit(f *Frame) {
	b.seq++
	f.Seq = b.seq
	b.stats.Frames++
	b.stats.Bytes += uint64(len(f.Data))
	if f.Flags&Damaged != 0 {
		b.stats.Damaged++
	}
	if f.Flags&Gap != 0 {
		b.stats.Gaps++
	}
	b.cfg.Emit(f)
}
