package registry

import (
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/registry/party"
)

// An Area is what an organ's list is about: a division, or what one trade has
// in it. The whole city is the division [party.City].
type Area struct {
	Division string
	Trade    string // empty: all trades
}

// ParseArea reads the code of an area: 320213, or 320213/transport.
func ParseArea(s string) (Area, error) {
	division, trade, _ := strings.Cut(s, "/")
	known := slices.ContainsFunc(party.Divisions(), func(d party.Division) bool { return d.Code == division })
	if !known || trade != "" && !party.KnownTrade(trade) || strings.HasSuffix(s, "/") {
		return Area{}, shiheng.Invalid("area.unknown", "area", s)
	}
	return Area{division, trade}, nil
}

// String is the code of the area.
func (a Area) String() string {
	if a.Trade == "" {
		return a.Division
	}
	return a.Division + "/" + a.Trade
}

// Zh is how papers call the area: 梁溪区, or 梁溪区交通运输.
func (a Area) Zh() string {
	name := ""
	for _, d := range party.Divisions() {
		if d.Code == a.Division {
			name = d.Zh
		}
	}
	for _, t := range party.Trades() {
		if t.Code == a.Trade {
			name += t.Zh
		}
	}
	return name
}

// Scope is what lies in the area.
func (a Area) Scope() Scope {
	division := a.Division
	if division == party.City {
		division = ""
	}
	switch {
	case a.Trade != "":
		return Scope{Trades: []party.TradeScope{{Trade: a.Trade, Division: division}}}
	case division == "":
		return Scope{All: true}
	}
	return Scope{Divisions: []string{division}}
}

// Holds refuses the list of an area that does not lie in the scope as a whole.
func (s Scope) Holds(a Area) error {
	if !s.Reaches(a) {
		return shiheng.Forbidden("area.outside", "area", a.String()).By("W168/29/1")
	}
	return nil
}

// Reaches reports whether the whole of an area lies in the scope, by its
// divisions and trades: who may have the list of it.
func (s Scope) Reaches(a Area) bool {
	return s.All || slices.ContainsFunc(s.Divisions, func(d string) bool { return party.Within(a.Division, d) }) ||
		a.Trade != "" && slices.ContainsFunc(s.Trades, func(t party.TradeScope) bool {
			return t.Trade == a.Trade && (t.Division == "" || party.Within(a.Division, t.Division))
		})
}
