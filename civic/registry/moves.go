package registry

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Move is one step of a system that a room on a higher step has the facts of.
type Move struct {
	System shiheng.SystemID
	On     Happening
	// Acceptance, Notice, Reason and Stands of the facts are the caller's; the
	// others are filled in.
	Facts StateFacts
}

// Advance takes a system to its next state within the caller's transaction and
// puts it on record there. Only civic/works calls it: it alone knows whether
// an acceptance was passed and a notice executed, so that no person can say
// so. The refusals of the table come back as they are (ErrForbidden by
// W168/15/2 for a system without acceptance, L2; by W168/17 for one without a
// notice, L3), and nothing was written then.
func (s *Service) Advance(tx Tx, actor audit.Actor, m Move) (VideoSystem, error) {
	v, err := tx.System(m.System)
	if err != nil {
		return VideoSystem{}, err
	}
	f, err := s.Facts(tx, v, m.Facts)
	if err != nil {
		return VideoSystem{}, err
	}
	t, err := Next(v.State, m.On, f)
	if err != nil {
		return VideoSystem{}, err
	}
	from := v.State
	v.State, v.StateSince, v.TrialUntil = t.To, f.Now, time.Time{}
	if t.To == Trial || t.To == InAcceptance { // both are boxed in time
		v.TrialUntil = f.Now.AddDate(0, 0, s.cfg.Law.Limit(law.TrialDays))
	}
	if m.On == PutIntoService && v.PutIntoUse.IsZero() {
		v.PutIntoUse = law.DayOf(f.Now)
	}
	if err := tx.UpdateSystem(v); err != nil {
		return VideoSystem{}, err
	}
	event := audit.New(f.Now, actor, audit.SystemMove, audit.On("system", v.ID)).Because(t.Article, string(m.On)).
		With("from", string(from)).With("on", string(m.On)).With("to", string(t.To)).With("why", f.Reason)
	if err := tx.Append(event); err != nil {
		return VideoSystem{}, err
	}
	v.Version++
	if t.To != InUseNotAcc {
		return v, nil
	}
	return v, s.Find(tx, actor, Finding{Fault: NotAccepted, Article: "W168/15/2", Place: v.Place, System: v.ID})
}

// Facts adds to the facts of a higher room those of the register and the law.
func (s *Service) Facts(tx Tx, v VideoSystem, f StateFacts) (StateFacts, error) {
	f.Now, f.TrialUntil, f.Completed, f.Maintained = s.now(), v.TrialUntil, v.Completed, v.Maintained()
	f.Legacy, f.Bound = s.cfg.Law.Legacy(v.Completed), s.Bound(v)
	var err error
	f.Neighbour, err = tx.Unconsented(v.ID)
	return f, err
}
