package scene_test

import (
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/image/draw"
	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/sim/scene"
)

var noon = time.Date(2026, 11, 23, 4, 5, 6, 789e6, time.UTC)

// wrapped is planar YUV 4:2:0.
func wrapped(buf []byte, w, h int) *image.YCbCr {
	n := w * h
	return &image.YCbCr{
		Y: buf[:n], Cb: buf[n : n+n/4], Cr: buf[n+n/4:], YStride: w, CStride: w / 2,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, w, h),
	}
}

func drawn(t testing.TB, c scene.Config, v scene.View, counter uint32, at time.Time) *image.YCbCr {
	t.Helper()
	s, err := scene.New(c)
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, c.Width*c.Height*3/2)
	s.Draw(buf, v, counter, at)
	return wrapped(buf, c.Width, c.Height)
}

func TestReadEveryPlaceAndSize(t *testing.T) {
	for i, place := range scene.Places() {
		for _, size := range [][2]int{{640, 360}, {1280, 720}, {320, 180}, {704, 576}, {192, 108}} {
			c := scene.Config{Place: place, Camera: uint8(i + 1), Label: "CAM", Width: size[0], Height: size[1]}
			got, err := scene.Read(drawn(t, c, scene.View{Pan: 0.3, Tilt: -1, Zoom: 1 + float64(i)}, 77, noon))
			want := scene.Mark{Camera: uint8(i + 1), Counter: 77, Time: noon}
			if err != nil || got != want {
				t.Errorf("%s %v: got %+v, %v, want %+v", place, size, got, err, want)
			}
		}
	}
}

func TestReadScaledPicture(t *testing.T) {
	src := drawn(t, scene.Config{Place: scene.Street, Camera: 9, Width: 640, Height: 360}, scene.View{}, 123456, noon)
	for _, size := range [][2]int{{1920, 1080}, {853, 480}, {400, 225}, {213, 120}} {
		dst := image.NewRGBA(image.Rect(0, 0, size[0], size[1]))
		draw.ApproxBiLinear.Scale(dst, dst.Rect, src, src.Rect, draw.Src, nil)
		got, err := scene.Read(dst)
		if err != nil || got.Counter != 123456 || got.Camera != 9 {
			t.Errorf("%v: got %+v, %v", size, got, err)
		}
	}
}

func TestReadAnyMark(t *testing.T) {
	s, err := scene.New(scene.Config{Place: scene.Lobby, Camera: 255, Width: 320, Height: 180})
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 320*180*3/2)
	rapid.Check(t, func(t *rapid.T) {
		want := scene.Mark{
			Camera:  255,
			Counter: rapid.Uint32Range(0, 1<<28-1).Draw(t, "counter"),
			Time:    time.UnixMilli(rapid.Int64Range(0, 1<<44-1).Draw(t, "ms")).UTC(),
		}
		s.Draw(buf, scene.View{}, want.Counter, want.Time)
		if got, err := scene.Read(wrapped(buf, 320, 180)); err != nil || got != want {
			t.Fatalf("got %+v, %v, want %+v", got, err, want)
		}
	})
}

func TestReadRefusesOtherPictures(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 640, 360))
	damaged := drawn(t, scene.Config{Place: scene.Gate, Width: 640, Height: 360}, scene.View{}, 5, noon)
	for y := 340; y < 344; y++ { // flips one cell of the upper row
		for x := 0; x < 13; x++ {
			damaged.Y[y*640+x] = 255
		}
	}
	noise := image.NewGray(image.Rect(0, 0, 640, 360))
	for i := range noise.Pix {
		noise.Pix[i] = byte(i * i >> 7)
	}
	for name, img := range map[string]image.Image{"grey": grey, "damaged": damaged, "noise": noise, "empty": image.NewGray(image.Rectangle{})} {
		if got, err := scene.Read(img); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%s: got %+v, %v, want ErrInvalid", name, got, err)
		}
	}
}

func TestViewMovesThePicture(t *testing.T) {
	c := scene.Config{Place: scene.Street, Width: 640, Height: 360}
	middle := drawn(t, c, scene.View{}, 1, noon)
	for _, v := range []scene.View{{Pan: -1}, {Pan: 1}, {Tilt: 0.5}, {Zoom: 2}, {Pan: 0.1, Zoom: 4}} {
		other, changed := drawn(t, c, v, 1, noon), 0
		for i := 640 * 100; i < 640*330; i++ {
			if middle.Y[i] != other.Y[i] {
				changed++
			}
		}
		if changed < 640*230/10 {
			t.Errorf("%+v: only %d pixels differ", v, changed)
		}
	}
}

func TestThingsMove(t *testing.T) {
	for _, place := range scene.Places() {
		c := scene.Config{Place: place, Width: 640, Height: 360}
		a, b := drawn(t, c, scene.View{}, 1, noon), drawn(t, c, scene.View{}, 1, noon.Add(time.Second))
		changed := 0
		for i := 640 * 60; i < 640*330; i++ {
			if a.Y[i] != b.Y[i] {
				changed++
			}
		}
		if changed < 200 {
			t.Errorf("%s: only %d pixels moved in a second", place, changed)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []scene.Config{
		{Place: "moon", Width: 640, Height: 360},
		{Place: scene.Street, Width: 641, Height: 360},
		{Place: scene.Street, Width: 64, Height: 36},
	} {
		if _, err := scene.New(c); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%+v: got %v", c, err)
		}
	}
}

// TestLook writes the places as PNG files for people when asked to.
func TestLook(t *testing.T) {
	dir := os.Getenv("SCENE_LOOK")
	if dir == "" {
		t.Skip("SCENE_LOOK names no directory to draw into")
	}
	for i, place := range scene.Places() {
		img := drawn(t, scene.Config{Place: place, Camera: uint8(i), Label: "CAM 0" + string(rune('1'+i)), Width: 640, Height: 360}, scene.View{}, 42, noon)
		out := image.NewRGBA(img.Rect)
		draw.Draw(out, img.Rect, img, image.Point{}, draw.Src)
		f, err := os.Create(filepath.Join(dir, string(place)+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, out); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzRead(f *testing.F) {
	good := drawn(f, scene.Config{Place: scene.Gate, Width: 192, Height: 108}, scene.View{}, 5, noon)
	f.Add(good.Y, 192)
	f.Add([]byte{1, 2, 3}, 1)
	f.Fuzz(func(t *testing.T, pix []byte, width int) {
		if width <= 0 || width > len(pix) {
			return
		}
		img := &image.Gray{Pix: pix, Stride: width, Rect: image.Rect(0, 0, width, len(pix)/width)}
		_, _ = scene.Read(img)
	})
}

func BenchmarkDraw(b *testing.B) {
	s, err := scene.New(scene.Config{Place: scene.Street, Label: "CAM 1", Width: 640, Height: 360})
	if err != nil {
		b.Fatal(err)
	}
	buf := make([]byte, 640*360*3/2)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Draw(buf, scene.View{}, uint32(i), noon.Add(time.Duration(i)*time.Millisecond*66))
	}
}
