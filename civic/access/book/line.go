package book

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Regime is one of the four of gate L4. They are kept apart: no figure joins
// two of them.
type Regime string

// The regimes.
const (
	Own      Regime = "own"      // 自用: the unit that runs the system (W168/29, R799/16)
	Official Regime = "official" // 执法办案: Articles 23 and 24
	Platform Regime = "platform" // 平台共享: between platforms (W168/21)
	Citizen  Regime = "citizen"  // 群众查看: W168/25, R799/21, one's own image
)

// Regimes lists them.
func Regimes() []Regime { return []Regime{Own, Official, Platform, Citizen} }

// Known reports whether there is such a regime.
func (r Regime) Known() bool { return slices.Contains(Regimes(), r) }

// families says whose acts a family (what stands before the dot of an act) is.
// Those on footage and its forwarding are own use unless the grant rests on another regime's
// article; see [bases].
func families() map[string]Regime {
	return map[string]Regime{
		"footage": Own, "forward": Own, "official": Official, "relay": Platform, "cascade": Platform, "citizen": Citizen, "personal": Citizen,
	}
}

// A Base is an article that a grant rests on, and the regime it is of.
type Base struct {
	Article string
	Regime  Regime
}

// Bases lists the articles that make an act on footage, or its forwarding,
// another regime's.
func Bases() []Base {
	return []Base{{"W168/24", Official}, {"W168/21", Platform}, {"W168/25", Citizen}, {"R799/21", Citizen}}
}

// aside are the acts of those families that are no access: papers, evidence,
// holds, what is counted afterwards. Whatever is new is in the register until
// it is named here.
func aside() []audit.Act {
	return []audit.Act{
		audit.FootageCopied, audit.FootageDelete, audit.OfficialRegister, audit.OfficialEvidence, audit.OfficialConfirm, audit.OfficialReceipt,
		audit.OfficialFollow, audit.OfficialClose, audit.OfficialBook, audit.OfficialHold, audit.OfficialHeld,
		audit.ForwardEnd,
		audit.PersonalReceive, audit.PersonalCheck, audit.PersonalWithdraw, audit.PersonalForget,
		audit.CitizenReceive, audit.CitizenEvidence, audit.CitizenStream, audit.CitizenReceipt, audit.CitizenSight, audit.CitizenMask,
		audit.CitizenClose, audit.CitizenBook,
	}
}

// Acts lists the acts that are lines, with the regime of each family.
func Acts() map[Regime][]audit.Act {
	out := map[Regime][]audit.Act{}
	for _, a := range audit.Acts() {
		family, _, _ := strings.Cut(string(a), ".")
		if r, known := families()[family]; known && !slices.Contains(aside(), a) {
			out[r] = append(out[r], a)
		}
	}
	return out
}

// A Line is one access, or one that was refused.
type Line struct {
	Seq     int64 // of the act on record
	At      time.Time
	Regime  Regime
	Act     audit.Act
	Outcome audit.Outcome // refused as well when the act itself is a refusal
	Article string
	Reason  string // code of the refusal

	Account shiheng.AccountID // in whose session
	Login   string
	Name    string // of the account; empty when nobody knows
	Remote  string

	// Applicant is the organ, platform or person it was for, Authority the kind
	// of organ, Matter its case, Officers those who came.
	Applicant string
	Authority string
	Matter    string
	Officers  []Officer
	Purpose   string
	Recipient string
	Approver  string

	From, To time.Time // footage; zero for live
	Ended    time.Time // when the grant ended
	Served   Served
	Cameras  []Point // those of the reader's scope
	Others   int     // how many more there were
}

// An Officer is one of those who came under Article 24.
type Officer struct{ Name, Unit, Card string }

// Served is what was handed over under an official grant.
type Served struct {
	Seconds float64
	Bytes   int64
}

// A Point names a camera. Its position and codes are basic information and are
// in no register.
type Point struct {
	ID     shiheng.CameraID
	Name   string
	System shiheng.SystemID
	Of     string // the system's name
}

// A Filter narrows the register. Zero fields do not narrow, but the zero Scope
// lets nothing through: a line of own use or between platforms is seen by
// whoever may know of one of its cameras, and names those; one of an official
// or a citizen by whoever may know of all of them.
type Filter struct {
	Scope   registry.Scope
	Regime  Regime
	From    law.Day
	To      law.Day
	Camera  shiheng.CameraID
	System  shiheng.SystemID
	Account shiheng.AccountID
	Act     audit.Act
	Outcome audit.Outcome
	Text    string // part of a login, an organ, a matter or an officer's name
}

// narrowed says what of a filter is asked for, for the record.
func (f Filter) narrowed(e audit.Event) audit.Event {
	for _, x := range []struct{ key, value string }{
		{"regime", string(f.Regime)}, {"from", f.From.String()}, {"to", f.To.String()}, {"act", string(f.Act)},
		{"outcome", string(f.Outcome)}, {"text", f.Text},
	} {
		if x.value != "" {
			e = e.With(x.key, x.value)
		}
	}
	if !f.Account.IsZero() {
		e = e.With("account", f.Account.String())
	}
	if !f.System.IsZero() {
		e = e.With("system", f.System.String())
	}
	if !f.Camera.IsZero() {
		e = e.About(f.Camera)
	}
	return e
}

func (f *Filter) check() error {
	f.Text = strings.TrimSpace(f.Text)
	switch {
	case f.Regime != "" && !f.Regime.Known():
		return shiheng.Invalid("book.regime")
	case f.Outcome != "" && f.Outcome != audit.Granted && f.Outcome != audit.Refused:
		return shiheng.Invalid("book.outcome")
	case !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From):
		return shiheng.Invalid("book.period")
	}
	return nil
}

// Sight is what of people a reader may be told, by role (gate L8): who came
// for an organ is for those who keep or audit the counter's register; the
// number of a card and the address a session came from for the auditor alone.
type Sight struct{ Officers, Cards, Remote bool }

// seen takes away what a reader may not be told.
func (l Line) seen(s Sight) Line {
	if !s.Remote {
		l.Remote = ""
	}
	if !s.Officers {
		l.Officers = nil
		return l
	}
	l.Officers = slices.Clone(l.Officers)
	for i := range l.Officers {
		if !s.Cards {
			l.Officers[i].Card = veiled(l.Officers[i].Card)
		}
	}
	return l
}

// veiled leaves the last two signs of a number.
func veiled(card string) string {
	r := []rune(card)
	for i := range max(len(r)-2, 0) {
		r[i] = '*'
	}
	return string(r)
}

// Tell fills in from the details of an act what no other register told.
func (l *Line) Tell(details map[string]string) {
	for _, x := range []struct {
		to  *string
		key string
	}{
		{&l.Purpose, "purpose"}, {&l.Recipient, "recipient"}, {&l.Approver, "approver"}, {&l.Applicant, "applicant"}, {&l.Matter, "matter"},
	} {
		if *x.to == "" {
			*x.to = details[x.key]
		}
	}
	if from, err := time.Parse(time.RFC3339, details["from"]); err == nil && l.From.IsZero() {
		l.From = from
	}
	if to, err := time.Parse(time.RFC3339, details["to"]); err == nil && l.To.IsZero() {
		l.To = to
	}
}
