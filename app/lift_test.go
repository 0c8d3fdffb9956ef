package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// failing are rows of one act that has no index, of which nothing can be read
// while they are down.
type failing struct{ down atomic.Bool }

func (f *failing) Unlogged(context.Context, string, int) ([]ledger.Unlogged, error) {
	if f.down.Load() {
		return nil, errors.New("disk gone")
	}
	return nil, nil
}
func (f *failing) Logged(context.Context, string, map[int64]uint64) error { return nil }
func (f *failing) Last(context.Context, string) (uint64, bool, error)     { return 0, false, nil }
func (f *failing) Origins(context.Context) ([]string, error)              { return nil, nil }
func (f *failing) Newest(context.Context) (int64, int64, error) {
	if f.down.Load() {
		return 1, 1, nil
	}
	return 1, 0, nil
}
func (f *failing) Explained(context.Context, shiheng.EventID) (ledger.Unlogged, uint64, error) {
	return ledger.Unlogged{}, 0, shiheng.NotFound("log.act")
}

// TestLiftedHoldWaitsForTheLog: with the log down a hold is placed at once, and
// what a lifted one kept is not let go.
func TestLiftedHoldWaitsForTheLog(t *testing.T) {
	ctx, rows := t.Context(), &failing{}
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	acts, err := ledgers.OpenActs(ctx, ledgers.ActsConfig{Dir: t.TempDir(), Name: "node", Keys: ledgers.Keys{Key: key}, Rows: rows, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	s, err := slots.Open(ctx, slots.Config{
		Places: []slots.Place{{Disk: &disk.Volatile{Label: "a"}, Capacity: 32 << 20}}, Index: record.NewMemoryIndex(), Pool: media.NewPool(), SlotSize: 1 << 18, Floor: 30,
	})
	if err != nil {
		t.Fatal(err)
	}
	life, end := context.WithCancel(ctx)
	done := make(chan error)
	go func() { done <- acts.Run(life) }()
	defer func() {
		end()
		if err := errors.Join(<-done, acts.Close(), s.Close()); err != nil {
			t.Error(err)
		}
	}()
	rows.down.Store(true)
	for acts.Failing() == nil {
		time.Sleep(time.Millisecond)
	}
	h := &House{acts: acts, slots: s}
	now := time.Now()
	p := evidence.Pin{ID: shiheng.NewID[shiheng.HoldID](now), Camera: shiheng.NewID[shiheng.CameraID](now), Span: shiheng.Span{From: now, To: now.Add(time.Hour)}, Placed: now}
	k := keeper{h}
	if err := k.Pin(ctx, p); err != nil {
		t.Fatalf("a hold waits for the log: %v", err)
	}
	if err := k.Unpin(ctx, p.ID); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("let go without the log: %v", err)
	}
	rows.down.Store(false)
	for acts.Failing() != nil {
		time.Sleep(time.Millisecond)
	}
	if err := k.Unpin(ctx, p.ID); err != nil {
		t.Errorf("with the log up again: %v", err)
	}
}
