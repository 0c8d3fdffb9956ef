package law_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// TestDue is the table of regulation.md, section 4, with the counting rules.
func TestDue(t *testing.T) {
	l := builtin(t)
	for _, tt := range []struct{ name, code, from, want string }{
		{"W168/15/3: 60 days from the day it took effect", "D-FILE-LEGACY-W", "", "2019-09-30"},
		{"R799/14: 90 days from the day it took effect", "D-FILE-LEGACY-N", "", "2025-06-30"},
		{"R799/14: 30 days, the day of use is day 0", "D-FILE-NEW", "2026-03-02", "2026-04-01"},
		{"R799/14: the last day is in the National Day holiday", "D-FILE-NEW", "2026-09-01", "2026-10-08"},
		{"R799/14: the last day is a Saturday", "D-FILE-NEW", "2026-07-02", "2026-08-03"},
		{"R799/14: the last day is a Saturday that is worked", "D-FILE-NEW", "2026-04-09", "2026-05-09"},
		{"R799/14: promptly, 3 working days over a weekend", "D-FILE-CHANGE", "2026-11-26", "2026-12-01"},
		{"W168/17: ten days, never shortened and never moved", "D-REMOVE", "2026-09-22", "2026-10-02"},
		{"W168/17: a month's end", "D-REMOVE", "2026-02-20", "2026-03-02"},
		{"W168/28/2: at least thirty days", "D-KEEP", "2026-11-01", "2026-12-01"},
		{"R799/17: not before thirty days", "D-DELETE", "2026-11-01", "2026-12-01"},
		{"CSL/23/3: six months of the calendar", "D-LOG", "2026-08-31", "2027-02-28"},
		{"CSL/21/3: the old article in its time", "D-LOG", "2025-01-15", "2025-07-15"},
		{"PIPL/56: three years", "D-PIA", "2024-02-29", "2027-02-28"},
		{"NDSR/12: three years", "D-SHARE-REC", "2026-05-05", "2029-05-05"},
		{"APL/60: 90 days from opening", "D-CASE", "2026-01-01", "2026-04-01"},
		{"APL/61, 85: 7 working days over Spring Festival", "D-SERVE", "2026-02-13", "2026-03-02"},
		{"APL/67: 15 days", "D-PAY", "2026-11-02", "2026-11-17"},
		{"APL/64: 5 working days to ask", "D-HEAR-ASK", "2026-09-30", "2026-10-13"},
		{"APL/64: 7 working days ahead", "D-HEAR-TELL", "2026-10-15", "2026-09-30"},
		{"ARL/20: 60 days", "D-REVIEW", "2026-11-26", "2027-01-25"},
		{"ALIT/46: six months", "D-SUE", "2025-12-31", "2026-06-30"},
		{"FRM/15: 30 working days", "D-FACE", "2026-03-02", "2026-04-14"},
	} {
		var from law.Day
		if tt.from != "" {
			from = day(t, tt.from)
		}
		got, rule, err := l.Due(tt.code, from)
		if err != nil || got.String() != tt.want {
			t.Errorf("%s: %s from %s is %s, %v; want %s", tt.name, tt.code, tt.from, got, err, tt.want)
		}
		if rule.Code != tt.code || !rule.Title.Full() || !rule.Words().Full() {
			t.Errorf("%s: counted by %+v", tt.name, rule)
		}
	}
}

// TestWords: a limit is said as people say it.
func TestWords(t *testing.T) {
	said := map[string]string{}
	for _, r := range builtin(t).Deadlines() {
		said[r.Code] = r.Words().Zh
	}
	for code, want := range map[string]string{
		"D-FILE-NEW": "自投入使用之日起30日内", "D-REMOVE": "自向公安机关报告之日起满10日", "D-HEAR-TELL": "举行听证之日7个工作日前",
		"D-LOG": "自日志产生之日起保存6个月", "D-RECTIFY": "以通知书载明的日期为准", "D-DELETE": "法定留存期限届满后",
	} {
		if said[code] != want {
			t.Errorf("%s: %s, want %s", code, said[code], want)
		}
	}
}

