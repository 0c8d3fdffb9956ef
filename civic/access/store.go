package access

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// Minted is a grant as rows keep it, with what was asked for.
type Minted struct {
	shiheng.Grant
	At        time.Time
	Purpose   string
	Recipient string
	Approver  string
	Expires   law.Day   // of a copy
	Ended     time.Time // zero while it counts
	Cause     string    // code of why it ended
}

// Store keeps grants. Safe for concurrent use.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Grant returns a grant, or ErrNotFound.
	Grant(ctx context.Context, id shiheng.GrantID) (Minted, error)
	// SessionPurpose returns the purpose last stated in a session for a look at
	// the past, empty when there is none.
	SessionPurpose(ctx context.Context, id shiheng.SessionID) (string, error)
	// Locked reports whether the controls of a session are locked.
	Locked(ctx context.Context, id shiheng.SessionID) (bool, error)
	// SetLock locks or frees the controls of a session; the event is written with
	// it when that changed anything, and nothing otherwise.
	SetLock(ctx context.Context, id shiheng.SessionID, lock bool, e audit.Event) error
	// Leftover returns grants that were never ended though their time is over
	// or their session ended, at most 500.
	Leftover(ctx context.Context, now time.Time) ([]Minted, error)
}

// Tx is one transaction's view.
type Tx interface {
	// SessionLive reports whether the session was not ended.
	SessionLive(id shiheng.SessionID) (bool, error)
	InsertGrant(m Minted) error
	// EndGrant reports whether the grant counted until now.
	EndGrant(id shiheng.GrantID, at time.Time, cause string) (bool, error)
	Append(e audit.Event) error
}

// People is what this room asks of civic/identity.
type People interface {
	Assignments(ctx context.Context, account shiheng.AccountID) ([]identity.Assignment, error)
	Account(ctx context.Context, id shiheng.AccountID) (identity.Account, error)
	// Clearance is what an account holds now; the zero value for nothing.
	Clearance(ctx context.Context, account shiheng.AccountID) (identity.HeldClearance, error)
	Session(ctx context.Context, id shiheng.SessionID) (identity.Session, error)
	// Keep tells that a session is in use.
	Keep(ctx context.Context, id shiheng.SessionID) error
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
	// CamerasMay lists cameras that a filter of clauses holds for, besides f.
	// Rooms are the uses that are forbidden now.
	CamerasMay(ctx context.Context, f registry.CameraFilter, may clause.Filter, rooms []string, p audit.Paging) (audit.Page[registry.Linked], error)
	Systems(ctx context.Context, f registry.SystemFilter, p audit.Paging) (audit.Page[registry.VideoSystem], error)
}

// Units is what this room asks of the register of organisations.
type Units interface {
	// Below returns the organisations named and all below them.
	Below(ctx context.Context, ids ...shiheng.OrganisationID) ([]party.Organisation, error)
}
