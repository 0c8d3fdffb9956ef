package rtpframe

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/pion/rtcp"
)

// Stats counts what a Receiver met. All figures only grow but Jitter.
type Stats struct {
	Packets, Bytes uint64 // RTP of the right SSRC, with headers
	Lost           uint64 // given up
	Reordered      uint64 // came after later ones, in time
	Duplicates     uint64 // seen before, or came after they were given up
	Malformed      uint64 // no RTP
	WrongSSRC      uint64
	UnknownType    uint64 // payload types nobody described
	Restarts       uint64 // times the sequence began anew
	Relatched      uint64 // times another SSRC was taken over
	RTCP           uint64
	Jitter         time.Duration // RFC 3550 §6.4.1
}

// Stats returns the present figures.
func (r *Receiver) Stats() Stats {
	s := r.stats
	s.Jitter = r.report.spread()
	return s
}

// reporter keeps what a receiver report needs (RFC 3550 §6.4, A.3, A.8).
type reporter struct {
	set      bool
	base     uint32 // extended sequence numbers
	highest  uint32
	received uint32

	priorExpected, priorReceived uint32

	transit int64 // in RTP time
	jitter  int64 // times 16
	rate    int

	ntp  uint32 // middle of the last sender report's time
	sent time.Time
}

// arrived counts a packet.
func (r *reporter) arrived(p *Packet, rate int, now time.Time) {
	if !r.set {
		*r = reporter{set: true, base: uint32(p.Seq), highest: uint32(p.Seq), ntp: r.ntp, sent: r.sent, rate: rate}
		r.transit = r.travel(p, now)
	}
	r.received++
	if d := int16(p.Seq - uint16(r.highest)); d > 0 {
		r.highest += uint32(d)
	}
	if rate != r.rate {
		return
	}
	travel := r.travel(p, now)
	d := travel - r.transit
	r.transit = travel
	if d < 0 {
		d = -d
	}
	if d < int64(rate)*10 { // a leap of the sender's clock is no jitter
		r.jitter += d - (r.jitter+8)>>4
	}
}

// travel is the packet's time on the way, in RTP time and from an unknown
// origin, kept to 32 bits as both clocks wrap.
func (r *reporter) travel(p *Packet, now time.Time) int64 {
	at := now.UnixMicro() / 1000 * int64(r.rate) / 1000
	return int64(int32(uint32(at) - p.Time))
}

func (r *reporter) restart() { r.set = false }

func (r *reporter) spread() time.Duration {
	if r.rate == 0 {
		return 0
	}
	return time.Duration(r.jitter>>4) * time.Second / time.Duration(r.rate)
}

// sender notes the time of a sender report, for the round trip.
func (r *reporter) sender(b []byte, now time.Time) {
	if b[1] == 200 && len(b) >= 28 {
		r.ntp, r.sent = binary.BigEndian.Uint32(b[10:]), now
	}
}

// Report makes an RTCP receiver report, ready to be sent. Some GB/T 28181
// senders stop without one every few seconds (gb28181.md §17). own is the
// reporter's SSRC. It returns nil before the first packet.
func (r *Receiver) Report(own uint32, now time.Time) ([]byte, error) {
	p := &r.report
	if !p.set {
		return nil, nil
	}
	expected := p.highest - p.base + 1
	lost := int64(expected) - int64(p.received)
	part, partReceived := expected-p.priorExpected, p.received-p.priorReceived
	p.priorExpected, p.priorReceived = expected, p.received
	var fraction uint8
	if part > partReceived && part > 0 {
		fraction = uint8(min(uint64(part-partReceived)<<8/uint64(part), 255))
	}
	rr := rtcp.ReceptionReport{
		SSRC: r.ssrc, FractionLost: fraction, TotalLost: uint32(min(max(lost, 0), 1<<23-1)),
		LastSequenceNumber: p.highest, Jitter: uint32(p.jitter >> 4), LastSenderReport: p.ntp,
	}
	if p.ntp != 0 {
		rr.Delay = uint32(now.Sub(p.sent) * 65536 / time.Second)
	}
	out, err := (&rtcp.ReceiverReport{SSRC: own, Reports: []rtcp.ReceptionReport{rr}}).Marshal()
	if err != nil {
		return nil, fmt.Errorf("make receiver report: %w", err)
	}
	return out, nil
}
