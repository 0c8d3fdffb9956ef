package rtpframe

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
)

// format takes the packets of one payload type apart.
type format struct {
	Format
	kind Kind
	b    *media.Builder
	rate int

	demux *ps.Demuxer
	lane  *media.Lane
	sniff sniffer

	time    int64 // RTP time, unwrapped
	started bool
	open    bool // inside a fragmented unit
	au      aacState
}

func newFormat(f Format, b *media.Builder) (*format, error) {
	in := &format{Format: f, b: b, rate: f.ClockRate}
	if in.rate == 0 {
		in.rate = 90_000
		if f.Kind == G711 {
			in.rate = 8000
		}
	}
	if in.rate < 0 || f.Kind > G711 {
		return nil, shiheng.Invalid("rtp.format")
	}
	if err := in.become(f.Kind); err != nil {
		return nil, err
	}
	return in, nil
}

// become settles what the payload is.
func (f *format) become(k Kind) error {
	f.kind = k
	switch k {
	case PS:
		d, err := ps.New(f.b)
		if err != nil {
			return err
		}
		f.demux = d
	case H264:
		f.lane = f.b.Lane(media.H264, f.Params)
	case H265:
		f.lane = f.b.Lane(media.H265, f.Params)
	case AnnexB:
		f.lane = f.b.Lane(media.CodecUnknown, media.Params{})
	case AAC:
		f.au.configure(&f.Format)
		f.lane = f.b.Lane(media.AAC, f.Params)
	case G711:
		if !f.Codec.Audio() || f.Codec == media.AAC {
			f.Codec = media.PCMA
		}
		f.lane = f.b.Lane(f.Codec, f.Params)
	}
	return nil
}

// packet hands a packet's payload to whom it is for. device is the sender's
// time of it, zero when it is not known.
func (f *format) packet(p *Packet, now, device time.Time) {
	if !f.started {
		f.started, f.time = true, int64(p.Time)
	}
	f.time = media.Unwrap(f.time, uint64(p.Time), 32)
	if f.kind == Auto {
		k := f.sniff.look(p)
		if k == Auto {
			return
		}
		if k == G711 && p.Type == 0 {
			f.Codec = media.PCMU
		}
		if k == G711 {
			f.rate = 8000
		}
		if f.become(k) != nil {
			return
		}
	}
	if f.kind == PS {
		f.demux.Push(p.Payload, ps.Arrival{Received: now, Device: device, RTP: f.ticks(f.time), HasRTP: true})
		if p.Marker {
			f.demux.End()
		}
		return
	}
	if f.lane == nil {
		return
	}
	f.lane.At(media.Stamp{PTS: f.ticks(f.time), HasPTS: true, Received: now, Device: device})
	switch f.kind {
	case H264:
		f.h264(p.Payload)
	case H265:
		f.h265(p.Payload)
	case AnnexB:
		f.lane.AnnexB(p.Payload, 0)
	case AAC:
		f.aac(p, now, device)
	case G711:
		f.lane.Piece(p.Payload)
		f.lane.EndPiece()
	}
	if p.Marker {
		f.lane.End(media.Marker)
	}
}

// ticks turns RTP time into the house's 90 kHz.
func (f *format) ticks(t int64) int64 {
	if f.rate == media.TimeScale {
		return t
	}
	return t/int64(f.rate)*media.TimeScale + t%int64(f.rate)*media.TimeScale/int64(f.rate)
}

func (f *format) lost() {
	f.open, f.au.open = false, false
	if f.demux != nil {
		f.demux.Lost()
	}
	f.lane.Lost()
}

func (f *format) flush() {
	if f.demux != nil {
		f.demux.Flush()
	}
	f.lane.Flush()
}

// h264 takes an RFC 6184 payload apart: single NAL units, STAP-A, FU-A. The
// interleaved types (STAP-B, MTAP, FU-B) need packetization-mode 2, which no
// camera offers; they are dropped.
func (f *format) h264(p []byte) {
	switch t := p[0] & 0x1f; {
	case t == 28: // FU-A
		if len(p) < 3 {
			return
		}
		f.fragment(p[1], [2]byte{p[0]&0xe0 | p[1]&0x1f}, 1, p[2:])
	case t == 24: // STAP-A
		f.aggregate(p[1:])
	case t > 0 && t < 24:
		f.open = false
		f.lane.NAL(p)
	}
}

// h265 takes an RFC 7798 payload apart: single NAL units, AP, FU. Decoding
// order numbers (sprop-max-don-diff) are not used by cameras.
func (f *format) h265(p []byte) {
	if len(p) < 3 {
		return
	}
	switch p[0] >> 1 & 0x3f {
	case 49: // FU
		if len(p) < 4 {
			return
		}
		f.fragment(p[2], [2]byte{p[0]&0x81 | p[2]&0x3f<<1, p[1]}, 2, p[3:])
	case 48: // AP
		f.aggregate(p[2:])
	case 50: // PACI: extended header, not used by cameras
	default:
		f.open = false
		f.lane.NAL(p)
	}
}

// fragment takes a fragment of a NAL unit: flags carry start (0x80) and end
// (0x40); header is the unit's own, of n bytes. Some senders set start and end
// in one fragment, which the RFCs forbid and nothing speaks against.
func (f *format) fragment(flags byte, header [2]byte, n int, p []byte) {
	if flags&0x80 != 0 {
		f.lane.Fragment(header[:n], true, false)
		f.open = true
	}
	if !f.open {
		return // its start was lost
	}
	end := flags&0x40 != 0
	f.lane.Fragment(p, false, end)
	f.open = !end
}

// aggregate takes several NAL units with their 16-bit lengths.
func (f *format) aggregate(p []byte) {
	f.open = false
	for len(p) > 2 {
		n := int(p[0])<<8 | int(p[1])
		p = p[2:]
		if n > len(p) {
			return
		}
		if n > 0 {
			f.lane.NAL(p[:n])
		}
		p = p[n:]
	}
}
