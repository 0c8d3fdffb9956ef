package archive

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Sort is the order of a list; the zero Sort is that of making.
type Sort string

// The orders a list may be read in.
const (
	ByName  Sort = "name"
	ByScore Sort = "completeness"
	ByPlace Sort = "civil_code"
)

// A Filter narrows the list of cameras and their records. Zero fields do not.
type Filter struct {
	Scope registry.Scope
	// Text is looked for in names; with Positions in addresses too.
	Text      string
	Positions bool
	System    shiheng.SystemID
	Place     shiheng.PlaceID // with all below it
	// Equal asks for values of the fields that may be asked for, see
	// [Filterable].
	Equal map[Code]string
	// Below asks for a completeness below it, in hundredths of a per cent.
	Below int
	// Archived asks for cameras with (true) or without a record.
	Archived *bool
	// Sound asks for cameras that take up sound, by their record. Nothing but
	// the page of microphones asks; it reads every record for it.
	Sound bool
	// EndedBefore asks for temporary points deployed until a day before it.
	EndedBefore law.Day
	Box         *Box
	// Veiled leaves out what is more secret than Cleared (W168/29/2).
	Veiled     bool
	Cleared    registry.Grade
	Sort       Sort
	Descending bool
}

// Filterable lists the fields a list can be narrowed by.
func Filterable() []Code {
	return []Code{PointKind, CivilCode, PointType, PTZType, Direction, Status, NetworkType, MAC, IPv4, DeviceCode}
}

// A Card is a camera of the register with its record, nil when it has none.
type Card struct {
	Camera registry.Camera
	Record *Record
}

// A Seen is a channel that a device announced, beside the camera it belongs to.
type Seen struct {
	Channel registry.Channel
	Device  string // name of the device
	Card    *Card  // nil: no camera comes from it
}

// A Decision is what somebody said of a value that a device reports otherwise.
type Decision struct {
	Camera  shiheng.CameraID  `json:"cameraId"`
	Field   Code              `json:"field"`
	Device  string            `json:"device"`  // the device's value it was about
	Archive string            `json:"archive"` // the archive's value after it
	Adopted bool              `json:"adopted"`
	Note    string            `json:"note"`
	At      time.Time         `json:"at"`
	By      shiheng.AccountID `json:"by"`
	Name    string            `json:"name"`
}

// Store keeps the archive. It is safe for concurrent use. What is not there is
// an ErrNotFound.
type Store interface {
	// Write runs f in one transaction over the rows of register and archive,
	// and commits with full sync when f returns nil. f may run more than once.
	Write(ctx context.Context, f func(Tx) error) error

	Record(ctx context.Context, id shiheng.CameraID) (Record, error)
	// Cards lists cameras with their records.
	Cards(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Card], error)
	// CardsOf returns the cards of cameras, those that exist.
	CardsOf(ctx context.Context, ids ...shiheng.CameraID) ([]Card, error)
	// Within returns the cards in a box, at most so many; more reports that
	// there were more.
	Within(ctx context.Context, f Filter, most int) (cards []Card, more bool, err error)
	// Grid counts the cameras of a box by cell of so many degrees.
	Grid(ctx context.Context, f Filter, cell float64) ([]Cell, error)
	// Changes reads a record's history, newest first.
	Changes(ctx context.Context, camera shiheng.CameraID, p audit.Paging) (audit.Page[Change], error)
	// Stale lists records whose completeness must be judged anew.
	Stale(ctx context.Context, most int) ([]shiheng.CameraID, error)
	// Repeats lists the values of a field (code, MAC, IP address in a network)
	// that several cameras of the scope have; what lies outside is neither
	// listed nor counted.
	Repeats(ctx context.Context, scope registry.Scope, field Code, p audit.Paging) (audit.Page[Repeat], error)
	// NamedAlike returns cards that share rare pieces of their name with one, at
	// most so many, those that share most first.
	NamedAlike(ctx context.Context, scope registry.Scope, name string, most int) ([]Card, error)
	// Pairs lists pairs of points that stand within so many metres of each
	// other; a page may hold fewer than asked for and go on.
	Pairs(ctx context.Context, scope registry.Scope, metres float64, p audit.Paging) (audit.Page[Pair], error)
	// Totals counts cameras, records, channels and the sum of scores.
	Totals(ctx context.Context, scope registry.Scope) (Totals, error)

	// Seen lists the channels that devices announced, linked ones with their
	// cards. unlinked: only those no camera comes from.
	Seen(ctx context.Context, unlinked bool, p audit.Paging) (audit.Page[Seen], error)
	// SeenOf returns the channels a camera comes from.
	SeenOf(ctx context.Context, camera shiheng.CameraID) ([]Seen, error)
	Decisions(ctx context.Context, ids ...shiheng.CameraID) ([]Decision, error)

	Import(ctx context.Context, id ImportID) (Import, error)
	Imports(ctx context.Context, account shiheng.AccountID, p audit.Paging) (audit.Page[Import], error)
	// Rows reads the rows of an import by line; status "" is every one.
	Rows(ctx context.Context, id ImportID, status RowStatus, p audit.Paging) (audit.Page[Row], error)
	// ByCode returns the cameras that have one of the codes.
	ByCode(ctx context.Context, codes []string) (map[string][]shiheng.CameraID, error)
	// ByName returns the cameras that have one of the names, by name.
	ByName(ctx context.Context, names []string) (map[string][]registry.Camera, error)
	// Having returns who has the values given of MAC or IP address.
	Having(ctx context.Context, field Code, values []string) (map[string][]shiheng.CameraID, error)
}

