package upkeep

import (
	"context"
	"errors"
	"strings"
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

	Signs() registry.Records[Sign]
	Obstructions() registry.Records[Obstruction]
	Upgrades() registry.Records[Upgrade]
	Neighbours() registry.Records[Neighbour]
	Sounds() registry.Records[Sound]
	Secrecies() registry.Records[Secrecy]
	// Sounding returns the cameras whose sound is kept on the day.
	Sounding(ctx context.Context, day law.Day) ([]shiheng.CameraID, error)
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx

	Signs() registry.RecordsTx[Sign]
	Obstructions() registry.RecordsTx[Obstruction]
	Upgrades() registry.RecordsTx[Upgrade]
	Neighbours() registry.RecordsTx[Neighbour]
	Sounds() registry.RecordsTx[Sound]
	Secrecies() registry.RecordsTx[Secrecy]
	Place(id shiheng.PlaceID) (registry.Place, error)
	System(id shiheng.SystemID) (registry.VideoSystem, error)
	Camera(id shiheng.CameraID) (registry.Camera, error)
}

// Law is what this room asks of civic/law.
type Law interface {
	// Legacy reports whether a system completed on the day was built before
	// the order took effect.
	Legacy(completed law.Day) bool
}

// Config is what a Service needs. All but Changed and Now are required.
type Config struct {
	Store  Store
	Papers *papers.Service
	Law    Law
	// Changed is told when the sound of a camera was switched, or a system
	// marked as secret.
	Changed func()
	Now     func() time.Time // time.Now when nil
}

// Service is the room's desk. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Papers == nil || cfg.Law == nil {
		return nil, errors.New("upkeep: Store, Papers and Law are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Changed == nil {
		cfg.Changed = func() {}
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Today is the law's day now.
func (s *Service) Today() law.Day { return law.DayOf(s.now()) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// Who acts: for the record, and the name that papers bear.
type Who struct {
	Actor audit.Actor
	Name  string
}

// act runs f in one transaction under the event of an act on an object.
func (s *Service) act(ctx context.Context, who Who, act audit.Act, on audit.Object, f func(tx Tx, e audit.Event) (audit.Event, error)) error {
	e := audit.New(s.now(), who.Actor, act, on)
	return audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error {
		done, err := f(tx, e)
		if err != nil {
			return err
		}
		return tx.Append(done)
	})
}

// link gives the attachments there are their subject.
func (s *Service) link(tx Tx, who Who, on audit.Object, ids ...papers.AttachmentID) error {
	for _, id := range ids {
		if id.IsZero() {
			continue
		}
		if err := s.cfg.Papers.Link(tx, who.Actor, on, id); err != nil {
			return err
		}
	}
	return nil
}

// named reports whether a name is there and of bearable length.
func named(s string) bool { return s != "" && len(s) <= 600 && !strings.ContainsAny(s, "\x00\n\r") }
