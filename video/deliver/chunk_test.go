package deliver_test

import (
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
)

// TestEveryPictureIsHeldAgainstTheGrant: a cursor that reads on behind the
// span, and a clock that has passed the grant's end while its timer did not
// fire, serve nothing more.
func TestEveryPictureIsHeldAgainstTheGrant(t *testing.T) {
	v := newTape(t, use(t, clip264))
	v.loose = true
	h := open(t, func(o *deliver.Config) { o.Footage = v })
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.from.Add(3 * time.Second)}
	p := h.dial("/playback?codecs=avc1")
	p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 1})
	p.send(map[string]any{"type": "more", "until": 1000})
	end, content := p.last()
	if end.Code != "grant.footage" {
		t.Errorf("ended with %q", end.Code)
	}
	if got := len(samples(t, content)[1]); got < 60 || got > 75 {
		t.Errorf("%d pictures of a span of 75 left", got)
	}

	now := time.Now()
	h = open(t, func(o *deliver.Config) {
		var looks atomic.Int32
		o.Footage, o.Now = v, func() time.Time {
			if looks.Add(1) > 20 {
				return now.Add(2 * time.Minute)
			}
			return now
		}
	})
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.cut}
	p = h.dial("/playback?codecs=avc1")
	p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 1})
	p.send(map[string]any{"type": "more", "until": 1000})
	if end, _ = p.last(); end.Code != "grant.expired" {
		t.Errorf("after its time a session ended with %q", end.Code)
	}
}
