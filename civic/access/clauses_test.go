package access

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// watched is a camera that may be watched by whoever is over it.
func watched() registry.Linked {
	return registry.Linked{
		Camera: registry.Camera{ID: shiheng.NewID[shiheng.CameraID](at()), RoomUse: "hall", Enabled: true, Main: &registry.Source{}},
		System: registry.VideoSystem{State: registry.InService},
	}
}

// everywhere holds every role that opens footage, over everything.
func everywhere(t testing.TB) Rights {
	t.Helper()
	return rightsOf(t,
		identity.Assignment{Role: identity.WatchKeeper, From: at()}, identity.Assignment{Role: identity.CopyOfficer, From: at()},
		identity.Assignment{Role: identity.Commissioning, From: at()}, identity.Assignment{Role: identity.ForwardOfficer, From: at()})
}

// TestCopyLine_R799_16: a copy for the unit's own purpose needs its approver
// and a whole register line; what is missing is named, each for itself and not
// once a camera.
func TestCopyLine_R799_16(t *testing.T) {
	r, c, d := everywhere(t), watched(), watched()
	today := law.DayOf(at())
	whole := Request{Purpose: "内部培训", Recipient: "保卫科", Approver: "张科长", Expires: today}
	for _, tt := range []struct {
		name    string
		without func(*Request)
		want    []string
	}{
		{"whole, to be used today only", func(*Request) {}, nil},
		{"no approver", func(q *Request) { q.Approver = "" }, []string{"export.approver W168/31/2"}},
		{"no purpose", func(q *Request) { q.Purpose = "" }, []string{"export.purpose R799/16/3"}},
		{"no recipient", func(q *Request) { q.Recipient = "" }, []string{"export.recipient R799/16/3"}},
		{"no expiry", func(q *Request) { q.Expires = law.Day{} }, []string{"export.expires R799/16/3"}},
		{"expired yesterday", func(q *Request) { q.Expires = today.Add(-1) }, []string{"export.expires R799/16/3"}},
		{"nothing", func(q *Request) { *q = Request{} }, []string{
			"export.approver W168/31/2", "export.purpose R799/16/3", "export.recipient R799/16/3", "export.expires R799/16/3",
		}},
	} {
		q := whole
		tt.without(&q)
		q.Act, q.Cameras, q.Footage = shiheng.ActExport, []shiheng.CameraID{c.ID, d.ID}, shiheng.Span{From: at().Add(-time.Hour), To: at()}
		var got []string
		for _, u := range decide(q, r, []registry.Linked{c, d}).unmet {
			got = append(got, u.Code+" "+u.Article)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// clearedUntil is a clearance that runs from now.
func clearedUntil(until time.Time) identity.HeldClearance {
	return identity.HeldClearance{
		ID: shiheng.NewID[identity.ClearanceID](at()), From: at(), Clearance: identity.Clearance{Level: identity.Secret, Until: until},
	}
}

// TestClearedAreBounded_W168_29_2: what is secret opens to the cleared, no longer
// than the clearance runs, and its basic information with it.
func TestClearedAreBounded_W168_29_2(t *testing.T) {
	cam := shiheng.NewID[shiheng.CameraID](at())
	r := rightsOf(t, identity.Assignment{Role: identity.WatchKeeper, From: at(), Target: identity.Target{Camera: cam}})
	c := registry.Linked{Camera: registry.Camera{ID: cam, Enabled: true, RoomUse: "hall", Main: &registry.Source{}}, System: registry.VideoSystem{State: registry.InService}, Grade: registry.Secret}
	q := Request{Principal: r.principal, Act: shiheng.ActLive, Cameras: []shiheng.CameraID{cam}}
	if why := r.Sees("address", c); why != (Reason{Code: "access.secret", Article: "W168/29/2"}) || r.Sees("name", c) != (Reason{}) || !r.Veils(registry.Secret) {
		t.Errorf("an uncleared keeper reads the address: %v", why)
	}
	cleared := r.with(clearedUntil(at().Add(10 * time.Minute)))
	a := decide(q, cleared, []registry.Linked{c})
	if len(a.unmet) != 0 || !a.until.Equal(at().Add(10*time.Minute)) {
		t.Errorf("%v until %v", a.unmet, a.until)
	}
	if why := cleared.Sees("address", c); why != (Reason{}) || cleared.Veils(registry.Secret) {
		t.Errorf("a cleared keeper does not read the address: %v", why)
	}
	for mark := registry.Unmarked; mark <= registry.TopSecret; mark++ {
		for n, level := range identity.Levels() {
			held, grade := clearedUntil(at().Add(time.Hour)), registry.Grade(n+1)
			held.Level, c.Grade = level, mark
			as := r.with(held)
			if open := len(decide(q, as, []registry.Linked{c}).unmet) == 0; open != (mark <= grade) {
				t.Errorf("cleared for %s, marked %s: opens %v", level, mark, open)
			}
			if reads := as.Sees("address", c) == (Reason{}); reads != (mark <= grade) {
				t.Errorf("cleared for %s, marked %s: reads the address %v", level, mark, reads)
			}
		}
	}
	c.Grade = registry.Secret
	for name, held := range map[string]identity.HeldClearance{
		"ended":     clearedUntil(at()),
		"withdrawn": func() identity.HeldClearance { h := clearedUntil(at().Add(time.Hour)); h.Withdrawn = at(); return h }(),
		"not begun": func() identity.HeldClearance { h := clearedUntil(at().Add(time.Hour)); h.From = at().Add(1); return h }(),
	} {
		if a := decide(q, r.with(held), []registry.Linked{c}); len(a.unmet) != 1 || a.unmet[0].Code != "clause.secret-staff" {
			t.Errorf("%s: %v", name, a.unmet)
		}
	}
}

// TestSecretIsForNobody_W168_29_2: what secrecy rules are kept for opens to
// nobody who is not cleared.
func TestSecretIsForNobody_W168_29_2(t *testing.T) {
	c := watched()
	c.Grade = registry.Secret
	for act, why := range everywhere(t).Can(c) {
		if act == shiheng.ActTest {
			continue // it is in service as well
		}
		if why != (Reason{Code: "clause.secret-staff", Article: "W168/29/2"}) {
			t.Errorf("%s of a secret camera: %q", act, why)
		}
	}
}

// TestCityIsStricter: a city's policy refuses what the law permits, in lists
// and for grants, by its own code and in its own words.
func TestCityIsStricter(t *testing.T) {
	l := builtin(t)
	set, err := clause.Load(l, fstest.MapFS{"night.cedar": {Data: []byte(`@id("city-no-live")
@article("W168/29/1")
@zh("本市规定：暂停实时监看")
@en("rule of the city: nobody watches live for now")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"live", resource is Shiheng::Camera);
`)}})
	if err != nil {
		t.Fatal(err)
	}
	r, c := everywhere(t), watched()
	r = newRights(r.principal, r.held, r.now, l, set)
	can := r.Can(c)
	if can[shiheng.ActLive] != (Reason{Code: "clause.city-no-live", Article: "W168/29/1"}) || can[shiheng.ActPlayback] != (Reason{}) {
		t.Errorf("can %v", can)
	}
	a := decide(Request{Act: shiheng.ActLive, Cameras: []shiheng.CameraID{c.ID}}, r, []registry.Linked{c})
	if len(a.unmet) != 1 || a.unmet[0].Text.Zh != "本市规定：暂停实时监看" || !slices.Equal(a.clauses, []string{"city-no-live"}) {
		t.Errorf("refused by %+v", a)
	}
}

// TestAlikeIsTold: what is answered of a camera in a list is what is answered
// of it alone, whatever was asked of others before; for cameras and rights by
// chance, and a policy that speaks of one camera.
func TestAlikeIsTold(t *testing.T) {
	chance := rand.New(rand.NewPCG(168, 4))
	one := watched()
	set, err := clause.Load(builtin(t), fstest.MapFS{"one.cedar": {Data: []byte(`@id("city-one")
@article("W168/29/1")
@zh("该摄像机暂停监看")
@en("this camera is not watched for now")
forbid (principal is Shiheng::Staff, action == Shiheng::Action::"live", resource == Shiheng::Camera::"` + one.ID.String() + `");
`)}})
	if err != nil {
		t.Fatal(err)
	}
	places, systems, cameras := four[shiheng.PlaceID](), four[shiheng.SystemID](), append(four[shiheng.CameraID](), one.ID)
	states := registry.States()
	open, refused := 0, 0
	for range 200 {
		var held []identity.Assignment
		for range 1 + chance.IntN(4) {
			role := []identity.Role{identity.WatchKeeper, identity.CopyOfficer, identity.Commissioning}[chance.IntN(3)]
			target := []identity.Target{
				{Place: places[chance.IntN(4)]}, {System: systems[chance.IntN(4)]}, {Camera: cameras[chance.IntN(5)]}, {},
			}[chance.IntN(4)]
			held = append(held, identity.Assignment{Role: role, From: at(), Target: target})
		}
		r := rightsOf(t, held...)
		r = newRights(r.principal, r.held, r.now, r.law, set)
		for range 40 {
			c := watched()
			c.ID, c.System.ID, c.Place = cameras[chance.IntN(5)], systems[chance.IntN(4)], places[chance.IntN(4)]
			c.Path, c.System.State = []shiheng.PlaceID{c.Place}, states[chance.IntN(len(states))]
			c.RoomUse, c.Grade = []string{"hall", "toilet"}[chance.IntN(2)], registry.Grade(max(0, chance.IntN(16)-12))
			fresh := newRights(r.principal, r.held, r.now, r.law, set)
			got, want := r.Can(c), fresh.Can(c)
			if !maps.Equal(got, want) {
				t.Fatalf("%+v in a list: %v, alone: %v", c, got, want)
			}
			for _, why := range got {
				if why == (Reason{}) {
					open++
				} else {
					refused++
				}
			}
		}
	}
	if open == 0 || refused == 0 {
		t.Errorf("%d open, %d refused: the test says little", open, refused)
	}
}

// four makes identities of a kind.
func four[T ~[16]byte]() (out []T) {
	for range 4 {
		out = append(out, shiheng.NewID[T](at()))
	}
	return out
}
