package verify

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// A CameraSignature is a kind of signature that a camera puts into its own
// stream. Seen tells whether a unit of the stream carries one. Whether it holds
// is not checked here: that needs the maker's or the national keys, and its
// result would stand beside the verdict, which rests on the log.
type CameraSignature interface {
	Name() string
	Seen(codec byte, unit []byte) bool
}

// cameraSignatures are the kinds that are looked for.
func cameraSignatures() []CameraSignature {
	return []CameraSignature{
		userData{"ONVIF Media Signing", []byte("\x00\x5b\xc9\x3f\x2d\x71\x5e\x95\xad\xa4\x79\x6f\x90\x87\x7a\x6f")},
		userData{"Axis Signed Video", []byte("\x53\x69\x67\x6e\x65\x64\x20\x56\x69\x64\x65\x6f\x2e\x2e\x2e\x30")},
		svac{},
	}
}

// Codecs as declarations of tracks number them.
const codecH264, codecH265, codecSVAC = 1, 2, 7

// userData is a signature in an SEI message of unregistered user data, told by
// its UUID.
type userData struct {
	name string
	uuid []byte
}

func (u userData) Name() string { return u.name }

func (u userData) Seen(codec byte, unit []byte) bool {
	head := 0
	switch {
	case codec == codecH264 && len(unit) > 1 && unit[0]&0x1f == 6:
		head = 1
	case codec == codecH265 && len(unit) > 2 && (unit[0]>>1&0x3f == 39 || unit[0]>>1&0x3f == 40):
		head = 2
	default:
		return false
	}
	// The message may stand behind others; its UUID has no emulation of a start
	// code but that of ONVIF's first byte, which no two zeros stand before.
	return bytes.Contains(unit[head:min(len(unit), 4096)], u.uuid)
}

// svac is GB 35114-2017 at its level B or C: a unit of SVAC whose header says
// that it is signed.
type svac struct{}

func (svac) Name() string { return "GB 35114" }

func (svac) Seen(codec byte, unit []byte) bool {
	if codec != codecSVAC {
		return false
	}
	i := bytes.Index(unit, []byte{0, 0, 1})
	return i >= 0 && i+3 < len(unit) && unit[i+3]&1 == 1 && unit[i+3]&0x80 == 0
}

// tracks finds units in chunks, to look at them.
type tracks struct {
	codec map[uint32]byte
	kinds []CameraSignature
	names []string
}

// boxes calls f for each box; false ends.
func boxes(b []byte, f func(kind string, body []byte) bool) {
	for len(b) >= 8 {
		n := int(binary.BigEndian.Uint32(b))
		if n < 8 || n > len(b) || !f(string(b[4:8]), b[8:n]) {
			return
		}
		b = b[n:]
	}
}

// declare reads the declaration of tracks.
func (t *tracks) declare(payload []byte) {
	t.codec = map[uint32]byte{}
	boxes(payload, func(kind string, b []byte) bool {
		if kind != "uuid" || len(b) < 18 || !bytes.Equal(b[:16], trackType) {
			return true
		}
		n := int(b[17])
		b = b[18:]
		for range n {
			if len(b) < 22 {
				return false
			}
			t.codec[uint32(b[0])] = b[1]
			if b = lists(b[22:]); b == nil {
				return false
			}
		}
		return false
	})
}

// lists passes over the four lists of a track; nil when they do not end.
func lists(b []byte) []byte {
	for range 4 {
		if len(b) < 1 {
			return nil
		}
		n := int(b[0])
		b = b[1:]
		for range n {
			if len(b) < 2 || len(b) < 2+int(binary.BigEndian.Uint16(b)) {
				return nil
			}
			b = b[2+int(binary.BigEndian.Uint16(b)):]
		}
	}
	return b
}

// look looks at the units of a chunk of media, until every kind was seen.
func (t *tracks) look(payload []byte) {
	if t.kinds == nil && t.names == nil {
		t.kinds = cameraSignatures()
	}
	codec, sizes := byte(0), []uint32(nil)
	boxes(payload, func(kind string, b []byte) bool {
		switch kind {
		case "moof":
			codec, sizes = t.samples(b)
		case "mdat":
			for _, n := range sizes {
				if int64(n) > int64(len(b)) {
					break
				}
				t.sample(codec, b[:n])
				b = b[n:]
			}
			sizes = nil
		}
		return len(t.kinds) > 0
	})
}

// samples reads track and sizes of frames out of a moof.
func (t *tracks) samples(moof []byte) (codec byte, sizes []uint32) {
	boxes(moof, func(kind string, traf []byte) bool {
		if kind != "traf" {
			return true
		}
		boxes(traf, func(kind string, b []byte) bool {
			switch {
			case kind == "tfhd" && len(b) >= 8:
				codec = t.codec[binary.BigEndian.Uint32(b[4:])]
			case kind == "trun" && len(b) >= 12 && binary.BigEndian.Uint32(b)&0xffffff == 0xf01:
				n := int(min(binary.BigEndian.Uint32(b[4:]), uint32(len(b)/16))) //nolint:gosec // of 32 bits
				for b = b[12:]; n > 0 && len(b) >= 16; n, b = n-1, b[16:] {
					sizes = append(sizes, binary.BigEndian.Uint32(b[4:]))
				}
			}
			return true
		})
		return true
	})
	return codec, sizes
}

// sample looks at the units of one frame: each with its length before it, but
// those of SVAC, which stand as received.
func (t *tracks) sample(codec byte, b []byte) {
	if codec == codecSVAC {
		t.unit(codec, b)
		return
	}
	if codec != codecH264 && codec != codecH265 {
		return
	}
	for len(b) >= 4 {
		n := binary.BigEndian.Uint32(b)
		if int64(n) > int64(len(b)-4) {
			return
		}
		t.unit(codec, b[4:4+n])
		b = b[4+n:]
	}
}

func (t *tracks) unit(codec byte, b []byte) {
	t.kinds = slices.DeleteFunc(t.kinds, func(k CameraSignature) bool {
		seen := k.Seen(codec, b)
		if seen {
			t.names = append(t.names, k.Name())
		}
		return seen
	})
}

// signed are the names of the kinds that were seen.
func (t *tracks) signed() []string { return t.names }
