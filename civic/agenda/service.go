package agenda

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// Config is what a Service needs. Now and Logger may be left out.
type Config struct {
	Store   Store
	Sources Sources
	Log     Log
	Law     *law.Law
	Sealer  Sealer
	Papers  *papers.Service
	// Readers lists who is told of what.
	Readers func(ctx context.Context) ([]Reader, error)
	// Sender takes deliveries to the hook.
	Sender Sender
	// Sweep is how often everything is looked at for what is measured; an hour
	// when zero.
	Sweep  time.Duration
	Now    func() time.Time
	Logger *slog.Logger
}

// Service is the room's desk. Whether the actor may ask is civic/access's to
// say, and was asked before. Safe for concurrent use.
type Service struct {
	cfg   Config
	wake  chan struct{}
	again atomic.Bool // everything is to be looked at, whenever it was last
}

// New makes a service. It starts nothing; see [Service.Run].
func New(cfg Config) (*Service, error) {
	switch {
	case cfg.Store == nil || cfg.Sources == nil || cfg.Log == nil || cfg.Law == nil:
		return nil, errors.New("agenda: Store, Sources, Log and Law are required")
	case cfg.Sealer == nil || cfg.Papers == nil || cfg.Readers == nil || cfg.Sender == nil:
		return nil, errors.New("agenda: Sealer, Papers, Readers and Sender are required")
	}
	if cfg.Sweep == 0 {
		cfg.Sweep = time.Hour
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg, wake: make(chan struct{}, 1)}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists of the store, which need no rule but a scope.
func (s *Service) Read() Store { return s.cfg.Store }

// Page is every duty of one subject with how it stands now, those that do not
// apply among them. It is reckoned afresh, not read from the stored rows. A
// subject outside the scope is an ErrNotFound.
type Page struct {
	Known
	Day         law.Day
	Obligations []Obligation
	Duties      map[string]law.Duty // by code
}

// Page returns the page of a subject.
func (s *Service) Page(ctx context.Context, subject Subject, scope Scope) (Page, error) {
	if err := s.InScope(ctx, subject, scope); err != nil {
		return Page{}, err
	}
	now := s.now()
	known, err := s.cfg.Sources.Known(ctx, []Subject{subject}, now)
	if err != nil {
		return Page{}, fmt.Errorf("read what is on record of %s %s: %w", subject.Kind, subject.ID, err)
	}
	if len(known) == 0 {
		return Page{}, shiheng.NotFound("agenda.subject")
	}
	p := Page{Known: known[0], Day: law.DayOf(now), Duties: map[string]law.Duty{}}
	duties := s.cfg.Law.Duties(p.Facts, p.Day)
	for _, d := range duties {
		p.Duties[d.Code] = d
	}
	p.Obligations = Assess(s.cfg.Law, duties, p.Known, s.cfg.Sources.Kept(), p.Day)
	return p, nil
}

// InScope returns nil when a subject is there and in the scope, else an
// ErrNotFound.
func (s *Service) InScope(ctx context.Context, subject Subject, scope Scope) error {
	if err := subject.Check(); err != nil {
		return err
	}
	in, err := s.cfg.Sources.Within(ctx, scope, subject)
	if err != nil {
		return fmt.Errorf("look whether %s is in scope: %w", subject.Kind, err)
	}
	if len(in) == 0 {
		return shiheng.NotFound("agenda.subject")
	}
	return nil
}

// Today is the day obligations are told for.
func (s *Service) Today() law.Day { return law.DayOf(s.now()) }

// Provable says why no person records proofs of a kind of evidence, empty when
// they do.
func (s *Service) Provable(evidence string) string {
	if s.cfg.Sources.Kept()[evidence] {
		return "agenda.evidence-kept"
	}
	return ""
}

// A NewRecord is a proof a person wants to record.
type NewRecord struct {
	Subject     Subject
	Duty        string
	Day, Until  law.Day
	Note        string
	Attachments []papers.AttachmentID
}

// maxNote and maxAttached bound a recorded proof.
const (
	maxNote     = 1000
	maxAttached = 20
)

// Prove records that a duty was done on a day, for duties of which no room
// keeps the evidence. It takes the place of the one before, which stays on
// record. Evidence that a room keeps cannot be claimed here.
func (s *Service) Prove(ctx context.Context, actor audit.Actor, n NewRecord, scope Scope) (Record, error) {
	p, err := s.Page(ctx, n.Subject, scope)
	if err != nil {
		return Record{}, err
	}
	now := s.now()
	n.Note = strings.TrimSpace(n.Note)
	duty, known := p.Duties[n.Duty]
	switch {
	case !known || about(duty.Subject) != n.Subject.Kind:
		return Record{}, shiheng.Invalid("agenda.duty", "duty", n.Duty)
	case !duty.Applies || p.Gone:
		return Record{}, shiheng.Conflict("agenda.duty-not-binding", "duty", n.Duty)
	case s.cfg.Sources.Kept()[duty.Evidence]:
		return Record{}, shiheng.Conflict("agenda.evidence-kept", "duty", n.Duty).By(duty.Articles[0])
	case n.Day.IsZero() || p.Day.Before(n.Day):
		return Record{}, shiheng.Invalid("agenda.proof-day")
	case !n.Until.IsZero() && n.Until.Before(n.Day):
		return Record{}, shiheng.Invalid("agenda.proof-until")
	case n.Note == "" || len(n.Note) > maxNote || len(n.Attachments) > maxAttached:
		return Record{}, shiheng.Invalid("agenda.proof-note")
	}
	r := Record{
		ID: shiheng.NewID[ProofID](now), Subject: n.Subject, Duty: n.Duty, Evidence: duty.Evidence, Day: n.Day, Until: n.Until,
		Note: n.Note, Attachments: n.Attachments, By: actor.Account, At: now,
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.InsertRecord(r); err != nil {
			return err
		}
		if err := s.cfg.Papers.Link(tx, actor, r.Object(), r.Attachments...); err != nil {
			return err
		}
		e := audit.New(now, actor, audit.DutyProve, n.Subject.Object()).Because(duty.Articles[0], "agenda.proof").
			With("duty", n.Duty).With("day", n.Day.String()).With("proof", r.ID.String())
		if !n.Until.IsZero() {
			e = e.With("until", n.Until.String())
		}
		return tx.Append(e)
	})
	if err != nil {
		return Record{}, fmt.Errorf("record proof of %s: %w", n.Duty, err)
	}
	s.Wake()
	return r, nil
}

