package upkeep

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// SaveSign records a sign that was put up (zero ID), or changes one; then
// version must be the one that was read. With its photo a new one counts as
// looked at; without, it is due at once.
func (s *Service) SaveSign(ctx context.Context, who Who, system shiheng.SystemID, id SignID, version int64, edit SignEdit) (Sign, error) {
	if err := edit.tidy(); err != nil {
		return Sign{}, err
	}
	fresh := Sign{Kept: registry.Fresh[signKind](s.now()), System: system, State: SignUp, Checks: []SignCheck{}, Next: s.Today()}
	if !id.IsZero() {
		fresh.ID = id
	}
	v := fresh
	err := s.act(ctx, who, audit.SignSave, audit.On("sign", v.ID), func(tx Tx, e audit.Event) (audit.Event, error) {
		v = fresh
		if _, err := tx.System(system); err != nil {
			return e, err
		}
		if !id.IsZero() {
			old, err := tx.Signs().One(id.String())
			switch {
			case err != nil:
				return e, err
			case old.System != system:
				return e, shiheng.NotFound("sign.none")
			case version != 0 && version != old.Version:
				return e, shiheng.Conflict("sign.changed")
			}
			v = old
			v.Version++
		}
		for _, c := range edit.Cameras {
			cam, err := tx.Camera(c)
			if err != nil {
				return e, err
			}
			if cam.System != system {
				return e, shiheng.Invalid("sign.camera-elsewhere", "camera", cam.Name)
			}
		}
		v.SignEdit = edit
		if id.IsZero() && !edit.Photo.IsZero() {
			if err := v.check(SignCheck{On: s.Today(), Result: SignUp, By: who.Name, Photo: edit.Photo}, s.Today()); err != nil {
				return e, err
			}
		}
		if err := s.link(tx, who, e.Object, edit.Photo); err != nil {
			return e, err
		}
		return e.Because("W168/14", "sign.saved").About(edit.Cameras...).With("where", v.Where), tx.Signs().Put(v)
	})
	return v, err
}

// CheckSign records a look at a sign.
func (s *Service) CheckSign(ctx context.Context, who Who, id SignID, c SignCheck) (Sign, error) {
	var v Sign
	err := s.act(ctx, who, audit.SignCheck, audit.On("sign", id), func(tx Tx, e audit.Event) (_ audit.Event, err error) {
		if v, err = tx.Signs().One(id.String()); err != nil {
			return e, err
		}
		c.By = who.Name
		if err := v.check(c, s.Today()); err != nil {
			return e, err
		}
		if err := s.link(tx, who, e.Object, c.Photo); err != nil {
			return e, err
		}
		v.Version++
		return e.Because("W168/14", "sign."+c.Result).With("on", c.On.String()).With("result", c.Result), tx.Signs().Put(v)
	})
	return v, err
}

// PrintSign issues the sign as a notice (A4) or a label, to be hung up.
func (s *Service) PrintSign(ctx context.Context, who Who, id SignID, label bool) (papers.Issued, error) {
	kind := papers.Sign
	if label {
		kind = papers.SignLabel
	}
	var out papers.Issued
	err := s.act(ctx, who, audit.SignPrint, audit.On("sign", id), func(tx Tx, e audit.Event) (audit.Event, error) {
		v, err := tx.Signs().One(id.String())
		if err != nil {
			return e, err
		}
		if out, err = s.cfg.Papers.Issue(ctx, tx, who.Actor, v.paper(kind)); err != nil {
			return e, err
		}
		return e.With("number", out.Number), nil
	})
	return out, err
}

// ReportObstruction records what stands in the way of a camera.
func (s *Service) ReportObstruction(ctx context.Context, who Who, edit ObstructionEdit) (Obstruction, error) {
	o := Obstruction{Kept: registry.Fresh[obstructionKind](s.now()), State: Found, FoundOn: s.Today(), FoundBy: who.Name}
	err := s.act(ctx, who, audit.ObstructionFind, audit.On("obstruction", o.ID), func(tx Tx, e audit.Event) (audit.Event, error) {
		if err := edit.tidy(); err != nil {
			return e, err
		}
		c, err := tx.Camera(edit.Camera)
		if err != nil {
			return e, err
		}
		o.ObstructionEdit, o.System = edit, c.System
		if err := s.link(tx, who, e.Object, edit.Reference, edit.Now); err != nil {
			return e, err
		}
		return e.Because("W168/18", "obstruction."+edit.Kind).About(c.ID).With("what", o.What), tx.Obstructions().Put(o)
	})
	return o, err
}

// TellObstruction issues the notice to the obstructing party, and notes by
// when it is to clear the view.
func (s *Service) TellObstruction(ctx context.Context, who Who, id ObstructionID, t Telling) (Obstruction, error) {
	return s.obstruction(ctx, who, audit.ObstructionTell, id, func(tx Tx, o *Obstruction, e audit.Event) (audit.Event, error) {
		if err := o.tell(t, s.Today()); err != nil {
			return e, err
		}
		c, err := tx.Camera(o.Camera)
		if err != nil {
			return e, err
		}
		place, err := tx.Place(c.Place)
		if err != nil {
			return e, err
		}
		d := o.paper(place, who.Name)
		d.Supersedes = o.Notice // told again: the notice before goes out of force
		issued, err := s.cfg.Papers.Issue(ctx, tx, who.Actor, d)
		if err != nil {
			return e, err
		}
		o.Notice = issued.ID
		return e.Because("W168/18", "obstruction.told").About(o.Camera).With("party", o.Party).With("deadline", o.Deadline.String()).With("number", issued.Number), nil
	})
}

// ClearObstruction closes an obstruction with the picture that shows it.
func (s *Service) ClearObstruction(ctx context.Context, who Who, id ObstructionID, c Clearing) (Obstruction, error) {
	return s.obstruction(ctx, who, audit.ObstructionDone, id, func(tx Tx, o *Obstruction, e audit.Event) (audit.Event, error) {
		if err := o.clear(c, s.Today()); err != nil {
			return e, err
		}
		return e.Because("W168/18", "obstruction.cleared").About(o.Camera).With("on", c.On.String()), s.link(tx, who, e.Object, c.After)
	})
}

func (s *Service) obstruction(ctx context.Context, who Who, act audit.Act, id ObstructionID, f func(tx Tx, o *Obstruction, e audit.Event) (audit.Event, error)) (Obstruction, error) {
	var out Obstruction
	err := s.act(ctx, who, act, audit.On("obstruction", id), func(tx Tx, e audit.Event) (audit.Event, error) {
		o, err := tx.Obstructions().One(id.String())
		if err != nil {
			return e, err
		}
		if e, err = f(tx, &o, e); err != nil {
			return e, err
		}
		o.Version++
		out = o
		return e, tx.Obstructions().Put(o)
	})
	return out, err
}
