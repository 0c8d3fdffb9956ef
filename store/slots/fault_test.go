package slots_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// contiguous checks that pictures are a run of numbers from first on.
func contiguous(t *testing.T, what string, pictures []uint64, first, least uint64) {
	t.Helper()
	for i, n := range pictures {
		if n != first+uint64(i) {
			t.Errorf("%s: picture %d follows %d", what, n, first+uint64(i)-1)
			return
		}
	}
	if uint64(len(pictures)) < least {
		t.Errorf("%s: %d pictures, at least %d were durable", what, len(pictures), least)
	}
}

// failNth makes the nth call of a kind fail once.
func failNth(call string, n int, f disk.Fault) func(disk.Op) disk.Fault {
	return func(op disk.Op) disk.Fault {
		if op.Call != call {
			return disk.Fault{}
		}
		n--
		if n == 0 {
			return f
		}
		return disk.Fault{}
	}
}

// TestEveryStepFailsOnce lets each kind of call fail at each of its places,
// once before it took effect and once after, with one disk and with two; then
// nothing that was appended is lost, and a power cut changes nothing of it.
func TestEveryStepFailsOnce(t *testing.T) {
	for _, disks := range []int{1, 2} {
		for _, call := range []string{"write", "sync", "allocate", "present", "create", "dirsync", "rename"} {
			for n := 1; n <= 6; n++ {
				for _, f := range []disk.Fault{{Err: unix.EIO}, {Err: unix.EIO, After: true}} {
					t.Run(fmt.Sprintf("%d disks, %s %d, after %v", disks, call, n, f.After), func(t *testing.T) {
						failOnce(t, disks, call, n, f)
					})
				}
			}
		}
	}
}

func failOnce(t *testing.T, disks int, call string, n int, f disk.Fault) {
	w := newWorld(t, disks, nil)
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	w.disks[0].Fail = failNth(call, n, f)
	for range 4 {
		w.record(st, again(src, w), 250) // 750 KB: every one and a half fill a slot
		_ = w.store.Sync(context.Background())
		w.store.House(context.Background())
	}
	w.disks[0].Fail = nil
	w.store.House(context.Background())
	w.sync()
	pictures, _ := w.numbers(st, 1, noon)
	contiguous(t, "after the failure", pictures, 0, 1000)
	for _, d := range w.disks {
		d.CutAt(func(int64) int64 { return 0 })
	}
	w.crash()
	pictures, _ = w.numbers(st, 1, noon)
	contiguous(t, "after a power cut", pictures, 0, 1000)
}

// again lets a source go on where it was, as a camera that was opened anew.
func again(src *recordtest.Source, w *world) *recordtest.Source {
	src.Pool = w.pool
	src.Reopen()
	return src
}

// TestPowerCut cuts the power at random moments, each unsynced write being
// lost, kept or torn at every class of boundary. What was declared durable is
// all there, what is there is whole, and recording goes on behind it.
func TestPowerCut(t *testing.T) {
	for seed := range uint64(24) {
		rng := rand.New(rand.NewPCG(seed, 1))
		w := newWorld(t, 1+int(seed%2), nil)
		st := w.stream(1)
		src := &recordtest.Source{Tag: 1, Sound: seed%3 == 0, FrameSize: 500 + rng.IntN(4000)}
		var durable record.Durable
		begin := -1
		for round := range 5 {
			n := 25 * (1 + rng.IntN(12))
			w.record(st, again(src, w), n)
			if rng.IntN(2) == 0 {
				for range 1 + rng.IntN(3) {
					_ = w.store.Sync(context.Background())
				}
				durable = w.store.DurableUpTo(st.ID)
			}
			if rng.IntN(3) == 0 {
				w.store.House(context.Background())
			}
			w.tear(rng)
			w.crash()
			if d := w.store.DurableUpTo(st.ID); d.Seq < durable.Seq {
				t.Fatalf("seed %d round %d: durable up to %d, was %d", seed, round, d.Seq, durable.Seq)
			}
			pictures, gaps := w.numbers(st, 1, noon)
			if begin < 0 && len(pictures) > 0 {
				begin = int(pictures[0]) // nothing was known of what came before
			}
			w.lossDeclared(seed, max(begin, 0), pictures, gaps, durable)
		}
	}
}

// tear queues what is in memory half-way to disk, as a writer at work does,
// and cuts the power of all disks.
func (w *world) tear(rng *rand.Rand) {
	if rng.IntN(2) == 0 {
		for _, d := range w.disks {
			d.Fail = failNth("sync", 1, disk.Fault{Err: unix.EIO, After: rng.IntN(2) == 0})
		}
		_ = w.store.Sync(context.Background()) // written, perhaps synced, and the answer lost
	}
	for _, d := range w.disks {
		d.Fail = nil
		d.PowerCut(rng)
	}
}

// lossDeclared checks that every hole in the pictures lies within a gap and
// behind what was durable.
func (w *world) lossDeclared(seed uint64, begin int, pictures []uint64, gaps []record.GapRow, durable record.Durable) {
	w.t.Helper()
	when := func(n uint64) time.Time { return noon.Add(time.Duration(n) * 40 * time.Millisecond) }
	declared := func(n uint64) bool {
		for _, g := range gaps {
			if !when(n).Before(g.From.Add(-time.Millisecond)) && when(n).Before(g.To) {
				return true
			}
		}
		return false
	}
	next := uint64(begin)
	for _, n := range pictures {
		if n < next {
			w.t.Fatalf("seed %d: picture %d after %d", seed, n, next-1)
		}
		for ; next < n; next++ {
			if !declared(next) {
				w.t.Fatalf("seed %d: picture %d is missing and no gap says so: %v", seed, next, gaps)
			}
		}
		next = n + 1
	}
	if when(next).Before(durable.At) {
		w.t.Fatalf("seed %d: pictures end at %v, durable was %v", seed, when(next), durable.At)
	}
}

