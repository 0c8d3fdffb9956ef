package deliver_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
	"shiheng.internal/video/deliver/mark"
	"shiheng.internal/video/media"
)

// markKey is the key of every test house.
func markKey(t testing.TB) *mark.Key {
	t.Helper()
	k, err := mark.NewKey(bytes.Repeat([]byte{0x5a}, mark.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// played is all of a tape as a player gets it.
func (v *tape) played(t *testing.T, codecs string, change func(*deliver.Config)) (*house, []byte) {
	t.Helper()
	h := open(t, func(c *deliver.Config) {
		c.Footage = v
		if change != nil {
			change(c)
		}
	})
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.to}
	p := h.dial("/playback?codecs=" + codecs)
	p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 1})
	_, got := p.want("idle")
	p.send(map[string]any{"type": "more", "until": 1000})
	_, rest := p.last()
	return h, append(got, rest...)
}

func sights(t *testing.T, content []byte) mark.Found {
	t.Helper()
	found, err := mark.Scan(bytes.NewReader(content), markKey(t))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestSessionMark: every key frame of delivered playback names grant, login and
// camera; ffmpeg decodes all pictures without a word and keeps the mark through
// re-packing; without the mark the units are the camera's, byte for byte.
func TestSessionMark(t *testing.T) {
	for _, tt := range []struct {
		name, codecs string
		codec        media.Codec
		clip         func() (*clip, error)
	}{
		{"H.264", "avc1,opus", media.H264, clip264},
		{"H.265", "hvc1,opus", media.H265, clip265},
		{"H.264 with B-frames", "avc1", media.H264, clipB},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := use(t, tt.clip)
			v := newTape(t, c)
			h, got := v.played(t, tt.codecs, nil)
			if pictures, _ := decodes(t, got); pictures != 400 {
				t.Errorf("%d pictures decode, want 400", pictures)
			}
			found := sights(t, got)
			if len(found.Sights) != 1 || found.Broken+found.Foreign != 0 {
				t.Fatalf("found %+v", found)
			}
			s := found.Sights[0]
			if s.Grant != h.grant.ID || s.Session != h.grant.Session || s.Camera != h.camera || s.Marks != 16 {
				t.Errorf("the marks say %+v, want %s, %s, %s in each of the 16 key frames", s, h.grant.ID, h.grant.Session, h.camera)
			}
			if late := s.First.Sub(v.from); late < 0 || late > 100*time.Millisecond || !s.Last.After(v.again.Add(6*time.Second)) {
				t.Errorf("of footage from %v to %v", s.First, s.Last)
			}
			name := filepath.Join(t.TempDir(), "again.mkv")
			probe(t, got, "ffmpeg", []string{"-y", "-i"}, []string{"-c", "copy", name})
			packed, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if again := sights(t, packed); len(again.Sights) != 1 || again.Sights[0].Marks != 16 {
				t.Errorf("in another wrapping %+v", again)
			}
			for i, sample := range samples(t, got)[1] {
				if without := unmarked(tt.codec, sample.Data); !bytes.Equal(without, c.units[i%len(c.units)].data) {
					t.Fatalf("picture %d without its mark is not the camera's: %d bytes", i, len(without))
				}
			}
		})
	}
}

// unmarked takes our messages out of an access unit.
func unmarked(c media.Codec, data []byte) (out []byte) {
	for nal := range media.NALs(data) {
		k := media.ReadNAL(c, nal)
		if sei := c == media.H264 && k.Type == 6 || c == media.H265 && k.Type == 39; sei && bytes.Contains(nal, []byte{0x9c, 0x1f, 0x4b, 0x7e}) {
			continue
		}
		out = binary.BigEndian.AppendUint32(out, uint32(len(nal)))
		out = append(out, nal...)
	}
	return out
}

