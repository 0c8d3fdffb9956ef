package law

import (
	"fmt"

	"shiheng.internal"
)

// A Unit is what a time limit is counted in.
type Unit string

// The units. Months and years are those of the calendar.
const (
	Days        Unit = "day"
	WorkingDays Unit = "working-day"
	Months      Unit = "month"
	Years       Unit = "year"
)

func (u Unit) known() bool { return u == Days || u == WorkingDays || u == Months || u == Years }

// A Kind says what the day that [Law.Due] returns means.
type Kind string

// The kinds of time limit.
const (
	// By: the last day on which a thing is in time. One that is no working day
	// moves to the next.
	By Kind = "by"
	// NotBefore: the first day on which a thing may be done. It never moves.
	NotBefore Kind = "not-before"
	// Ahead: the last day in time, counted back from the event.
	Ahead Kind = "ahead"
	// Keep: the day until which a thing is kept at least. It never moves.
	Keep Kind = "keep"
)

// A Rule is one time limit of the law, as its pack states it.
type Rule struct {
	Code      string    `yaml:"code" json:"code"` // "D-FILE-NEW"
	Title     Text      `yaml:"title" json:"title"`
	Event     Text      `yaml:"event" json:"event"` // what it is counted from
	Article   string    `yaml:"article" json:"article"`
	Certainty Certainty `yaml:"certainty" json:"certainty"`
	Kind      Kind      `yaml:"kind" json:"kind"`
	Count     int       `yaml:"count" json:"count,omitempty"`
	Unit      Unit      `yaml:"unit" json:"unit,omitempty"`
	// Start is the event where the law itself fixes it: the day it took effect.
	Start Day `yaml:"start" json:"start,omitzero"`
	// House: the article gives no number; the number is a house rule.
	House bool `yaml:"house" json:"house,omitempty"`
	// Open says who sets the day where no rule does: "order" (the date in the
	// order) or "term" (the facts of the system; see [Law.Term]).
	Open string `yaml:"open" json:"open,omitempty"`
	// Calendar says how well the holidays that were counted are known. It is
	// set by [Law.Due] where working days matter.
	Calendar Certainty `yaml:"-" json:"calendar,omitempty"`
}

func (r Rule) check() error {
	switch {
	case !deadlineForm.MatchString(r.Code):
		return fmt.Errorf("deadline %q: want the form D-FILE-NEW", r.Code)
	case !r.Title.Full() || !r.Event.Full() || !r.Certainty.known():
		return fmt.Errorf("deadline %s: title, event and certainty are required", r.Code)
	case r.Kind != By && r.Kind != NotBefore && r.Kind != Ahead && r.Kind != Keep:
		return fmt.Errorf("deadline %s: kind %q", r.Code, r.Kind)
	case r.Open != "" && r.Open != "order" && r.Open != "term":
		return fmt.Errorf("deadline %s: open %q is neither order nor term", r.Code, r.Open)
	case r.Open != "":
		if r.Count != 0 || r.Unit != "" {
			return fmt.Errorf("deadline %s: an open one has no number", r.Code)
		}
		return nil
	case r.Count < 1 || r.Count > 3650:
		return fmt.Errorf("deadline %s: %d is not in 1…3650", r.Code, r.Count)
	case !r.Unit.known():
		return fmt.Errorf("deadline %s: unit %q", r.Code, r.Unit)
	}
	return nil
}

// Words says the time limit as a sentence.
func (r Rule) Words() Text {
	unit := map[Unit]Text{Days: {"日", "days"}, WorkingDays: {"个工作日", "working days"}, Months: {"个月", "months"}, Years: {"年", "years"}}[r.Unit]
	zh, en := fmt.Sprintf("%d%s", r.Count, unit.Zh), fmt.Sprintf("%d %s", r.Count, unit.En)
	switch {
	case r.Open == "order":
		return Text{"以通知书载明的日期为准", "by the day the order says"}
	case r.Open == "term" && r.Kind == Keep:
		return Text{"自" + r.Event.Zh + "起留存至法定期限届满", "kept from " + r.Event.En + " for the legal term"}
	case r.Open == "term":
		return Text{"法定留存期限届满后", "after the legal term"}
	case r.Kind == By:
		return Text{"自" + r.Event.Zh + "起" + zh + "内", "within " + en + " of " + r.Event.En}
	case r.Kind == NotBefore:
		return Text{"自" + r.Event.Zh + "起满" + zh, en + " after " + r.Event.En}
	case r.Kind == Ahead:
		return Text{r.Event.Zh + zh + "前", en + " before " + r.Event.En}
	}
	return Text{"自" + r.Event.Zh + "起保存" + zh, "kept " + en + " from " + r.Event.En}
}

// Deadlines lists every time limit, in the order of the packs.
func (l *Law) Deadlines() []Rule { return append([]Rule(nil), l.deadlines...) }

// Due counts a time limit from the day of its event, with the rule it counted
// by. The day of the event is day 0; the last day for doing something moves on
// to a working day; a month is a month of the calendar. Where the law itself
// fixes the start (Start), from does not matter; where footage is meant (Open:
// "term"), it is the least that holds for every system.
//
// It is an ErrNotFound when nobody declared the code, and an ErrInvalid when
// from is missing, when the rule was not in force then, or when the day is set
// by an order and by no rule.
func (l *Law) Due(code string, from Day) (Day, Rule, error) {
	at := -1
	for i, r := range l.deadlines {
		if r.Code != code {
			continue
		}
		event := from
		if !r.Start.IsZero() {
			event = r.Start
		}
		if _, in := l.Article(r.Article, event); in || at < 0 || event.IsZero() {
			at = i // the later pack is the stricter one
		}
	}
	if at < 0 {
		return Day{}, Rule{}, shiheng.NotFound("law.deadline", "deadline", code)
	}
	r := l.deadlines[at]
	if !r.Start.IsZero() {
		from = r.Start
	}
	_, in := l.Article(r.Article, from)
	switch {
	case r.Open == "order":
		return Day{}, r, shiheng.Invalid("law.deadline-by-order", "deadline", code).By(r.Article)
	case from.IsZero():
		return Day{}, r, shiheng.Invalid("law.deadline-event", "deadline", code).By(r.Article)
	case !in:
		return Day{}, r, shiheng.Invalid("law.deadline-not-in-force", "deadline", code, "on", from.String()).By(r.Article)
	case r.Open == "term":
		return from.Add(l.Floor(Facts{}, from).Days), r, nil
	}
	day := l.count(&r, from)
	return day, r, nil
}

// count counts and notes on the rule how well the calendar is known.
func (l *Law) count(r *Rule, from Day) Day {
	sign := 1
	if r.Kind == Ahead {
		sign = -1
	}
	var day Day
	switch r.Unit {
	case WorkingDays:
		day = from
		for left := r.Count; left > 0; {
			if day = day.Add(sign); l.WorkingDay(day) {
				left--
			}
		}
	case Months:
		day = from.AddMonths(sign * r.Count)
	case Years:
		day = from.AddMonths(sign * 12 * r.Count)
	case Days:
		day = from.Add(sign * r.Count)
	}
	first := day
	if r.Unit == WorkingDays {
		first = from
	}
	for r.Kind == By && !l.WorkingDay(day) {
		day = day.Add(1)
	}
	if r.Kind == By || r.Unit == WorkingDays {
		r.Calendar = Sure
		for y := min(first.Year(), day.Year()); y <= max(first.Year(), day.Year()); y++ {
			r.Calendar = r.Calendar.worse(l.CalendarCertainty(y))
		}
	}
	return day
}
