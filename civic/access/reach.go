package access

import (
	"context"
	"errors"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// reach works out what an assignment is over. What a role is over an
// organisation comes to is decided here and nowhere else:
//   - a supervisor's is its territory;
//   - a department's is the systems of its trade in its territory, and those
//     that name it or one below it as their department (W168/5/2);
//   - everybody else's is the systems for which it, or one below it, answers.
//
// One that no longer has the function the role is for reaches nothing.
func (s *Service) reach(ctx context.Context, a identity.Assignment) (registry.Scope, error) {
	if a.Target.Organisation.IsZero() {
		return direct(a), nil
	}
	units, err := s.cfg.Units.Below(ctx, a.Target.Organisation)
	if err != nil {
		return registry.Scope{}, err
	}
	return reachOver(a.Role, a.Target.Organisation, units), nil
}

// direct is reach where no organisation stands between.
func direct(a identity.Assignment) (s registry.Scope) {
	switch t := a.Target; {
	case !t.Place.IsZero():
		s.Places = []shiheng.PlaceID{t.Place}
	case !t.System.IsZero():
		s.Systems = []shiheng.SystemID{t.System}
	case !t.Camera.IsZero():
		s.Cameras = []shiheng.CameraID{t.Camera}
	case t.All():
		s.All = a.Role.Scoped() && !a.Role.OverOrganisation()
	}
	return s
}

// reachOver is reach for an organisation, given it and all below it.
func reachOver(r identity.Role, id shiheng.OrganisationID, units []party.Organisation) (s registry.Scope) {
	var own party.Organisation
	ids := make([]shiheng.OrganisationID, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
		if u.ID == id {
			own = u
		}
	}
	if need := r.Needs(); own.ID.IsZero() || need != "" && !own.Has(party.Function(need)) {
		return s
	}
	switch r {
	case identity.Supervisor:
		if own.Division == party.City {
			return registry.Scope{All: true}
		}
		s.Divisions = []string{own.Division}
	case identity.Department:
		where := own.Division
		if where == party.City {
			where = ""
		}
		if own.Trade != "" {
			s.Trades = []registry.TradeScope{{Trade: own.Trade, Division: where}}
		}
		s.Departments = ids
	case identity.SystemAdministrator, identity.Auditor:
	case identity.SiteOperator, identity.WatchKeeper, identity.Commissioning, identity.CopyOfficer:
		s.Organisations = ids
	}
	return s
}

// AuthorizeSystem returns a system the principal may do the duty on. One he
// may not know of is an ErrNotFound; one he knows but that the duty does not
// reach is a *[Refusal] whose event is committed.
func (s *Service) AuthorizeSystem(ctx context.Context, p identity.Principal, d Duty, id shiheng.SystemID) (registry.VideoSystem, error) {
	if err := s.Authorize(ctx, p, d); err != nil {
		return registry.VideoSystem{}, err
	}
	r, err := s.Rights(ctx, p)
	if err != nil {
		return registry.VideoSystem{}, err
	}
	if _, err := registry.SystemIn(ctx, s.cfg.Cameras, r.Scope(), id); err != nil {
		return registry.VideoSystem{}, err
	}
	v, err := registry.SystemIn(ctx, s.cfg.Cameras, r.Over(d), id)
	if errors.Is(err, shiheng.ErrNotFound) {
		return v, s.outOfScope(ctx, p, d, audit.On("system", id))
	}
	return v, err
}

// outOfScope puts on record that a duty was tried on an object it does not
// reach, and returns the refusal.
func (s *Service) outOfScope(ctx context.Context, p identity.Principal, d Duty, on audit.Object) error {
	e := audit.New(s.now(), p.Actor(), audit.ManagementAct, on).With("duty", string(d)).Refuse("W168/29/1", "access.scope")
	if err := s.cfg.Log.Append(ctx, e); err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	return &Refusal{Act: string(d), Unmet: []Condition{{Code: "access.scope", Article: "W168/29/1"}}}
}
