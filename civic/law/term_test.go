package law_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal/civic/law"
)

// TestTermNamesAllThatSpoke: the longest decides, the others stand beside it.
func TestTermNamesAllThatSpoke(t *testing.T) {
	l := builtin(t)
	got := l.Term(law.Facts{R799Class: "A7O", AntiTerrorTarget: true, Trade: "entertainment", Guarded: true}, today())
	if got.Days != 90 || !slices.Equal(got.Articles, []string{"ATL/32"}) {
		t.Errorf("%d days by %v", got.Days, got.Articles)
	}
	var spoke []string
	for _, v := range got.Spoke {
		spoke = append(spoke, v.Article)
	}
	if want := []string{"ATL/32", "ENT/15", "R799/17", "SSR/25", "W168/28/2", "GB55029/3/5/2"}; !slices.Equal(spoke, want) {
		t.Errorf("spoke %v, want %v", spoke, want)
	}
}

// TestTermAgainstAnotherReading asks each rule of the table by itself.
func TestTermAgainstAnotherReading(t *testing.T) {
	l := builtin(t)
	first := day(t, "2005-01-01")
	rapid.Check(t, func(t *rapid.T) {
		f := anyFacts().Draw(t, "facts")
		on := first.Add(rapid.IntRange(0, 365*22).Draw(t, "on"))
		since := func(s string) bool {
			from, err := law.ParseDay(s)
			if err != nil {
				t.Fatal(err)
			}
			return !on.Before(from)
		}
		days := 0
		for _, rule := range []struct {
			days int
			ok   bool
		}{
			{30, since("2019-08-01")},
			{30, since("2025-04-01") && (f.R799Class == "A7G" || f.R799Class == "A7O")},
			{90, since("2016-01-01") && f.AntiTerrorTarget},
			{30, since("2006-03-01") && f.Trade == "entertainment"},
			{30, since("2010-01-01") && f.Guarded},
			{30, since("2022-10-01")},
		} {
			if rule.ok {
				days = max(days, rule.days)
			}
		}
		got := l.Term(f, on)
		if got.Days != days {
			t.Fatalf("%+v on %s: %d days, want %d", f, on, got.Days, days)
		}
		for _, v := range got.Spoke {
			if v.Days > got.Days || (v.Days == got.Days) != slices.Contains(got.Articles, v.Article) {
				t.Fatalf("%s speaks of %d days, the term is %d by %v", v.Article, v.Days, got.Days, got.Articles)
			}
		}
	})
}
