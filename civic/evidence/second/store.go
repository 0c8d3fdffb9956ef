package second

import (
	"context"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
)

// A Filter narrows a list of copies. Zero fields do not narrow.
type Filter struct {
	Camera shiheng.CameraID
	Span   shiheng.Span // overlapping it, when not zero
	Going  bool         // not ended
}

// Store keeps copies and probes. It is safe for concurrent use. What is not
// there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Copies lists the next ones behind a key, in the order of their keys.
	Copies(ctx context.Context, f Filter, behind string, limit int) ([]Copy, error)
	// LastProbe is the newest one of a bucket.
	LastProbe(ctx context.Context, bucket string) (Probe, error)
}

// Tx is one transaction's view.
type Tx interface {
	PutCopy(c Copy) error
	PutProbe(p Probe) error
	Append(e audit.Event) error
}

// Holds is the register of holds, as this room reads it.
type Holds interface {
	Holds(ctx context.Context, f evidence.Filter, p audit.Paging) (audit.Page[evidence.Hold], error)
}

// Footage is the footage store as this room needs it.
type Footage interface {
	// Sealed lists the sealed slots of a camera in a span, and how many more are
	// still open.
	Sealed(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) ([]Slot, int, error)
	// Read opens a slot and checks every digest in it: an ErrInvalid when
	// something does not fit, an ErrNotFound when it is not there.
	Read(ctx context.Context, s Slot) (io.ReadSeeker, error)
}

// A Vault is a bucket with Object Lock. Errors are ErrUnavailable when it does
// not answer, ErrNotFound for an object that is not there.
type Vault interface {
	// Name is its address and the bucket's name.
	Name() string
	// Ready asks whether the bucket is there.
	Ready(ctx context.Context) error
	// Put stores an object under a lock. When it returns, the bytes are durable;
	// doing it again makes another version.
	Put(ctx context.Context, name string, size int64, r io.Reader, l Lock) (Object, error)
	Get(ctx context.Context, o Object) (io.ReadCloser, error)
	// Lock reads the lock. One that is not in compliance mode is none.
	Lock(ctx context.Context, o Object) (Lock, error)
	Prolong(ctx context.Context, o Object, until time.Time) error
	Hold(ctx context.Context, o Object, on bool) error
	// Versions lists the versions of an object that can be read, the newest first.
	Versions(ctx context.Context, name string) ([]Object, error)
	// Remove deletes one version. One that is not there succeeds.
	Remove(ctx context.Context, o Object) error
	// Probe tries to break its locks.
	Probe(ctx context.Context) ([]Attempt, error)
}

// Terms are what a deployment says about its second copies.
type Terms struct {
	ProbeDays int   // how long a passed probe is believed
	LateHours int   // how long held footage may be without a second copy
	Rate      int64 // bytes a second at most; 0: no bound
}
