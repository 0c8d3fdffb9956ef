package agenda

import (
	"database/sql"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/civic/works/plan"
	"shiheng.internal/civic/works/upkeep"
)

// unit is an organisation as the law speaks of it.
type unit struct {
	subject                agenda.Subject
	level, division, trade string
	functions              []party.Function
}

// body is what kind of body an organisation is in law. One that is several in
// one is judged as the first of them.
func (u unit) body() string {
	for _, f := range []struct {
		function party.Function
		body     string
	}{{party.Supervisor, "bureau"}, {party.Department, "department"}} {
		if slices.Contains(u.functions, f.function) {
			return f.body
		}
	}
	return ""
}

// organisations reads what is known of organisations, and of those on which the
// law lays duties of government, what they did about them.
func (g *gathering) organisations(ids []string) error {
	var units []unit
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		u := unit{subject: agenda.Subject{Kind: agenda.Organisation}}
		var name, functions string
		var created sql.NullInt64
		if err := r.Scan(&u.subject.ID, &name, &functions, &u.level, &u.division, &u.trade, &created); err != nil {
			return err
		}
		if err := unmarshal(functions, &u.functions); err != nil {
			return err
		}
		k := g.add(agenda.Known{Subject: u.subject, Name: name, Facts: law.Facts{Organisation: u.body()}})
		k.Milestones[agenda.Registered] = law.DayOf(at(created))
		units = append(units, u)
		return nil
	}, "SELECT id, name, functions, level, division, trade, created_at FROM organisation WHERE id IN (?)", bun.List(ids))
	if err != nil {
		return err
	}
	for _, u := range units {
		switch u.body() {
		case "bureau":
			err = g.bureau(u)
		case "department":
			err = g.department(u)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// governs is the level of government an organ belongs to; none for a police
// station or another organ without a plan of its own.
func (u unit) governs() (plan.Level, bool) {
	switch party.Level(u.level) {
	case party.CityLevel:
		return plan.City, true
	case party.DistrictLevel:
		return plan.District, true
	case party.CountyCityLevel:
		return plan.CountyCity, true
	case party.TownshipLevel, party.UnitLevel:
	}
	return "", false
}

// bureau: what a public security organ does for its territory: it has the
// building plan drafted and the joint conference called (W168/4/2, 7); that of
// the city publishes the connection catalogue and runs the platform (W168/21).
func (g *gathering) bureau(u unit) error {
	level, governs := u.governs()
	if !governs {
		for _, duty := range []string{"conference", "plan"} {
			g.exempt(u.subject, duty, "由市、市(县)、区一级承担", "carried at the level of the city, county-level city or district")
		}
	}
	if level != plan.City {
		for _, duty := range []string{"norm", "platform", "catalogue"} {
			g.exempt(u.subject, duty, "由市公安机关承担", "carried by the municipal public security organ")
		}
	}
	if governs {
		if err := g.planned(u, level); err != nil {
			return err
		}
	}
	if level != plan.City {
		return nil
	}
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id string
		var published sql.NullInt64
		err := r.Scan(&id, &published)
		g.prove(u.subject, "catalogue-published", agenda.Proof{Day: law.DayOf(at(published)), Ref: auditObject("catalogue", id)})
		return err
	}, "SELECT id, published_at FROM catalogue_version WHERE status = 'published'")
	if err != nil {
		return err
	}
	var first sql.NullString
	if err = one(g.ctx, g.db(), "SELECT min(day) FROM house_beat", nil, &first); err == nil && first.Valid {
		g.prove(u.subject, "platform-running", agenda.Proof{Day: dayOf(first.String), Ref: audit.Object{Kind: "indicator", ID: "K26"}})
	}
	return err
}

// planned finds the plan in force and the last conference of a level.
func (g *gathering) planned(u unit, level plan.Level) error {
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		var text string
		if err := r.Scan(&text); err != nil {
			return err
		}
		var p plan.Plan
		if err := unmarshal(text, &p); err != nil {
			return err
		}
		if p.Level == level && (level == plan.City || p.Division == u.division) && p.Approval != nil {
			until := law.DayOf(dayOf(digits(int64(p.To)+1) + "-01-01").Add(-1).Start())
			g.prove(u.subject, "plan-approved", agenda.Proof{Day: p.Approval.On, Until: until, Ref: auditObject("plan", p.ID.String()), Value: p.Approval.Number})
		}
		return nil
	}, "SELECT body FROM building_plan WHERE state = 'approved' ORDER BY id")
	if err != nil {
		return err
	}
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var text string
		if err := r.Scan(&text); err != nil {
			return err
		}
		var c plan.Conference
		if err := unmarshal(text, &c); err != nil {
			return err
		}
		if c.Level == level && (level == plan.City || ofDivision(c, u.division)) {
			g.prove(u.subject, "conference-held", agenda.Proof{Day: c.On, Ref: auditObject("conference", c.ID.String()), Value: c.Title})
		}
		return nil
	}, "SELECT body FROM joint_conference WHERE state = 'minuted' ORDER BY id")
}

