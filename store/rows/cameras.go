package rows

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

const cameraColumns = `c.id, c.name, c.system, c.place, c.code, c.room_use, c.enabled, c.plan, c.main, c.main_sealed,
	c.sub, c.sub_sealed, c.class, c.redundancy, c.kbps, c.name_statement, c.simulated, c.try_until,
	c.gone, c.gone_on, c.created_at, c.version`

// cameraInto scans a camera; sealed passwords go beside the sources they
// belong to once both are there, see join.
type cameraInto struct {
	c                     registry.Camera
	mainSealed, subSealed []byte
}

func (i *cameraInto) dest() []any {
	c := &i.c
	return []any{
		&c.ID, &c.Name, &c.System, &c.Place, &c.Code, &c.RoomUse, &c.Enabled, jsonInto{&c.Plan}, jsonInto{&c.Main}, &i.mainSealed,
		jsonInto{&c.Sub}, &i.subSealed, &c.Class, &c.Redundancy, &c.Kbps, &c.NameStatement, &c.Simulated, instant{&c.TryUntil},
		&c.Gone, lawDay{&c.GoneOn}, instant{&c.CreatedAt}, &c.Version,
	}
}

func (i *cameraInto) join() registry.Camera {
	if i.c.Main != nil && i.c.Main.RTSP != nil {
		i.c.Main.RTSP.Sealed = i.mainSealed
	}
	if i.c.Sub != nil && i.c.Sub.RTSP != nil {
		i.c.Sub.RTSP.Sealed = i.subSealed
	}
	return i.c
}

func scanCamera(r row) (registry.Camera, error) {
	var into cameraInto
	if err := r.Scan(into.dest()...); err != nil {
		return registry.Camera{}, err
	}
	return into.join(), nil
}

func oneCamera(ctx context.Context, db *DB, from bun.IDB, id shiheng.CameraID) (registry.Camera, error) {
	c, err := scanCamera(from.QueryRowContext(ctx, "SELECT "+cameraColumns+" FROM camera c WHERE c.id = ?", id))
	return c, db.lookup(err, "camera")
}

// Camera implements registry.Store.
func (r *Registry) Camera(ctx context.Context, id shiheng.CameraID) (registry.Camera, error) {
	return oneCamera(ctx, r.db, r.db.read, id)
}

// Cameras implements registry.Store.
func (r *Registry) Cameras(ctx context.Context, f registry.CameraFilter, p audit.Paging) (audit.Page[registry.Camera], error) {
	w := camerasOf(f, p)
	items, err := list(ctx, r.db.read, scanCamera,
		"SELECT "+cameraColumns+" FROM camera c JOIN video_system v ON v.id = c.system"+w.String()+" ORDER BY c.id LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Camera]{}, r.db.fault(err)
	}
	return page(items, p, func(c registry.Camera) string { return c.ID.String() }), nil
}

