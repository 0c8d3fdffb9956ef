package citizen

import (
	"context"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/registry"
)

// Brought is what the clerk notes of the viewer, all or some. What is there
// already stays unless it is noted anew.
type Brought struct {
	Viewer *ViewerEntry `json:"viewer,omitempty"`
	// Shown: the clerk held person and identity document against each other.
	Shown  bool         `json:"shown,omitempty" doc:"The clerk held person and identity document against each other just now"`
	Served *NoticeEntry `json:"served,omitempty" doc:"The notice that nothing may be copied, photographed or spread was handed over"`
}

// A Coming is a case as it is received: by telephone, with nobody there yet,
// or at the desk.
type Coming struct {
	Person   *MissingPerson
	Interest *Interest
	Coverage
	Here     bool // the viewer is at the desk
	Evidence Brought
}

func (a *Coming) flow() Flow {
	if a.Person != nil {
		return Missing
	}
	return Related
}

func (a *Coming) tidy(now time.Time) (err error) {
	event := now
	if a.Person != nil {
		err, event = a.Person.tidy(now), a.Person.LastSeen
	} else {
		err, event = a.Interest.tidy(now), a.Interest.Happened
	}
	if err != nil {
		return err
	}
	if !a.Here && (a.Interest != nil || a.Evidence != Brought{}) {
		return shiheng.Invalid("citizen.here").By(a.flow().Basis())
	}
	return a.Coverage.tidy(a.flow(), event, now)
}

// Receive opens a case. Every camera must be one of the clerk's. Nothing is
// refused for a condition that is not met yet.
func (s *Service) Receive(ctx context.Context, k Clerk, a Coming) (Case, error) {
	now := s.now()
	if (a.Person == nil) == (a.Interest == nil) {
		return Case{}, shiheng.Invalid("citizen.flow")
	}
	if err := a.tidy(now); err != nil {
		return Case{}, err
	}
	if err := s.mine(ctx, k, audit.CitizenReceive, a.flow(), a.Cameras); err != nil {
		return Case{}, err
	}
	fresh := Case{
		Kept: registry.Fresh[caseKind](now), Flow: a.flow(), State: Called, Person: a.Person, Interest: a.Interest, Coverage: a.Coverage,
		Looks: []Look{}, Sightings: []Sighting{}, By: k.attest(now),
	}
	if a.Here {
		fresh.State, fresh.Arrived = Received, now
	}
	var c Case
	err := s.do(ctx, k, about(fresh, k, audit.CitizenReceive, now), func(j *job) error {
		c = fresh
		j.note("here", map[bool]string{true: "yes", false: "no"}[a.Here])
		if c.Person != nil {
			j.note("category", string(c.Person.Category))
			if !c.Person.Photo.IsZero() {
				if err := s.cfg.Papers.Link(j.tx, k.Actor(), audit.On("citizen", c.ID), c.Person.Photo); err != nil {
					return err
				}
			}
		}
		if err := s.note(j, &c, a.Evidence); err != nil {
			return err
		}
		return j.tx.PutCase(c)
	})
	return c, err
}

// note writes evidence down.
func (s *Service) note(j *job, c *Case, ev Brought) error {
	by := j.clerk.attest(j.now)
	if e := ev.Viewer; e != nil {
		if err := e.tidy(c.Flow); err != nil {
			return err
		}
		now := &Viewer{ViewerEntry: *e}
		if c.Viewer != nil && c.Viewer.Name == e.Name && c.Viewer.Number == e.Number {
			now.Seen = c.Viewer.Seen // the proof was brought later; the person is the same
		}
		if !e.ProofID.IsZero() && (c.Viewer == nil || c.Viewer.ProofID != e.ProofID) {
			if err := s.cfg.Papers.Link(j.tx, j.clerk.Actor(), audit.On("citizen", c.ID), e.ProofID); err != nil {
				return err
			}
		}
		c.Viewer = now
		j.note("relation", e.Relation)
	}
	if ev.Shown && c.Viewer != nil {
		c.Viewer.Seen = &by
		j.note("shown", c.Viewer.Papers)
	}
	if ev.Served != nil {
		c.Notice = &Told{NoticeEntry: *ev.Served, By: by}
		j.note("served", map[bool]string{true: "signed", false: "not signed"}[ev.Served.Signed])
	}
	return nil
}

