package slots_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// rowsOf reads what the index says of a stream.
func rowsOf(t *testing.T, x record.Index, st record.Stream) (runs []record.RunRow, gaps []record.GapRow) {
	t.Helper()
	runs, err := x.Runs(t.Context(), st.ID, shiheng.Span{}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	gaps, err = x.Gaps(t.Context(), st.ID, shiheng.Span{}, 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return runs, gaps
}

// recordRuns makes three runs over several slots, with gaps of seconds.
func (w *world) recordRuns(st record.Stream) {
	src := &recordtest.Source{Tag: 1, FrameSize: 3000}
	for range 3 {
		w.record(st, again(src, w), 500)
		w.sync()
		src.Start = src.Start.Add(7 * time.Second)
		w.pass(7*time.Second, 7*time.Second)
	}
	w.house(3)
}

// TestIndexDeleted loses the index, starts without it, and rebuilds it: runs,
// gaps and their causes are what they were, and nothing of the footage is lost.
func TestIndexDeleted(t *testing.T) {
	w := newWorld(t, 2, nil)
	st := w.stream(1)
	w.recordRuns(st)
	wantRuns, wantGaps := rowsOf(t, w.cfg.Index, st)
	if len(wantRuns) != 3 || len(wantGaps) != 3 {
		t.Fatalf("runs %v, gaps %v", wantRuns, wantGaps)
	}
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	w.cfg.Index = record.NewMemoryIndex()
	report, err := slots.Rebuild(t.Context(), w.cfg)
	if err != nil || len(report.Unreadable) > 0 || report.Runs != 3 || report.Slots < 4 {
		t.Fatalf("rebuild %+v, %v", report, err)
	}
	runs, gaps := rowsOf(t, w.cfg.Index, st)
	if d := cmp.Diff(wantRuns, runs); d != "" {
		t.Errorf("runs differ:\n%s", d)
	}
	if d := cmp.Diff(wantGaps[:2], gaps[:2]); d != "" {
		t.Errorf("gaps differ:\n%s", d)
	}
	if len(gaps) != 3 || gaps[2].Cause != record.CauseCrash || !gaps[2].From.Equal(wantGaps[2].From) {
		t.Errorf("the gap that lasts: %v", gaps)
	}
	w.open()
	pictures, shown := w.numbers(st, 1, noon)
	contiguous(t, "after a rebuild", pictures, 0, 1500)
	if len(shown) != 2 {
		t.Errorf("gaps on the way: %v", shown)
	}
	again, err := slots.Rebuild(t.Context(), w.cfg)
	if err != nil || again.Runs != report.Runs {
		t.Errorf("a second rebuild: %+v, %v", again, err)
	}
}

// TestAdoptedAtStart loses the index and starts as if nothing were: the store
// finds that rows are missing and writes them.
func TestAdoptedAtStart(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	w.recordRuns(st)
	want, _ := rowsOf(t, w.cfg.Index, st)
	w.cfg.Index = record.NewMemoryIndex()
	w.crash()
	if _, err := w.store.Adopt(t.Context()); err != nil {
		t.Fatal(err)
	}
	got, _ := rowsOf(t, w.cfg.Index, st)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("runs differ:\n%s", d)
	}
}

// TestCheck finds one flipped byte in a footer, in a chunk, and nothing else.
func TestCheck(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	w.recordRuns(st)
	report, err := w.store.Check(t.Context(), true, nil)
	if err != nil || len(report.Findings) != 0 || report.Chunks < 60 {
		t.Fatalf("a whole store: %+v, %v", report, err)
	}
	names, err := w.disks[0].List()
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.disks[0].Open(names[0])
	if err != nil {
		t.Fatal(err)
	}
	size, err := f.Size()
	if err != nil {
		t.Fatal(err)
	}
	slab, err := w.pool.Get(disk.Page)
	if err != nil {
		t.Fatal(err)
	}
	page := slab.Bytes()[:disk.Page]
	at := (size/2/(1<<20))*(1<<20) + 300<<10 // amid the chunks of some slot
	if _, err := f.ReadAt(page, at); err != nil {
		t.Fatal(err)
	}
	page[77] ^= 1
	if _, err := f.WriteAt(page, at); err != nil {
		t.Fatal(err)
	}
	report, err = w.store.Check(t.Context(), true, nil)
	if err != nil || len(report.Findings) != 1 || !strings.Contains(report.Findings[0].What, "checksum") {
		t.Errorf("one flipped bit: %+v, %v", report.Findings, err)
	}
	pictures, gaps := w.numbers(st, 1, noon)
	lost := 0
	for _, g := range gaps {
		if g.Cause == record.CauseLost {
			lost++
		}
	}
	if lost != 1 || len(pictures) != 1475 {
		t.Errorf("%d pictures, %d lost spans: %v", len(pictures), lost, gaps)
	}
}

// TestStoreKinds: a practice store is never opened as a real one, nor mixed
// with another store.
func TestStoreKinds(t *testing.T) {
	w := newWorld(t, 1, func(c *slots.Config) { c.Practice, c.LawDay = true, time.Minute })
	if !w.store.Practice() || w.store.LawDay() != time.Minute {
		t.Errorf("law-day %v", w.store.LawDay())
	}
	w.cfg.LawDay = time.Hour
	w.crash()
	if w.store.LawDay() != time.Minute {
		t.Errorf("the law-day of a store changed to %v", w.store.LawDay())
	}
	w.cfg.Practice = false
	if _, err := slots.Open(t.Context(), w.cfg); !isConflict(err) {
		t.Errorf("a practice store opened as a real one: %v", err)
	}
	other := newWorld(t, 1, func(c *slots.Config) { c.Practice = true })
	w.cfg.Practice = true
	w.cfg.Places = append(w.cfg.Places, other.cfg.Places...)
	if _, err := slots.Open(t.Context(), w.cfg); !isConflict(err) {
		t.Errorf("two stores opened as one: %v", err)
	}
}
