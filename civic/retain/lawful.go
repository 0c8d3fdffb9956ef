package retain

import (
	"time"

	"shiheng.internal/civic/access/clause"
)

// Lawful reports whether the clauses on keeping let the house itself erase
// footage, and by which articles they do not (W168/28, 29, R799/17). It is asked
// besides [Decide], from the facts and not from the verdict, so that each of the
// two alone keeps what is held or young.
func Lawful(set *clause.Set, f Facts, now time.Time) (ok bool, articles []string) {
	day, days := f.LawDay, f.FloorDays
	if !f.Practice {
		day, days = max(day, 24*time.Hour), max(days, MinimumDays)
	}
	floor := time.Duration(days) * day
	ends := f.Ended.Add(floor)
	if f.Attested >= floor && ends.After(now) { // a witness knows better than a clock that was set back
		ends = now.Add(floor - f.Attested)
	}
	if f.Practice && f.Needed {
		floor, ends = 0, f.Ended // practice footage at the cap is nobody's: it is made anew, oldest first
	}
	d := set.Decide(clause.Request{
		Act: clause.Erase, Who: clause.Keeper(),
		On:  clause.Slot{ID: "slot", FloorEnds: ends, Held: f.Held, Served: !f.Recording && (!f.Purposed || f.Practice && f.Needed)}.Resource(),
		How: clause.Erasing{Now: now, Aged: max(f.Tally-f.EndedTally, f.Attested) >= floor}.Facts(),
	})
	for _, u := range d.Unmet() {
		articles = append(articles, u.Articles...)
	}
	return d.Allowed, articles
}
