package app

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/rows"
)

// agesKept are rows of what proves age, in memory.
type agesKept struct {
	marks []retain.Mark
	sizes []rows.LogSize
}

func (a *agesKept) Marks(context.Context) ([]retain.Mark, []rows.LogSize, error) {
	return a.marks, a.sizes, nil
}

func (a *agesKept) PutMark(_ context.Context, m retain.Mark, _ rows.LogSize) error {
	a.marks = append(a.marks, m)
	return nil
}

func (a *agesKept) PutLogSize(_ context.Context, s rows.LogSize) error {
	a.sizes = append(a.sizes, s)
	return nil
}

// named is a key of which only the name matters.
type named string

func (n named) Name() string               { return string(n) }
func (n named) KeyHash() uint32            { return 1 }
func (n named) Verify([]byte, []byte) bool { return false }

var _ note.Verifier = named("")

// TestKeeping: before it was read everything is kept; a cosignature proves the
// age of what the store held when the log was no larger, also one that was brought
// weeks later, and after a restart.
func TestKeeping(t *testing.T) {
	ctx := t.Context()
	camera := shiheng.NewID[shiheng.CameraID](time.Unix(0, 0))
	begin := time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	var passed time.Duration
	size := uint64(10)
	var seen []ledger.Seen
	kept := &agesKept{}
	open := func() *keeping {
		k := newKeeping(&keeping{
			floor: func(shiheng.CameraID) int { return 30 }, rows: kept, log: slog.New(slog.DiscardHandler),
			ceiling:   func(context.Context) (int, error) { return 7, nil },
			purposed:  func(context.Context) (map[shiheng.CameraID]bool, error) { return map[shiheng.CameraID]bool{}, nil },
			witnesses: func(context.Context) ([]ledger.Seen, error) { return seen, nil },
			grown:     func(context.Context) (string, uint64, error) { return "node/2026", size, nil },
			tally:     func() time.Duration { return passed }, now: func() time.Time { return begin.Add(passed) },
		})
		if err := k.open(ctx); err != nil {
			t.Fatal(err)
		}
		return k
	}
	k := open()
	if !k.Purposed(camera) || k.Keep(camera) != 30 {
		t.Error("before the first reading something may go")
	}
	look := func(d time.Duration, grown uint64) {
		t.Helper()
		passed, size = passed+d, size+grown
		if err := k.look(ctx); err != nil {
			t.Fatal(err)
		}
	}
	day := 24 * time.Hour
	look(0, 0)
	if k.Purposed(camera) || k.Keep(camera) != 37 {
		t.Errorf("read: purposed %v, kept %d days", k.Purposed(camera), k.Keep(camera))
	}
	w := ledger.WitnessAt{Verifier: named("overseer")}
	signs := func(signed uint64, at time.Duration) {
		seen = []ledger.Seen{{Witness: w, Size: signed, At: begin.Add(at)}}
	}
	signs(10, time.Hour) // asked at the beginning, signed an hour later, brought a day later
	look(day, 100)
	look(13*day, 100)
	signs(110, 15*day) // asked after a day, signed on day 15, brought on day 28
	look(14*day, 100)
	for ended, want := range map[time.Duration]time.Duration{0: 15*day - time.Hour, time.Hour: 0} {
		if got := k.Attested(ended); got != want {
			t.Errorf("ended at %s: %s proven, want %s", ended, got, want)
		}
	}
	k = open()
	if got := k.Attested(0); got != 15*day-time.Hour {
		t.Errorf("after a restart %s is proven", got)
	}
	signs(5, 40*day) // of a log smaller than any that is known
	look(12*day, 0)
	if got := k.Attested(0); got != 15*day-time.Hour {
		t.Errorf("by what nobody knows %s is proven", got)
	}
}
