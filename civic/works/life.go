package works

import (
	"context"
	"errors"
	"fmt"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// Step takes a system to its next state where a person says so: planning,
// building, trial, putting into service, archive. What a record must prove (an
// acceptance, a notice, an outage) cannot be asked for here. Refusals are on
// record: ErrForbidden by W168/15/2 for a system without acceptance (L2).
func (s *Service) Step(ctx context.Context, actor audit.Actor, id shiheng.SystemID, on registry.Happening, why string) (registry.VideoSystem, error) {
	if err := words(maxText, &why); err != nil {
		return registry.VideoSystem{}, err
	}
	err := s.do(ctx, request{actor: actor, act: audit.SystemStep, article: "W168/15/1", system: id}, func(j *job) error {
		j.note("on", string(on))
		if on.ByHouse() {
			return shiheng.Forbidden("system.by-house", "on", string(on)).By("W168/15/1")
		}
		facts, err := s.facts(j.ctx, j.tx, j.system)
		if err != nil {
			return err
		}
		facts.Reason = why
		if on == registry.PutIntoService && why == "" {
			known, err := s.cfg.Registry.Facts(j.tx, j.system, facts)
			if err != nil {
				return err
			}
			facts.Reason = s.ground(known, j.system)
		}
		if on == registry.Archive && j.system.State == registry.Removed {
			if err := s.archived(j.ctx, j.system, true); err != nil {
				return err
			}
		}
		if err := s.advance(j, on, facts); err != nil {
			return err
		}
		if on == registry.PutIntoService {
			return s.owe(j, j.system.PutIntoUse)
		}
		return nil
	})
	if err != nil {
		return registry.VideoSystem{}, err
	}
	return s.cfg.Registry.Read().System(ctx, id)
}

// ground says in one word why a system may be put into service.
func (s *Service) ground(f registry.StateFacts, v registry.VideoSystem) string {
	switch {
	case f.Acceptance.Serves():
		return "acceptance " + f.Acceptance.On.String()
	case f.Legacy:
		return "completed " + v.Completed.String()
	case v.NoDutyReason != "":
		return v.NoDutyReason
	}
	return "no duty"
}

// facts are what this room knows of a system.
func (s *Service) facts(ctx context.Context, tx Tx, v registry.VideoSystem) (f registry.StateFacts, err error) {
	if f.Acceptance, err = s.accepted(ctx, tx, v.ID); err != nil {
		return f, err
	}
	n, err := openRemoval(tx, v.ID)
	if err == nil && n != nil && n.Whole {
		f.Notice = n.fact()
	}
	return f, err
}

// A Possible is one line of the table of life from where a system stands, and
// why it may not be taken now.
type Possible struct {
	registry.Transition
	Why error // nil when it may
}

// Life is where a system stands and what may come next.
type Life struct {
	System registry.VideoSystem
	Facts  registry.StateFacts
	Next   []Possible
	// Ground is why it is in service: its acceptance, its age, or that no fact
	// asks for one. Empty elsewhere.
	Ground string
	// Examined: an acceptance is open. Filed: a filing was received.
	Examined, Filed bool
	// Owed is every todo that is open.
	Owed []Todo
}

// Life reads where a system stands.
func (s *Service) Life(ctx context.Context, id shiheng.SystemID) (Life, error) {
	var out Life
	err := s.cfg.Store.Look(ctx, func(tx Tx) error {
		v, err := tx.System(id)
		if err != nil {
			return err
		}
		known, err := s.facts(ctx, tx, v)
		if err != nil {
			return err
		}
		known.Reason = "…" // asked for when the step is taken
		out = Life{System: v}
		if out.Facts, err = s.cfg.Registry.Facts(tx, v, known); err != nil {
			return err
		}
		if out.Owed, err = tx.Todos().All(about(id, TodoOpen)); err != nil {
			return err
		}
		open, err := tx.Acceptances().All(about(id, string(Open)))
		if err != nil {
			return err
		}
		filed, err := tx.Filings().All(about(id, FilingReceived))
		out.Examined, out.Filed = len(open) > 0, len(filed) > 0
		return err
	})
	if err != nil {
		return Life{}, fmt.Errorf("life of system: %w", err)
	}
	for _, t := range registry.Transitions() {
		if t.From != out.System.State {
			continue
		}
		why := t.If.Met(out.Facts)
		if why == nil && t.On == registry.Archive && t.From == registry.Removed { // as Step asks
			if why = s.archived(ctx, out.System, true); why != nil && !errors.Is(why, shiheng.ErrForbidden) {
				return Life{}, fmt.Errorf("life of system: %w", why)
			}
		}
		out.Next = append(out.Next, Possible{t, why})
	}
	if out.System.State == registry.InService {
		out.Ground = s.ground(out.Facts, out.System)
	}
	return out, nil
}

// Round is the minute's round. Trials that ran out and systems whose
// acceptance is not there become in use, not accepted, with the finding;
// recording and watching go on. Planned outages begin. Twice is once.
func (s *Service) Round(ctx context.Context) error {
	over, err := s.cfg.Store.TrialsOver(ctx, s.now())
	if err != nil {
		return fmt.Errorf("end trials: %w", err)
	}
	unproven, err := s.cfg.Store.Unproven(ctx, s.now())
	if err != nil {
		return fmt.Errorf("look for acceptances: %w", err)
	}
	for _, v := range over {
		if err := s.house(ctx, v.ID, registry.TrialOver); err != nil {
			return err
		}
	}
	for _, v := range unproven {
		if s.cfg.Law.Legacy(v.Completed) || !s.cfg.Registry.Bound(v) {
			continue
		}
		if err := s.house(ctx, v.ID, registry.LackAcceptance); err != nil {
			return err
		}
	}
	return s.beginOutages(ctx)
}

// house moves a system by itself; that somebody was faster is no error.
func (s *Service) house(ctx context.Context, id shiheng.SystemID, on registry.Happening) error {
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		j := job{ctx: ctx, tx: tx, actor: audit.House("works"), now: now, today: law.DayOf(now)}
		var err error
		if j.system, err = tx.System(id); err != nil {
			return err
		}
		f, err := s.facts(ctx, tx, j.system)
		if err != nil {
			return err
		}
		return s.advance(&j, on, f)
	})
	if errors.Is(err, shiheng.ErrConflict) {
		return nil
	}
	return err
}

// May says why an act on the system as a whole is not open in the state it is
// in, nil when it is. What the act itself must prove is asked when it is done.
func (l Life) May(act audit.Act) error {
	switch act {
	case audit.AcceptanceOpen:
		if l.Examined {
			return shiheng.Conflict("acceptance.open")
		}
		if l.System.State == registry.InUseNotAcc {
			return nil
		}
		return l.line(registry.OpenAcceptance)
	case audit.RemovalNotify, audit.RemovalDisclose, audit.OutageOpen, audit.ChangeRequest, audit.CameraLost:
		return l.line(registry.DiscloseDanger) // the devices stand at their points
	case audit.FilingSubmit:
		if len(l.Owed) == 0 && !l.Filed {
			return shiheng.Invalid("filing.not-owed").By("R799/14")
		}
		return nil
	}
	return shiheng.Invalid("works.act", "act", string(act))
}

// line refuses when the table has no such line from where the system stands.
func (l Life) line(on registry.Happening) error {
	for _, p := range l.Next {
		if p.On == on {
			return nil
		}
	}
	return shiheng.Conflict("system.transition", "from", string(l.System.State), "on", string(on))
}
