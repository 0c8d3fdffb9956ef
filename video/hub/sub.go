package hub

import (
	"context"
	"sync"
	"time"

	"shiheng.internal/video/media"
)

// Options say how a subscriber wants to be served.
type Options struct {
	// MaxBytes bounds the queue, in bytes of payload. Required. What happens
	// beyond it depends on MaxAge: a viewer (MaxAge > 0) loses what is queued,
	// because only the newest picture is worth anything to him; a recorder
	// (MaxAge 0) keeps what is queued, its spill budget, and loses new frames.
	// Both go on at a key frame, and [Sub.Lost] tells how much is missing.
	MaxBytes int
	// MaxAge bounds how long a frame may lie in the queue; older ones are let
	// go even when no new frame comes. 0 means no bound. Viewers use two
	// seconds, so that they never pin memory for long.
	MaxAge time.Duration
	// FromKey asks for the kept key-frame group first, so that there is a
	// picture at once, and for nothing else before the first key frame.
	FromKey bool
}

// SubStats tells what a subscriber got and what it lost.
type SubStats struct {
	Frames, Dropped uint64
	QueuedFrames    int
	QueuedBytes     int
}

// A Sub is one reader's queue. One goroutine calls Next and Lost; Stats and
// Close may be called from others.
type Sub struct {
	stream *Stream
	opts   Options
	wake   chan struct{}

	mu      sync.Mutex
	ring    []queued    // a circle whose length is a power of two; guarded by mu
	head    int         // of ring; guarded by mu
	stats   SubStats    // guarded by mu
	begun   bool        // the first key frame was queued; guarded by mu
	waitKey bool        // skip video until a key frame; guarded by mu
	lost    uint64      // frames lost since the newest queued one; guarded by mu
	told    uint64      // frames lost before the one Next returned last; guarded by mu
	timer   *time.Timer // lets old frames go; nil without MaxAge
	armed   bool        // timer is running; guarded by mu
	cause   error       // guarded by mu
}

// queued is a frame in a queue, its slab retained.
type queued struct {
	frame *media.Frame
	at    time.Duration // when it was put here, on the stream's clock
	lost  uint64        // frames lost right before it
}

func newSub(s *Stream, o Options) *Sub {
	sub := &Sub{stream: s, opts: o, wake: make(chan struct{}, 1)}
	if o.MaxAge > 0 {
		sub.timer = time.AfterFunc(o.MaxAge, sub.revoke)
		sub.timer.Stop()
	}
	return sub
}

// awaitKey sets what is skipped after the kept group was queued: video, when
// there was no group or it was cut.
func (sub *Sub) awaitKey(cut bool) {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	sub.waitKey = sub.waitKey || cut || !sub.begun
}

// offer queues f unless it has to be skipped or there is no room.
func (sub *Sub) offer(f *media.Frame, now time.Duration, keyed bool) {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	if sub.cause != nil {
		return
	}
	if sub.skips(f, keyed) {
		return
	}
	sub.expire(now)
	if sub.stats.QueuedBytes+len(f.Data) > sub.opts.MaxBytes {
		if sub.opts.MaxAge > 0 {
			sub.drop()
		}
		if sub.opts.MaxAge == 0 || len(f.Data) > sub.opts.MaxBytes {
			sub.lose(f)
			return
		}
	}
	if needsKey(f) {
		if sub.waitKey && !f.IsKey() { // the drop just now took what f builds on
			sub.lose(f)
			return
		}
		sub.waitKey = false
	}
	sub.begun = sub.begun || f.IsKey()
	f.Slab.Retain()
	sub.push(queued{frame: f, at: now, lost: sub.lost})
	sub.lost = 0
	select {
	case sub.wake <- struct{}{}:
	default:
	}
}

// skips reports whether f is of no use now: video after a loss that is no key
// frame, and anything at all before a viewer's first key frame.
func (sub *Sub) skips(f *media.Frame, keyed bool) bool {
	switch {
	case f.IsKey():
		return false
	case sub.opts.FromKey && keyed && !sub.begun:
		sub.stats.Dropped++ // never begun, so nothing is missing
		return true
	case sub.waitKey && needsKey(f):
		sub.lose(f)
		return true
	}
	return false
}

