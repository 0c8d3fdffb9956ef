package slots_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

const day = 24 * time.Hour

// small makes room for few slots of 1 MiB.
func small(mib int64) func(*slots.Config) {
	return func(c *slots.Config) {
		for i := range c.Places {
			c.Places[i].Capacity = mib << 20
		}
	}
}

// house lets some seconds of housekeeping go by.
func (w *world) house(rounds int) {
	w.t.Helper()
	for range rounds {
		w.store.House(context.Background())
		w.sync()
	}
}

// TestPracticeRunsPastFull records several times what a practice store holds:
// the oldest goes, nothing is refused, no gap and no alarm appear.
func TestPracticeRunsPastFull(t *testing.T) {
	alarms := 0
	w := newWorld(t, 1, func(c *slots.Config) {
		small(8)(c)
		c.Practice = true
		c.Shortage = func(retain.Relief) { alarms++ }
	})
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	for range 40 { // 30 MB through 6 slots
		w.record(st, again(src, w), 250)
		w.house(2)
	}
	pictures, gaps := w.numbers(st, 1, noon)
	if len(pictures) < 1000 || pictures[len(pictures)-1] != 9999 {
		t.Fatalf("%d pictures left", len(pictures))
	}
	contiguous(t, "what is left", pictures, pictures[0], 1000)
	if len(gaps) != 0 || alarms != 0 || w.store.Stats().Refused != 0 {
		t.Errorf("%d gaps, %d alarms, %+v", len(gaps), alarms, w.store.Stats())
	}
	runs, err := w.cfg.Index.Runs(t.Context(), st.ID, whole, 0, 100)
	if err != nil || len(runs) == 0 || runs[0].From.Before(noon.Add(time.Minute)) {
		t.Errorf("the index still lists what was deleted: %v, %v", runs, err)
	}
	w.crash()
	again, _ := w.numbers(st, 1, noon)
	contiguous(t, "after a restart", again, pictures[0], uint64(len(pictures)))
}

// TestRealStoreNeverDeletesYoung fills a real store: nothing goes, the gap
// says no-space, and the head of the unit is told.
func TestRealStoreNeverDeletesYoung(t *testing.T) {
	told := retain.Relief{}
	w := newWorld(t, 1, func(c *slots.Config) {
		small(8)(c)
		c.Shortage = func(r retain.Relief) { told = r }
	})
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	for range 14 {
		w.record(st, again(src, w), 250)
		w.house(2)
		w.pass(0, 0)
	}
	pictures, _ := w.numbers(st, 1, noon)
	contiguous(t, "in the order recorded", pictures, 0, 1000)
	if s := w.store.Stats(); s.SlotsFree != 0 {
		t.Errorf("%d slots were freed", s.SlotsFree)
	}
	timeline, err := (&record.Reader{Library: w.store, Index: w.cfg.Index}).Timeline(t.Context(), st.ID, whole, 0, 100)
	if err != nil || !declares(timeline, record.CauseNoSpace) {
		t.Errorf("no gap of cause no-space: %v, %+v", err, timeline.Gaps)
	}
	if told.Step == retain.Normal {
		t.Error("nobody was told of the shortage")
	}
	// The clock is set forward two months: still nothing goes.
	w.pass(60*day, time.Hour)
	w.house(3)
	if s := w.store.Stats(); s.SlotsFree != 0 {
		t.Errorf("%d slots were freed by setting the clock", s.SlotsFree)
	}
	// Thirty days go by on the machine, too.
	w.pass(0, 31*day)
	w.house(3)
	if s := w.store.Stats(); s.SlotsFree == 0 {
		t.Error("nothing was freed after thirty days of running")
	}
	src.Start = src.Start.Add(60 * day)
	w.record(st, again(src, w), 250)
	w.sync()
	if last, _ := w.numbers(st, 1, noon.Add(59*day)); len(last) != 250 {
		t.Errorf("%d of 250 pictures after room was made", len(last))
	}
}

// TestClockSetBack sets the wall clock back a month while recording: order is
// that of the sequence, times within a run never leap, nothing goes early.
func TestClockSetBack(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1}
	w.record(st, again(src, w), 100)
	w.pass(-30*day, time.Minute)
	src.Start = src.Start.Add(-30 * day)
	w.record(st, again(src, w), 100)
	w.sync()
	runs, err := w.cfg.Index.Runs(t.Context(), st.ID, shiheng.Span{}, 0, 10)
	if err != nil || len(runs) != 2 || !runs[1].From.Before(runs[0].From) {
		t.Fatalf("runs %v, %v", runs, err)
	}
	w.crash()
	pictures, _ := w.numbers(st, 1, noon.Add(-time.Minute))
	contiguous(t, "order by sequence", pictures, 0, 100)
	back, _ := w.numbers(st, 1, noon.Add(-30*day))
	contiguous(t, "the past that came later", back, 0, 200)
}

