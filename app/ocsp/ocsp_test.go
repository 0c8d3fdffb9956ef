package ocsp_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"shiheng.internal"
	responder "shiheng.internal/app/ocsp"
)

// now is when all of it happens.
var now = time.Date(2026, 7, 1, 2, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant

// A holder is somebody with a certificate of an authority.
type holder struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func issue(t *testing.T, serial int64, by *holder, usage []x509.ExtKeyUsage, servers ...string) *holder {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: big.NewInt(serial).String()}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
		ExtKeyUsage: usage, OCSPServer: servers, BasicConstraintsValid: true, IsCA: by == nil, SubjectKeyId: []byte{byte(serial)},
	}
	parent, signer := c, key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	made, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &holder{made, key}
}

// answering is a responder over HTTP: it reads the question and gives the
// answer that the test set.
type answering struct {
	t      *testing.T
	asked  []*big.Int
	answer func(serial *big.Int) []byte
}

func (a *answering) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		a.t.Error(err)
	}
	q, err := ocsp.ParseRequest(b)
	if err != nil || r.Header.Get("Content-Type") != "application/ocsp-request" {
		a.t.Errorf("question %x, %v", b, err)
		return
	}
	a.asked = append(a.asked, q.SerialNumber)
	_, _ = w.Write(a.answer(q.SerialNumber)) // the test notices an answer that is missing
}

// TestAsk: a certificate is asked about at the responder it names, or at the one
// that is set; only an answer of now that its authority signed, or had signed by
// whoever may, counts.
func TestAsk(t *testing.T) {
	a := &answering{t: t}
	server := httptest.NewServer(a)
	defer server.Close()
	root, stranger := issue(t, 1, nil, nil), issue(t, 2, nil, nil)
	card := issue(t, 3, root, []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, "ldap://nowhere", server.URL)
	silent := issue(t, 4, root, []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth})
	delegate := issue(t, 5, root, []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning})
	foreign := issue(t, 6, stranger, []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning})

	signed := func(by *holder, key crypto.Signer, change func(*ocsp.Response)) func(*big.Int) []byte {
		return func(serial *big.Int) []byte {
			r := ocsp.Response{Status: ocsp.Good, SerialNumber: serial, ThisUpdate: now.Add(-time.Minute), NextUpdate: now.Add(time.Minute)}
			if by != root {
				r.Certificate = by.cert
			}
			if change != nil {
				change(&r)
			}
			out, err := ocsp.CreateResponse(root.cert, by.cert, r, key)
			if err != nil {
				t.Error(err)
			}
			return out
		}
	}
	set := func(status int) func(*ocsp.Response) { return func(r *ocsp.Response) { r.Status = status } }
	for _, tt := range []struct {
		name   string
		answer func(*big.Int) []byte
		code   string
	}{
		{"good", signed(root, root.key, nil), ""},
		{"good, by whom the authority named", signed(delegate, delegate.key, nil), ""},
		{"good, without an end", signed(root, root.key, func(r *ocsp.Response) { r.NextUpdate = time.Time{} }), ""},
		{"taken back", signed(root, root.key, set(ocsp.Revoked)), "cert.revoked"},
		{"unknown there", signed(root, root.key, set(ocsp.Unknown)), "cert.responder"},
		{"of yesterday", signed(root, root.key, func(r *ocsp.Response) { r.NextUpdate = now.Add(-time.Second) }), "cert.responder"},
		{"old, without an end", signed(root, root.key, func(r *ocsp.Response) { r.ThisUpdate, r.NextUpdate = now.Add(-time.Hour), time.Time{} }), "cert.responder"},
		{"of tomorrow", signed(root, root.key, func(r *ocsp.Response) { r.ThisUpdate = now.Add(time.Hour); r.NextUpdate = now.Add(2 * time.Hour) }), "cert.responder"},
		{"about another", signed(root, root.key, func(r *ocsp.Response) { r.SerialNumber = big.NewInt(4) }), "cert.responder"},
		{"by another key", signed(root, stranger.key, nil), "cert.responder"},
		{"by a person of the same authority", signed(silent, silent.key, nil), "cert.responder"},
		{"by another authority's responder", signed(foreign, foreign.key, nil), "cert.responder"},
		{"try later", func(*big.Int) []byte { return ocsp.TryLaterErrorResponse }, "cert.responder"},
		{"nothing", func(*big.Int) []byte { return nil }, "cert.responder"},
		{"no answer of this kind", func(*big.Int) []byte { return []byte("<html>") }, "cert.responder"},
		{"endless", func(*big.Int) []byte { return make([]byte, 1<<20) }, "cert.responder"},
	} {
		a.answer = tt.answer
		r := responder.Responder{Now: func() time.Time { return now }}
		asked, err := r.Ask(t.Context(), card.cert, root.cert)
		e, _ := errors.AsType[*shiheng.Error](err)
		if !asked || tt.code == "" && err != nil || tt.code != "" && (e == nil || e.Code != tt.code) {
			t.Errorf("%s: %v, %v, want %q", tt.name, asked, err, tt.code)
		}
	}
	a.answer, a.asked = signed(root, root.key, nil), nil
	if asked, err := (responder.Responder{}).Ask(t.Context(), silent.cert, root.cert); asked || err != nil {
		t.Errorf("a certificate that names nobody: %v, %v", asked, err)
	}
	all := responder.Responder{Address: server.URL, Now: func() time.Time { return now }}
	if asked, err := all.Ask(t.Context(), silent.cert, root.cert); !asked || err != nil || len(a.asked) != 1 || a.asked[0].Int64() != 4 {
		t.Errorf("a responder that is set: %v, %v, asked about %v", asked, err, a.asked)
	}
	server.Close()
	if _, err := all.Ask(t.Context(), card.cert, root.cert); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("a responder that is gone: %v", err)
	}
}

// TestCheckAddress: answers are signed, so that plain HTTP does.
func TestCheckAddress(t *testing.T) {
	for address, right := range map[string]bool{
		"http://ocsp.example.cn": true, "https://ocsp.example.cn/x": true, "ldap://x": false, "ocsp.example.cn": false, "http://": false, "http://u:p@x": false,
	} {
		if err := responder.CheckAddress(address); (err == nil) != right {
			t.Errorf("%s: %v", address, err)
		}
	}
}
