package agenda

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// Sources reads other rooms' rows. It implements agenda.Sources.
type Sources struct {
	rows     Rows
	register Register
	law      *law.Law
	tables   *archive.Tables
	// lawDay is how long a day of the law lasts in the store of footage.
	lawDay time.Duration
}

var _ agenda.Sources = (*Sources)(nil)

// Register reads systems and places with what holds around them. *rows.Registry
// does.
type Register interface {
	registry.Systems
	registry.Places
}

// Config is what Sources reads and judges by. All fields are required.
type Config struct {
	Rows     Rows // a migrated database
	Register Register
	Law      *law.Law
	Tables   *archive.Tables // of the camera archive
	// LawDay is how long a day of the law lasts in the store of footage.
	LawDay time.Duration
}

// NewSources returns the sources over a migrated database.
func NewSources(c Config) *Sources {
	return &Sources{rows: c.Rows, register: c.Register, law: c.Law, tables: c.Tables, lawDay: c.LawDay}
}

// Subjects implements agenda.Sources: organisations, places, then systems, each
// by identity.
func (s *Sources) Subjects(ctx context.Context, after agenda.Subject, limit int) ([]agenda.Subject, error) {
	var out []agenda.Subject
	order := []agenda.Kind{agenda.Organisation, agenda.Place, agenda.System}
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
	g := gathering{ctx: ctx, s: s, now: now, today: law.DayOf(now), known: map[agenda.Subject]*agenda.Known{}, of: map[string]registry.VideoSystem{}}
	for kind, ids := range byKind(subjects) {
		var err error
		switch kind {
		case agenda.System:
			err = g.systems(ids)
		case agenda.Place:
			err = g.places(ids)
		case agenda.Organisation:
			err = g.organisations(ids)
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
	// Of systems: what the register says, and the archive of their cameras, nil
	// before it was read.
	of      map[string]registry.VideoSystem
	archive map[string][]card
}

func (g *gathering) db() bun.IDB { return g.s.rows.Reader() }

// add begins what is known of a subject.
func (g *gathering) add(k agenda.Known) *agenda.Known {
	k.Milestones, k.Proofs, k.Cases = map[agenda.Milestone]law.Day{}, map[string]agenda.Proof{}, map[string][]agenda.Case{}
	k.Exempt = map[string]law.Text{}
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

// turns notes that what the records show changes by itself on a day, or, when
// the hour of that day is still to come, is to be looked at on the next.
func (g *gathering) turns(subject agenda.Subject, evidence string, on law.Day) {
	k := g.known[subject]
	if k == nil {
		return
	}
	if !g.today.Before(on) {
		on = g.today.Add(1)
	}
	if k.Turns == nil {
		k.Turns = map[string]law.Day{}
	}
	k.Turns[evidence] = sooner(k.Turns[evidence], on)
}

// recorded adds the proofs that people recorded, where no room keeps any; of
// what a room shows now and then the newer counts.
func (g *gathering) recorded(subjects []agenda.Subject) error {
	kept := g.s.Kept()
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
			if old, has := k.Proofs[p.Evidence]; !has || !kept[p.Evidence] && !old.Manual && old.Day.Before(p.Day) {
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

// parse reads identities of ours; one that is none is left out.
func parse[T ~[16]byte](texts []string, of func(string) (T, error)) []T {
	out := make([]T, 0, len(texts))
	for _, s := range texts {
		if id, err := of(s); err == nil {
			out = append(out, id)
		}
	}
	return out
}

// systems reads what is known of video systems.
func (g *gathering) systems(ids []string) error {
	if err := g.registers(ids); err != nil {
		return err
	}
	for _, read := range g.s.evidence() {
		if err := read.of(g, ids); err != nil {
			return err
		}
	}
	return nil
}

// registers reads what the register of systems knows.
func (g *gathering) registers(ids []string) error {
	all, err := g.s.register.Systems(g.ctx, registry.SystemFilter{
		Scope: registry.Scope{All: true}, Systems: parse(ids, shiheng.ParseID[shiheng.SystemID]),
	}, audit.Paging{Limit: 500})
	if err != nil {
		return err
	}
	for _, v := range all.Items {
		facts := v.Facts()
		if facts.PutIntoUse.IsZero() && v.State.InUse() {
			facts.PutIntoUse = law.DayOf(v.StateSince)
			if c := facts.Completed; !c.IsZero() && c.Before(facts.PutIntoUse) && g.s.law.Legacy(c) {
				facts.PutIntoUse = c // built before the order and used ever since
			}
		}
		k := g.add(agenda.Known{Subject: system(v.ID.String()), Name: v.Name, Facts: facts, Gone: v.State == registry.Removed || v.State == registry.Archived})
		k.Milestones[agenda.Registered] = law.DayOf(v.CreatedAt)
		if !facts.Completed.IsZero() {
			k.Milestones[agenda.Completed] = facts.Completed
		}
		if !facts.PutIntoUse.IsZero() {
			k.Milestones[agenda.InUse] = facts.PutIntoUse
		}
		g.of[v.ID.String()] = v
		g.registered(v)
	}
	return nil
}

// registered is what the register of systems shows by itself: the grading of
// its protection, the interface that was reserved, who maintains it.
func (g *gathering) registered(v registry.VideoSystem) {
	subject, ref := system(v.ID.String()), audit.On("system", v.ID)
	if p := v.Protection; p.Grade > 0 && p.Number != "" {
		g.prove(subject, "mlps-filed", agenda.Proof{Day: p.Assessed, Ref: ref, Value: p.Number})
	}
	if r := v.Reserved; r.Result == "passed" {
		g.prove(subject, "interface-tested", agenda.Proof{Day: r.Tested, Ref: ref, Value: r.Protocol})
	}
	if m := v.Parties.Maintainer; !m.IsZero() {
		g.prove(subject, "maintainer-named", agenda.Proof{Ref: audit.On("organisation", m)})
	}
}

// places reads what is known of places. A place of a category of W168/8 owes a
// system; one in service there or below is the proof.
func (g *gathering) places(ids []string) error {
	all, err := g.s.register.Places(g.ctx, registry.PlaceFilter{
		Scope: registry.Scope{All: true}, Places: parse(ids, shiheng.ParseID[shiheng.PlaceID]),
	}, audit.Paging{Limit: 500})
	if err != nil {
		return err
	}
	for _, p := range all.Items {
		k := g.add(agenda.Known{
			Subject: agenda.Subject{Kind: agenda.Place, ID: p.ID.String()}, Name: p.Name, Facts: law.Facts{W168Category: p.Category},
		})
		k.Milestones[agenda.Registered] = law.DayOf(p.CreatedAt)
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
	SELECT b.top, v.id, v.state_since FROM below b JOIN video_system v ON v.place = b.id WHERE v.state IN ('in-service', 'changing', 'removal-notified')`

// unmarshal reads a JSON text of ours.
func unmarshal(s string, v any) error {
	if s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}
