package ps_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
)

var (
	t0    = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	clips = []string{"h264.es", "h265.es", "h264b.es", "h265b.es", "h265s.es"}

	// lastPack is a pack with a packet of private stream 2.
	lastPack = []byte("\x00\x00\x01\xba\x44\x00\x04\x00\x04\x01\x00\x00\x03\xf8" +
		"\x00\x00\x01\xbf\x00\x08abcdefgh")
)

// kept is a frame copied out of its slab.
type kept struct {
	media.Frame
	data []byte
}

// read puts in through a demuxer, cut into pieces of step bytes.
func read(t testing.TB, in []byte, step int) (*ps.Demuxer, *media.Builder, []kept) {
	t.Helper()
	var out []kept
	b, err := media.NewBuilder(media.BuilderConfig{
		Pool: media.NewPool(), SharedClock: true,
		Emit: func(f *media.Frame) { out = append(out, kept{*f, bytes.Clone(f.Data)}) },
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := ps.New(b)
	if err != nil {
		t.Fatal(err)
	}
	for rest := in; len(rest) > 0; {
		n := min(step, len(rest))
		d.Push(rest[:n], ps.Arrival{Received: t0})
		rest = rest[n:]
	}
	d.Flush()
	b.Close()
	return d, b, out
}

// frames reads a clip of package media as frames.
func frames(t testing.TB, name string) []kept {
	t.Helper()
	es, err := os.ReadFile(filepath.Join("../media/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []kept
	b, err := media.NewBuilder(media.BuilderConfig{
		Pool: media.NewPool(),
		Emit: func(f *media.Frame) { out = append(out, kept{*f, bytes.Clone(f.Data)}) },
	})
	if err != nil {
		t.Fatal(err)
	}
	l := b.Lane(media.CodecUnknown, media.Params{})
	l.AnnexB(es, 0)
	b.Close()
	return out
}

// stream writes a clip as a program stream.
func stream(t testing.TB, name string, cfg ps.MuxConfig) []byte {
	t.Helper()
	return muxed(t, frames(t, name), cfg)
}

func muxed(t testing.TB, in []kept, cfg ps.MuxConfig) []byte {
	t.Helper()
	m := ps.NewMuxer(cfg)
	var out []byte
	for _, f := range in {
		f.Frame.Data = f.data
		var err error
		if out, err = m.Append(out, &f.Frame); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func nals(fs []kept) [][]byte {
	var out [][]byte
	for _, f := range fs {
		if f.Track.Codec.Video() {
			for nal := range media.NALs(f.data) {
				out = append(out, nal)
			}
		}
	}
	return out
}

func sameNALs(t testing.TB, got, want [][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d NAL units came out, want %d", len(got), len(want))
	}
	for i := range got {
		if !bytes.Equal(got[i], want[i]) {
			t.Fatalf("NAL unit %d differs: %x… want %x…", i, got[i][:min(8, len(got[i]))], want[i][:min(8, len(want[i]))])
		}
	}
}

// Where the stream is cut makes no difference.
func TestCutAnywhere(t *testing.T) {
	for _, name := range clips {
		want := nals(frames(t, name))
		for _, cfg := range []ps.MuxConfig{{}, {ZeroLength: true}, {PESSize: 333}, {PESSize: 97, ZeroLength: true, NoMap: true}} {
			in := stream(t, name, cfg)
			for _, step := range []int{1, 2, 3, 7, 188, 1400, len(in)} {
				d, _, got := read(t, in, step)
				sameNALs(t, nals(got), want)
				if s := d.Stats(); s.Resyncs > 1 || s.Skipped+s.BadLength+s.Shifted != 0 { // Flush counts one
					t.Errorf("%s cut to %d: oddities were counted: %+v", name, step, s)
				}
			}
		}
	}
}
