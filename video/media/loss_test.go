package media_test

import (
	"bytes"
	"testing"
	"time"

	"shiheng.internal/video/media"
)

func annexB(nals ...[]byte) (out []byte) {
	for _, n := range nals {
		out = append(append(out, 0, 0, 0, 1), n...)
	}
	return out
}

// bytesAt gives a lane a piece of a byte stream with its time.
func (f *feeder) bytesAt(p []byte) {
	f.pts += 3600
	f.now = f.now.Add(40 * time.Millisecond)
	f.l.At(media.Stamp{PTS: f.pts, HasPTS: true, Received: f.now})
	f.l.AnnexB(p, 0xb9)
}

func flagsOf(s *sink) (out []media.Flags) {
	for _, f := range s.frames {
		out = append(out, f.Flags)
	}
	return out
}

func sameFlags(t *testing.T, s *sink, want ...media.Flags) {
	t.Helper()
	got := flagsOf(s)
	if len(got) != len(want) {
		t.Fatalf("frames have flags %b, want %b", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("frames have flags %b, want %b", got, want)
		}
	}
}

// A loss inside a frame damages it; what follows up to the next start code
// belongs to nothing; the next frame says that something is missing.
func TestLossInsideAFrame(t *testing.T) {
	b, s, _, f := open(t)
	f.bytesAt(annexB(sps264, pps264, idr(50)))
	f.bytesAt(annexB(slice(50))[:30])
	f.l.Lost()
	f.l.AnnexB([]byte{1, 2, 3, 4}, 0xb9)
	f.bytesAt(annexB(slice(60)))
	f.bytesAt(annexB(slice(70)))
	b.Close()
	sameFlags(t, s, media.Key, media.Damaged, media.Gap, 0)
	if got := len(s.frames[1].data); got != 30 { // 26 bytes and their length
		t.Errorf("of the damaged frame %d bytes are left", got)
	}
	if b.Stats().Unready != 4 {
		t.Errorf("%d bytes are counted as not kept", b.Stats().Unready)
	}
}

// A loss between two frames damages neither when the end of the first was
// marked.
func TestLossBetweenFrames(t *testing.T) {
	b, s, _, f := open(t)
	f.bytesAt(annexB(sps264, pps264, idr(50)))
	f.l.End(media.Marker)
	f.l.Lost()
	f.bytesAt(annexB(slice(60)))
	b.Close()
	sameFlags(t, s, media.Key, media.Gap)
}

// The first slice of a frame is lost: the rest is a frame of its own, not part
// of the one before.
func TestLossOfAFirstSlice(t *testing.T) {
	second := append([]byte("\x41\x4a"), bytes.Repeat([]byte{0xa7}, 40)...)
	b, s, _, f := open(t)
	f.bytesAt(annexB(sps264, pps264, idr(50)))
	f.bytesAt(annexB(slice(50), second))
	f.l.Lost()
	f.bytesAt(annexB(second))
	f.bytesAt(annexB(slice(50), second))
	b.Close()
	sameFlags(t, s, media.Key, media.Damaged, media.Gap, 0)
}

// A marker that earned belief ends frames at once. When it then lies, no byte
// is lost, and it is not believed again.
func TestMarkerThatTurnsLiar(t *testing.T) {
	b, s, _, f := open(t)
	var in []byte
	send := func(p []byte) {
		in = append(in, p...)
		f.bytesAt(p)
		f.l.End(media.Marker)
	}
	send(annexB(sps264, pps264, idr(50)))
	for range 10 {
		send(annexB(slice(50)))
	}
	if len(s.frames) != 11 {
		t.Fatalf("%d frames are out, want 11: the marker is to be believed by now", len(s.frames))
	}
	whole := annexB(slice(80))
	send(whole[:40])
	f.l.AnnexB(whole[40:], 0xb9) // the lie
	in = append(in, whole[40:]...)
	send(annexB(slice(50)))
	if out := len(s.frames); out != 13 {
		t.Errorf("%d frames are out, want 13", out)
	}
	b.Close()
	total := 0
	for nal := range media.NALs(join(s)) {
		total += len(nal)
	}
	if want := len(in) - 4*15; total != want {
		t.Errorf("%d bytes came out, want %d", total, want)
	}
	if d := s.frames[12].Flags & media.Damaged; d == 0 {
		t.Error("what the lie tore apart is not marked")
	}
}