// TestHold pins footage, lets its period end, and finds it kept; also by
// another process, and also when the index is lost.
func TestHold(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	for range 4 {
		w.record(st, again(src, w), 250)
	}
	w.house(4)
	pin := record.Pin{ID: shiheng.HoldID{1}, Camera: st.Camera, Span: shiheng.Span{From: noon, To: noon.Add(5 * time.Second)}, Placed: w.wall()}
	if err := w.store.Pin(t.Context(), pin); err != nil {
		t.Fatal(err)
	}
	w.house(2)
	w.crash()
	w.pass(60*day, 60*day)
	w.house(3)
	pictures, _ := w.numbers(st, 1, noon)
	if len(pictures) < 250 || pictures[0] != 0 {
		t.Fatalf("%d pictures left of what is held", len(pictures))
	}
	if w.store.Stats().SlotsFree == 0 {
		t.Error("nothing else was deleted")
	}
	w.cfg.Index = record.NewMemoryIndex()
	w.crash()
	w.house(3)
	if left, _ := w.numbers(st, 1, noon); len(left) != len(pictures) {
		t.Errorf("%d of %d held pictures after the index was lost", len(left), len(pictures))
	}
	other := record.Pin{ID: shiheng.HoldID{2}, Camera: shiheng.CameraID{99}, Span: pin.Span, Placed: w.wall()}
	if err := w.store.Pin(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	w.crash() // a hold that came back by its mark lasts, whatever else is held
	w.pass(61*day, 61*day)
	w.house(3)
	if left, _ := w.numbers(st, 1, noon); len(left) == 0 {
		t.Error("the recovered hold was forgotten")
	}
	pins, err := w.cfg.Index.Pins(t.Context())
	if err != nil || len(pins) != 2 {
		t.Errorf("pins %v, %v", pins, err)
	}
	for _, p := range pins {
		if err := w.store.Unpin(t.Context(), p.ID); err != nil {
			t.Fatal(err)
		}
	}
	w.pass(61*day, 61*day) // running time since the last entry was written is not known after a crash
	w.house(3)
	if left, _ := w.numbers(st, 1, noon); len(left) != 0 {
		t.Errorf("%d pictures left after the hold was lifted", len(left))
	}
}

// TestErasedStaysErased lifts a hold and erases at once what it kept, while
// the marks of the hold are still on their way to disk: they bring nothing back.
func TestErasedStaysErased(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	w.record(st, &recordtest.Source{Tag: 1, FrameSize: 3000}, 700)
	w.house(3)
	pin := record.Pin{ID: shiheng.HoldID{1}, Camera: st.Camera, Span: shiheng.Span{From: noon}, Placed: noon}
	if err := w.store.Pin(t.Context(), pin); err != nil {
		t.Fatal(err)
	}
	w.pass(61*day, 61*day)
	w.house(3)
	if w.store.Stats().SlotsFree != 0 {
		t.Fatal("held slots were freed")
	}
	if err := w.store.Unpin(t.Context(), pin.ID); err != nil {
		t.Fatal(err)
	}
	w.store.House(t.Context())
	w.sync()
	w.crash()
	if l := w.store.List(); len(l) != 1 || l[0].Slots != 0 {
		t.Errorf("after a restart: %+v", l)
	}
	report, err := w.store.Check(t.Context(), true, nil)
	if err != nil || report.Slots != 0 || len(report.Findings) != 0 {
		t.Errorf("check %+v, %v", report, err)
	}
}

// TestFloorsDiffer: footage of a camera with the longer floor never keeps that
// of others from going, nor goes with it.
func TestFloorsDiffer(t *testing.T) {
	long := shiheng.CameraID{1, 1}
	w := newWorld(t, 1, func(c *slots.Config) {
		c.FloorOf = func(camera shiheng.CameraID) int {
			if camera == long {
				return 90
			}
			return 30
		}
	})
	first, second := w.stream(1), w.stream(2)
	w.record(first, &recordtest.Source{Tag: 1, FrameSize: 3000}, 500)
	w.record(second, &recordtest.Source{Tag: 2, FrameSize: 3000}, 500)
	w.house(3)
	for _, tt := range []struct{ days, one, two int }{{29, 500, 500}, {31, 500, 0}, {89, 500, 0}, {91, 0, 0}} {
		w.pass(time.Duration(tt.days)*day-w.running()/day*day, time.Duration(tt.days)*day-w.running()/day*day)
		w.house(4)
		one, _ := w.numbers(first, 1, noon)
		two, _ := w.numbers(second, 2, noon)
		if len(one) != tt.one || len(two) != tt.two {
			t.Errorf("after %d days: %d and %d pictures, want %d and %d", tt.days, len(one), len(two), tt.one, tt.two)
		}
	}
}

// TestDeletionIsLoggedFirst lets each step of a deletion fail, once before it
// took effect and once after, and the process end there: the log always knows,
// and in the end the bytes are gone and the slot is free.
func TestDeletionIsLoggedFirst(t *testing.T) {
	for _, call := range []string{"log", "write", "zero", "sync"} {
		for n := 1; n <= 4; n++ {
			for _, after := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s %d, after %v", call, n, after), func(t *testing.T) { deleteFailing(t, call, n, after) })
			}
		}
	}
}

