package ledger

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
)

func pieces(first, n uint64, from time.Time, each time.Duration) []Piece {
	out := make([]Piece, n)
	for i := range out {
		seq := first + uint64(i)
		at := from.Add(time.Duration(i) * each)
		out[i] = Piece{
			Seq: seq, From: at, To: at.Add(each), Bytes: 4096, Frames: 25,
			SHA: SHA256().Of([]byte{1, byte(seq)}), SM3: SM3().Of([]byte{1, byte(seq)}),
		}
	}
	return out
}

// TestCut: each chunk stands in one camera-minute, that of its first frame, in
// order, and each tells the digest of the one before.
func TestCut(t *testing.T) {
	s := Source{Stream: shiheng.StreamID{1}, Camera: shiheng.CameraID{2}, Role: "main"}
	rapid.Check(t, func(rt *rapid.T) {
		var all []Piece
		at, seq := time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC), uint64(1)
		for range rapid.IntRange(1, 6).Draw(rt, "runs") {
			n := rapid.Uint64Range(1, 90).Draw(rt, "chunks")
			all = append(all, pieces(seq, n, at, time.Second)...)
			seq += n + rapid.SampledFrom([]uint64{0, 0, 1 << 20}).Draw(rt, "leap")
			at = at.Add(time.Duration(n)*time.Second + rapid.SampledFrom([]time.Duration{0, time.Hour, -time.Hour}).Draw(rt, "clock"))
		}
		previous := SHA256().Of([]byte("before"))
		cut, err := Cut(s, previous, all)
		if err != nil {
			rt.Fatal(err)
		}
		var known Spans
		left := all
		for _, m := range cut {
			if m.Previous != Hex(previous) || m.Chunks != m.Last-m.First+1 {
				rt.Fatalf("%+v does not follow", m)
			}
			text, err := m.Text()
			if err != nil {
				rt.Fatal(err)
			}
			again, err := ParseCameraMinute(text)
			if err != nil || again.Last != m.Last || again.SM3 != m.SM3 {
				rt.Fatalf("read again: %+v, %v", again, err)
			}
			previous = SHA256().Of(text)
			for _, p := range left[:m.Chunks] {
				if MinuteText(p.From) != m.Minute || p.Seq < m.First || p.Seq > m.Last {
					rt.Fatalf("chunk %d of %s is in %s", p.Seq, p.From, text)
				}
			}
			if sha, gm := Roots(left[:m.Chunks]); Hex(sha) != m.SHA || Hex(gm) != m.SM3 {
				rt.Fatal("other roots")
			}
			left, known = left[m.Chunks:], known.Add(SeqSpan{m.First, m.Last})
		}
		if len(left) > 0 {
			rt.Fatalf("%d chunks in no camera-minute", len(left))
		}
		for _, p := range all {
			if !known.Has(p.Seq) || known.Max() != all[len(all)-1].Seq {
				rt.Fatalf("%d is not known of %v", p.Seq, known)
			}
		}
	})
}

// TestSpans compares spans with a set.
func TestSpans(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var s Spans
		set := map[uint64]bool{}
		for range rapid.IntRange(1, 12).Draw(rt, "adds") {
			first := rapid.Uint64Range(1, 40).Draw(rt, "first")
			last := first + rapid.Uint64Range(0, 6).Draw(rt, "more")
			s = s.Add(SeqSpan{first, last})
			for n := first; n <= last; n++ {
				set[n] = true
			}
		}
		for i := 1; i < len(s); i++ {
			if s[i].First <= s[i-1].Last+1 {
				rt.Fatalf("%v is not apart", s)
			}
		}
		var without Spans
		for n := uint64(1); n < 50; n++ {
			if s.Has(n) != set[n] {
				rt.Fatalf("%d in %v: %v", n, s, set[n])
			}
			if !set[n] {
				without = without.Add(SeqSpan{n, n})
			}
		}
		if got := s.Without(SeqSpan{1, 49}); len(got) != len(without) || len(got) > 0 && got[0] != without[0] {
			rt.Fatalf("without %v: %v, want %v", s, got, without)
		}
	})
}

// TestRegion: a region whose lines were changed, left out or put elsewhere is
// not the leaf's; the bytes of a leaf stay what they are.
func TestRegion(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 41, 0, 0, time.UTC)
	var minutes []CameraMinute
	for i := range byte(3) {
		cut, err := Cut(Source{Stream: shiheng.StreamID{9 - i}, Camera: shiheng.CameraID{i}, Role: "main"}, Digest{}, pieces(1, 5, at, time.Second))
		if err != nil {
			t.Fatal(err)
		}
		minutes = append(minutes, cut...)
	}
	r, err := NewRegion(NodeMinute{At: Time(at), Clock: ClockUnknown, Minute: MinuteText(at), Part: 1, Store: "s"}, minutes)
	if err != nil {
		t.Fatal(err)
	}
	n, err := r.Whole()
	if err != nil || n.Chunks != 15 || n.CameraMinutes != 3 || n.Bytes != 15*4096 {
		t.Fatalf("%+v, %v", n, err)
	}
	const want = `{"at":"2026-11-23T09:41:00.000000Z","bytes":61440,"cameraMinutes":3,"chunks":15,"clock":"unknown","clockError":0,"kind":"minute",` +
		`"minute":"2026-11-23T09:41Z","part":1,"root":"`
	if got := string(r.Leaf); got[:len(want)] != want {
		t.Errorf("leaf %s", got)
	}
	for i := range r.Minutes {
		path, err := r.Prove(i)
		if err != nil {
			t.Fatal(err)
		}
		if err := SHA256().Included(SHA256().Leaf(r.Minutes[i]), uint64(i), 3, path, Digest(n.Root)); err != nil {
			t.Error(err)
		}
	}
	for name, lines := range map[string][][]byte{
		"one left out":   r.Minutes[:2],
		"one added":      append(r.Minutes[:3:3], r.Minutes[0]),
		"another order":  {r.Minutes[1], r.Minutes[0], r.Minutes[2]},
		"a line changed": {r.Minutes[0], r.Minutes[1], append([]byte(" "), r.Minutes[2]...)},
	} {
		if _, err := (Region{r.Leaf, lines}).Whole(); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := ParseNodeMinute(append([]byte(" "), r.Leaf...)); err == nil {
		t.Error("a leaf of other bytes is taken")
	}
}
