package rtpframe_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

var t0 = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// recorded is a frame copied out of its slab.
type recorded struct {
	media.Frame
	data []byte
}

type sink []recorded

func (s *sink) emit(f *media.Frame) { *s = append(*s, recorded{*f, bytes.Clone(f.Data)}) }

func (s sink) of(video bool) (out []recorded) {
	for _, f := range s {
		if f.Track.Codec.Video() == video {
			out = append(out, f)
		}
	}
	return out
}

func builder(t testing.TB) (*media.Builder, *sink) {
	t.Helper()
	s := &sink{}
	b, err := media.NewBuilder(media.BuilderConfig{Pool: media.NewPool(), Emit: s.emit, SharedClock: true})
	if err != nil {
		t.Fatal(err)
	}
	return b, s
}

// source reads a clip of package media as frames, 40 ms apart, each followed by
// 40 ms of G.711.
func source(t testing.TB, name string) []recorded {
	t.Helper()
	es, err := os.ReadFile(filepath.Join("../media/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	b, s := builder(t)
	l := b.Lane(media.CodecUnknown, media.Params{})
	l.At(media.Stamp{PTS: 90_000, HasPTS: true, Received: t0})
	l.AnnexB(es, 0)
	b.Close()
	sound := &media.Track{ID: 2, Codec: media.PCMA, SampleRate: 8000, Channels: 1}
	var out []recorded
	for i, f := range *s {
		out = append(out, f)
		audio := bytes.Repeat([]byte{byte(i)}, 320)
		out = append(out, recorded{media.Frame{Track: sound, PTS: f.DTS, DTS: f.DTS}, audio})
	}
	return out
}

// packets puts frames into PS over RTP, as a well-mannered device does.
func packets(t testing.TB, frames []recorded, cfg ps.MuxConfig) [][]byte {
	t.Helper()
	m := ps.NewMuxer(cfg)
	for _, f := range frames[:2] {
		if err := m.Declare(f.Track); err != nil {
			t.Fatal(err)
		}
	}
	p := rtpframe.Packetizer{Type: 96, SSRC: 0x1234, Seq: 65_500}
	var out [][]byte
	for _, f := range frames {
		f.Frame.Data = f.data
		pack, err := m.Append(nil, &f.Frame)
		if err != nil {
			t.Fatal(err)
		}
		err = p.Split(pack, uint32(f.PTS), func(b []byte) error {
			out = append(out, bytes.Clone(b))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func receive(t testing.TB, cfg rtpframe.Config, in [][]byte) (*rtpframe.Receiver, sink) {
	t.Helper()
	b, s := builder(t)
	cfg.Builder = b
	r, err := rtpframe.NewReceiver(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range in {
		r.Push(p, t0.Add(time.Duration(i)*5*time.Millisecond))
	}
	r.Close()
	b.Close()
	return r, *s
}

func same(t testing.TB, got, want []recorded) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d frames came out, want %d", len(got), len(want))
	}
	for i := range got {
		if !bytes.Equal(got[i].data, want[i].data) {
			t.Fatalf("frame %d differs", i)
		}
		if got[i].Flags != want[i].Flags {
			t.Errorf("frame %d has flags %b, want %b", i, got[i].Flags, want[i].Flags)
		}
		if a, b := got[i].PTS-got[0].PTS, want[i].PTS-want[0].PTS; a != b {
			t.Errorf("frame %d comes %d ticks after the first, want %d", i, a, b)
		}
	}
}

var clips = []string{"h264.es", "h265.es", "h264b.es", "h265b.es", "h265s.es"}

// What goes in as frames comes out the same after PS and RTP, whatever the
// sender leaves out.
func TestProgramStreamOverRTP(t *testing.T) {
	manners := []ps.MuxConfig{
		{}, {NoMap: true}, {MapOnce: true}, {MapAlways: true}, {NoSystemHeader: true},
		{ZeroLength: true}, {PESSize: 500}, {PESSize: 100, ZeroLength: true}, {NoMap: true, ZeroLength: true, NoSystemHeader: true},
		{NoTime: true},
	}
	for _, name := range clips {
		want := source(t, name)
		for _, m := range manners {
			t.Run(fmt.Sprintf("%s %+v", name, m), func(t *testing.T) {
				r, got := receive(t, rtpframe.Config{Window: 64}, packets(t, want, m))
				w := sink(want)
				same(t, got.of(true), w.of(true))
				same(t, got.of(false), w.of(false))
				if r.Kind() != rtpframe.PS {
					t.Errorf("payload is %v, want ps", r.Kind())
				}
				if s := r.Stats(); s.Lost+s.Duplicates+s.Malformed != 0 {
					t.Errorf("losses were counted: %+v", s)
				}
			})
		}
	}
}
