package archive

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Undo takes back what an import wrote: values go back, cameras it made and
// nobody used go. What was changed since stays, and is counted. It may be
// called again after it was cut off.
func (s *Service) Undo(ctx context.Context, actor audit.Actor, id ImportID, progress func(done, all int)) (Import, error) {
	imp, err := s.own(ctx, actor, id)
	if err != nil {
		return Import{}, err
	}
	if imp.State != Committed && imp.State != Undoing {
		return Import{}, shiheng.Conflict("archive.import-state", "state", string(imp.State))
	}
	imp.State = Undoing
	if imp, err = s.store(ctx, imp); err != nil {
		return Import{}, err
	}
	for after := ""; ; {
		var n int
		next := imp
		err := s.cfg.Store.Write(ctx, func(tx Tx) error {
			next = imp
			changes, err := tx.ChangesOf(id, after, batch)
			if n = len(changes); err != nil || n == 0 {
				return err
			}
			for _, c := range changes {
				if err := s.takeBack(tx, actor, &next, c); err != nil {
					return err
				}
			}
			after = changes[n-1].Camera.String()
			return tx.UpdateImport(next)
		})
		if err != nil {
			return Import{}, fmt.Errorf("undo import: %w", err)
		}
		if n == 0 {
			break
		}
		next.Version++
		imp = next
		progress(imp.Counts.Undone+imp.Counts.Kept, imp.Counts.Done)
	}
	imp.State, imp.UndoneAt = Undone, s.now()
	imp, err = s.store(ctx, imp)
	if err != nil {
		return Import{}, err
	}
	e := audit.New(s.now(), actor, audit.ArchiveImportUndo, audit.On("import", id)).
		With("undone", strconv.Itoa(imp.Counts.Undone)).With("kept", strconv.Itoa(imp.Counts.Kept))
	return imp, s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(e) })
}

// takeBack undoes one change, unless something changed since.
func (s *Service) takeBack(tx Tx, actor audit.Actor, imp *Import, c Change) error {
	rec, err := tx.Record(c.Camera)
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil // taken back before the undo was cut off
	}
	if err != nil {
		return err
	}
	cam, err := tx.Camera(c.Camera)
	if err != nil {
		return err
	}
	if rec.Version > c.Version || cam.Version != c.CameraVersion {
		imp.Counts.Kept++
		return nil
	}
	imp.Counts.Undone++
	e := audit.New(s.now(), actor, audit.ArchiveChange, audit.On("camera", c.Camera)).With("undo", imp.ID.String()).With("fields", fieldNames(c.Changes))
	if c.Created {
		if err := s.unmake(tx, c, e); errors.Is(err, shiheng.ErrConflict) {
			imp.Counts.Undone--
			imp.Counts.Kept++
			return nil
		} else if err != nil {
			return err
		}
		return nil
	}
	return s.putBack(tx, actor, imp, rec, cam, c)
}

func (s *Service) unmake(tx Tx, c Change, e audit.Event) error {
	if err := tx.DeleteCamera(c.Camera); err != nil {
		return err
	}
	return tx.Append(e.With("camera", "unmade"))
}

func (s *Service) putBack(tx Tx, actor audit.Actor, imp *Import, rec Record, cam registry.Camera, c Change) error {
	v, err := tx.System(cam.System)
	if err != nil {
		return err
	}
	old := Values{}
	for code, pair := range c.Changes {
		old[code] = pair[0]
	}
	in := saving{system: v, version: rec.Version, set: archiveOnly(s.cfg.Tables, old), because: "undo " + imp.ID.String()}
	if in.around, err = around(tx, cam.Place); err != nil {
		return err
	}
	if in.camera, in.was = applied(cam, old); len(in.was) > 0 {
		event, err := s.cfg.Register.SaveCameraIn(tx, actor, &in.camera)
		if err != nil {
			return err
		}
		if err := tx.Append(event); err != nil {
			return err
		}
	}
	if c.Version == 1 { // it made the record
		if err := tx.DeleteRecord(rec.Camera); err != nil {
			return err
		}
		return tx.Append(audit.New(s.now(), actor, audit.ArchiveChange, audit.On("camera", rec.Camera)).About(rec.Camera).With("undo", imp.ID.String()))
	}
	_, err = s.put(tx, actor, in)
	return err
}
