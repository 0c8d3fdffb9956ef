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

// Registry keeps places, systems, cameras, peers and findings. It implements
// [registry.Store].
type Registry struct{ db *DB }

// NewRegistry returns the registers kept in db.
func NewRegistry(db *DB) *Registry { return &Registry{db} }

// Write implements registry.Store.
func (r *Registry) Write(ctx context.Context, f func(registry.Tx) error) error {
	return r.db.Write(ctx, func(tx bun.Tx) error { return f(registryTx{ctx: ctx, tx: tx, db: r.db}) })
}

// registryTx implements registry.Tx.
type registryTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
	db  *DB
}

func (t registryTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

// Places.

const placeColumns = `id, parent, name, address, category, created_at, version`

func scanPlace(r row) (p registry.Place, err error) {
	return p, r.Scan(&p.ID, &p.Parent, &p.Name, &p.Address, &p.Category, instant{&p.CreatedAt}, &p.Version)
}

func onePlace(ctx context.Context, db *DB, from bun.IDB, id shiheng.PlaceID) (registry.Place, error) {
	p, err := scanPlace(from.QueryRowContext(ctx, "SELECT "+placeColumns+" FROM place WHERE id = ?", id))
	return p, db.lookup(err, "place")
}

// Place implements registry.Store.
func (r *Registry) Place(ctx context.Context, id shiheng.PlaceID) (registry.Place, error) {
	return onePlace(ctx, r.db, r.db.read, id)
}

// Places implements registry.Store.
func (r *Registry) Places(ctx context.Context, p audit.Paging) (audit.Page[registry.Place], error) {
	items, err := list(ctx, r.db.read, scanPlace,
		"SELECT "+placeColumns+" FROM place WHERE id > ? ORDER BY id LIMIT ?", p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[registry.Place]{}, r.db.fault(err)
	}
	return page(items, p, func(v registry.Place) string { return v.ID.String() }), nil
}

func (t registryTx) Place(id shiheng.PlaceID) (registry.Place, error) {
	return onePlace(t.ctx, t.db, t.tx, id)
}

func (t registryTx) InsertPlace(p registry.Place) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO place (id, parent, name, address, category, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, p.ID, p.Parent, text(p.Name), text(p.Address), p.Category, usec(p.CreatedAt), p.Version)
	return err
}

func (t registryTx) UpdatePlace(p registry.Place) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE place SET parent = ?, name = ?, address = ?, category = ?, version = version + 1
		WHERE id = ? AND version = ?`, p.Parent, text(p.Name), text(p.Address), p.Category, p.ID, p.Version)
	return changed(res, err, shiheng.Conflict("place.changed"))
}

// Systems.

const systemColumns = `v.id, v.place, v.name, v.w168_category, v.r799_class, v.anti_terror, v.key_unit, v.no_duty_reason,
	v.completed, v.state, v.state_since, v.trial_until, v.created_at, v.version`

func systemInto(v *registry.VideoSystem) []any {
	return []any{
		&v.ID, &v.Place, &v.Name, &v.W168Category, &v.R799Class, &v.AntiTerrorTarget, &v.KeySecurityUnit, &v.NoDutyReason,
		lawDay{&v.Completed}, &v.State, instant{&v.StateSince}, instant{&v.TrialUntil}, instant{&v.CreatedAt}, &v.Version,
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

func oneSystem(ctx context.Context, db *DB, from bun.IDB, id shiheng.SystemID) (registry.VideoSystem, error) {
	v, err := scanSystem(from.QueryRowContext(ctx, "SELECT "+systemColumns+" FROM video_system v WHERE v.id = ?", id))
	return v, db.lookup(err, "system")
}

// System implements registry.Store.
func (r *Registry) System(ctx context.Context, id shiheng.SystemID) (registry.VideoSystem, error) {
	return oneSystem(ctx, r.db, r.db.read, id)
}

// Systems implements registry.Store.
func (r *Registry) Systems(ctx context.Context, p audit.Paging) (audit.Page[registry.VideoSystem], error) {
	items, err := list(ctx, r.db.read, scanSystem,
		"SELECT "+systemColumns+" FROM video_system v WHERE v.id > ? ORDER BY v.id LIMIT ?", p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[registry.VideoSystem]{}, r.db.fault(err)
	}
	return page(items, p, func(v registry.VideoSystem) string { return v.ID.String() }), nil
}

// TrialsOver implements registry.Store.
func (r *Registry) TrialsOver(ctx context.Context, now time.Time) ([]registry.VideoSystem, error) {
	items, err := list(ctx, r.db.read, scanSystem, "SELECT "+systemColumns+` FROM video_system v
		WHERE v.state = ? AND v.trial_until <= ? ORDER BY v.id LIMIT 500`, string(registry.Trial), usec(now))
	return items, r.db.fault(err)
}

func (t registryTx) System(id shiheng.SystemID) (registry.VideoSystem, error) {
	return oneSystem(t.ctx, t.db, t.tx, id)
}

func (t registryTx) InsertSystem(v registry.VideoSystem) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO video_system
		(id, place, name, w168_category, r799_class, anti_terror, key_unit, no_duty_reason, completed, state, state_since,
		trial_until, created_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.ID, v.Place, text(v.Name), v.W168Category, v.R799Class, v.AntiTerrorTarget, v.KeySecurityUnit, text(v.NoDutyReason),
		v.Completed.String(), string(v.State), usec(v.StateSince), usec(v.TrialUntil), usec(v.CreatedAt), v.Version)
	return err
}

func (t registryTx) UpdateSystem(v registry.VideoSystem) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE video_system SET place = ?, name = ?, w168_category = ?, r799_class = ?,
		anti_terror = ?, key_unit = ?, no_duty_reason = ?, completed = ?, state = ?, state_since = ?, trial_until = ?,
		version = version + 1 WHERE id = ? AND version = ?`,
		v.Place, text(v.Name), v.W168Category, v.R799Class, v.AntiTerrorTarget, v.KeySecurityUnit, text(v.NoDutyReason),
		v.Completed.String(), string(v.State), usec(v.StateSince), usec(v.TrialUntil), v.ID, v.Version)
	if err := changed(res, err, shiheng.Conflict("system.changed")); err != nil {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET stale = 1 WHERE system = ?", v.ID) // its facts count in completeness
	return err
}