// department: of the systems of its trade in its territory, those of the
// catalogue are connected (W168/21/2) and those from before the order were
// assessed (W168/19/2).
func (g *gathering) department(u unit) error {
	own, err := g.ofDepartment(u)
	if err != nil {
		return err
	}
	if err := g.connecting(u, own); err != nil {
		return err
	}
	var old []string
	for _, v := range own {
		if g.s.law.Legacy(v.Completed) && v.Effective().W168Category != "" {
			old = append(old, v.ID.String())
		}
	}
	if len(old) == 0 {
		g.exempt(u.subject, "guide-upgrade", "本行业没有2019年8月1日以前建成的系统", "no system of the trade was completed before 2019-08-01")
		return nil
	}
	all, err := bodies[upkeep.Upgrade](g.ctx, g.db(), "upgrade", old)
	if err != nil {
		return err
	}
	p, good := agenda.Proof{Ref: u.subject.Object()}, 0
	for _, id := range old {
		list := all[id]
		if len(list) == 0 {
			if !p.Short {
				p.Short, p.Ref = true, auditObject("system", id)
			}
			continue
		}
		last := list[len(list)-1]
		switch {
		case last.State == upkeep.HasGaps, last.State == upkeep.Planned && last.Till.Before(g.today):
			if !p.Short {
				p.Short, p.Ref = true, auditObject("upgrade", last.ID.String())
			}
			continue
		case last.State == upkeep.Planned:
			p.Turn = sooner(p.Turn, last.Till.Add(1))
		}
		good++
		if p.Day.Before(last.On) {
			p.Day = last.On
		}
	}
	if p.Value = share(good, len(old)); p.Short {
		p.Day = law.Day{}
	}
	g.prove(u.subject, "upgrade-assessed", p)
	return nil
}

// connecting proves that the department's systems of the catalogue are
// connected; one that is not leads to that system.
func (g *gathering) connecting(u unit, own []registry.VideoSystem) error {
	ids := make([]string, len(own))
	for i, v := range own {
		ids[i] = v.ID.String()
	}
	p, good, all := agenda.Proof{Ref: u.subject.Object()}, 0, 0
	for part := range slices.Chunk(ids, 500) {
		err := each(g.ctx, g.db(), func(r *sql.Rows) error {
			var id, due, link string
			var since sql.NullInt64
			if err := r.Scan(&id, &due, &link, &since); err != nil {
				return err
			}
			if all++; link == "connected" {
				good++
				if day := law.DayOf(at(since)); p.Day.Before(day) {
					p.Day = day
				}
				return nil
			}
			if d := dayOf(due); !p.Short || d.Before(p.Broken) {
				p.Short, p.Broken, p.Ref = true, d, auditObject("system", id)
			}
			return nil
		}, "SELECT system, due, link, since FROM connect_task WHERE system IN (?) ORDER BY due, system", bun.List(part))
		if err != nil {
			return err
		}
	}
	if all == 0 {
		g.exempt(u.subject, "connect-department", "接入目录中没有本行业的系统", "the connection catalogue lists no system of the trade")
		return nil
	}
	if p.Value = share(good, all); p.Short {
		p.Day = law.Day{}
	}
	g.prove(u.subject, "connected", p)
	return nil
}

// ofDepartment reads the systems a department answers for that stand, see
// civic/access: those of its trade in its territory, and those that name it.
func (g *gathering) ofDepartment(u unit) ([]registry.VideoSystem, error) {
	where := u.division
	if where == party.City {
		where = ""
	}
	scope := registry.Scope{Departments: parse([]string{u.subject.ID}, shiheng.ParseID[shiheng.OrganisationID])}
	if u.trade != "" {
		scope.Trades = []party.TradeScope{{Trade: u.trade, Division: where}}
	}
	var out []registry.VideoSystem
	for p := (audit.Paging{Limit: 500}); ; {
		got, err := g.s.register.Systems(g.ctx, registry.SystemFilter{Scope: scope}, p)
		if err != nil {
			return nil, err
		}
		for _, v := range got.Items {
			if v.State != registry.Removed && v.State != registry.Archived {
				out = append(out, v)
			}
		}
		if p.Cursor = got.Next; p.Cursor == "" {
			return out, nil
		}
	}
}

// ofDivision reports whether a conference is that of a division: it is named in
// the title, the chair or among who attends.
func ofDivision(c plan.Conference, division string) bool {
	i := slices.IndexFunc(party.Divisions(), func(d party.Division) bool { return d.Code == division })
	if i < 0 {
		return false
	}
	name := party.Divisions()[i].Zh
	return slices.ContainsFunc(append([]string{c.Title, c.Chair}, c.Attending...), func(s string) bool { return strings.Contains(s, name) })
}
