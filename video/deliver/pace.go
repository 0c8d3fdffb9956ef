package deliver

import (
	"context"
	"sync"
	"time"

	"shiheng.internal"
)

// A pace keeps what is delivered of one camera under one grant to the pace of
// looking: what could have been shown at the speed chosen, and the grant's
// Ahead besides. All streams of the grant share it, so that opening another
// one gains nothing.
type pace struct {
	mu    sync.Mutex
	most  time.Duration // of footage, at rest
	left  time.Duration // of footage that may be sent now; below zero when a group went beyond; guarded by mu
	speed float64       // guarded by mu
	since time.Time     // of left; guarded by mu
}

// A picture behind a seek counts for this much: who leafs through footage by
// seeking is no faster than who plays it.
const seekCosts = time.Second

type paceKey struct {
	grant  shiheng.GrantID
	camera shiheng.CameraID
}

// paceOf returns what a grant's streams of a camera share; nil when the grant
// does not bound the pace.
func (d *Deliver) paceOf(g shiheng.Grant, camera shiheng.CameraID) *pace {
	if g.Ahead <= 0 {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.c.Now()
	for key, p := range d.paces {
		if !now.Before(p.until) {
			delete(d.paces, key) // nothing is opened under it any more
		}
	}
	key := paceKey{g.ID, camera}
	if d.paces[key] == nil {
		most := time.Duration(g.Ahead) * time.Second
		d.paces[key] = &paced{pace{most: most, left: most, speed: 1, since: now}, g.Until}
	}
	return &d.paces[key].pace
}

// paced is a pace with the time from which nobody asks for it.
type paced struct {
	pace
	until time.Time
}

// fill adds what may be sent since it was looked at last. The caller holds mu.
func (p *pace) fill(now time.Time) {
	if passed := now.Sub(p.since); passed > 0 {
		p.left = min(p.most, p.left+time.Duration(float64(passed)*p.speed))
	}
	p.since = now
}

// at changes the speed.
func (p *pace) at(speed float64, now time.Time) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fill(now)
	p.speed = speed
}

// spend takes footage that is sent.
func (p *pace) spend(d time.Duration) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left -= d
}

// wait is how long to wait before more may be sent; zero when it may now.
func (p *pace) wait(now time.Time) time.Duration {
	if p == nil {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fill(now); p.left > 0 {
		return 0
	}
	return max(paceTick, time.Duration(float64(-p.left)/p.speed))
}

// paceTick is the shortest wait.
const paceTick = 20 * time.Millisecond

// rest waits until more may be sent, or the player says something.
func (p *playback) rest(ctx context.Context, d time.Duration) error {
	if err := p.flush(false); err != nil {
		return err
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case c := <-p.commands:
		return p.do(ctx, c)
	case <-ctx.Done():
		return errLeft
	}
}
