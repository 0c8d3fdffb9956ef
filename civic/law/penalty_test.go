package law_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// TestPenalties_regulation_3 is the penalty table, row by row: the measures of
// the first stage, then what may be fined and whom at the last.
func TestPenalties_regulation_3(t *testing.T) {
	l := builtin(t)
	want := map[string]string{
		"V34-1": "order-correct warning | unit 10000-30000 persons 0-1000",
		"V34-2": "order-correct warning | unit 10000-30000 persons 0-1000",
		"V35":   "order-dismantle | deal-with unit 2000-10000 persons 0-1000 individual 500-1000",
		"V36-1": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-2": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-3": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-4": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-5": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-6": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-7": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V36-8": "order-correct warning | unit 1000-5000 persons 0-1000",
		"V37":   "order-correct warning | unit 10000-30000 persons 0-1000",
		"V38-1": "order-correct unit 10000-30000 persons 0-1000",
		"V38-2": "order-correct unit 10000-30000 persons 0-1000",
		"V39":   "sanction",
		"N13":   "order-correct",
		"N26":   "order-correct delete-footage | confiscate unit 0-20000 persons 0-5000 individual 0-5000",
		"N27-1": "confiscate delete-footage unit 10000-20000 persons 5000-10000 individual 5000-10000",
		"N27-2": "order-correct | notify-industry unit 10000-20000 persons 5000-10000 individual 5000-10000",
		"N28":   "confiscate delete-footage unit 10000-20000 persons 5000-10000 individual 5000-10000",
		"N29":   "order-correct | unit 0-10000",
		"N30":   "order-correct warning | unit 5000-10000 persons 0-5000 individual 0-5000",
		"C61":   "order-correct warning unit 10000-50000 | unit 50000-500000 persons 10000-100000",
		"D48":   "order-correct warning unit 50000-500000 persons 10000-100000",
	}
	for _, p := range l.Penalties() {
		var stages []string
		for _, s := range p.Stages {
			var words []string
			for _, m := range s.Measures {
				words = append(words, string(m))
			}
			for _, who := range []law.Liable{law.LiableUnit, law.LiablePersons, law.LiableIndividual} {
				if r := s.For(who); r != nil {
					words = append(words, fmt.Sprintf("%s %d-%d", who, r.Min, r.Max))
				}
			}
			stages = append(stages, strings.Join(words, " "))
		}
		if got := strings.Join(stages, " | "); got != want[p.Code] {
			t.Errorf("%s: %s\nwant %s", p.Code, got, want[p.Code])
		}
		delete(want, p.Code)
	}
	for code := range want {
		t.Errorf("%s is not in the packs", code)
	}
}

// TestPenalty_W168_33: the rule of higher rank goes before where its condition
// holds and once it is in force.
func TestPenalty_W168_33(t *testing.T) {
	l := builtin(t)
	then := day(t, "2024-06-01")
	for _, tt := range []struct {
		name, code string
		facts      law.Facts
		on         law.Day
		want       string
	}{
		{"forbidden place, a public place", "V35", law.Facts{R799Class: "A9"}, today(), "N27-1"},
		{"forbidden place, no public place", "V35", law.Facts{R799Class: "A33"}, today(), "V35"},
		{"forbidden place, before the regulation", "V35", law.Facts{R799Class: "A9"}, then, "V35"},
		{"removal, Article 7 system", "V37", law.Facts{R799Class: "A7G"}, today(), "N30"},
		{"removal, other public place", "V37", law.Facts{R799Class: "A9"}, today(), "V37"},
		{"multi-level protection since 2026", "V36-1", law.Facts{}, today(), "C61"},
		{"multi-level protection before 2026", "V36-1", law.Facts{}, then, "V36-1"},
		{"not built", "V34-1", law.Facts{R799Class: "A7O"}, today(), "V34-1"},
	} {
		if p, err := l.Penalty(tt.code, tt.facts, tt.on); err != nil || p.Code != tt.want {
			t.Errorf("%s: %s, %v; want %s", tt.name, p.Code, err, tt.want)
		}
	}
	if _, err := l.Penalty("V34-1", law.Facts{}, day(t, "2019-01-01")); !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("a penalty for what was done before the order: %v", err)
	}
	if _, err := l.Penalty("V99", law.Facts{}, today()); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a penalty nobody declared: %v", err)
	}
}

