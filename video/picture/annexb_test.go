package picture_test

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// streams are Annex B texts and the number of access units in them.
var streams = []struct {
	name  string
	codec media.Codec
	in    []byte
	units int
}{
	{"empty", media.H264, nil, 0},
	{"one slice", media.H264, []byte{0, 0, 0, 1, 0x65, 0x88, 1}, 1},
	{"two slices of one picture", media.H264, []byte{0, 0, 1, 0x65, 0x88, 1, 0, 0, 1, 0x65, 0x08, 2}, 1},
	{"two pictures", media.H264, []byte{0, 0, 1, 0x65, 0x88, 1, 0, 0, 0, 1, 0x41, 0x9a, 2}, 2},
	{"sets before the second", media.H264, []byte{0, 0, 1, 0x41, 0x88, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 1, 0, 0, 1, 0x65, 0x88}, 2},
	{"only a parameter set", media.H264, []byte{0, 0, 1, 0x67, 1, 2}, 0},
	{"trailing zeros", media.H264, []byte{0, 0, 1, 0x65, 0x88, 1, 0, 0, 0, 0, 0, 1, 0x41, 0x9a, 2, 0, 0}, 2},
	{"rubbish first", media.H264, []byte{9, 9, 9, 0, 0, 1, 0x65, 0x88, 1}, 1},
	{"two pictures of H.265", media.H265, []byte{0, 0, 1, 0x26, 1, 0x80, 1, 0, 0, 1, 2, 1, 0x80, 2}, 2},
	{"two slices of H.265", media.H265, []byte{0, 0, 1, 0x26, 1, 0x80, 1, 0, 0, 1, 0x26, 1, 0x20, 2}, 1},
}

func split(t testing.TB, r io.Reader, codec media.Codec) []picture.Unit {
	t.Helper()
	var out []picture.Unit
	for s := picture.NewSplitter(r, codec); ; {
		u, err := s.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, u)
	}
}

func TestSplitter(t *testing.T) {
	for _, tt := range streams {
		whole := split(t, bytes.NewReader(tt.in), tt.codec)
		if len(whole) != tt.units {
			t.Errorf("%s: got %d units, want %d", tt.name, len(whole), tt.units)
		}
		for i, u := range split(t, iotest.OneByteReader(bytes.NewReader(tt.in)), tt.codec) {
			if !bytes.Equal(u.Data, whole[i].Data) || u.Key != whole[i].Key {
				t.Errorf("%s: unit %d depends on how it is read", tt.name, i)
			}
		}
	}
}

func TestSplitterPassesErrorsOn(t *testing.T) {
	broken := errors.New("broken")
	s := picture.NewSplitter(io.MultiReader(bytes.NewReader([]byte{0, 0, 1, 0x65, 0x88}), iotest.ErrReader(broken)), media.H264)
	if _, err := s.Next(); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// FuzzSplitter checks that no bytes get lost or made up, however they are cut.
func FuzzSplitter(f *testing.F) {
	for _, tt := range streams {
		f.Add(tt.in, tt.codec == media.H265)
	}
	f.Fuzz(func(t *testing.T, in []byte, h265 bool) {
		codec := media.H264
		if h265 {
			codec = media.H265
		}
		whole := split(t, bytes.NewReader(in), codec)
		var again []byte
		for _, u := range whole {
			if len(u.Data) > len(in)+4*len(in) {
				t.Fatal("a unit longer than its source")
			}
			for nal := range media.NALs(u.Data) {
				again = append(append(again, 0, 0, 1), nal...)
			}
		}
		for i, u := range split(t, bytes.NewReader(again), codec) {
			if i >= len(whole) || !bytes.Equal(u.Data, whole[i].Data) {
				t.Fatalf("unit %d differs when written and read again", i)
			}
		}
	})
}
