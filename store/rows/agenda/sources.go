package agenda

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/law"
)

// Sources reads other rooms' rows. It implements agenda.Sources.
type Sources struct {
	rows Rows
	law  *law.Law
	// lawDay is how long a day of the law lasts in the store of footage.
	lawDay time.Duration
}

var _ agenda.Sources = (*Sources)(nil)

// NewSources returns the sources over a migrated database.
func NewSources(rows Rows, rules *law.Law, lawDay time.Duration) *Sources {
	return &Sources{rows: rows, law: rules, lawDay: lawDay}
}

// Subjects implements agenda.Sources: places, then systems, each by identity.
func (s *Sources) Subjects(ctx context.Context, after agenda.Subject, limit int) ([]agenda.Subject, error) {
	var out []agenda.Subject
	order := []agenda.Kind{agenda.Place, agenda.System}
	for _, kind := range order[max(0, slices.Index(order, after.Kind)):] {
		from := ""
		if kind == after.Kind {
			from = after.ID
		}
		got, err := list(ctx, s.rows.Reader(), func(r *sql.Rows) (agenda.Subject, error) {
			found := agenda.Subject{Kind: kind}
			return found, r.Scan(&found.ID)
		}, "SELECT id FROM "+tables()[kind]+" WHERE id > ? ORDER BY id LIMIT ?", from, limit-len(out))
		if err != nil {
			return nil, s.rows.Fault(err)
		}
		if out = append(out, got...); len(out) == limit {
			break
		}
	}
	return out, nil
}

// Known implements agenda.Sources.
func (s *Sources) Known(ctx context.Context, subjects []agenda.Subject, now time.Time) ([]agenda.Known, error) {
	g := gathering{ctx: ctx, s: s, now: now, today: law.DayOf(now), known: map[agenda.Subject]*agenda.Known{}}
	for kind, ids := range byKind(subjects) {
		var err error
		switch kind {
		case agenda.System:
			err = g.systems(ids)
		case agenda.Place:
			err = g.places(ids)
		case agenda.Organisation:
		}
		if err != nil {
			return nil, s.rows.Fault(err)
		}
	}
	if err := g.recorded(subjects); err != nil {
		return nil, s.rows.Fault(err)
	}
	out := make([]agenda.Known, 0, len(g.known))
	for _, subject := range subjects {
		if k := g.known[subject]; k != nil {
			out = append(out, *k)
		}
	}
	return out, nil
}

// gathering reads what is on record of some subjects.
type gathering struct {
	ctx   context.Context //nolint:containedctx // that of the one reading
	s     *Sources
	now   time.Time
	today law.Day
	known map[agenda.Subject]*agenda.Known
}

func (g *gathering) db() bun.IDB { return g.s.rows.Reader() }

// add begins what is known of a subject.
func (g *gathering) add(k agenda.Known) *agenda.Known {
	k.Milestones, k.Proofs, k.Cases = map[agenda.Milestone]law.Day{}, map[string]agenda.Proof{}, map[string][]agenda.Case{}
	g.known[k.Subject] = &k
	return &k
}

// prove notes a proof; of two the broken one counts, else the newer.
func (g *gathering) prove(subject agenda.Subject, evidence string, p agenda.Proof) {
	k := g.known[subject]
	if k == nil {
		return
	}
	if old, has := k.Proofs[evidence]; has && (!old.Broken.IsZero() && p.Broken.IsZero() || old.Broken == p.Broken && p.Day.Before(old.Day)) {
		return
	}
	k.Proofs[evidence] = p
}

// recorded adds the proofs that people recorded, where no room keeps any.
func (g *gathering) recorded(subjects []agenda.Subject) error {
	for kind, ids := range byKind(subjects) {
		err := each(g.ctx, g.db(), func(r *sql.Rows) error {
			p, err := scanRecord(r)
			if err != nil {
				return err
			}
			k := g.known[p.Subject]
			if k == nil {
				return nil
			}
			if _, has := k.Proofs[p.Evidence]; !has {
				k.Proofs[p.Evidence] = agenda.Proof{
					Day: p.Day, Until: p.Until, Ref: auditObject("duty-proof", p.ID.String()), Value: p.Note, Manual: true,
				}
			}
			return nil
		}, "SELECT "+recordColumns+" FROM duty_proof WHERE subject_kind = ? AND subject IN (?) AND superseded IS NULL ORDER BY id DESC",
			string(kind), bun.List(ids))
		if err != nil {
			return err
		}
	}
	return nil
}

