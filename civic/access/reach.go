package access

import (
	"context"
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
func (s *Service) reach(ctx context.Context, a identity.Assignment) (holding, error) {
	if a.Target.Organisation.IsZero() {
		return direct(a), nil
	}
	units, err := s.cfg.Units.Below(ctx, a.Target.Organisation)
	if err != nil {
		return holding{}, err
	}
	return reachOver(a, units), nil
}

// direct is reach where no organisation stands between.
func direct(a identity.Assignment) holding {
	h := holding{Assignment: a}
	switch t := a.Target; {
	case !t.Place.IsZero():
		h.reach.Places = []shiheng.PlaceID{t.Place}
	case !t.System.IsZero():
		h.reach.Systems = []shiheng.SystemID{t.System}
	case !t.Camera.IsZero():
		h.reach.Cameras = []shiheng.CameraID{t.Camera}
	case t.All():
		h.reach.All = a.Role.Scoped() && !a.Role.OverOrganisation()
		h.units.All = a.Role == identity.Supervisor
	}
	return h
}

// reachOver is reach for an organisation, given it and all below it.
func reachOver(a identity.Assignment, units []party.Organisation) holding {
	h := holding{Assignment: a}
	var own party.Organisation
	ids := make([]shiheng.OrganisationID, 0, len(units))
	for _, u := range units {
		ids = append(ids, u.ID)
		if u.ID == a.Target.Organisation {
			own = u
		}
	}
	if need := a.Role.Needs(); own.ID.IsZero() || need != "" && !own.Has(party.Function(need)) {
		return h
	}
	h.units.Organisations = ids
	switch a.Role {
	case identity.Supervisor:
		if own.Division == party.City {
			h.reach.All, h.units.All = true, true
			return h
		}
		h.reach.Divisions = []string{own.Division}
		h.units.Divisions = h.reach.Divisions
	case identity.Department:
		where := own.Division
		if where == party.City {
			where = ""
		}
		if own.Trade != "" {
			h.reach.Trades = []party.TradeScope{{Trade: own.Trade, Division: where}}
			h.units.Trades = h.reach.Trades
		}
		h.reach.Departments = ids
	case identity.SystemAdministrator, identity.SecurityAdministrator, identity.Auditor:
	case identity.SiteOperator, identity.WatchKeeper, identity.Commissioning, identity.CopyOfficer, identity.ForwardOfficer:
		h.reach.Organisations = ids
	}
	return h
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
	v, err := registry.SystemIn(ctx, s.cfg.Cameras, r.Scope(), id)
	if err != nil {
		return registry.VideoSystem{}, err
	}
	may, err := s.MayOn(ctx, r, d, id)
	if err == nil && may[id] != (Reason{}) {
		err = s.outOfScope(ctx, p, d, audit.On("system", id))
	}
	return v, err
}

// MayOn says of each of at most 500 systems why a duty may not be done on it:
// by the role first, then by how far the duty reaches; the zero Reason where it
// may. It is what [Service.AuthorizeSystem] decides by, and puts nothing on
// record: what a can is made of.
func (s *Service) MayOn(ctx context.Context, r Rights, d Duty, ids ...shiheng.SystemID) (map[shiheng.SystemID]Reason, error) {
	out := make(map[shiheng.SystemID]Reason, len(ids))
	role := r.May(d)
	for _, id := range ids {
		if out[id] = role; role == (Reason{}) {
			out[id] = Reason{Code: "access.scope", Article: "W168/29/1"}
		}
	}
	if role != (Reason{}) || len(ids) == 0 {
		return out, nil
	}
	got, err := s.cfg.Cameras.Systems(ctx, registry.SystemFilter{Scope: r.Over(d), Systems: ids}, audit.Paging{Limit: len(ids)})
	if err != nil {
		return nil, fmt.Errorf("reach of %s: %w", d, err)
	}
	for _, v := range got.Items {
		out[v.ID] = Reason{}
	}
	return out, nil
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
