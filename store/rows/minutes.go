package rows

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// PutMinutes notes node-minutes that stand in the log. Noting one again changes
// nothing.
func (l *Leaves) PutMinutes(ctx context.Context, m []ledger.Logged) error {
	if len(m) == 0 {
		return nil
	}
	return l.db.Write(ctx, func(tx bun.Tx) error {
		for _, m := range m {
			//nolint:gosec // no log has 2^63 leaves
			_, err := tx.ExecContext(ctx, `INSERT INTO footage_leaf (origin, leaf, minute, part, camera_minutes, root, file, begun, size)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin, leaf) DO NOTHING`,
				m.Origin, int64(m.Index), m.Minute.UnixMicro(), m.Part, m.CameraMinutes, m.Root[:], m.File, m.Offset, m.Size)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

const minuteColumns = "SELECT origin, leaf, minute, part, camera_minutes, root, file, begun, size FROM footage_leaf "

func scanMinute(r row) (m ledger.Logged, err error) {
	var leaf int64
	var root []byte
	if err := r.Scan(&m.Origin, &leaf, instant{&m.Minute}, &m.Part, &m.CameraMinutes, &root, &m.File, &m.Offset, &m.Size); err != nil {
		return m, err
	}
	if len(root) != len(m.Root) {
		return m, shiheng.Invalid("log.form")
	}
	m.Index, m.Root = uint64(leaf), ledger.Digest(root) //nolint:gosec // an index
	return m, nil
}

// LastMinute is the largest index of a node-minute in the log of the origin;
// false when there is none.
func (l *Leaves) LastMinute(ctx context.Context, origin string) (index uint64, any bool, err error) {
	var last *int64
	err = l.db.read.QueryRowContext(ctx, "SELECT max(leaf) FROM footage_leaf WHERE origin = ?", origin).Scan(&last)
	if err != nil || last == nil {
		return 0, false, l.db.fault(err)
	}
	return uint64(*last), true, nil //nolint:gosec // an index
}

// NewestMinute is the node-minute that lies furthest behind beside the log.
// ErrNotFound when there is none.
func (l *Leaves) NewestMinute(ctx context.Context) (ledger.Logged, error) {
	found, err := list(ctx, l.db.read, scanMinute, minuteColumns+"ORDER BY file DESC, begun DESC LIMIT 1")
	if err == nil && len(found) == 0 {
		return ledger.Logged{}, shiheng.NotFound("log.minute")
	}
	if err != nil {
		return ledger.Logged{}, l.db.fault(err)
	}
	return found[0], nil
}

// Parts is how many parts a minute has.
func (l *Leaves) Parts(ctx context.Context, minute time.Time) (n int, err error) {
	err = l.db.read.QueryRowContext(ctx, "SELECT coalesce(max(part), 0) FROM footage_leaf WHERE minute = ?", minute.UnixMicro()).Scan(&n)
	return n, l.db.fault(err)
}

// MinutesOf lists the node-minutes of the minutes from one time to another.
func (l *Leaves) MinutesOf(ctx context.Context, from, to time.Time) ([]ledger.Logged, error) {
	out, err := list(ctx, l.db.read, scanMinute, minuteColumns+"WHERE minute >= ? AND minute <= ? ORDER BY minute, part",
		from.Truncate(time.Minute).UnixMicro(), to.UnixMicro())
	return out, l.db.fault(err)
}

// Minutes lists the node-minutes in the log of the origin from an index on, at
// most limit.
func (l *Leaves) Minutes(ctx context.Context, origin string, from uint64, limit int) ([]ledger.Logged, error) {
	out, err := list(ctx, l.db.read, scanMinute, minuteColumns+"WHERE origin = ? AND leaf >= ? ORDER BY leaf LIMIT ?",
		origin, int64(from), limit) //nolint:gosec // an index
	return out, l.db.fault(err)
}

// MinutesBehind lists the node-minutes that lie behind one beside the log, the
// nearest first, at most limit.
func (l *Leaves) MinutesBehind(ctx context.Context, of ledger.Logged, limit int) ([]ledger.Logged, error) {
	out, err := list(ctx, l.db.read, scanMinute, minuteColumns+"WHERE file > ? OR file = ? AND begun > ? ORDER BY file, begun LIMIT ?", of.File, of.File, of.Offset, limit)
	return out, l.db.fault(err)
}

// MinutesBefore lists those that lie before it.
func (l *Leaves) MinutesBefore(ctx context.Context, of ledger.Logged, limit int) ([]ledger.Logged, error) {
	out, err := list(ctx, l.db.read, scanMinute, minuteColumns+"WHERE file < ? OR file = ? AND begun < ? ORDER BY file DESC, begun DESC LIMIT ?", of.File, of.File, of.Offset, limit)
	return out, l.db.fault(err)
}
