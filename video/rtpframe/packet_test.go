package rtpframe_test

import (
	"testing"
	"time"

	"github.com/pion/rtp"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
	"shiheng.internal/video/rtpframe"
)

// headers are packets with what follows the fixed header.
var headers = []struct {
	name    string
	in      string
	payload string
	ok      bool
}{
	{"plain", "\x80\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03abc", "abc", true},
	{"two CSRC", "\x82\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03aaaabbbbabc", "abc", true},
	{"extension", "\x90\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\xbe\xde\x00\x01xxxxabc", "abc", true},
	{"padding", "\xa0\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03abc\x00\x00\x03", "abc", true},
	{"all padding", "\xa0\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x02", "", true},
	{"padding that cannot be", "\xa0\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03abc\xff", "abc\xff", true},
	{"empty", "\x80\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03", "", true},
	{"short", "\x80\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00", "", false},
	{"version 1", "\x40\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03abc", "", false},
	{"CSRC beyond the end", "\x8f\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03abc", "", false},
	{"extension beyond the end", "\x90\x60\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\xbe\xde\xff\xffabc", "", false},
}

func TestParse(t *testing.T) {
	for _, tt := range headers {
		p, err := rtpframe.Parse([]byte(tt.in))
		if (err == nil) != tt.ok {
			t.Errorf("%s: error is %v", tt.name, err)
			continue
		}
		if err == nil && (string(p.Payload) != tt.payload || p.Seq != 1 || p.Time != 2 || p.SSRC != 3 || p.Type != 96) {
			t.Errorf("%s: read as %+v", tt.name, p)
		}
	}
}

// Any packets in any order: no panic, nothing kept; where pion reads a packet
// we read the same.
func FuzzRTP(f *testing.F) {
	for _, tt := range headers {
		f.Add([]byte(tt.in), []byte(tt.in), uint8(0))
	}
	for _, name := range clips {
		ps := packets(f, source(f, name), ps.MuxConfig{})
		f.Add(ps[0], ps[1], uint8(0))
		es := rtpOf(f, sink(source(f, name)).of(true), 300)
		f.Add(es[0], es[1], uint8(2))
		f.Add(es[2], es[3], uint8(3))
	}
	f.Fuzz(func(t *testing.T, a, b []byte, kind uint8) {
		p, err := rtpframe.Parse(a)
		var q rtp.Packet
		if e := q.Unmarshal(a); e == nil && err == nil && (p.Seq != q.SequenceNumber || p.Time != q.Timestamp ||
			p.SSRC != q.SSRC || p.Marker != q.Marker || p.Type != q.PayloadType) {
			t.Errorf("read as %+v, pion says %+v", p, q.Header)
		}
		pool := media.NewPool()
		defer pool.Trim()
		builder, err := media.NewBuilder(media.BuilderConfig{Pool: pool, Emit: func(*media.Frame) {}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := rtpframe.NewReceiver(rtpframe.Config{
			Builder: builder, Window: 8,
			Formats: []rtpframe.Format{{Type: 96, Kind: rtpframe.Kind(kind % 7)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		now := t0
		for i, in := range [][]byte{a, b, b, a, b, a} {
			now = now.Add(time.Duration(i) * 90 * time.Millisecond)
			r.Push(in, now)
			r.Tick(now)
			if len(in) > 12 && i > 1 {
				r.Push(withSeq(in, seqOf(in)+uint16(i)), now)
			}
		}
		if _, err := r.Report(1, now); err != nil {
			t.Error(err)
		}
		r.Close()
		builder.Close()
		if used := pool.Stats().Used; used != 0 {
			t.Errorf("%d bytes of slabs not given back", used)
		}
	})
}
