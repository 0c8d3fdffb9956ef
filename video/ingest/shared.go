package ingest

import (
	"encoding/binary"
	"errors"
	"net/netip"
	"slices"
	"sync"
	"time"

	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
)

// sharedPorts are the ports that all sessions use together, one per listening
// address, opened when first needed and kept until Run ends.
type sharedPorts struct {
	mu       sync.Mutex
	bound    map[netip.Addr]*sharedPort // guarded by mu
	smallest int                        // receive buffer granted to a media socket; guarded by mu
}

// granted remembers the smallest receive buffer.
func (s *sharedPorts) granted(bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.smallest == 0 || bytes < s.smallest {
		s.smallest = bytes
	}
}

func (s *sharedPorts) buffer() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.smallest
}

// open returns the port at an address, binding it if need be.
func (s *sharedPorts) open(in *Ingest, bind netip.Addr) (*sharedPort, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.bound[bind]; p != nil {
		return p, nil
	}
	p, err := bindShared(in, netip.AddrPortFrom(bind, in.cfg.Media.SharedPort))
	if err != nil {
		return nil, err
	}
	if s.bound == nil {
		s.bound = map[netip.Addr]*sharedPort{}
	}
	s.bound[bind] = p
	if n := p.buffer; n > 0 && (s.smallest == 0 || n < s.smallest) {
		s.smallest = n
	}
	return p, nil
}

// close gives all ports back.
func (s *sharedPorts) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.bound {
		p.close()
	}
	clear(s.bound)
}

// Bounds of what the shared port keeps of senders that are nobody's yet.
const (
	maxPending     = 256 // connections that have not shown whose they are
	maxPendingFrom = 32  // of them from one address
	pendingFor     = 10 * time.Second
	maxResting     = 20_000 // SSRCs of ended sessions
	straysPerRound = 64     // packets that are nobody's; the rest is dropped unseen
)

// A sharedPort tells the sessions of one port apart by SSRC. Its tables belong
// to its pump.
type sharedPort struct {
	in     *Ingest
	pump   *wire.Pump
	at     netip.AddrPort
	buffer int

	udp, rtcp *wire.UDP // nil when only TCP is allowed
	tcp       *wire.Listener
	members   []wire.Member // as they were added to the pump

	bySSRC  map[uint32]*guest
	byFrom  map[netip.AddrPort]*guest // UDP senders taken in spite of their SSRC
	resting map[uint32]time.Time      // SSRCs of ended sessions, until when
	pending map[*arrival]time.Time    // since when
	strays  int                       // in this round
	swept   time.Time
}

// A guest is a session at the shared port.
type guest struct {
	leg    *leg
	framed *framed // of TCP
}

// bindShared opens the port for UDP (with the one above for RTCP) and TCP.
func bindShared(in *Ingest, at netip.AddrPort) (*sharedPort, error) {
	p := &sharedPort{
		in: in, pump: in.pumps[0], bySSRC: map[uint32]*guest{}, byFrom: map[netip.AddrPort]*guest{},
		resting: map[uint32]time.Time{}, pending: map[*arrival]time.Time{},
	}
	var err error
	if p.tcp, err = wire.ListenTCP(at, p); err != nil {
		return nil, err
	}
	p.at = p.tcp.Local()
	p.serve(&slowly{Member: p.tcp, every: acceptRounds})
	p.serve(p)
	if in.cfg.Media.TCPOnly {
		return p, nil
	}
	if p.udp, err = wire.ListenUDP(p.at, p); err != nil {
		p.close()
		return nil, err
	}
	p.buffer = p.udp.Buffer()
	p.serve(p.udp)
	above := netip.AddrPortFrom(p.at.Addr(), p.at.Port()+1)
	if p.rtcp, err = wire.ListenUDP(above, sharedControl{p}); err != nil {
		p.rtcp = nil // reports then come from the media port
		return p, nil
	}
	p.serve(&slowly{Member: p.rtcp, every: controlRounds})
	return p, nil
}

func (p *sharedPort) serve(m wire.Member) {
	p.members = append(p.members, m)
	p.pump.Add(m)
}

