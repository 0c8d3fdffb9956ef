package rows

import (
	"context"
	"strconv"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
)

// Holds keeps the register of holds. It implements [evidence.Store].
type Holds struct{ db *DB }

// NewHolds returns the holds kept in db.
func NewHolds(db *DB) *Holds { return &Holds{db} }

// Write implements evidence.Store.
func (h *Holds) Write(ctx context.Context, f func(evidence.Tx) error) error {
	return h.db.Write(ctx, func(tx bun.Tx) error {
		return f(holdsTx{newRegistryTx(ctx, tx, h.db)})
	})
}

// holdsTx implements evidence.Tx.
type holdsTx struct{ registryTx }

func oneHold(ctx context.Context, db *DB, from bun.IDB, cond string, args ...any) (evidence.Hold, error) {
	h, err := scanRecord[evidence.Hold](from.QueryRowContext(ctx, "SELECT r.body FROM evidence_hold r WHERE "+cond, args...))
	return h, db.lookup(err, "hold")
}

// PinOf implements evidence.Store.
func (h *Holds) PinOf(ctx context.Context, pin shiheng.HoldID) (evidence.Hold, error) {
	return oneHold(ctx, h.db, h.db.read, "r.id = (SELECT p.hold FROM evidence_pin p WHERE p.pin = ?)", pin)
}

// Hold implements evidence.Tx.
func (t holdsTx) Hold(id shiheng.HoldID) (evidence.Hold, error) {
	return oneHold(t.ctx, t.db, t.tx, "r.id = ?", id)
}

// holdWhere is the condition of a filter on a hold r. One is seen by whoever
// may know of every camera it is about; a camera that is not in the register
// nobody bounded knows.
func holdWhere(f evidence.Filter) where {
	var w where
	if !f.Scope.All {
		bounds := camerasIn(f.Scope)
		w.and(`NOT EXISTS (SELECT 1 FROM evidence_pin hp WHERE hp.hold = r.id AND hp.camera NOT IN (
			SELECT c.id FROM camera c JOIN video_system v ON v.id = c.system WHERE `+bounds.either()+`))`, bounds.args...)
	}
	if !f.ID.IsZero() {
		w.and("r.id = ?", f.ID)
	}
	if f.State != "" {
		w.and("r.state = ?", string(f.State))
	}
	if !f.ReviewBy.IsZero() {
		w.and("r.state = ? AND r.review_on <= ?", string(evidence.InForce), f.ReviewBy.String())
	}
	if f.Insecure {
		w.and("r.insecure")
	}
	if f.Application != "" {
		w.and("r.application = ?", f.Application)
	}
	if !f.Camera.IsZero() {
		w.and("r.id IN (SELECT hp.hold FROM evidence_pin hp WHERE hp.camera = ?)", f.Camera)
	}
	if f.Span != (shiheng.Span{}) {
		w.and("r.ended > ?", f.Span.From.UnixMicro())
		if !f.Span.Open() {
			w.and("r.begun < ?", f.Span.To.UnixMicro())
		}
	}
	if f.Text != "" {
		w.and(`lower(r.label) LIKE lower(?) ESCAPE '!'`, "%"+likely(f.Text)+"%")
	}
	return w
}

// first is how a hold is ordered before others: 1 for one in force of which
// something does not fit.
func first(h evidence.Hold) int {
	if h.State == evidence.InForce && h.Amiss() > 0 {
		return 1
	}
	return 0
}

// Holds implements evidence.Store.
func (h *Holds) Holds(ctx context.Context, f evidence.Filter, p audit.Paging) (audit.Page[evidence.Hold], error) {
	w := holdWhere(f)
	if p.Cursor != "" {
		at, err := cursorParts(p.Cursor, 2)
		if err != nil {
			return audit.Page[evidence.Hold]{}, err
		}
		n := numeral(at[0])
		w.and("(r.amiss < ? OR r.amiss = ? AND r.id < ?)", n, n, at[1])
	}
	items, err := list(ctx, h.db.read, scanRecord[evidence.Hold],
		"SELECT r.body FROM evidence_hold r"+w.String()+" ORDER BY r.amiss DESC, r.id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[evidence.Hold]{}, h.db.fault(err)
	}
	return page(items, p, func(h evidence.Hold) string { return cursorFrom(strconv.Itoa(first(h)), h.ID.String()) }), nil
}

// PutHold implements evidence.Tx.
func (t holdsTx) PutHold(h evidence.Hold) error {
	if h.Version == 1 {
		_, err := t.tx.ExecContext(t.ctx, `INSERT INTO evidence_hold (id, state, review_on, insecure, amiss, application, begun, ended, label, body, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`, h.ID, string(h.State), h.ReviewOn.String(), h.Insecure(), first(h), h.Application,
			h.From.UnixMicro(), h.To.UnixMicro(), text(h.Label()), text(jsonText(h)))
		if err != nil {
			return err
		}
	} else {
		res, err := t.tx.ExecContext(t.ctx, `UPDATE evidence_hold SET state = ?, review_on = ?, insecure = ?, amiss = ?, label = ?, body = ?, version = ?
			WHERE id = ? AND version = ?`, string(h.State), h.ReviewOn.String(), h.Insecure(), first(h), text(h.Label()), text(jsonText(h)),
			h.Version, h.ID, h.Version-1)
		if err := changed(res, err, shiheng.Conflict("hold.changed")); err != nil {
			return err
		}
	}
	for _, it := range h.Items {
		for _, pin := range it.Pins {
			res, err := t.tx.ExecContext(t.ctx, `INSERT INTO evidence_pin (pin, hold, camera) VALUES (?, ?, ?)
				ON CONFLICT (pin) DO UPDATE SET camera = excluded.camera WHERE evidence_pin.hold = excluded.hold`, pin, h.ID, it.Camera)
			if err := changed(res, err, shiheng.Conflict("hold.pin-of-another")); err != nil {
				return err
			}
		}
	}
	return nil
}
