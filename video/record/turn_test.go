package record_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// pair is a camera with a main and a sub-stream.
type pair struct {
	main, sub *hub.Stream // no sub when nil

	mu   sync.Mutex
	held map[record.Role]int // guarded by mu
	asks map[record.Role]int // guarded by mu
}

// Hold implements record.Source.
func (p *pair) Hold(_ context.Context, _ shiheng.CameraID, role record.Role) (record.Held, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asks[role]++
	h := &pairHeld{p: p, role: role, stream: p.main}
	if role == record.Sub {
		if p.sub == nil {
			return nil, shiheng.NotFound("camera.no-source")
		}
		h.stream = p.sub
	}
	p.held[role]++
	return h, nil
}

func (p *pair) holds(role record.Role) (held, asked int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held[role], p.asks[role]
}

type pairHeld struct {
	p      *pair
	role   record.Role
	stream *hub.Stream
	once   sync.Once
}

func (h *pairHeld) Stream() *hub.Stream { return h.stream }

func (h *pairHeld) Release() {
	h.once.Do(func() {
		h.p.mu.Lock()
		defer h.p.mu.Unlock()
		h.p.held[h.role]--
	})
}

// turning runs a reconciler over a pair whose main stream plays, and lets the
// test set the measures.
func turning(t *testing.T, p *pair, test func(d *desk, set func(record.Measure))) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		p.main, p.held, p.asks = hub.NewStream(), map[record.Role]int{}, map[record.Role]int{}
		var mu sync.Mutex
		var now record.Measure
		r, err := record.NewReconciler(record.ReconcilerConfig{
			Wants: func(context.Context) ([]record.Want, error) {
				return []record.Want{{Camera: d.stream.Camera, Role: record.Main, Class: 1}}, nil
			},
			Source: p, Store: d.store, Pool: d.pool, Declare: d.store.Declare,
			Measure: func(shiheng.StreamID) record.Measure {
				mu.Lock()
				defer mu.Unlock()
				return now
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		var running, sounding sync.WaitGroup
		running.Go(func() { _ = r.Run(ctx) })
		sounding.Go(func() {
			src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1}
			defer src.Close()
			for ctx.Err() == nil {
				play(p.main, src, 1)
			}
		})
		test(d, func(m record.Measure) {
			mu.Lock()
			defer mu.Unlock()
			now = m
		})
		stop()
		running.Wait()
		sounding.Wait()
		for role, n := range p.held {
			if n != 0 {
				t.Errorf("%d holds of %s are left", n, role)
			}
		}
		d.close()
	})
}

// TestSilentSub: a camera whose sub-stream gives nothing, or that has none, is
// recorded from its main stream without a gap, and its sub-stream is left
// alone for five minutes.
func TestSilentSub(t *testing.T) {
	for name, sub := range map[string]func() *hub.Stream{
		"silent": hub.NewStream, "none": func() *hub.Stream { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			p := &pair{}
			turning(t, p, func(d *desk, set func(record.Measure)) {
				p.sub = sub()
				time.Sleep(5 * time.Second)
				set(record.Measure{Lesser: true})
				time.Sleep(4 * time.Minute)
				held, asked := p.holds(record.Sub)
				if held != 0 || asked != 1 {
					t.Errorf("the sub-stream was asked for %d times, %d held", asked, held)
				}
				if held, _ := p.holds(record.Main); held != 1 {
					t.Errorf("%d holds of main", held)
				}
				if pictures, _, gaps := d.read(); len(gaps) != 0 || len(pictures) < 6000 {
					t.Errorf("%d pictures, gaps %+v", len(pictures), gaps)
				}
				time.Sleep(2 * time.Minute)
				if _, asked := p.holds(record.Sub); asked != 2 {
					t.Errorf("the sub-stream was asked for %d times in six minutes", asked)
				}
			})
		})
	}
}

// TestLeft: a stream is left on its device only once a gap would have a
// beginning; then nothing is held, the gap says why, and it is not stale.
func TestLeft(t *testing.T) {
	p := &pair{}
	turning(t, p, func(d *desk, set func(record.Measure)) {
		set(record.Measure{Left: true})
		time.Sleep(10 * time.Second)
		if d.store.DurableUpTo(d.stream.ID).Seq == 0 {
			t.Fatal("nothing was recorded before it was left")
		}
		if held, _ := p.holds(record.Main); held != 0 {
			t.Error("it is still held")
		}
		time.Sleep(2 * time.Minute)
		if _, asked := p.holds(record.Main); asked != 1 {
			t.Errorf("asked for %d times while left", asked)
		}
		owed, err := d.index.GapsOf(t.Context(), record.CauseLeft, record.GapRow{}, 10)
		if err != nil || len(owed) != 1 || owed[0].Stream != d.stream.ID || !owed[0].To.IsZero() {
			t.Errorf("owed %+v, %v", owed, err)
		}
		set(record.Measure{})
		time.Sleep(10 * time.Second)
		_, _, gaps := d.read()
		if len(gaps) != 1 || gaps[0].Cause != record.CauseLeft || gaps[0].To.Sub(gaps[0].From) < 2*time.Minute {
			t.Errorf("gaps %+v", gaps)
		}
	})
}

// TestDeviceTimeIsKept: what the device's clock showed stands beside the
// server's time, from the source to what is played back.
func TestDeviceTimeIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t)
		h := hub.NewStream()
		_, done := d.recorder(h)
		src := &recordtest.Source{Pool: d.pool, Start: time.Now(), Tag: 1, Ahead: -time.Hour}
		play(h, src, 100)
		h.Close(nil)
		<-done
		src.Close()
		ref, err := d.store.Seek(t.Context(), d.stream.ID, src.Start.Add(2500*time.Millisecond), true)
		if err != nil {
			t.Fatal(err)
		}
		c, err := d.store.Read(t.Context(), d.stream.ID, ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Header.Device.Sub(c.Header.Wall); got != -time.Hour {
			t.Errorf("the chunk's device time is %v from the server's", got)
		}
		c.Slab.Release()
		f, err := (&record.Reader{Library: d.store, Index: d.index, Pool: d.pool}).Still(t.Context(), d.stream.ID, src.Start.Add(2500*time.Millisecond), shiheng.Span{From: src.Start})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Device.Sub(f.Received); got != -time.Hour {
			t.Errorf("played back, the device's time is %v from the server's", got)
		}
		f.Slab.Release()
		d.close()
	})
}
