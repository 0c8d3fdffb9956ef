package party

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Scope bounds a list of parties: everything, the organisations named, and
// those of the divisions and trades named. The zero Scope is nothing.
type Scope struct {
	All           bool
	Organisations []shiheng.OrganisationID
	Divisions     []string // of districts; the whole city is All
	Trades        []TradeScope
}

// A TradeScope is one trade in one division; the whole city's when the
// division is empty.
type TradeScope struct {
	Trade    string
	Division string
}

// Join returns what lies in either scope.
func (s Scope) Join(o Scope) Scope {
	s.All = s.All || o.All
	s.Organisations = append(slices.Clip(s.Organisations), o.Organisations...)
	s.Divisions = append(slices.Clip(s.Divisions), o.Divisions...)
	s.Trades = append(slices.Clip(s.Trades), o.Trades...)
	return s
}

// OrganisationFilter narrows a list of organisations.
type OrganisationFilter struct {
	Scope    Scope
	IDs      []shiheng.OrganisationID // nil: any
	Function Function                 // "": any
	Level    Level
	Division string
	Trade    string
	Text     string // part of the name, short name or code
}

// PersonFilter narrows a list of people.
type PersonFilter struct {
	Scope        Scope
	IDs          []shiheng.PersonID     // nil: any
	Organisation shiheng.OrganisationID // zero: any
	Text         string                 // part of the name
	Left         bool                   // with those who left
}

// Store keeps organisations and people. It is safe for concurrent use. What is
// not there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	Organisation(ctx context.Context, id shiheng.OrganisationID) (Organisation, error)
	// OrganisationByCode finds one by its unified social credit code.
	OrganisationByCode(ctx context.Context, code string) (Organisation, error)
	Organisations(ctx context.Context, f OrganisationFilter, p audit.Paging) (audit.Page[Organisation], error)
	// Below returns the organisations named and all below them.
	Below(ctx context.Context, ids ...shiheng.OrganisationID) ([]Organisation, error)

	// Names returns the names of those that are there.
	Names(ctx context.Context, ids ...shiheng.OrganisationID) (map[shiheng.OrganisationID]string, error)

	Person(ctx context.Context, id shiheng.PersonID) (Person, error)
	People(ctx context.Context, f PersonFilter, p audit.Paging) (audit.Page[Person], error)
}

// Tx is one transaction's view.
type Tx interface {
	Organisation(id shiheng.OrganisationID) (Organisation, error)
	// Insert… and Update… fail with ErrConflict when the credit code is taken;
	// Update… stores with Version+1 and fails with ErrConflict when the row
	// changed since it was read.
	InsertOrganisation(o Organisation) error
	UpdateOrganisation(o Organisation) error
	Person(id shiheng.PersonID) (Person, error)
	InsertPerson(p Person) error
	UpdatePerson(p Person) error

	Append(e audit.Event) error
}

// Sealer keeps secrets unreadable in rows. The purpose is bound to the secret:
// what was sealed for one opens for no other.
type Sealer interface {
	Seal(plain []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}
