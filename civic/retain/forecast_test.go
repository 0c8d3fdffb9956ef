package retain_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/civic/retain"
)

const gb = 1_000_000_000

func TestForecast(t *testing.T) {
	const hour = time.Hour
	for _, tt := range []struct {
		name string
		load retain.Load
		want retain.Outlook
	}{
		{"nothing is known of the rate", retain.Load{Capacity: 100 * gb, Floor: 30, LawDay: day}, retain.Outlook{Lasts: true}},
		{"half of it would do", retain.Load{Capacity: 6000 * gb, PerDay: 95 * gb, Floor: 30, LawDay: day}, retain.Outlook{Room: 60, Lasts: true}},
		{"it would do, with less than a fifth to spare", retain.Load{Capacity: 3500 * gb, PerDay: 95 * gb, Floor: 30, LawDay: day}, retain.Outlook{Room: 35, Lasts: true, Short: true}},
		{"a fifth to spare, exactly", retain.Load{Capacity: 3600 * gb, PerDay: 95 * gb, Floor: 30, LawDay: day}, retain.Outlook{Room: 36, Lasts: true}},
		{"W168/28: an empty store of ten days", retain.Load{Capacity: 1000 * gb, PerDay: 95 * gb, Floor: 30, LawDay: day}, retain.Outlook{Room: 10, Left: 10, Short: true}},
		{"half full of five days", retain.Load{Capacity: 1000 * gb, Used: 475 * gb, PerDay: 95 * gb, Floor: 30, LawDay: day, Oldest: 5 * day}, retain.Outlook{Room: 10, Left: 5, Short: true}},
		{"full already", retain.Load{Capacity: 1000 * gb, Used: 990 * gb, PerDay: 95 * gb, Floor: 30, LawDay: day, Oldest: 11 * day}, retain.Outlook{Room: 10, Left: 0, Short: true}},
		// 950 GB are free; of 190 that come in a day 95 go, too.
		{"the rate doubled", retain.Load{Capacity: 4000 * gb, Used: 2850 * gb, PerDay: 190 * gb, Floor: 30, LawDay: day, Oldest: 30 * day},
			retain.Outlook{Room: 20, Left: 10, Short: true}},
		{"anti-terror key target: ninety days", retain.Load{Capacity: 6000 * gb, PerDay: 95 * gb, Floor: 90, LawDay: day}, retain.Outlook{Room: 60, Left: 60, Short: true}},
		{"practice is never short", retain.Load{Practice: true, Capacity: 1000 * gb, PerDay: 95 * gb, Floor: 30, LawDay: hour}, retain.Outlook{Room: 10, Left: 10}},
	} {
		got := retain.Forecast(tt.load)
		if !near(got.Room, tt.want.Room) || !near(got.Left, tt.want.Left) || got.Lasts != tt.want.Lasts || got.Short != tt.want.Short {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// TestForecastAgrees: the reckoning agrees with a store that is filled day by
// day in small steps, whose old footage lies evenly over its age.
func TestForecastAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := retain.Load{
			Capacity: rapid.Int64Range(1, 1000).Draw(t, "capacity") * gb, PerDay: float64(rapid.IntRange(1, 200).Draw(t, "rate")) * gb,
			Floor: float64(rapid.IntRange(30, 90).Draw(t, "floor")), LawDay: day,
			Oldest: time.Duration(rapid.IntRange(1, 30*24).Draw(t, "oldest")) * time.Hour,
		}
		l.Used = l.Capacity / 100 * rapid.Int64Range(0, 95).Draw(t, "used")
		got := retain.Forecast(l)
		if got.Lasts {
			return
		}
		const step = 0.01
		age, usable := l.Oldest.Hours()/24, float64(l.Capacity)/100*95
		days := 0.0
		for ; ; days += step {
			gone := min(max(days+age-l.Floor, 0), age) / age * float64(l.Used)
			if float64(l.Used)-gone+days*l.PerDay >= usable {
				break
			}
		}
		if math.Abs(got.Left-days) > 2*step {
			t.Fatalf("%+v: full in %g days, reckoned %+v", l, days, got)
		}
	})
}