// camerasOf are the conditions of a list on a camera c of a system v.
func camerasOf(f registry.CameraFilter, p audit.Paging) (w where) {
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		w.and(bounds.either(), bounds.args...)
	}
	if !f.System.IsZero() {
		w.and("c.system = ?", f.System)
	}
	if !f.Place.IsZero() {
		w.and(under("c.place", named), bun.List([]shiheng.PlaceID{f.Place}))
	}
	if f.Text != "" {
		w.and(`lower(c.name) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	if p.Cursor != "" {
		w.and("c.id > ?", p.Cursor)
	}
	if f.Pictured {
		w.and(recorded)
	}
	return w
}

// likely takes the meaning out of LIKE's signs.
func likely(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text(s))
}

// Linked implements registry.Store.
func (r *Registry) Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return r.linked(ctx, "c.id IN (?)", bun.List(ids))
}

const recorded = "c.enabled AND c.main IS NOT NULL"

// Wanted implements registry.Store.
func (r *Registry) Wanted(ctx context.Context) ([]registry.Linked, error) {
	return r.linked(ctx, recorded)
}

// What a mark m of a system says: its grade as a number, and that it is one. The
// state of a mark is its grade as it is written.
const (
	gradeOf = "CASE m.state WHEN 'secret' THEN 1 WHEN 'confidential' THEN 2 WHEN 'top-secret' THEN 3 ELSE 0 END"
	graded  = "m.state IN ('secret', 'confidential', 'top-secret')"
)

// markedGrade is the grade of a system v, markedSecret the condition that
// secrecy rules are kept for it.
const (
	markedGrade  = "COALESCE((SELECT " + gradeOf + " FROM secrecy_mark m WHERE m.id = v.id), 0)"
	markedSecret = "EXISTS (SELECT 1 FROM secrecy_mark m WHERE m.id = v.id AND " + graded + ")"
)

const linkedColumns = "SELECT " + cameraColumns + ", " + systemColumns + ", " + markedGrade + " FROM camera c JOIN video_system v ON v.id = c.system WHERE "

func scanLinked(from row) (l registry.Linked, err error) {
	var into cameraInto
	if err := from.Scan(append(append(into.dest(), systemInto(&l.System)...), &l.Grade)...); err != nil {
		return l, err
	}
	l.Camera = into.join()
	return l, nil
}

func (r *Registry) linked(ctx context.Context, cond string, args ...any) ([]registry.Linked, error) {
	items, err := list(ctx, r.db.read, scanLinked, linkedColumns+cond+" ORDER BY c.id", args...)
	if err != nil {
		return nil, r.db.fault(err)
	}
	if err := standAll(ctx, r.db.read, items); err != nil {
		return nil, r.db.fault(err)
	}
	return items, nil
}

// standAll fills in where cameras and their systems stand.
func standAll(ctx context.Context, from bun.IDB, items []registry.Linked) error {
	seen := map[shiheng.PlaceID]bool{}
	var ids []shiheng.PlaceID
	for _, l := range items {
		for _, id := range []shiheng.PlaceID{l.Place, l.System.Place} {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	up, err := ways(ctx, from, ids)
	for i := range items {
		w := up[items[i].Place]
		items[i].Path, items[i].Division, items[i].Around = w.path, w.division, w.all
		items[i].System.Around = up[items[i].System.Place].all
	}
	return err
}

func (t registryTx) Camera(id shiheng.CameraID) (registry.Camera, error) {
	return oneCamera(t.ctx, t.db, t.tx, id)
}

// sourceRow is a source as three columns.
func sourceRow(s *registry.Source) (json, sealed, device any) {
	if s == nil {
		return nil, nil, nil
	}
	switch {
	case s.RTSP != nil && len(s.RTSP.Sealed) > 0:
		sealed = s.RTSP.Sealed
	case s.GB28181 != nil:
		device = s.GB28181.Device
	}
	return text(jsonText(s)), sealed, device
}

func (t registryTx) InsertCamera(c registry.Camera, origin string) error {
	main, mainSealed, mainDevice := sourceRow(c.Main)
	sub, subSealed, subDevice := sourceRow(c.Sub)
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO camera
		(id, name, system, place, code, room_use, enabled, plan, main, main_sealed, main_device, sub, sub_sealed, sub_device,
		class, redundancy, kbps, name_statement, simulated, try_until, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, text(c.Name), c.System, c.Place, c.Code, c.RoomUse, c.Enabled, jsonText(c.Plan), main, mainSealed, mainDevice,
		sub, subSealed, subDevice, c.Class, string(c.Redundancy), c.Kbps, text(c.NameStatement), c.Simulated, usec(c.TryUntil), usec(c.CreatedAt), c.Version)
	if err != nil {
		return err
	}
	if err := t.newCard(c); err != nil {
		return err
	}
	return t.seen(c, origin)
}

func (t registryTx) UpdateCamera(c registry.Camera, origin string) error {
	main, mainSealed, mainDevice := sourceRow(c.Main)
	sub, subSealed, subDevice := sourceRow(c.Sub)
	res, err := t.tx.ExecContext(t.ctx, `UPDATE camera SET name = ?, system = ?, place = ?, code = ?, room_use = ?, enabled = ?,
		plan = ?, main = ?, main_sealed = ?, main_device = ?, sub = ?, sub_sealed = ?, sub_device = ?, class = ?,
		redundancy = ?, kbps = ?, name_statement = ?, try_until = ?, gone = ?, gone_on = ?,
		version = version + 1 WHERE id = ? AND version = ?`,
		text(c.Name), c.System, c.Place, c.Code, c.RoomUse, c.Enabled, jsonText(c.Plan), main, mainSealed, mainDevice,
		sub, subSealed, subDevice, c.Class, string(c.Redundancy), c.Kbps, text(c.NameStatement), usec(c.TryUntil),
		string(c.Gone), c.GoneOn.String(), c.ID, c.Version)
	if err := changed(res, err, shiheng.Conflict("camera.changed")); err != nil {
		return err
	}
	if err := t.sameCard(c); err != nil {
		return err
	}
	return t.seen(c, origin)
}

// seen remembers when a real camera first had its origin.
func (t registryTx) seen(c registry.Camera, origin string) error {
	if origin == "" || c.Simulated {
		return nil
	}
	first := c.CreatedAt
	if !c.TryUntil.IsZero() {
		first = c.TryUntil.Add(-registry.TryFor)
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO camera_origin (origin, first_seen) VALUES (?, ?) ON CONFLICT DO NOTHING", origin, usec(first))
	return err
}

func (t registryTx) FirstSeenOrigin(origin string) (at time.Time, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT first_seen FROM camera_origin WHERE origin = ?", origin).Scan(instant{&at})
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	return at, err
}

// idText is an identity as a column compares with it, the zero one as a text
// that no column holds.
func idText[K any](id shiheng.ID[K]) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

func (t registryTx) Recorded(except shiheng.CameraID) ([]registry.Linked, error) {
	items, err := list(t.ctx, t.tx, scanLinked, linkedColumns+recorded+" AND c.id <> ? ORDER BY c.id", idText(except))
	if err == nil {
		err = standAll(t.ctx, t.tx, items)
	}
	return items, err
}

func (t registryTx) RealCameras(now time.Time, except shiheng.CameraID) (n int, err error) {
	return n, t.tx.QueryRowContext(t.ctx, `SELECT count(*) FROM camera WHERE enabled AND NOT simulated AND main IS NOT NULL
		AND (try_until IS NULL OR try_until > ?) AND id <> ?`, usec(now), except).Scan(&n)
}
