package rows

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

const systemColumns = `v.id, v.place, v.name, coalesce(v.code, ''), v.w168_category, v.r799_class, v.anti_terror, v.key_unit,
	v.no_duty_reason, v.owner, v.user_unit, v.builder, v.operator, v.maintainer, v.management, v.funding, v.trade, v.department,
	v.completed, v.put_into_use, v.functions, v.protection, v.reserved, v.state, v.state_since, v.trial_until, v.created_at, v.version`

func systemInto(v *registry.VideoSystem) []any {
	p := &v.Parties
	return []any{
		&v.ID, &v.Place, &v.Name, &v.Code, &v.W168Category, &v.R799Class, &v.AntiTerrorTarget, &v.KeySecurityUnit,
		&v.NoDutyReason, &p.Owner, &p.User, &p.Builder, &p.Operator, &p.Maintainer, &p.Management, &v.Funding, &v.Trade, &v.Department,
		lawDay{&v.Completed}, lawDay{&v.PutIntoUse}, jsonInto{&v.Functions}, jsonInto{&v.Protection}, jsonInto{&v.Reserved},
		&v.State, instant{&v.StateSince}, instant{&v.TrialUntil}, instant{&v.CreatedAt}, &v.Version,
	}
}

// lawDay reads a day kept as text.
type lawDay struct{ to *law.Day }

// Scan implements sql.Scanner.
func (d lawDay) Scan(src any) error {
	var s string
	switch v := src.(type) {
	case string:
		s = v
	case []byte:
		s = string(v)
	}
	return d.to.UnmarshalText([]byte(s))
}

func scanSystem(r row) (v registry.VideoSystem, err error) { return v, scanInto(r, systemInto(&v)) }

// standingIn fills in what holds around systems that were read.
func standingIn(ctx context.Context, from bun.IDB, systems []registry.VideoSystem) error {
	seen := map[shiheng.PlaceID]bool{}
	var ids []shiheng.PlaceID
	for _, v := range systems {
		if !seen[v.Place] {
			seen[v.Place] = true
			ids = append(ids, v.Place)
		}
	}
	up, err := ways(ctx, from, ids)
	for i := range systems {
		systems[i].Around = up[systems[i].Place].all
	}
	return err
}

func oneSystem(ctx context.Context, db *DB, from bun.IDB, id shiheng.SystemID) (registry.VideoSystem, error) {
	v, err := scanSystem(from.QueryRowContext(ctx, "SELECT "+systemColumns+" FROM video_system v WHERE v.id = ?", id))
	if err != nil {
		return v, db.lookup(err, "system")
	}
	one := []registry.VideoSystem{v}
	err = standingIn(ctx, from, one)
	return one[0], db.fault(err)
}

// System implements registry.Store.
func (r *Registry) System(ctx context.Context, id shiheng.SystemID) (registry.VideoSystem, error) {
	return oneSystem(ctx, r.db, r.db.read, id)
}

