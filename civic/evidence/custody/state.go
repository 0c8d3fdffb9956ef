package custody

import "shiheng.internal"

// A State is where an export stands.
type State string

// The states.
const (
	Queued    State = "queued"
	Running   State = "running"
	Ready     State = "ready"       // may be fetched
	Handed    State = "handed-over" // against a receipt
	Returned  State = "returned"
	Destroyed State = "destroyed"
	Failed    State = "failed"
	Cancelled State = "cancelled"
	Lapsed    State = "lapsed" // nobody took it in time
)

// States lists every state.
func States() []State {
	return []State{Queued, Running, Ready, Handed, Returned, Destroyed, Failed, Cancelled, Lapsed}
}

// A Happening is what moves an export on.
type Happening string

// The happenings.
const (
	Begin   Happening = "begin"
	Finish  Happening = "finish"
	Fail    Happening = "fail"
	Again   Happening = "again"
	Cancel  Happening = "cancel"
	Lapse   Happening = "lapse"
	HandOn  Happening = "hand-over"
	Return  Happening = "return"
	Destroy Happening = "destroy"
)

// A Transition is one line of the life of an export.
type Transition struct {
	From    State
	On      Happening
	To      State
	If      string // the condition, in English; the code that refuses holds it
	Article string
}

// Transitions is the table. What is not in it cannot happen.
// docs/design/custody.md prints it; a test keeps the two the same.
func Transitions() []Transition {
	return []Transition{
		{Queued, Begin, Running, "the grant runs", "W168/29/1"},
		{Running, Finish, Ready, "its act is in the log", "R799/16"},
		{Queued, Fail, Failed, "–", "–"},
		{Running, Fail, Failed, "–", "–"},
		{Failed, Again, Queued, "another grant, of whoever asked", "W168/29/1"},
		{Ready, Again, Ready, "another grant, of whoever asked", "W168/29/1"},
		{Handed, Again, Handed, "another grant, of whoever asked; the file is there", "W168/29/1"},
		{Queued, Cancel, Cancelled, "–", "–"},
		{Running, Cancel, Cancelled, "–", "–"},
		{Failed, Cancel, Cancelled, "–", "–"},
		{Ready, Cancel, Cancelled, "–", "–"},
		{Ready, Lapse, Lapsed, "it was kept its days", "R799/17"},
		{Failed, Lapse, Lapsed, "it was kept its days", "R799/17"},
		{Ready, HandOn, Handed, "who took it, on what, when", "W168/24/1/4"},
		{Handed, Return, Returned, "on what day", "W168/24/1/4"},
		{Handed, Destroy, Destroyed, "on what day", "W168/24/1/4"},
	}
}

// move takes the export on, or says that it cannot go there.
func (e *Export) move(on Happening) error {
	for _, t := range Transitions() {
		if t.From == e.State && t.On == on {
			e.State = t.To
			return nil
		}
	}
	return shiheng.Conflict("evidence.state", "state", string(e.State), "on", string(on))
}

// May says why something cannot happen to the export as it stands, nil when it
// can.
func (e Export) May(on Happening) error { return e.move(on) }