// Supplement adds evidence. Of a case that was told by telephone it says that
// the viewer is here now: the clock runs from then.
func (s *Service) Supplement(ctx context.Context, k Clerk, id CaseID, version int64, ev Brought) (Case, error) {
	return s.on(ctx, k, audit.CitizenEvidence, id, version, func(j *job, c *Case) error {
		on := Note
		if c.State == Called {
			on, c.Arrived = Arrive, j.now
			j.note("here", "yes")
		}
		if err := c.move(on); err != nil {
			return err
		}
		return s.note(j, c, ev)
	})
}

// Admit admits a case whose every condition is met; a *[access.Refusal] names
// what is in the way. Of a person concerned it is the managing unit's own
// decision: whoever may give its consent states the reasons. Of a missing
// person there is nothing to consent to.
func (s *Service) Admit(ctx context.Context, k Clerk, id CaseID, version int64, consent bool, reason string) (Case, error) {
	return s.on(ctx, k, audit.CitizenAdmit, id, version, func(j *job, c *Case) error {
		if err := c.move(Admit); err != nil {
			return err
		}
		cameras, err := s.sights(ctx, c.Cameras, j.now)
		if err != nil {
			return err
		}
		if lacks := Unmet(s.cfg.Clauses, *c, c.deciding(j.now, consent), cameras); len(lacks) > 0 {
			return unmet(string(audit.CitizenAdmit), lacks)
		}
		reason = strings.TrimSpace(reason)
		if c.Flow == Related && reason == "" {
			return shiheng.Invalid("citizen.reason").By("R799/21")
		}
		c.Ruling = &Verdict{
			Admitted: true, Reason: reason, Until: j.now.Add(c.Flow.bounds().lasts).Truncate(time.Millisecond), By: k.attest(j.now),
			Clauses: s.cfg.Clauses.Digest().String(),
		}
		j.note("until", c.Ruling.Until.Format(time.RFC3339))
		j.note("reason", reason)
		j.note("clauses", c.Ruling.Clauses)
		return s.issueForm(j, c)
	})
}

// Refuse refuses a case and issues the note that says why and what else may be
// done. The family of a missing person is refused by an item that is missing
// and for nothing else; a person concerned is refused with reasons.
func (s *Service) Refuse(ctx context.Context, k Clerk, id CaseID, version int64, reason string) (Case, error) {
	reason = strings.TrimSpace(reason)
	return s.on(ctx, k, audit.CitizenRefuse, id, version, func(j *job, c *Case) error {
		if err := c.move(Refuse); err != nil {
			return err
		}
		cameras, err := s.sights(ctx, c.Cameras, j.now)
		if err != nil {
			return err
		}
		missing := Unmet(s.cfg.Clauses, *c, c.deciding(j.now, true), cameras)
		switch {
		case c.Flow == Missing && len(missing) == 0:
			return shiheng.Forbidden("citizen.nothing-missing").By("W168/25")
		case c.Flow == Related && reason == "":
			return shiheng.Invalid("citizen.reason").By("R799/21")
		}
		c.Ruling = &Verdict{Unmet: codes(missing), Reason: reason, By: k.attest(j.now), Clauses: s.cfg.Clauses.Digest().String()}
		j.note("unmet", strings.Join(c.Ruling.Unmet, " "))
		j.note("reason", reason)
		return s.issueNote(j, c, missing)
	})
}

// Extend adds cameras to a search or widens its window, because the track
// leads on. What is added is held against the clauses like the rest; it is
// opened anew.
func (s *Service) Extend(ctx context.Context, k Clerk, id CaseID, to Coverage, why string) (Case, error) {
	why = strings.TrimSpace(why)
	if err := s.mine(ctx, k, audit.CitizenExtend, Missing, to.Cameras); err != nil {
		return Case{}, err
	}
	return s.on(ctx, k, audit.CitizenExtend, id, 0, func(j *job, c *Case) error {
		if err := c.move(Extend); err != nil {
			return err
		}
		if why == "" {
			return shiheng.Invalid("citizen.why").By(c.Flow.Basis())
		}
		for _, had := range c.Cameras { // what was looked at stays in the register
			if !slices.Contains(to.Cameras, had) {
				to.Cameras = append(to.Cameras, had)
			}
		}
		if to.From.IsZero() || c.From.Before(to.From) {
			to.From = c.From
		}
		to.To = c.latest(to.To)
		if err := to.tidy(c.Flow, c.event(), j.now); err != nil {
			return err
		}
		c.Coverage = to
		cameras, err := s.sights(ctx, c.Cameras, j.now)
		if err != nil {
			return err
		}
		m := c.deciding(j.now, true)
		m.until = c.Ruling.Until
		if lacks := Unmet(s.cfg.Clauses, *c, m, cameras); len(lacks) > 0 {
			return unmet(string(audit.CitizenExtend), lacks)
		}
		j.event = j.event.About(c.Cameras...)
		j.note("why", why)
		j.note("from", c.From.Format(time.RFC3339))
		j.note("to", c.To.Format(time.RFC3339))
		return s.issueForm(j, c)
	})
}

