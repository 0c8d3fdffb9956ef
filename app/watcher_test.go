package app

import (
	"context"
	"encoding/binary"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// filled is a footage store of small slots with a hundred seconds of a camera,
// recorded from now on.
func filled(t *testing.T, dir string, clock func() time.Time) (*slots.Store, record.Stream) {
	t.Helper()
	ctx, now := t.Context(), clock()
	pool := media.NewPool()
	s, err := slots.Open(ctx, slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: dir, Buffered: true}, Capacity: 32 << 20}}, Index: record.NewMemoryIndex(), Pool: pool,
		SlotSize: 1 << 18, Floor: 90, Now: clock, Boot: func() time.Duration { return 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	st, err := s.Stream(ctx, shiheng.CameraID{1}, record.Main, 1)
	if err != nil {
		t.Fatal(err)
	}
	src, from := &recordtest.Source{Pool: pool, Start: now, FrameSize: 500}, hub.NewStream()
	done := make(chan error)
	go func() {
		done <- record.NewRecorder(record.RecorderConfig{Stream: st, Store: s, Pool: pool, QueueBytes: 1 << 30}).Run(context.WithoutCancel(ctx), from)
	}()
	for from.Stats().Subscribers == 0 {
		time.Sleep(time.Millisecond)
	}
	for range 100 * 25 {
		for _, f := range src.Next() {
			from.Publish(f)
			f.Slab.Release()
		}
	}
	src.Close()
	from.Close(nil)
	if err := errors.Join(<-done, s.Sync(ctx)); err != nil {
		t.Fatal(err)
	}
	return s, st
}

// TestWatch lets a month go by over an archive of which a byte is changed: every
// slot is read once in it, held ones once a week, the log is checked each day,
// what is found stays over a restart, and is an incident until it is good again.
func TestWatch(t *testing.T) {
	ctx, dir, now := t.Context(), t.TempDir(), time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	start := now
	s, st := filled(t, dir, clock)
	if err := s.Pin(ctx, record.Pin{ID: shiheng.NewID[shiheng.HoldID](now), Camera: st.Camera, Span: shiheng.Span{From: now, To: now.Add(time.Second)}, Placed: now}); err != nil {
		t.Fatal(err)
	}
	all, held := s.InTurn(false), s.InTurn(true)
	if all < 4 || held != 1 {
		t.Fatalf("%d slots, %d held", all, held)
	}
	checks := 0
	begin := func() *watcher {
		w := &watcher{path: filepath.Join(dir, watchFile), store: s, lawDay: s.LawDay(), now: clock, log: slog.New(slog.DiscardHandler), began: now}
		w.check = func(context.Context) (*ledger.CheckReport, error) {
			checks++
			return &ledger.CheckReport{Leaves: 7}, nil
		}
		w.load()
		return w
	}
	w := begin()
	spoil := func() { // a byte of the third slot
		path, err := filepath.Glob(filepath.Join(dir, "*.shv"))
		if err != nil || len(path) != 1 {
			t.Fatal(path, err)
		}
		f, err := os.OpenFile(path[0], os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		head := make([]byte, 64)
		if _, err := f.ReadAt(head, 0); err != nil {
			t.Fatal(err)
		}
		n := int64(binary.BigEndian.Uint32(head[56:]))
		at := (65536+2*n*4096+1<<20-1)/(1<<20)*(1<<20) + 2<<18 + 5000
		b := make([]byte, 1)
		if _, err := f.ReadAt(b, at); err != nil {
			t.Fatal(err)
		}
		b[0] ^= 1
		if _, err := f.WriteAt(b, at); err != nil {
			t.Fatal(err)
		}
	}
	days := func(n int) {
		for range n * 3 {
			now = now.Add(8 * time.Hour)
			if err := w.look(ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	days(31)
	got := w.Watch()
	if len(got.Found) != 0 || got.Last.IsZero() || got.HeldLast.IsZero() || got.Slots != all || checks < 30 || checks > 32 || got.Leaves != 7 {
		t.Fatalf("after a month: %+v, %d checks", got, checks)
	}
	if _, holds := w.mismatch(); holds {
		t.Error("an incident without a mismatch")
	}
	spoil()
	days(31)
	w = begin() // a restart
	if c, holds := w.mismatch(); !holds || c.code != "integrity.mismatch" || !strings.Contains(c.params["at"], "/2, byte ") || c.params["kind"] != ledger.BadSlot {
		t.Fatalf("incident %+v", c)
	}
	found := func(camera byte, from, to time.Duration) int {
		got, err := w.Amiss(ctx, shiheng.CameraID{camera}, shiheng.Span{From: start.Add(from), To: start.Add(to)})
		if err != nil {
			t.Fatal(err)
		}
		return len(got)
	}
	hour := func(camera byte) int { return found(camera, 0, time.Hour) }
	if hour(1) != 1 || hour(2) != 0 || found(1, 0, time.Second) != 0 || found(1, -time.Hour, 0) != 0 {
		t.Errorf("a bad slot touches %d of its camera, %d of another, %d before it", hour(1), hour(2), found(1, 0, time.Second))
	}
	w.note(ofLog, &ledger.CheckReport{Mismatches: []ledger.Mismatch{{Code: ledger.BadTree}, {Code: ledger.BadAct}}}, nil)
	if hour(2) != 1 || hour(1) != 2 { // what is wrong with the log is everybody's; an act is no footage
		t.Errorf("a bad tree touches %d, %d", hour(2), hour(1))
	}
	w.note(ofLog, &ledger.CheckReport{Mismatches: []ledger.Mismatch{{Code: ledger.BadFootage, At: ledger.Position{Stream: st.ID.String(), Minute: "2026-11-23T04:05Z"}}}}, nil)
	if hour(2) != 0 || hour(1) != 2 || found(1, 0, 5*time.Minute) != 1 || found(1, 5*time.Minute, 6*time.Minute) != 1 {
		t.Errorf("a bad minute touches %d, %d", hour(2), hour(1))
	}
	w.note(ofLog, &ledger.CheckReport{Bad: 101}, nil)
	if hour(2) != 1 { // it may be among those that are not listed
		t.Error("more was found than is listed, and a camera is called unaltered")
	}
	w.note(ofLog, &ledger.CheckReport{}, nil)
	spoil() // as it was
	days(8) // a week does not come to all slots
	if hour(1) != 1 {
		t.Error("forgotten before it was read again")
	}
	days(32)
	if got := w.Watch(); len(got.Found) != 0 || hour(1) != 0 {
		t.Errorf("found after it was good again: %+v", got.Found)
	}
}
