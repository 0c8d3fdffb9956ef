package record

import (
	"context"
	"time"

	"shiheng.internal"
)

// A RunRow is a run as the index keeps it.
type RunRow struct {
	ID                shiheng.RunID
	Stream            shiheng.StreamID
	From, To          time.Time // server time; To of a run being recorded is how far it is durable
	FirstSeq, LastSeq uint64
	Open              bool // being recorded
	KeysOnly          bool // of pictures only key frames, for want of space
	Lesser            bool // of the sub-stream, for want of space
}

// A GapRow is a stretch without footage between two runs. To is zero while it
// lasts. Its key is the stream and AfterSeq: the last sequence number before it.
type GapRow struct {
	Stream   shiheng.StreamID
	AfterSeq uint64
	From, To time.Time
	Cause    Cause
}

// A SlotState is where a slot stands in its life.
type SlotState uint8

// The states of a slot, as the slot table and the index write them.
const (
	SlotFree      SlotState = 0
	SlotOpen      SlotState = 1
	SlotSealed    SlotState = 2
	SlotCondemned SlotState = 3 // hidden from readers, to be erased once that is logged
)

// A SlotRow is a slot that holds footage. Its key is volume and number.
type SlotRow struct {
	Volume            shiheng.VolumeID
	Number            uint32
	Use               uint64
	State             SlotState
	Stream            shiheng.StreamID
	From, To          time.Time
	FirstSeq, LastSeq uint64
	Chunks            uint32
	Bytes             int64
	Tally             time.Duration // running time of the store at the last chunk
	SHA, SM3          Digest        // RFC 6962 roots, zero until sealed
	Reason            string        // why it was condemned
}

// A VolumeRow is a volume the store has seen.
type VolumeRow struct {
	ID       shiheng.VolumeID
	Store    shiheng.StoreID
	Place    string // directory and file name
	Slots    uint32
	SlotSize int64
	State    string // "ok", "quarantined", "missing"
}

// A Pin keeps footage from deletion: a hold. Its To is zero when it has no end.
type Pin struct {
	ID     shiheng.HoldID
	Camera shiheng.CameraID
	Span   shiheng.Span
	Placed time.Time
}

// A Change is a set of rows to be written together.
type Change struct {
	Streams  []Stream
	Volumes  []VolumeRow
	Runs     []RunRow // widened: From, FirstSeq to the lower, To, LastSeq to the higher value
	Gaps     []GapRow
	Slots    []SlotRow
	Freed    []SlotRow // rows to remove; only Volume, Number and Use are read
	Trimmed  []Trim    // what is left of streams after slots were freed
	Pins     []Pin
	Unpinned []shiheng.HoldID
}

// A Trim forgets runs and gaps of a stream that lie before its first remaining
// chunk, and shortens the one that reaches over it. With Seq 0 nothing is left.
type Trim struct {
	Stream shiheng.StreamID
	Seq    uint64
	From   time.Time
}

// Index keeps rows about footage. Slot tables and footers are the truth; the
// index can be rebuilt from them but for pins, which are also marked there.
// Implementations are safe for concurrent use and held to the contract in store/slots/indextest.
type Index interface {
	// Apply writes all of c or nothing. When it returns nil the rows are
	// durable. Applying the same change again changes nothing.
	Apply(ctx context.Context, c Change) error

	// Streams lists the streams of a camera, or all with a zero camera.
	Streams(ctx context.Context, camera shiheng.CameraID) ([]Stream, error)
	Volumes(ctx context.Context) ([]VolumeRow, error)
	Pins(ctx context.Context) ([]Pin, error)

	// Runs and Gaps list what overlaps the span in order of sequence, at most
	// limit, with a sequence (FirstSeq, AfterSeq) at or above from: pass the
	// last one's plus 1 for the next page.
	Runs(ctx context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) ([]RunRow, error)
	Gaps(ctx context.Context, stream shiheng.StreamID, span shiheng.Span, from uint64, limit int) ([]GapRow, error)

	// GapsOf lists the gaps of all streams that have the cause, the oldest
	// first, at most limit, behind the one given; the zero GapRow is the start.
	GapsOf(ctx context.Context, cause Cause, behind GapRow, limit int) ([]GapRow, error)

	// LastRun and LastGap return the newest by sequence, or ErrNotFound.
	LastRun(ctx context.Context, stream shiheng.StreamID) (RunRow, error)
	LastGap(ctx context.Context, stream shiheng.StreamID) (GapRow, error)

	// OpenRuns lists the runs that are marked as being recorded.
	OpenRuns(ctx context.Context) ([]RunRow, error)

	// Slots lists the slots of a volume with Number at or above from, at most
	// limit. CountSlots counts them.
	Slots(ctx context.Context, volume shiheng.VolumeID, from uint32, limit int) ([]SlotRow, error)
	CountSlots(ctx context.Context, volume shiheng.VolumeID) (int, error)

	// StreamSlots lists the slots of a stream in a volume that overlap the span.
	StreamSlots(ctx context.Context, volume shiheng.VolumeID, stream shiheng.StreamID, span shiheng.Span) ([]SlotRow, error)

	// Clear forgets everything but streams and pins, before a rebuild.
	Clear(ctx context.Context) error
}
