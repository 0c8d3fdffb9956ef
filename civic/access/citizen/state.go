package citizen

import "shiheng.internal"

// A State is where a case stands.
type State string

// The states.
const (
	Called   State = "called"   // somebody is missing; the family is on its way
	Received State = "received" // the viewer is here
	Admitted State = "admitted"
	Refused  State = "refused"
	Closed   State = "closed"
)

// States lists every state.
func States() []State { return []State{Called, Received, Admitted, Refused, Closed} }

// A Happening is what moves a case on.
type Happening string

// The happenings.
const (
	Arrive Happening = "arrive"
	Note   Happening = "note" // evidence was added
	Admit  Happening = "admit"
	Refuse Happening = "refuse"
	Extend Happening = "extend" // the track leads on to other cameras
	Revoke Happening = "revoke" // taken back, for a reason
	Close  Happening = "close"
)

// A Transition is one line of the life of a case.
type Transition struct {
	Flow    Flow
	From    State
	On      Happening
	To      State
	If      string // the condition, in English; the code that refuses holds it
	Article string
}

// Transitions is the table. What is not in it cannot happen.
// docs/design/citizens.md prints it; a test keeps the two the same.
func Transitions() []Transition {
	return []Transition{
		{Missing, Called, Arrive, Received, "the viewer is here", "W168/25"},
		{Missing, Called, Close, Closed, "an outcome is noted", "W168/25"},
		{Missing, Received, Note, Received, "–", "W168/25"},
		{Missing, Received, Admit, Admitted, "every condition is met", "W168/25"},
		{Missing, Received, Refuse, Refused, "an item is missing", "W168/25"},
		{Missing, Received, Close, Closed, "an outcome is noted", "W168/25"},
		{Missing, Admitted, Extend, Admitted, "a reason is stated; every condition is met of what is added", "W168/25"},
		{Missing, Admitted, Revoke, Closed, "a reason is stated", "W168/29/1"},
		{Missing, Admitted, Close, Closed, "an outcome is noted", "W168/25"},
		{Related, Received, Note, Received, "–", "R799/21"},
		{Related, Received, Admit, Admitted, "every condition is met, and the managing unit consents with reasons", "R799/21"},
		{Related, Received, Refuse, Refused, "reasons are stated", "R799/21"},
		{Related, Received, Close, Closed, "an outcome is noted", "R799/21"},
		{Related, Admitted, Revoke, Closed, "a reason is stated", "W168/29/1"},
		{Related, Admitted, Close, Closed, "an outcome is noted", "R799/21"},
	}
}

// move takes the case on, or says that it cannot go there.
func (c *Case) move(on Happening) error {
	for _, t := range Transitions() {
		if t.Flow == c.Flow && t.From == c.State && t.On == on {
			c.State = t.To
			return nil
		}
	}
	return shiheng.Conflict("citizen.state", "state", string(c.State), "on", string(on)).By(c.Flow.Basis())
}

// May says why something cannot happen to the case as it stands, nil when it
// can.
func (c Case) May(on Happening) error { return c.move(on) }
