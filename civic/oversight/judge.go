package oversight

import (
	"cmp"
	"math"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/registry/party"
)

// A Tally is what one account did within a week with footage of the past:
// playback and copies that were granted.
type Tally struct {
	Account  shiheng.AccountID
	Division string // of the account's unit; "" when it has none
	Acts     int
	Night    int           // of Acts, between 22:00 and 6:00 in Shanghai
	Footage  time.Duration // length of what was asked for, over all cameras
	Retried  int           // refusals followed by the same camera within ten minutes
	Proofs   int           // failed proofs of who one is, signing in or in a session
	Own      int           // copies that name the account itself as approver or recipient
	Purpose  string        // the one given most often
	Same     int           // how often
	Cameras  []Seen
}

// Seen is one camera an account looked at.
type Seen struct {
	Camera   shiheng.CameraID
	Division string // where it stands; "" when nobody knows
	Acts     int
	Days     int // days of the week with such an act
}

// From where on something is conspicuous. What is compared with others also
// has to stand out from them: beyond their middle by three times the middle
// distance from it (median and MAD, which a few busy people do not move), and
// twice as much as the middle at least.
const (
	nightLeast   = 5
	outsideLeast = 3
	repeatDays   = 4
	volumeLeast  = 8 * time.Hour
	wordsLeast   = 10
	retriedLeast = 3
	proofsLeast  = 5
	spread       = 3
	peersLeast   = 3 // fewer others say nothing
)

// Judge finds the patterns in a week. It is pure; identity, week and time of
// the alarms are the caller's to fill in.
func Judge(week []Tally) []Alarm {
	var out []Alarm
	say := func(t Tally, p Pattern, about string, value, peers float64) {
		out = append(out, Alarm{Account: t.Account, Pattern: p, About: about, Value: value, Peers: peers})
	}
	for _, t := range week {
		if mid, far := beyond(week, t, float64(t.Night), func(o Tally) float64 { return float64(o.Night) }); far && t.Night >= nightLeast {
			say(t, Night, "", float64(t.Night), mid)
		}
		if mid, far := beyond(week, t, t.Footage.Hours(), func(o Tally) float64 { return o.Footage.Hours() }); far && t.Footage >= volumeLeast {
			say(t, Volume, "", t.Footage.Hours(), mid)
		}
		if n := t.outside(); n >= outsideLeast {
			say(t, Outside, "", float64(n), 0)
		}
		for _, c := range t.Cameras {
			if c.Days >= repeatDays {
				say(t, Repeat, c.Camera.String(), float64(c.Days), 0)
			}
		}
		if t.Same >= wordsLeast {
			say(t, Words, t.Purpose, float64(t.Same), 0)
		}
		if t.Retried >= retriedLeast {
			say(t, Retried, "", float64(t.Retried), 0)
		}
		if t.Proofs >= proofsLeast {
			say(t, Proofs, "", float64(t.Proofs), 0)
		}
		if t.Own > 0 {
			say(t, OwnName, "", float64(t.Own), 0)
		}
	}
	return out
}

// outside counts the acts on cameras outside the division of the account's
// unit. A unit of the city, and one without a division, has no outside.
func (t Tally) outside() (n int) {
	if t.Division == "" || t.Division == party.City {
		return 0
	}
	for _, c := range t.Cameras {
		if c.Division != "" && c.Division != t.Division {
			n += c.Acts
		}
	}
	return n
}

// beyond reports whether a figure stands out from those of the others, and
// their middle. With too few others everything stands out that is large enough
// by itself.
func beyond(week []Tally, t Tally, value float64, of func(Tally) float64) (mid float64, far bool) {
	var others []float64
	for _, o := range week {
		if o.Account != t.Account {
			others = append(others, of(o))
		}
	}
	if len(others) < peersLeast {
		return 0, true
	}
	mid = median(others)
	away := make([]float64, len(others))
	for i, o := range others {
		away[i] = math.Abs(o - mid)
	}
	return mid, value > mid+max(spread*median(away), mid)
}

// median is the middle of figures, 0 of none. It sorts them.
func median(of []float64) float64 {
	if len(of) == 0 {
		return 0
	}
	slices.SortFunc(of, cmp.Compare)
	n := len(of) / 2
	if len(of)%2 == 1 {
		return of[n]
	}
	return (of[n-1] + of[n]) / 2
}
