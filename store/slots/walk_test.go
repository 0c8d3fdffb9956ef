package slots_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// cameras are sources that play by the clock, each with a main and a
// sub-stream of a fifth of it.
type cameras struct {
	pool *media.Pool

	mu    sync.Mutex
	hubs  map[source]*hub.Stream // guarded by mu
	holds map[source]int         // at the moment; guarded by mu
}

type source struct {
	camera shiheng.CameraID
	role   record.Role
}

// Hold implements record.Source.
func (c *cameras) Hold(_ context.Context, camera shiheng.CameraID, role record.Role) (record.Held, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := source{camera, role}
	if c.hubs[s] == nil {
		return nil, shiheng.NotFound("camera.no-source")
	}
	c.holds[s]++
	return &hold{c: c, s: s, stream: c.hubs[s]}, nil
}

type hold struct {
	c      *cameras
	s      source
	stream *hub.Stream
	once   sync.Once
}

func (h *hold) Stream() *hub.Stream { return h.stream }

func (h *hold) Release() {
	h.once.Do(func() {
		h.c.mu.Lock()
		defer h.c.mu.Unlock()
		h.c.holds[h.s]--
	})
}

// held lists what is held of a camera.
func (c *cameras) held(camera shiheng.CameraID) (out []record.Role) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, role := range []record.Role{record.Main, record.Sub} {
		if c.holds[source{camera, role}] > 0 {
			out = append(out, role)
		}
	}
	return out
}

// play publishes 25 pictures a second of every source until ctx ends.
func (c *cameras) play(ctx context.Context, sounding *sync.WaitGroup) {
	for s, h := range c.hubs {
		sounding.Go(func() {
			src := &recordtest.Source{Pool: c.pool, Start: time.Now(), Tag: s.camera[0], FrameSize: 400}
			if s.role == record.Sub {
				src.FrameSize, src.Group = 80, 50
			}
			defer src.Close()
			tick := time.NewTicker(40 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-tick.C:
				}
				for _, f := range src.Next() {
					h.Publish(f)
					f.Slab.Release()
				}
			}
		})
	}
}

