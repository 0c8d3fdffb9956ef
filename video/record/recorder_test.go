package record_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// A desk is a store at work, inside a bubble of its own time.
type desk struct {
	t      *testing.T
	pool   *media.Pool
	store  *slots.Store
	index  *record.MemoryIndex
	stream record.Stream
	stop   context.CancelFunc
	done   sync.WaitGroup
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, pool: media.NewPool(), index: record.NewMemoryIndex()}
	d.pool.Poison = true
	began := time.Now()
	s, err := slots.Open(t.Context(), slots.Config{
		Places: []slots.Place{{Disk: &disk.Volatile{Label: "a"}, Capacity: 64 << 20}}, Index: d.index, Pool: d.pool,
		SlotSize: 1 << 20, Floor: 30, Boot: func() time.Duration { return time.Since(began) },
	})
	if err != nil {
		t.Fatal(err)
	}
	d.store = s
	if d.stream, err = s.Stream(t.Context(), shiheng.CameraID{1}, record.Main, 1); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	d.stop = stop
	d.done.Go(func() {
		if err := s.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *desk) close() {
	d.stop()
	d.done.Wait()
	if err := d.store.Close(); err != nil {
		d.t.Error(err)
	}
}

// read returns what a reader finds: numbers of pictures, count of sounds, gaps.
func (d *desk) read() (pictures []uint64, sounds int, gaps []record.GapRow) {
	d.t.Helper()
	r := &record.Reader{Library: d.store, Index: d.index}
	c, err := r.Open(d.t.Context(), d.stream.ID, time.Time{}, record.PlayOptions{})
	if err != nil {
		d.t.Fatal(err)
	}
	for {
		step, err := c.Next(d.t.Context())
		switch {
		case errors.Is(err, io.EOF):
			return pictures, sounds, gaps
		case err != nil:
			d.t.Fatal(err)
		case step.Frame == nil:
			gaps = append(gaps, *step.Gap)
			continue
		case step.Frame.Track.Codec.Video():
			_, n := recordtest.Number(step.Frame.Data)
			want := make([]byte, len(step.Frame.Data))
			recordtest.Fill(want, 1, n)
			if string(want) != string(step.Frame.Data) {
				d.t.Errorf("picture %d differs", n)
			}
			pictures = append(pictures, n)
		default:
			sounds++
		}
		step.Frame.Slab.Release()
	}
}

// play publishes the next n ticks of src in the bubble's real time.
func play(h *hub.Stream, src *recordtest.Source, n int) {
	for range n {
		for _, f := range src.Next() {
			h.Publish(f)
			f.Slab.Release()
		}
		time.Sleep(40 * time.Millisecond)
	}
}

func (d *desk) recorder(h *hub.Stream) (*record.Recorder, chan error) {
	r := record.NewRecorder(record.RecorderConfig{Stream: d.stream, Store: d.store, Pool: d.pool})
	done := make(chan error, 1)
	go func() { done <- r.Run(context.Background(), h) }()
	synctest.Wait()
	return r, done
}

func upTo(n uint64) []uint64 {
	var out []uint64
	for i := range n {
		out = append(out, i)
	}
	return out
}

// TestSilence lets a source pause amid a group, shorter and longer than a run
// lasts without frames.
func TestSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1}
		r, done := d.recorder(h)
		play(h, src, 40)
		time.Sleep(3 * time.Second)
		if p, _, _ := d.read(); len(p) != 40 {
			t.Errorf("%d of 40 pictures readable in the silence", len(p))
		}
		if up := d.store.DurableUpTo(d.stream.ID); up.Seq != 2 {
			t.Errorf("durable up to %d in the silence", up.Seq)
		}
		src.Start = src.Start.Add(3 * time.Second)
		play(h, src, 60)
		time.Sleep(20 * time.Second)
		src.Start = src.Start.Add(20 * time.Second)
		src.SkipToKey()
		play(h, src, 50)
		src.Close()
		h.Close(nil)
		if err := <-done; err != nil {
			t.Error(err)
		}
		pictures, _, gaps := d.read()
		if !slices.Equal(pictures, upTo(150)) {
			t.Errorf("read %v", pictures)
		}
		if len(gaps) != 1 || gaps[0].Cause != record.CauseNoSignal || gaps[0].To.Sub(gaps[0].From) < 19*time.Second {
			t.Errorf("gaps %v", gaps)
		}
		if s := r.Stats(); s.Copied < 1 || s.Copied > 4 || s.Runs != 2 {
			t.Errorf("%+v", s)
		}
		d.close()
	})
}

