package rows

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
)

// Access keeps grants. It implements [access.Store].
type Access struct{ db *DB }

// NewAccess returns the grants kept in db.
func NewAccess(db *DB) *Access { return &Access{db} }

// Write implements access.Store.
func (a *Access) Write(ctx context.Context, f func(access.Tx) error) error {
	return a.db.Write(ctx, func(tx bun.Tx) error { return f(accessTx{ctx: ctx, tx: tx}) })
}

const grantColumns = `id, account, session, act, cameras, from_at, to_at, masked, mark, until_at, basis,
	purpose, recipient, approver, expires, at, ended, cause, quota, faint, ahead`

func scanGrant(r row) (m access.Minted, err error) {
	return m, r.Scan(&m.ID, &m.Account, &m.Session, &m.Act, jsonInto{&m.Cameras}, instant{&m.Footage.From}, instant{&m.Footage.To},
		&m.Masked, &m.Mark, instant{&m.Until}, &m.Basis, &m.Purpose, &m.Recipient, &m.Approver, lawDay{&m.Expires}, instant{&m.At}, instant{&m.Ended}, &m.Cause, &m.Quota, &m.Faint, &m.Ahead)
}

// Grant implements access.Store.
func (a *Access) Grant(ctx context.Context, id shiheng.GrantID) (access.Minted, error) {
	m, err := scanGrant(a.db.read.QueryRowContext(ctx, "SELECT "+grantColumns+" FROM access_grant WHERE id = ?", id))
	return m, a.db.lookup(err, "grant")
}

// SessionPurpose implements access.Store.
func (a *Access) SessionPurpose(ctx context.Context, id shiheng.SessionID) (purpose string, err error) {
	err = a.db.read.QueryRowContext(ctx, `SELECT purpose FROM access_grant
		WHERE session = ? AND act IN ('playback', 'snapshot') AND purpose <> '' ORDER BY id DESC LIMIT 1`, id).Scan(&purpose)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return purpose, a.db.fault(err)
}

// Locked implements access.Store.
func (a *Access) Locked(ctx context.Context, id shiheng.SessionID) (bool, error) {
	var n int
	err := a.db.read.QueryRowContext(ctx, "SELECT count(*) FROM session_lock WHERE session = ?", id).Scan(&n)
	return n > 0, a.db.fault(err)
}

// SetLock implements access.Store.
func (a *Access) SetLock(ctx context.Context, id shiheng.SessionID, lock bool, e audit.Event) error {
	statement, args := "DELETE FROM session_lock WHERE session = ?", []any{id}
	if lock {
		statement, args = "INSERT INTO session_lock (session, at) VALUES (?, ?) ON CONFLICT (session) DO NOTHING", []any{id, usec(e.At)}
	}
	return a.db.Write(ctx, func(tx bun.Tx) error {
		res, err := tx.ExecContext(ctx, statement, args...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return Append(ctx, tx, e)
	})
}

// Leftover implements access.Store.
func (a *Access) Leftover(ctx context.Context, now time.Time) ([]access.Minted, error) {
	items, err := list(ctx, a.db.read, scanGrant, "SELECT "+grantColumns+` FROM access_grant
		WHERE ended IS NULL AND (until_at <= ? OR session IN (SELECT id FROM session WHERE ended IS NOT NULL))
		ORDER BY id LIMIT 500`, usec(now))
	return items, a.db.fault(err)
}

// accessTx implements access.Tx.
type accessTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
}

func (t accessTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

func (t accessTx) SessionLive(id shiheng.SessionID) (bool, error) {
	var n int
	err := t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM session WHERE id = ? AND ended IS NULL", id).Scan(&n)
	return n == 1, err
}

func (t accessTx) InsertGrant(m access.Minted) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO access_grant
		(id, account, session, act, cameras, from_at, to_at, masked, mark, until_at, basis, purpose, recipient, approver, expires, at, quota, faint, ahead, cause)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`,
		m.ID, m.Account, m.Session, string(m.Act), jsonText(m.Cameras), usec(m.Footage.From), usec(m.Footage.To), m.Masked,
		text(m.Mark), usec(m.Until), m.Basis, text(m.Purpose), text(m.Recipient), text(m.Approver), m.Expires.String(), usec(m.At), m.Quota, m.Faint, m.Ahead)
	return err
}

func (t accessTx) EndGrant(id shiheng.GrantID, at time.Time, cause string) (bool, error) {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE access_grant SET ended = ?, cause = ? WHERE id = ? AND ended IS NULL", usec(at), cause, id)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
