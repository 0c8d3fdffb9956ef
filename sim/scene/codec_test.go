package scene_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"os/exec"
	"testing"
	"time"

	"shiheng.internal/sim/scene"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// coded draws n pictures of a place and encodes them at 400 kbit/s.
func coded(t *testing.T, codec media.Codec, place scene.Place, n int) (stream []byte) {
	t.Helper()
	lab, err := picture.New(picture.Config{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := scene.New(scene.Config{Place: place, Camera: 7, Label: "CAM 07", Width: 640, Height: 360})
	if err != nil {
		t.Fatal(err)
	}
	spec := picture.Spec{Codec: codec, Width: 640, Height: 360, Rate: 15, GOP: 30, BitRate: 400_000}
	i := 0
	err = lab.Encode(t.Context(), spec, func(_ context.Context, buf []byte) error {
		if i == n {
			return io.EOF
		}
		view := scene.View{Pan: float64(i) / 100, Zoom: 1 + float64(i%60)/60} // moving, the hardest to code
		s.Draw(buf, view, uint32(i), noon.Add(time.Duration(i)*time.Second/15))
		i++
		return nil
	}, func(u picture.Unit) error {
		for nal := range media.NALs(u.Data) {
			stream = append(append(stream, 0, 0, 1), nal...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

func TestReadSurvivesCoding(t *testing.T) {
	const n = 60
	for codec, format := range map[media.Codec]string{media.H264: "h264", media.H265: "hevc"} {
		for _, place := range scene.Places() {
			t.Run(format+" "+string(place), func(t *testing.T) {
				t.Parallel()
				stream := coded(t, codec, place, n)
				if rate := len(stream) * 8 * 15 / n; rate > 480_000 {
					t.Errorf("%d bit/s", rate)
				}
				for _, size := range [][2]int{{640, 360}, {320, 180}, {960, 540}} {
					readAll(t, format, place, stream, size[0], size[1], n)
				}
			})
		}
	}
}

// readAll decodes a stream, scales it as a browser would and reads each picture.
func readAll(t *testing.T, format string, place scene.Place, stream []byte, w, h, n int) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", format, "-i", "pipe:0",
		"-vf", fmt.Sprintf("scale=%d:%d:flags=bilinear", w, h), "-fps_mode", "passthrough", "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1")
	cmd.Stdin = bytes.NewReader(stream)
	raw, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := len(raw) / (w * h); got != n {
		t.Fatalf("%s %s: got %d pictures, want %d", format, place, got, n)
	}
	for i := range n {
		img := &image.Gray{Pix: raw[i*w*h : (i+1)*w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
		got, err := scene.Read(img)
		want := scene.Mark{Camera: 7, Counter: uint32(i), Time: noon.Add((time.Duration(i) * time.Second / 15).Truncate(time.Millisecond)).Truncate(time.Millisecond)}
		if err != nil || got.Counter != want.Counter || got.Camera != 7 || got.Time.Sub(want.Time).Abs() > time.Millisecond {
			t.Errorf("%s %s at %dx%d: picture %d reads %+v, %v, want %+v", format, place, w, h, i, got, err, want)
		}
	}
}
