package app_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An authority issues people's certificates, and takes them back.
type authority struct {
	t    *testing.T
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	last int64
	// responders are named by the certificates it issues from now on.
	responders []string
}

func newAuthority(t *testing.T, name string) *authority {
	t.Helper()
	a := &authority{t: t, last: 1}
	var err error
	if a.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-24 * time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, SubjectKeyId: []byte(name),
	}
	a.cert = a.signed(template, template, a.key.Public())
	return a
}

func (a *authority) signed(template, parent *x509.Certificate, key crypto.PublicKey) *x509.Certificate {
	a.t.Helper()
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return c
}

// issues makes out a certificate that began so long ago and lasts an hour.
func (a *authority) issues(name string, ago time.Duration, key crypto.Signer) tls.Certificate {
	a.t.Helper()
	a.last++
	c := a.signed(&x509.Certificate{
		SerialNumber: big.NewInt(a.last), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-ago), NotAfter: time.Now().Add(time.Hour - ago),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, OCSPServer: a.responders,
	}, a.cert, key.Public())
	return tls.Certificate{Certificate: [][]byte{c.Raw}, PrivateKey: key, Leaf: c}
}

// list is the authority's revocation list, good until then.
func (a *authority) list(until time.Time, taken ...tls.Certificate) []byte {
	a.t.Helper()
	var back []x509.RevocationListEntry
	for _, c := range taken {
		back = append(back, x509.RevocationListEntry{SerialNumber: c.Leaf.SerialNumber, RevocationTime: time.Now()})
	}
	der, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number: big.NewInt(time.Now().UnixNano()), ThisUpdate: time.Now().Add(-12 * time.Hour), NextUpdate: until, RevokedCertificateEntries: back,
	}, a.cert, a.key)
	if err != nil {
		a.t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der})
}

func pemOf(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

func ecKey(t *testing.T) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func keepFile(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// card signs in at the listener of certificates as a browser does. It returns
// the status, what it says, and the caller with the session it got.
func (w *world) card(port int, with *tls.Certificate, headers ...string) (int, string, *caller) {
	w.t.Helper()
	c := w.nobody()
	config := &tls.Config{InsecureSkipVerify: true} //nolint:gosec // the house made its own authority a moment ago
	if with != nil {
		config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return with, nil }
	}
	// Each from a machine of its own, or the failures of one make the next wait.
	from := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(time.Now().UnixNano()/1000%250)+1)}}
	transport := &http.Transport{TLSClientConfig: config, DialContext: from.DialContext}
	defer transport.CloseIdleConnections()
	client := &http.Client{Jar: c.client.Jar, Transport: transport, Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, fmt.Sprintf("https://127.0.0.1:%d/sign-in", port), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err.Error(), c
	}
	defer func() { _ = resp.Body.Close() }()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, string(b) + resp.Header.Get("Location"), c
}

