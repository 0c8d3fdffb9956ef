package official

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type (
	applicationKind struct{}
	letterKind      struct{}
)

// ApplicationID names one application, LetterID one letter of introduction.
type (
	ApplicationID = shiheng.ID[applicationKind]
	LetterID      = shiheng.ID[letterKind]
)

// An Application is one request under Articles 23 and 24: a line of the access
// register 查阅、调取、复制登记.
type Application struct {
	registry.Kept[applicationKind]
	Asked
	State State `json:"state" enum:"received,completing,granted,refused,closed"`
	// Officers are the first and the second, in the order they were noted.
	Officers []Officer `json:"officers" nullable:"false"`
	Letter   LetterID  `json:"letterId,omitzero" format:"uuid"`
	// Registered: the formalities of registration are done (W168/24/1/3).
	Registered *Attested `json:"registered,omitempty"`
	Notice     *Served   `json:"notice,omitempty"`
	Ruling     *Ruling   `json:"ruling,omitempty"`
	Viewings   []Viewing `json:"viewings" nullable:"false"`
	Copies     []Copied  `json:"copies" nullable:"false"`
	ClosedWhy  string    `json:"closedWhy,omitempty"`
	By         Attested  `json:"by"` // who received it
	// Form is the sheet of the register that is in force, Note the paper that
	// tells of a refusal.
	Form papers.DocumentID `json:"formId,omitzero" format:"uuid"`
	Note papers.DocumentID `json:"noteId,omitzero" format:"uuid"`
}

// Attested is who stands for something, and since when.
type Attested struct {
	Account shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	Name    string            `json:"name"`
	At      time.Time         `json:"at"`
}

// Asked is what the organ asks for. It never changes: another window is
// another application.
type Asked struct {
	Authority Authority `json:"authority" enum:"investigation,procuratorate,court,court-order,administrative,emergency,statutory"`
	Organ     string    `json:"organ" minLength:"1" maxLength:"200" doc:"The applying organ, from wherever it is"`
	// Case is the number of the case; About says what the matter is about,
	// which is enough for enforcement and emergencies.
	Case    string             `json:"caseNumber,omitempty" maxLength:"200"`
	About   string             `json:"about,omitempty" maxLength:"500"`
	Law     string             `json:"law,omitempty" maxLength:"300" doc:"Of statutory: the law that empowers the organ"`
	Purpose string             `json:"purpose" minLength:"1" maxLength:"500"`
	Basis   string             `json:"basis,omitempty" maxLength:"300" doc:"Legal basis of the case"`
	Acts    []clause.Act       `json:"acts" nullable:"false" minItems:"1" maxItems:"7" enum:"view,retrieve,copy,viewBasic,retrieveBasic,copyBasic,forwardLive"`
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" minItems:"1" maxItems:"64" format:"uuid"`
	From    time.Time          `json:"from"`
	To      time.Time          `json:"to"`
	// Clearance is the paper by which the officers may know of what is secret
	// (W168/29/2).
	Clearance string `json:"clearance,omitempty" maxLength:"200"`
	// Level is up to which grade it clears them; left out, the lowest.
	Level string `json:"clearanceLevel,omitempty" enum:"secret,confidential,top-secret"`
}

// cleared is up to which grade the officers may know of what is secret.
func (a Asked) cleared() registry.Grade {
	if a.Clearance == "" {
		return registry.Unmarked
	}
	g, _ := registry.ParseGrade(a.Level)
	return max(g, registry.Secret)
}

// An Authority is the kind of power an organ acts by (W168/23).
type Authority string

// The authorities. A lawyer with a court's investigation order carries out the
// court's.
const (
	Investigation  Authority = "investigation"
	Procuratorate  Authority = "procuratorate"
	Court          Authority = "court"
	CourtOrder     Authority = "court-order"
	Administrative Authority = "administrative"
	Emergency      Authority = "emergency"
	Statutory      Authority = "statutory"
)

