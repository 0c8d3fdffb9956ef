package registry

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store  Store
	Law    *law.Law
	Sealer Sealer
	Papers *papers.Service
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
	if cfg.Store == nil || cfg.Law == nil || cfg.Sealer == nil || cfg.Papers == nil {
		return nil, errors.New("registry: Store, Law, Sealer and Papers are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

// At is the same desk with another clock.
func (s *Service) At(now func() time.Time) *Service {
	cfg := s.cfg
	cfg.Now = now
	return &Service{cfg}
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

// refusal turns an event into its refusal by one of our errors.
func refusal(e audit.Event, err error) audit.Event {
	if known, ok := errors.AsType[*shiheng.Error](err); ok {
		return e.Refuse(known.Article, known.Code)
	}
	return e.Refuse("", "internal")
}

// Round is the minute's round of this room. It makes findings of cameras whose
// room use became forbidden (L1), and closes those of cameras that fit by now.
// Twice is once.
func (s *Service) Round(ctx context.Context) error {
	return errors.Join(s.findForbidden(ctx), s.endShortage(ctx))
}
