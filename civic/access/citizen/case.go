package citizen

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type caseKind struct{}

// CaseID names one case.
type CaseID = shiheng.ID[caseKind]

// A Flow is one of the two ways in which citizens look.
type Flow string

// The flows.
const (
	Missing Flow = "missing" // 走失人员 (W168/25)
	Related Flow = "related" // 关联人 (R799/21)
)

// Flows lists both.
func Flows() []Flow { return []Flow{Missing, Related} }

// Basis is the article a flow, and every grant of it, rests on.
func (f Flow) Basis() string {
	if f == Missing {
		return "W168/25"
	}
	return "R799/21"
}

// Ours reports whether a grant rests on one of the flows.
func Ours(g shiheng.Grant) bool { return g.Basis == Missing.Basis() || g.Basis == Related.Basis() }

// A Case is one search for a missing person, or one request of a person
// concerned: a line of the flow's register.
type Case struct {
	registry.Kept[caseKind]
	Flow  Flow  `json:"flow" enum:"missing,related"`
	State State `json:"state" enum:"called,received,admitted,refused,closed"`
	// Person is who is missing, Interest what is at stake: one of the two, by
	// the flow.
	Person   *MissingPerson `json:"person,omitempty"`
	Interest *Interest      `json:"interest,omitempty"`
	Coverage
	// Arrived is when the viewer came; the clock to the first picture runs from
	// then. First is when that picture left the house.
	Arrived time.Time `json:"arrivedAt,omitzero"`
	First   time.Time `json:"firstPictureAt,omitzero"`
	Viewer  *Viewer   `json:"viewer,omitempty"`
	Notice  *Told     `json:"notice,omitempty"`
	Ruling  *Verdict  `json:"ruling,omitempty"`
	// MaskOthers asks for everybody else in the picture to be covered. It is
	// off while the missing person is not found.
	MaskOthers bool       `json:"maskOthers"`
	Looks      []Look     `json:"looks" nullable:"false"`
	Sightings  []Sighting `json:"sightings" nullable:"false"`
	Outcome    *Outcome   `json:"outcome,omitempty"`
	RevokedWhy string     `json:"revokedWhy,omitempty"`
	By         Witness    `json:"by"` // who took the call, or received the viewer
	// Form is the sheet of the register in force, Note tells of a refusal,
	// HandOver of what was handed over to the police.
	Form     papers.DocumentID `json:"formId,omitzero" format:"uuid"`
	Note     papers.DocumentID `json:"noteId,omitzero" format:"uuid"`
	HandOver papers.DocumentID `json:"handOverId,omitzero" format:"uuid"`
}

// A Witness is who stands for something, and since when.
type Witness struct {
	Account shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	Name    string            `json:"name"`
	At      time.Time         `json:"at"`
}

// Coverage is which footage a case is about.
type Coverage struct {
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" minItems:"1" maxItems:"64" format:"uuid"`
	From    time.Time          `json:"from"`
	To      time.Time          `json:"to"`
}

// Span is the window of the extent.
func (e Coverage) Span() shiheng.Span { return shiheng.Span{From: e.From, To: e.To} }

// bounds are what a flow allows one case to be about. They are rules of the
// house: "the footage concerned" of both articles, in figures.
type bounds struct {
	cameras int
	span    time.Duration
	before  time.Duration // how long before the event the window may begin
	lasts   time.Duration // how long an admission runs
}

func (f Flow) bounds() bounds {
	const hour, day = time.Hour, 24 * time.Hour
	if f == Missing {
		return bounds{cameras: 64, span: 7 * day, before: day, lasts: day}
	}
	return bounds{cameras: 16, span: day, before: day, lasts: 8 * hour}
}

func (e *Coverage) tidy(f Flow, event, now time.Time) error {
	e.From, e.To = e.From.UTC().Truncate(time.Millisecond), e.To.UTC().Truncate(time.Millisecond)
	b := f.bounds()
	switch {
	case len(e.Cameras) == 0 || len(e.Cameras) > b.cameras || !distinct(e.Cameras):
		return shiheng.Invalid("citizen.cameras", "most", itoa(b.cameras)).By(f.Basis())
	case !e.From.Before(e.To) || e.To.Sub(e.From) > b.span || e.From.Before(event.Add(-b.before)):
		return shiheng.Invalid("citizen.span", "hours", itoa(int(b.span/time.Hour))).By(f.Basis())
	case e.From.After(now):
		return shiheng.Invalid("citizen.span-future")
	}
	return nil
}

