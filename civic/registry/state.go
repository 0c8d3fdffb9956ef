package registry

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// A State is where a video system stands in its life.
type State string

// The states of the first form. The works room adds those before completion
// and around removal; none is ever renamed.
const (
	Planned      State = "planned"             // 规划
	Trial        State = "trial"               // 试运行
	InUseNotAcc  State = "in-use-not-accepted" // 在用未验收, a finding, never shown as in service
	Accepted     State = "accepted"            // 验收合格
	InService    State = "in-service"          // 投入使用
	Suspended    State = "suspended"           // 停用
	Decommission State = "removed"             // 已拆除
)

// A Happening is what moves a system from one state to another.
type Happening string

// The happenings of the first form.
const (
	BeginTrial     Happening = "begin-trial"
	TrialOver      Happening = "trial-over"      // by the clock
	FoundInUse     Happening = "found-in-use"    // used without a trial or acceptance
	PassAcceptance Happening = "pass-acceptance" // recorded by the works room
	PutIntoService Happening = "put-into-service"
	Suspend        Happening = "suspend"
	Resume         Happening = "resume"
)

// Acceptance is what the works room knows of a system's acceptance. The zero
// value is none.
type Acceptance struct {
	Passed bool
	On     law.Day
}

// StateFacts are what the conditions of the table look at.
type StateFacts struct {
	Now        time.Time
	TrialUntil time.Time
	Acceptance Acceptance
	Legacy     bool   // completed before the order took effect (W168/15(3))
	Reason     string // why, in words, where the move needs one
	ByHouse    bool   // the clock or another room moves it, no person
}

// A Condition is asked of the facts; it returns nil when it is met.
type Condition struct {
	Name string
	Met  func(StateFacts) error
}

// A Transition is one line of the life of a system.
type Transition struct {
	From    State
	On      Happening
	To      State
	If      Condition
	Article string
}

func always(StateFacts) error { return nil }

// The conditions, by the name they are printed under.
func unconditional() Condition { return Condition{"–", always} }

func trialRanOut() Condition {
	return Condition{"the trial's time is over", func(f StateFacts) error {
		if f.Now.Before(f.TrialUntil) {
			return shiheng.Conflict("system.trial-running")
		}
		return nil
	}}
}

// accepted is gate L2.
func accepted() Condition {
	return Condition{"acceptance passed, or completed before 2019-08-01", func(f StateFacts) error {
		if f.Acceptance.Passed || f.Legacy {
			return nil
		}
		return shiheng.Forbidden("system.not-accepted").By("W168/15/2")
	}}
}

func passed() Condition {
	return Condition{"acceptance passed", func(f StateFacts) error {
		if f.Acceptance.Passed {
			return nil
		}
		return shiheng.Forbidden("system.not-accepted").By("W168/15/1")
	}}
}

func reasoned() Condition {
	return Condition{"a reason is given", func(f StateFacts) error {
		if f.Reason == "" {
			return shiheng.Invalid("system.reason").By("W168/30/6")
		}
		return nil
	}}
}

// Transitions is the table of a system's life. What is not in it cannot
// happen. docs/reference/rows.md prints it; a test keeps the two the same.
func Transitions() []Transition {
	return []Transition{
		{Planned, BeginTrial, Trial, unconditional(), "W168/15/1"},
		{Planned, FoundInUse, InUseNotAcc, unconditional(), "W168/15/2"},
		{Planned, PutIntoService, InService, accepted(), "W168/15/2"},
		{Trial, TrialOver, InUseNotAcc, trialRanOut(), "W168/15/2"},
		{Trial, PassAcceptance, Accepted, passed(), "W168/15/1"},
		{Trial, PutIntoService, InService, accepted(), "W168/15/2"},
		{InUseNotAcc, PassAcceptance, Accepted, passed(), "W168/15/1"},
		{InUseNotAcc, PutIntoService, InService, accepted(), "W168/15/2"},
		{Accepted, PutIntoService, InService, accepted(), "W168/15/2"},
		{InService, Suspend, Suspended, reasoned(), "W168/30/6"},
		{Suspended, Resume, InService, accepted(), "W168/15/2"},
	}
}

// Next returns the state that a happening leads to. It is an ErrConflict when
// the table has no such line from here, and otherwise what the line's
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
// this state. Footage that exists can be played back in any.
func (s State) Watched() bool {
	switch s {
	case Trial, InUseNotAcc, Accepted, InService, Suspended:
		return true
	case Planned, Decommission:
	}
	return false
}

// Testable reports whether commissioning staff may look at test pictures.
// Once a system is in service a test view needs a maintenance ticket, which
// the works room keeps.
func (s State) Testable() bool {
	switch s {
	case Planned, Trial, InUseNotAcc, Accepted, Suspended:
		return true
	case InService, Decommission:
	}
	return false
}

// Grows reports whether cameras may still be added to a system in this state.
// One whose trial ran out without acceptance keeps what it has and gets no
// more until it is accepted.
func (s State) Grows() error {
	switch s {
	case Planned, Trial, Accepted, InService, Suspended:
		return nil
	case InUseNotAcc:
		return shiheng.Forbidden("system.trial-over").By("W168/15/2")
	case Decommission:
	}
	return shiheng.Conflict("system.removed")
}