// A Cell is one square of a grid with how many cameras stand in it, around
// which middle.
type Cell struct {
	Point
	Count int `json:"count"`
}

// A Repeat is a value that several cameras have.
type Repeat struct {
	Value   string
	Count   int
	Cameras []shiheng.CameraID // at most 20
}

// A Pair is two cards that stand near each other.
type Pair struct {
	A, B   Card
	Metres float64
	Apart  float64 // as of a [Hit]
}

// Totals are counts over a scope, for indicators K11 and K12.
type Totals struct {
	Cameras  int
	Records  int
	Complete int // with nothing missing
	// ScoreSum is the sum over all cameras, those without a record counting 0.
	ScoreSum int64
	// Channels are those announced and not missing; Unlinked are those of
	// them that no camera comes from.
	Channels int
	Unlinked int
}

// Tx is one transaction's view of register and archive.
type Tx interface {
	registry.Tx

	Record(id shiheng.CameraID) (Record, error)
	// PutRecord stores a record: a new one (Version 0) or one that was read;
	// it fails with ErrConflict when the row changed since. view are all
	// values with the register's, from which what is searched and narrowed by
	// is taken.
	PutRecord(r Record, view Values) error
	// Judged stores what came of judging a record anew; its version stays.
	Judged(id shiheng.CameraID, valid, required int) error
	DeleteRecord(id shiheng.CameraID) error
	// Taken returns which of code, MAC and IP address (in its network) another
	// camera has as well.
	Taken(id shiheng.CameraID, view Values) ([]Code, error)
	// Touch marks the other records that have the code, MAC or IP address (in
	// its network) given, so that they are judged anew.
	Touch(id shiheng.CameraID, v Values) error
	// ChannelPoint is where the device of a camera says it stands.
	ChannelPoint(id shiheng.CameraID) (Point, bool, error)
	InsertChange(c Change) error
	InsertDecision(d Decision) error

	Import(id ImportID) (Import, error)
	InsertImport(i Import) error
	// UpdateImport stores state and counts; ErrConflict when it changed since.
	UpdateImport(i Import) error
	InsertRows(id ImportID, rows []Row) error
	UpdateRow(id ImportID, r Row) error
	// DropRows forgets the rows of an import.
	DropRows(id ImportID) error
	// ChangesOf reads the changes an import made, by camera after the cursor.
	ChangesOf(id ImportID, after string, most int) ([]Change, error)
	// DeleteCamera removes a camera that nothing refers to yet; ErrConflict
	// otherwise.
	DeleteCamera(id shiheng.CameraID) error
}
