package identity

import (
	"testing"
	"time"

	"shiheng.internal"
)

// TestQuarter: quarters are Wuxi's, and follow each other without a hole.
func TestQuarter(t *testing.T) {
	for _, tt := range []struct {
		at   string
		want Quarter
	}{
		{"2026-12-31T15:59:59Z", "2026Q4"}, {"2026-12-31T16:00:00Z", "2027Q1"}, {"2026-03-31T16:00:00Z", "2026Q2"},
		{"2026-06-30T15:59:59Z", "2026Q2"}, {"2026-06-30T16:00:00Z", "2026Q3"},
	} {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		got := QuarterOf(at)
		if got != tt.want || !got.Span().Contains(at) || got.Before().Span().To != got.Span().From {
			t.Errorf("%s is in %s %v, want %s", tt.at, got, got.Span(), tt.want)
		}
	}
	for _, bad := range []string{"", "2026Q5", "2026q1", "26Q1", "2026Q1 ", "2026-1"} {
		if _, err := ParseQuarter(bad); err == nil {
			t.Errorf("%q is a quarter", bad)
		}
	}
}

// TestDigestCoversTheChange: nothing of a change moves without its digest.
func TestDigestCoversTheChange(t *testing.T) {
	now := time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC)
	base := RightChange{Kind: RolesChange, Account: shiheng.NewID[shiheng.AccountID](now), Ask: Asked{
		Had: []Grantable{{Role: Auditor}}, Want: []Grantable{{Role: WatchKeeper, Until: now}}, Reason: "值班",
	}}
	for name, other := range map[string]func(*RightChange){
		"account": func(c *RightChange) { c.Account = shiheng.NewID[shiheng.AccountID](now) },
		"role":    func(c *RightChange) { c.Ask.Want = []Grantable{{Role: CopyOfficer, Until: now}} },
		"target": func(c *RightChange) {
			c.Ask.Want = []Grantable{{Role: WatchKeeper, Until: now, Target: Target{Place: shiheng.NewID[shiheng.PlaceID](now)}}}
		},
		"until":   func(c *RightChange) { c.Ask.Want = []Grantable{{Role: WatchKeeper}} },
		"had":     func(c *RightChange) { c.Ask.Had = nil },
		"reason":  func(c *RightChange) { c.Ask.Reason = "x" },
		"profile": func(c *RightChange) { c.Kind, c.Ask.Profile = ProfileChange, Site },
	} {
		c := base
		other(&c)
		if c.digest() == base.digest() {
			t.Errorf("another %s has the same digest", name)
		}
	}
}
