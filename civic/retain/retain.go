// Package retain decides what footage must be kept and what may go.
//
// [Decide] is a pure function of facts that the footage store hands over; it
// says yes or no and always why. Two answers never change, whatever the disks
// say: footage under hold stays, and footage younger than its floor stays
// (W168/28, W168/29, R799/17). [Relieve] orders what may be done instead when
// space runs out, [Forecast] says days ahead whether it will. The package
// deletes nothing and reads no clock.
package retain

import "time"

// MinimumDays is the compiled-in floor of real stores in law-days (W168/28).
// No setting and no law pack goes below it (design, invariant 9).
const MinimumDays = 30

// A Reason says why footage stays or goes. It is stable and stored.
type Reason string

// The reasons.
const (
	Held       Reason = "held"        // stays: under hold
	Young      Reason = "young"       // stays: younger than the floor
	Unproven   Reason = "age-unclear" // stays: the clock says old enough, the running time does not
	Kept       Reason = "kept"        // stays: past the floor, there is room and a period still runs
	Expired    Reason = "expired"     // goes: past its period
	PastFloor  Reason = "past-floor"  // goes: past the floor, and the space is needed
	OverCap    Reason = "over-cap"    // goes: a practice store at its cap, oldest first
	Resumed    Reason = "resumed"     // goes: its deletion had begun before a restart
	Incomplete Reason = "recording"   // stays: still being written
	Forbidden  Reason = "clause"      // stays: a clause on keeping forbids it; see [Lawful]
	Purposed   Reason = "purpose"     // stays: past the floor, a longer lawful purpose is registered
)

// Facts are what is known about one slot of footage.
type Facts struct {
	Practice  bool
	Held      bool
	Recording bool          // its slot is not sealed yet
	LawDay    time.Duration // a day of the law: 24 hours in real stores
	FloorDays int           // as the law gives it now
	KeepDays  int           // the ceiling: past it footage goes though there is room; never below the floor
	Purposed  bool          // a longer lawful purpose is registered for it (R799/17)

	Ended      time.Time     // server time at the end of its last chunk
	EndedTally time.Duration // the store's running time then
	Tally      time.Duration // the store's running time now
	Attested   time.Duration // the age that witnesses prove by themselves; see [Proof]
	// Needed says that no free slot is left and this is the oldest footage
	// that could make room.
	Needed bool
}

// A Verdict is the answer of Decide.
type Verdict struct {
	Delete bool
	Reason Reason
	// Age is what counted: what witnesses prove, or the lesser of the age by the
	// wall clock and the age by the store's own running time if that is more.
	Age   time.Duration
	Floor time.Duration
}

// Decide says whether footage may be deleted at now. A clock that is set
// forward deletes nothing early, since the running time or a witness must agree;
// one that is set back keeps longer (design, invariant 8). A purpose keeps footage
// past its floor even when the space is needed: whoever registered it ends it, or
// the house does without in the order of the ladder.
func Decide(f Facts, now time.Time) Verdict {
	day := f.LawDay
	floorDays := f.FloorDays
	if !f.Practice {
		day = max(day, 24*time.Hour)
		floorDays = max(floorDays, MinimumDays)
	}
	wall, running := now.Sub(f.Ended), f.Tally-f.EndedTally
	v := Verdict{Age: max(min(wall, running), f.Attested, 0), Floor: time.Duration(floorDays) * day}
	keep := time.Duration(max(f.KeepDays, floorDays)) * day
	switch {
	case f.Held:
		v.Reason = Held
	case f.Recording:
		v.Reason = Incomplete
	case f.Practice && f.Needed:
		v.Delete, v.Reason = true, OverCap
	case v.Age < v.Floor && wall >= v.Floor:
		v.Reason = Unproven
	case v.Age < v.Floor:
		v.Reason = Young
	case f.Purposed:
		v.Reason = Purposed
	case v.Age >= keep:
		v.Delete, v.Reason = true, Expired
	case f.Needed:
		v.Delete, v.Reason = true, PastFloor
	default:
		v.Reason = Kept
	}
	return v
}
