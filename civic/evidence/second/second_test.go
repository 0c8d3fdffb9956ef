package second

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/law"
)

// TestDue_W168_29_2 decides what is due to a copy, row by row of the table in
// docs/design/evidence.md.
func TestDue_W168_29_2(t *testing.T) {
	now := time.Date(2026, 11, 27, 2, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	object, kept := Object{Name: "n", Version: "v"}, Copy{State: Kept, Object: Object{Name: "n", Version: "v"}, Until: now.Add(day), Held: true, Verified: now}
	with := func(c Copy, f func(*Copy)) Copy { f(&c); return c }
	for name, tt := range map[string]struct {
		c      Copy
		wanted time.Time
		want   Step
	}{
		"to be made":                       {Copy{State: Waiting}, now.Add(day), Make},
		"failed lately":                    {Copy{State: Waiting, Next: now.Add(time.Second)}, now.Add(day), Nothing},
		"failed a while ago":               {Copy{State: Waiting, Next: now}, now.Add(day), Make},
		"wanted no more, never stored":     {Copy{State: Waiting}, time.Time{}, Drop},
		"wanted no more, stored and amiss": {Copy{State: Waiting, Object: object, Held: true, Until: now.Add(day)}, time.Time{}, Release},
		"kept":                             {kept, now.Add(day), Nothing},
		"wanted for longer":                {kept, now.Add(2 * day), Prolong},
		"wanted for less":                  {kept, now.Add(time.Hour), Nothing},
		"past its day, still wanted":       {with(kept, func(c *Copy) { c.Until = now.Add(-day) }), now.Add(-day), Nothing},
		"held again":                       {with(kept, func(c *Copy) { c.Held = false }), now.Add(day), Hold},
		"read a week ago":                  {with(kept, func(c *Copy) { c.Verified = now.Add(-7 * day) }), now.Add(day), Reread},
		"wanted no more":                   {kept, time.Time{}, Release},
		"let go, within its lock":          {with(kept, func(c *Copy) { c.Held = false }), time.Time{}, Nothing},
		"let go, past its lock":            {with(kept, func(c *Copy) { c.Held, c.Until = false, now }), time.Time{}, Remove},
		"ended":                            {Copy{State: Ended}, now.Add(day), Nothing},
	} {
		if got := tt.c.Due(tt.wanted, now, 7*day); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestWanted: a copy is wanted until the end of the latest day of review of the
// holds in force that touch it.
func TestWanted(t *testing.T) {
	noon := time.Date(2026, 11, 27, 4, 0, 0, 0, time.UTC)
	camera, today := shiheng.CameraID{1}, law.DayOf(noon)
	c := Copy{Slot: Slot{Camera: camera, From: noon, To: noon.Add(time.Hour)}}
	hold := func(days int, f func(*evidence.Hold)) evidence.Hold {
		h := evidence.Hold{State: evidence.InForce, From: noon, To: noon.Add(time.Minute), ReviewOn: today.Add(days), Items: []evidence.HeldFootage{{Camera: camera}}}
		if f != nil {
			f(&h)
		}
		return h
	}
	holds := []evidence.Hold{
		hold(5, nil), hold(3, nil),
		hold(90, func(h *evidence.Hold) { h.State = evidence.Lifted }),
		hold(91, func(h *evidence.Hold) { h.From, h.To = noon.Add(time.Hour), noon.Add(2*time.Hour) }),
		hold(92, func(h *evidence.Hold) { h.Items[0].Camera = shiheng.CameraID{2} }),
	}
	if got := c.Wanted(holds); !got.Equal(today.Add(6).Start()) {
		t.Errorf("wanted until %v", got)
	}
	if got := c.Wanted(holds[2:]); !got.IsZero() {
		t.Errorf("wanted by none until %v", got)
	}
}

// TestPaced: nothing is read faster than the rate, and nothing after the end of
// its context.
func TestPaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		n, err := io.Copy(io.Discard, &paced{ctx: t.Context(), r: bytes.NewReader(make([]byte, 1<<20)), rate: 100 << 10})
		if took := time.Since(began); err != nil || n != 1<<20 || took < 9*time.Second || took > 12*time.Second {
			t.Errorf("%d bytes in %v: %v", n, took, err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, err := (&paced{ctx: ctx, r: bytes.NewReader([]byte{1})}).Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
			t.Errorf("read after the end: %v", err)
		}
	})
}
