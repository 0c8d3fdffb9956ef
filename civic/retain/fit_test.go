package retain_test

import (
	"testing"
	"time"

	"shiheng.internal/civic/retain"
)

// TestReckon: W168/28, bit rate × floor × 1.2 against 95 % of the disks.
func TestReckon(t *testing.T) {
	four := retain.Demand{BitsPerSecond: 4_000_000, Share: 1, Days: 30}
	with := func(change func(*retain.Demand)) retain.Demand {
		d := four
		change(&d)
		return d
	}
	for _, tt := range []struct {
		name    string
		have    int64
		day     time.Duration
		cameras []retain.Demand
		need    int64
		fits    bool
	}{
		{"no camera needs nothing", 0, day, nil, 0, true},
		// 4 Mbit/s are 43.2 GB a day, 1296 GB in thirty, 1555.2 with a fifth more.
		{"W168/28: one camera", 1638 * gb, day, []retain.Demand{four}, 15552 * gb / 10, true},
		{"the last twentieth stays free", 1636 * gb, day, []retain.Demand{four}, 15552 * gb / 10, false},
		{"two", 3275 * gb, day, []retain.Demand{four, four}, 31104 * gb / 10, true},
		{"anti-terror key target: ninety days", 4000 * gb, day, []retain.Demand{with(func(d *retain.Demand) { d.Days = 90 })}, 46656 * gb / 10, false},
		{"recorded half of the day", 819 * gb, day, []retain.Demand{with(func(d *retain.Demand) { d.Share = 0.5 })}, 7776 * gb / 10, true},
		{"practice: thirty days are an hour", 3 * gb, 2 * time.Minute, []retain.Demand{four}, 216 * gb / 100, true},
	} {
		got := retain.Reckon(tt.have, tt.day, tt.cameras)
		if got.Need != tt.need || got.Have != tt.have/100*95 || got.Fits() != tt.fits {
			t.Errorf("%s: %+v, want need %d, fits %t", tt.name, got, tt.need, tt.fits)
		}
	}
}