func join(s *sink) (out []byte) {
	for _, f := range s.frames {
		out = append(out, f.data...)
	}
	return out
}

// Joining in the middle: what came before the parameter sets is counted, the
// delimiter in front of them is kept.
func TestJoinInTheMiddle(t *testing.T) {
	b, s, _ := build(t)
	l := b.Lane(media.CodecUnknown, media.Params{})
	l.AnnexB(annexB(slice(9000), slice(100), aud, sei, sps264, pps264, idr(50)), 0xb9)
	b.Close()
	sameFlags(t, s, media.Key)
	sameNALs(t, s.nals(media.H264), [][]byte{aud, sei, sps264, pps264, idr(50)})
	if b.Stats().Unready < 9000 {
		t.Errorf("%+v", b.Stats())
	}
}

// AAC frames are found in ADTS however it is cut, nonsense in between is
// passed over, and a loss costs the frame it hits.
func TestADTS(t *testing.T) {
	frame := func(fill byte) []byte { // 16 kHz, mono, 40 bytes of data
		return append([]byte{0xff, 0xf1, 0x60, 0x40, 0x05, 0xe0 | 0x1f, 0xfc}, bytes.Repeat([]byte{fill}, 40)...)
	}
	for _, step := range []int{1, 5, 46, 1000} {
		b, s, _ := build(t)
		l := b.Lane(media.AAC, media.Params{})
		in := append(append(append(frame(1), frame(2)...), 9, 9, 0xff, 9), frame(3)...)
		l.At(media.Stamp{PTS: 900_000, HasPTS: true, Received: t0})
		for rest := in; len(rest) > 0; {
			n := min(step, len(rest))
			l.Piece(rest[:n])
			rest = rest[n:]
		}
		l.Piece(frame(4)[:20])
		l.Lost()
		l.Piece(frame(5))
		b.Close()
		if len(s.frames) != 4 {
			t.Fatalf("cut to %d: %d frames, want 4", step, len(s.frames))
		}
		for i, fill := range []byte{1, 2, 3, 5} {
			if !bytes.Equal(s.frames[i].data, bytes.Repeat([]byte{fill}, 40)) {
				t.Errorf("cut to %d: frame %d is %x", step, i, s.frames[i].data)
			}
		}
		if d := s.frames[1].PTS - s.frames[0].PTS; d != 1024*90_000/16000 {
			t.Errorf("the second frame comes %d ticks later", d)
		}
		if tr := s.frames[0].Track; tr.SampleRate != 16000 || tr.Channels != 1 || tr.Generation != 1 {
			t.Errorf("track is %+v", tr)
		}
		if s.frames[3].Flags&media.Gap == 0 {
			t.Error("the loss is not marked")
		}
	}
}

// A source that invents tracks gets sixteen; the rest goes nowhere and hurts
// nobody.
func TestTooManyTracks(t *testing.T) {
	b, s, _ := build(t)
	var lanes []*media.Lane
	for range 20 {
		lanes = append(lanes, b.Lane(media.Private, media.Params{}))
	}
	for _, l := range lanes {
		l.At(media.Stamp{Received: t0})
		l.Piece([]byte("x"))
		l.EndPiece()
		l.AnnexB([]byte{1}, 0)
		l.Fragment([]byte{1}, true, true)
		l.End(media.Marker)
		l.Lost()
		l.Flush()
		l.Recode(media.H264)
	}
	b.Close()
	if len(s.frames) != 16 || b.Stats().Refused != 4 || lanes[19].Track() != nil || lanes[19].ID() != 0 || lanes[0].ID() != 2 {
		t.Errorf("%d frames, %+v", len(s.frames), b.Stats())
	}
	if _, err := media.NewBuilder(media.BuilderConfig{}); err == nil {
		t.Error("a builder without pool was made")
	}
}
