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
)

// FuzzPacket gives packets to a session's port and to the shared port: whatever
// they are, nothing panics, grows or is kept after the end.
func FuzzPacket(f *testing.F) {
	for _, p := range packets(f)[:20] {
		f.Add(p, uint8(0))
	}
	f.Add([]byte("\x80\xc8\x00\x06\x00\x00\x00\x07"), uint8(1))
	f.Add([]byte("\x90\x60\x00\x01\x00\x00\x00\x00\x00\x00\x00\x07\x00\x00\xff\xff"), uint8(2))
	f.Fuzz(func(t *testing.T, b []byte, n uint8) {
		pool := media.NewPool()
		at := time.Unix(1000, 0)
		rec := new(doctor.History).Begin("gb28181", time.Now)
		pump := wire.NewPump(0)
		port := &sharedPort{
			in: &Ingest{now: time.Now}, pump: pump, bySSRC: map[uint32]*guest{}, byFrom: map[netip.AddrPort]*guest{},
			resting: map[uint32]time.Time{9: at.Add(time.Hour)}, pending: map[*arrival]time.Time{},
		}
		var legs []*leg
		for _, own := range []bool{true, false} {
			in := newIntake(hub.NewStream(), pool)
			if err := in.begin(rec, reorderWindow, true, nil); err != nil {
				t.Fatal(err)
			}
			l := newLeg(in, rec, pump, 7, at)
			l.own = own
			l.expect(netip.MustParseAddr("192.0.2.1"))
			legs = append(legs, l)
		}
		port.bySSRC[7] = &guest{leg: legs[1]}
		for i := range 40 {
			from := netip.AddrPortFrom(netip.AddrFrom4([4]byte{192, 0, 2, byte(i)%3 + n}), uint16(i))
			if len(b) > 4 {
				binary.BigEndian.PutUint16(b[2:], uint16(i))
			}
			if i%7 == 0 && len(b) > 12 {
				binary.BigEndian.PutUint32(b[8:], uint32(i)) // another SSRC
			}
			at = at.Add(200 * time.Millisecond)
			legs[0].Packet(at, from, b)
			port.Packet(at, from, b)
		}
		for _, l := range legs {
			if n := len(l.others.list); n > maxStrangers {
				t.Fatalf("%d strangers", n)
			}
			l.traffic()
			l.intake.lose()
			l.intake.stream.Close(nil)
		}
		if used := pool.Stats().Used; used != 0 {
			t.Fatalf("%d bytes of slabs kept", used)
		}
	})
}
