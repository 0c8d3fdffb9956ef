package registry

import (
	"context"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// Move takes a system to its next state. Happenings that another room or the
// clock brings about (an acceptance, a trial that ran out) cannot be asked for
// here. The refusals of the table come back as they are: ErrForbidden by
// W168/15/2 for a system without acceptance (L2).
func (s *Service) Move(ctx context.Context, actor audit.Actor, id shiheng.SystemID, on Happening, reason string) (VideoSystem, error) {
	if on == TrialOver || on == PassAcceptance {
		return VideoSystem{}, shiheng.Forbidden("system.by-house", "on", string(on)).By("W168/15/1")
	}
	return s.move(ctx, actor, id, on, StateFacts{Reason: reason})
}

func (s *Service) move(ctx context.Context, actor audit.Actor, id shiheng.SystemID, on Happening, f StateFacts) (VideoSystem, error) {
	var refused error
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		refused = nil
		v, err := tx.System(id)
		if err != nil {
			return err
		}
		f.Now, f.TrialUntil, f.Legacy = s.now(), v.TrialUntil, s.cfg.Law.Legacy(v.Completed)
		event := audit.New(f.Now, actor, audit.SystemMove, audit.On("system", id)).
			With("from", string(v.State)).With("on", string(on))
		t, err := Next(v.State, on, f)
		if err == nil && on == PutIntoService {
			err = v.Maintained()
		}
		if err != nil {
			refused = err // and on record
			return tx.Append(refusal(event, err))
		}
		v.State, v.StateSince, v.TrialUntil = t.To, f.Now, time.Time{}
		if t.To == Trial {
			v.TrialUntil = f.Now.AddDate(0, 0, s.cfg.Law.Limit(law.TrialDays))
		}
		if err := tx.UpdateSystem(v); err != nil {
			return err
		}
		if err := tx.Append(event.Because(t.Article, string(on)).With("to", string(t.To)).With("why", f.Reason)); err != nil {
			return err
		}
		if t.To != InUseNotAcc {
			return nil
		}
		return s.find(tx, actor, Finding{Fault: NotAccepted, Article: "W168/15/2", Place: v.Place, System: id})
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return VideoSystem{}, fmt.Errorf("move system: %w", err)
	}
	return s.cfg.Store.System(ctx, id)
}
