package evidence

import (
	"context"
	"errors"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// Propose puts forward that a hold be lifted on a decision. Nothing is let go:
// another person confirms it within a day.
func (s *Service) Propose(ctx context.Context, k Hand, id shiheng.HoldID, version int64, d LiftDecision, reason string) (Hold, error) {
	d.Number, d.Organ, reason = strings.TrimSpace(d.Number), strings.TrimSpace(d.Organ), strings.TrimSpace(reason)
	linked, err := s.linkedOf(ctx, k.Scope, id)
	if err != nil {
		return Hold{}, err
	}
	return s.on(ctx, k, audit.HoldPropose, id, version, func(j *job) error {
		if err := j.hold.MayPropose(j.now); err != nil {
			return err
		}
		if reason == "" || len([]rune(reason)) > 500 || law.DayOf(j.now).Before(d.Day) {
			return shiheng.Invalid("hold.lift-reason")
		}
		// Whoever is second is not known yet, and may be the one who keeps the
		// system; all else must be there.
		other := clause.Lifter{ID: "another", Unit: "another"}
		lacks := s.unmet(s.lifting(k.Who, *j.hold, d, lifter(k.Account.ID, k.Account.Person, k.Account.Organisation), other), slots(j.hold.Cameras(), linked))
		lacks = slices.DeleteFunc(lacks, func(c access.Condition) bool { return c.Code == notKeeper })
		if len(lacks) > 0 {
			return &access.Refusal{Act: string(audit.HoldPropose), Unmet: lacks}
		}
		if err := s.cfg.Papers.Link(j.tx, k.Actor(), audit.On("hold", id), d.Scan); err != nil {
			return err
		}
		j.hold.Lifting = &Lifting{
			Decision: d, Reason: reason, Digest: j.hold.digest(d, reason), Proposed: k.attest(j.now), Expires: j.now.Add(proposalLife),
		}
		j.note("decision", d.Number)
		j.note("organ", d.Organ)
		j.note("reason", reason)
		j.note("digest", j.hold.Lifting.Digest)
		j.step(k.attest(j.now), d.Organ+" "+d.Number)
		return nil
	})
}

// notKeeper is the condition that one of the two keeps the system.
const notKeeper = "clause.lift-hold.1"

// lifting is the question whether two persons may lift a hold.
func (s *Service) lifting(who clause.Principal, h Hold, d LiftDecision, first, second clause.Lifter) clause.Request {
	return clause.Request{Act: clause.Lift, Who: who, How: clause.Lifting{
		Decision: d.Number, Organ: d.Organ, Scanned: !d.Scan.IsZero(), Outside: h.Outside(), First: first, Second: second,
	}.Facts()}
}

// lifter is somebody as the clauses see him: a person with two accounts is one.
func lifter(account shiheng.AccountID, person shiheng.PersonID, unit shiheng.OrganisationID) clause.Lifter {
	l := clause.Lifter{ID: account.String()}
	if !person.IsZero() {
		l.ID = person.String()
	}
	if !unit.IsZero() {
		l.Unit = unit.String()
	}
	return l
}

func (s *Service) linkedOf(ctx context.Context, scope registry.Scope, id shiheng.HoldID) ([]registry.Linked, error) {
	h, err := s.One(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	return s.cfg.Cameras.Linked(ctx, h.Cameras()...)
}

// Confirm lifts a hold as the second person, who saw what has the digest. Both
// must have the duty now, and one of the two keeps the system. The row is
// committed first, then the footage store lets go: footage past its term may
// be deleted from then on.
func (s *Service) Confirm(ctx context.Context, k Hand, id shiheng.HoldID, digest string) (Hold, error) {
	before, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return before, err
	}
	e := audit.New(s.now(), k.Actor(), audit.HoldLift, audit.On("hold", id)).About(before.Cameras()...).Because(before.Basis, string(audit.HoldLift))
	lacks, err := s.MayConfirm(ctx, k, before)
	if err == nil && len(lacks) > 0 {
		err = &access.Refusal{Act: string(audit.HoldLift), Unmet: lacks}
	}
	if err != nil {
		return before, s.refused(ctx, e, err)
	}
	h := before
	err = s.change(ctx, e, id, before.Version, &h, func(j *job) error {
		l := h.Proposal(j.now)
		switch {
		case l == nil:
			return shiheng.Expired("hold.lift-expired")
		case digest != l.Digest || l.Digest != h.digest(l.Decision, l.Reason):
			return shiheng.Conflict("hold.lift-other")
		}
		by := k.attest(j.now)
		l.Confirmed, h.State = &by, Lifted
		j.note("first", l.Proposed.Name)
		j.note("decision", l.Decision.Number)
		j.note("organ", l.Decision.Organ)
		j.note("digest", digest)
		j.step(by, l.Proposed.Name)
		return nil
	})
	if err != nil {
		return h, s.refused(ctx, e, err)
	}
	if err := s.release(ctx, h); err != nil { // Run does it again
		s.cfg.Log.WarnContext(ctx, "lifted hold not let go yet", "hold", id, "error", err)
	}
	return h, nil
}

// MayConfirm lists what keeps somebody from confirming that a hold be lifted.
func (s *Service) MayConfirm(ctx context.Context, k Hand, h Hold) ([]access.Condition, error) {
	if err := h.MayWithdraw(s.now()); err != nil { // nothing waits
		return nil, err
	}
	l := h.Lifting
	one, err := s.cfg.Person(ctx, l.Proposed.Account)
	if err != nil {
		return nil, err
	}
	still, err := s.covers(ctx, one.Over, h)
	if err != nil {
		return nil, err
	}
	if !still || one.Disabled {
		return nil, shiheng.Conflict("hold.lift-gone")
	}
	linked, err := s.cfg.Cameras.Linked(ctx, h.Cameras()...)
	if err != nil {
		return nil, err
	}
	first := lifter(one.ID, one.Person, one.Organisation)
	second := lifter(k.Account.ID, k.Account.Person, k.Account.Organisation)
	on := slots(h.Cameras(), linked)
	lacks := s.unmet(s.lifting(k.Who, h, l.Decision, first, second), on)
	if len(lacks) > 0 {
		if by := s.unmet(s.lifting(one.Who, h, l.Decision, first, second), on); len(by) < len(lacks) {
			lacks = by
		}
	}
	return lacks, nil
}

// Withdraw takes a proposal back; the hold stays.
func (s *Service) Withdraw(ctx context.Context, k Hand, id shiheng.HoldID) (Hold, error) {
	return s.on(ctx, k, audit.HoldWithdraw, id, 0, func(j *job) error {
		if err := j.hold.MayWithdraw(j.now); err != nil {
			return err
		}
		j.note("digest", j.hold.Lifting.Digest)
		j.step(k.attest(j.now), "")
		j.hold.Lifting = nil
		return nil
	})
}

// release has the footage store let go of what a lifted hold kept.
func (s *Service) release(ctx context.Context, h Hold) error {
	var failed []error
	for _, it := range h.Items {
		for _, p := range it.Pins {
			failed = append(failed, s.cfg.Keeper.Unpin(ctx, p))
		}
	}
	return errors.Join(failed...)
}
