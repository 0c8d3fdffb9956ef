package ingest

import (
	"bytes"
	"encoding/binary"
	"net/netip"
	"time"

	"shiheng.internal/video/gb28181/sdp"
	"shiheng.internal/video/ingest/doctor"
)

// What the bytes behind an RTP header look like (gb28181.md §17): the payload
// type number says little, the content all.
const (
	looksPS    = "ps"
	looksTS    = "ts"
	looksIMKH  = "imkh"
	looksES    = "es"
	looksRTCP  = "rtcp"
	looksNoise = "noise"
	looksOther = "media" // the middle of something: cannot tell
)

// rtpHeader is what demultiplexing needs of a packet.
type rtpHeader struct {
	ssrc    uint32
	seq     uint16
	payload []byte
}

// readRTP reads the fixed header, contributing sources and the extension. A
// packet that is not RTP version 2 gives false.
func readRTP(b []byte) (h rtpHeader, ok bool) {
	if len(b) < 12 || b[0]>>6 != 2 {
		return h, false
	}
	h.seq = binary.BigEndian.Uint16(b[2:])
	h.ssrc = binary.BigEndian.Uint32(b[8:])
	at := 12 + 4*int(b[0]&0x0f)
	if b[0]&0x10 != 0 && len(b) >= at+4 {
		at += 4 + 4*int(binary.BigEndian.Uint16(b[at+2:]))
	}
	if at > len(b) {
		return h, false
	}
	h.payload = b[at:]
	return h, true
}

// isRTCP tells a control packet from media on the same port (RFC 5761 §4).
func isRTCP(b []byte) bool {
	return len(b) >= 8 && b[0]>>6 == 2 && b[1] >= 200 && b[1] <= 207
}

// packStart begins a pack of a program stream.
var packStart = []byte{0, 0, 1, 0xba} //nolint:gochecknoglobals // read-only

// looks guesses what a payload is, by its first bytes.
func looks(p []byte) string {
	switch {
	case len(p) < 4:
		return looksNoise
	case bytes.HasPrefix(p, packStart):
		return looksPS
	case bytes.HasPrefix(p, []byte("IMKH")):
		return looksIMKH
	case p[0] == 0x47 && len(p)%188 == 0:
		return looksTS
	case p[0] == 0 && p[1] == 0 && (p[2] == 1 || p[2] == 0 && p[3] == 1):
		if p[2] == 1 && p[3] >= 0xbb {
			return looksPS // a PES or system header without its pack
		}
		return looksES
	default:
		return looksOther
	}
}

// maxStrangers bounds how many senders are told apart; the rest is counted
// together.
const maxStrangers = 12

// strangers keeps who sent packets that were not taken. It belongs to the
// pump's goroutine.
type strangers struct {
	list    []*doctor.Stranger
	keys    []strangerKey
	dropped map[string]uint64
}

type strangerKey struct {
	from netip.AddrPort
	ssrc uint32
	why  string
}

// note counts a packet that was dropped and returns its sender's entry, nil
// when there are too many.
func (s *strangers) note(now time.Time, from netip.AddrPort, why string, b []byte) *doctor.Stranger {
	s.drop(why)
	h, ok := readRTP(b)
	k := strangerKey{from, h.ssrc, why}
	for i, known := range s.keys {
		if known == k {
			e := s.list[i]
			e.Packets++
			e.Bytes += uint64(len(b))
			e.Last = now
			if ok && (e.Payload == looksOther || e.Payload == looksNoise) {
				e.Payload = looks(h.payload)
			}
			return e
		}
	}
	if len(s.list) == maxStrangers {
		return nil
	}
	e := &doctor.Stranger{
		From: from.String(), Why: why, Packets: 1, Bytes: uint64(len(b)), First: now, Last: now, Payload: looksNoise,
	}
	switch {
	case isRTCP(b):
		e.Payload = looksRTCP
	case ok:
		e.SSRC = sdp.FormatSSRC(h.ssrc)
		e.Payload = looks(h.payload)
	}
	s.keys = append(s.keys, k)
	s.list = append(s.list, e)
	return e
}

// drop counts a packet that was dropped, by cause.
func (s *strangers) drop(why string) {
	if s.dropped == nil {
		s.dropped = map[string]uint64{}
	}
	s.dropped[why]++
}