// TestLoss: frames that the hub had to drop end the run with the cause overload.
func TestLoss(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1, Sound: true}
		_, done := d.recorder(h)
		play(h, src, 60)
		for range 15 { // lost on the way
			for _, f := range src.Next() {
				f.Slab.Release()
			}
			time.Sleep(40 * time.Millisecond)
		}
		play(h, src, 50)
		src.Close()
		h.Close(nil)
		<-done
		pictures, _, gaps := d.read()
		if len(pictures) != 110 || pictures[59] != 59 || pictures[60] != 75 {
			t.Errorf("read %v", pictures)
		}
		if len(gaps) != 1 || gaps[0].Cause != record.CauseOverload {
			t.Errorf("gaps %v", gaps)
		}
		d.close()
	})
}

// TestKnownLoss: pictures that are known to be lost on the way to us mark the
// chunk when the hole is short, wherever in it they are missing; a longer hole
// is a gap with its times, as when a session broke and came back.
func TestKnownLoss(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1}
		_, done := d.recorder(h)
		play(h, src, 60)
		time.Sleep(200 * time.Millisecond)
		src.Lose(5)
		play(h, src, 25)
		time.Sleep(2 * time.Second)
		src.Lose(50)
		src.SkipToKey()
		play(h, src, 30)
		src.Close()
		h.Close(nil)
		<-done
		pictures, _, gaps := d.read()
		if len(pictures) != 115 || pictures[60] != 65 || pictures[85] != 140 {
			t.Errorf("read %v", pictures)
		}
		if len(gaps) != 1 || gaps[0].Cause != record.CauseNoSignal || gaps[0].To.Sub(gaps[0].From) != 2*time.Second {
			t.Errorf("gaps %v", gaps)
		}
		var marked []bool
		for seq := uint64(0); ; {
			ref, err := d.store.After(t.Context(), d.stream.ID, seq)
			if errors.Is(err, shiheng.ErrNotFound) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			marked, seq = append(marked, ref.Flags&record.FlagLost != 0), ref.Seq
		}
		if want := []bool{false, false, true, false, true, false}; !slices.Equal(marked, want) {
			t.Errorf("chunks with a loss: %v, want %v", marked, want)
		}
		d.close()
	})
}

// TestSoundOnly records a stream without pictures in chunks of a second.
func TestSoundOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1, Sound: true, NoPicture: true}
		r, done := d.recorder(h)
		play(h, src, 250)
		h.Close(nil)
		<-done
		if _, sounds, gaps := d.read(); sounds != 500 || len(gaps) != 0 {
			t.Errorf("%d sounds, gaps %v", sounds, gaps)
		}
		if s := r.Stats(); s.Chunks < 9 || s.Chunks > 11 || s.Runs != 1 {
			t.Errorf("%+v", s)
		}
		d.close()
	})
}

// TestSoundGone: footage declares a track of sound while sound comes, no longer
// once it stays away, and again when it is back. The run goes on meanwhile.
func TestSoundGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1, Sound: true}
		r, done := d.recorder(h)
		const second, away = 25, 20
		play(h, src, 5*second)
		src.Sound = false
		play(h, src, away*second)
		src.Sound = true
		play(h, src, 5*second)
		src.Close()
		h.Close(nil)
		<-done
		if s := r.Stats(); s.Runs != 1 || s.Lost != 0 {
			t.Errorf("%+v", s)
		}
		tracks := d.declared()
		with := 5 + int(media.SoundGone/time.Second)
		for i, n := range tracks {
			at, want := i/second, 1
			if at < with || at >= 5+away {
				want = 2
			}
			if n != want && at != with && at != with+1 { // a chunk is two seconds long
				t.Errorf("%d tracks are declared in second %d, want %d", n, at, want)
			}
		}
		d.close()
	})
}

// declared returns how many tracks are declared at each picture.
func (d *desk) declared() (tracks []int) {
	d.t.Helper()
	r := &record.Reader{Library: d.store, Index: d.index}
	c, err := r.Open(d.t.Context(), d.stream.ID, time.Time{}, record.PlayOptions{})
	if err != nil {
		d.t.Fatal(err)
	}
	for {
		step, err := c.Next(d.t.Context())
		switch {
		case errors.Is(err, io.EOF):
			return tracks
		case err != nil:
			d.t.Fatal(err)
		case step.Frame == nil:
			continue
		case step.Frame.Track.Codec.Video():
			tracks = append(tracks, len(c.Tracks()))
		}
		step.Frame.Slab.Release()
	}
}

