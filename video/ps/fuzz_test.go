package ps_test

import (
	"testing"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/ps"
)

// Any bytes, cut anywhere, with losses and markers in between: no panic, no
// memory kept, and the demuxer finds a good pack behind them.
func FuzzPS(f *testing.F) {
	for _, name := range clips {
		f.Add(stream(f, name, ps.MuxConfig{})[:3000], uint16(77))
		f.Add(stream(f, name, ps.MuxConfig{ZeroLength: true, NoMap: true, PESSize: 200})[:3000], uint16(1400))
	}
	for _, q := range quirks {
		f.Add(q.in, uint16(3))
	}
	f.Fuzz(func(t *testing.T, in []byte, step uint16) {
		if len(in) > 1<<16 {
			return
		}
		pool := media.NewPool()
		defer pool.Trim()
		frames := 0
		b, err := media.NewBuilder(media.BuilderConfig{Pool: pool, SharedClock: true, Emit: func(*media.Frame) { frames++ }})
		if err != nil {
			t.Fatal(err)
		}
		d, err := ps.New(b)
		if err != nil {
			t.Fatal(err)
		}
		at := ps.Arrival{Received: t0, HasRTP: step&1 == 0}
		for rest := in; len(rest) > 0; {
			n := min(int(step)+1, len(rest))
			d.Push(rest[:n], at)
			rest = rest[n:]
			at.RTP += 3600
			at.Received = at.Received.Add(40 * time.Millisecond)
			switch rnd := at.RTP / 3600 % 11; rnd {
			case 4:
				d.End()
			case 9:
				if step&2 != 0 {
					d.Lost()
				}
			}
		}
		d.Lost()
		before := frames
		d.Push(lastPack, at)
		d.Flush()
		b.Close()
		if frames == before && b.Stats().Refused == 0 {
			t.Errorf("a good pack was not read after %d bytes of something", len(in))
		}
		if used := pool.Stats().Used; used != 0 {
			t.Errorf("%d bytes of slabs not given back", used)
		}
	})
}
