package term

import (
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
)

// Kept is how the footage of one camera stands, as it was last judged.
type Kept struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	// Began is when its first footage began, gone as it may be; zero: never.
	Began time.Time `json:"began,omitzero"`
	// Terms are those the law gave it, the oldest first: the last one counts.
	Terms     []retain.Term  `json:"terms" nullable:"false"`
	Judged    time.Time      `json:"judged"`
	Outcome   retain.Outcome `json:"outcome" enum:"met,short,not-mature"`
	Turned    time.Time      `json:"turned" doc:"Since when it was found to stand so"`
	Due       time.Time      `json:"due" doc:"From here on footage has to be there"`
	Matures   time.Time      `json:"matures" doc:"When it will have been recorded for its term"`
	Oldest    time.Time      `json:"oldest,omitzero" doc:"The first second there is"`
	Since     time.Time      `json:"since" doc:"From here on not one second is missing, but for an outage that lasts"`
	Reaches   time.Time      `json:"reaches" doc:"From here on none is missing for more than a law-day"`
	Short     int64          `json:"shortSeconds" doc:"How much of the term is not reached"`
	ShortDays int            `json:"shortDays" doc:"The same in days begun"`
	Missing   int64          `json:"missingSeconds" doc:"The holes within the term together"`
	Planned   int64          `json:"plannedSeconds" doc:"Not recorded by plan, within the term"`
	Holes     int            `json:"holes" doc:"How many there are within the term"`
	Because   string         `json:"because,omitempty" doc:"Cause of what breaks it off"`
}

// Term is the term that counts now.
func (k Kept) Term() retain.Term { return k.Terms[len(k.Terms)-1] }

// take fills in what was judged.
func (k *Kept) take(j retain.Judgement, now time.Time) {
	if k.Outcome != j.Outcome || k.Turned.IsZero() {
		k.Turned = now
	}
	k.Judged, k.Outcome, k.Due, k.Matures, k.Oldest, k.Since, k.Reaches = now, j.Outcome, j.Due, j.Matures, j.Oldest, j.Since, j.Reaches
	k.Short, k.ShortDays, k.Because = upSeconds(j.Short), j.ShortDays, j.Because
	k.Missing, k.Planned, k.Holes = upSeconds(j.Missing), upSeconds(j.Planned), len(j.Holes)
}

// upSeconds counts a second that was begun: a fraction missing is missing.
func upSeconds(d time.Duration) int64 { return int64((d + time.Second - 1) / time.Second) }

// terms adds the term the law gives now to those before, when it is another.
func terms(before []retain.Term, days int, articles []string, now time.Time) []retain.Term {
	fresh := retain.Term{Days: days, Articles: articles}
	n := len(before)
	switch {
	case n == 0:
		return []retain.Term{fresh}
	case before[n-1].Days == days: // by other articles, maybe
		out := slices.Clone(before)
		out[n-1].Articles = articles
		return out
	}
	fresh.Since = now
	return append(slices.Clip(before), fresh)
}
