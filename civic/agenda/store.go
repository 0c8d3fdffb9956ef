package agenda

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// Sources reads what other rooms have on record. It is safe for concurrent use.
type Sources interface {
	// Kept tells which codes of evidence some room keeps.
	Kept() map[string]bool
	// Subjects lists every subject in a fixed order, those after the one given,
	// at most limit.
	Subjects(ctx context.Context, after Subject, limit int) ([]Subject, error)
	// Known reads what is on record of the subjects, as of the instant. One that
	// is not there is left out.
	Known(ctx context.Context, subjects []Subject, now time.Time) ([]Known, error)
	// Touched tells which subjects' obligations events may have changed.
	Touched(ctx context.Context, events []audit.Entry) ([]Subject, error)
	// Samples reads what the indicators count of one subject.
	Samples(ctx context.Context, subjects []Subject, now time.Time) (map[Subject][]Sample, error)
	// Within returns those of the subjects that are in the scope; one that is not
	// there is not.
	Within(ctx context.Context, scope Scope, subjects ...Subject) ([]Subject, error)
}

// Log is what the keeper reads of the record of acts.
type Log interface {
	After(ctx context.Context, seq int64, limit int) ([]audit.Entry, error)
}

// Cursor is how far the obligations follow the record of acts, for which day
// they were last looked over, and under which body of rules.
type Cursor struct {
	Seq   int64
	Day   law.Day
	Rules string
	// Swept is when all subjects were last looked at, for what changes without
	// an act on record: what is measured.
	Swept time.Time
}

// A Filter narrows a list of obligations.
type Filter struct {
	Scope  Scope
	Kind   Kind
	Sides  []Side // none: all
	States []State
	Duty   string
	Place  shiheng.PlaceID // with all below it
	Before law.Day         // due before it
}

// Counted is how many obligations there are by state.
type Counted map[State]int

// Listed is an obligation with the name of its subject.
type Listed struct {
	Obligation
	Name string
}

// A Record is a proof that a person recorded. It is never changed: a later one
// of the same duty takes its place.
type Record struct {
	ID          ProofID
	Subject     Subject
	Duty        string
	Evidence    string
	Day, Until  law.Day
	Note        string
	Attachments []papers.AttachmentID
	By          shiheng.AccountID
	At          time.Time
	Superseded  ProofID // by which; zero: it stands
}

type proofKind struct{}

// ProofID names one recorded proof.
type ProofID = shiheng.ID[proofKind]

// Waiting is a subject that waits to be looked at, and how often it was put
// there.
type Waiting struct {
	Subject
	Times int64
}

// A Measure is the sum of one indicator's samples over one subject.
type Measure struct {
	Subject   Subject
	Indicator string
	Sum
}

// Owed is what one subject owes, what is counted of it, and what its records
// show it to go against.
type Owed struct {
	Subject     Subject
	Obligations []Obligation
	Measures    []Measure
	Breaches    []Breach
}

// A Point is an indicator's sum on a day, for the trend.
type Point struct {
	Day law.Day
	Sum
}

// MeasureFilter narrows a list of measures.
type MeasureFilter struct {
	Indicator string
	Scope     Scope
	Missed    bool // only those that fall short
}

// Measured is a measure with the name of its subject.
type Measured struct {
	Measure
	Name string
}

