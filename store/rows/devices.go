package rows

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

const deviceColumns = `id, code, name, admitted, options, sealed, simulated, state, last_seen, report, created_at, version`

func scanDevice(r row) (d registry.Device, err error) {
	var state registry.DeviceState
	var seen time.Time
	err = r.Scan(&d.ID, &d.Code, &d.Name, &d.Admitted, jsonInto{&d.Options}, &d.Sealed, &d.Simulated, &state, instant{&seen},
		jsonInto{&d.Report}, instant{&d.CreatedAt}, &d.Version)
	d.Report.State, d.Report.LastSeen = state, seen
	return d, err
}

func oneDevice(ctx context.Context, db *DB, from bun.IDB, cond string, arg any) (registry.Device, error) {
	d, err := scanDevice(from.QueryRowContext(ctx, "SELECT "+deviceColumns+" FROM device WHERE "+cond, arg))
	return d, db.lookup(err, "device")
}

// Device implements registry.Store.
func (r *Registry) Device(ctx context.Context, id shiheng.DeviceID) (registry.Device, error) {
	return oneDevice(ctx, r.db, r.db.read, "id = ?", id)
}

// DeviceByCode implements registry.Store.
func (r *Registry) DeviceByCode(ctx context.Context, code string) (registry.Device, error) {
	return oneDevice(ctx, r.db, r.db.read, "code = ?", text(code))
}

// Devices implements registry.Store.
func (r *Registry) Devices(ctx context.Context, p audit.Paging) (audit.Page[registry.Device], error) {
	items, err := list(ctx, r.db.read, scanDevice,
		"SELECT "+deviceColumns+" FROM device WHERE id > ? ORDER BY id LIMIT ?", p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[registry.Device]{}, r.db.fault(err)
	}
	return page(items, p, func(d registry.Device) string { return d.ID.String() }), nil
}

// reportRow is a report as three columns.
func reportRow(d registry.DeviceReport) (state string, seen any, json string) {
	return string(d.State), usec(d.LastSeen), text(jsonText(d))
}

