package slots_test

import (
	"context"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// BenchmarkRecord measures what the way from hub to disk costs: recorder,
// hashes, batch writes and syncs on a real directory, with and without SM3.
// One operation is one second of a stream of 4 Mbit/s.
func BenchmarkRecord(b *testing.B) {
	for _, bb := range []struct {
		name       string
		withoutSM3 bool
	}{{"sha256", true}, {"sha256 and sm3", false}} {
		b.Run(bb.name, func(b *testing.B) { benchRecord(b, bb.withoutSM3) })
	}
}

func benchRecord(b *testing.B, withoutSM3 bool) {
	ctx, stop := context.WithCancel(context.Background())
	pool := media.NewPool()
	s, err := slots.Open(ctx, slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: b.TempDir()}, Capacity: 1 << 40}}, Index: record.NewMemoryIndex(),
		Pool: pool, Practice: true, WithoutSM3: withoutSM3, SpillBytes: 1 << 30,
	})
	if err != nil {
		b.Fatal(err)
	}
	done := make(chan error, 2)
	go func() { done <- s.Run(ctx) }()
	st, err := s.Stream(ctx, shiheng.CameraID{1}, record.Main, 1)
	if err != nil {
		b.Fatal(err)
	}
	h := hub.NewStream()
	rec := record.NewRecorder(record.RecorderConfig{Stream: st, Store: s, Pool: pool, QueueBytes: 64 << 20})
	recorded := make(chan error, 1)
	go func() { recorded <- rec.Run(ctx, h) }()
	for h.Stats().Subscribers == 0 {
		time.Sleep(time.Millisecond)
	}
	src := &recordtest.Source{Pool: pool, Start: time.Now(), Tag: 1, FrameSize: 20_000}
	before := s.Stats()
	b.SetBytes(500_000)
	b.ReportAllocs()
	for b.Loop() {
		for range 25 {
			for _, f := range src.Next() {
				h.Publish(f)
				f.Slab.Release()
			}
		}
		for s.Stats().PendingBytes > 256<<20 {
			time.Sleep(time.Millisecond)
		}
	}
	h.Close(nil)
	if err := <-recorded; err != nil {
		b.Fatal(err)
	}
	if err := s.Sync(ctx); err != nil {
		b.Fatal(err)
	}
	after := s.Stats()
	b.ReportMetric(float64(after.Writes+after.Syncs-before.Writes-before.Syncs)/float64(b.N), "writes+syncs/op")
	stop()
	if err := <-done; err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}
