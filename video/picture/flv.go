package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// H.264 comes back from ffmpeg in FLV, since there each frame has its length
// and time before it and so is complete as soon as it is written.

// flvUnit is one access unit as it came back.
type flvUnit struct {
	ms   int64
	key  bool
	data []byte // length form, reused by the next call
}

// flvReader takes an FLV stream of H.264 apart.
type flvReader struct {
	r        io.Reader
	begun    bool
	buf      []byte
	sps, pps [][]byte
}

// next returns the next access unit, and io.EOF at the end.
func (f *flvReader) next() (flvUnit, error) {
	if !f.begun {
		var head [9 + 4]byte
		if _, err := io.ReadFull(f.r, head[:]); err != nil {
			return flvUnit{}, ended(err)
		}
		f.begun = true
	}
	for {
		kind, ms, body, err := f.tag()
		if err != nil {
			return flvUnit{}, err
		}
		if kind != 9 || len(body) < 5 || body[0]&0x0f != 7 {
			continue // script data, or nothing of ours
		}
		switch body[1] {
		case 0:
			if err := f.configure(body[5:]); err != nil {
				return flvUnit{}, err
			}
		case 1:
			return flvUnit{ms: ms, key: body[0]>>4 == 1, data: body[5:]}, nil
		}
	}
}

// tag reads one FLV tag.
func (f *flvReader) tag() (kind byte, ms int64, body []byte, err error) {
	var head [11]byte
	if _, err := io.ReadFull(f.r, head[:]); err != nil {
		return 0, 0, nil, ended(err)
	}
	size := int(head[1])<<16 | int(head[2])<<8 | int(head[3])
	if size > media.MaxFrame {
		return 0, 0, nil, shiheng.Invalid("picture.unit-size")
	}
	if cap(f.buf) < size+4 {
		f.buf = make([]byte, size+4)
	}
	f.buf = f.buf[:size+4] // with the size of the tag behind it
	if _, err := io.ReadFull(f.r, f.buf); err != nil {
		return 0, 0, nil, ended(err)
	}
	stamp := uint32(head[7])<<24 | uint32(head[4])<<16 | uint32(head[5])<<8 | uint32(head[6])
	return head[0] & 0x1f, int64(stamp), f.buf[:size], nil
}

// ended takes a stream cut short, as by a crash of the child, for its end.
func ended(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return io.EOF
	}
	return err
}

// configure reads an AVCDecoderConfigurationRecord.
func (f *flvReader) configure(rec []byte) error {
	broken := fmt.Errorf("read decoder configuration: %w", shiheng.Invalid("picture.avcc"))
	if len(rec) < 7 {
		return broken
	}
	f.sps, f.pps = nil, nil
	at := 5
	take := func(n int) ([][]byte, bool) {
		var sets [][]byte
		for range n {
			if at+2 > len(rec) {
				return nil, false
			}
			size := int(binary.BigEndian.Uint16(rec[at:]))
			at += 2
			if at+size > len(rec) {
				return nil, false
			}
			sets = append(sets, append([]byte(nil), rec[at:at+size]...))
			at += size
		}
		return sets, true
	}
	at++
	sps, ok := take(int(rec[5] & 0x1f))
	if !ok || at >= len(rec) {
		return broken
	}
	at++
	pps, ok := take(int(rec[at-1]))
	if !ok {
		return broken
	}
	f.sps, f.pps = sps, pps
	return nil
}
