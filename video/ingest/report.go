package ingest

import (
	"math/rand/v2"
	"net/netip"
	"time"

	"shiheng.internal/video/ingest/wire"
)

// A report sends RTCP receiver reports to a UDP sender: some stop without them
// (gb28181.md §17). None is ever asked for. It belongs to the pump.
type report struct {
	every time.Duration
	send  func(b []byte, to netip.AddrPort) error
	ssrc  uint32         // our own
	to    netip.AddrPort // where sender reports come from, once one came
	next  time.Time
}

func newReport(every time.Duration, send func([]byte, netip.AddrPort) error) *report {
	return &report{every: every, send: send, ssrc: rand.Uint32()}
}

// heard takes a control packet of the sender.
func (r *report) heard(now time.Time, from netip.AddrPort, b []byte, l *leg) {
	r.to = from
	if l.latched {
		l.intake.rtp(0, now, b)
	}
}

// tick sends a report when it is time.
func (r *report) tick(now time.Time, l *leg) {
	if now.Before(r.next) {
		return
	}
	first := r.next.IsZero()
	r.next = now.Add(r.every)
	if first {
		return // there is nothing to tell yet
	}
	to := r.to
	if !to.IsValid() {
		to = netip.AddrPortFrom(l.from.Addr(), l.from.Port()+1)
	}
	if b := l.intake.report(r.ssrc, now); b != nil {
		// A report that cannot be sent is one that is lost on the way.
		_ = r.send(b, to)
	}
}

// control is the odd port above a session's media port.
type control struct{ leg *leg }

// Packet takes what comes to the control port.
func (c control) Packet(now time.Time, from netip.AddrPort, b []byte) {
	if isRTCP(b) && c.leg.report != nil {
		c.leg.report.heard(now, from, b, c.leg)
		return
	}
	c.leg.others.note(now, from, "control-port", b)
}

// How seldom sockets of little traffic are looked at, in rounds of the pump.
const (
	controlRounds = 25 // RTCP: about once a second
	acceptRounds  = 2
)

// slowly serves a member of little traffic once in so many rounds.
type slowly struct {
	wire.Member
	every, left int
}

// Drain serves the member when its turn has come.
func (s *slowly) Drain(p *wire.Pass) bool {
	if s.left--; s.left > 0 {
		return false
	}
	s.left = s.every
	return s.Member.Drain(p)
}
