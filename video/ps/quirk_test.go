package ps_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"shiheng.internal/video/media"
)

// The building blocks of a hand-made stream.
var (
	packHeader = []byte("\x00\x00\x01\xba\x44\x00\x04\x00\x04\x01\x00\x00\x03\xf8")
	sps264     = []byte("\x67\x42\xc0\x1e\xda\x02\x80\xf6\x84\x00\x00\x03\x00\x04\x00\x00\x03\x00\xca\x3c\x58\xba\x80")
	pps264     = []byte("\x68\xce\x3c\x80")
	idr        = append([]byte("\x65\x88"), bytes.Repeat([]byte{0x5a}, 300)...)
	slice      = append([]byte("\x41\x9a"), bytes.Repeat([]byte{0xa5}, 200)...)
	slice2     = append([]byte("\x41\x4a"), bytes.Repeat([]byte{0xa7}, 200)...) // not the first of its picture
)

func annexB(nals ...[]byte) (out []byte) {
	for _, n := range nals {
		out = append(append(out, 0, 0, 0, 1), n...)
	}
	return out
}

// pes writes a PES packet; pts < 0 leaves the time out.
func pes(id byte, pts int, payload []byte) []byte {
	head := []byte{0x80, 0, 0}
	if pts >= 0 {
		head = []byte{0x80, 0x80, 5, 0x21 | byte(pts>>29&14), byte(pts >> 22), byte(pts>>14) | 1, byte(pts >> 7), byte(pts<<1) | 1}
	}
	return rawPES(id, len(head)+len(payload), head, payload)
}

func rawPES(id byte, length int, parts ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0, 0, 1, id}, uint16(length))
	return append(out, bytes.Join(parts, nil)...)
}