// TestClockLeap: when server time leaps against the source's, a new run begins.
func TestClockLeap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now().Round(0), Tag: 1}
		_, done := d.recorder(h)
		play(h, src, 50)
		src.Start = src.Start.Add(time.Hour)
		play(h, src, 50)
		src.Close()
		h.Close(nil)
		<-done
		pictures, _, gaps := d.read()
		if !slices.Equal(pictures, upTo(100)) || len(gaps) != 1 || gaps[0].Cause != record.CauseClock {
			t.Errorf("read %d pictures, gaps %v", len(pictures), gaps)
		}
		d.close()
	})
}

// A fakeSource fails, gives streams that stay silent, and gives good ones, as
// the test says.
type fakeSource struct {
	mu     sync.Mutex
	holds  int
	held   int
	answer func(n int) (*hub.Stream, error) // for the nth hold
}

type fakeHeld struct {
	s      *fakeSource
	stream *hub.Stream
	once   sync.Once
}

func (s *fakeSource) Hold(context.Context, shiheng.CameraID, record.Role) (record.Held, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.holds++
	h, err := s.answer(s.holds)
	if err != nil {
		return nil, err
	}
	s.held++
	return &fakeHeld{s: s, stream: h}, nil
}

func (h *fakeHeld) Stream() *hub.Stream { return h.stream }

func (h *fakeHeld) Release() {
	h.once.Do(func() {
		h.s.mu.Lock()
		defer h.s.mu.Unlock()
		h.s.held--
	})
}

// TestReconciler: a source that refuses, one that says it runs and sends
// nothing, and one that works; then the camera is not wanted any more.
func TestReconciler(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		good := hub.NewStream()
		source := &fakeSource{answer: func(n int) (*hub.Stream, error) {
			switch n {
			case 1:
				return nil, shiheng.Unavailable("device.offline")
			case 2:
				return hub.NewStream(), nil
			}
			return good, nil
		}}
		var mu sync.Mutex
		wants := []record.Want{{Camera: d.stream.Camera, Role: record.Main, Class: 1}}
		r, err := record.NewReconciler(record.ReconcilerConfig{
			Wants: func(context.Context) ([]record.Want, error) {
				mu.Lock()
				defer mu.Unlock()
				return wants, nil
			},
			Source: source, Store: d.store, Pool: d.pool, Declare: d.store.Declare,
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		var running sync.WaitGroup
		running.Go(func() { _ = r.Run(ctx) })
		time.Sleep(60 * time.Second) // the silent one is given up, the good one held
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1}
		play(good, src, 100)
		time.Sleep(2 * time.Second)
		if s := r.States(); len(s) != 1 || !s[0].Recording(time.Now(), 5*time.Second) || s[0].Durable.Seq == 0 {
			t.Errorf("states %+v", s)
		}
		mu.Lock()
		wants = nil
		mu.Unlock()
		time.Sleep(5 * time.Second)
		if len(r.States()) != 0 || source.held != 0 {
			t.Errorf("states %v, %d held", r.States(), source.held)
		}
		stop()
		running.Wait()
		src.Close()
		d.close()
		if p, _, _ := d.read(); !slices.Equal(p, upTo(100)) {
			t.Errorf("read %v", p)
		}
		gap, err := d.index.LastGap(context.Background(), d.stream.ID)
		if err != nil || gap.Cause != record.CauseDisabled || !gap.To.IsZero() {
			t.Errorf("the gap at the end: %+v, %v", gap, err)
		}
	})
}

