package registry

import (
	"time"

	"shiheng.internal"
)

type findingKind struct{}

// FindingID names one finding.
type FindingID = shiheng.ID[findingKind]

// A Fault is the kind of a finding.
type Fault string

// The kinds of the first form.
const (
	// ForbiddenRoom: a camera was found where none may be (W168/9). It is
	// never made a camera and never a stream.
	ForbiddenRoom Fault = "forbidden-room"
	// NotAccepted: a system is in use without acceptance (W168/15).
	NotAccepted Fault = "in-use-not-accepted"
	// TooSmall: a camera is recorded whose footage does not fit to its floor;
	// the unit's head accepted that until the disks are expanded (W168/28).
	TooSmall Fault = "store-too-small"
	// UnauthorisedRemoval: a device is gone and nobody reported it (W168/17).
	UnauthorisedRemoval Fault = "unauthorised-removal"
	// DangerRemoval: devices were taken down before the report, because of
	// danger, and it was disclosed (W168/17).
	DangerRemoval Fault = "danger-removal"
)

// A Finding is something that is not as the rules want it, until it is closed.
type Finding struct {
	ID      FindingID         `json:"id"`
	Fault   Fault             `json:"fault"`
	Article string            `json:"article"`
	Place   shiheng.PlaceID   `json:"placeId,omitzero"`
	System  shiheng.SystemID  `json:"systemId,omitzero"`
	Camera  shiheng.CameraID  `json:"cameraId,omitzero"`
	RoomUse string            `json:"roomUse,omitempty"`
	Note    string            `json:"note,omitempty"`
	By      shiheng.AccountID `json:"by,omitzero"` // zero: the house
	At      time.Time         `json:"at"`
	Closed  time.Time         `json:"closed,omitzero"`
	Outcome string            `json:"outcome,omitempty"`
}
