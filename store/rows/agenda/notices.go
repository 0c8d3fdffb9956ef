package agenda

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Mark implements agenda.Tx.
func (t tx) Mark(when time.Time, keys ...string) (map[string]bool, error) {
	fresh := make(map[string]bool, len(keys))
	for some := range slices.Chunk(keys, mostRows) {
		rows := make([]bun.TupleValues, len(some))
		for i, key := range some {
			rows[i] = bun.Tuple([]any{key, usec(when)})
		}
		err := each(t.ctx, t.tx, func(r *sql.Rows) error {
			var key string
			err := r.Scan(&key)
			fresh[key] = true
			return err
		}, "INSERT INTO notice_mark (key, at) VALUES ? ON CONFLICT DO NOTHING RETURNING key", bun.List(rows))
		if err != nil {
			return nil, err
		}
	}
	return fresh, nil
}

// Unmarked implements agenda.Store.
func (s *Store) Unmarked(ctx context.Context, keys []string) ([]string, error) {
	told := map[string]bool{}
	for part := range slices.Chunk(keys, 500) {
		err := each(ctx, s.rows.Reader(), func(r *sql.Rows) error {
			var key string
			err := r.Scan(&key)
			told[key] = true
			return err
		}, "SELECT key FROM notice_mark WHERE key IN (?)", bun.List(part))
		if err != nil {
			return nil, s.rows.Fault(err)
		}
	}
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return told[key] }), nil
}

// NoticesOn implements agenda.Tx.
func (t tx) NoticesOn(account shiheng.AccountID, day law.Day) (n int, err error) {
	return n, one(t.ctx, t.tx, "SELECT count(*) FROM notice WHERE account = ? AND day = ? AND duty <> ''", []any{account, day.String()}, &n)
}

