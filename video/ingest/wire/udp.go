package wire

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// ReceiveBuffer is what a media socket asks the kernel for. Default kernels
// grant less and lose key frames (gb28181.md §17).
const ReceiveBuffer = 4 << 20

// A PacketHandler is given the datagrams of a socket, on the pump's goroutine.
type PacketHandler interface {
	// Packet is handed one datagram; b is valid during the call only.
	Packet(now time.Time, from netip.AddrPort, b []byte)
}

// A UDP is one bound datagram socket. Drain belongs to the pump; Send, Close
// and the rest may be called from anywhere.
type UDP struct {
	local   netip.AddrPort
	granted int
	handler PacketHandler
	dropped atomic.Uint32 // the kernel's count when it was last seen

	mu sync.Mutex // guards fd against Close while Send uses it
	fd int        // -1 once closed
}

// ListenUDP binds addr; port 0 takes any. An unspecified IPv6 address serves
// IPv4 as well. Without a right to exceed the kernel's limit the buffer may
// be smaller than asked: see [UDP.Buffer].
func ListenUDP(addr netip.AddrPort, handler PacketHandler) (*UDP, error) {
	fd, err := open(addr, unix.SOCK_DGRAM)
	if err != nil {
		return nil, fmt.Errorf("open udp %s: %w", addr, err)
	}
	u := &UDP{fd: fd, handler: handler}
	if err := u.bind(addr); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("bind udp %s: %w", addr, err)
	}
	return u, nil
}

func (u *UDP) bind(addr netip.AddrPort) error {
	if err := unix.SetsockoptInt(u.fd, unix.SOL_SOCKET, unix.SO_RCVBUF, ReceiveBuffer); err != nil {
		return err
	}
	u.granted = bufferOf(u.fd)
	if u.granted < ReceiveBuffer {
		// Only a process with CAP_NET_ADMIN may; it is no error when not.
		if unix.SetsockoptInt(u.fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, ReceiveBuffer) == nil {
			u.granted = bufferOf(u.fd)
		}
	}
	if err := unix.SetsockoptInt(u.fd, unix.SOL_SOCKET, unix.SO_RXQ_OVFL, 1); err != nil {
		return err
	}
	if err := unix.Bind(u.fd, sockaddr(addr)); err != nil {
		return err
	}
	local, err := nameOf(u.fd)
	u.local = local
	return err
}

// bufferOf reads SO_RCVBUF; the kernel reports twice what it grants.
func bufferOf(fd int) int {
	n, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF)
	if err != nil {
		return 0
	}
	return n / 2
}

// Local is the bound address.
func (u *UDP) Local() netip.AddrPort { return u.local }

// Buffer is the receive buffer the kernel granted, in bytes. When it is below
// [ReceiveBuffer], sysctl net.core.rmem_max wants raising.
func (u *UDP) Buffer() int { return u.granted }

// Dropped is how many datagrams the kernel dropped because the buffer was full,
// as far as it has told: the count comes with the next datagram.
func (u *UDP) Dropped() uint32 { return u.dropped.Load() }

// roundsOfBatches bounds what one socket may take of a round.
const roundsOfBatches = 64

// Drain hands over everything that has arrived.
func (u *UDP) Drain(p *Pass) bool {
	for range roundsOfBatches {
		n, err := p.scratch.receive(u.fd)
		p.pump.syscalls.Add(1)
		if err != nil {
			// ECONNREFUSED and the like are echoes of our own sends.
			return errors.Is(err, unix.EBADF)
		}
		u.hand(p, n)
		if n < batchSize {
			return false
		}
	}
	return false
}

func (u *UDP) hand(p *Pass, n int) {
	s, bytes, cut := p.scratch, 0, 0
	for i := range n {
		if s.wasCut(i) {
			cut++
			continue
		}
		b := s.packet(i)
		bytes += len(b)
		u.handler.Packet(p.Now, s.from(i), b)
	}
	p.pump.packets.Add(uint64(n))
	p.pump.bytes.Add(uint64(bytes))
	if n > 0 {
		if count, ok := s.overflow(n - 1); ok {
			p.pump.overflow.Add(uint64(count - u.dropped.Swap(count)))
		}
	}
	if cut > 0 {
		p.pump.cut.Add(uint64(cut))
		if s.room < longPacket {
			s.widen(longPacket)
			s.used = batchSize
		}
	}
}

// Send sends one datagram without waiting; what does not go at once is lost.
func (u *UDP) Send(b []byte, to netip.AddrPort) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.fd < 0 {
		return unix.EBADF
	}
	if u.local.Addr().Is6() && to.Addr().Is4() {
		to = netip.AddrPortFrom(netip.AddrFrom16(to.Addr().As16()), to.Port())
	}
	return unix.Sendto(u.fd, b, unix.MSG_DONTWAIT, sockaddr(to))
}

// Close frees the socket. The caller has removed it from its pump before. It
// is idempotent.
func (u *UDP) Close() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.fd < 0 {
		return nil
	}
	err := unix.Close(u.fd)
	u.fd = -1
	return err
}
