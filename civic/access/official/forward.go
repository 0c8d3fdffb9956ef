package official

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
)

// Forwardable says whether the live picture may be forwarded under a grant of
// this room: its application asked for that and was granted it, now lies within
// what was granted, and both officers were confirmed just now. It returns the
// application, and until when it bears a forwarding; an *[access.Refusal] names
// what is in the way. It puts nothing on record; whoever forwards does.
func (s *Service) Forwardable(ctx context.Context, g shiheng.Grant, cameras []shiheng.CameraID) (id ApplicationID, until time.Time, err error) {
	a, err := s.cfg.Store.OfGrant(ctx, g.ID)
	if err != nil {
		return id, until, err
	}
	if a.State != Granted {
		return id, until, notGranted()
	}
	c, err := s.Case(ctx, a)
	if err != nil {
		return id, until, err
	}
	now := s.now()
	if lacks := Unforwardable(s.cfg.Clauses, c, cameras, now); len(lacks) > 0 {
		return id, until, unmet(string(clause.ForwardLive), lacks)
	}
	return a.ID, earlier(a.Ruling.Until, a.Ruling.To), nil
}

// Unforwardable lists what is in the way of forwarding live pictures of cameras
// from a granted application, nothing when it may be done.
func Unforwardable(set *clause.Set, c Case, cameras []shiheng.CameraID, now time.Time) []Lack {
	return decide(set, c, live(c, cameras, now, now.Add(-freshFor)))
}

// Unforwardable is [Unforwardable] of a case now, of all its cameras.
func (s *Service) Unforwardable(c Case) []Lack {
	if c.Ruling == nil || !c.Ruling.Granted {
		return nil // what is not granted opens nothing either
	}
	return Unforwardable(s.cfg.Clauses, c, c.Ruling.Cameras, s.now())
}

// live asks for live pictures of cameras, within what was granted.
func live(c Case, cameras []shiheng.CameraID, now, fresh time.Time) question {
	return question{Extent{Acts: []clause.Act{clause.ForwardLive}, Cameras: cameras, From: now, To: now}, c.Ruling.bounds(), now, fresh}
}

// Stands says why an application bears no forwarding any longer, nil while it
// does. Confirmations are asked for when pictures are handed on; a permission
// is looked at all the time.
func (s *Service) Stands(ctx context.Context, id ApplicationID, cameras []shiheng.CameraID) (cause, err error) {
	a, err := s.cfg.Store.Application(ctx, id)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return shiheng.Forbidden("official.none").By("W168/24/1"), nil
	case err != nil:
		return nil, fmt.Errorf("recheck forwarding: %w", err)
	case a.State == Closed:
		return shiheng.Forbidden("official.revoked").By("W168/29/1"), nil
	case a.State != Granted:
		return notGranted(), nil
	}
	c, err := s.Case(ctx, a)
	if err != nil {
		return nil, err
	}
	if lacks := decide(s.cfg.Clauses, c, live(c, cameras, s.now(), time.Time{})); len(lacks) > 0 {
		return shiheng.Forbidden(lacks[0].Code).By(lacks[0].Article), nil
	}
	return nil, nil //nolint:nilnil // no cause, no error
}

// forwards reports whether having pictures forwarded is asked for without
// viewing them: whoever forwards is watching.
func forwards(acts []clause.Act) bool {
	return slices.Contains(acts, clause.ForwardLive) && !slices.Contains(acts, clause.View)
}
