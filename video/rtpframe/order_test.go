package rtpframe_test

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

func seqOf(p []byte) uint16 { return binary.BigEndian.Uint16(p[2:]) }

func withSeq(p []byte, seq uint16) []byte {
	out := bytes.Clone(p)
	binary.BigEndian.PutUint16(out[2:], seq)
	return out
}

func withSSRC(p []byte, ssrc uint32) []byte {
	out := bytes.Clone(p)
	binary.BigEndian.PutUint32(out[8:], ssrc)
	return out
}

// Packets that come late but within the window change nothing.
func TestReordering(t *testing.T) {
	want := source(t, "h264.es")
	in := packets(t, want, ps.MuxConfig{})
	random := rand.New(rand.NewPCG(1, 2))
	for i := 1; i+8 < len(in); i += 8 { // the first one sets where the sequence begins
		random.Shuffle(8, func(a, b int) { in[i+a], in[i+b] = in[i+b], in[i+a] })
	}
	r, got := receive(t, rtpframe.Config{Window: 32}, in)
	same(t, got.of(true), sink(want).of(true))
	same(t, got.of(false), sink(want).of(false))
	if s := r.Stats(); s.Lost != 0 || s.Reordered == 0 {
		t.Errorf("figures are %+v", s)
	}
}

func TestDuplicates(t *testing.T) {
	want := source(t, "h264.es")
	var in [][]byte
	for _, p := range packets(t, want, ps.MuxConfig{}) {
		in = append(in, p, p)
	}
	r, got := receive(t, rtpframe.Config{Window: 32}, in)
	same(t, got.of(true), sink(want).of(true))
	if s := r.Stats(); s.Lost != 0 || s.Duplicates != uint64(len(in)/2) {
		t.Errorf("figures are %+v", s)
	}
}

// A lost packet damages its frame, is counted once, and the frame behind it
// says that something is missing. Everything else is as it was. (Of the first
// key frame everything is needed: a loss there costs the frames up to the next.)
func TestLoss(t *testing.T) {
	want := sink(source(t, "h264.es"))
	in := packets(t, want, ps.MuxConfig{})
	for _, window := range []int{0, 32} {
		for lose := 8; lose < len(in)-1; lose += 7 {
			left := append(append([][]byte{}, in[:lose]...), in[lose+1:]...)
			r, got := receive(t, rtpframe.Config{Window: window, Wait: 20 * time.Millisecond}, left)
			if s := r.Stats(); s.Lost != 1 || s.Duplicates != 0 || s.Restarts != 0 {
				t.Fatalf("figures after one loss are %+v", s)
			}
			whole := map[string]bool{}
			for _, f := range want {
				whole[string(f.data)] = true
			}
			gaps, strange := 0, 0
			for _, f := range got {
				if f.Flags&media.Gap != 0 {
					gaps++
				}
				if f.Flags&media.Damaged == 0 && !whole[string(f.data)] {
					strange++
				}
			}
			if strange != 0 {
				t.Errorf("losing packet %d: %d broken frames are not marked", lose, strange)
			}
			if gaps == 0 {
				t.Errorf("losing packet %d left no gap", lose)
			}
			if n := len(got); n < len(want)-6 {
				t.Errorf("losing packet %d: only %d of %d frames came out", lose, n, len(want))
			}
		}
	}
}

// A device that starts its sequence anew is followed at once.
func TestRestart(t *testing.T) {
	want := sink(source(t, "h264.es"))
	in := packets(t, want, ps.MuxConfig{})
	half := len(in) / 2
	for in[half-1][1]&0x80 == 0 || in[half-2][1]&0x80 == 0 {
		half++
	}
	for i := half; i < len(in); i++ {
		in[i] = withSeq(in[i], seqOf(in[i])+20_000)
	}
	r, got := receive(t, rtpframe.Config{Window: 32}, in)
	if s := r.Stats(); s.Restarts != 1 || s.Lost != 0 {
		t.Errorf("figures are %+v", s)
	}
	if len(got) != len(want) {
		t.Errorf("%d frames came out, want %d", len(got), len(want))
	}
}

