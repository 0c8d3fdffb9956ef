package sim

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/sim/scene"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// Picture says how one stream of a practice camera is encoded.
type Picture struct {
	Codec         media.Codec // H264 or H265
	Width, Height int
	Rate          int // pictures per second
	BitRate       int // bits per second
	GOP           int // pictures from one key frame to the next
}

func (p Picture) spec() picture.Spec {
	return picture.Spec{Codec: p.Codec, Width: p.Width, Height: p.Height, Rate: p.Rate, GOP: p.GOP, BitRate: p.BitRate}
}

// UnmarshalText reads a picture as the flags write it, such as
// "h264 640x360 15fps 400k" with a key frame every two seconds.
func (p *Picture) UnmarshalText(text []byte) error {
	var out Picture
	var codec string
	var kilobits int
	n, err := fmt.Sscanf(string(text), "%s %dx%d %dfps %dk", &codec, &out.Width, &out.Height, &out.Rate, &kilobits)
	switch codec {
	case "h264":
		out.Codec = media.H264
	case "h265":
		out.Codec = media.H265
	default:
		return shiheng.Invalid("sim.picture", "value", string(text))
	}
	again := fmt.Sprintf("%s %dx%d %dfps %dk", codec, out.Width, out.Height, out.Rate, kilobits)
	even := out.Width%2 == 0 && out.Height%2 == 0
	if err != nil || n != 5 || again != string(text) || !even || out.Width < 192 || out.Height < 108 || out.Rate < 1 || out.Rate > 60 || kilobits < 20 {
		return shiheng.Invalid("sim.picture", "value", string(text))
	}
	out.BitRate, out.GOP = kilobits*1000, 2*out.Rate
	*p = out
	return nil
}

// A live source draws a scene and encodes it for as long as somebody looks.
// Its run method must be running.
type live struct {
	lab    *picture.Lab
	log    *slog.Logger
	cfg    scene.Config // size left open
	pic    Picture
	lens   *lens
	resize time.Duration // changes the size of the picture so often; 0 never
	began  time.Time     // of the times handed out
	params parameters    // set by prepare

	counter uint32 // of the next frame; belongs to run

	mu     sync.Mutex
	taps   map[chan item]struct{} // guarded by mu
	wanted chan struct{}          // a token when the first tap was added
	again  chan struct{}          // a token when a key frame is asked for
}

// tapItems bounds what a slow viewer may leave waiting: about two seconds.
const tapItems = 32

// linger keeps the encoder running after the last viewer left.
const linger = 5 * time.Second

// Why an encoder was stopped although all is well.
var (
	errIdle  = errors.New("nobody looks")
	errFresh = errors.New("a key frame was asked for")
)

func newLive(lab *picture.Lab, log *slog.Logger, c scene.Config, p Picture, l *lens) *live {
	return &live{
		lab: lab, log: log, cfg: c, pic: p, lens: l, began: time.Now(),
		taps: map[chan item]struct{}{}, wanted: make(chan struct{}, 1), again: make(chan struct{}, 1),
	}
}

// prepare encodes one picture to learn the parameter sets.
func (s *live) prepare(ctx context.Context) error {
	sc, err := s.scene(s.pic)
	if err != nil {
		return err
	}
	u, err := still(ctx, s.lab, sc, s.pic)
	if err != nil {
		return err
	}
	s.params = parametersOf(s.pic.Codec, u)
	return nil
}

func (s *live) scene(p Picture) (*scene.Scene, error) {
	c := s.cfg
	c.Width, c.Height = p.Width, p.Height
	return scene.New(c)
}

// still encodes one picture.
func still(ctx context.Context, lab *picture.Lab, sc *scene.Scene, p Picture) (picture.Unit, error) {
	var first picture.Unit
	clip, err := stretch(ctx, lab, sc, p, 1)
	if err == nil {
		first = clip.Units[0].Unit
	}
	return first, err
}

func (s *live) sets() parameters { return s.params }

