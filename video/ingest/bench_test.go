package ingest

import (
	"encoding/binary"
	"net/netip"
	"testing"
	"time"

	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest/doctor"
	"shiheng.internal/video/ingest/wire"
	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// packets is ten seconds of a 4 Mbit/s camera as RTP packets of PS.
func packets(tb testing.TB) (out [][]byte) {
	tb.Helper()
	track := &media.Track{
		ID: 1, Codec: media.H264, PPS: [][]byte{[]byte("\x68\xce\x0f\xc8")},
		SPS: [][]byte{[]byte("\x67\x42\xc0\x1e\xda\x02\x80\xf6\x84\x00\x00\x03\x00\x04\x00\x00\x03\x00\xca\x3c\x58\xba\x80")},
	}
	mux, split := ps.NewMuxer(ps.MuxConfig{}), rtpframe.Packetizer{Type: 96, SSRC: 7}
	for i := range 250 {
		size, head, flags := 16_000, byte(0x41), media.Flags(0)
		if i%50 == 0 {
			size, head, flags = 200_000, 0x65, media.Key
		}
		nal := make([]byte, size)
		for j := range nal {
			nal[j] = 0x55
		}
		nal[0], nal[1] = head, 0x88
		data := append(binary.BigEndian.AppendUint32(nil, uint32(size)), nal...)
		at := int64(i) * 3600
		pack, err := mux.Append(nil, &media.Frame{Track: track, PTS: at, DTS: at, Data: data, Flags: flags})
		if err != nil {
			tb.Fatal(err)
		}
		if err := split.Split(pack, uint32(at), func(b []byte) error {
			out = append(out, append([]byte(nil), b...))
			return nil
		}); err != nil {
			tb.Fatal(err)
		}
	}
	return out
}

// BenchmarkPacket is the way of one UDP packet from the socket's buffer to the
// hub: latch, order, program stream, slab. It must not allocate; the copy into
// the slab is the only one.
func BenchmarkPacket(b *testing.B) {
	in := packets(b)
	stream := hub.NewStream()
	intake := newIntake(stream, media.NewPool())
	rec := new(doctor.History).Begin("gb28181", time.Now)
	if err := intake.begin(rec, reorderWindow, true, nil); err != nil {
		b.Fatal(err)
	}
	l := newLeg(intake, rec, wire.NewPump(0), 7, time.Now())
	l.own = true
	from := netip.MustParseAddrPort("192.0.2.1:30000")
	now := time.Now()
	bytes := 0
	for _, p := range in {
		bytes += len(p)
	}
	b.SetBytes(int64(bytes / len(in)))
	b.ReportAllocs()
	seq := uint16(0)
	for i := 0; b.Loop(); i++ {
		p := in[i%len(in)]
		binary.BigEndian.PutUint16(p[2:], seq)
		seq++
		now = now.Add(3 * time.Millisecond)
		l.Packet(now, from, p)
	}
	if intake.traffic().Lost > 0 {
		b.Fatal("packets were lost")
	}
}

// TestPacketAllocates nothing in steady state.
func TestPacketAllocates(t *testing.T) {
	if got := testing.Benchmark(BenchmarkPacket); got.AllocsPerOp() != 0 {
		t.Errorf("%d allocations per packet", got.AllocsPerOp())
	}
}
