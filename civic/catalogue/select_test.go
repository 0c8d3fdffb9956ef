package catalogue_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func id(n byte) shiheng.SystemID { return shiheng.SystemID{15: n} }

func day(d int) law.Day { return law.NewDay(2027, time.March, d) }

// TestW168_21_3_Rules: which systems a rule takes.
func TestW168_21_3_Rules(t *testing.T) {
	mall := catalogue.Subject{
		System: id(1), Facts: registry.Facts{W168Category: "W8-07", R799Class: "A7O"}, Trade: "finance",
		Division: "320213", State: registry.InService,
	}
	with := func(change func(*catalogue.Subject)) catalogue.Subject {
		s := mall
		change(&s)
		return s
	}
	rule := catalogue.Rule{Code: "a", Title: "商场", Categories: []string{"W8-07"}, Due: day(1)}
	for _, tt := range []struct {
		name string
		rule catalogue.Rule
		sub  catalogue.Subject
		want bool
	}{
		{"of the category", rule, mall, true},
		{"of another category", catalogue.Rule{Categories: []string{"W8-01", "W8-02"}}, mall, false},
		{"of the class", catalogue.Rule{Classes: []string{"A7G", "A7O"}}, mall, true},
		{"of another class", catalogue.Rule{Classes: []string{"A9"}}, mall, false},
		{"of category and class", catalogue.Rule{Categories: []string{"W8-07"}, Classes: []string{"A9"}}, mall, false},
		{"of the trade", catalogue.Rule{Trades: []string{"finance"}}, mall, true},
		{"of another trade", catalogue.Rule{Trades: []string{"rail"}}, mall, false},
		{"in the district", catalogue.Rule{Categories: []string{"W8-07"}, Divisions: []string{"320213"}}, mall, true},
		{"in another district", catalogue.Rule{Categories: []string{"W8-07"}, Divisions: []string{"320281"}}, mall, false},
		{"in the city", catalogue.Rule{Categories: []string{"W8-07"}, Divisions: []string{"320200"}}, mall, true},
		{"no key target", catalogue.Rule{AntiTerrorTarget: true}, mall, false},
		{"key target", catalogue.Rule{AntiTerrorTarget: true}, with(func(s *catalogue.Subject) { s.Facts.AntiTerrorTarget = true }), true},
		{"key unit", catalogue.Rule{KeySecurityUnit: true}, with(func(s *catalogue.Subject) { s.Facts.KeySecurityUnit = true }), true},
		{"a rule that asks nothing takes nobody", catalogue.Rule{}, mall, false},
		{"W168/29/2: marked as secret", rule, with(func(s *catalogue.Subject) { s.Secret = true }), false},
		{"planned only", rule, with(func(s *catalogue.Subject) { s.State = registry.Planned }), false},
		{"removed", rule, with(func(s *catalogue.Subject) { s.State = registry.Removed }), false},
		{"in use without acceptance: all duties run", rule, with(func(s *catalogue.Subject) { s.State = registry.InUseNotAcc }), true},
		{"suspended", rule, with(func(s *catalogue.Subject) { s.State = registry.Suspended }), true},
	} {
		if got := tt.rule.Takes(tt.sub); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// TestSelect: exceptions go before rules, and the earliest day counts.
func TestSelect(t *testing.T) {
	v := catalogue.Version{
		Rules: []catalogue.Rule{
			{Code: "late", Categories: []string{"W8-07"}, Due: day(20)},
			{Code: "early", Classes: []string{"A7O"}, Due: day(10)},
			{Code: "same", Classes: []string{"A7O"}, Due: day(10)},
		},
		Exceptions: []catalogue.Exception{
			{System: id(2), Reason: "正在搬迁"},
			{System: id(3), Add: true, Reason: "重大活动保障", Due: day(5)},
			{System: id(4), Add: true, Reason: "尚未建成", Due: day(5)},
		},
	}
	subject := func(n byte, category, class string, state registry.State) catalogue.Subject {
		return catalogue.Subject{System: id(n), Facts: registry.Facts{W168Category: category, R799Class: class}, State: state}
	}
	for _, tt := range []struct {
		sub  catalogue.Subject
		want catalogue.Item
		ok   bool
	}{
		{subject(1, "W8-07", "A7O", registry.InService), catalogue.Item{System: id(1), Rule: "early", Due: day(10)}, true},
		{subject(5, "W8-07", "", registry.InService), catalogue.Item{System: id(5), Rule: "late", Due: day(20)}, true},
		{subject(6, "W8-01", "", registry.InService), catalogue.Item{}, false},
		{subject(2, "W8-07", "A7O", registry.InService), catalogue.Item{System: id(2), Reason: "正在搬迁"}, false},
		{subject(3, "", "", registry.InService), catalogue.Item{System: id(3), Reason: "重大活动保障", Due: day(5)}, true},
		{subject(4, "", "", registry.Planned), catalogue.Item{System: id(4), Reason: "尚未建成", Due: day(5)}, false},
	} {
		got, ok := v.Select(tt.sub)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("system %d: %+v %v, want %+v %v", tt.sub.System[15], got, ok, tt.want, tt.ok)
		}
	}
}

// TestDiffIsWhatItSays: applying the changes to the list before gives the list
// after, by a second, naive way.
func TestDiffIsWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := func(label string) []catalogue.Item {
			days := rapid.MapOfN(rapid.ByteRange(1, 12), rapid.IntRange(1, 4), 0, 8).Draw(t, label)
			var out []catalogue.Item
			for n, d := range days {
				out = append(out, catalogue.Item{System: id(n), Due: day(d)})
			}
			slices.SortFunc(out, func(a, b catalogue.Item) int { return int(a.System[15]) - int(b.System[15]) })
			return out
		}
		before, after := list("before"), list("after")
		has := map[shiheng.SystemID]law.Day{}
		for _, it := range before {
			has[it.System] = it.Due
		}
		for _, c := range catalogue.Diff(before, after) {
			switch {
			case c.After == nil:
				delete(has, c.System)
			case c.Before != nil && has[c.System] == c.After.Due:
				t.Fatalf("told a change that is none: %v", c)
			default:
				has[c.System] = c.After.Due
			}
		}
		if len(has) != len(after) {
			t.Fatalf("%d systems, want %d", len(has), len(after))
		}
		for _, it := range after {
			if has[it.System] != it.Due {
				t.Fatalf("system %d: %s, want %s", it.System[15], has[it.System], it.Due)
			}
		}
	})
}
