package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store  Store
	Law    *law.Law
	Sealer Sealer
	// Practice says that the footage store was created for practice: real
	// cameras are admitted for trying out only.
	Practice bool
	// Reckon, when set, adds up what the footage of some cameras needs, and what
	// the disks have: the register knows none. It is called within
	// transactions and must answer from memory.
	Reckon func([]Demand) Room
	Now    func() time.Time // time.Now when nil
}

// What a practice store takes of real cameras (design, invariant 12).
const (
	MaxRealInPractice = 16
	TryFor            = 30 * 24 * time.Hour
)

// Service is the room's desk: it holds the rules and writes each change
// together with its event. Whether the actor may ask is civic/access's to say,
// and was asked before. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Law == nil || cfg.Sealer == nil {
		return nil, errors.New("registry: Store, Law and Sealer are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// RoomUses returns the closed list of room uses with, for each forbidden one,
// the prohibition as of today.
func (s *Service) RoomUses() []RoomUse {
	today := law.DayOf(s.now())
	var out []RoomUse
	for _, r := range s.cfg.Law.Rooms() {
		use := RoomUse{Room: r}
		if p, forbidden := s.cfg.Law.ForbiddenRoom(r.Use, today); forbidden {
			use.Forbidden = &p
		}
		out = append(out, use)
	}
	return out
}

// A RoomUse is one entry of the closed list.
type RoomUse struct {
	law.Room
	Forbidden *law.Prohibition `json:"forbidden,omitempty"`
}

// SavePlace makes a place (zero ID) or changes one; then p.Version must be the
// one that was read.
func (s *Service) SavePlace(ctx context.Context, actor audit.Actor, p Place) (Place, error) {
	if err := p.tidy(); err != nil {
		return Place{}, err
	}
	now := s.now()
	isNew := p.ID.IsZero()
	if isNew {
		p.ID, p.CreatedAt, p.Version = shiheng.NewID[shiheng.PlaceID](now), now, 1
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := checkParents(tx, p); err != nil {
			return err
		}
		act, save := audit.PlaceChange, tx.UpdatePlace
		if isNew {
			act, save = audit.PlaceCreate, tx.InsertPlace
		}
		if err := save(p); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, act, audit.On("place", p.ID)).With("name", p.Name))
	})
	if err != nil {
		return Place{}, fmt.Errorf("save place: %w", err)
	}
	if !isNew {
		return s.cfg.Store.Place(ctx, p.ID)
	}
	return p, nil
}

// checkParents walks up from p and refuses a missing parent, a ring, and a
// tree too deep.
func checkParents(tx Tx, p Place) error {
	at := p.Parent
	for range maxDepth {
		switch {
		case at.IsZero():
			return nil
		case at == p.ID:
			return shiheng.Invalid("place.ring")
		}
		up, err := tx.Place(at)
		if err != nil {
			return err
		}
		at = up.Parent
	}
	return shiheng.Invalid("place.depth")
}

// SaveSystem makes a video system (zero ID), planned until its trial begins,
// or changes one's facts; then v.Version must be the one that was read. State
// is never changed here; see [Service.Move].
func (s *Service) SaveSystem(ctx context.Context, actor audit.Actor, v VideoSystem) (VideoSystem, error) {
	if err := v.tidy(); err != nil {
		return VideoSystem{}, err
	}
	now := s.now()
	isNew := v.ID.IsZero()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if _, err := tx.Place(v.Place); err != nil {
			return err
		}
		event := audit.New(now, actor, audit.SystemChange, audit.On("system", v.ID)).With("name", v.Name)
		if isNew {
			v.ID, v.CreatedAt, v.Version = shiheng.NewID[shiheng.SystemID](now), now, 1
			v.State, v.StateSince, v.TrialUntil = Planned, now, time.Time{}
			event = audit.New(now, actor, audit.SystemCreate, audit.On("system", v.ID)).With("name", v.Name)
			if !v.Completed.IsZero() {
				event = event.With("completed", v.Completed.String())
			}
			if err := tx.InsertSystem(v); err != nil {
				return err
			}
			return tx.Append(event)
		}
		old, err := tx.System(v.ID)
		if err != nil {
			return err
		}
		v.State, v.StateSince, v.TrialUntil, v.CreatedAt = old.State, old.StateSince, old.TrialUntil, old.CreatedAt
		if old.AntiTerrorTarget != v.AntiTerrorTarget { // moves the floor of its footage
			event = event.With("antiTerrorTarget", fmt.Sprint(v.AntiTerrorTarget))
		}
		if old.Completed != v.Completed { // decides whether it needs an acceptance
			event = event.With("completed", v.Completed.String()).With("completedBefore", old.Completed.String())
		}
		if err := tx.UpdateSystem(v); err != nil {
			return err
		}
		return tx.Append(event)
	})
	if err != nil {
		return VideoSystem{}, fmt.Errorf("save system: %w", err)
	}
	return s.cfg.Store.System(ctx, v.ID)
}

