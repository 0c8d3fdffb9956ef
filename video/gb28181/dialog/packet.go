package dialog

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/ipv4"
	"golang.org/x/net/ipv6"

	"shiheng.internal"
)

// A packetConn is a UDP socket as the SIP parser should see it: what one source
// sends too much of never comes out, what is not SIP never comes out, and the
// rest is in strict form. On a socket bound to every address it also remembers
// the address that each source talks to, and answers from it (hosts with two
// networks: Hikvision and Dahua ignore an answer from the other one).
type packetConn struct {
	*net.UDPConn
	e        *Endpoint
	wildcard bool
	six      bool
	oob      []byte // used by the one reader only
	began    sync.Once
	ready    chan struct{} // closed when the parser reads, and so knows the socket

	// seen counts the sources that the parser keeps a note of until its loop
	// ends; used by the one reader only.
	seen map[netip.AddrPort]struct{}
}

// maxSeen is how many sources the parser may note before its loop is begun
// anew: it never forgets one, and sources are as many as a sender likes.
const maxSeen = 1 << 18

// serve lets the parser read the socket until it is closed.
func (p *packetConn) serve() error {
	for {
		err := p.e.tpl.ServeUDP(p)
		if len(p.seen) < maxSeen {
			return err
		}
		p.seen = map[netip.AddrPort]struct{}{}
	}
}

func (e *Endpoint) listenUDP(address string) (*packetConn, error) {
	addr, err := net.ResolveUDPAddr("udp", address)
	if err != nil {
		return nil, err
	}
	c, err := net.ListenUDP("udp", addr)
	if err != nil {
		return nil, err
	}
	// A burst of registrations after a power cut is larger than the kernel's
	// default; a kernel that gives less is used as it is.
	_ = c.SetReadBuffer(4 << 20)
	_ = c.SetWriteBuffer(1 << 20)
	p := &packetConn{UDPConn: c, e: e, oob: make([]byte, 256), ready: make(chan struct{}),
		seen: map[netip.AddrPort]struct{}{}}
	local := c.LocalAddr().(*net.UDPAddr).AddrPort()
	p.wildcard = local.Addr().IsUnspecified()
	p.six = !local.Addr().Unmap().Is4()
	if p.wildcard && p.six {
		err = ipv6.NewPacketConn(c).SetControlMessage(ipv6.FlagDst, true)
	} else if p.wildcard {
		err = ipv4.NewPacketConn(c).SetControlMessage(ipv4.FlagDst, true)
	}
	if err != nil { // the platform cannot tell; the route decides instead
		p.wildcard = false
	}
	return p, nil
}

// ReadFrom returns the next message that is SIP and within its source's rate.
func (p *packetConn) ReadFrom(b []byte) (int, net.Addr, error) {
	p.began.Do(func() { close(p.ready) })
	if len(p.seen) >= maxSeen {
		return 0, nil, net.ErrClosed // ends the parser's loop, not the socket
	}
	for {
		n, oobn, _, from, err := p.ReadMsgUDPAddrPort(b, p.oob)
		if p.e.halted() {
			<-p.e.drained
			return 0, nil, net.ErrClosed
		}
		if err != nil {
			return 0, nil, err
		}
		from = unmap(from)
		if !p.e.admit(from) {
			continue
		}
		raw := b[:n]
		if tap := p.e.cfg.Tap; tap != nil {
			raw = tap(false, from, raw)
		}
		msg := RepairDatagram(raw)
		if msg == nil {
			p.e.stats.junk.Add(1)
			continue
		}
		if len(msg) > len(b) {
			p.e.stats.junk.Add(1)
			continue
		}
		if p.wildcard {
			if dst := p.destination(p.oob[:oobn]); dst.IsValid() {
				p.e.locals.set(from, dst)
			}
		}
		p.seen[from] = struct{}{}
		return copy(b, msg), net.UDPAddrFromAddrPort(from), nil
	}
}

func (p *packetConn) destination(oob []byte) netip.Addr {
	var ip net.IP
	if p.six {
		var cm ipv6.ControlMessage
		if cm.Parse(oob) == nil {
			ip = cm.Dst
		}
	} else {
		var cm ipv4.ControlMessage
		if cm.Parse(oob) == nil {
			ip = cm.Dst
		}
	}
	a, _ := netip.AddrFromSlice(ip)
	return a.Unmap()
}

// WriteTo sends from the address that the peer talks to.
func (p *packetConn) WriteTo(b []byte, to net.Addr) (int, error) {
	remote := unmap(to.(*net.UDPAddr).AddrPort())
	n := len(b)
	if tap := p.e.cfg.Tap; tap != nil {
		if b = tap(true, remote, b); b == nil {
			return n, nil // lost on the way
		}
	}
	var oob []byte
	if p.wildcard {
		if src, ok := p.e.locals.get(remote); ok && !src.IsUnspecified() {
			oob = p.source(src)
		}
	}
	if p.six && remote.Addr().Is4() {
		remote = netip.AddrPortFrom(netip.AddrFrom16(remote.Addr().As16()), remote.Port())
	}
	_, _, err := p.WriteMsgUDPAddrPort(b, oob, remote)
	if err != nil && oob != nil { // that address is gone: let the route decide
		_, _, err = p.WriteMsgUDPAddrPort(b, nil, remote)
	}
	return n, err
}

// source asks the system to send from src. A socket for both families takes the
// request of either.
func (p *packetConn) source(src netip.Addr) []byte {
	if src.Is4() {
		return (&ipv4.ControlMessage{Src: src.AsSlice()}).Marshal()
	}
	return (&ipv6.ControlMessage{Src: src.AsSlice()}).Marshal()
}

// awaitReady waits until the parser reads every UDP socket, so that a request
// right after the start finds its way.
func (e *Endpoint) awaitReady(ctx context.Context) error {
	e.mu.Lock()
	bs := e.bound
	e.mu.Unlock()
	for _, b := range bs {
		if b.udp == nil {
			continue
		}
		select {
		case <-b.udp.ready:
		case <-e.dials.done:
			return shiheng.Unavailable("sip.closed")
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// counters counts what an endpoint turned away.
type counters struct {
	junk, limited, refused, unparsed atomic.Uint64
	inFlight                         atomic.Int64
	conns                            atomic.Int64
}

// admit reports whether one more message of this source is taken now.
func (e *Endpoint) admit(from netip.AddrPort) bool {
	if e.stats.inFlight.Load() > e.cfg.MaxInFlight || !e.limiter.Allow(from, time.Now()) {
		e.stats.limited.Add(1)
		return false
	}
	return true
}
