package agenda

import (
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/upkeep"
)

// sooner is the earlier of two days, of which none is none.
func sooner(a, b law.Day) law.Day {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// breach notes a violation the records of a system show.
func (g *gathering) breach(id string, b agenda.Breach) {
	if k := g.known[system(id)]; k != nil {
		k.Breaches = append(k.Breaches, b)
	}
}

// signs: each camera that stands is covered by a sign that is up and was
// looked at within its round (W168/14, R799/13).
func (g *gathering) signs(ids []string) error {
	all, err := bodies[upkeep.Sign](g.ctx, g.db(), "sign", ids)
	if err != nil {
		return err
	}
	cards, err := g.cards(ids)
	if err != nil {
		return err
	}
	for id, signs := range all {
		covered, p := map[string]law.Day{}, agenda.Proof{Ref: auditObject("system", id)}
		for _, s := range signs {
			if s.State == upkeep.SignDamaged || s.State == upkeep.SignMissing {
				since := s.Next
				p.Broken = sooner(p.Broken, since)
				g.breach(id, agenda.Breach{
					Duty: "sign", Fault: string(registry.NoSign), Ref: auditObject("sign", s.ID.String()), Since: since,
					Note: "标志缺失或者损坏：" + s.Where,
				})
			}
			if s.State != upkeep.SignUp {
				continue
			}
			if n := len(s.Checks); n > 0 {
				p.Day = sooner(p.Day, s.Checks[n-1].On)
			}
			for _, c := range s.Cameras {
				if covered[c.String()].Before(s.Next) {
					covered[c.String()] = s.Next
				}
			}
		}
		g.covered(id, cards[id], covered, p)
	}
	return nil
}

// covered proves the signs of a system by what covers each camera and until
// when.
func (g *gathering) covered(id string, cards []card, covered map[string]law.Day, p agenda.Proof) {
	good := 0
	for _, c := range cards {
		until, has := covered[c.id]
		switch {
		case !has:
			if !p.Short {
				p.Short, p.Ref = true, auditObject("camera", c.id)
			}
			continue
		case !until.Before(g.today):
			good++
			p.Turn = sooner(p.Turn, until.Add(1))
		}
		p.Until = sooner(p.Until, until)
	}
	p.Value = share(good, len(cards))
	if p.Short {
		p.Until, p.Day = law.Day{}, law.Day{}
	} else {
		p.Broken = law.Day{}
	}
	if len(cards) > 0 {
		g.prove(system(id), "sign-checked", p)
	}
}

// obstructions: nothing that is on record stands in the way of a camera
// (W168/18). A party that let its day pass goes against W168/36(6).
func (g *gathering) obstructions(ids []string) error {
	all, err := bodies[upkeep.Obstruction](g.ctx, g.db(), "obstruction", ids)
	if err != nil {
		return err
	}
	cards, err := g.cards(ids)
	if err != nil {
		return err
	}
	for _, id := range ids {
		p := agenda.Proof{Ref: auditObject("system", id), Value: share(len(cards[id]), len(cards[id]))}
		open := map[string]bool{}
		for _, o := range all[id] {
			if o.State == upkeep.Cleared {
				continue
			}
			open[o.Camera.String()] = true
			if p.Broken.IsZero() || o.FoundOn.Before(p.Broken) {
				p.Broken, p.Ref = o.FoundOn, auditObject("obstruction", o.ID.String())
			}
			switch {
			case o.Overdue(g.today):
				g.breach(id, agenda.Breach{
					Duty: "unobstructed", Fault: string(registry.Obstructed), Article: "W168/18", Camera: o.Camera.String(),
					Ref: auditObject("obstruction", o.ID.String()), Since: o.Deadline.Add(1),
					Note: "“" + o.Party + "”逾期未消除遮挡（期限" + o.Deadline.String() + "）：" + o.What,
				})
			case o.State == upkeep.Told:
				p.Turn = sooner(p.Turn, o.Deadline.Add(1))
			}
		}
		if len(open) > 0 {
			p.Value = share(max(0, len(cards[id])-len(open)), len(cards[id]))
		}
		g.prove(system(id), "view-clear", p)
	}
	return nil
}

// upgrades: a system from before the order was assessed, and its gaps are
// closed or planned to be by a day (W168/19/1).
func (g *gathering) upgrades(ids []string) error {
	all, err := bodies[upkeep.Upgrade](g.ctx, g.db(), "upgrade", ids)
	if err != nil {
		return err
	}
	for id, list := range all {
		u := list[len(list)-1]
		p := agenda.Proof{Day: u.On, Ref: auditObject("upgrade", u.ID.String()), Value: share(len(u.Gaps)-len(u.Open()), len(u.Gaps))}
		switch u.State {
		case upkeep.Done:
			p.Day = u.DoneOn
		case upkeep.Planned:
			p.Short, p.Broken = true, u.Till
		case upkeep.HasGaps:
			p.Short = true
		}
		g.prove(system(id), "upgrade-assessed", p)
	}
	return nil
}

// neighbours: each military or secret-related unit nearby has consented
// (R799/10). That there is one is a fact about the system.
func (g *gathering) neighbours(ids []string) error {
	all, err := bodies[upkeep.Neighbour](g.ctx, g.db(), "neighbour", ids)
	if err != nil {
		return err
	}
	for id, list := range all {
		k := g.known[system(id)]
		if k == nil {
			continue
		}
		k.Facts.NearSecret = true
		p, good := agenda.Proof{Ref: auditObject("neighbour", list[0].ID.String())}, 0
		for _, n := range list {
			if n.State == upkeep.Consented {
				good++
				if p.Day.Before(n.AnsweredOn) {
					p.Day = n.AnsweredOn
				}
				continue
			}
			if !p.Short {
				p.Short, p.Ref = true, auditObject("neighbour", n.ID.String())
			}
			if installed(g.of[id].State) {
				g.breach(id, agenda.Breach{
					Duty: "neighbour-consent", Fault: string(registry.NoConsent), Ref: auditObject("neighbour", n.ID.String()),
					Since: law.DayOf(n.CreatedAt), Note: "未经“" + n.Unit + "”同意即在其周边安装",
				})
			}
		}
		if p.Value = share(good, len(list)); p.Short {
			p.Day = law.Day{}
			if installed(g.of[id].State) { // consent is asked for before (R799/10)
				p.Broken = law.DayOf(g.of[id].StateSince)
			}
		}
		g.prove(system(id), "neighbour-consent", p)
	}
	return nil
}

// installed reports whether devices hang by now: the works are completed.
func installed(s registry.State) bool {
	switch s {
	case registry.Planned, registry.Designed, registry.UnderConstr, registry.Removed, registry.Archived:
		return false
	}
	return true
}
