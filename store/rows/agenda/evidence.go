package agenda

import (
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/retain"
)

// A reading is one way of finding evidence about systems.
type reading struct {
	codes []string // of the evidence it gives
	of    func(g *gathering, systems []string) error
}

// evidence lists what the rooms' rows give about systems.
func (s *Sources) evidence() []reading {
	return []reading{
		{[]string{"room-use-checked"}, (*gathering).rooms},
		{[]string{"acceptance-passed", "filing-receipt"}, (*gathering).works},
		{[]string{"removal-reported"}, (*gathering).removals},
		{[]string{"change-approved", "filing-changed"}, (*gathering).changes},
		{[]string{"connected"}, (*gathering).catalogued},
		{[]string{"interface-tested"}, (*gathering).tested},
		{[]string{"necessity-stated", "view-fixed"}, (*gathering).filed},
		{[]string{"archive-complete", "impact-assessment"}, (*gathering).binders},
		{[]string{"sign-checked"}, (*gathering).signs},
		{[]string{"view-clear"}, (*gathering).obstructions},
		{[]string{"upgrade-assessed"}, (*gathering).upgrades},
		{[]string{"neighbour-consent"}, (*gathering).neighbours},
		{[]string{"personal-answered"}, (*gathering).answered},
		{[]string{"evidence-held"}, (*gathering).held},
		{[]string{"built-together"}, (*gathering).projects},
		{[]string{"retention-met", "footage-intact", "footage-deleted", "outage-approved"}, (*gathering).footage},
		// These show some evidence where it is there. The want of it proves
		// nothing, so people may record proofs as well.
		{nil, (*gathering).standards},
		{nil, (*gathering).contracts},
	}
}

// Kept implements agenda.Sources.
func (s *Sources) Kept() map[string]bool {
	out := map[string]bool{
		// read from the registers themselves
		"system-built": true, "mlps-filed": true, "maintainer-named": true,
		// of organisations
		"plan-approved": true, "conference-held": true, "catalogue-published": true, "platform-running": true,
	}
	for _, r := range s.evidence() {
		for _, code := range r.codes {
			out[code] = true
		}
	}
	return out
}

func system(id string) agenda.Subject { return agenda.Subject{Kind: agenda.System, ID: id} }

// rooms: no camera is in a forbidden room as far as is known. Each camera's use
// was checked when it was saved; a finding breaks it until it is closed
// (W168/9).
func (g *gathering) rooms(ids []string) error {
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id string
		var n int
		err := r.Scan(&id, &n)
		g.prove(system(id), "room-use-checked", agenda.Proof{Ref: auditObject("system", id), Value: strconv.Itoa(n)})
		return err
	}, `SELECT v.id, count(c.id) FROM video_system v LEFT JOIN camera c ON c.system = v.id WHERE v.id IN (?) GROUP BY v.id`, bun.List(ids))
	if err != nil {
		return err
	}
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, finding string
		var found sql.NullInt64
		err := r.Scan(&id, &finding, &found)
		g.prove(system(id), "room-use-checked", agenda.Proof{Broken: law.DayOf(at(found)), Ref: auditObject("finding", finding)})
		return err
	}, `SELECT v.id, f.id, f.at FROM finding f `+concerned+`
		WHERE f.closed IS NULL AND f.fault = 'forbidden-room' AND v.id IN (?) ORDER BY f.at DESC, f.id`, bun.List(ids))
}

// concerned joins the systems v that a finding f concerns: the one it names,
// that of its camera, or those that stand in its place.
const concerned = `LEFT JOIN camera c ON c.id = f.camera JOIN video_system v ON v.id = f.system OR v.id = c.system
	OR f.system IS NULL AND f.camera IS NULL AND v.place = f.place`

// Below this share of what should have been recorded yesterday, footage is not
// called complete: the alarm of K6, a house rule. A camera that was dark for
// longer than darkFor is an interruption (W168/30(6)).
const (
	leastComplete = 0.95
	darkFor       = time.Hour
)

