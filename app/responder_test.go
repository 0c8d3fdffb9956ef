package app_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"shiheng.internal/app"
)

// answers makes the authority's responder, which calls every certificate what
// status says at the time.
func (a *authority) answers(status *int) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			a.t.Error(err)
		}
		q, err := ocsp.ParseRequest(b)
		if err != nil {
			a.t.Error(err)
			return
		}
		out, err := ocsp.CreateResponse(a.cert, a.cert, ocsp.Response{
			Status: *status, SerialNumber: q.SerialNumber, ThisUpdate: time.Now().Add(-time.Minute), NextUpdate: time.Now().Add(time.Minute), RevokedAt: time.Now(),
		}, a.key)
		if err != nil {
			a.t.Error(err)
		}
		_, _ = w.Write(out) // the test notices an answer that is missing
	}))
}

// TestResponderAtTheDoor signs in by certificates whose authority answers for
// them: as it says, and by the list alone where the settings have it so while it
// says nothing.
func TestResponderAtTheDoor(t *testing.T) {
	bureau := newAuthority(t, "市局证书认证机构")
	status := ocsp.Good
	responder := bureau.answers(&status)
	defer responder.Close()
	bureau.responders = []string{responder.URL}
	dir := t.TempDir()
	keepFile(t, filepath.Join(dir, "authorities.pem"), pemOf(bureau.cert))
	keepFile(t, filepath.Join(dir, "revoked.pem"), bureau.list(time.Now().Add(time.Hour)))
	s := smallSettings(t)
	s.Certificates = app.CertificateSettings{Listen: "127.0.0.1:0", Authorities: filepath.Join(dir, "authorities.pem"), Revoked: filepath.Join(dir, "revoked.pem"), Unanswered: "list"}
	w := openWorld(t, s)
	admin := w.as("admin")
	w.as("keeper")
	var setup struct{ CertificatePort int }
	w.nobody().wants(200, "GET", "/setup", nil).into(t, &setup)
	var accounts struct{ Items []struct{ ID, Login string } }
	admin.wants(200, "GET", "/accounts", nil).into(t, &accounts)
	card := bureau.issues("王警官", time.Minute, ecKey(t))
	for _, a := range accounts.Items {
		if a.Login == "keeper" {
			admin.wants(200, "POST", "/accounts/"+a.ID+"/keys/certificate", map[string]any{"certificate": string(pemOf(card.Leaf))})
		}
	}
	in := func(want int, code string) {
		t.Helper()
		if got, said, _ := w.card(setup.CertificatePort, &card); got != want || !strings.Contains(said, code) {
			t.Errorf("%d %s, want %d %s", got, said, want, code)
		}
	}
	in(http.StatusSeeOther, "")
	status = ocsp.Revoked
	in(http.StatusForbidden, "cert.revoked")
	status = ocsp.Unknown
	in(http.StatusSeeOther, "")
	responder.Close()
	in(http.StatusSeeOther, "")
	var events struct {
		Items []struct {
			Outcome, Reason string
			Details         map[string]string
		}
	}
	w.as("auditor").wants(200, "GET", "/audit?act=session.login&limit=200", nil).into(t, &events)
	how := map[string]int{}
	for _, e := range events.Items {
		if e.Details["way"] == "certificate" || strings.HasPrefix(e.Reason, "cert.") {
			how[e.Reason+e.Details["revocation"]]++
		}
	}
	if how["responder"] != 1 || how["cert.revoked"] != 1 || how["list, no answer from the responder"] != 2 {
		t.Errorf("on record: %v", how)
	}
}
