package audit

import (
	"context"
	"time"

	"shiheng.internal"
)

// A Page is one part of a list read by keyset. Next is the cursor of the part
// that follows, empty at the end.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Paging asks for one part of a list. Limit is clipped to 1…500; 0 means 100.
type Paging struct {
	Cursor string
	Limit  int
}

// Size is the number of items asked for, within bounds.
func (p Paging) Size() int {
	switch {
	case p.Limit <= 0:
		return 100
	case p.Limit > 500:
		return 500
	}
	return p.Limit
}

// A Filter narrows a reading of the log. Zero fields do not narrow.
type Filter struct {
	Span    shiheng.Span
	Account shiheng.AccountID
	Camera  shiheng.CameraID
	Act     Act
	Object  Object
	Outcome Outcome
}

// Log is the record as it is written outside other rooms' transactions, and
// read. Implementations are safe for concurrent use.
type Log interface {
	// Append commits the events, all or none, with full sync: when it returns
	// nil they survive a power cut. It is for acts that change no row.
	Append(ctx context.Context, events ...Event) error
	// Entries reads newest first.
	Entries(ctx context.Context, f Filter, p Paging) (Page[Entry], error)
	// After reads in commit order what follows seq, at most limit entries: the
	// relay's and the ledger's way of reading.
	After(ctx context.Context, seq int64, limit int) ([]Entry, error)
}

// Reader is the part of [Log] an auditor's screen needs.
type Reader interface {
	Entries(ctx context.Context, f Filter, p Paging) (Page[Entry], error)
}

// Watch reads the log for an auditor and puts the reading itself on record
// first (W168/31(3): the records are watched as well).
func Watch(ctx context.Context, log Log, actor Actor, now time.Time, f Filter, p Paging) (Page[Entry], error) {
	e := New(now, actor, AuditRead, Object{Kind: "audit"})
	if !f.Camera.IsZero() {
		e = e.About(f.Camera)
	}
	if !f.Account.IsZero() {
		e = e.With("account", f.Account.String())
	}
	if err := log.Append(ctx, e); err != nil {
		return Page[Entry]{}, err
	}
	return log.Entries(ctx, f, p)
}
