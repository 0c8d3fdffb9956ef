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
	// Ask asks an authority's responder (OCSP) whether a certificate of it still
	// stands: nil, ErrForbidden ("cert.revoked"), or ErrUnavailable
	// ("cert.responder") when no answer came that holds. asked is false where
	// nobody names a responder. Nil: nobody is asked, the lists decide.
	Ask func(ctx context.Context, c, authority *x509.Certificate) (asked bool, err error)
	// Lenient lets the list decide alone while a responder gives no answer;
	// that it did stands with the sign-in. Without it nobody gets in meanwhile.
	Lenient bool
}

// How a certificate was found to stand, as it stands with a sign-in.
const (
	byResponder = "responder"
	byListAlone = "list, no answer from the responder"
)

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
// is not believed now; nil: it is. how is by what besides the lists it was found
// to stand, empty for nothing.
func (t Trust) Check(ctx context.Context, shown []*x509.Certificate, now time.Time) (how string, err error) {
	if len(shown) == 0 {
		return "", shiheng.Forbidden("cert.none")
	}
	leaf := shown[0]
	if now.Before(leaf.NotBefore) || !now.Before(leaf.NotAfter) {
		return "", shiheng.Forbidden("cert.expired")
	}
	if err := strong(leaf); err != nil {
		return "", err
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
		return "", shiheng.Forbidden("cert.authority").From(err)
	}
	for _, chain := range chains {
		if how, err = t.standing(ctx, chain, now); err == nil {
			return how, nil
		}
	}
	return "", err
}

// standing says whether a link of a chain was taken back: by the authority's
// list, and by its responder where there is one.
func (t Trust) standing(ctx context.Context, chain []*x509.Certificate, now time.Time) (how string, err error) {
	for n, c := range chain[:len(chain)-1] {
		list := t.listOf(chain[n+1], now)
		if list == nil {
			return "", shiheng.Unavailable("cert.list", "authority", chain[n+1].Subject.String())
		}
		for _, taken := range list.RevokedCertificateEntries {
			if taken.SerialNumber.Cmp(c.SerialNumber) == 0 {
				return "", shiheng.Forbidden("cert.revoked")
			}
		}
		if t.Ask == nil {
			continue
		}
		asked, err := t.Ask(ctx, c, chain[n+1])
		switch {
		case errors.Is(err, shiheng.ErrUnavailable) && t.Lenient:
			how = byListAlone
		case err != nil:
			return "", err
		case asked && how == "":
			how = byResponder
		}
	}
	return how, nil
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
// ".unbound"), ErrUnavailable ("cert.list", "cert.responder") and ErrExhausted
// ("login.throttled"). The session proved nothing fresh: a card that was left
// in its reader opens no sensitive act; and unless the certificate counts as
// strong it owes the account's second factor, see [Standing]. Of c only Remote,
// Agent and Previous count.
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
	s.checked.Add(1)
	how, err := trust.Check(ctx, shown, now)
	if errors.Is(err, shiheng.ErrUnavailable) {
		s.throttle.forgive(try, now) // the house's own fault
		return Issued{}, err
	} else if err != nil {
		return Issued{}, s.refuseOutside(ctx, account, c, code(err), unseen, err)
	}
	refuse := account.shut(now, !key.ID.IsZero() && (key.Until.IsZero() || now.Before(key.Until)), "cert.unbound")
	if refuse != "" {
		return Issued{}, s.refuseOutside(ctx, account, c, refuse, unseen, errCertificate())
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return Issued{}, err
	}
	issued, err := s.begin(ctx, account, c, proof{key: key, strong: strongCard(shown[0], policy.CardStrong), revocation: how}, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// lookCertificate finds whose certificate it is; both are zero for nobody's.
// Both marks are looked for in any case, so that a known one costs what an
// unknown one does.
func (s *Service) lookCertificate(ctx context.Context, shown []*x509.Certificate) (found Key, whose Account, err error) {
	if len(shown) == 0 {
		return Key{}, Account{}, nil
	}
	for _, mark := range []string{holderMark(shown[0]), certificateMark(shown[0])} {
		key, account, err := s.cfg.Store.KeyByMark(ctx, Certificate, mark)
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
			continue
		case err != nil:
			return Key{}, Account{}, fmt.Errorf("look up certificate: %w", err)
		}
		found, whose = key, account // this very one counts before its holder's name
	}
	return found, whose, nil
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
