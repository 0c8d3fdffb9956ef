package clause

import (
	"time"

	"github.com/cedar-policy/cedar-go/types"

	"shiheng.internal"
)

// factsOf says which facts an act is decided on.
func factsOf(a Act) string {
	switch a {
	case Live, Playback, Export, Forward, Test, Control:
		return "own"
	case View, Retrieve, Copy, ViewBasic, RetrieveBasic, CopyBasic, ForwardLive:
		return "official"
	case Receive, Refuse, Relay, Look, Erase, Hold, Lift, Publish:
		return string(a)
	}
	return ""
}

// Own are the facts of own use. Empty words and zero times are not there.
type Own struct {
	Now time.Time
	// DutyFrom is how far back duty watching reaches: instant replay. From is
	// the earliest picture asked for, Now for a live one.
	DutyFrom, From time.Time
	// CaseWork: it is for a case, so that Article 24 holds on one's own platform.
	CaseWork    bool
	Purpose     string
	Approver    string
	Recipient   string
	Expires     time.Time
	Onward      bool      // the picture was itself forwarded to whoever asks
	TicketUntil time.Time // of the project, trial or maintenance ticket
	Urgent      bool      // control is taken from somebody who has it
}

// Facts makes them ready.
func (o Own) Facts() Facts {
	m := types.RecordMap{"now": at(o.Now), "dutyFrom": at(o.DutyFrom), "from": at(o.From), "caseWork": yes(o.CaseWork)}
	say(m, "purpose", o.Purpose)
	say(m, "approver", o.Approver)
	say(m, "recipient", o.Recipient)
	if !o.Expires.IsZero() {
		m["expires"] = at(o.Expires)
	}
	if !o.TicketUntil.IsZero() {
		m["ticketUntil"] = at(o.TicketUntil)
	}
	if o.Onward {
		m["onward"] = yes(true)
	}
	if o.Urgent {
		m["urgent"] = yes(true)
	}
	return Facts{"own", types.NewRecord(m)}
}

// Receiving are the facts of watching what was forwarded. Forwarded: it is on
// record, and nobody took it back.
type Receiving struct {
	Now       time.Time
	Until     time.Time
	Forwarded bool
}

// Facts makes them ready.
func (r Receiving) Facts() Facts {
	return Facts{string(Receive), types.NewRecord(types.RecordMap{"now": at(r.Now), "until": at(r.Until), "forwarded": yes(r.Forwarded)})}
}

// Extent is what was granted of what was asked: which acts, on which cameras,
// which footage, until when. To view, retrieve and copy, and footage and basic
// information, are each granted by themselves.
type Extent struct {
	Acts    []Act
	Cameras []shiheng.CameraID
	Span    shiheng.Span
	Until   time.Time
}

// A ReadyExtent is an Extent made ready once for all decisions under it.
type ReadyExtent struct{ record types.Record }

// Ready makes the extent ready.
func (e Extent) Ready() ReadyExtent {
	acts := make([]types.Value, len(e.Acts))
	for i, a := range e.Acts {
		acts[i] = word(string(a))
	}
	cameras := make([]types.Value, len(e.Cameras))
	for i, c := range e.Cameras {
		cameras[i] = uid("Camera", c.String())
	}
	return ReadyExtent{types.NewRecord(types.RecordMap{
		"acts": types.NewSet(acts...), "cameras": types.NewSet(cameras...), "from": at(e.Span.From), "to": at(e.Span.To), "until": at(e.Until),
	})}
}

// Person is one of the officers at the counter, or by their own account.
type Person struct {
	ID      string // of the identity document, salted; the same person has the same
	Unit    string
	Card    string // number of the work identity card
	Present bool   // authenticated just now, or confirmed by the clerk
	Site    bool   // is staff of the site
	Home    string // where the unit is from; no clause looks at it
}

func (p Person) record() types.Record {
	return types.NewRecord(types.RecordMap{
		"id": word(p.ID), "unit": word(p.Unit), "card": word(p.Card), "present": yes(p.Present), "site": yes(p.Site), "home": word(p.Home),
	})
}

// Letter is a unit's letter of introduction 单位介绍信函, on paper or electronic.
type Letter struct {
	Unit        string
	Number      string
	Scanned     bool
	Matter      string
	From, Until time.Time
}

// Matter is an application under Articles 23 and 24 with its conditions as
// they are evidenced. Authority is one of "investigation", "procuratorate",
// "court", "court-order", "administrative", "emergency", or "statutory" with
// the Law that empowers it.
type Matter struct {
	Authority  string
	Matter     string // number of the case, or what it is about
	Law        string
	First      Person
	Second     *Person
	Letter     *Letter
	Registered bool
	Served     bool // the rules on use and confidentiality; a refusal to sign is noted
	Signed     bool // no clause looks at it
}

// A ReadyMatter is a Matter made ready once for all decisions under it.
type ReadyMatter struct{ record types.Record }

// Ready makes the matter ready.
func (m Matter) Ready() ReadyMatter {
	r := types.RecordMap{
		"authority": word(m.Authority), "matter": word(m.Matter), "first": m.First.record(),
		"registered": yes(m.Registered), "served": yes(m.Served), "signed": yes(m.Signed),
	}
	say(r, "law", m.Law)
	if m.Second != nil {
		r["second"] = m.Second.record()
	}
	if l := m.Letter; l != nil {
		r["letter"] = types.NewRecord(types.RecordMap{
			"unit": word(l.Unit), "number": word(l.Number), "scanned": yes(l.Scanned), "matter": word(l.Matter), "from": at(l.From), "until": at(l.Until),
		})
	}
	return ReadyMatter{types.NewRecord(r)}
}

