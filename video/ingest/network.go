package ingest

import (
	"net/netip"

	"shiheng.internal/video/ingest/doctor"
)

// A site is where one session's media come in: what sockets bind to and what
// the device is told.
type site struct {
	bind      netip.Addr
	advertise netip.Addr
}

// site finds the network of a device. By default a device is told the local
// address on which its REGISTER arrived, since it can reach that one
// (gb28181.md §2): vendors ignore offers with any other.
func (in *Ingest) site(peer Peer) (site, error) {
	local := peer.Local.Unmap()
	networks := in.cfg.Media.Networks
	if len(networks) == 0 {
		networks = []Network{{}}
	}
	for _, n := range networks {
		if !n.serves(local) {
			continue
		}
		st := site{bind: n.Listen}
		for _, a := range []netip.Addr{n.Advertise, peer.Media, local, n.Listen} {
			if a.IsValid() && !a.IsUnspecified() {
				st.advertise = a.Unmap()
				break
			}
		}
		if !st.advertise.IsValid() {
			continue
		}
		if !st.bind.IsValid() {
			st.bind = netip.IPv4Unspecified()
			if st.advertise.Is6() {
				st.bind = netip.IPv6Unspecified()
			}
		}
		return st, nil
	}
	return site{}, doctor.Of("own.network", "address", local.String())
}

// serves reports whether a device that registered at local belongs to n.
func (n Network) serves(local netip.Addr) bool {
	switch l := n.Listen.Unmap(); {
	case !l.IsValid(), !local.IsValid():
		return true
	case l.IsUnspecified():
		return l.Is6() || local.Is4()
	default:
		return l == local
	}
}
