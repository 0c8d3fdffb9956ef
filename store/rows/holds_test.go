package rows_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// days compares days of the law.
var days = cmp.Comparer(func(a, b law.Day) bool { return a == b })

// contractHolds is one lawful story: held by one, reviewed, lifted by two.
func contractHolds(t *testing.T, w *world) {
	ctx := t.Context()
	s := w.held()
	h, err := w.holds.Place(ctx, s.keeper, w.anHour(s.camera))
	w.ok(err)
	if got := w.holdsOf(evidence.Filter{ID: h.ID}); len(got) != 1 || cmp.Diff(got[0], h, days) != "" {
		t.Fatalf("read back: %s", cmp.Diff(got, []evidence.Hold{h}, days))
	}
	if p := w.shelf.pins[h.Items[0].Pins[0]]; p.Camera != s.camera.ID || p.Span != h.Span() || h.Items[0].State != evidence.Secured || h.Outside() {
		t.Errorf("%+v, %+v", p, h)
	}
	if h.ReviewOn != w.today().Add(90) || h.Overdue(w.today()) || !h.Overdue(w.today().Add(90)) {
		t.Errorf("review on %v", h.ReviewOn)
	}
	h, err = w.holds.Review(ctx, s.keeper, h.ID, h.Version, w.today().Add(30), "月底前复核")
	w.ok(err)
	_, err = w.holds.Review(ctx, s.keeper, h.ID, 1, w.today().Add(31), "再议")
	wantCode(t, err, shiheng.ErrConflict, "hold.changed")
	for name, tt := range map[string]struct {
		f    evidence.Filter
		want int
	}{
		"in force":                    {evidence.Filter{State: evidence.InForce}, 1},
		"lifted":                      {evidence.Filter{State: evidence.Lifted}, 0},
		"due":                         {evidence.Filter{ReviewBy: w.today().Add(30)}, 1},
		"not due":                     {evidence.Filter{ReviewBy: w.today().Add(29)}, 0},
		"not secured":                 {evidence.Filter{Insecure: true}, 0},
		"of the camera":               {evidence.Filter{Camera: s.camera.ID, Span: shiheng.Span{From: h.From.Add(time.Minute)}}, 1},
		"of the camera, before":       {evidence.Filter{Camera: s.camera.ID, Span: shiheng.Span{From: h.From.Add(-time.Hour), To: h.From}}, 0},
		"of another camera":           {evidence.Filter{Camera: shiheng.NewID[shiheng.CameraID](start())}, 0},
		"of an application":           {evidence.Filter{Application: "x"}, 0},
		"by a word of its case":       {evidence.Filter{Text: "立字"}, 1},
		"by a word that is not in it": {evidence.Filter{Text: "100%"}, 0},
	} {
		if got := w.holdsOf(tt.f); len(got) != tt.want {
			t.Errorf("%s: %d holds, want %d", name, len(got), tt.want)
		}
	}
	h, err = w.holds.Propose(ctx, s.one, h.ID, h.Version, w.decided(s.one.Actor()), "案件已终结")
	w.ok(err)
	h, err = w.holds.Confirm(ctx, s.two, h.ID, h.Lifting.Digest)
	w.ok(err)
	if h.State != evidence.Lifted || len(w.shelf.pins) != 0 || h.Lifting.Confirmed.Name != s.two.Account.Name || len(h.History) != 4 {
		t.Errorf("lifted: %+v, pins %v", h, w.shelf.pins)
	}
	for _, act := range []audit.Act{audit.HoldPlace, audit.HoldReview, audit.HoldPropose, audit.HoldLift} {
		e := w.events(act)
		if len(e) != 1 || e[0].Article != evidence.Article || e[0].Object != audit.On("hold", h.ID) || !slices.Equal(e[0].Cameras, h.Cameras()) {
			t.Errorf("%s on record: %+v", act, e)
		}
	}
	_, err = w.holds.Review(ctx, s.keeper, h.ID, 0, w.today().Add(9), "再议")
	wantCode(t, err, shiheng.ErrConflict, "hold.lifted")
	for i := range 3 {
		w.clock.Add(time.Second)
		p := w.anHour(s.camera)
		p.Matter = string(rune('甲' + i))
		_, err := w.holds.Place(ctx, s.keeper, p)
		w.ok(err)
	}
	seen := 0
	for p := pagingOf(2); ; seen++ {
		got, err := w.holds.Read().Holds(ctx, evidence.Filter{Scope: registry.Scope{All: true}, State: evidence.InForce}, p)
		w.ok(err)
		seen += len(got.Items) - 1
		if p.Cursor = got.Next; p.Cursor == "" {
			break
		}
	}
	if seen != 2 { // three holds on two pages
		t.Errorf("paged %d", seen+1)
	}
}

