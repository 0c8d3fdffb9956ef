package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
)

type changeKind struct{}

// ChangeID names one change of rights.
type ChangeID = shiheng.ID[changeKind]

// ChangeKind is what a change of rights is about.
type ChangeKind string

// The kinds.
const (
	RolesChange   ChangeKind = "roles"   // what one account holds
	ProfileChange ChangeKind = "profile" // how far duties are kept apart
	// ClearanceChange: whether somebody may know of what is secret.
	ClearanceChange ChangeKind = "clearance"
)

// ChangeState is where a change stands.
type ChangeState string

// The states. Only a proposed one may still become another.
const (
	ChangeProposed  ChangeState = "proposed" // waits for a second person
	ChangeDone      ChangeState = "done"
	ChangeWithdrawn ChangeState = "withdrawn"
	ChangeExpired   ChangeState = "expired" // nobody confirmed it in time
)

// changeLife is how long a proposed change may be confirmed.
const changeLife = 24 * time.Hour

// A RightChange is a change of rights: made by one person, or proposed by one
// and confirmed by another over the same digest.
type RightChange struct {
	ID      ChangeID
	Kind    ChangeKind
	Account shiheng.AccountID // whose roles; zero for the profile
	Ask     Asked
	Digest  string // of Kind, Account and Ask: what both people saw
	State   ChangeState

	Proposer   shiheng.AccountID
	ProposedAt time.Time
	Expires    time.Time
	Decider    shiheng.AccountID // who confirmed or withdrew it
	DecidedAt  time.Time

	// Told: one person made it, so the auditor has to take note of it.
	Told         bool
	Acknowledger shiheng.AccountID
	Acknowledged time.Time
}

// Asked is what a change of rights asks for.
type Asked struct {
	Had     []Grantable `json:"had,omitempty"` // when it was asked for
	Want    []Grantable `json:"want,omitempty"`
	Profile Profile     `json:"profile,omitempty"`
	Reason  string      `json:"reason"`
	// Clearance is what somebody is cleared by, Uncleared that they are not any
	// more.
	Clearance *Clearance `json:"clearance,omitempty"`
	Uncleared bool       `json:"uncleared,omitempty"`
}

// digest is what two people confirm: everything the change would do.
func (c RightChange) digest() string {
	b, err := json.Marshal(struct {
		Kind    ChangeKind
		Account shiheng.AccountID
		Ask     Asked
	}{c.Kind, c.Account, c.Ask})
	if err != nil {
		panic("identity: a change of ours does not marshal: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// TwoPersons reports whether a second person confirmed it.
func (c RightChange) TwoPersons() bool {
	return c.State == ChangeDone && !c.Decider.IsZero() && c.Decider != c.Proposer
}

// MayConfirm says why an account may not confirm a change now, nil when it
// may. A person with two accounts is one person.
func (c RightChange) MayConfirm(by, proposer Account, now time.Time) error {
	switch {
	case c.State != ChangeProposed:
		return shiheng.Conflict("change.decided")
	case !now.Before(c.Expires):
		return shiheng.Expired("change.expired")
	case by.ID == c.Proposer || !by.Person.IsZero() && by.Person == proposer.Person:
		return shiheng.Forbidden("change.same-person").By("W168/29/1")
	case by.ID == c.Account:
		return shiheng.Forbidden("rights.own").By("W168/29/1")
	}
	return nil
}

// MayWithdraw says why a change may not be withdrawn now.
func (c RightChange) MayWithdraw() error {
	if c.State != ChangeProposed {
		return shiheng.Conflict("change.decided")
	}
	return nil
}

// MayAcknowledge says why nobody has to take note of a change any more.
func (c RightChange) MayAcknowledge() error {
	if !c.Told || !c.Acknowledged.IsZero() {
		return shiheng.Conflict("change.noted")
	}
	return nil
}

// grantables are assignments as they are asked for, in one order.
func grantables(held []Assignment) []Grantable {
	out := make([]Grantable, 0, len(held))
	for _, a := range held {
		out = append(out, Grantable{Role: a.Role, Target: a.Target, Until: a.Until})
	}
	return inOrder(out)
}

func inOrder(g []Grantable) []Grantable {
	out := slices.Clone(g)
	key := func(g Grantable) string {
		return string(g.Role) + " " + g.Target.String() + " " + g.Until.UTC().String()
	}
	slices.SortFunc(out, func(a, b Grantable) int { return strings.Compare(key(a), key(b)) })
	return out
}

// sameRights reports whether two lists of rights are the same.
func sameRights(a, b []Grantable) bool {
	return slices.EqualFunc(inOrder(a), inOrder(b), func(x, y Grantable) bool {
		return x.Role == y.Role && x.Target == y.Target && x.Until.Equal(y.Until)
	})
}

// reasoned is a reason as it is kept.
func reasoned(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if n := len([]rune(reason)); n == 0 || n > 200 {
		return "", shiheng.Invalid("change.reason")
	}
	return reason, nil
}
