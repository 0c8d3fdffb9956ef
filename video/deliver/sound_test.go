package deliver_test

import (
	"bytes"
	"os/exec"
	"testing"

	"github.com/Eyevinn/mp4ff/mp4"

	"shiheng.internal/video/deliver"
	"shiheng.internal/video/media"
)

// aacFrames are four seconds of a tone in AAC at 16 kHz: 64 ms each.
func aacFrames(t *testing.T) (*media.Track, [][]byte) {
	t.Helper()
	out, err := exec.Command("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=f=440:d=8", "-ar", "16000", "-c:a", "aac",
		"-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "-").Output()
	if err != nil {
		t.Fatalf("ffmpeg must be installed: %v", err)
	}
	f, err := mp4.DecodeFile(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	entry := f.Init.Moov.Trak.Mdia.Minf.Stbl.Stsd.Mp4a
	track := &media.Track{ID: 2, Codec: media.AAC, SampleRate: 16000, Channels: int(entry.ChannelCount), Config: entry.Esds.DecConfigDescriptor.DecSpecificInfo.DecConfig}
	var frames [][]byte
	for _, s := range f.Segments {
		for _, frag := range s.Fragments {
			samples, err := frag.GetFullSamples(f.Init.Moov.Mvex.Trex)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range samples {
				frames = append(frames, s.Data)
			}
		}
	}
	return track, frames
}

// TestAAC passes AAC on untouched, bridges what got lost, and goes on without
// the track when the camera falls silent, since nothing can stand for it.
func TestAAC(t *testing.T) {
	track, frames := aacFrames(t)
	h := open(t, nil)
	cam := newCamera(t)
	v := use(t, clip264)
	begin, heard := cam.dts, 0
	send := func(from, to int, loses func(n int) bool) {
		for i := from; i < to; i++ {
			cam.send(v, i, i+1, nil)
			for at := begin + int64(heard)*5760; at < cam.dts; at = begin + int64(heard)*5760 {
				if !loses(heard) {
					cam.publish(cam.frame(track, frames[heard], at, at, 0))
				}
				heard++
			}
		}
	}
	send(0, 10, func(int) bool { return false })
	h.sources.set(deliver.Main, cam.stream, deliver.Status{State: deliver.Playing})
	p := h.dial("/live?codecs=avc1,mp4a")
	first, _ := p.want("init")
	if first.Audio != "aac" || first.MIME != `video/mp4; codecs="avc1.42c00d,mp4a.40.2"` {
		t.Errorf("init says %+v", first)
	}
	got := p.frames(10 + 6)
	send(10, 60, func(n int) bool { return n%10 == 9 })
	got = append(got, p.frames(50+30)...)
	if pictures, sounds := decodes(t, got); pictures < 58 || sounds < 30 {
		t.Errorf("%d pictures and %d sounds decode", pictures, sounds)
	}
	all := samples(t, got)[2]
	for i, s := range all {
		if i > 0 && s.DecodeTime != all[i-1].DecodeTime+uint64(all[i-1].Dur) {
			t.Errorf("sound %d leaves a hole", i)
		}
	}
	if !bytes.Equal(all[0].Data, frames[0]) {
		t.Error("the sound is not what the camera sent")
	}
	send(60, 120, func(int) bool { return true })
	silent, _ := p.want("init")
	if silent.Audio != "" {
		t.Errorf("sound %q of a silent camera", silent.Audio)
	}
}
