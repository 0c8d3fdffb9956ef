package hub_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	video = &media.Track{ID: 1, Codec: media.H264, Generation: 1}
	sound = &media.Track{ID: 2, Codec: media.PCMA, Generation: 1}
	other = &media.Track{ID: 3, Codec: media.SVAC, Generation: 1}
)

// source makes frames out of one pool and knows whether all came back.
type source struct {
	t    testing.TB
	pool *media.Pool
	seq  uint64
	*hub.Stream
}

func newSource(t testing.TB) *source {
	s := &source{t: t, pool: media.NewPool(), Stream: hub.NewStream()}
	s.pool.Poison = true
	t.Cleanup(func() {
		s.Close(nil)
		if used := s.pool.Stats().Used; used != 0 {
			t.Errorf("%d bytes of slabs did not come back", used)
		}
	})
	return s
}

// send publishes a frame of size bytes and returns its number.
func (s *source) send(track *media.Track, size int, flags media.Flags) uint64 {
	s.t.Helper()
	slab, err := s.pool.Get(size)
	if err != nil {
		s.t.Fatal(err)
	}
	s.seq++
	for i := range slab.Bytes()[:size] {
		slab.Bytes()[i] = byte(s.seq)
	}
	s.Publish(&media.Frame{Track: track, Seq: s.seq, Flags: flags, Received: time.Unix(int64(s.seq), 0), Data: slab.Bytes()[:size], Slab: slab})
	slab.Release()
	return s.seq
}

func (s *source) key()   { s.send(video, 1000, media.Key) }
func (s *source) delta() { s.send(video, 100, 0) }
func (s *source) sound() { s.send(sound, 10, 0) }

// drain reads what is queued: the frames' numbers, a loss before a frame as
// a minus and its count.
func drain(t testing.TB, sub *hub.Sub) string {
	t.Helper()
	out := ""
	for {
		f, err := sub.Poll()
		if f == nil || err != nil {
			return out
		}
		if n := sub.Lost(); n > 0 {
			out += fmt.Sprintf("-%d ", n)
		}
		out += fmt.Sprintf("%d ", f.Seq)
		f.Slab.Release()
	}
}

const second = time.Second

