package dialog

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"

	"shiheng.internal"
)

// How long a TCP connection may say nothing, or take to accept what we write.
const (
	streamIdle  = 10 * time.Minute
	streamWrite = 10 * time.Second
)

// A streamConn is one TCP connection as the SIP parser should see it: whole,
// repaired messages, one after another.
type streamConn struct {
	net.Conn
	e      *Endpoint
	path   Path
	remote net.Addr // what the parser takes for the peer's address
	framer framer
	raw    []byte // used by the one reader only
	out    []byte // repaired bytes not yet read
	closed sync.Once
	began  sync.Once
	ready  chan struct{} // closed when the parser reads, and so knows the connection
	gone   chan struct{} // closed with the connection
}

// RemoteAddr is the address by which the parser finds the connection. For
// connections that we made it is a made-up one, since a thousand practice
// cameras connect to one and the same platform address.
func (s *streamConn) RemoteAddr() net.Addr { return s.remote }

// Read returns bytes of whole messages only.
func (s *streamConn) Read(b []byte) (int, error) {
	s.began.Do(func() { close(s.ready) })
	for len(s.out) == 0 {
		msg, ok := s.framer.next()
		if !ok {
			s.e.stats.junk.Add(1)
			return 0, s.fail(net.ErrClosed)
		}
		for ; s.framer.pings > 0; s.framer.pings-- {
			if _, err := s.write([]byte("\r\n")); err != nil {
				return 0, s.fail(err)
			}
		}
		if msg != nil {
			if !s.await() {
				return 0, s.fail(net.ErrClosed)
			}
			s.out = msg
			continue
		}
		if err := s.SetReadDeadline(time.Now().Add(streamIdle)); err != nil {
			return 0, s.fail(err)
		}
		n, err := s.Conn.Read(s.raw)
		if err != nil {
			return 0, s.fail(net.ErrClosed)
		}
		got := s.raw[:n]
		if tap := s.e.cfg.Tap; tap != nil {
			got = tap(false, s.path.Remote, got)
		}
		s.framer.buf = append(s.framer.buf, got...)
	}
	n := copy(b, s.out)
	s.out = s.out[n:]
	return n, nil
}

// await holds the reader until its source may send one more message: over TCP
// nothing is dropped, the peer has to wait. It reports false when the endpoint
// stops meanwhile.
func (s *streamConn) await() bool {
	if s.e.admit(s.path.Remote) {
		return true
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-s.gone:
			return false
		case <-tick.C:
			if s.e.admit(s.path.Remote) {
				return true
			}
		}
	}
}

// Write sends one message.
func (s *streamConn) Write(b []byte) (int, error) {
	n := len(b)
	if tap := s.e.cfg.Tap; tap != nil {
		if b = tap(true, s.path.Remote, b); b == nil {
			return n, nil
		}
	}
	if _, err := s.write(b); err != nil {
		s.Close()
		return 0, err
	}
	return n, nil
}

func (s *streamConn) write(b []byte) (int, error) {
	if err := s.SetWriteDeadline(time.Now().Add(streamWrite)); err != nil {
		return 0, err
	}
	return s.Conn.Write(b)
}

func (s *streamConn) fail(err error) error {
	s.Close()
	return err
}

// Close ends the connection and tells the endpoint once.
func (s *streamConn) Close() error {
	err := s.Conn.Close()
	s.closed.Do(func() {
		close(s.gone)
		s.e.lost(s)
	})
	return err
}

// lost forgets a connection and reports its end.
func (e *Endpoint) lost(s *streamConn) {
	e.mu.Lock()
	delete(e.streams, s.path.conn)
	stopping := e.stopping
	e.mu.Unlock()
	e.stats.conns.Add(-1)
	if e.cfg.Closed != nil && !stopping {
		e.cfg.Closed(s.path)
	}
}

