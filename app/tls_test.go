package app

import (
	"crypto/tls"
	"crypto/x509"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func leaf(t *testing.T, c tls.Certificate) *x509.Certificate {
	t.Helper()
	got, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestCertificateIsMadeOnceAndTrusted(t *testing.T) {
	s := DefaultSettings()
	s.Data = t.TempDir()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	first, fingerprint, err := certificate(s, now)
	if err != nil {
		t.Fatal(err)
	}
	authority, err := x509.ParseCertificate(first.Certificate[1])
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(authority)
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		if _, err := leaf(t, first).Verify(x509.VerifyOptions{Roots: roots, DNSName: name, CurrentTime: now}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	info, err := os.Stat(filepath.Join(s.Data, "tls", "authority.key"))
	if err != nil || info.Mode().Perm() != fs.FileMode(0o600) {
		t.Errorf("authority.key has mode %v, %v; want 0600", info.Mode(), err)
	}

	again, same, err := certificate(s, now.Add(200*24*time.Hour))
	if err != nil || same != fingerprint || leaf(t, again).SerialNumber.Cmp(leaf(t, first).SerialNumber) != 0 {
		t.Errorf("a second start made a new certificate (%v)", err)
	}
	renewed, same, err := certificate(s, now.Add(380*24*time.Hour))
	if err != nil || same != fingerprint {
		t.Fatalf("renewal changed the authority (%v)", err)
	}
	if leaf(t, renewed).SerialNumber.Cmp(leaf(t, first).SerialNumber) == 0 {
		t.Error("a certificate in its last month was not renewed")
	}
	s.Console.Listen = "192.0.2.7:443"
	moved, _, err := certificate(s, now)
	if err != nil || leaf(t, moved).VerifyHostname("192.0.2.7") != nil {
		t.Errorf("the certificate does not cover the address it listens on (%v)", err)
	}
}

func TestCertificateRefusesWhatItCannotRead(t *testing.T) {
	s := DefaultSettings()
	s.Data = t.TempDir()
	s.Console.Cert, s.Console.Key = filepath.Join(s.Data, "none.pem"), filepath.Join(s.Data, "none.key")
	if _, _, err := certificate(s, time.Now()); err == nil {
		t.Error("missing files were accepted")
	}
	s.Console.Cert, s.Console.Key = "", ""
	dir := filepath.Join(s.Data, "tls")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"authority.pem", "authority.key"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("torn"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := certificate(s, time.Now()); err == nil {
		t.Error("a torn authority was replaced in silence")
	}
}

// TestCutRenewalIsMended starts after a power cut that left the key of a new
// certificate beside the old one, and after the authority was exchanged.
func TestCutRenewalIsMended(t *testing.T) {
	s := DefaultSettings()
	s.Data = t.TempDir()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	if _, _, err := certificate(s, now); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(s.Data, "tls")
	other, err := os.ReadFile(filepath.Join(dir, "authority.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "console.key"), other, 0o600); err != nil {
		t.Fatal(err)
	}
	mended, fingerprint, err := certificate(s, now)
	if err != nil {
		t.Fatalf("a key without its certificate keeps the platform from starting: %v", err)
	}
	for _, name := range []string{"authority.key", "authority.pem"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	anew, changed, err := certificate(s, now)
	if err != nil || changed == fingerprint {
		t.Fatalf("no new authority (%v)", err)
	}
	if leaf(t, anew).SerialNumber.Cmp(leaf(t, mended).SerialNumber) == 0 {
		t.Error("the certificate of another authority is still served")
	}
}

func TestPlainIsForThisMachine(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:8600": true, "[::1]:1": true, "localhost:8600": true,
		"0.0.0.0:8600": false, ":8600": false, "[::]:8600": false, "192.0.2.1:8600": false, "nonsense": false,
	} {
		if got := Loopback(address); got != want {
			t.Errorf("Loopback(%q) = %v", address, got)
		}
	}
}
