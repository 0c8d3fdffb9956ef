package app

import (
	"context"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/ingest"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// recording has the recorder keep what the register wants recorded, and tells
// how that stands. Safe for concurrent use.
type recording struct {
	directory  *directory
	reconciler *record.Reconciler
	now        func() time.Time

	mu    sync.Mutex
	rates map[shiheng.CameraID]*rate // guarded by mu
}

// A rate is what a stream carried when it was last looked at.
type rate struct {
	stream        *hub.Stream
	at            time.Time
	frames, bytes uint64
	bits          int
	fps           float64
}

// recordingFacts are how recording stands as a whole.
type recordingFacts struct {
	Recording, Wanted int
	Lag               time.Duration // of the stream furthest behind
}

// cameraFacts are how recording stands for one camera.
type cameraFacts struct {
	Recording bool
	DurableTo time.Time
	Track     *media.Track // of its video; nil before the first frame
	Bitrate   int          // bits per second over the last seconds
	FPS       float64
}

// fresh is how lately footage must have become durable to call it recording.
const fresh = 5 * time.Second

func newRecording(h *House) (*recording, error) {
	r := &recording{directory: h.directory, now: time.Now, rates: map[shiheng.CameraID]*rate{}}
	var err error
	r.reconciler, err = record.NewReconciler(record.ReconcilerConfig{
		Wants: r.wants, Source: recorded{streams: h.ingest, owner: r}, Store: h.slots, Pool: h.pool, Log: h.log, Declare: h.slots.Declare,
		Measure: h.shortage.Measure,
	})
	return r, err
}

// Run records until ctx ends.
func (r *recording) Run(ctx context.Context) error { return r.reconciler.Run(ctx) }

// wants lists what should be recorded now: the main stream of every camera to
// be connected whose plan has no pause at this minute.
func (r *recording) wants(ctx context.Context) ([]record.Want, error) {
	cameras, err := r.directory.Cameras(ctx)
	if err != nil {
		return nil, err
	}
	now := r.now()
	out := make([]record.Want, 0, len(cameras))
	for _, c := range cameras {
		if planned(c.Plan, now) {
			out = append(out, record.Want{Camera: c.ID, Role: record.Main})
		}
	}
	return out, nil
}

// planned reports whether a recording plan covers the instant.
func planned(p registry.Plan, now time.Time) bool {
	if p.Always() {
		return true
	}
	local := now.In(law.Shanghai())
	minute := local.Hour()*60 + local.Minute()
	for _, w := range p.Windows {
		if int(local.Weekday()) == w.Weekday && w.From <= minute && minute < w.To {
			return true
		}
	}
	return false
}

// Stats tells how recording stands.
func (r *recording) Stats() recordingFacts {
	now := r.now()
	var out recordingFacts
	for _, s := range r.reconciler.States() {
		out.Wanted++
		if s.Recording(now, fresh) {
			out.Recording++
			out.Lag = max(out.Lag, now.Sub(s.Durable.At))
		}
	}
	return out
}

// Mains are the states of all main streams, read once for many cameras.
func (r *recording) Mains() map[shiheng.CameraID]record.State {
	states := r.reconciler.States()
	out := make(map[shiheng.CameraID]record.State, len(states))
	for _, s := range states {
		if s.Role == record.Main {
			out[s.Camera] = s
		}
	}
	return out
}

// Camera tells how recording stands for one camera of mains.
func (r *recording) Camera(id shiheng.CameraID, mains map[shiheng.CameraID]record.State) cameraFacts {
	now := r.now()
	var out cameraFacts
	if s, ok := mains[id]; ok {
		out.Recording, out.DurableTo = s.Recording(now, fresh), s.Durable.At
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.rates[id]
	if m == nil || m.stream == nil {
		return out
	}
	for _, t := range m.stream.Tracks() {
		if t.Codec.Video() {
			out.Track = t
		}
	}
	st := m.stream.Stats()
	if past := now.Sub(m.at); past >= time.Second {
		m.bits = int(float64(st.Bytes-m.bytes) * 8 / past.Seconds())
		m.fps = float64(st.Pictures-m.frames) / past.Seconds()
		m.at, m.bytes, m.frames = now, st.Bytes, st.Pictures
	}
	out.Bitrate, out.FPS = m.bits, m.fps
	return out
}

// recorded lets the recorder hold ingest's sources.
type recorded struct {
	streams *ingest.Ingest
	owner   *recording
}

// Hold implements [record.Source].
func (r recorded) Hold(ctx context.Context, camera shiheng.CameraID, role record.Role) (record.Held, error) {
	h, err := r.streams.Hold(ctx, camera, ingest.Role(role))
	if err != nil {
		return nil, err
	}
	r.owner.mu.Lock()
	defer r.owner.mu.Unlock()
	r.owner.rates[camera] = &rate{stream: h.Stream(), at: r.owner.now()}
	return h, nil
}
