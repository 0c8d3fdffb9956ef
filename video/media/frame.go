package media

import "time"

// Flags tell what is unusual about a frame.
type Flags uint8

const (
	// Key marks a frame from which decoding can begin (IDR, or CRA/BLA of
	// H.265). Audio frames never carry it.
	Key Flags = 1 << iota
	// Damaged marks a frame of which packets were lost.
	Damaged
	// Gap marks the first frame after something was lost or the source's clock
	// jumped: decoders must wait for the next Key frame.
	Gap
)

// SoundGone is how long sound may stay away until its track counts as gone. A
// pause of a codec that sends nothing in silence is shorter.
const SoundGone = 10 * time.Second

// A Frame is one access unit of one track, in arrival order. It is never
// changed after it was published; Data is valid while the Slab is retained.
//
// Data of H.264 and H.265 is the NAL units of the access unit, each with its
// length before it in four bytes, big endian, with SEI, AUD and unknown types
// as received. Data of other codings is the frame as received (AAC without
// ADTS header).
type Frame struct {
	Track    *Track
	Seq      uint64    // within the stream over all tracks, from 1, without holes
	PTS, DTS int64     // in TimeScale units, monotonic DTS within a run
	Received time.Time // server clock when its first packet arrived
	Device   time.Time // device clock, zero when it is not known
	Flags    Flags
	Data     []byte
	Slab     *Slab
}

// IsKey reports whether decoding can begin here.
func (f *Frame) IsKey() bool { return f.Flags&Key != 0 }
