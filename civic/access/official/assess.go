package official

import (
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Case is an application with what its decision is made from: facts, and
// nothing that has to be asked for.
type Case struct {
	Application
	Introduction *Letter // the letter; nil when there is none
	// Secret are the cameras asked for that secrecy rules are kept for, with the
	// grade of each.
	Secret map[shiheng.CameraID]registry.Grade
}

// Four conditions, and who may ask at all.
const (
	ConditionOrgan        = "W168/23"
	ConditionTwo          = "W168/24/1/1"
	ConditionPapers       = "W168/24/1/2"
	ConditionRegistration = "W168/24/1/3"
	ConditionRules        = "W168/24/1/4"
)

// A ConditionState is one condition as it stands: met, or what it lacks.
type ConditionState struct {
	Article string `json:"article"`
	Met     bool   `json:"met"`
	Lacks   []Lack `json:"lacks" nullable:"false"`
}

// A Lack is one thing that is missing, in the words of the clause.
type Lack struct {
	Code    string `json:"code"`
	Article string `json:"article"`
	Zh      string `json:"zh"`
	En      string `json:"en"`
}

// Checklist says of each condition how it stands, in the order of the order.
// A lack of none of the four (secrecy, bounds) makes a line of its own.
func Checklist(set *clause.Set, c Case, now time.Time) []ConditionState {
	lacks := Unmet(set, c, asked(c.Asked, now), now)
	var out []ConditionState
	for _, article := range []string{ConditionOrgan, ConditionTwo, ConditionPapers, ConditionRegistration, ConditionRules} {
		out = append(out, ConditionState{Article: article, Met: true, Lacks: []Lack{}})
	}
	for _, l := range lacks {
		i := slices.IndexFunc(out, func(s ConditionState) bool { return s.Article == l.Article })
		if i < 0 {
			out = append(out, ConditionState{Article: l.Article, Lacks: []Lack{}})
			i = len(out) - 1
		}
		out[i].Met, out[i].Lacks = false, append(out[i].Lacks, l)
	}
	return out
}

// asked is the whole of what is asked, as an extent.
func asked(a Asked, now time.Time) Extent {
	return Extent{Acts: a.Acts, Cameras: a.Cameras, From: a.From, To: a.To, Until: now.Add(time.Minute)}
}

// Unmet decides whether an extent may be granted of a case, and lists what is
// in the way, each once; nothing when it may. What was asked for bounds it: an
// extent that reaches further is not within the registration. An officer
// counts as present who was confirmed at all.
func Unmet(set *clause.Set, c Case, e Extent, now time.Time) []Lack {
	bounds := clause.Extent{Acts: c.Acts, Cameras: c.Asked.Cameras, Span: c.Span(), Until: e.Until}
	return decide(set, c, question{e, bounds, now, time.Time{}})
}

// Barred decides whether footage may be opened now of what was granted: both
// officers were confirmed just now, the permission runs.
func Barred(set *clause.Set, c Case, now time.Time) []Lack {
	if c.Ruling == nil {
		return []Lack{{Code: "official.state", Article: ConditionOrgan}}
	}
	r := c.Ruling
	view := r.Extent
	view.Acts = []clause.Act{clause.View}
	return decide(set, c, question{view, r.bounds(), now, now.Add(-freshFor)})
}

// A question is what is to be done, within which bounds, when. Confirmations
// from before fresh do not count.
type question struct {
	extent Extent
	bounds clause.Extent
	now    time.Time
	fresh  time.Time
}

func decide(set *clause.Set, c Case, q question) (out []Lack) {
	matter := c.matter(q.fresh).Ready()
	facts := clause.Official{
		Now: q.now, Span: shiheng.Span{From: q.extent.From, To: q.extent.To}, Matter: matter, Extent: q.bounds.Ready(),
	}.Facts()
	who := clause.Officer{ID: c.person(0).ID, Cleared: c.cleared()}.Principal()
	for _, camera := range q.extent.Cameras {
		on := clause.Camera{ID: camera, Secret: c.Secret[camera]}.Resource()
		for _, act := range q.extent.Acts {
			d := set.Decide(clause.Request{Act: act, Who: who, On: on, How: facts})
			for _, u := range d.Unmet() {
				l := Lack{Code: u.Code, Article: u.Articles[0], Zh: u.Text.Zh, En: u.Text.En}
				if !slices.ContainsFunc(out, func(o Lack) bool { return o.Code == l.Code }) {
					out = append(out, l)
				}
			}
		}
	}
	return out
}

// Refusable decides whether the application may be refused: an item is
// missing, or whoever answers for the unit says so. It lists what is in the way.
func Refusable(set *clause.Set, c Case, supervisor bool, now time.Time) (out []Lack) {
	area := clause.AreaOf("application", c.ID.String())
	d := set.Decide(clause.Request{
		Act: clause.Refuse,
		Who: clause.Staff{Account: c.By.Account, Keeps: []clause.Area{area}}.Principal(), // that it is theirs was asked before
		On:  clause.Application{ID: c.ID.String(), Areas: []clause.Area{area}}.Resource(),
		How: clause.Refusing{Now: now, Supervisor: supervisor, Matter: c.matter(time.Time{}).Ready()}.Facts(),
	})
	for _, u := range d.Unmet() {
		out = append(out, Lack{Code: u.Code, Article: u.Articles[len(u.Articles)-1], Zh: u.Text.Zh, En: u.Text.En})
	}
	return out
}

// matter is the case as the clauses see it.
func (c Case) matter(fresh time.Time) clause.Matter {
	m := clause.Matter{
		Authority: string(c.Authority), Matter: c.Asked.Matter(), Law: c.Law, First: c.evidenced(0, fresh),
		Registered: c.Registered != nil, Served: c.Notice != nil, Signed: c.Notice != nil && c.Notice.Signed,
	}
	if len(c.Officers) > 1 {
		second := c.evidenced(1, fresh)
		m.Second = &second
	}
	if l := c.Introduction; l != nil {
		m.Letter = &clause.Letter{
			Unit: unitKey(l.Unit), Number: l.Number, Scanned: !l.Scan.IsZero(), Matter: l.Matter,
			From: l.From.Start(), Until: l.Until.Add(1).Start(),
		}
	}
	return m
}

// person is an officer by identity: the same person has the same.
func (c Case) person(i int) clause.Person {
	if i >= len(c.Officers) {
		return clause.Person{}
	}
	o := c.Officers[i]
	if i > 0 && o.same(c.Officers[0]) {
		o = c.Officers[0]
	}
	id := o.Account.String()
	if o.Account.IsZero() {
		id = strings.Join([]string{unitKey(o.Unit), o.Name, o.Card}, " ")
	}
	return clause.Person{ID: id, Unit: unitKey(o.Unit), Card: o.Card, Site: o.Site}
}

// evidenced is an officer with what was confirmed of them since fresh.
func (c Case) evidenced(i int, fresh time.Time) clause.Person {
	p := c.person(i)
	if i >= len(c.Officers) {
		return p
	}
	o := c.Officers[i]
	p.Unit, p.Card, p.Site = unitKey(o.Unit), o.Card, o.Site
	p.Present = o.Confirmed != nil && !o.Confirmed.At.Before(fresh)
	return p
}

// codes lists the codes of lacks.
func codes(lacks []Lack) []string {
	out := make([]string, len(lacks))
	for i, l := range lacks {
		out[i] = l.Code
	}
	return out
}

// day is a law day of an instant.
func day(at time.Time) law.Day { return law.DayOf(at) }