// SaveReports implements registry.Store.
func (r *Registry) SaveReports(ctx context.Context, reports map[string]registry.DeviceReport) error {
	return r.db.WriteApart(ctx, func(tx bun.Tx) error {
		for code, report := range reports {
			state, seen, json := reportRow(report)
			_, err := tx.ExecContext(ctx, "UPDATE device SET state = ?, last_seen = ?, report = ? WHERE code = ? AND admitted",
				state, seen, json, text(code))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Discover implements registry.Store.
func (r *Registry) Discover(ctx context.Context, code string, report registry.DeviceReport, keep int) error {
	return r.db.WriteApart(ctx, func(tx bun.Tx) error {
		state, seen, json := reportRow(report)
		_, err := tx.ExecContext(ctx, `INSERT INTO device
			(id, code, name, admitted, options, simulated, state, last_seen, report, created_at, version)
			VALUES (?, ?, ?, FALSE, '{}', FALSE, ?, ?, ?, ?, 1)
			ON CONFLICT (code) DO UPDATE SET state = excluded.state, last_seen = excluded.last_seen, report = excluded.report
			WHERE NOT device.admitted`,
			shiheng.NewID[shiheng.DeviceID](report.LastSeen), text(code), text(code), state, seen, json, seen)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM device WHERE NOT admitted AND id NOT IN (
			SELECT id FROM device WHERE NOT admitted ORDER BY last_seen DESC, id DESC LIMIT ?)`, keep)
		return err
	})
}

func (t registryTx) Device(id shiheng.DeviceID) (registry.Device, error) {
	return oneDevice(t.ctx, t.db, t.tx, "id = ?", id)
}

func (t registryTx) DeviceByCode(code string) (registry.Device, error) {
	return oneDevice(t.ctx, t.db, t.tx, "code = ?", text(code))
}

func (t registryTx) InsertDevice(d registry.Device) error {
	state, seen, json := reportRow(d.Report)
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO device
		(id, code, name, admitted, options, sealed, simulated, state, last_seen, report, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, d.ID, text(d.Code), text(d.Name), d.Admitted, jsonText(d.Options), d.Sealed,
		d.Simulated, state, seen, json, usec(d.CreatedAt), d.Version)
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("device.code-taken", "code", d.Code)
	}
	return err
}

func (t registryTx) UpdateDevice(d registry.Device) error {
	state, seen, json := reportRow(d.Report)
	res, err := t.tx.ExecContext(t.ctx, `UPDATE device SET name = ?, admitted = ?, options = ?, sealed = ?, simulated = ?,
		state = ?, last_seen = ?, report = ?, version = version + 1 WHERE id = ? AND version = ?`,
		text(d.Name), d.Admitted, jsonText(d.Options), d.Sealed, d.Simulated, state, seen, json, d.ID, d.Version)
	return changed(res, err, shiheng.Conflict("device.changed"))
}

func (t registryTx) DeleteDevice(id shiheng.DeviceID) error {
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM registration WHERE code IN (SELECT code FROM device WHERE id = ?)", id); err != nil {
		return err
	}
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM channel WHERE device = ?", id); err != nil {
		return err
	}
	res, err := t.tx.ExecContext(t.ctx, "DELETE FROM device WHERE id = ?", id)
	return changed(res, err, shiheng.NotFound("device.none"))
}

func (t registryTx) CamerasOf(id shiheng.DeviceID) (n int, err error) {
	return n, t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM camera WHERE main_device = ? OR sub_device = ?", id, id).Scan(&n)
}

// Channels.

const channelColumns = `id, device, code, name, info, camera, first_seen, last_seen, missing_since`

func scanChannel(r row) (c registry.Channel, err error) {
	var info registry.Channel
	err = r.Scan(&c.ID, &c.Device, &c.Code, &c.Name, jsonInto{&info}, &c.Camera, instant{&c.FirstSeen}, instant{&c.LastSeen}, instant{&c.MissingSince})
	info.ID, info.Device, info.Code, info.Name, info.Camera = c.ID, c.Device, c.Code, c.Name, c.Camera
	info.FirstSeen, info.LastSeen, info.MissingSince = c.FirstSeen, c.LastSeen, c.MissingSince
	return info, err
}

func oneChannel(ctx context.Context, db *DB, from bun.IDB, id shiheng.ChannelID) (registry.Channel, error) {
	c, err := scanChannel(from.QueryRowContext(ctx, "SELECT "+channelColumns+" FROM channel WHERE id = ?", id))
	return c, db.lookup(err, "channel")
}

// Channel implements registry.Store.
func (r *Registry) Channel(ctx context.Context, id shiheng.ChannelID) (registry.Channel, error) {
	return oneChannel(ctx, r.db, r.db.read, id)
}

// Channels implements registry.Store.
func (r *Registry) Channels(ctx context.Context, device shiheng.DeviceID, p audit.Paging) (audit.Page[registry.Channel], error) {
	items, err := list(ctx, r.db.read, scanChannel, "SELECT "+channelColumns+` FROM channel
		WHERE device = ? AND code > ? ORDER BY code LIMIT ?`, device, p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[registry.Channel]{}, r.db.fault(err)
	}
	return page(items, p, func(c registry.Channel) string { return c.Code }), nil
}

// SaveCatalogue implements registry.Store.
func (r *Registry) SaveCatalogue(ctx context.Context, device shiheng.DeviceID, channels []registry.Channel, complete bool, at time.Time) error {
	return r.db.WriteApart(ctx, func(tx bun.Tx) error {
		for _, c := range channels {
			if err := saveChannel(ctx, tx, device, c, at); err != nil {
				return err
			}
		}
		if !complete {
			return nil
		}
		_, err := tx.ExecContext(ctx, `UPDATE channel SET missing_since = ?
			WHERE device = ? AND last_seen < ? AND missing_since IS NULL`, usec(at), device, usec(at))
		return err
	})
}

func saveChannel(ctx context.Context, tx bun.Tx, device shiheng.DeviceID, c registry.Channel, at time.Time) error {
	id := c.ID
	if id.IsZero() {
		id = shiheng.NewID[shiheng.ChannelID](at)
	}
	info := c
	info.ID, info.Device, info.Camera = shiheng.ChannelID{}, shiheng.DeviceID{}, shiheng.CameraID{}
	info.Code, info.Name, info.FirstSeen, info.LastSeen, info.MissingSince = "", "", time.Time{}, time.Time{}, time.Time{}
	_, err := tx.ExecContext(ctx, `INSERT INTO channel (id, device, code, name, info, secrecy, first_seen, last_seen)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (device, code) DO UPDATE SET name = excluded.name, info = excluded.info, secrecy = excluded.secrecy,
			last_seen = excluded.last_seen, missing_since = NULL`,
		id, device, text(c.Code), text(c.Name), text(jsonText(info)), c.Secrecy, usec(at), usec(at))
	return err
}

func (t registryTx) Channel(id shiheng.ChannelID) (registry.Channel, error) {
	return oneChannel(t.ctx, t.db, t.tx, id)
}

func (t registryTx) ChannelOf(device shiheng.DeviceID, code string) (registry.Channel, error) {
	c, err := scanChannel(t.tx.QueryRowContext(t.ctx, "SELECT "+channelColumns+" FROM channel WHERE device = ? AND code = ?", device, code))
	return c, t.db.lookup(err, "channel")
}

// Secret implements registry.Store.
func (r *Registry) Secret(ctx context.Context) ([]shiheng.CameraID, error) {
	items, err := list(ctx, r.db.read, scanCameraID, `SELECT c.id FROM channel ch JOIN camera c ON
		c.id = ch.camera OR (c.main_device = ch.device AND c.main LIKE '%"channel":"' || ch.code || '"%') WHERE ch.secrecy
		UNION SELECT c.id FROM camera c JOIN secrecy_mark m ON m.id = c.system WHERE `+graded+` ORDER BY 1`)
	return items, r.db.fault(err)
}

// Graded implements registry.Store.
func (r *Registry) Graded(ctx context.Context, systems ...shiheng.SystemID) (map[shiheng.SystemID]registry.Grade, error) {
	return gradesOf(ctx, r.db, "SELECT m.id, "+gradeOf+" FROM secrecy_mark m WHERE "+graded+" AND m.id IN (?)", systems)
}

// GradedDevices implements registry.Store.
func (r *Registry) GradedDevices(ctx context.Context, devices ...shiheng.DeviceID) (map[shiheng.DeviceID]registry.Grade, error) {
	return gradesOf(ctx, r.db, `SELECT x.device, max(x.grade) FROM (
		SELECT ch.device AS device, `+gradeOf+` AS grade FROM channel ch JOIN camera c ON c.id = ch.camera JOIN secrecy_mark m ON m.id = c.system
		UNION ALL SELECT c.main_device AS device, `+gradeOf+` AS grade FROM camera c JOIN secrecy_mark m ON m.id = c.system) x
		WHERE x.grade > 0 AND x.device IN (?) GROUP BY x.device`, devices)
}

// GradedPlaces implements registry.Store.
func (r *Registry) GradedPlaces(ctx context.Context, places ...shiheng.PlaceID) (map[shiheng.PlaceID]registry.Grade, error) {
	return gradesOf(ctx, r.db, `SELECT x.place, max(x.grade) FROM (
		SELECT v.place AS place, `+gradeOf+` AS grade FROM video_system v JOIN secrecy_mark m ON m.id = v.id
		UNION ALL SELECT c.place AS place, `+gradeOf+` AS grade FROM camera c JOIN secrecy_mark m ON m.id = c.system) x
		WHERE x.grade > 0 AND x.place IN (?) GROUP BY x.place`, places)
}

// gradeOfCode is how secret the device is that has the code of a refusal.
const gradeOfCode = `COALESCE((SELECT max(` + gradeOf + `) FROM device d JOIN camera c ON c.main_device = d.id
	OR c.id IN (SELECT ch.camera FROM channel ch WHERE ch.device = d.id) JOIN secrecy_mark m ON m.id = c.system WHERE d.code = refusal.code), 0)`

// gradesOf reads ids with their grades, for at most a few hundred of them at
// once.
func gradesOf[K any](ctx context.Context, db *DB, query string, ids []shiheng.ID[K]) (map[shiheng.ID[K]]registry.Grade, error) {
	out := map[shiheng.ID[K]]registry.Grade{}
	for some := range slices.Chunk(ids, 500) {
		_, err := list(ctx, db.read, func(r row) (id shiheng.ID[K], err error) {
			var g registry.Grade
			err = r.Scan(&id, &g)
			out[id] = g
			return id, err
		}, query, bun.List(some))
		if err != nil {
			return nil, db.fault(err)
		}
	}
	return out, nil
}

func (t registryTx) LinkChannel(id shiheng.ChannelID, camera shiheng.CameraID) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE channel SET camera = ? WHERE id = ? AND camera IS NULL", camera, id)
	return changed(res, err, shiheng.Conflict("channel.admitted"))
}

// Refused registrations.

// keepRefusals bounds the list of refused registrations.
const keepRefusals = 1000

// CountRefusal implements registry.Store.
func (r *Registry) CountRefusal(ctx context.Context, f registry.RefusedRegistration) error {
	return r.db.WriteApart(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO refusal (code, source, reason, at, times) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (code, source, reason) DO UPDATE SET at = excluded.at, times = refusal.times + excluded.times`,
			text(f.Code), text(f.Source), f.Reason, usec(f.At), max(f.Count, 1))
		if err != nil {
			return err
		}
		var oldest int64
		err = tx.QueryRowContext(ctx, "SELECT at FROM refusal ORDER BY at DESC LIMIT 1 OFFSET ?", keepRefusals).Scan(&oldest)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM refusal WHERE at <= ?", oldest)
		return err
	})
}

// Refusals implements registry.Store. The list is short; it has one page.
func (r *Registry) Refusals(ctx context.Context, scope registry.Scope, p audit.Paging) (audit.Page[registry.RefusedRegistration], error) {
	var w where
	if !scope.All {
		in := camerasIn(scope)
		w.and(`code IN (SELECT d.code FROM device d JOIN camera c ON c.main_device = d.id JOIN video_system v ON v.id = c.system
			WHERE `+in.either()+")", in.args...)
	}
	items, err := list(ctx, r.db.read, func(from row) (f registry.RefusedRegistration, err error) {
		return f, from.Scan(&f.Code, &f.Source, &f.Reason, instant{&f.At}, &f.Count, &f.Grade)
	}, "SELECT code, source, reason, at, times, "+gradeOfCode+" FROM refusal"+w.String()+" ORDER BY at DESC, code, source LIMIT ?", append(w.args, p.Size())...)
	if err != nil {
		return audit.Page[registry.RefusedRegistration]{}, r.db.fault(err)
	}
	return page(items, p, func(registry.RefusedRegistration) string { return "" }), nil
}
