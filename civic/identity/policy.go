package identity

import (
	"context"
	"fmt"
	"time"
)

// A Policy is what the house asks of everybody who signs in and of whoever
// hands out rights. It is made of settings.
type Policy struct {
	// FactorRequired: every account must have a second factor.
	FactorRequired bool
	// StepUp is how long a proof of who one is counts for sensitive acts; zero
	// means a quarter of an hour.
	StepUp time.Duration
	// LockAfter is how many failures in a row lock an account for LockFor;
	// zero: none ever do, and guessing is only slowed down.
	LockAfter int
	LockFor   time.Duration
	// OutsideStrong are proofs at the identity provider that count as strong,
	// each "acr=value" or "amr=value"; CardStrong are certificates that do, each
	// "policy", "policy@issuer" or "@issuer". Whoever comes by another proof has
	// to give the account's own second factor, where it has one.
	OutsideStrong, CardStrong []string
	// Profile says how far duties are kept apart; empty means Site.
	Profile Profile
}

// A Profile says how far the duties of a house are kept apart. The order asks
// for none of it, so that a site of two people can work.
type Profile string

// The profiles.
const (
	// Bureau 机关: system, security and audit administration are three people,
	// and a change of rights takes two.
	Bureau Profile = "bureau"
	// Site 场所: one person may run system and security; changes of rights are
	// told to the auditor, who is of the superior unit.
	Site Profile = "site"
)

// Known reports whether p is one of the two.
func (p Profile) Known() bool { return p == Bureau || p == Site }

// policy is the one in force, with its zero values filled in.
func (s *Service) policy(ctx context.Context) (Policy, error) {
	var p Policy
	if s.cfg.Policy != nil {
		var err error
		if p, err = s.cfg.Policy(ctx); err != nil {
			return p, fmt.Errorf("read the rules of signing in: %w", err)
		}
	}
	if p.StepUp == 0 {
		p.StepUp = 15 * time.Minute
	}
	if p.LockFor == 0 {
		p.LockFor = 15 * time.Minute
	}
	if p.Profile == "" {
		p.Profile = Site
	}
	return p, nil
}

// Policy returns the one in force.
func (s *Service) Policy(ctx context.Context) (Policy, error) { return s.policy(ctx) }
