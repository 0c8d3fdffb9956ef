package app

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// How long what we sign lasts, and how early a new one is made. Browsers
// refuse leaf certificates of more than 398 days.
const (
	authorityLife = 10 * 365 * 24 * time.Hour
	serverLife    = 397 * 24 * time.Hour
	renewBefore   = 30 * 24 * time.Hour
)

// certificate returns the console's certificate: from the files the settings
// name, or made by our own authority under data/tls, which is made first when
// there is none. fingerprint is the SHA-256 of the authority's (or the given)
// certificate, for people to compare.
func certificate(s Settings, now time.Time) (cert tls.Certificate, fingerprint string, err error) {
	if s.Console.Cert != "" {
		cert, err = tls.LoadX509KeyPair(s.Console.Cert, s.Console.Key)
		if err != nil {
			return cert, "", fmt.Errorf("load certificate: %w", err)
		}
		return cert, fingerprintOf(cert.Certificate[0]), nil
	}
	dir := filepath.Join(s.Data, "tls")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return cert, "", fmt.Errorf("make certificate directory: %w", err)
	}
	authority, err := keptPair(filepath.Join(dir, "authority"), func(*x509.Certificate) bool { return true }, func() (tls.Certificate, error) {
		return sign(authorityTemplate(now), nil)
	})
	if err != nil {
		return cert, "", fmt.Errorf("certificate authority: %w", err)
	}
	root, err := x509.ParseCertificate(authority.Certificate[0])
	if err != nil {
		return cert, "", fmt.Errorf("certificate authority: %w", err)
	}
	names, addrs := reachableAs(s.Console.Listen)
	good := func(c *x509.Certificate) bool {
		return now.Add(renewBefore).Before(c.NotAfter) && covers(c, names, addrs) && c.CheckSignatureFrom(root) == nil
	}
	if _, err := tls.LoadX509KeyPair(filepath.Join(dir, "console.pem"), filepath.Join(dir, "console.key")); err != nil {
		// A power cut between key and certificate: what our authority signed it signs again.
		if err := os.Remove(filepath.Join(dir, "console.pem")); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return cert, "", fmt.Errorf("console certificate: %w", err)
		}
	}
	cert, err = keptPair(filepath.Join(dir, "console"), good, func() (tls.Certificate, error) {
		return sign(serverTemplate(now, names, addrs), &authority)
	})
	if err != nil {
		return cert, "", fmt.Errorf("console certificate: %w", err)
	}
	cert.Certificate = append(cert.Certificate[:1:1], authority.Certificate[0])
	return cert, fingerprintOf(authority.Certificate[0]), nil
}

func fingerprintOf(der []byte) string {
	sum := sha256.Sum256(der)
	parts := make([]string, 0, len(sum))
	for _, b := range sum {
		parts = append(parts, strings.ToUpper(hex.EncodeToString([]byte{b})))
	}
	return strings.Join(parts, ":")
}

func authorityTemplate(now time.Time) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{CommonName: "Shiheng authority of this installation"},
		NotBefore:             now.Add(-time.Hour),
		NotAfter:              now.Add(authorityLife),
		IsCA:                  true,
		BasicConstraintsValid: true,
		MaxPathLenZero:        true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
}

func serverTemplate(now time.Time, names []string, addrs []net.IP) *x509.Certificate {
	return &x509.Certificate{
		Subject:     pkix.Name{CommonName: "Shiheng console"},
		NotBefore:   now.Add(-time.Hour),
		NotAfter:    now.Add(serverLife),
		DNSNames:    names,
		IPAddresses: addrs,
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
}

// sign makes a P-256 key and has its certificate signed by authority, or by
// itself when there is none.
func sign(template *x509.Certificate, authority *tls.Certificate) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return tls.Certificate{}, err
	}
	template.SerialNumber = serial
	parent, signer := template, any(key)
	if authority != nil {
		if parent, err = x509.ParseCertificate(authority.Certificate[0]); err != nil {
			return tls.Certificate{}, err
		}
		signer = authority.PrivateKey
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

// keptPair loads base.pem and base.key when they are there and good, and
// otherwise makes and keeps new ones. The key is readable by its owner only.
func keptPair(base string, good func(*x509.Certificate) bool, make func() (tls.Certificate, error)) (tls.Certificate, error) {
	kept, err := tls.LoadX509KeyPair(base+".pem", base+".key")
	switch {
	case err == nil:
		leaf, err := x509.ParseCertificate(kept.Certificate[0])
		if err == nil && good(leaf) {
			return kept, nil
		}
	case !errors.Is(err, fs.ErrNotExist):
		return tls.Certificate{}, err
	}
	made, err := make()
	if err != nil {
		return tls.Certificate{}, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(made.PrivateKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	key := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := writeFile(base+".key", key, 0o600); err != nil {
		return tls.Certificate{}, err
	}
	crt := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made.Certificate[0]})
	return made, writeFile(base+".pem", crt, 0o644)
}

// writeFile replaces a file whole: it is synced under another name first, so
// that a power cut leaves the old one or the new one.
func writeFile(name string, content []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// reachableAs lists the names and addresses people may type to reach listen.
func reachableAs(listen string) (names []string, addrs []net.IP) {
	names = []string{"localhost"}
	if host, err := os.Hostname(); err == nil && host != "localhost" {
		names = append(names, host)
	}
	addrs = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	host, _, _ := net.SplitHostPort(listen)
	a, err := netip.ParseAddr(host)
	switch {
	case err == nil && !a.IsUnspecified():
		return names, append(addrs, net.IP(a.AsSlice()))
	case err != nil && host != "" && host != "localhost":
		return append(names, host), addrs
	}
	local, err := net.InterfaceAddrs()
	if err != nil {
		return names, addrs
	}
	for _, l := range local {
		if p, ok := l.(*net.IPNet); ok && !p.IP.IsLoopback() && !p.IP.IsLinkLocalUnicast() {
			addrs = append(addrs, p.IP)
		}
	}
	return names, addrs
}

func covers(c *x509.Certificate, names []string, addrs []net.IP) bool {
	for _, n := range names {
		if !slices.Contains(c.DNSNames, n) {
			return false
		}
	}
	for _, a := range addrs {
		if !slices.ContainsFunc(c.IPAddresses, a.Equal) {
			return false
		}
	}
	return true
}
