package official

import (
	"context"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
)

// A Taking asks for one still picture of the footage that is shown. It is a
// copy: something leaves the house.
type Taking struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	At     time.Time        `json:"at"`
}

// How long a grant for a still runs, how far back its picture may be begun, and
// what of the footage it may use up.
const (
	stillRuns    = time.Minute
	stillLead    = 30 * time.Second
	stillSeconds = 60
)

// span is the footage a still is made from, within what was granted.
func (t Taking) span(e Extent) shiheng.Span {
	s := shiheng.Span{From: t.At.Add(-stillLead), To: t.At.Add(time.Second)}
	if s.From.Before(e.From) {
		s.From = e.From
	}
	if s.To.After(e.To) {
		s.To = e.To
	}
	return s
}

// Still opens one still picture of a granted application: where copying was
// granted, of a camera and a moment that were, with both officers confirmed
// just now. A *[access.Refusal] names what is in the way.
func (s *Service) Still(ctx context.Context, k Clerk, id ApplicationID, t Taking) (shiheng.Grant, error) {
	a, err := s.One(ctx, k.Scope, id)
	if err != nil {
		return shiheng.Grant{}, err
	}
	now := s.now()
	t.At = t.At.UTC()
	e := audit.New(now, k.Actor(), audit.OfficialStill, audit.On("official", id)).About(t.Camera).Because(Basis, string(audit.OfficialStill))
	if a.State != Granted {
		return shiheng.Grant{}, s.refused(ctx, e, notGranted())
	}
	c, err := s.Case(ctx, a)
	if err != nil {
		return shiheng.Grant{}, err
	}
	if lacks := Unstill(s.cfg.Clauses, c, t, now); len(lacks) > 0 {
		return shiheng.Grant{}, s.refused(ctx, e, unmet(string(clause.Copy), lacks))
	}
	w := access.Warrant{
		Principal: k.Principal, Act: shiheng.ActSnapshot, Basis: Basis, Purpose: a.Organ + " " + a.Asked.Matter(), Mark: mark(a, k),
		Cameras: []shiheng.CameraID{t.Camera}, Footage: t.span(a.Ruling.Extent), Until: earlier(a.Ruling.Until, now.Add(stillRuns)), Quota: stillSeconds,
	}
	w.Write = func(ctx context.Context, mint func(access.Tx) error, g shiheng.Grant) error {
		_, err := s.on(ctx, k, audit.OfficialStill, id, 0, func(j *job, c *Case) error {
			if c.State != Granted {
				return notGranted()
			}
			c.Viewings = append(c.Viewings, Viewing{Grant: g.ID, By: k.attest(now), Until: g.Until, Quota: g.Quota, Still: true})
			j.event = j.event.About(t.Camera)
			j.note("grant", g.ID.String())
			return mint(j.tx)
		})
		return err
	}
	return s.cfg.Access.Mint(ctx, w)
}

// Unstill lists what is in the way of a still picture, nothing when it may be
// taken.
func Unstill(set *clause.Set, c Case, t Taking, now time.Time) []Lack {
	r := c.Ruling
	extent := Extent{Acts: []clause.Act{clause.Copy}, Cameras: []shiheng.CameraID{t.Camera}, From: t.At, To: t.At}
	return decide(set, c, question{extent, r.bounds(), now, now.Add(-freshFor)})
}

// Unstill is [Unstill] of a case now, of any moment that was granted.
func (s *Service) Unstill(c Case) []Lack {
	if c.Ruling == nil || !c.Ruling.Granted {
		return nil // what is not granted opens nothing either
	}
	return Unstill(s.cfg.Clauses, c, Taking{Camera: c.Ruling.Cameras[0], At: c.Ruling.From}, s.now())
}
