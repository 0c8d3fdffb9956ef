// Package ingest brings streams in for as long as somebody holds them open.
//
// Whoever wants a camera's pictures holds its main or sub source; the first
// hold opens the stream, the last release ends it. Between the two the
// [hub.Stream] stays the same whatever happens: the source reconnects with
// backoff, and the first frame after a break carries media.Gap. Sources are
// GB/T 28181 channels (INVITE, PS over UDP, TCP passive or TCP active) and RTSP
// servers.
//
// Each attempt to open a stream is written down by package doctor: what was
// said, which addresses were offered, what arrived at the port and why it was
// dropped, and a diagnosis.
//
// What sockets receive is parsed where it lies and copied once, into the slab
// it will be recorded from. Sockets are served by the clock (package wire), a
// few pumps for all streams; each source has one goroutine besides, which
// waits. The package decides nothing about who may see what: that is a Grant's
// business, further on.
package ingest