func (p *sharedPort) close() {
	for _, m := range p.members {
		p.pump.Remove(m)
	}
	p.tcp.Close()
	for _, u := range []*wire.UDP{p.udp, p.rtcp} {
		if u != nil {
			u.Close()
		}
	}
	var left []*arrival
	p.pump.Do(func() {
		for a := range p.pending {
			left = append(left, a)
		}
		clear(p.pending)
	})
	for _, a := range left {
		p.pump.Remove(a.conn)
		a.conn.Close()
	}
}

// openShared gives a session its place at the shared port.
func (c *session) openShared(st site, ssrc uint32) (*opened, error) {
	p, err := c.s.in.shared.open(c.s.in, st.bind)
	if err != nil {
		return nil, doctor.Of("own.bind", "error", err.Error())
	}
	l, err := c.newLeg(p.pump, ssrc)
	if err != nil {
		return nil, err
	}
	g := &guest{leg: l}
	o := &opened{leg: l, at: netip.AddrPortFrom(st.advertise, p.at.Port())}
	if c.src.Transport == UDP {
		o.udp = p.udp
		send := p.udp.Send
		if p.rtcp != nil {
			send = p.rtcp.Send
		}
		l.report = newReport(c.s.in.timing.Report, send)
	} else {
		g.framed = &framed{leg: l}
		o.stream = g.framed
	}
	o.promised = func(n uint32) { p.rename(g, n) }
	p.pump.Do(func() { p.bySSRC[ssrc] = g })
	p.pump.Add(l)
	o.free = func() {
		p.pump.Do(func() { p.leave(g) })
		if g.framed != nil {
			g.framed.close(p.pump)
		}
	}
	return o, nil
}

// rename follows the SSRC that the device chose itself.
func (p *sharedPort) rename(g *guest, ssrc uint32) {
	if p.bySSRC[ssrc] != nil {
		return // another session has it: the first come is served
	}
	delete(p.bySSRC, g.leg.want)
	g.leg.want = ssrc
	p.bySSRC[ssrc] = g
}

// leave ends a session's claim; what it still sends is known as such.
func (p *sharedPort) leave(g *guest) {
	if p.bySSRC[g.leg.want] == g {
		delete(p.bySSRC, g.leg.want)
	}
	for from, other := range p.byFrom {
		if other == g {
			delete(p.byFrom, from)
		}
	}
	if len(p.resting) < maxResting {
		until := p.in.now().Add(p.in.timing.PortRest)
		p.resting[g.leg.want] = until
		if g.leg.latched {
			p.resting[g.leg.ssrc] = until
		}
	}
}

// Packet takes a datagram.
func (p *sharedPort) Packet(now time.Time, from netip.AddrPort, b []byte) {
	h, ok := readRTP(b)
	if g := p.byFrom[from]; g != nil {
		g.leg.Packet(now, from, b)
		return
	}
	if isRTCP(b) {
		sharedControl{p}.Packet(now, from, b)
		return
	}
	if g := p.bySSRC[h.ssrc]; ok && g != nil && g.framed == nil {
		g.leg.Packet(now, from, b)
		return
	}
	if until, resting := p.resting[h.ssrc]; ok && resting && now.Before(until) {
		return // goes on after BYE (gb28181.md §13.5)
	}
	p.stray(now, from, h, b)
}

// stray takes a packet that nobody expects: every session that waits for this
// address writes it down. When only one waits, and longer than the right SSRC
// would need, the sender is taken for it.
func (p *sharedPort) stray(now time.Time, from netip.AddrPort, h rtpHeader, b []byte) {
	if p.strays++; p.strays > straysPerRound {
		return
	}
	var only, known *guest
	var seen *doctor.Stranger
	n, fromThere := 0, 0
	for _, g := range p.bySSRC {
		if g.framed == nil && g.leg.latched && g.leg.from == from {
			known = g
			fromThere++
		}
		if g.framed == nil && !g.leg.latched && slices.Contains(g.leg.expected, from.Addr()) {
			n++
			only, seen = g, g.leg.others.note(now, from, "wrong-ssrc", b)
		}
	}
	if fromThere == 1 {
		known.leg.Packet(now, from, b) // its encoder may have restarted
		if known.leg.ssrc == h.ssrc {
			p.byFrom[from] = known
		}
		return
	}
	if n != 1 || looks(h.payload) != looksPS || seen == nil || now.Sub(seen.First) < strangeWait {
		return
	}
	only.leg.adopt(now, from, h.ssrc, seen)
	p.byFrom[from] = only
	only.leg.take(now, b)
}