// A MissingPerson is who is looked for.
type MissingPerson struct {
	Name     string   `json:"name" minLength:"1" maxLength:"100"`
	Sex      string   `json:"sex,omitempty" enum:"female,male"`
	Age      int      `json:"age,omitempty" minimum:"0" maximum:"130"`
	Category Category `json:"category" enum:"elderly,child,intellectual-disability,other"`
	Clothes  string   `json:"clothes,omitempty" maxLength:"300" doc:"What the person wears and is known by"`
	// LastSeen is when, Where and At say where.
	LastSeen time.Time           `json:"lastSeenAt"`
	Where    string              `json:"where" minLength:"1" maxLength:"200"`
	At       registry.Position   `json:"at,omitzero"`
	Photo    papers.AttachmentID `json:"photoId,omitzero" format:"uuid"`
	Police   string              `json:"policeNumber,omitempty" maxLength:"100" doc:"Of a report to the police; not required"`
}

// A Category is the kind of person who is missing.
type Category string

// The categories of the article, and everybody else: those are looked for by
// the police, or by whoever may under R799/21.
const (
	Elderly      Category = "elderly"
	Child        Category = "child"
	Intellectual Category = "intellectual-disability"
	Other        Category = "other"
)

func (p *MissingPerson) tidy(now time.Time) error {
	trim(&p.Name, &p.Clothes, &p.Where, &p.Police)
	p.LastSeen = p.LastSeen.UTC().Truncate(time.Millisecond)
	switch {
	case p.Name == "" || p.Where == "":
		return shiheng.Invalid("citizen.person").By("W168/25")
	case !slices.Contains([]Category{Elderly, Child, Intellectual, Other}, p.Category):
		return shiheng.Invalid("citizen.category").By("W168/25")
	case p.LastSeen.IsZero() || p.LastSeen.After(now):
		return shiheng.Invalid("citizen.last-seen").By("W168/25")
	}
	return nil
}

// Interest is what is at stake for a person concerned.
type Interest struct {
	Stake    string    `json:"stake" enum:"life,health,property,other"`
	What     string    `json:"what" minLength:"1" maxLength:"500" doc:"What happened, and what is to be looked for"`
	Happened time.Time `json:"happenedAt"`
	Where    string    `json:"where" minLength:"1" maxLength:"200"`
}

func (i *Interest) tidy(now time.Time) error {
	trim(&i.What, &i.Where)
	i.Happened = i.Happened.UTC().Truncate(time.Millisecond)
	switch {
	case i.What == "" || i.Where == "":
		return shiheng.Invalid("citizen.interest").By("R799/21")
	case i.Happened.IsZero() || i.Happened.After(now):
		return shiheng.Invalid("citizen.happened").By("R799/21")
	}
	return nil
}

// Viewer is who looks.
type Viewer struct {
	ViewerEntry
	// Seen: a member of staff held person and identity document against each
	// other.
	Seen *Witness `json:"seen,omitempty"`
}

// ViewerEntry is what is noted of a viewer.
type ViewerEntry struct {
	Name     string              `json:"name" minLength:"1" maxLength:"100"`
	Papers   string              `json:"papers" enum:"id-card,passport,residence-permit,other" doc:"Kind of identity document"`
	Number   string              `json:"number" minLength:"1" maxLength:"60"`
	Phone    string              `json:"phone,omitempty" maxLength:"60"`
	Relation string              `json:"relation" enum:"self,relative,guardian,carer,institution,none"`
	How      string              `json:"how,omitempty" maxLength:"200" doc:"The relation in words, and what proves it"`
	ProofID  papers.AttachmentID `json:"proofId,omitzero" format:"uuid" doc:"Scan of what proves the relation, or of a signed statement"`
}

func (e *ViewerEntry) tidy(f Flow) error {
	trim(&e.Name, &e.Number, &e.Phone, &e.How)
	e.Number = strings.ToUpper(strings.ReplaceAll(e.Number, " ", ""))
	if e.Name == "" || e.Number == "" || e.Papers == "" || e.Relation == "" {
		return shiheng.Invalid("citizen.viewer").By(f.Basis())
	}
	return nil
}

