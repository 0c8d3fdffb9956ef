package media_test

import (
	"bytes"
	"crypto/sha256"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/video/media"
)

// clips are real elementary streams of ffmpeg, 60 pictures of 128x96 each.
var clips = []struct {
	name   string
	codec  media.Codec
	frames int
}{
	{"h264.es", media.H264, 60},  // three slices a picture, AUD, SEI
	{"h265.es", media.H265, 60},  // AUD
	{"h265s.es", media.H265, 60}, // two slices a picture, AUD
	{"h264b.es", media.H264, 60}, // two B-frames between references
	{"h265b.es", media.H265, 60},
}

func clip(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// naive splits a byte stream the slow and plain way.
func naive(es []byte) [][]byte {
	var out [][]byte
	for i, part := range bytes.Split(es, []byte{0, 0, 1}) {
		if i > 0 {
			out = append(out, bytes.TrimRight(part, "\x00"))
		}
	}
	return out
}

// kept is a frame copied out of its slab.
type kept struct {
	media.Frame
	data []byte
}

// sink gathers frames and checks the promises every frame keeps.
type sink struct {
	t      testing.TB
	frames []kept
}

func (s *sink) emit(f *media.Frame) {
	if want := uint64(len(s.frames) + 1); f.Seq != want {
		s.t.Errorf("frame has number %d, want %d", f.Seq, want)
	}
	if f.Track == nil || f.Slab == nil || len(f.Data) == 0 {
		s.t.Fatalf("frame %d is incomplete: %+v", f.Seq, f)
	}
	s.frames = append(s.frames, kept{*f, bytes.Clone(f.Data)})
}

func (s *sink) nals(codec media.Codec) [][]byte {
	var out [][]byte
	for _, f := range s.frames {
		if f.Track.Codec == codec {
			for nal := range media.NALs(f.data) {
				out = append(out, nal)
			}
		}
	}
	return out
}

func hashes(nals [][]byte) [][32]byte {
	var out [][32]byte
	for _, n := range nals {
		if len(n) > 0 {
			out = append(out, sha256.Sum256(n))
		}
	}
	return out
}

func sameNALs(t testing.TB, got, want [][]byte) {
	t.Helper()
	g, w := hashes(got), hashes(want)
	if len(g) != len(w) {
		t.Fatalf("%d NAL units came out, want %d", len(g), len(w))
	}
	for i := range g {
		if g[i] != w[i] {
			t.Fatalf("NAL unit %d differs", i)
		}
	}
}

func build(t testing.TB) (*media.Builder, *sink, *media.Pool) {
	t.Helper()
	pool := media.NewPool()
	pool.Poison = !fuzzing(t)
	s := &sink{t: t}
	b, err := media.NewBuilder(media.BuilderConfig{Pool: pool, Emit: s.emit, SharedClock: true})
	if err != nil {
		t.Fatal(err)
	}
	return b, s, pool
}

var t0 = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// Cut positions make no difference: every NAL unit comes out as it went in.
func TestAnnexBKeepsEveryNAL(t *testing.T) {
	for _, c := range clips {
		for seed := range uint64(20) {
			es := clip(t, c.name)
			b, s, pool := build(t)
			l := b.Lane(media.CodecUnknown, media.Params{})
			random := rand.New(rand.NewPCG(seed, 1))
			most := []int{1, 3, 5, 100, 1400, 1 << 20}[seed%6]
			for rest := es; len(rest) > 0; {
				n := min(1+random.IntN(most), len(rest))
				l.AnnexB(rest[:n], 0xb9)
				rest = rest[n:]
			}
			b.Close()
			sameNALs(t, s.nals(c.codec), naive(es))
			if len(s.frames) != c.frames {
				t.Errorf("%s: %d frames, want %d", c.name, len(s.frames), c.frames)
			}
			if got := pool.Stats().Used; got != 0 {
				t.Errorf("%s: %d bytes of slabs not given back", c.name, got)
			}
		}
	}
}

// fuzzing: writing over whole slabs would be most of a fuzz run's time.
func fuzzing(t testing.TB) bool { return strings.HasPrefix(t.Name(), "Fuzz") }