// Official are the facts of viewing, retrieving and copying under a matter.
type Official struct {
	Now    time.Time
	Span   shiheng.Span // of the footage asked for now
	Matter ReadyMatter
	Extent ReadyExtent
}

// Facts makes them ready.
func (o Official) Facts() Facts {
	return Facts{"official", types.NewRecord(types.RecordMap{
		"now": at(o.Now), "from": at(o.Span.From), "to": at(o.Span.To), "request": o.Matter.record, "extent": o.Extent.record,
	})}
}

// Refusing are the facts of refusing a matter.
type Refusing struct {
	Now        time.Time
	Supervisor bool // the unit's head decided it
	Matter     ReadyMatter
}

// Facts makes them ready.
func (r Refusing) Facts() Facts {
	return Facts{string(Refuse), types.NewRecord(types.RecordMap{"now": at(r.Now), "supervisor": yes(r.Supervisor), "request": r.Matter.record})}
}

// Relaying are the facts of an upper platform's call.
type Relaying struct {
	Now        time.Time
	Registered bool // against the platform's code
}

// Facts makes them ready.
func (r Relaying) Facts() Facts {
	return Facts{string(Relay), types.NewRecord(types.RecordMap{"now": at(r.Now), "registered": yes(r.Registered)})}
}

// Looking are the facts of a citizen's look. Flow is "missing" (W168/25) or
// "related" (R799/21); Missing is "elderly", "child" or
// "intellectual-disability"; Relation is "self", "relative", "guardian" or
// "carer"; Stake is "life", "health" or "property".
type Looking struct {
	Now                              time.Time
	Span                             shiheng.Span
	Flow                             string
	Missing                          string
	Interested                       bool
	Relation                         string
	Stake                            string
	Consent                          bool // of the managing unit
	Accompanied, Workstation, Marked bool
	Registered                       bool
	Extent                           ReadyExtent
}

// Facts makes them ready.
func (l Looking) Facts() Facts {
	return Facts{string(Look), types.NewRecord(types.RecordMap{
		"now": at(l.Now), "from": at(l.Span.From), "to": at(l.Span.To), "flow": word(l.Flow), "missing": word(l.Missing), "interested": yes(l.Interested),
		"relation": word(l.Relation), "stake": word(l.Stake), "consent": yes(l.Consent), "accompanied": yes(l.Accompanied),
		"workstation": yes(l.Workstation), "marked": yes(l.Marked), "registered": yes(l.Registered), "extent": l.Extent.record,
	})}
}

// Order is a served decision that orders deletion (R799/26 to 28).
type Order struct {
	Number        string
	Scanned       bool
	Served        bool
	HandedOver    bool // a copy was handed to the case first
	First, Second string
}

// Erasing are the facts of a deletion. Aged: the age is proven as invariant 8
// of the design asks, not by a clock alone.
type Erasing struct {
	Now   time.Time
	Aged  bool
	Order *Order
}

// Facts makes them ready.
func (e Erasing) Facts() Facts {
	m := types.RecordMap{"now": at(e.Now), "aged": yes(e.Aged)}
	if o := e.Order; o != nil {
		m["order"] = types.NewRecord(types.RecordMap{
			"number": word(o.Number), "scanned": yes(o.Scanned), "served": yes(o.Served), "handedOver": yes(o.HandedOver),
			"first": word(o.First), "second": word(o.Second),
		})
	}
	return Facts{string(Erase), types.NewRecord(m)}
}

// Holding are the facts of placing a hold. Card is the number of the work
// identity card that an officer shows.
type Holding struct{ Reason, Card string }

// Facts makes them ready.
func (h Holding) Facts() Facts {
	m := types.RecordMap{"reason": word(h.Reason)}
	say(m, "card", h.Card)
	return Facts{string(Hold), types.NewRecord(m)}
}

// Lifter is one of the two who lift a hold: the same person has the same ID.
type Lifter struct{ ID, Unit string }

// Lifting are the facts of lifting a hold: the written decision, and who does
// it. Outside: an outside organ asked for the hold.
type Lifting struct {
	Decision, Organ string // its number, and who decided
	Scanned         bool
	Outside         bool
	First, Second   Lifter
}

// Facts makes them ready.
func (l Lifting) Facts() Facts {
	m := types.RecordMap{
		"decision": word(l.Decision), "organ": word(l.Organ), "scanned": yes(l.Scanned), "outside": yes(l.Outside),
		"first": word(l.First.ID), "firstUnit": word(l.First.Unit),
	}
	say(m, "second", l.Second.ID)
	say(m, "secondUnit", l.Second.Unit)
	return Facts{string(Lift), types.NewRecord(m)}
}

// Publishing are the facts of a public dissemination. Law is the law that
// provides otherwise, where one does.
type Publishing struct{ Purpose, Basis, Law string }

// Facts makes them ready.
func (p Publishing) Facts() Facts {
	m := types.RecordMap{"purpose": word(p.Purpose), "basis": word(p.Basis)}
	say(m, "law", p.Law)
	return Facts{string(Publish), types.NewRecord(m)}
}
