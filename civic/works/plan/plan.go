package plan

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

type planKind struct{}

// ID names one version of a building plan.
type ID = shiheng.ID[planKind]

// A Level is whose plan it is.
type Level string

// The three levels of W168/7.
const (
	City       Level = "city"        // 市
	CountyCity Level = "county-city" // 市(县)
	District   Level = "district"    // 区
)

// Levels lists the levels, the city first.
func Levels() []Level { return []Level{City, CountyCity, District} }

// article is the paragraph under which a plan of the level is made.
func (l Level) article() string {
	if l == City {
		return "W168/7/1"
	}
	return "W168/7/2"
}

// A State is where a version of a plan stands.
type State string

// The states of a plan. An approved one is never edited: it is superseded by
// the next version that is approved.
const (
	Draft      State = "draft"
	Submitted  State = "submitted"
	Approved   State = "approved"
	Superseded State = "superseded"
)

// A Plan is one version of a building plan 建设规划.
type Plan struct {
	registry.Kept[planKind]
	Outline
	State    State `json:"state" enum:"draft,submitted,approved,superseded"`
	Revision int   `json:"revision" doc:"1, 2, …: the version of the plan"`
	// Supersedes is the approved version this one is to take the place of.
	Supersedes  ID                  `json:"supersedes,omitzero" format:"uuid"`
	SubmittedAt time.Time           `json:"submittedAt,omitzero"`
	Approval    *GovernmentApproval `json:"approval,omitempty"`
	// Check is the last look for points that are there already; nil before it.
	Check *DuplicateCheck `json:"check,omitempty"`
	// Built says which system came of which item. It is progress, not plan, and
	// goes on after the approval.
	Built []BuiltItem `json:"built,omitempty" nullable:"false"`
}

// A BuiltItem is the system that came of an item.
type BuiltItem struct {
	Item   string           `json:"item"`
	System shiheng.SystemID `json:"systemId" format:"uuid"`
}

// Outline is what the drafting unit enters. Any unit of the level may draft.
type Outline struct {
	Title    string       `json:"title" maxLength:"200"`
	Level    Level        `json:"level" enum:"city,county-city,district"`
	Division string       `json:"division,omitempty" maxLength:"12" doc:"Division code (GB/T 2260)"`
	From     int          `json:"fromYear" minimum:"2000" maximum:"2100"`
	To       int          `json:"toYear" minimum:"2000" maximum:"2100"`
	Drafter  string       `json:"drafter" maxLength:"200" doc:"The unit that drafts"`
	With     []string     `json:"with,omitempty" nullable:"false" maxItems:"20" doc:"Departments it is drafted with"`
	Items    []WorkItem   `json:"items,omitempty" nullable:"false" maxItems:"500"`
	Budget   []BudgetLine `json:"budget,omitempty" nullable:"false" maxItems:"200"`
}

// A WorkItem is one thing to be built under a plan.
type WorkItem struct {
	Key      string          `json:"key,omitempty" maxLength:"40" doc:"Stable within the plan; given when empty"`
	Place    shiheng.PlaceID `json:"placeId,omitzero" format:"uuid"`
	Name     string          `json:"name" maxLength:"200" doc:"The area, place or key part"`
	Category string          `json:"category" maxLength:"10" doc:"W8-01 … W8-10"`
	Cameras  int             `json:"cameras" minimum:"1" maximum:"100000"`
	Builder  string          `json:"builder" maxLength:"200" doc:"Who builds; see the responsibility record"`
	Year     int             `json:"year" minimum:"2000" maximum:"2100"`
	Cost     int64           `json:"cost,omitempty" minimum:"0" doc:"Yuan"`
	Points   []PlannedPoint  `json:"points,omitempty" nullable:"false" maxItems:"500"`
}

// A PlannedPoint is where a camera is planned, and which way it looks.
type PlannedPoint struct {
	Name string  `json:"name" maxLength:"200"`
	Lon  float64 `json:"longitude" minimum:"-180" maximum:"180" doc:"WGS-84 / CGCS2000"`
	Lat  float64 `json:"latitude" minimum:"-90" maximum:"90"`
	// Facing is the direction of the optical axis in degrees from north, or
	// AllRound.
	Facing int `json:"facing" minimum:"-1" maximum:"359" doc:"Degrees clockwise from north; -1 all round"`
}

// AllRound is the facing of a camera that looks everywhere.
const AllRound = -1

// A BudgetLine is one line of the plan's money (W168/4: in the budget of the same
// level of government).
type BudgetLine struct {
	Year   int    `json:"year" minimum:"2000" maximum:"2100"`
	Source string `json:"source" enum:"fiscal,other" doc:"fiscal: 财政; other: 非财政"`
	Amount int64  `json:"amount" minimum:"0" doc:"Yuan"`
	Note   string `json:"note,omitempty" maxLength:"500"`
}

// A GovernmentApproval is the act by which the government of the same level approved.
type GovernmentApproval struct {
	Organ      string              `json:"organ" maxLength:"200"`
	Level      Level               `json:"level" enum:"city,county-city,district"`
	On         law.Day             `json:"on"`
	Number     string              `json:"number" maxLength:"100" doc:"Number of the document"`
	Attachment papers.AttachmentID `json:"attachmentId" format:"uuid" doc:"The document itself"`
}

