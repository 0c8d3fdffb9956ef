package wire

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// A StreamHandler takes the bytes of a TCP connection into a buffer of its own,
// on the pump's goroutine.
type StreamHandler interface {
	// Space is where the next bytes go. It must not be empty.
	Space() []byte
	// Filled tells that n bytes were put into Space. An error ends the
	// connection.
	Filled(now time.Time, n int) error
	// End is called once, when the peer closed (io.EOF), the connection broke,
	// or Filled refused to go on. The socket is closed by then.
	End(err error)
}

// A Conn is one TCP connection outside Go's poller. Drain and SetHandler
// belong to the pump; Write and Close may be called from anywhere.
type Conn struct {
	local, remote netip.AddrPort
	handler       StreamHandler

	mu sync.Mutex // guards fd against Close while Write uses it
	fd int        // -1 once closed
}

// Adopt takes over the socket of c, which is closed for its former owner: the
// connection itself goes on. Bytes c's owner has read are the owner's to hand
// to the handler.
func Adopt(c *net.TCPConn, handler StreamHandler) (*Conn, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return nil, fmt.Errorf("adopt connection: %w", err)
	}
	fd := -1
	var dup error
	if err := raw.Control(func(old uintptr) {
		fd, dup = unix.FcntlInt(old, unix.F_DUPFD_CLOEXEC, 0)
	}); err != nil {
		return nil, fmt.Errorf("adopt connection: %w", err)
	}
	if dup != nil {
		return nil, fmt.Errorf("adopt connection: %w", dup)
	}
	local, remote := unmapped(c.LocalAddr()), unmapped(c.RemoteAddr())
	// Closing the old descriptor takes the socket out of the poller; the
	// duplicate keeps the connection open.
	if err := c.Close(); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("adopt connection: %w", err)
	}
	return &Conn{fd: fd, local: local, remote: remote, handler: handler}, nil
}

func unmapped(a net.Addr) netip.AddrPort {
	t, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	ap := t.AddrPort()
	return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
}

// Local and Remote are the ends of the connection.
func (c *Conn) Local() netip.AddrPort { return c.local }

// Remote is the peer's address.
func (c *Conn) Remote() netip.AddrPort { return c.remote }

// SetHandler changes who gets the bytes. Call it before the connection is
// added to a pump, or on the pump's goroutine.
func (c *Conn) SetHandler(h StreamHandler) { c.handler = h }

// readsPerRound bounds what one connection may take of a round.
const readsPerRound = 8

// Drain reads what has arrived and hands it over.
func (c *Conn) Drain(p *Pass) bool {
	for range readsPerRound {
		buf := c.handler.Space()
		n, err := unix.Read(c.fd, buf)
		p.pump.syscalls.Add(1)
		switch {
		case errors.Is(err, unix.EAGAIN):
			return false
		case errors.Is(err, unix.EINTR):
			continue
		case err == nil && n == 0:
			return c.end(io.EOF)
		case err != nil:
			return c.end(err)
		}
		p.pump.bytes.Add(uint64(n))
		if err := c.handler.Filled(p.Now, n); err != nil {
			return c.end(err)
		}
		if n < len(buf) {
			return false
		}
	}
	return false
}

func (c *Conn) end(err error) bool {
	c.Close()
	c.handler.End(err)
	return true
}

// Write sends all of b or fails; it waits at most patience for a peer that
// does not read.
func (c *Conn) Write(b []byte, patience time.Duration) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	sent := 0
	deadline := time.Now().Add(patience)
	for sent < len(b) {
		if c.fd < 0 {
			return sent, net.ErrClosed
		}
		n, err := unix.SendmsgN(c.fd, b[sent:], nil, nil, unix.MSG_NOSIGNAL|unix.MSG_DONTWAIT)
		switch {
		case err == nil:
			sent += n
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EAGAIN):
			left := time.Until(deadline)
			if left <= 0 {
				return sent, fmt.Errorf("write to %s: %w", c.remote, unix.ETIMEDOUT)
			}
			set := []unix.PollFd{{Fd: int32(c.fd), Events: unix.POLLOUT}}
			if _, err := unix.Poll(set, int(left.Milliseconds())+1); err != nil && !errors.Is(err, unix.EINTR) {
				return sent, err
			}
		default:
			return sent, fmt.Errorf("write to %s: %w", c.remote, err)
		}
	}
	return sent, nil
}

// Close ends the connection. The caller has removed it from its pump before,
// or is on the pump's goroutine. It is idempotent.
func (c *Conn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fd < 0 {
		return nil
	}
	err := unix.Close(c.fd)
	c.fd = -1
	return err
}

// Refuse ends the connection with a reset, so that the peer learns at once
// that nobody is there.
func (c *Conn) Refuse() {
	c.mu.Lock()
	if c.fd >= 0 {
		// Without the option the peer merely sees an orderly end.
		_ = unix.SetsockoptLinger(c.fd, unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
	}
	c.mu.Unlock()
	c.Close()
}
