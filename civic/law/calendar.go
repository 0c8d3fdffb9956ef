package law

import (
	"fmt"
	"maps"
	"time"
)

// A year of the calendar of public holidays, as the State Council arranged it.
type year struct {
	Year      int       `yaml:"year"`
	Certainty Certainty `yaml:"certainty"`
	Citation  string    `yaml:"citation"`
	Off       []span    `yaml:"off"`  // holidays, weekends among them included
	Work      []Day     `yaml:"work"` // weekend days made up for
}

// A span is a stretch of days, both ends included.
type span struct{ From, To Day }

// UnmarshalText reads "2026-02-15" or "2026-02-15..2026-02-23".
func (s *span) UnmarshalText(b []byte) error {
	text := string(b)
	from, to := text, text
	if n := len("2026-02-15"); len(text) == 2*n+2 && text[n:n+2] == ".." {
		from, to = text[:n], text[n+2:]
	}
	var err error
	if s.From, err = ParseDay(from); err != nil {
		return err
	}
	if s.To, err = ParseDay(to); err != nil {
		return err
	}
	if s.To.Before(s.From) || s.From.Add(31).Before(s.To) {
		return fmt.Errorf("days %q: ends before it begins or is too long", text)
	}
	return nil
}

func (y year) check() error {
	if y.Year < 1990 || y.Year > 2200 || !y.Certainty.known() || y.Citation == "" {
		return fmt.Errorf("holidays of %d: year, certainty and citation are required", y.Year)
	}
	for _, s := range y.Off {
		if s.From.Year() != y.Year || s.To.Year() != y.Year {
			return fmt.Errorf("holidays of %d: %s is not in that year", y.Year, s.From)
		}
	}
	for _, d := range y.Work {
		if d.Year() != y.Year || !weekend(d) {
			return fmt.Errorf("holidays of %d: %s is made up for but no weekend day of that year", y.Year, d)
		}
	}
	return nil
}

// calendar tells working days from others. A year that was not verified is
// replaced as a whole once somebody enters its arrangement.
type calendar struct {
	work  map[Day]bool // only days that differ from their weekday
	years map[int]Certainty
}

func (c *calendar) add(y year) error {
	if known, twice := c.years[y.Year]; twice && (known != Unverified || y.Certainty == Unverified) {
		return fmt.Errorf("holidays of %d: declared twice", y.Year)
	}
	maps.DeleteFunc(c.work, func(d Day, _ bool) bool { return d.Year() == y.Year })
	c.years[y.Year] = y.Certainty
	for _, s := range y.Off {
		for d := s.From; !s.To.Before(d); d = d.Add(1) {
			c.work[d] = false
		}
	}
	for _, d := range y.Work {
		if _, off := c.work[d]; off {
			return fmt.Errorf("holidays of %d: %s is both off and made up for", y.Year, d)
		}
		c.work[d] = true
	}
	return nil
}

func weekend(d Day) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// WorkingDay reports whether the day is one: no weekend and no public holiday,
// or a weekend day that is made up for. In a year whose calendar was not
// entered only weekends are known; see [Law.CalendarCertainty].
func (l *Law) WorkingDay(d Day) bool {
	if work, differs := l.calendar.work[d]; differs {
		return work
	}
	return !weekend(d)
}

// CalendarCertainty says how well the holidays of the year are known.
func (l *Law) CalendarCertainty(year int) Certainty {
	if c, entered := l.calendar.years[year]; entered {
		return c
	}
	return Unverified
}