// TestShortWrites writes few bytes at a time.
func TestShortWrites(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	w.disks[0].Fail = func(op disk.Op) disk.Fault {
		if op.Call == "write" {
			return disk.Fault{Short: 4096 + int(op.Off/4096%3)*4096}
		}
		return disk.Fault{}
	}
	w.record(st, &recordtest.Source{Tag: 1}, 100)
	w.sync()
	w.disks[0].CutAt(func(int64) int64 { return 0 })
	w.disks[0].Fail = nil
	w.crash()
	pictures, _ := w.numbers(st, 1, noon)
	contiguous(t, "short writes", pictures, 0, 100)
}

// TestDiskFull fills a disk that is smaller than its capacity says: footage
// goes to the other disk, and when that is full too the gap says no-space.
func TestDiskFull(t *testing.T) {
	w := newWorld(t, 2, func(c *slots.Config) { c.SpillBytes = 8 << 20 })
	w.disks[0].Capacity = 3 << 20
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	for range 6 {
		w.record(st, again(src, w), 250)
		w.sync()
	}
	pictures, gaps := w.numbers(st, 1, noon)
	contiguous(t, "one disk full", pictures, 0, 1500)
	if len(gaps) != 0 {
		t.Errorf("%d gaps of some length: %v", len(gaps), gaps)
	}
	w.disks[1].Capacity = 4 << 20
	w.crash()
	for range 12 {
		w.record(st, again(src, w), 250)
		_ = w.store.Sync(context.Background())
		w.pass(20*time.Second, 20*time.Second)
	}
	timeline, err := (&record.Reader{Library: w.store, Index: w.cfg.Index}).Timeline(t.Context(), st.ID, whole, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if !declares(timeline, record.CauseNoSpace) && !declares(timeline, record.CauseOverload) {
		t.Errorf("no gap says that the disks are full: %+v", timeline.Gaps)
	}
}

func declares(t record.Timeline, cause record.Cause) bool {
	for _, g := range t.Gaps {
		if g.Cause == cause {
			return true
		}
	}
	return false
}

// TestVolumePulled takes a volume's file away while it is written: what had
// not been synced goes elsewhere, what had been is shown as lost, and comes
// back with the file.
func TestVolumePulled(t *testing.T) {
	w := newWorld(t, 2, nil)
	for _, d := range w.disks {
		d.Capacity = 1 << 30
	}
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	w.record(st, again(src, w), 250)
	w.sync()
	var first *disk.Volatile
	for _, d := range w.disks {
		if s, _ := d.Free(); s < w.freest() {
			first = d
		}
	}
	names, _ := first.List()
	safe := &disk.Volatile{Label: "safe"}
	first.Copy(names[0], names[0], safe)
	w.record(st, again(src, w), 100)
	first.Pull(names[0])
	w.sync()
	if s := w.store.Stats(); s.Quarantined != 1 || s.Moved == 0 {
		t.Errorf("after a pulled file: %+v", s)
	}
	w.crash()
	pictures, gaps := w.numbers(st, 1, noon)
	contiguous(t, "without the volume", pictures, 250, 100)
	reader := &record.Reader{Library: w.store, Index: w.cfg.Index}
	timeline, err := reader.Timeline(t.Context(), st.ID, whole, 0, 100)
	if err != nil || len(timeline.Lost) != 1 || !timeline.Lost[0].From.Equal(noon) {
		t.Errorf("lost spans %v, %v, gaps %v", timeline.Lost, err, gaps)
	}
	safe.Copy(names[0], names[0], first)
	w.crash()
	pictures, _ = w.numbers(st, 1, noon)
	contiguous(t, "with the volume again", pictures, 0, 350)
}

func (w *world) freest() int64 {
	most := int64(0)
	for _, d := range w.disks {
		f, _ := d.Free()
		most = max(most, f)
	}
	return most
}

// TestOverload stalls the disk (T8): twenty seconds of footage wait in memory
// without a loss; what does not fit any more is a declared gap, and nothing
// that was taken before it is missing.
func TestOverload(t *testing.T) {
	w := newWorld(t, 1, func(c *slots.Config) { c.SpillBytes = 21 * 96 << 10 })
	st := w.stream(1)
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	w.record(st, again(src, w), 500)
	if s := w.store.Stats(); s.Refused != 0 {
		t.Fatalf("refused %d chunks within the budget", s.Refused)
	}
	w.record(st, again(src, w), 500)
	if s := w.store.Stats(); s.Refused == 0 || s.PendingBytes > w.cfg.SpillBytes {
		t.Fatalf("beyond the budget: %+v", s)
	}
	w.sync()
	w.record(st, again(src, w), 250)
	w.sync()
	pictures, gaps := w.numbers(st, 1, noon)
	w.lossDeclared(0, 0, pictures, gaps, w.store.DurableUpTo(st.ID))
	if len(pictures) < 750 || len(gaps) != 1 || gaps[0].Cause != record.CauseOverload {
		t.Errorf("%d pictures, gaps %v", len(pictures), gaps)
	}
	if s := w.store.Stats(); s.PendingBytes != 0 {
		t.Errorf("%d bytes still wait", s.PendingBytes)
	}
}
