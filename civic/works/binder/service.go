package binder

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// Store keeps the binders. It is safe for concurrent use. What is not there is
// an ErrNotFound.
type Store interface {
	// Write runs f in one transaction and commits with full sync when f
	// returns nil. f may run more than once and must touch nothing else.
	Write(ctx context.Context, f func(Tx) error) error
	// Whole returns all there is in the binder of a system.
	Whole(ctx context.Context, system shiheng.SystemID) (Contents, error)
	// Entries lists entries of many binders.
	Entries() registry.Records[Entry]
}

// Tx is one transaction's view.
type Tx interface {
	papers.Tx

	Entries() registry.RecordsTx[Entry]
	Seals() registry.RecordsTx[Seal]
	Handovers() registry.RecordsTx[Handover]
	Persons() registry.RecordsTx[Person]
	Whole(system shiheng.SystemID) (Contents, error)
}

// Contents is all there is in a binder, as rows have it, in the order it was
// made.
type Contents struct {
	System    registry.VideoSystem
	Entries   []Entry
	Seals     []Seal
	Handovers []Handover
	Persons   []Person
	// What happened to the system, as other registers tell.
	Changed, Upgraded, Inspected bool
}

// Law is what this room asks of civic/law.
type Law interface {
	// Legacy reports whether a system completed on the day was built before
	// the order took effect.
	Legacy(completed law.Day) bool
}

// Config is what a Service needs. All but Now are required.
type Config struct {
	Store  Store
	Papers *papers.Service
	Law    Law
	Now    func() time.Time // time.Now when nil
}

// Service is the room's desk. Safe for concurrent use.
type Service struct{ cfg Config }

// New makes a service.
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Papers == nil || cfg.Law == nil {
		return nil, errors.New("binder: Store, Papers and Law are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Service{cfg: cfg}, nil
}

func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// Read gives the lists and lookups of the store, which need no rule.
func (s *Service) Read() Store { return s.cfg.Store }

// A View is a binder as it stands.
type View struct {
	Contents
	Facts        Facts
	Completeness Completeness
	Superseded   map[EntryID]EntryID
	Sealed       map[EntryID]bool
	// Broken lists entries that differ from what was sealed; Whole is false
	// when a seal itself does.
	Broken []EntryID
	Whole  bool
}

// Binder returns the binder of a system, with how far it has come and whether
// its seals hold.
func (s *Service) Binder(ctx context.Context, system shiheng.SystemID) (View, error) {
	c, err := s.cfg.Store.Whole(ctx, system)
	if err != nil {
		return View{}, fmt.Errorf("read binder: %w", err)
	}
	return s.view(c), nil
}

func (s *Service) view(c Contents) View {
	v := View{Contents: c, Facts: FactsOf(c, s.cfg.Law), Superseded: Superseded(c.Entries), Sealed: map[EntryID]bool{}, Whole: true}
	v.Completeness = Measure(v.Facts, c.Entries, len(c.Persons))
	for _, seal := range c.Seals {
		broken, whole := seal.Broken(c.Entries)
		v.Broken = append(v.Broken, broken...)
		v.Whole = v.Whole && whole
		for _, e := range seal.Entries {
			v.Sealed[e.ID] = true
		}
	}
	return v
}

// FactsOf reads from a binder's system, and what happened to it, which slots
// must be filled.
func FactsOf(c Contents, rules Law) Facts {
	legacy := rules.Legacy(c.System.Completed)
	return Facts{
		Stage: StageOf(string(c.System.State)), Legacy: legacy,
		MustFile: legacy || c.System.R799Class == "A7G" || c.System.R799Class == "A7O",
		Changed:  c.Changed, Upgraded: c.Upgraded, Inspected: c.Inspected,
	}
}

// Keeper is who has the binder now, empty when nobody was said.
func (v View) Keeper() string {
	if n := len(v.Handovers); n > 0 {
		return v.Handovers[n-1].To
	}
	return ""
}

// Lacks lists the numbers of the slots that are asked for and empty. An
// acceptance asks for the papers of design and building, whatever state the
// system is in; closing, what a whole life asks for.
func (s *Service) Lacks(ctx context.Context, system shiheng.SystemID, closing bool) ([]int, error) {
	v, err := s.Binder(ctx, system)
	if err != nil {
		return nil, err
	}
	f := Facts{Stage: Standing, Legacy: v.Facts.Legacy}
	if closing {
		f = v.Facts
		f.Stage = Gone
	}
	var out []int
	for _, code := range Measure(f, v.Entries, len(v.Persons)).Missing {
		slot, _ := slotOf(code)
		out = append(out, slot.No)
	}
	return out, nil
}

// act runs f in one transaction under the event of an act on a system's
// binder.
func (s *Service) act(ctx context.Context, actor audit.Actor, act audit.Act, system shiheng.SystemID, f func(tx Tx, c Contents, e audit.Event) (audit.Event, error)) error {
	e := s.event(actor, act, system)
	return audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error {
		c, err := tx.Whole(system)
		if err != nil {
			return err
		}
		done, err := f(tx, c, e)
		if err != nil {
			return err
		}
		return tx.Append(done)
	})
}

// event begins the event of an act on a system's binder.
func (s *Service) event(actor audit.Actor, act audit.Act, system shiheng.SystemID) audit.Event {
	return audit.New(s.now(), actor, act, audit.On("system", system)).Because("W168/16", string(act))
}