func TestSSRC(t *testing.T) {
	want := sink(source(t, "h264.es"))
	in := packets(t, want, ps.MuxConfig{})
	n := len(in)
	foreign := withSSRC(in[n/2], 99)
	tests := []struct {
		name      string
		cfg       rtpframe.Config
		in        [][]byte
		wrong, re uint64
		all       bool
	}{
		{"a stray packet", rtpframe.Config{}, append(append(append([][]byte{}, in[:n/2]...), foreign), in[n/2:]...), 1, 0, true},
		{"offered one not taken", rtpframe.Config{SSRC: 7}, in, 0, 1, true},
		{"strict", rtpframe.Config{SSRC: 7, Strict: true}, in, uint64(n), 0, false},
		{"right from the start", rtpframe.Config{SSRC: 0x1234, Strict: true}, in, 0, 0, true},
	}
	for _, tt := range tests {
		r, got := receive(t, tt.cfg, tt.in)
		if s := r.Stats(); s.WrongSSRC != tt.wrong || s.Relatched != tt.re {
			t.Errorf("%s: figures are %+v", tt.name, s)
		}
		if all := len(got) == len(want); all != tt.all {
			t.Errorf("%s: %d frames came out of %d", tt.name, len(got), len(want))
		}
	}
}

// Another SSRC is taken once the old one was silent for a second.
func TestRelatch(t *testing.T) {
	in := packets(t, source(t, "h264.es"), ps.MuxConfig{})
	b, s := builder(t)
	r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: b})
	if err != nil {
		t.Fatal(err)
	}
	now := t0
	half := len(in) / 2
	for _, p := range in[:half] {
		now = now.Add(time.Millisecond)
		r.Push(p, now)
	}
	r.Push(withSSRC(in[half], 5), now.Add(900*time.Millisecond))
	if r.SSRC() != 0x1234 {
		t.Error("another SSRC was taken too early")
	}
	before := len(*s)
	for _, p := range in[half:] {
		r.Push(withSSRC(p, 5), now.Add(1100*time.Millisecond))
	}
	if r.SSRC() != 5 || len(*s) < before+10 {
		t.Errorf("SSRC is %d after the old one fell silent, %d frames came", r.SSRC(), len(*s)-before)
	}
}

// The receiver report says what RFC 3550 asks for.
func TestReport(t *testing.T) {
	in := packets(t, source(t, "h264.es"), ps.MuxConfig{})
	b, _ := builder(t)
	r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: b})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := r.Report(1, t0); out != nil || err != nil {
		t.Errorf("before the first packet there is a report: %x %v", out, err)
	}
	for i, p := range in[:101] {
		if i%10 != 5 {
			r.Push(p, t0.Add(time.Duration(i)*time.Millisecond))
		}
	}
	sr := []byte("\x80\xc8\x00\x06\x00\x00\x12\x34\x11\x22\x33\x44\x55\x66\x77\x88\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	r.Push(sr, t0.Add(time.Second))
	out, err := r.Report(0xabcd, t0.Add(3*time.Second))
	if err != nil || len(out) != 32 {
		t.Fatalf("report is %x, %v", out, err)
	}
	u32 := func(at int) uint32 { return binary.BigEndian.Uint32(out[at:]) }
	if out[1] != 201 || u32(4) != 0xabcd || u32(8) != 0x1234 {
		t.Errorf("report names the wrong parties: %x", out)
	}
	if out[12] != 10*256/101 || u32(12)&0xffffff != 10 {
		t.Errorf("fraction lost is %d, lost %d", out[12], u32(12)&0xffffff)
	}
	if want := uint32(1)<<16 | uint32(seqOf(in[100])); u32(16)&0xffff != want&0xffff {
		t.Errorf("highest sequence number is %x, want %x", u32(16), want)
	}
	if u32(24) != 0x33445566 || u32(28) != 2<<16 {
		t.Errorf("round trip fields are %x, %x", u32(24), u32(28))
	}
}
