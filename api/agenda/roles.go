package agenda

import (
	room "shiheng.internal/civic/agenda"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// SideOf tells whose duties are a role's own, if any are.
func SideOf(role identity.Role) (room.Side, bool) {
	switch role {
	case identity.SystemAdministrator, identity.SiteOperator:
		return room.Unit, true
	case identity.Supervisor:
		return room.Bureau, true
	case identity.Department:
		return room.Government, true
	case identity.WatchKeeper, identity.Commissioning, identity.CopyOfficer, identity.ForwardOfficer, identity.Auditor, identity.SecurityAdministrator:
	}
	return "", false
}

// Scope is a scope of the register as the agenda takes it.
func Scope(s registry.Scope) room.Scope {
	out := room.Scope{
		All: s.All, Places: s.Places, Systems: s.Systems, Divisions: s.Divisions, Organisations: s.Organisations, Departments: s.Departments,
	}
	for _, t := range s.Trades {
		out.Trades = append(out.Trades, room.Trade(t))
	}
	return out
}
