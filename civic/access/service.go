package access

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
)

// Config is what a Service needs. All but Replay, Now and Logger are required.
type Config struct {
	Store   Store
	Log     audit.Log
	People  People
	Cameras Cameras
	Units   Units
	Law     *law.Law
	Clauses *clause.Set // who may do what
	// Warranted says why a grant that [Service.Mint] made for another room may
	// run no longer, nil while it may. Nil: no room mints.
	Warranted func(ctx context.Context, g shiheng.Grant) (cause, err error)
	// Logged waits until everything committed stands in the log. What opens the
	// past, and everything under a warrant, waits for it (design, L9); duty
	// watching does not. Nil: there is no log.
	Logged func(context.Context) error
	// Replay is how far back duty watching reaches; half an hour without it.
	Replay func(context.Context) (time.Duration, error)
	Now    func() time.Time
	Logger *slog.Logger
}

// Service decides, mints and ends. Safe for concurrent use. It is an
// [identity.Listener].
type Service struct {
	cfg Config

	mu    sync.Mutex
	open  map[shiheng.GrantID]*running   // grants of this process; guarded by mu
	dirty map[shiheng.AccountID]struct{} // whose rights changed; guarded by mu
	wake  chan struct{}
}

// running is a grant in use. ended is set once, under the service's mu.
type running struct {
	grant   shiheng.Grant
	ended   error
	watches map[*watch]struct{}
	written bool // its end is on record, or being written
	minted  bool // its row is committed
	// nonce is the word that the next proof of its mark has to bear, and due when
	// that has to have come; see beat.go.
	nonce string
	due   time.Time
	// rests is whose right it rests on besides its account's; zero for nobody's.
	rests shiheng.AccountID
}

// A watch is one look through a grant. of is the grant it is under, which
// changes when a shift is handed over; under the service's mu.
type watch struct {
	cancel context.CancelCauseFunc
	of     *running
}