// TestHoldScope_W168_29: a hold is seen by whoever may know of every camera it
// is about, and nobody holds what is not his to know of.
func TestHoldScope_W168_29(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	_, _, other := w.site("别处")
	h, err := w.holds.Place(ctx, s.keeper, w.anHour(s.camera))
	w.ok(err)
	for name, scope := range map[string]registry.Scope{"of the other": {Cameras: []shiheng.CameraID{other.ID}}, "none": {}} {
		if _, err := w.holds.One(ctx, scope, h.ID); !errors.Is(err, shiheng.ErrNotFound) {
			t.Errorf("seen by a scope %s: %v", name, err)
		}
	}
	if _, err := w.holds.One(ctx, registry.Scope{Cameras: []shiheng.CameraID{s.camera.ID}}, h.ID); err != nil {
		t.Error(err)
	}
	both := w.anHour(s.camera)
	both.Cameras = append(both.Cameras, other.ID)
	_, err = w.holds.Place(ctx, s.keeper, both)
	refusedFor(t, err, "access.scope")
	if w.refusedBy(audit.HoldPlace, "W168/29/1", "access.scope") != 1 || len(w.shelf.pins) != 1 {
		t.Errorf("not on record, or pinned: %v", w.shelf.pins)
	}
}

// TestHoldClauses_W168_29_2: who may hold is asked of the clauses: whoever keeps
// or watches the system by himself, an officer by his work identity card.
func TestHoldClauses_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	p := w.anHour(s.camera)
	s.police.Scope = registry.Scope{All: true} // as if it lay in their territory
	_, err := w.holds.Place(ctx, s.police, p)
	refusedFor(t, err, "clause.hold-staff.1")
	cardless := asking(p)
	cardless.Officer.Card = " "
	_, err = w.holds.Place(ctx, s.police, cardless)
	refusedFor(t, err, "clause.hold-officer.2")
	mute := p
	mute.Reason = " "
	_, err = w.holds.Place(ctx, s.keeper, mute)
	refusedFor(t, err, "clause.hold-staff.2")
	if w.refusedBy(audit.HoldPlace, "W168/29/2", "clause.hold-officer.2") != 1 || len(w.shelf.pins) != 0 {
		t.Errorf("not on record, or pinned: %v", w.shelf.pins)
	}
	h, err := w.holds.Place(ctx, s.police, asking(p))
	w.ok(err)
	if !h.Outside() || h.Origin != evidence.Counter {
		t.Errorf("%+v", h)
	}
	for code, change := range map[string]func(*evidence.Placing){
		"hold.cameras":    func(p *evidence.Placing) { p.Cameras = append(p.Cameras, p.Cameras[0]) },
		"hold.span":       func(p *evidence.Placing) { p.To = p.From },
		"hold.matter":     func(p *evidence.Placing) { p.Matter = "" },
		"hold.basis":      func(p *evidence.Placing) { p.Basis = "W168/99" },
		"hold.review-day": func(p *evidence.Placing) { p.ReviewOn = w.today() },
		"hold.officer":    func(p *evidence.Placing) { p.Officer = &evidence.Asker{Card: "1"} },
	} {
		p := w.anHour(s.camera)
		change(&p)
		_, err := w.holds.Place(ctx, s.keeper, p)
		wantCode(t, err, shiheng.ErrInvalid, code)
	}
}

