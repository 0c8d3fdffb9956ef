package citizen

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
)

func now() time.Time { return time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC) }

// TestStates keeps docs/design/citizens.md and the table the same, and what is
// not in the table from happening.
func TestStates(t *testing.T) {
	text, err := os.ReadFile("../../../docs/design/citizens.md")
	if err != nil {
		t.Fatal(err)
	}
	printed := 0
	for _, l := range Transitions() {
		row := strings.Join([]string{"| " + string(l.Flow), string(l.From), string(l.On), string(l.To), l.If, l.Article + " |"}, " | ")
		if strings.Count(string(text), row+"\n") != 1 {
			t.Errorf("not printed once: %s", row)
		}
	}
	for l := range strings.Lines(string(text)) {
		for _, f := range Flows() {
			if strings.HasPrefix(l, "| "+string(f)+" |") {
				printed++
			}
		}
	}
	if printed != len(Transitions()) {
		t.Errorf("%d lines are printed, %d are in the table", printed, len(Transitions()))
	}
	for _, f := range Flows() {
		for _, s := range States() {
			for _, on := range []Happening{Arrive, Note, Admit, Refuse, Extend, Revoke, Close} {
				allowed := false
				for _, l := range Transitions() {
					allowed = allowed || l.Flow == f && l.From == s && l.On == on
				}
				if err := (Case{Flow: f, State: s}).May(on); (err == nil) != allowed {
					t.Errorf("%s %s on %s: %v", f, s, on, err)
				}
			}
		}
	}
}

// TestSuggest orders cameras by distance, and says when somebody on foot may
// have passed each.
func TestSuggest(t *testing.T) {
	camera := func(metres float64) Nearby {
		return Nearby{Camera: shiheng.NewID[shiheng.CameraID](now()), Metres: metres}
	}
	seen := now().Add(-10 * time.Minute)
	got := Suggest([]Nearby{camera(1600), camera(0), camera(320), camera(3000)}, seen, now())
	want := []struct{ from, to time.Duration }{
		{-5 * time.Minute, 10 * time.Minute},                // at the place itself: from before, for clocks told wrongly
		{-5*time.Minute + 2*time.Minute, 10 * time.Minute},  // two minutes on a run
		{-5*time.Minute + 10*time.Minute, 10 * time.Minute}, // ten
	} // and 3000 m nobody can have come in ten minutes
	if len(got) != len(want) || got[2].Metres != 1600 || got[1].Metres != 350 {
		t.Fatalf("%+v", got) // distances are told in steps of 50 m
	}
	for i, w := range want {
		if !got[i].From.Equal(seen.Add(w.from)) || !got[i].To.Equal(seen.Add(w.to)) {
			t.Errorf("%v m: %v to %v", got[i].Metres, got[i].From.Sub(seen), got[i].To.Sub(seen))
		}
	}
	if got := Suggest([]Nearby{camera(40)}, now().Add(-5*time.Hour), now()); got[0].To.Sub(now().Add(-5*time.Hour)) != 17*time.Minute {
		t.Errorf("hours later: %+v", got)
	}
	many := make([]Nearby, 3*Most)
	if got := Suggest(many, seen, now()); len(got) != Most {
		t.Errorf("%d are suggested", len(got))
	}
	for since, want := range map[time.Duration]float64{0: 300, 5 * time.Minute: 800, time.Hour: 2000} {
		if got := Reach(since); got != want {
			t.Errorf("reach after %v is %v m, want %v", since, got, want)
		}
	}
}