// TestSignedIsNotMarked: footage of a camera that signs its stream goes out as
// it came, though the signature of a group stands behind its key frame; what
// the camera did not sign is marked in the same session.
func TestSignedIsNotMarked(t *testing.T) {
	plain := use(t, clip264)
	signature := append([]byte{6, 5, 40, 0x00, 0x5b, 0xc9, 0x3f, 0x2d, 0x71, 0x5e, 0x95, 0xad, 0xa4, 0x79, 0x6f, 0x90, 0x87, 0x7a, 0x6f}, append(bytes.Repeat([]byte{7}, 24), 0x80)...)
	signed := &clip{track: plain.track, units: slices.Clone(plain.units)}
	for i := range signed.units {
		if i%25 == 20 {
			signed.units[i].data = append(append(binary.BigEndian.AppendUint32(nil, uint32(len(signature))), signature...), signed.units[i].data...)
		}
	}
	f := newFootage(t)
	v := &tape{footage: f, from: time.Now().Add(-time.Hour).UTC().Truncate(time.Millisecond)}
	v.cut = f.record(signed, 0, 200, v.from, 1<<33, nil)
	v.again = v.cut.Add(3 * time.Second)
	f.missing(v.cut, v.again, "no-signal")
	v.to = f.record(plain, 0, 200, v.again, 9000, nil)
	_, got := v.played(t, "avc1", nil)
	for i, sample := range samples(t, got)[1][:200] {
		if !bytes.Equal(sample.Data, signed.units[i%len(signed.units)].data) {
			t.Fatalf("signed picture %d was changed", i)
		}
	}
	found := sights(t, got)
	if len(found.Sights) != 1 || found.Sights[0].Marks != 8 || found.Sights[0].First.Before(v.again) {
		t.Errorf("found %+v, want the eight key frames behind the gap", found)
	}
}

// TestTranscodedIsMarked: pictures that are made here have no signature left to
// break.
func TestTranscodedIsMarked(t *testing.T) {
	v := newTape(t, use(t, clip265))
	lab := newLab(t)
	h, got := v.played(t, "avc1", func(c *deliver.Config) { c.Pictures = lab })
	if pictures, _ := decodes(t, got); pictures != 400 {
		t.Errorf("%d pictures decode, want 400", pictures)
	}
	if found := sights(t, got); len(found.Sights) != 1 || found.Sights[0].Grant != h.grant.ID || found.Sights[0].Marks < 2 {
		t.Errorf("found %+v", found)
	}
}

// TestElsewhereNoMark: live pictures, exports and what is stored carry none.
func TestElsewhereNoMark(t *testing.T) {
	h, cam := playing(t, nil)
	p := h.dial("/live?codecs=avc1")
	live := p.frames(8)
	cam.send(use(t, clip264), 10, 60, nil)
	live = append(live, p.frames(30)...)
	if found := sights(t, live); len(found.Sights) != 0 {
		t.Errorf("live pictures carry %+v", found)
	}
	v := newTape(t, use(t, clip264))
	before := v.exported()
	v.played(t, "avc1", nil)
	if !bytes.Equal(v.exported(), before) || len(sights(t, before).Sights) != 0 {
		t.Error("what is stored was changed by showing it")
	}
}

// BenchmarkSessionMark is what the mark costs for a second of footage: looking
// at 25 pictures for signatures, and one key frame marked.
func BenchmarkSessionMark(b *testing.B) {
	c := use(b, clip264)
	k := markKey(b)
	w := mark.Word{Grant: shiheng.NewID[shiheng.GrantID](time.Now()), At: time.Now()}
	var room []byte
	b.ReportAllocs()
	for b.Loop() {
		for _, u := range c.units[:25] {
			if mark.Signed(media.H264, u.data) {
				b.Fatal("a plain clip is signed")
			}
		}
		if mark.Place(media.H264, c.units[0].data) < 0 {
			b.Fatal("no place")
		}
		room = k.AppendNAL(room[:0], media.H264, w)
	}
}