// systemRow is what of a system decides about its duties.
type systemRow struct {
	id, name, place, state string
	facts                  law.Facts
	since, created         time.Time
}

func (g *gathering) systemRows(ids []string) ([]systemRow, error) {
	return list(g.ctx, g.db(), func(r *sql.Rows) (v systemRow, err error) {
		var completed string
		var since, created sql.NullInt64
		err = r.Scan(&v.id, &v.name, &v.place, &v.state, &v.facts.W168Category, &v.facts.R799Class, &v.facts.AntiTerrorTarget,
			&v.facts.KeySecurityUnit, &completed, &since, &created)
		v.facts.Completed, v.since, v.created = dayOf(completed), at(since), at(created)
		return v, err
	}, `SELECT v.id, v.name, v.place, v.state, v.w168_category, v.r799_class, v.anti_terror, v.key_unit, v.completed, v.state_since,
		v.created_at FROM video_system v WHERE v.id IN (?)`, bun.List(ids))
}

// systems reads what is known of video systems.
func (g *gathering) systems(ids []string) error {
	rows, err := g.systemRows(ids)
	if err != nil {
		return err
	}
	for _, v := range rows {
		if used(v.state) {
			v.facts.PutIntoUse = law.DayOf(v.since)
			if c := v.facts.Completed; !c.IsZero() && c.Before(v.facts.PutIntoUse) && g.s.law.Legacy(c) {
				v.facts.PutIntoUse = c // built before the order and used ever since
			}
		}
		k := g.add(agenda.Known{Subject: agenda.Subject{Kind: agenda.System, ID: v.id}, Name: v.name, Facts: v.facts, Gone: v.state == "removed"})
		k.Milestones[agenda.Registered] = law.DayOf(v.created)
		if !v.facts.Completed.IsZero() {
			k.Milestones[agenda.Completed] = v.facts.Completed
		}
		if !v.facts.PutIntoUse.IsZero() {
			k.Milestones[agenda.InUse] = v.facts.PutIntoUse
		}
	}
	for _, read := range g.s.evidence() {
		if err := read.of(g, ids); err != nil {
			return err
		}
	}
	return nil
}

// used reports whether a system of the state is in use: a trial is not.
func used(state string) bool {
	return state == "in-service" || state == "in-use-not-accepted" || state == "suspended"
}

// places reads what is known of places. A place of a category of W168/8 owes a
// system; one in service there or below is the proof.
func (g *gathering) places(ids []string) error {
	err := each(g.ctx, g.db(), func(r *sql.Rows) error {
		var id, name, category string
		var created sql.NullInt64
		if err := r.Scan(&id, &name, &category, &created); err != nil {
			return err
		}
		k := g.add(agenda.Known{Subject: agenda.Subject{Kind: agenda.Place, ID: id}, Name: name, Facts: law.Facts{W168Category: category}})
		k.Milestones[agenda.Registered] = law.DayOf(at(created))
		return nil
	}, "SELECT id, name, category, created_at FROM place WHERE id IN (?)", bun.List(ids))
	if err != nil {
		return err
	}
	return each(g.ctx, g.db(), func(r *sql.Rows) error {
		var place, system string
		var since sql.NullInt64
		if err := r.Scan(&place, &system, &since); err != nil {
			return err
		}
		subject := agenda.Subject{Kind: agenda.Place, ID: place}
		if k := g.known[subject]; k != nil {
			p := agenda.Proof{Day: law.DayOf(at(since)), Ref: auditObject("system", system)}
			if old, has := k.Proofs["system-built"]; !has || p.Day.Before(old.Day) || p.Day == old.Day && p.Ref.ID < old.Ref.ID {
				k.Proofs["system-built"] = p
			}
		}
		return nil
	}, builtQuery, bun.List(ids))
}

// builtQuery finds for each of some places the systems in service there or
// below.
const builtQuery = `WITH RECURSIVE below (top, id) AS (
	SELECT id, id FROM place WHERE id IN (?) UNION ALL SELECT b.top, p.id FROM place p JOIN below b ON p.parent = b.id)
	SELECT b.top, v.id, v.state_since FROM below b JOIN video_system v ON v.place = b.id WHERE v.state = 'in-service'`

// unmarshal reads a JSON text of ours.
func unmarshal(s string, v any) error {
	if s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}
