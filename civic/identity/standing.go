package identity

import (
	"context"
	"crypto/x509"
	"errors"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A Standing says how far somebody else's word for whoever began a session
// goes. It is empty for a session that was begun by a proof of the account's
// own, and where the account has no second factor that could be asked for.
type Standing string

// The standings.
const (
	// Owed: its owner has yet to give a second factor of the account's own, and
	// may do nothing else meanwhile.
	Owed Standing = "owed"
	// Vouched: who vouched did so by a proof that the house counts as strong.
	Vouched Standing = "vouched"
)

// standing is that of a session which such a proof begins.
func (p proof) standing(a Account) Standing {
	switch {
	case p.key.Kind != Outside && p.key.Kind != Certificate:
		return ""
	case p.strong != "":
		return Vouched
	case a.twofold():
		return Owed
	}
	return ""
}

// Settled returns nil unless the second factor is owed still: an ErrForbidden
// ("session.owed"). As with a code that is asked for, nothing was refused, and
// it is not on record.
func (p Principal) Settled() error {
	if p.Session.Standing == Owed {
		return shiheng.Forbidden("session.owed")
	}
	return nil
}

// strong returns which of the words of [Policy.OutsideStrong] the provider's
// proof bears out, empty for none.
func (o Outsider) strong(words []string) string {
	for _, w := range words {
		kind, value, _ := strings.Cut(w, "=")
		switch {
		case value == "":
		case kind == "acr" && o.Class == value, kind == "amr" && slices.Contains(o.Methods, value):
			return w
		}
	}
	return ""
}

// strongCard returns which of the words of [Policy.CardStrong] a certificate
// that was found good bears out, empty for none: a policy that it is issued
// under, who issued it, or both.
func strongCard(c *x509.Certificate, words []string) string {
	for _, w := range words {
		policy, issuer, _ := strings.Cut(w, "@")
		under := slices.ContainsFunc(c.Policies, func(id x509.OID) bool { return id.String() == policy })
		if w != "" && (policy == "" || under) && (issuer == "" || issuer == c.Issuer.String()) {
			return w
		}
	}
	return ""
}

// payOwed checks the second factor that a session still owes, alone: who vouched
// for its owner stands in for the password.
func (s *Service) payOwed(ctx context.Context, p Principal, c Credentials, now time.Time) (Account, proof, error) {
	a, err := s.cfg.Store.Account(ctx, p.Account.ID)
	if err != nil {
		return a, proof{}, err
	}
	if !a.twofold() || a.LockedUntil.After(now) {
		return a, proof{}, errCode()
	}
	shown, err := s.prove(ctx, a, c, now)
	return a, shown, err
}

// forOutsideStepUp is what a ticket is issued for when the provider is to ask
// once more who somebody is.
const forOutsideStepUp = "oidc step-up"

// outsideSlack is how far the provider's clock may be behind ours.
const outsideSlack = time.Minute

// AskOutsideAgain sends somebody signed in to the provider, to prove there anew
// who they are.
func (s *Service) AskOutsideAgain(ctx context.Context, p Principal) (Sent, error) {
	return s.send(ctx, ticket{For: forOutsideStepUp, Account: p.Account.ID, Session: p.Session.ID})
}

// StepUpOutside proves by the provider that who is signed in still sits there:
// it must have asked them since the question (ErrForbidden "oidc.stale"
// otherwise). Where its proof counts as strong, the session is fresh. Where it
// does not, the session goes on owing the account's own second factor, as one
// begun so does; an account without one proved nothing ("oidc.weak").
func (s *Service) StepUpOutside(ctx context.Context, p Principal, r Returned) (Issued, error) {
	now := s.now()
	try, err := s.try(p, now)
	if err != nil {
		return Issued{}, err
	}
	shown, err := s.outsideAnew(ctx, p, r, now)
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	issued, err := s.renew(ctx, p, now, shown, func(tx Tx) error { return shown.use(tx, p.Account.ID, now) })
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// outsideAnew has the provider say once more who somebody signed in is.
func (s *Service) outsideAnew(ctx context.Context, p Principal, r Returned, now time.Time) (proof, error) {
	t, who, err := s.arrive(ctx, r, forOutsideStepUp, p.Session.ID)
	if err != nil {
		return proof{}, err
	}
	key, account, err := s.cfg.Store.KeyByMark(ctx, Outside, outsideMark(who))
	switch {
	case errors.Is(err, shiheng.ErrNotFound), err == nil && account.ID != p.Account.ID, account.LockedUntil.After(now):
		return proof{}, errOutside()
	case err != nil:
		return proof{}, err
	case who.At.Before(t.Until.Add(-challengeLife - outsideSlack)):
		return proof{}, shiheng.Forbidden("oidc.stale")
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return proof{}, err
	}
	shown := proof{key: key, ticket: t, strong: who.strong(policy.OutsideStrong)}
	if shown.strong == "" && !account.twofold() {
		return proof{}, shiheng.Forbidden("oidc.weak")
	}
	return shown, nil
}
