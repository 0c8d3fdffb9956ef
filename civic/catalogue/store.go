package catalogue

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// TaskFilter narrows a list of connection tasks.
type TaskFilter struct {
	Scope  registry.Scope
	System shiheng.SystemID // zero: any
	Link   Link             // empty: any
	// OverdueOn keeps those that are overdue on the day, when it is not zero.
	OverdueOn law.Day
}

// TestFilter narrows a list of interface tests.
type TestFilter struct {
	Scope  registry.Scope
	System shiheng.SystemID
	Camera shiheng.CameraID
}

// Store keeps the catalogue. It is safe for concurrent use. What is not there
// is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	// Versions lists the editions, the newest first.
	Versions(ctx context.Context, p audit.Paging) (audit.Page[Version], error)
	Version(ctx context.Context, id VersionID) (Version, error)
	// Current returns the published edition.
	Current(ctx context.Context) (Version, error)
	// Items lists the systems a published or superseded edition asked for.
	Items(ctx context.Context, of VersionID, scope registry.Scope, p audit.Paging) (audit.Page[Item], error)
	// Subjects lists all systems as the rules see them, by id.
	Subjects(ctx context.Context, p audit.Paging) (audit.Page[Subject], error)

	Tasks(ctx context.Context, f TaskFilter, p audit.Paging) (audit.Page[Task], error)
	// Counts counts the tasks in a scope by link, and those overdue on a day.
	Counts(ctx context.Context, scope registry.Scope, on law.Day) (Counts, error)

	Tests(ctx context.Context, f TestFilter, p audit.Paging) (audit.Page[InterfaceTest], error)
	Test(ctx context.Context, id InterfaceTestID) (InterfaceTest, error)
	// Known returns what the registers know of the reach of systems: Cameras,
	// Linked, Listed and Tested.
	Known(ctx context.Context, systems []shiheng.SystemID) (map[shiheng.SystemID]Reach, error)
}

// Counts is a summary of tasks.
type Counts struct {
	All     int          `json:"all"`
	ByLink  map[Link]int `json:"byLink"`
	Overdue int          `json:"overdue"`
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx

	Version(id VersionID) (Version, error)
	// Draft and Current return the edition in that status; ErrNotFound when
	// there is none.
	Draft() (Version, error)
	Current() (Version, error)
	// LastNumber is the highest number given, 0 for none.
	LastNumber() (int, error)
	InsertVersion(v Version) error
	// UpdateVersion stores with Version+1 and fails with ErrConflict when the
	// row changed since it was read.
	UpdateVersion(v Version) error
	DeleteVersion(id VersionID) error
	// PutItems writes the items of an edition that is being published.
	PutItems(of VersionID, items []Item) error

	Tasks() ([]Task, error)
	PutTask(t Task) error
	// DeleteTask ends the duty of a system that the catalogue no longer lists.
	DeleteTask(system shiheng.SystemID) error

	InsertTest(t InterfaceTest) error
	UpdateTest(t InterfaceTest) error
	// RunningTests lists the tests that never came to an end.
	RunningTests() ([]InterfaceTest, error)
	Test(id InterfaceTestID) (InterfaceTest, error)
	// KeepReport notes the report of a test that has none, or fails with
	// ErrConflict.
	KeepReport(id InterfaceTestID, report papers.DocumentID) error

	System(id shiheng.SystemID) (registry.VideoSystem, error)
	SystemCameras(id shiheng.SystemID) ([]registry.Camera, error)
	Camera(id shiheng.CameraID) (registry.Camera, error)
}

// Prober measures how far systems are connected, now: Peers and Picture of
// each that has any. It asks nothing of cameras that was not known already.
type Prober interface {
	Probe(ctx context.Context) (map[shiheng.SystemID]Reach, error)
}

// Tester runs an interface test against the peer of a camera. It tells each
// step and returns the verdict; it ends early with ctx.
type Tester interface {
	TestInterface(ctx context.Context, camera shiheng.CameraID, tell func(InterfaceStep)) (Verdict, error)
}
