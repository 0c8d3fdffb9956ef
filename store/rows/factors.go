package rows

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
)

// Factor implements identity.Store.
func (i *Identity) Factor(ctx context.Context, id shiheng.AccountID) (f identity.Factor, err error) {
	err = i.db.read.QueryRowContext(ctx, "SELECT account, secret, begun, confirmed, last_step FROM account_factor WHERE account = ?", id).
		Scan(&f.Account, &f.Sealed, instant{&f.Begun}, instant{&f.Confirmed}, &f.LastStep)
	return f, i.db.lookup(err, "factor")
}

func (t identityTx) PutFactor(f identity.Factor) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO account_factor (account, secret, begun, confirmed, last_step) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, begun = excluded.begun, confirmed = excluded.confirmed, last_step = excluded.last_step`,
		f.Account, f.Sealed, usec(f.Begun), usec(f.Confirmed), f.LastStep)
	return err
}

func (t identityTx) DropFactor(id shiheng.AccountID) error {
	_, err := t.tx.ExecContext(t.ctx, "DELETE FROM account_factor WHERE account = ?", id)
	return err
}

func (t identityTx) UseStep(id shiheng.AccountID, step int64) (bool, error) {
	return t.one("UPDATE account_factor SET last_step = ? WHERE account = ? AND last_step < ?", step, id, step)
}

func (t identityTx) SetRecovery(id shiheng.AccountID, hashes [][]byte) error {
	if _, err := t.tx.ExecContext(t.ctx, "DELETE FROM account_recovery WHERE account = ?", id); err != nil {
		return err
	}
	for _, h := range hashes {
		if _, err := t.tx.ExecContext(t.ctx, "INSERT INTO account_recovery (account, hash) VALUES (?, ?)", id, h); err != nil {
			return err
		}
	}
	return nil
}

func (t identityTx) UseRecovery(id shiheng.AccountID, hash []byte, at time.Time) (bool, error) {
	return t.one("UPDATE account_recovery SET used_at = ? WHERE account = ? AND hash = ? AND used_at IS NULL", usec(at), id, hash)
}

// one runs a statement and reports whether it touched a row.
func (t identityTx) one(query string, args ...any) (bool, error) {
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
