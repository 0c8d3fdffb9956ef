package agenda

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// keeper is who finds what the obligations show.
func keeper() audit.Actor { return audit.House("obligations") }

// Find implements agenda.Tx. The register's own rules open and close findings,
// each with its event.
func (t tx) Find(s agenda.Subject, breaches []agenda.Breach, now time.Time) error {
	id, err := shiheng.ParseID[shiheng.SystemID](s.ID)
	if s.Kind != agenda.System || err != nil {
		return nil //nolint:nilerr // only systems have breaches
	}
	findings, actor := rows.NewFindingTx(t.ctx, t.tx), keeper()
	open, err := t.openFindings(id)
	if err != nil {
		return err
	}
	for _, f := range open {
		if slices.ContainsFunc(breaches, func(b agenda.Breach) bool {
			return b.Fault == string(f.Fault) && b.Camera == cameraText(f.Camera)
		}) {
			continue
		}
		if err := registry.Mend(findings, now, actor, f, "登记显示已经改正"); err != nil {
			return err
		}
	}
	keys := make([]string, len(breaches))
	for i, b := range breaches {
		keys[i] = b.Key(s)
	}
	fresh, err := t.Mark(now, keys...)
	if err != nil {
		return err
	}
	for i, b := range breaches {
		if !fresh[keys[i]] {
			continue
		}
		delete(fresh, keys[i]) // two of one key are told once
		f := registry.Finding{Fault: registry.Fault(b.Fault), Article: b.Article, System: id, Note: words(b.Note)}
		if b.Camera != "" {
			if f.Camera, err = shiheng.ParseID[shiheng.CameraID](b.Camera); err != nil {
				return err
			}
		}
		if _, err := registry.Find(findings, now, actor, f); err != nil {
			return err
		}
	}
	return nil
}

// openFindings are those the keeper opened about a system.
func (t tx) openFindings(id shiheng.SystemID) ([]registry.Finding, error) {
	return list(t.ctx, t.tx, func(r *sql.Rows) (f registry.Finding, err error) {
		f.System = id
		return f, r.Scan(&f.ID, &f.Fault, &f.Article, &f.Camera)
	}, "SELECT id, fault, article, camera FROM finding WHERE system = ? AND closed IS NULL AND found_by IS NULL AND fault IN (?) ORDER BY id",
		id, bun.List(agenda.FaultsFound()))
}

// cameraText is a camera as breaches name it.
func cameraText(id shiheng.CameraID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// Waiting implements agenda.Store.
func (s *Store) Waiting(ctx context.Context, limit int) ([]agenda.Waiting, error) {
	got, err := list(ctx, s.rows.Reader(), func(r *sql.Rows) (w agenda.Waiting, err error) {
		return w, r.Scan(&w.Kind, &w.ID, &w.Times)
	}, "SELECT subject_kind, subject, times FROM agenda_waiting ORDER BY subject_kind, subject LIMIT ?", limit)
	return got, s.rows.Fault(err)
}

// Served implements agenda.Tx.
func (t tx) Served(served []agenda.Waiting) error {
	for _, w := range served {
		err := t.exec("DELETE FROM agenda_waiting WHERE subject_kind = ? AND subject = ? AND times = ?", string(w.Kind), w.ID, w.Times)
		if err != nil {
			return err
		}
	}
	return nil
}