// TestJoin says what a new subscriber gets first.
func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		name    string
		before  func(*source)
		options hub.Options
		after   func(*source)
		want    string
	}{
		{"kept group", func(s *source) { s.key(); s.delta(); s.key(); s.sound(); s.delta() }, hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.delta() }, "3 4 5 6 "},
		{"nothing before the first key frame", func(s *source) { s.delta(); s.sound() }, hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.sound(); s.delta(); s.key(); s.sound(); s.delta() }, "5 6 7 "},
		{"sound alone needs no key frame", func(s *source) { s.sound() }, hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.sound(); s.sound() }, "2 3 "},
		{"an opaque coding needs none", func(s *source) { s.send(other, 10, 0) }, hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.send(other, 10, 0); s.sound() }, "2 3 "},
		{"a recorder takes what comes", func(s *source) { s.key(); s.delta() }, hub.Options{MaxBytes: 1e6}, func(s *source) { s.delta(); s.sound(); s.key() }, "3 4 5 "},
		{"a group beyond 2 MB is its key frame", func(s *source) {
			s.key()
			for range 5 {
				s.send(video, 500<<10, 0)
			}
		}, hub.Options{MaxBytes: 1e7, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.delta(); s.sound(); s.key(); s.delta() }, "1 -1 8 9 10 "},
		{"a key frame beyond 2 MB is not kept", func(s *source) { s.send(video, 3<<20, media.Key); s.delta() }, hub.Options{MaxBytes: 1e7, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.delta(); s.key() }, "4 "},
		{"a group ends where its source lost frames", func(s *source) { s.key(); s.delta(); s.send(video, 100, media.Gap); s.delta() }, hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.delta(); s.key() }, "1 2 -1 6 "},
		{"a group larger than the queue", func(s *source) { s.key(); s.delta(); s.delta() }, hub.Options{MaxBytes: 1050, MaxAge: 2 * second, FromKey: true}, func(s *source) { s.delta(); s.key() }, "-4 5 "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSource(t)
			tt.before(s)
			sub := s.Subscribe(tt.options)
			defer sub.Close()
			tt.after(s)
			if got := drain(t, sub); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestOverflow says what a viewer and a recorder keep when their queue is full.
func TestOverflow(t *testing.T) {
	s := newSource(t)
	viewer := s.Subscribe(hub.Options{MaxBytes: 1250, MaxAge: time.Hour})
	recorder := s.Subscribe(hub.Options{MaxBytes: 1250})
	defer viewer.Close()
	defer recorder.Close()
	s.key()   // 1
	s.delta() // 2
	s.delta() // 3: 1200 bytes
	s.delta() // 4 has no room
	s.sound() // 5 has, also for the recorder
	s.delta() // 6
	if got := drain(t, recorder); got != "1 2 3 -1 5 " {
		t.Errorf("the recorder got %q", got)
	}
	s.key()   // 7
	s.delta() // 8
	if got := drain(t, viewer); got != "-4 5 -1 7 8 " {
		t.Errorf("the viewer got %q", got)
	}
	if got := drain(t, recorder); got != "-1 7 8 " {
		t.Errorf("the recorder got %q", got)
	}
	if v, r := viewer.Stats(), recorder.Stats(); v.Dropped != 5 || v.Frames != 3 || r.Dropped != 2 || r.Frames != 6 {
		t.Errorf("stats are %+v and %+v", v, r)
	}
	if got := s.Stats(); got.Frames != 8 || got.Dropped != 7 || got.Subscribers != 2 || got.KeptFrames != 2 || got.KeptBytes != 1100 {
		t.Errorf("stream stats are %+v", got)
	}
}

// TestLostAtTheEnd tells a recorder of frames lost behind the last it got.
func TestLostAtTheEnd(t *testing.T) {
	s := newSource(t)
	sub := s.Subscribe(hub.Options{MaxBytes: 1000})
	defer sub.Close()
	s.key()
	s.delta()
	s.delta()
	cause := errors.New("cable pulled")
	s.Close(cause)
	s.Close(errors.New("later"))
	f, err := sub.Next(t.Context())
	if err != nil || sub.Lost() != 0 {
		t.Fatalf("first frame: %v, %d lost", err, sub.Lost())
	}
	f.Slab.Release()
	if _, err := sub.Next(t.Context()); !errors.Is(err, cause) || sub.Lost() != 2 {
		t.Errorf("end: %v, %d lost; want the cause and 2", err, sub.Lost())
	}
	late := s.Subscribe(hub.Options{MaxBytes: 1000, FromKey: true})
	if _, err := late.Next(t.Context()); !errors.Is(err, cause) {
		t.Errorf("a late subscriber gets %v", err)
	}
	s.key()
}

// TestAge counts from the queue, not from reception, and works while nobody
// publishes or reads.
func TestAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSource(t)
		s.key()
		s.delta()
		<-time.After(5 * second) // the group grows old, and is live all the same
		viewer := s.Subscribe(hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true})
		recorder := s.Subscribe(hub.Options{MaxBytes: 1e6})
		defer viewer.Close()
		defer recorder.Close()
		if got := viewer.Stats().QueuedFrames; got != 2 {
			t.Fatalf("%d frames of an old group queued, want 2", got)
		}
		<-time.After(second)
		s.delta()
		<-time.After(second - 1)
		synctest.Wait()
		if got := viewer.Stats().QueuedFrames; got != 3 {
			t.Fatalf("%d frames queued before their time, want 3", got)
		}
		<-time.After(time.Nanosecond)
		synctest.Wait()
		if got := viewer.Stats(); got.QueuedFrames != 0 || got.QueuedBytes != 0 || got.Dropped != 3 {
			t.Errorf("a sleeping viewer holds %+v", got)
		}
		s.delta()
		s.key()
		if got := drain(t, viewer); got != "-4 5 " {
			t.Errorf("the viewer got %q", got)
		}
		<-time.After(time.Hour)
		if got := drain(t, recorder); got != "3 4 5 " {
			t.Errorf("the recorder got %q", got)
		}
		s.key()
		<-time.After(1500 * time.Millisecond)
		s.delta()
		<-time.After(499 * time.Millisecond)
		synctest.Wait()
		if got := drain(t, viewer); got != "6 7 " {
			t.Errorf("the viewer got %q", got)
		}
	})
}

