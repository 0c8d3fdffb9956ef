package retain_test

import (
	"slices"
	"testing"
	"testing/quick"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	. "shiheng.internal/civic/retain"
)

// at is midnight in Shanghai of a day, and so much later.
func at(day string, d time.Duration) time.Time {
	v, err := law.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return v.Start().Add(d)
}

const (
	oneDay = 24 * time.Hour
	second = time.Second
)

func span(from, to time.Time) shiheng.Span { return shiheng.Span{From: from, To: to} }

// TestJudge: what there is of a camera against its term, to the second.
func TestJudge(t *testing.T) {
	now := at("2028-03-15", 10*time.Hour) // 29 February lies within 30 days
	due := at("2028-02-14", 10*time.Hour)
	ever := now.Add(-400 * oneDay)
	thirty := []Term{{Days: 30}}
	cut := func(from, to time.Time) []shiheng.Span { return []shiheng.Span{span(ever, from), span(to, now)} }
	gap := func(from, to time.Time, cause string) []Hole { return []Hole{{from, to, cause}} }
	for _, tt := range []struct {
		name  string
		past  Past
		want  Outcome
		short time.Duration
		days  int
		since time.Time
		holes []Hole
	}{
		{"all of it", Past{Runs: []shiheng.Span{span(ever, now)}}, Fulfilled, 0, 0, due, nil},
		{"to the second, over the leap day", Past{Runs: []shiheng.Span{span(due, now)}}, Fulfilled, 0, 0, due, nil},
		{"a second less", Past{Runs: []shiheng.Span{span(due.Add(second), now)}}, Shorter, second, 1, due.Add(second), gap(due, due.Add(second), CauseUnexplained)},
		{"a day less", Past{Runs: []shiheng.Span{span(due.Add(oneDay), now)}}, Shorter, oneDay, 1, due.Add(oneDay), gap(due, due.Add(oneDay), CauseUnexplained)},
		{"a day and a second less", Past{Runs: []shiheng.Span{span(due.Add(oneDay+second), now)}}, Shorter, oneDay + second, 2, due.Add(oneDay + second), gap(due, due.Add(oneDay+second), CauseUnexplained)},
		{"a seam is no hole", Past{Runs: cut(now.Add(-time.Hour), now.Add(-time.Hour+second-1))}, Fulfilled, 0, 0, due, nil},
		{"a gap of a day", Past{Runs: cut(at("2028-03-01", 0), at("2028-03-02", 0)), Gaps: gap(at("2028-03-01", 0), at("2028-03-02", 0), "no-signal")}, Fulfilled, 0, 0, at("2028-03-02", 0), gap(at("2028-03-01", 0), at("2028-03-02", 0), "no-signal")},
		{"a gap of a second more", Past{Runs: cut(at("2028-03-01", 0), at("2028-03-02", second)), Gaps: gap(at("2028-03-01", 0), at("2028-03-02", second), "no-signal")}, Shorter, at("2028-03-02", second).Sub(due), 17, at("2028-03-02", second), gap(at("2028-03-01", 0), at("2028-03-02", second), "no-signal")},
		{"a gap that lasts", Past{Runs: []shiheng.Span{span(ever, now.Add(-2*oneDay))}, Gaps: gap(now.Add(-2*oneDay), time.Time{}, "no-signal")}, Fulfilled, 0, 0, due, gap(now.Add(-2*oneDay), now, "no-signal")},
		{"by its plan", Past{Runs: cut(at("2028-03-01", 0), at("2028-03-05", 0)), Gaps: gap(at("2028-03-01", 0), at("2028-03-05", 0), "disabled")}, Fulfilled, 0, 0, due, gap(at("2028-03-01", 0), at("2028-03-05", 0), "disabled")},
		{"lost for a minute", Past{Runs: []shiheng.Span{span(ever, now)}, Lost: []shiheng.Span{span(now.Add(-time.Hour), now.Add(-time.Hour+time.Minute))}}, Shorter, now.Add(-time.Hour + time.Minute).Sub(due), 30, now.Add(-time.Hour + time.Minute), gap(now.Add(-time.Hour), now.Add(-time.Hour+time.Minute), "lost")},
		{"what lay before the gap went", Past{Runs: []shiheng.Span{span(due.Add(time.Hour), now)}, Erased: due.Add(-second)}, Fulfilled, 0, 0, due.Add(time.Hour), gap(due, due.Add(time.Hour), CauseTrimmed)},
		{"what was due went", Past{Runs: []shiheng.Span{span(due.Add(time.Hour), now)}, Erased: due.Add(second)}, Shorter, time.Hour, 1, due.Add(time.Hour), gap(due, due.Add(time.Hour), CauseErased)},
		{"nothing is there", Past{}, Shorter, 30 * oneDay, 30, now, gap(due, now, CauseUnexplained)},
		{"a gap across the beginning", Past{Runs: cut(due.Add(-time.Hour), due.Add(time.Hour)), Gaps: gap(due.Add(-time.Hour), due.Add(time.Hour), "crash")}, Fulfilled, 0, 0, due.Add(time.Hour), gap(due, due.Add(time.Hour), "crash")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.past
			p.LawDay, p.Made, p.Began, p.Terms = oneDay, ever, ever, thirty
			j := Judge(p, now)
			if j.Outcome != tt.want || j.Short != tt.short || j.ShortDays != tt.days || !j.Since.Equal(tt.since) || !j.Due.Equal(due) {
				t.Errorf("got %s short %s (%d days) since %s due %s, want %s short %s (%d days) since %s due %s",
					j.Outcome, j.Short, j.ShortDays, j.Since, j.Due, tt.want, tt.short, tt.days, tt.since, due)
			}
			if !slices.EqualFunc(j.Holes, tt.holes, func(a, b Hole) bool { return a.From.Equal(b.From) && a.To.Equal(b.To) && a.Cause == b.Cause }) {
				t.Errorf("holes %v, want %v", j.Holes, tt.holes)
			}
		})
	}
}

