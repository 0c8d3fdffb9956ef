package sim

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// A wire carries media packets to the platform. It belongs to one goroutine.
type wire interface {
	// send sends one packet; it may be gathered with others until flush.
	send(packet []byte) error
	flush() error
	close(reset bool)
}

// wireTime bounds a connect, an accept, and a write that finds no room.
const wireTime = 10 * time.Second

// udpWire sends datagrams.
type udpWire struct {
	conn   *net.UDPConn
	remote netip.AddrPort
}

func newUDPWire(ctx context.Context, local netip.Addr) (*udpWire, error) {
	var config net.ListenConfig
	c, err := config.ListenPacket(ctx, "udp", netip.AddrPortFrom(local, 0).String())
	if err != nil {
		return nil, fmt.Errorf("open media socket: %w", err)
	}
	return &udpWire{conn: c.(*net.UDPConn)}, nil
}

func (w *udpWire) port() int { return w.conn.LocalAddr().(*net.UDPAddr).Port }

// send ignores that nobody listens yet or any more, as cameras do.
func (w *udpWire) send(packet []byte) error {
	_, err := w.conn.WriteToUDPAddrPort(packet, w.remote)
	if errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ENOBUFS) {
		return nil
	}
	return err
}

func (w *udpWire) flush() error { return nil }
func (w *udpWire) close(bool)   { w.conn.Close() }

// tcpWire frames packets with their length (RFC 4571).
type tcpWire struct {
	conn net.Conn
	buf  []byte
}

func (w *tcpWire) send(packet []byte) error {
	w.buf = binary.BigEndian.AppendUint16(w.buf, uint16(len(packet)))
	w.buf = append(w.buf, packet...)
	if len(w.buf) > 64<<10 {
		return w.flush()
	}
	return nil
}

func (w *tcpWire) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	if err := w.conn.SetWriteDeadline(time.Now().Add(wireTime)); err != nil {
		return err
	}
	_, err := w.conn.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

func (w *tcpWire) close(reset bool) {
	if t, ok := w.conn.(*net.TCPConn); ok && reset {
		_ = t.SetLinger(0)
	}
	w.conn.Close()
}

// connectTries is how often a device tries to reach a passive platform, a
// second apart (gb28181.md §13.3).
const connectTries = 3

func dialWire(ctx context.Context, local netip.Addr, remote netip.AddrPort) (*tcpWire, error) {
	dialer := net.Dialer{Timeout: wireTime, LocalAddr: &net.TCPAddr{IP: local.AsSlice(), Zone: local.Zone()}}
	for try := 1; ; try++ {
		c, err := dialer.DialContext(ctx, "tcp", remote.String())
		if err == nil {
			return &tcpWire{conn: c}, nil
		}
		if try == connectTries || ctx.Err() != nil {
			return nil, fmt.Errorf("connect media: %w", err)
		}
		if err := sleep(ctx, time.Now().Add(time.Second)); err != nil {
			return nil, err
		}
	}
}

// acceptWire waits for the platform to connect, and closes the listener.
func acceptWire(ctx context.Context, l net.Listener) (*tcpWire, error) {
	ctx, cancel := context.WithTimeout(ctx, wireTime)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { l.Close() })
	defer stop()
	defer l.Close()
	c, err := l.Accept()
	if err != nil {
		return nil, fmt.Errorf("accept media: %w", err)
	}
	return &tcpWire{conn: c}, nil
}
