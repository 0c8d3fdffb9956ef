package official

import "shiheng.internal"

// A State is where an application stands.
type State string

// The states.
const (
	Received   State = "received"   // registered; nothing evidenced yet
	Completing State = "completing" // conditions are being completed
	Granted    State = "granted"    // in whole or in part
	Refused    State = "refused"
	Closed     State = "closed"
)

// States lists every state.
func States() []State { return []State{Received, Completing, Granted, Refused, Closed} }

// A Happening is what moves an application on.
type Happening string

// The happenings.
const (
	Complete Happening = "complete" // evidence of a condition was added
	Grant    Happening = "grant"
	Refuse   Happening = "refuse"
	Withdraw Happening = "withdraw" // the organ takes it back
	Revoke   Happening = "revoke"   // the site takes the permission back
	Close    Happening = "close"    // everything followed that must
)

// A Transition is one line of the life of an application.
type Transition struct {
	From    State
	On      Happening
	To      State
	If      string // the condition, in English; the code that refuses holds it
	Article string
}

// Transitions is the table. What is not in it cannot happen.
// docs/design/lawful-access.md prints it; a test keeps the two the same.
func Transitions() []Transition {
	return []Transition{
		{Received, Complete, Completing, "–", "W168/24/1"},
		{Completing, Complete, Completing, "–", "W168/24/1"},
		{Received, Grant, Granted, "all four conditions are met, within what was asked", "W168/23"},
		{Completing, Grant, Granted, "all four conditions are met, within what was asked", "W168/23"},
		{Received, Refuse, Refused, "an item is missing, or whoever answers for the unit decides", "W168/24/2"},
		{Completing, Refuse, Refused, "an item is missing, or whoever answers for the unit decides", "W168/24/2"},
		{Received, Withdraw, Closed, "–", "W168/24/1/3"},
		{Completing, Withdraw, Closed, "–", "W168/24/1/3"},
		{Granted, Complete, Granted, "the officers are confirmed anew, for another visit", "W168/24/1/2"},
		{Granted, Revoke, Closed, "whoever answers for the unit decides", "W168/29/1"},
		{Granted, Close, Closed, "receipts are in; what was to be returned or destroyed was", "W168/24/1/4"},
		{Refused, Close, Closed, "–", "W168/24/2"},
	}
}

// move takes the application on, or says that it cannot go there.
func (a *Application) move(on Happening) error {
	for _, t := range Transitions() {
		if t.From == a.State && t.On == on {
			a.State = t.To
			return nil
		}
	}
	return shiheng.Conflict("official.state", "state", string(a.State), "on", string(on))
}

// May says why something cannot happen to the application as it stands, nil
// when it can.
func (a Application) May(on Happening) error { return a.move(on) }
