package registry

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry/party"
)

// SaveSystem makes a video system (zero ID), planned until its trial begins,
// or changes what is known of one; then v.Version must be the one that was
// read. A system of which none of the four facts holds, its place's included,
// needs a stated reason; so does lowering one of them. State is never changed
// here; see [Service.Advance].
func (s *Service) SaveSystem(ctx context.Context, actor audit.Actor, v VideoSystem) (VideoSystem, error) {
	if err := v.tidy(); err != nil {
		return VideoSystem{}, err
	}
	now := s.now()
	isNew := v.ID.IsZero()
	if isNew {
		v.ID = shiheng.NewID[shiheng.SystemID](now)
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if isNew {
			_, err := s.add(tx, actor, v)
			return err
		}
		if err := checkStanding(tx, &v); err != nil {
			return err
		}
		event := audit.New(now, actor, audit.SystemChange, audit.On("system", v.ID)).With("name", v.Name)
		return s.changeSystem(tx, event, v)
	})
	if err != nil {
		return VideoSystem{}, fmt.Errorf("save system: %w", err)
	}
	return s.cfg.Store.System(ctx, v.ID)
}

// Add makes a video system within the caller's transaction, planned.
func (s *Service) Add(tx Tx, actor audit.Actor, v VideoSystem) (VideoSystem, error) {
	if err := v.tidy(); err != nil {
		return VideoSystem{}, err
	}
	v.ID = shiheng.NewID[shiheng.SystemID](s.now())
	return s.add(tx, actor, v)
}

func (s *Service) add(tx Tx, actor audit.Actor, v VideoSystem) (VideoSystem, error) {
	if err := checkStanding(tx, &v); err != nil {
		return VideoSystem{}, err
	}
	now := s.now()
	v.CreatedAt, v.Version = now, 1
	v.State, v.StateSince, v.TrialUntil = Planned, now, time.Time{}
	event := audit.New(now, actor, audit.SystemCreate, audit.On("system", v.ID)).With("name", v.Name)
	if !v.Completed.IsZero() {
		event = event.With("completed", v.Completed.String())
	}
	if err := tx.InsertSystem(v); err != nil {
		return VideoSystem{}, err
	}
	return v, tx.Append(told(event, v.Effective(), Facts{}))
}

func (s *Service) changeSystem(tx Tx, event audit.Event, v VideoSystem) error {
	old, err := tx.System(v.ID)
	if err != nil {
		return err
	}
	v.State, v.StateSince, v.TrialUntil, v.CreatedAt = old.State, old.StateSince, old.TrialUntil, old.CreatedAt
	if event, err = lowering(event, v.Effective(), old.Effective(), v.Reason); err != nil {
		return err
	}
	if old.Completed != v.Completed { // decides whether it needs an acceptance
		event = event.With("completed", v.Completed.String()).With("completedBefore", old.Completed.String())
	}
	if old.Place != v.Place {
		event = event.With("placeBefore", old.Place.String())
	}
	if old.Parties != v.Parties {
		event = event.With("parties", changedParties(old.Parties, v.Parties))
	}
	if err := tx.UpdateSystem(v); err != nil {
		return err
	}
	return tx.Append(event)
}

// changedParties names the parties that are no longer the same.
func changedParties(a, b Parties) (names string) {
	for _, p := range []struct {
		name string
		same bool
	}{
		{"owner", a.Owner == b.Owner}, {"user", a.User == b.User}, {"builder", a.Builder == b.Builder},
		{"operator", a.Operator == b.Operator}, {"maintainer", a.Maintainer == b.Maintainer},
		{"management", a.Management == b.Management},
	} {
		if !p.same {
			names += p.name + " "
		}
	}
	return names
}

// checkStanding finds out what is around a system and holds it to the
// registers: its place and parties are there, its department is one.
func checkStanding(tx Tx, v *VideoSystem) error {
	place, err := tx.Place(v.Place)
	if err != nil {
		return err
	}
	v.Around = place.Effective()
	if v.Effective().None() && v.NoDutyReason == "" {
		return shiheng.Invalid("system.no-duty-reason").By("W168/8")
	}
	for _, id := range v.Parties.All() {
		if _, err := tx.Organisation(id); err != nil {
			return err
		}
	}
	if v.Department.IsZero() {
		return nil
	}
	d, err := tx.Organisation(v.Department)
	if err == nil && !d.Has(party.Department) {
		err = shiheng.Invalid("system.department").By("W168/5/2")
	}
	return err
}
