package retain_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/retain"
)

func clauses(t *testing.T) *clause.Set {
	t.Helper()
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	set, err := clause.Builtin(l)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestEachAloneKeeps_W168_28_29: what is held or young is kept by the rule
// compiled in, and by the clauses without it; old footage goes by both.
func TestEachAloneKeeps_W168_28_29(t *testing.T) {
	set := clauses(t)
	with := func(f retain.Facts, change func(*retain.Facts)) retain.Facts {
		f.Needed = true
		change(&f)
		return f
	}
	none := func(*retain.Facts) {}
	for _, tt := range []struct {
		name    string
		facts   retain.Facts
		ok      bool
		article string
	}{
		{"past its period", with(aged(61*day, 61*day), none), true, ""},
		{"young", with(aged(29*day, 29*day), none), false, "W168/28/2"},
		{"held", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Held = true }), false, "W168/29/2"},
		{"the clock set forward", with(aged(394*day, 29*day), none), false, "R799/17"},
		{"a floor of zero", with(aged(29*day, 29*day), func(f *retain.Facts) { f.FloorDays, f.KeepDays = 0, 0 }), false, "W168/28/2"},
		{"ninety days", with(aged(89*day, 89*day), func(f *retain.Facts) { f.FloorDays = 90 }), false, "W168/28/2"},
		{"a longer purpose", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Purposed = true }), false, "R799/17"},
		{"a witness proves it, the machine was off", with(aged(61*day, day), func(f *retain.Facts) { f.Attested = 60 * day }), true, ""},
		{"a witness proves it, the clock was set back", with(aged(-300*day, day), func(f *retain.Facts) { f.Attested = 60 * day }), true, ""},
		{"a witness proves too little", with(aged(61*day, day), func(f *retain.Facts) { f.Attested = 29 * day }), false, "R799/17"},
		{"being recorded", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Recording = true }), false, "R799/17"},
		{"practice at its cap", with(aged(time.Minute, time.Minute), func(f *retain.Facts) { f.Practice, f.LawDay = true, 2*time.Minute }), true, ""},
		{"practice at its cap, held", with(aged(time.Minute, time.Minute), func(f *retain.Facts) { f.Practice, f.Held = true, true }), false, "W168/29/2"},
	} {
		if v := retain.Decide(tt.facts, now); v.Delete != tt.ok {
			t.Errorf("%s: the rule alone says %+v", tt.name, v)
		}
		ok, articles := retain.Lawful(set, tt.facts, now)
		if ok != tt.ok || tt.article != "" && !slices.Contains(articles, tt.article) {
			t.Errorf("%s: the clauses alone say %v by %q", tt.name, ok, articles)
		}
	}
}

// TestClausesAreNoLooser: whatever the facts, the clauses never let go what the
// rule keeps because it is held, young or of unclear age.
func TestClausesAreNoLooser(t *testing.T) {
	set := clauses(t)
	rapid.Check(t, func(r *rapid.T) {
		f := aged(time.Duration(rapid.IntRange(-10, 120).Draw(r, "wall"))*day, time.Duration(rapid.IntRange(0, 120).Draw(r, "running"))*day)
		f.FloorDays = rapid.IntRange(0, 100).Draw(r, "floor")
		f.Attested, f.Purposed = time.Duration(rapid.IntRange(0, 120).Draw(r, "attested"))*day, rapid.Bool().Draw(r, "purposed")
		f.Held, f.Needed, f.Recording = rapid.Bool().Draw(r, "held"), rapid.Bool().Draw(r, "needed"), rapid.Bool().Draw(r, "recording")
		v := retain.Decide(f, now)
		ok, _ := retain.Lawful(set, f, now)
		kept := v.Reason == retain.Held || v.Reason == retain.Young || v.Reason == retain.Unproven || v.Reason == retain.Purposed || v.Reason == retain.Incomplete
		if ok && kept {
			r.Fatalf("the clauses let %+v go, the rule says %s", f, v.Reason)
		}
		if v.Delete && !ok {
			r.Fatalf("the rule lets %+v go by %s, the clauses do not", f, v.Reason)
		}
	})
}
