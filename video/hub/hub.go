// Package hub hands each frame of a stream to everybody who watches or records
// it: one publisher, many subscribers, a bounded queue each. Publishing never
// waits; a slow reader loses frames up to the next key frame, and only he.
package hub

import (
	"context"
	"errors"
	"sync"
	"time"

	"shiheng.internal/video/media"
)

// Why a subscription ended; Sub.Next returns one of them, or the cause the
// publisher gave to Close.
var ErrClosed = errors.New("hub: stream closed")

// A Stream is one source being received. Its methods are safe for concurrent
// use, but only one goroutine publishes.
type Stream struct {
	mu    sync.Mutex
	subs  map[*Sub]struct{} // guarded by mu
	group []*media.Frame    // since the last key frame, each slab retained; guarded by mu
	bytes int               // of group; guarded by mu
	cause error             // set once closed; guarded by mu
}

// keptGroup bounds the key-frame group kept for new viewers, in bytes.
const keptGroup = 2 << 20

// NewStream makes a stream without subscribers.
func NewStream() *Stream { return &Stream{subs: map[*Sub]struct{}{}} }

// Options say how a subscriber wants to be served.
type Options struct {
	// MaxBytes bounds the queue; beyond it the subscriber loses frames up to
	// the next key frame. Required.
	MaxBytes int
	// MaxAge bounds how long a frame may wait in the queue; 0 means no bound.
	// Viewers use two seconds, so that they never pin memory for long.
	MaxAge time.Duration
	// FromKey asks for the kept key-frame group first, so that there is a
	// picture at once.
	FromKey bool
}

// SubStats tells what a subscriber got and what it lost.
type SubStats struct {
	Frames, Dropped uint64
	QueuedBytes     int
}

// A Sub is one reader's queue. Next and Close may be called from different
// goroutines.
type Sub struct {
	stream *Stream
	opts   Options
	wake   chan struct{}

	mu      sync.Mutex
	queue   []*media.Frame // each slab retained; guarded by mu
	stats   SubStats       // guarded by mu
	waitKey bool           // lost something: skip video until a key frame; guarded by mu
	cause   error          // guarded by mu
}

// Publish hands f to every subscriber that has room for it. It never blocks.
// The stream retains f's slab for as long as it needs it; the caller keeps its
// own reference.
func (s *Stream) Publish(f *media.Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause != nil {
		return
	}
	s.keep(f)
	for sub := range s.subs {
		sub.offer(f)
	}
}

// keep maintains the key-frame group.
func (s *Stream) keep(f *media.Frame) {
	if f.IsKey() {
		s.forget()
	} else if len(s.group) == 0 {
		return
	}
	if s.bytes+len(f.Data) > keptGroup {
		s.forget()
		return
	}
	f.Slab.Retain()
	s.group = append(s.group, f)
	s.bytes += len(f.Data)
}

func (s *Stream) forget() {
	for i, f := range s.group {
		f.Slab.Release()
		s.group[i] = nil
	}
	s.group, s.bytes = s.group[:0], 0
}

// Subscribe adds a reader. The caller closes the Sub when done.
func (s *Stream) Subscribe(o Options) *Sub {
	sub := &Sub{stream: s, opts: o, wake: make(chan struct{}, 1)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause != nil {
		sub.cause = s.cause
		return sub
	}
	s.subs[sub] = struct{}{}
	if o.FromKey {
		for _, f := range s.group {
			sub.offer(f)
		}
	}
	sub.waitKey = len(sub.queue) == 0 && o.FromKey
	return sub
}

// Close ends the stream for everybody with cause (ErrClosed when nil).
func (s *Stream) Close(cause error) {
	if cause == nil {
		cause = ErrClosed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause != nil {
		return
	}
	s.cause = cause
	s.forget()
	for sub := range s.subs {
		sub.end(cause)
	}
	clear(s.subs)
}

func (sub *Sub) offer(f *media.Frame) {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	if sub.cause != nil {
		return
	}
	sub.expire(f.Received)
	if sub.stats.QueuedBytes+len(f.Data) > sub.opts.MaxBytes {
		sub.drop()
	}
	if sub.waitKey && !f.IsKey() {
		sub.stats.Dropped++
		return
	}
	sub.waitKey = false
	f.Slab.Retain()
	sub.queue = append(sub.queue, f)
	sub.stats.QueuedBytes += len(f.Data)
	select {
	case sub.wake <- struct{}{}:
	default:
	}
}

// expire drops everything when the oldest queued frame has waited too long.
func (sub *Sub) expire(now time.Time) {
	if sub.opts.MaxAge > 0 && len(sub.queue) > 0 && now.Sub(sub.queue[0].Received) > sub.opts.MaxAge {
		sub.drop()
	}
}

func (sub *Sub) drop() {
	for i, f := range sub.queue {
		f.Slab.Release()
		sub.queue[i] = nil
	}
	sub.stats.Dropped += uint64(len(sub.queue))
	sub.queue, sub.stats.QueuedBytes = sub.queue[:0], 0
	sub.waitKey = true
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
// who releases it. After the stream or the Sub was closed it hands out what is
// still queued and then returns the cause.
func (sub *Sub) Next(ctx context.Context) (*media.Frame, error) {
	for {
		sub.mu.Lock()
		if len(sub.queue) > 0 {
			f := sub.queue[0]
			sub.queue[0] = nil
			sub.queue = sub.queue[1:]
			sub.stats.Frames++
			sub.stats.QueuedBytes -= len(f.Data)
			sub.mu.Unlock()
			return f, nil
		}
		cause := sub.cause
		sub.mu.Unlock()
		if cause != nil {
			return nil, cause
		}
		select {
		case <-sub.wake:
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

// Stats returns the present figures.
func (sub *Sub) Stats() SubStats {
	sub.mu.Lock()
	defer sub.mu.Unlock()
	return sub.stats
}

// Close ends the subscription and frees its queue. It is idempotent.
func (sub *Sub) Close() {
	sub.stream.mu.Lock()
	delete(sub.stream.subs, sub)
	sub.stream.mu.Unlock()
	sub.mu.Lock()
	sub.drop()
	sub.mu.Unlock()
	sub.end(ErrClosed)
}
