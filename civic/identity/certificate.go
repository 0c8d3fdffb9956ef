package identity

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Certificate is a key that an authority vouches for: shown in the TLS
// handshake on a listener of its own, mostly from a card.
const Certificate KeyKind = "certificate"

// Trust is whom the house believes about certificates. Lists are what the
// authorities took back; one of each authority must be there and current, or
// none of its certificates opens anything.
type Trust struct {
	Authorities []*x509.Certificate
	Lists       []*x509.RevocationList
}

// errCertificate is what every certificate that does not get in looks like
// once its authority was found good.
func errCertificate() error { return shiheng.Forbidden("cert.unbound") }

// strong refuses keys that are too short or of a kind nobody uses for people.
func strong(c *x509.Certificate) error {
	switch k := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if k.N.BitLen() >= 2048 {
			return nil
		}
	case *ecdsa.PublicKey:
		if k.Curve == elliptic.P256() {
			return nil
		}
	}
	return shiheng.Forbidden("cert.key")
}

// Check says why a certificate, shown with those that lead to its authority,
// is not believed now; nil: it is.
func (t Trust) Check(shown []*x509.Certificate, now time.Time) error {
	if len(shown) == 0 {
		return shiheng.Forbidden("cert.none")
	}
	leaf := shown[0]
	if now.Before(leaf.NotBefore) || !now.Before(leaf.NotAfter) {
		return shiheng.Forbidden("cert.expired")
	}
	if err := strong(leaf); err != nil {
		return err
	}
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, c := range t.Authorities {
		roots.AddCert(c)
	}
	for _, c := range shown[1:] {
		between.AddCert(c)
	}
	chains, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		return shiheng.Forbidden("cert.authority").From(err)
	}
	for _, chain := range chains {
		if err = t.standing(chain, now); err == nil {
			return nil
		}
	}
	return err
}

// standing says whether a link of a chain was taken back.
func (t Trust) standing(chain []*x509.Certificate, now time.Time) error {
	for n, c := range chain[:len(chain)-1] {
		list := t.listOf(chain[n+1], now)
		if list == nil {
			return shiheng.Unavailable("cert.list", "authority", chain[n+1].Subject.String())
		}
		for _, taken := range list.RevokedCertificateEntries {
			if taken.SerialNumber.Cmp(c.SerialNumber) == 0 {
				return shiheng.Forbidden("cert.revoked")
			}
		}
	}
	return nil
}

// listOf returns the newest list that an authority signed and that is current,
// nil when there is none.
func (t Trust) listOf(authority *x509.Certificate, now time.Time) (newest *x509.RevocationList) {
	for _, l := range t.Lists {
		if !bytes.Equal(l.RawIssuer, authority.RawSubject) || now.Before(l.ThisUpdate) || !now.Before(l.NextUpdate) || l.CheckSignatureFrom(authority) != nil {
			continue
		}
		if newest == nil || l.ThisUpdate.After(newest.ThisUpdate) {
			newest = l
		}
	}
	return newest
}

// Marks of certificates: this very one, or whoever an authority calls so.
func certificateMark(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func holderMark(c *x509.Certificate) string {
	issuer, subject := sha256.Sum256(c.RawIssuer), sha256.Sum256(c.RawSubject)
	return "holder:" + hex.EncodeToString(issuer[:]) + "/" + hex.EncodeToString(subject[:])
}

// CertificateLogin begins a session for who showed a certificate in the TLS
// handshake, the first of shown. Its errors are ErrForbidden
// ("cert.none", ".expired", ".key", ".authority", ".revoked",
// ".unbound"), ErrUnavailable ("cert.list") and ErrExhausted
// ("login.throttled"). The session proved nothing fresh: a card that was left
// in its reader opens no sensitive act. Of c only Remote, Agent and Previous
// count.
func (s *Service) CertificateLogin(ctx context.Context, c Credentials, shown []*x509.Certificate) (Issued, error) {
	now := s.now()
	if s.cfg.Trust == nil {
		return Issued{}, shiheng.Conflict("cert.off")
	}
	trust, err := s.cfg.Trust()
	if err != nil {
		return Issued{}, fmt.Errorf("authorities of certificates: %w", err)
	}
	key, account, err := s.lookCertificate(ctx, shown)
	if err != nil {
		return Issued{}, err
	}
	try := attempt{login: account.Login, known: !account.ID.IsZero(), source: c.Remote}
	if !try.known && len(shown) > 0 {
		try.login = certificateMark(shown[0])
	}
	wait, unseen := s.throttle.take(try, now)
	if wait > 0 {
		return Issued{}, errThrottled(wait)
	}
	if err := trust.Check(shown, now); errors.Is(err, shiheng.ErrUnavailable) {
		s.throttle.forgive(try, now) // the house's own fault
		return Issued{}, err
	} else if err != nil {
		return Issued{}, s.refuseOutside(ctx, account, c, code(err), unseen, err)
	}
	refuse := account.shut(now, !key.ID.IsZero() && (key.Until.IsZero() || now.Before(key.Until)), "cert.unbound")
	if refuse != "" {
		return Issued{}, s.refuseOutside(ctx, account, c, refuse, unseen, errCertificate())
	}
	issued, err := s.begin(ctx, account, c, proof{key: key}, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// lookCertificate finds whose certificate it is; both are zero for nobody's.
func (s *Service) lookCertificate(ctx context.Context, shown []*x509.Certificate) (Key, Account, error) {
	if len(shown) == 0 {
		return Key{}, Account{}, nil
	}
	for _, mark := range []string{certificateMark(shown[0]), holderMark(shown[0])} {
		key, account, err := s.cfg.Store.KeyByMark(ctx, Certificate, mark)
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
			continue
		case err != nil:
			return Key{}, Account{}, fmt.Errorf("look up certificate: %w", err)
		}
		return key, account, nil
	}
	return Key{}, Account{}, nil
}

// BindCertificate lets a certificate open somebody's account: this very one,
// or (holder) every one that its authority makes out to the same name. The
// caller has asked civic/access; nobody binds one to their own account.
func (s *Service) BindCertificate(ctx context.Context, actor audit.Actor, account shiheng.AccountID, text []byte, holder bool) (Key, error) {
	now := s.now()
	block, _ := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE" {
		return Key{}, shiheng.Invalid("cert.form")
	}
	c, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return Key{}, shiheng.Invalid("cert.form").From(err)
	}
	if err := strong(c); err != nil {
		return Key{}, shiheng.Invalid("cert.key")
	}
	k := Key{
		ID: shiheng.NewID[KeyID](now), Account: account, Kind: Certificate, Name: clipName(c.Subject.String()), Mark: certificateMark(c),
		Material: c.Raw, Until: c.NotAfter.UTC(), By: actor.Account, Created: now,
	}
	if holder {
		k.Mark, k.Until = holderMark(c), time.Time{}
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		switch a, err := tx.Account(account); {
		case err != nil:
			return err
		case a.ID == actor.Account:
			return shiheng.Forbidden("account.self")
		}
		return addKey(tx, actor, k)
	})
	if err != nil {
		return Key{}, fmt.Errorf("bind certificate: %w", s.onRecord(ctx, actor, audit.KeyAdd, audit.On("account", account), err))
	}
	return k, nil
}
