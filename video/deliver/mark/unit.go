package mark

import (
	"bytes"
	"encoding/binary"

	"shiheng.internal/video/media"
)

// Place tells where in an access unit (NAL units with lengths before them, see
// [media.Frame]) the mark goes: before its first slice, behind delimiter,
// parameter sets and the messages that are there. It is negative for a unit
// without a slice, or one whose lengths do not fit.
func Place(c media.Codec, data []byte) int {
	at, prefix := 0, -1
	for rest := data; len(rest) >= 4; {
		n := binary.BigEndian.Uint32(rest)
		if uint64(n) > uint64(len(rest)-4) {
			return -1
		}
		k := media.ReadNAL(c, rest[4:4+n])
		switch {
		case k.Slice && prefix >= 0:
			return prefix
		case k.Slice:
			return at
		case c == media.H264 && k.Type == h264Prefix:
			prefix = at
		default:
			prefix = -1
		}
		at += 4 + int(n)
		rest = data[at:]
	}
	return -1
}

// signers are the UUIDs, or their beginnings, of messages that sign a stream:
// ONVIF Media Signing, and the maker's scheme it came from ("Sign").
var signers = [][]byte{ //nolint:gochecknoglobals // constants
	{0x00, 0x5b, 0xc9, 0x3f, 0x2d, 0x71, 0x5e, 0x95, 0xad, 0xa4, 0x79, 0x6f, 0x90, 0x87, 0x7a, 0x6f},
	{0x53, 0x69, 0x67, 0x6e},
}

// Signed reports whether an access unit belongs to a stream that a camera
// signed, or may have: it carries a message of a known scheme, or NAL units of
// types that the coding leaves to makers, where GB 35114 puts its
// authentication data.
func Signed(c media.Codec, data []byte) bool {
	for nal := range media.NALs(data) {
		k := media.ReadNAL(c, nal)
		switch c {
		case media.H264:
			if k.Type >= 22 || k.Type == 0 {
				return true
			}
			if k.Type == h264SEI && signs(nal[1:]) {
				return true
			}
		case media.H265:
			if k.Type >= 41 {
				return true
			}
			if (k.Type == h265SEI || k.Type == h265SEI+1) && len(nal) > 2 && signs(nal[2:]) {
				return true
			}
		}
	}
	return false
}

// signs reads the messages of an SEI unit.
func signs(payload []byte) bool {
	var room [512]byte
	b := unescape(room[:0], payload, len(room)) // identities stand in front; long messages need not be read to their end
	for len(b) >= 2 && b[0] != 0x80 {
		kind, rest := number(b)
		size, body := number(rest)
		if kind == userData {
			for _, s := range signers {
				if bytes.HasPrefix(body, s) {
					return true
				}
			}
		}
		if size >= len(body) {
			return false
		}
		b = body[size:]
	}
	return false
}

// number reads a payload type or size: 255 for each 0xff, and the byte behind.
func number(b []byte) (n int, rest []byte) {
	for len(b) > 0 && b[0] == 0xff {
		n, b = n+255, b[1:]
	}
	if len(b) == 0 {
		return n, nil
	}
	return n + int(b[0]), b[1:]
}