// TestHoldLift_W168_29_2: two different persons and a decision; the same person
// by another account is one. Nothing else lets footage go.
func TestHoldLift_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	h, err := w.holds.Place(ctx, s.keeper, w.anHour(s.camera))
	w.ok(err)
	bare := evidence.LiftDecision{Number: "1号"}
	_, err = w.holds.Propose(ctx, s.one, h.ID, 0, bare, "终结")
	refusedFor(t, err, "clause.lift-hold.2", "clause.lift-hold.3")
	if w.refusedBy(audit.HoldPropose, "W168/29/2", "clause.lift-hold.2") != 1 {
		t.Error("the refusal is not on record")
	}
	_, err = w.holds.Propose(ctx, s.one, h.ID, 0, w.decided(s.two.Actor()), "终结") // another's scan
	wantCode(t, err, shiheng.ErrForbidden, "attachment.of-another")
	h, err = w.holds.Propose(ctx, s.one, h.ID, 0, w.decided(s.one.Actor()), "终结")
	w.ok(err)
	_, err = w.holds.Propose(ctx, s.two, h.ID, 0, w.decided(s.two.Actor()), "终结")
	wantCode(t, err, shiheng.ErrConflict, "hold.lift-open")
	for name, alone := range map[string]evidence.Hand{"alone": s.one, "by the same person's other account": s.twin} {
		if _, err = w.holds.Confirm(ctx, alone, h.ID, h.Lifting.Digest); !errors.Is(err, shiheng.ErrForbidden) {
			t.Errorf("lifted %s: %v", name, err)
		}
		refusedFor(t, err, "clause.lift-two")
	}
	if w.refusedBy(audit.HoldLift, "W168/29/2", "clause.lift-two") != 2 {
		t.Error("the refusals are not on record")
	}
	_, err = w.holds.Confirm(ctx, s.two, h.ID, "0123")
	wantCode(t, err, shiheng.ErrConflict, "hold.lift-other")
	h, err = w.holds.Withdraw(ctx, s.two, h.ID)
	w.ok(err)
	_, err = w.holds.Confirm(ctx, s.two, h.ID, "0123")
	wantCode(t, err, shiheng.ErrConflict, "hold.lift-none")
	h, err = w.holds.Propose(ctx, s.one, h.ID, 0, w.decided(audit.Actor{Account: s.one.Account.ID, Name: "one again"}), "终结")
	w.ok(err)
	w.clock.Add(24 * time.Hour)
	_, err = w.holds.Confirm(ctx, s.two, h.ID, h.Lifting.Digest)
	wantCode(t, err, shiheng.ErrConflict, "hold.lift-none")
	h, err = w.holds.Propose(ctx, s.two, h.ID, 0, w.decided(audit.Actor{Account: s.two.Account.ID, Name: "two again"}), "终结")
	w.ok(err)
	w.set(ctx, house, s.two.Account.ID, nil) // who proposed it may not do so any more
	_, err = w.holds.Confirm(ctx, s.one, h.ID, h.Lifting.Digest)
	wantCode(t, err, shiheng.ErrConflict, "hold.lift-gone")
	if len(w.shelf.pins) != 1 || w.holdsOf(evidence.Filter{})[0].State != evidence.InForce {
		t.Error("let go")
	}
}

// TestHoldOrganisations_W168_29_2: what an outside organ asked for is lifted by
// persons of two organisations, one of whom keeps the system.
func TestHoldOrganisations_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	h, err := w.holds.Place(ctx, s.keeper, asking(w.anHour(s.camera)))
	w.ok(err)
	h, err = w.holds.Propose(ctx, s.one, h.ID, 0, w.decided(s.one.Actor()), "终结")
	w.ok(err)
	_, err = w.holds.Confirm(ctx, s.two, h.ID, h.Lifting.Digest)
	refusedFor(t, err, "clause.lift-organisations")
	s.police.Scope = registry.Scope{All: true}
	h, err = w.holds.Confirm(ctx, s.police, h.ID, h.Lifting.Digest)
	w.ok(err)
	if h.State != evidence.Lifted || len(w.shelf.pins) != 0 {
		t.Errorf("%+v", h)
	}
}

// TestHoldPinsFirst_W168_29_2: the footage store is told before the row is
// written, and a placing whose row is lost leaves footage that is kept: what
// nobody knows of becomes a hold to be looked at.
func TestHoldPinsFirst_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	w.shelf.pinned = func(evidence.Pin) {
		if len(w.holdsOf(evidence.Filter{})) != 0 || len(w.events(audit.HoldPlace)) != 0 {
			t.Error("the row was there before the pin")
		}
	}
	w.db.Break(func(at string) error {
		if at == "before commit" {
			return shiheng.Unavailable("test.broken")
		}
		return nil
	})
	if _, err := w.holds.Place(ctx, s.keeper, w.anHour(s.camera)); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	w.db.Break(nil)
	w.shelf.pinned = nil
	if len(w.shelf.pins) != 1 {
		t.Fatalf("pins %v", w.shelf.pins)
	}
	w.ok(w.holds.Round(ctx, true))
	if len(w.holdsOf(evidence.Filter{})) != 0 {
		t.Error("a pin that may be about to get its row was taken for a lost one")
	}
	w.clock.Add(time.Minute)
	w.ok(w.holds.Round(ctx, true))
	w.ok(w.holds.Round(ctx, true)) // twice is once
	got := w.holdsOf(evidence.Filter{})
	if len(got) != 1 || got[0].Origin != evidence.Found || got[0].State != evidence.InForce || !got[0].Overdue(w.today().Add(1)) || w.shelf.pins[got[0].Items[0].Pins[0]].Camera != s.camera.ID {
		t.Errorf("%+v", got)
	}
	if len(w.events(audit.HoldFound)) != 1 {
		t.Error("not on record")
	}
}

