package plan

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Store keeps the registers of this room. It is safe for concurrent use. What
// is not there is an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error

	Plans() registry.Records[Plan]
	Responsibilities() registry.Records[Responsibility]
	Projects() registry.Records[Project]
	Certificates() registry.Records[Certificate]
	Conferences() registry.Records[Conference]
	// Duties lists the places that W168/8 names, with what stands on them.
	Duties(ctx context.Context, f DutyFilter, p audit.Paging) (audit.Page[Duty], error)
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx

	Plans() registry.RecordsTx[Plan]
	Responsibilities() registry.RecordsTx[Responsibility]
	Projects() registry.RecordsTx[Project]
	Certificates() registry.RecordsTx[Certificate]
	Conferences() registry.RecordsTx[Conference]
	// Planned returns the points inside a box that plans in force or under way
	// hold, at most 500.
	Planned(lonFrom, lonTo, latFrom, latTo float64) ([]Standing, error)
	Place(id shiheng.PlaceID) (registry.Place, error)
	System(id shiheng.SystemID) (registry.VideoSystem, error)
}

// Config is what a Service needs. All but Existing and Now are required.
type Config struct {
	Store  Store
	Papers *papers.Service
	// Existing finds cameras near a point; without it planned points are held
	// against each other only.
	Existing Existing
	Now      func() time.Time // time.Now when nil
}

// Service is the room's desk. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Papers == nil {
		return nil, errors.New("plan: Store and Papers are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

func (s *Service) today() law.Day { return law.DayOf(s.now()) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// act runs f in one transaction under the event of an act on an object.
func (s *Service) act(ctx context.Context, e audit.Event, f func(tx Tx, e audit.Event) error) error {
	return audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error { return f(tx, e) })
}

// event begins the event of an act.
func (s *Service) event(actor audit.Actor, act audit.Act, kind, id string) audit.Event {
	return audit.New(s.now(), actor, act, audit.Object{Kind: kind, ID: id})
}
