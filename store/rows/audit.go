package rows

import (
	"context"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Audit is the record of acts. It implements [audit.Log].
type Audit struct{ db *DB }

// NewAudit returns the record kept in db.
func NewAudit(db *DB) *Audit { return &Audit{db} }

// Append implements audit.Log.
func (a *Audit) Append(ctx context.Context, events ...audit.Event) error {
	return a.db.Write(ctx, func(tx bun.Tx) error {
		for _, e := range events {
			if err := Append(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Append writes one event in the caller's transaction, which must be one of
// [DB.Write]: its number is the next one.
func Append(ctx context.Context, tx bun.Tx, e audit.Event) error {
	if err := e.Check(); err != nil {
		return err
	}
	var seq int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) + 1 FROM audit_event").Scan(&seq); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO audit_event
		(seq, id, at, account, session, name, remote, act, object_kind, object_id, outcome, article, reason, cameras, details)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		seq, e.ID, usec(e.At), e.Actor.Account, e.Actor.Session, text(e.Actor.Name), text(e.Actor.Remote), string(e.Act),
		e.Object.Kind, text(e.Object.ID), string(e.Outcome), e.Article, e.Reason, jsonText(e.Cameras), text(jsonText(e.Details)))
	if err != nil {
		return err
	}
	for _, c := range e.Cameras {
		_, err := tx.ExecContext(ctx, "INSERT INTO audit_camera (camera, seq) VALUES (?, ?) ON CONFLICT DO NOTHING", c, seq)
		if err != nil {
			return err
		}
	}
	return nil
}

const auditColumns = `seq, id, at, account, session, name, remote, act, object_kind, object_id, outcome, article, reason, cameras, details, leaf`

func scanEntry(r row) (e audit.Entry, err error) {
	err = r.Scan(&e.Seq, &e.ID, instant{&e.At}, &e.Actor.Account, &e.Actor.Session, &e.Actor.Name, &e.Actor.Remote, &e.Act,
		&e.Object.Kind, &e.Object.ID, &e.Outcome, &e.Article, &e.Reason, jsonInto{&e.Cameras}, jsonInto{&e.Details}, &e.Leaf)
	return e, err
}

// Entries implements audit.Log.
func (a *Audit) Entries(ctx context.Context, f audit.Filter, p audit.Paging) (audit.Page[audit.Entry], error) {
	var w where
	if !f.Span.From.IsZero() {
		w.and("at >= ?", usec(f.Span.From))
	}
	if !f.Span.Open() {
		w.and("at < ?", usec(f.Span.To))
	}
	if !f.Account.IsZero() {
		w.and("account = ?", f.Account)
	}
	if !f.Camera.IsZero() {
		w.and("seq IN (SELECT seq FROM audit_camera WHERE camera = ?)", f.Camera)
	}
	if f.Act != "" {
		w.and("act = ?", string(f.Act))
	}
	if f.Object.Kind != "" {
		w.and("object_kind = ?", f.Object.Kind)
	}
	if f.Object.ID != "" {
		w.and("object_id = ?", f.Object.ID)
	}
	if f.Outcome != "" {
		w.and("outcome = ?", string(f.Outcome))
	}
	return a.entries(ctx, w, p)
}

// entries reads what the conditions let through, newest first.
func (a *Audit) entries(ctx context.Context, w where, p audit.Paging) (audit.Page[audit.Entry], error) {
	if p.Cursor != "" {
		before, err := strconv.ParseInt(p.Cursor, 10, 64)
		if err != nil {
			return audit.Page[audit.Entry]{}, shiheng.Invalid("page.cursor")
		}
		w.and("seq < ?", before)
	}
	query := strings.Join([]string{"SELECT", auditColumns, "FROM audit_event", w.String(), "ORDER BY seq DESC LIMIT ?"}, " ")
	items, err := list(ctx, a.db.read, scanEntry, query, append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[audit.Entry]{}, a.db.fault(err)
	}
	return page(items, p, func(e audit.Entry) string { return strconv.FormatInt(e.Seq, 10) }), nil
}

// After implements audit.Log.
func (a *Audit) After(ctx context.Context, seq int64, limit int) ([]audit.Entry, error) {
	items, err := list(ctx, a.db.read, scanEntry,
		"SELECT "+auditColumns+" FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit)
	return items, a.db.fault(err)
}
