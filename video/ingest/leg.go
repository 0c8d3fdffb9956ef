package ingest

import (
	"net/netip"
	"slices"
	"sync/atomic"
	"time"

	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
)

// How long a leg waits before it believes a sender it did not expect.
const (
	strangeWait = time.Second     // from an address the device never named
	relatchWait = time.Second     // since the last packet of the former SSRC or address
	settleTime  = 2 * time.Second // in which the promised SSRC still replaces another one
)

// A leg is the receiving end of one GB/T 28181 session: it decides which
// packets belong to the stream (gb28181.md §14) and hands them on. Its fields
// belong to the goroutine of its pump unless they say otherwise; the session
// changes them through pump.Do.
type leg struct {
	pump   *wire.Pump
	intake *intake
	rec    *doctor.Record
	own    bool // its port serves this session alone

	want     uint32       // the SSRC that was agreed on
	expected []netip.Addr // addresses the device is known by
	opened   time.Time

	latched bool
	from    netip.AddrPort
	ssrc    uint32
	last    time.Time // of the last packet that was taken
	since   time.Time // when it was latched
	others  strangers
	packets uint64
	bytes   uint64
	report  *report // of UDP senders; nil over TCP

	seen  atomic.Int64  // nanoseconds of last; read by anybody
	first chan struct{} // closed with the first packet taken
	ended chan error    // why the connection ended, over TCP; room for one
}

func newLeg(in *intake, rec *doctor.Record, pump *wire.Pump, want uint32, now time.Time) *leg {
	return &leg{
		pump: pump, intake: in, rec: rec, want: want, opened: now,
		first: make(chan struct{}), ended: make(chan error, 1),
	}
}

// Packet takes one datagram or framed packet, or drops it and says why in the
// records.
func (l *leg) Packet(now time.Time, from netip.AddrPort, b []byte) {
	if isRTCP(b) {
		if l.latched && from == l.from {
			l.intake.rtp(0, now, b) // multiplexed sender reports
		} else {
			l.others.note(now, from, "rtcp", b)
		}
		return
	}
	h, ok := readRTP(b)
	if !ok {
		l.others.note(now, from, "not-rtp", b)
		return
	}
	if l.latched && h.ssrc == l.ssrc && from == l.from {
		l.take(now, b)
		return
	}
	if l.admit(now, from, h, b) {
		l.take(now, b)
	}
}

func (l *leg) take(now time.Time, b []byte) {
	l.last = now
	l.seen.Store(now.UnixNano())
	if l.packets == 0 {
		l.rec.SawPacket(now)
		close(l.first)
	}
	l.packets++
	l.bytes += uint64(len(b))
	l.intake.rtp(0, now, b)
}

// admit decides about a packet of another sender or SSRC than the present one.
func (l *leg) admit(now time.Time, from netip.AddrPort, h rtpHeader, b []byte) bool {
	right := h.ssrc == l.want
	switch {
	case !l.latched && right:
		return l.admitRight(now, from, h, b)
	case !l.latched:
		return l.admitOdd(now, from, h, b)
	case right && h.ssrc != l.ssrc && now.Sub(l.since) < settleTime:
		// The promised SSRC came after all: the odd one was somebody else's.
		l.switchTo(now, from, h.ssrc)
		return true
	case now.Sub(l.last) < relatchWait:
		why := "wrong-ssrc"
		if h.ssrc == l.ssrc {
			why = "wrong-source"
		}
		l.others.note(now, from, why, b)
		return false
	case h.ssrc == l.ssrc:
		l.rec.Note(doctor.Of("media.wrong-source", "expected", l.from.String(), "from", from.String()))
		l.from = from // a NAT changed its mapping
		return true
	case from.Addr() == l.from.Addr():
		l.rec.Note(doctor.Of("media.restarted", "from", sdp.FormatSSRC(l.ssrc), "to", sdp.FormatSSRC(h.ssrc)))
		l.switchTo(now, from, h.ssrc)
		return true
	default:
		l.others.note(now, from, "wrong-ssrc", b)
		return false
	}
}

