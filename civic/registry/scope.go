package registry

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry/party"
)

// Scope bounds a list to what somebody may know of: everything, or what stands
// in the places (with all below them), systems and cameras named, in the
// divisions, of the trades, or has one of the organisations among those that
// answer for it. The zero Scope is nothing. What it means is said twice, in
// [Scope.Covers] and in the store's conditions; a test holds the two together.
type Scope struct {
	All           bool
	Places        []shiheng.PlaceID
	Systems       []shiheng.SystemID
	Cameras       []shiheng.CameraID
	Divisions     []string // of districts; the whole city is All
	Trades        []party.TradeScope
	Organisations []shiheng.OrganisationID // see [Parties.Answering]
	Departments   []shiheng.OrganisationID // named as a system's department
}

// Join returns what lies in either scope.
func (s Scope) Join(o Scope) Scope {
	s.All = s.All || o.All
	s.Places = append(slices.Clip(s.Places), o.Places...)
	s.Systems = append(slices.Clip(s.Systems), o.Systems...)
	s.Cameras = append(slices.Clip(s.Cameras), o.Cameras...)
	s.Divisions = append(slices.Clip(s.Divisions), o.Divisions...)
	s.Trades = append(slices.Clip(s.Trades), o.Trades...)
	s.Organisations = append(slices.Clip(s.Organisations), o.Organisations...)
	s.Departments = append(slices.Clip(s.Departments), o.Departments...)
	return s
}

// Covers reports whether a camera lies in the scope.
func (s Scope) Covers(c Linked) bool {
	if s.All || slices.Contains(s.Cameras, c.ID) || slices.Contains(s.Systems, c.System.ID) {
		return true
	}
	inside := func(division string) bool { return party.Within(c.Division, division) }
	return slices.ContainsFunc(c.Path, func(p shiheng.PlaceID) bool { return slices.Contains(s.Places, p) }) ||
		slices.ContainsFunc(s.Divisions, inside) ||
		slices.ContainsFunc(s.Trades, func(t party.TradeScope) bool {
			return t.Trade == c.System.Trade && (t.Division == "" || inside(t.Division))
		}) ||
		!c.System.Department.IsZero() && slices.Contains(s.Departments, c.System.Department) ||
		slices.ContainsFunc(c.System.Parties.Answering(), func(o shiheng.OrganisationID) bool {
			return slices.Contains(s.Organisations, o)
		})
}

// Systems lists systems; a [Store] does.
type Systems interface {
	Systems(ctx context.Context, f SystemFilter, p audit.Paging) (audit.Page[VideoSystem], error)
}

// SystemIn returns one system of the scope; one outside is an ErrNotFound.
func SystemIn(ctx context.Context, from Systems, scope Scope, id shiheng.SystemID) (VideoSystem, error) {
	got, err := from.Systems(ctx, SystemFilter{Scope: scope, Systems: []shiheng.SystemID{id}}, audit.Paging{Limit: 1})
	if err != nil {
		return VideoSystem{}, err
	}
	if len(got.Items) == 0 {
		return VideoSystem{}, shiheng.NotFound("system.none", "system", id.String())
	}
	return got.Items[0], nil
}

// Places lists places; a [Store] does.
type Places interface {
	Places(ctx context.Context, f PlaceFilter, p audit.Paging) (audit.Page[Place], error)
}

// PlaceIn returns one place of the scope; one outside is an ErrNotFound.
func PlaceIn(ctx context.Context, from Places, scope Scope, id shiheng.PlaceID) (Place, error) {
	got, err := from.Places(ctx, PlaceFilter{Scope: scope, Places: []shiheng.PlaceID{id}}, audit.Paging{Limit: 1})
	if err != nil {
		return Place{}, err
	}
	if len(got.Items) == 0 {
		return Place{}, shiheng.NotFound("place.none", "place", id.String())
	}
	return got.Items[0], nil
}
