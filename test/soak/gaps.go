package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"shiheng.internal/test/house"
)

// judge reads every camera's timeline and holds its gaps against what its
// manners let expect.
func (w *world) judge(ctx context.Context, began, ended time.Time) []error {
	// The newest seconds are still on their way to the disk.
	ended = ended.Add(-5 * time.Second)
	var faults []error
	fmt.Printf("\n%-26s %7s %6s %10s  %s\n", "cameras", "number", "gaps", "recorded %", "verdict")
	for _, g := range w.groups {
		var verdicts []string
		gaps, share := 0, 0.0
		for _, camera := range g.ids {
			t, err := w.keeper.Timeline(ctx, camera, began, ended)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			found := holes(t, began, ended)
			gaps += len(found)
			share += 100 * (1 - total(found).Seconds()/ended.Sub(began).Seconds()) / float64(len(g.ids))
			if v := g.expect.judge(t, found, ended.Sub(began)); v != "" {
				verdicts = append(verdicts, v)
			}
		}
		verdict := "as expected"
		if len(verdicts) > 0 {
			verdict = strings.Join(verdicts, "; ")
			faults = append(faults, fmt.Errorf("%s: %s", g.name, verdict))
		}
		fmt.Printf("%-26s %7d %6d %10.2f  %s\n", g.name, g.count, gaps, share, verdict)
	}
	fmt.Println()
	return faults
}

// A hole is a time in which nothing was recorded; cause is what the timeline
// says of it, "" when it says nothing.
type hole struct {
	from, to time.Time
	cause    string
}

func total(all []hole) time.Duration {
	var sum time.Duration
	for _, h := range all {
		sum += h.to.Sub(h.from)
	}
	return sum
}

// between is how far apart two runs may lie without counting as a gap.
const between = time.Second

// holes finds the times without footage between the runs of a timeline.
func holes(t house.Timeline, began, ended time.Time) []hole {
	var out []hole
	at := began
	add := func(to time.Time) {
		if to.Sub(at) > between {
			out = append(out, hole{from: at, to: to, cause: causeOf(t, at, to)})
		}
	}
	for _, r := range t.Runs {
		add(r.From)
		if r.To.After(at) {
			at = r.To
		}
	}
	add(ended)
	return out
}

func causeOf(t house.Timeline, from, to time.Time) string {
	for _, g := range t.Gaps {
		if g.From.Before(to) && (g.To.IsZero() || g.To.After(from)) {
			return g.Cause
		}
	}
	return ""
}

// judge says what is wrong with the holes of one camera, "" when nothing is.
func (e expectation) judge(t house.Timeline, found []hole, span time.Duration) string {
	if e.never {
		if len(t.Runs) > 0 {
			return "was recorded although it never sent"
		}
		return ""
	}
	for _, h := range found {
		if h.cause == "" {
			return fmt.Sprintf("the gap of %v at %s has no cause", h.to.Sub(h.from).Round(time.Millisecond), h.from.Format(time.TimeOnly))
		}
		if h.to.Sub(h.from) > e.length {
			return fmt.Sprintf("gap of %v at %s (%s), want at most %v", h.to.Sub(h.from).Round(time.Millisecond), h.from.Format(time.TimeOnly), h.cause, e.length)
		}
	}
	if e.loose || e.every == 0 {
		return ""
	}
	least, most := int(span/(e.every+e.length)), int(span/e.every)+1
	if len(found) < least || len(found) > most {
		return fmt.Sprintf("%d gaps, want %d to %d", len(found), least, most)
	}
	for i := 1; i < len(found); i++ {
		if d := found[i].from.Sub(found[i-1].to); d < e.every*3/4 {
			return fmt.Sprintf("two gaps only %v apart, want about %v", d.Round(time.Second), e.every)
		}
	}
	return ""
}
