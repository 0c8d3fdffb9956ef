package registry

import "shiheng.internal"

// A State is where a video system stands in its life.
type State string

// The states. None is ever renamed: rows and the log keep them for ever.
const (
	Planned         State = "planned"             // 规划
	Designed        State = "designed"            // 设计
	UnderConstr     State = "under-construction"  // 在建
	Completed       State = "completed"           // 竣工
	Trial           State = "trial"               // 试运行
	InAcceptance    State = "in-acceptance"       // 验收中
	Failed          State = "failed"              // 验收不合格
	Rectifying      State = "rectifying"          // 整改
	Accepted        State = "accepted"            // 验收合格
	InService       State = "in-service"          // 投入使用
	Changing        State = "changing"            // 变更中
	Suspended       State = "suspended"           // 停用
	RemovalNotified State = "removal-notified"    // 已报告拆除
	Removed         State = "removed"             // 已拆除
	Archived        State = "archived"            // 已归档
	InUseNotAcc     State = "in-use-not-accepted" // 在用未验收, a finding, never shown or counted as in service
)

// States lists every state, in the order of a life that goes well; what is a
// fault or a pause stands beside what it interrupts.
func States() []State {
	return []State{
		Planned, Designed, UnderConstr, Completed, Trial, InAcceptance, Failed, Rectifying, Accepted, InService, Changing,
		Suspended, InUseNotAcc, RemovalNotified, Removed, Archived,
	}
}

// A Happening is what moves a system from one state to another.
type Happening string

// The happenings. [Happening.ByHouse] tells which of them no person asks for
// by its name: a record of civic/works, the clock or a finding brings it.
const (
	Design         Happening = "design"         // the design scheme is settled
	StartBuilding  Happening = "start-building" // the works begin
	Complete       Happening = "complete"       // the works are completed
	BeginTrial     Happening = "begin-trial"
	TrialOver      Happening = "trial-over"       // by the clock
	OpenAcceptance Happening = "open-acceptance"  // the builder arranges it, or a re-check
	PassAcceptance Happening = "pass-acceptance"  // its conclusion: passed
	FailAcceptance Happening = "fail-acceptance"  // its conclusion: failed
	Rectify        Happening = "rectify"          // what was found is being put right
	FoundInUse     Happening = "found-in-use"     // used without a trial or acceptance
	LackAcceptance Happening = "lack-acceptance"  // the acceptance it was used on is not there
	PutIntoService Happening = "put-into-service" //
	Suspend        Happening = "suspend"          // a whole outage began
	Resume         Happening = "resume"           // it is over
	BeginChange    Happening = "begin-change"     // a change of the whole system began
	EndChange      Happening = "end-change"       // it was verified
	NotifyRemoval  Happening = "notify-removal"   // the removal was reported
	WithdrawNotice Happening = "withdraw-notice"  // the report was taken back
	Remove         Happening = "remove"           // the devices are gone, with proof
	DiscloseDanger Happening = "disclose-danger"  // they had to go at once, because of danger
	Archive        Happening = "archive"          // the papers are closed
	Abandon        Happening = "abandon"          // never built
)

// ByHouse reports whether no person may ask for the happening by its name.
func (h Happening) ByHouse() bool {
	switch h {
	case Design, StartBuilding, Complete, BeginTrial, Rectify, FoundInUse, PutIntoService, Archive, Abandon:
		return false
	case TrialOver, OpenAcceptance, PassAcceptance, FailAcceptance, LackAcceptance, Suspend, Resume, BeginChange, EndChange,
		NotifyRemoval, WithdrawNotice, Remove, DiscloseDanger:
	}
	return true
}

// A Transition is one line of the life of a system.
type Transition struct {
	From    State
	On      Happening
	To      State
	If      Condition
	Article string
}

