package rows

import (
	"context"
	"math"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Citizen keeps cases of citizens who look, and workstations. It implements
// [citizen.Store].
type Citizen struct{ db *DB }

// NewCitizen returns the cases kept in db.
func NewCitizen(db *DB) *Citizen { return &Citizen{db} }

// Write implements citizen.Store.
func (c *Citizen) Write(ctx context.Context, f func(citizen.Tx) error) error {
	return c.db.Write(ctx, func(tx bun.Tx) error {
		return f(citizenTx{newMintingTx(ctx, tx, c.db)})
	})
}

// citizenTx implements citizen.Tx.
type citizenTx struct{ mintingTx }

// Case implements citizen.Tx.
func (t citizenTx) Case(id citizen.CaseID) (citizen.Case, error) {
	c, err := scanRecord[citizen.Case](t.tx.QueryRowContext(t.ctx, "SELECT body FROM citizen_case WHERE id = ?", id))
	return c, t.db.lookup(err, "citizen")
}

// OfGrant implements citizen.Store.
func (c *Citizen) OfGrant(ctx context.Context, id shiheng.GrantID) (citizen.Case, error) {
	out, err := scanRecord[citizen.Case](c.db.read.QueryRowContext(ctx,
		"SELECT body FROM citizen_case WHERE id = (SELECT citizen FROM citizen_grant WHERE access_grant = ?)", id))
	return out, c.db.lookup(err, "citizen")
}

// caseWhere is the condition of a filter on a case r. One is seen by whoever
// may know of every camera it is about.
func caseWhere(f citizen.Filter) where {
	var w where
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		w.and(`NOT EXISTS (SELECT 1 FROM citizen_camera cc JOIN camera c ON c.id = cc.camera JOIN video_system v ON v.id = c.system
			WHERE cc.citizen = r.id AND NOT `+bounds.either()+`)`, bounds.args...)
	}
	if !f.ID.IsZero() {
		w.and("r.id = ?", f.ID)
	}
	if f.Flow != "" {
		w.and("r.flow = ?", string(f.Flow))
	}
	if f.State != "" {
		w.and("r.state = ?", string(f.State))
	}
	if !f.From.IsZero() {
		w.and("r.received >= ?", f.From.String())
	}
	if !f.To.IsZero() {
		w.and("r.received <= ?", f.To.String())
	}
	if f.Text != "" {
		w.and(`lower(r.label) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	return w
}

// Cases implements citizen.Store.
func (c *Citizen) Cases(ctx context.Context, f citizen.Filter, p audit.Paging) (audit.Page[citizen.Case], error) {
	w := caseWhere(f)
	if p.Cursor != "" {
		w.and("r.id < ?", p.Cursor)
	}
	items, err := list(ctx, c.db.read, scanRecord[citizen.Case],
		"SELECT r.body FROM citizen_case r"+w.String()+" ORDER BY r.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[citizen.Case]{}, c.db.fault(err)
	}
	return page(items, p, func(x citizen.Case) string { return x.ID.String() }), nil
}

// PutCase implements citizen.Tx.
func (t citizenTx) PutCase(c citizen.Case) error {
	var err error
	if c.Version == 1 {
		_, err = t.tx.ExecContext(t.ctx, `INSERT INTO citizen_case (id, flow, state, received, label, body, version) VALUES (?, ?, ?, ?, ?, ?, 1)`,
			c.ID, string(c.Flow), string(c.State), law.DayOf(c.CreatedAt).String(), text(c.Label()), text(jsonText(c)))
	} else {
		res, uerr := t.tx.ExecContext(t.ctx, "UPDATE citizen_case SET state = ?, label = ?, body = ?, version = ? WHERE id = ? AND version = ?",
			string(c.State), text(c.Label()), text(jsonText(c)), c.Version, c.ID, c.Version-1)
		err = changed(res, uerr, shiheng.Conflict("citizen.changed"))
	}
	if err != nil {
		return err
	}
	// Cameras are only ever added: what was looked at stays in the register.
	for _, camera := range c.Cameras {
		_, err := t.tx.ExecContext(t.ctx, "INSERT INTO citizen_camera (citizen, camera) VALUES (?, ?) ON CONFLICT (citizen, camera) DO NOTHING", c.ID, camera)
		if err != nil {
			return err
		}
	}
	for _, l := range c.Looks {
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO citizen_grant (access_grant, citizen, station) VALUES (?, ?, ?)
			ON CONFLICT (access_grant) DO NOTHING`, l.Grant, c.ID, l.Station)
		if err != nil {
			return err
		}
	}
	return nil
}

func scanSeen(r row) (s citizen.Seen, err error) {
	var millis int64
	err = r.Scan(&s.Grant, &s.Camera, instant{&s.From}, instant{&s.To}, &s.Chunks, &s.Bytes, &millis)
	s.Seconds = float64(millis) / 1000
	return s, err
}

// Seen implements citizen.Store.
func (c *Citizen) Seen(ctx context.Context, of citizen.CaseID) ([]citizen.Seen, error) {
	items, err := list(ctx, c.db.read, scanSeen, `SELECT access_grant, camera, from_at, to_at, chunks, bytes, millis FROM citizen_seen
		WHERE citizen = ? ORDER BY id`, of)
	return items, c.db.fault(err)
}

// Spent implements citizen.Tx.
func (t citizenTx) Spent(of citizen.CaseID) (float64, error) {
	var millis int64
	err := t.tx.QueryRowContext(t.ctx, "SELECT COALESCE(sum(millis), 0) FROM citizen_seen WHERE citizen = ?", of).Scan(&millis)
	return float64(millis) / 1000, err
}

