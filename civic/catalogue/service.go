package catalogue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Config is what a Service needs. All but File and Now are required.
type Config struct {
	Store   Store
	Papers  *papers.Service
	Cameras Cameras
	Prober  Prober
	Tester  Tester
	Log     *slog.Logger
	// File puts a report into the archive of its system, sealed, in the
	// transaction that issues it. Nil: it is issued only.
	File func(tx Tx, r Report) error
	Now  func() time.Time // time.Now when nil
}

// Cameras finds the camera a test is made with; the registry's store does.
type Cameras interface {
	Linked(ctx context.Context, ids ...shiheng.CameraID) ([]registry.Linked, error)
}

// Service is the room's desk. Safe for concurrent use.
type Service struct {
	cfg Config

	tests   chan running // to Run
	mu      sync.Mutex
	testing map[shiheng.DeviceID]bool // peers under test; guarded by mu
}

// testsAtOnce bounds the tests that run or wait.
const testsAtOnce = 4

// New makes a service. Tests and probes are made while Run runs.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Papers == nil || cfg.Cameras == nil || cfg.Prober == nil || cfg.Tester == nil || cfg.Log == nil {
		return nil, errors.New("catalogue: Store, Papers, Cameras, Prober, Tester and Log are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.File == nil {
		cfg.File = func(Tx, Report) error { return nil }
	}
	return &Service{cfg: cfg, tests: make(chan running, testsAtOnce), testing: map[shiheng.DeviceID]bool{}}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// SaveDraft makes the draft (zero ID) or changes it; then v.Version must be the
// one that was read. A new draft with no rules begins as the published edition
// stands. There is one draft at a time.
func (s *Service) SaveDraft(ctx context.Context, actor audit.Actor, v Version) (Version, error) {
	if err := v.tidy(); err != nil {
		return Version{}, err
	}
	now := s.now()
	var id VersionID
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		saved := v
		if v.ID.IsZero() {
			return s.newDraft(tx, actor, &saved, &id, now)
		}
		old, err := tx.Version(v.ID)
		if err != nil {
			return err
		}
		if old.Status != Draft {
			return shiheng.Conflict("catalogue.not-a-draft", "status", string(old.Status)).By("W168/21/3")
		}
		id = old.ID
		old.Title, old.Note, old.Rules, old.Exceptions, old.Version = v.Title, v.Note, v.Rules, v.Exceptions, v.Version
		if err := tx.UpdateVersion(old); err != nil {
			return err
		}
		return tx.Append(event(now, actor, audit.CatalogueDraft, old))
	})
	if err != nil {
		return Version{}, fmt.Errorf("save draft of the catalogue: %w", err)
	}
	return s.cfg.Store.Version(ctx, id)
}

func (s *Service) newDraft(tx Tx, actor audit.Actor, v *Version, id *VersionID, now time.Time) error {
	switch _, err := tx.Draft(); {
	case err == nil:
		return shiheng.Conflict("catalogue.draft-exists")
	case !errors.Is(err, shiheng.ErrNotFound):
		return err
	}
	if len(v.Rules) == 0 && len(v.Exceptions) == 0 {
		switch current, err := tx.Current(); {
		case err == nil:
			v.Rules, v.Exceptions = current.Rules, current.Exceptions
		case !errors.Is(err, shiheng.ErrNotFound):
			return err
		}
	}
	last, err := tx.LastNumber()
	if err != nil {
		return err
	}
	v.ID, v.Number, v.Status, v.Version = shiheng.NewID[VersionID](now), last+1, Draft, 1
	v.DraftedBy, v.DraftedAt, v.Items = actor.Account, now, 0
	*id = v.ID
	if err := tx.InsertVersion(*v); err != nil {
		return err
	}
	return tx.Append(event(now, actor, audit.CatalogueDraft, *v))
}

func event(now time.Time, actor audit.Actor, act audit.Act, v Version) audit.Event {
	return audit.New(now, actor, act, audit.On("catalogue", v.ID)).Because("W168/21/3", string(v.Status)).
		With("number", strconv.Itoa(v.Number)).With("title", v.Title).With("rules", strconv.Itoa(len(v.Rules)))
}

// DropDraft throws the draft away.
func (s *Service) DropDraft(ctx context.Context, actor audit.Actor, id VersionID) error {
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		v, err := tx.Version(id)
		if err != nil {
			return err
		}
		if v.Status != Draft {
			return shiheng.Conflict("catalogue.not-a-draft", "status", string(v.Status)).By("W168/21/3")
		}
		if err := tx.DeleteVersion(id); err != nil {
			return err
		}
		return tx.Append(event(now, actor, audit.CatalogueDrop, v))
	})
	if err != nil {
		return fmt.Errorf("drop draft of the catalogue: %w", err)
	}
	return nil
}

// items selects from the register as it stands now.
func (s *Service) items(ctx context.Context, v Version) ([]Item, map[shiheng.SystemID]Subject, error) {
	var out []Item
	subjects := map[shiheng.SystemID]Subject{}
	for cursor := ""; ; {
		page, err := s.cfg.Store.Subjects(ctx, audit.Paging{Cursor: cursor, Limit: 500})
		if err != nil {
			return nil, nil, err
		}
		for _, sub := range page.Items {
			if it, ok := v.Select(sub); ok {
				out = append(out, it)
				subjects[sub.System] = sub
			}
		}
		if cursor = page.Next; cursor == "" {
			return out, subjects, nil
		}
	}
}

