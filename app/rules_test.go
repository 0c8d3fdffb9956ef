package app_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"shiheng.internal/api"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// operation is one line of the API as its description has it.
type operation struct {
	method, path, rule string
	paged, body        bool // takes a cursor; takes a body
}

func operations(t *testing.T) []operation {
	t.Helper()
	b, err := api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			Rule       string `json:"x-rule"`
			Parameters []struct{ Name string }
			Body       any `json:"requestBody"`
		}
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	var out []operation
	for path, methods := range doc.Paths {
		for method, op := range methods {
			out = append(out, operation{
				method: strings.ToUpper(method), path: strings.TrimPrefix(path, "/api/v1"), rule: op.Rule, body: op.Body != nil,
				paged: slices.ContainsFunc(op.Parameters, func(p struct{ Name string }) bool { return p.Name == "cursor" }),
			})
		}
	}
	if len(out) < 40 {
		t.Fatalf("the description lists %d operations", len(out))
	}
	return out
}

// roles of the first accounts.
var roles = map[string][]identity.Role{
	"admin":   {identity.SystemAdministrator, identity.SecurityAdministrator},
	"keeper":  {identity.WatchKeeper},
	"copy":    {identity.WatchKeeper, identity.CopyOfficer},
	"tech":    {identity.Commissioning},
	"auditor": {identity.Auditor},
}

// TestEveryOperationKeepsItsRule walks the whole API with nobody and with each
// role: who is not let in is told so before anything else of the request is
// looked at, and who is let in is not told so.
func TestEveryOperationKeepsItsRule(t *testing.T) {
	w := newWorld(t)
	callers := map[string]*caller{"": w.nobody()}
	for login := range roles {
		callers[login] = w.as(login)
	}
	const someID = "01a207ef-1e31-7db5-b155-bd03db385fd4"
	for _, op := range operations(t) {
		if op.path == "/session" && op.method == "DELETE" || strings.HasPrefix(op.path, "/session/") {
			continue // would end the sessions of this test
		}
		path := strings.NewReplacer("{id}", someID, "{key}", "no.such").Replace(op.path)
		for login, c := range callers {
			if op.rule == "open" && login != "" {
				continue
			}
			got := c.do(op.method, path, nil).status
			switch {
			case op.rule == "open":
				if got == http.StatusUnauthorized || got == http.StatusForbidden {
					t.Errorf("%s %s is open and answered nobody with %d", op.method, op.path, got)
				}
			case login == "":
				if got != http.StatusUnauthorized {
					t.Errorf("%s %s answered nobody with %d, want 401", op.method, op.path, got)
				}
			case has(roles[login], op.rule):
				if got == http.StatusUnauthorized || got == http.StatusForbidden {
					t.Errorf("%s %s answered %s with %d, though rule %s lets them", op.method, op.path, login, got, op.rule)
				}
			default:
				if got != http.StatusForbidden {
					t.Errorf("%s %s answered %s with %d, want 403 by rule %s", op.method, op.path, login, got, op.rule)
				}
			}
		}
	}
}

func has(held []identity.Role, rule string) bool {
	if rule == "member" || rule == "signed-in" {
		return true
	}
	return slices.ContainsFunc(access.Duties()[access.Duty(rule)], func(r identity.Role) bool { return slices.Contains(held, r) })
}

func TestOneTimePasswordOpensNothingElse(t *testing.T) {
	w := newWorld(t)
	c := w.nobody()
	c.wants(200, "POST", "/session", map[string]any{"login": "admin", "password": w.pass["admin"]})
	c.refused("account.must-change-password", "", "GET", "/accounts", nil)
	c.refused("password.plain", "", "POST", "/session/password", map[string]any{"old": w.pass["admin"], "new": "aaaaaaaaaaaa"})
	c.wants(200, "POST", "/session/password", map[string]any{"old": w.pass["admin"], "new": chosen})
	c.wants(200, "GET", "/accounts", nil)
}

func TestAnotherOriginChangesNothing(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "http://evil.example"}} {
		if a := c.do("POST", "/places", map[string]any{"name": "x"}, headers...); a.status != http.StatusForbidden {
			t.Errorf("a request from %v was answered with %d %s", headers, a.status, a.body)
		}
	}
	c.wants(201, "POST", "/places", map[string]any{"name": "x"}, "Sec-Fetch-Site", "same-origin")
}

