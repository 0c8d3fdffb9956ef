package rows_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"shiheng.internal/civic/identity"
)

// cardPolicy is what the certificates of [world.issued] are issued under.
const cardPolicy = "1.2.156.10197.1"

// issued makes an authority that the world believes, with its current list, and
// a certificate of it.
func (w *world) issued(t testing.TB) *x509.Certificate {
	t.Helper()
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	now, own := w.clock.Now(), key()
	issue := func(c, parent *x509.Certificate, public any) *x509.Certificate {
		c.NotBefore, c.NotAfter = now.Add(-time.Hour), now.AddDate(1, 0, 0)
		der, err := x509.CreateCertificate(rand.Reader, c, parent, public, own)
		if err != nil {
			t.Fatal(err)
		}
		made, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "某市数字证书认证中心"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign, SubjectKeyId: []byte("root"),
	}
	root = issue(root, root, own.Public())
	policy, err := x509.ParseOID(cardPolicy)
	if err != nil {
		t.Fatal(err)
	}
	card := issue(&x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "王芳"}, KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}, Policies: []x509.OID{policy},
	}, root, key().Public())
	der, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now.Add(-time.Minute), NextUpdate: now.AddDate(0, 0, 7)}, root, own)
	if err != nil {
		t.Fatal(err)
	}
	list, err := x509.ParseRevocationList(der)
	if err != nil {
		t.Fatal(err)
	}
	w.trust = identity.Trust{Authorities: []*x509.Certificate{root}, Lists: []*x509.RevocationList{list}}
	return card
}

// cardFaults are the write paths of certificates, and of proving by an SM2 key
// in a session.
func cardFaults() []staged {
	text := func(c *x509.Certificate) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	boss := func(w *world) identity.Principal {
		return w.person("security", watch(identity.SecurityAdministrator, identity.Target{}))
	}
	return []staged{
		{"bind certificate", func(w *world, s stage) func() error {
			c, by := w.issued(w.t), boss(w)
			return func() error {
				_, err := w.identity.BindCertificate(w.t.Context(), by.Actor(), s.keeper.Account.ID, text(c), false)
				return err
			}
		}, false},
		{"sign in by certificate", func(w *world, s stage) func() error {
			c, by := w.issued(w.t), boss(w)
			_, err := w.identity.BindCertificate(w.t.Context(), by.Actor(), s.keeper.Account.ID, text(c), true)
			w.ok(err)
			return func() error {
				_, err := w.identity.CertificateLogin(w.t.Context(), identity.Credentials{Remote: desk}, []*x509.Certificate{c})
				return err
			}
		}, false},
		{"bind somebody's outside identity", func(w *world, s stage) func() error {
			w.provider.who = identity.Outsider{Issuer: "https://id.example.cn", Mark: "320200000002"}
			by := boss(w)
			return func() error {
				_, err := w.identity.BindOutsideOf(w.t.Context(), by.Actor(), s.keeper.Account.ID, "320200000002")
				return err
			}
		}, false},
		{"step up by SM2 key", func(w *world, s stage) func() error {
			k := newSigner(w.t)
			_, err := w.identity.KeepSM2(w.t.Context(), s.keeper, "甲", k.public)
			w.ok(err)
			q, err := w.identity.AskSM2Again(s.keeper, here)
			g := w.signs(k, q, err)
			return func() error { _, err := w.identity.StepUpSM2(w.t.Context(), s.keeper, g); return err }
		}, false},
	}
}
