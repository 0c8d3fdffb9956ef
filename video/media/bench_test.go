package media_test

import (
	"bytes"
	"testing"
	"time"

	"shiheng.internal/video/media"
)

// benchLane builds frames for nobody.
func benchLane(b *testing.B, c media.Codec) (*media.Builder, *media.Lane) {
	builder, err := media.NewBuilder(media.BuilderConfig{Pool: media.NewPool(), Emit: func(*media.Frame) {}})
	if err != nil {
		b.Fatal(err)
	}
	return builder, builder.Lane(c, media.Params{SPS: [][]byte{sps264}, PPS: [][]byte{pps264}})
}

// One op is one packet of 1400 bytes of a 4 Mbit/s stream in Annex B.
func BenchmarkAnnexB(b *testing.B) {
	_, l := benchLane(b, media.H264)
	packet := noise(1400)
	first := append([]byte("\x00\x00\x00\x01\x41\x9a"), packet[:1394]...)
	key := append([]byte("\x00\x00\x00\x01\x65\x88"), packet[:1394]...)
	now := t0
	b.ReportAllocs()
	b.SetBytes(1400)
	pts := int64(90_000)
	for n := 0; b.Loop(); n++ {
		if n%14 == 0 { // a frame
			pts += 3600
			now = now.Add(40 * time.Millisecond)
			l.At(media.Stamp{PTS: pts, HasPTS: true, Received: now})
			if n%(14*50) == 0 {
				l.AnnexB(key, 0xb9)
			} else {
				l.AnnexB(first, 0xb9)
			}
			continue
		}
		l.AnnexB(packet, 0xb9)
	}
}

// noise is data as of an entropy coder, without start codes.
func noise(n int) []byte {
	p := make([]byte, n)
	x := uint32(1)
	for i := range p {
		x = x*1664525 + 1013904223
		p[i] = byte(x >> 24)
	}
	return bytes.ReplaceAll(p, []byte{0, 0}, []byte{0, 3})
}
