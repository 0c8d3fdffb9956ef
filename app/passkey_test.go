package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"shiheng.internal/civic/identity/passkey/passkeytest"
)

type question struct {
	Ticket  string
	Options json.RawMessage
}

// said is the device's answer to a question, as a browser sends it.
func (q question) said(t *testing.T, say func(json.RawMessage) (json.RawMessage, error)) map[string]any {
	t.Helper()
	answer, err := say(q.Options)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{"ticket": q.Ticket, "answer": answer}
}

// TestPasskeyAtTheDoor: registered after a fresh proof, signed in and stepped
// up with, shown with the session, and taken away by an administrator.
func TestPasskeyAtTheDoor(t *testing.T) {
	w := newWorld(t)
	admin, keeper := w.as("admin"), w.as("keeper")
	origin := "http://localhost:" + w.base[strings.LastIndex(w.base, ":")+1:strings.Index(w.base, "/api")]
	d := &passkeytest.Device{Origin: origin}
	w.age("keeper")
	keeper.refused("session.step-up", "", "POST", "/keys/passkey", nil)
	keeper.wants(200, "POST", "/session/step-up", map[string]any{"password": chosen})
	var q question
	keeper.wants(200, "POST", "/keys/passkey", nil).into(t, &q)
	body := map[string]any{"made": q.said(t, d.Create), "name": "值班室电脑"}
	var made struct {
		Key           struct{ ID, Kind, Name, By string }
		RecoveryCodes []string
	}
	keeper.wants(200, "POST", "/keys/passkey/confirm", body).into(t, &made)
	if made.Key.Kind != "passkey" || made.Key.By == "" || len(made.RecoveryCodes) != 10 {
		t.Errorf("made %+v", made)
	}
	keeper.wants(204, "PATCH", "/keys/"+made.Key.ID, map[string]any{"name": "一号岗"})

	c := w.nobody()
	c.wants(200, "POST", "/session/passkey", nil).into(t, &q)
	ans := q.said(t, d.Get)
	c.wants(200, "POST", "/session/passkey/answer", ans)
	w.nobody().refused("challenge.used", "", "POST", "/session/passkey/answer", ans)
	var sessions struct {
		Items []struct {
			Way, Proved string
			Current     bool
		}
	}
	c.wants(200, "GET", "/sessions", nil).into(t, &sessions)
	for _, s := range sessions.Items {
		if s.Current && (s.Way != "passkey" || s.Proved != "passkey") {
			t.Errorf("the session says %+v", s)
		}
	}
	second := w.nobody()
	second.refused("login.code-needed", "", "POST", "/session", map[string]any{"login": "keeper", "password": chosen})
	second.wants(200, "POST", "/session/passkey", nil).into(t, &q)
	second.wants(200, "POST", "/session", map[string]any{"login": "keeper", "password": chosen, "passkey": q.said(t, d.Get)})

	w.age("keeper")
	c.refused("session.step-up", "", "DELETE", "/keys/"+made.Key.ID, nil)
	before := c.cookie()
	c.wants(200, "POST", "/session/step-up/passkey", nil).into(t, &q)
	c.wants(200, "POST", "/session/step-up", map[string]any{"passkey": q.said(t, d.Get)})
	if c.cookie() == before {
		t.Error("the session goes on under the same token")
	}
	var mine []struct {
		ID, Name string
		Can      map[string]string
	}
	c.wants(200, "GET", "/keys", nil).into(t, &mine)
	if len(mine) != 1 || mine[0].Name != "一号岗" || mine[0].Can["drop"] != "" {
		t.Errorf("own keys %+v", mine)
	}
	admin.wants(200, "PUT", "/settings/identity.second-factor-required", map[string]any{"value": "true"})
	c.wants(200, "GET", "/keys", nil).into(t, &mine)
	if mine[0].Can["drop"] != "factor.required" {
		t.Errorf("the last second factor may go: %+v", mine)
	}
	c.refused("factor.required", "", "DELETE", "/keys/"+mine[0].ID, nil)
	admin.wants(200, "POST", "/keys/passkey", nil) // who must have a second factor may have a passkey for one
	admin.refused("account.must-enrol", "", "GET", "/accounts", nil)
}

// TestPasskeySettings: where passkeys belong is the platform's public address,
// unless somebody says otherwise.
func TestPasskeySettings(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	host := func() string {
		var q struct{ Options struct{ RpID string } }
		w.nobody().wants(200, "POST", "/session/passkey", nil).into(t, &q)
		return q.Options.RpID
	}
	set := func(key, value string) {
		admin.wants(200, "PUT", "/settings/"+key, map[string]any{"value": value})
	}
	if got := host(); got != "localhost" {
		t.Errorf("without an address: %s", got)
	}
	set("platform.address", `"https://video.example.cn/console"`)
	if got := host(); got != "video.example.cn" {
		t.Errorf("with an address: %s", got)
	}
	set("identity.passkey-host", `"example.cn"`)
	if got := host(); got != "example.cn" {
		t.Errorf("as said: %s", got)
	}
	for _, bad := range []string{`"192.0.2.1"`, `"a b"`, `"example.cn:8600"`, `"https://example.cn"`, `"-x.cn"`, `7`} {
		a := admin.do("PUT", "/settings/identity.passkey-host", map[string]any{"value": bad})
		if a.status != 422 {
			t.Errorf("host %s: %d", bad, a.status)
		}
	}
	set("identity.passkey-origins", `["https://a.example.cn","https://b.example.cn:8443"]`)
	for _, bad := range []string{`["http://example.cn"]`, `["https://example.cn/x"]`, `["https://u@example.cn"]`, `"https://example.cn"`} {
		admin.refused("setting.origins", "", "PUT", "/settings/identity.passkey-origins", map[string]any{"value": bad})
	}
}