// run encodes while somebody looks, until ctx ends. A crash of the encoder is
// logged and mended; without ffmpeg it fails.
func (s *live) run(ctx context.Context) error {
	for small := false; ; small = !small && s.resize > 0 {
		select {
		case <-s.wanted:
		case <-ctx.Done():
			return nil
		}
		p := s.pic
		if small {
			p.Width, p.Height = p.Width/4*2, p.Height/4*2
		}
		err := s.encode(ctx, p)
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, errIdle), errors.Is(err, errFresh):
		case err != nil:
			s.log.WarnContext(ctx, "practice camera stopped encoding", "camera", s.cfg.Camera, "error", err)
			if err := sleep(ctx, time.Now().Add(time.Second)); err != nil {
				return nil
			}
		}
		if s.watched() {
			s.want()
		}
	}
}

// encode runs one encoder until nobody looks, a key frame is asked for or the
// size is to change.
func (s *live) encode(ctx context.Context, p Picture) error {
	sc, err := s.scene(p)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var watching sync.WaitGroup
	defer watching.Wait()
	defer stop(nil)
	watching.Go(func() { s.watch(ctx, stop) })
	due := make(chan int64, 256) // times of the pictures inside the encoder
	slot := int64(time.Since(s.began) * time.Duration(p.Rate) / time.Second)
	draw := func(ctx context.Context, buf []byte) error {
		now := time.Since(s.began)
		slot = max(slot+1, int64(now*time.Duration(p.Rate)/time.Second))
		at := time.Duration(slot) * time.Second / time.Duration(p.Rate)
		if err := sleep(ctx, s.began.Add(at)); err != nil {
			return err
		}
		moment := time.Now()
		sc.Draw(buf, s.lens.at(moment), s.counter, moment)
		s.counter++
		select {
		case due <- ticks(at):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return s.lab.Encode(ctx, p.spec(), draw, func(u picture.Unit) error {
		at := <-due
		s.publish(item{codec: p.Codec, key: u.Key, pts: at, dts: at, data: u.Data})
		return nil
	})
}

// watch stops the encoder for one of the good reasons.
func (s *live) watch(ctx context.Context, stop context.CancelCauseFunc) {
	idle := time.NewTicker(linger)
	defer idle.Stop()
	var change <-chan time.Time
	if s.resize > 0 {
		t := time.NewTimer(s.resize)
		defer t.Stop()
		change = t.C
	}
	began := time.Now()
	for seen := true; ; {
		select {
		case <-ctx.Done():
			return
		case <-change:
			stop(errFresh)
			return
		case <-s.again:
			if time.Since(began) > time.Second { // younger ones have just begun with a key frame
				stop(errFresh)
				return
			}
		case <-idle.C:
			now := s.watched()
			if !seen && !now {
				stop(errIdle)
				return
			}
			seen = now
		}
	}
}

func (s *live) watched() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.taps) > 0
}

func (s *live) want() {
	select {
	case s.wanted <- struct{}{}:
	default:
	}
}

func (s *live) wantKey() {
	select {
	case s.again <- struct{}{}:
	default:
	}
}

// publish hands an item to all who look. Who is slow loses it.
func (s *live) publish(i item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for tap := range s.taps {
		select {
		case tap <- i:
		default:
		}
	}
}

// play hands out pictures from the next key frame on.
func (s *live) play(ctx context.Context, take func(item) error) error {
	tap := make(chan item, tapItems)
	s.mu.Lock()
	s.taps[tap] = struct{}{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.taps, tap)
	}()
	s.want()
	for keyed := false; ; {
		select {
		case i := <-tap:
			if keyed = keyed || i.key; !keyed {
				continue
			}
			if err := take(i); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// stretch encodes so many pictures of a scene at once, as fast as it goes.
func stretch(ctx context.Context, lab *picture.Lab, sc *scene.Scene, p Picture, pictures int) (*picture.Clip, error) {
	step := int64(media.TimeScale / p.Rate)
	clip := &picture.Clip{Codec: p.Codec, Width: p.Width, Height: p.Height, Length: int64(pictures) * step}
	began, drawn := time.Now(), 0
	err := lab.Encode(ctx, p.spec(), func(_ context.Context, buf []byte) error {
		if drawn == pictures {
			return io.EOF
		}
		sc.Draw(buf, scene.View{}, uint32(drawn), began.Add(span(int64(drawn)*step)))
		drawn++
		return nil
	}, func(u picture.Unit) error {
		at := int64(len(clip.Units)) * step
		clip.Units = append(clip.Units, picture.ClipUnit{Unit: u, PTS: at, DTS: at})
		return nil
	})
	return clip, err
}
