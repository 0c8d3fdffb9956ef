package rtpframe

import (
	"bytes"

	"shiheng.internal/video/media"
)

// sniffer finds out what a session carries whose description may lie
// (gb28181.md §17, quirk 11: payload type 96 that is no program stream).
type sniffer struct {
	ts   int // packets in a row that look like a transport stream
	imkh int // packets that begin with Hikvision's private header
	rest int // packets since that told nothing
}

// A session is given up as private after so many private headers, or so many
// packets behind one, without a pack: the header is also seen in front of
// program streams.
const (
	privateHeaders = 3
	privatePackets = 200
)

var (
	packCode   = []byte{0, 0, 1, 0xba} // never written to
	imkhHeader = []byte("IMKH")        // never written to
)

const tsPacket = 188

// look returns what p carries, or Auto when it does not tell: a receiver may
// have joined in the middle of a frame. What does not tell is not kept; a
// program stream could not be read before its next pack either.
func (s *sniffer) look(p *Packet) Kind {
	b := p.Payload
	switch {
	case bytes.Contains(b, packCode):
		return PS
	case bytes.HasPrefix(b, imkhHeader):
		if s.imkh++; s.imkh >= privateHeaders {
			return IMKH
		}
	case len(b) >= tsPacket && len(b)%tsPacket == 0 && b[0] == 0x47:
		if s.ts++; s.ts >= 3 {
			return TS
		}
	case p.Type == 8 || p.Type == 0: // static types of RFC 3551
		return G711
	default:
		s.ts = 0
		if s.rest++; s.imkh > 0 && s.rest > privatePackets {
			return IMKH
		}
		return sets(b)
	}
	return Auto
}

// sets recognises video by its parameter sets.
func sets(b []byte) Kind {
	if i := bytes.Index(b, packCode[:3]); i >= 0 && i <= 1 {
		for i >= 0 { // the delimiter or SEI may come first
			b = b[i+3:]
			if media.GuessCodec(firstNAL(b)) != media.CodecUnknown {
				return AnnexB
			}
			i = bytes.Index(b, packCode[:3])
		}
		return Auto
	}
	if len(b) < 8 {
		return Auto
	}
	if b[0]&0x1f == 24 && aggregated(b[1:], media.H264) {
		return H264
	}
	if b[0]>>1&0x3f == 48 && aggregated(b[2:], media.H265) {
		return H265
	}
	switch media.GuessCodec(b) {
	case media.H264:
		return H264
	case media.H265:
		return H265
	}
	return Auto
}

// firstNAL is b up to the next start code.
func firstNAL(b []byte) []byte {
	if i := bytes.Index(b, packCode[:3]); i >= 0 {
		b = b[:i]
	}
	return bytes.TrimRight(b, "\x00")
}

// aggregated reports whether the units of an aggregation packet hold a
// parameter set of coding c.
func aggregated(b []byte, c media.Codec) bool {
	for len(b) > 2 {
		n := int(b[0])<<8 | int(b[1])
		if n > len(b)-2 {
			return false
		}
		if media.GuessCodec(b[2:2+n]) == c {
			return true
		}
		b = b[2+n:]
	}
	return false
}