// TestHoldSurvives_W168_29_2: a lost index is pinned anew from the register; a
// pin recovered from the slots of a hold goes with it; one that a lifted hold
// left is let go.
func TestHoldSurvives_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	h, err := w.holds.Place(ctx, s.keeper, w.anHour(s.camera))
	w.ok(err)
	recovered := evidence.Pin{ID: shiheng.NewID[shiheng.HoldID](start()), Camera: s.camera.ID, Span: shiheng.Span{From: h.From.Add(-time.Hour), To: h.To}, Placed: start()}
	w.clock.Add(time.Hour)
	w.shelf.pins = map[shiheng.HoldID]evidence.Pin{recovered.ID: recovered} // the index was lost
	w.ok(w.holds.Round(ctx, false))
	if p := w.shelf.pins[h.Items[0].Pins[0]]; p.Span != h.Span() {
		t.Errorf("not pinned anew: %v", w.shelf.pins)
	}
	all := w.holdsOf(evidence.Filter{})
	if len(all) != 1 || !slices.Contains(all[0].Items[0].Pins, recovered.ID) {
		t.Fatalf("%+v", all)
	}
	h, err = w.holds.Propose(ctx, s.one, h.ID, 0, w.decided(s.one.Actor()), "终结")
	w.ok(err)
	w.shelf.broken = true // the footage store takes nothing just now
	h, err = w.holds.Confirm(ctx, s.two, h.ID, h.Lifting.Digest)
	w.ok(err)
	if h.State != evidence.Lifted || len(w.shelf.pins) != 2 {
		t.Errorf("%s, %v", h.State, w.shelf.pins)
	}
	w.shelf.broken = false
	w.ok(w.holds.Round(ctx, false))
	if len(w.shelf.pins) != 0 {
		t.Errorf("a lifted hold keeps %v", w.shelf.pins)
	}
}

// TestHoldNotYet_W168_29_2: what lies on the device or on a disk that is away is
// never called secured, and turns so when it is there.
func TestHoldNotYet_W168_29_2(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	p := w.anHour(s.camera)
	half := p.From.Add(30 * time.Minute)
	there := evidence.Footage{Runs: []shiheng.Span{{From: p.From, To: p.To}}, Lost: []shiheng.Span{{From: half, To: p.To}}}
	w.shelf.footage = func(shiheng.CameraID, shiheng.Span) (evidence.Footage, error) { return there, nil }
	h, err := w.holds.Place(ctx, s.keeper, p)
	w.ok(err)
	owed := []evidence.Stretch{{From: half, To: p.To, Where: evidence.Missing}}
	if !h.Insecure() || h.Worst() != evidence.NotYet || cmp.Diff(h.Items[0].Owed, owed) != "" || len(w.holdsOf(evidence.Filter{Insecure: true})) != 1 {
		t.Errorf("%+v", h.Items)
	}
	w.ok(w.holds.Round(ctx, true)) // nothing changed, nothing is written
	if got := w.holdsOf(evidence.Filter{}); got[0].Version != h.Version {
		t.Errorf("version %d", got[0].Version)
	}
	there.Lost = nil
	w.ok(w.holds.Round(ctx, false))
	if len(w.holdsOf(evidence.Filter{Insecure: true})) != 0 || len(w.events(audit.HoldSecured)) != 1 {
		t.Error("the disk is back, and it is not secured")
	}
	there.Runs = nil
	w.ok(w.holds.Round(ctx, false))
	if len(w.holdsOf(evidence.Filter{Insecure: true})) != 0 {
		t.Error("what is secured is looked at once an hour")
	}
	w.ok(w.holds.Round(ctx, true))
	if got := w.holdsOf(evidence.Filter{Insecure: true}); len(got) != 1 || got[0].Worst() != evidence.Nothing || len(w.events(audit.HoldLoose)) != 1 {
		t.Errorf("%+v", got)
	}
	w.shelf.footage = func(shiheng.CameraID, shiheng.Span) (evidence.Footage, error) {
		return there, shiheng.Unavailable("test.broken")
	}
	p.From = p.From.Add(time.Minute)
	if h, err = w.holds.Place(ctx, s.keeper, p); err != nil || h.Worst() != evidence.NotYet {
		t.Errorf("what could not be looked at counts as %s (%v)", h.Worst(), err)
	}
}

