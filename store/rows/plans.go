package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works/plan"
)

// Plans keeps building plans and what else comes before a system is built. It
// implements [plan.Store].
type Plans struct{ db *DB }

// NewPlans returns the plans kept in db.
func NewPlans(db *DB) *Plans { return &Plans{db} }

// Write implements plan.Store.
func (s *Plans) Write(ctx context.Context, f func(plan.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error {
		return f(plansTx{PapersTx: NewPapersTx(ctx, tx), ctx: ctx, tx: tx, store: s})
	})
}

func (s *Plans) plans() records[plan.Plan] {
	return records[plan.Plan]{db: s.db, table: "building_plan", what: "plan"}
}

func (s *Plans) responsibilities() records[plan.Responsibility] {
	return records[plan.Responsibility]{db: s.db, table: "building_responsibility", what: "responsibility"}
}

func (s *Plans) projects() records[plan.Project] {
	return records[plan.Project]{
		db: s.db, table: "construction_project", what: "project",
		about: "r.id IN (SELECT project FROM project_part WHERE kind = 'system' AND part = ?)", // a project may build several
	}
}

func (s *Plans) certificates() records[plan.Certificate] {
	return records[plan.Certificate]{
		db: s.db, table: "certificate", what: "certificate",
		about: `r.id IN (SELECT c.part FROM project_part c JOIN project_part s ON s.project = c.project AND s.kind = 'system'
			WHERE c.kind = 'certificate' AND s.part = ?)`, // of the works of its projects
	}
}

func (s *Plans) conferences() records[plan.Conference] {
	return records[plan.Conference]{db: s.db, table: "joint_conference", what: "conference"}
}

// Plans implements plan.Store.
func (s *Plans) Plans() registry.Records[plan.Plan] { return s.plans() }

// Responsibilities implements plan.Store.
func (s *Plans) Responsibilities() registry.Records[plan.Responsibility] { return s.responsibilities() }

// Projects implements plan.Store.
func (s *Plans) Projects() registry.Records[plan.Project] { return s.projects() }

// Certificates implements plan.Store.
func (s *Plans) Certificates() registry.Records[plan.Certificate] { return s.certificates() }

// Conferences implements plan.Store.
func (s *Plans) Conferences() registry.Records[plan.Conference] { return s.conferences() }

// plansTx implements plan.Tx.
type plansTx struct {
	PapersTx
	ctx   context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx    bun.Tx
	store *Plans
}

func (t plansTx) Plans() registry.RecordsTx[plan.Plan] {
	r := in(t.ctx, t.tx, t.store.plans())
	r.kept = t.putPoints
	return r
}

func (t plansTx) Responsibilities() registry.RecordsTx[plan.Responsibility] {
	return in(t.ctx, t.tx, t.store.responsibilities())
}

func (t plansTx) Projects() registry.RecordsTx[plan.Project] {
	r := in(t.ctx, t.tx, t.store.projects())
	r.kept = t.putParts
	return r
}

func (t plansTx) Certificates() registry.RecordsTx[plan.Certificate] {
	return in(t.ctx, t.tx, t.store.certificates())
}

func (t plansTx) Conferences() registry.RecordsTx[plan.Conference] {
	return in(t.ctx, t.tx, t.store.conferences())
}

func (t plansTx) Place(id shiheng.PlaceID) (registry.Place, error) {
	return onePlace(t.ctx, t.store.db, t.tx, id)
}

func (t plansTx) System(id shiheng.SystemID) (registry.VideoSystem, error) {
	return oneSystem(t.ctx, t.store.db, t.tx, id)
}

