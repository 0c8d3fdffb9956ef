package deliver_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
)

// TestPace keeps a grant with a bound to the pace of looking: eight seconds of
// footage take at least what they last at the speed chosen, less what may be
// sent ahead; another stream of the grant, or leafing by seeks, gains nothing.
func TestPace(t *testing.T) {
	const hurry = 20 // the clock of the test runs so many times as fast
	v := newTape(t, use(t, clip264))
	began := time.Now()
	clock := func() time.Time { return began.Add(hurry * time.Since(began)) }
	c := &till{}
	h := open(t, func(o *deliver.Config) { o.Footage, o.Meter, o.Now = v, c, clock })
	grant := func() {
		h.grant = h.mint(shiheng.ActPlayback, time.Hour)
		h.grant.Footage, h.grant.Ahead = shiheng.Span{From: v.from, To: v.cut}, 2
	}
	whole := func(speed float64) {
		p := h.dial("/playback?codecs=avc1,opus")
		p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": speed})
		p.send(map[string]any{"type": "more", "until": 1000})
		p.last()
	}
	took := func(least time.Duration, f func()) {
		t.Helper()
		from := clock()
		f()
		if got := clock().Sub(from); got < least {
			t.Errorf("took %v, want at least %v", got, least)
		}
	}
	grant()
	took(5*time.Second, func() { whole(1) })
	took(6*time.Second, func() { whole(1) }) // the first left nothing to send ahead
	grant()
	took(300*time.Millisecond, func() { whole(16) })
	if got := c.so(); got.Footage < 20*time.Second {
		t.Errorf("%v of footage was sent", got.Footage)
	}
	grant()
	took(5*time.Second, func() {
		p := h.dial("/playback?codecs=avc1,opus")
		for range 9 {
			p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 1})
			p.want("position")
		}
	})
}