// TestOldGroup is not shown as a live picture.
func TestOldGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSource(t)
		s.key()
		<-time.After(11 * second)
		sub := s.Subscribe(hub.Options{MaxBytes: 1e6, MaxAge: 2 * second, FromKey: true})
		defer sub.Close()
		s.delta()
		if got := drain(t, sub); got != "" {
			t.Errorf("got %q of a picture eleven seconds old", got)
		}
	})
}

// TestNextWaits returns with a frame, the end of a context, or the Sub's own.
func TestNextWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSource(t)
		sub := s.Subscribe(hub.Options{MaxBytes: 1e6})
		ctx, cancel := context.WithCancelCause(t.Context())
		bored := errors.New("bored")
		time.AfterFunc(second, func() { cancel(bored) })
		if _, err := sub.Next(ctx); !errors.Is(err, bored) {
			t.Errorf("Next = %v, want the context's cause", err)
		}
		time.AfterFunc(second, func() { s.key() })
		f, err := sub.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		f.Slab.Release()
		synctest.Wait()
		s.delta()
		time.AfterFunc(second, sub.Close)
		f, err = sub.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		f.Slab.Release()
		if _, err := sub.Next(t.Context()); !errors.Is(err, hub.ErrClosed) {
			t.Errorf("Next = %v, want ErrClosed", err)
		}
		sub.Close()
		if n := s.Stats().Subscribers; n != 0 {
			t.Errorf("%d subscribers left", n)
		}
	})
}

// TestTracks keeps the newest value of each.
func TestTracks(t *testing.T) {
	s := newSource(t)
	s.Announce(sound)
	s.key()
	next := *video
	next.Generation = 2
	s.send(&next, 10, media.Key)
	if got := s.Tracks(); len(got) != 2 || got[0] != &next || got[1] != sound {
		t.Errorf("tracks are %v", got)
	}
}

// TestSoundGone: sound that stays away is no longer told of, and is again once
// it comes back; a picture that stays away is kept.
func TestSoundGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSource(t)
		count := func(when string, want int) {
			t.Helper()
			if got := s.Tracks(); len(got) != want {
				t.Errorf("%s: tracks are %v, want %d", when, got, want)
			}
		}
		s.key()
		s.sound()
		<-time.After(media.SoundGone)
		s.key()
		count("after a pause", 2)
		<-time.After(second)
		s.key()
		count("after a longer one", 1)
		s.sound()
		count("back again", 2)
		<-time.After(2 * media.SoundGone)
		s.sound()
		count("sound alone", 2)
	})
}

