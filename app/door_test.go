package app_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"shiheng.internal/api/route"
	"shiheng.internal/app"
)

// A world is a whole practice platform in this process, without cameras, and
// the people who use it.
type world struct {
	t    *testing.T
	data string
	base string
	pass map[string]string

	house *app.House
}

// chosen is the password people of a test world choose.
const chosen = "a long enough passphrase 7"

func newWorld(t *testing.T) *world {
	t.Helper()
	return openWorld(t, smallSettings(t))
}

// smallSettings are those of a small platform on free ports of this machine.
func smallSettings(t *testing.T) app.Settings {
	t.Helper()
	s := app.DefaultSettings()
	s.Data = t.TempDir()
	s.Console = app.ConsoleSettings{Listen: "127.0.0.1:0", Plain: true}
	s.Signal.Networks[0].Listen = "127.0.0.1:0"
	s.Media.WebRTC = ""
	s.Practice.Size = 64 * app.MB
	return s
}

// opened opens a platform and does not run it.
func opened(t *testing.T, s app.Settings) (*app.House, error) {
	t.Helper()
	return app.Open(t.Context(), app.Start{
		Settings: s, Practice: true, Version: "test", Log: slog.New(slog.DiscardHandler),
		Console: fstest.MapFS{"index.html": {Data: []byte(`<meta name="csp-nonce" content="__CSP_NONCE__">`)}},
	})
}

func openWorld(t *testing.T, s app.Settings) *world {
	t.Helper()
	h, err := opened(t, s)
	if err != nil {
		t.Fatal(err)
	}
	accounts, err := h.Furnish(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	where, err := h.Welcome(t.Context())
	if err != nil {
		t.Fatal(err)
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
	w := &world{t: t, data: s.Data, base: strings.TrimSuffix(where.URL, "/") + "/api/v1", pass: map[string]string{}, house: h}
	for _, a := range accounts {
		w.pass[a.Login] = a.Password
	}
	return w
}

// A caller is one browser.
type caller struct {
	w      *world
	client *http.Client
}

func (w *world) nobody() *caller {
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &caller{w: w, client: &http.Client{Jar: jar, Timeout: 30 * time.Second}}
}

// as signs somebody in, choosing a password at the first time.
func (w *world) as(login string) *caller {
	w.t.Helper()
	c := w.nobody()
	c.wants(200, "POST", "/session", map[string]any{"login": login, "password": w.pass[login]})
	if w.pass[login] != chosen {
		c.wants(200, "POST", "/session/password", map[string]any{"old": w.pass[login], "new": chosen})
		w.pass[login] = chosen
	}
	return c
}

type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
}

// problem is the code of a refusal and its article.
func (a answer) problem() (code, article string) {
	var p route.Problem
	_ = json.Unmarshal(a.body, &p) // no problem has no code
	return p.Code, p.Article
}

func (c *caller) do(method, path string, body any, headers ...string) answer {
	c.w.t.Helper()
	var r io.Reader
	if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			c.w.t.Fatal(err)
		}
		r = bytes.NewReader(b)
	}
	url := c.w.base + path
	if strings.HasPrefix(path, "http") {
		url = path
	}
	req, err := http.NewRequestWithContext(c.w.t.Context(), method, url, r)
	if err != nil {
		c.w.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := c.client.Do(req)
	if err != nil {
		c.w.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		c.w.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, b}
}

func (c *caller) wants(status int, method, path string, body any, headers ...string) answer {
	c.w.t.Helper()
	a := c.do(method, path, body, headers...)
	if a.status != status {
		c.w.t.Fatalf("%s %s = %d %s, want %d", method, path, a.status, a.body, status)
	}
	return a
}

// refused wants a refusal with a code and, when given, an article.
func (c *caller) refused(code, article, method, path string, body any) {
	c.w.t.Helper()
	a := c.do(method, path, body)
	gotCode, gotArticle := a.problem()
	if a.status < 400 || gotCode != code || (article != "" && gotArticle != article) {
		c.w.t.Errorf("%s %s = %d %s, want a refusal %s by %s", method, path, a.status, a.body, code, article)
	}
}

// cookie is the session's cookie as the browser holds it.
func (c *caller) cookie() string {
	c.w.t.Helper()
	u, err := url.Parse(c.w.base)
	if err != nil {
		c.w.t.Fatal(err)
	}
	for _, k := range c.client.Jar.Cookies(u) {
		if strings.HasSuffix(k.Name, "shiheng_session") {
			return k.Value
		}
	}
	return ""
}

// age has everything an account proved lie a day back, in the rows themselves:
// the time of a running house cannot be moved.
func (w *world) age(login string) {
	w.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(w.data, "rows.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	_, err = db.ExecContext(w.t.Context(), "UPDATE session SET fresh = fresh - 86400000000 WHERE account = (SELECT id FROM account WHERE login = ?)", login)
	if err != nil {
		w.t.Fatal(err)
	}
}

// split takes "post /api/v1/x/{id}" apart, as a caller asks for it.
func split(op string) (method, path string) {
	method, path, _ = strings.Cut(op, " ")
	path = strings.TrimPrefix(path, "/api/v1")
	return strings.ToUpper(method), strings.NewReplacer("{id}", "01a207ef-1e31-7db5-b155-bd03db385fd4", "{key}", "no.such").Replace(path)
}
