package deliver

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/video/media"
)

// TestTimeline holds any source clock to Media Source's rule: a picture lies
// behind the one before, by no more than twice its declared duration.
func TestTimeline(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var line timeline
		dts := rapid.Int64Range(-1<<40, 1<<40).Draw(t, "begin")
		last, declared := line.video(dts)
		if last != 0 {
			t.Fatalf("the first picture lies at %d", last)
		}
		for range rapid.IntRange(1, 100).Draw(t, "frames") {
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				dts += rapid.Int64Range(-1<<40, 1<<40).Draw(t, "jump")
			case 1:
				dts += rapid.Int64Range(0, 10*media.TimeScale).Draw(t, "pause")
			default:
				dts += rapid.Int64Range(1500, 9000).Draw(t, "step")
			}
			at, duration := line.video(dts)
			if at <= last || at-last > 2*int64(declared) {
				t.Fatalf("a picture lies %d behind one of duration %d", at-last, declared)
			}
			if duration == 0 || int64(duration) > 2*stepMost {
				t.Fatalf("duration %d", duration)
			}
			last, declared = at, duration
		}
	})
}

// TestTimelineKeepsDistance changes nothing about a steady source, and finds
// the pace of a slower one.
func TestTimelineKeepsDistance(t *testing.T) {
	for _, fps := range []int64{120, 50, 30, 25, 15, 8, 4, 1} {
		var line timeline
		step := media.TimeScale / fps
		for i := range int64(40) {
			line.video(i * step)
		}
		before := line.last
		if at, d := line.video(40 * step); at-before != step || int64(d) < step {
			t.Errorf("%d fps: pictures lie %d apart for %d, want %d", fps, at-before, d, step)
		}
	}
}

// TestG711Tables knows the corners of ITU-T G.711.
func TestG711Tables(t *testing.T) {
	a, u := alawTable(), ulawTable()
	for b, want := range map[byte]int16{0xd5: 8, 0x55: -8, 0xaa: 32256, 0x2a: -32256} {
		if a[b] != want {
			t.Errorf("A-law %#x is %d, want %d", b, a[b], want)
		}
	}
	for b, want := range map[byte]int16{0xff: 0, 0x7f: 0, 0x80: 32124, 0x00: -32124} {
		if u[b] != want {
			t.Errorf("µ-law %#x is %d, want %d", b, u[b], want)
		}
	}
}

// TestRTPClock compresses the burst, keeps distances after it, and closes up
// jumps.
func TestRTPClock(t *testing.T) {
	c := rtpClock{burst: true}
	for i := range int64(50) {
		if got := c.picture(1e9 + i*3600); int64(got) != i*burstStep {
			t.Fatalf("burst picture %d at %d", i, got)
		}
	}
	c.burst = false
	base := c.picture(1e9 + 50*3600)
	if got := c.picture(1e9 + 51*3600); got-base != 3600 {
		t.Errorf("live pictures %d apart", got-base)
	}
	if got := c.picture(5); got-base != 3600+rtpStep {
		t.Errorf("after a jump %d", got-base)
	}
	first := c.sound(1<<30, 160)
	if got := c.sound(1<<30+1800+300, 160); got-first != 160 {
		t.Errorf("unrest of the clock moves sound by %d", got-first)
	}
}

// BenchmarkViewer is what one frame costs one viewer before the socket.
func BenchmarkViewer(b *testing.B) {
	pool := media.NewPool()
	slab, err := pool.Get(20000)
	if err != nil {
		b.Fatal(err)
	}
	track := &media.Track{ID: 1, Codec: media.H264}
	f := &media.Frame{Track: track, Received: time.Unix(1, 0), Data: slab.Bytes()[:20000], Slab: slab}
	m := liveMuxer{can: codecs{avc1: true}}
	m.video = track
	b.ReportAllocs()
	b.SetBytes(int64(len(f.Data)))
	for b.Loop() {
		f.DTS, f.PTS = f.DTS+3600, f.PTS+3600
		if v, err := m.take(f, false); v != took || err != nil {
			b.Fatal(v, err)
		}
		m.buf = m.buf[:0]
	}
}

// BenchmarkOpus is what a second of G.711 costs a stream.
func BenchmarkOpus(b *testing.B) {
	pool := media.NewPool()
	e := soundEncoder{pool: pool, emit: func(*media.Frame) {}}
	defer e.close()
	f := &media.Frame{Track: &media.Track{ID: 2, Codec: media.PCMA, SampleRate: 8000, Channels: 1}, Data: make([]byte, 8000)}
	for i := range f.Data {
		f.Data[i] = byte(i * 7)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := e.encode(f); err != nil {
			b.Fatal(err)
		}
		f.DTS += media.TimeScale
	}
}
