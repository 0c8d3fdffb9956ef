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
	measure    func(shiheng.StreamID) record.Measure
	now        func() time.Time

	mu    sync.Mutex
	rates map[heldSource]*rate // guarded by mu
}

// A heldSource is one that is held for recording.
type heldSource struct {
	camera shiheng.CameraID
	role   record.Role
}

// A rate is what a stream carried when it was last looked at.
type rate struct {
	stream        *hub.Stream
	at            time.Time
	frames, bytes uint64
	bits          int
	fps           float64
	mean          float64 // bits per second over the last minute in which frames came
	looks         int     // that mean is made of
}

// A mean is believed after so many looks, a minute of frames; each look moves
// it by a part.
const (
	looksEnough = 30
	lookWeight  = 0.05
)

// look brings the figures up to date.
func (m *rate) look(now time.Time) {
	past := now.Sub(m.at)
	if past < time.Second {
		return
	}
	st := m.stream.Stats()
	m.bits = int(float64(st.Bytes-m.bytes) * 8 / past.Seconds())
	m.fps = float64(st.Pictures-m.frames) / past.Seconds()
	m.at, m.bytes, m.frames = now, st.Bytes, st.Pictures
	switch {
	case m.bits == 0:
		return
	case m.looks == 0:
		m.mean = float64(m.bits)
	default:
		m.mean += (float64(m.bits) - m.mean) * lookWeight
	}
	m.looks++
}

// recordingFacts are how recording stands as a whole.
type recordingFacts struct {
	Recording, Wanted int
	Lag               time.Duration // of the stream furthest behind
}

// cameraFacts are how recording stands for one camera.
type cameraFacts struct {
	Recording bool
	Role      record.Role // of the source that is recorded
	Measure   record.Measure
	DurableTo time.Time
	Track     *media.Track // of its video; nil before the first frame
	Bitrate   int          // bits per second over the last seconds
	FPS       float64
}

// fresh is how lately footage must have become durable to call it recording.
const fresh = 5 * time.Second

func newRecording(h *House) (*recording, error) {
	r := &recording{directory: h.directory, measure: h.shortage.Measure, now: time.Now, rates: map[heldSource]*rate{}}
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
			out = append(out, record.Want{Camera: c.ID, Role: record.Main, Class: record.Class(importance(c.Camera))})
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
		if r.measure(s.Stream).Left {
			continue // its device keeps it; that is no fault
		}
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
	out := cameraFacts{Role: record.Main}
	if s, ok := mains[id]; ok {
		out.Recording, out.DurableTo, out.Measure = s.Recording(now, fresh), s.Durable.At, r.measure(s.Stream)
		if s.Source != "" {
			out.Role = s.Source
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.rates[heldSource{id, out.Role}]
	if m == nil || m.stream == nil || out.Measure.Left {
		return out
	}
	for _, t := range m.stream.Tracks() {
		if t.Codec.Video() {
			out.Track = t
		}
	}
	m.look(now)
	out.Bitrate, out.FPS = m.bits, m.fps
	return out
}

// Measured is the bit rate of a camera's main stream over the last minute in
// which it came; false when it was not looked at for long enough.
func (r *recording) Measured(id shiheng.CameraID) (bitsPerSecond float64, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	m := r.rates[heldSource{id, record.Main}]
	if m == nil || m.looks < looksEnough {
		return 0, false
	}
	return m.mean, true
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
	m := &rate{stream: h.Stream(), at: r.owner.now()}
	if old := r.owner.rates[heldSource{camera, role}]; old != nil {
		m.mean, m.looks = old.mean, old.looks
	}
	r.owner.rates[heldSource{camera, role}] = m
	return h, nil
}
