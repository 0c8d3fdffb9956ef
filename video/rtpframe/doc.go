// Package rtpframe turns RTP packets (RFC 3550) into frames and frames into
// RTP packets.
//
// [Receiver] takes the packets of one RTP session as they leave a socket, puts
// them into order within a bounded window, and feeds a [media.Builder]: by way
// of [ps.Demuxer] for the program streams of GB/T 28181, directly for H.264
// (RFC 6184), H.265 (RFC 7798), AAC (RFC 3640) and G.711 (RFC 3551). What is
// inside is judged by content where the payload type lies. [Framer] finds the
// packets in a TCP stream (RFC 4571, and the ways senders break it).
// [Packetizer] goes the other way.
//
// The package is pure: no socket, goroutine or clock; the time is handed in.
// In steady state nothing is allocated per packet, and payload goes from the
// caller's buffer to its slab in one copy; only packets that arrive too early
// are copied aside. Pacing and RTCP timing are left to the caller.
package rtpframe
