package second

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now and Log are required.
type Config struct {
	Store   Store
	Holds   Holds
	Footage Footage
	// Bucket opens the one of the settings; nil when none is set.
	Bucket func(context.Context) (Vault, Terms, error)
	// Logged waits until what is on record stands in the log: footage leaves the
	// house only then.
	Logged func(context.Context) error
	LawDay time.Duration // how long a day of the law lasts
	Now    func() time.Time
	Log    *slog.Logger
}

// Service makes second copies and looks after them. Safe for concurrent use.
type Service struct {
	cfg  Config
	wake chan struct{}

	round sync.Mutex // held during a round
	mu    sync.Mutex
	state Standing // guarded by mu
}

// A Standing is how second copies stand as a whole.
type Standing struct {
	Bucket string    // empty: none is set
	Down   error     // why it does not answer, nil when it does
	Since  time.Time // since when it does not
	Probe  Probe     // the newest one, zero when there is none
	Serves bool      // it may be used now
	Owed   int       // slots of held footage that have none
	Late   int       // those of them for longer than allowed
	Kept   int
	Failed int    // whose last step brought nothing
	First  string // what the first of them failed by
	Terms
}

// How often copies are looked after, how many days of the law each is read
// again within, and how many are listed at a time.
const (
	every   = time.Minute
	reread  = 7
	perPage = 500
)

// New makes a service. Run must run for copies to be made.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Holds == nil || cfg.Footage == nil || cfg.Bucket == nil || cfg.Logged == nil || cfg.LawDay <= 0 {
		return nil, errors.New("second: all of Config but Now and Log is required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg, wake: make(chan struct{}, 1)}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Standing says how second copies stood at the last round.
func (s *Service) Standing() Standing {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state
}

// Run looks after second copies until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.Round(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "second copies not looked after", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-s.wake:
		}
	}
}

// Round does what is due to every copy, once. One that fails stops no other;
// the error tells of rows and settings.
func (s *Service) Round(ctx context.Context) error {
	s.round.Lock()
	defer s.round.Unlock()
	v, terms, err := s.cfg.Bucket(ctx)
	if err != nil {
		return fmt.Errorf("open the bucket of the settings: %w", err)
	}
	if v == nil {
		s.tell(Standing{})
		return nil
	}
	holds, err := s.inForce(ctx)
	if err != nil {
		return err
	}
	if err := s.owe(ctx, holds); err != nil {
		return err
	}
	st := Standing{Bucket: v.Name(), Down: v.Ready(ctx), Terms: terms}
	if st.Down == nil {
		if st.Probe, err = s.probed(ctx, v, terms); err != nil {
			return err
		}
		st.Serves = st.Probe.Serves(st.Bucket, terms.ProbeDays, s.now())
		err = s.steps(ctx, v, terms, holds, st.Serves)
	} else if st.Probe, err = s.lastProbe(ctx, st.Bucket); err == nil {
		st.Serves = st.Probe.Serves(st.Bucket, terms.ProbeDays, s.now())
	}
	return errors.Join(err, s.sum(ctx, st, terms))
}

// tell keeps how copies stand. Since when a bucket is down is remembered.
func (s *Service) tell(st Standing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st.Down != nil {
		if st.Since = s.state.Since; st.Since.IsZero() || s.state.Bucket != st.Bucket {
			st.Since = s.now()
		}
	}
	s.state = st
}

// inForce are the holds in force.
func (s *Service) inForce(ctx context.Context) (out []evidence.Hold, err error) {
	for p := (audit.Paging{Limit: perPage}); ; {
		got, err := s.cfg.Holds.Holds(ctx, evidence.Filter{Scope: registry.Scope{All: true}, State: evidence.InForce}, p)
		if err != nil {
			return nil, err
		}
		out = append(out, got.Items...)
		if p.Cursor = got.Next; p.Cursor == "" {
			return out, nil
		}
	}
}

// each calls do for every copy that a filter lets through.
func (s *Service) each(ctx context.Context, f Filter, do func(Copy) error) error {
	for behind := ""; ; {
		page, err := s.cfg.Store.Copies(ctx, f, behind, perPage)
		if err != nil {
			return err
		}
		for _, c := range page {
			if err := do(c); err != nil {
				return err
			}
			behind = c.Key()
		}
		if len(page) < perPage {
			return nil
		}
	}
}

