package registry

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry/party"
)

// SystemFilter narrows a list of systems.
type SystemFilter struct {
	Scope        Scope
	Systems      []shiheng.SystemID // nil: any
	Place        shiheng.PlaceID    // zero: any; with all below it
	State        State
	Trade        string
	Organisation shiheng.OrganisationID // any party of it
	Text         string                 // part of the name or code
}

// PlaceFilter narrows a list of places. Somebody's scope includes the places
// above what he may know of, so that a tree can be drawn.
type PlaceFilter struct {
	Scope  Scope
	Places []shiheng.PlaceID // nil: any
	Text   string            // part of the name or address
}

// CameraFilter narrows a list of cameras.
type CameraFilter struct {
	Scope  Scope
	System shiheng.SystemID // zero: any
	Place  shiheng.PlaceID  // zero: any; with all below it
	Text   string           // part of the name
	// Pictured: only those that are enabled and have a source.
	Pictured bool
}

// Linked is a camera with its system and the way up its places, the camera's
// own place first: what a decision about it needs.
type Linked struct {
	Camera
	System VideoSystem
	Path   []shiheng.PlaceID
	// Division is that of the nearest place on the way that has one, Around
	// what holds because of the places on the way.
	Division string
	Around   Facts
	// Grade is how secret its system is (W168/29/2).
	Grade Grade
}

// Effective are the facts that hold for the camera: the strictest of its
// system's and its place's, each with what is around it.
func (l Linked) Effective() Facts { return l.System.Effective().Stricter(l.Around) }

// Facts are what the rules are asked with.
func (l Linked) Facts() law.Facts { return l.System.law(l.Effective()) }

