package rows

import (
	"context"
	"errors"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// Count is how many acts there are, and the number of the newest.
func (l *Leaves) Count(ctx context.Context) (n, newest int64, err error) {
	err = l.db.read.QueryRowContext(ctx, "SELECT count(*), coalesce(max(seq), 0) FROM audit_event").Scan(&n, &newest)
	return n, newest, l.db.fault(err)
}

// Origins are the logs that rows say they stand in.
func (l *Leaves) Origins(ctx context.Context) ([]string, error) {
	out, err := list(ctx, l.db.read, func(r row) (s string, err error) { return s, r.Scan(&s) },
		`SELECT s.origin FROM audit_salt s JOIN audit_event e ON e.seq = s.seq WHERE e.leaf IS NOT NULL
		UNION SELECT origin FROM footage_leaf ORDER BY 1`)
	return out, l.db.fault(err)
}

// Indexed lists acts with an index in the log of the origin, behind a number and
// in order of it, at most limit.
func (l *Leaves) Indexed(ctx context.Context, origin string, behind int64, limit int) ([]ledger.Indexed, error) {
	return l.indexed(ctx, "leaf IS NOT NULL AND origin = ? AND seq > ? ORDER BY seq LIMIT ?", origin, behind, limit)
}

// ActOf is one act by its number, with an index or without. ErrNotFound
// "log.act".
func (l *Leaves) ActOf(ctx context.Context, seq int64) (ledger.Indexed, error) {
	out, err := l.indexed(ctx, "seq = ?", seq)
	if err == nil && len(out) == 0 {
		return ledger.Indexed{}, shiheng.NotFound("log.act")
	}
	if err != nil {
		return ledger.Indexed{}, err
	}
	return out[0], nil
}

// salted hands a scan the columns behind those that it knows.
type salted struct {
	row
	more []any
}

// Scan implements row.
func (s salted) Scan(to ...any) error { return s.row.Scan(append(to, s.more...)...) }

func (l *Leaves) indexed(ctx context.Context, where string, args ...any) ([]ledger.Indexed, error) {
	out, err := list(ctx, l.db.read, func(r row) (x ledger.Indexed, err error) {
		var salt []byte
		e, err := scanEntry(salted{r, []any{&x.Origin, &salt}})
		if err != nil || len(salt) != len(x.Salt) {
			return x, errors.Join(err, badSalt(len(salt)))
		}
		x.Seq, x.Salt = e.Seq, ledger.Salt(salt)
		x.Act, x.Personal = leafOf(e)
		if x.Has = e.Leaf != nil; x.Has {
			x.Index = uint64(*e.Leaf) //nolint:gosec // an index
		}
		return x, nil
	}, "SELECT "+auditColumns+", origin, salt FROM audit_event JOIN (SELECT seq AS salted, origin, salt FROM audit_salt) s ON salted = seq WHERE "+where, args...)
	return out, l.db.fault(err)
}
