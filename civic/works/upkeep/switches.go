package upkeep

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// SaveUpgrade records the assessment of a system from before the order, with
// the plan to close its gaps (zero ID), or changes one that is not done; then
// version must be the one that was read. Systems completed later were accepted
// under the standards in force and are refused (W168/19/1).
func (s *Service) SaveUpgrade(ctx context.Context, who Who, system shiheng.SystemID, id UpgradeID, version int64, edit UpgradeEdit) (Upgrade, error) {
	if err := edit.tidy(); err != nil {
		return Upgrade{}, err
	}
	u := Upgrade{Kept: registry.Fresh[upgradeKind](s.now()), System: system}
	if !id.IsZero() {
		u.ID = id
	}
	err := s.act(ctx, who, audit.UpgradeSave, audit.On("upgrade", u.ID), func(tx Tx, e audit.Event) (audit.Event, error) {
		v, err := tx.System(system)
		if err != nil {
			return e, err
		}
		if !s.cfg.Law.Legacy(v.Completed) {
			return e, shiheng.Forbidden("upgrade.not-legacy", "system", v.Name).By("W168/19/1")
		}
		if !id.IsZero() {
			old, err := tx.Upgrades().One(id.String())
			switch {
			case err != nil:
				return e, err
			case old.System != system:
				return e, shiheng.NotFound("upgrade.none")
			case old.State == Done:
				return e, shiheng.Conflict("upgrade.done")
			case version != 0 && version != old.Version:
				return e, shiheng.Conflict("upgrade.changed")
			}
			u = old
			u.Version++
		}
		u.UpgradeEdit, u.State = edit, edit.state()
		return e.Because("W168/19/1", "upgrade."+u.State).With("system", v.Name).With("gaps", strings.Join(u.Open(), " ")).With("till", u.Till.String()), tx.Upgrades().Put(u)
	})
	return u, err
}

// FinishUpgrade records that the gaps of a system were closed.
func (s *Service) FinishUpgrade(ctx context.Context, who Who, id UpgradeID, result string, proof []papers.AttachmentID) (Upgrade, error) {
	var u Upgrade
	err := s.act(ctx, who, audit.UpgradeDone, audit.On("upgrade", id), func(tx Tx, e audit.Event) (_ audit.Event, err error) {
		if u, err = tx.Upgrades().One(id.String()); err != nil {
			return e, err
		}
		switch result = strings.TrimSpace(result); {
		case u.State != Planned:
			return e, shiheng.Conflict("upgrade.not-planned")
		case result == "" || len(result) > 3000:
			return e, shiheng.Invalid("upgrade.result")
		case len(proof) == 0:
			return e, shiheng.Forbidden("upgrade.no-proof").By("W168/19/1")
		}
		u.State, u.DoneOn, u.Result, u.Proof = Done, s.Today(), result, proof
		u.Version++
		if err := s.link(tx, who, e.Object, proof...); err != nil {
			return e, err
		}
		return e.Because("W168/19/1", "upgrade.done").With("result", result), tx.Upgrades().Put(u)
	})
	return u, err
}

// SaveNeighbour records a unit whose consent is asked for (zero ID), or
// changes one that was not asked yet; then version must be the one that was
// read.
func (s *Service) SaveNeighbour(ctx context.Context, who Who, system shiheng.SystemID, id NeighbourID, version int64, edit NeighbourEdit) (Neighbour, error) {
	if err := edit.tidy(); err != nil {
		return Neighbour{}, err
	}
	n := Neighbour{Kept: registry.Fresh[neighbourKind](s.now()), System: system, State: ToAsk}
	if !id.IsZero() {
		n.ID = id
	}
	err := s.act(ctx, who, audit.NeighbourSave, audit.On("neighbour", n.ID), func(tx Tx, e audit.Event) (audit.Event, error) {
		if _, err := tx.System(system); err != nil {
			return e, err
		}
		if !id.IsZero() {
			old, err := tx.Neighbours().One(id.String())
			switch {
			case err != nil:
				return e, err
			case old.System != system:
				return e, shiheng.NotFound("neighbour.none")
			case old.State != ToAsk:
				return e, shiheng.Conflict("neighbour.asked")
			case version != 0 && version != old.Version:
				return e, shiheng.Conflict("neighbour.changed")
			}
			n = old
			n.Version++
		}
		n.NeighbourEdit = edit
		return e.Because("R799/10", "neighbour.saved").With("unit", n.Unit), tx.Neighbours().Put(n)
	})
	return n, err
}

// AskNeighbour issues the request for consent.
func (s *Service) AskNeighbour(ctx context.Context, who Who, id NeighbourID) (Neighbour, error) {
	return s.neighbour(ctx, who, audit.NeighbourPrint, id, func(tx Tx, n *Neighbour, e audit.Event) (audit.Event, error) {
		if n.State != ToAsk {
			return e, shiheng.Conflict("neighbour.asked")
		}
		v, err := tx.System(n.System)
		if err != nil {
			return e, err
		}
		place, err := tx.Place(v.Place)
		if err != nil {
			return e, err
		}
		n.State, n.AskedOn = Asked, s.Today()
		issued, err := s.cfg.Papers.Issue(ctx, tx, who.Actor, n.paper(v, place, who.Name))
		if err != nil {
			return e, err
		}
		n.Request = issued.ID
		return e.Because("R799/10", "neighbour.asked").With("unit", n.Unit).With("number", issued.Number), nil
	})
}

