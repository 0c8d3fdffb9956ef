package official

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// Evidence is what the clerk notes of the conditions, all or some. What is
// there already stays unless it is noted anew.
type Evidence struct {
	Officers []OfficerEvidence `json:"officers,omitempty" maxItems:"2"`
	Letter   *LetterEntry      `json:"letter,omitempty"`
	// Registered: the two signed the sheet of the register, or it is done
	// electronically.
	Registered bool         `json:"registered,omitempty"`
	Served     *ServedEntry `json:"served,omitempty" doc:"The notice of the rules was handed over"`
}

// OfficerEvidence is an officer with whether the clerk saw person and card.
type OfficerEvidence struct {
	OfficerEntry
	Shown bool `json:"shown" doc:"The clerk held person and work identity card against each other just now"`
}

// Register receives an application with the evidence that is there. Every
// camera must be one of the clerk's. Nothing is refused for a condition that
// is not met yet: completing it is what comes next.
func (s *Service) Register(ctx context.Context, k Clerk, a Asked, ev Evidence) (Application, error) {
	now := s.now()
	if err := a.tidy(now); err != nil {
		return Application{}, err
	}
	linked, err := s.mine(ctx, k, a.Cameras)
	if err != nil {
		return Application{}, err
	}
	c := Case{Application: Application{
		Kept: registry.Fresh[applicationKind](now), Asked: a, State: Received, By: k.attest(now),
		Officers: []Officer{}, Viewings: []Viewing{}, Copies: []Copied{},
	}}
	noted, err := s.prepare(ctx, ev, linked)
	if err != nil {
		return Application{}, err
	}
	e := audit.New(now, k.Actor(), audit.OfficialRegister, audit.On("official", c.ID)).About(a.Cameras...).
		Because("W168/24/1/3", string(audit.OfficialRegister)).With("organ", a.Organ).With("authority", string(a.Authority)).With("matter", a.Matter())
	fresh := c.Application
	err = s.do(ctx, k, e, func(j *job) error {
		c.Application = fresh
		c.Officers = []Officer{}
		if err := s.note(j, &c, noted); err != nil {
			return err
		}
		return j.tx.PutApplication(c.Application)
	})
	return c.Application, err
}

// mine returns the cameras when every one is the clerk's.
func (s *Service) mine(ctx context.Context, k Clerk, cameras []shiheng.CameraID) ([]registry.Linked, error) {
	linked, err := s.cfg.Cameras.Linked(ctx, cameras...)
	if err != nil {
		return nil, err
	}
	for _, id := range cameras {
		i := slices.IndexFunc(linked, func(l registry.Linked) bool { return l.ID == id })
		if i < 0 || !k.Scope.Covers(linked[i]) { // another's camera looks like none
			e := audit.New(s.now(), k.Actor(), audit.OfficialRegister, audit.Object{Kind: "official"}).About(id)
			return nil, s.refused(ctx, e, &access.Refusal{Act: string(audit.OfficialRegister), Unmet: []access.Condition{
				{Code: "access.scope", Article: "W168/29/1", Camera: id},
			}})
		}
	}
	return linked, nil
}

// Supplement adds evidence to an application under way, or confirms the
// officers anew for another visit.
func (s *Service) Supplement(ctx context.Context, k Clerk, id ApplicationID, version int64, ev Evidence) (Application, error) {
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return a, err
	}
	linked, err := s.cfg.Cameras.Linked(ctx, a.Cameras...)
	if err != nil {
		return a, err
	}
	noted, err := s.prepare(ctx, ev, linked)
	if err != nil {
		return a, err
	}
	return s.on(ctx, k, audit.OfficialEvidence, id, version, func(j *job, c *Case) error {
		if err := c.move(Complete); err != nil {
			return err
		}
		return s.note(j, c, noted)
	})
}

// noted is evidence with what had to be looked up.
type noted struct {
	Evidence
	officers []Officer
}

// prepare looks up what evidence names: units, accounts, whether somebody is
// of the site.
func (s *Service) prepare(ctx context.Context, ev Evidence, linked []registry.Linked) (noted, error) {
	out := noted{Evidence: ev}
	for _, e := range ev.Officers {
		o := Officer{OfficerEntry: e.OfficerEntry}
		if !o.UnitID.IsZero() {
			units, err := s.cfg.Units.Below(ctx, o.UnitID)
			if err != nil {
				return out, err
			}
			i := slices.IndexFunc(units, func(u party.Organisation) bool { return u.ID == o.UnitID })
			if i < 0 || !units[i].Has(party.Requester) {
				return out, shiheng.Invalid("official.unit").By("W168/24/1/2")
			}
			o.Unit = units[i].Name
		}
		if err := o.tidy(); err != nil {
			return out, err
		}
		if o.Login != "" {
			account, err := s.cfg.People.AccountOf(ctx, o.Login)
			if errors.Is(err, shiheng.ErrNotFound) {
				return out, shiheng.Invalid("official.login", "login", o.Login)
			}
			if err != nil {
				return out, err
			}
			o.Account = account.ID
		}
		var err error
		if o.Site, err = s.cfg.Site(ctx, o, linked); err != nil {
			return out, err
		}
		out.officers = append(out.officers, o)
	}
	return out, nil
}

