package registry

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Head is what registers of records are searched by. Rooms on higher steps
// keep many kinds of record about places and systems (plans, signs, archive
// entries …); what is in one differs, how one looks for it does not.
type Head struct {
	ID     string
	System shiheng.SystemID // zero: about no system
	Place  shiheng.PlaceID  // zero: about no place
	State  string
	Due    law.Day // the day something about it must be done by; zero: nothing is due
	Label  string  // what people search for: a name, a number
	// Version is 1 for a new record and one more for each change.
	Version   int64
	CreatedAt time.Time
}

// A Record can be kept in a register.
type Record interface{ Head() Head }

// Kept is what every record carries.
type Kept[K any] struct {
	ID        shiheng.ID[K] `json:"id" format:"uuid"`
	CreatedAt time.Time     `json:"createdAt"`
	Version   int64         `json:"version"`
}

// Fresh is the head of a new record.
func Fresh[K any](now time.Time) Kept[K] {
	return Kept[K]{ID: shiheng.NewID[shiheng.ID[K]](now), CreatedAt: now, Version: 1}
}

// A RecordFilter narrows a list of records. Zero fields do not narrow, but the
// zero Scope lets nothing through: records about a system or a place outside
// it are left out, those about neither are let through by All only.
type RecordFilter struct {
	Scope  Scope
	ID     string
	System shiheng.SystemID
	Place  shiheng.PlaceID // with all below it
	State  string
	DueBy  law.Day // due on that day or before
	Text   string  // part of the label
}

// Records is the register of one kind of record, as it is read. It is safe for
// concurrent use.
type Records[T Record] interface {
	// One returns a record, or ErrNotFound.
	One(ctx context.Context, id string) (T, error)
	// List returns the newest first.
	List(ctx context.Context, f RecordFilter, p audit.Paging) (audit.Page[T], error)
}

// RecordsTx is the register of one kind of record in a transaction.
type RecordsTx[T Record] interface {
	One(id string) (T, error)
	// All returns what the filter lets through, newest first, at most 500.
	All(f RecordFilter) ([]T, error)
	// Put stores a record: a new one at version 1, otherwise in the place of
	// the version before. It is an ErrConflict when that is not the one kept.
	Put(record T) error
}
