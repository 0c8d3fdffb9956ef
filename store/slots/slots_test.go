package slots_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/fmp4"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// noon is when the world of these tests begins: noon in Shanghai.
var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// A world is a store on disks that can fail, with clocks that a test sets.
type world struct {
	t     testing.TB
	cfg   slots.Config
	disks []*disk.Volatile
	store *slots.Store
	pool  *media.Pool
	// measure is the recorders' RecorderConfig.Measure.
	measure func(shiheng.StreamID) record.Measure

	clocks sync.Mutex
	now    time.Time     // guarded by clocks
	boot   time.Duration // guarded by clocks
}

func (w *world) wall() time.Time {
	w.clocks.Lock()
	defer w.clocks.Unlock()
	return w.now
}

func (w *world) running() time.Duration {
	w.clocks.Lock()
	defer w.clocks.Unlock()
	return w.boot
}

// pass lets time go by on the wall clock and on the machine's own.
func (w *world) pass(wall, boot time.Duration) {
	w.clocks.Lock()
	defer w.clocks.Unlock()
	w.now, w.boot = w.now.Add(wall), w.boot+boot
}

func newWorld(t testing.TB, disks int, change func(*slots.Config)) *world {
	w := &world{t: t, now: noon, pool: media.NewPool()}
	w.pool.Poison = true
	for i := range disks {
		w.disks = append(w.disks, &disk.Volatile{Label: string(rune('a' + i))})
	}
	w.cfg = slots.Config{
		Index: record.NewMemoryIndex(), Pool: w.pool, SlotSize: 1 << 20, Floor: 30, Keep: 30,
		Now: w.wall, Boot: w.running,
		Moov: func(tracks []*media.Track) ([]byte, error) { return fmp4.AppendInit(nil, tracks...) },
	}
	for _, d := range w.disks {
		w.cfg.Places = append(w.cfg.Places, slots.Place{Disk: d, Capacity: 64 << 20})
	}
	if change != nil {
		change(&w.cfg)
	}
	w.open()
	return w
}

func (w *world) open() {
	w.t.Helper()
	s, err := slots.Open(context.Background(), w.cfg)
	if err != nil {
		w.t.Fatalf("open: %v", err)
	}
	w.store = s
}

// crash leaves the store as a killed process does, and opens it again.
func (w *world) crash() {
	w.t.Helper()
	if err := w.store.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
}

func (w *world) sync() {
	w.t.Helper()
	if err := w.store.Sync(context.Background()); err != nil {
		w.t.Fatalf("sync: %v", err)
	}
}

func (w *world) stream(camera byte) record.Stream {
	w.t.Helper()
	st, err := w.store.Stream(context.Background(), shiheng.CameraID{camera, 1}, record.Main, 1)
	if err != nil {
		w.t.Fatal(err)
	}
	return st
}

// record lets a recorder take n pictures of src; it returns when all are appended.
func (w *world) record(st record.Stream, src *recordtest.Source, n int) {
	w.t.Helper()
	src.Pool = w.pool
	if src.Start.IsZero() {
		src.Start = w.wall()
	}
	from := hub.NewStream()
	done := make(chan error)
	r := record.NewRecorder(record.RecorderConfig{
		Stream: st, Store: w.store, Pool: w.pool, QueueBytes: 1 << 30, Measure: w.measure,
	})
	ready := make(chan struct{})
	go func() {
		close(ready)
		done <- r.Run(context.Background(), from)
	}()
	<-ready
	for from.Stats().Subscribers == 0 {
		time.Sleep(time.Millisecond)
	}
	for range n {
		for _, f := range src.Next() {
			from.Publish(f)
			f.Slab.Release()
		}
		w.pass(40*time.Millisecond, 40*time.Millisecond)
	}
	src.Close()
	from.Close(nil)
	if err := <-done; err != nil {
		w.t.Fatalf("recorder: %v", err)
	}
}

// numbers plays the stream from at and returns the numbers of its pictures,
// after checking every byte of them; gaps are returned beside.
func (w *world) numbers(st record.Stream, tag byte, at time.Time) (pictures []uint64, gaps []record.GapRow) {
	w.t.Helper()
	ctx := context.Background()
	reader := &record.Reader{Library: w.store, Index: w.cfg.Index}
	c, err := reader.Open(ctx, st.ID, at, record.PlayOptions{Span: shiheng.Span{From: at}})
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		w.t.Fatalf("open cursor: %v", err)
	}
	defer c.Close()
	for {
		step, err := c.Next(ctx)
		if errors.Is(err, io.EOF) {
			return pictures, gaps
		}
		if err != nil {
			w.t.Fatalf("next: %v", err)
		}
		if step.Frame == nil {
			gaps = append(gaps, *step.Gap)
			continue
		}
		pictures = append(pictures, w.check(step.Frame, tag)...)
		step.Frame.Slab.Release()
	}
}

// check compares a frame with what the source made.
func (w *world) check(f *media.Frame, tag byte) []uint64 {
	w.t.Helper()
	want := make([]byte, len(f.Data))
	if f.Track.Codec != media.H264 {
		recordtest.Fill(want, tag^0x80, uint64(f.DTS))
		if string(want) != string(f.Data) {
			w.t.Errorf("sound at %d differs", f.DTS)
		}
		return nil
	}
	_, n := recordtest.Number(f.Data)
	recordtest.Fill(want, tag, n)
	if string(want) != string(f.Data) {
		w.t.Errorf("picture %d differs", n)
	}
	if f.DTS != int64(n)*3600 || f.PTS != f.DTS+3600 {
		w.t.Errorf("picture %d has DTS %d, PTS %d", n, f.DTS, f.PTS)
	}
	return []uint64{n}
}

func TestAppendSyncReadRecover(t *testing.T) {
	for _, sound := range []bool{false, true} {
		w := newWorld(t, 1, nil)
		st := w.stream(1)
		w.record(st, &recordtest.Source{Tag: 1, Sound: sound}, 250)
		before, _ := w.numbers(st, 1, noon)
		if len(before) != 250 {
			t.Fatalf("sound %v: read %d of 250 pictures from memory", sound, len(before))
		}
		if d := w.store.DurableUpTo(st.ID); d.Seq != 0 {
			t.Errorf("durable up to %d before any sync", d.Seq)
		}
		w.sync()
		if d := w.store.DurableUpTo(st.ID); d.Seq != 10 || !d.At.Equal(noon.Add(10*time.Second)) {
			t.Errorf("durable up to %d, %v", d.Seq, d.At)
		}
		w.disks[0].CutAt(func(int64) int64 { return 0 })
		w.crash()
		after, gaps := w.numbers(st, 1, noon)
		if len(after) != 250 || len(gaps) != 0 {
			t.Errorf("sound %v: read %d pictures and %d gaps after a power cut", sound, len(after), len(gaps))
		}
	}
}

// whole is a span that covers all these tests record.
var whole = shiheng.Span{From: noon.Add(-time.Hour)}

func isConflict(err error) bool { return errors.Is(err, shiheng.ErrConflict) }
