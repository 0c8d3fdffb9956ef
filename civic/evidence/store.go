package evidence

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// A Filter narrows a list of holds. Zero fields do not narrow, but the zero
// Scope lets nothing through: a hold is seen by whoever may know of every
// camera it is about.
type Filter struct {
	Scope       registry.Scope
	ID          shiheng.HoldID
	State       State
	ReviewBy    law.Day // in force, with its review due by that day
	Insecure    bool    // in force, and not all secured
	Application string
	Camera      shiheng.CameraID
	Span        shiheng.Span // overlapping it, when not zero
	Text        string
}

// Store keeps holds. It is safe for concurrent use. What is not there is an
// ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Holds lists those in force first of which something does not fit, and the
	// newest first of all others.
	Holds(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Hold], error)
	// PinOf returns the hold a pin belongs to.
	PinOf(ctx context.Context, pin shiheng.HoldID) (Hold, error)
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx
	Hold(id shiheng.HoldID) (Hold, error)
	// PutHold keeps a new hold at version 1, otherwise in the place of the
	// version before; an ErrConflict when that is not the one kept, or a pin is
	// another hold's.
	PutHold(h Hold) error
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}

// A Pin is a mark in the footage store that keeps footage. Its To is zero when
// it has no end.
type Pin struct {
	ID     shiheng.HoldID
	Camera shiheng.CameraID
	Span   shiheng.Span
	Placed time.Time
}

// Keeper is the footage store as this room needs it.
type Keeper interface {
	// Pin keeps footage from deletion, durably, before it returns. Doing it
	// twice under one identity is doing it once.
	Pin(ctx context.Context, p Pin) error
	// Unpin lets it go. One that is not there succeeds.
	Unpin(ctx context.Context, id shiheng.HoldID) error
	Pins(ctx context.Context) ([]Pin, error)
	// Footage says what there is of a camera in a span.
	Footage(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (Footage, error)
}

// A Person is somebody with what he may do now.
type Person struct {
	identity.Account
	Who  clause.Principal
	Over registry.Scope // of the duty to lift
}
