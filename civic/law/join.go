package law

import (
	"fmt"
	"slices"
)

// refuse makes the error of a pack that cannot be joined, at the entry's line.
func (p *pack) refuse(list string, i int, format string, args ...any) error {
	return fmt.Errorf("law pack %s: %w", p.at(list, i), fmt.Errorf(format, args...))
}

func (l *Law) addArticles(p *pack) error {
	if slices.ContainsFunc(l.sources, func(s Source) bool { return s.Pack == p.Pack }) {
		return p.refuse("", 0, "pack %s: loaded twice", p.Pack)
	}
	short := p.Short
	if !short.Full() {
		short = p.Title
	}
	l.sources = append(l.sources, Source{
		Pack: p.Pack, Title: p.Title, Short: short, Rank: p.Rank, Citation: p.Citation, InForce: p.InForce, Articles: len(p.Articles),
	})
	for i, a := range p.Articles {
		for _, old := range l.articles[a.ID] {
			if old.To.IsZero() || a.From.Before(old.To) {
				return p.refuse("articles", i, "article %s: overlaps its earlier text; end that one first", a.ID)
			}
		}
		if n, there := l.source[a.ID]; there && n != len(l.sources)-1 {
			return p.refuse("articles", i, "article %s: belongs to pack %s", a.ID, l.sources[n].Pack)
		}
		l.articles[a.ID] = append(l.articles[a.ID], a)
		l.source[a.ID] = len(l.sources) - 1
	}
	return nil
}

func (l *Law) addRooms(p *pack) error {
	for i, r := range p.Rooms {
		if l.room(r.Use) != nil {
			return p.refuse("rooms", i, "room use %s: declared twice", r.Use)
		}
		l.rooms = append(l.rooms, r)
	}
	return nil
}

// addLists adds what later entries refer to.
func (l *Law) addLists(p *pack) error {
	for i, y := range p.Holidays {
		if err := l.calendar.add(y); err != nil {
			return p.refuse("holidays", i, "%w", err)
		}
	}
	for i, e := range p.Evidence {
		if l.knowsEvidence(e.Code) {
			return p.refuse("evidence", i, "evidence %s: declared twice", e.Code)
		}
		l.evidence = append(l.evidence, e)
	}
	for i, r := range p.Deadlines {
		if err := l.knows(r.Article); err != nil {
			return p.refuse("deadlines", i, "deadline %s: %w", r.Code, err)
		}
		for _, old := range l.deadlines {
			if old.Code == r.Code && !r.tightens(old) {
				return p.refuse("deadlines", i, "deadline %s: %d %s is looser than %d %s, or of another kind", r.Code, r.Count, r.Unit, old.Count, old.Unit)
			}
		}
		l.deadlines = append(l.deadlines, r)
	}
	for i, q := range p.Penalties {
		if _, twice := l.penalty(q.Code); twice {
			return p.refuse("penalties", i, "penalty %s: declared twice", q.Code)
		}
		if err := l.knows(append([]string{q.Article}, q.Breach...)...); err != nil {
			return p.refuse("penalties", i, "penalty %s: %w", q.Code, err)
		}
		l.penalties = append(l.penalties, q)
	}
	return nil
}

// tightens reports whether a time limit declared again is no looser.
func (r Rule) tightens(old Rule) bool {
	if r.Kind != old.Kind || r.Unit != old.Unit || r.Open != old.Open || r.Start != old.Start {
		return false
	}
	if r.Kind == By {
		return r.Count <= old.Count
	}
	return r.Count >= old.Count
}

func (l *Law) knowsEvidence(code string) bool {
	return slices.ContainsFunc(l.evidence, func(e Evidence) bool { return e.Code == code })
}

// knows returns an error for an article that nobody declares, or a clause that
// its text does not have. A summary is not asked for clauses.
func (l *Law) knows(ids ...string) error {
	for _, id := range ids {
		own := id
		for l.articles[own] == nil {
			cut := len(own) - 1
			for cut > 0 && own[cut] != '/' {
				cut--
			}
			if cut <= 0 {
				return fmt.Errorf("no article %q", id)
			}
			own = own[:cut]
		}
		texts := l.articles[own]
		last := texts[len(texts)-1]
		if _, there := last.Clause(id); !there && !last.Summary {
			return fmt.Errorf("article %s has no clause %q", own, id)
		}
	}
	return nil
}

