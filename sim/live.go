package sim

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strconv"
	"strings"
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

// UnmarshalText reads a picture as the flags write it: coding, size, rate, bits
// per second and, if need be, the distance of key frames (two seconds without),
// such as "h265 1280x720 15fps 1200k" or "h264 1920x1080 25fps 4m gop50".
func (p *Picture) UnmarshalText(text []byte) error {
	bad := shiheng.Invalid("sim.picture", "value", string(text))
	words := strings.Fields(string(text))
	if len(words) != 4 && len(words) != 5 {
		return bad
	}
	out := Picture{Codec: map[string]media.Codec{"h264": media.H264, "h265": media.H265}[words[0]]}
	width, height, _ := strings.Cut(words[1], "x")
	out.Width, out.Height = count(width), count(height)
	out.Rate = count(strings.TrimSuffix(words[2], "fps"))
	if kilobits, ok := strings.CutSuffix(words[3], "k"); ok {
		out.BitRate = count(kilobits) * 1000
	} else {
		out.BitRate = count(strings.TrimSuffix(words[3], "m")) * 1_000_000
	}
	out.GOP = 2 * out.Rate
	if len(words) == 5 {
		out.GOP = count(strings.TrimPrefix(words[4], "gop"))
	}
	odd := out.Width%2 != 0 || out.Height%2 != 0
	if out.Codec == media.CodecUnknown || odd || out.Width < 192 || out.Height < 108 || out.Rate < 1 || out.Rate > 60 || out.BitRate < 20_000 || out.GOP < 1 {
		return bad
	}
	*p = out
	return nil
}

// count reads a number of at most five digits; 0 is none.
func count(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 99_999 {
		return 0
	}
	return n
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

// run encodes while somebody looks, until ctx ends. A crash of the encoder, or
// that there is none, is logged and tried again a second later.
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