// Head implements registry.Record.
func (p Plan) Head() registry.Head {
	return registry.Head{
		ID: p.ID.String(), State: string(p.State), Label: p.Title + " " + p.Drafter, Version: p.Version, CreatedAt: p.CreatedAt,
	}
}

// Wuxi's box: a point outside it was measured in another datum or mistyped.
const (
	west, east   = 119.4, 120.7
	south, north = 31.0, 32.1
)

func (p PlannedPoint) check() error {
	switch {
	case !named(p.Name):
		return shiheng.Invalid("plan.point-name")
	case p.Lon < west || p.Lon > east || p.Lat < south || p.Lat > north:
		return shiheng.Invalid("plan.point-outside", "point", p.Name)
	case p.Facing < AllRound || p.Facing > 359:
		return shiheng.Invalid("plan.point-facing", "point", p.Name)
	}
	return nil
}

func (i *WorkItem) tidy(from, to int) error {
	i.Name, i.Builder = strings.TrimSpace(i.Name), strings.TrimSpace(i.Builder)
	switch {
	case !named(i.Name):
		return shiheng.Invalid("plan.item-name")
	case !slices.Contains(law.W168Categories(), i.Category):
		return shiheng.Invalid("plan.item-category", "item", i.Name)
	case i.Cameras < 1 || i.Cost < 0:
		return shiheng.Invalid("plan.item-size", "item", i.Name)
	case i.Year < from || i.Year > to:
		return shiheng.Invalid("plan.item-year", "item", i.Name)
	case len(i.Points) > i.Cameras:
		return shiheng.Invalid("plan.item-points", "item", i.Name)
	}
	for _, p := range i.Points {
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}

func (e *Outline) tidy() error {
	e.Title, e.Drafter = strings.TrimSpace(e.Title), strings.TrimSpace(e.Drafter)
	switch {
	case !named(e.Title):
		return shiheng.Invalid("plan.title")
	case !slices.Contains(Levels(), e.Level):
		return shiheng.Invalid("plan.level", "level", string(e.Level))
	case !named(e.Drafter):
		return shiheng.Invalid("plan.drafter").By(e.Level.article())
	case e.From < 2000 || e.To < e.From:
		return shiheng.Invalid("plan.years")
	}
	keys := map[string]bool{}
	for n := range e.Items {
		if err := e.Items[n].tidy(e.From, e.To); err != nil {
			return err
		}
		if e.Items[n].Key == "" {
			e.Items[n].Key = freeKey(e.Items)
		}
		if keys[e.Items[n].Key] {
			return shiheng.Invalid("plan.item-key", "item", e.Items[n].Name)
		}
		keys[e.Items[n].Key] = true
	}
	for _, b := range e.Budget {
		if b.Amount < 0 || (b.Source != "fiscal" && b.Source != "other") {
			return shiheng.Invalid("plan.budget")
		}
	}
	return nil
}

// freeKey is the first number no item has.
func freeKey(items []WorkItem) string {
	for n := 1; ; n++ {
		key := "i" + itoa(n)
		if !slices.ContainsFunc(items, func(i WorkItem) bool { return i.Key == key }) {
			return key
		}
	}
}

// approve says whether the approval makes the plan one: the government of the
// same level, with its document.
func (p Plan) approve(a GovernmentApproval, today law.Day) error {
	by := p.Level.article()
	switch {
	case p.State != Submitted:
		return shiheng.Conflict("plan.not-submitted")
	case a.Level != p.Level:
		return shiheng.Forbidden("plan.approver-level", "level", string(p.Level)).By(by)
	case !named(strings.TrimSpace(a.Organ)) || strings.TrimSpace(a.Number) == "" || a.On.IsZero():
		return shiheng.Invalid("plan.approval").By(by)
	case today.Before(a.On):
		return shiheng.Invalid("plan.approval-future").By(by)
	case a.Attachment.IsZero():
		return shiheng.Forbidden("plan.approval-document").By(by)
	}
	return nil
}

// submit says whether a draft may be laid before the government: it has items,
// and every point that seems to be there already is answered (W168/7/3).
func (p Plan) submit() error {
	switch {
	case p.State != Draft:
		return shiheng.Conflict("plan.not-draft")
	case len(p.Items) == 0:
		return shiheng.Invalid("plan.empty").By(p.Level.article())
	case p.Check == nil || p.Check.Of != p.pointsDigest():
		return shiheng.Forbidden("plan.not-checked").By("W168/7/3")
	}
	for _, d := range p.Check.Found {
		if d.Answer == "" {
			return shiheng.Forbidden("plan.duplicate-unanswered", "point", d.Point, "other", d.Other).By("W168/7/3")
		}
	}
	return nil
}

// named reports whether a name is there and of bearable length.
func named(s string) bool { return s != "" && len(s) <= 600 && !strings.ContainsAny(s, "\x00\n\r") }

// Barred says for each act on the plan why it may not be done now, nil when it
// may, as far as the plan itself goes.
func (p Plan) Barred() map[string]error {
	is := func(code string, states ...State) error {
		if slices.Contains(states, p.State) {
			return nil
		}
		return shiheng.Conflict(code)
	}
	return map[string]error{
		"change": p.editable(0), "check": p.editable(0), "submit": p.submit(), "withdraw": is("plan.not-submitted", Submitted),
		"approve": is("plan.not-submitted", Submitted), "revise": is("plan.not-approved", Approved),
		"build": is("plan.superseded", Draft, Submitted, Approved),
	}
}
