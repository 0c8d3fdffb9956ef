package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// records keeps one kind of record: what lists are narrowed by as columns, the
// record itself as JSON. Every such table has the same columns. It implements
// [registry.Records].
type records[T registry.Record] struct {
	db    *DB
	table string
	what  string // "plan": the code of what is not there is "plan.none"
	// about says by which condition a record is found by a system, where that
	// is not the one system in its column.
	about string
}

// recordsTx is records in a transaction. It implements [registry.RecordsTx].
type recordsTx[T registry.Record] struct {
	ctx context.Context //nolint:containedctx // the transaction's own, bound so that rules need not pass it
	tx  bun.Tx
	records[T]
	// kept, when there is one, keeps what else hangs on a record.
	kept func(T) error
}

func in[T registry.Record](ctx context.Context, tx bun.Tx, r records[T]) recordsTx[T] {
	return recordsTx[T]{ctx: ctx, tx: tx, records: r}
}

func scanRecord[T any](r row) (v T, err error) { return v, r.Scan(jsonInto{&v}) }

func (r records[T]) one(ctx context.Context, from bun.IDB, id string) (T, error) {
	v, err := scanRecord[T](from.QueryRowContext(ctx, "SELECT body FROM "+r.table+" WHERE id = ?", id))
	return v, r.db.lookup(err, r.what)
}

// One implements registry.Records.
func (r records[T]) One(ctx context.Context, id string) (T, error) { return r.one(ctx, r.db.read, id) }

// One implements registry.RecordsTx.
func (t recordsTx[T]) One(id string) (T, error) { return t.one(t.ctx, t.tx, id) }

// inScope is the condition that a record is about a place or a system of a
// scope.
func inScope(s registry.Scope) (string, []any) {
	var any where
	standing(&any, "r.place", s)
	v := systemsIn(s)
	any.and("r.system IN (SELECT v.id FROM video_system v WHERE "+v.either()+")", v.args...)
	return any.either(), any.args
}

func (r records[T]) where(f registry.RecordFilter) where {
	var w where
	if !f.Scope.All {
		cond, args := inScope(f.Scope)
		w.and(cond, args...)
	}
	if f.ID != "" {
		w.and("r.id = ?", f.ID)
	}
	if !f.System.IsZero() {
		about := r.about
		if about == "" {
			about = "r.system = ?"
		}
		w.and(about, f.System)
	}
	if !f.Place.IsZero() {
		w.and(under("r.place", named), bun.List([]shiheng.PlaceID{f.Place}))
	}
	if f.State != "" {
		w.and("r.state = ?", f.State)
	}
	if !f.DueBy.IsZero() {
		w.and("r.due <> '' AND r.due <= ?", f.DueBy.String())
	}
	if f.Text != "" {
		w.and(`lower(r.label) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	return w
}

// List implements registry.Records.
func (r records[T]) List(ctx context.Context, f registry.RecordFilter, p audit.Paging) (audit.Page[T], error) {
	w := r.where(f)
	if p.Cursor != "" {
		w.and("r.id < ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, scanRecord[T],
		"SELECT r.body FROM "+r.table+" r"+w.String()+" ORDER BY r.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[T]{}, r.db.fault(err)
	}
	return page(items, p, func(v T) string { return v.Head().ID }), nil
}

// All implements registry.RecordsTx.
func (t recordsTx[T]) All(f registry.RecordFilter) ([]T, error) {
	w := t.where(f)
	return list(t.ctx, t.tx, scanRecord[T], "SELECT r.body FROM "+t.table+" r"+w.String()+" ORDER BY r.id DESC LIMIT 500", w.args...)
}

// Put implements registry.RecordsTx.
func (t recordsTx[T]) Put(v T) error {
	h := v.Head()
	var err error
	if h.Version == 1 {
		_, err = t.tx.ExecContext(t.ctx, "INSERT INTO "+t.table+` (id, system, place, state, due, label, body, created_at, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`,
			h.ID, h.System, h.Place, h.State, h.Due.String(), text(h.Label), text(jsonText(v)), usec(h.CreatedAt))
	} else {
		res, uerr := t.tx.ExecContext(t.ctx, "UPDATE "+t.table+` SET system = ?, place = ?, state = ?, due = ?, label = ?, body = ?, version = ?
			WHERE id = ? AND version = ?`,
			h.System, h.Place, h.State, h.Due.String(), text(h.Label), text(jsonText(v)), h.Version, h.ID, h.Version-1)
		err = changed(res, uerr, shiheng.Conflict(t.what+".changed"))
	}
	if err != nil || t.kept == nil {
		return err
	}
	return t.kept(v)
}
