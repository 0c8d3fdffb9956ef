package registry_test

import (
	"errors"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// TestAreas: an area is read as it is written, and its list is for whoever
// answers for the whole of it.
func TestAreas(t *testing.T) {
	all := registry.Scope{All: true}
	liangxi := registry.Scope{Divisions: []string{"320213"}}
	traffic := registry.Scope{Trades: []party.TradeScope{{Trade: "transport"}}}
	local := registry.Scope{Trades: []party.TradeScope{{Trade: "transport", Division: "320213"}}}
	for _, tt := range []struct {
		code, zh                      string
		all, liangxi, traffic, local_ bool
	}{
		{"320200", "无锡市", true, false, false, false},
		{"320213", "梁溪区", true, true, false, false},
		{"320211", "滨湖区", true, false, false, false},
		{"320200/transport", "无锡市交通运输", true, false, true, false},
		{"320213/transport", "梁溪区交通运输", true, true, true, true},
		{"320211/transport", "滨湖区交通运输", true, false, true, false},
		{"320213/rail", "梁溪区铁路", true, true, false, false},
	} {
		a, err := registry.ParseArea(tt.code)
		if err != nil || a.String() != tt.code || a.Zh() != tt.zh {
			t.Errorf("%s is read as %s %s, %v", tt.code, a, a.Zh(), err)
		}
		got := [4]bool{all.Reaches(a), liangxi.Reaches(a), traffic.Reaches(a), local.Reaches(a)}
		if got != [4]bool{tt.all, tt.liangxi, tt.traffic, tt.local_} {
			t.Errorf("%s is reached by %v", tt.code, got)
		}
		if err := liangxi.Holds(a); (err == nil) != tt.liangxi || err != nil && !errors.Is(err, shiheng.ErrForbidden) {
			t.Errorf("%s for 梁溪区: %v", tt.code, err)
		}
		if !a.Scope().Reaches(a) {
			t.Errorf("%s does not reach itself", tt.code)
		}
		if (registry.Scope{}).Reaches(a) {
			t.Errorf("%s is reached by nobody's scope", tt.code)
		}
	}
	for _, bad := range []string{"", "32", "320100", "320213/", "320213/baker", "/transport"} {
		if _, err := registry.ParseArea(bad); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%q is read as an area: %v", bad, err)
		}
	}
}