func TestAskingTwiceIsOnce(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	body := map[string]any{"name": "西门"}
	first := c.wants(201, "POST", "/places", body, "Idempotency-Key", "k1")
	again := c.wants(201, "POST", "/places", body, "Idempotency-Key", "k1")
	if string(first.body) != string(again.body) || again.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("the second answer is %s, the first was %s", again.body, first.body)
	}
	other := c.do("POST", "/places", map[string]any{"name": "东门"}, "Idempotency-Key", "k1")
	if code, _ := other.problem(); other.status != http.StatusConflict || code != "request.idempotency-reused" {
		t.Errorf("another body under the same key was answered with %d %s", other.status, other.body)
	}
}

func TestChangeFromAnOldReadingIsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	var p api.PlaceView
	c.wants(201, "POST", "/places", map[string]any{"name": "甲"}).into(t, &p)
	c.wants(200, "PATCH", "/places/"+p.ID.String(), map[string]any{"name": "乙"}, "If-Match", p.ETag)
	late := c.do("PATCH", "/places/"+p.ID.String(), map[string]any{"name": "丙"}, "If-Match", p.ETag)
	if late.status != http.StatusConflict {
		t.Errorf("a change of version %s after another one was answered with %d %s", p.ETag, late.status, late.body)
	}
}

func TestRolesFromAnOldReadingAreRefused(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	var made api.AccountMade
	c.wants(201, "POST", "/accounts", map[string]any{"login": "late", "name": "晚"}).into(t, &made)
	path := "/accounts/" + made.Account.ID.String()
	c.wants(200, "PATCH", path, map[string]any{"name": "更晚"}, "If-Match", made.Account.ETag)
	roles := map[string]any{"roles": []any{map[string]any{"role": "auditor"}}, "reason": "上级单位审计"}
	late := c.do("PUT", path+"/roles", roles, "If-Match", made.Account.ETag)
	if code, _ := late.problem(); late.status != http.StatusConflict || code != "account.changed" {
		t.Errorf("roles set from version %s after a change were answered with %d %s", made.Account.ETag, late.status, late.body)
	}
	c.wants(200, "PUT", path+"/roles", roles)
}

// TestW168_9 is gate L1 at the door: a forbidden room does not save, its
// lawful neighbour does, and a camera found there is a finding.
func TestW168_9(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	var tree api.TreeView
	c.wants(200, "GET", "/tree", nil).into(t, &tree)
	camera := func(room string) map[string]any {
		return map[string]any{
			"name": "相机 " + room, "roomUse": room, "systemId": tree.Systems[0].ID, "placeId": tree.Places[0].ID,
			"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none"},
		}
	}
	var uses route.Page[api.RoomUseView]
	c.wants(200, "GET", "/room-uses", nil).into(t, &uses)
	forbidden := 0
	for _, u := range uses.Items {
		if u.Forbidden {
			forbidden++
			c.refused("camera.room-forbidden", u.Article, "POST", "/cameras", camera(u.Code))
		}
	}
	if forbidden < 6 {
		t.Errorf("only %d room uses are forbidden", forbidden)
	}
	for _, lawful := range []string{"hotel-corridor", "dormitory-corridor", "bath-lobby", "toilet-doorway-outside", "wash-basin-hall"} {
		body := camera(lawful)
		body["enabled"] = false
		c.wants(201, "POST", "/cameras", body)
	}
	var f api.FindingView
	c.wants(201, "POST", "/findings", map[string]any{"placeId": tree.Places[0].ID, "roomUse": "hotel-guest-room", "note": "302 房发现"}).into(t, &f)
	if f.Article != "W168/9" {
		t.Errorf("the finding rests on %q", f.Article)
	}
	w.as("keeper").refused("access.role", "W168/29/1", "POST", "/cameras", camera("outdoor"))
}

// TestW168_15 is gate L2 at the door: a system without acceptance never goes
// into service.
func TestW168_15(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	var tree api.TreeView
	c.wants(200, "GET", "/tree", nil).into(t, &tree)
	var v struct{ ID string }
	c.wants(201, "POST", "/systems", map[string]any{"name": "应建系统", "placeId": tree.Places[0].ID, "category": "W8-09"}).into(t, &v)
	path := "/systems/" + v.ID
	c.wants(200, "POST", path+"/move", map[string]any{"event": "begin-trial"})
	c.refused("system.not-accepted", "W168/15/2", "POST", path+"/move", map[string]any{"event": "put-into-service"})
	if got := c.do("POST", path+"/move", map[string]any{"event": "pass-acceptance"}); got.status < 400 {
		t.Errorf("a person said that the acceptance was passed: %d", got.status)
	}
	var life struct{ State string }
	c.wants(200, "GET", path+"/life", nil).into(t, &life)
	if life.State != "trial" {
		t.Errorf("the system is %s after the refusal", life.State)
	}
}