func (l *Law) addRules(p *pack) error {
	for i, b := range p.Forbid {
		if l.room(b.Use) == nil {
			return p.refuse("forbidden", i, "forbidden use %q: no such room use", b.Use)
		}
		if err := l.knows(b.Article); err != nil {
			return p.refuse("forbidden", i, "forbidden use %s: %w", b.Use, err)
		}
		l.bans[b.Use] = append(l.bans[b.Use], b.Article)
	}
	for i, f := range p.Floors {
		if err := l.knows(f.Article); err != nil {
			return p.refuse("floors", i, "floor: %w", err)
		}
		l.floors = append(l.floors, f)
	}
	for i, m := range p.Limits {
		if old, ok := l.limits[m.Name]; ok && m.Value > old {
			return p.refuse("limits", i, "limit %s: %d is looser than %d", m.Name, m.Value, old)
		}
		l.limits[m.Name] = m.Value
	}
	for i, r := range p.Rooms {
		if r.Beside != "" && l.room(r.Beside) == nil {
			return p.refuse("rooms", i, "room use %s: no neighbour %q", r.Use, r.Beside)
		}
	}
	for i, s := range p.Conditions {
		if l.conditions[s.Set] != nil {
			return p.refuse("conditions", i, "conditions of %s: declared twice", s.Set)
		}
		for _, c := range s.Items {
			if err := l.knows(c.Article); err != nil {
				return p.refuse("conditions", i, "conditions of %s: %s: %w", s.Set, c.Code, err)
			}
		}
		l.conditions[s.Set] = s.Items
	}
	return nil
}

func (l *Law) addDuties(p *pack) error {
	for i, q := range p.Penalties {
		for _, y := range q.Yields {
			if _, there := l.penalty(y.To); !there {
				return p.refuse("penalties", i, "penalty %s: yields to %q, which nobody declares", q.Code, y.To)
			}
		}
	}
	for i, n := range p.NoPenalty {
		if err := l.knows(n.Article); err != nil {
			return p.refuse("noPenalty", i, "no penalty: %w", err)
		}
		l.noPenalty = append(l.noPenalty, n)
	}
	for i, g := range p.Grounds {
		if err := l.knows(g.Article); err != nil || g.Zh == "" || g.En == "" {
			return p.refuse("grounds", i, "ground %s: article and both texts are required: %w", g.Code, err)
		}
		l.grounds = append(l.grounds, g)
	}
	for i, d := range p.Duties {
		if err := l.checkDuty(d); err != nil {
			return p.refuse("duties", i, "duty %s: %w", d.Code, err)
		}
		l.duties = append(l.duties, d)
	}
	return nil
}

// checkDuty holds a duty to what the packs declare.
func (l *Law) checkDuty(d Duty) error {
	if slices.ContainsFunc(l.duties, func(o Duty) bool { return o.Code == d.Code }) {
		return fmt.Errorf("declared twice")
	}
	if err := l.knows(d.Articles...); err != nil {
		return err
	}
	if !l.knowsEvidence(d.Evidence) {
		return fmt.Errorf("evidence %q: nobody declares it", d.Evidence)
	}
	if d.Deadline != "" && !slices.ContainsFunc(l.deadlines, func(r Rule) bool { return r.Code == d.Deadline }) {
		return fmt.Errorf("deadline %q: nobody declares it", d.Deadline)
	}
	for _, code := range d.Penalties {
		if _, there := l.penalty(code); !there {
			return fmt.Errorf("penalty %q: nobody declares it", code)
		}
	}
	return nil
}

// checkFloors refuses a floor rule that is looser than one loaded before it
// that always speaks when it does: a pack may only tighten. There must be a
// general floor.
func (l *Law) checkFloors() error {
	if !slices.ContainsFunc(l.floors, func(f floor) bool { return f.When == nil }) {
		return fmt.Errorf("law packs: no general floor")
	}
	for i, a := range l.floors {
		var worst *floor // the weightiest of those it is looser than, to be named
		for j := range l.floors[:i] {
			b := &l.floors[j]
			if a.Days < b.Days && b.When.within(a.When) && (worst == nil || l.height(b.Article) > l.height(worst.Article)) {
				worst = b
			}
		}
		if worst != nil {
			return fmt.Errorf("law pack %s: floor by %s: %d days is looser than %d by %s", a.at(), a.Article, a.Days, worst.Days, worst.Article)
		}
	}
	return nil
}