// adopt makes c one of the endpoint's connections, or refuses it.
func (e *Endpoint) adopt(c net.Conn, network, key string) (*streamConn, error) {
	remote := unmap(c.RemoteAddr().(*net.TCPAddr).AddrPort())
	local := unmap(c.LocalAddr().(*net.TCPAddr).AddrPort())
	s := &streamConn{Conn: c, e: e, raw: make([]byte, 16<<10), ready: make(chan struct{}), gone: make(chan struct{})}
	s.remote = net.TCPAddrFromAddrPort(remote)
	if key != "" {
		s.remote = net.TCPAddrFromAddrPort(netip.MustParseAddrPort(key))
	}
	s.path = Path{Transport: TCP, Remote: remote, Local: local, Network: network, conn: s.remote.String()}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.stopping || len(e.streams) >= e.cfg.MaxConns {
		e.stats.refused.Add(1)
		return nil, shiheng.Exhausted("sip.connections")
	}
	e.streams[s.path.conn] = s
	e.stats.conns.Add(1)
	return s, nil
}

// A streamListener hands the parser connections that were accepted, or made by
// [Endpoint.Dial].
type streamListener struct {
	net.Listener
	e       *Endpoint
	network string
}

func (l *streamListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		from := unmap(c.RemoteAddr().(*net.TCPAddr).AddrPort())
		if !l.e.accepts.Allow(from.Addr(), time.Now()) {
			l.e.stats.refused.Add(1)
			c.Close()
			continue
		}
		s, err := l.e.adopt(c, l.network, "")
		if err != nil {
			c.Close()
			continue
		}
		return s, nil
	}
}

// A dialled is a listener fed by Dial.
type dialled struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (d *dialled) Accept() (net.Conn, error) {
	select {
	case c := <-d.conns:
		return c, nil
	case <-d.done:
		return nil, net.ErrClosed
	}
}

func (d *dialled) Close() error {
	d.once.Do(func() { close(d.done) })
	return nil
}

func (d *dialled) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv6loopback, Port: 1} }

// Dial connects to remote over TCP, from the given local address when it is
// valid, and returns the path of the connection. Requests from either side then
// go over it until it breaks. The endpoint must be running.
func (e *Endpoint) Dial(ctx context.Context, local netip.Addr, remote netip.AddrPort, network string) (Path, error) {
	d := net.Dialer{Timeout: 10 * time.Second}
	if local.IsValid() && !local.IsUnspecified() {
		d.LocalAddr = net.TCPAddrFromAddrPort(netip.AddrPortFrom(local, 0))
	}
	c, err := d.DialContext(ctx, "tcp", remote.String())
	if err != nil {
		return Path{}, shiheng.Unavailable("sip.connect", "remote", remote.String()).From(err)
	}
	s, err := e.adopt(c, network, e.madeUp())
	if err != nil {
		c.Close()
		return Path{}, fmt.Errorf("connect to %s: %w", remote, err)
	}
	if err := e.handOver(ctx, s); err != nil {
		s.Close()
		return Path{}, fmt.Errorf("connect to %s: %w", remote, err)
	}
	return s.path, nil
}

// handOver gives a connection to the parser and waits until it reads.
func (e *Endpoint) handOver(ctx context.Context, s *streamConn) error {
	select {
	case e.dials.conns <- s:
	case <-e.dials.done:
		return shiheng.Unavailable("sip.closed")
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	select {
	case <-s.ready:
		return nil
	case <-e.dials.done:
		return shiheng.Unavailable("sip.closed")
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// madeUp returns an address of the discard prefix (RFC 6666) that names one
// connection of this endpoint.
func (e *Endpoint) madeUp() string {
	n := e.dialCount.Add(1)
	a := [16]byte{0x01, 0x00, 8: byte(n >> 56), 9: byte(n >> 48), 10: byte(n >> 40), 11: byte(n >> 32),
		12: byte(n >> 24), 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
	return netip.AddrPortFrom(netip.AddrFrom16(a), 1).String()
}

// Drop closes the connection of a path; over UDP there is none to close.
func (e *Endpoint) Drop(p Path) {
	e.mu.Lock()
	s := e.streams[p.conn]
	e.mu.Unlock()
	if s != nil {
		s.Close()
	}
}

// Live reports whether messages can go along p now: always over UDP, and over
// TCP while its connection stands.
func (e *Endpoint) Live(p Path) bool {
	if p.Transport != TCP {
		return true
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.streams[p.conn] != nil
}
