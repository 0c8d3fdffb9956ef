package citizen

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now and Log are required.
type Config struct {
	Store   Store
	Access  *access.Service
	Clauses *clause.Set
	Law     *law.Law
	Papers  *papers.Service
	Cameras Cameras
	// Platform reports whether this house is the networked sharing platform
	// (W168/21/2), the only place where the family of a missing person looks.
	Platform func(ctx context.Context) (bool, error)
	// Near lists cameras of a scope within metres of a point.
	Near func(ctx context.Context, scope registry.Scope, at registry.Position, metres float64) ([]Nearby, error)
	Now  func() time.Time // time.Now when nil
	Log  *slog.Logger
}

// Service is the desk for citizens. Whether the caller has the duty was asked
// before, by civic/access; which cases he may know of is asked here. Safe for
// concurrent use.
type Service struct {
	cfg Config

	mu    sync.Mutex
	shown map[shiheng.GrantID]*meter // what running grants showed; guarded by mu
}

// New makes a service. Run must run for what is shown to get on record.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Access == nil || cfg.Clauses == nil || cfg.Law == nil || cfg.Papers == nil || cfg.Cameras == nil ||
		cfg.Platform == nil || cfg.Near == nil {
		return nil, errors.New("citizen: all of Config but Now and Log is required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg, shown: map[shiheng.GrantID]*meter{}}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// Platform reports whether this house is the networked sharing platform.
func (s *Service) Platform(ctx context.Context) (bool, error) { return s.cfg.Platform(ctx) }

// A Clerk is who acts at the desk: a person in a session, and the cameras
// whose cases are his.
type Clerk struct {
	identity.Principal
	Scope registry.Scope
}

func (c Clerk) attest(now time.Time) Witness {
	return Witness{Account: c.Account.ID, Name: c.Account.Name, At: now}
}

// One returns a case of the scope. One outside it is an ErrNotFound, like one
// that is not there.
func (s *Service) One(ctx context.Context, scope registry.Scope, id CaseID) (Case, error) {
	got, err := s.cfg.Store.Cases(ctx, Filter{Scope: scope, ID: id}, audit.Paging{Limit: 1})
	if err != nil {
		return Case{}, err
	}
	if len(got.Items) == 0 {
		return Case{}, shiheng.NotFound("citizen.none")
	}
	return got.Items[0], nil
}

// Suggest lists cameras worth a look for a person last seen at a point, of the
// clerk's own.
func (s *Service) Suggest(ctx context.Context, k Clerk, at registry.Position, seen time.Time) ([]Suggestion, error) {
	now := s.now()
	switch {
	case !at.Known() || at.Check() != nil:
		return nil, shiheng.Invalid("citizen.point")
	case seen.IsZero() || seen.After(now):
		return nil, shiheng.Invalid("citizen.last-seen").By(Missing.Basis())
	}
	near, err := s.cfg.Near(ctx, k.Scope, at, Reach(now.Sub(seen)))
	if err != nil {
		return nil, fmt.Errorf("find cameras near: %w", err)
	}
	return Suggest(near, seen.UTC(), now), nil
}

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

// do runs one act in one transaction, with its event. What a rule refuses is
// put on record with its article, and changes nothing else.
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

// on runs an act on one case of the clerk's and keeps what became of it.
// version is the one the act was based on; 0 is any.
func (s *Service) on(ctx context.Context, k Clerk, act audit.Act, id CaseID, version int64, f func(*job, *Case) error) (Case, error) {
	c, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return c, err
	}
	e := about(c, k, act, s.now())
	err = s.do(ctx, k, e, func(j *job) (err error) {
		if c, err = j.tx.Case(id); err != nil {
			return err
		}
		if version != 0 && version != c.Version {
			return shiheng.Conflict("citizen.changed")
		}
		if err := f(j, &c); err != nil {
			return err
		}
		c.Version++
		return j.tx.PutCase(c)
	})
	return c, err
}

// about is the event of an act on a case. Who is missing and who looks stand
// in the case, and not in the record.
func about(c Case, k Clerk, act audit.Act, now time.Time) audit.Event {
	return audit.New(now, k.Actor(), act, audit.On("citizen", c.ID)).About(c.Cameras...).Because(c.Flow.Basis(), string(act)).With("flow", string(c.Flow))
}

// mine refuses cameras that are not all the clerk's. Another's looks like none.
func (s *Service) mine(ctx context.Context, k Clerk, act audit.Act, f Flow, cameras []shiheng.CameraID) error {
	linked, err := s.cfg.Cameras.Linked(ctx, cameras...)
	if err != nil {
		return err
	}
	for _, id := range cameras {
		i := slices.IndexFunc(linked, func(l registry.Linked) bool { return l.ID == id })
		if i < 0 || !k.Scope.Covers(linked[i]) {
			e := audit.New(s.now(), k.Actor(), act, audit.Object{Kind: "citizen"}).About(id).With("flow", string(f))
			return s.refused(ctx, e, &access.Refusal{Act: string(act), Unmet: []access.Condition{
				{Code: "access.scope", Article: "W168/29/1", Camera: id},
			}})
		}
	}
	return nil
}
