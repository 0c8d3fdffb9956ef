// Package ps reads and writes the MPEG program stream (ISO/IEC 13818-1, with
// the stream types of GB/T 28181 annex C) that cameras send in RTP.
//
// [Demuxer] is a push parser: it takes the stream in slices cut anywhere,
// valid during the call only, and hands the elementary streams on to a
// [media.Builder] without copying them. It has no socket, goroutine or clock
// and allocates nothing in steady state. It believes what it sees more than
// what headers say, since real senders get most headers wrong.
//
// [Muxer] writes frames as packs for upper platforms and practice cameras.
//
// The wrapping itself is not kept (design, invariant 3): NAL units, audio
// frames and private streams are.
package ps
