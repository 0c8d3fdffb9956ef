package rows

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Archive keeps the camera archive. It implements [archive.Store].
type Archive struct{ db *DB }

var _ archive.Store = (*Archive)(nil)

// NewArchive returns the archive kept in db.
func NewArchive(db *DB) *Archive { return &Archive{db} }

// Write implements archive.Store.
func (a *Archive) Write(ctx context.Context, f func(archive.Tx) error) error {
	return a.db.Write(ctx, func(tx bun.Tx) error { return f(archiveTx{newRegistryTx(ctx, tx, a.db)}) })
}

// archiveTx implements archive.Tx: the register's rows and the archive's.
type archiveTx struct{ registryTx }

const recordColumns = `a.camera, coalesce(r.record, '{}'), a.valid, a.required, a.created_at, a.updated_at, a.updated_by, a.version`

func recordInto(r *archive.Record) []any {
	return []any{&r.Camera, jsonInto{&r.Values}, &r.Valid, &r.Required, instant{&r.CreatedAt}, instant{&r.UpdatedAt}, &r.UpdatedBy, &r.Version}
}

const recordFrom = ` FROM camera_archive a LEFT JOIN camera_archive_record r ON r.camera = a.camera `

func oneRecord(ctx context.Context, db *DB, from bun.IDB, id shiheng.CameraID) (rec archive.Record, err error) {
	err = from.QueryRowContext(ctx, "SELECT "+recordColumns+recordFrom+"WHERE a.camera = ? AND a.version > 0", id).Scan(recordInto(&rec)...)
	return rec, db.lookup(err, "archive")
}

// Record implements archive.Store.
func (a *Archive) Record(ctx context.Context, id shiheng.CameraID) (archive.Record, error) {
	return oneRecord(ctx, a.db, a.db.read, id)
}

func (t archiveTx) Record(id shiheng.CameraID) (archive.Record, error) {
	return oneRecord(t.ctx, t.db, t.tx, id)
}

// gridStep is how fine the grid of the map is kept, in degrees: some ten
// metres. Coarser cells are whole numbers of it.
const gridStep = 1e-4

// gridOf is a coordinate in steps of the grid.
func gridOf(deg float64) int64 { return int64(math.Floor(deg / gridStep)) }

// whereabouts is the text of a record that a search by position goes over.
func whereabouts(v archive.Values) string {
	parts := []string{}
	for _, code := range []archive.Code{archive.CommonName, archive.Address, "street", "community"} {
		if v[code] != "" {
			parts = append(parts, v[code])
		}
	}
	return strings.Join(parts, " ")
}

func (t archiveTx) PutRecord(r archive.Record, v archive.Values) error {
	var lon, lat, gx, gy any
	if p, ok := v.Point(); ok {
		lon, lat, gx, gy = p.Lon, p.Lat, gridOf(p.Lon), gridOf(p.Lat)
	}
	var old string
	if err := t.tx.QueryRowContext(t.ctx, "SELECT whereabouts FROM camera_archive WHERE camera = ?", r.Camera).Scan(&old); err != nil {
		return t.db.lookup(err, "camera")
	}
	now := whereabouts(v)
	res, err := t.tx.ExecContext(t.ctx, `UPDATE camera_archive SET point_kind = ?, civil_code = ?, point_type = ?, ptz_type = ?, direction = ?,
		status = ?, network_type = ?, ipv4 = ?, ipv6 = ?, mac = ?, end_date = ?, whereabouts = ?, lon = ?, lat = ?, gx = ?, gy = ?,
		valid = ?, required = ?, score = ?, stale = 0, created_at = ?, updated_at = ?, updated_by = ?, version = version + 1
		WHERE camera = ? AND version = ?`,
		string(v.Kind()), v[archive.CivilCode], v[archive.PointType], v[archive.PTZType], v[archive.Direction],
		v[archive.Status], v[archive.NetworkType], v[archive.IPv4], v[archive.IPv6], v[archive.MAC], v[archive.EndDate], text(now), lon, lat, gx, gy,
		r.Valid, r.Required, r.Score(), usec(r.CreatedAt), usec(r.UpdatedAt), r.UpdatedBy, r.Camera, r.Version)
	if err := changed(res, err, shiheng.Conflict("archive.changed")); err != nil {
		return err
	}
	if _, err = t.tx.ExecContext(t.ctx, `INSERT INTO camera_archive_record (camera, record) VALUES (?, ?)
		ON CONFLICT (camera) DO UPDATE SET record = excluded.record`, r.Camera, text(jsonText(r.Values))); err != nil {
		return err
	}
	return t.regram(r.Camera, "position", old, now)
}

