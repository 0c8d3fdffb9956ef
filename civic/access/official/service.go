package official

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now and Log are required.
type Config struct {
	Store   Store
	Access  *access.Service
	Clauses *clause.Set
	Papers  *papers.Service
	Cameras Cameras
	Units   access.Units
	People  People
	// Site reports whether somebody is staff of a site with one of the cameras.
	Site func(ctx context.Context, o Officer, cameras []registry.Linked) (bool, error)
	// Secure places a hold (civic/evidence), on record, and Held lists what is
	// on hold from an application.
	Secure func(ctx context.Context, k Clerk, h Securing) error
	Held   func(ctx context.Context, id ApplicationID) ([]Secured, error)
	// Basic reads the basic information that officials may be given of cameras
	// (see [GivenBasic]), worded.
	Basic func(ctx context.Context, cameras []registry.Linked) ([]BasicLine, error)
	Now   func() time.Time // time.Now when nil
	Log   *slog.Logger
}

// Service is the counter. Whether the caller has the duty was asked before, by
// civic/access; which applications he may know of is asked here. Safe for
// concurrent use.
type Service struct {
	cfg Config

	mu   sync.Mutex
	used map[shiheng.GrantID]*meter // what running grants served; guarded by mu
}

// New makes a service. Run must run for what is served to get on record.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Access == nil || cfg.Clauses == nil || cfg.Papers == nil || cfg.Cameras == nil ||
		cfg.Units == nil || cfg.People == nil || cfg.Site == nil || cfg.Secure == nil || cfg.Held == nil {
		return nil, errors.New("official: all of Config but Now and Log is required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg, used: map[shiheng.GrantID]*meter{}}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Now is the clock of the room.
func (s *Service) Now() time.Time { return s.now() }

// Read gives the lists and lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// A Clerk is who acts at the counter: a person in a session, and the cameras
// whose applications are his.
type Clerk struct {
	identity.Principal
	Scope registry.Scope
}

func (c Clerk) attest(now time.Time) Attested {
	return Attested{Account: c.Account.ID, Name: c.Account.Name, At: now}
}

// One returns an application of the scope. One outside it is an ErrNotFound,
// like one that is not there.
func (s *Service) One(ctx context.Context, scope registry.Scope, id ApplicationID) (Application, error) {
	got, err := s.cfg.Store.Applications(ctx, Filter{Scope: scope, ID: id}, audit.Paging{Limit: 1})
	if err != nil {
		return Application{}, err
	}
	if len(got.Items) == 0 {
		return Application{}, shiheng.NotFound("official.none")
	}
	return got.Items[0], nil
}

// Case adds to an application what its decision is made from.
func (s *Service) Case(ctx context.Context, a Application) (Case, error) {
	c := Case{Application: a}
	if !a.Letter.IsZero() {
		l, err := s.cfg.Store.Letter(ctx, a.Letter)
		if err != nil {
			return c, err
		}
		c.Introduction = &l
	}
	var err error
	c.Secret, err = s.cfg.Store.Secret(ctx, a.Cameras)
	return c, err
}

// Checklist is how the conditions of an application stand now.
func (s *Service) Checklist(c Case) []ConditionState { return Checklist(s.cfg.Clauses, c, s.now()) }

// Barred lists why footage may not be opened now, nothing when it may.
func (s *Service) Barred(c Case) []Lack { return Barred(s.cfg.Clauses, c, s.now()) }

// A job is one act under way, in its transaction.
type job struct {
	ctx   context.Context //nolint:containedctx // the act's own, for issuing papers
	tx    Tx
	clerk Clerk
	now   time.Time
	event audit.Event
}

func (j *job) note(key, value string) {
	if value != "" {
		j.event = j.event.With(key, value)
	}
}

// do runs one act on an application in one transaction, with its event. What a
// rule refuses is put on record with its article, and changes nothing else.
func (s *Service) do(ctx context.Context, k Clerk, e audit.Event, f func(*job) error) error {
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		j := job{ctx: ctx, tx: tx, clerk: k, now: e.At, event: e}
		if err := f(&j); err != nil {
			return err
		}
		return tx.Append(j.event)
	})
	return s.refused(ctx, e, err)
}

// refused puts on record what a rule refused.
func (s *Service) refused(ctx context.Context, e audit.Event, err error) error {
	if err == nil {
		return nil
	}
	if refused, ruled := access.Refused(e, err); ruled {
		err = errors.Join(err, s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.Append(refused) }))
	}
	return fmt.Errorf("%s: %w", e.Act, err)
}

// on runs an act on one application of the clerk's and keeps what became of
// it. version is the one the act was based on; 0 is any.
func (s *Service) on(ctx context.Context, k Clerk, act audit.Act, id ApplicationID, version int64, f func(*job, *Case) error) (Application, error) {
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return a, err
	}
	secret, err := s.cfg.Store.Secret(ctx, a.Cameras)
	if err != nil {
		return a, err
	}
	c := Case{Application: a}
	e := audit.New(s.now(), k.Actor(), act, audit.On("official", id)).About(a.Cameras...).Because("W168/24", string(act))
	err = s.do(ctx, k, e, func(j *job) (err error) {
		c = Case{Secret: secret}
		if c.Application, err = j.tx.Application(id); err != nil {
			return err
		}
		if version != 0 && version != c.Version {
			return shiheng.Conflict("official.changed")
		}
		if !c.Application.Letter.IsZero() {
			l, err := j.tx.Letter(c.Application.Letter)
			if err != nil {
				return err
			}
			c.Introduction = &l
		}
		if err := f(j, &c); err != nil {
			return err
		}
		c.Version++
		return j.tx.PutApplication(c.Application)
	})
	return c.Application, err
}

// unmet makes the refusal of what is lacking.
func unmet(act string, lacks []Lack) error {
	r := &access.Refusal{Act: act}
	for _, l := range lacks {
		r.Unmet = append(r.Unmet, access.Condition{Code: l.Code, Article: l.Article})
	}
	return r
}
