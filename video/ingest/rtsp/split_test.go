package rtsp

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// parted is what a splitter made of some bytes.
type parted struct {
	text   string
	frames []string // channel and payload
}

// part feeds b to a splitter in pieces of the given size.
func part(b []byte, size int) (parted, *splitter, error) {
	var out parted
	s := newSplitter(
		func(t []byte) { out.text += string(t) },
		func(ch uint8, p []byte) { out.frames = append(out.frames, string(rune('0'+ch))+string(p)) },
	)
	for len(b) > 0 {
		n := copy(s.space(), b[:min(size, len(b))])
		b = b[n:]
		if err := s.filled(n); err != nil {
			return out, s, err
		}
	}
	return out, s, nil
}

func frame(ch byte, payload string) string {
	return string([]byte{'$', ch, byte(len(payload) >> 8), byte(len(payload))}) + payload
}

const (
	ok     = "RTSP/1.0 200 OK\r\nCSeq: 4\r\n\r\n"
	body   = "RTSP/1.0 200 OK\r\nCSeq: 5\r\ncontent-length:  7\r\n\r\n$\x00\x00\x01v=0"
	media1 = "\x80\x60\x00\x01payload"
)

// splits feeds the test and the fuzz target.
var splits = []struct {
	name string
	in   string
	want parted
}{
	{"text", ok, parted{text: ok}},
	{"text with a body that looks like a frame", body + ok, parted{text: body + ok}},
	{"bare line feeds", "RTSP/1.0 200 OK\nCSeq: 4\n\n", parted{text: "RTSP/1.0 200 OK\nCSeq: 4\n\n"}},
	{"frames", frame(0, media1) + frame(1, "\x80\xc8\x00\x06"), parted{frames: []string{"0" + media1, "1\x80\xc8\x00\x06"}}},
	{"frames around text", frame(0, media1) + ok + frame(2, media1), parted{text: ok, frames: []string{"0" + media1, "2" + media1}}},
	{"request of the server", "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n" + frame(0, media1),
		parted{text: "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n", frames: []string{"0" + media1}}},
	{"blank lines between", "\r\n\r\n" + ok + "\r\n" + frame(0, media1), parted{text: ok, frames: []string{"0" + media1}}},
	{"out of place", "leftover$\x00\x01" + frame(0, media1) + ok, parted{text: ok, frames: []string{"0" + media1}}},
	{"empty frame", frame(0, "") + frame(0, media1), parted{frames: []string{"0", "0" + media1}}},
}

func TestSplit(t *testing.T) {
	for _, tt := range splits {
		for _, size := range []int{1, 3, 1000} {
			got, _, err := part([]byte(tt.in), size)
			if err != nil || got.text != tt.want.text || strings.Join(got.frames, "|") != strings.Join(tt.want.frames, "|") {
				t.Errorf("%s in pieces of %d: got %q, %v; want %q", tt.name, size, got, err, tt.want)
			}
		}
	}
}

func TestSplitBounds(t *testing.T) {
	endless := "RTSP/1.0 200 OK\r\n" + strings.Repeat("X: y\r\n", maxHeader/6)
	if _, _, err := part([]byte(endless), 1000); !errors.Is(err, errText) {
		t.Errorf("a header without end: %v", err)
	}
	if _, _, err := part([]byte("RTSP/1.0 200 OK\r\nContent-Length: 9999999\r\n\r\n"), 1000); !errors.Is(err, errText) {
		t.Errorf("a body of ten megabytes: %v", err)
	}
	if n := contentLength([]byte("Content-Length: -1\r\n")); n != 0 {
		t.Errorf("negative length read as %d", n)
	}
}

// FuzzSplit looks for input that stops the splitter, or makes it depend on how
// the bytes were cut.
func FuzzSplit(f *testing.F) {
	for _, tt := range splits {
		f.Add([]byte(tt.in), 7)
	}
	f.Fuzz(func(t *testing.T, in []byte, size int) {
		size = 1 + int(uint(size)%2000)
		got, s, err := part(in, size)
		if len(s.space()) == 0 {
			t.Fatal("no space left")
		}
		whole, _, err2 := part(in, len(in)+1)
		if (err == nil) != (err2 == nil) {
			return // bounds are looked at when bytes come
		}
		if got.text != whole.text || !slicesEqual(got.frames, whole.frames) {
			t.Fatalf("in pieces of %d: %q, whole: %q", size, got, whole)
		}
		if !bytes.Contains(in, []byte{'$'}) && len(got.frames) > 0 {
			t.Fatal("a frame out of nothing")
		}
	})
}

func slicesEqual(a, b []string) bool { return strings.Join(a, "\x00|") == strings.Join(b, "\x00|") }
