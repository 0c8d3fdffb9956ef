package rtpframe

import (
	"encoding/binary"

	"shiheng.internal"
)

// A Packet is one RTP packet, read in place: Payload points into the bytes it
// was parsed from.
type Packet struct {
	Payload []byte
	Time    uint32
	SSRC    uint32
	Seq     uint16
	Type    uint8
	Marker  bool
}

var errPacket = shiheng.Invalid("rtp.packet")

// Parse reads b, honouring CSRC list, extension and padding (RFC 3550 §5.1).
// What is not RTP version 2 or does not fit is an ErrInvalid. A padding count
// that exceeds the payload is taken for a sender's mistake and ignored.
func Parse(b []byte) (Packet, error) {
	if len(b) < 12 || b[0]>>6 != 2 {
		return Packet{}, errPacket
	}
	p := Packet{
		Marker: b[1]&0x80 != 0,
		Type:   b[1] & 0x7f,
		Seq:    binary.BigEndian.Uint16(b[2:]),
		Time:   binary.BigEndian.Uint32(b[4:]),
		SSRC:   binary.BigEndian.Uint32(b[8:]),
	}
	at := 12 + 4*int(b[0]&0x0f)
	if b[0]&0x10 != 0 {
		if len(b) < at+4 {
			return Packet{}, errPacket
		}
		at += 4 + 4*int(binary.BigEndian.Uint16(b[at+2:]))
	}
	if at > len(b) {
		return Packet{}, errPacket
	}
	end := len(b)
	if b[0]&0x20 != 0 && end > at {
		if pad := int(b[end-1]); pad > 0 && pad <= end-at {
			end -= pad
		}
	}
	p.Payload = b[at:end:end]
	return p, nil
}

// IsRTCP tells RTCP from RTP on a shared socket by the packet type
// (RFC 5761 §4).
func IsRTCP(b []byte) bool {
	return len(b) >= 8 && b[0]>>6 == 2 && b[1] >= 192 && b[1] <= 223
}
