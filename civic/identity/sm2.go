package identity

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity/guomi"
)

// SM2 is a key of national cryptography whose owner signs a text that the
// house gives him, on a machine of his own.
const SM2 KeyKind = "sm2"

// signLife is how long somebody may take to sign.
const signLife = 2 * time.Minute

// What tickets of SM2 keys are issued for.
const (
	forSM2Login  = "sm2 login"
	forSM2StepUp = "sm2 step-up"
)

// A Text is what is to be signed, in one line, and the ticket that goes back
// with the signature.
type Text struct {
	Ticket, Text string
	Until        time.Time
}

// Signed is a text's ticket with what an SM2 key said to it, see
// [guomi.Proof]. Host is where it was handed in.
type Signed struct{ Ticket, Proof, Host string }

// errSM2 is what every wrong, unknown or stopped SM2 key looks like.
func errSM2() error { return shiheng.Forbidden("sm2.wrong") }

// AskSM2 gives whoever is not signed in a text to sign. host is the name the
// browser reached the house by: the signature is good there only.
func (s *Service) AskSM2(host string) (Text, error) {
	return s.askSM2(ticket{For: forSM2Login, Host: host}, "login")
}

// AskSM2Again gives somebody signed in a text to sign.
func (s *Service) AskSM2Again(p Principal, host string) (Text, error) {
	return s.askSM2(ticket{For: forSM2StepUp, Account: p.Account.ID, Session: p.Session.ID, Host: host}, "step-up session="+p.Session.ID.String())
}

func (s *Service) askSM2(t ticket, purpose string) (Text, error) {
	until := s.now().Add(signLife)
	text := fmt.Sprintf("shiheng-sm2-v1 host=%s for=%s nonce=%s until=%s", t.Host, purpose, randomWord(), until.Format(time.RFC3339))
	t.Kept = []byte(text)
	sealed, err := s.issue(t, signLife)
	return Text{Ticket: sealed, Text: text, Until: until}, err
}

// SM2Login begins a session for whoever signed. Its errors are ErrForbidden
// ("sm2.wrong", "sm2.host", "challenge.used"), ErrExpired ("challenge.over") and
// ErrExhausted ("login.throttled"). Of c only Remote, Agent and Previous count.
func (s *Service) SM2Login(ctx context.Context, c Credentials, g Signed) (Issued, error) {
	now := s.now()
	t, err := s.redeem(g.Ticket, forSM2Login, shiheng.SessionID{})
	if err != nil {
		return Issued{}, err
	}
	key, account, try, err := s.lookSM2(ctx, g, c.Remote)
	if err != nil {
		return Issued{}, err
	}
	wait, unseen := s.throttle.take(try, now)
	if wait > 0 {
		return Issued{}, errThrottled(wait)
	}
	wrong := s.showSM2(t, g, key)
	if wrong != nil && !errors.Is(wrong, shiheng.ErrForbidden) {
		return Issued{}, wrong
	}
	if refuse := account.shut(now, wrong == nil, code(wrong)); refuse != "" {
		said := errSM2()
		if refuse == "sm2.host" {
			said = wrong
		}
		return Issued{}, s.refuseOutside(ctx, account, c, refuse, unseen, said)
	}
	issued, err := s.begin(ctx, account, c, proof{key: key, ticket: t}, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// lookSM2 finds the key that signed and whose it is; both are zero for an
// unknown one.
func (s *Service) lookSM2(ctx context.Context, g Signed, from netip.Addr) (Key, Account, attempt, error) {
	shown, err := guomi.ParseProof(g.Proof)
	if err != nil {
		return Key{}, Account{}, attempt{login: "sm2", source: from}, nil //nolint:nilerr // what cannot be read is of no key, and is refused and counted as such
	}
	key, account, err := s.cfg.Store.KeyByMark(ctx, SM2, shown.Mark)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return Key{}, Account{}, attempt{login: shown.Mark, source: from}, nil
	case err != nil:
		return Key{}, Account{}, attempt{}, fmt.Errorf("look up SM2 key: %w", err)
	}
	return key, account, attempt{login: account.Login, known: true, source: from}, nil
}

// showSM2 checks a signature by the key that made it; a decoy stands in for
// the zero key.
func (s *Service) showSM2(t ticket, g Signed, key Key) error {
	if t.Host != g.Host {
		return shiheng.Forbidden("sm2.host")
	}
	shown, err := guomi.ParseProof(g.Proof)
	if err != nil {
		return err
	}
	s.checked.Add(1)
	if key.ID.IsZero() {
		return errors.Join(errSM2(), guomi.Check(guomi.Decoy(), t.Kept, shown.Signature))
	}
	return guomi.Check(key.Material, t.Kept, shown.Signature)
}

// StepUpSM2 proves by one of their SM2 keys that who is signed in still sits
// there. Errors as of [Service.SM2Login].
func (s *Service) StepUpSM2(ctx context.Context, p Principal, g Signed) (Issued, error) {
	now := s.now()
	t, err := s.redeem(g.Ticket, forSM2StepUp, p.Session.ID)
	if err != nil {
		return Issued{}, err
	}
	try, err := s.try(p, now)
	if err != nil {
		return Issued{}, err
	}
	key, account, _, err := s.lookSM2(ctx, g, netip.Addr{})
	if err != nil {
		return Issued{}, err
	}
	if key.Account != p.Account.ID {
		key = Key{}
	}
	err = s.showSM2(t, g, key)
	if err == nil && account.LockedUntil.After(now) {
		err = errSM2()
	}
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	shown := proof{key: key, ticket: t}
	issued, err := s.renew(ctx, p, now, shown, func(tx Tx) error { return shown.use(tx, p.Account.ID, now) })
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// KeepSM2 registers an SM2 public key of one's own, bare or in a certificate,
// in PEM. Of a certificate only the key counts: nobody vouches for it here.
func (s *Service) KeepSM2(ctx context.Context, p Principal, name string, text []byte) (Key, error) {
	now := s.now()
	if name, err := keyName(name); err != nil {
		return Key{}, err
	} else if p.Account.MustChange {
		return Key{}, s.refuseFactor(ctx, p, audit.KeyAdd, shiheng.Forbidden("account.must-change-password"))
	} else if material, mark, err := guomi.ParsePublic(text); err != nil {
		return Key{}, err
	} else {
		k := Key{
			ID: shiheng.NewID[KeyID](now), Account: p.Account.ID, Kind: SM2, Name: name, Mark: mark, Material: material, By: p.Account.ID, Created: now,
		}
		if err := s.cfg.Store.Write(ctx, func(tx Tx) error { return addKey(tx, p.Actor(), k) }); err != nil {
			return Key{}, fmt.Errorf("register SM2 key: %w", err)
		}
		return k, nil
	}
}
