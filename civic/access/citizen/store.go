package citizen

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// A Filter narrows a list of cases. Zero fields do not narrow, but the zero
// Scope lets nothing through: a case is seen by whoever may know of every
// camera it is about.
type Filter struct {
	Scope registry.Scope
	ID    CaseID
	Flow  Flow
	State State
	From  law.Day // received on that day or later
	To    law.Day // or earlier
	Text  string
}

// A Seen is a stretch of one camera's footage that was shown under a grant.
type Seen struct {
	Grant   shiheng.GrantID  `json:"grantId" format:"uuid"`
	Camera  shiheng.CameraID `json:"cameraId" format:"uuid"`
	From    time.Time        `json:"from"`
	To      time.Time        `json:"to"`
	Chunks  int64            `json:"chunks"`
	Bytes   int64            `json:"bytes"`
	Seconds float64          `json:"seconds" doc:"Of footage; more than the stretch is long when it was shown again"`
}

// JoinWithin is how far apart two stretches may lie to be kept as one.
const JoinWithin = 10 * time.Second

// A Ticket is a token for one stream: what it is for, and whether it was used.
type Ticket struct {
	Digest  shiheng.Digest // of the token; the token itself is kept nowhere
	Case    CaseID
	Grant   shiheng.GrantID
	Camera  shiheng.CameraID
	Station StationID
	Until   time.Time
	Used    time.Time // zero while it serves
}

// Store keeps cases and workstations. It is safe for concurrent use. What is
// not there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	// Cases lists the newest first.
	Cases(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Case], error)
	// OfGrant returns the case a grant was opened from.
	OfGrant(ctx context.Context, id shiheng.GrantID) (Case, error)
	// Seen lists what was shown of a case, the oldest first.
	Seen(ctx context.Context, of CaseID) ([]Seen, error)
	Station(ctx context.Context, id StationID) (Station, error)
	// Stations lists the newest first.
	Stations(ctx context.Context, p audit.Paging) (audit.Page[Station], error)
	// StationBy finds the workstation whose token has a digest.
	StationBy(ctx context.Context, token shiheng.Digest) (Station, error)
	// GrantsAt lists grants opened on a workstation that nobody ended.
	GrantsAt(ctx context.Context, id StationID) ([]shiheng.GrantID, error)
}

// Tx is one transaction's view. It is the grants' too, so that a grant and the
// look it is for are one.
type Tx interface {
	papers.Tx
	SessionLive(id shiheng.SessionID) (bool, error)
	InsertGrant(m access.Minted) error
	// EndGrant is as in [access.Tx].
	EndGrant(id shiheng.GrantID, at time.Time, cause string) (bool, error)

	Case(id CaseID) (Case, error)
	// PutCase keeps a new case at version 1, otherwise in the place of the
	// version before; an ErrConflict when that is not the one kept.
	PutCase(c Case) error
	// Spent is how many seconds of footage were shown of a case.
	Spent(of CaseID) (float64, error)
	// AddSeen adds what was shown. What continues the newest stretch of that
	// grant and camera, or lies within it, is added to it.
	AddSeen(of CaseID, s Seen, at time.Time) error
	PutTicket(t Ticket) error
	// UseTicket marks a ticket as used at a time, and returns it as it was. Of
	// two that use one ticket the second finds it used.
	UseTicket(digest shiheng.Digest, at time.Time) (Ticket, error)
	// PutStation is as PutCase.
	PutStation(s Station) error
	Station(id StationID) (Station, error)
	// StationCoded finds the workstation that waits for a code.
	StationCoded(code shiheng.Digest) (Station, error)
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}
