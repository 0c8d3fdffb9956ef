package rows

import (
	"context"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/ledger"
)

// Erase puts acts of erasing on record, each with its certificate: an event's
// object is the certificate's digest.
func (l *Leaves) Erase(ctx context.Context, events []audit.Event, what []ledger.Erasure) error {
	return l.db.Write(ctx, func(tx bun.Tx) error {
		for i, e := range events {
			text, err := what[i].Text()
			if err != nil {
				return err
			}
			if err := Append(ctx, tx, e); err != nil {
				return err
			}
			digest := ledger.SHA256().Of(text)
			_, err = tx.ExecContext(ctx, `INSERT INTO footage_erasure (seq, digest, stream, camera, day, text)
				SELECT seq, ?, ?, ?, ?, ? FROM audit_event WHERE id = ?`, digest[:], what[i].Stream, what[i].Camera, what[i].Day, text, e.ID)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

const erasureColumns = "SELECT seq, digest, text FROM footage_erasure "

func scanErasure(r row) (c ledger.Certificate, err error) {
	var digest []byte
	if err := r.Scan(&c.Seq, &digest, &c.Text); err != nil {
		return c, err
	}
	if len(digest) != len(c.Digest) {
		return c, shiheng.Invalid("log.form")
	}
	c.Digest = ledger.Digest(digest)
	return c, nil
}

// Erasures lists the certificates of a stream behind an act, in their order, at
// most limit.
func (l *Leaves) Erasures(ctx context.Context, stream shiheng.StreamID, behind int64, limit int) ([]ledger.Certificate, error) {
	out, err := list(ctx, l.db.read, scanErasure, erasureColumns+"WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?", stream, behind, limit)
	return out, l.db.fault(err)
}

// ErasuresOf lists the certificates of a camera's day, in their order.
func (l *Leaves) ErasuresOf(ctx context.Context, camera shiheng.CameraID, day string) ([]ledger.Certificate, error) {
	out, err := list(ctx, l.db.read, scanErasure, erasureColumns+"WHERE camera = ? AND day = ? ORDER BY seq", camera, day)
	return out, l.db.fault(err)
}
