package steer

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// A Home is the view a camera returns to when nobody moved it for a while: a
// preset, or a cruise, which counts as one.
type Home struct {
	Camera shiheng.CameraID `json:"cameraId"`
	Preset int              `json:"preset,omitempty"` // 1 to 255; 0 when it is a cruise
	Cruise int              `json:"cruise,omitempty"` // 0 to 255, when there is no preset
	// After is how many seconds after the last command it returns, 30 to 7200.
	After   int       `json:"afterSeconds"`
	Reason  string    `json:"reason,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Version int64     `json:"version"`
	// Away is since when the camera is away from it; zero when it is not.
	Away time.Time `json:"-"`
}

// Store keeps homes. It is safe for concurrent use. What is not there is an
// ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	Home(ctx context.Context, camera shiheng.CameraID) (Home, error)
	// Away lists the cameras that are away from their homes.
	Away(ctx context.Context) ([]shiheng.CameraID, error)
	// SetAway notes since when a camera is away, the zero time that it is back.
	// A camera without a home is noted nowhere.
	SetAway(ctx context.Context, camera shiheng.CameraID, since time.Time) error
}

// Tx is one transaction's view.
type Tx interface {
	Append(e audit.Event) error
	// PutHome keeps a home: a new one at version 1, otherwise in the place of
	// the version before; an ErrConflict when that is not the one kept.
	PutHome(h Home) error
	// DropHome forgets one; an ErrConflict when its version is another.
	DropHome(camera shiheng.CameraID, version int64) error
}

// People is what this room asks of civic/identity.
type People interface {
	Account(ctx context.Context, id shiheng.AccountID) (identity.Account, error)
}
