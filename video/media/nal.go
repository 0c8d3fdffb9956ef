package media

import (
	"encoding/binary"
	"iter"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h265"
)

// NALKind says what a NAL unit means for the cutting of access units.
type NALKind struct {
	Type  uint8 // nal_unit_type of the coding
	Slice bool  // coded picture data (VCL)
	First bool  // Slice that begins a picture (first_mb_in_slice 0, first_slice_segment)
	Key   bool  // Slice of a picture from which decoding can begin
	Opens bool  // begins a new access unit when slices went before it
	Set   SetKind
}

// SetKind names a parameter set.
type SetKind uint8

// The parameter sets. NoSet is every other NAL unit.
const (
	NoSet SetKind = iota
	VPS
	SPS
	PPS
)

// nalPeek is how many bytes of a NAL unit decide its kind: the two header
// bytes of H.265 and the first of its slice header.
const nalPeek = 3

// ReadNAL tells the kind of a NAL unit of coding c from its first bytes (three
// suffice; fewer are read as far as they go). Other codings give a zero kind.
//
// The order of NAL units that opens an access unit is H.264 7.4.1.2.3 and
// H.265 7.4.2.4.4.
func ReadNAL(c Codec, nal []byte) NALKind {
	switch {
	case len(nal) == 0:
		return NALKind{}
	case c == H264:
		return readH264(nal)
	case c == H265:
		return readH265(nal)
	}
	return NALKind{}
}

func readH264(nal []byte) NALKind {
	k := NALKind{Type: nal[0] & 0x1f}
	switch k.Type {
	case 1, 2, 5: // slice, data partition A, IDR slice
		k.Slice = true
		k.Key = k.Type == 5
		k.First = len(nal) > 1 && nal[1]&0x80 != 0 // ue(v) zero is a single one bit
	case 3, 4, 20, 21: // partitions B and C, slices of further layers or views
		k.Slice = true
	case 7:
		k.Set, k.Opens = SPS, true
	case 8:
		k.Set, k.Opens = PPS, true
	case 6, 9, 15, 16, 17, 18: // SEI, access unit delimiter, subset SPS, …
		k.Opens = true
	}
	return k
}

func readH265(nal []byte) NALKind {
	k := NALKind{Type: nal[0] >> 1 & 0x3f}
	switch t := k.Type; {
	case t < 32:
		k.Slice = true
		k.Key = t >= 16 && t <= 21 // BLA, IDR, CRA
		k.First = len(nal) > 2 && nal[2]&0x80 != 0
	case t == 32:
		k.Set, k.Opens = VPS, true
	case t == 33:
		k.Set, k.Opens = SPS, true
	case t == 34:
		k.Set, k.Opens = PPS, true
	case t == 35, t == 39, t >= 41 && t <= 44, t >= 48 && t <= 55: // AUD, prefix SEI, reserved
		k.Opens = true
	}
	return k
}

// GuessCodec tells which coding a parameter set belongs to. It decides on a
// sequence (H.264) or video (H.265) parameter set only, since slices of one
// coding look like anything of the other (gb28181.md §19); for everything else
// it returns CodecUnknown.
func GuessCodec(nal []byte) Codec {
	if len(nal) < 4 || nal[0]&0x80 != 0 {
		return CodecUnknown
	}
	if nal[0] == 0x40 && nal[1] == 0x01 { // VPS, layer 0, temporal id 0
		// vps_base_layer flags (normally 11), max layers 0, then 0xffff reserved.
		if len(nal) >= 6 && nal[2]&0x0f == 0x0c && nal[4] == 0xff && nal[5] == 0xff {
			return H265
		}
		return CodecUnknown
	}
	if nal[0]&0x1f == 7 && nal[0]&0x60 != 0 {
		if size, ok := readSPS(H264, nal); ok && size.Width > 0 {
			return H264
		}
	}
	return CodecUnknown
}

// picture is what the house wants to know of an SPS.
type picture struct {
	Width, Height int
	Reorder       int  // frames a picture may be held back at least; 0 when unknown or none
	Fields        bool // pictures may be single fields
	id            uint32
}

// maxSize bounds what is believed of a parameter set.
const maxSize = 16384

// readSPS decodes a sequence parameter set; ok is false when it cannot be one.
func readSPS(c Codec, nal []byte) (picture, bool) {
	if len(nal) < 4 || len(nal) > 4096 {
		return picture{}, false
	}
	var p picture
	if c == H265 {
		var s h265.SPS
		if s.Unmarshal(nal) != nil {
			return picture{}, false
		}
		p = picture{Width: s.Width(), Height: s.Height(), id: uint32(s.ID)}
		if n := len(s.MaxNumReorderPics); n > 0 {
			p.Reorder = int(min(s.MaxNumReorderPics[n-1], maxReorder))
		}
	} else {
		var s h264.SPS
		if s.Unmarshal(nal) != nil {
			return picture{}, false
		}
		p = picture{Width: s.Width(), Height: s.Height(), Fields: !s.FrameMbsOnlyFlag, id: s.ID}
		if s.VUI != nil && s.VUI.BitstreamRestriction != nil {
			p.Reorder = int(min(s.VUI.BitstreamRestriction.MaxNumReorderFrames, maxReorder))
		}
	}
	if p.Width <= 0 || p.Height <= 0 || p.Width > maxSize || p.Height > maxSize {
		return picture{}, false
	}
	return p, true
}

// setID reads the number a parameter set carries, so that a later one of the
// same number takes its place. What cannot be read is number 0.
func setID(c Codec, kind SetKind, nal []byte) uint32 {
	switch {
	case kind == SPS:
		p, _ := readSPS(c, nal)
		return p.id
	case kind == VPS && len(nal) > 2:
		return uint32(nal[2] >> 4)
	case kind == PPS && c == H264 && len(nal) > 1:
		return golomb(nal[1:])
	case kind == PPS && c == H265 && len(nal) > 2:
		return golomb(nal[2:])
	}
	return 0
}

// golomb reads one ue(v) of at most 15 leading zeros at the front of b.
func golomb(b []byte) uint32 {
	var bits uint32
	for i := range 4 {
		bits <<= 8
		if i < len(b) {
			bits |= uint32(b[i])
		}
	}
	zeros := 0
	for zeros < 16 && bits&(1<<(31-zeros)) == 0 {
		zeros++
	}
	if zeros == 16 {
		return 0
	}
	return bits>>(31-2*zeros) - 1
}

// NALs walks over the NAL units of a frame's Data, without their lengths. It
// ends early when a length does not fit.
func NALs(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for len(data) >= 4 {
			n := int(binary.BigEndian.Uint32(data))
			if n > len(data)-4 || n < 0 {
				return
			}
			if !yield(data[4 : 4+n : 4+n]) {
				return
			}
			data = data[4+n:]
		}
	}
}