// Store keeps the agenda's own rows. It is safe for concurrent use. What is
// not there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	Cursor(ctx context.Context) (Cursor, error)
	// Newest is the number of the last event on record, 0 for none.
	Newest(ctx context.Context) (int64, error)
	// Turning lists the subjects of which some obligation turns on or before
	// the day, at most limit.
	Turning(ctx context.Context, day law.Day, limit int) ([]Subject, error)
	// Obligations lists what binds, the most pressing first: by last day, then
	// subject and duty.
	Obligations(ctx context.Context, f Filter, p audit.Paging) (audit.Page[Listed], error)
	Count(ctx context.Context, f Filter) (Counted, error)

	// Waiting lists subjects of which a machine changed what counts, without an
	// act on record, at most limit.
	Waiting(ctx context.Context, limit int) ([]Waiting, error)

	// Unmarked returns those of the keys that were not told of yet.
	Unmarked(ctx context.Context, keys []string) ([]string, error)

	// Record returns one recorded proof, Records those of a duty, newest first.
	Record(ctx context.Context, id ProofID) (Record, error)
	Records(ctx context.Context, s Subject, duty string) ([]Record, error)

	Notices(ctx context.Context, account shiheng.AccountID, unread bool, p audit.Paging) (audit.Page[Notice], error)
	Unread(ctx context.Context, account shiheng.AccountID) (int, error)

	Hook(ctx context.Context) (Hook, error)
	Deliveries(ctx context.Context, p audit.Paging) (audit.Page[Delivery], error)
	// Pending returns deliveries whose time to be tried has come, oldest first;
	// tests alone when asked for.
	Pending(ctx context.Context, now time.Time, tests bool, limit int) ([]Delivery, error)

	// Sums adds up the measures of each indicator in the scope.
	Sums(ctx context.Context, scope Scope) (map[string]Sum, error)
	// SumsBelow does so for each of many places with all below it, in one
	// reading.
	SumsBelow(ctx context.Context, places []shiheng.PlaceID) (map[shiheng.PlaceID]map[string]Sum, error)
	Measures(ctx context.Context, f MeasureFilter, p audit.Paging) (audit.Page[Measured], error)
	// Trend returns the points of an indicator over a place with all below it,
	// or over the house with the zero place, oldest first.
	Trend(ctx context.Context, indicator string, place shiheng.PlaceID, from law.Day) ([]Point, error)
	// Districts lists the places of which a trend is kept.
	Districts(ctx context.Context) ([]shiheng.PlaceID, error)
	// Beat notes that the house is up, at most once a minute.
	Beat(ctx context.Context, now time.Time) error
	// Beats counts the minutes of a span in which the house was up, and those
	// there were since it first was.
	Beats(ctx context.Context, from, to law.Day) (up, all int, err error)
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx // links attachments, issues sheets, and appends to the record

	Cursor() (Cursor, error)
	SetCursor(c Cursor) error
	// Replace stores what subjects owe and count in the place of what they did
	// before; what is the same is not written again. No subject is given twice.
	// It returns the obligations that are new or changed, in the order given.
	Replace(owed []Owed) ([]Obligation, error)

	// Served strikes subjects off that were waiting; one that was put there
	// again meanwhile stays.
	Served(served []Waiting) error
	// Find opens a finding for each breach of the systems among the subjects that
	// has none yet, and closes those the house opened of which the breach is over.
	// A breach is found once, also after a person closed its finding.
	Find(owed []Owed, now time.Time) error

	// InsertRecord stores a recorded proof, and marks the one before as
	// superseded by it.
	InsertRecord(r Record) error

	// Mark notes that something was told, by its key, and returns those keys that
	// were not noted before.
	Mark(at time.Time, keys ...string) (fresh map[string]bool, err error)
	// NoticesOn counts the single notices an account got on the day.
	NoticesOn(account shiheng.AccountID, day law.Day) (int, error)
	InsertNotice(n Notice) error
	// AddToDigest counts one more in the account's unread digest of the day, or
	// opens it.
	AddToDigest(n Notice, day law.Day) error
	ReadNotices(account shiheng.AccountID, ids []NoticeID, at time.Time) (int, error)

	Hook() (Hook, error)
	// SaveHook stores the hook with Version+1; an ErrConflict when it changed.
	SaveHook(h Hook) error
	// Enqueue stores a delivery; one whose key is there already is left alone.
	Enqueue(d Delivery) error
	UpdateDelivery(d Delivery) error
	// Prune forgets deliveries that were taken or given up before the instant,
	// and read notices made before it.
	Prune(before time.Time) error

	SetPoint(indicator string, place shiheng.PlaceID, p Point) error
}

// Sealer keeps the hook's secret unreadable in rows.
type Sealer interface {
	Seal(plain []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}