// putPoints keeps the points of a plan where they are found by position; those
// of a superseded one are in nobody's way.
func (t plansTx) putPoints(p plan.Plan) error {
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM plan_point WHERE plan = ?", p.ID); err != nil {
		return err
	}
	if p.State == plan.Superseded {
		return nil
	}
	for _, i := range p.Items {
		for n, pt := range i.Points {
			_, err := t.tx.ExecContext(t.ctx, `INSERT INTO plan_point (plan, item, number, name, longitude, latitude, facing)
				VALUES (?, ?, ?, ?, ?, ?, ?)`, p.ID, i.Key, n, text(pt.Name), pt.Lon, pt.Lat, pt.Facing)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// putParts keeps the systems and certificates of a project where it is found by
// them. What is owed by a system that is no part of it any more is looked at
// anew: the event of the change names the project only.
func (t plansTx) putParts(p plan.Project) error {
	old, err := list(t.ctx, t.tx, scanText, "SELECT part FROM project_part WHERE project = ? AND kind = 'system'", p.ID)
	if err != nil {
		return err
	}
	if err := await(t.ctx, t.tx, "system", old...); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM project_part WHERE project = ?", p.ID); err != nil {
		return err
	}
	parts := map[string][]string{}
	for _, id := range p.Systems {
		parts["system"] = append(parts["system"], id.String())
	}
	for _, id := range p.Certificates {
		parts["certificate"] = append(parts["certificate"], id.String())
	}
	for kind, ids := range parts {
		for _, id := range ids {
			_, err := t.tx.ExecContext(t.ctx, "INSERT INTO project_part (project, kind, part) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", p.ID, kind, id)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (t plansTx) Planned(lonFrom, lonTo, latFrom, latTo float64) ([]plan.Standing, error) {
	return list(t.ctx, t.tx, func(r row) (s plan.Standing, err error) {
		s.Kind = "planned"
		return s, r.Scan(&s.Plan, &s.Item, &s.Name, &s.Lon, &s.Lat, &s.Facing)
	}, `SELECT plan, item, name, longitude, latitude, facing FROM plan_point
		WHERE latitude >= ? AND latitude <= ? AND longitude >= ? AND longitude <= ? ORDER BY plan, item, number LIMIT 500`,
		latFrom, latTo, lonFrom, lonTo)
}

// standsAt is the condition that a system stands at a place r or below it.
const standsAt = `v.place IN (WITH RECURSIVE below (id) AS (
	SELECT r.id UNION SELECT c.id FROM place c JOIN below b ON c.parent = b.id) SELECT id FROM below)`

// Duties implements plan.Store.
func (s *Plans) Duties(ctx context.Context, f plan.DutyFilter, p audit.Paging) (audit.Page[plan.Duty], error) {
	var w where
	w.and("r.category <> ''")
	if !f.Scope.All {
		var bounds where
		standing(&bounds, "r.id", f.Scope)
		systems := systemsIn(f.Scope)
		bounds.and("EXISTS (SELECT 1 FROM video_system v WHERE "+systems.either()+" AND "+standsAt+")", systems.args...)
		w.and(bounds.either(), bounds.args...)
	}
	if !f.Place.IsZero() {
		w.and(under("r.id", named), bun.List([]shiheng.PlaceID{f.Place}))
	}
	if f.Category != "" {
		w.and("r.category = ?", f.Category)
	}
	there := "EXISTS (SELECT 1 FROM video_system v WHERE v.state NOT IN (?) AND " + standsAt + ")"
	gone, idle := bun.List(plan.GoneStates()), bun.List(plan.IdleStates())
	switch f.Standing {
	case plan.DutyBuilt:
		w.and(there, idle)
	case plan.DutyUnderWay:
		w.and(there+" AND NOT "+there, gone, idle)
	case plan.DutyMissing:
		w.and("NOT "+there, gone)
	}
	if p.Cursor != "" {
		w.and("r.id > ?", p.Cursor)
	}
	items, err := list(ctx, s.db.read, scanDuty, `SELECT r.id, r.parent, r.name, r.address, r.category, r.created_at, r.version,
			(SELECT count(*) FROM video_system v WHERE v.state NOT IN (?) AND `+standsAt+`),
			(SELECT count(*) FROM video_system v WHERE v.state NOT IN (?) AND `+standsAt+`),
			(SELECT max(b.body) FROM building_responsibility b WHERE b.place = r.id AND b.system IS NULL AND b.state = 'current')
		FROM place r`+w.String()+" ORDER BY r.id LIMIT ?", append(append([]any{gone, idle}, w.args...), p.Size()+1)...)
	if err != nil {
		return audit.Page[plan.Duty]{}, s.db.fault(err)
	}
	return page(items, p, func(d plan.Duty) string { return d.Place.ID.String() }), nil
}

func scanDuty(r row) (d plan.Duty, err error) {
	pl := &d.Place
	return d, r.Scan(&pl.ID, &pl.Parent, &pl.Name, &pl.Address, &pl.Category, instant{&pl.CreatedAt}, &pl.Version,
		&d.Systems, &d.Working, jsonInto{&d.Responsible})
}