// New makes a service. Run must run for grants to end by themselves.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Log == nil || cfg.People == nil || cfg.Cameras == nil || cfg.Units == nil || cfg.Law == nil || cfg.Clauses == nil {
		return nil, errors.New("access: Store, Log, People, Cameras, Units, Law and Clauses are required")
	}
	if cfg.Replay == nil {
		cfg.Replay = func(context.Context) (time.Duration, error) { return 30 * time.Minute, nil }
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Service{
		cfg: cfg, open: map[shiheng.GrantID]*running{}, dirty: map[shiheng.AccountID]struct{}{}, wake: make(chan struct{}, 1),
	}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Rights returns what the principal may do now.
func (s *Service) Rights(ctx context.Context, p identity.Principal) (Rights, error) {
	all, err := s.cfg.People.Assignments(ctx, p.Account.ID)
	if err != nil {
		return Rights{}, fmt.Errorf("read rights: %w", err)
	}
	now := s.now()
	var held []holding
	for _, a := range all {
		if a.Account != p.Account.ID || !a.At(now) {
			continue
		}
		h, err := s.reach(ctx, a)
		if err != nil {
			return Rights{}, fmt.Errorf("read rights: %w", err)
		}
		held = append(held, h)
	}
	cleared, err := s.cfg.People.Clearance(ctx, p.Account.ID)
	if err != nil {
		return Rights{}, fmt.Errorf("read rights: %w", err)
	}
	return newRights(p, held, now, s.cfg.Law, s.cfg.Clauses).with(cleared), nil
}

// Authorize returns nil when the principal may do the duty, and otherwise a
// *[Refusal] whose event is committed.
func (s *Service) Authorize(ctx context.Context, p identity.Principal, d Duty) error {
	r, err := s.Rights(ctx, p)
	if err != nil {
		return err
	}
	why := r.May(d)
	if why == (Reason{}) {
		return nil
	}
	e := audit.New(r.now, p.Actor(), audit.ManagementAct, audit.Object{Kind: "duty", ID: string(d)}).Refuse(why.Article, why.Code)
	if err := s.cfg.Log.Append(ctx, e); err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	return &Refusal{Act: string(d), Unmet: []Condition{{Code: why.Code, Article: why.Article}}}
}

// Open decides a request and mints the grant. The event, granted or refused,
// is committed before Open returns. Errors: ErrInvalid for what cannot be
// right, *[Refusal] for what a rule forbids, ErrExhausted for too many grants
// looked through at a time, ErrExpired when the session ended meanwhile.
func (s *Service) Open(ctx context.Context, q Request) (shiheng.Grant, error) {
	if err := q.check(); err != nil {
		return shiheng.Grant{}, err
	}
	now := s.now()
	g := shiheng.Grant{
		ID: shiheng.NewID[shiheng.GrantID](now), Account: q.Principal.Account.ID, Session: q.Principal.Session.ID,
		Act: q.Act, Cameras: q.Cameras, Footage: q.Footage, Basis: basis(q.Act),
	}
	// The grant stands in the table before rights are read, so that no change
	// of rights or end of session slips between reading and minting.
	run, err := s.admit(g, shiheng.AccountID{})
	if err != nil {
		return shiheng.Grant{}, err
	}
	g, err = s.mint(ctx, q, g)
	if err != nil {
		s.drop(g.ID)
		return shiheng.Grant{}, err
	}
	return s.settle(ctx, run, g)
}

// settle lets a grant that was admitted and committed run, once the log has it
// where it must. One that was ended meanwhile is not given.
func (s *Service) settle(ctx context.Context, run *running, g shiheng.Grant) (shiheng.Grant, error) {
	unlogged := s.inLog(ctx, g)
	s.mu.Lock()
	defer s.mu.Unlock()
	run.grant, run.minted = g, true
	if unlogged != nil && run.ended == nil {
		run.ended = unlogged
	}
	if run.ended != nil {
		s.poke() // Run writes the end down
		return shiheng.Grant{}, run.ended
	}
	return g, nil
}

// inLog waits until the log has a grant that opens the past, or anything under
// a warrant.
func (s *Service) inLog(ctx context.Context, g shiheng.Grant) error {
	if s.cfg.Logged == nil || g.Footage == (shiheng.Span{}) && g.Basis == basis(g.Act) {
		return nil
	}
	return s.cfg.Logged(ctx)
}

// admit puts a grant on the table; rests is whose right it rests on besides its
// account's, zero for nobody's.
func (s *Service) admit(g shiheng.Grant, rests shiheng.AccountID) (*running, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	var unused *running // the oldest that nobody looks through
	for _, r := range s.open {
		if r.grant.Session != g.Session || r.ended != nil {
			continue
		}
		n++
		idle := r.minted && len(r.watches) == 0 && r.grant.Act != shiheng.ActExport
		if idle && (unused == nil || bytes.Compare(r.grant.ID[:], unused.grant.ID[:]) < 0) {
			unused = r
		}
	}
	switch {
	case n < maxPerSession:
	case unused != nil:
		// A page that was loaded anew left its grants behind.
		unused.ended = shiheng.Expired("grant.unused")
		s.poke()
	default:
		return nil, shiheng.Exhausted("grant.many", "most", fmt.Sprint(maxPerSession))
	}
	run := &running{grant: g, rests: rests, watches: map[*watch]struct{}{}}
	s.open[g.ID] = run
	return run, nil
}

func (s *Service) drop(id shiheng.GrantID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, id)
}

