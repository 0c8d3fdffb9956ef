package record

import (
	"encoding/binary"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// tracksType names the box in which an init chunk keeps its tracks exactly as
// the source declared them, beside the moov that other tools read.
const tracksType = "\x53\x68\x69\x48\x65\x6e\x67\x54\xa1\x00\x4b\x01\x28\x18\x16\x80"

// appendTracks appends the tracks box.
func appendTracks(b []byte, tracks []*media.Track) []byte {
	start := len(b)
	b = append(b, 0, 0, 0, 0)
	b = append(b, "uuid"...)
	b = append(b, tracksType...)
	b = append(b, 1, byte(len(tracks)))
	be := binary.BigEndian
	for _, t := range tracks {
		b = append(b, t.ID, byte(t.Codec))
		b = be.AppendUint32(b, t.Generation)
		b = be.AppendUint32(b, uint32(t.Width))
		b = be.AppendUint32(b, uint32(t.Height))
		b = be.AppendUint32(b, uint32(t.SampleRate))
		b = be.AppendUint32(b, uint32(t.Channels))
		for _, set := range [][][]byte{t.VPS, t.SPS, t.PPS, {t.Config}} {
			b = append(b, byte(len(set)))
			for _, p := range set {
				b = be.AppendUint16(b, uint16(len(p)))
				b = append(b, p...)
			}
		}
	}
	be.PutUint32(b[start:], uint32(len(b)-start))
	return b
}

// A cursor over bytes that remembers when it ran out.
type bytesReader struct {
	b   []byte
	bad bool
}

func (r *bytesReader) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return make([]byte, min(n, 8))
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *bytesReader) u8() byte    { return r.take(1)[0] }
func (r *bytesReader) u32() uint32 { return binary.BigEndian.Uint32(r.take(4)) }

func (r *bytesReader) sets() [][]byte {
	var out [][]byte
	for range r.u8() {
		n := int(binary.BigEndian.Uint16(r.take(2)))
		p := append([]byte(nil), r.take(n)...)
		if r.bad {
			return nil
		}
		out = append(out, p)
	}
	return out
}

// parseTracks reads the body of a tracks box, behind its type.
func parseTracks(body []byte) ([]*media.Track, error) {
	r := &bytesReader{b: body}
	if v := r.u8(); v != 1 {
		return nil, shiheng.Unavailable("tracks.version", "version", uitoa(uint64(v)))
	}
	var out []*media.Track
	for range r.u8() {
		t := &media.Track{ID: r.u8(), Codec: media.Codec(r.u8()), Generation: r.u32()}
		t.Width, t.Height = int(int32(r.u32())), int(int32(r.u32()))
		t.SampleRate, t.Channels = int(int32(r.u32())), int(int32(r.u32()))
		t.VPS, t.SPS, t.PPS = r.sets(), r.sets(), r.sets()
		if c := r.sets(); len(c) > 0 && len(c[0]) > 0 {
			t.Config = c[0]
		}
		if r.bad {
			return nil, shiheng.Invalid("tracks.short")
		}
		out = append(out, t)
	}
	if len(r.b) != 0 {
		return nil, shiheng.Invalid("tracks.long")
	}
	return out, nil
}