func (c Case) latest(t time.Time) time.Time {
	if t.Before(c.To) {
		return c.To
	}
	return t
}

// Sight notes something seen, by the family or by staff who searched first.
func (s *Service) Sight(ctx context.Context, k Clerk, id CaseID, e SightingEntry) (Case, error) {
	return s.on(ctx, k, audit.CitizenSight, id, 0, func(j *job, c *Case) error {
		trim(&e.What)
		e.At = e.At.UTC().Truncate(time.Millisecond)
		switch {
		case c.State == Refused || c.State == Closed:
			return shiheng.Conflict("citizen.state", "state", string(c.State)).By(c.Flow.Basis())
		case e.What == "" || e.At.IsZero() || e.At.After(j.now) || !slices.Contains(c.Cameras, e.Camera):
			return shiheng.Invalid("citizen.sighting").By(c.Flow.Basis())
		}
		c.Sightings = append(c.Sightings, Sighting{e, k.attest(j.now)})
		j.event = j.event.About(e.Camera)
		j.note("at", e.At.Format(time.RFC3339))
		return nil
	})
}

// Mask says whether everybody else in the picture is to be covered. Looks that
// run end: they were opened the other way.
func (s *Service) Mask(ctx context.Context, k Clerk, id CaseID, on bool) (Case, error) {
	c, err := s.on(ctx, k, audit.CitizenMask, id, 0, func(j *job, c *Case) error {
		if c.State == Refused || c.State == Closed {
			return shiheng.Conflict("citizen.state", "state", string(c.State)).By(c.Flow.Basis())
		}
		c.MaskOthers = on
		j.note("masked", map[bool]string{true: "yes", false: "no"}[on])
		return nil
	})
	if err != nil {
		return c, err
	}
	return c, s.cfg.Access.End(ctx, shiheng.Expired("citizen.masking"), c.grants()...)
}

// Revoke takes an admission back: what runs under it ends within a second.
func (s *Service) Revoke(ctx context.Context, k Clerk, id CaseID, why string) (Case, error) {
	c, err := s.on(ctx, k, audit.CitizenRevoke, id, 0, func(j *job, c *Case) error {
		if c.RevokedWhy = strings.TrimSpace(why); c.RevokedWhy == "" {
			return shiheng.Invalid("citizen.why").By("W168/29/1")
		}
		j.event = j.event.Because("W168/29/1", string(audit.CitizenRevoke))
		j.note("why", c.RevokedWhy)
		if err := c.move(Revoke); err != nil {
			return err
		}
		return s.issueForm(j, c)
	})
	if err != nil {
		return c, err
	}
	return c, s.cfg.Access.End(ctx, shiheng.Forbidden("citizen.revoked").By("W168/29/1"), c.grants()...)
}

// Close closes a case with its outcome. What is handed over to the police has
// a paper of its own. Nothing is shown under a closed case.
func (s *Service) Close(ctx context.Context, k Clerk, id CaseID, e Ending) (Case, error) {
	c, err := s.on(ctx, k, audit.CitizenClose, id, 0, func(j *job, c *Case) error {
		if err := e.tidy(c.Flow); err != nil {
			return err
		}
		looked := c.State == Admitted
		if err := c.move(Close); err != nil {
			return err
		}
		c.Outcome = &Outcome{e, k.attest(j.now)}
		j.note("result", e.Result)
		j.note("unit", e.Unit)
		if e.Result == HandedOver {
			if err := s.issueHandOver(j, c); err != nil {
				return err
			}
		}
		if !looked {
			return nil
		}
		return s.issueForm(j, c)
	})
	if err != nil {
		return c, err
	}
	return c, s.cfg.Access.End(ctx, shiheng.Expired("citizen.closed"), c.grants()...)
}
