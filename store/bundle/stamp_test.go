package bundle_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/bundle"
)

const tsaConf = `
[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
certs = ca.pem
default_policy = 1.2.3.4.1
digests = sha256
signer_digest = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ca]
basicConstraints = critical,CA:TRUE
[stamp]
extendedKeyUsage = critical,timeStamping
[other]
extendedKeyUsage = serverAuth
`

// authority is a time stamping authority made of openssl. change may spoil what
// it answers.
func authority(t *testing.T, change func(dir string, query []byte) []byte) (url, dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{"tsa.conf": tsaConf, "serial": "01\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tool(t, dir, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=ca", "-days", "2", "-config", "/dev/null", "-addext", "basicConstraints=critical,CA:TRUE")
	tool(t, dir, "openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=tsa", "-config", "/dev/null")
	tool(t, dir, "openssl", "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "2", "-extfile", "tsa.conf", "-extensions", "stamp")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			t.Errorf("%v, %v", err, r.Header)
		}
		if change != nil {
			query = change(dir, query)
		}
		if err := os.WriteFile(filepath.Join(dir, "query.tsq"), query, 0o600); err != nil {
			t.Error(err)
		}
		reply := exec.Command("openssl", "ts", "-reply", "-config", "tsa.conf", "-queryfile", "query.tsq", "-out", "reply.tsr")
		reply.Dir = dir
		_ = reply.Run() // of what is no request it writes that it is none
		b, err := os.ReadFile(filepath.Join(dir, "reply.tsr"))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
		}
		_, _ = w.Write(b)
	}))
	t.Cleanup(server.Close)
	return server.URL, dir
}

// TestStamp has an authority made of openssl stamp the seal, and openssl check
// what is in the bundle.
func TestStamp(t *testing.T) {
	url, dir := authority(t, nil)
	w := newWorld(t, noon)
	w.record(1, 40)
	w.pass(10 * time.Minute)
	stamper := &bundle.Stamper{URL: url, Now: time.Now}
	_, done := w.make(w.writer(func(c *bundle.Config) { c.Stamp = stamper.Stamp }), w.order(w.portion(1, noon, 35*time.Second)), t.TempDir())
	if !done.Stamped || done.Unstamped != nil {
		t.Fatalf("%+v", done)
	}
	b := read(t, done.Path)
	b.seal()
	out := tool(t, b.dir, "openssl", "ts", "-verify", "-data", "seal/seal.p7s", "-in", "seal/seal.tsr", "-CAfile", filepath.Join(dir, "ca.pem"))
	if !strings.Contains(out, "Verification: OK") {
		t.Error(out)
	}
	whole, err := os.ReadFile(done.Path)
	w.ok(err)
	if r := verdict(t, whole); r.Seal.Stamped == "" || r.Seal.StampedBy != "CN=tsa" || r.Found["seal.stamp"] != 0 {
		t.Errorf("the verifier: %+v %s", r.Seal, told(t, r))
	}
	whole[bytes.Index(whole, b.files["seal/seal.tsr"])+len(b.files["seal/seal.tsr"])-9] ^= 1
	if r := verdict(t, whole); r.Found["seal.stamp"] != 1 {
		t.Errorf("a changed stamp: %+v %s", r.Seal, told(t, r))
	}
	_, done = w.make(w.writer(func(c *bundle.Config) {
		c.Stamp = (&bundle.Stamper{URL: "http://127.0.0.1:1", Now: time.Now}).Stamp
	}), w.order(w.portion(1, noon, 35*time.Second)), t.TempDir())
	if done.Stamped || !errors.Is(done.Unstamped, shiheng.ErrUnavailable) || read(t, done.Path).files["seal/seal.tsr"] != nil {
		t.Errorf("an authority that does not answer: %+v", done)
	}
}

// TestStampWrong: an answer over something else, to another request, or of
// another time is none.
func TestStampWrong(t *testing.T) {
	for name, change := range map[string]func(dir string, query []byte) []byte{
		"of something else": func(_ string, q []byte) []byte { q[len(q)-20] ^= 1; return q },
		"no request":        func(string, []byte) []byte { return []byte("nothing") },
	} {
		t.Run(name, func(t *testing.T) {
			url, _ := authority(t, change)
			s := &bundle.Stamper{URL: url, Now: time.Now}
			if _, err := s.Stamp(t.Context(), []byte("seal")); !errors.Is(err, shiheng.ErrUnavailable) {
				t.Error(err)
			}
		})
	}
	url, _ := authority(t, nil)
	s := &bundle.Stamper{URL: url, Now: func() time.Time { return time.Now().Add(time.Hour) }}
	if _, err := s.Stamp(t.Context(), []byte("seal")); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Error("of another time:", err)
	}
}
