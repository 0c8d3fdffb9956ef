package picture

import (
	"encoding/binary"
	"math/bits"

	"shiheng.internal/video/media"
)

// Frames go to ffmpeg in Matroska, since it carries both codings and a time
// for each frame and can be written to a pipe without a look ahead. Only what
// ffmpeg reads is written: one track, one cluster per frame, time in
// milliseconds, Annex B inside with the parameter sets as private data.

// element writes one EBML element.
func element(dst []byte, id uint32, body []byte) []byte {
	dst = elementID(dst, id)
	dst = append(dst, 0x01) // the size follows in seven bytes
	var size [8]byte
	binary.BigEndian.PutUint64(size[:], uint64(len(body)))
	dst = append(dst, size[1:]...)
	return append(dst, body...)
}

func elementID(dst []byte, id uint32) []byte {
	for shift := (bits.Len32(id)+7)/8*8 - 8; shift >= 0; shift -= 8 {
		dst = append(dst, byte(id>>shift))
	}
	return dst
}

func number(dst []byte, id uint32, v uint64) []byte {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], v)
	return element(dst, id, b[:])
}

// matroskaHead is everything before the first frame.
func matroskaHead(t *media.Track) []byte {
	codec := "V_MPEG4/ISO/AVC"
	if t.Codec == media.H265 {
		codec = "V_MPEGH/ISO/HEVC"
	}
	var head, info, size, entry []byte
	head = number(head, 0x4286, 1)                   // EBMLVersion
	head = number(head, 0x42f7, 1)                   // EBMLReadVersion
	head = element(head, 0x4282, []byte("matroska")) // DocType
	head = number(head, 0x4287, 4)                   // DocTypeVersion
	head = number(head, 0x4285, 2)                   // DocTypeReadVersion
	info = number(info, 0x2ad7b1, 1_000_000)         // TimestampScale: a millisecond
	size = number(size, 0xb0, uint64(max(t.Width, 2)))
	size = number(size, 0xba, uint64(max(t.Height, 2)))
	entry = number(entry, 0xd7, 1) // TrackNumber
	entry = number(entry, 0x73c5, 1)
	entry = number(entry, 0x83, 1) // TrackType: video
	entry = number(entry, 0x9c, 0) // no lacing
	entry = element(entry, 0x86, []byte(codec))
	entry = element(entry, 0x63a2, parameterSets(t))
	entry = element(entry, 0xe0, size)
	out := element(nil, 0x1a45dfa3, head)
	out = elementID(out, 0x18538067) // Segment, of unknown size
	out = append(out, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
	out = element(out, 0x1549a966, info)
	return element(out, 0x1654ae6b, element(nil, 0xae, entry))
}

// matroskaFrame is one frame in a cluster of its own. scratch is reused.
func matroskaFrame(scratch []byte, ms int64, f *media.Frame) []byte {
	block := []byte{0x81, 0, 0, 0} // track 1, at the cluster's time
	if f.IsKey() {
		block[3] = 0x80
	}
	block = appendAnnexB(block, f.Data)
	body := number(nil, 0xe7, uint64(ms))
	body = element(body, 0xa3, block)
	return element(scratch[:0], 0x1f43b675, body)
}