// sharedControl takes control packets of all sessions.
type sharedControl struct{ p *sharedPort }

// Packet finds the session by the sender's SSRC.
func (s sharedControl) Packet(now time.Time, from netip.AddrPort, b []byte) {
	if !isRTCP(b) {
		return
	}
	if g := s.p.bySSRC[binary.BigEndian.Uint32(b[4:])]; g != nil && g.leg.report != nil {
		g.leg.report.heard(now, from, b, g.leg)
	}
}

// Accept takes a connection for the time being, if a session waits for one.
func (p *sharedPort) Accept(now time.Time, c *wire.Conn) bool {
	same := 0
	for a := range p.pending {
		if a.conn.Remote().Addr() == c.Remote().Addr() {
			same++
		}
	}
	if !p.awaited() || len(p.pending) >= maxPending || same >= maxPendingFrom {
		c.Refuse()
		return false
	}
	a := newArrival(c)
	a.route = p.route
	p.pending[a] = now
	return true
}

// awaited reports whether a session waits for a connection.
func (p *sharedPort) awaited() bool {
	for _, g := range p.bySSRC {
		if g.framed != nil && g.framed.conn == nil {
			return true
		}
	}
	return false
}

var errNobodys = errors.New("ingest: no session waits for this connection")

// route finds whose connection this is by the SSRC of its packets; when the
// SSRC is nobody's, by its address, if one session alone waits for that.
func (p *sharedPort) route(a *arrival, now time.Time, b []byte) error {
	h, ok := readRTP(b)
	if !ok || isRTCP(b) {
		return nil
	}
	g := p.bySSRC[h.ssrc]
	if g == nil || g.framed == nil {
		g = p.waitingFor(now, a.conn.Remote(), b)
		if g == nil {
			return errNobodys
		}
		if looks(h.payload) != looksPS {
			return nil
		}
		g.leg.adopt(now, a.conn.Remote(), h.ssrc, nil)
	}
	delete(p.pending, a)
	if g.framed.conn != nil {
		return errSecond
	}
	a.framed = g.framed
	g.framed.met = true
	g.leg.rec.Step("connected", "peer", a.conn.Remote().String())
	g.framed.waiting = append(g.framed.waiting, a)
	return nil
}

var errSecond = errors.New("ingest: another connection brought the stream")

// waitingFor finds the one session that waits for a connection from there, and
// writes down the packet for all that do.
func (p *sharedPort) waitingFor(now time.Time, from netip.AddrPort, b []byte) *guest {
	var only *guest
	n := 0
	for _, g := range p.bySSRC {
		if g.framed != nil && g.framed.conn == nil && !g.leg.latched && slices.Contains(g.leg.expected, from.Addr()) {
			g.leg.others.note(now, from, "wrong-ssrc", b)
			only = g
			n++
		}
	}
	if n != 1 {
		return nil
	}
	return only
}

// Drain ends connections that came to nothing and forgets old SSRCs.
func (p *sharedPort) Drain(pass *wire.Pass) bool {
	p.strays = 0
	if pass.Now.Sub(p.swept) < time.Second {
		return false
	}
	p.swept = pass.Now
	for a, since := range p.pending {
		if a.over || pass.Now.Sub(since) > pendingFor {
			delete(p.pending, a)
			a.conn.Refuse()
		}
	}
	for ssrc, until := range p.resting {
		if pass.Now.After(until) {
			delete(p.resting, ssrc)
		}
	}
	return false
}
