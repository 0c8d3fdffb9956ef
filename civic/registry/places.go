package registry

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry/party"
)

// SavePlace makes a place (zero ID) or changes one; then p.Version must be the
// one that was read. What a place is in law holds for all below it, so that
// lowering one of its facts, or moving it from under one, asks for a reason
// that stands in the event.
func (s *Service) SavePlace(ctx context.Context, actor audit.Actor, p Place) (Place, error) {
	if err := p.tidy(); err != nil {
		return Place{}, err
	}
	now := s.now()
	isNew := p.ID.IsZero()
	if isNew {
		p.ID, p.CreatedAt, p.Version = shiheng.NewID[shiheng.PlaceID](now), now, 1
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := checkPlace(tx, &p); err != nil {
			return err
		}
		event := audit.New(now, actor, audit.PlaceCreate, audit.On("place", p.ID)).With("name", p.Name)
		if isNew {
			if err := tx.InsertPlace(p); err != nil {
				return err
			}
			return tx.Append(told(event, p.Effective(), Facts{}))
		}
		old, err := tx.Place(p.ID)
		if err != nil {
			return err
		}
		event.Act = audit.PlaceChange
		if event, err = lowering(event, p.Effective(), old.Effective(), p.Reason); err != nil {
			return err
		}
		if old.Parent != p.Parent {
			event = event.With("placeBefore", old.Parent.String())
		}
		if err := tx.UpdatePlace(p); err != nil {
			return err
		}
		return tx.Append(event)
	})
	if err != nil {
		return Place{}, fmt.Errorf("save place: %w", err)
	}
	return s.cfg.Store.Place(ctx, p.ID)
}

// told adds to an event which facts changed, to what they are now.
func told(e audit.Event, now, before Facts) audit.Event {
	if now.AntiTerrorTarget != before.AntiTerrorTarget {
		e = e.With("antiTerrorTarget", strconv.FormatBool(now.AntiTerrorTarget))
	}
	if now.KeySecurityUnit != before.KeySecurityUnit {
		e = e.With("keySecurityUnit", strconv.FormatBool(now.KeySecurityUnit))
	}
	if now.W168Category != before.W168Category {
		e = e.With("w168Category", now.W168Category)
	}
	if now.R799Class != before.R799Class {
		e = e.With("r799Class", now.R799Class)
	}
	return e
}

// lowering tells of changed facts, and asks for a reason when one of them no
// longer holds: fewer gates and a shorter floor would follow unseen.
func lowering(e audit.Event, now, before Facts, reason string) (audit.Event, error) {
	e = told(e, now, before)
	lowered := now.Lowers(before)
	switch {
	case len(lowered) == 0:
		return e, nil
	case reason == "":
		return e, shiheng.Invalid("facts.lower-reason", "facts", strings.Join(lowered, " ")).By("W168/28/1")
	}
	return e.With("lowered", strings.Join(lowered, " ")).With("why", reason), nil
}

// checkPlace walks up from p: it refuses a missing parent, a ring and a tree
// too deep, holds p's division to that above it, and finds out what is around.
// Owner and manager are units of the register.
func checkPlace(tx Tx, p *Place) error {
	for _, id := range []shiheng.OrganisationID{p.Owner, p.Manager} {
		if id.IsZero() {
			continue
		}
		if _, err := tx.Organisation(id); err != nil {
			return err
		}
	}
	p.Around = Facts{}
	at, above := p.Parent, ""
	for range maxDepth {
		switch {
		case at.IsZero():
			if p.Division != "" && above != "" && !party.Within(p.Division, above) {
				return shiheng.Invalid("place.division", "division", p.Division, "above", above)
			}
			return nil
		case at == p.ID:
			return shiheng.Invalid("place.ring")
		}
		up, err := tx.Place(at)
		if err != nil {
			return err
		}
		if above == "" {
			above = up.Division
		}
		p.Around = p.Around.Stricter(up.Own())
		at = up.Parent
	}
	return shiheng.Invalid("place.depth")
}