// Transitions is the table of a system's life. What is not in it cannot
// happen. docs/design/life-of-a-system.md prints it; a test keeps the two the
// same.
//
//house:long a flat table
func Transitions() []Transition {
	lines := []Transition{
		{Planned, Design, Designed, unconditional(), "W168/11"},
		{Designed, StartBuilding, UnderConstr, consented(), "W168/11"},
		{UnderConstr, Complete, Completed, completedOn(), "W168/15/1"},
		{Completed, BeginTrial, Trial, consented(), "W168/15/1"},
		{Planned, BeginTrial, Trial, consented(), "W168/15/1"}, // entered when it was built already
		{Completed, OpenAcceptance, InAcceptance, unconditional(), "W168/15/1"},
		{Trial, OpenAcceptance, InAcceptance, unconditional(), "W168/15/1"},
		{Rectifying, OpenAcceptance, InAcceptance, unconditional(), "W168/15/1"}, // the re-check
		{InAcceptance, PassAcceptance, Accepted, all(passed(), consented()), "W168/15/1"},
		{InAcceptance, FailAcceptance, Failed, notPassed(), "W168/15/1"},
		{Failed, Rectify, Rectifying, unconditional(), "W168/15/1"},
		{InUseNotAcc, PassAcceptance, Accepted, all(passed(), consented()), "W168/15/1"},
		{InUseNotAcc, FailAcceptance, InUseNotAcc, notPassed(), "W168/15/2"}, // used after a failed one
		{Planned, PassAcceptance, Accepted, passed(), "W168/15/1"},           // entered when it was accepted already
		{Accepted, PutIntoService, InService, serviced(), "W168/15/2"},
		{Suspended, Resume, InService, usable(), "W168/15/2"},
		{Changing, EndChange, InService, usable(), "W168/15/2"},
		{RemovalNotified, WithdrawNotice, InService, usable(), "W168/17"},
		{InService, Suspend, Suspended, reasoned("W168/30/6"), "W168/30/6"},
		{InService, BeginChange, Changing, reasoned("W168/30/7"), "W168/30/7"},
		{InService, Remove, Removed, unbound(), "W168/17"},
		{Suspended, Remove, Removed, unbound(), "W168/17"},
		{RemovalNotified, Remove, Removed, executed(), "W168/17"},
		{Removed, Archive, Archived, unconditional(), "W168/16"},
		{Planned, Abandon, Archived, reasoned("W168/16"), "W168/16"},
		{Designed, Abandon, Archived, reasoned("W168/16"), "W168/16"},
		{UnderConstr, Abandon, Archived, reasoned("W168/16"), "W168/16"},
		{RemovalNotified, LackAcceptance, InUseNotAcc, notUsable(), "W168/15/2"},
	}
	for _, from := range []State{Trial, InAcceptance} {
		lines = append(lines, Transition{from, TrialOver, InUseNotAcc, trialRanOut(), "W168/15/2"})
	}
	// L2 and what it excepts: completed before the order, or no fact.
	for _, from := range []State{Planned, Completed, Trial, InUseNotAcc} {
		lines = append(lines, Transition{from, PutIntoService, InService, serviced(), "W168/15/2"})
	}
	for _, from := range []State{Planned, Designed, UnderConstr, Completed, Failed, Rectifying} {
		lines = append(lines, Transition{from, FoundInUse, InUseNotAcc, unconditional(), "W168/15/2"})
	}
	for _, from := range []State{InService, Suspended, Changing, Accepted} {
		lines = append(lines, Transition{from, LackAcceptance, InUseNotAcc, notUsable(), "W168/15/2"})
	}
	for _, from := range standing() {
		if from != RemovalNotified {
			lines = append(lines, Transition{from, NotifyRemoval, RemovalNotified, reported(), "W168/17"})
		}
		lines = append(lines, Transition{from, DiscloseDanger, Removed, danger(), "W168/17"})
	}
	return lines
}

// standing are the states in which devices stand at their points.
func standing() []State {
	return []State{
		Completed, Trial, InAcceptance, Failed, Rectifying, Accepted, InService, Changing, Suspended, InUseNotAcc, RemovalNotified,
	}
}

// Next returns the line that a happening takes from a state. It is an
// ErrConflict when the table has none from here, and otherwise what the line's
// condition says.
func Next(from State, on Happening, facts StateFacts) (Transition, error) {
	for _, t := range Transitions() {
		if t.From != from || t.On != on {
			continue
		}
		if err := t.If.Met(facts); err != nil {
			return Transition{}, err
		}
		return t, nil
	}
	return Transition{}, shiheng.Conflict("system.transition", "from", string(from), "on", string(on))
}

// Watched reports whether watch keepers see the live pictures of a system in
// this state. Acceptance looks at a system whose trial goes on; one that
// failed is not to be used (W168/15/2) unless it is found in use. Footage that
// exists can be played back in any.
func (s State) Watched() bool {
	switch s {
	case Trial, InAcceptance, InUseNotAcc, Accepted, InService, Changing, Suspended, RemovalNotified:
		return true
	case Planned, Designed, UnderConstr, Completed, Failed, Rectifying, Removed, Archived:
	}
	return false
}

// Testable reports whether commissioning staff may look at test pictures.
// Once a system is in service a test view needs a maintenance ticket.
func (s State) Testable() bool {
	switch s {
	case Planned, Designed, UnderConstr, Completed, Trial, InAcceptance, Failed, Rectifying, InUseNotAcc, Accepted, Suspended, Changing:
		return true
	case InService, RemovalNotified, Removed, Archived:
	}
	return false
}

// InUse reports whether people rely on the system: its cameras do not go dark
// without an outage on record (W168/30/6), and do not move without an approved
// change (W168/30/7).
func (s State) InUse() bool {
	switch s {
	case InService, Changing, Suspended, InUseNotAcc, RemovalNotified:
		return true
	case Planned, Designed, UnderConstr, Completed, Trial, InAcceptance, Failed, Rectifying, Accepted, Removed, Archived:
	}
	return false
}

// Grows reports whether cameras may still be added to a system in this state.
// One whose trial ran out without acceptance keeps what it has and gets no
// more until it is accepted; nor does one that is being given up.
func (s State) Grows() error {
	switch s {
	case Planned, Designed, UnderConstr, Completed, Trial, InAcceptance, Failed, Rectifying, Accepted, InService, Changing, Suspended:
		return nil
	case InUseNotAcc:
		return shiheng.Forbidden("system.trial-over").By("W168/15/2")
	case RemovalNotified:
		return shiheng.Forbidden("system.removal-notified").By("W168/17")
	case Removed, Archived:
	}
	return shiheng.Conflict("system.removed")
}
