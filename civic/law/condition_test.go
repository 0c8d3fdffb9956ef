package law_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

func articlesOf(cs []law.Condition) []string {
	out := make([]string, 0, len(cs))
	for _, c := range cs {
		out = append(out, c.Article)
	}
	return out
}

// TestUnmet has a row per set of conditions, each with what is missing.
func TestUnmet(t *testing.T) {
	l := builtin(t)
	for _, tt := range []struct {
		name, set string
		facts     map[string]bool
		unmet     []string
	}{
		{"W168/13: two of four", "W168/13", map[string]bool{"designed-together": true, "built-together": true}, []string{"W168/13", "W168/13"}},
		{"W168/15: failed", "W168/15", map[string]bool{"acceptance-arranged": true, "acceptance-passed": false}, []string{"W168/15/2"}},
		{"W168/17: nine days", "W168/17", map[string]bool{"truly-needed": true, "reported": true}, []string{"W168/17"}},
		{"W168/24: one officer", "W168/24", map[string]bool{"identity-and-letter": true, "registered": true, "rules-of-use": true}, []string{"W168/24/1/1"}},
		{"W168/24: no letter, no registration", "W168/24", map[string]bool{"two-officers": true, "rules-of-use": true}, []string{"W168/24/1/2", "W168/24/1/3"}},
		{"W168/24: nothing", "W168/24", nil, []string{"W168/24/1/1", "W168/24/1/2", "W168/24/1/3", "W168/24/1/4"}},
		{"W168/24: all", "W168/24", map[string]bool{"two-officers": true, "identity-and-letter": true, "registered": true, "rules-of-use": true}, []string{}},
		{"W168/25: a grown man", "W168/25", map[string]bool{"interested-person": true, "on-platform": true, "look-only": true}, []string{"W168/25"}},
		{"W168/26: not protected", "W168/26", map[string]bool{"as-prescribed": true}, []string{"W168/26/2"}},
		{"R799/21: no consent", "R799/21", map[string]bool{"related": true, "interest-at-stake": true}, []string{"R799/21"}},
	} {
		got, err := l.Unmet(tt.set, tt.facts, today())
		if err != nil || !slices.Equal(articlesOf(got), tt.unmet) {
			t.Errorf("%s: %v, %v; want %v", tt.name, articlesOf(got), err, tt.unmet)
		}
	}
	if _, err := l.Unmet("W168/24", map[string]bool{"two-oficers": true}, today()); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("a fact that was misspelt: %v", err)
	}
	if _, err := l.Unmet("W168/2", nil, today()); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("an article without conditions: %v", err)
	}
	if _, err := l.Unmet("R799/21", nil, day(t, "2024-01-01")); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("conditions before their article: %v", err)
	}
}

// TestUnmetIsWhatIsNotSaid: for every choice of facts the unmet conditions are
// those not said, in the article's order.
func TestUnmetIsWhatIsNotSaid(t *testing.T) {
	l := builtin(t)
	rapid.Check(t, func(t *rapid.T) {
		set := rapid.SampledFrom([]string{"W168/13", "W168/15", "W168/17", "W168/24", "W168/25", "W168/26", "R799/21"}).Draw(t, "set")
		facts := map[string]bool{}
		var want []string
		for _, c := range l.Conditions(set, today()) {
			met := rapid.Bool().Draw(t, c.Code)
			if met || rapid.Bool().Draw(t, "said") {
				facts[c.Code] = met
			}
			if !met {
				want = append(want, c.Code)
			}
		}
		got, err := l.Unmet(set, facts, today())
		var codes []string
		for _, c := range got {
			codes = append(codes, c.Code)
		}
		if err != nil || !slices.Equal(codes, want) {
			t.Fatalf("%s %v: %v, %v; want %v", set, facts, codes, err, want)
		}
	})
}
