package clause

import (
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// The kinds of areas that scopes of the register are made of.
const (
	areaPlace      = "place"
	areaSystem     = "system"
	areaCamera     = "camera"
	areaDivision   = "division"
	areaTrade      = "trade" // "trade:education", in one division "trade@320211:education"
	areaUnit       = "unit"  // answers for the system
	areaDepartment = "department"
)

// AreasOf names the bounds of a scope as areas, so that a scope covers a
// camera just when the two have an area in common; see [CameraOf].
func AreasOf(s registry.Scope) []Area {
	var out []Area
	if s.All {
		out = append(out, Everywhere)
	}
	for _, id := range s.Places {
		out = append(out, AreaOf(areaPlace, id.String()))
	}
	for _, id := range s.Systems {
		out = append(out, AreaOf(areaSystem, id.String()))
	}
	for _, id := range s.Cameras {
		out = append(out, AreaOf(areaCamera, id.String()))
	}
	for _, d := range s.Divisions {
		out = append(out, AreaOf(areaDivision, d))
	}
	for _, t := range s.Trades {
		out = append(out, tradeArea(t.Trade, t.Division))
	}
	for _, id := range s.Organisations {
		out = append(out, AreaOf(areaUnit, id.String()))
	}
	for _, id := range s.Departments {
		out = append(out, AreaOf(areaDepartment, id.String()))
	}
	return out
}

func tradeArea(trade, division string) Area {
	if division == "" {
		return AreaOf(areaTrade, trade)
	}
	return AreaOf(areaTrade+"@"+division, trade)
}

// CameraOf is a camera of the register as policies see it. Whether its room is
// a forbidden one the law says, not the register. Shared is left out: who knows
// the sharing platform says so.
func CameraOf(l registry.Linked, forbiddenRoom bool) Camera {
	c := Camera{
		ID: l.ID, Watched: l.System.State.Watched(), Testable: l.System.State.Testable(), ForbiddenRoom: forbiddenRoom, Secret: l.Grade,
		Areas: make([]Area, 0, 16+len(l.Path)),
	}
	say := func(a Area) { c.Areas = append(c.Areas, a) }
	say(AreaOf(areaCamera, l.ID.String()))
	say(AreaOf(areaSystem, l.System.ID.String()))
	for _, p := range l.Path {
		say(AreaOf(areaPlace, p.String()))
	}
	say(tradeArea(l.System.Trade, ""))
	if l.Division != "" { // in which case it lies in the city as well
		say(AreaOf(areaDivision, l.Division))
		say(tradeArea(l.System.Trade, l.Division))
		if l.Division != party.City {
			say(AreaOf(areaDivision, party.City))
			say(tradeArea(l.System.Trade, party.City))
		}
	}
	for _, o := range l.System.Parties.Answering() {
		say(AreaOf(areaUnit, o.String()))
	}
	if !l.System.Department.IsZero() {
		say(AreaOf(areaDepartment, l.System.Department.String()))
	}
	return c
}
