package app_test

import (
	"bufio"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// provider is a running OpenID Connect provider, see test/provider.
type provider struct {
	issuer string
	stop   func()
}

func newProvider(t *testing.T, callback string) provider {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "provider")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "../test/provider").CombinedOutput(); err != nil {
		t.Fatalf("build the provider: %v\n%s", err, out)
	}
	cmd := exec.CommandContext(t.Context(), binary, "-callback", callback)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stopped := false
	p := provider{stop: func() {
		if !stopped {
			stopped = true
			_ = in.Close()
			_ = cmd.Wait()
		}
	}}
	t.Cleanup(p.stop)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	p.issuer = strings.TrimSpace(line)
	return p
}

// signsIn is a person at the provider's own page, until their browser is sent
// back.
func signsIn(t *testing.T, address, user string) (state, code string) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var back *url.URL
	c := &http.Client{Jar: jar, Timeout: 30 * time.Second, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/oidc" {
			back = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}}
	get := func(r *http.Response, err error) *http.Response {
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
		return r
	}
	page := get(c.Get(address)) //nolint:noctx,bodyclose // closed above
	form := page.Request.URL
	id := form.Query().Get("authRequestID")
	form.RawQuery = ""
	get(c.PostForm(form.String(), url.Values{"id": {id}, "username": {user}, "password": {"verysecure"}})) //nolint:noctx,bodyclose // closed above
	if back == nil {
		t.Fatalf("%s was not sent back from %s", user, form)
	}
	return back.Query().Get("state"), back.Query().Get("code")
}