// TestLadder_W168_34 walks one case: order and warning, the time of the order,
// the re-inspection, the fine.
func TestLadder_W168_34(t *testing.T) {
	l := builtin(t)
	ordered, limit := day(t, "2026-03-02"), day(t, "2026-04-01")
	for _, tt := range []struct {
		name, code string
		at         law.Steps
		on         string
		want       law.Step
		fine       bool
	}{
		{"nothing done yet", "V34-1", law.Steps{}, "2026-03-02", law.StepOrder, false},
		{"the order's time runs", "V34-1", law.Steps{Ordered: ordered, Deadline: limit}, "2026-03-20", law.StepWait, false},
		{"on its last day", "V34-1", law.Steps{Ordered: ordered, Deadline: limit}, "2026-04-01", law.StepWait, false},
		{"looked at too early", "V34-1", law.Steps{Ordered: ordered, Deadline: limit, Reinspected: limit}, "2026-04-02", law.StepReinspect, false},
		{"overdue, nobody looked", "V34-1", law.Steps{Ordered: ordered, Deadline: limit}, "2026-04-02", law.StepReinspect, false},
		{"overdue and looked at", "V34-1", law.Steps{Ordered: ordered, Deadline: limit, Reinspected: day(t, "2026-04-02")}, "2026-04-03", law.StepFine, true},
		{"corrected in the end", "V34-1", law.Steps{Ordered: ordered, Deadline: limit, Reinspected: day(t, "2026-04-02"), Corrected: true}, "2026-04-03", law.StepClosed, false},
		{"V38 has no order", "V38-2", law.Steps{}, "2026-03-02", law.StepFine, true},
		{"N28 has no order", "N28", law.Steps{}, "2026-03-02", law.StepFine, true},
		{"N13 has no fine", "N13", law.Steps{Ordered: ordered, Deadline: limit, Reinspected: day(t, "2026-04-02")}, "2026-04-03", law.StepOrder, false},
		{"CSL/61 may fine with the warning", "C61", law.Steps{}, "2026-03-02", law.StepOrder, true},
	} {
		r, err := l.Ladder(tt.code, tt.at, day(t, tt.on))
		if err != nil || r.Step != tt.want || (r.Fine() == nil) != tt.fine {
			t.Errorf("%s: %s, fine %v, %v; want %s", tt.name, r.Step, r.Fine(), err, tt.want)
		}
		if e, ok := errors.AsType[*shiheng.Error](r.Fine()); !tt.fine && (!ok || e.Article != r.Penalty.Article) {
			t.Errorf("%s: refused by %v", tt.name, r.Fine())
		}
	}
	if _, err := l.Ladder("nonsense", law.Steps{}, today()); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("no such penalty: %v", err)
	}
}

// TestLadderAgainstAnotherReading draws cases and asks, in other words, what is
// still missing before the fine.
func TestLadderAgainstAnotherReading(t *testing.T) {
	l := builtin(t)
	first := day(t, "2026-01-01")
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(l.Penalties()).Draw(t, "penalty")
		draw := func(name string) law.Day {
			if n := rapid.IntRange(-1, 40).Draw(t, name); n >= 0 {
				return first.Add(n)
			}
			return law.Day{}
		}
		at := law.Steps{Ordered: draw("ordered"), Deadline: draw("deadline"), Reinspected: draw("re-inspected"), Corrected: rapid.Bool().Draw(t, "corrected")}
		on := first.Add(rapid.IntRange(0, 45).Draw(t, "on"))
		r, err := l.Ladder(p.Code, at, on)
		if err != nil {
			t.Fatal(err)
		}
		last := p.Stages[len(p.Stages)-1]
		money := last.Unit != nil || last.Persons != nil || last.Individual != nil
		open := money
		if len(p.Stages) == 2 {
			served := !at.Ordered.IsZero() && !at.Deadline.IsZero() && !on.Before(at.Ordered)
			over := served && at.Deadline.Before(on)
			seen := over && at.Deadline.Before(at.Reinspected) && !on.Before(at.Reinspected)
			open = money && seen && !at.Corrected
		}
		if (r.Step == law.StepFine) != open {
			t.Fatalf("%s %+v on %s: %s, want the fine open %v", p.Code, at, on, r.Step, open)
		}
	})
}

