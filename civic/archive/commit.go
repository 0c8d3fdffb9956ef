package archive

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// batch is how many rows go into one transaction: enough to share a sync, few
// enough that others are not kept waiting.
const batch = 200

// Commit writes the rows of a preview that are new or changed, through the
// same gates as every other save. A row that something stands in the way of by
// now is left, with the reason; the rest is written. It may be called again
// after it was cut off. progress is told how far it is.
func (s *Service) Commit(ctx context.Context, actor audit.Actor, id ImportID, may func(registry.Linked) error, progress func(done, all int)) (Import, error) {
	imp, err := s.own(ctx, actor, id)
	if err != nil {
		return Import{}, err
	}
	if imp.State != Previewed && imp.State != Committing {
		return Import{}, shiheng.Conflict("archive.import-state", "state", string(imp.State))
	}
	imp.State = Committing
	if imp, err = s.store(ctx, imp); err != nil {
		return Import{}, err
	}
	all := imp.Counts.New + imp.Counts.Changed
	for _, status := range []RowStatus{RowNew, RowChanged} {
		for {
			page, err := s.cfg.Store.Rows(ctx, id, status, audit.Paging{Limit: batch})
			if err != nil {
				return Import{}, fmt.Errorf("commit import: %w", err)
			}
			if len(page.Items) == 0 {
				break
			}
			if err := s.commitRows(ctx, actor, &imp, page.Items, may); err != nil {
				return Import{}, fmt.Errorf("commit import: %w", err)
			}
			progress(imp.Counts.Done+imp.Counts.Left, all)
		}
	}
	imp.State, imp.CommittedAt = Committed, s.now()
	return s.store(ctx, imp)
}

func (s *Service) store(ctx context.Context, imp Import) (Import, error) {
	err := s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.UpdateImport(imp) })
	imp.Version++
	return imp, err
}

// commitRows writes rows in one transaction; when one of them is refused, each
// in its own, so that the good ones are kept.
func (s *Service) commitRows(ctx context.Context, actor audit.Actor, imp *Import, rows []Row, may func(registry.Linked) error) error {
	linked, err := s.linkedOf(ctx, rows)
	if err != nil {
		return err
	}
	write := func(rows []Row) error {
		after := *imp
		after.Counts.Done += len(rows)
		err := s.cfg.Store.Write(ctx, func(tx Tx) error {
			known := remember(tx)
			for _, r := range rows {
				if err := s.commitRow(known, actor, imp, r, linked[r.Camera], may); err != nil {
					return err
				}
			}
			return tx.UpdateImport(after)
		})
		if err == nil {
			after.Version++
			*imp = after
		}
		return err
	}
	err = write(rows)
	if _, ours := errors.AsType[*shiheng.Error](err); !ours || errors.Is(err, shiheng.ErrUnavailable) || errors.Is(err, shiheng.ErrExhausted) {
		return err
	}
	for _, r := range rows {
		err := write([]Row{r})
		e, ours := errors.AsType[*shiheng.Error](err)
		if err == nil {
			continue
		}
		if !ours || errors.Is(err, shiheng.ErrUnavailable) || errors.Is(err, shiheng.ErrExhausted) {
			return err
		}
		if err := s.leave(ctx, actor, imp, r, e); err != nil {
			return err
		}
	}
	return nil
}

// remembering is a transaction that asks for each system and each place once:
// the rows of a sheet share a few of them, and every gate asks for both. An
// import changes neither, so what was read stays true to its end.
type remembering struct {
	Tx
	systems map[shiheng.SystemID]registry.VideoSystem
	places  map[shiheng.PlaceID]registry.Place
}

func remember(tx Tx) remembering {
	return remembering{tx, map[shiheng.SystemID]registry.VideoSystem{}, map[shiheng.PlaceID]registry.Place{}}
}

// System implements Tx.
func (r remembering) System(id shiheng.SystemID) (registry.VideoSystem, error) {
	return once(r.systems, id, r.Tx.System)
}

// Place implements Tx.
func (r remembering) Place(id shiheng.PlaceID) (registry.Place, error) {
	return once(r.places, id, r.Tx.Place)
}

func once[K comparable, V any](known map[K]V, id K, read func(K) (V, error)) (V, error) {
	if v, ok := known[id]; ok {
		return v, nil
	}
	v, err := read(id)
	if err == nil {
		known[id] = v
	}
	return v, err
}

