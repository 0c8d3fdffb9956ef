package access

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

func rightsOf(t testing.TB, held ...identity.Assignment) Rights {
	t.Helper()
	var p identity.Principal
	p.Session.Until = at().Add(time.Hour)
	return rightsAs(t, p, held...)
}

// rightsAs are the rights of a principal that holds some assignments, none
// over an organisation.
func rightsAs(t testing.TB, p identity.Principal, assigned ...identity.Assignment) Rights {
	t.Helper()
	l, set := builtin(t), clauses(t)
	var held []holding
	for _, a := range assigned {
		held = append(held, direct(a))
	}
	return newRights(p, held, at(), l, set)
}

// TestL8_W168_26_W168_29 is gate L8 as a table: who reads which kind of basic
// information of a camera his role covers, and that nobody reads any of one it
// does not.
func TestL8_W168_26_W168_29(t *testing.T) {
	mine := registry.Linked{Camera: registry.Camera{ID: shiheng.NewID[shiheng.CameraID](at())}}
	other := registry.Linked{Camera: registry.Camera{ID: shiheng.NewID[shiheng.CameraID](at())}}
	for _, tt := range []struct {
		role identity.Role
		sees string // of position, equipment, code, network, drawing, secret
	}{
		{identity.SystemAdministrator, "position equipment code network drawing"},
		{identity.WatchKeeper, "position"},
		{identity.Commissioning, "position equipment code network"},
		{identity.Supervisor, "position equipment code"},
		{identity.Department, "position equipment"},
		{identity.SiteOperator, "position equipment code network drawing"},
		{identity.CopyOfficer, ""},
		{identity.Auditor, ""},
	} {
		a := identity.Assignment{Role: tt.role}
		if tt.role.Scoped() {
			a.Target.Camera = mine.ID
		}
		r := rightsOf(t, a)
		for kind, sample := range map[BasicKind]string{
			BasicPosition: "longitude", BasicEquipment: "model", BasicCode: "device_code", BasicNetwork: "ipv4", BasicDrawing: "photos", BasicSecret: "password",
		} {
			want := slices.Contains(strings.Fields(tt.sees), string(kind))
			if got := r.Sees(sample, mine) == (Reason{}); got != want {
				t.Errorf("%s reads %s of his camera: %v, want %v", tt.role, kind, got, want)
			}
			if got := r.Asks(sample) == (Reason{}); got != want {
				t.Errorf("%s may ask for %s: %v, want %v", tt.role, kind, got, want)
			}
			if tt.role.Scoped() && r.Sees(sample, other) == (Reason{}) {
				t.Errorf("%s reads %s of another's camera", tt.role, kind)
			}
			if why := r.Sees("password", mine); why.Article != "W168/29/1" {
				t.Errorf("a secret is refused by %q", why.Article)
			}
		}
	}
}

// TestL8_AskingTells: who sees a field in one place and not in another may not
// narrow a list of both by it (W168/29/1).
func TestL8_AskingTells(t *testing.T) {
	here, there := shiheng.NewID[shiheng.PlaceID](at()), shiheng.NewID[shiheng.PlaceID](at())
	keeper := identity.Assignment{Role: identity.WatchKeeper, Target: identity.Target{Place: here}}
	copier := identity.Assignment{Role: identity.CopyOfficer, Target: identity.Target{Place: there}}
	same := identity.Assignment{Role: identity.CopyOfficer, Target: identity.Target{Place: here}}
	everywhere := identity.Assignment{Role: identity.WatchKeeper}
	for _, tt := range []struct {
		name string
		held []identity.Assignment
		may  bool
	}{
		{"keeper", []identity.Assignment{keeper}, true},
		{"keeper here, copier there", []identity.Assignment{keeper, copier}, false},
		{"both here", []identity.Assignment{keeper, same}, true},
		{"keeper everywhere", []identity.Assignment{everywhere, copier}, true},
		{"copier", []identity.Assignment{copier}, false},
		{"nobody", nil, false},
	} {
		if got := rightsOf(t, tt.held...).Asks("address") == (Reason{}); got != tt.may {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	barred := rightsOf(t, keeper)
	barred.principal.Account.Disabled = true
	if barred.Asks("address") == (Reason{}) || barred.Sees("name", registry.Linked{Path: []shiheng.PlaceID{here}}) == (Reason{}) {
		t.Error("a disabled account reads")
	}
}

// TestL8_EveryFieldIsSorted: no field of the archive is left to chance.
func TestL8_EveryFieldIsSorted(t *testing.T) {
	tables, err := archive.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	matrix := BasicFields()
	for _, f := range tables.Fields {
		if _, ok := matrix[string(f.Code)]; !ok {
			t.Errorf("field %s has no line in the matrix", f.Code)
		}
	}
	for field, kind := range matrix {
		if _, ok := basicRoles()[kind]; !ok || kind == BasicSecret {
			t.Errorf("%s is %q", field, kind)
		}
	}
}
