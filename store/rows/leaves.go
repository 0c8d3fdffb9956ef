package rows

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
)

// Leaves is what the rows of acts know of the log. It is safe for concurrent
// use; one log at a time is written from it.
type Leaves struct{ db *DB }

// NewLeaves returns the leaves of the record kept in db.
func NewLeaves(db *DB) *Leaves { return &Leaves{db} }

// Unlogged returns acts that have no index in the log yet, in their order, at
// most limit. Each has a salt by then, which is committed, and the log it is
// for: origin, or the one it was meant for before.
func (l *Leaves) Unlogged(ctx context.Context, origin string, limit int) (out []ledger.Unlogged, err error) {
	err = l.db.Write(ctx, func(tx bun.Tx) error {
		entries, err := list(ctx, tx, scanEntry, "SELECT "+auditColumns+" FROM audit_event WHERE leaf IS NULL ORDER BY seq LIMIT ?", limit)
		if err != nil || len(entries) == 0 {
			return err
		}
		first, last := entries[0].Seq, entries[len(entries)-1].Seq
		salted := map[int64]ledger.Unlogged{}
		kept, err := list(ctx, tx, func(r row) (u ledger.Unlogged, err error) {
			var salt []byte
			if err := r.Scan(&u.Seq, &u.Origin, &salt); err != nil || len(salt) != len(u.Salt) {
				return u, errors.Join(err, badSalt(len(salt)))
			}
			u.Salt = ledger.Salt(salt)
			return u, nil
		}, "SELECT seq, origin, salt FROM audit_salt WHERE seq >= ? AND seq <= ?", first, last)
		if err != nil {
			return err
		}
		for _, u := range kept {
			salted[u.Seq] = u
		}
		var fresh []bun.TupleValues
		for _, e := range entries {
			u, has := salted[e.Seq]
			if !has {
				u = ledger.Unlogged{Seq: e.Seq, Origin: origin}
				rand.Read(u.Salt[:])
				fresh = append(fresh, bun.Tuple([]any{e.Seq, origin, u.Salt[:]}))
			}
			u.Act, u.Personal = leafOf(e)
			out = append(out, u)
		}
		if len(fresh) == 0 {
			return nil
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO audit_salt (seq, origin, salt) VALUES ?", bun.List(fresh))
		return err
	})
	return out, err
}

func badSalt(n int) error {
	if n == len(ledger.Salt{}) {
		return nil
	}
	return fmt.Errorf("a salt of %d bytes", n)
}

// leafOf is an act as its leaf tells it, and what of it may name a person.
func leafOf(e audit.Entry) (ledger.Act, ledger.Personal) {
	a := ledger.Act{
		Act: string(e.Act), Article: e.Article, At: ledger.Time(e.At), Event: e.ID.String(), Object: e.Object.Kind, Outcome: string(e.Outcome), Reason: e.Reason, Seq: e.Seq,
	}
	if e.Object.ID != "" {
		a.Object += " " + e.Object.ID
	}
	for _, c := range e.Cameras {
		a.Cameras = append(a.Cameras, c.String())
	}
	p := ledger.Personal{Name: e.Actor.Name, Remote: e.Actor.Remote, Details: e.Details}
	if !e.Actor.Account.IsZero() {
		p.Account = e.Actor.Account.String()
	}
	if !e.Actor.Session.IsZero() {
		p.Session = e.Actor.Session.String()
	}
	return a, p
}

// Logged notes the indices of acts in the log of the origin, which they have
// from now on. ErrConflict "log.logged" when one has an index or is not there.
func (l *Leaves) Logged(ctx context.Context, origin string, at map[int64]uint64) error {
	return l.db.Write(ctx, func(tx bun.Tx) error {
		for seq, index := range at {
			res, err := tx.ExecContext(ctx, "UPDATE audit_event SET leaf = ? WHERE seq = ? AND leaf IS NULL", int64(index), seq) //nolint:gosec // no log has 2^63 leaves
			if err := changed(res, err, shiheng.Conflict("log.logged", "seq", fmt.Sprint(seq))); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE audit_salt SET origin = ? WHERE seq = ? AND origin <> ?", origin, seq, origin); err != nil {
				return err
			}
		}
		return nil
	})
}

// Last is the largest index that any act has in the log of the origin; false
// when none has.
func (l *Leaves) Last(ctx context.Context, origin string) (index uint64, any bool, err error) {
	var last *int64
	err = l.db.read.QueryRowContext(ctx, "SELECT max(e.leaf) FROM audit_event e JOIN audit_salt s ON s.seq = e.seq WHERE s.origin = ?", origin).Scan(&last)
	if err != nil || last == nil {
		return 0, false, l.db.fault(err)
	}
	return uint64(*last), true, nil //nolint:gosec // an index
}

// Newest is the number of the newest act, and how many have no index yet.
func (l *Leaves) Newest(ctx context.Context) (seq, unlogged int64, err error) {
	err = l.db.read.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0), (SELECT count(*) FROM audit_event WHERE leaf IS NULL) FROM audit_event").Scan(&seq, &unlogged)
	return seq, unlogged, l.db.fault(err)
}

// Explained returns the leaf of an act with what its digest is made of, to
// whoever may read the act. ErrNotFound "log.act" while it has no index.
func (l *Leaves) Explained(ctx context.Context, id shiheng.EventID) (u ledger.Unlogged, index uint64, err error) {
	return l.explained(ctx, "id = ?", id)
}

// ExplainedAt is Explained of an act by its number on the record.
func (l *Leaves) ExplainedAt(ctx context.Context, seq int64) (u ledger.Unlogged, index uint64, err error) {
	return l.explained(ctx, "seq = ?", seq)
}

func (l *Leaves) explained(ctx context.Context, which string, arg any) (u ledger.Unlogged, index uint64, err error) {
	entries, err := list(ctx, l.db.read, scanEntry, "SELECT "+auditColumns+" FROM audit_event WHERE "+which+" AND leaf IS NOT NULL", arg)
	if err != nil {
		return u, 0, l.db.fault(err)
	}
	if len(entries) == 0 {
		return u, 0, shiheng.NotFound("log.act")
	}
	e := entries[0]
	var salt []byte
	if err := l.db.read.QueryRowContext(ctx, "SELECT origin, salt FROM audit_salt WHERE seq = ?", e.Seq).Scan(&u.Origin, &salt); err != nil {
		return u, 0, l.db.fault(err)
	}
	if err := badSalt(len(salt)); err != nil {
		return u, 0, err
	}
	u.Seq, u.Salt = e.Seq, ledger.Salt(salt)
	u.Act, u.Personal = leafOf(e)
	return u, uint64(*e.Leaf), nil //nolint:gosec // an index
}
