package picture_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// lab gives a Lab whose ffmpeg is there; the product's set-up installs it.
func lab(t testing.TB, c picture.Config) *picture.Lab {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Fatal("ffmpeg is not installed: make setup")
	}
	l, err := picture.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

var small = picture.Spec{Codec: media.H264, Width: 320, Height: 180, Rate: 15, GOP: 15, BitRate: 300_000}

// level is the luma of test picture i: steps that no coding confuses.
func level(i int) byte { return byte(40 + i%10*20) }

// pictures draws n plain pictures, one of each level in turn.
func pictures(n int) func(context.Context, []byte) error {
	i := 0
	return func(_ context.Context, buf []byte) error {
		if i == n {
			return io.EOF
		}
		luma := len(buf) * 2 / 3
		for k := range buf {
			buf[k] = 128
			if k < luma {
				buf[k] = level(i)
			}
		}
		i++
		return nil
	}
}

// encoded makes n pictures into access units.
func encoded(t testing.TB, l *picture.Lab, s picture.Spec, n int) []picture.Unit {
	t.Helper()
	var units []picture.Unit
	err := l.Encode(t.Context(), s, pictures(n), func(u picture.Unit) error {
		units = append(units, u)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return units
}

func TestProbe(t *testing.T) {
	a, err := lab(t, picture.Config{}).Probe(t.Context())
	if err != nil || !a.H264 || !a.H265 || !a.JPEG || a.Version == "" {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestProbeNamesWhatToInstall(t *testing.T) {
	for _, program := range []string{"no-such-ffmpeg", filepath.Join(t.TempDir(), "ffmpeg")} {
		_, err := lab(t, picture.Config{FFmpeg: program}).Probe(t.Context())
		var e *shiheng.Error
		if !errors.Is(err, shiheng.ErrUnavailable) || !errors.As(err, &e) || e.Code != "picture.missing" || e.Params["install"] != "ffmpeg" {
			t.Errorf("%s: got %v", program, err)
		}
	}
}

func TestEncodeGivesOneUnitPerPicture(t *testing.T) {
	l := lab(t, picture.Config{})
	for _, codec := range []media.Codec{media.H264, media.H265} {
		s := small
		s.Codec = codec
		units := encoded(t, l, s, 40)
		if len(units) != 40 {
			t.Fatalf("codec %v: got %d units, want 40", codec, len(units))
		}
		for i, u := range units {
			if u.Key != (i%s.GOP == 0) {
				t.Errorf("codec %v: unit %d: key is %v", codec, i, u.Key)
			}
			var sets int
			for nal := range media.NALs(u.Data) {
				if media.ReadNAL(codec, nal).Set != media.NoSet {
					sets++
				}
			}
			if u.Key && sets < 2 {
				t.Errorf("codec %v: key unit %d has %d parameter sets", codec, i, sets)
			}
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	l := lab(t, picture.Config{})
	for _, change := range []func(*picture.Spec){
		func(s *picture.Spec) { s.Codec = media.AAC },
		func(s *picture.Spec) { s.Width = 321 },
		func(s *picture.Spec) { s.Rate = 0 },
		func(s *picture.Spec) { s.BitRate = -1 },
	} {
		s := small
		change(&s)
		if err := l.Encode(t.Context(), s, pictures(1), nil); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%+v: got %v", s, err)
		}
	}
}

func TestEncodeEndsWithEitherSide(t *testing.T) {
	l := lab(t, picture.Config{})
	broken := errors.New("broken")
	err := l.Encode(t.Context(), small, func(context.Context, []byte) error { return broken }, func(picture.Unit) error { return nil })
	if !errors.Is(err, broken) {
		t.Errorf("draw: got %v", err)
	}
	err = l.Encode(t.Context(), small, pictures(1000), func(picture.Unit) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("emit: got %v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	err = l.Encode(ctx, small, func(ctx context.Context, buf []byte) error {
		cancel(broken)
		<-ctx.Done()
		return ctx.Err()
	}, func(picture.Unit) error { return nil })
	if !errors.Is(err, broken) {
		t.Errorf("context: got %v", err)
	}
	noChildren(t)
}

func TestEncodeReportsACrash(t *testing.T) {
	l := lab(t, picture.Config{})
	err := l.Encode(t.Context(), small, func(ctx context.Context, buf []byte) error {
		for _, pid := range children(t) {
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Error(err)
			}
		}
		<-ctx.Done() // ends with the child
		return ctx.Err()
	}, func(picture.Unit) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "killed") {
		t.Errorf("got %v", err)
	}
	noChildren(t)
}

func TestErrorCarriesWhatFFmpegSaid(t *testing.T) {
	l := lab(t, picture.Config{})
	_, err := l.Clip(t.Context(), filepath.Join(t.TempDir(), "absent.mp4"))
	if err == nil || !strings.Contains(err.Error(), "No such file") {
		t.Errorf("got %v", err)
	}
}

// frameOf wraps a unit as the hub would hand it out.
func frameOf(t testing.TB, p *media.Pool, track *media.Track, u picture.Unit, pts int64) *media.Frame {
	t.Helper()
	slab, err := p.Get(len(u.Data))
	if err != nil {
		t.Fatal(err)
	}
	f := &media.Frame{Track: track, PTS: pts, DTS: pts, Received: time.Unix(0, pts), Data: slab.Bytes()[:copy(slab.Bytes(), u.Data)], Slab: slab}
	if u.Key {
		f.Flags = media.Key
	}
	return f
}

// trackOf declares the parameter sets found in a key unit.
func trackOf(codec media.Codec, u picture.Unit) *media.Track {
	track := &media.Track{ID: 1, Codec: codec, Generation: 1, Width: small.Width, Height: small.Height}
	for nal := range media.NALs(u.Data) {
		switch media.ReadNAL(codec, nal).Set {
		case media.VPS:
			track.VPS = append(track.VPS, nal)
		case media.SPS:
			track.SPS = append(track.SPS, nal)
		case media.PPS:
			track.PPS = append(track.PPS, nal)
		}
	}
	return track
}

// bare leaves only the slices of a unit, as of a source that keeps its
// parameter sets out of band.
func bare(codec media.Codec, u picture.Unit) picture.Unit {
	out := picture.Unit{Key: u.Key}
	for nal := range media.NALs(u.Data) {
		if media.ReadNAL(codec, nal).Slice {
			out.Data = append(out.Data, byte(len(nal)>>24), byte(len(nal)>>16), byte(len(nal)>>8), byte(len(nal)))
			out.Data = append(out.Data, nal...)
		}
	}
	return out
}

func lumaOf(img image.Image) int {
	r, g, b, _ := img.At(img.Bounds().Dx()/2, img.Bounds().Dy()/2).RGBA()
	return int((299*r + 587*g + 114*b) / 1000 >> 8)
}

func TestSnapshot(t *testing.T) {
	l, pool := lab(t, picture.Config{}), media.NewPool()
	for _, codec := range []media.Codec{media.H264, media.H265} {
		s := small
		s.Codec = codec
		units := encoded(t, l, s, 31)
		f := frameOf(t, pool, trackOf(codec, units[15]), bare(codec, units[15]), 0)
		for _, width := range []int{0, 160, 4000} {
			data, err := l.Snapshot(t.Context(), f, width)
			if err != nil {
				t.Fatalf("codec %v: %v", codec, err)
			}
			img, err := jpeg.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			want := 320
			if width == 160 {
				want = 160
			}
			if img.Bounds().Dx() != want {
				t.Errorf("width %d: got %d", width, img.Bounds().Dx())
			}
			// limited-range luma 140 is (140-16)*255/219 in full range
			if got, want := lumaOf(img), (int(level(15))-16)*255/219; got < want-6 || got > want+6 {
				t.Errorf("codec %v: luma is %d, want about %d", codec, got, want)
			}
		}
		f.Flags = 0
		if _, err := l.Snapshot(t.Context(), f, 0); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("not a key frame: got %v", err)
		}
		f.Slab.Release()
	}
	noChildren(t)
}

func TestSnapshotOfGarbage(t *testing.T) {
	l, pool := lab(t, picture.Config{}), media.NewPool()
	f := frameOf(t, pool, &media.Track{ID: 1, Codec: media.H264}, picture.Unit{Key: true, Data: []byte{0, 0, 0, 4, 0x65, 1, 2, 3}}, 0)
	defer f.Slab.Release()
	if _, err := l.Snapshot(t.Context(), f, 0); err == nil {
		t.Error("got a picture of garbage")
	}
}

func TestClipKeepsTheNALUnits(t *testing.T) {
	l := lab(t, picture.Config{})
	for _, codec := range []media.Codec{media.H264, media.H265} {
		s := small
		s.Codec = codec
		units := encoded(t, l, s, 30)
		name, format := "clip.h264", "h264"
		if codec == media.H265 {
			name, format = "clip.h265", "hevc"
		}
		file := filepath.Join(t.TempDir(), name)
		var stream []byte
		for _, u := range units {
			for nal := range media.NALs(u.Data) {
				stream = append(append(stream, 0, 0, 1), nal...)
			}
		}
		if err := os.WriteFile(file, stream, 0o600); err != nil {
			t.Fatal(err)
		}
		boxed := file + ".mkv"
		out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-framerate", "15", "-f", format, "-i", file, "-c", "copy", boxed).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, path := range []string{file, boxed} {
			c, err := l.Clip(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if c.Codec != codec || c.Width != 320 || len(c.Units) != 30 {
				t.Fatalf("%s: codec %v, %d wide, %d units", path, c.Codec, c.Width, len(c.Units))
			}
			for i, u := range c.Units {
				if got, want := slices(codec, u.Unit), slices(codec, units[i]); got != want {
					t.Errorf("%s: unit %d differs", path, i)
				}
			}
			if path == boxed && (c.Units[15].PTS < 89_000 || c.Units[15].PTS > 91_000) {
				t.Errorf("picture 15 of 15 per second is at %d", c.Units[15].PTS)
			}
		}
	}
}

// slices is the digest of a unit's coded pictures.
func slices(codec media.Codec, u picture.Unit) [32]byte { return sha256.Sum256(bare(codec, u).Data) }

// children lists our child processes.
func children(t testing.TB) []int {
	t.Helper()
	dirs, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, d := range dirs {
		stat, err := os.ReadFile(d)
		if err != nil {
			continue // it ended meanwhile
		}
		_, rest, _ := strings.Cut(string(stat), ") ")
		words := strings.Fields(rest)
		if len(words) > 1 && words[1] == strconv.Itoa(os.Getpid()) {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(d)))
			if err != nil {
				t.Fatal(err)
			}
			pids = append(pids, pid)
		}
	}
	return pids
}

func noChildren(t testing.TB) {
	t.Helper()
	if pids := children(t); len(pids) > 0 {
		t.Errorf("children left: %v", pids)
	}
}

func BenchmarkEncodeH264(b *testing.B) { benchmarkEncode(b, media.H264) }
func BenchmarkEncodeH265(b *testing.B) { benchmarkEncode(b, media.H265) }

func benchmarkEncode(b *testing.B, codec media.Codec) {
	l := lab(b, picture.Config{})
	s := picture.Spec{Codec: codec, Width: 640, Height: 360, Rate: 15, GOP: 30, BitRate: 400_000}
	if err := l.Encode(b.Context(), s, pictures(b.N), func(picture.Unit) error { return nil }); err != nil {
		b.Fatal(err)
	}
}