// AnswerNeighbour records consent or refusal. A refusal may be followed by a
// consent, and a consent taken back: the last answer counts.
func (s *Service) AnswerNeighbour(ctx context.Context, who Who, id NeighbourID, a NeighbourAnswer) (Neighbour, error) {
	return s.neighbour(ctx, who, audit.NeighbourAnswer, id, func(tx Tx, n *Neighbour, e audit.Event) (audit.Event, error) {
		if err := n.answer(a, s.Today()); err != nil {
			return e, err
		}
		return e.Because("R799/10", "neighbour."+n.State).With("unit", n.Unit).With("on", a.On.String()), s.link(tx, who, e.Object, a.Answer)
	})
}

func (s *Service) neighbour(ctx context.Context, who Who, act audit.Act, id NeighbourID, f func(tx Tx, n *Neighbour, e audit.Event) (audit.Event, error)) (Neighbour, error) {
	var out Neighbour
	err := s.act(ctx, who, act, audit.On("neighbour", id), func(tx Tx, e audit.Event) (audit.Event, error) {
		n, err := tx.Neighbours().One(id.String())
		if err != nil {
			return e, err
		}
		if e, err = f(tx, &n, e); err != nil {
			return e, err
		}
		n.Version++
		out = n
		return e, tx.Neighbours().Put(n)
	})
	return out, err
}

// Consented says whether the known neighbours of a system have consented; see
// [Consent]. The register asks the same of its own transaction before a camera
// is connected, and before a system is built, tried, accepted and used.
func (s *Service) Consented(ctx context.Context, system shiheng.SystemID) error {
	got, err := s.cfg.Store.Neighbours().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}, System: system}, audit.Paging{Limit: 500})
	if err != nil {
		return fmt.Errorf("read neighbours: %w", err)
	}
	return Consent(got.Items)
}

// SwitchSound switches the keeping of a camera's sound on, with a reason and
// until a day, or off. The machine is told at once.
func (s *Service) SwitchSound(ctx context.Context, who Who, camera shiheng.CameraID, edit SoundEdit) (Sound, error) {
	var v Sound
	err := s.act(ctx, who, audit.SoundSwitch, audit.On("camera", camera), func(tx Tx, e audit.Event) (audit.Event, error) {
		e = e.About(camera)
		if err := edit.tidy(s.Today()); err != nil {
			return e, err
		}
		c, err := tx.Camera(camera)
		if err != nil {
			return e, err
		}
		v, err = tx.Sounds().One(camera.String())
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
			v = Sound{Camera: camera, CreatedAt: s.now()}
		case err != nil:
			return e, err
		}
		v.Version++
		v.SoundEdit, v.System, v.By, v.At = edit, c.System, who.Name, s.now()
		return e.Because("PIPL/6", "sound."+v.Head().State).With("why", v.Reason).With("until", v.Until.String()), tx.Sounds().Put(v)
	})
	if err == nil {
		s.cfg.Changed()
	}
	return v, err
}

// Sounding returns the cameras whose sound is kept today.
func (s *Service) Sounding(ctx context.Context) ([]shiheng.CameraID, error) {
	return s.cfg.Store.Sounding(ctx, s.Today())
}

// MarkSecret marks a system as one that secrecy rules are kept for, with its
// grade, or (Unmarked) takes the mark away; with the basis. The machine is told at once: it lets go of the
// cameras of a marked one.
func (s *Service) MarkSecret(ctx context.Context, who Who, system shiheng.SystemID, grade registry.Grade, basis string) (Secrecy, error) {
	var v Secrecy
	err := s.act(ctx, who, audit.SecrecyMark, audit.On("system", system), func(tx Tx, e audit.Event) (audit.Event, error) {
		if basis = strings.TrimSpace(basis); basis == "" || len(basis) > 1500 {
			return e, shiheng.Invalid("secrecy.basis").By("W168/29/2")
		}
		if _, err := tx.System(system); err != nil {
			return e, err
		}
		old, err := tx.Secrecies().One(system.String())
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
			old = Secrecy{System: system, CreatedAt: s.now()}
		case err != nil:
			return e, err
		}
		v = old
		v.Version++
		v.Secret, v.Level, v.Basis, v.By, v.At = grade > registry.Unmarked, "", basis, who.Name, s.now()
		if v.Secret {
			v.Level = grade.String()
		}
		return e.Because("W168/29/2", "secrecy."+v.Head().State).With("basis", basis), tx.Secrecies().Put(v)
	})
	if err == nil {
		s.cfg.Changed()
	}
	return v, err
}