// TestCertificateAtItsOwnDoor signs in over real TLS: by the right certificate,
// and by each wrong one.
func TestCertificateAtItsOwnDoor(t *testing.T) {
	bureau, stranger := newAuthority(t, "市局证书认证机构"), newAuthority(t, "陌生机构")
	dir := t.TempDir()
	lists := filepath.Join(dir, "revoked.pem")
	later := time.Now().Add(time.Hour)
	keepFile(t, filepath.Join(dir, "authorities.pem"), pemOf(bureau.cert))
	keepFile(t, lists, bureau.list(later))
	s := smallSettings(t)
	s.Certificates.Listen, s.Certificates.Authorities, s.Certificates.Revoked = "127.0.0.1:0", filepath.Join(dir, "authorities.pem"), lists
	w := openWorld(t, s)
	admin := w.as("admin")
	w.as("keeper")
	w.as("copy")
	var setup struct{ CertificatePort int }
	w.nobody().wants(200, "GET", "/setup", nil).into(t, &setup)
	port := setup.CertificatePort
	var accounts struct {
		Items []struct{ ID, Etag, Login string }
	}
	admin.wants(200, "GET", "/accounts", nil).into(t, &accounts)
	id := map[string]string{}
	for _, a := range accounts.Items {
		id[a.Login] = a.ID
	}
	bind := func(login string, c tls.Certificate, holder bool) {
		t.Helper()
		admin.wants(200, "POST", "/accounts/"+id[login]+"/keys/certificate", map[string]any{"certificate": string(pemOf(c.Leaf)), "holder": holder})
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	weak, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	one, two := bureau.issues("王警官", time.Minute, ecKey(t)), bureau.issues("李警官", time.Minute, rsaKey)
	bind("keeper", one, false)
	bind("copy", two, true)
	admin.refused("account.self", "", "POST", "/accounts/"+id["admin"]+"/keys/certificate", map[string]any{"certificate": string(pemOf(bureau.issues("管理员", time.Minute, ecKey(t)).Leaf))})
	admin.refused("cert.form", "", "POST", "/accounts/"+id["copy"]+"/keys/certificate", map[string]any{"certificate": "x"})
	admin.refused("cert.key", "", "POST", "/accounts/"+id["copy"]+"/keys/certificate", map[string]any{"certificate": string(pemOf(bureau.issues("弱", time.Minute, weak).Leaf))})

	in := func(login string, c tls.Certificate) {
		t.Helper()
		status, said, who := w.card(port, &c)
		if status != http.StatusSeeOther {
			t.Errorf("%s: %d %s", login, status, said)
			return
		}
		var me struct{ Account struct{ Login string } }
		who.wants(200, "GET", "/session", nil).into(t, &me)
		if me.Account.Login != login {
			t.Errorf("signed in as %s, want %s", me.Account.Login, login)
		}
		who.refused("session.step-up", "", "POST", "/keys/passkey", nil) // a card left in its reader opens nothing sensitive
		if status, _, _ := w.card(port, &c, "Sec-Fetch-Site", "cross-site"); status != http.StatusForbidden {
			t.Errorf("another page signed %s in: %d", login, status)
		}
	}
	out := func(name, code string, c tls.Certificate) {
		t.Helper()
		status, said, _ := w.card(port, &c)
		if status != http.StatusForbidden || !strings.Contains(said, code) {
			t.Errorf("%s: %d %s, want %s", name, status, said, code)
		}
	}
	in("keeper", one)
	in("copy", two)
	in("copy", bureau.issues("李警官", time.Minute, ecKey(t))) // the next card of the same person

	out("of no account", "cert.unbound", bureau.issues("赵警官", time.Minute, ecKey(t)))
	out("the same name, not the same card", "cert.unbound", bureau.issues("王警官", time.Minute, ecKey(t)))
	out("another authority", "cert.authority", stranger.issues("李警官", time.Minute, ecKey(t)))
	out("expired", "cert.expired", bureau.issues("李警官", 2*time.Hour, ecKey(t)))
	out("not yet", "cert.expired", bureau.issues("李警官", -10*time.Minute, ecKey(t)))
	in("copy", two)
	out("a weak key", "cert.key", bureau.issues("李警官", time.Minute, weak))
	bureau.responders = []string{"http://127.0.0.1:1/"}
	out("a responder that gives no answer", "cert.responder", bureau.issues("李警官", time.Minute, ecKey(t)))
	bureau.responders = nil
	in("copy", two)
	if status, said, _ := w.card(port, nil); status != 0 {
		t.Errorf("without a certificate: %d %s", status, said)
	}
	keepFile(t, lists, bureau.list(later, two))
	out("revoked", "cert.revoked", two)
	in("keeper", one)
	keepFile(t, lists, bureau.list(time.Now().Add(-time.Minute)))
	out("an old list", "cert.list", one)
	keepFile(t, lists, stranger.list(later))
	out("somebody else's list", "cert.list", one)
	keepFile(t, lists, []byte("nothing"))
	out("no list", "cert.list", one)
	keepFile(t, lists, bureau.list(later))
	for _, a := range accounts.Items {
		if a.Login == "keeper" {
			admin.wants(200, "PATCH", "/accounts/"+a.ID, map[string]any{"disabled": true}, "If-Match", a.Etag)
		}
	}
	out("a disabled account", "cert.unbound", one)

	var events struct {
		Items []struct{ Outcome, Reason string }
	}
	w.as("auditor").wants(200, "GET", "/audit?act=session.login&limit=200", nil).into(t, &events)
	seen := map[string]bool{}
	for _, e := range events.Items {
		seen[e.Reason] = seen[e.Reason] || e.Outcome == "refused"
	}
	for _, code := range []string{"cert.unbound", "cert.authority", "cert.expired", "cert.key", "cert.revoked", "login.disabled"} {
		if !seen[code] {
			t.Errorf("%s is not on record", code)
		}
	}
}
