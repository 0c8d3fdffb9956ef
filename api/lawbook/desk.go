// Package lawbook is the area of the API that shows the law the platform works
// under: its sources, articles and clauses as they stood on a day, the duties
// and penalties that rest on them, and where the program carries them out. It
// only reads, and everybody who is signed in may read it: a refusal names an
// article, and whoever was refused may look it up.
package lawbook

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/law"
)

// Config is what the desk stands in front of. All fields are required.
type Config struct {
	Law *law.Law
	Now func() time.Time
}

// A Desk answers for the law.
type Desk struct{ cfg Config }

// New makes a desk. One of the zero Config only describes its operations.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Operations registers what can be asked of the desk.
func (d *Desk) Operations(t *route.Table) {
	route.Add(t, "GET", "/law/packs", route.Member, "Sources of the law in force here", d.packs)
	route.Add(t, "GET", "/law/articles", route.Member, "Articles as they stood on a day", d.articles)
	route.Add(t, "GET", "/law/articles/{id}", route.Member, "One article or clause and what rests on it", d.article)
	route.Add(t, "GET", "/law/facts", route.Member, "Categories of W168/8 and classes of R799", d.facts)
	route.Add(t, "GET", "/law/duties", route.Member, "Duties that bind a system with these facts", d.duties)
}

// day reads the day that is asked about, today when none is given.
func (d *Desk) day(on string) (law.Day, error) {
	if on == "" {
		return law.DayOf(d.cfg.Now()), nil
	}
	day, err := law.ParseDay(on)
	if err != nil {
		return law.Day{}, shiheng.Invalid("law.day", "day", on).From(err)
	}
	return day, nil
}

func (d *Desk) packs(_ context.Context, _ route.Caller, _ *route.None) (*route.Out[route.Page[LawPackView]], error) {
	return route.PageOf(d.cfg.Law.Sources(), "", packView), nil
}

func (d *Desk) articles(_ context.Context, _ route.Caller, in *articleList) (*route.Out[route.Page[LawArticleView]], error) {
	on, err := d.day(in.On)
	if err != nil {
		return nil, err
	}
	var page []law.Article
	next, begun := "", in.Cursor == ""
	for _, a := range d.cfg.Law.Articles(on) {
		switch {
		case !begun:
			begun = a.ID == in.Cursor // the last of the page before
		case !d.asked(a, in):
		case len(page) == in.Limit:
			next = page[len(page)-1].ID
		case next == "":
			page = append(page, a)
		}
	}
	if !begun {
		return nil, shiheng.Invalid("page.cursor")
	}
	return route.PageOf(page, next, d.articleView), nil
}

func (d *Desk) article(_ context.Context, _ route.Caller, in *articlePath) (*route.Out[LawArticleDetail], error) {
	on, err := d.day(in.On)
	if err != nil {
		return nil, err
	}
	a, ok := d.cfg.Law.Article(in.ID, on)
	if !ok {
		return nil, shiheng.NotFound("law.article", "article", in.ID, "on", on.String())
	}
	clause, ok := a.Clause(in.ID)
	if !ok && !a.Summary {
		return nil, shiheng.NotFound("law.article", "article", in.ID, "on", on.String())
	}
	out, err := d.detail(a, clause)
	return &route.Out[LawArticleDetail]{Body: out}, err
}

func (d *Desk) duties(_ context.Context, _ route.Caller, in *dutyList) (*route.Out[route.Page[LawDutyView]], error) {
	on, err := d.day(in.On)
	if err != nil {
		return nil, err
	}
	facts := law.Facts{
		W168Category: in.Category, R799Class: in.PublicClass, AntiTerrorTarget: in.KeyTarget, KeySecurityUnit: in.KeySecurity,
		Catalogued: in.Catalogued, PublicFunded: in.PublicFunded, NearSecret: in.NearSecret, Microphone: in.Microphone,
		Organisation: in.Organisation,
	}
	if in.Completed != "" {
		if facts.Completed, err = d.day(in.Completed); err != nil {
			return nil, err
		}
	}
	if in.PutIntoUse != "" {
		if facts.PutIntoUse, err = d.day(in.PutIntoUse); err != nil {
			return nil, err
		}
	}
	return route.PageOf(d.cfg.Law.Duties(facts, on), "", d.dutyView), nil
}

// LawFacts are the closed lists that a place's or a system's facts are of.
type LawFacts struct {
	Categories []law.FactValue `json:"categories" nullable:"false" doc:"Kinds of place of W168/8"`
	Classes    []law.FactValue `json:"classes" nullable:"false" doc:"Of R799"`
}

func (d *Desk) facts(context.Context, route.Caller, *route.None) (*route.Out[LawFacts], error) {
	return &route.Out[LawFacts]{Body: LawFacts{Categories: law.Categories(), Classes: law.Classes()}}, nil
}