// A Preview is what a draft would ask for if it were published now.
type Preview struct {
	Items   int
	Changes []Change
	// ByRule counts the items by rule; those added for a reason stand under "".
	ByRule map[string]int
}

// Preview compares an edition with the published one. For a published or
// superseded edition it compares what was published with what stands now.
func (s *Service) Preview(ctx context.Context, id VersionID) (Preview, error) {
	v, err := s.cfg.Store.Version(ctx, id)
	if err != nil {
		return Preview{}, fmt.Errorf("preview the catalogue: %w", err)
	}
	after, _, err := s.items(ctx, v)
	if err != nil {
		return Preview{}, fmt.Errorf("preview the catalogue: %w", err)
	}
	var before []Item
	switch current, err := s.cfg.Store.Current(ctx); {
	case err == nil:
		if before, err = s.published(ctx, current.ID); err != nil {
			return Preview{}, fmt.Errorf("preview the catalogue: %w", err)
		}
	case !errors.Is(err, shiheng.ErrNotFound):
		return Preview{}, fmt.Errorf("preview the catalogue: %w", err)
	}
	p := Preview{Items: len(after), Changes: Diff(before, after), ByRule: map[string]int{}}
	for _, it := range after {
		p.ByRule[it.Rule]++
	}
	return p, nil
}

// Compare tells how the items of one published or superseded edition differ
// from those of an earlier one.
func (s *Service) Compare(ctx context.Context, before, after VersionID) ([]Change, error) {
	lists := make([][]Item, 2)
	for i, id := range []VersionID{before, after} {
		v, err := s.cfg.Store.Version(ctx, id)
		if err == nil && v.Status == Draft {
			err = shiheng.Conflict("catalogue.draft-has-no-items").By("W168/21/3")
		}
		if err == nil {
			lists[i], err = s.published(ctx, id)
		}
		if err != nil {
			return nil, fmt.Errorf("compare editions of the catalogue: %w", err)
		}
	}
	return Diff(lists[0], lists[1]), nil
}

func (s *Service) published(ctx context.Context, id VersionID) ([]Item, error) {
	var out []Item
	for cursor := ""; ; {
		page, err := s.cfg.Store.Items(ctx, id, registry.Scope{All: true}, audit.Paging{Cursor: cursor, Limit: 500})
		if err != nil {
			return nil, err
		}
		out = append(out, page.Items...)
		if cursor = page.Next; cursor == "" {
			return out, nil
		}
	}
}

// Publish makes the draft the catalogue: its items are fixed as the register
// stands now, the edition before is superseded, and each system that comes in
// gets its task. A system that stays keeps what its task knows, with the new
// day. An empty catalogue is not published. version is the one that was read.
func (s *Service) Publish(ctx context.Context, actor audit.Actor, id VersionID, version int64) (Version, error) {
	draft, err := s.cfg.Store.Version(ctx, id)
	if err != nil {
		return Version{}, fmt.Errorf("publish the catalogue: %w", err)
	}
	items, _, err := s.items(ctx, draft)
	if err != nil {
		return Version{}, fmt.Errorf("publish the catalogue: %w", err)
	}
	if len(items) == 0 {
		return Version{}, shiheng.Invalid("catalogue.empty").By("W168/21/3")
	}
	now := s.now()
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		v, err := tx.Version(id)
		switch {
		case err != nil:
			return err
		case v.Status != Draft:
			return shiheng.Conflict("catalogue.not-a-draft", "status", string(v.Status)).By("W168/21/3")
		case version != 0 && v.Version != version, v.Version != draft.Version:
			return shiheng.Conflict("catalogue.changed")
		}
		if err := supersede(tx); err != nil {
			return err
		}
		v.Status, v.PublishedBy, v.PublishedAt, v.Items = Published, actor.Account, now, len(items)
		if err := tx.UpdateVersion(v); err != nil {
			return err
		}
		if err := tx.PutItems(id, items); err != nil {
			return err
		}
		if err := assign(tx, v, items, now); err != nil {
			return err
		}
		return tx.Append(event(now, actor, audit.CataloguePublish, v).With("items", strconv.Itoa(len(items))))
	})
	if err != nil {
		return Version{}, fmt.Errorf("publish the catalogue: %w", err)
	}
	return s.cfg.Store.Version(ctx, id)
}

func supersede(tx Tx) error {
	old, err := tx.Current()
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	old.Status = Superseded
	return tx.UpdateVersion(old)
}

// assign brings the tasks in line with the items.
func assign(tx Tx, v Version, items []Item, now time.Time) error {
	tasks, err := tx.Tasks()
	if err != nil {
		return err
	}
	have := make(map[shiheng.SystemID]Task, len(tasks))
	for _, t := range tasks {
		have[t.System] = t
	}
	for _, it := range items {
		t, known := have[it.System]
		delete(have, it.System)
		if !known {
			t = Task{System: it.System, Opened: now, Link: NotConnected, Since: now}
		}
		t.Edition, t.Rule, t.Due = v.ID, it.Rule, it.Due
		if err := tx.PutTask(t); err != nil {
			return err
		}
	}
	for system := range have {
		if err := tx.DeleteTask(system); err != nil {
			return err
		}
	}
	return nil
}

// Today is the day of the law now.
func (s *Service) Today() law.Day { return law.DayOf(s.now()) }
