package rows

import (
	"context"
	"database/sql"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

const placeColumns = `p.id, p.parent, p.name, p.address, p.category, p.r799_class, p.anti_terror, p.key_unit, p.key_part,
	p.division, p.longitude, p.latitude, p.owner, p.manager, p.created_at, p.version`

func scanPlace(r row) (p registry.Place, err error) {
	var lon, lat sql.NullFloat64
	err = r.Scan(&p.ID, &p.Parent, &p.Name, &p.Address, &p.Category, &p.R799Class, &p.AntiTerrorTarget, &p.KeySecurityUnit,
		&p.KeyPart, &p.Division, &lon, &lat, &p.Owner, &p.Manager, instant{&p.CreatedAt}, &p.Version)
	p.Position = registry.Position{Longitude: lon.Float64, Latitude: lat.Float64}
	return p, err
}

// degrees are a position's columns, NULL when it is not known.
func degrees(p registry.Position) (lon, lat any) {
	if !p.Known() {
		return nil, nil
	}
	return p.Longitude, p.Latitude
}

// A way is what a place stands in: its own ID and those above it, nearest
// first, with what holds along it.
type way struct {
	path     []shiheng.PlaceID
	division string         // of the nearest place that has one
	all      registry.Facts // of the place and those above
	above    registry.Facts // of those above alone
}

// ways returns the way up from each of the places.
func ways(ctx context.Context, from bun.IDB, ids []shiheng.PlaceID) (map[shiheng.PlaceID]way, error) {
	out := map[shiheng.PlaceID]way{}
	const most = 500
	for ; len(ids) > 0; ids = ids[min(most, len(ids)):] {
		part := ids[:min(most, len(ids))]
		_, err := list(ctx, from, func(r row) (none struct{}, err error) {
			var start, at shiheng.PlaceID
			var division string
			var f registry.Facts
			err = r.Scan(&start, &at, &division, &f.W168Category, &f.R799Class, &f.AntiTerrorTarget, &f.KeySecurityUnit)
			if err != nil {
				return none, err
			}
			w := out[start]
			if len(w.path) > 0 {
				w.above = w.above.Stricter(f)
			}
			if w.division == "" {
				w.division = division
			}
			w.path, w.all = append(w.path, at), w.all.Stricter(f)
			out[start] = w
			return none, nil
		}, `WITH RECURSIVE up (start, place, depth) AS (
			SELECT id, id, 0 FROM place WHERE id IN (?)
			UNION ALL SELECT up.start, p.parent, up.depth + 1 FROM up JOIN place p ON p.id = up.place
				WHERE p.parent IS NOT NULL AND up.depth < 32)
			SELECT up.start, p.id, p.division, p.category, p.r799_class, p.anti_terror, p.key_unit
			FROM up JOIN place p ON p.id = up.place ORDER BY up.start, up.depth`, bun.List(part))
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// around fills in what holds around places that were read.
func around(ctx context.Context, from bun.IDB, places []registry.Place) error {
	ids := make([]shiheng.PlaceID, len(places))
	for i, p := range places {
		ids[i] = p.ID
	}
	up, err := ways(ctx, from, ids)
	for i := range places {
		places[i].Around = up[places[i].ID].above
	}
	return err
}

func onePlace(ctx context.Context, db *DB, from bun.IDB, id shiheng.PlaceID) (registry.Place, error) {
	p, err := scanPlace(from.QueryRowContext(ctx, "SELECT "+placeColumns+" FROM place p WHERE p.id = ?", id))
	if err != nil {
		return p, db.lookup(err, "place")
	}
	one := []registry.Place{p}
	err = around(ctx, from, one)
	return one[0], db.fault(err)
}

// Place implements registry.Store.
func (r *Registry) Place(ctx context.Context, id shiheng.PlaceID) (registry.Place, error) {
	return onePlace(ctx, r.db, r.db.read, id)
}

// Places implements registry.Store.
func (r *Registry) Places(ctx context.Context, f registry.PlaceFilter, p audit.Paging) (audit.Page[registry.Place], error) {
	var w where
	if f.Places != nil {
		w.and("p.id IN (?)", bun.List(f.Places))
	}
	if f.Text != "" {
		part := "%" + likely(f.Text) + "%"
		w.and(`lower(p.name) LIKE lower(?) ESCAPE '!' OR lower(p.address) LIKE lower(?) ESCAPE '!'`, part, part)
	}
	if p.Cursor != "" {
		w.and("p.id > ?", p.Cursor)
	}
	with, args := "", []any(nil)
	if !f.Scope.All {
		inside, systems := placesIn(f.Scope), systemsIn(f.Scope)
		cameras := camerasIn(f.Scope)
		with = `WITH RECURSIVE known (id) AS (
			SELECT id FROM place WHERE ` + inside.either() + ` UNION SELECT v.place FROM video_system v WHERE ` + systems.either() + `
			UNION SELECT c.place FROM camera c JOIN video_system v ON v.id = c.system WHERE ` + cameras.either() + `
			UNION SELECT p.parent FROM place p JOIN known k ON p.id = k.id WHERE p.parent IS NOT NULL) `
		args = append(append(append(args, inside.args...), systems.args...), cameras.args...)
		w.and("p.id IN (SELECT id FROM known)")
	}
	items, err := list(ctx, r.db.read, scanPlace,
		with+"SELECT "+placeColumns+" FROM place p"+w.String()+" ORDER BY p.id LIMIT ?", append(append(args, w.args...), p.Size()+1)...)
	if err == nil {
		err = around(ctx, r.db.read, items)
	}
	if err != nil {
		return audit.Page[registry.Place]{}, r.db.fault(err)
	}
	return page(items, p, func(v registry.Place) string { return v.ID.String() }), nil
}

func (t registryTx) Place(id shiheng.PlaceID) (registry.Place, error) {
	return onePlace(t.ctx, t.db, t.tx, id)
}

func (t registryTx) InsertPlace(p registry.Place) error {
	lon, lat := degrees(p.Position)
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO place (id, parent, name, address, category, r799_class, anti_terror, key_unit,
		key_part, division, longitude, latitude, owner, manager, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.Parent, text(p.Name), text(p.Address), p.Category, p.R799Class, p.AntiTerrorTarget, p.KeySecurityUnit,
		p.KeyPart, p.Division, lon, lat, p.Owner, p.Manager, usec(p.CreatedAt), p.Version)
	return err
}

func (t registryTx) UpdatePlace(p registry.Place) error {
	lon, lat := degrees(p.Position)
	res, err := t.tx.ExecContext(t.ctx, `UPDATE place SET parent = ?, name = ?, address = ?, category = ?, r799_class = ?,
		anti_terror = ?, key_unit = ?, key_part = ?, division = ?, longitude = ?, latitude = ?, owner = ?, manager = ?,
		version = version + 1 WHERE id = ? AND version = ?`,
		p.Parent, text(p.Name), text(p.Address), p.Category, p.R799Class, p.AntiTerrorTarget, p.KeySecurityUnit, p.KeyPart,
		p.Division, lon, lat, p.Owner, p.Manager, p.ID, p.Version)
	if err := changed(res, err, shiheng.Conflict("place.changed")); err != nil {
		return err
	}
	// Its facts count in the completeness of the cameras in it.
	_, err = t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET stale = 1 WHERE "+under("place", named), bun.List([]shiheng.PlaceID{p.ID}))
	return err
}