// Authorities lists every authority.
func Authorities() []Authority {
	return []Authority{Investigation, Procuratorate, Court, CourtOrder, Administrative, Emergency, Statutory}
}

// Described reports whether a description of the matter is enough; judicial
// work has the number of a case.
func (a Authority) Described() bool {
	return a == Administrative || a == Emergency || a == Statutory
}

// Matter is what letter and application must agree on: the number of the case,
// or what the matter is about where that is enough. Empty when neither is there.
func (a Asked) Matter() string {
	if a.Case != "" || !a.Authority.Described() {
		return a.Case
	}
	return a.About
}

// Span is the footage asked for.
func (a Asked) Span() shiheng.Span { return shiheng.Span{From: a.From, To: a.To} }

// Bounds of one application.
const (
	maxCameras = 64
	maxSpan    = 31 * 24 * time.Hour
)

// Footage reports whether an act is about footage; the others are about basic
// information.
func Footage(a clause.Act) bool { return a == clause.View || a == clause.Retrieve || a == clause.Copy }

// takes reports whether something leaves the house by the act.
func takes(a clause.Act) bool {
	return a == clause.Retrieve || a == clause.Copy || a == clause.RetrieveBasic || a == clause.CopyBasic
}

func known(a clause.Act) bool {
	return Footage(a) || a == clause.ViewBasic || a == clause.RetrieveBasic || a == clause.CopyBasic || a == clause.ForwardLive
}

// tidy refuses what cannot be an application whoever asks.
func (a *Asked) tidy(now time.Time) error {
	for _, s := range []*string{&a.Organ, &a.Case, &a.About, &a.Law, &a.Purpose, &a.Basis, &a.Clearance} {
		*s = strings.TrimSpace(*s)
	}
	a.From, a.To = a.From.UTC().Truncate(time.Millisecond), a.To.UTC().Truncate(time.Millisecond)
	switch {
	case !slices.Contains(Authorities(), a.Authority):
		return shiheng.Invalid("official.authority").By("W168/23")
	case a.Organ == "" || a.Purpose == "":
		return shiheng.Invalid("official.organ").By("W168/24/1/3")
	case len(a.Acts) == 0 || !distinct(a.Acts) || slices.ContainsFunc(a.Acts, func(x clause.Act) bool { return !known(x) }):
		return shiheng.Invalid("official.acts").By("W168/23")
	case forwards(a.Acts):
		return shiheng.Invalid("official.forward-view").By("W168/23")
	case len(a.Cameras) == 0 || len(a.Cameras) > maxCameras || !distinct(a.Cameras):
		return shiheng.Invalid("official.cameras")
	case !a.From.Before(a.To) || a.To.Sub(a.From) > maxSpan:
		return shiheng.Invalid("official.span", "days", "31")
	case a.From.After(now):
		return shiheng.Invalid("official.span-future")
	}
	return nil
}

func distinct[T comparable](list []T) bool {
	for i, v := range list {
		if slices.Contains(list[:i], v) {
			return false
		}
	}
	return true
}

// An Officer is one of the two who come. The number of the work identity card
// is required; one of enforcement is not.
type Officer struct {
	OfficerEntry
	// Account is the officer's own, when they confirm by it.
	Account shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	// Site: this is staff of the site, and cannot be one of the two.
	Site      bool       `json:"site"`
	Confirmed *Confirmed `json:"confirmed,omitempty"`
}

// OfficerEntry is what is noted of an officer.
type OfficerEntry struct {
	Name        string                 `json:"name" minLength:"1" maxLength:"100"`
	Unit        string                 `json:"unit,omitempty" maxLength:"200" doc:"Name of the unit; filled in from the register when unitId is given"`
	UnitID      shiheng.OrganisationID `json:"unitId,omitzero" format:"uuid" doc:"An organisation of function requester"`
	Card        string                 `json:"card" maxLength:"60" doc:"Number of the work identity card"`
	Post        string                 `json:"post,omitempty" maxLength:"100"`
	Certificate string                 `json:"certificate,omitempty" maxLength:"60" doc:"Of enforcement; not required"`
	Phone       string                 `json:"phone,omitempty" maxLength:"60"`
	Login       string                 `json:"login,omitempty" maxLength:"64" doc:"The officer's own account, to confirm by from elsewhere"`
}

