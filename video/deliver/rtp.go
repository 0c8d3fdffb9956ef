package deliver

import (
	"encoding/binary"

	"github.com/pion/rtp"

	"shiheng.internal/video/media"
)

// rtpPayload is the most one RTP packet carries: 1200 bytes pass every path
// that browsers use, headers and SRTP included.
const rtpPayload = 1200

// Kinds of H.264 NAL units (H.264 table 7-1).
const (
	nalSlice = 1
	nalIDR   = 5
)

// A packetizer cuts H.264 frames and G.711 sound into RTP packets (RFC 6184,
// RFC 3551). One goroutine uses it; send must not keep the packet.
type packetizer struct {
	send     func(*rtp.Packet) error
	packet   rtp.Packet
	sequence uint16
	scratch  [rtpPayload]byte
}

// picture sends one access unit: the track's parameter sets before a key
// frame, and the slices; what only decoders of other kinds need is left out.
func (p *packetizer) picture(f *media.Frame, stamp uint32) error {
	if f.IsKey() {
		for _, sets := range [2][][]byte{f.Track.SPS, f.Track.PPS} {
			for _, nal := range sets {
				if err := p.nal(nal, stamp, false); err != nil {
					return err
				}
			}
		}
	}
	var held []byte // a slice is sent when the next is known, for the marker
	for rest := f.Data; ; {
		nal, more := cutNAL(&rest)
		if !more {
			break
		}
		if len(nal) == 0 || nal[0]&31 < nalSlice || nal[0]&31 > nalIDR {
			continue
		}
		if held != nil {
			if err := p.nal(held, stamp, false); err != nil {
				return err
			}
		}
		held = nal
	}
	if held == nil {
		return nil
	}
	return p.nal(held, stamp, true)
}

// cutNAL takes the first NAL unit off data in length form. A unit that is cut
// short ends it.
func cutNAL(data *[]byte) (nal []byte, ok bool) {
	if len(*data) < 4 {
		return nil, false
	}
	n := uint64(binary.BigEndian.Uint32(*data))
	if n > uint64(len(*data)-4) {
		return nil, false
	}
	nal, *data = (*data)[4:4+n], (*data)[4+n:]
	return nal, true
}

// nal sends one NAL unit, in fragments (FU-A) when it is large.
func (p *packetizer) nal(nal []byte, stamp uint32, last bool) error {
	if len(nal) <= rtpPayload {
		return p.write(nal, stamp, last)
	}
	head, body := nal[0], nal[1:]
	const start, end, fragment = 0x80, 0x40, 28
	flag := byte(start)
	for len(body) > 0 {
		n := min(len(body), rtpPayload-2)
		if n == len(body) {
			flag |= end
		}
		p.scratch[0] = head&0xe0 | fragment
		p.scratch[1] = head&31 | flag
		copy(p.scratch[2:], body[:n])
		if err := p.write(p.scratch[:n+2], stamp, last && n == len(body)); err != nil {
			return err
		}
		body, flag = body[n:], 0
	}
	return nil
}

// sound sends G.711 bytes.
func (p *packetizer) sound(data []byte, stamp uint32) error {
	for len(data) > 0 {
		n := min(len(data), rtpPayload)
		if err := p.write(data[:n], stamp, false); err != nil {
			return err
		}
		data, stamp = data[n:], stamp+uint32(n)
	}
	return nil
}

func (p *packetizer) write(payload []byte, stamp uint32, marker bool) error {
	p.sequence++
	p.packet.Header = rtp.Header{Version: 2, Marker: marker, SequenceNumber: p.sequence, Timestamp: stamp}
	p.packet.Payload = payload
	return p.send(&p.packet)
}
