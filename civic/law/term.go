package law

import "time"

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

// A Term is how long the footage of a system is kept, with every rule that had
// something to say about it: the longest decides, the others stand beside it
// so that nobody has to guess why.
type Term struct {
	Floor
	Spoke []Voice `json:"spoke"`
}

// A Voice is one rule of retention that speaks of a system.
type Voice struct {
	Article   string    `json:"article"`
	Days      int       `json:"days"`
	Certainty Certainty `json:"certainty"`
}

// Term returns the longest retention that any rule in force on the day asks of
// a system with these facts, and all that spoke, in the order of the packs
// (W168/28/2, R799/17, ATL/32).
func (l *Law) Term(facts Facts, on Day) Term {
	t := Term{Floor: l.Floor(facts, on)}
	for _, f := range l.floors {
		if l.speaks(f, facts, on) {
			t.Spoke = append(t.Spoke, Voice{Article: f.Article, Days: f.Days, Certainty: f.Certainty})
		}
	}
	return t
}

// Floor is the part of [Law.Term] that gates and recorders need.
func (l *Law) Floor(facts Facts, on Day) Floor {
	var out Floor
	for _, f := range l.floors {
		switch {
		case f.Days < out.Days || !l.speaks(f, facts, on):
		case f.Days > out.Days:
			out = Floor{Days: f.Days, Articles: []string{f.Article}}
		default:
			out.Articles = append(out.Articles, f.Article)
		}
	}
	return out
}

func (l *Law) speaks(f floor, facts Facts, on Day) bool {
	_, in := l.Article(f.Article, on)
	return in && f.When.Holds(facts)
}

// Legacy reports whether a system completed on the day was built before the
// Wuxi order took effect, and so is used without an acceptance under it
// (W168/15/3, 40). The zero Day is not legacy.
func (l *Law) Legacy(completed Day) bool {
	for _, a := range l.articles["W168/15"] {
		return !completed.IsZero() && completed.Before(a.From)
	}
	return false
}
