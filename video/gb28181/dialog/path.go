package dialog

import (
	"net/netip"
	"sync"
)

// A Transport is how SIP messages travel.
type Transport string

// The transports of the standard that are spoken here.
const (
	UDP Transport = "udp"
	TCP Transport = "tcp"
)

// A Path is where a peer was seen and where it is answered: the observed remote
// address, and the local address and listener on which it came in. For TCP it
// names one connection and ends with it. A Path may be stored and used after a
// restart; over TCP it then leads nowhere until the peer connects again.
type Path struct {
	Transport Transport
	Remote    netip.AddrPort
	// Local is the address of ours that the peer talks to.
	Local netip.AddrPort
	// Network is the name of the listener's network.
	Network string

	conn string // key of a live TCP connection
}

// Same reports whether p and o are one way to one peer: for UDP the same
// address, for TCP the same connection.
func (p Path) Same(o Path) bool {
	return p.Transport == o.Transport && p.Remote == o.Remote && p.conn == o.conn
}

// locals remembers on which of our addresses each source was seen, for sockets
// that are bound to all of them. It is bounded: two generations of entries, the
// older of which is dropped when the newer is full.
type locals struct {
	mu       sync.Mutex // guards both maps
	cap      int
	new, old map[netip.AddrPort]netip.Addr
}

func newLocals(size int) *locals {
	return &locals{cap: size, new: map[netip.AddrPort]netip.Addr{}, old: map[netip.AddrPort]netip.Addr{}}
}

func (l *locals) set(remote netip.AddrPort, local netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.new) >= l.cap {
		l.old, l.new = l.new, make(map[netip.AddrPort]netip.Addr, l.cap)
	}
	l.new[remote] = local
}

func (l *locals) get(remote netip.AddrPort) (netip.Addr, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if a, ok := l.new[remote]; ok {
		return a, true
	}
	a, ok := l.old[remote]
	return a, ok
}

func unmap(ap netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
}
