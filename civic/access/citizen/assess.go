package citizen

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// A Want is one thing that is missing, in the words of the clause.
type Want struct {
	Code    string `json:"code"`
	Article string `json:"article"`
	Zh      string `json:"zh"`
	En      string `json:"en"`
}

// A sight is a camera of a case as the clauses see it.
type sight struct {
	id shiheng.CameraID
	as clause.Resource
}

// sights makes cameras ready to be asked about. One that does not exist is
// left out.
func (s *Service) sights(ctx context.Context, cameras []shiheng.CameraID, now time.Time) ([]sight, error) {
	linked, err := s.cfg.Cameras.Linked(ctx, cameras...)
	if err != nil {
		return nil, fmt.Errorf("read cameras: %w", err)
	}
	platform, err := s.cfg.Platform(ctx)
	if err != nil {
		return nil, fmt.Errorf("read whether the house is the sharing platform: %w", err)
	}
	out := make([]sight, len(linked))
	for i, l := range linked {
		_, forbidden := s.cfg.Law.ForbiddenRoom(l.RoomUse, law.DayOf(now))
		c := clause.CameraOf(l, forbidden)
		c.Shared = platform && connected(l)
		out[i] = sight{l.ID, c.Resource()}
	}
	return out, nil
}

// connected reports whether a camera delivers to the platform: it has a source
// there, and was not taken away.
func connected(l registry.Linked) bool { return l.Main != nil && l.Gone == "" }

// A moment is the circumstances under which a case is asked about.
type moment struct {
	now     time.Time
	extent  Coverage // what is to be looked at
	within  Coverage // what the case is about
	until   time.Time
	consent bool
	// beside, bound and marked are of the opening: somebody of the staff sits
	// there, on a workstation of the house, with the name over the picture.
	beside, bound, marked bool
}

// deciding are the circumstances in which a case is admitted: nothing is shown
// by that, so how it will be shown is asked when it is opened.
func (c Case) deciding(now time.Time, consent bool) moment {
	return moment{now: now, extent: c.Coverage, within: c.Coverage, until: now.Add(time.Minute), consent: consent, beside: true, bound: true, marked: true}
}

// Unmet asks the clauses whether the viewer of a case may look, and lists what
// is in the way, each once; nothing when he may. It is pure.
func Unmet(set *clause.Set, c Case, m moment, cameras []sight) (out []Want) {
	facts := c.looking(m).Facts()
	who := clause.Citizen{ID: c.ID.String()}.Principal()
	for _, camera := range cameras {
		d := set.Decide(clause.Request{Act: clause.Look, Who: who, On: camera.as, How: facts})
		out = lacking(out, d)
	}
	return out
}

// lacking adds what a decision found missing, each once.
func lacking(out []Want, d clause.Decision) []Want {
	for _, u := range d.Unmet() {
		if !slices.ContainsFunc(out, func(l Want) bool { return l.Code == u.Code }) {
			out = append(out, Want{Code: u.Code, Article: u.Articles[0], Zh: u.Text.Zh, En: u.Text.En})
		}
	}
	return out
}

// looking is a case as the clauses see it.
func (c Case) looking(m moment) clause.Looking {
	l := clause.Looking{
		Now: m.now, Span: m.extent.Span(), Flow: string(c.Flow), Consent: m.consent, Accompanied: m.beside, Workstation: m.bound, Marked: m.marked,
		Registered: c.registered(),
		Extent:     clause.Extent{Acts: []clause.Act{clause.Look}, Cameras: m.within.Cameras, Span: m.within.Span(), Until: m.until}.Ready(),
	}
	if c.Person != nil {
		l.Missing = string(c.Person.Category)
	}
	if c.Interest != nil {
		l.Stake = c.Interest.Stake
	}
	if v := c.Viewer; v != nil && !v.ProofID.IsZero() {
		l.Relation = v.Relation
		l.Interested = v.Relation != "none" && v.Relation != "self"
	}
	return l
}

// registered: staff saw who looks, and the notice was served. Whether it was
// signed is on record and stops nothing.
func (c Case) registered() bool { return c.Viewer != nil && c.Viewer.Seen != nil && c.Notice != nil }

// Barred lists why footage of an admitted case could not be opened now, on a
// bound workstation or elsewhere.
func (s *Service) Barred(ctx context.Context, c Case, bound bool) ([]Want, error) {
	if c.Ruling == nil {
		return []Want{}, nil
	}
	now := s.now()
	cameras, err := s.sights(ctx, c.Cameras, now)
	if err != nil {
		return nil, err
	}
	return Unmet(s.cfg.Clauses, c, moment{
		now: now, extent: c.Coverage, within: c.Coverage, until: c.Ruling.Until, consent: c.Ruling.Admitted, beside: true, bound: bound, marked: true,
	}, cameras), nil
}

// Lacks lists what is missing of a case before it may be admitted. The consent
// of the managing unit is not among it: that is the decision itself.
func (s *Service) Lacks(ctx context.Context, c Case) ([]Want, error) {
	now := s.now()
	cameras, err := s.sights(ctx, c.Cameras, now)
	if err != nil {
		return nil, err
	}
	return Unmet(s.cfg.Clauses, c, c.deciding(now, true), cameras), nil
}

// unmet makes the refusal of what is lacking.
func unmet(act string, lacks []Want) error {
	r := &access.Refusal{Act: act}
	for _, l := range lacks {
		r.Unmet = append(r.Unmet, access.Condition{Code: l.Code, Article: l.Article})
	}
	return r
}

// codes lists the codes of lacks.
func codes(lacks []Want) []string {
	out := make([]string, len(lacks))
	for i, l := range lacks {
		out[i] = l.Code
	}
	return out
}

func trim(texts ...*string) {
	for _, s := range texts {
		*s = strings.TrimSpace(*s)
	}
}

func itoa(n int) string { return strconv.Itoa(n) }

func distinct[T comparable](list []T) bool {
	for i, v := range list {
		if slices.Contains(list[:i], v) {
			return false
		}
	}
	return true
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
