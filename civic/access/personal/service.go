package personal

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Store keeps applications. Safe for concurrent use.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	Requests() registry.Records[Request]
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx
	Requests() registry.RecordsTx[Request]
	System(id shiheng.SystemID) (registry.VideoSystem, error)
}

// Cameras is what this room asks of civic/registry's rows.
type Cameras interface {
	registry.Systems
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store   Store
	Papers  *papers.Service
	Law     *law.Law
	Cameras Cameras
	Now     func() time.Time
}

// Service is the rights desk. Whether the caller has the duty was asked before;
// which systems are his is asked here. Safe for concurrent use.
type Service struct {
	cfg Config

	mu     sync.Mutex
	forgot law.Day // on which Round looked last; guarded by mu
}

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Papers == nil || cfg.Law == nil || cfg.Cameras == nil {
		return nil, errors.New("personal: Store, Papers, Law and Cameras are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// A Clerk is who acts at the desk, and the systems whose applications are his.
type Clerk struct {
	identity.Principal
	Scope registry.Scope
}

func (k Clerk) attest(now time.Time) Signed {
	return Signed{Account: k.Account.ID, Name: k.Account.Name, At: now}
}

// Subject is the kind of subject an application is.
const Subject = "personal"

// deadline is the code of the time limit for the decision.
const deadline = "D-PERSONAL"

// Receive registers an application and issues its receipt. checked says that
// the clerk held the document against the person.
func (s *Service) Receive(ctx context.Context, k Clerk, a Asked, checked bool) (Request, error) {
	now := s.now()
	if err := a.tidy(now); err != nil {
		return Request{}, err
	}
	v, err := registry.SystemIn(ctx, s.cfg.Cameras, k.Scope, a.System)
	if err != nil {
		return Request{}, err
	}
	linked, err := s.ofSystem(ctx, a)
	if err != nil {
		return Request{}, err
	}
	due, rule, err := s.cfg.Law.Due(deadline, law.DayOf(now))
	if err != nil {
		return Request{}, err
	}
	fresh := Request{Kept: registry.Fresh[requestKind](now), Asked: a, State: Received, Due: due, By: k.attest(now)}
	if checked {
		by := k.attest(now)
		fresh.Checked = &by
	}
	var out Request
	e := s.event(k, audit.PersonalReceive, fresh, now).Because(rule.Article, string(audit.PersonalReceive)).With("due", due.String())
	err = audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error {
		out = fresh
		if a.Agent != nil {
			if a.Agent.Proof.IsZero() {
				return shiheng.Forbidden("personal.agent-proof").By("PIPL/50")
			}
			if err := s.cfg.Papers.Link(tx, k.Actor(), audit.On(Subject, out.ID), a.Agent.Proof); err != nil {
				return err
			}
		}
		issued, err := s.cfg.Papers.Issue(ctx, tx, k.Actor(), out.receipt(v, linked, k.Account.Name))
		if err != nil {
			return err
		}
		out.Receipt, out.Number = issued.ID, issued.Number
		if err := tx.Requests().Put(out); err != nil {
			return err
		}
		return tx.Append(e.With("number", issued.Number))
	})
	return out, err
}

// ofSystem reads the cameras asked about; one of another system is not there.
func (s *Service) ofSystem(ctx context.Context, a Asked) ([]registry.Linked, error) {
	if len(a.Cameras) == 0 {
		return nil, nil
	}
	linked, err := s.cfg.Cameras.Linked(ctx, a.Cameras...)
	if err != nil {
		return nil, err
	}
	for _, l := range linked {
		if l.System.ID != a.System {
			return nil, shiheng.NotFound("camera.none")
		}
	}
	if len(linked) != len(a.Cameras) {
		return nil, shiheng.NotFound("camera.none")
	}
	return linked, nil
}

func (s *Service) event(k Clerk, act audit.Act, r Request, now time.Time) audit.Event {
	e := audit.New(now, k.Actor(), act, audit.On(Subject, r.ID)).About(r.Cameras...).With("kind", string(r.Kind)).With("system", r.System.String())
	if r.Number != "" {
		e = e.With("applicant", r.Number)
	}
	if !r.From.IsZero() {
		e = e.With("from", r.From.Format(time.RFC3339)).With("to", r.To.Format(time.RFC3339))
	}
	return e
}

// on runs an act on one application of the clerk's. version is the one the act
// was based on; 0 is any.
func (s *Service) on(ctx context.Context, k Clerk, act audit.Act, id RequestID, version int64, f func(Tx, *Request, *audit.Event) error) (out Request, err error) {
	now := s.now()
	got, err := s.cfg.Store.Requests().List(ctx, registry.RecordFilter{Scope: k.Scope, ID: id.String()}, audit.Paging{Limit: 1})
	if err != nil {
		return out, err
	}
	if len(got.Items) == 0 {
		return out, shiheng.NotFound("personal.none")
	}
	base := s.event(k, act, got.Items[0], now).Because(got.Items[0].Kind.Article(), string(act))
	err = audit.Under(ctx, s.cfg.Store.Write, base, func(tx Tx) error {
		e := base
		if out, err = tx.Requests().One(id.String()); err != nil {
			return err
		}
		if version != 0 && version != out.Version {
			return shiheng.Conflict("personal.changed")
		}
		if err := f(tx, &out, &e); err != nil {
			return err
		}
		out.Version++
		if err := tx.Requests().Put(out); err != nil {
			return err
		}
		return tx.Append(e)
	})
	return out, err
}

// Check notes that the document was held against the person, later than the
// application came.
func (s *Service) Check(ctx context.Context, k Clerk, id RequestID) (Request, error) {
	return s.on(ctx, k, audit.PersonalCheck, id, 0, func(_ Tx, r *Request, e *audit.Event) error {
		if err := r.MayDecide(); err != nil {
			return err
		}
		by := k.attest(e.At)
		r.Checked = &by
		return nil
	})
}

// Floor is the term of the system of an application in days, as the law gives
// it now.
func (s *Service) Floor(v registry.VideoSystem) int {
	return s.cfg.Law.Floor(v.Facts(), law.DayOf(s.now())).Days
}

// Grant allows what is asked, with reasons, and issues the answer. A copy then
// waits to be masked.
func (s *Service) Grant(ctx context.Context, k Clerk, id RequestID, version int64, reason string) (Request, error) {
	reason = strings.TrimSpace(reason)
	return s.on(ctx, k, audit.PersonalGrant, id, version, func(tx Tx, r *Request, e *audit.Event) error {
		v, err := tx.System(r.System)
		if err != nil {
			return err
		}
		if err := r.MayGrant(s.Floor(v), law.DayOf(e.At)); err != nil {
			return err
		}
		if reason == "" {
			return shiheng.Invalid("personal.reason")
		}
		r.Ruling = &Answered{Granted: true, Article: r.Kind.Article(), Reason: reason, By: k.attest(e.At)}
		if r.State = Accepted; r.Kind == Copy {
			r.State = ToMask
		}
		return s.answer(ctx, tx, k, r, v)
	})
}

// Refuse refuses on a ground of the law, with reasons, and issues the note.
func (s *Service) Refuse(ctx context.Context, k Clerk, id RequestID, version int64, ground, reason string) (Request, error) {
	reason = strings.TrimSpace(reason)
	return s.on(ctx, k, audit.PersonalRefuse, id, version, func(tx Tx, r *Request, e *audit.Event) error {
		if err := r.MayDecide(); err != nil {
			return err
		}
		g, known := r.Kind.ground(ground)
		switch {
		case !known:
			return shiheng.Forbidden("personal.ground", "ground", ground).By("PIPL/50")
		case reason == "":
			return shiheng.Forbidden("personal.refuse-reason").By("PIPL/50")
		}
		v, err := tx.System(r.System)
		if err != nil {
			return err
		}
		*e = e.Because(g.Article, "personal.ground-"+g.Code)
		r.State, r.Ruling = Refused, &Answered{Ground: g.Code, Article: g.Article, Reason: reason, By: k.attest(e.At)}
		return s.answer(ctx, tx, k, r, v)
	})
}

func (s *Service) answer(ctx context.Context, tx Tx, k Clerk, r *Request, v registry.VideoSystem) error {
	issued, err := s.cfg.Papers.Issue(ctx, tx, k.Actor(), r.paper(v, k.Account.Name))
	r.Answer = issued.ID
	return err
}

// Finish ends an application that was carried out: what was shown, corrected or
// done. A copy is not among them.
func (s *Service) Finish(ctx context.Context, k Clerk, id RequestID, outcome string) (Request, error) {
	return s.end(ctx, k, audit.PersonalFinish, id, outcome, Done, Request.MayFinish)
}

// Withdraw ends an application that the person takes back.
func (s *Service) Withdraw(ctx context.Context, k Clerk, id RequestID, why string) (Request, error) {
	return s.end(ctx, k, audit.PersonalWithdraw, id, why, Withdrawn, Request.MayDecide)
}

func (s *Service) end(ctx context.Context, k Clerk, act audit.Act, id RequestID, words string, to State, may func(Request) error) (Request, error) {
	words = strings.TrimSpace(words)
	return s.on(ctx, k, act, id, 0, func(_ Tx, r *Request, e *audit.Event) error {
		if err := may(*r); err != nil {
			return err
		}
		if words == "" {
			return shiheng.Invalid("personal.outcome")
		}
		by := k.attest(e.At)
		r.State, r.Outcome, r.Ended = to, words, &by
		return nil
	})
}
