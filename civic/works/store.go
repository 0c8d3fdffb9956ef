package works

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Store keeps the records of this room. It is safe for concurrent use. What is
// not there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	// Look runs f over one consistent view that cannot be written.
	Look(ctx context.Context, f func(Tx) error) error

	Acceptances() registry.Records[Acceptance]
	Filings() registry.Records[Filing]
	Removals() registry.Records[Removal]
	Changes() registry.Records[Change]
	Outages() registry.Records[Outage]
	Todos() registry.Records[Todo]

	// TrialsOver returns systems whose time of trial or acceptance is over.
	TrialsOver(ctx context.Context, now time.Time) ([]registry.VideoSystem, error)
	// Unproven returns systems that may be used in the state they are in
	// though no acceptance on record was passed, or a paper or rectification
	// it was passed on is overdue on the day; at most 2000.
	Unproven(ctx context.Context, now time.Time) ([]registry.VideoSystem, error)
	// Timeline reads what happened to a system from the record, newest first:
	// the acts that were done, not those that were refused.
	Timeline(ctx context.Context, system shiheng.SystemID, p audit.Paging) (audit.Page[audit.Entry], error)
}

// Tx is one transaction's view.
type Tx interface {
	registry.Tx

	Acceptances() registry.RecordsTx[Acceptance]
	Filings() registry.RecordsTx[Filing]
	Removals() registry.RecordsTx[Removal]
	Changes() registry.RecordsTx[Change]
	Outages() registry.RecordsTx[Outage]
	Todos() registry.RecordsTx[Todo]
	// SystemCameras returns every camera of a system, those that are gone
	// included.
	SystemCameras(id shiheng.SystemID) ([]registry.Camera, error)
}
