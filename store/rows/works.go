package rows

import (
	"context"
	"database/sql"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/works"
)

// Works keeps acceptances, filings, removals, changes, outages and what is
// owed about systems. It implements [works.Store].
type Works struct{ db *DB }

// NewWorks returns the records of the works room kept in db.
func NewWorks(db *DB) *Works { return &Works{db} }

// Write implements works.Store.
func (w *Works) Write(ctx context.Context, f func(works.Tx) error) error {
	return w.db.Write(ctx, func(tx bun.Tx) error { return f(newWorksTx(ctx, tx, w.db)) })
}

// Look implements works.Store.
func (w *Works) Look(ctx context.Context, f func(works.Tx) error) error {
	err := w.db.read.RunInTx(ctx, &sql.TxOptions{ReadOnly: true}, func(ctx context.Context, tx bun.Tx) error {
		return f(newWorksTx(ctx, tx, w.db))
	})
	return w.db.fault(err)
}

// worksTx implements works.Tx.
type worksTx struct{ registryTx }

func newWorksTx(ctx context.Context, tx bun.Tx, db *DB) worksTx {
	return worksTx{newRegistryTx(ctx, tx, db)}
}

// The registers, one table for each kind of record.
func acceptances(db *DB) records[works.Acceptance] {
	return records[works.Acceptance]{db: db, table: "acceptance", what: "acceptance"}
}
func filings(db *DB) records[works.Filing] {
	return records[works.Filing]{db: db, table: "filing", what: "filing"}
}
func removals(db *DB) records[works.Removal] {
	return records[works.Removal]{db: db, table: "removal", what: "removal"}
}
func changes(db *DB) records[works.Change] {
	return records[works.Change]{db: db, table: "camera_change", what: "change"}
}
func outages(db *DB) records[works.Outage] {
	return records[works.Outage]{db: db, table: "outage", what: "outage"}
}
func todos(db *DB) records[works.Todo] {
	return records[works.Todo]{db: db, table: "works_todo", what: "todo"}
}

// Acceptances implements works.Store.
func (w *Works) Acceptances() registry.Records[works.Acceptance] { return acceptances(w.db) }

// Filings implements works.Store.
func (w *Works) Filings() registry.Records[works.Filing] { return filings(w.db) }

// Removals implements works.Store.
func (w *Works) Removals() registry.Records[works.Removal] { return removals(w.db) }

// Changes implements works.Store.
func (w *Works) Changes() registry.Records[works.Change] { return changes(w.db) }

// Outages implements works.Store.
func (w *Works) Outages() registry.Records[works.Outage] { return outages(w.db) }

// Todos implements works.Store.
func (w *Works) Todos() registry.Records[works.Todo] { return todos(w.db) }

// Acceptances implements works.Tx.
func (t worksTx) Acceptances() registry.RecordsTx[works.Acceptance] {
	return in(t.ctx, t.tx, acceptances(t.db))
}

// Filings implements works.Tx.
func (t worksTx) Filings() registry.RecordsTx[works.Filing] { return in(t.ctx, t.tx, filings(t.db)) }

// Removals implements works.Tx.
func (t worksTx) Removals() registry.RecordsTx[works.Removal] { return in(t.ctx, t.tx, removals(t.db)) }

// Changes implements works.Tx.
func (t worksTx) Changes() registry.RecordsTx[works.Change] { return in(t.ctx, t.tx, changes(t.db)) }

// Outages implements works.Tx.
func (t worksTx) Outages() registry.RecordsTx[works.Outage] { return in(t.ctx, t.tx, outages(t.db)) }

// Todos implements works.Tx.
func (t worksTx) Todos() registry.RecordsTx[works.Todo] { return in(t.ctx, t.tx, todos(t.db)) }

// SystemCameras implements works.Tx and catalogue.Tx.
func (t registryTx) SystemCameras(id shiheng.SystemID) ([]registry.Camera, error) {
	return list(t.ctx, t.tx, scanCamera, "SELECT "+cameraColumns+" FROM camera c WHERE c.system = ? ORDER BY c.id", id)
}

// Interrupted implements registry.Tx.
func (t registryTx) Interrupted(system shiheng.SystemID, camera shiheng.CameraID) (bool, error) {
	open, err := in(t.ctx, t.tx, outages(t.db)).All(registry.RecordFilter{
		Scope: registry.Scope{All: true}, System: system, State: works.OutageOpen,
	})
	for _, o := range open {
		if o.Covers(camera) {
			return true, err
		}
	}
	return false, err
}

// TrialsOver implements works.Store.
func (w *Works) TrialsOver(ctx context.Context, now time.Time) ([]registry.VideoSystem, error) {
	items, err := list(ctx, w.db.read, scanSystem, "SELECT "+systemColumns+` FROM video_system v
		WHERE v.state IN (?, ?) AND v.trial_until <= ? ORDER BY v.id LIMIT 500`,
		string(registry.Trial), string(registry.InAcceptance), usec(now))
	if err == nil {
		err = standingIn(ctx, w.db.read, items)
	}
	return items, w.db.fault(err)
}

// Unproven implements works.Store.
func (w *Works) Unproven(ctx context.Context, now time.Time) ([]registry.VideoSystem, error) {
	used := []string{
		string(registry.Accepted), string(registry.InService), string(registry.Changing), string(registry.Suspended),
		string(registry.RemovalNotified),
	}
	items, err := list(ctx, w.db.read, scanSystem, "SELECT "+systemColumns+` FROM video_system v WHERE v.state IN (?) AND (
		NOT EXISTS (SELECT 1 FROM acceptance a WHERE a.system = v.id AND a.state IN (?, ?))
		OR EXISTS (SELECT 1 FROM works_todo t WHERE t.system = v.id AND t.state = ? AND t.label IN (?, ?) AND t.due < ?))
		ORDER BY v.id LIMIT 2000`, bun.List(used), string(works.Passed), string(works.Basic), works.TodoOpen,
		works.TodoAcceptancePaper, works.TodoRectify, law.DayOf(now).String())
	if err == nil {
		err = standingIn(ctx, w.db.read, items)
	}
	return items, w.db.fault(err)
}

// Timeline implements works.Store.
func (w *Works) Timeline(ctx context.Context, system shiheng.SystemID, p audit.Paging) (audit.Page[audit.Entry], error) {
	acts := []string{string(audit.SystemCreate), string(audit.SystemMove)}
	for _, a := range audit.Works() {
		acts = append(acts, string(a))
	}
	var c where
	c.and("object_kind = 'system' AND object_id = ? AND outcome = ? AND act IN (?)", system.String(), string(audit.Granted), bun.List(acts))
	return NewAudit(w.db).entries(ctx, c, p)
}
