package official

import (
	"context"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
)

// A Copying asks for the footage of cameras and a span as files that leave the
// house: within what was granted.
type Copying struct {
	Cameras []shiheng.CameraID
	Span    shiheng.Span
}

// seconds is how much footage it is, over all cameras.
func (c Copying) seconds() int64 {
	return int64(len(c.Cameras)) * int64((c.Span.Duration()+time.Second-1)/time.Second)
}

// act is what a copy is taken by: copying where it was granted, else retrieving.
func (e Extent) act() clause.Act {
	if !slices.Contains(e.Acts, clause.Copy) && slices.Contains(e.Acts, clause.Retrieve) {
		return clause.Retrieve
	}
	return clause.Copy
}

// Copy opens footage of a granted application to be written into files
// (civic/evidence/custody): where copying or retrieving was granted, of cameras
// and a span that were, with both officers confirmed just now, and as much as
// the quota leaves. A *[access.Refusal] names what is in the way.
func (s *Service) Copy(ctx context.Context, k Clerk, id ApplicationID, want Copying) (shiheng.Grant, Application, error) {
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return shiheng.Grant{}, a, err
	}
	used, err := s.cfg.Store.Used(ctx, id)
	if err != nil {
		return shiheng.Grant{}, a, err
	}
	now := s.now()
	e := audit.New(now, k.Actor(), audit.OfficialCopy, audit.On("official", id)).About(want.Cameras...).Because(Basis, string(audit.OfficialCopy))
	if a.State != Granted {
		return shiheng.Grant{}, a, s.refused(ctx, e, notGranted())
	}
	c, err := s.Case(ctx, a)
	if err != nil {
		return shiheng.Grant{}, a, err
	}
	if lacks := Uncopied(s.cfg.Clauses, c, want, now); len(lacks) > 0 {
		return shiheng.Grant{}, a, s.refused(ctx, e, unmet(string(a.Ruling.act()), lacks))
	}
	left := a.Ruling.Minutes * 60
	for _, u := range used {
		left -= int64(u.Seconds)
	}
	if left < want.seconds() {
		return shiheng.Grant{}, a, s.refused(ctx, e, spent(a.Ruling.Minutes*60))
	}
	w := access.Warrant{
		Principal: k.Principal, Act: shiheng.ActExport, Basis: Basis, Purpose: a.Organ + " " + a.Asked.Matter(), Mark: mark(a, k),
		Cameras: want.Cameras, Footage: want.Span, Until: earlier(a.Ruling.Until, now.Add(longest)), Quota: left,
	}
	w.Write = func(ctx context.Context, mint func(access.Tx) error, g shiheng.Grant) error {
		a, err = s.on(ctx, k, audit.OfficialCopy, id, 0, func(j *job, c *Case) error {
			if c.State != Granted {
				return notGranted()
			}
			c.Viewings = append(c.Viewings, Viewing{Grant: g.ID, By: k.attest(now), Until: g.Until, Quota: g.Quota, Copy: true})
			j.event = j.event.About(want.Cameras...)
			j.note("grant", g.ID.String())
			j.note("act", string(c.Ruling.act()))
			return mint(j.tx)
		})
		return err
	}
	g, err := s.cfg.Access.Mint(ctx, w)
	return g, a, err
}

// Uncopied lists what is in the way of a copy, nothing when it may be taken.
func Uncopied(set *clause.Set, c Case, want Copying, now time.Time) []Lack {
	r := c.Ruling
	extent := Extent{Acts: []clause.Act{r.act()}, Cameras: want.Cameras, From: want.Span.From, To: want.Span.To}
	return decide(set, c, question{extent, r.bounds(), now, now.Add(-freshFor)})
}

// Uncopied is [Uncopied] of a case now, of all that was granted.
func (s *Service) Uncopied(c Case) []Lack {
	if c.Ruling == nil || !c.Ruling.Granted {
		return nil // what is not granted opens nothing either
	}
	return Uncopied(s.cfg.Clauses, c, Copying{c.Ruling.Cameras, shiheng.Span{From: c.Ruling.From, To: c.Ruling.To}}, s.now())
}
