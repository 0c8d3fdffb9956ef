package personal

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type requestKind struct{}

// RequestID names one application of a person.
type RequestID = shiheng.ID[requestKind]

// A Kind is what a person asks for.
type Kind string

// The kinds.
const (
	Look     Kind = "look"    // at one's own image
	Copy     Kind = "copy"    // of it, others masked
	Correct  Kind = "correct" // what is noted about it
	Erase    Kind = "erase"
	Complain Kind = "complaint"
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Look, Copy, Correct, Erase, Complain} }

// Article is the clause a kind rests on.
func (k Kind) Article() string {
	switch k {
	case Look, Copy:
		return "PIPL/45"
	case Correct:
		return "PIPL/46"
	case Erase:
		return "PIPL/47"
	case Complain:
	}
	return "PIPL/50"
}

// A State is where an application stands.
type State string

// The states.
const (
	Received  State = "received"
	Accepted  State = "accepted" // to be carried out
	ToMask    State = "to-mask"  // a copy was allowed and waits until others are masked
	Refused   State = "refused"
	Done      State = "done"
	Withdrawn State = "withdrawn"
	Forgotten State = "forgotten" // the term is over, and the person taken out
)

// States lists every state.
func States() []State {
	return []State{Received, Accepted, ToMask, Refused, Done, Withdrawn, Forgotten}
}

// A Ground is a reason to refuse that the law knows.
type Ground struct {
	Code    string
	Article string
	Of      []Kind // empty: of every kind
}

// Grounds lists every ground to refuse. Nothing else is one.
func Grounds() []Ground {
	return []Ground{
		{"identity", "PIPL/50", nil},
		{"not-shown", "PIPL/45", nil},
		{"gone", "R799/17", []Kind{Look, Copy, Correct, Erase}},
		{"secrecy", "PIPL/45", []Kind{Look, Copy}},
		{"others", "W168/26/1", []Kind{Look, Copy}},
		{"true", "W168/28/1", []Kind{Correct}},
		{"kept", "PIPL/47", []Kind{Erase}},
		{"held", "W168/29/2", []Kind{Erase}},
		{"unfounded", "PIPL/50", []Kind{Complain}},
	}
}

// Grounds lists the grounds an application of the kind can be refused on.
func (k Kind) Grounds() (out []Ground) {
	for _, g := range Grounds() {
		if len(g.Of) == 0 || slices.Contains(g.Of, k) {
			out = append(out, g)
		}
	}
	return out
}

func (k Kind) ground(code string) (Ground, bool) {
	all := k.Grounds()
	i := slices.IndexFunc(all, func(g Ground) bool { return g.Code == code })
	if i < 0 {
		return Ground{}, false
	}
	return all[i], true
}

// Signed is who stands for something, and since when.
type Signed struct {
	Account shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	Name    string            `json:"name"`
	At      time.Time         `json:"at"`
}

// A Claimant is who came, by a document that was looked at. Of its number only
// the last four signs are kept: they prove which it was and serve nothing else.
type Claimant struct {
	Name     string `json:"name" minLength:"1" maxLength:"100"`
	Document string `json:"document" enum:"id-card,passport,residence-permit,household-register,other"`
	Tail     string `json:"tail" minLength:"4" maxLength:"4" doc:"Last four signs of its number"`
	Phone    string `json:"phone,omitempty" maxLength:"60"`
}

// An Agent acts for the person: with a proof, or not at all.
type Agent struct {
	Claimant
	Relation string              `json:"relation" enum:"guardian,near-relative,authorised" doc:"near-relative: of somebody who died"`
	Proof    papers.AttachmentID `json:"proofId,omitzero" format:"uuid"`
}

// Asked is what is asked for. It never changes.
type Asked struct {
	Kind    Kind               `json:"kind" enum:"look,copy,correct,erase,complaint"`
	Person  Claimant           `json:"person"`
	Agent   *Agent             `json:"agent,omitempty"`
	System  shiheng.SystemID   `json:"systemId" format:"uuid"`
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" maxItems:"16" format:"uuid" doc:"Of the system; may be left open"`
	From    time.Time          `json:"from,omitzero"`
	To      time.Time          `json:"to,omitzero"`
	What    string             `json:"what" minLength:"1" maxLength:"1000" doc:"How to know the person, what is wrong, or what the complaint is about"`
	// Footage: of a correction, whether the footage itself is to be changed.
	Footage bool `json:"footage,omitempty" doc:"Of a correction: of the footage itself, not of what is noted about it"`
}

