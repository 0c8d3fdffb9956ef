package record

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
)

// A Role tells a camera's sources apart.
type Role string

// The roles. Only main is recorded unless the plan says otherwise.
const (
	Main Role = "main"
	Sub  Role = "sub"
)

// A Class orders streams when space runs out: what is optional goes first,
// then the lower class. It is a hint for placement and never a rule of law.
type Class uint8

// A Stream is one recorded source of a camera.
type Stream struct {
	ID     shiheng.StreamID
	Camera shiheng.CameraID
	Role   Role
	Class  Class
}

// A Measure is what a stream has to do without while space is short. The zero
// Measure is nothing.
type Measure struct {
	Lesser   bool // the camera's sub-stream is recorded in place of the main one
	KeysOnly bool // of pictures only key frames, and no sound beside them
	Left     bool // nothing is asked of the device, which keeps it: the gap has the cause left-on-device
	Stopped  bool // nothing: the gap has the cause no-space
}

// A Cause says why nothing was recorded.
type Cause string

// The causes of a gap.
const (
	CauseNoSignal  Cause = "no-signal"      // the source sent nothing
	CauseRestart   Cause = "restart"        // the recorder was stopped in order
	CauseCrash     Cause = "crash"          // it ended without warning
	CauseNoSpace   Cause = "no-space"       // the disks were full of what must be kept
	CauseLeft      Cause = "left-on-device" // space was short and the device keeps it, to be fetched from there
	CauseOverload  Cause = "overload"       // more came in than could be written
	CauseDiskError Cause = "disk-error"     // the disks refused to write
	CauseLost      Cause = "lost"           // it was recorded, but its volume is missing or unreadable
	CauseClock     Cause = "clock"          // the source's clock jumped
	CauseFormat    Cause = "format"         // the source changed its coding in a way that needs a new run
	CauseDisabled  Cause = "disabled"       // the recording plan said no
	CauseTooLarge  Cause = "too-large"      // one chunk was larger than a slot
)

// A Chunk is a finished chunk in memory: Header and payload lie in Slab from
// Off on. It holds one reference to the slab.
type Chunk struct {
	Header Header
	Slab   *media.Slab
	Off    int
	// Tracks are those the chunk's frames belong to.
	Tracks []*media.Track
	placed bool // its header was written once
}

// Bytes is the chunk as it lies on disk.
func (c *Chunk) Bytes() []byte { return c.Slab.Bytes()[c.Off : c.Off+int(c.Header.Length)] }

// Durable says how far a run is safe on disk.
type Durable struct {
	Seq uint64    // of the last chunk that is durable, 0 when there is none
	At  time.Time // its end: everything before is safe
}

// Store keeps chunks. Implementations are safe for concurrent use.
type Store interface {
	// Stream returns the stream under which a camera's source is kept, and
	// makes it known when it is new. Asking twice returns the same.
	Stream(ctx context.Context, camera shiheng.CameraID, role Role, class Class) (Stream, error)

	// Begin starts a run at the given server time and ends the gap before it.
	// cause is used for that gap only when no cause is known from the run
	// before. A stream has at most one run at a time: a second Begin fails
	// with ErrConflict. It fails with ErrExhausted while there is no space.
	Begin(ctx context.Context, stream shiheng.StreamID, at time.Time, cause Cause) (Run, error)

	// DurableUpTo says how far the stream is safe on disk, over all runs.
	DurableUpTo(stream shiheng.StreamID) Durable
}

// A Run is one contiguous recording. One goroutine appends.
type Run interface {
	ID() shiheng.RunID

	// Append takes the chunk over, with its reference to the slab, whether it
	// fails or not. It never waits for a disk; the chunk is durable when
	// Store.DurableUpTo says so. It fills in what the header lacks (store, run,
	// sequence, place and chain). It fails with ErrExhausted when memory or
	// disk is used up; a [Lost] among the wrapped errors names the cause to declare.
	Append(c *Chunk) error

	// End ends the run at the given server time and opens a gap with the
	// cause. Chunks appended before become durable all the same. It is
	// idempotent: the first call counts.
	End(at time.Time, cause Cause)
}

// A Lost error says under which cause footage could not be taken.
type Lost struct {
	Cause Cause
	Err   error
}

func (e *Lost) Error() string {
	return "recording not possible, " + string(e.Cause) + ": " + e.Err.Error()
}

// Unwrap returns the error behind it.
func (e *Lost) Unwrap() error { return e.Err }

// A Ref points at one chunk that is kept.
type Ref struct {
	Seq    uint64
	Run    shiheng.RunID
	Kind   Kind
	Flags  ChunkFlags
	Wall   time.Time
	Span   time.Duration
	Length uint32
	Frames uint32
	Place  any // of the library's own use
}

// End is when the chunk's last frame ends.
func (r *Ref) End() time.Time { return r.Wall.Add(r.Span) }

// A Library finds and reads chunks. Implementations are safe for concurrent
// use. Chunks still in memory count as kept: what was appended is readable.
type Library interface {
	// Seek returns the media chunk that covers at, or else the first one in
	// sequence that ends after it. With key it goes back to the chunk of the
	// same run from which decoding can begin. ErrNotFound when nothing of the
	// stream ends after at.
	Seek(ctx context.Context, stream shiheng.StreamID, at time.Time, key bool) (Ref, error)

	// After returns the first media chunk with a sequence number above seq,
	// or ErrNotFound when there is none (yet).
	After(ctx context.Context, stream shiheng.StreamID, seq uint64) (Ref, error)

	// Read returns a chunk that After or Seek returned, checked by its CRC32C,
	// with its tracks. The caller releases its slab. ErrNotFound when it was
	// deleted meanwhile, ErrUnavailable when its volume is missing, ErrInvalid
	// when its bytes are damaged.
	Read(ctx context.Context, stream shiheng.StreamID, ref Ref) (*Chunk, error)

	// Tracks returns the tracks of a chunk without reading it. They are not to
	// be changed. Its errors are those of Read.
	Tracks(ctx context.Context, stream shiheng.StreamID, ref Ref) ([]*media.Track, error)

	// Recording returns the run that is being recorded now, if any.
	Recording(stream shiheng.StreamID) (RunRow, bool)

	// Missing lists the spans of the stream that were recorded but cannot be
	// read now because their volume is missing or its bytes are damaged.
	Missing(ctx context.Context, stream shiheng.StreamID, span shiheng.Span) ([]shiheng.Span, error)
}
