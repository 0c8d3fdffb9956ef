package deliver

import "shiheng.internal/video/media"

// A timeline maps the decode times of a stream to the player's media timeline,
// in 90 kHz ticks from 0.
//
// Live frames leave when they come, before the next one says how long they
// last, so each declares the longest distance seen lately. Media Source drops
// everything up to the next key frame when a decode time is more than twice
// the declared duration after the last one (W3C MSE, coded frame processing).
// So after a longer pause, or when the source's clock jumps, the timeline
// closes up instead: live has no holes, and `clock` tells the player what the
// wall time is.
type timeline struct {
	begun  bool
	offset int64 // media time − decode time
	last   int64 // media time of the last video frame
	step   int64 // what video frames declare as their duration
}

const (
	stepFirst = media.TimeScale / 25
	stepLeast = media.TimeScale / 120
	stepMost  = media.TimeScale // one second: time-lapse sources
)

// video places the next video frame and returns its media time and duration.
func (t *timeline) video(dts int64) (at int64, duration uint32) {
	if !t.begun {
		t.begun, t.offset, t.last, t.step = true, -dts, 0, stepFirst
		return 0, uint32(t.step)
	}
	distance := dts + t.offset - t.last
	place := distance
	switch {
	case distance <= 0:
		place = t.step
	case distance > 2*t.step:
		place = 2 * t.step
		t.step = min(place, stepMost)
	default: // rises at once, falls slowly
		t.step = min(max(distance, (7*t.step+distance)/8, stepLeast), stepMost)
	}
	t.offset += place - distance
	t.last += place
	return t.last, uint32(t.step)
}

// sound places a sound frame; it is not to be sent when ok is false because it
// lies before the picture's begin or far from the picture.
func (t *timeline) sound(dts int64) (at int64, ok bool) {
	at = dts + t.offset
	const far = 3 * media.TimeScale
	return at, t.begun && at >= 0 && at-t.last < far && t.last-at < far
}
