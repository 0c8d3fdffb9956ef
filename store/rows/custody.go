package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence/custody"
)

// Custody keeps the register of copies that are handed over. It implements
// [custody.Store].
type Custody struct{ db *DB }

// NewCustody returns the exports kept in db.
func NewCustody(db *DB) *Custody { return &Custody{db} }

// Write implements custody.Store.
func (c *Custody) Write(ctx context.Context, f func(custody.Tx) error) error {
	return c.db.Write(ctx, func(tx bun.Tx) error {
		return f(custodyTx{newRegistryTx(ctx, tx, c.db)})
	})
}

// custodyTx implements custody.Tx.
type custodyTx struct{ registryTx }

// Export implements custody.Tx.
func (t custodyTx) Export(id custody.ExportID) (custody.Export, error) {
	e, err := scanRecord[custody.Export](t.tx.QueryRowContext(t.ctx, "SELECT r.body FROM evidence_export r WHERE r.id = ?", id))
	return e, t.db.lookup(err, "evidence")
}

// PutExport implements custody.Tx.
func (t custodyTx) PutExport(e custody.Export) error {
	if e.Version > 1 {
		res, err := t.tx.ExecContext(t.ctx, `UPDATE evidence_export SET state = ?, due = ?, label = ?, body = ?, version = ?
			WHERE id = ? AND version = ?`, string(e.State), e.Due().String(), text(e.Label()), text(jsonText(e)), e.Version, e.ID, e.Version-1)
		return changed(res, err, shiheng.Conflict("evidence.changed"))
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO evidence_export (id, state, application, due, label, body, version)
		VALUES (?, ?, ?, ?, ?, ?, 1)`, e.ID, string(e.State), e.Application, e.Due().String(), text(e.Label()), text(jsonText(e)))
	if err != nil {
		return err
	}
	for _, camera := range e.Cameras() {
		if _, err := t.tx.ExecContext(t.ctx, "INSERT INTO evidence_export_camera (export, camera) VALUES (?, ?)", e.ID, camera); err != nil {
			return err
		}
	}
	return nil
}

// exportWhere is the condition of a filter on an export r. One is seen by
// whoever may know of every camera it is of; a camera that is not in the register
// nobody bounded knows.
func exportWhere(f custody.Filter) where {
	var w where
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		w.and(`NOT EXISTS (SELECT 1 FROM evidence_export_camera ec WHERE ec.export = r.id AND ec.camera NOT IN (
			SELECT c.id FROM camera c JOIN video_system v ON v.id = c.system WHERE `+bounds.either()+`))`, bounds.args...)
	}
	if !f.ID.IsZero() {
		w.and("r.id = ?", f.ID)
	}
	if f.State != "" {
		w.and("r.state = ?", string(f.State))
	}
	if len(f.States) > 0 {
		w.and("r.state IN (?)", bun.List(f.States))
	}
	if f.Application != "" {
		w.and("r.application = ?", f.Application)
	}
	if !f.DueBy.IsZero() {
		w.and("r.state = ? AND r.due <> '' AND r.due <= ?", string(custody.Handed), f.DueBy.String())
	}
	if f.Text != "" {
		w.and(`lower(r.label) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	return w
}

// Exports implements custody.Store.
func (c *Custody) Exports(ctx context.Context, f custody.Filter, p audit.Paging) (audit.Page[custody.Export], error) {
	w := exportWhere(f)
	if p.Cursor != "" {
		w.and("r.id < ?", p.Cursor)
	}
	items, err := list(ctx, c.db.read, scanRecord[custody.Export],
		"SELECT r.body FROM evidence_export r"+w.String()+" ORDER BY r.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[custody.Export]{}, c.db.fault(err)
	}
	return page(items, p, func(e custody.Export) string { return e.ID.String() }), nil
}
