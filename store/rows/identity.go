package rows

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// Identity keeps accounts, sessions and roles. It implements [identity.Store].
type Identity struct{ db *DB }

// NewIdentity returns the people kept in db.
func NewIdentity(db *DB) *Identity { return &Identity{db} }

// Write implements identity.Store.
func (i *Identity) Write(ctx context.Context, f func(identity.Tx) error) error {
	return i.db.Write(ctx, func(tx bun.Tx) error { return f(identityTx{ctx: ctx, tx: tx, db: i.db}) })
}

const accountColumns = `a.id, a.login, a.name, a.disabled, a.must_change, a.password_until, a.organisation, a.person,
	EXISTS (SELECT 1 FROM account_factor f WHERE f.account = a.id AND f.confirmed IS NOT NULL),
	EXISTS (SELECT 1 FROM account_key k WHERE k.account = a.id AND k.kind = 'passkey'), a.ends_at, a.locked_until, a.created_at, a.last_login, a.version`

func accountInto(a *identity.Account) []any {
	return []any{
		&a.ID, &a.Login, &a.Name, &a.Disabled, &a.MustChange, instant{&a.PasswordUntil}, &a.Organisation, &a.Person,
		&a.SecondFactor, &a.Passkey, instant{&a.Ends}, instant{&a.LockedUntil}, instant{&a.CreatedAt}, instant{&a.LastLogin}, &a.Version,
	}
}

func scanAccount(r row) (a identity.Account, err error) { return a, scanInto(r, accountInto(&a)) }

func scanInto(r row, dest []any) error { return r.Scan(dest...) }

// Credential implements identity.Store.
func (i *Identity) Credential(ctx context.Context, login string) (a identity.Account, hash string, err error) {
	err = i.db.read.QueryRowContext(ctx, "SELECT "+accountColumns+", a.hash FROM account a WHERE a.login = ?", login).
		Scan(append(accountInto(&a), &hash)...)
	return a, hash, i.db.lookup(err, "account")
}

// Account implements identity.Store.
func (i *Identity) Account(ctx context.Context, id shiheng.AccountID) (identity.Account, error) {
	return oneAccount(ctx, i.db, i.db.read, id)
}

func oneAccount(ctx context.Context, db *DB, from bun.IDB, id shiheng.AccountID) (a identity.Account, err error) {
	err = from.QueryRowContext(ctx, "SELECT "+accountColumns+" FROM account a WHERE a.id = ?", id).Scan(accountInto(&a)...)
	return a, db.lookup(err, "account")
}

// Accounts implements identity.Store.
func (i *Identity) Accounts(ctx context.Context, p audit.Paging) (audit.Page[identity.Account], error) {
	items, err := list(ctx, i.db.read, scanAccount,
		"SELECT "+accountColumns+" FROM account a WHERE a.id > ? ORDER BY a.id LIMIT ?", p.Cursor, p.Size()+1)
	if err != nil {
		return audit.Page[identity.Account]{}, i.db.fault(err)
	}
	return page(items, p, func(a identity.Account) string { return a.ID.String() }), nil
}

const assignmentColumns = `id, account, role, place, system, camera, organisation, from_at, until_at, by_account, reason`

func scanAssignment(r row) (a identity.Assignment, err error) {
	return a, r.Scan(&a.ID, &a.Account, &a.Role, &a.Target.Place, &a.Target.System, &a.Target.Camera, &a.Target.Organisation,
		instant{&a.From}, instant{&a.Until}, &a.By, &a.Reason)
}

// Assignments implements identity.Store.
func (i *Identity) Assignments(ctx context.Context, account shiheng.AccountID) ([]identity.Assignment, error) {
	return assignments(ctx, i.db, i.db.read, account)
}

func assignments(ctx context.Context, db *DB, from bun.IDB, account shiheng.AccountID) ([]identity.Assignment, error) {
	var w where
	w.and("withdrawn IS NULL")
	if !account.IsZero() {
		w.and("account = ?", account)
	}
	items, err := list(ctx, from, scanAssignment, "SELECT "+assignmentColumns+" FROM assignment"+w.String()+" ORDER BY id", w.args...)
	return items, db.fault(err)
}

const sessionColumns = `s.id, s.account, s.begun, s.last_seen, s.until_at, s.remote, s.agent, s.ended, s.cause, s.way, s.fresh, s.proved, s.standing`

func sessionInto(s *identity.Session) []any {
	return []any{
		&s.ID, &s.Account, instant{&s.Begun}, instant{&s.LastSeen}, instant{&s.Until}, &s.Remote, &s.Agent,
		instant{&s.Ended}, &s.Cause, &s.Way, instant{&s.Fresh}, &s.Proved, &s.Standing,
	}
}

