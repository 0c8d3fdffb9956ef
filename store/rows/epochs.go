package rows

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
)

// keptCustodian is a custodian as rows keep one: with the salt, which the leaf
// does not tell.
type keptCustodian struct {
	ledger.Custodian
	Salt string `json:"salt"`
}

// PutEpoch notes the epoch that begins with a leaf, and puts the act on record.
// Noting one again changes nothing.
func (l *Leaves) PutEpoch(ctx context.Context, leaf []byte, by []ledger.Custodian, event audit.Event) error {
	e, err := ledger.ParseEpoch(leaf)
	if err != nil {
		return err
	}
	kept := make([]keptCustodian, len(by))
	for i, c := range by {
		kept[i] = keptCustodian{c, hex.EncodeToString(c.Salt[:])}
	}
	at, err := time.Parse(time.RFC3339Nano, e.At)
	if err != nil {
		return shiheng.Invalid("log.form").From(err)
	}
	return l.db.Write(ctx, func(tx bun.Tx) error {
		res, err := tx.ExecContext(ctx, "INSERT INTO log_epoch (origin, leaf, custodians, made_at) VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO NOTHING",
			e.Origin(), string(leaf), jsonText(kept), at.UnixMicro())
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return err
		}
		return Append(ctx, tx, event)
	})
}

// Epochs lists the epochs behind the first, in their order, with the persons
// whose acts they were.
func (l *Leaves) Epochs(ctx context.Context) ([]ledger.KeptEpoch, error) {
	out, err := list(ctx, l.db.read, func(r row) (e ledger.KeptEpoch, err error) {
		var leaf, custodians string
		if err := r.Scan(&leaf, &custodians); err != nil {
			return e, err
		}
		e.Leaf = []byte(leaf)
		var kept []keptCustodian
		if err := json.Unmarshal([]byte(custodians), &kept); err != nil {
			return e, err
		}
		for _, k := range kept {
			salt, err := hex.DecodeString(k.Salt)
			if err != nil || len(salt) != len(k.Custodian.Salt) {
				return e, badSalt(len(salt))
			}
			k.Custodian.Salt = ledger.Salt(salt)
			e.By = append(e.By, k.Custodian)
		}
		return e, nil
	}, "SELECT leaf, custodians FROM log_epoch ORDER BY made_at, origin")
	return out, l.db.fault(err)
}

// Unlog takes back indices in the log of the origin from one on: that log was
// lost behind it. Its acts go into the next log, and what is known of its
// footage is found anew.
func (l *Leaves) Unlog(ctx context.Context, origin string, from uint64) error {
	return l.db.Write(ctx, func(tx bun.Tx) error {
		//nolint:gosec // no log has 2^63 leaves
		_, err := tx.ExecContext(ctx, `UPDATE audit_event SET leaf = NULL WHERE leaf >= ? AND seq IN (SELECT seq FROM audit_salt WHERE origin = ?)`, int64(from), origin)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM footage_leaf WHERE origin = ? AND leaf >= ?", origin, int64(from)) //nolint:gosec // as above
		return err
	})
}

// Void ends whatever was issued and could still be shown: sessions with all
// that runs under them, tickets of citizens, the tokens of workstations. It
// tells how many sessions ended. What is restored must not bring back to life
// what was ended since.
func (db *DB) Void(ctx context.Context, cause string) (sessions int64, err error) {
	now := db.now().UTC().UnixMicro()
	err = db.Write(ctx, func(tx bun.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE session SET ended = ?, cause = ? WHERE ended IS NULL", now, cause)
		if err != nil {
			return err
		}
		if sessions, err = res.RowsAffected(); err != nil {
			return err
		}
		for _, statement := range []string{
			"DELETE FROM citizen_ticket",
			"UPDATE workstation SET token = NULL, code = NULL WHERE token IS NOT NULL OR code IS NOT NULL",
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
	return sessions, err
}
