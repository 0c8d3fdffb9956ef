package record

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
)

// RecorderConfig says what a Recorder needs.
type RecorderConfig struct {
	Stream Stream
	Store  Store
	Pool   *media.Pool
	Log    *slog.Logger // optional
	// QueueBytes bounds what waits between hub and recorder; 16 MiB when zero,
	// which is half a minute of 4 Mbit/s. What does not fit is declared lost.
	QueueBytes int
	// FirstCause is declared for the gap before the first run when the store
	// knows no better. CauseRestart when empty.
	FirstCause Cause
	// Measure, when set, says what the stream has to do without now. It is
	// asked at each key frame and must answer from memory. Only its KeysOnly
	// counts here: which source is recorded, and whether any, is said by whoever
	// runs the recorder.
	Measure func(shiheng.StreamID) Measure
	// Lesser says that what comes is the camera's sub-stream, recorded in place
	// of the main one.
	Lesser bool
	// FromKey begins with the key-frame group that the stream kept, for a source
	// that was opened beside the one recorded before.
	FromKey bool
}

// RecorderStats counts what a recorder did.
type RecorderStats struct {
	Frames, Chunks, Bytes uint64
	Copied                uint64 // chunks that had to be copied
	Runs                  uint64
	Lost                  uint64 // frames within a declared gap
	Spared                uint64 // frames left out while only key frames are recorded
}

// A Recorder writes one hub stream to the store. It belongs to one goroutine.
type Recorder struct {
	cfg     RecorderConfig
	run     Run
	parts   []*part // by track, those with frames first used first
	tracks  []*media.Track
	sounded map[uint8]time.Time // when each track of sound last came, by track
	seq     uint64              // of the last frame seen
	end     time.Time
	cause   Cause // for the gap before the next run
	retry   time.Time
	begun   time.Time // server time of the chunk's first frame
	device  time.Time
	started time.Time // when, by our clock, the chunk began
	flags   ChunkFlags
	heard   time.Time // when, by our clock, the last frame came
	origin  time.Time // of the run, by both clocks
	number  uint32
	thin    bool // the run keeps key frames only
	stats   RecorderStats
}

// The bounds of a chunk that the recorder itself enforces.
const (
	silence    = 1500 * time.Millisecond // after a chunk's first frame it is closed whatever comes
	soundChunk = time.Second             // length of a chunk without pictures
	jump       = 5 * time.Second         // a leap between media time and server time that ends a run
	hole       = time.Second             // without pictures at a loss that is known: it ends a run
)

// NewRecorder makes a recorder for one hold of a source.
func NewRecorder(cfg RecorderConfig) *Recorder {
	if cfg.QueueBytes == 0 {
		cfg.QueueBytes = 16 << 20
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.FirstCause == "" {
		cfg.FirstCause = CauseRestart
	}
	return &Recorder{cfg: cfg, cause: cfg.FirstCause, sounded: map[uint8]time.Time{}}
}

// Stats returns the present figures. It is for the recorder's own goroutine
// or after Run has returned.
func (r *Recorder) Stats() RecorderStats { return r.stats }

// Run records until the hub stream ends or ctx does. It returns nil when the
// stream ended, the gap after it then has the cause no-signal; and ctx's cause
// otherwise, the gap then being a restart. All that was received is appended.
func (r *Recorder) Run(ctx context.Context, from *hub.Stream) error {
	sub := from.Subscribe(hub.Options{MaxBytes: r.cfg.QueueBytes, FromKey: r.cfg.FromKey})
	defer sub.Close()
	var w waiter
	defer w.end()
	for {
		f, err := sub.Next(w.until(ctx, r.deadline()))
		switch {
		case err == nil:
			r.take(ctx, f)
		case ctx.Err() != nil:
			r.flush(0, false)
			r.stop(causeOf(ctx))
			return context.Cause(ctx)
		case errors.Is(err, errQuiet):
			r.quiet()
		default:
			r.flush(0, false)
			r.stop(CauseNoSignal)
			return nil
		}
	}
}

// A waiter keeps a context with a deadline for as long as the deadline stays.
type waiter struct {
	ctx  context.Context // of one call of Run
	stop context.CancelFunc
	at   time.Time
}

func (w *waiter) until(ctx context.Context, at time.Time) context.Context {
	if w.ctx != nil && at.Equal(w.at) {
		return w.ctx
	}
	w.end()
	w.at = at
	if at.IsZero() {
		w.ctx, w.stop = context.WithCancel(ctx)
	} else {
		w.ctx, w.stop = context.WithDeadlineCause(ctx, at, errQuiet)
	}
	return w.ctx
}

func (w *waiter) end() {
	if w.stop != nil {
		w.stop()
	}
}

// causeOf is the gap's cause when ctx ended the recording.
func causeOf(ctx context.Context) Cause {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errUnwanted):
		return CauseDisabled
	case errors.Is(cause, errStale):
		return CauseNoSignal
	case errors.Is(cause, errTurned):
		return CauseNoSpace
	case errors.Is(cause, errLeft):
		return CauseLeft
	}
	return CauseRestart
}

