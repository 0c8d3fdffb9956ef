package law

import (
	"fmt"
	"sync"
	"time"
	_ "time/tzdata" // days of the law are Shanghai days on every machine
)

// A Day is a calendar day in Shanghai, the day of the law. The zero Day is
// none.
type Day struct{ days int32 } // since 1970-01-01, plus one

// shanghai has had no daylight saving since 1991, but days before are asked
// for as well, so the zone's own rules are used.
var shanghai = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic("law: time zone data is compiled in: " + err.Error())
	}
	return loc
})

// Shanghai is the zone in which days and clock times are told.
func Shanghai() *time.Location { return shanghai() }

// DayOf returns the day on which t falls in Shanghai.
func DayOf(t time.Time) Day {
	y, m, d := t.In(shanghai()).Date()
	return NewDay(y, m, d)
}

// NewDay returns a day of the calendar.
func NewDay(y int, m time.Month, d int) Day {
	return Day{int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86400) + 1}
}

// ParseDay reads "2019-08-01".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("day %q: want 2019-08-01", s)
	}
	return NewDay(t.Date()), nil
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Before reports whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.days < o.days }

// Add returns the day n days later.
func (d Day) Add(n int) Day { return Day{d.days + int32(n)} }

// Start is the instant the day begins in Shanghai, in UTC.
func (d Day) Start() time.Time {
	y, m, dd := time.Unix(int64(d.days-1)*86400, 0).UTC().Date()
	return time.Date(y, m, dd, 0, 0, 0, 0, shanghai()).UTC()
}

// String is the day as 2019-08-01, or nothing for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return time.Unix(int64(d.days-1)*86400, 0).UTC().Format(time.DateOnly)
}

// MarshalText writes what String gives.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}

// date is the day as the calendar writes it, at midnight UTC.
func (d Day) date() time.Time { return time.Unix(int64(d.days-1)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.date().Weekday() }

// Year is the year of the calendar.
func (d Day) Year() int { return d.date().Year() }

// AddMonths returns the same day of the month n calendar months later, or the
// last day of that month when it has no such day.
func (d Day) AddMonths(n int) Day {
	y, m, day := d.date().Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC)
	return NewDay(last.Year(), last.Month(), min(day, last.Day()))
}