// TestL10_Amount is the range of a fine: never above, below only on a ground of
// APL/32 and after legal review.
func TestL10_Amount(t *testing.T) {
	l := builtin(t)
	v38, err := l.Ladder("V38-2", law.Steps{}, today())
	if err != nil {
		t.Fatal(err)
	}
	waiting, err := l.Ladder("V34-1", law.Steps{}, today())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		rung    law.Rung
		amount  law.Amount
		code    string // empty: let through
		article string
	}{
		{"lowest", v38, law.Amount{Who: law.LiableUnit, Yuan: 10000}, "", ""},
		{"highest", v38, law.Amount{Who: law.LiableUnit, Yuan: 30000}, "", ""},
		{"above", v38, law.Amount{Who: law.LiableUnit, Yuan: 30001}, "penalty.above", "W168/38/2"},
		{"above, with a ground", v38, law.Amount{Who: law.LiableUnit, Yuan: 30001, Ground: "APL/32/1", LegalReview: true}, "penalty.above", "W168/38/2"},
		{"below", v38, law.Amount{Who: law.LiableUnit, Yuan: 9999}, "penalty.below", "W168/38/2"},
		{"below on a ground that is none", v38, law.Amount{Who: law.LiableUnit, Yuan: 9999, Ground: "APL/33", LegalReview: true}, "penalty.below", "W168/38/2"},
		{"below without review", v38, law.Amount{Who: law.LiableUnit, Yuan: 9999, Ground: "APL/32/1"}, "penalty.legal-review", "APL/58"},
		{"below, named and reviewed", v38, law.Amount{Who: law.LiableUnit, Yuan: 9999, Ground: "APL/32/1", LegalReview: true}, "", ""},
		{"nothing", v38, law.Amount{Who: law.LiableUnit}, "penalty.amount", "W168/38/2"},
		{"a person", v38, law.Amount{Who: law.LiablePersons, Yuan: 1000}, "", ""},
		{"a person, too much", v38, law.Amount{Who: law.LiablePersons, Yuan: 1001}, "penalty.above", "W168/38/2"},
		{"an individual the rule does not fine", v38, law.Amount{Who: law.LiableIndividual, Yuan: 500}, "penalty.nobody", "W168/38/2"},
		{"before the order", waiting, law.Amount{Who: law.LiableUnit, Yuan: 10000}, "penalty.order", "W168/34/1"},
	} {
		err := l.CheckAmount(tt.rung, tt.amount)
		e, _ := errors.AsType[*shiheng.Error](err)
		switch {
		case tt.code == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.code != "" && (e == nil || e.Code != tt.code || e.Article != tt.article):
			t.Errorf("%s: %v, want %s by %s", tt.name, err, tt.code, tt.article)
		}
	}
}

// TestAmountAgainstTheTable draws fines and compares with the range read off
// the stage.
func TestAmountAgainstTheTable(t *testing.T) {
	l := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(l.Penalties()).Draw(t, "penalty")
		on := today()
		r, err := l.Ladder(p.Code, law.Steps{Ordered: on.Add(-30), Deadline: on.Add(-10), Reinspected: on.Add(-5)}, on)
		if err != nil {
			t.Fatal(err)
		}
		a := law.Amount{
			Who:  rapid.SampledFrom([]law.Liable{law.LiableUnit, law.LiablePersons, law.LiableIndividual}).Draw(t, "who"),
			Yuan: rapid.IntRange(-10, 600_000).Draw(t, "yuan"), Ground: rapid.SampledFrom([]string{"", "APL/32/1", "APL/32/5", "APL/33", "W168/34"}).Draw(t, "ground"),
			LegalReview: rapid.Bool().Draw(t, "review"),
		}
		span, last := (*law.Range)(nil), p.Stages[len(p.Stages)-1]
		switch a.Who {
		case law.LiableUnit:
			span = last.Unit
		case law.LiablePersons:
			span = last.Persons
		case law.LiableIndividual:
			span = last.Individual
		}
		allowed := span != nil && a.Yuan > 0 && a.Yuan <= span.Max &&
			(a.Yuan >= span.Min || strings.HasPrefix(a.Ground, "APL/32/") && a.LegalReview)
		if got := l.CheckAmount(r, a); (got == nil) != allowed {
			t.Fatalf("%s %+v: %v, want allowed %v", p.Code, a, got, allowed)
		}
	})
}

// TestHighest_APL_29: one act, one fine, the highest.
func TestHighest_APL_29(t *testing.T) {
	l := builtin(t)
	var rungs []law.Rung
	on := today()
	for _, code := range []string{"V36-8", "N28", "V38-2", "V34-1"} {
		r, err := l.Ladder(code, law.Steps{Ordered: on.Add(-30), Deadline: on.Add(-10), Reinspected: on.Add(-5)}, on)
		if err != nil {
			t.Fatal(err)
		}
		rungs = append(rungs, r)
	}
	for who, want := range map[law.Liable]string{law.LiableUnit: "V38-2", law.LiablePersons: "N28", law.LiableIndividual: "N28"} {
		if r, err := law.Highest(rungs, who); err != nil || r.Penalty.Code != want {
			t.Errorf("%s: %s, %v; want %s", who, r.Penalty.Code, err, want)
		}
	}
	if _, err := law.Highest(rungs[:1], law.LiableIndividual); !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("nobody to fine: %v", err)
	}
}
