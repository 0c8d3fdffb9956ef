package rtpframe_test

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// seconds makes n seconds of a 4 Mbit/s H.264 stream with 25 pictures a second
// and a key frame every two seconds.
func seconds(n int) []recorded {
	track := &media.Track{
		ID: 1, Codec: media.H264,
		SPS: [][]byte{[]byte("\x67\x42\xc0\x1e\xda\x02\x80\xf6\x84\x00\x00\x03\x00\x04\x00\x00\x03\x00\xca\x3c\x58\xba\x80")},
		PPS: [][]byte{[]byte("\x68\xce\x3c\x80")},
	}
	noise := make([]byte, 200_000)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	noise = bytes.ReplaceAll(noise, []byte{0, 0}, []byte{0, 3})
	var out []recorded
	for i := range 25 * n {
		f := recorded{Frame: media.Frame{Track: track, PTS: int64(i+25) * 3600, DTS: int64(i+25) * 3600}}
		nal, size := "\x41\x9a", 17_900
		if i%50 == 0 {
			nal, size, f.Flags = "\x65\x88", 120_000, media.Key
		}
		f.data = binary.BigEndian.AppendUint32(nil, uint32(size+2))
		f.data = append(append(f.data, nal...), noise[:size]...)
		out = append(out, f)
	}
	return out
}

// run pushes the packets of two seconds over and over, as one endless stream.
func run(b *testing.B, cfg rtpframe.Config, in [][]byte) {
	builder, err := media.NewBuilder(media.BuilderConfig{Pool: media.NewPool(), SharedClock: true, Emit: func(*media.Frame) {}})
	if err != nil {
		b.Fatal(err)
	}
	cfg.Builder = builder
	r, err := rtpframe.NewReceiver(cfg)
	if err != nil {
		b.Fatal(err)
	}
	bytes := 0
	for _, p := range in {
		bytes += len(p)
	}
	b.SetBytes(int64(bytes / len(in)))
	b.ReportAllocs()
	now, i := t0, 0
	for b.Loop() {
		p := in[i%len(in)]
		binary.BigEndian.PutUint16(p[2:], uint16(i))
		if i%len(in) == 0 && i > 0 {
			for _, q := range in {
				binary.BigEndian.PutUint32(q[4:], binary.BigEndian.Uint32(q[4:])+180_000)
			}
		}
		if i%14 == 0 {
			now = now.Add(40 * time.Millisecond)
		}
		r.Push(p, now)
		i++
	}
	if r.Stats().Lost > 0 || builder.Stats().Damaged > 0 {
		b.Errorf("losses in the benchmark: %+v %+v", r.Stats(), builder.Stats())
	}
}

// One op is one packet.
func BenchmarkPS(b *testing.B) {
	run(b, rtpframe.Config{Window: 64}, packets(b, seconds(2), ps.MuxConfig{}))
}

func BenchmarkH264(b *testing.B) {
	run(b, rtpframe.Config{Formats: []rtpframe.Format{{Type: 96, Kind: rtpframe.H264}}}, rtpOf(b, seconds(2), 1400))
}

// One op is one packet, every hundredth of which comes late.
func BenchmarkPSReordered(b *testing.B) {
	in := packets(b, seconds(2), ps.MuxConfig{})
	for i := 100; i < len(in); i += 100 {
		in[i-1], in[i] = in[i], in[i-1]
	}
	var order []uint16
	for i := range in {
		order = append(order, seqOf(in[i])-seqOf(in[0]))
	}
	builder, err := media.NewBuilder(media.BuilderConfig{Pool: media.NewPool(), SharedClock: true, Emit: func(*media.Frame) {}})
	if err != nil {
		b.Fatal(err)
	}
	r, err := rtpframe.NewReceiver(rtpframe.Config{Builder: builder, Window: 64})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		i := n % len(in)
		binary.BigEndian.PutUint16(in[i][2:], uint16(n-i)+order[i])
		r.Push(in[i], t0)
		n++
	}
	if r.Stats().Lost > 0 {
		b.Errorf("losses in the benchmark: %+v", r.Stats())
	}
}

// One op is one packet in the manner of RFC 4571, read 64 KiB at a time.
func BenchmarkFramer(b *testing.B) {
	in := plain(packets(b, seconds(2), ps.MuxConfig{}))
	f := rtpframe.NewFramer(128 << 10)
	b.ReportAllocs()
	rest := in
	for b.Loop() {
		p := f.Next()
		for p == nil {
			if len(rest) == 0 {
				rest = in
			}
			n := copy(f.Space(), rest[:min(64<<10, len(rest))])
			f.Add(n)
			rest = rest[n:]
			p = f.Next()
		}
	}
}

func BenchmarkMux(b *testing.B) {
	fs := seconds(2)
	m := ps.NewMuxer(ps.MuxConfig{})
	var buf []byte
	b.ReportAllocs()
	b.SetBytes(17_900)
	for i := 0; b.Loop(); i++ {
		f := &fs[i%len(fs)]
		f.Frame.Data = f.data
		var err error
		if buf, err = m.Append(buf[:0], &f.Frame); err != nil {
			b.Fatal(err)
		}
	}
}
