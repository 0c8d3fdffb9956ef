package clause

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
	"pgregory.net/rapid"
)

// faulty is the program's policies and one that passed no check.
func faulty(t *testing.T, text string) *Set {
	t.Helper()
	types, err := model()
	if err != nil {
		t.Fatal(err)
	}
	s := &Set{policies: slices.Clone(builtinSet(t).policies)}
	if err := s.read(City, "faulty.cedar", []byte(text)); err != nil {
		t.Fatal(err)
	}
	s.groups = index(types, s.policies)
	return s
}

func livePermitted() Request {
	who := Staff{Watches: []Area{Everywhere}}
	return Request{Live, who.Principal(), Camera{ID: theCamera, Watched: true}.Resource(), Own{Now: now(), From: now(), DutyFrom: now()}.Facts()}
}

// TestFaultIsADeny: the library skips a policy that fails, so that a forbid
// that fails would let through what it forbids. Here a fault is a deny.
func TestFaultIsADeny(t *testing.T) {
	const forbid = `@id("bad") @article("W168/29/1") @zh("甲") @en("a")
forbid (principal is Shiheng::Staff, action, resource) when { context.moon == "full" };`
	q := livePermitted()
	if d := builtinSet(t).Decide(q); !d.Allowed {
		t.Fatalf("refused before: %v", codes(d))
	}
	for name, text := range map[string]string{"forbid": forbid, "permit": strings.Replace(forbid, "forbid", "permit", 1)} {
		d := faulty(t, text).Decide(q)
		if d.Allowed || len(d.By) > 0 || len(d.Faults) != 1 || d.Faults[0].Policy != "bad" || !slices.Equal(codes(d), []string{"fault"}) {
			t.Errorf("%s that fails: %+v", name, d)
		}
	}
	list := faulty(t, forbid).Filter(q.Act, q.Who, Cameras, q.How)
	if list.Shows(q.On) || !slices.Equal(list.Loose, []string{"bad"}) {
		t.Errorf("a list shows a row whose decision fails: loose %q", list.Loose)
	}
}

// TestUnfitting: a request whose parts do not belong together is refused.
func TestUnfitting(t *testing.T) {
	s, q := builtinSet(t), livePermitted()
	wrong := q
	wrong.How = Holding{Reason: "x"}.Facts()
	if d := s.Decide(wrong); d.Allowed || !slices.Equal(codes(d), []string{"fault"}) {
		t.Errorf("facts of another act: %+v", d)
	}
	for _, act := range []Act{View, Copy, Look, Relay, Erase, "", "zoom"} {
		wrong = q
		wrong.Act = act
		if d := s.Decide(wrong); d.Allowed || !slices.Equal(codes(d), []string{"none"}) {
			t.Errorf("staff %s a camera: %+v", act, d)
		}
	}
	if d := s.Decide(Request{}); d.Allowed || len(d.Unmet()) != 1 {
		t.Errorf("the zero request: %+v", d)
	}
	if d := s.Decide(q); d.Unmet() != nil || len(d.By) != 1 || d.By[0].ID != "own-live" {
		t.Errorf("allowed: %+v", d)
	}
}

// TestCityOnlyForbids: what a city adds takes away and gives nothing.
func TestCityOnlyForbids(t *testing.T) {
	text := cityPolicy(cityHead, `unless { context has purpose && context.purpose == "交接班" }`)
	s, err := Load(builtinLaw(t), fstest.MapFS{"night.cedar": {Data: []byte(text)}, "README.md": {Data: []byte("not a policy")}})
	if err != nil {
		t.Fatal(err)
	}
	who := Staff{Watches: []Area{Everywhere}}.Principal()
	how := Own{Now: now(), From: now(), DutyFrom: now()}
	ask := func(s *Set) Decision {
		return s.Decide(Request{Playback, who, Camera{ID: theCamera}.Resource(), how.Facts()})
	}
	if d := ask(builtinSet(t)); !d.Allowed {
		t.Errorf("without the city's: %v", codes(d))
	}
	if d := ask(s); d.Allowed || !slices.Equal(codes(d), []string{"city-night"}) || d.By[0].Regime != City {
		t.Errorf("with the city's: %v", codes(d))
	}
	if how.Purpose = "交接班"; !ask(s).Allowed {
		t.Error("the city's condition is met and it refuses")
	}
	if s.Digest() == builtinSet(t).Digest() {
		t.Error("other policies, the same digest")
	}
}