// TestFootageNeedsItsGrant tries the paths of pictures without a permission,
// with another's, and with one for another act; and finds each asking on record.
func TestFootageNeedsItsGrant(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	var tree api.TreeView
	admin.wants(200, "GET", "/tree", nil).into(t, &tree)
	var cam api.CameraView
	admin.wants(201, "POST", "/cameras", map[string]any{
		"name": "南门", "roomUse": "entrance", "systemId": tree.Systems[0].ID, "placeId": tree.Places[0].ID, "kbps": 10,
		"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none", "user": "u", "password": "hush-hush"},
	}).into(t, &cam)
	live := map[string]any{"act": "live", "cameraIds": []any{cam.ID}}
	admin.refused("access.role", "W168/29/1", "POST", "/grants", live)
	w.as("auditor").refused("access.scope", "W168/29/1", "POST", "/grants", live)

	keeper := w.as("keeper")
	var g struct{ ID string }
	keeper.wants(201, "POST", "/grants", live).into(t, &g)
	at := func(grant, what string) string { return "/grants/" + grant + "/" + what + "/" + cam.ID.String() }
	keeper.refused("grant.act", "", "GET", at(g.ID, "playback"), nil)
	keeper.refused("grant.act", "", "GET", at(g.ID, "export"), nil)
	w.as("copy").refused("grant.none", "", "GET", at(g.ID, "live"), nil)
	if a := w.nobody().do("GET", at(g.ID, "live"), nil); a.status != http.StatusUnauthorized {
		t.Errorf("nobody was answered with %d %s", a.status, a.body)
	}
	keeper.wants(204, "DELETE", "/grants/"+g.ID, nil)
	if a := keeper.do("GET", at(g.ID, "live"), nil); a.status < 400 {
		t.Errorf("a permission given back still opens: %d", a.status)
	}

	var log route.Page[api.AuditView]
	answer := w.as("auditor").wants(200, "GET", "/audit?limit=200", nil)
	answer.into(t, &log)
	count := map[string]int{}
	for _, e := range log.Items {
		if e.Act == "footage.live" {
			count[e.Name+" "+e.Outcome]++
		}
	}
	for _, want := range []string{"admin refused", "auditor refused", "keeper granted"} {
		if count[want] == 0 {
			t.Errorf("%q is not on record: %v", want, count)
		}
	}
	if strings.Contains(string(answer.body), "hush-hush") {
		t.Error("a camera's password is on record")
	}
	if strings.Contains(string(admin.wants(200, "GET", "/cameras/"+cam.ID.String(), nil).body), "hush-hush") {
		t.Error("a camera's password is shown")
	}
	if body := string(keeper.wants(200, "GET", "/cameras/"+cam.ID.String(), nil).body); strings.Contains(body, "rtsp://") {
		t.Errorf("a watch keeper sees the camera's address: %s", body)
	}
}

func TestHeadersAndPage(t *testing.T) {
	w := newWorld(t)
	a := w.nobody().wants(200, "GET", strings.TrimSuffix(w.base, "/api/v1")+"/any/route", nil)
	csp := a.header.Get("Content-Security-Policy")
	_, after, _ := strings.Cut(csp, "'nonce-")
	nonce, _, _ := strings.Cut(after, "'")
	if nonce == "" || !strings.Contains(string(a.body), nonce) {
		t.Errorf("page %s does not carry the nonce of %q", a.body, csp)
	}
	for _, h := range []string{"X-Content-Type-Options", "Referrer-Policy", "X-Request-Id"} {
		if a.header.Get(h) == "" {
			t.Errorf("no %s", h)
		}
	}
	missing := w.nobody().do("GET", "/nothing", nil)
	if code, _ := missing.problem(); missing.status != 404 || code != "request.path" {
		t.Errorf("an unknown path was answered with %d %s", missing.status, missing.body)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		w.nobody().wants(204, "GET", strings.TrimSuffix(w.base, "/api/v1")+path, nil)
	}
}
