package clause

import (
	"math/rand/v2"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// TestAreasMeanTheScope: for scopes and cameras by chance a scope covers a
// camera just when the two have an area in common, so that a right means to
// the policies what it means to the lists.
func TestAreasMeanTheScope(t *testing.T) {
	r := rand.New(rand.NewPCG(168, 29))
	var (
		places    = four[shiheng.PlaceID]()
		systems   = four[shiheng.SystemID]()
		cameras   = four[shiheng.CameraID]()
		units     = four[shiheng.OrganisationID]()
		divisions = []string{party.City, "320211", "320213", "320214"}
		trades    = []string{"", "education", "health", "finance"}
	)
	covered := 0
	const rounds = 20_000
	for range rounds {
		s := registry.Scope{
			All: r.IntN(20) == 0, Places: pick(r, places), Systems: pick(r, systems), Cameras: pick(r, cameras), Divisions: pick(r, divisions),
			Organisations: pick(r, units), Departments: pick(r, units),
		}
		for _, trade := range pick(r, trades) {
			s.Trades = append(s.Trades, party.TradeScope{Trade: trade, Division: append(divisions, "")[r.IntN(5)]})
		}
		l := registry.Linked{Path: pick(r, places), Division: append(divisions, "")[r.IntN(5)]}
		l.ID, l.System.ID, l.System.Trade = cameras[r.IntN(4)], systems[r.IntN(4)], trades[r.IntN(4)]
		parties := []*shiheng.OrganisationID{
			&l.System.Department, &l.System.Parties.Owner, &l.System.Parties.User, &l.System.Parties.Builder, &l.System.Parties.Operator,
			&l.System.Parties.Maintainer, &l.System.Parties.Management,
		}
		for _, p := range parties {
			if r.IntN(3) == 0 {
				*p = units[r.IntN(4)]
			}
		}
		want, got := s.Covers(l), overlap(AreasOf(s), CameraOf(l, false).Areas)
		if got != want {
			t.Fatalf("scope %+v covers %+v: %v by areas, %v by the scope", s, l, got, want)
		}
		if want {
			covered++
		}
	}
	if covered < rounds/10 || covered > rounds*9/10 {
		t.Errorf("%d of %d covered: the test says little", covered, rounds)
	}
}

// overlap is containsAny of the policies.
func overlap(of []Area, camera []Area) bool {
	for _, a := range of {
		if a == Everywhere {
			return true
		}
		for _, b := range camera {
			if a == b {
				return true
			}
		}
	}
	return false
}

// four makes identities of a kind.
func four[T ~[16]byte]() (out []T) {
	for range 4 {
		out = append(out, shiheng.NewID[T](now()))
	}
	return out
}

// pick takes each now and then.
func pick[T any](r *rand.Rand, from []T) (out []T) {
	for _, v := range from {
		if r.IntN(6) == 0 {
			out = append(out, v)
		}
	}
	return out
}