// lose counts a frame that will not be queued.
func (sub *Sub) lose(f *media.Frame) {
	sub.stats.Dropped++
	sub.lost++
	sub.waitKey = sub.waitKey || needsKey(f)
}

// push puts q at the tail, growing the circle when it is full.
func (sub *Sub) push(q queued) {
	n := sub.stats.QueuedFrames
	if n == len(sub.ring) {
		bigger := make([]queued, max(16, 2*n))
		for i := range n {
			bigger[i] = sub.ring[(sub.head+i)&(n-1)]
		}
		sub.ring, sub.head = bigger, 0
	}
	sub.ring[(sub.head+n)&(len(sub.ring)-1)] = q
	sub.stats.QueuedFrames++
	sub.stats.QueuedBytes += len(q.frame.Data)
	if sub.timer != nil && !sub.armed {
		sub.armed = true
		sub.timer.Reset(sub.opts.MaxAge)
	}
}

// pop takes the oldest frame out; there must be one.
func (sub *Sub) pop() queued {
	q := sub.ring[sub.head]
	sub.ring[sub.head] = queued{}
	sub.head = (sub.head + 1) & (len(sub.ring) - 1)
	sub.stats.QueuedFrames--
	sub.stats.QueuedBytes -= len(q.frame.Data)
	return q
}

// expire drops the queue when its oldest frame has lain there too long.
func (sub *Sub) expire(now time.Duration) {
	if sub.opts.MaxAge > 0 && sub.stats.QueuedFrames > 0 && now-sub.ring[sub.head].at >= sub.opts.MaxAge {
		sub.drop()
	}
}

// revoke runs when the timer fires: it lets a sleeping reader's frames go, or
// looks again when the oldest of them will be due.
func (sub *Sub) revoke() {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	now := time.Since(sub.stream.base)
	sub.expire(now)
	sub.armed = sub.stats.QueuedFrames > 0
	if sub.armed {
		sub.timer.Reset(sub.ring[sub.head].at + sub.opts.MaxAge - now)
	}
}

// drop lets the whole queue go. Losses remembered in it are kept.
func (sub *Sub) drop() {
	for sub.stats.QueuedFrames > 0 {
		q := sub.pop()
		sub.lost += q.lost + 1
		sub.stats.Dropped++
		sub.waitKey = sub.waitKey || needsKey(q.frame)
		q.frame.Slab.Release()
	}
}

func (sub *Sub) end(cause error) {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	if sub.cause == nil {
		sub.cause = cause
	}
	select {
	case sub.wake <- struct{}{}:
	default:
	}
}

// Next waits for the next frame. The frame's slab is retained for the caller,
// who releases it. After the stream was closed it hands out what is still
// queued and then returns the cause; after the Sub was closed it returns
// [ErrClosed]; when ctx ends first, its cause.
func (sub *Sub) Next(ctx context.Context) (*media.Frame, error) {
	for {
		f, err := sub.Poll()
		if f != nil || err != nil {
			return f, err
		}
		select {
		case <-sub.wake:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// Poll is Next without waiting: it returns nil and no error when nothing is
// queued.
func (sub *Sub) Poll() (*media.Frame, error) {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	if sub.stats.QueuedFrames == 0 {
		if sub.cause != nil {
			sub.told = sub.lost
		}
		return nil, sub.cause
	}
	q := sub.pop()
	sub.stats.Frames++
	sub.told = q.lost
	return q.frame, nil
}

// Ready returns a channel that receives when Poll may have something new. It
// serves readers that wait for other things beside frames.
func (sub *Sub) Ready() <-chan struct{} { return sub.wake }

// Lost tells how many frames this reader lost right before the frame that Next
// returned last; after Next returned the stream's cause, how many at the end.
// A recorder declares a gap when it is not 0.
func (sub *Sub) Lost() uint64 {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	return sub.told
}

// Stats returns the present figures.
func (sub *Sub) Stats() SubStats {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	return sub.stats
}

// Close ends the subscription and frees its queue. It is idempotent.
func (sub *Sub) Close() {
	sub.stream.leave(sub)
	sub.mu.Lock()
	sub.drop()
	if sub.timer != nil {
		sub.timer.Stop()
	}
	sub.mu.Unlock()
	sub.end(ErrClosed)
}
