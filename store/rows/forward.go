package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access/forward"
	"shiheng.internal/civic/audit"
)

// Forward keeps forwardings. It implements [forward.Store].
type Forward struct{ db *DB }

// NewForward returns the forwardings kept in db.
func NewForward(db *DB) *Forward { return &Forward{db} }

// Write implements forward.Store.
func (s *Forward) Write(ctx context.Context, f func(forward.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error {
		return f(forwardTx{accessTx{ctx: ctx, tx: tx}, s.db})
	})
}

// forwardTx implements forward.Tx.
type forwardTx struct {
	accessTx
	db *DB
}

// forwardWhere is the condition of a filter on a forwarding r. Whoever is not
// one of its two accounts sees it who may know of every camera of it.
func forwardWhere(f forward.Filter) where {
	var w where
	switch {
	case !f.To.IsZero():
		w.and("r.recipient = ?", f.To)
	case !f.By.IsZero():
		w.and("r.forwarder = ?", f.By)
	case !f.Scope.All:
		bounds := camerasIn(f.Scope)
		w.and(`NOT EXISTS (SELECT 1 FROM forwarding_camera fc JOIN camera c ON c.id = fc.camera JOIN video_system v ON v.id = c.system
			WHERE fc.forwarding = r.id AND NOT `+bounds.either()+`)`, bounds.args...)
	}
	if !f.ID.IsZero() {
		w.and("r.id = ?", f.ID)
	}
	if !f.Running.IsZero() {
		w.and("r.ended_at IS NULL AND r.until_at > ?", usec(f.Running))
	}
	return w
}

// Forwards implements forward.Store.
func (s *Forward) Forwards(ctx context.Context, f forward.Filter, p audit.Paging) (audit.Page[forward.Forward], error) {
	w := forwardWhere(f)
	if p.Cursor != "" {
		w.and("r.id < ?", p.Cursor)
	}
	items, err := list(ctx, s.db.read, scanRecord[forward.Forward],
		"SELECT r.body FROM forwarding r"+w.String()+" ORDER BY r.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[forward.Forward]{}, s.db.fault(err)
	}
	return page(items, p, func(f forward.Forward) string { return f.ID.String() }), nil
}

// OfGrant implements forward.Store.
func (s *Forward) OfGrant(ctx context.Context, id shiheng.GrantID) (forward.Forward, error) {
	f, err := scanRecord[forward.Forward](s.db.read.QueryRowContext(ctx,
		"SELECT body FROM forwarding WHERE id = (SELECT forwarding FROM forwarding_grant WHERE access_grant = ?)", id))
	return f, s.db.lookup(err, "forward")
}

// Grants implements forward.Store.
func (s *Forward) Grants(ctx context.Context, id forward.ID) ([]shiheng.GrantID, error) {
	items, err := list(ctx, s.db.read, func(r row) (id shiheng.GrantID, err error) { return id, r.Scan(&id) },
		`SELECT g.id FROM forwarding_grant f JOIN access_grant g ON g.id = f.access_grant
		WHERE f.forwarding = ? AND g.ended IS NULL ORDER BY g.id`, id)
	return items, s.db.fault(err)
}

// Forward implements forward.Tx.
func (t forwardTx) Forward(id forward.ID) (forward.Forward, error) {
	f, err := scanRecord[forward.Forward](t.tx.QueryRowContext(t.ctx, "SELECT body FROM forwarding WHERE id = ?", id))
	return f, t.db.lookup(err, "forward")
}

// PutForward implements forward.Tx.
func (t forwardTx) PutForward(f forward.Forward) error {
	if f.Version > 1 {
		res, err := t.tx.ExecContext(t.ctx, "UPDATE forwarding SET ended_at = ?, body = ?, version = ? WHERE id = ? AND version = ?",
			usec(f.Ended.At), text(jsonText(f)), f.Version, f.ID, f.Version-1)
		return changed(res, err, shiheng.Conflict("forward.over"))
	}
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO forwarding (id, forwarder, recipient, until_at, body, version) VALUES (?, ?, ?, ?, ?, 1)",
		f.ID, f.By.Account, f.To.Account, usec(f.Until), text(jsonText(f)))
	for _, c := range f.Cameras {
		if err != nil {
			return err
		}
		_, err = t.tx.ExecContext(t.ctx, "INSERT INTO forwarding_camera (forwarding, camera) VALUES (?, ?)", f.ID, c)
	}
	return err
}

// PutOpening implements forward.Tx.
func (t forwardTx) PutOpening(id forward.ID, grant shiheng.GrantID) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO forwarding_grant (access_grant, forwarding) VALUES (?, ?)", grant, id)
	return err
}
