package works

import (
	"context"
	"slices"
	"strconv"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func itoa(n int) string { return strconv.Itoa(n) }

// about asks for every record of a system, in a state when one is named.
func about(system shiheng.SystemID, state string) registry.RecordFilter {
	return registry.RecordFilter{Scope: registry.Scope{All: true}, System: system, State: state}
}

// rounds are the acceptances of a system, the latest round first.
func rounds(tx Tx, system shiheng.SystemID) ([]Acceptance, error) {
	all, err := tx.Acceptances().All(about(system, ""))
	slices.SortFunc(all, func(a, b Acceptance) int { return b.Round - a.Round })
	return all, err
}

// OpenAcceptance arranges an acceptance of a system, or the re-check after one
// that failed. A system found in use stays what it is until the conclusion.
func (s *Service) OpenAcceptance(ctx context.Context, actor audit.Actor, system shiheng.SystemID, e AcceptanceEntry) (Acceptance, error) {
	if err := e.tidy(); err != nil {
		return Acceptance{}, err
	}
	var out Acceptance
	err := s.do(ctx, request{actor, audit.AcceptanceOpen, "W168/15/1", system}, func(j *job) error {
		all, err := rounds(j.tx, system)
		if err != nil {
			return err
		}
		out = Acceptance{Base: fresh[acceptanceKind](j), State: Open, Round: 1, Entry: e}
		if len(all) > 0 {
			if all[0].State == Open {
				return shiheng.Conflict("acceptance.open")
			}
			out.Round, out.Follows = all[0].Round+1, all[0].ID
		}
		if j.system.State != registry.InUseNotAcc {
			if err := s.advance(j, registry.OpenAcceptance, registry.StateFacts{}); err != nil {
				return err
			}
		}
		if err := s.attach(j, "acceptance", out.ID.String(), out.files()...); err != nil {
			return err
		}
		j.note("record", out.ID.String())
		return j.tx.Acceptances().Put(out)
	})
	return out, err
}

// SaveAcceptance changes what is written on an open acceptance.
func (s *Service) SaveAcceptance(ctx context.Context, actor audit.Actor, id AcceptanceID, version int64, e AcceptanceEntry) (Acceptance, error) {
	if err := e.tidy(); err != nil {
		return Acceptance{}, err
	}
	return s.onAcceptance(ctx, actor, audit.AcceptanceChange, id, func(j *job, a *Acceptance) error {
		if err := a.current(version); err != nil {
			return err
		}
		if a.State != Open {
			return shiheng.Forbidden("acceptance.concluded").By("W168/16")
		}
		before := a.files()
		a.Entry = e
		return s.attach(j, "acceptance", a.ID.String(), added(before, a.files())...)
	})
}

// onAcceptance runs an act on one acceptance and keeps what became of it.
func (s *Service) onAcceptance(ctx context.Context, actor audit.Actor, act audit.Act, id AcceptanceID, f func(*job, *Acceptance) error) (Acceptance, error) {
	out, err := s.cfg.Store.Acceptances().One(ctx, id.String())
	if err != nil {
		return Acceptance{}, err
	}
	err = s.do(ctx, request{actor, act, "W168/15/1", out.System}, func(j *job) error {
		if out, err = j.tx.Acceptances().One(id.String()); err != nil {
			return err
		}
		j.note("record", id.String())
		if err := f(j, &out); err != nil {
			return err
		}
		out.Version++
		return j.tx.Acceptances().Put(out)
	})
	return out, err
}

// Conclude ends an acceptance. Passed, it lets the system be put into service;
// which asks for the archive of design and building (W168/16). Failed, what was
// found is to be put right and checked again; basically passed, it is one or the other by the city's setting. What was concluded
// never changes.
func (s *Service) Conclude(ctx context.Context, actor audit.Actor, id AcceptanceID, version int64, c Conclusion) (Acceptance, error) {
	serves, err := s.cfg.BasicServes(ctx)
	if err != nil {
		return Acceptance{}, err
	}
	return s.onAcceptance(ctx, actor, audit.AcceptanceRecord, id, func(j *job, a *Acceptance) error {
		if err := a.current(version); err != nil {
			return err
		}
		if a.State != Open {
			return shiheng.Conflict("acceptance.concluded")
		}
		d := demands{s.cfg.Law.Floor(j.system.Facts(), j.today), s.cfg.Law.Limit(law.TrialDays), j.today}
		if err := a.conclude(c, d); err != nil {
			return err
		}
		if c == Passed {
			if err := s.archived(j.ctx, j.system, false); err != nil {
				return err
			}
		}
		a.State, a.ConcludedOn = c, j.today
		fact := a.fact(serves, false)
		on := registry.FailAcceptance
		if fact.Serves() {
			on = registry.PassAcceptance
		}
		j.note("conclusion", string(c))
		if err := s.advance(j, on, registry.StateFacts{Acceptance: fact, Reason: string(c)}); err != nil {
			return err
		}
		for i, r := range a.Entry.Rectify {
			if r.Done.IsZero() {
				if err := s.owed(j, Todo{What: TodoRectify, Note: r.What, Article: "W168/15/1", Due: r.Due, Of: a.ID.String(), Item: i}); err != nil {
					return err
				}
			}
		}
		a.Document, err = s.printAcceptance(j, *a)
		return err
	})
}

// accepted is what the newest concluded acceptance of a system says today.
func (s *Service) accepted(ctx context.Context, tx Tx, system shiheng.SystemID) (registry.AcceptanceFact, error) {
	serves, err := s.cfg.BasicServes(ctx)
	if err != nil {
		return registry.AcceptanceFact{}, err
	}
	today := law.DayOf(s.now())
	all, err := rounds(tx, system)
	if err != nil {
		return registry.AcceptanceFact{}, err
	}
	for _, a := range all {
		if a.State == Open {
			continue
		}
		owed, err := tx.Todos().All(about(system, TodoOpen))
		if err != nil {
			return registry.AcceptanceFact{}, err
		}
		overdue := slices.ContainsFunc(owed, func(t Todo) bool { return t.proves(a.ID) && t.Due.Before(today) })
		return a.fact(serves, overdue), nil
	}
	return registry.AcceptanceFact{}, nil
}