// evidenceHolds: a hold is to be looked at by its day of review, which is told
// to whoever keeps the system; lifted, nothing is owed (W168/29/2).
func evidenceHolds(t *testing.T, d *desktop) {
	ctx := t.Context()
	s := d.held()
	d.wants(s.system, "preserve", agenda.NotApplicable)
	p := d.anHour(s.camera)
	p.ReviewOn = d.today().Add(20)
	h, err := d.holds.Place(ctx, s.keeper, p)
	d.ok(err)
	if o := d.wants(s.system, "preserve", agenda.Due); o.Due != p.ReviewOn || o.Proof.Ref != audit.On("hold", h.ID) {
		t.Errorf("held: %+v %+v", o, o.Proof)
	}
	d.clock.Add(21 * 24 * time.Hour)
	d.wants(s.system, "preserve", agenda.Overdue)
	h, err = d.holds.Review(ctx, s.keeper, h.ID, 0, d.today().Add(30), "案件仍在侦办")
	d.ok(err)
	if o := d.wants(s.system, "preserve", agenda.Due); o.Due != d.today().Add(30) {
		t.Errorf("reviewed: %+v", o)
	}
	h, err = d.holds.Propose(ctx, s.one, h.ID, 0, d.decided(s.one.Actor()), "案件已终结")
	d.ok(err)
	_, err = d.holds.Confirm(ctx, s.two, h.ID, h.Lifting.Digest)
	d.ok(err)
	d.wants(s.system, "preserve", agenda.Met)
}

// holdFaults are the write paths of holds.
func holdFaults() []staged {
	on := func(name string, do func(*world, holding, evidence.Hold) func() error) staged {
		return staged{name, func(w *world, _ stage) func() error {
			s := w.held()
			h, err := w.holds.Place(w.t.Context(), s.keeper, w.anHour(s.camera))
			w.ok(err)
			return do(w, s, h)
		}, false}
	}
	proposed := func(w *world, s holding, h evidence.Hold) evidence.Hold {
		h, err := w.holds.Propose(w.t.Context(), s.one, h.ID, 0, w.decided(s.one.Actor()), "终结")
		w.ok(err)
		return h
	}
	return []staged{
		on("place a hold", func(w *world, s holding, _ evidence.Hold) func() error {
			p := asking(w.anHour(s.camera))
			return func() error { _, err := w.holds.Place(w.t.Context(), s.keeper, p); return err }
		}),
		on("review a hold", func(w *world, s holding, h evidence.Hold) func() error {
			return func() error {
				_, err := w.holds.Review(w.t.Context(), s.keeper, h.ID, 0, w.today().Add(9), "复核")
				return err
			}
		}),
		on("propose to lift a hold", func(w *world, s holding, h evidence.Hold) func() error {
			d := w.decided(s.one.Actor())
			return func() error { _, err := w.holds.Propose(w.t.Context(), s.one, h.ID, 0, d, "终结"); return err }
		}),
		on("withdraw that", func(w *world, s holding, h evidence.Hold) func() error {
			h = proposed(w, s, h)
			return func() error { _, err := w.holds.Withdraw(w.t.Context(), s.two, h.ID); return err }
		}),
		on("lift a hold", func(w *world, s holding, h evidence.Hold) func() error {
			h = proposed(w, s, h)
			return func() error { _, err := w.holds.Confirm(w.t.Context(), s.two, h.ID, h.Lifting.Digest); return err }
		}),
		on("find a pin", func(w *world, s holding, h evidence.Hold) func() error {
			w.ok(w.shelf.Pin(w.t.Context(), evidence.Pin{
				ID: shiheng.NewID[shiheng.HoldID](start()), Camera: s.camera.ID, Span: shiheng.Span{From: h.To.Add(time.Hour), To: h.To.Add(2 * time.Hour)}, Placed: start().Add(-time.Hour),
			}))
			return func() error { return w.holds.Round(w.t.Context(), true) }
		}),
		on("see that it is not secured", func(w *world, _ holding, _ evidence.Hold) func() error {
			w.shelf.footage = func(shiheng.CameraID, shiheng.Span) (evidence.Footage, error) {
				return evidence.Footage{Edge: true}, nil
			}
			return func() error { return w.holds.Round(w.t.Context(), true) }
		}),
	}
}

