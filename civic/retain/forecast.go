package retain

import "time"

// Spare is the part of a store, in percent, that a forecast leaves free, and
// Margin how many percent of the reckoned need must fit (design, "Full").
const (
	Spare  = 5
	Margin = 120
)

// A Load is what a footage store holds and takes in.
type Load struct {
	Practice bool
	Capacity int64         // bytes
	Used     int64         // bytes
	PerDay   float64       // bytes in a law-day, at the present rate
	Floor    float64       // law-days, the mean over the cameras being recorded
	LawDay   time.Duration // a day of the law
	Oldest   time.Duration // running time since the oldest footage ended
}

// An Outlook says how long a store will do.
type Outlook struct {
	// Room is how many law-days of the present rate fit.
	Room float64
	// Lasts says that they are no fewer than the floor: what is past the floor
	// makes room for what is new, without an end in sight.
	Lasts bool
	// Left is, when it does not last, in how many law-days no footage is left
	// that may go to make room.
	Left float64
	// Short says that a fifth more than the need does not fit. It is an
	// incident, long before relief begins; never in a practice store.
	Short bool
}

// Forecast reckons how long a store will do at its present rate (W168/28:
// footage is kept to its floor, so a store that cannot hold it is too small).
// With no rate known it lasts.
func Forecast(l Load) Outlook {
	if l.PerDay <= 0 || l.Capacity <= 0 {
		return Outlook{Lasts: true}
	}
	usable := float64(l.Capacity) / 100 * (100 - Spare)
	o := Outlook{Room: usable / l.PerDay}
	o.Lasts = o.Room >= l.Floor
	o.Short = !l.Practice && usable < l.PerDay*l.Floor*Margin/100
	if !o.Lasts {
		o.Left = l.left(usable - float64(l.Used))
	}
	return o
}

// left is when a store that holds fewer days than the floor is full of young
// footage. The old footage counts as spread evenly over its age: the part of
// it that passes the floor until then makes room.
func (l *Load) left(free float64) float64 {
	if l.LawDay <= 0 || l.Oldest <= 0 || l.Used <= 0 {
		return max(free, 0) / l.PerDay
	}
	age := float64(l.Oldest) / float64(l.LawDay)
	was := float64(l.Used) / age // bytes in a day, then
	first := l.Floor - age       // when the oldest passes the floor
	if first < 0 {
		free -= first * was
		first = 0
	}
	free = max(free, 0)
	if days := free / l.PerDay; days <= first || was == 0 {
		return days
	}
	// From first on, as much goes in a day as came then. What came at the
	// present rate goes a floor after it came, which is too late.
	if l.PerDay > was {
		if days := first + (free-first*l.PerDay)/(l.PerDay-was); days < first+age {
			return days
		}
	}
	return (free + min(age, l.Floor)*was) / l.PerDay
}
