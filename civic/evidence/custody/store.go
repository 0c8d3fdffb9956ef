package custody

import (
	"context"
	"io"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// A Filter narrows a list of exports. Zero fields do not narrow, but the zero
// Scope lets nothing through: an export is seen by whoever may know of every
// camera it is of.
type Filter struct {
	Scope       registry.Scope
	ID          ExportID
	State       State
	States      []State
	Application string
	DueBy       law.Day // handed over, to be returned or destroyed by that day
	KeptUntil   time.Time
	Text        string
}

// Store keeps exports. It is safe for concurrent use. What is not there is an
// ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Exports lists the newest first.
	Exports(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Export], error)
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx
	Export(id ExportID) (Export, error)
	// PutExport keeps a new export at version 1, otherwise in the place of the
	// version before; an ErrConflict when that is not the one kept.
	PutExport(e Export) error
}

// A Permit is a grant for a copy, and what the regime knows of whom it is for.
type Permit struct {
	Grant     shiheng.Grant
	Case      string
	Unit      string
	Recipient string
	Purpose   string
	UseUntil  law.Day
}

// Permits asks the regimes. What they refuse is a *[access.Refusal] or another
// error with its article, on record already.
type Permits interface {
	// Official has the counter grant a copy of what was granted there.
	Official(ctx context.Context, k Hand, application string, cameras []shiheng.CameraID, span shiheng.Span) (Permit, error)
	// Own asks for own use.
	Own(ctx context.Context, k Hand, w ExportWanted, cameras []shiheng.CameraID, span shiheng.Span) (Permit, error)
	// Redeem returns a grant to the session it was minted for.
	Redeem(ctx context.Context, p identity.Principal, id shiheng.GrantID) (shiheng.Grant, error)
	// Release gives one back that is not used.
	Release(ctx context.Context, p identity.Principal, id shiheng.GrantID) error
	// Under returns a grant and a context that ends with it, from the rows after
	// a start.
	Under(ctx context.Context, id shiheng.GrantID) (shiheng.Grant, context.Context, context.CancelFunc, error)
	// Served counts what is taken under a grant; an error stops it.
	Served(g shiheng.Grant, camera shiheng.CameraID, n shiheng.Served) error
}

// An Estimate is what an export would hold, and what room there is for it.
type Estimate struct {
	Chunks, Bytes int64
	// Waiting: the log does not reach behind the end yet.
	Waiting bool
	Free    int64 // bytes on the disk it would lie on
	// Done is what of it is on the disk already.
	DoneChunks, DoneBytes int64
}

// A Step is one chunk that is about to be read.
type Step struct {
	Camera   shiheng.CameraID
	Bytes    int64
	From, To time.Time
}

// A Written export is one whose footage is whole.
type Written struct {
	Digest        string
	Chunks, Bytes int64
	Unanchored    bool
	Files         []MadeFile
}

// A MadeFile is one of its files of footage.
type MadeFile struct {
	Path     string
	Size     int64
	SHA, SM3 string
}

// A Finished export is a file.
type Finished struct {
	Size      int64
	SHA256    string
	Witnesses []string
	Sealed    bool
	Stamped   bool
	Unstamped error
}

// A File is a finished export, to be read at any place.
type File interface {
	io.ReadSeekCloser
}

// Maker makes bundles. Each method may be called again after a crash.
type Maker interface {
	// Portions finds the streams that recorded cameras in a span.
	Portions(ctx context.Context, cameras []registry.Linked, span shiheng.Span) ([]ExportPortion, error)
	Estimate(ctx context.Context, e Export) (Estimate, error)
	// Footage writes the footage. step is asked before each chunk; its error
	// ends the writing, and what is whole stays.
	Footage(ctx context.Context, e Export, step func(Step) error) (Written, error)
	// Finish writes the rest: the act is in the log. note is told what is waited
	// for.
	Finish(ctx context.Context, e Export, list []byte, note func(string)) (Finished, error)
	Open(e Export) (File, error)
	// Erase removes what there is of an export from the disk. It is idempotent.
	Erase(id ExportID) error
	// Kept lists the exports of which there is something on the disk.
	Kept() ([]ExportID, error)
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}