// TestLadderWalked runs a small real store with its reconciler and cameras
// that play by the clock up the whole ladder and down again, in the order the
// unit's head set: first sub-streams in place of main ones, then key frames
// only, then footage left on a device, then gaps; never the key camera. When
// footage is past its floor all is recorded as before.
func TestLadderWalked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const gate, hall, yard, dock = 1, 2, 3, 4
		id := func(n byte) shiheng.CameraID { return shiheng.CameraID{n} }
		standings := map[shiheng.CameraID]retain.Standing{
			id(gate): {Class: 4, Lesser: true}, id(hall): {Class: 2, Lesser: true},
			id(yard): {Class: 1, Lesser: true}, id(dock): {Class: 1, Edge: true},
		}
		m := &measures{}
		pool := media.NewPool()
		pool.Poison = true
		began := time.Now()
		var later atomic.Int64 // how far the clocks were set on
		index := record.NewMemoryIndex()
		store, err := slots.Open(t.Context(), slots.Config{
			Places: []slots.Place{{Disk: &disk.Volatile{Label: "a"}, Capacity: 42 << 20}}, Index: index, Pool: pool,
			SlotSize: 128 << 10, Floor: 30, Keep: 30, Shortage: m.take, Ordered: func() bool { return true },
			StandingOf: func(c shiheng.CameraID) (retain.Standing, bool) { return standings[c], true },
			Now:        func() time.Time { return time.Now().Add(time.Duration(later.Load())) },
			Boot:       func() time.Duration { return time.Since(began) + time.Duration(later.Load()) },
		})
		if err != nil {
			t.Fatal(err)
		}
		c := &cameras{pool: pool, hubs: map[source]*hub.Stream{}, holds: map[source]int{}}
		var wants []record.Want
		for camera, s := range standings {
			c.hubs[source{camera, record.Main}] = hub.NewStream()
			if s.Lesser {
				c.hubs[source{camera, record.Sub}] = hub.NewStream()
			}
			wants = append(wants, record.Want{Camera: camera, Role: record.Main, Class: record.Class(s.Class)})
		}
		r, err := record.NewReconciler(record.ReconcilerConfig{
			Wants:  func(context.Context) ([]record.Want, error) { return wants, nil },
			Source: c, Store: store, Pool: pool, Measure: m.of, Declare: store.Declare,
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		var machine, recording, sounding sync.WaitGroup
		machine.Go(func() {
			if err := store.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		under, end := context.WithCancel(ctx)
		recording.Go(func() { _ = r.Run(under) })
		c.play(ctx, &sounding)

		until := func(what string, done func(retain.Relief) bool) {
			t.Helper()
			for range 3600 {
				time.Sleep(time.Second)
				if len(c.held(id(gate))) != 1 || c.held(id(gate))[0] != record.Main {
					t.Fatalf("%s: of the key camera %v is held", what, c.held(id(gate)))
				}
				m.mu.Lock()
				now := m.now
				m.mu.Unlock()
				if done(now) {
					return
				}
			}
			t.Fatalf("%s: not within an hour; %+v, %+v", what, m.now, store.Stats())
		}
		held := func(what string, camera byte, want ...record.Role) {
			t.Helper()
			for range 15 { // the recorders follow within seconds
				if slices.Equal(c.held(id(camera)), want) {
					return
				}
				time.Sleep(time.Second)
			}
			t.Errorf("%s: of camera %d is held %v, want %v", what, camera, c.held(id(camera)), want)
		}
		until("ask for less", func(r retain.Relief) bool { return r.Step >= retain.AskForLess })
		held("ask for less", yard, record.Sub)
		until("keys only", func(r retain.Relief) bool { return r.Step >= retain.KeysOnly })
		held("keys only", hall, record.Sub)
		until("leave on site", func(r retain.Relief) bool { return r.Step >= retain.LeaveOnSite })
		held("leave on site", dock)
		until("gaps", func(r retain.Relief) bool { return r.Step == retain.DeclareGaps })
		held("gaps", yard, record.Sub) // held on to: it is recorded again as soon as there is room
		time.Sleep(5 * time.Second)

		kinds := func(camera byte) (out []string) {
			t.Helper()
			streams, err := index.Streams(t.Context(), id(camera))
			if err != nil || len(streams) != 1 {
				t.Fatalf("streams of camera %d: %v, %v", camera, streams, err)
			}
			runs, err := index.Runs(t.Context(), streams[0].ID, shiheng.Span{}, 0, 1000)
			gaps, err2 := index.Gaps(t.Context(), streams[0].ID, shiheng.Span{}, 0, 1000)
			if err := errors.Join(err, err2); err != nil {
				t.Fatal(err)
			}
			for _, r := range runs {
				kind := "main"
				if r.Lesser {
					kind = "sub"
				}
				if r.KeysOnly {
					kind += " keys"
				}
				out = append(out, kind)
			}
			for _, g := range gaps {
				if g.To.IsZero() || g.To.Sub(g.From) > 500*time.Millisecond {
					out = append(out, string(g.Cause))
				}
			}
			return out
		}
		for camera, want := range map[byte][]string{
			gate: {"main"}, hall: {"main", "sub", "no-space"}, yard: {"main", "sub", "sub keys", "no-space"},
			dock: {"main", "main keys", "left-on-device"},
		} {
			if got := kinds(camera); !slices.Equal(got, want) {
				t.Errorf("camera %d was recorded as %v, want %v", camera, got, want)
			}
		}

		later.Store(int64(31 * day)) // all footage is past its floor
		until("room again", func(r retain.Relief) bool { return r.Step == retain.Normal })
		for camera := range standings {
			held("room again", camera[0], record.Main)
		}
		time.Sleep(10 * time.Second)
		for _, s := range r.States() {
			if !s.Recording(time.Now(), 5*time.Second) || s.Source != record.Main {
				t.Errorf("camera %d is not recorded as before: %+v", s.Camera[0], s)
			}
		}
		end()
		recording.Wait()
		stop()
		sounding.Wait()
		machine.Wait()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
}
