package registry

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

type findingKind struct{}

// FindingID names one finding.
type FindingID = shiheng.ID[findingKind]

// A Fault is the kind of a finding.
type Fault string

// The kinds. Each has its line in [Faults].
const (
	// ForbiddenRoom: a camera was found where none may be. It is never made a
	// camera and never a stream.
	ForbiddenRoom Fault = "forbidden-room"
	// Suspected: somebody says that there is one; whoever looks confirms it.
	Suspected Fault = "suspected-camera"
	// NotAccepted: a system is in use without acceptance.
	NotAccepted Fault = "in-use-not-accepted"
	// TooSmall: a camera is recorded whose footage does not fit to its floor;
	// the unit's head accepted that until the disks are expanded.
	TooSmall Fault = "store-too-small"
	// PrivacyReview: the field of view of a camera beside a forbidden room, or
	// whose name sounds like one, is to be looked at by a person.
	PrivacyReview       Fault = "privacy-review"
	UnauthorisedRemoval Fault = "unauthorised-removal" // a device is gone and nobody reported it
	// DangerRemoval: devices were taken down before the report, because of
	// danger, and it was disclosed.
	DangerRemoval   Fault = "danger-removal"
	NoSign          Fault = "no-sign"
	ArchiveMismatch Fault = "archive-mismatch"
	RetentionShort  Fault = "retention-short"
	Duplicate       Fault = "duplicate"
	Microphone      Fault = "microphone"
	Obstructed      Fault = "obstructed"
	NotConnected    Fault = "not-connected"
	NotMaintained   Fault = "not-maintained"
	// What the records show by themselves; civic/agenda opens and closes them.
	NotFiled          Fault = "not-filed"
	OutOfStep         Fault = "out-of-step"        // 四同时: a stage is missing or late
	CertificateLapsed Fault = "certificate-lapsed" // of a contractor or product when the works began
	NoConsent         Fault = "no-consent"         // of a military or secret-related neighbour
)

// A FaultKind is what the register knows of a kind of finding. A room that
// finds something new adds a line to [Faults].
type FaultKind struct {
	Fault   Fault
	Article string // the clause it goes against
	// Reportable kinds may be entered by a person; the others are the house's.
	Reportable bool
}

// Faults lists every kind of finding.
func Faults() []FaultKind {
	return []FaultKind{
		{ForbiddenRoom, "W168/9", true},
		{Suspected, "W168/9", true},
		{PrivacyReview, "W168/9", false},
		{NotAccepted, "W168/15/2", false},
		{UnauthorisedRemoval, "W168/17", true},
		{DangerRemoval, "W168/17", false},
		{NoSign, "W168/14", true},
		{Obstructed, "W168/18", true},
		{NotConnected, "W168/21/3", false},
		{NotMaintained, "W168/27", true},
		{TooSmall, "W168/28/1", false},
		{RetentionShort, "W168/28/1", false},
		{ArchiveMismatch, "W168/16", true},
		{Duplicate, "W168/7/3", false},
		{Microphone, "R799/8", true},
		{NotFiled, "R799/14/1", false},
		{OutOfStep, "W168/13", false},
		{CertificateLapsed, "W168/12/1", false},
		{NoConsent, "R799/10", false},
	}
}

// KindOf returns what is known of a kind.
func KindOf(f Fault) (FaultKind, bool) {
	for _, k := range Faults() {
		if k.Fault == f {
			return k, true
		}
	}
	return FaultKind{}, false
}

// A FindingSource is who found something out.
type FindingSource string

// Who finds things out.
const (
	ByHouse     FindingSource = "house"     // the platform itself
	ByStaff     FindingSource = "staff"     // somebody with an account
	ByCitizen   FindingSource = "citizen"   // a report from outside, form 6.28; may be anonymous
	ByInspector FindingSource = "inspector" // found at an inspection
)

// A Verdict says what came of a finding.
type Verdict string

// The verdicts.
const (
	Corrected   Verdict = "corrected"   // it is as it should be now
	Unfounded   Verdict = "unfounded"   // it was never so
	Confirmed   Verdict = "confirmed"   // a suspected camera is there: a finding of its own follows
	Transferred Verdict = "transferred" // handed over, such as to a penalty case
)

func verdicts() []Verdict { return []Verdict{Corrected, Unfounded, Confirmed, Transferred} }

// A Finding is something that is not as the rules want it, until it is closed.
type Finding struct {
	ID           FindingID              `json:"id"`
	Fault        Fault                  `json:"fault"`
	Article      string                 `json:"article"`
	Place        shiheng.PlaceID        `json:"placeId,omitzero"`
	System       shiheng.SystemID       `json:"systemId,omitzero"`
	Camera       shiheng.CameraID       `json:"cameraId,omitzero"`
	Organisation shiheng.OrganisationID `json:"organisationId,omitzero"`
	RoomUse      string                 `json:"roomUse,omitempty"`
	Note         string                 `json:"note,omitempty"`
	// Source is who found it out. Finder and FinderPhone are of a person
	// outside the house, empty for an anonymous one; they are shown to whoever
	// may close the finding and stand in no event.
	Source      FindingSource     `json:"source"`
	Finder      string            `json:"-"`
	FinderPhone string            `json:"-"`
	Spot        string            `json:"spot,omitempty"` // where exactly, in words
	Handler     string            `json:"handler,omitempty"`
	Due         law.Day           `json:"due,omitzero"` // when it is to be dealt with by
	By          shiheng.AccountID `json:"by,omitzero"`  // zero: the house
	At          time.Time         `json:"at"`
	Closing
}

// A Closing is how a finding ended; the zero Closing of one that is open.
type Closing struct {
	Closed   time.Time         `json:"closed,omitzero"`
	ClosedBy shiheng.AccountID `json:"closedBy,omitzero"` // zero: the house
	Verdict  Verdict           `json:"verdict,omitempty"`
	Outcome  string            `json:"outcome,omitempty"`
	// Reply is what whoever reported it was told (form 6.28).
	Reply string `json:"reply,omitempty"`
}

// FindingFilter narrows a list of findings.
type FindingFilter struct {
	Scope        Scope
	ID           FindingID // zero: any
	Open         bool
	Fault        Fault
	Source       FindingSource
	Place        shiheng.PlaceID // with all below it
	System       shiheng.SystemID
	Camera       shiheng.CameraID
	Organisation shiheng.OrganisationID
}
