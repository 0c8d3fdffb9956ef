package app_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"shiheng.internal/api"
)

// sensitive are the operations that ask for a fresh proof, as the description
// of the API has them.
func sensitive(t *testing.T) []string {
	t.Helper()
	b, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			StepUp bool `json:"x-step-up"`
		}
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var out []string
	for path, methods := range doc.Paths {
		for method, op := range methods {
			if op.StepUp {
				out = append(out, method+" "+path)
			}
		}
	}
	slices.Sort(out)
	return out
}

// TestStepUpAtTheDoor: what touches rights and security asks for a proof that
// is fresh; everything else does not; the cookie is another one afterwards.
func TestStepUpAtTheDoor(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	for _, want := range []string{
		"post /api/v1/accounts", "patch /api/v1/accounts/{id}", "put /api/v1/accounts/{id}/roles",
		"post /api/v1/accounts/{id}/reset", "post /api/v1/accounts/{id}/factor-reset", "put /api/v1/settings/{key}",
		"put /api/v1/accounts/{id}/clearance", "post /api/v1/official/confirmations/{id}/confirm",
	} {
		if !slices.Contains(sensitive(t), want) {
			t.Errorf("%s asks for no fresh proof", want)
		}
	}
	others := []*caller{w.as("auditor"), w.as("police"), w.as("copy")}
	for _, login := range []string{"admin", "auditor", "police", "copy"} {
		w.age(login)
	}
	for _, op := range sensitive(t) {
		method, path := split(op)
		a := admin.do(method, path, nil)
		for _, other := range others {
			if code, _ := a.problem(); code == "access.role" {
				a = other.do(method, path, nil)
			}
		}
		if code, _ := a.problem(); a.status != http.StatusForbidden || code != "session.step-up" {
			t.Errorf("%s was answered with %d %s", op, a.status, a.body)
		}
	}
	admin.wants(200, "GET", "/accounts", nil)
	before := admin.cookie()
	admin.refused("login.wrong", "", "POST", "/session/step-up", map[string]any{"password": "wrong wrong wrong"})
	admin.wants(200, "POST", "/session/step-up", map[string]any{"password": chosen})
	if admin.cookie() == before {
		t.Error("the session goes on under the same token")
	}
	admin.wants(201, "POST", "/accounts", map[string]any{"login": "fresh", "name": "新"})
	admin.refused("setting.number", "", "PUT", "/settings/identity.step-up-minutes", map[string]any{"value": "0"})
	admin.wants(200, "PUT", "/settings/identity.step-up-minutes", map[string]any{"value": "60"})
	w.nobody().refused("session.none", "", "POST", "/session/step-up", map[string]any{"password": chosen})
}

// TestNoFieldIsTakenThatIsNotAsked is against mass assignment: fields of an
// object that an operation does not take are refused, and change nothing.
func TestNoFieldIsTakenThatIsNotAsked(t *testing.T) {
	w := newWorld(t)
	admin, keeper := w.as("admin"), w.as("keeper")
	for _, extra := range []map[string]any{
		{"roles": []any{map[string]any{"role": "system-administrator"}}}, {"disabled": false}, {"mustChangePassword": false},
		{"secondFactor": true}, {"version": 99}, {"id": "01a207ef-1e31-7db5-b155-bd03db385fd4"}, {"endsAt": "2030-01-01T00:00:00Z"},
	} {
		body := map[string]any{"login": "mass", "name": "批量"}
		for key, v := range extra {
			body[key] = v
		}
		if a := admin.do("POST", "/accounts", body); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%v beside login and name was answered with %d %s", extra, a.status, a.body)
		}
	}
	for _, body := range []map[string]any{
		{"old": chosen, "new": "another passphrase 88", "login": "admin"},
		{"old": chosen, "new": "another passphrase 88", "account": map[string]any{"roles": []any{}}},
	} {
		if a := keeper.do("POST", "/session/password", body); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%v was answered with %d %s", body, a.status, a.body)
		}
	}
	keeper.wants(200, "GET", "/session", nil)
}
