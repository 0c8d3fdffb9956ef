package ps_test

import (
	"bytes"
	"testing"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
)

// AAC travels with ADTS headers and comes out raw, with its configuration.
func TestAACThroughPS(t *testing.T) {
	video := frames(t, "h264.es")
	sound := &media.Track{ID: 2, Codec: media.AAC, SampleRate: 16000, Channels: 2, Config: []byte{0x14, 0x10}}
	m := ps.NewMuxer(ps.MuxConfig{})
	if err := m.Declare(sound); err != nil {
		t.Fatal(err)
	}
	var in []byte
	var want [][]byte
	for i, f := range video {
		f.Frame.Data = f.data
		in, _ = m.Append(in, &f.Frame)
		au := bytes.Repeat([]byte{byte(i), 0xff}, 50+i)
		want = append(want, au)
		var err error
		in, err = m.Append(in, &media.Frame{Track: sound, PTS: f.DTS + 500, DTS: f.DTS + 500, Data: au})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, _, got := read(t, in, 777)
	n := 0
	for _, f := range got {
		if f.Track.Codec != media.AAC {
			continue
		}
		if !bytes.Equal(f.data, want[n]) {
			t.Fatalf("access unit %d differs", n)
		}
		if f.Track.SampleRate != 16000 || f.Track.Channels != 2 || !bytes.Equal(f.Track.Config, sound.Config) {
			t.Fatalf("track is %+v", f.Track)
		}
		n++
	}
	if n != len(want) {
		t.Errorf("%d access units, want %d", n, len(want))
	}
	sameNALs(t, nals(got), nals(video))
}

// A camera that is switched from H.264 to H.265 goes on as a new generation of
// the same track, whether its map says so, says it late, or says nothing.
func TestChangeOfCoding(t *testing.T) {
	h264, h265 := frames(t, "h264.es"), frames(t, "h265.es")
	for i := range h265 {
		h265[i].PTS += 60 * 3600
		h265[i].DTS += 60 * 3600
		h265[i].Frame.Flags &= media.Key
	}
	for _, cfg := range []ps.MuxConfig{{}, {MapAlways: true}, {NoMap: true}} {
		m := ps.NewMuxer(cfg)
		var in []byte
		for _, f := range append(append([]kept{}, h264...), h265...) {
			f.Frame.Data = f.data
			var err error
			if in, err = m.Append(in, &f.Frame); err != nil {
				t.Fatal(err)
			}
		}
		_, _, got := read(t, in, 1400)
		sameNALs(t, nals(got), append(nals(h264), nals(h265)...))
		last := got[len(got)-1].Track
		if last.Codec != media.H265 || last.ID != 1 || last.Generation != 2 {
			t.Errorf("%+v: the last track is %+v", cfg, last)
		}
	}
}

// An opaque frame larger than a slab for sound is kept whole.
func TestLargePrivateFrame(t *testing.T) {
	box := bytes.Repeat([]byte("boxes "), 10_000)
	_, _, got := read(t, join(packHeader, psm(0x1b, 0xe0), pes(0xbd, 3600, box), pes(0xbd, 7200, box)), 1400)
	if len(got) != 2 || !bytes.Equal(got[0].data, box) || !bytes.Equal(got[1].data, box) {
		t.Fatalf("%d frames", len(got))
	}
}

// A coding that has no stream type is refused by name, and nothing is written.
func TestMuxRefuses(t *testing.T) {
	m := ps.NewMuxer(ps.MuxConfig{})
	out, err := m.Append(nil, &media.Frame{Track: &media.Track{ID: 1, Codec: media.Opus}, Data: []byte{1}})
	if err == nil || len(out) > 0 {
		t.Errorf("Opus gave %x, %v", out, err)
	}
}
