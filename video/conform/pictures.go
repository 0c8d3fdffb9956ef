package conform

import (
	"context"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/manscdp"
	"shiheng.internal/video/gb28181/ptz"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
)

// queue bounds what waits to be looked at.
const queue = 8 << 20

// play asks for the live picture and watches it for a while.
func (j *job) play(ctx context.Context, s *Step) {
	held, err := j.cfg.Streams.Hold(ctx, j.Camera, ingest.Main)
	if err != nil {
		s.failed(err)
		return
	}
	defer held.Release()
	j.watch(ctx, s, held, j.cfg.Watch)
}

// watch waits for a key frame and then looks at what comes for so long. The
// end of the stream ends it without failing once there was a picture.
func (j *job) watch(ctx context.Context, s *Step, held *ingest.Held, length time.Duration) {
	sub := held.Stream().Subscribe(hub.Options{MaxBytes: queue, FromKey: true})
	defer sub.Close()
	began := j.cfg.Now()
	first, cancel := context.WithTimeout(ctx, j.cfg.FirstPicture)
	f, err := sub.Next(first)
	cancel()
	if err != nil {
		why := held.State().Reason
		if s.fail("conform.no-picture"); why.Code != "" {
			s.fail(why.Code)
			for k, v := range why.Params {
				s.fact(k, v)
			}
		}
		return
	}
	s.count("firstKeyMs", int(j.cfg.Now().Sub(began).Milliseconds()))
	s.fact("codec", f.Track.Codec.String())
	s.count("width", f.Track.Width)
	s.count("height", f.Track.Height)
	f.Slab.Release()
	until, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	pictures, bytes := 1, 0
	for {
		f, err := sub.Next(until)
		if err != nil {
			break
		}
		if f.Track.Codec.Video() {
			pictures++
		}
		bytes += len(f.Data)
		f.Slab.Release()
	}
	s.count("pictures", pictures)
	s.count("bytes", bytes)
	s.fact("lost", strconv.FormatUint(sub.Lost(), 10))
	if pictures < 2 {
		s.fail("conform.picture-stands")
	}
}

// records asks what the channel has recorded.
func (j *job) records(ctx context.Context, s *Step) {
	now := j.cfg.Now()
	got, err := j.cfg.Platform.Recordings(ctx, j.Device, j.Channel, shiheng.Span{From: now.Add(-j.cfg.Look), To: now})
	if err != nil {
		s.failed(err)
		return
	}
	j.files = got.Items
	s.count("files", len(got.Items))
	s.count("announced", got.SumNum)
	s.count("broken", got.Broken)
	switch {
	case len(got.Items) == 0:
		s.fail("conform.no-recordings")
	case got.Partial:
		s.fail("conform.records-partial")
	}
}

// settled is how old a recording must be to be asked for: recorders close
// their files late.
const settled = 30 * time.Second

// playback plays the end of the newest recording that is settled.
func (j *job) playback(ctx context.Context, s *Step) {
	span, ok := j.newest()
	if !ok {
		s.fail("conform.no-recordings")
		return
	}
	s.fact("from", span.From.UTC().Format(time.RFC3339))
	s.fact("to", span.To.UTC().Format(time.RFC3339))
	held, err := j.cfg.Streams.Past(ctx, j.Camera, span)
	if err != nil {
		s.failed(err)
		return
	}
	defer held.Release()
	j.watch(ctx, s, held, j.cfg.Watch)
}

// newest finds a span to play.
func (j *job) newest() (shiheng.Span, bool) {
	length := max(2*j.cfg.Watch, 4*time.Second).Truncate(time.Second)
	limit := j.cfg.Now().Add(-settled)
	for i := len(j.files) - 1; i >= 0; i-- {
		f := j.files[i]
		to := f.To
		if to.After(limit) {
			to = limit
		}
		to = to.Truncate(time.Second)
		if to.Sub(f.From) >= length {
			return shiheng.Span{From: to.Add(-length), To: to}, true
		}
	}
	return shiheng.Span{}, false
}

// nudgeFor is how long the camera is moved each way: short enough to stay in
// the registered view.
const nudgeFor = 300 * time.Millisecond

// move pans a little to the left and back. That the peer took the commands is
// what is told; whether the picture moved is for eyes.
func (j *job) move(ctx context.Context, s *Step) {
	if !j.Moves {
		s.Result = NotApplicable
		s.Code = "conform.does-not-move"
		return
	}
	// The stop is sent whatever happened before it.
	defer func() {
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := j.command(stop, ptz.Command{Verb: ptz.Move}); err != nil && s.Result == Passed {
			s.failed(err)
		}
	}()
	for _, pan := range []int{-1, 1} {
		if err := j.command(ctx, ptz.Command{Verb: ptz.Move, Pan: pan, PanSpeed: ptzSpeed}); err != nil {
			s.failed(err)
			return
		}
		select {
		case <-time.After(nudgeFor):
		case <-ctx.Done():
			return
		}
	}
	s.fact("accepted", "true")
}

// ptzSpeed is a slow pan.
const ptzSpeed = 0x20

func (j *job) command(ctx context.Context, c ptz.Command) error {
	return j.cfg.Platform.Control(ctx, j.Device, j.Channel, manscdp.F("PTZCmd", c.String()))
}