func (t tx) insert(n agenda.Notice, day law.Day) error {
	return t.exec(`INSERT INTO notice (id, account, day, subject_kind, subject, name, duty, article, due, threshold, things, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, n.ID, n.Account, day.String(), string(n.Subject.Kind), n.Subject.ID,
		words(n.Name), n.Duty, n.Article, n.Due.String(), n.Threshold, n.Count, usec(n.At))
}

// InsertNotice implements agenda.Tx.
func (t tx) InsertNotice(n agenda.Notice) error { return t.insert(n, law.DayOf(n.At)) }

// AddToDigest implements agenda.Tx.
func (t tx) AddToDigest(n agenda.Notice, day law.Day) error {
	res, err := t.tx.ExecContext(t.ctx, `UPDATE notice SET things = things + ?, at = ?
		WHERE account = ? AND day = ? AND duty = '' AND read_at IS NULL`, n.Count, usec(n.At), n.Account, day.String())
	if err != nil {
		return err
	}
	if changed, err := res.RowsAffected(); err != nil || changed > 0 {
		return err
	}
	return t.insert(n, day)
}

// ReadNotices implements agenda.Tx.
func (t tx) ReadNotices(account shiheng.AccountID, ids []agenda.NoticeID, when time.Time) (int, error) {
	query, args := "UPDATE notice SET read_at = ? WHERE account = ? AND read_at IS NULL", []any{usec(when), account}
	if len(ids) > 0 {
		query, args = query+" AND id IN (?)", append(args, texts(ids))
	}
	res, err := t.tx.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

func scanNotice(r *sql.Rows) (n agenda.Notice, err error) {
	var due string
	var made, read sql.NullInt64
	err = r.Scan(&n.ID, &n.Account, &n.Subject.Kind, &n.Subject.ID, &n.Name, &n.Duty, &n.Article, &due, &n.Threshold, &n.Count, &made, &read)
	n.Due, n.At, n.Read = dayOf(due), at(made), at(read)
	return n, err
}

// Notices implements agenda.Store.
func (s *Store) Notices(ctx context.Context, account shiheng.AccountID, unread bool, p audit.Paging) (audit.Page[agenda.Notice], error) {
	var w where
	w.and("account = ?", account)
	if unread {
		w.and("read_at IS NULL")
	}
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, s.rows.Reader(), scanNotice, `SELECT id, account, subject_kind, subject, name, duty, article, due, threshold, things, at, read_at
		FROM notice`+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	return page(items, p, func(n agenda.Notice) string { return n.ID.String() }), s.rows.Fault(err)
}

// Unread implements agenda.Store.
func (s *Store) Unread(ctx context.Context, account shiheng.AccountID) (n int, err error) {
	err = one(ctx, s.rows.Reader(), "SELECT count(*) FROM notice WHERE account = ? AND read_at IS NULL", []any{account}, &n)
	return n, s.rows.Fault(err)
}

// The hook.

func readHook(ctx context.Context, db bun.IDB) (h agenda.Hook, err error) {
	var changed sql.NullInt64
	err = one(ctx, db, "SELECT url, enabled, sealed, changed_at, changed_by, version FROM webhook", nil,
		&h.URL, &h.Enabled, &h.Sealed, &changed, &h.ChangedBy, &h.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return agenda.Hook{}, nil
	}
	h.ChangedAt = at(changed)
	return h, err
}

// Hook implements agenda.Store.
func (s *Store) Hook(ctx context.Context) (agenda.Hook, error) {
	h, err := readHook(ctx, s.rows.Reader())
	return h, s.rows.Fault(err)
}

func (t tx) Hook() (agenda.Hook, error) { return readHook(t.ctx, t.tx) }

// SaveHook implements agenda.Tx.
func (t tx) SaveHook(h agenda.Hook) error {
	res, err := t.tx.ExecContext(t.ctx, `INSERT INTO webhook (only_one, url, enabled, sealed, changed_at, changed_by, version) VALUES (1, ?, ?, ?, ?, ?, 1)
		ON CONFLICT (only_one) DO UPDATE SET url = excluded.url, enabled = excluded.enabled, sealed = excluded.sealed,
			changed_at = excluded.changed_at, changed_by = excluded.changed_by, version = webhook.version + 1
		WHERE webhook.version = ?`, h.URL, h.Enabled, h.Sealed, usec(h.ChangedAt), h.ChangedBy, h.Version)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return shiheng.Conflict("webhook.changed")
}

const deliveryColumns = `key, kind, body, made, tries, next_at, done, gave_up, status, fault`

func scanDelivery(r *sql.Rows) (d agenda.Delivery, err error) {
	var body string
	var made, next, done, gave sql.NullInt64
	err = r.Scan(&d.Key, &d.Kind, &body, &made, &d.Tries, &next, &done, &gave, &d.Status, &d.Fault)
	d.Body, d.Made, d.Next, d.Done, d.GaveUp = []byte(body), at(made), at(next), at(done), at(gave)
	return d, err
}

// Enqueue implements agenda.Tx.
func (t tx) Enqueue(d agenda.Delivery) error {
	return t.exec("INSERT INTO webhook_delivery ("+deliveryColumns+") VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, 0, '') ON CONFLICT DO NOTHING",
		d.Key, d.Kind, string(d.Body), usec(d.Made), d.Tries, usec(d.Next))
}

// UpdateDelivery implements agenda.Tx.
func (t tx) UpdateDelivery(d agenda.Delivery) error {
	return t.exec("UPDATE webhook_delivery SET tries = ?, next_at = ?, done = ?, gave_up = ?, status = ?, fault = ? WHERE key = ?",
		d.Tries, usec(d.Next), usec(d.Done), usec(d.GaveUp), d.Status, d.Fault, d.Key)
}

// Pending implements agenda.Store.
func (s *Store) Pending(ctx context.Context, now time.Time, tests bool, limit int) ([]agenda.Delivery, error) {
	kind := ""
	if tests {
		kind = " AND kind = 'test'"
	}
	got, err := list(ctx, s.rows.Reader(), scanDelivery, "SELECT "+deliveryColumns+` FROM webhook_delivery
		WHERE next_at IS NOT NULL AND next_at <= ?`+kind+" ORDER BY next_at, key LIMIT ?", usec(now), limit)
	return got, s.rows.Fault(err)
}

// Deliveries implements agenda.Store.
func (s *Store) Deliveries(ctx context.Context, p audit.Paging) (audit.Page[agenda.Delivery], error) {
	var w where
	if made, key, ok := strings.Cut(p.Cursor, "|"); ok {
		w.and("made < ? OR made = ? AND key > ?", number(made), number(made), key)
	} else if p.Cursor != "" {
		return audit.Page[agenda.Delivery]{}, shiheng.Invalid("page.cursor")
	}
	items, err := list(ctx, s.rows.Reader(), scanDelivery,
		"SELECT "+deliveryColumns+" FROM webhook_delivery"+w.String()+" ORDER BY made DESC, key LIMIT ?", append(w.args, p.Size()+1)...)
	return page(items, p, func(d agenda.Delivery) string { return digits(d.Made.UnixMicro()) + "|" + d.Key }), s.rows.Fault(err)
}

// Prune implements agenda.Tx.
func (t tx) Prune(before time.Time) error {
	return errors.Join(
		t.exec("DELETE FROM webhook_delivery WHERE made < ? AND next_at IS NULL", usec(before)),
		t.exec("DELETE FROM notice WHERE at < ? AND read_at IS NOT NULL", usec(before)),
	)
}
