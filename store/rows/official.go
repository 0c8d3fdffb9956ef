package rows

import (
	"context"
	"math"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Official keeps applications for official access. It implements
// [official.Store].
type Official struct{ db *DB }

// NewOfficial returns the applications kept in db.
func NewOfficial(db *DB) *Official { return &Official{db} }

// Write implements official.Store.
func (o *Official) Write(ctx context.Context, f func(official.Tx) error) error {
	return o.db.Write(ctx, func(tx bun.Tx) error {
		return f(officialTx{newMintingTx(ctx, tx, o.db)})
	})
}

// officialTx implements official.Tx.
type officialTx struct{ mintingTx }

func suspicions(db *DB) records[official.Suspicion] {
	return records[official.Suspicion]{db: db, table: "suspicion", what: "suspicion"}
}

// Suspicions implements official.Store.
func (o *Official) Suspicions() registry.Records[official.Suspicion] { return suspicions(o.db) }

// Suspicions implements official.Tx.
func (t officialTx) Suspicions() registry.RecordsTx[official.Suspicion] {
	return in(t.ctx, t.tx, suspicions(t.db))
}

func oneApplication(ctx context.Context, db *DB, from bun.IDB, cond string, args ...any) (official.Application, error) {
	a, err := scanRecord[official.Application](from.QueryRowContext(ctx, "SELECT r.body FROM official_application r WHERE "+cond, args...))
	return a, db.lookup(err, "official")
}

// Application implements official.Store.
func (o *Official) Application(ctx context.Context, id official.ApplicationID) (official.Application, error) {
	return oneApplication(ctx, o.db, o.db.read, "r.id = ?", id)
}

// Application implements official.Tx.
func (t officialTx) Application(id official.ApplicationID) (official.Application, error) {
	return oneApplication(t.ctx, t.db, t.tx, "r.id = ?", id)
}

// OfGrant implements official.Store.
func (o *Official) OfGrant(ctx context.Context, id shiheng.GrantID) (official.Application, error) {
	return oneApplication(ctx, o.db, o.db.read, "r.id = (SELECT g.application FROM official_grant g WHERE g.access_grant = ?)", id)
}

// applicationWhere is the condition of a filter on an application r. One is
// seen by whoever may know of every camera it is about.
func applicationWhere(f official.Filter) where {
	var w where
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		w.and(`NOT EXISTS (SELECT 1 FROM official_camera oc JOIN camera c ON c.id = oc.camera JOIN video_system v ON v.id = c.system
			WHERE oc.application = r.id AND NOT `+bounds.either()+`)`, bounds.args...)
	}
	if !f.ID.IsZero() {
		w.and("r.id = ?", f.ID)
	}
	if f.State != "" {
		w.and("r.state = ?", string(f.State))
	}
	if !f.DueBy.IsZero() {
		w.and("r.due <> '' AND r.due <= ?", f.DueBy.String())
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
	if !f.Letter.IsZero() {
		w.and("r.letter = ?", f.Letter)
	}
	if !f.Officer.IsZero() {
		w.and("r.id IN (SELECT application FROM official_officer WHERE account = ?)", f.Officer)
	}
	return w
}

// Applications implements official.Store.
func (o *Official) Applications(ctx context.Context, f official.Filter, p audit.Paging) (audit.Page[official.Application], error) {
	w := applicationWhere(f)
	if p.Cursor != "" {
		w.and("r.id < ?", p.Cursor)
	}
	items, err := list(ctx, o.db.read, scanRecord[official.Application],
		"SELECT r.body FROM official_application r"+w.String()+" ORDER BY r.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[official.Application]{}, o.db.fault(err)
	}
	return page(items, p, func(a official.Application) string { return a.ID.String() }), nil
}

// PutApplication implements official.Tx.
func (t officialTx) PutApplication(a official.Application) error {
	var err error
	if a.Version == 1 {
		_, err = t.tx.ExecContext(t.ctx, `INSERT INTO official_application (id, state, due, received, label, letter, body, authority, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`, a.ID, string(a.State), a.Due().String(), a.ReceivedOn().String(), text(a.Label()), a.Letter,
			text(jsonText(a)), string(a.Authority))
		for _, c := range a.Cameras {
			if err != nil {
				break
			}
			_, err = t.tx.ExecContext(t.ctx, "INSERT INTO official_camera (application, camera) VALUES (?, ?)", a.ID, c)
		}
	} else {
		res, uerr := t.tx.ExecContext(t.ctx, `UPDATE official_application SET state = ?, due = ?, label = ?, letter = ?, body = ?,
			version = ? WHERE id = ? AND version = ?`, string(a.State), a.Due().String(), text(a.Label()), a.Letter, text(jsonText(a)),
			a.Version, a.ID, a.Version-1)
		err = changed(res, uerr, shiheng.Conflict("official.changed"))
	}
	if err != nil {
		return err
	}
	return t.tie(a)
}

// tie keeps who confirms by an account of their own, and the grants.
func (t officialTx) tie(a official.Application) error {
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM official_officer WHERE application = ?", a.ID); err != nil {
		return err
	}
	for _, o := range a.Officers {
		if o.Account.IsZero() {
			continue
		}
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO official_officer (application, account) VALUES (?, ?)
			ON CONFLICT (application, account) DO NOTHING`, a.ID, o.Account)
		if err != nil {
			return err
		}
	}
	for _, v := range a.Viewings {
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO official_grant (access_grant, application, chunks, bytes, millis) VALUES (?, ?, 0, 0, 0)
			ON CONFLICT (access_grant) DO NOTHING`, v.Grant, a.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

// Letter implements official.Store.
func (o *Official) Letter(ctx context.Context, id official.LetterID) (official.Letter, error) {
	return oneLetter(ctx, o.db, o.db.read, "id = ?", id)
}

// LetterNumbered implements official.Store.
func (o *Official) LetterNumbered(ctx context.Context, unit, number string) (official.Letter, error) {
	return oneLetter(ctx, o.db, o.db.read, "unit = ? AND number = ?", unit, number)
}

func oneLetter(ctx context.Context, db *DB, from bun.IDB, cond string, args ...any) (official.Letter, error) {
	l, err := scanRecord[official.Letter](from.QueryRowContext(ctx, "SELECT body FROM official_letter WHERE "+cond, args...))
	return l, db.lookup(err, "official-letter")
}

// Letter implements official.Tx.
func (t officialTx) Letter(id official.LetterID) (official.Letter, error) {
	return oneLetter(t.ctx, t.db, t.tx, "id = ?", id)
}

// LetterNumbered implements official.Tx.
func (t officialTx) LetterNumbered(unit, number string) (official.Letter, error) {
	return oneLetter(t.ctx, t.db, t.tx, "unit = ? AND number = ?", unit, number)
}

// PutLetter implements official.Tx.
func (t officialTx) PutLetter(l official.Letter) error {
	if l.Version == 1 {
		_, err := t.tx.ExecContext(t.ctx, "INSERT INTO official_letter (id, unit, number, body, version) VALUES (?, ?, ?, ?, 1)",
			l.ID, text(l.Key()), text(l.Number), text(jsonText(l)))
		return err
	}
	res, err := t.tx.ExecContext(t.ctx, "UPDATE official_letter SET body = ?, version = ? WHERE id = ? AND version = ?",
		text(jsonText(l)), l.Version, l.ID, l.Version-1)
	return changed(res, err, shiheng.Conflict("official.changed"))
}

func scanUsed(r row) (u official.Used, err error) {
	var millis int64
	err = r.Scan(&u.Grant, &u.Chunks, &u.Bytes, &millis)
	u.Seconds = float64(millis) / 1000
	return u, err
}

const usedColumns = "SELECT access_grant, chunks, bytes, millis FROM official_grant WHERE "

// Used implements official.Store.
func (o *Official) Used(ctx context.Context, of official.ApplicationID) ([]official.Used, error) {
	items, err := list(ctx, o.db.read, scanUsed, usedColumns+"application = ? ORDER BY access_grant", of)
	return items, o.db.fault(err)
}

// AddUsed implements official.Tx.
func (t officialTx) AddUsed(of official.ApplicationID, u official.Used) (official.Used, error) {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE official_grant SET chunks = chunks + ?, bytes = bytes + ?, millis = millis + ?
		WHERE access_grant = ? AND application = ?`, u.Chunks, u.Bytes, int64(math.Round(u.Seconds*1000)), u.Grant, of)
	if err := changed(res, err, shiheng.NotFound("grant.none")); err != nil {
		return u, err
	}
	return scanUsed(t.tx.QueryRowContext(t.ctx, usedColumns+"access_grant = ?", u.Grant))
}

// Secret implements official.Store.
func (o *Official) Secret(ctx context.Context, cameras []shiheng.CameraID) (map[shiheng.CameraID]registry.Grade, error) {
	return gradesOf(ctx, o.db, "SELECT c.id, "+gradeOf+" FROM camera c JOIN secrecy_mark m ON m.id = c.system WHERE "+graded+" AND c.id IN (?)", cameras)
}
