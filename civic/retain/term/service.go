package term

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/retain"
)

// Config is what a Service needs. All but Changed, Now and Log are required.
type Config struct {
	Store   Store
	Cameras Cameras
	Footage Footage
	Law     *law.Law
	LawDay  time.Duration    // how long a day of the law lasts in the footage store
	Changed func()           // told when a ceiling or a purpose changed; may be nil
	Now     func() time.Time // time.Now when nil
	Log     *slog.Logger
}

// Service keeps the register of terms. Whether the caller has the duty was asked
// before, by civic/access. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service. Run must run for lists and indicators to be fresh.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Cameras == nil || cfg.Footage == nil || cfg.Law == nil || cfg.LawDay <= 0 {
		return nil, errors.New("term: all of Config but Changed, Now and Log is required")
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

// LawDay is how long a day of the law lasts.
func (s *Service) LawDay() time.Duration { return s.cfg.LawDay }

// Read gives the lists and lookups of the store.
func (s *Service) Read() Store { return s.cfg.Store }

// every is how often all cameras are judged, at the most; a practice store's
// days are shorter.
const every = 10 * time.Minute

// Run judges all cameras until ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(min(every, s.cfg.LawDay/2))
	defer tick.Stop()
	for {
		if err := s.Round(ctx); err != nil && ctx.Err() == nil {
			s.cfg.Log.ErrorContext(ctx, "terms not judged", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// roundPage is how many cameras are judged and written at a time.
const roundPage = 200

// Round judges every camera of the register once.
func (s *Service) Round(ctx context.Context) error {
	f := registry.CameraFilter{Scope: registry.Scope{All: true}}
	for p := (audit.Paging{Limit: roundPage}); ; {
		page, err := s.cfg.Cameras.Cameras(ctx, f, p)
		if err != nil {
			return fmt.Errorf("read the register: %w", err)
		}
		ids := make([]shiheng.CameraID, len(page.Items))
		for i, c := range page.Items {
			ids[i] = c.ID
		}
		if err := s.judge(ctx, ids); err != nil {
			return err
		}
		if p.Cursor = page.Next; p.Cursor == "" {
			return nil
		}
	}
}

// judge judges some cameras and keeps what came of it.
func (s *Service) judge(ctx context.Context, ids []shiheng.CameraID) error {
	if len(ids) == 0 {
		return nil
	}
	linked, err := s.cfg.Cameras.Linked(ctx, ids...)
	if err != nil {
		return err
	}
	before, err := s.cfg.Store.Kept(ctx, ids...)
	if err != nil {
		return err
	}
	var fresh []judged
	for _, l := range linked {
		one := judged{system: l.System.ID, was: lookup(before, l.ID)}
		if one.kept, _, err = s.look(ctx, l, one.was); err != nil {
			return fmt.Errorf("judge camera %s: %w", l.ID, err)
		}
		fresh = append(fresh, one)
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error { return s.keep(tx, fresh) })
}

// judged is a camera with what it was judged before; nil: it was not.
type judged struct {
	kept   Kept
	was    *Kept
	system shiheng.SystemID
}

func lookup(all []Kept, id shiheng.CameraID) *Kept {
	if i := slices.IndexFunc(all, func(k Kept) bool { return k.Camera == id }); i >= 0 {
		return &all[i]
	}
	return nil
}

// keep writes judgements. A term that changed is put on record; where the
// outcome changed, what is owed of the system is looked at anew.
func (s *Service) keep(tx Tx, fresh []judged) error {
	for _, j := range fresh {
		if err := tx.PutKept(j.kept); err != nil {
			return err
		}
		if j.was == nil || j.was.Outcome != j.kept.Outcome || j.was.ShortDays != j.kept.ShortDays {
			if err := tx.Owed(j.system); err != nil {
				return err
			}
		}
		if j.was == nil || len(j.was.Terms) == len(j.kept.Terms) {
			continue
		}
		t := j.kept.Term()
		e := audit.New(j.kept.Judged, audit.House("retention"), audit.RetentionTerm, audit.On("camera", j.kept.Camera)).About(j.kept.Camera).
			With("was", strconv.Itoa(j.was.Term().Days)).With("days", strconv.Itoa(t.Days))
		if len(t.Articles) > 0 {
			e = e.Because(t.Articles[0], string(audit.RetentionTerm))
		}
		if err := tx.Append(e); err != nil {
			return err
		}
	}
	return nil
}

// look judges one camera now.
func (s *Service) look(ctx context.Context, l registry.Linked, was *Kept) (Kept, retain.Judgement, error) {
	now := s.now()
	k := Kept{Camera: l.ID}
	if was != nil {
		k = *was
	}
	floor := s.cfg.Law.Floor(l.Facts(), law.DayOf(now))
	k.Terms = terms(k.Terms, floor.Days, floor.Articles, now)
	runs, lost, gaps, err := s.cfg.Footage.Past(ctx, l.ID)
	if err != nil {
		return k, retain.Judgement{}, err
	}
	past := retain.Past{LawDay: s.cfg.LawDay, Made: l.CreatedAt, Terms: k.Terms, Runs: runs, Lost: lost, Gaps: gaps}
	first := now
	for _, r := range runs {
		if r.From.Before(first) {
			first = r.From
		}
	}
	if k.Began.IsZero() {
		if k.Began, err = s.cfg.Store.FirstErased(ctx, l.ID); err != nil {
			return k, retain.Judgement{}, err
		}
	}
	if len(runs) > 0 && (k.Began.IsZero() || first.Before(k.Began)) {
		k.Began = first
	}
	past.Began = k.Began
	if past.Erased, err = s.cfg.Store.Erased(ctx, l.ID, first); err != nil {
		return k, retain.Judgement{}, err
	}
	j := retain.Judge(past, now)
	k.take(j, now)
	return k, j, nil
}

// One judges a camera of the scope anew, with every hole within its term. A
// camera outside of it is an ErrNotFound, like one that is not there.
func (s *Service) One(ctx context.Context, scope registry.Scope, id shiheng.CameraID) (Line, retain.Judgement, error) {
	linked, err := s.cfg.Cameras.Linked(ctx, id)
	if err != nil {
		return Line{}, retain.Judgement{}, err
	}
	if len(linked) == 0 || !scope.Covers(linked[0]) {
		return Line{}, retain.Judgement{}, shiheng.NotFound("camera.none")
	}
	before, err := s.cfg.Store.Kept(ctx, id)
	if err != nil {
		return Line{}, retain.Judgement{}, err
	}
	l := linked[0]
	k, j, err := s.look(ctx, l, lookup(before, id))
	return Line{Kept: k, Name: l.Name, System: l.System.ID, SystemName: l.System.Name}, j, err
}
