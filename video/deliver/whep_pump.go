package deliver

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// pump connects, and sends one stream after the other.
func (v *whepSession) pump(ctx context.Context) error {
	select {
	case <-v.connected:
	case <-time.After(iceConnect):
		return errLeft
	case <-ctx.Done():
		return errLeft
	}
	var clock rtpClock
	for {
		err := v.send(ctx, &clock)
		switch {
		case ctx.Err() != nil:
			return errLeft
		case errors.Is(err, errStreamEnded):
			v.ladder.ended(v.feed)
		case !errors.Is(err, errAnother):
			return err
		}
		if v.feed, err = v.ladder.next(ctx); err != nil {
			return err
		}
	}
}

// burstPackets is how many packets of the kept key-frame group go out before
// a pause, so that the player's socket is not flooded.
const (
	burstPackets = 64
	burstPause   = time.Millisecond
)

// send sends the present feed's frames until it ends.
func (v *whepSession) send(ctx context.Context, clock *rtpClock) error {
	sub := viewer(v.feed.stream)
	defer sub.Close()
	defer func() { v.session.d.stats.lost.Add(sub.Stats().Dropped) }()
	v.feed.seekKey()
	clock.burst = true
	waitKey, sent := true, v.video.sequence
	for {
		f, err := sub.Poll()
		if err != nil {
			return v.feed.ending(err)
		}
		if f == nil {
			clock.burst = false
			if err := wait(ctx, sub); err != nil {
				return err
			}
			continue
		}
		waitKey, err = v.frame(f, sub.Lost() > 0, waitKey, clock)
		f.Slab.Release()
		if err != nil {
			return err
		}
		if clock.burst && v.video.sequence-sent > burstPackets {
			sent = v.video.sequence
			select {
			case <-time.After(burstPause):
			case <-ctx.Done():
				return errLeft
			}
		}
	}
}

// wait waits for the subscription's next frame or its end.
func wait(ctx context.Context, sub *hub.Sub) error {
	select {
	case <-sub.Ready():
		return nil
	case <-ctx.Done():
		return errLeft
	}
}

// frame sends one frame and returns whether a key frame is waited for.
func (v *whepSession) frame(f *media.Frame, lost, waitKey bool, clock *rtpClock) (bool, error) {
	switch {
	case f.Track == nil:
		return waitKey, nil
	case v.sound != nil && f.Track.ID == v.sound.ID:
		if waitKey || clock.burst || f.Track.Codec != v.sound.Codec { // sound of the past would delay the picture
			return waitKey, nil
		}
		return false, v.audio.sound(f.Data, clock.sound(f.DTS, len(f.Data)))
	case !f.Track.Codec.Video():
		return waitKey, nil
	case f.Track.Codec != media.H264:
		return waitKey, errAnother
	case f.IsKey():
		waitKey = false
	case lost || f.Flags&media.Gap != 0:
		v.feed.requestKey()
		return true, nil
	case f.PTS != f.DTS:
		return waitKey, errReorders()
	}
	if waitKey {
		return true, nil
	}
	v.session.d.stats.frames.Add(1)
	v.session.d.stats.bytes.Add(uint64(len(f.Data)))
	if err := v.video.picture(f, clock.picture(f.DTS)); err != nil {
		return false, shiheng.Unavailable("whep.send").From(err)
	}
	return false, nil
}

// rtpClock gives RTP times. Frames of the first burst lie close together, so
// that the player catches up with live at once; later ones keep their
// distance, and jumps of the source's clock are closed up.
type rtpClock struct {
	burst      bool
	begun      bool
	dts        int64 // of the last picture
	at         int64 // its RTP time
	soundDTS   int64 // where the next sound is expected, by the source's clock
	soundStamp uint32
}

const (
	burstStep = media.TimeScale / 200 // 5 ms
	rtpJump   = 10 * media.TimeScale
	rtpStep   = media.TimeScale / 25
)

func (c *rtpClock) picture(dts int64) uint32 {
	distance := dts - c.dts
	switch {
	case !c.begun:
		distance = 0
	case c.burst:
		distance = min(max(distance, 1), burstStep)
	case distance <= 0 || distance > rtpJump:
		distance = rtpStep
	}
	c.begun, c.dts = true, dts
	c.at += distance
	return uint32(c.at)
}

// sound gives the time of a run of samples at 8 kHz, counted without regard
// to small unrest of the source's clock.
func (c *rtpClock) sound(dts int64, samples int) uint32 {
	if off := dts - c.soundDTS; off > soundJump || off < -soundJump {
		if step := off / soundPerDTS; c.soundDTS != 0 && step > 0 && step < rtpJump {
			c.soundStamp += uint32(step)
		}
		c.soundDTS = dts
	}
	stamp := c.soundStamp
	c.soundStamp += uint32(samples)
	c.soundDTS += int64(samples) * soundPerDTS
	return stamp
}
