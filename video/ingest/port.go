package ingest

import (
	"errors"
	"net/netip"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
)

// opened is where one session's media come in: ports of its own, or a place at
// the shared port.
type opened struct {
	leg  *leg
	at   netip.AddrPort // what the device is told
	free func()         // gives ports and sockets back

	// What the device answered; the session's goroutine sets and reads them.
	target netip.AddrPort
	setup  string
	// promised is told of an SSRC that the device chose itself.
	promised func(ssrc uint32)
	stream   *framed   // of TCP sessions
	udp      *wire.UDP // of UDP sessions
}

// open binds what the session needs. Errors are diagnoses.
func (c *session) open(st site, ssrc uint32) (*opened, error) {
	in := c.s.in
	if in.ports == nil && in.cfg.Media.Shared {
		return c.openShared(st, ssrc)
	}
	o, err := c.openOwn(st, ssrc)
	if errors.Is(err, shiheng.ErrExhausted) && in.cfg.Media.Shared {
		return c.openShared(st, ssrc)
	}
	if errors.Is(err, shiheng.ErrExhausted) {
		m := in.cfg.Media
		return nil, doctor.Of("own.ports", "low", strconv.Itoa(int(m.Low)), "high", strconv.Itoa(int(m.High)))
	}
	if err != nil {
		return nil, doctor.Of("own.bind", "error", err.Error())
	}
	return o, nil
}

// openOwn binds ports for this session alone.
func (c *session) openOwn(st site, ssrc uint32) (*opened, error) {
	in := c.s.in
	l, err := c.newLeg(c.s.pump, ssrc)
	if err != nil {
		return nil, err
	}
	l.own = true
	o := &opened{leg: l, promised: func(n uint32) { l.want = n }}
	bind := func(port uint16) error { return o.bindUDP(c, netip.AddrPortFrom(st.bind, port)) }
	if c.src.Transport != UDP {
		bind = func(port uint16) error { return o.bindTCP(netip.AddrPortFrom(st.bind, port)) }
	}
	if in.ports == nil {
		if err := bind(0); err != nil {
			return nil, err
		}
	} else {
		port, err := in.ports.Take(in.now(), bind)
		if err != nil {
			return nil, err
		}
		unbind := o.free
		o.free = func() { unbind(); in.ports.Give(port, in.now()) }
	}
	o.at = netip.AddrPortFrom(st.advertise, o.at.Port())
	c.s.pump.Add(l)
	return o, nil
}

// newLeg makes the receiving end and begins a session of frames.
func (c *session) newLeg(p *wire.Pump, ssrc uint32) (*leg, error) {
	window := 0
	if c.src.Transport == UDP {
		window = reorderWindow
	}
	if err := c.s.intake.begin(c.rec, window, true, nil); err != nil {
		return nil, err
	}
	l := newLeg(c.s.intake, c.rec, p, ssrc, c.s.in.now())
	l.expect(c.peer.Observed.Addr())
	return l, nil
}

// bindUDP opens the media port and, above it, the control port. A control port
// that another program holds is done without.
func (o *opened) bindUDP(c *session, at netip.AddrPort) error {
	p := c.s.pump
	rtp, err := wire.ListenUDP(at, o.leg)
	if err != nil {
		return err
	}
	c.s.in.shared.granted(rtp.Buffer())
	o.udp = rtp
	send := rtp.Send
	members := []wire.Member{rtp}
	sockets := []*wire.UDP{rtp}
	above := rtp.Local().Port() + 1
	rtcp, err := wire.ListenUDP(netip.AddrPortFrom(at.Addr(), above), control{o.leg})
	switch {
	case err == nil:
		send = rtcp.Send
		members = append(members, &slowly{Member: rtcp, every: controlRounds})
		sockets = append(sockets, rtcp)
	case at.Port() != 0:
		rtp.Close()
		return err // the pair is not free
	}
	o.leg.report = newReport(c.s.in.timing.Report, send)
	o.at = rtp.Local()
	for _, m := range members {
		p.Add(m)
	}
	o.free = func() {
		for _, m := range members {
			p.Remove(m)
		}
		for _, s := range sockets {
			s.Close()
		}
	}
	return nil
}

// bindTCP listens for the device's connection.
func (o *opened) bindTCP(at netip.AddrPort) error {
	p := o.leg.pump
	o.stream = &framed{leg: o.leg}
	l, err := wire.ListenTCP(at, o.stream)
	if err != nil {
		return err
	}
	o.stream.own = l
	o.at = l.Local()
	p.Add(l)
	o.free = func() {
		p.Remove(l)
		l.Close()
		o.stream.close(p)
	}
	return nil
}

// expect names an address the device may send from.
func (o *opened) expect(a netip.Addr) { o.leg.pump.Do(func() { o.leg.expect(a) }) }

// promise takes the SSRC that the device chose in its answer.
func (o *opened) promise(ssrc uint32) { o.leg.pump.Do(func() { o.promised(ssrc) }) }

// connected reports whether a media connection stood, and why the last one
// ended that brought nothing; nil while one stands.
func (o *opened) connected() (met bool, failed error) {
	if o.stream == nil {
		return false, nil
	}
	o.leg.pump.Do(func() {
		met = o.stream.met
		if len(o.stream.waiting) == 0 {
			failed = o.stream.failed
		}
	})
	return met, failed
}

// close ends the receiving: after it nothing reaches the leg any more.
func (o *opened) close() {
	o.leg.pump.Remove(o.leg)
	o.free()
	o.leg.intake.lose()
}
