package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Unit is one access unit of H.264 or H.265: its NAL units, each with its
// length before it in four bytes, big endian, as in [media.Frame].
type Unit struct {
	Data []byte
	Key  bool // decoding can begin here
}

// A Splitter cuts an Annex B byte stream into access units. Not safe for
// concurrent use.
type Splitter struct {
	r     io.Reader
	codec media.Codec
	buf   []byte // what was read and not yet used, from the first start code on
	scan  int    // nothing of interest lies in buf before it
	nal   int    // where the current NAL begins in buf, -1 before the first
	unit  []byte // the access unit so far, in length form
	vcl   bool   // unit holds a slice
	key   bool   // unit holds a slice decoding can begin at
	ended bool
}

// NewSplitter reads codec (H.264 or H.265) from r.
func NewSplitter(r io.Reader, codec media.Codec) *Splitter {
	return &Splitter{r: r, codec: codec, nal: -1}
}

// headBytes of a NAL tell whether it begins an access unit.
const headBytes = 3

var startCode = []byte{0, 0, 1}

// Next returns the next access unit, which is the caller's to keep, and io.EOF
// after the last. A unit is known to be complete only when the next one
// begins. Units beyond [media.MaxFrame] fail with [shiheng.ErrInvalid].
func (s *Splitter) Next() (Unit, error) {
	for {
		at := bytes.Index(s.buf[s.scan:], startCode)
		if at >= 0 && (s.scan+at+3+headBytes <= len(s.buf) || s.ended) {
			if u, ok := s.boundary(s.scan + at); ok {
				return u, nil
			}
			continue
		}
		if s.ended {
			return s.last()
		}
		if at < 0 {
			s.scan = max(s.scan, len(s.buf)-2)
		}
		if err := s.fill(); err != nil {
			return Unit{}, err
		}
	}
}

// fill reads more, dropping what was used.
func (s *Splitter) fill() error {
	if drop := min(s.scan, max(s.nal, 0)); drop > 64<<10 {
		s.buf = append(s.buf[:0], s.buf[drop:]...)
		s.scan -= drop
		s.nal -= drop
	}
	if len(s.buf) > media.MaxFrame+1<<20 {
		return shiheng.Invalid("picture.unit-size")
	}
	const step = 64 << 10
	if cap(s.buf)-len(s.buf) < step {
		s.buf = append(make([]byte, 0, 2*cap(s.buf)+step), s.buf...)
	}
	n, err := s.r.Read(s.buf[len(s.buf) : len(s.buf)+step])
	s.buf = s.buf[:len(s.buf)+n]
	if errors.Is(err, io.EOF) {
		s.ended = true
		return nil
	}
	return err
}

// boundary ends the current NAL at the start code found at offset at, and
// reports the finished access unit when the next NAL begins another.
func (s *Splitter) boundary(at int) (Unit, bool) {
	s.take(at)
	s.nal = at + 3
	s.scan = at + 3
	next := media.ReadNAL(s.codec, s.buf[s.nal:min(len(s.buf), s.nal+headBytes)])
	if s.vcl && (next.Opens || next.First) {
		return s.cut(), true
	}
	return Unit{}, false
}

// take moves the current NAL, which ends before end, into the unit.
func (s *Splitter) take(end int) {
	if s.nal < 0 || s.nal >= end {
		return
	}
	nal := bytes.TrimRight(s.buf[s.nal:end], "\x00")
	if len(nal) == 0 {
		return
	}
	s.unit = appendLength(s.unit, nal)
	k := media.ReadNAL(s.codec, nal)
	s.vcl = s.vcl || k.Slice
	s.key = s.key || k.Key
}

func (s *Splitter) cut() Unit {
	u := Unit{Data: s.unit, Key: s.key}
	s.unit, s.vcl, s.key = make([]byte, 0, len(u.Data)), false, false
	return u
}

func (s *Splitter) last() (Unit, error) {
	s.take(len(s.buf))
	s.nal = len(s.buf)
	s.scan = len(s.buf)
	if !s.vcl {
		return Unit{}, io.EOF
	}
	return s.cut(), nil
}

// appendLength writes a NAL unit with its length before it.
func appendLength(dst, nal []byte) []byte {
	return append(binary.BigEndian.AppendUint32(dst, uint32(len(nal))), nal...)
}

// appendAnnexB writes a unit in length form with start codes instead.
func appendAnnexB(dst []byte, data []byte) []byte {
	for nal := range media.NALs(data) {
		dst = append(append(dst, 0, 0, 0, 1), nal...)
	}
	return dst
}
