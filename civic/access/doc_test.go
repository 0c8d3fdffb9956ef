package access

import (
	"os"
	"slices"
	"strings"
	"testing"

	"shiheng.internal/civic/identity"
)

// TestRolesArePrinted keeps docs/reference/roles.md and the program the same:
// each duty's line has a word in exactly the columns of the roles that have it.
func TestRolesArePrinted(t *testing.T) {
	text, err := os.ReadFile("../../docs/reference/roles.md")
	if err != nil {
		t.Fatal(err)
	}
	columns := []identity.Role{identity.SystemAdministrator, identity.WatchKeeper, identity.Commissioning, identity.Auditor, identity.CopyOfficer,
		identity.ForwardOfficer, identity.Supervisor, identity.Department, identity.SiteOperator, identity.SecurityAdministrator}
	for duty, roles := range Duties() {
		var line string
		for l := range strings.Lines(string(text)) {
			if strings.HasPrefix(l, "| `"+string(duty)+"`") {
				line = l
			}
		}
		cells := strings.Split(line, "|")
		if len(cells) != len(columns)+3 {
			t.Errorf("no line for %s", duty)
			continue
		}
		for i, role := range columns {
			if printed := strings.TrimSpace(cells[i+2]) != ""; printed != slices.Contains(roles, role) {
				t.Errorf("%s for %s: printed %v", duty, role, printed)
			}
		}
	}
	for _, role := range identity.Roles() {
		if !strings.Contains(string(text), "`"+string(role)+"`") {
			t.Errorf("no line for %s", role)
		}
	}
}