// Findings.

const findingColumns = `id, fault, article, place, system, camera, room_use, note, photo, found_by, at, closed, outcome`

func scanFinding(r row) (f registry.Finding, err error) {
	return f, r.Scan(&f.ID, &f.Fault, &f.Article, &f.Place, &f.System, &f.Camera, &f.RoomUse, &f.Note, &f.Photo, &f.By,
		instant{&f.At}, instant{&f.Closed}, &f.Outcome)
}

// Findings implements registry.Store.
func (r *Registry) Findings(ctx context.Context, open bool, p audit.Paging) (audit.Page[registry.Finding], error) {
	var w where
	if open {
		w.and("closed IS NULL")
	}
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, scanFinding,
		"SELECT "+findingColumns+" FROM finding"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Finding]{}, r.db.fault(err)
	}
	return page(items, p, func(f registry.Finding) string { return f.ID.String() }), nil
}

// OpenFindings implements registry.Store.
func (r *Registry) OpenFindings(ctx context.Context, fault registry.Fault) ([]registry.Finding, error) {
	items, err := list(ctx, r.db.read, scanFinding,
		"SELECT "+findingColumns+" FROM finding WHERE closed IS NULL AND fault = ? ORDER BY id", string(fault))
	return items, r.db.fault(err)
}

func (t registryTx) Finding(id registry.FindingID) (registry.Finding, error) {
	f, err := scanFinding(t.tx.QueryRowContext(t.ctx, "SELECT "+findingColumns+" FROM finding WHERE id = ?", id))
	return f, t.db.lookup(err, "finding")
}

func (t registryTx) OpenFinding(f registry.Finding) (bool, error) {
	if f.By.IsZero() { // the house says a thing once
		var n int
		err := t.tx.QueryRowContext(t.ctx, `SELECT count(*) FROM finding WHERE closed IS NULL AND fault = ? AND found_by IS NULL
			AND coalesce(place, '') = ? AND coalesce(system, '') = ? AND coalesce(camera, '') = ?`,
			string(f.Fault), idText(f.Place), idText(f.System), idText(f.Camera)).Scan(&n)
		if err != nil || n > 0 {
			return false, err
		}
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO finding
		(id, fault, article, place, system, camera, room_use, note, photo, found_by, at, outcome)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`, f.ID, string(f.Fault), f.Article, f.Place, f.System, f.Camera,
		f.RoomUse, text(f.Note), text(f.Photo), f.By, usec(f.At))
	return err == nil, err
}

func (t registryTx) CloseFinding(id registry.FindingID, at time.Time, outcome string) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE finding SET closed = ?, outcome = ? WHERE id = ? AND closed IS NULL",
		usec(at), text(outcome), id)
	return changed(res, err, shiheng.Conflict("finding.closed"))
}

// idText is an identity as it compares with coalesce(…, ”).
func idText[K any](id shiheng.ID[K]) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