func scanSession(r row) (s identity.Session, err error) { return s, scanInto(r, sessionInto(&s)) }

// SessionByToken implements identity.Store.
func (i *Identity) SessionByToken(ctx context.Context, hash []byte, since time.Time) (s identity.Session, a identity.Account, err error) {
	var current []byte
	err = i.db.read.QueryRowContext(ctx, "SELECT "+sessionColumns+", "+accountColumns+`, s.token_hash
		FROM session s JOIN account a ON a.id = s.account
		WHERE (s.token_hash = ? OR s.previous_hash = ? AND s.rotated_at > ?) AND s.ended IS NULL`, hash, hash, usec(since)).
		Scan(append(append(sessionInto(&s), accountInto(&a)...), &current)...)
	if !bytes.Equal(current, hash) {
		s.Fresh = time.Time{}
	}
	return s, a, i.db.lookup(err, "session")
}

// Session implements identity.Store.
func (i *Identity) Session(ctx context.Context, id shiheng.SessionID) (s identity.Session, err error) {
	err = i.db.read.QueryRowContext(ctx, "SELECT "+sessionColumns+" FROM session s WHERE s.id = ?", id).Scan(sessionInto(&s)...)
	return s, i.db.lookup(err, "session")
}

// Sessions implements identity.Store.
func (i *Identity) Sessions(ctx context.Context, account shiheng.AccountID, p audit.Paging) (audit.Page[identity.Session], error) {
	var w where
	w.and("s.ended IS NULL")
	if !account.IsZero() {
		w.and("s.account = ?", account)
	}
	if p.Cursor != "" {
		w.and("s.id < ?", p.Cursor)
	}
	items, err := list(ctx, i.db.read, scanSession,
		"SELECT "+sessionColumns+" FROM session s"+w.String()+" ORDER BY s.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[identity.Session]{}, i.db.fault(err)
	}
	return page(items, p, func(s identity.Session) string { return s.ID.String() }), nil
}

// Stale implements identity.Store.
func (i *Identity) Stale(ctx context.Context, now, idle time.Time) ([]identity.Session, error) {
	items, err := list(ctx, i.db.read, scanSession, "SELECT "+sessionColumns+` FROM session s
		WHERE s.ended IS NULL AND (s.until_at <= ? OR s.last_seen < ?) ORDER BY s.id LIMIT 500`, usec(now), usec(idle))
	return items, i.db.fault(err)
}

// Touch implements identity.Store.
func (i *Identity) Touch(ctx context.Context, id shiheng.SessionID, at time.Time) error {
	return i.db.WriteApart(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE session SET last_seen = ? WHERE id = ? AND last_seen < ?", usec(at), id, usec(at))
		return err
	})
}

// Claimed implements identity.Store.
func (i *Identity) Claimed(ctx context.Context) (bool, error) {
	var n int
	err := i.db.read.QueryRowContext(ctx, "SELECT count(*) FROM account").Scan(&n)
	return n > 0, i.db.fault(err)
}

// identityTx implements identity.Tx.
type identityTx struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
	db  *DB
}

func (t identityTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

func (t identityTx) CountAccounts() (n int, err error) {
	return n, t.tx.QueryRowContext(t.ctx, "SELECT count(*) FROM account").Scan(&n)
}

func (t identityTx) Holders(role identity.Role, now time.Time) (n int, err error) {
	return n, t.tx.QueryRowContext(t.ctx, `SELECT count(DISTINCT a.id) FROM account a JOIN assignment r ON r.account = a.id
		WHERE NOT a.disabled AND r.role = ? AND r.withdrawn IS NULL AND r.from_at <= ? AND r.until_at IS NULL`,
		string(role), usec(now)).Scan(&n)
}

func (t identityTx) Account(id shiheng.AccountID) (identity.Account, error) {
	return oneAccount(t.ctx, t.db, t.tx, id)
}

func (t identityTx) InsertAccount(a identity.Account, hash string) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO account
		(id, login, name, hash, disabled, must_change, password_until, created_at, last_login, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.ID, a.Login, a.Name, hash, a.Disabled, a.MustChange,
		usec(a.PasswordUntil), usec(a.CreatedAt), usec(a.LastLogin), a.Version)
	if err != nil && t.db.engine.kind(err) == taken {
		return shiheng.Conflict("account.login-taken", "login", a.Login)
	}
	return err
}

