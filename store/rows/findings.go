package rows

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

const findingColumns = `id, fault, article, place, system, camera, room_use, note, found_by, at, closed, outcome`

func scanFinding(r row) (f registry.Finding, err error) {
	return f, r.Scan(&f.ID, &f.Fault, &f.Article, &f.Place, &f.System, &f.Camera, &f.RoomUse, &f.Note, &f.By,
		instant{&f.At}, instant{&f.Closed}, &f.Outcome)
}

// Findings implements registry.Store.
func (r *Registry) Findings(ctx context.Context, open bool, p audit.Paging) (audit.Page[registry.Finding], error) {
	var w where
	if open {
		w.and("closed IS NULL")
	}
	if p.Cursor != "" {
		w.and("id < ?", p.Cursor)
	}
	items, err := list(ctx, r.db.read, scanFinding,
		"SELECT "+findingColumns+" FROM finding"+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, p.Size()+1)...)
	if err != nil {
		return audit.Page[registry.Finding]{}, r.db.fault(err)
	}
	return page(items, p, func(f registry.Finding) string { return f.ID.String() }), nil
}

// OpenFindings implements registry.Store.
func (r *Registry) OpenFindings(ctx context.Context, fault registry.Fault) ([]registry.Finding, error) {
	items, err := list(ctx, r.db.read, scanFinding,
		"SELECT "+findingColumns+" FROM finding WHERE closed IS NULL AND fault = ? ORDER BY id", string(fault))
	return items, r.db.fault(err)
}

func (t registryTx) Finding(id registry.FindingID) (registry.Finding, error) {
	f, err := scanFinding(t.tx.QueryRowContext(t.ctx, "SELECT "+findingColumns+" FROM finding WHERE id = ?", id))
	return f, t.db.lookup(err, "finding")
}

func (t registryTx) OpenFinding(f registry.Finding) (bool, error) {
	if f.By.IsZero() { // the house says a thing once
		var n int
		err := t.tx.QueryRowContext(t.ctx, `SELECT count(*) FROM finding WHERE closed IS NULL AND fault = ? AND found_by IS NULL
			AND coalesce(place, '') = ? AND coalesce(system, '') = ? AND coalesce(camera, '') = ?`,
			string(f.Fault), idText(f.Place), idText(f.System), idText(f.Camera)).Scan(&n)
		if err != nil || n > 0 {
			return false, err
		}
	}
	_, err := t.tx.ExecContext(t.ctx, `INSERT INTO finding
		(id, fault, article, place, system, camera, room_use, note, photo, found_by, at, outcome)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, '')`, f.ID, string(f.Fault), f.Article, f.Place, f.System, f.Camera,
		f.RoomUse, text(f.Note), f.By, usec(f.At))
	return err == nil, err
}

func (t registryTx) CloseFinding(id registry.FindingID, at time.Time, outcome string) error {
	res, err := t.tx.ExecContext(t.ctx, "UPDATE finding SET closed = ?, outcome = ? WHERE id = ? AND closed IS NULL",
		usec(at), text(outcome), id)
	return changed(res, err, shiheng.Conflict("finding.closed"))
}

// idText is an identity as it compares with coalesce(…, ”).
func idText[K any](id shiheng.ID[K]) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}
