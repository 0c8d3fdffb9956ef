package rtpframe

import (
	"encoding/binary"

	"shiheng.internal"
)

// A Framer finds the packets in a TCP stream: two bytes of length before each
// (RFC 4571), or RTSP's four bytes "$ channel length" (RFC 2326 §10.12), or
// EHome firmware's 256 private bytes followed by the latter (gb28181.md §18).
// Which it is, it sees at the first bytes.
//
// It owns the buffer that the socket is read into, so that packets are handed
// out in place; only the cut packet at the end of a read is moved. It belongs
// to one goroutine.
//
//	n, err := conn.Read(f.Space())
//	f.Add(n)
//	for pkt := f.Next(); pkt != nil; pkt = f.Next() { receiver.Push(pkt, now) }
type Framer struct {
	buf       []byte
	r, w      int
	mode      framing
	skip      int // bytes of a private prefix still to come
	channel   uint8
	ssrc      [4]byte // of the first packet, to find the stream again
	known     bool
	searching bool
	looked    int // bytes behind r already searched for an overrun

	// Resyncs counts how often the stream had to be found again, Skipped the
	// bytes passed over.
	Resyncs, Skipped uint64
}

type framing uint8

const (
	unsure   framing = iota
	counted2         // RFC 4571
	dollar           // RTSP interleaved
)

// MinFramer is the least size of a Framer's buffer: one packet of the greatest
// length.
const MinFramer = 4 + 65535

const ehomePrefix = 256

// NewFramer makes a framer with a buffer of the given size, at least
// MinFramer.
func NewFramer(size int) *Framer { return &Framer{buf: make([]byte, max(size, MinFramer))} }

// Space is where the next bytes go. Packets handed out before are invalid from
// here on. It is never empty when Next has been called until nil.
func (f *Framer) Space() []byte {
	if f.r > 0 {
		copy(f.buf, f.buf[f.r:f.w])
		f.w -= f.r
		f.r = 0
	}
	return f.buf[f.w:]
}

// Add tells how many bytes were put into Space.
func (f *Framer) Add(n int) { f.w += n }

// Channel is the RTSP channel of the packet handed out last.
func (f *Framer) Channel() uint8 { return f.channel }

// Next returns the next whole packet, nil when more bytes are needed.
func (f *Framer) Next() []byte {
	for {
		b := f.buf[f.r:f.w]
		if f.skip > 0 {
			n := min(f.skip, len(b))
			f.skip -= n
			f.r += n
			if f.skip > 0 {
				return nil
			}
			continue
		}
		if len(b) < 4 {
			return nil
		}
		if f.mode == unsure && !f.recognise(b) {
			return nil
		}
		if f.skip > 0 {
			continue
		}
		if f.searching && !f.search() {
			return nil
		}
		b = f.buf[f.r:f.w]
		head, size := f.frame(b)
		switch {
		case size < 0 || len(b) > head && size > 0 && b[head]>>6 != 2, f.overrun(b, head, size):
			f.Resyncs++
			f.searching = true
			f.pass(1)
		case len(b) < head+size:
			return nil
		case size == 0:
			f.r += head
		default:
			p := b[head : head+size : head+size]
			f.r += head + size
			if f.mode == dollar {
				f.channel = b[1]
			}
			if size >= 12 && !IsRTCP(p) {
				f.ssrc, f.known = [4]byte(p[8:]), true
			}
			f.looked = 0
			return p
		}
	}
}

func (f *Framer) pass(n int) {
	f.r += n
	f.Skipped += uint64(n)
}

// recognise decides on the framing.
func (f *Framer) recognise(b []byte) bool {
	switch {
	case b[0] == 1 && b[1] == 0 && b[2] >= 1 && b[2]>>6 != 2:
		f.mode, f.skip = dollar, ehomePrefix
		return true
	case b[0] == '$' && len(b) < 5:
		return false
	case b[0] == '$' && b[4]>>6 == 2:
		f.mode = dollar
	default:
		f.mode = counted2
	}
	return true
}

// frame reads the length before a packet: how many bytes the header has and
// the packet. Size is -1 when this cannot be one.
func (f *Framer) frame(b []byte) (head, size int) {
	if f.mode == dollar {
		if b[0] != '$' {
			return 4, -1
		}
		return 4, int(binary.BigEndian.Uint16(b[2:]))
	}
	return 2, int(binary.BigEndian.Uint16(b))
}

// overrun reports whether the packet at the front of b, of another SSRC than
// those before, is not one: the known SSRC stands behind a plausible header
// further on, inside it or its length. A sender that took another SSRC is
// believed once its packet is whole.
func (f *Framer) overrun(b []byte, head, size int) bool {
	if !f.known || size < 12 || len(b) < head+12 || [4]byte(b[head+8:]) == f.ssrc || IsRTCP(b[head:]) {
		return false
	}
	end := min(len(b), head+size)
	i, ok := f.find(b[:end], max(f.looked, 1))
	f.looked = i
	return ok
}

// find looks from position i on for a packet of the known SSRC behind a sane
// length, and returns where, or where to look on.
func (f *Framer) find(b []byte, i int) (int, bool) {
	head := 2
	if f.mode == dollar {
		head = 4
	}
	for ; i+head+12 <= len(b); i++ {
		p := b[i+head:]
		if p[0]>>6 != 2 || IsRTCP(p) {
			continue
		}
		_, size := f.frame(b[i:])
		if size < 12 || f.known && [4]byte(p[8:12]) != f.ssrc || !f.known && size > 1<<12 {
			continue
		}
		return i, true
	}
	return i, false
}

// search looks for the next packet after a sender's buffer overflow put one
// out of place (ZLMediaKit does the same). It reports whether there is one at
// r.
func (f *Framer) search() bool {
	i, ok := f.find(f.buf[f.r:f.w], 0)
	f.pass(i)
	f.searching, f.looked = !ok, 0
	return ok
}

// Check reports whether the stream can still be read: an ErrInvalid means that
// so many bytes made no sense that the connection should be closed.
func (f *Framer) Check() error {
	const hopeless = 4 << 20
	if f.searching && f.Skipped > hopeless {
		return shiheng.Invalid("rtp.framing")
	}
	return nil
}
