package rows

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/access/steer"
	"shiheng.internal/civic/audit"
)

// Steer keeps where cameras belong. It implements [steer.Store].
type Steer struct{ db *DB }

// NewSteer returns the homes kept in db.
func NewSteer(db *DB) *Steer { return &Steer{db} }

// Write implements steer.Store.
func (s *Steer) Write(ctx context.Context, f func(steer.Tx) error) error {
	return s.db.Write(ctx, func(tx bun.Tx) error { return f(steerTx{ctx, tx}) })
}

// Home implements steer.Store.
func (s *Steer) Home(ctx context.Context, camera shiheng.CameraID) (h steer.Home, err error) {
	var away time.Time
	err = s.db.read.QueryRowContext(ctx, "SELECT body, away_at FROM camera_home WHERE camera = ?", camera).Scan(jsonInto{&h}, instant{&away})
	h.Away = away
	return h, s.db.lookup(err, "home")
}

// Away implements steer.Store.
func (s *Steer) Away(ctx context.Context) ([]shiheng.CameraID, error) {
	items, err := list(ctx, s.db.read, func(r row) (id shiheng.CameraID, err error) { return id, r.Scan(&id) },
		"SELECT camera FROM camera_home WHERE away_at IS NOT NULL ORDER BY camera")
	return items, s.db.fault(err)
}

// SetAway implements steer.Store.
func (s *Steer) SetAway(ctx context.Context, camera shiheng.CameraID, since time.Time) error {
	return s.db.Write(ctx, func(tx bun.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE camera_home SET away_at = ? WHERE camera = ?", usec(since), camera)
		return err
	})
}

// steerTx implements steer.Tx.
type steerTx struct {
	ctx context.Context //nolint:containedctx // of the one transaction
	tx  bun.Tx
}

// Append implements steer.Tx.
func (t steerTx) Append(e audit.Event) error { return Append(t.ctx, t.tx, e) }

// PutHome implements steer.Tx.
func (t steerTx) PutHome(h steer.Home) error {
	if h.Version > 1 {
		res, err := t.tx.ExecContext(t.ctx, "UPDATE camera_home SET body = ?, version = ? WHERE camera = ? AND version = ?",
			text(jsonText(h)), h.Version, h.Camera, h.Version-1)
		return changed(res, err, shiheng.Conflict("home.changed"))
	}
	res, err := t.tx.ExecContext(t.ctx, "INSERT INTO camera_home (camera, body, version) VALUES (?, ?, 1) ON CONFLICT DO NOTHING", h.Camera, text(jsonText(h)))
	return changed(res, err, shiheng.Conflict("home.changed"))
}

// DropHome implements steer.Tx.
func (t steerTx) DropHome(camera shiheng.CameraID, version int64) error {
	res, err := t.tx.ExecContext(t.ctx, "DELETE FROM camera_home WHERE camera = ? AND version = ?", camera, version)
	return changed(res, err, shiheng.Conflict("home.changed"))
}
