package app_test

import (
	"slices"
	"testing"

	"shiheng.internal/api"
	"shiheng.internal/api/rights"
	"shiheng.internal/api/route"
)

// TestTwoPersonsAtTheDoor takes a house from the site profile to that of a
// bureau, and a change of rights through both of its people.
func TestTwoPersonsAtTheDoor(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	sec := w.hire("sec", map[string]any{"role": "security-administrator"})
	mall := admin.named("/places")[theMall]
	w.hire("guard", map[string]any{"role": "watch-keeper", "placeId": mall})
	account := func(login string) (out api.AccountView) {
		var page route.Page[api.AccountView]
		sec.wants(200, "GET", "/accounts", nil).into(t, &page)
		for _, a := range page.Items {
			if a.Login == login {
				out = a
			}
		}
		return out
	}
	set := func(c *caller, login string, roles ...any) answer {
		return c.do("PUT", "/accounts/"+account(login).ID.String()+"/roles", map[string]any{"roles": append([]any{}, roles...), "reason": "岗位需要"})
	}
	sec.refused("profile.joined", "", "PUT", "/profile", map[string]any{"profile": "bureau", "reason": "三员分设"})
	if a := set(admin, "admin", map[string]any{"role": "system-administrator"}); a.status != 403 {
		t.Errorf("one's own roles: %d %s", a.status, a.body)
	}
	if a := set(sec, "admin", map[string]any{"role": "system-administrator"}); a.status != 200 {
		t.Fatalf("%d %s", a.status, a.body)
	}
	admin.refused("access.role", "W168/29/1", "PUT", "/profile", map[string]any{"profile": "bureau", "reason": "三员分设"})
	admin.refused("access.role", "W168/29/1", "PUT", "/settings/identity.lock-after", map[string]any{"value": "5"})
	sec.refused("access.role", "W168/29/1", "PUT", "/settings/platform.name", map[string]any{"value": `"别名"`})
	sec.wants(200, "PUT", "/settings/identity.lock-after", map[string]any{"value": "5"})
	sec.wants(200, "PUT", "/profile", map[string]any{"profile": "bureau", "reason": "三员分设"})

	var v api.AccountView
	set(sec, "keeper").into(t, &v)
	if v.Waiting == "" || len(v.Roles) != 1 {
		t.Fatalf("one person took a right away: %+v", v)
	}
	var page route.Page[rights.RightChangeView]
	admin.wants(200, "GET", "/right-changes?open=true", nil).into(t, &page)
	var c rights.RightChangeView
	for _, one := range page.Items {
		if one.ID.String() == v.Waiting {
			c = one
		}
	}
	if c.Can["confirm"] != "" || c.Can["withdraw"] == "" || c.Login != "keeper" || len(c.Had) != 1 || len(c.Want) != 0 {
		t.Errorf("the second person reads %+v", c)
	}
	confirm := "/right-changes/" + v.Waiting + "/confirm"
	sec.refused("change.same-person", "W168/29/1", "POST", confirm, map[string]any{"digest": c.Digest})
	w.as("auditor").refused("access.role", "W168/29/1", "POST", confirm, map[string]any{"digest": c.Digest})
	admin.refused("change.other", "", "POST", confirm, map[string]any{"digest": "x"})
	w.age("admin")
	admin.refused("session.step-up", "", "POST", confirm, map[string]any{"digest": c.Digest})
	admin.wants(200, "POST", "/session/step-up", map[string]any{"password": chosen})
	admin.wants(200, "POST", confirm, map[string]any{"digest": c.Digest})
	if got := account("keeper"); len(got.Roles) != 0 {
		t.Errorf("confirmed, and still held: %+v", got.Roles)
	}
	admin.refused("change.decided", "", "POST", confirm, map[string]any{"digest": c.Digest})
	w.namesToTheAuditor(t)
}

// namesToTheAuditor: who reads no register reads over what rights are all the
// same, in changes and in the quarter's review.
func (w *world) namesToTheAuditor(t *testing.T) {
	t.Helper()
	auditor := w.as("auditor")
	auditor.refused("access.role", "W168/29/1", "GET", "/places", nil)
	var held route.Page[rights.HeldRightView]
	auditor.wants(200, "GET", "/right-reviews", nil).into(t, &held)
	var changes route.Page[rights.RightChangeView]
	auditor.wants(200, "GET", "/right-changes", nil).into(t, &changes)
	var over []string
	for _, r := range held.Items {
		if !r.Place.IsZero() {
			over = append(over, r.Login+" "+r.PlaceName)
		}
	}
	for _, c := range changes.Items {
		for _, r := range c.Want {
			if !r.Place.IsZero() {
				over = append(over, c.Login+" "+r.PlaceName)
			}
		}
	}
	if want := []string{"guard " + theMall, "guard " + theMall}; !slices.Equal(over, want) {
		t.Errorf("rights over places: %q, want %q", over, want)
	}
}
