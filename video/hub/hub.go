// Package hub hands each frame of a stream to everybody who watches or records
// it: one publisher, many subscribers, a bounded queue each. Publishing never
// waits; a slow reader loses frames up to the next key frame, and only he.
//
// Frames are handed on by reference. The hub retains a frame's slab once for
// every queue it lies in and once for the kept key-frame group, from which a
// new viewer has a picture at once. A viewer's queue lets go of its frames two
// seconds (its MaxAge) after they were put there, whether the viewer reads,
// sleeps or hangs, so that viewers never pin a recorder's memory. The package
// starts no goroutine.
package hub

import (
	"errors"
	"slices"
	"sync"
	"time"

	"shiheng.internal/video/media"
)

// ErrClosed is why a subscription ended when nobody gave another cause.
var ErrClosed = errors.New("hub: stream closed")

// The bounds of the key-frame group kept for new viewers.
const (
	keptGroup  = 2 << 20 // bytes
	keptFrames = 2000
	keptTime   = 10 * time.Second // after the last frame; an old picture must not pass for a live one
)

// A Stream is one source being received. Its methods are safe for concurrent
// use, but only one goroutine publishes.
type Stream struct {
	base time.Time // queue times are distances from here, by the monotonic clock

	mu     sync.Mutex
	subs   []*Sub          // guarded by mu
	group  []*media.Frame  // since the last key frame, each slab retained; guarded by mu
	bytes  int             // of group; guarded by mu
	cut    bool            // group lacks frames behind its last one; guarded by mu
	tracks []*media.Track  // newest value of each track seen, by ID; guarded by mu
	heard  []time.Duration // when each of tracks last came, at the same place; guarded by mu
	keyed  bool            // a coding with key frames was seen; guarded by mu
	stats  Stats           // Frames, Bytes and LastKey; guarded by mu
	cause  error           // set once closed; guarded by mu
}

// Stats tells what a stream carried and what it holds.
type Stats struct {
	Frames, Bytes         uint64 // published
	Pictures              uint64 // of Frames, those of video tracks
	Subscribers           int
	KeptFrames, KeptBytes int       // the key-frame group
	LastFrame, LastKey    time.Time // when they were published; zero before the first
	Dropped               uint64    // lost by subscribers, those that left included
}

// NewStream makes a stream without subscribers.
func NewStream() *Stream { return &Stream{base: time.Now()} }

// Publish hands f to every subscriber that has room for it. It never blocks
// and, in steady state, allocates nothing. The stream retains f's slab for as
// long as it needs it; the caller keeps its own reference.
func (s *Stream) Publish(f *media.Frame) {
	now := time.Since(s.base)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause != nil {
		return
	}
	s.note(f, now)
	s.keep(f)
	for _, sub := range s.subs {
		sub.offer(f, now, s.keyed)
	}
}

// note counts f and remembers its track.
func (s *Stream) note(f *media.Frame, now time.Duration) {
	s.stats.Frames++
	if f.Track.Codec.Video() {
		s.stats.Pictures++
	}
	s.stats.Bytes += uint64(len(f.Data))
	s.stats.LastFrame = s.base.Add(now)
	if f.IsKey() {
		s.stats.LastKey = s.stats.LastFrame
	}
	s.keyed = s.keyed || needsKey(f)
	s.remember(f.Track, now)
	if f.IsKey() {
		s.unlearn(now)
	}
}

// remember keeps the newest value of each track, by ID.
func (s *Stream) remember(newest *media.Track, now time.Duration) {
	if newest == nil {
		return
	}
	at := 0
	for at < len(s.tracks) && s.tracks[at].ID < newest.ID {
		at++
	}
	if at == len(s.tracks) || s.tracks[at].ID != newest.ID {
		s.tracks = slices.Insert(s.tracks, at, newest)
		s.heard = slices.Insert(s.heard, at, now)
	}
	s.tracks[at], s.heard[at] = newest, now
}

// unlearn takes out the sound that no longer comes, because it was switched
// off or the camera set anew: nobody is to be promised a track of sound that
// is not there.
func (s *Stream) unlearn(now time.Duration) {
	for i := len(s.tracks) - 1; i >= 0; i-- {
		if s.tracks[i].Codec.Audio() && now-s.heard[i] > media.SoundGone {
			s.tracks, s.heard = slices.Delete(s.tracks, i, i+1), slices.Delete(s.heard, i, i+1)
		}
	}
}

// Announce tells of tracks before their first frame, so that viewers who
// come now expect them.
func (s *Stream) Announce(tracks ...*media.Track) {
	now := time.Since(s.base)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range tracks {
		s.remember(t, now)
	}
}

// needsKey reports whether decoding f's track begins at key frames only. Of
// opaque codings nobody here can tell, so their frames always pass.
func needsKey(f *media.Frame) bool {
	return f.Track != nil && (f.Track.Codec == media.H264 || f.Track.Codec == media.H265)
}

// keep maintains the key-frame group. A group that grows beyond its bounds
// shrinks to its key frame: a still picture until the next one.
func (s *Stream) keep(f *media.Frame) {
	switch {
	case f.IsKey():
		s.forget()
	case len(s.group) == 0, s.cut:
		return
	case needsKey(f) && f.Flags&media.Gap != 0:
		s.cut = true // what follows cannot be decoded before the next key frame
		return
	}
	if s.bytes+len(f.Data) > keptGroup || len(s.group) >= keptFrames {
		s.cut = true
		for i := 1; i < len(s.group); i++ {
			s.bytes -= len(s.group[i].Data)
			s.group[i].Slab.Release()
			s.group[i] = nil
		}
		s.group = s.group[:min(1, len(s.group))]
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
	s.group, s.bytes, s.cut = s.group[:0], 0, false
}

// Subscribe adds a reader. The caller closes the Sub when done. On a closed
// stream the Sub's Next returns the cause at once.
func (s *Stream) Subscribe(o Options) *Sub {
	sub := newSub(s, o)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause != nil {
		sub.cause = s.cause
		return sub
	}
	if o.FromKey {
		now := time.Since(s.base)
		if s.base.Add(now).Sub(s.stats.LastFrame) > keptTime {
			s.forget()
		}
		for _, f := range s.group {
			sub.offer(f, now, s.keyed)
		}
		sub.awaitKey(s.cut)
	}
	s.subs = append(s.subs, sub)
	return sub
}

// Tracks returns the newest value of every track seen or announced, by ID, but
// for sound that stayed away for longer than [media.SoundGone]. The values are
// shared and never changed.
func (s *Stream) Tracks() []*media.Track {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tracks)
}

// Stats returns the present figures.
func (s *Stream) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.stats
	out.Subscribers, out.KeptFrames, out.KeptBytes = len(s.subs), len(s.group), s.bytes
	for _, sub := range s.subs {
		out.Dropped += sub.Stats().Dropped
	}
	return out
}

// Close ends the stream for everybody with cause (ErrClosed when nil). What
// is queued can still be read. It is idempotent; the first cause stays.
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
	for i, sub := range s.subs {
		s.stats.Dropped += sub.Stats().Dropped
		sub.end(cause)
		s.subs[i] = nil
	}
	s.subs = nil
}

// leave takes sub out of the list; nothing is offered to it afterwards.
func (s *Stream) leave(sub *Sub) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.Index(s.subs, sub)
	if i < 0 {
		return
	}
	s.stats.Dropped += sub.Stats().Dropped
	last := len(s.subs) - 1
	s.subs[i], s.subs[last] = s.subs[last], nil
	s.subs = s.subs[:last]
}
