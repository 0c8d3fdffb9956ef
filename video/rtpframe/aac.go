package rtpframe

import (
	"time"

	"shiheng.internal/video/media"
)

// aacState reads AU headers (RFC 3640 §3.2.1).
type aacState struct {
	sizeBits, indexBits, deltaBits int
	size, have                     int   // of an access unit cut over packets
	open                           bool  // an access unit may go on
	at                             int64 // RTP time of that
}

func (a *aacState) configure(f *Format) {
	a.sizeBits, a.indexBits, a.deltaBits = f.SizeLength, f.IndexLength, f.IndexDeltaLength
	if a.sizeBits <= 0 || a.sizeBits > 24 {
		a.sizeBits, a.indexBits, a.deltaBits = 13, 3, 3
	}
}

// aacSamples is the length of an access unit in samples (AAC-LC).
const aacSamples = 1024

// aac takes an RFC 3640 payload apart.
func (f *format) aac(p *Packet, now, device time.Time) {
	b := p.Payload
	if len(b) < 2 {
		return
	}
	bits := int(b[0])<<8 | int(b[1])
	data := 2 + (bits+7)/8
	if data > len(b) {
		return
	}
	headers, rest := b[2:data], b[data:]
	if f.au.open && f.au.at != f.time {
		f.lane.EndPiece()
		f.au.open, f.au.size = false, 0
	}
	f.au.at = f.time
	at := 0
	for i := 0; at+f.au.sizeBits <= bits; i++ {
		size := readBits(headers, at, f.au.sizeBits)
		index := f.au.indexBits
		if i > 0 {
			index = f.au.deltaBits
		}
		at += f.au.sizeBits + index
		if size > len(rest) || i == 0 && size == len(rest) && (f.au.open || !p.Marker) {
			f.fragmentAAC(size, rest, p.Marker)
			return
		}
		if size == 0 {
			continue
		}
		later := device
		if !device.IsZero() {
			later = device.Add(time.Duration(i*aacSamples) * time.Second / time.Duration(f.rate))
		}
		f.lane.At(media.Stamp{PTS: f.ticks(f.time + int64(i*aacSamples)), HasPTS: true, Received: now, Device: later})
		f.lane.Piece(rest[:size])
		f.lane.EndPiece()
		rest = rest[size:]
	}
}

// fragmentAAC takes part of an access unit that may be larger than its packet.
// By RFC 3640 §3.2.3 every packet of it repeats the size of the whole; some
// encoders (gortsplib) give that of the part. The marker ends it, or the size
// being reached, or another time for those who never set the marker.
func (f *format) fragmentAAC(size int, p []byte, last bool) {
	if !f.au.open {
		f.au.size, f.au.have, f.au.open = size, 0, true
	}
	f.lane.Piece(p)
	f.au.have += len(p)
	if last || size > len(p) && f.au.have >= size {
		f.lane.EndPiece()
		f.au.open = false
	}
}

// readBits reads n bits at bit position at. What lies beyond b is zero.
func readBits(b []byte, at, n int) int {
	v := 0
	for i := at; i < at+n; i++ {
		v <<= 1
		if i/8 < len(b) {
			v |= int(b[i/8]>>(7-i%8)) & 1
		}
	}
	return v
}