// TestUnaltered_W168_28_1: footage of which something is known not to fit is not
// called unaltered by anybody, and a hold over it stands first, on record, until
// all fits again.
func TestUnaltered_W168_28_1(t *testing.T) {
	w := newWorld(t, sqliteURL(t), false)
	ctx := t.Context()
	s := w.held()
	_, _, other := w.site("别处")
	h, err := w.holds.Place(ctx, s.keeper, w.anHour(s.camera))
	w.ok(err)
	w.clock.Add(time.Second)
	later := w.anHour(s.camera)
	later.From, later.To = h.To, h.To.Add(time.Hour)
	newer, err := w.holds.Place(ctx, s.keeper, later)
	w.ok(err)
	order := func() (out []shiheng.HoldID) {
		for p := pagingOf(1); ; {
			got, err := w.holds.Read().Holds(ctx, evidence.Filter{Scope: registry.Scope{All: true}}, p)
			w.ok(err)
			for _, h := range got.Items {
				out = append(out, h.ID)
			}
			if p.Cursor = got.Next; p.Cursor == "" {
				return out
			}
		}
	}
	w.ok(w.holds.Round(ctx, false))
	w.ok(w.holds.Unaltered(ctx, h.Span(), s.camera.ID, other.ID))
	if got := order(); !slices.Equal(got, []shiheng.HoldID{newer.ID, h.ID}) {
		t.Errorf("in the order %v", got)
	}
	bad := evidence.Amiss{Camera: s.camera.ID, From: h.From.Add(time.Minute), To: h.From.Add(2 * time.Minute), Kind: "slot", Where: "slot v/3, byte 9"}
	w.shelf.amiss = []evidence.Amiss{bad}
	for name, tt := range map[string]struct {
		span    shiheng.Span
		cameras []shiheng.CameraID
		refused bool
	}{
		"all of it":           {h.Span(), []shiheng.CameraID{other.ID, s.camera.ID}, true},
		"the minute":          {bad.Span(), []shiheng.CameraID{s.camera.ID}, true},
		"before it":           {shiheng.Span{From: h.From, To: bad.From}, []shiheng.CameraID{s.camera.ID}, false},
		"behind it":           {shiheng.Span{From: bad.To, To: h.To}, []shiheng.CameraID{s.camera.ID}, false},
		"of another camera":   {h.Span(), []shiheng.CameraID{other.ID}, false},
		"still going on":      {shiheng.Span{From: h.From}, []shiheng.CameraID{s.camera.ID}, true},
		"of no camera at all": {h.Span(), nil, false},
	} {
		err := w.holds.Unaltered(ctx, tt.span, tt.cameras...)
		if !tt.refused {
			w.ok(err)
			continue
		}
		e, is := errors.AsType[*shiheng.Error](err)
		if !is || !errors.Is(err, shiheng.ErrForbidden) || e.Code != "evidence.amiss" || e.Article != "W168/28/1" || e.Params["at"] != bad.Where {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 2 { // the second changes nothing
		w.ok(w.holds.Round(ctx, false))
	}
	if got := order(); !slices.Equal(got, []shiheng.HoldID{h.ID, newer.ID}) || len(w.events(audit.HoldAmiss)) != 1 {
		t.Errorf("in the order %v, %d on record", got, len(w.events(audit.HoldAmiss)))
	}
	w.shelf.amiss = []evidence.Amiss{{Kind: "tree"}} // everybody's
	if err := w.holds.Unaltered(ctx, h.Span(), other.ID); !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("the log itself is amiss: %v", err)
	}
	w.shelf.amiss = nil
	w.ok(w.holds.Round(ctx, false))
	got := w.holdsOf(evidence.Filter{ID: h.ID})[0]
	if len(w.events(audit.HoldFits)) != 1 || got.Amiss() != 0 || got.History[len(got.History)-1].Act != audit.HoldFits {
		t.Errorf("all fits again: %+v", got.History)
	}
	w.shelf.broken = true
	if err := w.holds.Unaltered(ctx, h.Span(), s.camera.ID); !errors.Is(err, shiheng.ErrUnavailable) {
		t.Errorf("nobody watches, and it is called unaltered: %v", err)
	}
}
