package official

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
)

// How long a permission runs when the decision does not say, and how many
// times over the footage may be looked through.
const (
	runsFor = 7 * 24 * time.Hour
	looks   = 4
)

// A Granting says what of the application is granted. What is left empty is
// granted as asked.
type Granting struct {
	Acts    []clause.Act       `json:"acts,omitempty" maxItems:"7" enum:"view,retrieve,copy,viewBasic,retrieveBasic,copyBasic,forwardLive"`
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty" maxItems:"64" format:"uuid"`
	From    time.Time          `json:"from,omitzero"`
	To      time.Time          `json:"to,omitzero"`
	Until   time.Time          `json:"until,omitzero" doc:"When the permission ends; a week, and not after the letter, when empty"`
	Minutes int64              `json:"minutes,omitempty" minimum:"0" maximum:"525600" doc:"Of footage to be served in all; four times what is granted when empty"`
	Reason  string             `json:"reason,omitempty" maxLength:"500" doc:"Of less than was asked"`
	// ReturnBy is the day by which what is taken away is returned or destroyed.
	ReturnBy string `json:"returnBy,omitempty" maxLength:"10"`
}

// extent is the granting with what it leaves open filled in.
func (g Granting) extent(c Case, now time.Time) Extent {
	e := Extent{Acts: g.Acts, Cameras: g.Cameras, From: g.From.UTC(), To: g.To.UTC(), Until: g.Until.UTC().Truncate(time.Millisecond), Minutes: g.Minutes}
	if len(e.Acts) == 0 {
		e.Acts = c.Acts
	}
	if len(e.Cameras) == 0 {
		e.Cameras = c.Asked.Cameras
	}
	if g.From.IsZero() {
		e.From = c.From
	}
	if g.To.IsZero() {
		e.To = c.To
	}
	last := now.Add(runsFor)
	if c.Introduction != nil {
		last = earlier(last, c.Introduction.Until.Add(1).Start())
	}
	if g.Until.IsZero() {
		e.Until = last
	}
	if e.Minutes == 0 {
		e.Minutes = looks * int64(len(e.Cameras)) * int64((e.To.Sub(e.From)+time.Minute-1)/time.Minute)
	}
	return e
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// check refuses an extent that cannot be one.
func (e Extent) check(c Case, now time.Time) error {
	switch {
	case !e.From.Before(e.To), !distinct(e.Acts), !distinct(e.Cameras), forwards(e.Acts):
		return shiheng.Invalid("official.extent")
	case !e.Until.After(now):
		return shiheng.Invalid("official.until")
	case c.Introduction != nil && e.Until.After(c.Introduction.Until.Add(1).Start()):
		return shiheng.Forbidden("official.until-letter", "until", c.Introduction.Until.String()).By("W168/24/1/2")
	}
	return nil
}

// part reports whether less is granted than was asked.
func (e Extent) part(a Asked) bool {
	return len(e.Acts) < len(a.Acts) || len(e.Cameras) < len(a.Cameras) || e.From.After(a.From) || e.To.Before(a.To)
}

// Grant grants an application, in whole or in part. Every condition must be
// met, and nothing wider than what was asked is granted; a *[access.Refusal]
// names what is in the way, and the application stays as it is.
func (s *Service) Grant(ctx context.Context, k Clerk, id ApplicationID, version int64, g Granting) (Application, error) {
	return s.on(ctx, k, audit.OfficialGrant, id, version, func(j *job, c *Case) error {
		e := g.extent(*c, j.now)
		if err := e.check(*c, j.now); err != nil {
			return err
		}
		if err := c.move(Grant); err != nil {
			return err
		}
		if lacks := Unmet(s.cfg.Clauses, *c, e, j.now); len(lacks) > 0 {
			return unmet(string(audit.OfficialGrant), lacks)
		}
		c.Ruling = &Ruling{
			Extent: e, Granted: true, Part: e.part(c.Asked), Reason: strings.TrimSpace(g.Reason), By: j.clerk.attest(j.now),
			Clauses: s.cfg.Clauses.Digest().String(),
		}
		if c.Ruling.Part && c.Ruling.Reason == "" {
			return shiheng.Invalid("official.part-reason").By("W168/38/2")
		}
		if err := c.take(g, j.now); err != nil {
			return err
		}
		j.event = j.event.Because("W168/23", string(audit.OfficialGrant))
		j.note("extent", e.words())
		j.note("clauses", c.Ruling.Clauses)
		return s.issueForm(j, c)
	})
}

// take makes the register's lines of what may be taken away.
func (c *Case) take(g Granting, now time.Time) error {
	for _, act := range c.Ruling.Acts {
		if !takes(act) {
			continue
		}
		line := Copied{Act: act}
		if g.ReturnBy != "" {
			due, err := parseDay(g.ReturnBy)
			if err != nil || due.Before(day(now)) {
				return shiheng.Invalid("official.return-by")
			}
			line.Due = due
		}
		c.Copies = append(c.Copies, line)
	}
	return nil
}

// words is an extent in one line of the record.
func (e Extent) words() string {
	acts := make([]string, len(e.Acts))
	for i, a := range e.Acts {
		acts[i] = string(a)
	}
	return strings.Join(acts, " ") + "; " + strconv.Itoa(len(e.Cameras)) + " cameras; " + e.From.Format(time.RFC3339) + "/" + e.To.Format(time.RFC3339)
}

// A Refusing says why an application is refused. With an item missing the
// items are the reason; with none, whoever answers for the unit decides, in
// his own name.
type Refusing struct {
	Reason string `json:"reason,omitempty" maxLength:"500"`
	Head   string `json:"head,omitempty" maxLength:"100" doc:"Who answers for the unit, when nothing is missing"`
}

// Refuse refuses an application and issues the note that names the items. With
// all conditions met it is refused only when supervisor is set: the caller has
// the duty to answer for the unit, names who decided and why; W168/38 goes with
// it on record and on paper.
func (s *Service) Refuse(ctx context.Context, k Clerk, id ApplicationID, version int64, r Refusing, supervisor bool) (Application, error) {
	r.Reason, r.Head = strings.TrimSpace(r.Reason), strings.TrimSpace(r.Head)
	return s.on(ctx, k, audit.OfficialRefuse, id, version, func(j *job, c *Case) error {
		if err := c.move(Refuse); err != nil {
			return err
		}
		if lacks := Refusable(s.cfg.Clauses, *c, supervisor, j.now); len(lacks) > 0 {
			return unmet(string(audit.OfficialRefuse), lacks)
		}
		missing := Unmet(s.cfg.Clauses, *c, asked(c.Asked, j.now), j.now)
		if len(missing) == 0 && (r.Reason == "" || r.Head == "") {
			return shiheng.Invalid("official.refuse-reason").By("W168/38/2")
		}
		c.Ruling = &Ruling{
			Extent: Extent{Acts: []clause.Act{}, Cameras: []shiheng.CameraID{}}, Unmet: codes(missing), Reason: r.Reason, Head: r.Head,
			By: j.clerk.attest(j.now), Clauses: s.cfg.Clauses.Digest().String(),
		}
		j.event = j.event.Because("W168/24/2", "official.item-missing")
		if len(missing) == 0 {
			j.event = j.event.Because("W168/38/2", "official.all-met")
			j.note("head", r.Head)
		}
		j.note("unmet", strings.Join(c.Ruling.Unmet, " "))
		j.note("reason", r.Reason)
		return s.issueNote(j, c, missing)
	})
}

// Withdraw closes an application that its organ takes back.
func (s *Service) Withdraw(ctx context.Context, k Clerk, id ApplicationID, why string) (Application, error) {
	return s.on(ctx, k, audit.OfficialClose, id, 0, func(j *job, c *Case) error {
		c.ClosedWhy = strings.TrimSpace(why)
		if c.ClosedWhy == "" {
			return shiheng.Invalid("official.why")
		}
		j.note("why", c.ClosedWhy)
		return c.move(Withdraw)
	})
}

// Revoke takes a permission back: what runs under it ends within a second.
func (s *Service) Revoke(ctx context.Context, k Clerk, id ApplicationID, why string) (Application, error) {
	a, err := s.on(ctx, k, audit.OfficialRevoke, id, 0, func(j *job, c *Case) error {
		c.ClosedWhy = strings.TrimSpace(why)
		if c.ClosedWhy == "" {
			return shiheng.Invalid("official.why").By("W168/38/2")
		}
		j.event = j.event.Because("W168/29/1", string(audit.OfficialRevoke))
		j.note("why", c.ClosedWhy)
		return c.move(Revoke)
	})
	if err != nil {
		return a, err
	}
	return a, s.endAll(ctx, a, shiheng.Forbidden("official.revoked").By("W168/29/1"))
}

// Follow notes what followed of something taken away: the receipt, and that it
// was returned or destroyed.
func (s *Service) Follow(ctx context.Context, k Clerk, id ApplicationID, line int, now Copied) (Application, error) {
	return s.on(ctx, k, audit.OfficialFollow, id, 0, func(j *job, c *Case) error {
		if line < 0 || line >= len(c.Copies) || c.State != Granted {
			return shiheng.NotFound("official.no-copy")
		}
		kept := &c.Copies[line]
		today := day(j.now)
		late := func(d, first string) bool { return d != "" && first != "" && d < first }
		switch {
		case today.Before(now.ReceivedOn) || today.Before(now.DoneOn), now.Done != "" && now.DoneOn.IsZero():
			return shiheng.Invalid("official.follow-day")
		case now.Done != "" && !slices.Contains([]string{"returned", "destroyed", "kept-in-file"}, now.Done), late(now.DoneOn.String(), now.ReceivedOn.String()):
			return shiheng.Invalid("official.follow-day")
		}
		if !now.Receipt.IsZero() && now.Receipt != kept.Receipt {
			if err := s.cfg.Papers.Link(j.tx, k.Actor(), audit.On("official", id), now.Receipt); err != nil {
				return err
			}
			kept.Receipt = now.Receipt
		}
		kept.ReceivedOn, kept.Due, kept.Done, kept.DoneOn = now.ReceivedOn, now.Due, now.Done, now.DoneOn
		j.note("act", string(kept.Act))
		j.note("received", kept.ReceivedOn.String())
		j.note("done", strings.TrimSpace(kept.Done+" "+kept.DoneOn.String()))
		return nil
	})
}

// Close closes an application when everything followed that must.
func (s *Service) Close(ctx context.Context, k Clerk, id ApplicationID) (Application, error) {
	a, err := s.on(ctx, k, audit.OfficialClose, id, 0, func(_ *job, c *Case) error {
		if slices.ContainsFunc(c.Copies, func(l Copied) bool { return c.State == Granted && !l.settled() }) {
			return shiheng.Forbidden("official.follow-open").By("W168/24/1/4")
		}
		return c.move(Close)
	})
	if err != nil {
		return a, err
	}
	return a, s.endAll(ctx, a, shiheng.Expired("official.closed"))
}

// endAll ends every grant an application opened.
func (s *Service) endAll(ctx context.Context, a Application, cause error) error {
	ids := make([]shiheng.GrantID, len(a.Viewings))
	for i, v := range a.Viewings {
		ids[i] = v.Grant
	}
	return s.cfg.Access.End(ctx, cause, ids...)
}
