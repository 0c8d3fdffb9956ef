package app_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/app"
)

// TestFirstClaim opens a real platform: it speaks TLS under an authority of its
// own, nobody can sign in, a wrong token claims nothing, the right one once.
func TestFirstClaim(t *testing.T) {
	s := app.DefaultSettings()
	s.Data = t.TempDir()
	s.Console = app.ConsoleSettings{Listen: "127.0.0.1:0"}
	s.Signal.Networks[0].Listen = "[::1]:0"
	s.Media.WebRTC = ""
	s.Footage.Volumes = []app.VolumeSettings{{Path: filepath.Join(s.Data, "disk"), Size: 256 * app.MB}}
	start := app.Start{
		Settings: s, Version: "test", Log: slog.New(slog.DiscardHandler), Console: fstest.MapFS{"index.html": {Data: []byte("x")}},
	}
	h, err := app.Open(t.Context(), start)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.Open(t.Context(), start); err == nil || !strings.Contains(err.Error(), "store.locked") {
		t.Errorf("a second platform on the same data opened: %v", err)
	}
	where, err := h.Welcome(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if where.ClaimToken == "" || where.LawDay != 24*time.Hour || len(where.Fingerprint) != 95 {
		t.Errorf("welcome = %+v", where)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the house ended with %v", err)
		}
	})

	c := trusting(t, where.URL, filepath.Join(s.Data, "tls", "authority.pem"))
	var setup api.SetupView
	c.wants(200, "GET", "/setup", nil).into(t, &setup)
	if setup.Claimed || setup.Practice || setup.LawDay != 86400 {
		t.Errorf("setup = %+v", setup)
	}
	c.refused("login.wrong", "", "POST", "/session", map[string]any{"login": "admin", "password": "admin"})
	claim := map[string]any{"token": "guess", "login": "director", "name": "主任", "password": chosen}
	c.refused("house.claim-token", "", "POST", "/claim", claim)
	claim["token"] = where.ClaimToken
	a := c.wants(200, "POST", "/claim", claim)
	cookie := a.header.Get("Set-Cookie")
	for _, want := range []string{"__Host-shiheng_session=", "HttpOnly", "Secure", "SameSite=Strict"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie %q lacks %s", cookie, want)
		}
	}
	c.wants(200, "GET", "/accounts", nil)
	claim["login"] = "second"
	c.refused("house.claimed", "", "POST", "/claim", claim)
	if a.header.Get("Strict-Transport-Security") == "" {
		t.Error("no Strict-Transport-Security")
	}
}

// trusting is a browser that trusts the authority of a file.
func trusting(t *testing.T, url, authority string) *caller {
	t.Helper()
	pem, err := os.ReadFile(authority)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pem) {
		t.Fatalf("no certificate in %s", authority)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}}
	t.Cleanup(transport.CloseIdleConnections)
	w := &world{t: t, base: strings.TrimSuffix(url, "/") + "/api/v1"}
	return &caller{w: w, client: &http.Client{Jar: jar, Transport: transport, Timeout: 30 * time.Second}}
}
