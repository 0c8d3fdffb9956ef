package picture_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"syscall"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/picture"
)

// A source hands out frames as a hub's subscription does.
type source struct{ frames chan *media.Frame }

func (s source) Next(ctx context.Context) (*media.Frame, error) {
	select {
	case f, ok := <-s.frames:
		if !ok {
			return nil, io.EOF
		}
		return f, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// result keeps what a transcode emitted.
type result struct {
	mu     sync.Mutex
	frames []media.Frame
	data   [][]byte
	seen   chan struct{} // gets a token per frame
}

func newResult() *result { return &result{seen: make(chan struct{}, 1000)} }

func (r *result) emit(f *media.Frame) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.frames = append(r.frames, *f)
	r.data = append(r.data, append([]byte(nil), f.Data...))
	r.seen <- struct{}{}
}

func h265(t testing.TB, l *picture.Lab, n int) ([]picture.Unit, *media.Track) {
	s := small
	s.Codec = media.H265
	units := encoded(t, l, s, n)
	return units, trackOf(media.H265, units[0])
}

func TestTranscodeKeepsTimeAndPicture(t *testing.T) {
	pool := media.NewPool()
	l := lab(t, picture.Config{Pool: pool})
	units, track := h265(t, l, 40)
	src, got := source{make(chan *media.Frame, 100)}, newResult()
	const start = 1 << 33 // beyond 32 bits, as after a day
	for i, u := range units[5:] {
		src.frames <- frameOf(t, pool, track, u, start+int64(i)*6000)
	}
	close(src.frames)
	if err := l.Transcode(t.Context(), picture.Transcode{Next: src.Next, Emit: got.emit}); err != nil {
		t.Fatal(err)
	}
	if len(got.frames) != 25 { // begins at the key frame, unit 15
		t.Fatalf("got %d frames, want 25", len(got.frames))
	}
	for i, f := range got.frames {
		if want := start + int64(i+10)*6000; f.PTS != want {
			t.Errorf("frame %d: PTS %d, want %d", i, f.PTS-start, want-start)
		}
		if !f.Received.Equal(time.Unix(0, f.PTS)) {
			t.Errorf("frame %d: received time is not its source's", i)
		}
		if f.Track.Codec != media.H264 || f.Track.Width != 320 || f.Track.Height != 180 || len(f.Track.SPS) != 1 || len(f.Track.PPS) != 1 {
			t.Fatalf("track is %+v", f.Track)
		}
		if f.Seq != uint64(i+1) {
			t.Errorf("frame %d: seq %d", i, f.Seq)
		}
	}
	if !got.frames[0].IsKey() || got.frames[0].Flags&media.Gap != 0 {
		t.Errorf("first frame has flags %b", got.frames[0].Flags)
	}
	key := picture.Unit{Key: true, Data: got.data[0]}
	f := frameOf(t, pool, got.frames[0].Track, key, 0)
	if _, err := l.Snapshot(t.Context(), f, 0); err != nil {
		t.Errorf("the result cannot be decoded: %v", err)
	}
	f.Slab.Release()
	if s := pool.Stats(); s.Used != 0 {
		t.Errorf("%d bytes of slabs are still held", s.Used)
	}
	noChildren(t)
}

func TestTranscodeAnswersWithoutWaiting(t *testing.T) {
	pool := media.NewPool()
	l := lab(t, picture.Config{Pool: pool})
	units, track := h265(t, l, 15)
	src, got := source{make(chan *media.Frame)}, newResult()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- l.Transcode(ctx, picture.Transcode{Next: src.Next, Emit: got.emit}) }()
	behind := 0
	for i, u := range units {
		src.frames <- frameOf(t, pool, track, u, int64(i)*6000)
		if i < 4 {
			continue // ffmpeg opens its decoder on the first ones
		}
		select {
		case <-got.seen:
		case <-time.After(10 * time.Second):
			behind++
		}
	}
	if behind > 0 {
		t.Errorf("%d frames did not come back before the next was sent", behind)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	noChildren(t)
}

func TestTranscodeRestartsAfterACrash(t *testing.T) {
	pool := media.NewPool()
	l := lab(t, picture.Config{Pool: pool})
	units, track := h265(t, l, 30)
	src, got := source{make(chan *media.Frame)}, newResult()
	ended := make(chan error, 1)
	go func() { ended <- l.Transcode(t.Context(), picture.Transcode{Next: src.Next, Emit: got.emit}) }()
	i := 0
	send := func() {
		src.frames <- frameOf(t, pool, track, units[i%30], int64(i)*6000)
		i++
	}
	for len(got.seen) < 3 {
		send()
	}
	for _, pid := range children(t) {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	before := len(got.seen)
	deadline := time.Now().Add(20 * time.Second)
	for len(got.seen) < before+20 && time.Now().Before(deadline) {
		send()
		time.Sleep(5 * time.Millisecond) // the pace of a source, else thousands go by in the pause
	}
	close(src.frames)
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	gaps := 0
	for n, f := range got.frames {
		if f.Flags&media.Gap != 0 {
			gaps++
			if !f.IsKey() || n == 0 {
				t.Errorf("frame %d is after the gap but no key frame", n)
			}
		}
	}
	if gaps != 1 {
		t.Errorf("got %d gaps, want 1", gaps)
	}
	if s := pool.Stats(); s.Used != 0 {
		t.Errorf("%d bytes of slabs are still held", s.Used)
	}
	noChildren(t)
}

func TestTranscodeFollowsATrackChange(t *testing.T) {
	pool := media.NewPool()
	l := lab(t, picture.Config{Pool: pool})
	units, track := h265(t, l, 15)
	wide := small
	wide.Width, wide.Height = 640, 360
	other := encoded(t, l, wide, 15)
	next := trackOf(media.H264, other[0])
	next.Generation, next.Width, next.Height = 2, 640, 360
	src, got := source{make(chan *media.Frame, 100)}, newResult()
	for i, u := range units {
		src.frames <- frameOf(t, pool, track, u, int64(i)*6000)
	}
	for i, u := range other {
		src.frames <- frameOf(t, pool, next, u, int64(15+i)*6000)
	}
	close(src.frames)
	if err := l.Transcode(t.Context(), picture.Transcode{Next: src.Next, Emit: got.emit, MaxWidth: 480}); err != nil {
		t.Fatal(err)
	}
	if len(got.frames) != 30 {
		t.Fatalf("got %d frames, want 30", len(got.frames))
	}
	if a, b := got.frames[0].Track, got.frames[29].Track; a.Width != 320 || b.Width != 480 || b.Generation <= a.Generation {
		t.Errorf("tracks are %+v and %+v", a, b)
	}
}

func TestTranscodesAreBounded(t *testing.T) {
	l := lab(t, picture.Config{Transcodes: 1})
	src := source{make(chan *media.Frame)}
	ctx, cancel := context.WithCancel(t.Context())
	begun := make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- l.Transcode(ctx, picture.Transcode{
			Next: func(ctx context.Context) (*media.Frame, error) { close(begun); return src.Next(ctx) },
			Emit: func(*media.Frame) {},
		})
	}()
	<-begun
	second := picture.Transcode{Next: src.Next, Emit: func(*media.Frame) {}}
	if err := l.Transcode(t.Context(), second); !errors.Is(err, shiheng.ErrExhausted) {
		t.Errorf("got %v, want ErrExhausted", err)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if running, bound := l.Transcodes(); running != 0 || bound != 1 {
		t.Errorf("%d of %d running", running, bound)
	}
}

func TestTranscodeGivesUpWithoutFFmpeg(t *testing.T) {
	pool := media.NewPool()
	units, track := h265(t, lab(t, picture.Config{}), 1)
	l := lab(t, picture.Config{FFmpeg: "no-such-ffmpeg", Pool: pool})
	src := source{make(chan *media.Frame, 1)}
	src.frames <- frameOf(t, pool, track, units[0], 0)
	err := l.Transcode(t.Context(), picture.Transcode{Next: src.Next, Emit: func(*media.Frame) {}})
	if !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	if s := pool.Stats(); s.Used != 0 {
		t.Errorf("%d bytes of slabs are still held", s.Used)
	}
}
