package law

import "time"

// Facts are the facts about a system that decide how long its footage is kept.
type Facts struct {
	// AntiTerrorTarget: the place was designated an anti-terror key target
	// 防范恐怖袭击重点目标.
	AntiTerrorTarget bool `yaml:"antiTerrorTarget" json:"antiTerrorTarget"`
}

// within reports whether every system that matches o also matches f; nil
// matches every system.
func (f *Facts) within(o *Facts) bool {
	return f == nil || (o != nil && (!f.AntiTerrorTarget || o.AntiTerrorTarget))
}

// matches reports whether a system with the facts given falls under f.
func (f *Facts) matches(given Facts) bool { return f.within(&given) }

// A Floor is the least time footage is kept, in days of the law, with every
// article that sets it.
type Floor struct {
	Days     int      `json:"days"`
	Articles []string `json:"articles"`
}

// A law day is 24 hours in a real store. In a practice store it is as long as
// the store was created with, two minutes by default (design, invariant 12).
const (
	RealLawDay     = 24 * time.Hour
	PracticeLawDay = 2 * time.Minute
)

// For returns the floor as a duration where a law day is lawDay long.
func (f Floor) For(lawDay time.Duration) time.Duration { return time.Duration(f.Days) * lawDay }

// Floor returns the longest retention that any rule in force on the day asks
// of a system with these facts (W168/28, R799/17, ATL/32).
func (l *Law) Floor(facts Facts, on Day) Floor {
	var out Floor
	for _, f := range l.floors {
		if _, in := l.Article(f.Article, on); !in || !f.When.matches(facts) {
			continue
		}
		switch {
		case f.Days > out.Days:
			out = Floor{Days: f.Days, Articles: []string{f.Article}}
		case f.Days == out.Days:
			out.Articles = append(out.Articles, f.Article)
		}
	}
	return out
}

// Legacy reports whether a system completed on the day was built before the
// Wuxi order took effect, and so is used without an acceptance under it
// (W168/15(3), 40). The zero Day is not legacy.
func (l *Law) Legacy(completed Day) bool {
	for _, a := range l.articles["W168/15"] {
		return !completed.IsZero() && completed.Before(a.From)
	}
	return false
}
