package official

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// A Filter narrows a list of applications. Zero fields do not narrow, but the
// zero Scope lets nothing through: an application is seen by whoever may know
// of every camera it is about.
type Filter struct {
	Scope  registry.Scope
	ID     ApplicationID
	State  State
	DueBy  law.Day
	From   law.Day // received on that day or later
	To     law.Day // or earlier
	Text   string
	Letter LetterID
	// Officer: this account is named as one who confirms by it.
	Officer shiheng.AccountID
}

// Used is what was served under an application's grants.
type Used struct {
	Grant   shiheng.GrantID `json:"grantId" format:"uuid"`
	Chunks  int64           `json:"chunks"`
	Bytes   int64           `json:"bytes"`
	Seconds float64         `json:"seconds" doc:"Of footage"`
}

// Store keeps applications. It is safe for concurrent use. What is not there
// is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	Application(ctx context.Context, id ApplicationID) (Application, error)
	// Applications lists the newest first.
	Applications(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Application], error)
	// OfGrant returns the application a grant was opened from.
	OfGrant(ctx context.Context, id shiheng.GrantID) (Application, error)
	Letter(ctx context.Context, id LetterID) (Letter, error)
	// LetterNumbered finds a letter by its unit and number.
	LetterNumbered(ctx context.Context, unit, number string) (Letter, error)
	// Used lists what was served under the grants of an application.
	Used(ctx context.Context, of ApplicationID) ([]Used, error)
	// Secret finds those of the cameras whose system secrecy rules are kept for,
	// with the grade of each.
	Secret(ctx context.Context, cameras []shiheng.CameraID) (map[shiheng.CameraID]registry.Grade, error)

	Suspicions() registry.Records[Suspicion]
}

// Tx is one transaction's view. It is the grants' too, so that a grant and the
// viewing it is for are one.
type Tx interface {
	papers.Tx
	SessionLive(id shiheng.SessionID) (bool, error)
	InsertGrant(m access.Minted) error
	// EndGrant is as in [access.Tx].
	EndGrant(id shiheng.GrantID, at time.Time, cause string) (bool, error)

	Application(id ApplicationID) (Application, error)
	// PutApplication keeps a new application at version 1, otherwise in the
	// place of the version before; an ErrConflict when that is not the one kept.
	PutApplication(a Application) error
	Letter(id LetterID) (Letter, error)
	// PutLetter is as PutApplication; a new one whose unit has one of that
	// number is an ErrConflict.
	PutLetter(l Letter) error
	LetterNumbered(unit, number string) (Letter, error)
	// AddUsed adds to what was served under a grant, and returns the sum.
	AddUsed(of ApplicationID, u Used) (Used, error)
	System(id shiheng.SystemID) (registry.VideoSystem, error)

	Suspicions() registry.RecordsTx[Suspicion]
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}

// People is what this room asks of civic/identity.
type People interface {
	// AccountOf finds an account by its login.
	AccountOf(ctx context.Context, login string) (identity.Account, error)
}
