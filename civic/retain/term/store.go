package term

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
)

// A Line is one camera of the register.
type Line struct {
	Kept
	Name       string
	System     shiheng.SystemID
	SystemName string
}

// A Filter narrows a list. Zero fields do not narrow, but the zero Scope lets
// nothing through.
type Filter struct {
	Scope   registry.Scope
	Camera  shiheng.CameraID
	System  shiheng.SystemID
	Outcome retain.Outcome
	Text    string // part of the name
}

// Counts are how many cameras of a scope stand how.
type Counts map[retain.Outcome]int

// Store keeps the register. It is safe for concurrent use. What is not there is
// an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f returns
	// nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Lines lists what is shortest first; a camera that is gone is left out.
	Lines(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Line], error)
	Count(ctx context.Context, scope registry.Scope) (Counts, error)
	// Kept reads those of the cameras that were judged before.
	Kept(ctx context.Context, cameras ...shiheng.CameraID) ([]Kept, error)
	// Erased is the end of the last footage of a camera that was erased and
	// ended no later than before; FirstErased the beginning of the first that
	// ever was. Zero: none.
	Erased(ctx context.Context, camera shiheng.CameraID, before time.Time) (time.Time, error)
	FirstErased(ctx context.Context, camera shiheng.CameraID) (time.Time, error)
	Purposes() registry.Records[Purpose]
	// Ceiling is the zero one while nobody set it.
	Ceiling(ctx context.Context) (KeptCeiling, error)
}

// Tx is one transaction's view.
type Tx interface {
	// PutKept keeps how a camera stands, in the place of what was kept before.
	PutKept(k Kept) error
	// Owed has what is owed of a system looked at anew.
	Owed(system shiheng.SystemID) error
	Purposes() registry.RecordsTx[Purpose]
	Ceiling() (KeptCeiling, error)
	PutCeiling(c KeptCeiling) error
	Append(e audit.Event) error
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Cameras(ctx context.Context, f registry.CameraFilter, p audit.Paging) (audit.Page[registry.Camera], error)
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}

// Footage is the footage store as this room needs it.
type Footage interface {
	// Past tells what there is of a camera's main stream, what is lost and what
	// was declared a gap. A run that is being recorded reaches to now.
	Past(ctx context.Context, camera shiheng.CameraID) (runs, lost []shiheng.Span, gaps []retain.Hole, err error)
}
