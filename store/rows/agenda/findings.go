package agenda

import (
	"context"
	"database/sql"
	"maps"
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
func (t tx) Find(owed []agenda.Owed, now time.Time) error {
	breaches := map[shiheng.SystemID][]agenda.Breach{}
	var keys []string
	for _, s := range owed {
		id, err := shiheng.ParseID[shiheng.SystemID](s.Subject.ID)
		if s.Subject.Kind != agenda.System || err != nil {
			continue // only systems have breaches
		}
		breaches[id] = s.Breaches
		for _, b := range s.Breaches {
			keys = append(keys, b.Key(s.Subject))
		}
	}
	if err := t.mend(breaches, now); err != nil {
		return err
	}
	fresh, err := t.Mark(now, keys...)
	if err != nil {
		return err
	}
	findings := rows.NewFindingTx(t.ctx, t.tx)
	for _, s := range owed {
		for _, b := range s.Breaches {
			key := b.Key(s.Subject)
			if !fresh[key] {
				continue
			}
			delete(fresh, key) // two of one key are told once
			f := registry.Finding{Fault: registry.Fault(b.Fault), Article: b.Article, Note: words(b.Note)}
			if f.System, err = shiheng.ParseID[shiheng.SystemID](s.Subject.ID); err != nil {
				return err
			}
			if b.Camera != "" {
				if f.Camera, err = shiheng.ParseID[shiheng.CameraID](b.Camera); err != nil {
					return err
				}
			}
			if _, err := registry.Find(findings, now, keeper(), f); err != nil {
				return err
			}
		}
	}
	return nil
}

// mend closes the findings the keeper opened about systems of which the breach
// is over.
func (t tx) mend(breaches map[shiheng.SystemID][]agenda.Breach, now time.Time) error {
	if len(breaches) == 0 {
		return nil
	}
	open, err := list(t.ctx, t.tx, func(r *sql.Rows) (f registry.Finding, err error) {
		return f, r.Scan(&f.ID, &f.System, &f.Fault, &f.Article, &f.Camera)
	}, "SELECT id, system, fault, article, camera FROM finding WHERE system IN (?) AND closed IS NULL AND found_by IS NULL AND fault IN (?) ORDER BY id",
		bun.List(slices.Collect(maps.Keys(breaches))), bun.List(agenda.FaultsFound()))
	if err != nil {
		return err
	}
	for _, f := range open {
		if slices.ContainsFunc(breaches[f.System], func(b agenda.Breach) bool {
			return b.Fault == string(f.Fault) && b.Camera == cameraText(f.Camera)
		}) {
			continue
		}
		if err := registry.Mend(rows.NewFindingTx(t.ctx, t.tx), now, keeper(), f, "登记显示已经改正"); err != nil {
			return err
		}
	}
	return nil
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