// Store keeps the registers. It is safe for concurrent use. What is not there
// is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	Place(ctx context.Context, id shiheng.PlaceID) (Place, error)
	Places(ctx context.Context, f PlaceFilter, p audit.Paging) (audit.Page[Place], error)
	System(ctx context.Context, id shiheng.SystemID) (VideoSystem, error)
	Systems(ctx context.Context, f SystemFilter, p audit.Paging) (audit.Page[VideoSystem], error)
	Camera(ctx context.Context, id shiheng.CameraID) (Camera, error)
	Cameras(ctx context.Context, f CameraFilter, p audit.Paging) (audit.Page[Camera], error)
	// Linked returns cameras with their system and places, those that exist.
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]Linked, error)
	// Wanted returns every enabled camera with a main source.
	Wanted(ctx context.Context) ([]Linked, error)
	// Graded returns those of systems that are marked as secret, each with its
	// grade; GradedDevices the devices that a camera of such a system comes from,
	// with the highest.
	Graded(ctx context.Context, systems ...shiheng.SystemID) (map[shiheng.SystemID]Grade, error)
	GradedDevices(ctx context.Context, devices ...shiheng.DeviceID) (map[shiheng.DeviceID]Grade, error)
	// GradedPlaces returns the places where such a system, or a camera of one,
	// stands.
	GradedPlaces(ctx context.Context, places ...shiheng.PlaceID) (map[shiheng.PlaceID]Grade, error)
	// Secret returns the cameras that come from channels which now say that
	// they are secret, or belong to a system that is marked so.
	Secret(ctx context.Context) ([]shiheng.CameraID, error)

	Device(ctx context.Context, id shiheng.DeviceID) (Device, error)
	DeviceByCode(ctx context.Context, code string) (Device, error)
	Devices(ctx context.Context, p audit.Paging) (audit.Page[Device], error)
	Channels(ctx context.Context, device shiheng.DeviceID, p audit.Paging) (audit.Page[Channel], error)
	Channel(ctx context.Context, id shiheng.ChannelID) (Channel, error)
	// SaveReports stores what peers showed of themselves, in one transaction.
	// Reports of unknown codes are left out.
	SaveReports(ctx context.Context, reports map[string]DeviceReport) error
	// Discover records a peer that knocked and is not admitted, keeping at
	// most the number of entries given, newest.
	Discover(ctx context.Context, code string, r DeviceReport, keep int) error
	// SaveCatalogue updates and adds channels by code. With complete, those of
	// the device not among them are marked as missing since at.
	SaveCatalogue(ctx context.Context, device shiheng.DeviceID, channels []Channel, complete bool, at time.Time) error

	// Instruction returns the newest instruction on a matter that was not
	// ended, the zero one when there is none. Instructions lists all, the
	// newest first.
	Instruction(ctx context.Context, m Matter) (Instruction, error)
	Instructions(ctx context.Context, p audit.Paging) (audit.Page[Instruction], error)

	// OpenFindings returns all findings of a kind that are open.
	OpenFindings(ctx context.Context, fault Fault) ([]Finding, error)
	Findings(ctx context.Context, f FindingFilter, p audit.Paging) (audit.Page[Finding], error)
	Finding(ctx context.Context, id FindingID) (Finding, error)
	Pushes(ctx context.Context, f PushFilter, p audit.Paging) (audit.Page[Push], error)
	// CountRefusal adds one refused REGISTER, keeping the newest 1000 lines.
	CountRefusal(ctx context.Context, r RefusedRegistration) error
	// Refusals lists them, the newest first: within a scope those of devices
	// that a camera of it comes from.
	Refusals(ctx context.Context, scope Scope, p audit.Paging) (audit.Page[RefusedRegistration], error)
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx

	Organisation(id shiheng.OrganisationID) (party.Organisation, error)
	Place(id shiheng.PlaceID) (Place, error)
	InsertPlace(p Place) error
	// Update… store with Version+1 and fail with ErrConflict when the row
	// changed since it was read.
	UpdatePlace(p Place) error
	System(id shiheng.SystemID) (VideoSystem, error)
	InsertSystem(v VideoSystem) error
	UpdateSystem(v VideoSystem) error
	Camera(id shiheng.CameraID) (Camera, error)
	InsertCamera(c Camera, originKey string) error
	UpdateCamera(c Camera, originKey string) error
	// Interrupted reports whether an outage on record that is not over covers
	// the camera or the whole of its system.
	Interrupted(system shiheng.SystemID, camera shiheng.CameraID) (bool, error)
	// Unconsented returns a neighbour of the system that did not consent, one
	// that refused before one that did not answer; the zero one for none.
	Unconsented(system shiheng.SystemID) (NeighbourFact, error)
	// MarkedSecret reports whether secrecy rules are kept for the system.
	MarkedSecret(system shiheng.SystemID) (bool, error)
	// RealCameras counts enabled real cameras whose time of trying out is not
	// over, except one.
	RealCameras(now time.Time, except shiheng.CameraID) (int, error)
	// Recorded lists the enabled cameras with a main source, except one, with
	// their systems.
	Recorded(except shiheng.CameraID) ([]Linked, error)
	// FirstSeenOrigin returns when a real camera first had this origin, zero
	// for never.
	FirstSeenOrigin(originKey string) (time.Time, error)

	Device(id shiheng.DeviceID) (Device, error)
	DeviceByCode(code string) (Device, error)
	// InsertDevice fails with ErrConflict when the code is taken.
	InsertDevice(d Device) error
	UpdateDevice(d Device) error
	// DeleteDevice removes a peer and its channels, which no camera comes from.
	DeleteDevice(id shiheng.DeviceID) error
	// CamerasOf counts the cameras that a device is the source of.
	CamerasOf(id shiheng.DeviceID) (int, error)
	Channel(id shiheng.ChannelID) (Channel, error)
	// ChannelOf returns the channel of a device by its code, or ErrNotFound.
	ChannelOf(device shiheng.DeviceID, code string) (Channel, error)
	LinkChannel(id shiheng.ChannelID, camera shiheng.CameraID) error

	// Instruction is [Store]'s.
	Instruction(m Matter) (Instruction, error)
	InsertInstruction(i Instruction) error
	EndInstruction(id InstructionID, at time.Time) error

	Finding(id FindingID) (Finding, error)
	FindingTx
	InsertPush(p Push) error
	// Attachments are given to findings in the same transaction.
}

// Sealer keeps secrets unreadable in rows. The purpose is bound to the secret:
// what was sealed for one opens for no other.
type Sealer interface {
	Seal(plain []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}