// Object is a recorded proof as attachments and the record of acts name it.
func (r Record) Object() audit.Object { return audit.On("duty-proof", r.ID) }

// Record returns a recorded proof of a subject in the scope.
func (s *Service) Record(ctx context.Context, id ProofID, scope Scope) (Record, error) {
	r, err := s.cfg.Store.Record(ctx, id)
	if err == nil {
		err = s.InScope(ctx, r.Subject, scope)
	}
	return r, err
}

// Records lists the proofs recorded of a duty of a subject, newest first.
func (s *Service) Records(ctx context.Context, subject Subject, duty string, scope Scope) ([]Record, error) {
	if err := s.InScope(ctx, subject, scope); err != nil {
		return nil, err
	}
	return s.cfg.Store.Records(ctx, subject, duty)
}

// MarkRead marks notices of the account as read; all of them without ids. It
// is the account's own inbox and no act on the record.
func (s *Service) MarkRead(ctx context.Context, account shiheng.AccountID, ids []NoticeID) (n int, err error) {
	if len(ids) > 500 {
		return 0, shiheng.Invalid("agenda.notices")
	}
	now := s.now()
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		n, err = tx.ReadNotices(account, ids, now)
		return err
	})
	return n, err
}

// A HookEdit changes the hook. A nil Secret leaves it as it is.
type HookEdit struct {
	URL     string
	Enabled bool
	Secret  *string
	Version int64
}

// SaveHook changes the hook. It is on record with its address and without its
// secret. It cannot be turned on without both.
func (s *Service) SaveHook(ctx context.Context, actor audit.Actor, e HookEdit) (Hook, error) {
	e.URL = strings.TrimSpace(e.URL)
	if e.URL != "" || e.Enabled {
		if err := checkHookURL(e.URL); err != nil {
			return Hook{}, err
		}
	}
	var sealed []byte
	if e.Secret != nil {
		if n := len(*e.Secret); n < leastSecret || n > mostSecret {
			return Hook{}, shiheng.Invalid("webhook.secret", "least", strconv.Itoa(leastSecret))
		}
		var err error
		if sealed, err = s.cfg.Sealer.Seal([]byte(*e.Secret), HookPurpose); err != nil {
			return Hook{}, fmt.Errorf("seal the hook's secret: %w", err)
		}
	}
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		h, err := tx.Hook()
		if err != nil {
			return err
		}
		if h.Version != e.Version {
			return shiheng.Conflict("webhook.changed")
		}
		if e.Secret != nil {
			h.Sealed = sealed
		}
		if e.Enabled && len(h.Sealed) == 0 {
			return shiheng.Invalid("webhook.secret", "least", strconv.Itoa(leastSecret))
		}
		before := h.URL
		h.URL, h.Enabled, h.ChangedAt, h.ChangedBy = e.URL, e.Enabled, now, actor.Account
		if err := tx.SaveHook(h); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.WebhookChange, audit.Object{Kind: "webhook"}).
			With("url", e.URL).With("urlBefore", before).With("enabled", strconv.FormatBool(e.Enabled)).
			With("newKey", strconv.FormatBool(e.Secret != nil)))
	})
	if err != nil {
		return Hook{}, fmt.Errorf("save webhook: %w", err)
	}
	return s.cfg.Store.Hook(ctx)
}

// TestHook puts a message of no content into the outbox; the log of deliveries
// shows what became of it. The hook need not be turned on, but must be whole.
func (s *Service) TestHook(ctx context.Context, actor audit.Actor) (key string, err error) {
	now := s.now()
	key = "test/" + shiheng.NewID[NoticeID](now).String()
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		h, err := tx.Hook()
		if err != nil {
			return err
		}
		if h.URL == "" || len(h.Sealed) == 0 {
			return shiheng.Conflict("webhook.not-set")
		}
		if err := tx.Enqueue(message{Key: key, Kind: DeliverTest}.delivery(now)); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.WebhookTest, audit.Object{Kind: "webhook"}).With("key", key))
	})
	if err != nil {
		return "", fmt.Errorf("test webhook: %w", err)
	}
	s.Wake()
	return key, nil
}

// Again has the keeper look at everything at its next turn, at once. It never
// blocks.
func (s *Service) Again() {
	s.again.Store(true)
	s.Wake()
}

// Wake has the keeper look at once. It never blocks.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
