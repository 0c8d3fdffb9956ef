package wire

import (
	"net/netip"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	batchSize   = 64       // datagrams per recvmmsg
	shortPacket = 4 << 10  // room per datagram to begin with
	longPacket  = 64 << 10 // room once a longer one was met
	controlRoom = 64       // control messages of one datagram
)

// mmsghdr is struct mmsghdr of recvmmsg(2).
type mmsghdr struct {
	hdr unix.Msghdr
	n   uint32
}

// scratch is the memory a pump reads into. Parsers work in it and copy out
// what they keep; nothing in it survives a round.
type scratch struct {
	heads   [batchSize]mmsghdr
	iovecs  [batchSize]unix.Iovec
	names   [batchSize]unix.RawSockaddrInet6
	control [batchSize][controlRoom]byte
	packets []byte
	room    int
	used    int // headers the kernel wrote to and that must be reset
}

func newScratch() *scratch {
	s := &scratch{used: batchSize}
	s.widen(shortPacket)
	return s
}

// widen gives each datagram room bytes.
func (s *scratch) widen(room int) {
	s.room = room
	s.packets = make([]byte, batchSize*room)
	for i := range s.heads {
		s.iovecs[i].Base = &s.packets[i*room]
		s.iovecs[i].SetLen(room)
		h := &s.heads[i].hdr
		h.Iov = &s.iovecs[i]
		h.SetIovlen(1)
		h.Name = (*byte)(unsafe.Pointer(&s.names[i]))
		h.Control = &s.control[i][0]
	}
}

// receive reads up to batchSize datagrams without waiting.
func (s *scratch) receive(fd int) (int, error) {
	for i := range s.used {
		h := &s.heads[i].hdr
		h.Namelen = unix.SizeofSockaddrInet6
		h.SetControllen(controlRoom)
		h.Flags = 0
	}
	s.used = 0
	for {
		n, _, errno := unix.Syscall6(unix.SYS_RECVMMSG, uintptr(fd), uintptr(unsafe.Pointer(&s.heads[0])),
			batchSize, unix.MSG_DONTWAIT, 0, 0)
		switch errno {
		case 0:
			s.used = int(n)
			return int(n), nil
		case unix.EINTR:
			continue
		default:
			return 0, errno
		}
	}
}

func (s *scratch) packet(i int) []byte {
	at := i * s.room
	return s.packets[at : at+int(s.heads[i].n)]
}

func (s *scratch) wasCut(i int) bool { return s.heads[i].hdr.Flags&unix.MSG_TRUNC != 0 }

// from is the sender's address of datagram i, IPv4 in its short form.
func (s *scratch) from(i int) netip.AddrPort {
	name := &s.names[i]
	if name.Family == unix.AF_INET {
		v4 := (*unix.RawSockaddrInet4)(unsafe.Pointer(name))
		return netip.AddrPortFrom(netip.AddrFrom4(v4.Addr), swap(v4.Port))
	}
	return netip.AddrPortFrom(netip.AddrFrom16(name.Addr).Unmap(), swap(name.Port))
}

// swap turns a port in network order into one in ours.
func swap(port uint16) uint16 {
	b := (*[2]byte)(unsafe.Pointer(&port))
	return uint16(b[0])<<8 | uint16(b[1])
}

// overflow is the kernel's running count of datagrams it dropped on this
// socket (SO_RXQ_OVFL); it comes only with datagrams, and only once above 0.
func (s *scratch) overflow(i int) (uint32, bool) {
	h := &s.heads[i].hdr
	head := unix.CmsgLen(0)
	if int(h.Controllen) < head+4 {
		return 0, false
	}
	c := (*unix.Cmsghdr)(unsafe.Pointer(&s.control[i][0]))
	if c.Level != unix.SOL_SOCKET || c.Type != unix.SO_RXQ_OVFL {
		return 0, false
	}
	return *(*uint32)(unsafe.Pointer(&s.control[i][head])), true
}