// owe notes slots of held footage that have no copy yet.
func (s *Service) owe(ctx context.Context, holds []evidence.Hold) error {
	known := map[string]bool{}
	err := s.each(ctx, Filter{Going: true}, func(c Copy) error {
		known[c.Key()] = true
		return nil
	})
	if err != nil {
		return err
	}
	var fresh []Copy
	for _, h := range holds {
		for _, it := range h.Items {
			slots, _, err := s.cfg.Footage.Sealed(ctx, it.Camera, h.Span())
			if err != nil {
				return fmt.Errorf("list slots of %s: %w", it.Camera, err)
			}
			for _, one := range slots {
				if !known[one.Key()] {
					known[one.Key()] = true
					fresh = append(fresh, Copy{Slot: one, State: Waiting, Since: s.now()})
				}
			}
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, c := range fresh {
			if err := tx.PutCopy(c); err != nil {
				return err
			}
		}
		return nil
	})
}

// sum counts how copies stand, and tells it.
func (s *Service) sum(ctx context.Context, st Standing, terms Terms) error {
	now, late := s.now(), time.Duration(terms.LateHours)*time.Hour
	err := s.each(ctx, Filter{Going: true}, func(c Copy) error {
		switch {
		case c.State == Kept:
			st.Kept++
		default:
			if st.Owed++; now.Sub(c.Since) >= late {
				st.Late++
			}
		}
		if c.Failed != "" {
			if st.Failed++; st.First == "" {
				st.First = c.Failed
			}
		}
		return nil
	})
	s.tell(st)
	return err
}

// lastProbe is the newest probe of a bucket; zero when there is none.
func (s *Service) lastProbe(ctx context.Context, bucket string) (Probe, error) {
	p, err := s.cfg.Store.LastProbe(ctx, bucket)
	if errors.Is(err, shiheng.ErrNotFound) {
		return Probe{}, nil
	}
	return p, err
}

// probed is the newest probe of a bucket. One that passed is done again by the
// house when half its days are over; the first is somebody's.
func (s *Service) probed(ctx context.Context, v Vault, terms Terms) (Probe, error) {
	p, err := s.lastProbe(ctx, v.Name())
	half := time.Duration(terms.ProbeDays) * 12 * time.Hour
	if err != nil || !p.Passed() || s.now().Before(p.At.Add(half)) {
		return p, err
	}
	again, err := s.probe(ctx, v, audit.House("evidence"))
	if err != nil {
		s.cfg.Log.WarnContext(ctx, "bucket not probed again", "error", err)
		return p, nil
	}
	return again, nil
}

// MayProbe says why there is nothing to probe.
func (s *Service) MayProbe() error {
	if s.Standing().Bucket == "" {
		return shiheng.Conflict("second.none")
	}
	return nil
}

// Probe tries to break the locks of the bucket of the settings, and puts on
// record how it went. A bucket that does not answer is an error, and nothing is
// on record; one that gave in is a probe that did not pass.
func (s *Service) Probe(ctx context.Context, by audit.Actor) (Probe, error) {
	v, terms, err := s.cfg.Bucket(ctx)
	if err != nil {
		return Probe{}, err
	}
	if v == nil {
		return Probe{}, shiheng.Conflict("second.none")
	}
	s.round.Lock() // a round would hold its own objects against a bucket that is being tried
	defer s.round.Unlock()
	p, err := s.probe(ctx, v, by)
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.state.Bucket, s.state.Probe, s.state.Serves = p.Bucket, p, p.Serves(p.Bucket, terms.ProbeDays, s.now())
		s.Wake()
	}
	return p, err
}

// Wake has the next round begin now: a setting changed, or a bucket passed.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default: // one is due already
	}
}

func (s *Service) probe(ctx context.Context, v Vault, by audit.Actor) (Probe, error) {
	attempts, err := v.Probe(ctx)
	if err != nil {
		return Probe{}, fmt.Errorf("probe %s: %w", v.Name(), err)
	}
	p := Probe{At: s.now(), Bucket: v.Name(), By: by.Name, Attempts: attempts}
	e := audit.New(p.At, by, audit.SecondProbe, audit.Object{Kind: "bucket", ID: p.Bucket}).Because(evidence.Article, string(audit.SecondProbe)).
		With("passed", fmt.Sprint(p.Passed()))
	for _, t := range p.Broken() {
		e = e.With(t.Name, "broken")
	}
	return p, s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.PutProbe(p); err != nil {
			return err
		}
		return tx.Append(e)
	})
}
