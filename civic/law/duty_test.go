package law_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal/civic/law"
)

// anyFacts draws facts of every kind.
func anyFacts() *rapid.Generator[law.Facts] {
	return rapid.Custom(func(t *rapid.T) law.Facts {
		day := rapid.SampledFrom([]string{"", "2018-05-01", "2019-07-31", "2019-08-01", "2025-03-31", "2025-04-01", "2026-02-02"})
		draw := func(name string) law.Day {
			var d law.Day
			if err := d.UnmarshalText([]byte(day.Draw(t, name))); err != nil {
				t.Fatal(err)
			}
			return d
		}
		yes := func(name string) bool { return rapid.Bool().Draw(t, name) }
		return law.Facts{
			W168Category:     rapid.SampledFrom(append(law.W168Categories(), "", "")).Draw(t, "category"),
			R799Class:        rapid.SampledFrom(append(law.R799Classes(), "")).Draw(t, "class"),
			AntiTerrorTarget: yes("key target"), KeySecurityUnit: yes("key unit"),
			Completed: draw("completed"), PutIntoUse: draw("put into use"),
			Catalogued: yes("catalogued"), PublicFunded: yes("public money"), NearSecret: yes("near secret"),
			Microphone: yes("microphone"), StoresFaces: yes("faces"), Guarded: yes("guarded"),
			Trade:        rapid.SampledFrom([]string{"", "entertainment"}).Draw(t, "trade"),
			Organisation: rapid.SampledFrom([]string{"", "government", "bureau", "department"}).Draw(t, "organisation"),
		}
	})
}

// binding are the codes of the duties that bind.
func binding(l *law.Law, f law.Facts, on law.Day) []string {
	var out []string
	for _, d := range l.Duties(f, on) {
		if d.Applies {
			out = append(out, d.Code)
		}
	}
	return out
}

