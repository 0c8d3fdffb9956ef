package rows_test

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
	"shiheng.internal/store/rows"
)

// shelf is a footage store that holds are told to: its pins, and what it has.
type shelf struct {
	mu      sync.Mutex
	pins    map[shiheng.HoldID]evidence.Pin                                // guarded by mu
	broken  bool                                                           // it takes nothing
	pinned  func(evidence.Pin)                                             // told of each pin, when not nil
	amiss   []evidence.Amiss                                               // what a watch over it would know
	footage func(shiheng.CameraID, shiheng.Span) (evidence.Footage, error) // all of every span when nil
}

// Pin implements evidence.Keeper.
func (s *shelf) Pin(_ context.Context, p evidence.Pin) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return shiheng.Unavailable("test.broken")
	}
	if s.pinned != nil {
		s.pinned(p)
	}
	s.pins[p.ID] = p
	return nil
}

// Unpin implements evidence.Keeper.
func (s *shelf) Unpin(_ context.Context, id shiheng.HoldID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return shiheng.Unavailable("test.broken")
	}
	delete(s.pins, id)
	return nil
}

// Pins implements evidence.Keeper.
func (s *shelf) Pins(context.Context) ([]evidence.Pin, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.pins)), nil
}

// Footage implements evidence.Keeper.
func (s *shelf) Footage(_ context.Context, c shiheng.CameraID, span shiheng.Span) (evidence.Footage, error) {
	if s.footage != nil {
		return s.footage(c, span)
	}
	return evidence.Footage{Runs: []shiheng.Span{span}}, nil
}

// Amiss implements evidence.Watch.
func (s *shelf) Amiss(_ context.Context, c shiheng.CameraID, span shiheng.Span) (out []evidence.Amiss, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return nil, shiheng.Unavailable("test.broken")
	}
	for _, a := range s.amiss {
		if a.Touches(c, span) {
			out = append(out, a)
		}
	}
	return out, nil
}

// openHolds opens the register of holds.
func (w *world) openHolds() {
	w.t.Helper()
	w.shelf = &shelf{pins: map[shiheng.HoldID]evidence.Pin{}}
	var err error
	w.holds, err = evidence.New(evidence.Config{
		Store: rows.NewHolds(w.db), Keeper: w.shelf, Watch: w.shelf, Clauses: w.clauses, Law: w.law, Papers: w.papers, Cameras: w.registry.Read(), Now: w.clock.Now,
		Person: func(ctx context.Context, id shiheng.AccountID) (evidence.Person, error) {
			a, err := w.identity.Account(ctx, id)
			if err != nil {
				return evidence.Person{}, err
			}
			r, err := w.access.Rights(ctx, identity.Principal{Account: a})
			return evidence.Person{Account: a, Who: r.Who(), Over: r.Over(access.LiftHolds)}, err
		},
	})
	w.ok(err)
}

// hand is somebody with what the duties about holds are over.
func (w *world) hand(p identity.Principal) evidence.Hand {
	w.t.Helper()
	r, err := w.access.Rights(w.t.Context(), p)
	w.ok(err)
	return evidence.Hand{Principal: p, Scope: r.Over(access.PlaceHolds), Who: r.Who()}
}

// holdsOf lists the holds a filter lets through to somebody who knows of all.
func (w *world) holdsOf(f evidence.Filter) []evidence.Hold {
	w.t.Helper()
	f.Scope = registry.Scope{All: true}
	got, err := w.holds.Read().Holds(w.t.Context(), f, pagingOf(100))
	w.ok(err)
	return got.Items
}

// A holding is a site whose unit runs it, with the people around a hold.
type holding struct {
	system         registry.VideoSystem
	camera         registry.Camera
	one, two       evidence.Hand // who keep the site, of its unit
	twin           evidence.Hand // the person of one, by another account
	police, keeper evidence.Hand // of the police; who watches
}

// held makes such a site.
func (w *world) held() holding {
	w.t.Helper()
	ctx := w.t.Context()
	p, v, _ := w.site("银行")
	unit, police := w.unit("某银行", party.SiteOperator), w.unit("梁溪分局", party.Supervisor)
	v, err := w.registry.Read().System(ctx, v.ID)
	w.ok(err)
	v.Parties.Operator = unit.ID
	v, err = w.registry.SaveSystem(ctx, house, v)
	w.ok(err)
	person, err := w.party.SavePerson(ctx, house, party.Person{Name: "王芳", Organisation: unit.ID})
	w.ok(err)
	account := func(login string, o party.Organisation, who shiheng.PersonID, role identity.Grantable) evidence.Hand {
		p := w.person(login, role)
		a, err := w.identity.Account(ctx, p.Account.ID)
		w.ok(err)
		p.Account, err = w.identity.Change(ctx, house, a.ID, identity.AccountChange{Version: a.Version, Of: &identity.Belonging{Organisation: o.ID, Person: who}})
		w.ok(err)
		return w.hand(p)
	}
	site, over := watch(identity.SiteOperator, identity.Target{Organisation: unit.ID}), identity.Target{Organisation: police.ID}
	return holding{
		system: v,
		camera: w.camera(p, v, "柜台"), one: account("one", unit, person.ID, site), two: account("two", unit, shiheng.PersonID{}, site),
		twin:   account("twin", unit, person.ID, site),
		police: account("police", police, shiheng.PersonID{}, watch(identity.Supervisor, over)),
		keeper: account("keep", unit, shiheng.PersonID{}, watch(identity.WatchKeeper, identity.Target{System: v.ID})),
	}
}

// anHour is what a hold is asked of: the hour before.
func (w *world) anHour(c registry.Camera) evidence.Placing {
	now := w.clock.Now()
	return evidence.Placing{Cameras: []shiheng.CameraID{c.ID}, From: now.Add(-time.Hour), To: now, Matter: "锡公（刑）立字〔2026〕1号", Reason: "涉嫌盗窃"}
}

// asked is the same for an officer at the counter.
func asking(p evidence.Placing) evidence.Placing {
	p.Officer = &evidence.Asker{Name: "王建国", Unit: "梁溪分局", Card: "032001"}
	return p
}

// decided is a decision with its scan, attached by somebody.
func (w *world) decided(by audit.Actor) evidence.LiftDecision {
	return evidence.LiftDecision{Number: "解保〔2026〕1号", Organ: "梁溪分局", Day: w.today(), Scan: w.attach(by, "jueding.txt", "决定 "+by.Name).ID}
}
