package personal

import (
	"context"
	"fmt"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// keeping is the code of how long the record of what was done with personal
// information is kept at least (PIPL/56). With that day over its purpose is
// met, and who it was is taken out (PIPL/47).
const keeping = "D-PIA"

// over is the day an application ended, zero while it has not.
func (r Request) over() law.Day {
	switch r.State {
	case Refused:
		return law.DayOf(r.Ruling.By.At)
	case Done, Withdrawn:
		return law.DayOf(r.Ended.At)
	case Received, Accepted, ToMask, Forgotten:
	}
	return law.Day{}
}

// MayForget says why nobody may take the person out of an application on a
// day, nil when it is due: it has not ended, or its term of the law still runs.
func (r Request) MayForget(l *law.Law, today law.Day) error {
	over := r.over()
	if over.IsZero() {
		return shiheng.Conflict("personal.state", "state", string(r.State))
	}
	until, rule, err := l.Due(keeping, over)
	if err != nil {
		return err
	}
	if !until.Before(today) {
		return shiheng.Forbidden("personal.kept", "until", until.String()).By(rule.Article)
	}
	return nil
}

// forgotten is the application without anybody in it: what was asked for, how it
// was decided and on which ground stay, for they are counted.
func (r Request) forgotten() Request {
	r.State, r.Person, r.Agent, r.What, r.Outcome = Forgotten, Claimant{}, nil, "", ""
	if r.Ruling != nil {
		ruling := *r.Ruling
		ruling.Reason, r.Ruling = "", &ruling
	}
	r.Version++
	return r
}

// Round takes the person out of applications whose term is over, at most once
// a day. What the papers of an application say stays with the papers: they are
// numbered documents and are kept as such.
func (s *Service) Round(ctx context.Context) error {
	today := law.DayOf(s.now())
	s.mu.Lock()
	done := s.forgot == today
	s.mu.Unlock()
	if done {
		return nil
	}
	for _, state := range []State{Refused, Done, Withdrawn} {
		if err := s.forgetAll(ctx, state, today); err != nil {
			return fmt.Errorf("forget applications of persons: %w", err)
		}
	}
	s.mu.Lock()
	s.forgot = today
	s.mu.Unlock()
	return nil
}

func (s *Service) forgetAll(ctx context.Context, state State, today law.Day) error {
	f := registry.RecordFilter{Scope: registry.Scope{All: true}, State: string(state)}
	for next := ""; ; {
		got, err := s.cfg.Store.Requests().List(ctx, f, audit.Paging{Cursor: next, Limit: 500})
		if err != nil {
			return err
		}
		due := slices.DeleteFunc(got.Items, func(r Request) bool { return r.MayForget(s.cfg.Law, today) != nil })
		for _, r := range due {
			if err := s.forget(ctx, r.ID, today); err != nil {
				return err
			}
		}
		if next = got.Next; next == "" {
			return nil
		}
	}
}

// forget takes the person out of one application, looked at anew.
func (s *Service) forget(ctx context.Context, id RequestID, today law.Day) error {
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		r, err := tx.Requests().One(id.String())
		if err != nil {
			return err
		}
		if err := r.MayForget(s.cfg.Law, today); err != nil {
			return err
		}
		if err := tx.Requests().Put(r.forgotten()); err != nil {
			return err
		}
		return tx.Append(audit.New(s.now(), audit.House("personal"), audit.PersonalForget, audit.On(Subject, id)).
			Because("PIPL/47", string(audit.PersonalForget)).With("number", r.Number))
	})
}