// TestUnmet_W168_25_R799_21 holds the facts of a case against the clauses: each
// thing that is missing is lacked, and nothing else.
func TestUnmet_W168_25_R799_21(t *testing.T) {
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	set, err := clause.Builtin(l)
	if err != nil {
		t.Fatal(err)
	}
	id := shiheng.NewID[shiheng.CameraID](now())
	shared := []sight{{id, clause.Camera{ID: id, Shared: true}.Resource()}}
	apart := []sight{{id, clause.Camera{ID: id}.Resource()}}
	base := func(f Flow) Case {
		c := Case{Flow: f, Coverage: Coverage{Cameras: []shiheng.CameraID{id}, From: now().Add(-time.Hour), To: now()}, Notice: &Told{},
			Viewer: &Viewer{ViewerEntry: ViewerEntry{Relation: "relative", ProofID: [16]byte{1}}, Seen: &Witness{}}}
		if f == Missing {
			c.Person = &MissingPerson{Category: Child}
		} else {
			c.Interest = &Interest{Stake: "life"}
		}
		return c
	}
	for name, tt := range map[string]struct {
		flow   Flow
		at     []sight
		change func(*Case, *moment)
		want   string
	}{
		"a child":                {Missing, shared, func(*Case, *moment) {}, ""},
		"elderly":                {Missing, shared, func(c *Case, _ *moment) { c.Person.Category = Elderly }, ""},
		"intellectual":           {Missing, shared, func(c *Case, _ *moment) { c.Person.Category = Intellectual }, ""},
		"an adult":               {Missing, shared, func(c *Case, _ *moment) { c.Person.Category = Other }, "clause.missing-look.2"},
		"nobody who looks":       {Missing, shared, func(c *Case, _ *moment) { c.Viewer = nil }, "clause.look-registered clause.missing-look.3"},
		"no proof":               {Missing, shared, func(c *Case, _ *moment) { c.Viewer.ProofID = [16]byte{} }, "clause.missing-look.3"},
		"not the platform":       {Missing, apart, func(*Case, *moment) {}, "clause.missing-look.4"},
		"signing refused":        {Missing, shared, func(c *Case, _ *moment) { c.Notice.Signed = false }, ""},
		"alone":                  {Missing, shared, func(_ *Case, m *moment) { m.beside = false }, "clause.look-accompanied"},
		"anywhere":               {Missing, shared, func(_ *Case, m *moment) { m.bound = false }, "clause.look-accompanied"},
		"without a mark":         {Missing, shared, func(_ *Case, m *moment) { m.marked = false }, "clause.look-accompanied"},
		"too late":               {Missing, shared, func(_ *Case, m *moment) { m.until = m.now }, "clause.look-bounds"},
		"a relative":             {Related, apart, func(*Case, *moment) {}, ""},
		"an institution":         {Related, apart, func(c *Case, _ *moment) { c.Viewer.Relation = "institution" }, "clause.related-look.2"},
		"nothing at stake":       {Related, apart, func(c *Case, _ *moment) { c.Interest.Stake = "other" }, "clause.related-look.3"},
		"without the unit's yes": {Related, apart, func(_ *Case, m *moment) { m.consent = false }, "clause.related-consent"},
	} {
		c := base(tt.flow)
		m := c.deciding(now(), true)
		tt.change(&c, &m)
		if got := strings.Join(codes(Unmet(set, c, m, tt.at)), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestServes says why a ticket opens no stream.
func TestServes(t *testing.T) {
	g := shiheng.Grant{ID: shiheng.NewID[shiheng.GrantID](now()), Basis: "W168/25"}
	camera, here := shiheng.NewID[shiheng.CameraID](now()), Station{}
	here.ID = shiheng.NewID[StationID](now())
	good := Ticket{Digest: digestOf("x"), Grant: g.ID, Camera: camera, Station: here.ID, Until: now().Add(time.Second)}
	for code, change := range map[string]func(*Ticket){
		"":                   func(*Ticket) {},
		"citizen.token":      func(k *Ticket) { *k = Ticket{} },
		"citizen.token-used": func(k *Ticket) { k.Used = now() },
		"citizen.token-late": func(k *Ticket) { k.Until = now() },
		"citizen.elsewhere":  func(k *Ticket) { k.Station = shiheng.NewID[StationID](now()) },
	} {
		k := good
		change(&k)
		err := serves(k, g, camera, here, now())
		e, _ := errors.AsType[*shiheng.Error](err)
		if (err == nil) != (code == "") || e != nil && (e.Code != code || e.Article == "") {
			t.Errorf("want %q, got %v", code, err)
		}
	}
}
