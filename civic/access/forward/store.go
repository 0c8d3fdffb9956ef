package forward

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// A Filter narrows a list of forwardings. One of To, By and Scope lets lines
// through: those of a recipient, of a forwarder, or those whose every camera
// lies in a scope. All three zero let nothing through.
type Filter struct {
	ID    ID
	To    shiheng.AccountID
	By    shiheng.AccountID
	Scope registry.Scope
	// Running leaves out what was taken back, or whose time was over then.
	Running time.Time
}

// Store keeps forwardings. It is safe for concurrent use. What is not there is
// an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Forwards lists the newest first.
	Forwards(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Forward], error)
	// OfGrant returns the forwarding a grant was opened from.
	OfGrant(ctx context.Context, id shiheng.GrantID) (Forward, error)
	// Grants lists the grants opened from a forwarding that nobody ended.
	Grants(ctx context.Context, id ID) ([]shiheng.GrantID, error)
}

// Tx is one transaction's view. It is the grants' too, so that a grant and the
// opening it is for are one.
type Tx interface {
	access.Tx
	Forward(id ID) (Forward, error)
	// PutForward keeps a new forwarding at version 1, otherwise in the place of
	// the version before; an ErrConflict when that is not the one kept.
	PutForward(f Forward) error
	// PutOpening ties a grant to the forwarding it was opened from.
	PutOpening(id ID, grant shiheng.GrantID) error
}

// People is what this room asks of civic/identity.
type People interface {
	// AccountOf finds an account that is not disabled by its login.
	AccountOf(ctx context.Context, login string) (identity.Account, error)
	Account(ctx context.Context, id shiheng.AccountID) (identity.Account, error)
}

// Decided is what another room answers of a picture that is watched under a
// grant of its own.
type Decided struct {
	Application string    // whose permission it rests on
	Until       time.Time // how long that lasts
}

// Regimes are the rooms of the other regimes. It must be safe for concurrent
// use.
type Regimes interface {
	// Forwardable says whether what is watched under a grant that another room
	// decided on may be handed on, live; an *[access.Refusal] names what is in
	// the way.
	Forwardable(ctx context.Context, p identity.Principal, g shiheng.Grant, cameras []shiheng.CameraID) (Decided, error)
	// Stands says why the permission of an application bears a forwarding no
	// longer, nil while it does.
	Stands(ctx context.Context, application string, cameras []shiheng.CameraID) (cause, err error)
}
