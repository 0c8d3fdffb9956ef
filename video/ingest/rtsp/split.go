package rtsp

import (
	"bytes"
	"errors"
	"strconv"
)

// room is the buffer of one connection: what a key frame may bring between two
// rounds, and at least one interleaved frame of the greatest length.
const room = 192 << 10

// Bounds of RTSP text.
const (
	maxHeader = 32 << 10
	maxBody   = 1 << 20
)

// errText ends a connection whose text has no end.
var errText = errors.New("rtsp: message too long")

// A splitter takes RTSP text and interleaved frames (RFC 2326 §10.12) apart,
// in the buffer they were read into. It belongs to one goroutine at a time.
type splitter struct {
	text  func(b []byte)                // part of a message; whole up to its body
	frame func(channel uint8, b []byte) // one frame; valid during the call only

	buf     []byte
	r, w    int
	body    int // bytes of a message's body still to come
	skipped uint64
	lost    bool // looking for where a frame or message begins
}

func newSplitter(text func([]byte), frame func(uint8, []byte)) *splitter {
	return &splitter{text: text, frame: frame, buf: make([]byte, room)}
}

// space is where the next bytes go. It is never empty.
func (s *splitter) space() []byte {
	if s.r > 0 {
		copy(s.buf, s.buf[s.r:s.w])
		s.w -= s.r
		s.r = 0
	}
	return s.buf[s.w:]
}

// filled takes n bytes that were put into space.
func (s *splitter) filled(n int) error {
	s.w += n
	for s.r < s.w {
		b := s.buf[s.r:s.w]
		took, err := s.next(b)
		if err != nil {
			return err
		}
		if took == 0 {
			return nil
		}
		s.r += took
	}
	return nil
}

// inMessage reports whether a message's body is being handed out.
func (s *splitter) inMessage() bool { return s.body > 0 }

// next takes what b begins with and returns its length, 0 when more is needed.
func (s *splitter) next(b []byte) (int, error) {
	switch {
	case s.body > 0:
		n := min(s.body, len(b))
		s.body -= n
		s.text(b[:n])
		return n, nil
	case b[0] == '$':
		return s.interleaved(b), nil
	case b[0] == '\r' || b[0] == '\n' || b[0] == ' ':
		return 1, nil // some servers send blank lines between messages
	}
	switch match(b) {
	case perhaps:
		return 0, nil
	case no:
		s.lost = true
		s.skipped++
		return 1, nil
	}
	return s.message(b)
}

// interleaved takes one frame. While lost, only what can be a frame of RTP or
// RTCP is one.
func (s *splitter) interleaved(b []byte) int {
	if len(b) < 5 {
		return 0
	}
	size := int(b[2])<<8 | int(b[3])
	if s.lost && (b[4]>>6 != 2 || size < 8 || b[1] > 31) {
		s.skipped++
		return 1
	}
	if len(b) < 4+size {
		return 0
	}
	s.lost = false
	s.frame(b[1], b[4:4+size:4+size])
	return 4 + size
}

// message takes a message's header and learns how long its body is.
func (s *splitter) message(b []byte) (int, error) {
	end := headerEnd(b)
	if end < 0 {
		if len(b) > maxHeader {
			return 0, errText
		}
		return 0, nil
	}
	s.lost = false
	s.body = contentLength(b[:end])
	if s.body > maxBody {
		return 0, errText
	}
	s.text(b[:end])
	return end, nil
}

// headerEnd is the length of the header with its empty line, -1 when it is not
// complete.
func headerEnd(b []byte) int {
	at := 0
	for {
		i := bytes.IndexByte(b[at:], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
		rest := b[at:]
		switch {
		case len(rest) >= 1 && rest[0] == '\n':
			return at + 1
		case len(rest) >= 2 && rest[0] == '\r' && rest[1] == '\n':
			return at + 2
		}
	}
}

var lengthName = []byte("content-length") // never written to

// contentLength reads the header of that name; 0 without one.
func contentLength(header []byte) int {
	for line := range bytes.Lines(header) {
		name, value, ok := bytes.Cut(line, []byte(":"))
		if !ok || !bytes.EqualFold(bytes.TrimSpace(name), lengthName) {
			continue
		}
		n, err := strconv.Atoi(string(bytes.TrimSpace(value)))
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	return 0
}

type verdict uint8

const (
	no verdict = iota
	perhaps
	yes
)

// match tells whether b begins a message, as far as it goes.
func match(b []byte) verdict {
	words := [...]string{
		"RTSP/", "OPTIONS ", "ANNOUNCE ", "DESCRIBE ", "SETUP ", "PLAY ", "PAUSE ", "TEARDOWN ",
		"GET_PARAMETER ", "SET_PARAMETER ", "REDIRECT ", "RECORD ",
	}
	out := no
	for _, w := range words {
		n := min(len(w), len(b))
		if string(b[:n]) != w[:n] {
			continue
		}
		if n == len(w) {
			return yes
		}
		out = perhaps
	}
	return out
}