var errQuiet = errors.New("record: nothing came in time")

// deadline is when the recorder acts without a frame: it closes a chunk whose
// end nobody tells, and a run to which nothing comes any more.
func (r *Recorder) deadline() time.Time {
	switch {
	case !r.started.IsZero():
		return r.started.Add(silence)
	case r.run != nil:
		return r.heard.Add(jump)
	}
	return time.Time{}
}

func (r *Recorder) quiet() {
	if len(r.parts) > 0 {
		r.heard = time.Now()
		r.flush(0, false)
		return
	}
	r.stop(CauseNoSignal)
}

// take adds one frame, closing the chunk before it when that is complete.
func (r *Recorder) take(ctx context.Context, f *media.Frame) {
	r.stats.Frames++
	r.heard = time.Now()
	lost := r.seq != 0 && f.Seq != r.seq+1
	r.seq = f.Seq
	if lost {
		r.flush(0, false)
		r.stop(CauseOverload)
	} else if cause := r.breaks(f); cause != "" {
		r.flush(0, false)
		r.stop(cause)
	} else if turns := r.turns(f); turns || r.complete(f) {
		r.flush(f.DTS, len(r.parts) > 0 && f.Track.ID == r.lead() && r.parts[0].frames[0].Slab != f.Slab)
		if turns {
			r.stop(CauseNoSpace)
		}
	}
	if r.run == nil && !r.begin(ctx, f) {
		r.stats.Lost++
		f.Slab.Release()
		return
	}
	if r.thin && !f.IsKey() {
		r.spare(f)
		return
	}
	r.add(f)
}

// turns reports whether, from the key frame f on, more or less is to be
// recorded than the run does: a run is of one kind, so that a timeline of runs
// shows which.
func (r *Recorder) turns(f *media.Frame) bool {
	return r.run != nil && f.IsKey() && f.Track.ID == r.lead() && r.sparing() != r.thin
}

// sparing reports whether only key frames are to be recorded. A thinned run
// that is about to end altogether does not grow whole before.
func (r *Recorder) sparing() bool {
	if r.cfg.Measure == nil {
		return false
	}
	m := r.cfg.Measure(r.cfg.Stream.ID)
	return m.KeysOnly || r.thin && (m.Left || m.Stopped)
}

// spare leaves f out. The run goes on: that frames come is known.
func (r *Recorder) spare(f *media.Frame) {
	r.stats.Spared++
	if len(r.parts) == 0 {
		r.end = f.Received
	}
	f.Slab.Release()
}

// breaks says why f cannot belong to the same run as the frame before it.
func (r *Recorder) breaks(f *media.Frame) Cause {
	if r.run == nil {
		return ""
	}
	if d := leap(r.origin, f.Received); d > time.Second || d < -time.Second {
		return CauseClock // times within one run never leap
	}
	if r.holed(f) {
		return CauseNoSignal
	}
	p := r.part(f.Track.ID)
	if p == nil || len(p.frames) == 0 {
		if !r.end.IsZero() && f.Received.Sub(r.end) > jump {
			return CauseNoSignal
		}
		return ""
	}
	last := p.frames[len(p.frames)-1]
	media := time.Duration(f.DTS-last.DTS) * time.Second / media.TimeScale
	server := f.Received.Sub(last.Received)
	switch {
	case server > jump && media > jump:
		return CauseNoSignal
	case media < 0 || media-server > jump || server-media > jump:
		return CauseClock
	}
	return ""
}

// holed reports whether pictures are known to be lost before f, for so long
// that it is a gap of its own and not a mark in the run: a session that broke
// and came back, packets lost until the next key frame.
func (r *Recorder) holed(f *media.Frame) bool {
	if f.Flags&media.Gap == 0 || !f.Track.Codec.Video() || f.Track.ID != r.lead() {
		return false
	}
	since := r.end
	if p := r.part(f.Track.ID); p != nil && len(p.frames) > 0 {
		since = p.frames[len(p.frames)-1].Received
	}
	return !since.IsZero() && f.Received.Sub(since) > hole
}

// complete reports whether f begins a new chunk.
func (r *Recorder) complete(f *media.Frame) bool {
	if len(r.parts) == 0 {
		return false
	}
	first := r.parts[0]
	own := r.part(f.Track.ID)
	switch {
	case own != nil && own.track != f.Track:
		return true
	case own != nil && len(own.samples) >= media.MaxInSlab:
		return true
	case f.Track.Codec.Video() && f.Track.ID == r.lead():
		return first.track.Codec.Video() && len(first.frames) > 0 && first.frames[0].Slab != f.Slab
	case first.track.Codec.Video():
		return false
	}
	return f.DTS-first.base >= int64(soundChunk/time.Second)*media.TimeScale
}