// TestKeysOnly: while space is short a recorder keeps key frames only, as a
// run of its own that says so; before and after everything.
func TestKeysOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1, Sound: true, Group: 200}
		var short atomic.Bool
		r := record.NewRecorder(record.RecorderConfig{Stream: d.stream, Store: d.store, Pool: d.pool, Measure: func(id shiheng.StreamID) record.Measure {
			if short.Load() && id == d.stream.ID {
				return record.Measure{KeysOnly: true}
			}
			return record.Measure{}
		}})
		done := make(chan error, 1)
		go func() { done <- r.Run(context.Background(), h) }()
		synctest.Wait()
		viewer := h.Subscribe(hub.Options{MaxBytes: 1 << 30})
		defer viewer.Close()
		play(h, src, 100) // shortage begins amid a group of eight seconds
		short.Store(true)
		play(h, src, 550)
		short.Store(false)
		play(h, src, 250)
		src.Close()
		h.Close(nil)
		if err := <-done; err != nil {
			t.Error(err)
		}
		pictures, sounds, gaps := d.read()
		want := slices.Concat(upTo(200), []uint64{200, 400, 600}, upTo(900)[800:])
		if !slices.Equal(pictures, want) || sounds != 2*300 {
			t.Errorf("read %v and %d sounds", pictures, sounds)
		}
		for _, g := range gaps {
			if g.Cause != record.CauseNoSpace {
				t.Errorf("gap %+v", g)
			}
		}
		reader := &record.Reader{Library: d.store, Index: d.index, Pool: d.pool}
		line, err := reader.Timeline(t.Context(), d.stream.ID, shiheng.Span{From: src.Start}, 0, 10)
		if err != nil || len(line.Recordings) != 3 || line.Recordings[0].KeysOnly || !line.Recordings[1].KeysOnly || line.Recordings[2].KeysOnly {
			t.Errorf("timeline %+v, %v", line, err)
		}
		amid := src.Start.Add(400*40*time.Millisecond + 5*time.Second)
		ref, err := d.store.Seek(t.Context(), d.stream.ID, amid, true)
		if err != nil || ref.Flags&record.FlagKeysOnly == 0 || ref.Wall.After(amid) || ref.Span < 900*time.Millisecond {
			t.Errorf("the picture that stands five seconds after a key frame: %+v, %v", ref, err)
		}
		if f, err := reader.Still(t.Context(), d.stream.ID, amid, shiheng.Span{From: src.Start}); err != nil {
			t.Error(err)
		} else {
			if _, n := recordtest.Number(f.Data); n != 400 {
				t.Errorf("still %d", n)
			}
			f.Slab.Release()
		}
		untouched(t, viewer, 900)
		if s := r.Stats(); s.Runs != 3 || s.Spared != 3*(199+400) || s.Lost != 0 {
			t.Errorf("%+v", s)
		}
		d.close()
	})
}

// untouched checks that what a viewer still holds is what was sent.
func untouched(t *testing.T, viewer *hub.Sub, pictures int) {
	t.Helper()
	for {
		f, err := viewer.Next(t.Context())
		if err != nil {
			break
		}
		if f.Track.Codec.Video() {
			pictures--
			_, n := recordtest.Number(f.Data)
			want := make([]byte, len(f.Data))
			recordtest.Fill(want, 1, n)
			if string(want) != string(f.Data) {
				t.Errorf("a viewer's picture %d was changed", n)
			}
		}
		f.Slab.Release()
	}
	if pictures != 0 {
		t.Errorf("%d pictures did not reach the viewer", pictures)
	}
}

// TestStoppedIsNotStale: a source is not opened anew because nothing of it
// becomes durable while its stream is stopped for want of space.
func TestStoppedIsNotStale(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		source := &fakeSource{answer: func(int) (*hub.Stream, error) { return hub.NewStream(), nil }}
		var stopped atomic.Bool
		stopped.Store(true)
		r, err := record.NewReconciler(record.ReconcilerConfig{
			Wants: func(context.Context) ([]record.Want, error) {
				return []record.Want{{Camera: d.stream.Camera, Role: record.Main, Class: 1}}, nil
			},
			Source: source, Store: d.store, Pool: d.pool, Measure: func(shiheng.StreamID) record.Measure {
				if stopped.Load() {
					return record.Measure{Stopped: true}
				}
				return record.Measure{}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		var running sync.WaitGroup
		running.Go(func() { _ = r.Run(ctx) })
		holds := func() int {
			source.mu.Lock()
			defer source.mu.Unlock()
			return source.holds
		}
		time.Sleep(2 * time.Minute)
		if n := holds(); n != 1 {
			t.Errorf("opened %d times while stopped", n)
		}
		stopped.Store(false)
		time.Sleep(30 * time.Second)
		if n := holds(); n < 2 {
			t.Errorf("opened %d times after 30 s without footage", n)
		}
		stop()
		running.Wait()
		d.close()
	})
}
