package forward

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store   Store
	Access  *access.Service
	People  People
	Regimes Regimes
	Now     func() time.Time // time.Now when nil
}

// Service hands pictures on. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Access == nil || cfg.People == nil || cfg.Regimes == nil {
		return nil, errors.New("forward: all of Config but Now is required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg}, nil
}

// Now is the clock of the room.
func (s *Service) Now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// Basis is what the grant of a recipient rests on in own use: the register that
// has who received what, why and until when.
const Basis = "R799/16/3"

// officialBasis is the same under an application of official access.
const officialBasis = "W168/24"

// Ours reports whether a grant is a recipient's: live, and not of own watching.
func Ours(g shiheng.Grant) bool {
	return g.Act == shiheng.ActLive && (g.Basis == Basis || g.Basis == officialBasis)
}

// basis is the article a forwarding rests on.
func (f Forward) basis() string {
	if f.Application != "" {
		return officialBasis
	}
	return Basis
}

// A Caller is who acts, and over which cameras they answer for what is
// forwarded; zero for nothing.
type Caller struct {
	identity.Principal
	Scope registry.Scope
}

func (c Caller) party() Party {
	return Party{Account: c.Account.ID, Login: c.Account.Login, Name: c.Account.Name}
}

// Make hands pictures that the caller watches live on to a named account. What
// is in the way is refused by its clause and on record.
func (s *Service) Make(ctx context.Context, c Caller, a Asking) (Forward, error) {
	if err := a.tidy(); err != nil {
		return Forward{}, err
	}
	g, err := s.cfg.Access.Redeem(ctx, c.Principal, a.Grant)
	if err != nil {
		return Forward{}, err
	}
	to, err := s.cfg.People.AccountOf(ctx, a.Login)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return Forward{}, shiheng.Invalid("forward.recipient", "login", a.Login)
	case err != nil:
		return Forward{}, fmt.Errorf("find recipient: %w", err)
	case to.ID == c.Account.ID:
		return Forward{}, shiheng.Invalid("forward.self")
	}
	now := s.Now()
	f := Forward{
		Kept: registry.Fresh[forwardKind](now), By: c.party(), To: Party{Account: to.ID, Login: to.Login, Name: to.Name},
		Cameras: a.Cameras, Purpose: a.Purpose, Until: now.Add(a.lasts()), Source: g.ID,
	}
	e := audit.New(now, c.Actor(), audit.ForwardMake, audit.On("forward", f.ID)).About(f.Cameras...).
		With("recipient", f.To.called()).With("source", g.ID.String())
	if f.Purpose != "" {
		e = e.With("purpose", f.Purpose)
	}
	if err := s.decide(ctx, c, g, &f, &e); err != nil {
		return Forward{}, s.refused(ctx, e, err)
	}
	e = e.Because(f.basis(), string(audit.ForwardMake)).With("until", f.Until.Format(time.RFC3339))
	if f.Application != "" {
		e = e.With("application", f.Application)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutForward(f); err != nil {
			return err
		}
		return tx.Append(e)
	})
	if err != nil {
		return Forward{}, fmt.Errorf("forward: %w", err)
	}
	return f, nil
}

// decide asks whether the forwarder may hand on and the recipient receive, by
// the regime under which the picture is watched.
func (s *Service) decide(ctx context.Context, c Caller, g shiheng.Grant, f *Forward, e *audit.Event) error {
	for _, camera := range f.Cameras {
		if !slices.Contains(g.Cameras, camera) {
			return shiheng.Forbidden("forward.camera").By("W168/29/1")
		}
	}
	onward := Ours(g)
	switch {
	case onward, access.OwnUse(g):
		if g.Act != shiheng.ActLive {
			return shiheng.Forbidden("forward.live-only").By("W168/29/1")
		}
		v, err := s.cfg.Access.Forwards(ctx, c.Account, f.forwarding(onward))
		if err != nil {
			return err
		}
		*e = e.With("clauses", strings.Join(v.Clauses, " ")).With("policies", v.Policies.String())
		if err := v.Err(string(audit.ForwardMake)); err != nil {
			return err
		}
	default:
		under, err := s.cfg.Regimes.Forwardable(ctx, c.Principal, g, f.Cameras)
		if err != nil {
			return err
		}
		if f.Purpose == "" {
			return shiheng.Forbidden("clause.own-forward-registered").By("R799/16/3")
		}
		if f.Application = under.Application; under.Until.Before(f.Until) {
			f.Until = under.Until
		}
	}
	to, err := s.cfg.People.Account(ctx, f.To.Account)
	if err != nil {
		return fmt.Errorf("find recipient: %w", err)
	}
	to.MustChange = false // a new account is asked for its own password before it opens anything
	v, err := s.cfg.Access.Receives(ctx, to, f.Cameras, f.Until, true)
	if err != nil {
		return err
	}
	return v.Err(string(audit.ForwardMake))
}