// Systems implements registry.Store.
func (r *Registry) Systems(ctx context.Context, f registry.SystemFilter, p audit.Paging) (audit.Page[registry.VideoSystem], error) {
	var w where
	w.systems(f.Scope)
	if f.Systems != nil {
		w.and("v.id IN (?)", bun.List(f.Systems))
	}
	if !f.Place.IsZero() {
		w.and(under("v.place", named), bun.List([]shiheng.PlaceID{f.Place}))
	}
	if f.State != "" {
		w.and("v.state = ?", string(f.State))
	}
	if f.Trade != "" {
		w.and("v.trade = ?", f.Trade)
	}
	if o := f.Organisation; !o.IsZero() {
		w.and("? IN (v.owner, v.user_unit, v.builder, v.operator, v.maintainer, v.management, v.department)", o)
	}
	if f.Text != "" {
		part := "%" + likely(f.Text) + "%"
		w.and(`lower(v.name) LIKE lower(?) ESCAPE '!' OR lower(v.code) LIKE lower(?) ESCAPE '!'`, part, part)
	}
	if p.Cursor != "" {
		w.and("v.id > ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, scanSystem,
		"SELECT "+systemColumns+" FROM video_system v"+w.String()+" ORDER BY v.id LIMIT ?", append(w.args, p.Size()+1)...)
	if err == nil {
		err = standingIn(ctx, r.db.read, items)
	}
	if err != nil {
		return audit.Page[registry.VideoSystem]{}, r.db.fault(err)
	}
	return page(items, p, func(v registry.VideoSystem) string { return v.ID.String() }), nil
}

// TrialsOver implements registry.Store.
func (r *Registry) TrialsOver(ctx context.Context, now time.Time) ([]registry.VideoSystem, error) {
	items, err := list(ctx, r.db.read, scanSystem, "SELECT "+systemColumns+` FROM video_system v
		WHERE v.state = ? AND v.trial_until <= ? ORDER BY v.id LIMIT 500`, string(registry.Trial), usec(now))
	if err == nil {
		err = standingIn(ctx, r.db.read, items)
	}
	return items, r.db.fault(err)
}

func (t registryTx) System(id shiheng.SystemID) (registry.VideoSystem, error) {
	return oneSystem(t.ctx, t.db, t.tx, id)
}

// takenNumber words the loss of a race for a system's code.
func (t registryTx) takenNumber(err error, code string) error {
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("system.code-taken", "code", code)
	}
	return err
}

func (t registryTx) InsertSystem(v registry.VideoSystem) error {
	p := v.Parties
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO video_system
		(id, place, name, code, w168_category, r799_class, anti_terror, key_unit, no_duty_reason,
		owner, user_unit, builder, operator, maintainer, management, funding, trade, department,
		completed, put_into_use, functions, protection, reserved, state, state_since, trial_until, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.Place, text(v.Name), orNull(v.Code), v.W168Category, v.R799Class, v.AntiTerrorTarget, v.KeySecurityUnit, text(v.NoDutyReason),
		p.Owner, p.User, p.Builder, p.Operator, p.Maintainer, p.Management, string(v.Funding), v.Trade, v.Department,
		v.Completed.String(), v.PutIntoUse.String(), text(jsonText(v.Functions)), text(jsonText(v.Protection)), text(jsonText(v.Reserved)),
		string(v.State), usec(v.StateSince), usec(v.TrialUntil), usec(v.CreatedAt), v.Version)
	return t.takenNumber(err, v.Code)
}

func (t registryTx) UpdateSystem(v registry.VideoSystem) error {
	p := v.Parties
	res, err := t.tx.ExecContext(t.ctx, `UPDATE video_system SET place = ?, name = ?, code = ?, w168_category = ?, r799_class = ?,
		anti_terror = ?, key_unit = ?, no_duty_reason = ?, owner = ?, user_unit = ?, builder = ?, operator = ?, maintainer = ?,
		management = ?, funding = ?, trade = ?, department = ?, completed = ?, put_into_use = ?, functions = ?, protection = ?,
		reserved = ?, state = ?, state_since = ?, trial_until = ?, version = version + 1 WHERE id = ? AND version = ?`,
		v.Place, text(v.Name), orNull(v.Code), v.W168Category, v.R799Class, v.AntiTerrorTarget, v.KeySecurityUnit, text(v.NoDutyReason),
		p.Owner, p.User, p.Builder, p.Operator, p.Maintainer, p.Management, string(v.Funding), v.Trade, v.Department,
		v.Completed.String(), v.PutIntoUse.String(), text(jsonText(v.Functions)), text(jsonText(v.Protection)), text(jsonText(v.Reserved)),
		string(v.State), usec(v.StateSince), usec(v.TrialUntil), v.ID, v.Version)
	if err := changed(res, t.takenNumber(err, v.Code), shiheng.Conflict("system.changed")); err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET stale = 1 WHERE system = ?", v.ID) // its facts count in completeness
	return err
}