func day(t testing.TB, s string) law.Day {
	t.Helper()
	d, err := law.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDuties is the table of regulation.md, section 5: which duties bind which
// system, and which do not.
func TestDuties(t *testing.T) {
	l := builtin(t)
	old, fresh := day(t, "2015-01-01"), day(t, "2026-01-05")
	for _, tt := range []struct {
		name      string
		facts     law.Facts
		has, lack []string
	}{
		{"a shop's voluntary cameras", law.Facts{}, []string{"forbidden-places", "retention"},
			[]string{"acceptance", "sign", "file-new", "file-legacy-wuxi", "file-legacy-national", "archive", "rules", "training", "connect", "impact", "cooperate"}},
		{"W168 system", law.Facts{W168Category: "W8-07"},
			[]string{"acceptance", "archive", "sign", "mlps", "interface", "assess-safety", "inspect", "maintain", "watchers", "training", "cooperate", "maintain-private"},
			[]string{"file-new", "file-legacy-wuxi", "file-change", "background", "deletion", "connect", "maintain-public"}},
		{"W168 system built before", law.Facts{W168Category: "W8-04", Completed: old},
			[]string{"file-legacy-wuxi", "upgrade"}, []string{"acceptance", "file-new", "file-legacy-national", "together"}},
		{"A7O put to use now", law.Facts{R799Class: "A7O", PutIntoUse: fresh},
			[]string{"file-new", "file-change", "deletion", "entry-check", "acceptance", "sign", "removal"}, []string{"file-legacy-national", "archive", "build"}},
		{"A7G in use before", law.Facts{R799Class: "A7G", PutIntoUse: old}, []string{"file-legacy-national"}, []string{"file-new"}},
		{"A9", law.Facts{R799Class: "A9", PutIntoUse: fresh}, []string{"sign", "necessity", "impact"},
			[]string{"file-new", "file-legacy-national", "file-change", "acceptance", "rules", "cooperate"}},
		{"A9 near a secret-related unit", law.Facts{R799Class: "A9", NearSecret: true}, []string{"neighbour-consent"}, nil},
		{"A33", law.Facts{R799Class: "A33"}, nil, []string{"sign", "file-new", "acceptance", "necessity"}},
		{"key target", law.Facts{AntiTerrorTarget: true}, []string{"background", "rules", "duty-watch", "together", "cooperate", "retention"}, []string{"acceptance", "file-new"}},
		{"key unit", law.Facts{KeySecurityUnit: true}, []string{"cooperate"}, []string{"background", "acceptance"}},
		{"catalogued", law.Facts{W168Category: "W8-06", Catalogued: true, PublicFunded: true}, []string{"connect", "maintain-public"}, []string{"maintain-private"}},
		{"bureau", law.Facts{Organisation: "bureau"}, []string{"plan", "norm", "platform", "catalogue", "inspect-systems", "conference"}, []string{"connect-department"}},
		{"government", law.Facts{Organisation: "government"}, []string{"conference", "plan"}, []string{"catalogue"}},
		{"department", law.Facts{Organisation: "department"}, []string{"connect-department", "guide-upgrade"}, []string{"catalogue"}},
	} {
		got := binding(l, tt.facts, today())
		for _, code := range tt.has {
			if !slices.Contains(got, code) {
				t.Errorf("%s: %s does not bind", tt.name, code)
			}
		}
		for _, code := range tt.lack {
			if slices.Contains(got, code) {
				t.Errorf("%s: %s binds", tt.name, code)
			}
		}
	}
}

// TestDutiesOnADay: a duty binds from the day its article took effect.
func TestDutiesOnADay(t *testing.T) {
	l := builtin(t)
	f := law.Facts{R799Class: "A7G", W168Category: "W8-06", PutIntoUse: day(t, "2020-01-01")}
	if got := binding(l, f, day(t, "2024-01-01")); slices.Contains(got, "file-legacy-national") || !slices.Contains(got, "acceptance") {
		t.Errorf("in 2024: %v", got)
	}
	if got := binding(l, f, day(t, "2010-01-01")); len(got) != 0 {
		t.Errorf("before any of them: %v", got)
	}
}

// TestDutiesAnswerForAll: each duty is in the answer once, with a reason, and
// one that binds names articles that bind.
func TestDutiesAnswerForAll(t *testing.T) {
	l := builtin(t)
	all := l.Duties(law.Facts{}, today())
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts().Draw(t, "facts")
		got := l.Duties(f, today())
		if len(got) != len(all) {
			t.Fatalf("%d duties, want %d", len(got), len(all))
		}
		for i, d := range got {
			if d.Code != all[i].Code || d.Why.Zh == "" || d.Why.En == "" || d.Applies != (len(d.By) > 0) {
				t.Fatalf("%+v", d)
			}
			if holds := d.When.Holds(f); holds != d.Applies {
				t.Fatalf("%s: condition %v, binds %v by %v: no article speaks of whom it names", d.Code, holds, d.Applies, d.By)
			}
			if len(d.Evidence) == 0 || !slices.ContainsFunc(l.Evidence(), func(e law.Evidence) bool { return e.Code == d.Evidence }) {
				t.Fatalf("%s: evidence %q", d.Code, d.Evidence)
			}
		}
	})
}

// TestEveryEvidenceIsAskedFor: the closed list holds nothing that no duty needs.
func TestEveryEvidenceIsAskedFor(t *testing.T) {
	l := builtin(t)
	for _, e := range l.Evidence() {
		if !slices.ContainsFunc(l.Duties(law.Facts{}, today()), func(d law.Duty) bool { return d.Evidence == e.Code }) {
			t.Errorf("%s: no duty asks for it", e.Code)
		}
	}
}

// TestFilingByR799_14 is gate by class: only Article 7 systems file under it.
func TestFilingByR799_14(t *testing.T) {
	l := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts().Draw(t, "facts")
		files := 0
		for _, code := range binding(l, f, today()) {
			if code == "file-new" || code == "file-legacy-national" {
				files++
			}
		}
		want := 0
		if f.R799Class == "A7G" || f.R799Class == "A7O" {
			want = 1
		}
		if files != want {
			t.Fatalf("%+v files %d times under R799/14", f, files)
		}
	})
}
