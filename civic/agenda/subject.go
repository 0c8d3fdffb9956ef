package agenda

import (
	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Kind is what obligations are about.
type Kind string

// The subjects that have a page of obligations. Duties about cameras stand on
// the page of their system.
const (
	System       Kind = "system"
	Place        Kind = "place"
	Organisation Kind = "organisation"
)

// Kinds lists the kinds of subject.
func Kinds() []Kind { return []Kind{System, Place, Organisation} }

// A Subject is one system, place or organisation. It is called by the same
// name in the record of acts.
type Subject struct {
	Kind Kind   `json:"kind"`
	ID   string `json:"id"`
}

// Object is the subject as the record of acts names it.
func (s Subject) Object() audit.Object { return audit.Object{Kind: string(s.Kind), ID: s.ID} }

// Check refuses a subject of no kind there is, or without an identity of ours.
func (s Subject) Check() error {
	var err error
	switch s.Kind {
	case System:
		_, err = shiheng.ParseID[shiheng.SystemID](s.ID)
	case Place:
		_, err = shiheng.ParseID[shiheng.PlaceID](s.ID)
	case Organisation:
		_, err = shiheng.ParseID[shiheng.OrganisationID](s.ID)
	default:
		return shiheng.Invalid("agenda.subject", "kind", string(s.Kind))
	}
	return err
}

// A Milestone is a day in the life of a subject from which something is owed.
type Milestone string

// The milestones.
const (
	Registered Milestone = "registered" // it stands in the register
	Completed  Milestone = "completed"  // the works were completed
	InUse      Milestone = "in-use"     // first put to use, a trial not counted
	Catalogued Milestone = "catalogued" // entered in the published connection catalogue
)

// A Proof is what is on record for a kind of evidence, the newest of it.
type Proof struct {
	// Day is when the thing was done; zero for what is measured all the time.
	Day law.Day `json:"day,omitzero"`
	// Until is the last day the proof counts, where it says so itself.
	Until law.Day `json:"until,omitzero"`
	// Broken is, of what must hold all the time, the day since which it does
	// not; zero while it holds.
	Broken law.Day `json:"broken,omitzero"`
	// Short: what is on record does not suffice, such as signs for some of the
	// cameras. The duty stands open as if nothing were; Broken is then the day
	// by which it is to be made whole, zero for the duty's own.
	Short bool `json:"short,omitempty"`
	// Late: it was done later than it had to be, as the record itself shows.
	Late bool `json:"late,omitempty"`
	// Ref is the record that shows it.
	Ref audit.Object `json:"ref,omitzero"`
	// Value is what was counted, such as "12/12" or "31".
	Value string `json:"value,omitempty"`
	// Manual: a person recorded it, no room of the house did.
	Manual bool `json:"manual,omitempty"`
	// Turn is the next day on which what is on record says something else by
	// itself, such as the end of a certificate; zero: none.
	Turn law.Day `json:"-"`
}

// A Case is one happening that brought a duty about, such as a removal that
// was planned.
type Case struct {
	Ref audit.Object
	// From is the day of the event the time limit counts from; Due the last
	// day in time where the record itself knows it.
	From, Due law.Day
	Done      law.Day // zero: not yet
}

// Known is what is on record of a subject on a day.
type Known struct {
	Subject Subject
	Name    string
	Facts   law.Facts
	// Gone: removed, or a place or organisation that is no more. Nothing is owed.
	Gone       bool
	Milestones map[Milestone]law.Day
	Proofs     map[string]Proof // by code of evidence
	// Turns is, by code of evidence, the next day on which what the records show
	// changes by itself where there is no proof that would tell.
	Turns map[string]law.Day
	Cases map[string][]Case // by code of evidence, for duties that arise by an event
	// Exempt says of duties that the law lays on such a subject why this one
	// does not owe them, by code of duty.
	Exempt map[string]law.Text
	// Breaches are violations that the records show by themselves.
	Breaches []Breach
}