// mint decides and commits.
func (s *Service) mint(ctx context.Context, q Request, g shiheng.Grant) (shiheng.Grant, error) {
	r, err := s.Rights(ctx, q.Principal)
	if err != nil {
		return g, err
	}
	linked, err := s.cfg.Cameras.Linked(ctx, q.Cameras...)
	if err != nil {
		return g, fmt.Errorf("read cameras: %w", err)
	}
	if err := s.purpose(ctx, &q, r.now); err != nil {
		return g, err
	}
	a := decide(q, r, linked)
	e := s.describe(q, g, r.now).With("clauses", strings.Join(a.clauses, " ")).With("policies", s.cfg.Clauses.Digest().String())
	if len(a.unmet) > 0 {
		return g, s.refuse(ctx, q, e, a)
	}
	g.Until = a.until
	g.Mark, g.Faint = MarkOf(q.Principal), q.watches()
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		m := Minted{Grant: g, At: r.now, Purpose: q.Purpose, Recipient: q.Recipient, Approver: q.Approver, Expires: q.Expires}
		return write(tx, m, e.Because(g.Basis, "own-use").With("until", g.Until.Format(time.RFC3339)))
	})
	if err != nil {
		return g, fmt.Errorf("mint grant: %w", err)
	}
	return g, nil
}

// MarkOf is what is drawn over the picture of a principal: who looks, by name
// and login, and at which workstation.
func MarkOf(p identity.Principal) string {
	return strings.Join(slices.DeleteFunc([]string{p.Account.Name, p.Account.Login, p.Remote}, func(s string) bool { return s == "" }), " ")
}

// write keeps a grant with its event, while its session lives.
func write(tx Tx, m Minted, e audit.Event) error {
	live, err := tx.SessionLive(m.Session)
	if err != nil {
		return err
	}
	if !live {
		return shiheng.Expired("session.none")
	}
	if err := tx.InsertGrant(m); err != nil {
		return err
	}
	return tx.Append(e)
}

// Replay is how far back duty watching reaches now.
func (s *Service) Replay(ctx context.Context) (time.Duration, error) { return s.cfg.Replay(ctx) }

// purpose fills in how far back duty watching reaches, and for what lies behind
// that the purpose the session stated before: it is asked once a session.
func (s *Service) purpose(ctx context.Context, q *Request, now time.Time) error {
	replay, err := s.cfg.Replay(ctx)
	if err != nil {
		return fmt.Errorf("read how far back duty watching reaches: %w", err)
	}
	q.dutyFrom = now.Add(-replay)
	looks := q.Act == shiheng.ActPlayback || q.Act == shiheng.ActSnapshot
	if !looks || q.Purpose != "" || !q.past() || !q.Footage.From.Before(q.dutyFrom) {
		return nil
	}
	if q.Purpose, err = s.cfg.Store.SessionPurpose(ctx, q.Principal.Session.ID); err != nil {
		return fmt.Errorf("read the purpose of the session: %w", err)
	}
	return nil
}

// describe makes the event of a request.
func (s *Service) describe(q Request, g shiheng.Grant, now time.Time) audit.Event {
	e := audit.New(now, q.Principal.Actor(), event(q.Act), audit.On("grant", g.ID)).About(q.Cameras...)
	if q.past() {
		e = e.With("from", q.Footage.From.UTC().Format(time.RFC3339)).With("to", q.Footage.To.UTC().Format(time.RFC3339))
	}
	for key, value := range map[string]string{"purpose": q.Purpose, "recipient": q.Recipient, "approver": q.Approver, "expires": q.Expires.String()} {
		if value != "" {
			e = e.With(key, value)
		}
	}
	return e
}

// refuse puts a refusal on record: its first reason, the codes of all, and the
// clauses that spoke.
func (s *Service) refuse(ctx context.Context, q Request, e audit.Event, a answer) error {
	e = e.Refuse(a.unmet[0].Article, a.unmet[0].Code)
	if len(a.unmet) > 1 {
		var codes []string
		for _, c := range a.unmet {
			if !slices.Contains(codes, c.Code) {
				codes = append(codes, c.Code)
			}
		}
		e = e.With("unmet", strings.Join(codes, " "))
	}
	if len(a.faults) > 0 {
		e = e.With("faults", strings.Join(a.faults, "; "))
	}
	if err := s.cfg.Log.Append(ctx, e); err != nil {
		return fmt.Errorf("record refusal: %w", err)
	}
	return &Refusal{Act: string(q.Act), Unmet: a.unmet}
}