// TestDueRefuses: a limit that no rule sets is not made up.
func TestDueRefuses(t *testing.T) {
	l := builtin(t)
	for _, tt := range []struct {
		name, code string
		from       law.Day
		kind       error
		article    string
	}{
		{"nobody declared it", "D-NONE", today(), shiheng.ErrNotFound, ""},
		{"the order sets the day", "D-RECTIFY", today(), shiheng.ErrInvalid, "W168/34"},
		{"no event", "D-FILE-NEW", law.Day{}, shiheng.ErrInvalid, "R799/14"},
		{"before the regulation", "D-FILE-NEW", day(t, "2024-05-01"), shiheng.ErrInvalid, "R799/14"},
	} {
		_, _, err := l.Due(tt.code, tt.from)
		if e, ok := errors.AsType[*shiheng.Error](err); !ok || !errors.Is(err, tt.kind) || e.Article != tt.article {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestDueSaysHowWellTheCalendarIsKnown: a year that was not entered is counted
// by weekends, and the answer says that it is.
func TestDueSaysHowWellTheCalendarIsKnown(t *testing.T) {
	l := builtin(t)
	for from, want := range map[string]law.Certainty{"2026-05-01": law.Sure, "2026-12-30": law.Unverified, "2031-05-01": law.Unverified} {
		if _, r, err := l.Due("D-FILE-CHANGE", day(t, from)); err != nil || r.Calendar != want {
			t.Errorf("%s: calendar %q, %v; want %s", from, r.Calendar, err, want)
		}
	}
	if _, r, err := l.Due("D-FILE-NEW", day(t, "2026-12-20")); err != nil || r.Calendar != law.Unverified {
		t.Errorf("into 2027: %s, %v", r.Calendar, err)
	}
	if _, r, err := l.Due("D-REMOVE", day(t, "2026-12-20")); err != nil || r.Calendar != "" {
		t.Errorf("natural days need no calendar: %q, %v", r.Calendar, err)
	}
}

// naive counts by walking the calendar a day at a time, with Go's dates only.
func naive(l *law.Law, r law.Rule, from law.Day) law.Day {
	at := from.Start().In(law.Shanghai())
	working := func(t time.Time) bool { return l.WorkingDay(law.DayOf(t)) }
	step := 1
	if r.Kind == law.Ahead {
		step = -1
	}
	switch r.Unit {
	case law.Days:
		for range r.Count {
			at = at.AddDate(0, 0, step)
		}
	case law.WorkingDays:
		for n := 0; n < r.Count; {
			at = at.AddDate(0, 0, step)
			if working(at) {
				n++
			}
		}
	case law.Months, law.Years:
		months := r.Count
		if r.Unit == law.Years {
			months *= 12
		}
		want, y, m := at.Day(), at.Year(), at.Month()
		for range months {
			if m++; m > time.December {
				y, m = y+1, time.January
			}
		}
		for at.Year() != y || at.Month() != m { // to the first of the month
			at = at.AddDate(0, 0, 1)
		}
		for at.Day() < want && at.AddDate(0, 0, 1).Month() == m {
			at = at.AddDate(0, 0, 1)
		}
	}
	for r.Kind == law.By && !working(at) {
		at = at.AddDate(0, 0, 1)
	}
	return law.DayOf(at)
}

// TestDueAgainstAWalk compares every limit, from any day, with a walk.
func TestDueAgainstAWalk(t *testing.T) {
	l := builtin(t)
	first := day(t, "2019-01-01")
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(l.Deadlines()).Draw(t, "rule")
		from := first.Add(rapid.IntRange(0, 365*12).Draw(t, "from"))
		got, used, err := l.Due(r.Code, from)
		if err != nil {
			return // not in force then, or open; the tables above look at those
		}
		if used.Open == "term" {
			used.Count, used.Unit = 30, law.Days
		}
		if !used.Start.IsZero() {
			from = used.Start
		}
		if want := naive(l, used, from); got != want {
			t.Fatalf("%s from %s: %s, a walk says %s", r.Code, from, got, want)
		}
		if used.Kind == law.By && !l.WorkingDay(got) {
			t.Fatalf("%s from %s ends on %s, no working day", r.Code, from, got)
		}
	})
}

// TestCalendar are days that are not what their weekday says.
func TestCalendar(t *testing.T) {
	l := builtin(t)
	for on, works := range map[string]bool{
		"2019-10-12": true, "2019-05-03": false, "2020-01-31": false, "2020-02-02": false, "2020-02-03": true, "2020-06-28": true,
		"2021-02-07": true, "2021-02-15": false, "2022-04-02": true, "2023-10-08": true, "2023-10-06": false, "2024-02-09": true,
		"2024-02-18": true, "2025-01-26": true, "2025-10-08": false, "2026-01-02": false, "2026-01-04": true, "2026-02-14": true,
		"2026-02-23": false, "2026-02-24": true, "2026-11-28": false, "2027-02-08": false,
	} {
		if got := l.WorkingDay(day(t, on)); got != works {
			t.Errorf("%s: working day %v", on, got)
		}
	}
	for year := 2019; year <= 2026; year++ {
		if l.CalendarCertainty(year) != law.Sure {
			t.Errorf("%d is %s", year, l.CalendarCertainty(year))
		}
	}
	if l.CalendarCertainty(2027) != law.Unverified || l.CalendarCertainty(2040) != law.Unverified {
		t.Error("a year without its arrangement counts as known")
	}
}

// TestYearHasItsWorkingDays counts each year over: days off and made up for
// leave as many working days fewer than weekdays as there are holidays, eleven
// until 2024 and thirteen since; 2020 had two more at Spring Festival.
func TestYearHasItsWorkingDays(t *testing.T) {
	l := builtin(t)
	for year := 2019; year <= 2026; year++ {
		off := 0
		for d := law.NewDay(year, time.January, 1); d.Year() == year; d = d.Add(1) {
			weekday := d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
			switch working := l.WorkingDay(d); {
			case weekday && !working:
				off++
			case working && !weekday:
				off--
			}
		}
		want := 11
		if year == 2020 || year >= 2025 {
			want = 13
		}
		if off != want {
			t.Errorf("%d: %d holidays, want %d", year, off, want)
		}
	}
}
