package sim

import (
	"math"
	"testing"
	"time"

	"shiheng.internal/sim/scene"
)

func TestLensObeys(t *testing.T) {
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	const half, full = 500 * time.Millisecond, time.Hour
	tests := []struct {
		name string
		cmd  string
		wait time.Duration
		want scene.View
	}{
		{"right at half speed", "A50F0101800000" + "36", half, scene.View{Pan: 0.1255, Zoom: 1}},
		{"left to the edge", "A50F0102FF0000B6", full, scene.View{Pan: -1, Zoom: 1}},
		{"up", "A50F010800FF00BC", half, scene.View{Pan: -1, Tilt: -0.25, Zoom: 1}},
		{"set preset 1", "A50F018100010037", half, scene.View{Pan: -1, Tilt: -0.5, Zoom: 1}}, // moves on
		{"zoom in", "A50F0110000020E5", 3 * time.Second, scene.View{Pan: -1, Tilt: -0.5, Zoom: 1.4}},
		{"stop", "A50F0100000000B5", full, scene.View{Pan: -1, Tilt: -0.5, Zoom: 1.4}},
		{"rubbish", "A50F", full, scene.View{Pan: -1, Tilt: -0.5, Zoom: 1.4}},
		{"call preset 1", "A50F018200010038", full, scene.View{Pan: -1, Tilt: -0.25, Zoom: 1}},
		{"call an unknown preset", "A50F018200020039", full, scene.View{Pan: -1, Tilt: -0.25, Zoom: 1}},
	}
	l, now := newLens(), start
	l.at(now)
	for _, tt := range tests {
		l.obey(now, tt.cmd, "")
		now = now.Add(tt.wait)
		got := l.at(now)
		if math.Abs(got.Pan-tt.want.Pan) > 0.01 || math.Abs(got.Tilt-tt.want.Tilt) > 0.01 || math.Abs(got.Zoom-tt.want.Zoom) > 0.01 {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestPictureText(t *testing.T) {
	var p Picture
	if err := p.UnmarshalText([]byte("h265 1280x720 15fps 1200k")); err != nil {
		t.Fatal(err)
	}
	if want := (Picture{Codec: 2, Width: 1280, Height: 720, Rate: 15, BitRate: 1_200_000, GOP: 30}); p != want {
		t.Errorf("got %+v, want %+v", p, want)
	}
	if err := p.UnmarshalText([]byte("h264 1920x1080 25fps 4m gop100")); err != nil || p.BitRate != 4_000_000 || p.GOP != 100 {
		t.Errorf("got %+v, %v", p, err)
	}
	for _, s := range []string{"", "vp8", "h264 641x360 15fps 400k", "h264 640x360 0fps 400k", "h264 640x360 15fps 400k gop", "h264 640 15fps 4k"} {
		if err := p.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("%q was taken: %+v", s, p)
		}
	}
}