// TestCrowd races publishing, joining, reading and leaving; every slab comes
// back, and each reader sees an order without repeats.
func TestCrowd(t *testing.T) {
	s := newSource(t)
	var readers sync.WaitGroup
	for i := range 20 {
		readers.Go(func() {
			for round := range 5 {
				o := hub.Options{MaxBytes: 3000 + 1000*i, FromKey: i%2 == 0}
				if i%3 > 0 {
					o.MaxAge = time.Duration(1+i) * time.Millisecond
				}
				sub := s.Subscribe(o)
				last := uint64(0)
				for range 40 + 10*round {
					f, err := sub.Next(context.Background())
					if err != nil {
						break
					}
					if f.Seq <= last {
						t.Errorf("frame %d behind %d", f.Seq, last)
					}
					last = f.Seq
					if f.Data[0] != byte(f.Seq) || f.Data[len(f.Data)-1] != byte(f.Seq) {
						t.Error("a frame's memory was given away while it was held")
					}
					f.Slab.Release()
				}
				sub.Close()
			}
		})
	}
	done := make(chan struct{})
	go func() { readers.Wait(); close(done) }()
	for i := 0; ; i++ {
		select {
		case <-done:
			return
		default:
		}
		if i%20 == 0 {
			s.key()
		} else {
			s.delta()
		}
		s.sound()
	}
}

// TestAgainstModel holds a subscriber to the plain rule: a queue, a bound, and
// video that begins at key frames after a loss; and what was lost adds up.
func TestAgainstModel(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := newSource(t)
		bound := rapid.IntRange(100, 5000).Draw(r, "bound")
		patient := rapid.Bool().Draw(r, "patient")
		o := hub.Options{MaxBytes: bound}
		if !patient {
			o.MaxAge = time.Hour
		}
		sub := s.Subscribe(o)
		defer sub.Close()
		var got, lost, sent uint64
		last, broken := uint64(0), false
		picture := map[uint64]bool{} // by number
		read := func() {
			f, _ := sub.Poll()
			if f == nil {
				return
			}
			defer f.Slab.Release()
			gap := sub.Lost()
			if f.Seq != last+gap+1 {
				r.Fatalf("frame %d behind %d and %d lost", f.Seq, last, gap)
			}
			for n := last + 1; n < f.Seq; n++ {
				broken = broken || picture[n]
			}
			if f.Track == video {
				broken = broken && !f.IsKey()
				if broken {
					r.Fatalf("frame %d cannot be decoded", f.Seq)
				}
			}
			last, got, lost = f.Seq, got+1, lost+gap
		}
		for range rapid.IntRange(1, 200).Draw(r, "steps") {
			switch rapid.IntRange(0, 3).Draw(r, "step") {
			case 0:
				picture[s.send(video, rapid.IntRange(1, 1500).Draw(r, "size"), media.Key)] = true
				sent++
			case 1:
				picture[s.send(video, rapid.IntRange(1, 500).Draw(r, "size"), 0)] = true
				sent++
			case 2:
				s.sound()
				sent++
			default:
				read()
			}
			if q := sub.Stats().QueuedBytes; q > bound {
				r.Fatalf("%d bytes queued, bound %d", q, bound)
			}
		}
		s.Close(nil)
		for sub.Stats().QueuedFrames > 0 {
			read()
		}
		if f, _ := sub.Poll(); f != nil {
			r.Fatal("a frame behind the last")
		}
		if lost += sub.Lost(); got+lost != sent {
			r.Fatalf("%d got and %d lost of %d", got, lost, sent)
		}
	})
}

func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := newSource(b)
			subs := make([]*hub.Sub, n)
			for i := range subs {
				subs[i] = s.Subscribe(hub.Options{MaxBytes: 8 << 20, MaxAge: 2 * time.Second})
				defer subs[i].Close()
			}
			slab, err := s.pool.Get(20000)
			if err != nil {
				b.Fatal(err)
			}
			defer slab.Release()
			key := &media.Frame{Track: video, Flags: media.Key, Data: slab.Bytes()[:20000], Slab: slab}
			delta := &media.Frame{Track: video, Data: slab.Bytes()[:5000], Slab: slab}
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				f := delta
				if i%50 == 0 {
					f = key
				}
				i++
				s.Publish(f)
				for _, sub := range subs {
					if f, _ := sub.Poll(); f != nil {
						f.Slab.Release()
					}
				}
			}
		})
	}
}
