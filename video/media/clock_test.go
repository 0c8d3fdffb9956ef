package media_test

import (
	"testing"
	"time"

	"shiheng.internal/video/media"
)

func TestUnwrap(t *testing.T) {
	tests := []struct {
		last int64
		raw  uint64
		bits uint
		want int64
	}{
		{0, 5, 32, 5},
		{1<<32 - 10, 5, 32, 1<<32 + 5},
		{1<<32 + 5, 1<<32 - 10, 32, 1<<32 - 10},
		{1<<33 - 1, 0, 33, 1 << 33},
		{5 << 33, 7, 33, 5<<33 + 7},
		{5<<33 + 7, 1<<33 - 1, 33, 5<<33 - 1},
	}
	for _, tt := range tests {
		if got := media.Unwrap(tt.last, tt.raw, tt.bits); got != tt.want {
			t.Errorf("Unwrap(%d, %d, %d) = %d, want %d", tt.last, tt.raw, tt.bits, got, tt.want)
		}
	}
}

// at is a frame's time as its source has it, and when it came.
type at struct {
	pts int64
	ms  int
}

func times(t *testing.T, in []at) []kept {
	t.Helper()
	b, s, _ := build(t)
	l := b.Lane(media.H264, media.Params{SPS: [][]byte{sps264}, PPS: [][]byte{pps264}})
	for _, a := range in {
		l.At(media.Stamp{PTS: a.pts, HasPTS: a.pts >= 0, Received: t0.Add(time.Duration(a.ms) * time.Millisecond)})
		l.NAL(slice(10))
	}
	b.Close()
	if len(s.frames) != len(in) {
		t.Fatalf("%d frames, want %d", len(s.frames), len(in))
	}
	return s.frames
}

// The timeline has no leaps, whatever the source's clock does.
func TestClock(t *testing.T) {
	const f = 3600
	tests := []struct {
		name string
		in   []at
		want []int64 // PTS behind the first
		gaps []int   // frames that say so
	}{
		{"steady", []at{{9e5, 0}, {9e5 + f, 40}, {9e5 + 2*f, 80}}, []int64{0, f, 2 * f}, nil},
		{"clock set forward", []at{{9e5, 0}, {9e5 + f, 40}, {9e9, 80}, {9e9 + f, 120}}, []int64{0, f, 2 * f, 3 * f}, []int{2}},
		{"clock set back", []at{{9e9, 0}, {9e9 + f, 40}, {9e5, 80}, {9e5 + f, 120}}, []int64{0, f, 2 * f, 3 * f}, []int{2}},
		{"a real pause", []at{{9e5, 0}, {9e5 + f, 40}, {9e5 + 90_000*10, 10_000}, {9e5 + 90_000*10 + f, 10_040}}, []int64{0, f, 900_000, 900_000 + f}, nil},
		{"a pause and another clock", []at{{9e9, 0}, {9e9 + f, 40}, {0, 10_000}, {f, 10_040}}, []int64{0, f, 900_000, 900_000 + f}, []int{2}},
		{"no time at all", []at{{-1, 0}, {-1, 40}, {-1, 80}}, []int64{0, f, 2 * f}, nil},
		{"always the same time", []at{{9e5, 0}, {9e5, 40}, {9e5, 80}}, []int64{0, f, 2 * f}, nil},
		{"one a ten seconds", []at{{9e5, 0}, {9e5 + 900_000, 10_000}, {9e5 + 1_800_000, 20_000}}, []int64{0, 900_000, 1_800_000}, nil},
	}
	for _, tt := range tests {
		got := times(t, tt.in)
		for i, g := range got {
			if d := g.PTS - got[0].PTS; d != tt.want[i] {
				t.Errorf("%s: frame %d comes %d ticks after the first, want %d", tt.name, i, d, tt.want[i])
			}
			if i > 0 && g.DTS <= got[i-1].DTS {
				t.Errorf("%s: DTS of frame %d does not grow", tt.name, i)
			}
			gap := false
			for _, n := range tt.gaps {
				gap = gap || n == i
			}
			if (g.Flags&media.Gap != 0) != gap {
				t.Errorf("%s: frame %d has flags %b", tt.name, i, g.Flags)
			}
		}
	}
}

// With B-frames decoding times grow, and from the second group on none lies
// behind its presentation time.
func TestReorderedPictures(t *testing.T) {
	var in []at
	now := 0
	for gop := range int64(4) {
		for _, n := range []int64{0, 3, 1, 2, 6, 4, 5, 9, 7, 8} {
			in = append(in, at{900_000 + (gop*10+n)*3600, now})
			now += 40
		}
	}
	for i, g := range times(t, in) {
		if i > 10 && g.DTS > g.PTS {
			t.Errorf("frame %d is decoded at %d and shown at %d", i, g.DTS, g.PTS)
		}
		if i > 10 && g.PTS-g.DTS > 5*3600 {
			t.Errorf("frame %d is decoded %d ticks early", i, g.PTS-g.DTS)
		}
	}
}

// Two tracks whose clocks leap together stay together.
func TestLeapOfTwoTracks(t *testing.T) {
	b, s, _ := build(t)
	video := b.Lane(media.H264, media.Params{SPS: [][]byte{sps264}, PPS: [][]byte{pps264}})
	sound := b.Lane(media.PCMA, media.Params{})
	for i := range 20 {
		pts := int64(900_000 + i*3600)
		if i >= 10 {
			pts += 1 << 30
		}
		st := media.Stamp{PTS: pts, HasPTS: true, Received: t0.Add(time.Duration(i) * 40 * time.Millisecond)}
		video.At(st)
		video.NAL(slice(10))
		sound.At(st)
		sound.Piece(make([]byte, 320))
		sound.EndPiece()
	}
	b.Close()
	seen := map[int64]int{}
	for _, f := range s.frames {
		seen[f.PTS]++
	}
	for pts, n := range seen {
		if n != 2 {
			t.Errorf("at %d there are %d frames", pts, n)
		}
	}
}