// Confirmed is how the person and the card were held against each other.
type Confirmed struct {
	How string `json:"how" enum:"counter,account"`
	Attested
}

// The ways to confirm.
const (
	AtCounter = "counter" // a clerk saw person and card
	ByAccount = "account" // the officer signed in just now
)

// freshFor is how long a confirmation counts as just now.
const freshFor = 15 * time.Minute

func (e *OfficerEntry) tidy() error {
	for _, s := range []*string{&e.Name, &e.Unit, &e.Card, &e.Post, &e.Certificate, &e.Phone, &e.Login} {
		*s = strings.TrimSpace(*s)
	}
	e.Card = strings.ToUpper(strings.ReplaceAll(e.Card, " ", ""))
	if e.Name == "" || e.Unit == "" {
		return shiheng.Invalid("official.officer").By("W168/24/1/1")
	}
	return nil
}

// same reports whether two entries are of one person: of one account, or of
// one name and one card of one unit. One card in two names is no person at
// all, and the clause on cards says so.
func (o Officer) same(p Officer) bool {
	if !o.Account.IsZero() && o.Account == p.Account {
		return true
	}
	return o.Card == p.Card && o.Card != "" && unitKey(o.Unit) == unitKey(p.Unit) && o.Name == p.Name
}

// A Letter is a unit's letter of introduction 单位介绍信函, on paper or
// electronic. It serves several visits for its matter while it is valid.
type Letter struct {
	registry.Kept[letterKind]
	LetterEntry
	By Attested `json:"by"`
}

// LetterEntry is what is noted of a letter.
type LetterEntry struct {
	Unit       string              `json:"unit" minLength:"1" maxLength:"200" doc:"Who issued it"`
	Number     string              `json:"number" minLength:"1" maxLength:"100"`
	Matter     string              `json:"matter" maxLength:"500" doc:"As the letter states it"`
	From       law.Day             `json:"from" doc:"The first day it is valid"`
	Until      law.Day             `json:"until" doc:"The last"`
	Electronic bool                `json:"electronic"`
	Scan       papers.AttachmentID `json:"scanId,omitzero" format:"uuid"`
}

func (e *LetterEntry) tidy() error {
	for _, s := range []*string{&e.Unit, &e.Number, &e.Matter} {
		*s = strings.TrimSpace(*s)
	}
	if e.Unit == "" || e.Number == "" || e.From.IsZero() || e.Until.Before(e.From) {
		return shiheng.Invalid("official.letter").By("W168/24/1/2")
	}
	return nil
}

// Served is the notice of the rules on use and confidentiality (W168/24/1/4).
// A refusal to sign is noted; it is no reason to refuse.
type Served struct {
	ServedEntry
	By Attested `json:"by"`
}

// ServedEntry is what is noted of the notice.
type ServedEntry struct {
	Signed bool   `json:"signed"`
	Remark string `json:"remark,omitempty" maxLength:"500" doc:"Of a refusal to sign: what was said"`
}

// A Ruling is the decision on an application. Of a granted one it says what,
// which may be less than was asked.
type Ruling struct {
	Extent
	Granted bool `json:"granted"`
	Part    bool `json:"part"`
	// Unmet are the codes of what was missing of a refused one.
	Unmet  []string `json:"unmet,omitempty"`
	Reason string   `json:"reason,omitempty"`
	// Head is who answers for the unit, when all conditions were met and it was
	// refused nevertheless (W168/38/2).
	Head string   `json:"head,omitempty"`
	By   Attested `json:"by"`
	// Clauses is the digest of the policies that were asked.
	Clauses string `json:"clauses"`
}