// secondFactorOutside: unless the provider's proof counts as strong, who comes by
// it has nothing until the account's own second factor was given; proving anew
// goes the same way.
func secondFactorOutside(w *world, admin *caller, ask func(*caller, string) sent) {
	t := w.t
	var begun struct{ Secret string }
	owner := w.as("copy")
	owner.wants(200, "POST", "/session/factor", nil).into(t, &begun)
	code := func(half int) map[string]any {
		c, err := totp.GenerateCode(begun.Secret, time.Now().Add(time.Duration(half)*30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		return map[string]any{"code": c}
	}
	var ready struct{ RecoveryCodes []string }
	owner.wants(200, "POST", "/session/factor/confirm", code(0)).into(t, &ready)
	type mine struct {
		OwesFactor bool
		Way        string
	}
	standing := func(c *caller) (m mine) {
		c.wants(200, "GET", "/session", nil).into(t, &m)
		return m
	}
	in := w.nobody()
	in.wants(200, "POST", "/session/oidc/answer", ask(in, "/session/oidc").back(t, "officer-2"))
	if got := standing(in); got != (mine{true, "oidc"}) {
		t.Errorf("signed in as %+v", got)
	}
	for _, op := range []string{"GET /cameras", "GET /keys", "POST /session/factor/drop", "POST /session/password", "POST /keys/passkey", "POST /session/step-up/oidc", "POST /session/lock", "GET /sessions"} {
		method, path := split(op)
		in.refused("session.owed", "", method, path, nil)
	}
	in.wants(200, "POST", "/session/step-up", code(1))
	if standing(in).OwesFactor {
		t.Error("the second factor is owed still")
	}
	in.wants(200, "POST", "/keys/oidc", nil) // and was a fresh proof

	for _, bad := range []string{`"mfa"`, `["mfa"]`, `["amr="]`, `null`, `["acr=a b"]`} {
		admin.refused("setting.oidc-strong", "", "PUT", "/settings/identity.oidc-strong", map[string]any{"value": bad})
	}
	for _, bad := range []string{`["CN=x"]`, `[""]`, `["1"]`, `7`} {
		admin.refused("setting.certificate-strong", "", "PUT", "/settings/identity.certificate-strong", map[string]any{"value": bad})
	}
	admin.wants(200, "PUT", "/settings/identity.certificate-strong", map[string]any{"value": `["1.2.156.1","@CN=市局","1.2.3@CN=市局"]`})
	admin.wants(200, "PUT", "/settings/identity.oidc-strong", map[string]any{"value": `["amr=mfa","amr=pwd"]`}) // all that this provider does
	strong := w.nobody()
	strong.wants(200, "POST", "/session/oidc/answer", ask(strong, "/session/oidc").back(t, "officer-2"))
	if standing(strong).OwesFactor {
		t.Error("a proof that counts as strong owes a second factor")
	}
	strong.refused("session.step-up", "", "POST", "/keys/oidc", nil)
	strong.refused("oidc.unbound", "", "POST", "/session/step-up/oidc/answer", ask(strong, "/session/step-up/oidc").back(t, "officer-1"))
	strong.wants(200, "POST", "/session/step-up/oidc/answer", ask(strong, "/session/step-up/oidc").back(t, "officer-2"))
	strong.wants(200, "POST", "/keys/oidc", nil)
	admin.wants(200, "PUT", "/settings/identity.oidc-strong", map[string]any{"value": `[]`})
	strong.wants(200, "POST", "/session/step-up/oidc/answer", ask(strong, "/session/step-up/oidc").back(t, "officer-2"))
	strong.refused("session.owed", "", "GET", "/cameras", nil)
	strong.wants(200, "POST", "/session/step-up", map[string]any{"code": ready.RecoveryCodes[0]})
	strong.wants(200, "GET", "/cameras", nil)
}

type sent struct{ Ticket, Address string }

func (s sent) back(t *testing.T, user string) map[string]any {
	t.Helper()
	state, code := signsIn(t, s.Address, user)
	return map[string]any{"ticket": s.Ticket, "state": state, "code": code}
}

// TestProviderAtTheDoor: an identity outside is bound to an account that is
// there, by its owner or by whoever manages accounts, and then opens it; it
// gives no account, no right and no fresh proof, and a provider that is down
// keeps nobody out.
func TestProviderAtTheDoor(t *testing.T) {
	w := newWorld(t)
	admin, keeper := w.as("admin"), w.as("keeper")
	copier := w.as("copy")
	port := w.base[strings.LastIndex(w.base, ":")+1 : strings.Index(w.base, "/api")]
	p := newProvider(t, "http://localhost:"+port+"/oidc")
	w.nobody().refused("oidc.off", "", "POST", "/session/oidc", nil)
	set := func(key, value string) {
		admin.wants(200, "PUT", "/settings/identity."+key, map[string]any{"value": value})
	}
	for _, bad := range []string{`"ftp://x"`, `"http://provider.example.cn"`, `"https://u:p@provider.example.cn"`, `7`} {
		admin.refused("oidc.issuer", "", "PUT", "/settings/identity.oidc-issuer", map[string]any{"value": bad})
	}
	set("oidc-issuer", `"`+p.issuer+`"`)
	set("oidc-client", `"shiheng"`)
	set("oidc-secret", `"secret-of-the-client"`)
	set("oidc-name", `"市局统一认证"`)
	for _, path := range []string{"/settings", "/audit?act=setting.change"} {
		who := admin
		if strings.HasPrefix(path, "/audit") {
			who = w.as("auditor")
		}
		if got := who.wants(200, "GET", path, nil); strings.Contains(string(got.body), "secret-of-the-client") {
			t.Errorf("%s tells the secret", path)
		}
	}
	var setup struct{ Provider string }
	w.nobody().wants(200, "GET", "/setup", nil).into(t, &setup)
	if setup.Provider != "市局统一认证" {
		t.Errorf("the sign-in page offers %q", setup.Provider)
	}

	ask := func(c *caller, path string) (s sent) {
		c.wants(200, "POST", path, nil).into(t, &s)
		return s
	}
	stranger := w.nobody()
	stranger.refused("oidc.unbound", "", "POST", "/session/oidc/answer", ask(stranger, "/session/oidc").back(t, "officer-1"))
	keeper.wants(200, "POST", "/keys/oidc/confirm", ask(keeper, "/keys/oidc").back(t, "officer-1"))
	copier.refused("key.taken", "", "POST", "/keys/oidc/confirm", ask(copier, "/keys/oidc").back(t, "officer-1"))

	c := w.nobody()
	mine, other := ask(c, "/session/oidc"), ask(c, "/session/oidc")
	crossed := other.back(t, "officer-1")
	crossed["ticket"] = mine.Ticket
	c.refused("oidc.wrong", "", "POST", "/session/oidc/answer", crossed) // what somebody else's browser began
	good := mine.back(t, "officer-1")
	c.wants(200, "POST", "/session/oidc/answer", good)
	w.nobody().refused("oidc.wrong", "", "POST", "/session/oidc/answer", good) // the code is good once
	var me struct {
		Account struct {
			Login string
			Roles []struct{ Role string }
		}
	}
	c.wants(200, "GET", "/session", nil).into(t, &me)
	if me.Account.Login != "keeper" || len(me.Account.Roles) != 1 || me.Account.Roles[0].Role != "watch-keeper" {
		t.Errorf("signed in as %+v", me.Account)
	}
	c.refused("session.step-up", "", "POST", "/keys/oidc", nil)
	c.wants(200, "POST", "/session/step-up", map[string]any{"password": chosen})
	c.wants(200, "POST", "/keys/oidc", nil)

	var accounts struct{ Items []struct{ ID, Login string } }
	admin.wants(200, "GET", "/accounts", nil).into(t, &accounts)
	id := map[string]string{}
	for _, a := range accounts.Items {
		id[a.Login] = a.ID
	}
	bind := func(login string) string { return "/accounts/" + id[login] + "/keys/oidc" }
	admin.refused("account.self", "", "POST", bind("admin"), map[string]any{"mark": "320200000002"})
	admin.wants(200, "POST", bind("copy"), map[string]any{"mark": "320200000002"})
	second := w.nobody()
	second.wants(200, "POST", "/session/oidc/answer", ask(second, "/session/oidc").back(t, "officer-2"))
	second.wants(200, "GET", "/session", nil).into(t, &me)
	if me.Account.Login != "copy" {
		t.Errorf("signed in as %s", me.Account.Login)
	}
	var out struct{ SignOutAt string }
	second.wants(200, "DELETE", "/session", nil).into(t, &out)
	if !strings.HasPrefix(out.SignOutAt, p.issuer) || !strings.Contains(out.SignOutAt, "client_id=shiheng") {
		t.Errorf("signing out there: %q", out.SignOutAt)
	}

	secondFactorOutside(w, admin, ask)
	set("oidc-claim", `"employee_number"`)
	c.refused("oidc.claim", "", "POST", "/session/oidc/answer", ask(c, "/session/oidc").back(t, "officer-1"))
	set("oidc-claim", `"sub"`)
	set("oidc-secret", `"another"`)
	again := w.nobody()
	again.refused("oidc.wrong", "", "POST", "/session/oidc/answer", ask(again, "/session/oidc").back(t, "officer-1"))
	set("oidc-secret", `"secret-of-the-client"`)

	last := ask(again, "/session/oidc").back(t, "officer-1")
	p.stop()
	again.refused("oidc.down", "", "POST", "/session/oidc/answer", last)
	w.as("keeper").wants(200, "GET", "/session", nil)
	c.wants(200, "DELETE", "/session", nil)
	set("oidc-issuer", `""`)
	again.refused("oidc.off", "", "POST", "/session/oidc", nil)
}
