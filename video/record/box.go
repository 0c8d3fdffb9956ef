package record

import (
	"encoding/binary"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A sample is one frame as a trun box lists it.
type sample struct {
	size, duration uint32
	offset         int32 // PTS - DTS
	flags          media.Flags
}

// moofSize is the length of the moof box of n samples.
func moofSize(n int) int { return 88 + 16*n }

// Sample flags of ISO/IEC 14496-12: a sync sample, one that depends on others.
// The sixteen bits of degradation priority keep what media.Flags knows more.
const (
	syncSample  = 0x02000000
	otherSample = 0x01010000
)

// putMoof writes a moof box for one track into b and returns its length. data
// is the distance from the beginning of the moof to the first sample.
func putMoof(b []byte, number uint32, track uint8, base int64, samples []sample, data int) int {
	be := binary.BigEndian
	size := moofSize(len(samples))
	putBox(b, size, "moof")
	putBox(b[8:], 16, "mfhd")
	be.PutUint32(b[16:], 0)
	be.PutUint32(b[20:], number)
	putBox(b[24:], size-24, "traf")
	putBox(b[32:], 16, "tfhd")
	be.PutUint32(b[40:], 0x020000) // default-base-is-moof
	be.PutUint32(b[44:], uint32(track))
	putBox(b[48:], 20, "tfdt")
	be.PutUint32(b[56:], 1<<24)
	be.PutUint64(b[60:], uint64(base))
	putBox(b[68:], size-68, "trun")
	be.PutUint32(b[76:], 1<<24|0x000f01) // offset; duration, size, flags and composition per sample
	be.PutUint32(b[80:], uint32(len(samples)))
	be.PutUint32(b[84:], uint32(data))
	at := 88
	for _, s := range samples {
		flags := uint32(otherSample)
		if s.flags&media.Key != 0 {
			flags = syncSample
		}
		be.PutUint32(b[at:], s.duration)
		be.PutUint32(b[at+4:], s.size)
		be.PutUint32(b[at+8:], flags|uint32(s.flags&^media.Key))
		be.PutUint32(b[at+12:], uint32(s.offset))
		at += 16
	}
	return size
}

func putBox(b []byte, size int, kind string) {
	binary.BigEndian.PutUint32(b, uint32(size))
	copy(b[4:8], kind)
}

// putFree fills b with a free box whose body is zero: padding never carries
// what the memory held before. len(b) is 0 or at least 8.
func putFree(b []byte) {
	if len(b) == 0 {
		return
	}
	clear(b)
	putBox(b, len(b), "free")
}

// nextBox splits the first box off b.
func nextBox(b []byte) (kind string, body, rest []byte, err error) {
	if len(b) < 8 {
		return "", nil, nil, shiheng.Invalid("box.short")
	}
	size := binary.BigEndian.Uint32(b)
	if size < 8 || uint64(size) > uint64(len(b)) {
		return "", nil, nil, shiheng.Invalid("box.size", "size", uitoa(uint64(size)))
	}
	return string(b[4:8]), b[8:size], b[size:], nil
}

// A fragment is what a moof box says: one track's samples.
type fragment struct {
	track   uint8
	base    int64
	data    int
	count   int
	samples []byte // of the trun, 16 bytes each
}

func (f *fragment) sample(i int) sample {
	be := binary.BigEndian
	b := f.samples[16*i:]
	s := sample{duration: be.Uint32(b), size: be.Uint32(b[4:]), offset: int32(be.Uint32(b[12:]))}
	flags := be.Uint32(b[8:])
	s.flags = media.Flags(flags) &^ media.Key
	if flags&0x00010000 == 0 {
		s.flags |= media.Key
	}
	return s
}

// parseMoof reads a moof body as putMoof writes it; other shapes, legal or
// not, are an ErrInvalid since no chunk of ours holds them.
func parseMoof(body []byte) (fragment, error) {
	var f fragment
	be := binary.BigEndian
	if len(body) < 80 || string(body[4:8]) != "mfhd" || string(body[20:24]) != "traf" ||
		string(body[28:32]) != "tfhd" || string(body[44:48]) != "tfdt" || string(body[64:68]) != "trun" ||
		be.Uint32(body[68:]) != 1<<24|0x000f01 {
		return f, shiheng.Invalid("chunk.moof")
	}
	f.track = uint8(be.Uint32(body[36:]))
	f.base = int64(be.Uint64(body[52:]))
	f.count = int(be.Uint32(body[72:]))
	f.data = int(be.Uint32(body[76:]))
	f.samples = body[80:]
	if f.count < 0 || f.count > len(f.samples)/16 || len(f.samples) != 16*f.count {
		return f, shiheng.Invalid("chunk.trun")
	}
	return f, nil
}

func uitoa(n uint64) string { return strconv.FormatUint(n, 10) }