// Extent is what is granted: which acts, which cameras, which footage, how
// much of it, until when.
type Extent struct {
	Acts    []clause.Act       `json:"acts" nullable:"false" enum:"view,retrieve,copy,viewBasic,retrieveBasic,copyBasic,forwardLive"`
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" format:"uuid"`
	From    time.Time          `json:"from"`
	To      time.Time          `json:"to"`
	Until   time.Time          `json:"until" doc:"When the permission ends"`
	// Minutes of footage that may be served in all.
	Minutes int64 `json:"minutes" minimum:"0" maximum:"525600"`
}

// bounds are what was granted, as the clauses hold an act against it.
func (e Extent) bounds() clause.Extent {
	return clause.Extent{Acts: e.Acts, Cameras: e.Cameras, Span: shiheng.Span{From: e.From, To: e.To}, Until: e.Until}
}

// A Viewing is one session in which footage was open, or one still picture of
// it.
type Viewing struct {
	Grant shiheng.GrantID `json:"grantId" format:"uuid"`
	By    Attested        `json:"by"`
	Until time.Time       `json:"until"`
	Quota int64           `json:"quotaSeconds"`
	Still bool            `json:"still,omitempty" doc:"One still picture was taken"`
	Copy  bool            `json:"copy,omitempty" doc:"Files were made to be handed over"`
}

// Secured is footage put on hold from an application (W168/29/2), as the
// register of holds has it.
type Secured struct {
	Hold   shiheng.HoldID   `json:"holdId" format:"uuid"`
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	From   time.Time        `json:"from"`
	To     time.Time        `json:"to"`
	By     Attested         `json:"by"`
	Since  time.Time        `json:"since,omitzero" doc:"When it was secured; empty while some of it is not"`
	Lifted bool             `json:"lifted"`
}

// Copied is the permission to take something away, with what must follow: the
// receipt, and the day by which it is returned or destroyed.
type Copied struct {
	Act        clause.Act          `json:"act" enum:"retrieve,copy,retrieveBasic,copyBasic"`
	Receipt    papers.AttachmentID `json:"receiptId,omitzero" format:"uuid"`
	ReceivedOn law.Day             `json:"receivedOn,omitzero"`
	Due        law.Day             `json:"due,omitzero" doc:"Return or destruction is due"`
	Done       string              `json:"done,omitempty" enum:"returned,destroyed,kept-in-file"`
	DoneOn     law.Day             `json:"doneOn,omitzero"`
}

// settled reports whether nothing more is to follow.
func (c Copied) settled() bool { return !c.ReceivedOn.IsZero() && (c.Due.IsZero() || c.Done != "") }

// Due is the earliest day by which something must follow; zero for none.
func (a Application) Due() (due law.Day) {
	if a.State != Granted {
		return due
	}
	for _, c := range a.Copies {
		day := c.Due
		if c.ReceivedOn.IsZero() {
			day = law.DayOf(a.Ruling.Until)
		}
		if !c.settled() && (due.IsZero() || day.Before(due)) {
			due = day
		}
	}
	return due
}

// Label is what people search for.
func (a Application) Label() string {
	words := []string{a.Organ, a.Case, a.About}
	for _, o := range a.Officers {
		words = append(words, o.Name)
	}
	return strings.Join(words, " ")
}

// unitKey is a unit's name as units are compared: blanks and the two forms of
// brackets make no difference.
func unitKey(s string) string {
	return strings.NewReplacer(" ", "", "　", "", "（", "(", "）", ")").Replace(strings.TrimSpace(s))
}

// ReceivedOn is the day the application was received.
func (a Application) ReceivedOn() law.Day { return law.DayOf(a.CreatedAt) }

// SameUnit reports whether two names are of one unit: blanks and the form of
// brackets make no difference.
func SameUnit(a, b string) bool { return unitKey(a) == unitKey(b) }

// Key is the unit of the letter as units are compared.
func (l Letter) Key() string { return unitKey(l.Unit) }