// TestJudgeYoung: a camera that was not recorded for as long as its term has
// nothing to be short of, and what was lawfully gone when a term was raised
// need not come back.
func TestJudgeYoung(t *testing.T) {
	now := at("2026-11-27", 0)
	run := func(days int) []shiheng.Span { return []shiheng.Span{span(now.Add(-time.Duration(days)*oneDay), now)} }
	ago := func(days int) time.Time { return now.Add(-time.Duration(days) * oneDay) }
	raised := func(days int) []Term { return []Term{{Days: 30}, {Since: ago(days), Days: 90}} }
	for _, tt := range []struct {
		name    string
		past    Past
		want    Outcome
		due     time.Time
		matures time.Time
		short   time.Duration
	}{
		{"of today", Past{Began: ago(0), Terms: []Term{{Days: 30}}}, Immature, ago(0), now.Add(30 * oneDay), 0},
		{"a second too young", Past{Began: ago(30).Add(second), Terms: []Term{{Days: 30}}, Runs: run(29)}, Immature, ago(30).Add(second), now.Add(second), oneDay - second},
		{"as old as its term", Past{Began: ago(30), Terms: []Term{{Days: 30}}, Runs: run(30)}, Fulfilled, ago(30), now, 0},
		{"registered long ago and new to the recorder", Past{Made: ago(99), Began: ago(3), Terms: []Term{{Days: 30}}, Runs: run(3)}, Immature, ago(3), now.Add(27 * oneDay), 0},
		{"never recorded", Past{Made: ago(99), Terms: []Term{{Days: 30}}}, Shorter, ago(30), now, 30 * oneDay},
		{"never recorded and new", Past{Made: ago(9), Terms: []Term{{Days: 30}}}, Immature, ago(9), now.Add(21 * oneDay), 9 * oneDay},
		{"its term was raised ten days ago", Past{Began: ago(300), Terms: raised(10), Runs: run(40)}, Immature, ago(40), now.Add(50 * oneDay), 0},
		{"and less is there than then", Past{Began: ago(300), Terms: raised(10), Runs: run(39)}, Immature, ago(40), now.Add(50 * oneDay), oneDay},
		{"raised sixty days ago", Past{Began: ago(300), Terms: raised(60), Runs: run(90)}, Fulfilled, ago(90), now, 0},
		{"raised sixty days ago and short", Past{Began: ago(300), Terms: raised(60), Runs: run(89)}, Shorter, ago(90), now, oneDay},
		{"lowered today", Past{Began: ago(300), Terms: []Term{{Days: 90}, {Since: ago(0), Days: 30}}, Runs: run(30)}, Fulfilled, ago(30), now, 0},
		{"lowered and raised again", Past{Began: ago(300), Terms: []Term{{Days: 90}, {Since: ago(20), Days: 30}, {Since: ago(5), Days: 90}}, Runs: run(35)}, Immature, ago(35), now.Add(55 * oneDay), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.past.LawDay = oneDay
			j := Judge(tt.past, now)
			if j.Outcome != tt.want || !j.Due.Equal(tt.due) || !j.Matures.Equal(tt.matures) || j.Short != tt.short {
				t.Errorf("%s due %s matures %s short %s, want %s due %s matures %s short %s", j.Outcome, j.Due, j.Matures, j.Short, tt.want, tt.due, tt.matures, tt.short)
			}
		})
	}
}

// TestJudgeAddsUp: whatever runs and gaps say, what is there and what is missing
// add up to the term, and holes neither overlap nor lie outside of it.
func TestJudgeAddsUp(t *testing.T) {
	now := at("2026-11-27", 0)
	causes := []string{"no-signal", "disabled", "restart"}
	pick := func(v uint16) time.Time { return now.Add(-time.Duration(v%60000) * time.Minute) }
	f := func(runs, gaps, lost []uint16) bool {
		p := Past{LawDay: oneDay, Began: now.Add(-100 * oneDay), Terms: []Term{{Days: 30}}}
		for i := 1; i < len(runs); i += 2 {
			if a, b := pick(runs[i-1]), pick(runs[i]); a.Before(b) {
				p.Runs = append(p.Runs, span(a, b))
			}
		}
		for i := 1; i < len(gaps); i += 2 {
			if a, b := pick(gaps[i-1]), pick(gaps[i]); a.Before(b) {
				p.Gaps = append(p.Gaps, Hole{a, b, causes[i%3]})
			}
		}
		for i := 1; i < len(lost); i += 2 {
			if a, b := pick(lost[i-1]), pick(lost[i]); a.Before(b) {
				p.Lost = append(p.Lost, span(a, b))
			}
		}
		j := Judge(p, now)
		holes, last := time.Duration(0), j.Due
		for _, h := range j.Holes {
			if h.From.Before(last) || !h.From.Before(h.To) || h.To.After(now) {
				return false
			}
			holes, last = holes+h.To.Sub(h.From), h.To
		}
		there := 0
		for m := now.Add(-30 * oneDay); m.Before(now); m = m.Add(time.Minute) {
			in := func(s shiheng.Span) bool { return s.Contains(m) }
			if slices.ContainsFunc(p.Runs, in) && !slices.ContainsFunc(p.Lost, in) {
				there++
			}
		}
		return holes == j.Missing+j.Planned && holes+time.Duration(there)*time.Minute == 30*oneDay
	}
	if err := quick.Check(f, &quick.Config{MaxCount: 200}); err != nil {
		t.Error(err)
	}
}
