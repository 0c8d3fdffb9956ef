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

// A StreamHandler is given the bytes of a TCP connection, on the pump's
// goroutine.
type StreamHandler interface {
	// Data is handed everything that is not yet consumed and returns how much
	// of it is done with; the rest comes again with what follows it. An error
	// ends the connection. b is valid during the call only.
	Data(now time.Time, b []byte) (consumed int, err error)
	// End is called once, when the peer closed (io.EOF), the connection broke,
	// or Data refused to go on. The socket is closed by then.
	End(err error)
}

// ErrUnparsed ends a connection whose handler leaves more and more unconsumed.
var ErrUnparsed = errors.New("wire: too much unconsumed data")

// maxRest is the most a handler may leave for later: one frame of RFC 4571
// with room for a search behind it.
const maxRest = 256 << 10

// A Conn is one TCP connection outside Go's poller. Drain and SetHandler
// belong to the pump; Write and Close may be called from anywhere.
type Conn struct {
	local, remote netip.AddrPort
	handler       StreamHandler
	rest          []byte // unconsumed bytes of the last round; the pump's

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
		buf := p.scratch.stream
		kept := copy(buf, c.rest)
		n, err := unix.Read(c.fd, buf[kept:])
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
		if err := c.hand(p.Now, buf[:kept+n]); err != nil {
			return c.end(err)
		}
		if kept+n < len(buf) {
			return false
		}
	}
	return false
}

func (c *Conn) hand(now time.Time, b []byte) error {
	used, err := c.handler.Data(now, b)
	if err != nil {
		return err
	}
	if len(b)-used > maxRest {
		return ErrUnparsed
	}
	c.rest = append(c.rest[:0], b[used:]...)
	return nil
}

// Preload hands the handler bytes that were read before the connection was
// adopted. Call it before the connection is added to a pump.
func (c *Conn) Preload(now time.Time, b []byte) error { return c.hand(now, b) }

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
