// Package wire reads media sockets: UDP in batches, TCP in large pieces, both
// by the clock instead of by the packet.
//
// A [Pump] goes round its sockets every few milliseconds and takes out of each
// what the kernel has gathered since: one recvmmsg or one read per socket and
// round, whatever the number of packets. The sockets are kept out of Go's
// network poller, so that an arriving packet wakes nobody. Everything a member
// does happens on the pump's goroutine; members of one pump need no locks
// against each other.
//
// The package knows addresses, ports and bytes. What the bytes mean, and whom
// they belong to, is left to package ingest.
package wire