// A Request is one application: a record of its system.
type Request struct {
	registry.Kept[requestKind]
	Asked
	State State   `json:"state" enum:"received,accepted,to-mask,refused,done,withdrawn,forgotten"`
	Due   law.Day `json:"due"`
	By    Signed  `json:"by"` // who received it
	// Checked: the document was held against the person, and the agent's proof
	// against the agent.
	Checked *Signed           `json:"checked,omitempty"`
	Ruling  *Answered         `json:"ruling,omitempty"`
	Outcome string            `json:"outcome,omitempty"`
	Ended   *Signed           `json:"ended,omitempty"`
	Number  string            `json:"number"` // of the receipt
	Receipt papers.DocumentID `json:"receiptId,omitzero" format:"uuid"`
	Answer  papers.DocumentID `json:"answerId,omitzero" format:"uuid"`
}

// An Answered says how it was decided, with its reasons.
type Answered struct {
	Granted bool   `json:"granted"`
	Ground  string `json:"ground,omitempty"`
	Article string `json:"article"`
	Reason  string `json:"reason"`
	By      Signed `json:"by"`
}

// Head implements registry.Record. What is due is the decision.
func (r Request) Head() registry.Head {
	h := registry.Head{ID: r.ID.String(), System: r.System, State: string(r.State), Label: r.Number + " " + r.Person.Name, Version: r.Version, CreatedAt: r.CreatedAt}
	if r.State == Received {
		h.Due = r.Due
	}
	return h
}

// Bounds of one application.
const (
	maxCameras = 16
	maxSpan    = 7 * 24 * time.Hour
)

func (p *Claimant) tidy() bool {
	p.Name, p.Tail, p.Phone = strings.TrimSpace(p.Name), strings.ToUpper(strings.TrimSpace(p.Tail)), strings.TrimSpace(p.Phone)
	return p.Name != "" && len([]rune(p.Tail)) == 4 && p.Document != ""
}

// tidy refuses what cannot be an application whoever asks.
func (a *Asked) tidy(now time.Time) error {
	a.What = strings.TrimSpace(a.What)
	a.From, a.To = a.From.UTC().Truncate(time.Millisecond), a.To.UTC().Truncate(time.Millisecond)
	timed := !a.From.IsZero() || !a.To.IsZero()
	switch {
	case !slices.Contains(Kinds(), a.Kind):
		return shiheng.Invalid("personal.kind")
	case !a.Person.tidy() || a.Agent != nil && !a.Agent.tidy():
		return shiheng.Invalid("personal.person").By("PIPL/50")
	case a.What == "" || a.System.IsZero() || len(a.Cameras) > maxCameras:
		return shiheng.Invalid("personal.what")
	case a.Kind != Complain && !timed:
		return shiheng.Invalid("personal.span", "days", "7")
	case timed && (!a.From.Before(a.To) || a.To.Sub(a.From) > maxSpan || a.From.After(now)):
		return shiheng.Invalid("personal.span", "days", "7")
	}
	return nil
}

// MayDecide says why an application may not be decided now, nil when it may.
func (r Request) MayDecide() error {
	if r.State != Received {
		return shiheng.Conflict("personal.state", "state", string(r.State))
	}
	return nil
}

// MayGrant says why it may not be granted: identity was not checked; the
// footage is still kept by law, which nobody shortens (gate L6); footage stays
// as it was taken. floor is the term of the system in days.
func (r Request) MayGrant(floor int, today law.Day) error {
	if err := r.MayDecide(); err != nil {
		return err
	}
	switch {
	case r.Checked == nil:
		return shiheng.Forbidden("personal.identity").By("PIPL/50")
	case r.Kind == Correct && r.Footage:
		return shiheng.Forbidden("personal.footage-true").By("W168/28/1")
	case r.Kind == Erase && today.Before(law.DayOf(r.To).Add(floor+1)):
		return shiheng.Forbidden("personal.young", "until", law.DayOf(r.To).Add(floor+1).String()).By("W168/28/2")
	}
	return nil
}

// MayFinish says why it may not be ended as carried out. A copy cannot be: it
// waits until others are masked, and nothing hands it out before.
func (r Request) MayFinish() error {
	switch r.State {
	case Accepted:
		return nil
	case ToMask:
		return shiheng.Forbidden("personal.to-mask").By("W168/26/1")
	case Received, Refused, Done, Withdrawn, Forgotten:
	}
	return shiheng.Conflict("personal.state", "state", string(r.State))
}