// footage: what the index of footage tells of a system's cameras together. One
// camera that falls short breaks it for the system.
func (g *gathering) footage(ids []string) error {
	all, _, err := g.s.cameras(g.ctx, ids, g.now)
	if err != nil {
		return err
	}
	by := map[string][]*camera{}
	for _, c := range all {
		if c.counts() == "" {
			by[c.system] = append(by[c.system], c)
		}
	}
	since, err := g.broken("true-and-complete", ids)
	if err != nil {
		return err
	}
	known, err := g.outages(ids)
	if err != nil {
		return err
	}
	for id, cameras := range by {
		g.retention(id, cameras)
		g.intact(id, cameras, since[id])
		g.deleted(id, cameras)
		g.dark(id, cameras, known[id])
	}
	return nil
}

// share is "11/12": how many of the cameras looked at are as they should be.
func share(good, all int) string { return fmt.Sprintf("%d/%d", good, all) }

// retention: each camera that is old enough has footage as old as its floor
// (W168/28/2).
func (g *gathering) retention(id string, cameras []*camera) {
	p := agenda.Proof{Ref: auditObject("system", id)}
	good, all := 0, 0
	for _, c := range cameras {
		if !c.mature() {
			if !c.matures.IsZero() {
				g.turns(system(id), "retention-met", law.DayOf(c.matures))
			}
			continue
		}
		all++
		if c.outcome == retain.Fulfilled {
			good++
			continue
		}
		due := law.DayOf(c.turned)
		if p.Broken.IsZero() || due.Before(p.Broken) {
			p.Broken, p.Ref = due, auditObject("camera", c.id)
		}
	}
	if all > 0 {
		p.Value = share(good, all)
		g.prove(system(id), "retention-met", p)
	}
}

// broken tells since when a duty is noted as not kept, for what is measured a
// day at a time: it lasts until a day is good again.
func (g *gathering) broken(duty string, ids []string) (map[string]law.Day, error) {
	out := map[string]law.Day{}
	return out, each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, since string
		err := r.Scan(&id, &since)
		out[id] = dayOf(since)
		return err
	}, "SELECT subject, since FROM obligation WHERE subject_kind = 'system' AND duty = ? AND state = 'overdue' AND subject IN (?)", duty, bun.List(ids))
}

// intact: yesterday was recorded as planned (W168/28/1).
func (g *gathering) intact(id string, cameras []*camera, since law.Day) {
	yesterday := g.today.Add(-1)
	p := agenda.Proof{Ref: auditObject("system", id)}
	good, all := 0, 0
	for _, c := range cameras {
		planned := c.planned(yesterday)
		if planned == 0 {
			continue
		}
		all++
		if float64(c.recorded) >= leastComplete*float64(planned) {
			good++
		} else if p.Broken.IsZero() {
			p.Broken, p.Ref = yesterday, auditObject("camera", c.id)
			if !since.IsZero() {
				p.Broken = since
			}
		}
	}
	if all > 0 {
		p.Value = share(good, all)
		g.prove(system(id), "footage-intact", p)
	}
}

// deleted: no footage is past its floor without a hold (R799/17).
func (g *gathering) deleted(id string, cameras []*camera) {
	p := agenda.Proof{Ref: auditObject("system", id)}
	good, all := 0, 0
	for _, c := range cameras {
		if c.bytes == 0 {
			continue
		}
		all++
		if c.aged == 0 {
			good++
		} else if p.Broken.IsZero() {
			p.Broken, p.Ref = law.DayOf(c.first.Add(c.floor+g.s.lawDay)), auditObject("camera", c.id)
		}
	}
	if all > 0 {
		p.Value = share(good, all)
		g.prove(system(id), "footage-deleted", p)
	}
}

// dark: a camera of a system in use that sends nothing is an interruption to be
// accounted for (W168/30(6)), unless an outage on record covers it. A suspended
// system's cameras do not count.
func (g *gathering) dark(id string, cameras []*camera, covered map[string]bool) {
	k := g.known[system(id)]
	for _, c := range cameras {
		if covered[""] || covered[c.id] {
			continue
		}
		if k != nil && c.cause == "no-signal" && !c.dark.IsZero() && g.now.Sub(c.dark) >= darkFor {
			since := law.DayOf(c.dark)
			k.Cases["outage-approved"] = append(k.Cases["outage-approved"], agenda.Case{Ref: auditObject("camera", c.id), From: since, Due: since})
		}
	}
}
