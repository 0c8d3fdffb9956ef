package custody

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but Now and Log are required.
type Config struct {
	Store   Store
	Permits Permits
	Maker   Maker
	Papers  *papers.Service
	Cameras Cameras
	// Unaltered refuses footage of which a mismatch is known (W168/28/1).
	Unaltered func(ctx context.Context, span shiheng.Span, cameras ...shiheng.CameraID) error
	// Logged waits until everything committed stands in the log (design, L9).
	Logged func(context.Context) error
	// KeepDays is how long a file is kept.
	KeepDays func(context.Context) (int, error)
	Now      func() time.Time // time.Now when nil
	Log      *slog.Logger
}

// Service keeps the register. Whether the caller has the duty was asked before,
// by civic/access; which footage is his to take, the regimes are asked. Safe
// for concurrent use.
type Service struct {
	cfg  Config
	wake chan struct{}

	mu   sync.Mutex
	jobs map[ExportID]*job // being made in this process; guarded by mu
}

// New makes a service. Run must run for exports to be made.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Permits == nil || cfg.Maker == nil || cfg.Papers == nil || cfg.Cameras == nil || cfg.Unaltered == nil || cfg.Logged == nil || cfg.KeepDays == nil {
		return nil, errors.New("custody: all of Config but Now and Log is required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{cfg: cfg, wake: make(chan struct{}, 1), jobs: map[ExportID]*job{}}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Now is the clock of the room.
func (s *Service) Now() time.Time { return s.now() }

// Read gives the lists of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// A Hand is who acts: a person in a session, and the cameras whose exports are
// his.
type Hand struct {
	identity.Principal
	Scope registry.Scope
}

func (k Hand) attest(now time.Time) Custodian {
	return Custodian{Account: k.Account.ID, Name: k.Account.Name, At: now}
}

// One returns an export of the scope. One outside it is an ErrNotFound, like one
// that is not there.
func (s *Service) One(ctx context.Context, scope registry.Scope, id ExportID) (Export, error) {
	got, err := s.cfg.Store.Exports(ctx, Filter{Scope: scope, ID: id}, audit.Paging{Limit: 1})
	if err != nil {
		return Export{}, err
	}
	if len(got.Items) == 0 {
		return Export{}, shiheng.NotFound("evidence.none")
	}
	return got.Items[0], nil
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

// event begins the record of an act on an export.
func (s *Service) event(by audit.Actor, act audit.Act, e Export) audit.Event {
	return audit.New(s.now(), by, act, audit.On("evidence", e.ID)).About(e.Cameras()...).Because(e.Basis, string(act))
}

// change runs f on an export in one transaction, with its event. version is the
// one the act was based on; 0 is any. An event of the zero act is not written.
func (s *Service) change(ctx context.Context, e audit.Event, id ExportID, version int64, f func(Tx, *Export, *audit.Event) error) (out Export, err error) {
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if out, err = tx.Export(id); err != nil {
			return err
		}
		if version != 0 && version != out.Version {
			return shiheng.Conflict("evidence.changed")
		}
		ev := e
		if err := f(tx, &out, &ev); err != nil {
			return err
		}
		out.Version++
		if err := tx.PutExport(out); err != nil || ev.Act == "" {
			return err
		}
		return tx.Append(ev)
	})
	return out, err
}

// step adds a line to the history.
func (e *Export) step(act audit.Act, by Custodian, note string) {
	e.History = append(e.History, CustodyLine{Act: act, By: by, Note: note})
}

// poke has Run look at once. It never blocks.
func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
