package citizen

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shiheng.internal"
)

// Nearby is a camera with its distance from where a person was last seen.
type Nearby struct {
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	Name   string           `json:"name"`
	System string           `json:"system"`
	Metres float64          `json:"metres"`
}

// A Suggestion is a camera that is worth a look, and from when to when the
// person may have passed it.
type Suggestion struct {
	Nearby
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// How fast people get away on foot, in metres a minute: somebody who runs, and
// somebody who wanders about.
const (
	hasty = 160.0
	slow  = 20.0
)

// Around the times a person is worth looking for: before, for clocks that are
// told wrongly; behind, for who stands about.
const (
	leeway = 5 * time.Minute
	lounge = 15 * time.Minute
)

// grain is what distances are told in: where a camera stands to the metre is
// basic information (W168/29/1), and nobody learns it by asking from around.
const grain = 50

// Reach bounds how far from a place cameras are suggested, in metres, and Most
// how many.
const (
	leastReach = 300
	mostReach  = 2000
	Most       = 24
)

// Reach is how far somebody may have come on foot since then.
func Reach(since time.Duration) float64 {
	return min(max(hasty*since.Minutes(), leastReach), mostReach)
}

// Suggest orders cameras by how near they are to where a person was last seen,
// and says of each when the person may have passed: not sooner than on a run,
// not later than wandering, and never in the future. It is pure.
func Suggest(near []Nearby, seen, now time.Time) []Suggestion {
	out := []Suggestion{}
	for _, n := range near {
		from := seen.Add(-leeway + time.Duration(n.Metres/hasty*float64(time.Minute)))
		to := seen.Add(lounge + time.Duration(n.Metres/slow*float64(time.Minute)))
		if !from.Before(now) {
			continue // nobody can have got there yet
		}
		n.Metres = math.Ceil(n.Metres/grain) * grain
		out = append(out, Suggestion{n, from.Truncate(time.Second), earlier(to, now).Truncate(time.Second)})
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.Camera.String(), b.Camera.String()))
	})
	return out[:min(len(out), Most)]
}