// regram replaces the pieces a text of a camera is found by.
func (t registryTx) regram(id shiheng.CameraID, field, old, now string) error {
	if old == now {
		return nil
	}
	if grams := archive.Grams(text(old)); len(grams) > 0 {
		_, err := t.tx.ExecContext(t.ctx, "DELETE FROM camera_gram WHERE field = ? AND camera = ? AND gram IN (?)", field, id, bun.List(grams))
		if err != nil {
			return err
		}
	}
	grams := archive.Grams(text(now))
	if len(grams) == 0 {
		return nil
	}
	values := strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", len(grams)), ", ")
	args := make([]any, 0, 3*len(grams))
	for _, g := range grams {
		args = append(args, field, g, id)
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO camera_gram (field, gram, camera) VALUES "+values+" ON CONFLICT DO NOTHING", args...)
	return err
}

// newCard makes the card of a camera that was just made.
func (t registryTx) newCard(c registry.Camera) error {
	at := usec(c.CreatedAt)
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO camera_archive (camera, name, code, system, place, point_kind, civil_code, point_type,
		ptz_type, direction, status, network_type, ipv4, ipv6, mac, end_date, whereabouts, valid, required, score, stale, created_at,
		updated_at, version) VALUES (?, ?, ?, ?, ?, 'fixed', '', '', '', '', '', '', '', '', '', '', '', 0, 0, 0, 1, ?, ?, 0)`,
		c.ID, text(c.Name), c.Code, c.System, c.Place, at, at)
	if err != nil {
		return err
	}
	return t.regram(c.ID, "name", "", c.Name)
}

// sameCard carries a change of a camera to its card, whose completeness must
// then be judged anew.
func (t registryTx) sameCard(c registry.Camera) error {
	var old, code string
	if err := t.tx.QueryRowContext(t.ctx, "SELECT name, code FROM camera_archive WHERE camera = ?", c.ID).Scan(&old, &code); err != nil {
		return err
	}
	if code != c.Code { // who had the same one, or has it now, is judged anew as well
		if _, err := t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET stale = 1 WHERE code <> '' AND code IN (?, ?)", code, c.Code); err != nil {
			return err
		}
	}
	_, err := t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET name = ?, code = ?, system = ?, place = ?, stale = 1 WHERE camera = ?",
		text(c.Name), c.Code, c.System, c.Place, c.ID)
	if err != nil {
		return err
	}
	return t.regram(c.ID, "name", old, text(c.Name))
}

// Judged implements archive.Tx. There is no act to put on record, so what is
// counted of the system is looked at anew by the mark.
func (t archiveTx) Judged(id shiheng.CameraID, valid, required int) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET valid = ?, required = ?, score = ?, stale = 0 WHERE camera = ?",
		valid, required, archive.Report{Valid: valid, Required: required}.Score(), id)
	if err != nil {
		return err
	}
	return t.awaitSystemOf(id)
}

// awaitSystemOf has what is owed and counted of a camera's system looked at.
func (t archiveTx) awaitSystemOf(id shiheng.CameraID) error {
	systems, err := list(t.ctx, t.tx, scanText, "SELECT system FROM camera WHERE id = ?", id)
	if err != nil {
		return err
	}
	return await(t.ctx, t.tx, "system", systems...)
}

func (t archiveTx) DeleteRecord(id shiheng.CameraID) error {
	var old string
	if err := t.tx.QueryRowContext(t.ctx, "SELECT whereabouts FROM camera_archive WHERE camera = ?", id).Scan(&old); err != nil {
		return t.db.lookup(err, "camera")
	}
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM camera_archive_record WHERE camera = ?", id); err != nil {
		return err
	}
	_, err := t.tx.ExecContext(t.ctx, `UPDATE camera_archive SET point_kind = 'fixed', civil_code = '', point_type = '', ptz_type = '',
		direction = '', status = '', network_type = '', ipv4 = '', ipv6 = '', mac = '', end_date = '', whereabouts = '', lon = NULL, lat = NULL,
		gx = NULL, gy = NULL, valid = 0, required = 0, score = 0, stale = 1, updated_by = NULL, version = 0 WHERE camera = ?`, id)
	if err != nil {
		return err
	}
	return t.regram(id, "position", old, "")
}

// A cond is one condition on a card, with its arguments.
type cond struct {
	sql  string
	args []any
}

// sharing are the conditions that a card has one of the values that must be
// one camera's own, by field; each goes by its index.
func sharing(v archive.Values) map[archive.Code]cond {
	out := map[archive.Code]cond{}
	for f, column := range map[archive.Code]string{
		archive.DeviceCode: "code", archive.MAC: "mac", archive.IPv4: "ipv4", archive.IPv6: "ipv6",
	} {
		switch {
		case v[f] == "":
		case f == archive.IPv4 || f == archive.IPv6:
			out[f] = cond{column + " = ? AND network_type = ?", []any{v[f], v[archive.NetworkType]}}
		default:
			out[f] = cond{column + " = ?", []any{v[f]}}
		}
	}
	return out
}

func (t archiveTx) Touch(id shiheng.CameraID, v archive.Values) error {
	for _, c := range sharing(v) {
		_, err := t.tx.ExecContext(t.ctx, "UPDATE camera_archive SET stale = 1 WHERE "+c.sql+" AND camera <> ?", append(c.args, id)...)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t archiveTx) Taken(id shiheng.CameraID, v archive.Values) ([]archive.Code, error) {
	var asks []string
	var args []any
	for f, c := range sharing(v) {
		asks = append(asks, "SELECT '"+string(f)+"' WHERE EXISTS (SELECT 1 FROM camera_archive WHERE "+c.sql+" AND camera <> ?)")
		args = append(append(args, c.args...), id)
	}
	if len(asks) == 0 {
		return nil, nil
	}
	return list(t.ctx, t.tx, func(r row) (f archive.Code, err error) { return f, r.Scan(&f) }, strings.Join(asks, " UNION ALL "), args...)
}

func (t archiveTx) ChannelPoint(id shiheng.CameraID) (archive.Point, bool, error) {
	var ch registry.Channel
	err := t.tx.QueryRowContext(t.ctx, "SELECT info FROM channel WHERE camera = ? ORDER BY last_seen DESC LIMIT 1", id).Scan(jsonInto{&ch})
	if errors.Is(err, sql.ErrNoRows) {
		return archive.Point{}, false, nil
	}
	p := archive.Point{Lon: ch.Longitude, Lat: ch.Latitude}
	return p, p.Lon != 0 && p.Lat != 0, err
}

func (t archiveTx) DeleteCamera(id shiheng.CameraID) error {
	for _, refers := range []string{
		"SELECT count(*) FROM assignment WHERE camera = ?", "SELECT count(*) FROM channel WHERE camera = ?",
		"SELECT count(*) FROM finding WHERE camera = ?", "SELECT count(*) FROM footage_stream WHERE camera = ?",
		"SELECT count(*) FROM camera_archive_decision WHERE camera = ?",
	} {
		var n int
		if err := t.tx.QueryRowContext(t.ctx, refers, id).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return shiheng.Conflict("camera.in-use")
		}
	}
	if err := t.awaitSystemOf(id); err != nil { // the camera's own event will lead to no system
		return err
	}
	if err := t.DeleteRecord(id); err != nil {
		return err
	}
	c, err := t.Camera(id)
	if err != nil {
		return err
	}
	if err := t.regram(id, "name", c.Name, ""); err != nil {
		return err
	}
	for _, table := range []string{"camera_archive WHERE camera", "camera WHERE id"} {
		if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM "+table+" = ?", id); err != nil {
			return err
		}
	}
	return nil
}

func scanChange(r row) (c archive.Change, err error) {
	return c, r.Scan(&c.ID, &c.Camera, instant{&c.At}, &c.By, &c.Name, &c.Import, &c.Created, jsonInto{&c.Changes}, &c.Version, &c.CameraVersion)
}

const changeColumns = "id, camera, at, account, name, import, created, changes, version, camera_version"

func (t archiveTx) InsertChange(c archive.Change) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO camera_archive_change ("+changeColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		c.ID, c.Camera, usec(c.At), c.By, text(c.Name), c.Import, c.Created, text(jsonText(c.Changes)), c.Version, c.CameraVersion)
	return err
}

// Changes implements archive.Store.
func (a *Archive) Changes(ctx context.Context, camera shiheng.CameraID, p audit.Paging) (audit.Page[archive.Change], error) {
	var w where
	w.and("camera = ?", camera)
	if p.Cursor != "" {
		at, err := cursorParts(p.Cursor, 3)
		if err != nil {
			return audit.Page[archive.Change]{}, err
		}
		w.and("(at, version, id) < (?, ?, ?)", numeral(at[0]), numeral(at[1]), at[2])
	}
	items, err := list(ctx, a.db.read, scanChange, "SELECT "+changeColumns+" FROM camera_archive_change"+w.String()+
		" ORDER BY at DESC, version DESC, id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[archive.Change]{}, a.db.fault(err)
	}
	return page(items, p, func(c archive.Change) string {
		return cursorFrom(strconv.FormatInt(c.At.UnixMicro(), 10), strconv.FormatInt(c.Version, 10), c.ID.String())
	}), nil
}

func (t archiveTx) ChangesOf(id archive.ImportID, after string, most int) ([]archive.Change, error) {
	return list(t.ctx, t.tx, scanChange, "SELECT "+changeColumns+` FROM camera_archive_change
		WHERE import = ? AND camera > ? ORDER BY camera LIMIT ?`, id, after, most)
}

// Stale implements archive.Store.
func (a *Archive) Stale(ctx context.Context, most int) ([]shiheng.CameraID, error) {
	items, err := list(ctx, a.db.read, scanCameraID, "SELECT camera FROM camera_archive WHERE stale = 1 ORDER BY camera LIMIT ?", most)
	return items, a.db.fault(err)
}

func scanCameraID(r row) (id shiheng.CameraID, err error) { return id, r.Scan(&id) }
