package works

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. Store, Registry, Papers and Law are required.
type Config struct {
	Store    Store
	Registry *registry.Service
	Papers   *papers.Service
	Law      *law.Law
	// BasicServes says whether the city lets a system be used on a basically
	// passed acceptance with dated rectification. Nil: it does not.
	BasicServes func(ctx context.Context) (bool, error)
	// Lacks lists the numbers of the parts of a system's archive that are asked
	// for and empty: those of design and building, or closing, of its whole life
	// (W168/16). Nil: it asks for nothing.
	Lacks func(ctx context.Context, system shiheng.SystemID, closing bool) ([]int, error)
	// Meter measures what the running system can tell of itself. Nil: nothing.
	Meter Meter
	Now   func() time.Time // time.Now when nil
}

// Service is the room's desk. Whether the actor may ask is civic/access's to
// say, and was asked before. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Registry == nil || cfg.Papers == nil || cfg.Law == nil {
		return nil, errors.New("works: Store, Registry, Papers and Law are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.BasicServes == nil {
		cfg.BasicServes = func(context.Context) (bool, error) { return false, nil }
	}
	if cfg.Lacks == nil {
		cfg.Lacks = func(context.Context, shiheng.SystemID, bool) ([]int, error) { return nil, nil }
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Now is the clock of the room.
func (s *Service) Now() time.Time { return s.now() }

// At is the same desk with another clock, its register's too: how a practice
// world is told what happened before it was made.
func (s *Service) At(now func() time.Time) *Service {
	cfg := s.cfg
	cfg.Now, cfg.Registry = now, cfg.Registry.At(now)
	return &Service{cfg}
}

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// A Base is what every record of this room carries.
type Base[K any] struct {
	registry.Kept[K]
	System shiheng.SystemID `json:"systemId" format:"uuid"`
	Place  shiheng.PlaceID  `json:"placeId" format:"uuid"`
	// ByName is who made the record, as he was called then.
	ByName string            `json:"byName"`
	By     shiheng.AccountID `json:"by,omitzero" format:"uuid"`
}

// head is how a record is found.
func (b Base[K]) head(state string, due law.Day, label string) registry.Head {
	return registry.Head{
		ID: b.ID.String(), System: b.System, Place: b.Place, State: state, Due: due, Label: label, Version: b.Version, CreatedAt: b.CreatedAt,
	}
}

// current refuses a change that was made from another version; 0 is any.
func (b Base[K]) current(version int64) error {
	if version != 0 && version != b.Version {
		return shiheng.Conflict("works.changed")
	}
	return nil
}

// A job is one act under way, in its transaction.
type job struct {
	ctx    context.Context //nolint:containedctx // the act's own, for the few calls outside the transaction's view
	tx     Tx
	actor  audit.Actor
	now    time.Time
	today  law.Day
	system registry.VideoSystem
	event  audit.Event
}

// note adds a detail to the event of the act.
func (j *job) note(key, value string) {
	if value != "" {
		j.event = j.event.With(key, value)
	}
}

// about names the cameras of the act.
func (j *job) about(cameras []shiheng.CameraID) {
	j.event = j.event.About(cameras[:min(len(cameras), audit.MaxCameras)]...)
}

// fresh begins a record of a system.
func fresh[K any](j *job) Base[K] {
	return Base[K]{Kept: registry.Fresh[K](j.now), System: j.system.ID, Place: j.system.Place, By: j.actor.Account, ByName: j.actor.Called()}
}

// A request is who wants to do what to which system, by which article.
type request struct {
	actor   audit.Actor
	act     audit.Act
	article string
	system  shiheng.SystemID
}

// do runs one act in one transaction, its event with it. What a rule refuses
// is put on record with its article, and changes nothing else.
func (s *Service) do(ctx context.Context, r request, f func(*job) error) error {
	now := s.now()
	event := audit.New(now, r.actor, r.act, audit.On("system", r.system)).Because(r.article, string(r.act))
	return audit.Under(ctx, s.cfg.Store.Write, event, func(tx Tx) error {
		j := job{ctx: ctx, tx: tx, actor: r.actor, now: now, today: law.DayOf(now), event: event}
		var err error
		if j.system, err = tx.System(r.system); err != nil {
			return err
		}
		if err := f(&j); err != nil {
			return err
		}
		return tx.Append(j.event)
	})
}

// advance moves the system of the act on.
func (s *Service) advance(j *job, on registry.Happening, f registry.StateFacts) (err error) {
	j.system, err = s.cfg.Registry.Advance(j.tx, j.actor, registry.Move{System: j.system.ID, On: on, Facts: f})
	return err
}

// archived refuses while something is missing in the archive of a system that
// the order binds (W168/16). Entries of an archive are never taken out, so that
// what was there a moment ago still is.
func (s *Service) archived(ctx context.Context, v registry.VideoSystem, closing bool) error {
	if !s.cfg.Registry.Bound(v) {
		return nil
	}
	missing, err := s.cfg.Lacks(ctx, v.ID, closing)
	if err != nil || len(missing) == 0 {
		return err
	}
	list := make([]string, len(missing))
	for i, n := range missing {
		list[i] = itoa(n)
	}
	return shiheng.Forbidden("works.archive-lacks", "missing", strings.Join(list, ", ")).By("W168/16")
}

// words trims texts and refuses one that is longer than most bytes.
func words(most int, texts ...*string) error {
	for _, t := range texts {
		*t = strings.TrimSpace(*t)
		if len(*t) > most {
			return shiheng.Invalid("works.words", "most", fmt.Sprint(most))
		}
	}
	return nil
}

// Bounds of what people write and attach.
const (
	maxLine  = 300
	maxText  = 4000
	maxFiles = 60
	maxRows  = 200
)

// between counts the days from a to b.
func between(a, b law.Day) int { return int(b.Start().Sub(a.Start()) / (24 * time.Hour)) }

// added lists the attachments that are named now and were not before.
func added(before, now []FileID) []FileID {
	var out []FileID
	for _, f := range now {
		if !f.IsZero() && !slices.Contains(before, f) && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
