package sim

import (
	"context"
	"time"

	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// An item is one access unit or one stretch of sound on its way out.
type item struct {
	codec    media.Codec
	key      bool
	pts, dts int64  // in media.TimeScale units since the source began
	data     []byte // video in length form; shared by all viewers, never changed
}

// A source makes the pictures of one stream of one camera.
type source interface {
	// play hands out pictures at their time until ctx ends, take fails, or the
	// source is at its end, which is nil. Several may play at once.
	play(ctx context.Context, take func(item) error) error
	// sets tells the coding and its parameter sets.
	sets() parameters
	// wantKey asks for a key frame soon, if the source can make one.
	wantKey()
}

// parameters are what a session description says of a video stream.
type parameters struct {
	codec         media.Codec
	vps, sps, pps []byte
}

// parametersOf finds the parameter sets in a key unit.
func parametersOf(codec media.Codec, key picture.Unit) parameters {
	p := parameters{codec: codec}
	for nal := range media.NALs(key.Data) {
		switch media.ReadNAL(codec, nal).Set {
		case media.VPS:
			p.vps = nal
		case media.SPS:
			p.sps = nal
		case media.PPS:
			p.pps = nal
		}
	}
	return p
}

// sleep waits until a moment, or returns why not.
func sleep(ctx context.Context, until time.Time) error {
	wait := time.Until(until)
	if wait <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ticks turns a duration into media.TimeScale units, and span back.
func ticks(d time.Duration) int64 { return int64(d) * 9 / 100_000 }
func span(t int64) time.Duration  { return time.Duration(t) * 100_000 / 9 }

// A reel is a source that repeats what was encoded before: a clip from a file,
// or a stretch of scene shared by many devices, which makes a thousand of them
// cheap.
type reel struct {
	clip *picture.Clip
	// rounds says how often a player sees the clip; 0 is for ever.
	rounds int
	// shared lets players join in at the key frame that is due by the wall
	// clock; otherwise each sees the clip from its beginning.
	shared bool
}

func (r *reel) sets() parameters {
	for _, u := range r.clip.Units {
		if u.Key {
			return parametersOf(r.clip.Codec, u.Unit)
		}
	}
	return parameters{codec: r.clip.Codec}
}

// wantKey does nothing: what was encoded before cannot be changed.
func (r *reel) wantKey() {}

func (r *reel) play(ctx context.Context, take func(item) error) error {
	first, base := r.enter(time.Now())
	began := time.Now()
	for round := 0; r.rounds == 0 || round < r.rounds; round++ {
		for _, u := range r.clip.Units[first:] {
			at := base + u.DTS
			if err := sleep(ctx, began.Add(span(at))); err != nil {
				return err
			}
			err := take(item{codec: r.clip.Codec, key: u.Key, pts: base + u.PTS, dts: at, data: u.Data})
			if err != nil {
				return err
			}
		}
		base += r.clip.Length
		first = 0
	}
	return nil
}

// enter says at which unit a player begins, and what to add to the clip's
// times so that this unit is at 0.
func (r *reel) enter(now time.Time) (first int, base int64) {
	if r.shared {
		due := ticks(time.Duration(now.UnixNano()) % span(r.clip.Length))
		for i, u := range r.clip.Units {
			if u.DTS > due {
				break
			}
			if u.Key {
				first = i
			}
		}
	}
	return first, -r.clip.Units[first].DTS
}
