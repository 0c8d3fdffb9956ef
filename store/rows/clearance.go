package rows

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/identity"
)

// Clearance implements identity.Store.
func (i *Identity) Clearance(ctx context.Context, account shiheng.AccountID, now time.Time) (c identity.HeldClearance, err error) {
	err = i.db.read.QueryRowContext(ctx, `SELECT id, account, level, issuer, document, from_at, until_at, by_account FROM clearance
		WHERE account = ? AND withdrawn IS NULL AND from_at <= ? AND until_at > ? ORDER BY id DESC LIMIT 1`, account, usec(now), usec(now)).
		Scan(&c.ID, &c.Account, &c.Level, &c.Issuer, &c.Document, instant{&c.From}, instant{&c.Until}, &c.By)
	if errors.Is(err, sql.ErrNoRows) {
		return identity.HeldClearance{}, nil
	}
	return c, i.db.fault(err)
}

func (t identityTx) InsertClearance(c identity.HeldClearance) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO clearance (id, account, level, issuer, document, from_at, until_at, by_account)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, c.ID, c.Account, string(c.Level), text(c.Issuer), text(c.Document), usec(c.From), usec(c.Until), c.By)
	return err
}

func (t identityTx) WithdrawClearances(account shiheng.AccountID, now time.Time) error {
	_, err := t.tx.ExecContext(t.ctx, "UPDATE clearance SET withdrawn = ? WHERE account = ? AND withdrawn IS NULL", usec(now), account)
	return err
}
