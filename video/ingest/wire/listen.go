package wire

import (
	"errors"
	"fmt"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"
)

// An AcceptHandler decides about connections, on the pump's goroutine.
type AcceptHandler interface {
	// Accept is given a new connection. It sets its handler and returns true
	// to have it served, or refuses it and returns false.
	Accept(now time.Time, c *Conn) bool
}

// A Listener is a listening TCP socket that a pump looks at once a round.
type Listener struct {
	fd      int // -1 once closed
	local   netip.AddrPort
	handler AcceptHandler
}

// backlog bounds the connections that wait between two rounds.
const backlog = 128

// ListenTCP listens on addr; port 0 takes any. An unspecified IPv6 address
// serves IPv4 as well.
func ListenTCP(addr netip.AddrPort, handler AcceptHandler) (*Listener, error) {
	fd, err := open(addr, unix.SOCK_STREAM)
	if err != nil {
		return nil, fmt.Errorf("open tcp %s: %w", addr, err)
	}
	l := &Listener{fd: fd, handler: handler}
	if err := l.bind(addr); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("listen tcp %s: %w", addr, err)
	}
	return l, nil
}

func (l *Listener) bind(addr netip.AddrPort) error {
	// A port whose last connection lingers in TIME_WAIT may be taken again.
	if err := unix.SetsockoptInt(l.fd, unix.SOL_SOCKET, unix.SO_REUSEADDR, 1); err != nil {
		return err
	}
	if err := widen(l.fd); err != nil {
		return err
	}
	if err := unix.Bind(l.fd, sockaddr(addr)); err != nil {
		return err
	}
	if err := unix.Listen(l.fd, backlog); err != nil {
		return err
	}
	local, err := nameOf(l.fd)
	l.local = local
	return err
}

// Local is the bound address.
func (l *Listener) Local() netip.AddrPort { return l.local }

// Drain accepts what has come.
func (l *Listener) Drain(p *Pass) bool {
	for range backlog {
		fd, sa, err := unix.Accept4(l.fd, unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
		p.pump.syscalls.Add(1)
		if err != nil {
			return errors.Is(err, unix.EBADF)
		}
		local, err := nameOf(fd)
		if err != nil {
			unix.Close(fd)
			continue
		}
		c := &Conn{fd: fd, local: netip.AddrPortFrom(local.Addr().Unmap(), local.Port()), remote: addrPort(sa)}
		if l.handler.Accept(p.Now, c) {
			p.Add(c)
		}
	}
	return false
}

// Close stops listening; connections that were accepted go on. The caller has
// removed the listener from its pump before, or is on the pump's goroutine.
func (l *Listener) Close() error {
	if l.fd < 0 {
		return nil
	}
	err := unix.Close(l.fd)
	l.fd = -1
	return err
}
