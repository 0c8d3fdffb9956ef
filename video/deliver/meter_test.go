package deliver_test

import (
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/deliver"
)

// till is a meter that adds up, and has enough after some footage.
type till struct {
	mu     sync.Mutex
	sum    shiheng.Served // guarded by mu
	enough time.Duration
}

func (c *till) Served(_ shiheng.Grant, _ shiheng.CameraID, s shiheng.Served) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sum.Chunks += s.Chunks
	c.sum.Bytes += s.Bytes
	c.sum.Footage += s.Footage
	if c.enough > 0 && c.sum.Footage > c.enough {
		return shiheng.Exhausted("official.quota")
	}
	return nil
}

func (c *till) so() shiheng.Served {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sum
}

// TestMeter tells of every group of pictures and all footage that left, and
// ends the session when the meter has had enough.
func TestMeter(t *testing.T) {
	v := newTape(t, use(t, clip264))
	c := &till{}
	h := open(t, func(o *deliver.Config) { o.Footage, o.Meter = v, c })
	h.grant = h.mint(shiheng.ActPlayback, time.Minute)
	h.grant.Footage = shiheng.Span{From: v.from, To: v.cut}
	p := h.dial("/playback?codecs=avc1,opus")
	p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 1})
	p.send(map[string]any{"type": "more", "until": 1000})
	p.last()
	got := c.so()
	if got.Footage < 7900*time.Millisecond || got.Footage > 8100*time.Millisecond || got.Chunks < 4 || got.Bytes < 1000 {
		t.Errorf("%+v of 8 s", got)
	}
	c.mu.Lock()
	c.sum, c.enough = shiheng.Served{}, 3*time.Second
	c.mu.Unlock()
	p = h.dial("/playback?codecs=avc1,opus")
	p.send(map[string]any{"type": "seek", "at": at(v.from), "speed": 1})
	p.send(map[string]any{"type": "more", "until": 1000})
	p.last()
	if got := c.so(); got.Footage > 6*time.Second {
		t.Errorf("%v were served past a quota of 3 s", got.Footage)
	}
}
