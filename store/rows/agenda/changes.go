package agenda

import (
	"database/sql"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
)

// removalAhead is how many days before a removal it is reported (W168/17).
const removalAhead = 10

// removals: each removal was reported ten days before. One that was disclosed
// because of danger was reported late; a device that is gone without a report
// stays open until its finding is closed (W168/17, R799/23/2).
func (g *gathering) removals(ids []string) error {
	all, err := bodies[works.Removal](g.ctx, g.db(), "removal", ids)
	if err != nil {
		return err
	}
	for id, list := range all {
		k := g.known[system(id)]
		if k == nil {
			continue
		}
		for _, r := range list {
			if r.State == works.RemovalWithdrawn {
				continue
			}
			on := r.Entry.PlannedOn
			if !r.Executed.On.IsZero() {
				on = r.Executed.On
			}
			c := agenda.Case{Ref: auditObject("removal", r.ID.String()), From: on, Done: r.ReportedOn}
			if !on.IsZero() {
				c.Due = on.Add(-removalAhead)
			}
			k.Cases["removal-reported"] = append(k.Cases["removal-reported"], c)
		}
	}
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, finding string
		var found sql.NullInt64
		err := r.Scan(&id, &finding, &found)
		if k := g.known[system(id)]; k != nil {
			on := law.DayOf(at(found)).Add(-1) // it should have been reported before
			k.Cases["removal-reported"] = append(k.Cases["removal-reported"], agenda.Case{Ref: auditObject("finding", finding), From: on, Due: on})
		}
		return err
	}, `SELECT v.id, f.id, f.at FROM finding f `+concerned+` WHERE f.closed IS NULL AND f.fault = ? AND v.id IN (?) ORDER BY f.at, f.id`,
		string(registry.UnauthorisedRemoval), bun.List(ids))
}

// changes: what was changed of position, function or direction was approved
// before (W168/30/7), and filed anew where it was on file (R799/14/2).
func (g *gathering) changes(ids []string) error {
	all, err := bodies[works.Change](g.ctx, g.db(), "camera_change", ids)
	if err != nil {
		return err
	}
	for id, list := range all {
		for _, c := range list {
			if k := g.known[system(id)]; k != nil && c.Alters() {
				k.Cases["change-approved"] = append(k.Cases["change-approved"], agenda.Case{
					Ref: auditObject("change", c.ID.String()), From: c.ExecutedOn, Due: c.ExecutedOn, Done: c.DecidedOn,
				})
			}
		}
	}
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, text string
		if err := r.Scan(&id, &text); err != nil {
			return err
		}
		var t works.Todo
		if err := unmarshal(text, &t); err != nil {
			return err
		}
		if k := g.known[system(id)]; k != nil {
			ref := auditObject("system", id)
			if t.State == works.TodoDone && t.How != "" {
				ref = auditObject("filing", t.How) // the filing that did it
			}
			k.Cases["filing-changed"] = append(k.Cases["filing-changed"], agenda.Case{Ref: ref, From: law.DayOf(t.CreatedAt), Due: t.Due, Done: t.DoneOn})
		}
		return nil
	}, "SELECT system, body FROM works_todo WHERE label = ? AND system IN (?) ORDER BY id", works.TodoFilingChange, bun.List(ids))
}

// standards: those an acceptance was held by (W168/11, R799/11). The first one
// that was passed counts.
func (g *gathering) standards(ids []string) error {
	all, err := bodies[works.Acceptance](g.ctx, g.db(), "acceptance", ids)
	if err != nil {
		return err
	}
	for id, list := range all {
		for _, a := range list {
			if (a.State == works.Passed || a.State == works.Basic) && len(a.Entry.Standards) > 0 {
				g.prove(system(id), "standards-listed", agenda.Proof{
					Day: a.ConcludedOn, Ref: auditObject("acceptance", a.ID.String()), Value: a.Entry.Standards[0],
				})
				break
			}
		}
	}
	return nil
}

// tested: the interface was tested, by a run against the site's device or by
// what the register says; the newest result counts (W168/11).
func (g *gathering) tested(ids []string) error {
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, test, verdict string
		var ended sql.NullInt64
		if err := r.Scan(&id, &test, &verdict, &ended); err != nil {
			return err
		}
		k, day := g.known[system(id)], law.DayOf(at(ended))
		if k == nil {
			return nil
		}
		if old, has := k.Proofs["interface-tested"]; has && day.Before(old.Day) {
			return nil
		}
		p := agenda.Proof{Day: day, Ref: auditObject("interface-test", test)}
		if verdict == "failed" {
			p = agenda.Proof{Broken: day, Short: true, Ref: p.Ref}
		}
		k.Proofs["interface-tested"] = p
		return nil
	}, "SELECT system, id, verdict, ended FROM interface_test WHERE verdict IN ('passed', 'failed') AND system IN (?) ORDER BY ended, id", bun.List(ids))
}

// contracts: who maintains a system of its own needs no contract (W168/27/2).
func (g *gathering) contracts([]string) error {
	for id, v := range g.of {
		switch m := v.Parties.Maintainer; {
		case m.IsZero():
			g.exempt(system(id), "maintainer-contract", "尚未明确维护单位", "nobody was named as maintainer yet")
		case m == v.Parties.Operator || m == v.Parties.Builder || m == v.Parties.Management || m == v.Parties.User || m == v.Parties.Owner:
			g.exempt(system(id), "maintainer-contract", "由本单位自行维护，未委托专业机构", "the unit maintains by itself; no contractor was engaged")
		}
	}
	return nil
}