// Move takes a system to its next state. Happenings that another room or the
// clock brings about (an acceptance, a trial that ran out) cannot be asked for
// here. The refusals of the table come back as they are: ErrForbidden by
// W168/15/2 for a system without acceptance (L2).
func (s *Service) Move(ctx context.Context, actor audit.Actor, id shiheng.SystemID, on Happening, reason string) (VideoSystem, error) {
	if on == TrialOver || on == PassAcceptance {
		return VideoSystem{}, shiheng.Forbidden("system.by-house", "on", string(on)).By("W168/15/1")
	}
	return s.move(ctx, actor, id, on, StateFacts{Reason: reason})
}

func (s *Service) move(ctx context.Context, actor audit.Actor, id shiheng.SystemID, on Happening, f StateFacts) (VideoSystem, error) {
	var refused error
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		refused = nil
		v, err := tx.System(id)
		if err != nil {
			return err
		}
		f.Now, f.TrialUntil, f.Legacy = s.now(), v.TrialUntil, s.cfg.Law.Legacy(v.Completed)
		event := audit.New(f.Now, actor, audit.SystemMove, audit.On("system", id)).
			With("from", string(v.State)).With("on", string(on))
		t, err := Next(v.State, on, f)
		if err != nil {
			refused = err // and on record
			return tx.Append(refusal(event, err))
		}
		v.State, v.StateSince, v.TrialUntil = t.To, f.Now, time.Time{}
		if t.To == Trial {
			v.TrialUntil = f.Now.AddDate(0, 0, s.cfg.Law.Limit(law.TrialDays))
		}
		if err := tx.UpdateSystem(v); err != nil {
			return err
		}
		if err := tx.Append(event.Because(t.Article, string(on)).With("to", string(t.To)).With("why", f.Reason)); err != nil {
			return err
		}
		if t.To != InUseNotAcc {
			return nil
		}
		return s.find(tx, actor, Finding{Fault: NotAccepted, Article: "W168/15/2", Place: v.Place, System: id})
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return VideoSystem{}, fmt.Errorf("move system: %w", err)
	}
	return s.cfg.Store.System(ctx, id)
}

// refusal turns an event into its refusal by one of our errors.
func refusal(e audit.Event, err error) audit.Event {
	if known, ok := errors.AsType[*shiheng.Error](err); ok {
		return e.Refuse(known.Article, known.Code)
	}
	return e.Refuse("", "internal")
}

// EndTrials is the minute's round. It moves every system whose trial ran out
// without acceptance to in use, not accepted, and opens the finding; recording
// and viewing go on. And it makes findings of cameras whose room use became
// forbidden (L1), and closes those of cameras that fit by now. Twice is once.
func (s *Service) EndTrials(ctx context.Context) error {
	over, err := s.cfg.Store.TrialsOver(ctx, s.now())
	if err != nil {
		return fmt.Errorf("end trials: %w", err)
	}
	for _, v := range over {
		_, err := s.move(ctx, audit.House("registry"), v.ID, TrialOver, StateFacts{ByHouse: true})
		if err != nil && !errors.Is(err, shiheng.ErrConflict) { // somebody else was faster
			return err
		}
	}
	return errors.Join(s.findForbidden(ctx), s.endShortage(ctx))
}