// TestUnmetIsNamed: a refusal names every clause in both languages, with the
// article; of several permits the one that came nearest.
func TestUnmetIsNamed(t *testing.T) {
	m := typicalMatter()
	m.Second, m.Registered, m.Authority = nil, false, "insurance"
	d := builtinSet(t).Decide(Request{View, Officer{ID: "p1"}.Principal(), Camera{ID: theCamera}.Resource(),
		Official{now(), theHour, m.Ready(), typicalExtent(theCamera).Ready()}.Facts()})
	var got []string
	for _, u := range d.Unmet() {
		got = append(got, u.Code+" "+strings.Join(u.Articles, ","))
		if !u.Text.Full() {
			t.Errorf("%s has no words", u.Code)
		}
	}
	want := []string{"clause.officials-two W168/24/1/1", "clause.officials-registered W168/24/1/3", "clause.officials.1 W168/23"}
	if !slices.Equal(got, want) {
		t.Errorf("unmet %q, want %q", got, want)
	}
	if got, want := d.Unmet()[0].Text.Zh, "工作人员不得少于2人，且不是同一人，也不是被查单位的人员"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestEqualStanding: no clause looks at where an organ comes from, nor at
// whether the notice was signed (W168/23, 24).
func TestEqualStanding(t *testing.T) {
	for _, c := range builtinSet(t).Clauses() {
		for _, name := range []string{".home", ".signed"} {
			if strings.Contains(c.Policy, name) {
				t.Errorf("%s looks at %s", c.ID, name)
			}
		}
	}
}

// TestOtherActsOfOfficials: what the exhaustive test leaves out: each of the
// six ways is granted by itself and no other.
func TestOtherActsOfOfficials(t *testing.T) {
	s, ways := builtinSet(t), []Act{View, Retrieve, Copy, ViewBasic, RetrieveBasic, CopyBasic}
	for _, granted := range ways {
		for _, act := range ways {
			e := typicalExtent(theCamera)
			e.Acts = []Act{granted}
			d := s.Decide(Request{act, Officer{ID: "p1"}.Principal(), Camera{ID: theCamera}.Resource(),
				Official{now(), e.Span, typicalMatter().Ready(), e.Ready()}.Facts()})
			if d.Allowed != (act == granted) {
				t.Errorf("granted %s, %s: %v", granted, act, codes(d))
			}
		}
	}
	for _, authority := range []string{"investigation", "procuratorate", "court", "court-order", "administrative", "emergency", "statutory", "insurance", ""} {
		m := typicalMatter()
		m.Authority = authority
		e := typicalExtent(theCamera)
		d := s.Decide(Request{View, Officer{ID: "p1"}.Principal(), Camera{ID: theCamera}.Resource(), Official{now(), e.Span, m.Ready(), e.Ready()}.Facts()})
		if want := !slices.Contains([]string{"statutory", "insurance", ""}, authority); d.Allowed != want {
			t.Errorf("%q: %v", authority, codes(d))
		}
	}
}

// TestRelatedPersons: the values the exhaustive test leaves out (R799/21).
func TestRelatedPersons(t *testing.T) {
	s := builtinSet(t)
	for _, relation := range []string{"self", "relative", "guardian", "carer", "neighbour", ""} {
		for _, stake := range []string{"life", "health", "property", "curiosity", ""} {
			l := goodLook()
			l.Flow, l.Relation, l.Stake, l.Extent = "related", relation, stake, typicalExtent(theCamera).Ready()
			d := s.Decide(Request{Look, Citizen{"z"}.Principal(), Camera{ID: theCamera}.Resource(), l.Facts()})
			want := slices.Contains([]string{"self", "relative", "guardian", "carer"}, relation) && slices.Contains([]string{"life", "health", "property"}, stake)
			if d.Allowed != want {
				t.Errorf("%q for %q: %v", relation, stake, codes(d))
			}
		}
	}
	for _, act := range []Act{Retrieve, Copy, RetrieveBasic, CopyBasic} {
		d := s.Decide(Request{act, Citizen{"z"}.Principal(), Camera{ID: theCamera}.Resource(), Official{Now: now()}.Facts()})
		if d.Allowed || !slices.Equal(codes(d), []string{"look-only"}) {
			t.Errorf("a citizen's %s: %v", act, codes(d))
		}
	}
}

// TestFitsTheSchema: what the program makes of its values is what the schema
// says, so that no policy meets an attribute that is missing.
func TestFitsTheSchema(t *testing.T) {
	types, err := model()
	if err != nil {
		t.Fatal(err)
	}
	v := validate.New(types, validate.WithStrict())
	o := Order{Number: "1", First: "a", Second: "b"}
	staff, camera, slot := Staff{Watches: []Area{"place:1"}}.Principal(), Camera{ID: theCamera, Areas: []Area{"place:1"}}.Resource(), Slot{ID: "s"}.Resource()
	m, alone := typicalMatter(), typicalMatter()
	alone.Second, alone.Letter = nil, nil
	m.Law = "监察法"
	for i, q := range []Request{
		livePermitted(),
		{Export, staff, camera, Own{Now: now(), Purpose: "a", Approver: "b", Recipient: "c", Expires: now(), TicketUntil: now()}.Facts()},
		{View, Officer{ID: "p"}.Principal(), camera, Official{now(), theHour, m.Ready(), typicalExtent(theCamera).Ready()}.Facts()},
		{Copy, Citizen{"z"}.Principal(), camera, Official{now(), theHour, alone.Ready(), Extent{}.Ready()}.Facts()},
		{Refuse, staff, Application{ID: "a"}.Resource(), Refusing{now(), true, m.Ready()}.Facts()},
		{Relay, Platform{Code: "1", Areas: []Area{"unit:1"}}.Principal(), camera, Relaying{Now: now()}.Facts()},
		{Look, Citizen{"z"}.Principal(), camera, func() Facts { l := goodLook(); l.Extent = typicalExtent(theCamera).Ready(); return l.Facts() }()},
		{Erase, Keeper(), slot, Erasing{Now: now()}.Facts()},
		{Erase, staff, slot, Erasing{Now: now(), Order: &o}.Facts()},
		{Hold, Officer{ID: "p"}.Principal(), slot, Holding{"x", "032001"}.Facts()},
		{Hold, staff, slot, Holding{}.Facts()},
		{Lift, staff, slot, Lifting{"d", "o", true, true, Lifter{"a", "u"}, Lifter{"b", "v"}}.Facts()},
		{Lift, staff, slot, Lifting{}.Facts()},
		{Publish, staff, Release{ID: "r", Checker: "b"}.Resource(), Publishing{"a", "b", "c"}.Facts()},
		{Publish, staff, Release{ID: "r"}.Resource(), Publishing{}.Facts()},
	} {
		request := cedar.Request{Principal: q.Who.entity.UID, Action: uid("Action", string(q.Act)), Resource: q.On.entity.UID, Context: q.How.record}
		if err := errors.Join(v.Request(request), v.Entity(q.Who.entity), v.Entity(q.On.entity)); err != nil {
			t.Errorf("request %d, %s: %v", i, q.Act, err)
		}
	}
}

// TestIndexLosesNothing: deciding by the index, without the parts of scopes it
// settles, comes to what the library says of all policies as they are written.
func TestIndexLosesNothing(t *testing.T) {
	s, w := withForms(t), newWorld(t)
	all := cedar.NewPolicySet()
	for _, p := range s.policies {
		all.Add(cedar.PolicyID(p.ID), p.cedar)
	}
	rapid.Check(t, func(t *rapid.T) {
		w.fill(t)
		act, who, kind, _, how := w.drawRequest(t)
		for id, on := range w.things(kind) {
			got := s.Decide(Request{act, who, on, how})
			want, why := cedar.Authorize(all, pair{who.entity, on.entity},
				cedar.Request{Principal: who.entity.UID, Action: uid("Action", string(act)), Resource: on.entity.UID, Context: how.record})
			var by, said []string
			for _, c := range got.By {
				by = append(by, c.ID)
			}
			for _, r := range why.Reasons {
				said = append(said, string(r.PolicyID))
			}
			slices.Sort(by)
			slices.Sort(said)
			if got.Allowed != bool(want) || !slices.Equal(by, said) || len(why.Errors) > 0 {
				t.Fatalf("%s of %s: %v by %v, library %v by %v (%v)", act, id, got.Allowed, by, want, said, why.Errors)
			}
		}
	})
}

// TestEqualityTwin: the second check of a policy finds comparisons of things
// that do not compare, wherever they stand.
func TestEqualityTwin(t *testing.T) {
	for _, body := range []string{
		"when { context.now < 3 }", "when { 3 >= context.now }", "unless { resource.secret || (if context.caseWork then context.from <= 1 else true) }",
		`when { [context.now < 1].contains(true) }`,
	} {
		_, err := Load(builtinLaw(t), fstest.MapFS{"x.cedar": {Data: []byte(cityPolicy(cityHead, body))}})
		if err == nil {
			t.Errorf("%s: loaded", body)
		}
	}
	for _, body := range []string{`when { context.now < datetime("2026-11-23T01:00:00Z") }`, `when { context.from < context.now.offset(duration("-1h")) }`} {
		if _, err := Load(builtinLaw(t), fstest.MapFS{"x.cedar": {Data: []byte(cityPolicy(cityHead, body))}}); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestPermitsNameTheirConditions: a permit says when, and names each condition.
func TestPermitsNameTheirConditions(t *testing.T) {
	permit := strings.Replace(strings.Replace(cityPolicy(cityHead, "%s"), "forbid", "permit", 1), "city-night", "own-more", 1)
	for _, tt := range []struct{ notes, body, want string }{
		{"", "when { true }", "names each of its when clauses"},
		{`@needszh("甲") @needsen("a") `, "when { true } when { true }", "names each of its when clauses"},
		{`@needszh("甲") @needsen("a") `, "unless { false }", "not unless"},
		{`@needszh("甲") @needsen("a") `, "when { true }", ""},
	} {
		s := &Set{}
		if err := s.read(OwnUse, "own.cedar", fmt.Appendf(nil, tt.notes+permit, tt.body)); err != nil {
			t.Fatal(err)
		}
		err := s.policies[0].check(builtinLaw(t), map[string]bool{})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.body, err, tt.want)
		}
	}
}

// TestFloorIsNeverShortened: a floor within a millisecond is rounded up.
func TestFloorIsNeverShortened(t *testing.T) {
	s := builtinSet(t)
	for _, after := range []time.Duration{0, time.Nanosecond, time.Microsecond, 999 * time.Microsecond, time.Millisecond} {
		slot := Slot{ID: "s", FloorEnds: now().Add(after), Served: true}
		d := s.Decide(Request{Erase, Keeper(), slot.Resource(), Erasing{Now: now(), Aged: true}.Facts()})
		if d.Allowed != (after == 0) {
			t.Errorf("floor ends %v from now: allowed %v", after, d.Allowed)
		}
	}
}
