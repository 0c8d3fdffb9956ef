package rtpframe

import "encoding/binary"

// MTU is the most payload a Packetizer puts into one packet (gb28181.md §19).
const MTU = 1400

// A Packetizer cuts program stream packs into RTP packets in the manner of
// RFC 2250: all packets of a frame share a timestamp, the last one carries the
// marker. It belongs to one goroutine. Pacing is the caller's.
//
// For RTSP, H.264, H.265 and G.711 are packed by gortsplib's own encoders.
type Packetizer struct {
	Type uint8
	SSRC uint32
	Seq  uint16 // of the next packet
	MTU  int    // most payload of a packet; 0 means MTU

	buf []byte
}

// Split cuts pack, the bytes of one frame, and hands each packet to send,
// valid during the call only. time is the RTP time of the frame. The first
// error of send ends it.
func (p *Packetizer) Split(pack []byte, time uint32, send func(packet []byte) error) error {
	most := p.MTU
	if most <= 0 {
		most = MTU
	}
	for len(pack) > 0 {
		n := min(len(pack), most)
		p.buf = p.header(p.buf[:0], time, n == len(pack))
		p.buf = append(p.buf, pack[:n]...)
		pack = pack[n:]
		if err := send(p.buf); err != nil {
			return err
		}
	}
	return nil
}

func (p *Packetizer) header(dst []byte, time uint32, marker bool) []byte {
	typ := p.Type & 0x7f
	if marker {
		typ |= 0x80
	}
	dst = append(dst, 0x80, typ)
	dst = binary.BigEndian.AppendUint16(dst, p.Seq)
	dst = binary.BigEndian.AppendUint32(dst, time)
	dst = binary.BigEndian.AppendUint32(dst, p.SSRC)
	p.Seq++
	return dst
}