// Told is the notice that nothing may be copied, photographed or spread.
type Told struct {
	NoticeEntry
	By Witness `json:"by"`
}

// NoticeEntry is what is noted of the notice.
type NoticeEntry struct {
	Signed bool   `json:"signed"`
	Remark string `json:"remark,omitempty" maxLength:"500" doc:"Of a refusal to sign: what was said"`
}

// A Verdict is how a case was decided: admitted because every condition is met,
// or refused. Of a person concerned it is the managing unit's own decision,
// with its reasons.
type Verdict struct {
	Admitted bool      `json:"admitted"`
	Unmet    []string  `json:"unmet,omitempty"` // codes of what was missing of a refused one
	Reason   string    `json:"reason,omitempty"`
	Until    time.Time `json:"until,omitzero" doc:"When the admission ends"`
	By       Witness   `json:"by"`
	Clauses  string    `json:"clauses"` // digest of the policies that were asked
}

// A Look is one session in which footage was open: who sat beside the viewer,
// where, how long.
type Look struct {
	Grant   shiheng.GrantID    `json:"grantId" format:"uuid"`
	Cameras []shiheng.CameraID `json:"cameraIds" nullable:"false" format:"uuid"`
	From    time.Time          `json:"from"`
	To      time.Time          `json:"to"`
	Station StationID          `json:"stationId" format:"uuid"`
	At      string             `json:"at"` // name of the workstation
	By      Witness            `json:"by"` // who accompanied
	Until   time.Time          `json:"until"`
}

// A Sighting is something noted while looking.
type Sighting struct {
	SightingEntry
	By Witness `json:"by"`
}

// SightingEntry is what is noted.
type SightingEntry struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	At     time.Time        `json:"at"`
	What   string           `json:"what" minLength:"1" maxLength:"300" doc:"What was seen, and which way the person went"`
}

// An Outcome is how a case ended.
type Outcome struct {
	Ending
	By Witness `json:"by"`
}

// Ending is what is noted when a case is closed.
type Ending struct {
	Result string `json:"result" enum:"found,not-found,handed-over,looked,withdrawn"`
	What   string `json:"what,omitempty" maxLength:"500"`
	Unit   string `json:"unit,omitempty" maxLength:"200" doc:"Of a hand-over: the unit of the police"`
	Who    string `json:"who,omitempty" maxLength:"100" doc:"Of a hand-over: who took it"`
}

// The results. A missing person is found, not found, or the search is handed
// over; a person concerned has looked. Either may take it back.
const (
	Found      = "found"
	NotFound   = "not-found"
	HandedOver = "handed-over"
	Looked     = "looked"
	Withdrawn  = "withdrawn"
)

func (e *Ending) tidy(f Flow) error {
	trim(&e.What, &e.Unit, &e.Who)
	fits := []string{Found, NotFound, HandedOver, Withdrawn}
	if f == Related {
		fits = []string{Looked, Withdrawn}
	}
	switch {
	case !slices.Contains(fits, e.Result):
		return shiheng.Invalid("citizen.result").By(f.Basis())
	case e.Result == HandedOver && e.Unit == "":
		return shiheng.Invalid("citizen.hand-over").By(f.Basis())
	}
	return nil
}

// event is when what the case is about happened.
func (c Case) event() time.Time {
	if c.Person != nil {
		return c.Person.LastSeen
	}
	if c.Interest != nil {
		return c.Interest.Happened
	}
	return time.Time{}
}

// grants lists what the case opened.
func (c Case) grants() []shiheng.GrantID {
	out := make([]shiheng.GrantID, len(c.Looks))
	for i, l := range c.Looks {
		out[i] = l.Grant
	}
	return out
}

// Label is what people search for.
func (c Case) Label() string {
	var words []string
	if c.Person != nil {
		words = append(words, c.Person.Name, c.Person.Where, c.Person.Police)
	}
	if c.Interest != nil {
		words = append(words, c.Interest.What, c.Interest.Where)
	}
	if c.Viewer != nil {
		words = append(words, c.Viewer.Name, c.Viewer.Phone)
	}
	return strings.Join(words, " ")
}
