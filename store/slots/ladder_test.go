package slots_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/slots"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// measures hands the store's relief to the recorders, as app does.
type measures struct {
	mu  sync.Mutex
	now retain.Relief   // guarded by mu
	log []retain.Relief // guarded by mu
}

func (m *measures) take(r retain.Relief) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now, m.log = r, append(m.log, r)
}

func (m *measures) of(id shiheng.StreamID) record.Measure {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := id.String()
	return record.Measure{
		Lesser: slices.Contains(m.now.Lesser, key), KeysOnly: slices.Contains(m.now.KeysOnly, key),
		Left: slices.Contains(m.now.Leave, key), Stopped: slices.Contains(m.now.Stop, key),
	}
}

// TestLadder fills a real store of three cameras: the less important ones are
// thinned and then stop, the most important one goes on to the last slot, and
// nothing recorded goes. When footage is past its floor all is as it was.
func TestLadder(t *testing.T) {
	m := &measures{}
	w := newWorld(t, 1, func(c *slots.Config) {
		c.SlotSize = 128 << 10
		c.Places[0].Capacity = 20 << 20
		c.Shortage = m.take
		c.Ordered = func() bool { return true }
	})
	w.measure = m.of
	gate, hall, yard := w.classed(1, 9), w.classed(2, 1), w.classed(3, 1)
	streams := []record.Stream{gate, hall, yard}
	sources := []*recordtest.Source{{Tag: 1}, {Tag: 2}, {Tag: 3}}
	round := func() {
		for i, st := range streams {
			sources[i].Start = w.wall().Add(-time.Duration(sources[i].Made()) * 40 * time.Millisecond)
			w.record(st, again(sources[i], w), 50)
			w.house(2)
		}
	}
	for range 40 {
		if round(); m.of(gate.ID) != (record.Measure{}) {
			t.Fatalf("the most important camera has to do without: %+v", m.now)
		}
	}
	var steps []retain.Step
	for _, r := range m.log {
		steps = append(steps, r.Step)
		if r.Step < retain.DeclareGaps && len(r.Stop) > 0 || r.Step < retain.KeysOnly && len(r.KeysOnly) > 0 {
			t.Errorf("too early for that: %+v", r)
		}
	}
	if !slices.IsSorted(steps) || !slices.Contains(steps, retain.KeysOnly) || steps[len(steps)-1] != retain.DeclareGaps {
		t.Errorf("rungs climbed: %v", steps)
	}
	if s := w.store.Stats(); s.SlotsFree != 0 || s.Free != 0 {
		t.Errorf("%d slots were freed, %d are unused", s.SlotsFree, s.Free)
	}
	for i, st := range streams[1:] {
		whole, thin, gaps := w.kinds(st)
		if whole == 0 || thin == 0 || !declares(record.Timeline{Gaps: gaps}, record.CauseNoSpace) {
			t.Errorf("camera %d: %d runs, %d with key frames only, gaps %v", i+2, whole, thin, gaps)
		}
		if p, _ := w.numbers(st, byte(i+2), noon); p[0] != 0 || len(p) < 200 {
			t.Errorf("camera %d: %d pictures are left, the first is %d", i+2, len(p), p[0])
		}
	}
	if _, thin, _ := w.kinds(gate); thin != 0 {
		t.Error("the most important camera was thinned")
	}
	last := w.store.DurableUpTo(gate.ID)
	for _, st := range streams[1:] {
		if up := w.store.DurableUpTo(st.ID); !up.At.Before(last.At) {
			t.Errorf("a lesser camera was recorded to %v, the important one to %v", up.At, last.At)
		}
	}
	was, _ := rowsOf(t, w.cfg.Index, hall)
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	w.cfg.Index = record.NewMemoryIndex()
	if _, err := slots.Rebuild(t.Context(), w.cfg); err != nil {
		t.Fatal(err)
	}
	w.open()
	m.take(retain.Relief{}) // a new process knows of no shortage
	if got, _ := rowsOf(t, w.cfg.Index, hall); !slices.EqualFunc(got, was, func(a, b record.RunRow) bool { return a.ID == b.ID && a.KeysOnly == b.KeysOnly }) {
		t.Errorf("runs made again from the volumes: %+v, want %+v", got, was)
	}
	w.pass(31*day, 31*day)
	w.house(6)
	before := w.wall()
	round()
	w.house(1)
	if m.of(hall.ID) != (record.Measure{}) {
		t.Errorf("still %+v", m.now)
	}
	for i, st := range streams {
		if p, _ := w.numbers(st, byte(i+1), before); len(p) != 50 {
			t.Errorf("camera %d: %d of 50 pictures after room was made", i+1, len(p))
		}
	}
}

// TestFullIsNotShort: a store that is full of what may go has no shortage.
func TestFullIsNotShort(t *testing.T) {
	m := &measures{}
	w := newWorld(t, 1, func(c *slots.Config) {
		c.SlotSize = 128 << 10
		c.Places[0].Capacity = 14 << 20
		c.Keep = 365
		c.Shortage = m.take
	})
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1}
	for range 120 { // a slot a day, some 80 of them
		src.Start = w.wall().Add(-time.Duration(src.Made()) * 40 * time.Millisecond)
		w.record(st, again(src, w), 25)
		w.house(2)
		w.pass(day, day)
	}
	if s := w.store.Stats(); s.SlotsFree == 0 || s.Refused != 0 || len(m.log) != 0 {
		t.Errorf("%+v, relief %+v", s, m.log)
	}
}

// kinds counts the runs of a stream that are whole and those of key frames only.
func (w *world) kinds(st record.Stream) (whole, thin int, gaps []record.GapRow) {
	w.t.Helper()
	runs, err := w.cfg.Index.Runs(w.t.Context(), st.ID, shiheng.Span{}, 0, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range runs {
		if r.KeysOnly {
			thin++
		} else {
			whole++
		}
	}
	gaps, err = w.cfg.Index.Gaps(w.t.Context(), st.ID, shiheng.Span{}, 0, 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	return whole, thin, gaps
}

func (w *world) classed(camera byte, class record.Class) record.Stream {
	w.t.Helper()
	st, err := w.store.Stream(w.t.Context(), shiheng.CameraID{camera, 1}, record.Main, class)
	if err != nil {
		w.t.Fatal(err)
	}
	return st
}
