package rtpframe_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// feed puts in through a framer, in pieces of step bytes.
func feed(f *rtpframe.Framer, in []byte, step int) (out [][]byte) {
	for len(in) > 0 {
		n := copy(f.Space(), in[:min(step, len(in))])
		f.Add(n)
		in = in[n:]
		for p := f.Next(); p != nil; p = f.Next() {
			out = append(out, bytes.Clone(p))
		}
	}
	return out
}

func plain(ps [][]byte) (out []byte) {
	for _, p := range ps {
		out = append(binary.BigEndian.AppendUint16(out, uint16(len(p))), p...)
	}
	return out
}

func dollars(ps [][]byte) (out []byte) {
	for _, p := range ps {
		out = append(binary.BigEndian.AppendUint16(append(out, '$', 2), uint16(len(p))), p...)
	}
	return out
}

func TestFraming(t *testing.T) {
	in := packets(t, source(t, "h264.es"), ps.MuxConfig{})[:80]
	large := append(bytes.Clone(in[0]), make([]byte, 65535-len(in[0]))...)
	ehome := append([]byte{1, 0, 1}, make([]byte, 253)...)
	overrun := append(plain(in[:30]), 0xff, 0x17, 0x80)
	overrun = append(overrun, bytes.Repeat([]byte{0x33}, 700)...)
	dollarOverrun := append(dollars(in[:30]), bytes.Repeat([]byte{0x33}, 700)...)
	tests := []struct {
		name    string
		in      []byte
		want    [][]byte
		resyncs uint64
		channel uint8
	}{
		{"RFC 4571", plain(in), in, 0, 0},
		{"greatest length", plain([][]byte{in[0], large, in[1]}), [][]byte{in[0], large, in[1]}, 0, 0},
		{"empty packets", plain([][]byte{in[0], {}, {}, in[1]}), [][]byte{in[0], in[1]}, 0, 0},
		{"RTSP interleaving", dollars(in), in, 0, 2},
		{"EHome prefix", append(ehome, dollars(in)...), in, 0, 2},
		{"overrun, then whole packets", append(overrun, plain(in[30:])...), in, 1, 0},
		{"overrun in RTSP", append(dollarOverrun, dollars(in[30:])...), in, 1, 2},
	}
	for _, tt := range tests {
		for _, step := range []int{1, 3, 1000, 100_000} {
			f := rtpframe.NewFramer(0)
			got := feed(f, tt.in, step)
			if len(got) != len(tt.want) {
				t.Errorf("%s, cut to %d: %d packets, want %d", tt.name, step, len(got), len(tt.want))
				continue
			}
			for i := range got {
				if !bytes.Equal(got[i], tt.want[i]) {
					t.Fatalf("%s, cut to %d: packet %d differs", tt.name, step, i)
				}
			}
			if f.Resyncs < tt.resyncs || tt.resyncs == 0 && f.Resyncs > 0 || f.Channel() != tt.channel {
				t.Errorf("%s: %d resyncs, channel %d", tt.name, f.Resyncs, f.Channel())
			}
			if err := f.Check(); err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	}
}

func TestFramingGivesUp(t *testing.T) {
	f := rtpframe.NewFramer(0)
	feed(f, bytes.Repeat([]byte{7}, 5<<20), 1<<16)
	if f.Check() == nil {
		t.Error("five megabytes of nonsense are called a stream")
	}
}

// Any bytes, cut anywhere: no panic, packets do not overlap, and the buffer
// never fills for good.
func FuzzFraming(f *testing.F) {
	in := packets(f, source(f, "h264.es"), ps.MuxConfig{})[:4]
	f.Add(plain(in), uint16(100))
	f.Add(dollars(in), uint16(7))
	f.Add(append(append([]byte{1, 0, 1}, make([]byte, 253)...), dollars(in)...), uint16(1000))
	f.Add(append(plain(in), 9, 9, 9, 9, 9, 9, 9), uint16(3))
	f.Fuzz(func(t *testing.T, in []byte, step uint16) {
		fr := rtpframe.NewFramer(0)
		total := 0
		for _, p := range feed(fr, bytes.Repeat(in, 3), int(step)+1) {
			total += len(p)
		}
		if total > 3*len(in) {
			t.Errorf("%d bytes of packets out of %d", total, 3*len(in))
		}
		if len(fr.Space()) == 0 {
			t.Error("the buffer is full and no packet is whole")
		}
	})
}
