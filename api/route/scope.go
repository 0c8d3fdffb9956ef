package route

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// A Ground tells of systems and places.
type Ground interface {
	registry.Systems
	Place(ctx context.Context, id shiheng.PlaceID) (registry.Place, error)
}

// maxClimb bounds the way up the places.
const maxClimb = 32

// PlaceWithin refuses a place that neither stands in the scope nor below
// something that does, as one that is not there.
func PlaceWithin(ctx context.Context, g Ground, scope registry.Scope, place shiheng.PlaceID) error {
	for at, n := place, 0; !scope.All; n++ {
		if at.IsZero() || n == maxClimb {
			return shiheng.NotFound("place.none")
		}
		p, err := g.Place(ctx, at)
		if err != nil {
			return err
		}
		inside := func(division string) bool { return party.Within(p.Division, division) }
		if slices.Contains(scope.Places, at) || p.Division != "" && slices.ContainsFunc(scope.Divisions, inside) {
			return nil
		}
		at = p.Parent
	}
	_, err := g.Place(ctx, place)
	return err
}