// leave marks a row as not written, and puts a refusal on record.
func (s *Service) leave(ctx context.Context, actor audit.Actor, imp *Import, r Row, why *shiheng.Error) error {
	after := *imp
	after.Counts.Left++
	r.Status, r.Outcome, r.Article = RowLeft, why.Code, why.Article
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.UpdateRow(imp.ID, r); err != nil {
			return err
		}
		if err := tx.UpdateImport(after); err != nil {
			return err
		}
		if why.Kind != shiheng.ErrForbidden {
			return nil
		}
		return tx.Append(audit.New(s.now(), actor, audit.ArchiveImport, audit.On("import", imp.ID)).
			With("line", strconv.Itoa(r.Line)).With("name", r.Name).Refuse(why.Article, why.Code))
	})
	if err == nil {
		after.Version++
		*imp = after
	}
	return err
}

func (s *Service) linkedOf(ctx context.Context, rows []Row) (map[shiheng.CameraID]registry.Linked, error) {
	var ids []shiheng.CameraID
	for _, r := range rows {
		if !r.Camera.IsZero() {
			ids = append(ids, r.Camera)
		}
	}
	out := map[shiheng.CameraID]registry.Linked{}
	got, err := s.cfg.Register.Read().Linked(ctx, ids...)
	for _, l := range got {
		out[l.ID] = l
	}
	return out, err
}

// commitRow writes one row: the register's part, then the archive's. What may
// refuse it is asked before anything is written.
func (s *Service) commitRow(tx Tx, actor audit.Actor, imp *Import, r Row, l registry.Linked, may func(registry.Linked) error) error {
	v, err := tx.System(r.System)
	if err != nil {
		return err
	}
	place := r.Place
	in := saving{system: v, set: archiveOnly(s.cfg.Tables, r.Values), version: r.Version, batch: imp.ID, created: r.Camera.IsZero()}
	if in.created {
		in.camera = registry.Camera{
			System: r.System, Place: r.Place, Enabled: true, Name: r.Values[Name], Code: r.Values[DeviceCode], RoomUse: r.Values[RoomUse],
		}
		l = registry.Linked{Camera: in.camera, System: v, Path: []shiheng.PlaceID{r.Place}}
	} else {
		if in.camera, err = tx.Camera(r.Camera); err != nil {
			return err
		}
		if in.camera.Version != r.CameraVersion {
			return shiheng.Conflict("archive.changed")
		}
		place = in.camera.Place
		in.camera, in.was = applied(in.camera, r.Values)
	}
	if !in.created { // a new one was asked for by the plan, with the whole way up its places
		if err := may(l); err != nil {
			return err
		}
	}
	if in.around, err = around(tx, place); err != nil {
		return err
	}
	if err := s.precheck(tx, in); err != nil {
		return err
	}
	in.passed = true
	if in.created || len(in.was) > 0 {
		event, err := s.cfg.Register.SaveCameraIn(tx, actor, &in.camera)
		if err != nil {
			return err
		}
		if event = event.With("import", imp.ID.String()); in.created {
			event = event.With("fields", fieldNames(Diff(nil, in.set))) // one act, one event
		}
		if err := tx.Append(event); err != nil {
			return err
		}
	}
	if _, err := s.put(tx, actor, in); err != nil {
		return err
	}
	r.Camera, r.Status = in.camera.ID, RowDone
	return tx.UpdateRow(imp.ID, r)
}

// precheck asks the gates of a row before its first part is written.
func (s *Service) precheck(tx Tx, in saving) error {
	before := Values{}
	if !in.created {
		rec, err := tx.Record(in.camera.ID)
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
		if rec.Version != in.version {
			return shiheng.Conflict("archive.changed")
		}
		before = rec.Values
	}
	after := Values{}
	maps.Copy(after, before)
	maps.Copy(after, in.set)
	return s.gates(tx, in, before, after, Overlay(after, in.linked()))
}

// applied puts the register's fields of a row into a camera, and says what
// changed.
func applied(c registry.Camera, v Values) (registry.Camera, map[Code][2]string) {
	was := map[Code][2]string{}
	for code, to := range map[Code]*string{Name: &c.Name, DeviceCode: &c.Code, RoomUse: &c.RoomUse} {
		if text, given := v[code]; given && text != *to {
			was[code] = [2]string{*to, text}
			*to = text
		}
	}
	return c, was
}

// archiveOnly leaves out what the register keeps.
func archiveOnly(t *Tables, v Values) Values {
	out := Values{}
	for code, text := range v {
		if f, ok := t.Field(code); ok && !f.OfRegister() {
			out[code] = text
		}
	}
	return out
}
