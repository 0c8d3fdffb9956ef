package agenda_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/agenda"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

func builtin(t testing.TB) *law.Law {
	t.Helper()
	l, err := law.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func day(s string) law.Day {
	d, err := law.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// today is a Monday.
var today = day("2026-11-23")

// residential is a compound built in 2025 and used since January 2026.
func residential() agenda.Known {
	return agenda.Known{
		Subject: agenda.Subject{Kind: agenda.System, ID: shiheng.NewID[shiheng.SystemID](time.UnixMilli(1)).String()},
		Name:    "小区",
		Facts:   law.Facts{W168Category: "W8-09", R799Class: "A7O", Completed: day("2025-12-20"), PutIntoUse: day("2026-01-05")},
		Milestones: map[agenda.Milestone]law.Day{
			agenda.Registered: day("2026-01-02"), agenda.Completed: day("2025-12-20"), agenda.InUse: day("2026-01-05"),
		},
		Proofs: map[string]agenda.Proof{}, Cases: map[string][]agenda.Case{},
	}
}

// all is every code of evidence, as if all rooms were built.
func all(l *law.Law) map[string]bool {
	out := map[string]bool{}
	for _, e := range l.Evidence() {
		out[e.Code] = true
	}
	return out
}

// TestAssess has one row for each way a duty may stand, named after its article.
func TestAssess(t *testing.T) {
	l := builtin(t)
	planned := func(k *agenda.Known) {
		k.Facts.PutIntoUse = law.Day{}
		delete(k.Milestones, agenda.InUse)
	}
	proof := func(code string, p agenda.Proof) func(*agenda.Known) {
		return func(k *agenda.Known) { k.Proofs[code] = p }
	}
	cases := func(code string, c ...agenda.Case) func(*agenda.Known) {
		return func(k *agenda.Known) { k.Cases[code] = c }
	}
	tests := []struct {
		article, duty string
		is            string
		change        func(*agenda.Known)
		lacks         bool // no room keeps the evidence
		state         agenda.State
		due, since    string
		late          bool
	}{
		{article: "W168/15", duty: "acceptance", is: "used without", state: agenda.Overdue, due: "2026-01-05", since: "2026-01-06"},
		{article: "W168/15", duty: "acceptance", is: "not used yet", change: planned, state: agenda.NotDue},
		{article: "W168/15", duty: "acceptance", is: "passed before", change: proof("acceptance-passed", agenda.Proof{Day: day("2025-12-30")}), state: agenda.Met, due: "2026-01-05", since: "2025-12-30"},
		{article: "W168/15", duty: "acceptance", is: "passed late", change: proof("acceptance-passed", agenda.Proof{Day: day("2026-03-01")}), state: agenda.Met, due: "2026-01-05", since: "2026-03-01", late: true},
		{article: "W168/15", duty: "acceptance", is: "built before the order", change: func(k *agenda.Known) { k.Facts.Completed = day("2018-05-01") }, state: agenda.NotApplicable},
		{article: "W168/15", duty: "file-legacy-wuxi", is: "built before, never filed", change: func(k *agenda.Known) { k.Facts.Completed = day("2018-05-01") }, state: agenda.Overdue, due: "2019-09-30", since: "2019-10-01"},
		{article: "R799/14", duty: "file-new", is: "30 days are over", state: agenda.Overdue, due: "2026-02-04", since: "2026-02-05"},
		{article: "R799/14", duty: "file-new", is: "filed in time", change: proof("filing-receipt", agenda.Proof{Day: day("2026-02-04")}), state: agenda.Met, due: "2026-02-04", since: "2026-02-04"},
		{article: "R799/14", duty: "file-new", is: "used since yesterday", change: func(k *agenda.Known) {
			k.Facts.PutIntoUse, k.Milestones[agenda.InUse] = day("2026-11-22"), day("2026-11-22")
		}, state: agenda.Due, due: "2026-12-22", since: "2026-11-22"},
		{article: "R799/14", duty: "file-new", is: "no public place", change: func(k *agenda.Known) { k.Facts.R799Class = "A33" }, state: agenda.NotApplicable},
		{article: "W168/17", duty: "removal", is: "nothing is removed", state: agenda.NotApplicable},
		{article: "W168/17", duty: "removal", is: "planned and not reported", change: cases("removal-reported", agenda.Case{From: day("2026-12-20"), Due: day("2026-12-10")}), state: agenda.Due, due: "2026-12-10", since: "2026-11-10"},
		{article: "W168/17", duty: "removal", is: "removed without report", change: cases("removal-reported", agenda.Case{From: day("2026-06-20"), Due: day("2026-06-10")}), state: agenda.Overdue, due: "2026-06-10", since: "2026-06-11"},
		{article: "W168/17", duty: "removal", is: "one done, one open", change: cases("removal-reported",
			agenda.Case{From: day("2026-06-20"), Due: day("2026-06-10"), Done: day("2026-06-01")}, agenda.Case{From: day("2026-12-20"), Due: day("2026-12-10")}),
			state: agenda.Due, due: "2026-12-10", since: "2026-11-10"},
		{article: "W168/17", duty: "removal", is: "reported late", change: cases("removal-reported", agenda.Case{From: day("2026-06-20"), Due: day("2026-06-10"), Done: day("2026-06-15")}),
			state: agenda.Met, since: "2026-06-15", late: true},
		{article: "W168/21", duty: "connect", is: "not on the catalogue", state: agenda.NotApplicable},
		{article: "W168/21", duty: "connect", is: "on the catalogue, not connected", change: func(k *agenda.Known) {
			k.Facts.Catalogued, k.Milestones[agenda.Catalogued] = true, day("2026-03-01")
		}, state: agenda.Overdue, due: "2026-03-01", since: "2026-03-02"},
		{article: "W168/28", duty: "retention", is: "kept", change: proof("retention-met", agenda.Proof{Day: today, Value: "12/12"}), state: agenda.Met, since: "2026-11-23"},
		{article: "W168/28", duty: "retention", is: "broken since", change: proof("retention-met", agenda.Proof{Day: today, Broken: day("2026-11-20")}), state: agenda.Overdue, due: "2026-11-20", since: "2026-11-20"},
		{article: "W168/28", duty: "retention", is: "not measured", state: agenda.NoRecord},
		{article: "W168/28", duty: "retention", is: "not used yet", change: planned, state: agenda.NotDue},
		{article: "W168/30/3", duty: "inspect", is: "a month after the last", change: proof("inspection-round", agenda.Proof{Day: day("2026-11-20")}), state: agenda.Due, due: "2026-12-20", since: "2026-11-20"},
		{article: "W168/30/3", duty: "maintain", is: "three months after the last", change: proof("maintenance-done", agenda.Proof{Day: day("2026-11-01")}), state: agenda.Met, due: "2027-02-01", since: "2026-11-01"},
		{article: "W168/30/3", duty: "maintain", is: "too long ago", change: proof("maintenance-done", agenda.Proof{Day: day("2026-08-01")}), state: agenda.Overdue, due: "2026-11-01", since: "2026-11-02"},
		{article: "W168/30/5", duty: "training", is: "owed within a year of the first use", state: agenda.NotDue, due: "2027-01-05"},
		{article: "W168/30/5", duty: "training", is: "no room keeps it", lacks: true, state: agenda.NoRecord, due: "2027-01-05"},
		{article: "W168/30/5", duty: "training", is: "recorded by hand, with an end", lacks: true, change: proof("training-valid", agenda.Proof{Day: day("2026-06-01"), Until: day("2026-12-01"), Manual: true}),
			state: agenda.Due, due: "2026-12-01", since: "2026-11-01"},
		{article: "W168/30/6", duty: "no-interruption", is: "dark without approval", change: cases("outage-approved", agenda.Case{From: day("2026-11-20"), Due: day("2026-11-20")}), state: agenda.Overdue, due: "2026-11-20", since: "2026-11-21"},
		{article: "PIPL/55", duty: "impact", is: "never, its limit being how long it is kept", state: agenda.Overdue, due: "2026-01-05", since: "2026-01-06"},
	}
	for _, tt := range tests {
		t.Run(tt.article+" "+tt.duty+" "+tt.is, func(t *testing.T) {
			k := residential()
			if tt.change != nil {
				tt.change(&k)
			}
			kept := all(l)
			duties := l.Duties(k.Facts, today)
			if tt.lacks {
				i := slices.IndexFunc(duties, func(d law.Duty) bool { return d.Code == tt.duty })
				delete(kept, duties[i].Evidence)
			}
			o := find(t, agenda.Assess(l, duties, k, kept, today), tt.duty)
			if o.State != tt.state || o.Due.String() != tt.due || o.Late != tt.late || tt.since != "" && o.Since.String() != tt.since {
				t.Errorf("state %s due %q since %q late %v; want %s due %q since %q late %v", o.State, o.Due, o.Since, o.Late, tt.state, tt.due, tt.since, tt.late)
			}
			if o.Article == "" || (o.State == agenda.NotApplicable || o.State == agenda.NoRecord) && (o.Why.Zh == "" || o.Why.En == "") {
				t.Errorf("%s by %q because %q", o.State, o.Article, o.Why.Zh)
			}
		})
	}
}

func find(t testing.TB, list []agenda.Obligation, duty string) agenda.Obligation {
	t.Helper()
	i := slices.IndexFunc(list, func(o agenda.Obligation) bool { return o.Duty == duty })
	if i < 0 {
		t.Fatalf("no obligation %s", duty)
	}
	return list[i]
}

// TestNothingIsOwedOfWhatIsGone: a removed system keeps its page, with no duty.
func TestNothingIsOwedOfWhatIsGone(t *testing.T) {
	l := builtin(t)
	k := residential()
	k.Gone = true
	for _, o := range agenda.Assess(l, l.Duties(k.Facts, today), k, all(l), today) {
		if o.State != agenda.NotApplicable || o.Why.Zh == "" {
			t.Errorf("%s is %s", o.Duty, o.State)
		}
	}
}

// TestSubjects: each duty stands on the page of one kind of subject.
func TestSubjects(t *testing.T) {
	l := builtin(t)
	seen := map[string]int{}
	for _, kind := range agenda.Kinds() {
		k := agenda.Known{Subject: agenda.Subject{Kind: kind, ID: "x"}}
		for _, o := range agenda.Assess(l, l.Duties(k.Facts, today), k, nil, today) {
			seen[o.Duty]++
		}
	}
	for _, d := range l.Duties(law.Facts{}, today) {
		if seen[d.Code] != 1 {
			t.Errorf("%s stands on %d pages", d.Code, seen[d.Code])
		}
	}
}

// fixed is a law in which every time limit is a number of days.
type fixed int

func (f fixed) Due(_ string, from law.Day) (law.Day, law.Rule, error) {
	if from.IsZero() {
		return law.Day{}, law.Rule{Kind: law.By}, shiheng.Invalid("law.deadline-event")
	}
	return from.Add(int(f)), law.Rule{Kind: law.By}, nil
}

// TestAssessDayByDay holds Assess against a second computation that knows no
// formula: it walks the calendar from the first day on and crosses off days.
// And it holds each state to its word: it lasts until the day it says it turns.
func TestAssessDayByDay(t *testing.T) {
	start := day("2026-01-01")
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(0, 90).Draw(t, "limit")
		every := rapid.IntRange(0, 60).Draw(t, "every")
		proofs := rapid.SliceOfN(rapid.IntRange(0, 200), 0, 4).Draw(t, "proofs")
		slices.Sort(proofs)
		duty := law.Duty{Code: "x", Subject: law.OfSystem, Articles: []string{"W168/1"}, Who: []law.Party{law.Operator}, Evidence: "e", Deadline: "D-X", Applies: true}
		if every > 0 {
			duty.Every = &law.Period{Count: every, Unit: law.Days}
		}
		assess := func(on law.Day) agenda.Obligation {
			k := agenda.Known{Subject: agenda.Subject{Kind: agenda.System, ID: "s"}, Milestones: map[agenda.Milestone]law.Day{agenda.InUse: start}, Proofs: map[string]agenda.Proof{}}
			for _, p := range proofs {
				if p <= agenda.DaysBetween(start, on) {
					k.Proofs["e"] = agenda.Proof{Day: start.Add(p), Ref: audit.Object{Kind: "r"}}
				}
			}
			return agenda.Assess(fixed(limit), []law.Duty{duty}, k, map[string]bool{"e": true}, on)[0]
		}
		left, done := limit, false // days left on the day being walked
		turns := law.Day{}
		var before agenda.Obligation
		for n := range 260 {
			on := start.Add(n)
			if n > 0 {
				left--
			}
			for _, p := range proofs {
				if p == n {
					done = true
					left = every
				}
			}
			want := agenda.NotDue
			switch {
			case done && every == 0:
				want = agenda.Met
			case left < 0:
				want = agenda.Overdue
			case left <= agenda.Soon:
				want = agenda.Due
			case done:
				want = agenda.Met
			}
			got := assess(on)
			if got.State != want {
				t.Fatalf("day %d: %s, want %s (limit %d, every %d, proofs %v, left %d)", n, got.State, want, limit, every, proofs, left)
			}
			if slices.Contains(proofs, n) || n == 0 {
				turns, before = got.Turns, got
				continue
			}
			if on == turns {
				turns, before = got.Turns, got
				continue
			}
			if got.State != before.State || got.Due != before.Due || got.Turns != turns {
				t.Fatalf("day %d: %s turned before its day %s: was %+v, is %+v", n, got.Duty, turns, before, got)
			}
		}
	})
}
