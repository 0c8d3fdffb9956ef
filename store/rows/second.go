package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence/second"
)

// Second keeps what is known of second copies. It implements [second.Store].
type Second struct{ db *DB }

// NewSecond returns the second copies kept in db.
func NewSecond(db *DB) *Second { return &Second{db} }

// Write implements second.Store.
func (s *Second) Write(ctx context.Context, f func(second.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error { return f(secondTx{ctx, tx}) })
}

// Copies implements second.Store.
func (s *Second) Copies(ctx context.Context, f second.Filter, behind string, limit int) ([]second.Copy, error) {
	var w where
	w.and("id > ?", behind)
	if !f.Camera.IsZero() {
		w.and("camera = ?", f.Camera)
	}
	if f.Span != (shiheng.Span{}) {
		w.and("ended > ?", f.Span.From.UnixMicro())
		if !f.Span.Open() {
			w.and("begun < ?", f.Span.To.UnixMicro())
		}
	}
	if f.Going {
		w.and("state <> ?", string(second.Ended))
	}
	items, err := list(ctx, s.db.read, scanRecord[second.Copy], "SELECT body FROM evidence_copy"+w.String()+" ORDER BY id LIMIT ?", append(w.args, limit)...)
	return items, s.db.fault(err)
}

// LastProbe implements second.Store.
func (s *Second) LastProbe(ctx context.Context, bucket string) (second.Probe, error) {
	p, err := scanRecord[second.Probe](s.db.read.QueryRowContext(ctx, "SELECT body FROM evidence_probe WHERE bucket = ? ORDER BY at DESC LIMIT 1", bucket))
	return p, s.db.lookup(err, "probe")
}

// secondTx implements second.Tx.
type secondTx struct {
	ctx context.Context //nolint:containedctx // of the one transaction
	tx  bun.Tx
}

// PutCopy implements second.Tx.
func (t secondTx) PutCopy(c second.Copy) error {
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO evidence_copy (id, camera, begun, ended, state, body) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body`,
		c.Key(), c.Camera, c.From.UnixMicro(), c.To.UnixMicro(), string(c.State), text(jsonText(c)))
	return err
}

// PutProbe implements second.Tx.
func (t secondTx) PutProbe(p second.Probe) error {
	_, err := t.tx.ExecContext(t.ctx, "INSERT INTO evidence_probe (at, bucket, body) VALUES (?, ?, ?)", p.At.UnixMicro(), p.Bucket, text(jsonText(p)))
	return err
}

// Append implements second.Tx.
func (t secondTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }
