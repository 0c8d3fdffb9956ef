package forward

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
)

// Open opens what was forwarded to the caller, in the caller's own session:
// live, until the forwarding ends, with both names over the picture.
func (s *Service) Open(ctx context.Context, c Caller, id ID) (shiheng.Grant, error) {
	f, err := s.one(ctx, Filter{ID: id, To: c.Account.ID})
	if err != nil {
		return shiheng.Grant{}, err
	}
	now := s.Now()
	e := audit.New(now, c.Actor(), audit.ForwardOpen, audit.On("forward", f.ID)).About(f.Cameras...)
	cause, err := s.stands(ctx, f, now)
	if err != nil {
		return shiheng.Grant{}, err
	}
	if cause != nil {
		return shiheng.Grant{}, s.refused(ctx, e, cause)
	}
	return s.cfg.Access.Mint(ctx, access.Warrant{
		Principal: c.Principal, Act: shiheng.ActLive, Cameras: f.Cameras, Until: f.Until, Basis: f.basis(), Purpose: f.Purpose,
		Mark: access.MarkOf(c.Principal) + " 转发人 " + f.By.called(), Rests: f.By.Account,
		Write: func(ctx context.Context, mint func(access.Tx) error, g shiheng.Grant) error {
			return s.cfg.Store.Write(ctx, func(tx Tx) error {
				kept, err := tx.Forward(f.ID)
				if err != nil {
					return err
				}
				if kept.Ended != nil { // meanwhile
					return taken()
				}
				if err := mint(tx); err != nil {
					return err
				}
				if err := tx.PutOpening(f.ID, g.ID); err != nil {
					return err
				}
				return tx.Append(e.Because(f.basis(), string(audit.ForwardOpen)).With("grant", g.ID.String()))
			})
		},
	})
}

// Warranted says why a recipient's grant may run no longer, nil while it may.
func (s *Service) Warranted(ctx context.Context, g shiheng.Grant) (cause, err error) {
	f, err := s.cfg.Store.OfGrant(ctx, g.ID)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return shiheng.Forbidden("forward.none").By("W168/29/1"), nil
	case err != nil:
		return nil, fmt.Errorf("recheck forwarded grant: %w", err)
	}
	return s.stands(ctx, f, s.Now())
}

// stands says why a forwarding bears nothing any more: it was taken back, its
// time is over, or what it rests on ended, on either side.
func (s *Service) stands(ctx context.Context, f Forward, now time.Time) (cause, err error) {
	switch f.State(now) {
	case Ended:
		return taken(), nil
	case Over:
		return shiheng.Expired("forward.over").By("R799/16/3"), nil
	}
	if f.Application != "" {
		if cause, err = s.cfg.Regimes.Stands(ctx, f.Application, f.Cameras); cause != nil || err != nil {
			return cause, err
		}
	} else {
		by, err := s.cfg.People.Account(ctx, f.By.Account)
		if err != nil {
			return nil, fmt.Errorf("find forwarder: %w", err)
		}
		v, err := s.cfg.Access.Forwards(ctx, by, f.forwarding(false))
		if err != nil {
			return nil, err
		}
		if len(v.Unmet) > 0 {
			return first(v), nil
		}
	}
	to, err := s.cfg.People.Account(ctx, f.To.Account)
	if err != nil {
		return nil, fmt.Errorf("find recipient: %w", err)
	}
	v, err := s.cfg.Access.Receives(ctx, to, f.Cameras, f.Until, true)
	if err != nil || len(v.Unmet) == 0 {
		return nil, err
	}
	return first(v), nil
}

// first is the first reason of a refusal as a cause.
func first(v access.Verdict) error {
	return shiheng.Forbidden(v.Unmet[0].Code).By(v.Unmet[0].Article)
}

// Standing says why the recipient cannot open a forwarding now, nil when they
// can: what a can is made of.
func (s *Service) Standing(ctx context.Context, f Forward) (cause, err error) {
	return s.stands(ctx, f, s.Now())
}