// note writes evidence down.
func (s *Service) note(j *job, c *Case, ev noted) error {
	by := j.clerk.attest(j.now)
	for i, o := range ev.officers {
		if i < len(c.Officers) && c.Officers[i].OfficerEntry == o.OfficerEntry {
			o.Confirmed = c.Officers[i].Confirmed
		}
		if ev.Officers[i].Shown {
			o.Confirmed = &Confirmed{How: AtCounter, Attested: by}
			o.Site = o.Site || o.Account == j.clerk.Account.ID // nobody confirms himself
			j.note("shown", j.event.Details["shown"]+o.Card+" ")
		}
		if i < len(c.Officers) {
			c.Officers[i] = o
		} else {
			c.Officers = append(c.Officers, o)
		}
	}
	if ev.Letter != nil {
		if err := s.noteLetter(j, c, *ev.Letter); err != nil {
			return err
		}
	}
	if ev.Registered && c.Registered == nil {
		c.Registered = &by
		j.note("registered", "yes")
	}
	if ev.Served != nil {
		c.Notice = &Served{ServedEntry: *ev.Served, By: by}
		j.note("served", map[bool]string{true: "signed", false: "not signed"}[ev.Served.Signed])
	}
	return nil
}

// noteLetter ties a letter to the application: a new one, or one that served
// an earlier visit for the same matter. For another matter it does not serve.
func (s *Service) noteLetter(j *job, c *Case, e LetterEntry) error {
	if err := e.tidy(); err != nil {
		return err
	}
	j.note("letter", e.Unit+" "+e.Number)
	known, err := j.tx.LetterNumbered(unitKey(e.Unit), e.Number)
	switch {
	case err == nil && known.Matter != c.Asked.Matter():
		return shiheng.Forbidden("official.letter-other-matter", "number", e.Number).By("W168/24/1/2")
	case err == nil:
		return s.noteAgain(j, c, known, e)
	case !errors.Is(err, shiheng.ErrNotFound):
		return err
	}
	l := Letter{Kept: registry.Fresh[letterKind](j.now), LetterEntry: e, By: j.clerk.attest(j.now)}
	if !l.Scan.IsZero() {
		if err := s.cfg.Papers.Link(j.tx, j.clerk.Actor(), audit.On("official-letter", l.ID), l.Scan); err != nil {
			return err
		}
	}
	c.Letter, c.Introduction = l.ID, &l
	return j.tx.PutLetter(l)
}

// noteAgain ties a letter that is known already. What was misread of its days,
// or not scanned then, is put right, and on record.
func (s *Service) noteAgain(j *job, c *Case, known Letter, e LetterEntry) error {
	c.Letter, c.Introduction = known.ID, &known
	if e.Scan.IsZero() {
		e.Scan = known.Scan
	}
	if known.From == e.From && known.Until == e.Until && known.Scan == e.Scan {
		return nil
	}
	if e.Scan != known.Scan {
		if err := s.cfg.Papers.Link(j.tx, j.clerk.Actor(), audit.On("official-letter", known.ID), e.Scan); err != nil {
			return err
		}
	}
	j.note("validity", e.From.String()+" "+e.Until.String())
	known.From, known.Until, known.Scan = e.From, e.Until, e.Scan
	known.Version++
	return j.tx.PutLetter(known)
}

// Confirm is an officer confirming by their own account, from wherever they
// are: they proved just now who they are, and the application names the account. The
// work identity card is held by whoever gave the account.
func (s *Service) Confirm(ctx context.Context, p Clerk, id ApplicationID) (Application, error) {
	a, err := s.Named(ctx, p, id)
	if err != nil {
		return a, err
	}
	k := Clerk{Principal: p.Principal, Scope: registry.Scope{All: true}}
	return s.on(ctx, k, audit.OfficialConfirm, id, 0, func(j *job, c *Case) error {
		if err := c.move(Complete); err != nil {
			return err
		}
		// The door asks for a proof as before every sensitive act; the house may
		// have set a longer time for it than a confirmation bears.
		if s.now().Sub(p.Session.Fresh) > freshFor {
			return shiheng.Forbidden("session.step-up", "minutes", strconv.Itoa(int(freshFor/time.Minute))).By("W168/24/1/2")
		}
		for i := range c.Officers {
			if c.Officers[i].Account == p.Account.ID {
				c.Officers[i].Confirmed = &Confirmed{How: ByAccount, Attested: k.attest(j.now)}
			}
		}
		return nil
	})
}

// Named returns an application that names the account as an officer's; another
// is not there.
func (s *Service) Named(ctx context.Context, p Clerk, id ApplicationID) (Application, error) {
	got, err := s.cfg.Store.Applications(ctx, Filter{Scope: registry.Scope{All: true}, ID: id, Officer: p.Account.ID}, audit.Paging{Limit: 1})
	if err != nil {
		return Application{}, err
	}
	if len(got.Items) == 0 {
		return Application{}, shiheng.NotFound("official.none")
	}
	return got.Items[0], nil
}

// scanOf is the scan of the letter, for papers.
func (c Case) scanOf() []papers.AttachmentID {
	if c.Introduction == nil || c.Introduction.Scan.IsZero() {
		return nil
	}
	return []papers.AttachmentID{c.Introduction.Scan}
}
