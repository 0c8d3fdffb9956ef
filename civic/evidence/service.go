package evidence

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
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
	Keeper  Keeper
	Watch   Watch
	Clauses *clause.Set
	Law     *law.Law
	Papers  *papers.Service
	Cameras Cameras
	// Person says who somebody is and what he may do now.
	Person func(ctx context.Context, id shiheng.AccountID) (Person, error)
	Now    func() time.Time // time.Now when nil
	Log    *slog.Logger
}

// Service keeps the register of holds. Whether the caller has the duty was
// asked before, by civic/access; which cameras are his is asked here. Safe for
// concurrent use.
type Service struct{ cfg Config }

// New makes a service. Run must run for holds to survive a crash.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Keeper == nil || cfg.Watch == nil || cfg.Clauses == nil || cfg.Law == nil || cfg.Papers == nil || cfg.Cameras == nil || cfg.Person == nil {
		return nil, errors.New("evidence: all of Config but Now and Log is required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Now is the clock of the room.
func (s *Service) Now() time.Time { return s.now() }

// Read gives the lists and lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// A Hand is who acts: a person in a session, what the duty is over, and how
// the clauses see him.
type Hand struct {
	identity.Principal
	Scope registry.Scope
	Who   clause.Principal
}

func (k Hand) attest(now time.Time) Doer {
	return Doer{Account: k.Account.ID, Name: k.Account.Name, Unit: k.Account.Organisation, At: now}
}

// One returns a hold of the scope. One outside it is an ErrNotFound, like one
// that is not there.
func (s *Service) One(ctx context.Context, scope registry.Scope, id shiheng.HoldID) (Hold, error) {
	got, err := s.cfg.Store.Holds(ctx, Filter{Scope: scope, ID: id}, audit.Paging{Limit: 1})
	if err != nil {
		return Hold{}, err
	}
	if len(got.Items) == 0 {
		return Hold{}, shiheng.NotFound("hold.none")
	}
	return got.Items[0], nil
}

// Parts says where all of an item's footage is now.
func (s *Service) Parts(ctx context.Context, h Hold, camera shiheng.CameraID) ([]Stretch, error) {
	f, err := s.cfg.Keeper.Footage(ctx, camera, h.Span())
	if err != nil {
		return nil, fmt.Errorf("look where held footage of %s is: %w", camera, err)
	}
	return Assess(h.Span(), f, s.now()), nil
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

// A job is one act on a hold under way, in its transaction.
type job struct {
	tx    Tx
	now   time.Time
	event audit.Event
	hold  *Hold
	quiet bool // nothing was done: what is known of it is brought up to date
}

// note adds a detail to the event.
func (j *job) note(key, value string) {
	if value != "" {
		j.event = j.event.With(key, value)
	}
}

// step adds a line to the hold's history.
func (j *job) step(by Doer, note string) {
	j.hold.History = append(j.hold.History, CustodyStep{Act: j.event.Act, By: by, Note: note})
}

// on runs an act on one hold of the caller's and keeps what became of it.
// version is the one the act was based on; 0 is any.
func (s *Service) on(ctx context.Context, k Hand, act audit.Act, id shiheng.HoldID, version int64, f func(*job) error) (Hold, error) {
	h, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return h, err
	}
	e := audit.New(s.now(), k.Actor(), act, audit.On("hold", id)).About(h.Cameras()...).Because(h.Basis, string(act))
	err = s.change(ctx, e, id, version, &h, f)
	return h, s.refused(ctx, e, err)
}

// change runs f on a hold in one transaction, with its event.
func (s *Service) change(ctx context.Context, e audit.Event, id shiheng.HoldID, version int64, h *Hold, f func(*job) error) error {
	return s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if *h, err = tx.Hold(id); err != nil {
			return err
		}
		if version != 0 && version != h.Version {
			return shiheng.Conflict("hold.changed")
		}
		j := job{tx: tx, now: e.At, event: e, hold: h}
		if err := f(&j); err != nil {
			return err
		}
		h.Version++
		if err := tx.PutHold(*h); err != nil || j.quiet {
			return err
		}
		return tx.Append(j.event)
	})
}

// mine returns the cameras when every one is the caller's.
func (s *Service) mine(ctx context.Context, k Hand, cameras []shiheng.CameraID) ([]registry.Linked, error) {
	linked, err := s.cfg.Cameras.Linked(ctx, cameras...)
	if err != nil {
		return nil, err
	}
	for _, id := range cameras {
		i := slices.IndexFunc(linked, func(l registry.Linked) bool { return l.ID == id })
		if i < 0 || !k.Scope.Covers(linked[i]) { // another's camera looks like none
			return nil, &access.Refusal{Act: string(audit.HoldPlace), Unmet: []access.Condition{{Code: "access.scope", Article: "W168/29/1", Camera: id}}}
		}
	}
	return linked, nil
}

// covers reports whether a scope is over every camera of a hold. Of a camera
// that the register does not know only a scope over everything is.
func (s *Service) covers(ctx context.Context, scope registry.Scope, h Hold) (bool, error) {
	if scope.All {
		return true, nil
	}
	linked, err := s.cfg.Cameras.Linked(ctx, h.Cameras()...)
	if err != nil {
		return false, err
	}
	for _, c := range h.Cameras() {
		i := slices.IndexFunc(linked, func(l registry.Linked) bool { return l.ID == c })
		if i < 0 || !scope.Covers(linked[i]) {
			return false, nil
		}
	}
	return true, nil
}

// slots are the cameras of a hold as the clauses see their footage.
func slots(cameras []shiheng.CameraID, linked []registry.Linked) []clause.Resource {
	out := make([]clause.Resource, len(cameras))
	for i, id := range cameras {
		slot := clause.Slot{ID: id.String(), Held: true}
		if at := slices.IndexFunc(linked, func(l registry.Linked) bool { return l.ID == id }); at >= 0 {
			slot.Areas = clause.CameraOf(linked[at], false).Areas
		}
		out[i] = slot.Resource()
	}
	return out
}

// unmet asks the clauses about each piece of footage and lists what is in the
// way, each once; nothing when it may.
func (s *Service) unmet(r clause.Request, on []clause.Resource) (out []access.Condition) {
	for _, slot := range on {
		r.On = slot
		for _, u := range s.cfg.Clauses.Decide(r).Unmet() {
			c := access.Condition{Code: u.Code, Article: u.Articles[0], Text: u.Text}
			if !slices.ContainsFunc(out, func(o access.Condition) bool { return o.Code == c.Code }) {
				out = append(out, c)
			}
		}
	}
	return out
}