func (r *Recorder) part(track uint8) *part {
	for _, p := range r.parts {
		if p.track.ID == track {
			return p
		}
	}
	return nil
}

// begin starts a run at f. Pictures begin with a key frame; sound waits for
// them as long as there is a picture track.
func (r *Recorder) begin(ctx context.Context, f *media.Frame) bool {
	now := time.Now()
	if now.Before(r.retry) || !f.IsKey() && (f.Track.Codec.Video() || r.pictures()) {
		r.declare(f)
		return false
	}
	run, err := r.cfg.Store.Begin(ctx, r.cfg.Stream.ID, f.Received, r.cause)
	if err != nil {
		r.refused(err)
		return false
	}
	r.run, r.thin = run, f.IsKey() && r.sparing()
	r.stats.Runs++
	r.origin = f.Received
	return true
}

// refused notes why the store took nothing, and tries again in a second.
func (r *Recorder) refused(err error) {
	cause := CauseDiskError
	var lost *Lost
	if errors.As(err, &lost) {
		cause = lost.Cause
	}
	if r.cause != cause {
		r.cfg.Log.Error("recording refused", "stream", r.cfg.Stream.ID, "cause", cause, "error", err)
	}
	r.cause, r.retry = cause, time.Now().Add(time.Second)
}

// add puts f into the chunk that is being built.
func (r *Recorder) add(f *media.Frame) {
	r.declare(f)
	p := r.part(f.Track.ID)
	if p == nil {
		p = &part{track: f.Track}
		if f.Track.ID == r.lead() && f.Track.Codec.Video() {
			r.parts = append([]*part{p}, r.parts...)
		} else {
			r.parts = append(r.parts, p)
		}
	}
	if r.started.IsZero() {
		r.started = time.Now()
		r.begun, r.device, r.flags = f.Received, f.Device, 0
		if f.IsKey() || !r.pictures() {
			r.flags |= FlagKey
		}
	}
	if f.Track.ID == r.lead() && f.IsKey() && len(p.frames) == 0 {
		r.flags |= FlagKey
	}
	if f.Flags&media.Gap != 0 {
		r.flags |= FlagLost
	}
	if f.Flags&media.Damaged != 0 {
		r.flags |= FlagDamaged
	}
	p.add(f)
}

// flush turns what was collected into a chunk and appends it. next is the DTS
// of the lead track's next frame when own, which also says that nobody writes
// to the slab any more.
func (r *Recorder) flush(next int64, own bool) {
	if len(r.parts) == 0 {
		return
	}
	parts := r.parts
	defer func() {
		for _, p := range parts {
			p.reset()
		}
		r.parts, r.started = r.parts[:0], time.Time{}
	}()
	for i, p := range parts {
		p.end(next, i == 0 && own)
	}
	first := parts[0]
	own = first.track.Codec.Video() && (own || first.frames[0].Slab.Left())
	own = own && !r.thin // behind the key frame lie frames that viewers read
	r.number++
	c, err := assemble(r.cfg.Pool, r.number, parts, own)
	if err == nil {
		if c.Slab != first.frames[0].Slab {
			r.stats.Copied++
		}
		err = r.append(c, parts)
	}
	if err != nil {
		for _, p := range parts {
			r.stats.Lost += uint64(len(p.frames))
		}
		r.refused(fmt.Errorf("append: %w", err))
		r.stop(r.cause)
	}
}

// append completes the header and hands the chunk over.
func (r *Recorder) append(c *Chunk, parts []*part) error {
	h := &c.Header
	h.Flags, h.Wall, h.Device = r.flags, r.begun, r.device
	if r.thin {
		h.Flags |= FlagKeysOnly
	}
	if r.cfg.Lesser {
		h.Flags |= FlagLesser
	}
	for _, p := range parts {
		h.Frames += uint32(len(p.frames))
		h.Span = max(h.Span, p.span())
	}
	r.unlearn()
	c.Tracks = r.tracks
	c.sum()
	r.stats.Chunks++
	r.stats.Bytes += uint64(h.Length)
	end := h.End()
	if err := r.run.Append(c); err != nil {
		return err
	}
	r.end = end
	return nil
}

// leap is how far the wall clock was set since origin: what it says went by,
// less what went by on the monotonic clock, which t carries too.
func leap(origin, t time.Time) time.Duration {
	return t.Round(0).Sub(origin.Round(0)) - t.Sub(origin)
}

// stop ends the run; the gap after it has the cause.
func (r *Recorder) stop(cause Cause) {
	r.cause = cause
	if r.run == nil {
		return
	}
	at := r.end
	if at.IsZero() {
		at = time.Now()
	}
	r.run.End(at, cause)
	r.run, r.end = nil, time.Time{}
}