// admitRight takes the SSRC that was agreed on: at once from an address of the
// device, after a while from elsewhere, since ten thousand numbers are soon
// guessed.
func (l *leg) admitRight(now time.Time, from netip.AddrPort, h rtpHeader, b []byte) bool {
	if !slices.Contains(l.expected, from.Addr()) {
		e := l.others.note(now, from, "wrong-source", b)
		if e == nil || now.Sub(e.First) < strangeWait {
			return false
		}
		e.Adopted = true
		l.intake.wantKey()
	}
	l.latch(now, from, h.ssrc)
	l.tellAddress(from)
	return true
}

// admitOdd takes an SSRC nobody agreed on (0, 1, the last session's) when the
// port is ours alone and the payload begins a program stream: at once from an
// address of the device, after a while from elsewhere.
func (l *leg) admitOdd(now time.Time, from netip.AddrPort, h rtpHeader, b []byte) bool {
	e := l.others.note(now, from, "wrong-ssrc", b)
	if looks(h.payload) != looksPS || e == nil || !l.own {
		return false
	}
	if !slices.Contains(l.expected, from.Addr()) && now.Sub(e.First) < strangeWait {
		return false
	}
	l.adopt(now, from, h.ssrc, e)
	return true
}

func (l *leg) adopt(now time.Time, from netip.AddrPort, ssrc uint32, e *doctor.Stranger) {
	if e != nil {
		e.Adopted = true
		if e.Packets > 1 {
			l.intake.wantKey()
		}
	}
	l.rec.Note(doctor.Of("media.odd-ssrc", "expected", sdp.FormatSSRC(l.want), "seen", sdp.FormatSSRC(ssrc),
		"from", from.String()))
	l.latch(now, from, ssrc)
	l.tellAddress(from)
}

func (l *leg) latch(now time.Time, from netip.AddrPort, ssrc uint32) {
	l.latched, l.from, l.ssrc, l.since = true, from, ssrc, now
	l.rec.Step("first-packet", "from", from.String(), "ssrc", sdp.FormatSSRC(ssrc))
}

// switchTo continues with another sequence of packets.
func (l *leg) switchTo(now time.Time, from netip.AddrPort, ssrc uint32) {
	l.from, l.ssrc, l.since = from, ssrc, now
	l.intake.restart()
	l.intake.wantKey()
}

// tellAddress notes a sender that is not where the device said it would be.
func (l *leg) tellAddress(from netip.AddrPort) {
	if len(l.expected) > 0 && !slices.Contains(l.expected, from.Addr()) {
		l.rec.Note(doctor.Of("sdp.address", "address", l.expected[len(l.expected)-1].String(),
			"observed", from.Addr().String()))
	}
}

// expect names a further address the device may send from.
func (l *leg) expect(a netip.Addr) {
	if a = a.Unmap(); a.IsValid() && !a.IsUnspecified() && !slices.Contains(l.expected, a) {
		l.expected = append(l.expected, a)
	}
}

// Drain keeps the leg's clocks: packets that waited too long for a missing one
// are given up on, and UDP senders get their reports.
func (l *leg) Drain(p *wire.Pass) bool {
	l.intake.tick(p.Now)
	if l.report != nil && l.latched {
		l.report.tick(p.Now, l)
	}
	return false
}

// end tells the session that the connection is over.
func (l *leg) end(err error) {
	select {
	case l.ended <- err:
	default:
	}
}

// quiet is how long no packet was taken.
func (l *leg) quiet(now time.Time) time.Duration {
	if at := l.seen.Load(); at != 0 {
		return now.Sub(time.Unix(0, at))
	}
	return now.Sub(l.opened)
}

// traffic is what the leg saw so far. Call it from outside the pump.
func (l *leg) traffic() doctor.Traffic {
	var t doctor.Traffic
	l.pump.Do(func() {
		t.Packets, t.Bytes = l.packets, l.bytes
		for _, e := range l.others.list {
			t.Strangers = append(t.Strangers, *e)
		}
		if n := len(l.others.dropped); n > 0 {
			t.Dropped = make(map[string]uint64, n)
			for why, count := range l.others.dropped {
				t.Dropped[why] = count
			}
		}
		l.intake.fill(&t)
	})
	return t
}