func psm(pairs ...byte) []byte {
	body := []byte{0xe0, 0xff, 0, 0, 0, byte(2 * len(pairs))}
	for i := 0; i < len(pairs); i += 2 {
		body = append(body, pairs[i], pairs[i+1], 0, 0)
	}
	return rawPES(0xbc, len(body)+4, body, []byte{0, 0, 0, 0})
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

var keyUnit = annexB(sps264, pps264, idr)

func head(pts int) []byte {
	h := pes(0xe0, pts, nil)
	return h[6:]
}

// quirks are streams of senders that get something wrong, with what must come
// out nevertheless (gb28181.md §19, §24).
var quirks = []struct {
	name   string
	in     []byte
	video  [][]byte // NAL units
	frames int      // of video
	other  []string // frames of other tracks
	codec  media.Codec
	check  func(t *testing.T, got []kept)
}{
	{
		name:  "well-mannered",
		in:    join(packHeader, psm(0x1b, 0xe0, 0x90, 0xc0), pes(0xe0, 3600, keyUnit), pes(0xc0, 3600, []byte("sound")), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2, other: []string{"sound"},
	},
	{
		name:  "PES of length 0",
		in:    join(packHeader, psm(0x1b, 0xe0), rawPES(0xe0, 0, head(3600), keyUnit), packHeader, rawPES(0xe0, 0, head(7200), annexB(slice)), packHeader, pes(0xe0, 10800, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice, slice}, frames: 3,
	},
	{
		name:  "PES of length 0, audio too",
		in:    join(packHeader, psm(0x1b, 0xe0, 0x90, 0xc0), rawPES(0xe0, 0, head(3600), keyUnit), rawPES(0xc0, 0, head(3600), []byte("a\x00\x00\x00b\x00\x00\x01")), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2, other: []string{"a\x00\x00\x00b\x00\x00\x01"},
	},
	{
		name:  "no map: parameter sets tell",
		in:    join(packHeader, pes(0xe0, 3600, keyUnit), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name:  "map says H.265 over H.264",
		in:    join(packHeader, psm(0x24, 0xe0), pes(0xe0, 3600, keyUnit), packHeader, psm(0x24, 0xe0), pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2, codec: media.H264,
	},
	{
		name: "AAC in ADTS without map",
		in: join(packHeader, pes(0xe0, 3600, keyUnit), pes(0xc0, 3600, []byte("\xff\xf1\x6c\x40\x01\x7f\xfcwxyz")),
			pes(0xc0, 7200, []byte("\xff\xf1\x6c\x40\x01\x7f\xfcWXYZ\xff\xf1\x6c\x40\x01\x7f\xfc1234"))),
		video: [][]byte{sps264, pps264, idr}, frames: 1, other: []string{"wxyz", "WXYZ", "1234"},
		check: func(t *testing.T, got []kept) {
			a := got[0]
			if a.Track.Codec != media.AAC || a.Track.SampleRate != 8000 || a.Track.Channels != 1 || !bytes.Equal(a.Track.Config, []byte{0x15, 0x88}) {
				t.Errorf("audio track is %+v", a.Track)
			}
		},
	},
	{
		name:  "G.711 without map",
		in:    join(packHeader, pes(0xc0, 0, []byte("0123456789")), packHeader, pes(0xc0, 0, []byte("9876543210"))),
		other: []string{"0123456789", "9876543210"},
		check: func(t *testing.T, got []kept) {
			if d := got[1].PTS - got[0].PTS; d != 10*90_000/8000 {
				t.Errorf("with a constant time the samples count: second frame comes %d ticks later", d)
			}
		},
	},
	{
		name:  "private streams are kept",
		in:    join(packHeader, psm(0x1b, 0xe0), pes(0xe0, 3600, keyUnit), pes(0xbd, 3600, []byte("boxes")), rawPES(0xbf, 4, []byte("more"))),
		video: [][]byte{sps264, pps264, idr}, frames: 1, other: []string{"boxes", "more"},
	},
	{
		name:  "stuffing in pack header, padding stream, zeros between packs",
		in:    join(packHeader[:13], []byte{0xfb, 1, 2, 3}, rawPES(0xbe, 3, []byte{255, 255, 255}), pes(0xe0, 3600, keyUnit), make([]byte, 9), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name:  "header length one too small",
		in:    join(packHeader, rawPES(0xe0, 9+len(keyUnit), head(3600), []byte{0xff}, keyUnit), packHeader, rawPES(0xe0, 9+len(annexB(slice)), head(7200), []byte{0xff}, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name: "header length one too large",
		in: join(packHeader, rawPES(0xe0, 8+len(keyUnit), []byte{0x80, 0x80, 6}, head(3600)[3:], keyUnit),
			packHeader, rawPES(0xe0, 7+len(annexB(slice)), []byte{0x80, 0x80, 6}, head(7200)[3:], annexB(slice)[1:])),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name:  "header without flags byte",
		in:    join(packHeader, rawPES(0xe0, 7+len(keyUnit), []byte{0x80, 5}, head(3600)[3:], keyUnit), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name:  "PES length too small, as when 16 bits overflow",
		in:    join(packHeader, rawPES(0xe0, 50, head(3600), keyUnit), packHeader, rawPES(0xe0, 20, head(7200), annexB(slice)), packHeader, pes(0xe0, 10800, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice, slice}, frames: 3,
	},
	{
		name:  "PES length too large",
		in:    join(packHeader, rawPES(0xe0, 5000, head(3600), keyUnit), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name: "one PES a slice, every set in its own pack",
		in: join(packHeader, pes(0xe0, 3600, annexB(sps264)), packHeader, pes(0xe0, 3600, annexB(pps264)), packHeader, pes(0xe0, 3600, annexB(idr)),
			packHeader, pes(0xe0, 7200, annexB(slice)), packHeader, pes(0xe0, 7200, annexB(slice2)), packHeader, pes(0xe0, 10800, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice, slice2, slice}, frames: 3,
	},
	{
		name:  "several access units in one PES",
		in:    join(packHeader, pes(0xe0, 3600, join(keyUnit, annexB(slice), annexB(slice, slice2))), packHeader, pes(0xe0, 14400, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice, slice, slice2, slice}, frames: 4,
	},
	{
		name:  "parameter sets before every picture, three-byte start codes",
		in:    join(packHeader, pes(0xe0, 3600, keyUnit), packHeader, pes(0xe0, 7200, join([]byte{0, 0, 1}, sps264, []byte{0, 0, 1}, pps264, []byte{0, 0, 1}, slice))),
		video: [][]byte{sps264, pps264, idr, sps264, pps264, slice}, frames: 2,
		check: func(t *testing.T, got []kept) {
			if got[1].IsKey() || got[1].Track != got[0].Track {
				t.Errorf("a P picture with parameter sets is no key frame and no new track")
			}
		},
	},
	{
		name:  "garbage before and between",
		in:    join([]byte("garbage\x00\x00\x01"), packHeader, pes(0xe0, 3600, keyUnit), packHeader, []byte("????"), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name:  "no PTS at all and no RTP time",
		in:    join(packHeader, pes(0xe0, -1, keyUnit), packHeader, pes(0xe0, -1, annexB(slice)), packHeader, pes(0xe0, -1, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice, slice}, frames: 3,
	},
	{
		name:  "map longer than a map may be, then a good one",
		in:    join(packHeader, rawPES(0xbc, 3000, make([]byte, 3000)), psm(0x1b, 0xe0), pes(0xe0, 3600, keyUnit)),
		video: [][]byte{sps264, pps264, idr}, frames: 1,
	},
	{
		name:  "map gives sound the type of video",
		in:    join(packHeader, psm(0x1b, 0xe0, 0x24, 0xc0), pes(0xe0, 3600, keyUnit), pes(0xc0, 3600, []byte("0123456789"))),
		video: [][]byte{sps264, pps264, idr}, frames: 1, other: []string{"0123456789"},
	},
	{
		name:  "map gives video the type of sound",
		in:    join(packHeader, psm(0x90, 0xe0), pes(0xe0, 3600, keyUnit), packHeader, pes(0xe0, 7200, annexB(slice))),
		video: [][]byte{sps264, pps264, idr, slice}, frames: 2,
	},
	{
		name:  "SVAC is kept as it is, split over PES",
		in:    join(packHeader, psm(0x80, 0xe0), pes(0xe0, 3600, []byte("first half,")), pes(0xe0, -1, []byte(" second")), packHeader, pes(0xe0, 7200, []byte("next"))),
		other: []string{"first half, second", "next"},
	},
}

func TestQuirks(t *testing.T) {
	for _, q := range quirks {
		t.Run(q.name, func(t *testing.T) {
			for _, step := range []int{1, 2, 5, 64, len(q.in)} {
				_, _, got := read(t, q.in, step)
				var video, other []kept
				for _, f := range got {
					if f.Track.Codec == media.H264 || f.Track.Codec == media.H265 {
						video = append(video, f)
					} else {
						other = append(other, f)
					}
				}
				sameNALs(t, nals(video), q.video)
				if len(video) != q.frames {
					t.Errorf("%d frames of video, want %d (cut to %d)", len(video), q.frames, step)
				}
				if len(other) != len(q.other) {
					t.Fatalf("%d other frames, want %d (cut to %d)", len(other), len(q.other), step)
				}
				for i, f := range other {
					if string(f.data) != q.other[i] {
						t.Errorf("frame %d is %q, want %q", i, f.data, q.other[i])
					}
				}
				for i, f := range video {
					if f.Flags&^media.Key != 0 || f.IsKey() != (i == 0) {
						t.Errorf("frame %d has flags %b", i, f.Flags)
					}
					if i > 0 && f.PTS-video[i-1].PTS != 3600 {
						t.Errorf("frame %d comes %d ticks after the one before", i, f.PTS-video[i-1].PTS)
					}
				}
				switch {
				case q.check == nil:
				case len(other) > 0:
					q.check(t, other)
				default:
					q.check(t, video)
				}
			}
		})
	}
}
