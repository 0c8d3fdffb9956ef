package mark_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver/mark"
	"shiheng.internal/video/media"
)

func key(t testing.TB, fill byte) *mark.Key {
	t.Helper()
	k, err := mark.NewKey(bytes.Repeat([]byte{fill}, mark.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func word(at time.Time) mark.Word {
	return mark.Word{
		Grant: shiheng.NewID[shiheng.GrantID](at), Session: shiheng.NewID[shiheng.SessionID](at), Camera: shiheng.NewID[shiheng.CameraID](at), At: at,
	}
}

var noon = time.Date(2026, 11, 27, 4, 0, 0, 0, time.UTC)

func TestKey(t *testing.T) {
	k := key(t, 1)
	w := word(noon)
	body := k.AppendBody(nil, w)
	if got, err := k.Open(append(body, 0x80)); err != nil || got != w {
		t.Errorf("opened %+v, %v; want %+v", got, err, w)
	}
	if again := k.AppendBody(nil, w); bytes.Equal(again, body) {
		t.Error("two marks of one word are alike: a nonce was used twice")
	}
	if _, err := key(t, 2).Open(body); !errors.Is(err, mark.ErrForeign) {
		t.Errorf("another house's mark: %v", err)
	}
	for i := range body {
		bent := slices.Clone(body)
		bent[i] ^= 0x20
		if got, err := k.Open(bent); err == nil {
			t.Errorf("byte %d changed, opened as %+v", i, got)
		}
	}
	if _, err := k.Open(body[:len(body)-1]); !errors.Is(err, mark.ErrForm) {
		t.Errorf("cut: %v", err)
	}
	if _, err := mark.NewKey(make([]byte, 16)); err == nil {
		t.Error("a short secret makes a key")
	}
}

// TestNAL: the unit has no start code in it, whatever the nonce and the word,
// and reads back.
func TestNAL(t *testing.T) {
	k := key(t, 3)
	for i := range 20_000 {
		w := mark.Word{At: time.UnixMilli(int64(i) << 8)} // ids of zeros: nothing but zeros to escape
		c := media.Codec(media.H264)
		if i%2 == 1 {
			c = media.H265
		}
		nal := k.AppendNAL(nil, c, w)
		for _, code := range [][]byte{{0, 0, 0}, {0, 0, 1}, {0, 0, 2}} {
			if bytes.Contains(nal, code) {
				t.Fatalf("%x lies in %x", code, nal)
			}
		}
		if nal[len(nal)-1] != 0x80 {
			t.Fatalf("%x does not end as SEI ends", nal)
		}
		found, err := mark.Scan(bytes.NewReader(nal), k)
		if err != nil || len(found.Sights) != 1 || !found.Sights[0].First.Equal(w.At) {
			t.Fatalf("mark %d reads back as %+v, %v", i, found, err)
		}
	}
	if got := k.AppendNAL(nil, media.AAC, mark.Word{}); len(got) != 0 {
		t.Errorf("sound was marked: %x", got)
	}
}

// unit joins NAL units with lengths.
func unit(nals ...[]byte) (out []byte) {
	for _, n := range nals {
		out = binary.BigEndian.AppendUint32(out, uint32(len(n)))
		out = append(out, n...)
	}
	return out
}

var (
	aud4, sps4, pps4, sei4 = []byte{9, 0xf0}, []byte{0x67, 1, 2}, []byte{0x68, 1}, []byte{6, 1, 1, 0, 0x80}
	prefix4, idr4          = []byte{14, 1, 2, 3}, []byte{0x65, 0x88, 1}
	vps5, sps5, pps5, idr5 = []byte{0x40, 1, 1}, []byte{0x42, 1, 1}, []byte{0x44, 1, 1}, []byte{0x26, 1, 0x80}
	sei5, suffix5          = []byte{0x4e, 1, 1, 1, 0, 0x80}, []byte{0x50, 1, 1, 1, 0, 0x80}
)

func TestPlace(t *testing.T) {
	for _, tt := range []struct {
		name  string
		codec media.Codec
		unit  []byte
		want  int
	}{
		{"slice alone", media.H264, unit(idr4), 0},
		{"behind what stands before the slice", media.H264, unit(aud4, sps4, pps4, sei4, idr4), len(unit(aud4, sps4, pps4, sei4))},
		{"before the first of several slices", media.H264, unit(sps4, idr4, idr4), len(unit(sps4))},
		{"not between a prefix and its slice", media.H264, unit(sps4, prefix4, idr4), len(unit(sps4))},
		{"H.265", media.H265, unit(vps5, sps5, pps5, sei5, idr5, suffix5), len(unit(vps5, sps5, pps5, sei5))},
		{"no slice", media.H264, unit(sps4, pps4), -1},
		{"nothing", media.H264, nil, -1},
		{"a length that does not fit", media.H264, append(unit(sps4), 0, 0, 0, 9, 1), -1},
		{"a length beyond all", media.H265, []byte{0xff, 0xff, 0xff, 0xff, 1}, -1},
	} {
		if got := mark.Place(tt.codec, tt.unit); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func onvif(size int) []byte {
	id := []byte{0x00, 0x5b, 0xc9, 0x3f, 0x2d, 0x71, 0x5e, 0x95, 0xad, 0xa4, 0x79, 0x6f, 0x90, 0x87, 0x7a, 0x6f}
	out := []byte{5}
	for n := size; ; n -= 255 {
		if n < 255 {
			out = append(out, byte(n))
			break
		}
		out = append(out, 0xff)
	}
	out = append(out, id...)
	return append(append(out, bytes.Repeat([]byte{7}, size-len(id))...), 0x80)
}

func TestSigned(t *testing.T) {
	other := []byte{6, 5, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 0x80}
	axis := append([]byte{6, 5, 17, 0x53, 0x69, 0x67, 0x6e}, append(make([]byte, 13), 0x80)...)
	for _, tt := range []struct {
		name  string
		codec media.Codec
		unit  []byte
		want  bool
	}{
		{"plain H.264", media.H264, unit(aud4, sps4, pps4, sei4, other, idr4), false},
		{"plain H.265", media.H265, unit(vps5, sps5, pps5, sei5, idr5, suffix5), false},
		{"ONVIF", media.H264, unit(sps4, append([]byte{6}, onvif(900)...), idr4), true},
		{"ONVIF behind another message", media.H264, unit(append([]byte{6, 1, 2, 9, 9}, onvif(40)...), idr4), true},
		{"ONVIF, H.265", media.H265, unit(append([]byte{0x4e, 1}, onvif(300)...), idr5), true},
		{"ONVIF, H.265, behind the picture", media.H265, unit(idr5, append([]byte{0x50, 1}, onvif(300)...)), true},
		{"its forerunner", media.H264, unit(axis, idr4), true},
		{"a maker's own type", media.H264, unit(idr4, []byte{0x1c, 1, 2}), true},
		{"a maker's own type, H.265", media.H265, unit(idr5, []byte{0x60, 1, 2}), true},
		{"our own mark", media.H264, unit(key(t, 9).AppendNAL(nil, media.H264, word(noon)), idr4), false},
	} {
		if got := mark.Signed(tt.codec, tt.unit); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// TestScan: marks are found whatever lies around them, wherever the reader's
// pieces end, and told from those of others and from forged ones.
func TestScan(t *testing.T) {
	k := key(t, 4)
	r := rand.New(rand.NewPCG(1, 2))
	a, b := word(noon), word(noon.Add(time.Hour))
	var file []byte
	noise := func(n int) {
		for range n {
			file = append(file, byte(r.Uint32()))
		}
	}
	for i := range 40 {
		noise(1<<16 + r.IntN(1<<15)) // past several pieces of the reader
		w := a
		if i%4 == 0 {
			w = b
		}
		w.At = w.At.Add(time.Duration(i) * time.Second)
		file = append(file, k.AppendNAL(nil, []media.Codec{media.H264, media.H265}[i%2], w)...)
	}
	file = append(file, key(t, 5).AppendNAL(nil, media.H264, a)...)
	forged := k.AppendNAL(nil, media.H264, a)
	forged[60] ^= 1
	file = append(file, forged...)
	whole := k.AppendNAL(nil, media.H264, a)
	file = append(file, whole[:50]...) // the file breaks off
	got, err := mark.Scan(bytes.NewReader(file), k)
	if err != nil {
		t.Fatal(err)
	}
	want := mark.Found{
		Sights: []mark.Sight{
			{Grant: b.Grant, Session: b.Session, Camera: b.Camera, First: b.At, Last: b.At.Add(36 * time.Second), Marks: 10},
			{Grant: a.Grant, Session: a.Session, Camera: a.Camera, First: a.At.Add(time.Second), Last: a.At.Add(39 * time.Second), Marks: 30},
		}, Foreign: 1, Broken: 2,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("found\n%+v, want\n%+v", got, want)
	}
}

// FuzzPlace: whatever the bytes, a place is at the beginning of a unit, and a
// mark put there leaves all other units as they were.
func FuzzPlace(f *testing.F) {
	f.Add(true, unit(aud4, sps4, pps4, sei4, idr4))
	f.Add(true, unit(sps4, prefix4, idr4))
	f.Add(false, unit(vps5, sps5, pps5, sei5, idr5, suffix5))
	f.Add(false, []byte{0xff, 0xff, 0xff, 0xff})
	k := key(f, 6)
	f.Fuzz(func(t *testing.T, h264 bool, data []byte) {
		c := media.Codec(media.H265)
		if h264 {
			c = media.H264
		}
		mark.Signed(c, data)
		at := mark.Place(c, data)
		if at < 0 {
			return
		}
		nal := k.AppendNAL(nil, c, mark.Word{At: noon})
		marked := slices.Concat(data[:at], unit(nal), data[at:])
		var rest, had [][]byte
		seen, slice := 0, false
		for n := range media.NALs(marked) {
			if bytes.Equal(n, nal) {
				seen++
				if slice {
					t.Error("the mark stands behind a slice")
				}
				continue
			}
			slice = slice || media.ReadNAL(c, n).Slice
			rest = append(rest, n)
		}
		for n := range media.NALs(data) {
			had = append(had, n)
		}
		if seen != 1 || !slices.EqualFunc(rest, had, bytes.Equal) {
			t.Errorf("at %d: %d marks, %d units of %d", at, seen, len(rest), len(had))
		}
	})
}

// FuzzScan: a file of any bytes is read to its end, and nothing in it opens
// that was not sealed.
func FuzzScan(f *testing.F) {
	k := key(f, 7)
	nal := k.AppendNAL(nil, media.H264, mark.Word{At: noon})
	f.Add(nal)
	f.Add(nal[:40])
	f.Add(append(slices.Clone(nal[:20]), nal...))
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := mark.Scan(bytes.NewReader(b), key(t, 8))
		if err != nil || len(found.Sights) != 0 {
			t.Errorf("found %+v, %v", found, err)
		}
	})
}

// BenchmarkMark is what a key frame costs more when it is marked.
func BenchmarkMark(b *testing.B) {
	k, w := key(b, 1), word(noon)
	data := unit(aud4, sps4, pps4, sei4, append(slices.Clone(idr4), make([]byte, 80_000)...))
	var room []byte
	b.ReportAllocs()
	for b.Loop() {
		if mark.Signed(media.H264, data) || mark.Place(media.H264, data) < 0 {
			b.Fatal("not taken")
		}
		room = k.AppendNAL(room[:0], media.H264, w)
	}
}
