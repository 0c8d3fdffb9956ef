package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// TEMPORARY until record's reconciler lands.
type recording struct {
	h    *House
	wake chan struct{}
	mu   sync.Mutex
	at   map[shiheng.CameraID]*worker
	want int
}

type worker struct {
	cancel context.CancelFunc
	done   chan struct{}
	stream record.Stream
	track  *media.Track
}

type recordingStats struct {
	Recording, Wanted int
	Lag               time.Duration
}

type cameraFacts struct {
	DurableTo time.Time
	Track     *media.Track
	Bitrate   int
	FPS       float64
	Recording bool
}

func newRecording(h *House) *recording {
	return &recording{h: h, wake: make(chan struct{}, 1), at: map[shiheng.CameraID]*worker{}}
}

func (r *recording) Look() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *recording) Run(ctx context.Context) error {
	for {
		wanted, err := r.h.directory.Cameras(ctx)
		if err != nil {
			break
		}
		r.mu.Lock()
		r.want = len(wanted)
		for _, w := range wanted {
			if r.at[w.ID] == nil {
				wctx, cancel := context.WithCancel(ctx)
				k := &worker{cancel: cancel, done: make(chan struct{})}
				r.at[w.ID] = k
				go r.work(wctx, w.ID, k)
			}
		}
		r.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-r.wake:
			continue
		}
		break
	}
	for _, k := range r.at {
		k.cancel()
		<-k.done
	}
	return nil
}

func (r *recording) work(ctx context.Context, id shiheng.CameraID, k *worker) {
	defer close(k.done)
	held, err := r.h.ingest.Hold(ctx, id, ingest.Main)
	if err != nil {
		r.h.log.ErrorContext(ctx, "not held", slog.Any("error", err))
		return
	}
	defer held.Release()
	st, err := r.h.slots.Stream(ctx, id, record.Main, 0)
	if err != nil {
		r.h.log.ErrorContext(ctx, "no stream", slog.Any("error", err))
		return
	}
	k.stream = st
	sub := held.Stream().Subscribe(hub.Options{MaxBytes: 1 << 20, FromKey: true})
	go func() {
		f, err := sub.Next(ctx)
		if err == nil {
			r.mu.Lock()
			k.track = f.Track
			r.mu.Unlock()
			f.Slab.Release()
		}
		sub.Close()
	}()
	rec := record.NewRecorder(record.RecorderConfig{Stream: st, Store: r.h.slots, Pool: r.h.pool, Log: r.h.log})
	if err := rec.Run(ctx, held.Stream()); err != nil && ctx.Err() == nil {
		r.h.log.ErrorContext(ctx, "recorder", slog.Any("error", err))
	}
}

func (r *recording) Stats() recordingStats {
	r.mu.Lock()
	defer r.mu.Unlock()
	return recordingStats{Recording: len(r.at), Wanted: r.want}
}

func (r *recording) Camera(id shiheng.CameraID) cameraFacts {
	r.mu.Lock()
	defer r.mu.Unlock()
	k := r.at[id]
	if k == nil {
		return cameraFacts{}
	}
	_, going := r.h.slots.Recording(k.stream.ID)
	return cameraFacts{DurableTo: r.h.slots.DurableUpTo(k.stream.ID).At, Recording: going, Track: k.track}
}
