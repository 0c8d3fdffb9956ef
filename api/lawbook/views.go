package lawbook

import (
	"fmt"
	"slices"
	"strings"

	"shiheng.internal/civic/law"
)

func text(t law.Text) LawText { return LawText{Zh: t.Zh, En: t.En} }

func packView(s law.Source) LawPackView {
	return LawPackView{
		Pack: s.Pack, Title: text(s.Title), Short: text(s.Short), Rank: string(s.Rank), Citation: s.Citation,
		InForce: s.InForce.String(), Articles: s.Articles,
	}
}

// asked reports whether an article is one that a list asks for.
func (d *Desk) asked(a law.Article, in *articleList) bool {
	if s, _ := d.cfg.Law.Source(a.ID); in.Pack != "" && s.Pack != in.Pack {
		return false
	}
	q := strings.ToLower(strings.TrimSpace(in.Text))
	name := d.name(a, law.Clause{})
	return q == "" || strings.Contains(a.Zh, q) || strings.Contains(strings.ToLower(a.En), q) || strings.Contains(strings.ToLower(a.ID), q) ||
		strings.Contains(name.Zh, q) || strings.Contains(strings.ToLower(name.En), q)
}

// name is the article or clause as people cite it.
func (d *Desk) name(a law.Article, c law.Clause) LawText {
	s, _ := d.cfg.Law.Source(a.ID)
	cite := a.Cite(c)
	return LawText{Zh: s.Short.Zh + cite.Zh, En: s.Short.En + " " + cite.En}
}

func (d *Desk) articleView(a law.Article) LawArticleView {
	s, _ := d.cfg.Law.Source(a.ID)
	return LawArticleView{
		ID: a.ID, Pack: s.Pack, Name: d.name(a, law.Clause{}), Certainty: string(a.Certainty), Summary: a.Summary,
		Text: LawText{Zh: a.Zh, En: a.En}, From: a.From.String(), To: a.To.String(),
	}
}

func (d *Desk) detail(a law.Article, c law.Clause) (LawArticleDetail, error) {
	out := LawArticleDetail{
		Article: d.articleView(a), Clauses: []LawClauseView{}, Faults: []LawFaultView{}, Texts: []LawValidityView{},
		NoFine: []LawNoFineView{}, Duties: []LawDutyView{}, Penalties: []LawPenaltyView{}, Enforced: []LawMechanismView{},
	}
	for _, o := range a.Clauses() {
		v := LawClauseView{ID: a.IDOf(o), Name: d.name(a, o), Zh: o.Zh}
		if v.ID != a.ID {
			out.Clauses = append(out.Clauses, v)
		}
		if o == c {
			out.Clause = &v
		}
	}
	for _, f := range a.Faults {
		out.Faults = append(out.Faults, LawFaultView{At: f.At, Text: f.Text, Read: f.Read, Known: f.Known, Note: LawText{Zh: f.Zh, En: f.En}})
	}
	for _, t := range d.cfg.Law.Texts(a.ID) {
		out.Texts = append(out.Texts, LawValidityView{From: t.From.String(), To: t.To.String()})
	}
	for _, o := range d.cfg.Law.DutiesBy(a.ID) {
		out.Duties = append(out.Duties, d.dutyView(o))
	}
	for _, p := range d.cfg.Law.PenaltiesOn(a.ID) {
		out.Penalties = append(out.Penalties, penaltyView(p))
	}
	for _, n := range d.cfg.Law.NoPenalties() {
		if n.Article == a.ID || strings.HasPrefix(n.Article, a.ID+"/") {
			c, _ := a.Clause(n.Article)
			out.NoFine = append(out.NoFine, LawNoFineView{Clause: n.Article, Name: d.name(a, c), National: text(n.National)})
		}
	}
	traces, err := law.TracesOf(a.ID)
	if err != nil {
		return LawArticleDetail{}, fmt.Errorf("trace %s: %w", a.ID, err)
	}
	for _, t := range traces {
		out.Enforced = append(out.Enforced, LawMechanismView{
			Clause: t.Clause, Done: text(t.What), None: text(t.None), Later: text(t.Later),
			Code: list(t.Go), Screens: list(t.Screens), Tests: list(t.Tests),
		})
	}
	return out, nil
}

// list is never nil: an empty list is [] on the wire.
func list(s []string) []string { return append([]string{}, s...) }

func (d *Desk) dutyView(o law.Duty) LawDutyView {
	v := LawDutyView{
		Code: o.Code, Title: text(o.Title), Articles: list(o.Articles), Subject: string(o.Subject), Who: []string{}, If: text(o.If),
		Deadline: o.Deadline, Applies: o.Applies, Why: text(o.Why), House: o.Hours > 0 || o.Every != nil && o.Every.House,
	}
	for _, p := range o.Who {
		v.Who = append(v.Who, string(p))
	}
	if i := slices.IndexFunc(d.cfg.Law.Evidence(), func(e law.Evidence) bool { return e.Code == o.Evidence }); i >= 0 {
		e := d.cfg.Law.Evidence()[i]
		v.Evidence = LawText{Zh: e.Zh, En: e.En}
	}
	if i := slices.IndexFunc(d.cfg.Law.Deadlines(), func(r law.Rule) bool { return r.Code == o.Deadline }); i >= 0 {
		v.Limit = text(d.cfg.Law.Deadlines()[i].Words())
		v.House = v.House || d.cfg.Law.Deadlines()[i].House
	}
	switch {
	case o.Every != nil:
		v.Every = fmt.Sprintf("%d %s", o.Every.Count, o.Every.Unit)
	case o.Hours > 0:
		v.Every = fmt.Sprintf("%d hour", o.Hours)
	}
	return v
}

func penaltyView(p law.Penalty) LawPenaltyView {
	v := LawPenaltyView{Code: p.Code, Title: text(p.Title), Article: p.Article, Stages: []LawStageView{}, Yields: []string{}, Note: text(p.Note)}
	for _, y := range p.Yields {
		v.Yields = append(v.Yields, y.To)
	}
	for _, s := range p.Stages {
		stage := LawStageView{Uncorrected: s.After != "", Measures: []string{}, Fines: []LawFineView{}}
		for _, m := range s.Measures {
			stage.Measures = append(stage.Measures, string(m))
		}
		for _, who := range []law.Liable{law.LiableUnit, law.LiablePersons, law.LiableIndividual} {
			if r := s.For(who); r != nil {
				stage.Fines = append(stage.Fines, LawFineView{Who: string(who), Min: r.Min, Max: r.Max})
			}
		}
		v.Stages = append(v.Stages, stage)
	}
	return v
}
