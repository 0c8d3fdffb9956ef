package forward

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

type forwardKind struct{}

// ID names one forwarding.
type ID = shiheng.ID[forwardKind]

// A Forward is live pictures that were handed on. What was handed on to whom
// until when never changes: longer is another one.
type Forward struct {
	registry.Kept[forwardKind]
	By      Party              `json:"by"` // who forwarded
	To      Party              `json:"to"` // the recipient
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" format:"uuid"`
	Purpose string             `json:"purpose"`
	Until   time.Time          `json:"until"`
	// Source is the grant under which the forwarder watched.
	Source shiheng.GrantID `json:"sourceId" format:"uuid"`
	// Application is that of official access whose permission it rests on;
	// empty for own use.
	Application string     `json:"applicationId,omitempty"`
	Ended       *TakenBack `json:"ended,omitempty"` // before its time
}

// A Party is an account with the name it had then.
type Party struct {
	Account shiheng.AccountID `json:"accountId" format:"uuid"`
	Login   string            `json:"login"`
	Name    string            `json:"name"`
}

// called is a party as the record and the mark name it.
func (p Party) called() string { return p.Name + " " + p.Login }

// A TakenBack is who took a forwarding back, when and why.
type TakenBack struct {
	Party
	At  time.Time `json:"at"`
	Why string    `json:"why"`
}

// The states a forwarding may be in; they follow from its time and its ending.
const (
	Running = "running"
	Over    = "over"  // its time is over
	Ended   = "ended" // taken back
)

// State says where the forwarding stands.
func (f Forward) State(now time.Time) string {
	switch {
	case f.Ended != nil:
		return Ended
	case !now.Before(f.Until):
		return Over
	}
	return Running
}

// An Asking is what somebody wants to hand on.
type Asking struct {
	Grant   shiheng.GrantID    `json:"grantId" format:"uuid" doc:"The grant under which the caller watches"`
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" minItems:"1" maxItems:"64" format:"uuid"`
	Login   string             `json:"login" minLength:"1" maxLength:"64" doc:"The account it is for"`
	Purpose string             `json:"purpose" maxLength:"500"`
	Minutes int                `json:"minutes" minimum:"1" maximum:"480"`
}

// Bounds of one forwarding, rules of the house.
const (
	longest    = 8 * time.Hour // a shift
	maxCameras = 64
	maxWords   = 500
)

// tidy refuses what cannot be a forwarding whoever asks. A purpose that is
// missing is refused by the clause on the register.
func (a *Asking) tidy() error {
	a.Login, a.Purpose = strings.TrimSpace(a.Login), strings.TrimSpace(a.Purpose)
	switch {
	case len(a.Cameras) == 0 || len(a.Cameras) > maxCameras:
		return shiheng.Invalid("forward.cameras")
	case a.Minutes < 1 || a.lasts() > longest:
		return shiheng.Invalid("forward.minutes", "most", "480")
	case len(a.Purpose) > maxWords:
		return shiheng.Invalid("forward.words")
	}
	for i, c := range a.Cameras {
		if slices.Contains(a.Cameras[:i], c) {
			return shiheng.Invalid("forward.cameras")
		}
	}
	return nil
}

func (a *Asking) lasts() time.Duration { return time.Duration(a.Minutes) * time.Minute }