func (t identityTx) UpdateAccount(a identity.Account) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE account SET name = ?, disabled = ?, must_change = ?, password_until = ?,
		organisation = ?, person = ?, ends_at = ?, last_login = ?, version = version + 1 WHERE id = ? AND version = ?`, a.Name, a.Disabled,
		a.MustChange, usec(a.PasswordUntil), a.Organisation, a.Person, usec(a.Ends), usec(a.LastLogin), a.ID, a.Version)
	return changed(res, err, shiheng.Conflict("account.changed"))
}

func (t identityTx) SetPassword(id shiheng.AccountID, hash string) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE account SET hash = ?, failures = 0, locked_until = NULL WHERE id = ?", hash, id)
	return changed(res, err, shiheng.NotFound("account.none"))
}

func (t identityTx) LoggedIn(id shiheng.AccountID, at time.Time) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE account SET last_login = ?, failures = 0, locked_until = NULL WHERE id = ?", usec(at), id)
	return changed(res, err, shiheng.NotFound("account.none"))
}

func (t identityTx) Failed(id shiheng.AccountID) (n int, err error) {
	if _, err := t.tx.ExecContext(t.ctx, "UPDATE account SET failures = failures + 1 WHERE id = ?", id); err != nil {
		return 0, err
	}
	return n, t.tx.QueryRowContext(t.ctx, "SELECT failures FROM account WHERE id = ?", id).Scan(&n)
}

func (t identityTx) Lock(id shiheng.AccountID, until time.Time) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE account SET failures = 0, locked_until = ? WHERE id = ?", usec(until), id)
	return changed(res, err, shiheng.NotFound("account.none"))
}

func (t identityTx) InsertSession(s identity.Session, tokenHash []byte) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO session
		(id, account, token_hash, begun, last_seen, until_at, remote, agent, cause, way, fresh, proved, standing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?)`,
		s.ID, s.Account, tokenHash, usec(s.Begun), usec(s.LastSeen), usec(s.Until), s.Remote, text(s.Agent), s.Way, usec(s.Fresh), s.Proved, s.Standing)
	return err
}

func (t identityTx) RenewSession(r identity.Renewal) (bool, error) {
	before := "token_hash"
	if r.Was == identity.Owed {
		before = "NULL" // what it opened was nothing, and must not become something
	}
	return t.one(`UPDATE session SET previous_hash = `+before+`, token_hash = ?, rotated_at = ?, fresh = ?, proved = ?, standing = ?
		WHERE id = ? AND ended IS NULL`, r.Token, usec(r.At), usec(r.Fresh), r.Proved, r.Standing, r.Session)
}

func (t identityTx) EndSession(id shiheng.SessionID, at time.Time, cause string) (bool, error) {
	return t.one("UPDATE session SET ended = ?, cause = ? WHERE id = ? AND ended IS NULL", usec(at), cause, id)
}

func (t identityTx) LiveSessions(account shiheng.AccountID) ([]identity.Session, error) {
	return list(t.ctx, t.tx, scanSession,
		"SELECT "+sessionColumns+" FROM session s WHERE s.account = ? AND s.ended IS NULL ORDER BY s.id", account)
}

func (t identityTx) Assignments(account shiheng.AccountID) ([]identity.Assignment, error) {
	return assignments(t.ctx, t.db, t.tx, account)
}

func (t identityTx) InsertAssignment(a identity.Assignment) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO assignment
		(id, account, role, place, system, camera, organisation, from_at, until_at, by_account, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.Account, string(a.Role), a.Target.Place, a.Target.System, a.Target.Camera, a.Target.Organisation, usec(a.From), usec(a.Until), a.By, text(a.Reason))
	if err != nil && t.db.engine.kind(err) == dangling {
		return shiheng.NotFound("role.target", "over", a.Target.String())
	}
	return err
}

func (t identityTx) WithdrawAssignment(id identity.AssignmentID, at time.Time) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE assignment SET withdrawn = ? WHERE id = ? AND withdrawn IS NULL", usec(at), id)
	return changed(res, err, shiheng.Conflict("role.withdrawn"))
}

func (t identityTx) Functions(id shiheng.OrganisationID) ([]string, error) {
	o, err := oneOrganisation(t.ctx, t.db, t.tx, id)
	out := make([]string, len(o.Functions))
	for i, f := range o.Functions {
		out[i] = string(f)
	}
	return out, err
}

func (t identityTx) OrganisationOf(id shiheng.PersonID) (shiheng.OrganisationID, error) {
	p, err := onePerson(t.ctx, t.db, t.tx, id)
	return p.Organisation, err
}

func (t identityTx) ClaimHash() (hash []byte, err error) {
	err = t.tx.QueryRowContext(t.ctx, "SELECT hash FROM claim WHERE only_one = 1").Scan(&hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return hash, err
}

func (t identityTx) SetClaimHash(hash []byte) error {
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM claim"); err != nil || hash == nil {
		return err
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO claim (only_one, hash) VALUES (1, ?)", hash)
	return err
}
