package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// State is where a hold stands.
type State string

// The states. A lifted hold stays in the register.
const (
	InForce State = "in-force"
	Lifted  State = "lifted"
)

// Origin is where a hold came from.
type Origin string

// The origins.
const (
	Own     Origin = "own"     // the unit's own staff, or an officer's own account
	Counter Origin = "counter" // an officer who came to the counter
	Found   Origin = "found"   // a pin of the footage store whose row was lost
)

// Article is what a hold rests on, unless its basis says otherwise.
const Article = "W168/29/2"

// Doer is who did something, and when.
type Doer struct {
	Account shiheng.AccountID      `json:"accountId,omitzero" format:"uuid"`
	Name    string                 `json:"name"`
	Unit    shiheng.OrganisationID `json:"organisationId,omitzero" format:"uuid"`
	At      time.Time              `json:"at"`
}

// An Asker is an officer of an outside organ who asked for a hold.
type Asker struct {
	Name string `json:"name" minLength:"1" maxLength:"50"`
	Unit string `json:"unit" minLength:"1" maxLength:"100"`
	Card string `json:"card" maxLength:"50" doc:"Number of the work identity card"`
}

// A Hold is a line of the register.
type Hold struct {
	ID      shiheng.HoldID `json:"id" format:"uuid"`
	Version int64          `json:"version"`
	State   State          `json:"state" enum:"in-force,lifted"`
	Origin  Origin         `json:"origin" enum:"own,counter,found"`
	// Matter is the number of the case, or what it is about.
	Matter string `json:"matter"`
	Reason string `json:"reason"`
	Basis  string `json:"basis" doc:"Article, such as W168/29/2"`
	// Organ is the outside organ that asked for it, empty when the unit holds by
	// itself; Officer who came from there, when it was at the counter.
	Organ   string `json:"organ,omitempty"`
	Officer *Asker `json:"officer,omitempty"`
	// Application is the one for official access it was placed from; empty
	// when it was placed by itself.
	Application string        `json:"applicationId,omitempty"`
	From        time.Time     `json:"from"`
	To          time.Time     `json:"to"`
	Items       []HeldFootage `json:"items" nullable:"false"`
	Placed      Doer          `json:"placed"`
	ReviewOn    law.Day       `json:"reviewOn" doc:"By that day somebody looks whether it is still needed"`
	Lifting     *Lifting      `json:"lifting,omitempty" doc:"How it is to be lifted, or was"`
	History     []CustodyStep `json:"history" nullable:"false" doc:"What was done with it, the oldest first"`
}

// HeldFootage is the footage of one camera in a hold.
type HeldFootage struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	// Pins are the marks in the footage store that keep it.
	Pins  []shiheng.HoldID `json:"pins" nullable:"false"`
	State Keeping          `json:"state" enum:"secured,to-come,not-yet,nothing"`
	// Owed is what is not secured yet, with its exact spans.
	Owed []Stretch `json:"owed" nullable:"false"`
	// Amiss is how much of it the watch over the archive knows not to fit.
	Amiss int `json:"amiss,omitempty"`
	// At is when the footage store was last asked; zero: never.
	At time.Time `json:"at,omitzero"`
}

// A CustodyStep is one thing done with a hold.
type CustodyStep struct {
	Act  audit.Act `json:"act"`
	By   Doer      `json:"by"`
	Note string    `json:"note,omitempty"`
}

// LiftDecision is the document a hold is lifted on.
type LiftDecision struct {
	Number string              `json:"number" maxLength:"100"`
	Organ  string              `json:"organ" maxLength:"100" doc:"Who decided"`
	Day    law.Day             `json:"day,omitzero" doc:"When it was decided"`
	Scan   papers.AttachmentID `json:"scanId,omitzero" format:"uuid"`
}

// A Lifting is the proposal of one person, to be confirmed by another one.
type Lifting struct {
	Decision LiftDecision `json:"decision"`
	Reason   string       `json:"reason"`
	Digest   string       `json:"digest" doc:"Of the hold, what it covers and the decision: what both persons saw"`
	Proposed Doer         `json:"proposed"`
	Expires  time.Time    `json:"expires"`
	// Confirmed is the second person; zero while it waits.
	Confirmed *Doer `json:"confirmed,omitempty"`
}

// proposalLife is how long a proposal may be confirmed.
const proposalLife = 24 * time.Hour

// Span is the footage held.
func (h Hold) Span() shiheng.Span { return shiheng.Span{From: h.From, To: h.To} }

// Cameras are those whose footage is held.
func (h Hold) Cameras() []shiheng.CameraID {
	out := make([]shiheng.CameraID, len(h.Items))
	for i, it := range h.Items {
		out[i] = it.Camera
	}
	return out
}

// Outside reports whether an outside organ asked for the hold.
func (h Hold) Outside() bool { return h.Organ != "" }

// Insecure reports whether some of what a hold in force covers is not secured.
func (h Hold) Insecure() bool {
	return h.State == InForce && slices.ContainsFunc(h.Items, func(it HeldFootage) bool { return !it.State.Kept() })
}

// Worst is how the footage of the camera stands that is secured the least.
func (h Hold) Worst() Keeping {
	order := []Keeping{NotYet, Nothing, ToCome}
	for _, k := range order {
		if slices.ContainsFunc(h.Items, func(it HeldFootage) bool { return it.State == k }) {
			return k
		}
	}
	return Secured
}

// Overdue reports whether the day of review has come.
func (h Hold) Overdue(today law.Day) bool { return h.State == InForce && !today.Before(h.ReviewOn) }

// Label is what people search for.
func (h Hold) Label() string {
	words := []string{h.Matter, h.Reason, h.Placed.Name, h.Organ}
	if h.Officer != nil {
		words = append(words, h.Officer.Name)
	}
	return strings.Join(words, " ")
}

// Proposal is how the hold is to be lifted, nil when nobody proposed it in
// time.
func (h Hold) Proposal(now time.Time) *Lifting {
	if h.State != InForce || h.Lifting == nil || !now.Before(h.Lifting.Expires) {
		return nil
	}
	return h.Lifting
}

// MayChange says why nothing may be done with a hold any more.
func (h Hold) MayChange() error {
	if h.State != InForce {
		return shiheng.Conflict("hold.lifted")
	}
	return nil
}

// MayPropose says why lifting may not be proposed now.
func (h Hold) MayPropose(now time.Time) error {
	if err := h.MayChange(); err != nil {
		return err
	}
	if h.Proposal(now) != nil {
		return shiheng.Conflict("hold.lift-open")
	}
	return nil
}

// MayWithdraw says why a proposal may not be withdrawn now.
func (h Hold) MayWithdraw(now time.Time) error {
	if err := h.MayChange(); err != nil {
		return err
	}
	if h.Proposal(now) == nil {
		return shiheng.Conflict("hold.lift-none")
	}
	return nil
}

// digest is what two persons lift: the hold, what it covers, and on what.
func (h Hold) digest(d LiftDecision, reason string) string {
	b, err := json.Marshal(struct {
		ID       shiheng.HoldID
		From, To time.Time
		Cameras  []shiheng.CameraID
		Decision LiftDecision
		Reason   string
	}{h.ID, h.From, h.To, h.Cameras(), d, reason})
	if err != nil {
		panic("evidence: a hold of ours does not marshal: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
