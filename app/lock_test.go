package app_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestLockedPost_W168_29: at a post whose controls are locked every operation
// there is, but those by which its owner comes back, the next shift takes over
// and the wall goes on, is refused by the article; afterwards all is as before.
func TestLockedPost_W168_29(t *testing.T) {
	w := newWorld(t)
	keeper := w.as("keeper")
	goesOn := []string{
		"GET /session", "DELETE /session", "POST /session/step-up", "POST /session/step-up/passkey", "POST /session/lock", "POST /session/hand-over",
		"GET /tree", "GET /diagnoses", "GET /cameras/{id}", "POST /grants", "DELETE /grants/{id}", "POST /grants/{id}/tampered",
	}
	keeper.wants(200, "POST", "/session/lock", nil)
	tried := 0
	for _, op := range operations(t) {
		if op.rule == "open" || slices.Contains(goesOn, op.method+" "+op.path) {
			continue
		}
		method, path := split(op.method + " " + op.path)
		a := keeper.do(method, path, map[string]any{})
		if code, article := a.problem(); a.status != http.StatusForbidden || code != "session.locked" || article != "W168/29/1" {
			t.Errorf("%s %s at a locked post: %d %s", op.method, op.path, a.status, a.body)
		}
		tried++
	}
	if tried < 100 {
		t.Errorf("only %d operations were tried", tried)
	}
	keeper.refused("session.locked", "W168/29/1", "POST", "/grants", map[string]any{"act": "playback", "cameraIds": []string{"019ae000-0000-7000-8000-000000000000"}})
	keeper.refused("access.scope", "W168/29/1", "POST", "/grants", map[string]any{"act": "live", "cameraIds": []string{"019ae000-0000-7000-8000-000000000000"}})
	keeper.refused("login.wrong", "", "POST", "/session/step-up", map[string]any{"password": "wrong wrong wrong"})
	keeper.refused("session.locked", "W168/29/1", "GET", "/sessions", nil)
	keeper.wants(200, "POST", "/session/step-up", map[string]any{"password": chosen})
	keeper.wants(200, "GET", "/sessions", nil)
}