func deleteFailing(t *testing.T, call string, n int, after bool) {
	logged := map[string]bool{}
	broken := 0
	w := newWorld(t, 1, func(c *slots.Config) {
		c.Condemned = func(_ context.Context, list []slots.Condemned) error {
			if broken++; call == "log" && broken == n && !after {
				return shiheng.Unavailable("log")
			}
			for _, d := range list {
				logged[fmt.Sprint(d.Number, d.Use)] = true
			}
			if call == "log" && broken == n {
				return shiheng.Unavailable("log")
			}
			return nil
		}
	})
	st := w.stream(1)
	w.record(st, &recordtest.Source{Tag: 1, FrameSize: 3000}, 700)
	w.house(4)
	sealed := int(w.store.Stats().SlotsSealed)
	w.pass(61*day, 61*day)
	w.disks[0].Fail = failNth(call, n, disk.Fault{Err: unix.EIO, After: after})
	w.store.House(t.Context())
	w.disks[0].Fail = nil
	w.disks[0].CutAt(func(size int64) int64 { return size / 2 / 4096 * 4096 })
	w.crash()
	w.pass(61*day, 61*day) // running time since the last entry was written is not known after a crash
	w.house(6)
	if len(logged) < sealed {
		t.Errorf("%d of %d deletions were logged", len(logged), sealed)
	}
	rows := 0
	for _, h := range w.store.List() {
		rows += h.Slots
	}
	report, err := w.store.Check(t.Context(), true, nil)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("check: %v, %v", err, report.Findings)
	}
	if left, _ := w.numbers(st, 1, noon); len(left) > 400 {
		t.Errorf("%d pictures are left in %d slots", len(left), rows)
	}
	if !errors.Is(w.gone(st), shiheng.ErrNotFound) {
		t.Error("the first picture can still be found")
	}
}

// gone looks for the first picture.
func (w *world) gone(st record.Stream) error {
	ref, err := w.store.Seek(context.Background(), st.ID, noon, false)
	if err == nil && ref.Wall.After(noon) {
		return shiheng.NotFound("first")
	}
	return err
}

// TestClausesAreAskedBesides: footage that the compiled-in rule lets go stays
// while the clauses forbid it, and goes when they do not; what is held stays
// whatever they say (W168/28, 29).
func TestClausesAreAskedBesides(t *testing.T) {
	w := newWorld(t, 1, nil)
	forbid := true
	w.cfg.Lawful = func(retain.Facts, time.Time) bool { return !forbid }
	w.crash()
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	for range 4 {
		w.record(st, again(src, w), 250)
	}
	w.house(4)
	pin := record.Pin{ID: shiheng.HoldID{1}, Camera: st.Camera, Span: shiheng.Span{From: noon, To: noon.Add(5 * time.Second)}, Placed: w.wall()}
	if err := w.store.Pin(t.Context(), pin); err != nil {
		t.Fatal(err)
	}
	all, _ := w.numbers(st, 1, noon)
	w.pass(61*day, 61*day)
	w.house(3)
	if left, _ := w.numbers(st, 1, noon); len(left) != len(all) {
		t.Errorf("%d of %d pictures left though the clauses forbid", len(left), len(all))
	}
	forbid = false
	w.house(3)
	left, _ := w.numbers(st, 1, noon)
	if len(left) < 250 || len(left) == len(all) || left[0] != 0 {
		t.Errorf("%d of %d pictures left: only what is held stays", len(left), len(all))
	}
}
