package app_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/api/route"
)

// scoped gives keeper one of two new cameras, each of a place and a system of
// its own, and returns the cameras and the keeper's account.
func scoped(t *testing.T, w *world) (mine, other api.CameraView, account api.AccountView) {
	t.Helper()
	admin := w.as("admin")
	camera := func(name string) (cam api.CameraView) {
		var p api.PlaceView
		admin.wants(201, "POST", "/places", map[string]any{"name": "place " + name, "address": "address " + name}).into(t, &p)
		var s api.SystemView
		admin.wants(201, "POST", "/systems", map[string]any{"name": "system " + name, "placeId": p.ID, "keyTarget": true}).into(t, &s)
		admin.wants(201, "POST", "/cameras", map[string]any{
			"name": "camera " + name, "roomUse": "entrance", "systemId": s.ID, "placeId": p.ID, "kbps": 10,
			"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none"},
		}).into(t, &cam)
		return cam
	}
	mine, other = camera("mine"), camera("other")
	var all route.Page[api.AccountView]
	admin.wants(200, "GET", "/accounts", nil).into(t, &all)
	for _, a := range all.Items {
		if a.Login == "keeper" {
			account = a
		}
	}
	admin.wants(200, "PUT", "/accounts/"+account.ID.String()+"/roles", map[string]any{"roles": []any{map[string]any{"role": "watch-keeper", "cameraId": mine.ID}}, "reason": "值守"}, "If-Match", account.ETag)
	return mine, other, account
}

// TestRegisterEndsAtTheScope reads every list of the register with a role over
// one camera: nothing of another place, system or camera shows (W168/29).
func TestRegisterEndsAtTheScope(t *testing.T) {
	w := newWorld(t)
	scoped(t, w)
	keeper := w.as("keeper")
	for _, path := range []string{"/places", "/systems", "/cameras", "/tree"} {
		body := string(keeper.wants(200, "GET", path, nil).body)
		if !strings.Contains(body, "mine") {
			t.Errorf("%s does not show the own: %s", path, body)
		}
		if strings.Contains(body, "other") {
			t.Errorf("%s shows what lies outside the scope: %s", path, body)
		}
	}
}

// TestEventsEndWithTheRole listens while the role is taken away: the stream
// goes on and tells of no camera any more; and it ends with the session.
func TestEventsEndWithTheRole(t *testing.T) {
	w := newWorld(t)
	mine, other, account := scoped(t, w)
	keeper, admin := w.as("keeper"), w.as("admin")
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, w.base+"/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	client := *keeper.client
	client.Timeout = 0
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	about := make(chan string, 100) // what events are about: "camera" and its id, "status"
	go func() {
		defer close(about)
		lines, kind := bufio.NewScanner(res.Body), ""
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				kind = text
			}
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e struct{ ID string }
				_ = json.Unmarshal([]byte(text), &e) // no id is no camera's
				about <- kind + e.ID
			}
		}
	}()
	for got := ""; got != "camera"+mine.ID.String(); {
		var open bool
		if got, open = <-about; !open {
			t.Fatal("tells nothing of the own camera")
		}
		if strings.Contains(got, other.ID.String()) {
			t.Error("tells of a camera out of scope")
		}
	}
	admin.wants(200, "PUT", "/accounts/"+account.ID.String()+"/roles", map[string]any{"roles": []any{}, "reason": "调岗"})
	told := time.After(5 * time.Second) // by then it has asked what the person may know of
	quiet := time.After(10 * time.Second)
	for late := false; quiet != nil; {
		select {
		case got := <-about:
			if late {
				t.Fatalf("tells of %s when no role is left", got)
			}
		case <-told:
			late = true
		case <-quiet:
			quiet = nil
		}
	}
	var me api.MeView
	keeper.wants(200, "GET", "/session", nil).into(t, &me)
	admin.wants(204, "DELETE", "/sessions/"+me.Session.String(), nil)
	for range about {
	}
	if ctx.Err() != nil {
		t.Error("the stream outlives its session")
	}
}

// TestEndedSessionIsAnsweredNothingAgain repeats a request whose answer held a
// one-time password after the session was ended.
func TestEndedSessionIsAnsweredNothingAgain(t *testing.T) {
	w := newWorld(t)
	c := w.as("admin")
	body := map[string]any{"login": "newcomer", "name": "新人"}
	c.wants(201, "POST", "/accounts", body, "Idempotency-Key", "k")
	again := c.wants(201, "POST", "/accounts", body, "Idempotency-Key", "k")
	if again.header.Get("Idempotency-Replayed") != "true" {
		t.Fatal("the second answer is not the first one")
	}
	base, err := url.Parse(w.base)
	if err != nil {
		t.Fatal(err)
	}
	var cookies []string
	for _, k := range c.client.Jar.Cookies(base) {
		cookies = append(cookies, k.Name+"="+k.Value)
	}
	c.wants(200, "DELETE", "/session", nil)
	late := w.nobody().do("POST", "/accounts", body, "Idempotency-Key", "k", "Cookie", strings.Join(cookies, "; "))
	if late.status != http.StatusUnauthorized || strings.Contains(string(late.body), "oneTimePassword") {
		t.Errorf("an ended session was answered with %d %s", late.status, late.body)
	}
}

// TestOtherOriginIsToldSo checks that the refusal of another origin is a
// problem like every other.
func TestOtherOriginIsToldSo(t *testing.T) {
	w := newWorld(t)
	a := w.as("admin").do("POST", "/places", map[string]any{"name": "x"}, "Origin", "http://evil.example")
	if code, _ := a.problem(); a.status != http.StatusForbidden || code != "request.origin" {
		t.Errorf("answered with %d %s", a.status, a.body)
	}
}