// AddSeen implements citizen.Tx.
func (t citizenTx) AddSeen(of citizen.CaseID, s citizen.Seen, at time.Time) error {
	millis := int64(math.Round(s.Seconds * 1000))
	res, err := t.tx.ExecContext(t.ctx, `UPDATE citizen_seen SET chunks = chunks + ?, bytes = bytes + ?, millis = millis + ?,
		to_at = CASE WHEN to_at < ? THEN ? ELSE to_at END
		WHERE id = (SELECT max(id) FROM citizen_seen WHERE citizen = ? AND access_grant = ? AND camera = ?) AND from_at <= ? AND to_at >= ?`,
		s.Chunks, s.Bytes, millis, usec(s.To), usec(s.To), of, s.Grant, s.Camera, usec(s.From), usec(s.From.Add(-citizen.JoinWithin)))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	_, err = t.tx.ExecContext(t.ctx, `INSERT INTO citizen_seen (id, citizen, access_grant, camera, from_at, to_at, chunks, bytes, millis)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, shiheng.NewID[shiheng.ID[seenRow]](at), of, s.Grant, s.Camera, usec(s.From), usec(s.To), s.Chunks, s.Bytes, millis)
	return err
}

type seenRow struct{}

// PutTicket implements citizen.Tx.
func (t citizenTx) PutTicket(k citizen.Ticket) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO citizen_ticket (digest, citizen, access_grant, camera, station, until_at) VALUES (?, ?, ?, ?, ?, ?)",
		k.Digest, k.Case, k.Grant, k.Camera, k.Station, usec(k.Until))
	return err
}

// UseTicket implements citizen.Tx.
func (t citizenTx) UseTicket(digest shiheng.Digest, at time.Time) (citizen.Ticket, error) {
	k := citizen.Ticket{Digest: digest}
	err := t.tx.QueryRowContext(t.ctx, "SELECT citizen, access_grant, camera, station, until_at, used_at FROM citizen_ticket WHERE digest = ?", digest).
		Scan(&k.Case, &k.Grant, &k.Camera, &k.Station, instant{&k.Until}, instant{&k.Used})
	if err := t.db.lookup(err, "ticket"); err != nil {
		return citizen.Ticket{}, err
	}
	res, err := t.tx.ExecContext(t.ctx, "UPDATE citizen_ticket SET used_at = ? WHERE digest = ? AND used_at IS NULL", usec(at), digest)
	if err != nil {
		return k, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return k, err
	}
	k.Used = at // by somebody who was faster
	return k, nil
}

func scanStation(r row) (citizen.Station, error) {
	var st citizen.Station
	return st, r.Scan(jsonInto{&st}, &st.Code, &st.Token)
}

const stationColumns = "SELECT body, code, token FROM workstation WHERE "

// Station implements citizen.Store.
func (c *Citizen) Station(ctx context.Context, id citizen.StationID) (citizen.Station, error) {
	st, err := scanStation(c.db.read.QueryRowContext(ctx, stationColumns+"id = ?", id))
	return st, c.db.lookup(err, "station")
}

// Station implements citizen.Tx.
func (t citizenTx) Station(id citizen.StationID) (citizen.Station, error) {
	st, err := scanStation(t.tx.QueryRowContext(t.ctx, stationColumns+"id = ?", id))
	return st, t.db.lookup(err, "station")
}

// StationCoded implements citizen.Tx.
func (t citizenTx) StationCoded(code shiheng.Digest) (citizen.Station, error) {
	st, err := scanStation(t.tx.QueryRowContext(t.ctx, stationColumns+"code = ?", code))
	return st, t.db.lookup(err, "station")
}

// StationBy implements citizen.Store.
func (c *Citizen) StationBy(ctx context.Context, token shiheng.Digest) (citizen.Station, error) {
	st, err := scanStation(c.db.read.QueryRowContext(ctx, stationColumns+"token = ? AND state = ?", token, string(citizen.Bound)))
	return st, c.db.lookup(err, "station")
}

// Stations implements citizen.Store.
func (c *Citizen) Stations(ctx context.Context, p audit.Paging) (audit.Page[citizen.Station], error) {
	items, err := list(ctx, c.db.read, scanStation, stationColumns+"(? = '' OR id < ?) ORDER BY id DESC LIMIT ?", p.Cursor, p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[citizen.Station]{}, c.db.fault(err)
	}
	return page(items, p, func(s citizen.Station) string { return s.ID.String() }), nil
}

// GrantsAt implements citizen.Store.
func (c *Citizen) GrantsAt(ctx context.Context, id citizen.StationID) ([]shiheng.GrantID, error) {
	items, err := list(ctx, c.db.read, func(r row) (g shiheng.GrantID, err error) { return g, r.Scan(&g) },
		`SELECT cg.access_grant FROM citizen_grant cg JOIN access_grant g ON g.id = cg.access_grant WHERE cg.station = ? AND g.ended IS NULL ORDER BY cg.access_grant`, id)
	return items, c.db.fault(err)
}

// PutStation implements citizen.Tx.
func (t citizenTx) PutStation(s citizen.Station) error {
	if s.Version == 1 {
		_, err := t.tx.ExecContext(t.ctx, "INSERT INTO workstation (id, state, code, token, body, version) VALUES (?, ?, ?, ?, ?, 1)",
			s.ID, string(s.State), s.Code, s.Token, text(jsonText(s)))
		return err
	}
	res, err := t.tx.ExecContext(t.ctx, "UPDATE workstation SET state = ?, code = ?, token = ?, body = ?, version = ? WHERE id = ? AND version = ?",
		string(s.State), s.Code, s.Token, text(jsonText(s)), s.Version, s.ID, s.Version-1)
	return changed(res, err, shiheng.Conflict("station.changed"))
}
