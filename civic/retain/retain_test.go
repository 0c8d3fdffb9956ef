package retain_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/civic/retain"
)

const day = 24 * time.Hour

var now = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// aged are the facts of footage that ended so long ago by both clocks.
func aged(wall, running time.Duration) retain.Facts {
	return retain.Facts{
		LawDay: day, FloorDays: 30, KeepDays: 60, Ended: now.Add(-wall),
		EndedTally: 1000 * day, Tally: 1000*day + running,
	}
}

func TestDecide(t *testing.T) {
	with := func(f retain.Facts, change func(*retain.Facts)) retain.Facts {
		change(&f)
		return f
	}
	for _, tt := range []struct {
		name   string
		facts  retain.Facts
		delete bool
		reason retain.Reason
	}{
		{"W168/28: a day short of the floor", aged(29*day, 29*day), false, retain.Young},
		{"W168/28: a day short, and the disk is full", with(aged(29*day, 29*day), func(f *retain.Facts) { f.Needed = true }), false, retain.Young},
		{"W168/28: the clock set forward a year", aged(394*day, 29*day), false, retain.Unproven},
		{"W168/28: the clock set forward, and the disk is full", with(aged(394*day, 29*day), func(f *retain.Facts) { f.Needed = true }), false, retain.Unproven},
		{"W168/28: the clock set back a year", aged(-335*day, 31*day), false, retain.Young},
		{"W168/28: off for a month: downtime counts nothing", aged(45*day, 15*day), false, retain.Unproven},
		{"W168/28: a floor of zero is thirty days in a real store", with(aged(29*day, 29*day), func(f *retain.Facts) { f.FloorDays, f.KeepDays = 0, 0 }), false, retain.Young},
		{"W168/28: a law-day of a minute is a day in a real store", with(aged(29*day, 29*day), func(f *retain.Facts) { f.LawDay = time.Minute }), false, retain.Young},
		{"anti-terror key target: ninety days", with(aged(89*day, 89*day), func(f *retain.Facts) { f.FloorDays, f.Needed = 90, true }), false, retain.Young},
		{"past the floor, there is room", aged(31*day, 31*day), false, retain.Kept},
		{"past the floor, the space is needed", with(aged(31*day, 31*day), func(f *retain.Facts) { f.Needed = true }), true, retain.PastFloor},
		{"exactly at the floor", with(aged(30*day, 30*day), func(f *retain.Facts) { f.Needed = true }), true, retain.PastFloor},
		{"past its period", aged(61*day, 61*day), true, retain.Expired},
		{"R799/17: held, past its period, disk full", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Held, f.Needed = true, true }), false, retain.Held},
		{"R799/17: a longer purpose, past its period", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Purposed = true }), false, retain.Purposed},
		{"R799/17: a longer purpose, and the disk is full", with(aged(31*day, 31*day), func(f *retain.Facts) { f.Purposed, f.Needed = true, true }), false, retain.Purposed},
		{"W168/28: within the floor a purpose is no reason", with(aged(29*day, 29*day), func(f *retain.Facts) { f.Purposed = true }), false, retain.Young},
		{"W168/28: a witness proves it, the machine was off", with(aged(61*day, 1*day), func(f *retain.Facts) { f.Attested = 60 * day }), true, retain.Expired},
		{"W168/28: a witness proves a day too little", with(aged(61*day, 1*day), func(f *retain.Facts) { f.Attested = 29 * day }), false, retain.Unproven},
		{"W168/28: a witness proves it by itself, the clock was set back", with(aged(-300*day, 1*day), func(f *retain.Facts) { f.Attested = 60 * day }), true, retain.Expired},
		{"W168/29: a witness proves it, and it is held", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Attested, f.Held = 60*day, true }), false, retain.Held},
		{"being recorded", with(aged(61*day, 61*day), func(f *retain.Facts) { f.Recording = true }), false, retain.Incomplete},
		{"practice at its cap", with(aged(time.Minute, time.Minute), func(f *retain.Facts) { f.Practice, f.LawDay, f.Needed = true, 2*time.Minute, true }), true, retain.OverCap},
		{"practice at its cap, held", with(aged(time.Minute, time.Minute), func(f *retain.Facts) { f.Practice, f.Held, f.Needed = true, true, true }), false, retain.Held},
		{"practice, young", with(aged(59*time.Minute, 59*time.Minute), func(f *retain.Facts) { f.Practice, f.LawDay = true, 2*time.Minute }), false, retain.Young},
		{"practice, past its period", with(aged(121*time.Minute, 121*time.Minute), func(f *retain.Facts) { f.Practice, f.LawDay = true, 2*time.Minute }), true, retain.Expired},
	} {
		if v := retain.Decide(tt.facts, now); v.Delete != tt.delete || v.Reason != tt.reason {
			t.Errorf("%s: %+v, want %v for %s", tt.name, v, tt.delete, tt.reason)
		}
	}
}

// TestTheTwoNevers: whatever the facts, a real store never deletes what is held
// nor what a clock says is younger than thirty days, unless witnesses prove it.
func TestTheTwoNevers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Small numbers are drawn more often than large ones: ages around the
		// floors are said by name.
		ages := rapid.SampledFrom([]time.Duration{-400 * day, 0, 29 * day, 30*day - 1, 30 * day, 31 * day, 90 * day, 400 * day, 4000 * day})
		f := retain.Facts{
			Held: rapid.Bool().Draw(t, "held"), Recording: rapid.Bool().Draw(t, "recording"), Needed: rapid.Bool().Draw(t, "needed"),
			LawDay:    time.Duration(rapid.Int64Range(0, 48).Draw(t, "law-day")) * time.Hour,
			FloorDays: rapid.IntRange(-5, 400).Draw(t, "floor"), KeepDays: rapid.IntRange(-5, 400).Draw(t, "keep"),
			Ended: now.Add(-ages.Draw(t, "ended")), Tally: ages.Draw(t, "tally"), Attested: ages.Draw(t, "attested"),
			Purposed: rapid.Bool().Draw(t, "purposed"),
		}
		if !retain.Decide(f, now).Delete {
			return
		}
		if f.Held || f.Recording || f.Purposed || f.Attested < 30*day && (now.Sub(f.Ended) < 30*day || f.Tally < 30*day) {
			t.Fatalf("deleted %+v", f)
		}
	})
}
