package agenda

import "shiheng.internal/civic/law"

// A State is how a duty stands on a day.
type State string

// The states.
const (
	Met           State = "met"            // 已履行
	NotDue        State = "not-due"        // 未到期
	Due           State = "due"            // 还剩N天, within [Soon]
	Overdue       State = "overdue"        // 逾期
	NoRecord      State = "no-record"      // 尚无记录: it binds, and no room keeps its evidence yet
	NotApplicable State = "not-applicable" // 不适用, and Why
)

// States lists the states, the most pressing first.
func States() []State { return []State{Overdue, Due, NoRecord, NotDue, Met, NotApplicable} }

// Soon is for how many days before its last day a duty is called due. It is
// the first threshold of notices.
const Soon = 30

// A Side is whose desk a duty lies on.
type Side string

// The sides.
const (
	Unit       Side = "unit"       // whoever builds, uses, maintains, owns or manages the system
	Bureau     Side = "bureau"     // the public security organ
	Government Side = "government" // governments and departments
)

// SideOf returns the side of those who carry a duty: the unit when one of its
// parties is among them.
func SideOf(who []law.Party) Side {
	side := Government
	for _, p := range who {
		switch p {
		case law.Builder, law.Operator, law.Maintainer, law.Owner, law.Manager, law.Anyone:
			return Unit
		case law.Bureau:
			side = Bureau
		case law.Government, law.Department:
		}
	}
	return side
}

// An Obligation is one duty of one subject as it stands on a day.
type Obligation struct {
	Subject Subject
	Duty    string // code of the duty in the law packs
	State   State
	Side    Side
	// Article is the clause to cite.
	Article string
	// Due is the last day in time; zero when no day is set.
	Due law.Day
	// Since is the day from which the state holds, as far as it is known.
	Since law.Day
	// Late: done, but after its last day.
	Late bool
	// Why says why a duty does not apply, is not due, or is not kept.
	Why law.Text
	// Proof is the record that meets it, or the last one there is.
	Proof *Proof
	// Turns is the next day on which the state changes by itself; zero: none.
	Turns law.Day
}

// DaysLeft is how many days are left on the day; 0 on the last day, negative
// after it. It means something only with a Due.
func (o Obligation) DaysLeft(on law.Day) int { return DaysBetween(on, o.Due) }

// DaysBetween counts the days from a to b.
func DaysBetween(a, b law.Day) int {
	return int(b.Start().Sub(a.Start()).Hours() / 24)
}
