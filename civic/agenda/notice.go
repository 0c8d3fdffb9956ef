package agenda

import (
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// Thresholds are for how many days before the last day people are told, once
// for each; after the last day they are told once more ([Late]).
func Thresholds() []int { return []int{Soon, 10, 3, 0} }

// Late is the threshold of what is overdue.
const Late = -1

// threshold is the last one an obligation has passed on the day; false when it
// has passed none.
func (o Obligation) threshold(on law.Day) (int, bool) {
	switch {
	case o.State == Overdue:
		return Late, true
	case o.State != Due || o.Due.IsZero():
		return 0, false
	}
	left, passed := o.DaysLeft(on), Soon
	for _, t := range Thresholds() {
		if left <= t {
			passed = t
		}
	}
	return passed, true
}

// next is the day on which an obligation that is due passes its next threshold.
func next(on, due law.Day) law.Day {
	for _, t := range Thresholds() {
		if day := due.Add(-t); on.Before(day) {
			return day
		}
	}
	return due.Add(1)
}

type noticeKind struct{}

// NoticeID names one notice.
type NoticeID = shiheng.ID[noticeKind]

// A Notice tells one account, once, that an obligation came near its last day
// or passed it. A digest stands for Count of them.
type Notice struct {
	ID      NoticeID
	Account shiheng.AccountID
	// Subject and Duty are zero in a digest.
	Subject   Subject
	Name      string // of the subject
	Duty      string
	Article   string
	Due       law.Day
	Threshold int
	Count     int
	At        time.Time
	Read      time.Time // zero: not yet
}

// Digest reports whether the notice stands for several.
func (n Notice) Digest() bool { return n.Duty == "" }

// MostNotices bounds the single notices one account gets in a day. What comes
// after them, and all that concerns those who look over others' shoulders, is
// told by one digest of the day.
const MostNotices = 20

// A Reader is an account that is told of obligations, with what its roles are
// over. Several roles are several readers.
type Reader struct {
	Account shiheng.AccountID
	Side    Side
	Scope   Scope
	// Watches: besides its own side's duties the account is told, by digest, of
	// what is overdue with the units in its scope.
	Watches bool
}

// A Scope bounds what somebody may know of: everything, or what stands in the
// places (with all below them) or divisions, the systems named, those of the
// trades, those for which one of the organisations answers or which name one of
// the departments, and these bodies themselves. The zero Scope is nothing. It
// means the same as the scope of the register.
type Scope struct {
	All           bool
	Places        []shiheng.PlaceID
	Systems       []shiheng.SystemID
	Divisions     []string
	Trades        []Trade
	Organisations []shiheng.OrganisationID
	Departments   []shiheng.OrganisationID
}

// A Trade is the systems of one trade in one division, the whole city's when
// the division is empty.
type Trade struct{ Trade, Division string }

// A told is one account to be told of an obligation, singly or by digest.
type told struct {
	account shiheng.AccountID
	digest  bool
}

// tell says which of those in whose scope an obligation lies are told of it at
// a threshold. It is pure. An account is told once; singly when one of its
// roles carries the duty.
func tell(readers []Reader, o Obligation, threshold int) []told {
	var out []told
	for _, r := range readers {
		own := r.Side == o.Side
		if !own && (!r.Watches || threshold != Late) {
			continue
		}
		i := slices.IndexFunc(out, func(t told) bool { return t.account == r.Account })
		switch {
		case i < 0:
			out = append(out, told{account: r.Account, digest: !own})
		case own:
			out[i].digest = false
		}
	}
	return out
}