// forwarding is the forwarding as the clauses are asked about it.
func (f Forward) forwarding(onward bool) access.Forwarding {
	return access.Forwarding{Cameras: f.Cameras, Purpose: f.Purpose, Recipient: f.To.Login, Until: f.Until, Onward: onward}
}

// refused puts on record what a rule refused.
func (s *Service) refused(ctx context.Context, e audit.Event, err error) error {
	if refused, ruled := access.Refused(e, err); ruled {
		err = errors.Join(err, s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(refused) }))
	}
	return fmt.Errorf("%s: %w", e.Act, err)
}

// one returns what a filter finds of a forwarding.
func (s *Service) one(ctx context.Context, f Filter) (Forward, error) {
	got, err := s.cfg.Store.Forwards(ctx, f, audit.Paging{Limit: 1})
	if err != nil {
		return Forward{}, err
	}
	if len(got.Items) == 0 {
		return Forward{}, shiheng.NotFound("forward.none")
	}
	return got.Items[0], nil
}

// One returns a forwarding to its recipient, to whoever forwarded it, and to
// those over whose cameras it is; to anybody else it is not there.
func (s *Service) One(ctx context.Context, c Caller, id ID) (f Forward, err error) {
	for _, by := range []Filter{{ID: id, To: c.Account.ID}, {ID: id, By: c.Account.ID}, {ID: id, Scope: c.Scope}} {
		if f, err = s.one(ctx, by); !errors.Is(err, shiheng.ErrNotFound) {
			return f, err
		}
	}
	return f, err
}

// MayEnd says why the caller may not take a forwarding back, nil when they may:
// they forwarded it, or answer for its cameras.
func (s *Service) MayEnd(ctx context.Context, c Caller, f Forward) error {
	if f.By.Account == c.Account.ID {
		return nil
	}
	_, err := s.one(ctx, Filter{ID: f.ID, Scope: c.Scope})
	if errors.Is(err, shiheng.ErrNotFound) {
		return shiheng.Forbidden("forward.not-yours").By("W168/29/1")
	}
	return err
}

// End takes a forwarding back. What runs under it stops before End returns.
func (s *Service) End(ctx context.Context, c Caller, f Forward, why string) (Forward, error) {
	now := s.Now()
	e := audit.New(now, c.Actor(), audit.ForwardEnd, audit.On("forward", f.ID)).About(f.Cameras...).With("recipient", f.To.called())
	if err := s.MayEnd(ctx, c, f); err != nil {
		return f, s.refused(ctx, e, err)
	}
	e = e.Because("W168/29/1", string(audit.ForwardEnd))
	if why = strings.TrimSpace(why); why != "" {
		e = e.With("why", why)
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		var err error
		if f, err = tx.Forward(f.ID); err != nil {
			return err
		}
		if f.State(now) != Running {
			return shiheng.Conflict("forward.over")
		}
		f.Ended = &TakenBack{Party: c.party(), At: now, Why: why}
		f.Version++
		if err := tx.PutForward(f); err != nil {
			return err
		}
		return tx.Append(e)
	})
	if err != nil {
		return f, fmt.Errorf("end forwarding: %w", err)
	}
	running, err := s.cfg.Store.Grants(ctx, f.ID)
	if err != nil {
		return f, err
	}
	return f, s.cfg.Access.End(ctx, taken(), running...)
}

// taken is why a forwarding that was taken back shows nothing.
func taken() error { return shiheng.Forbidden("forward.ended").By("W168/29/1") }
