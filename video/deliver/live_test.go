package deliver_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"

	"shiheng.internal/video/deliver"
)

// TestLive follows one viewer from the first message to decoded pictures.
func TestLive(t *testing.T) {
	h := open(t, nil)
	v := use(t, clip264)
	cam := newCamera(t)
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	cam.send(v, 0, 30, nil) // a key frame at 25: six frames are kept, five of them behind it
	p := h.dial("/live?codecs=avc1,opus")
	first, before := p.want("init")
	if len(before) > 0 {
		t.Errorf("%d bytes before the first init", len(before))
	}
	if first.MIME != `video/mp4; codecs="avc1.42c00d"` || first.Source != "main" || first.Codec != "h264" || first.Width != 320 || first.Height != 240 || first.Audio != "" || first.Transcoded || first.Mark != "officer wang" {
		t.Errorf("init says %+v", first)
	}
	got := p.frames(5)
	cam.send(v, 30, 60, nil)
	got = append(got, p.frames(30)...)
	if names := strings.Join(boxNames(got)[:4], " "); names != "ftyp moov moof mdat" {
		t.Errorf("bytes begin with %s", names)
	}
	if pictures, sounds := decodes(t, got); pictures != 35 || sounds != 0 {
		t.Errorf("%d pictures and %d sounds decode, want 35 and 0", pictures, sounds)
	}
	f, err := mp4.DecodeFile(bytes.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	i := 25
	for _, s := range f.Segments {
		for _, frag := range s.Fragments {
			samples, err := frag.GetFullSamples(f.Init.Moov.Mvex.Trex)
			if err != nil || len(samples) != 1 {
				t.Fatalf("fragment %d: %d samples, %v", i, len(samples), err)
			}
			if want := v.units[i]; !bytes.Equal(samples[0].Data, want.data) || samples[0].DecodeTime != uint64(i-25)*3600 || samples[0].IsSync() != want.key {
				t.Errorf("frame %d differs: at %d, key %v", i, samples[0].DecodeTime, samples[0].IsSync())
			}
			i++
		}
	}
}
