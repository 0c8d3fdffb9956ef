package upkeep_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/works/upkeep"
)

func day(s string) law.Day {
	d, err := law.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

func today() law.Day { return day("2026-11-26") }

// TestW168_14: a camera is covered by a sign that is up and was looked at in
// time.
func TestW168_14(t *testing.T) {
	cam := func(n int64) shiheng.CameraID { return shiheng.NewID[shiheng.CameraID](time.UnixMilli(n)) }
	c := []shiheng.CameraID{cam(1), cam(2), cam(3), cam(4)}
	sign := func(state, next string, cameras ...shiheng.CameraID) upkeep.Sign {
		return upkeep.Sign{SignEdit: upkeep.SignEdit{Cameras: cameras}, State: state, Next: day(next)}
	}
	signs := []upkeep.Sign{
		sign(upkeep.SignUp, "2026-11-26", c[0]), // due today is in time
		sign(upkeep.SignUp, "2026-11-25", c[1]), // not looked at
		sign(upkeep.SignMissing, "2027-01-01", c[2]),
		sign(upkeep.SignUp, "2027-01-01", c[0]),
	}
	if got, want := upkeep.Uncovered(c, signs, today()), []shiheng.CameraID{c[1], c[2], c[3]}; !slices.Equal(got, want) {
		t.Errorf("uncovered %v, want %v", got, want)
	}
}

// TestW168_18: the one who obstructs is late when his day is past, and nobody
// else is.
func TestW168_18(t *testing.T) {
	for _, tt := range []struct {
		name string
		o    upkeep.Obstruction
		want bool
	}{
		{"found, nobody told", upkeep.Obstruction{State: upkeep.Found, FoundOn: day("2026-01-01")}, false},
		{"told, its last day", upkeep.Obstruction{State: upkeep.Told, Deadline: day("2026-11-26")}, false},
		{"told, a day late", upkeep.Obstruction{State: upkeep.Told, Deadline: day("2026-11-25")}, true},
		{"cleared late", upkeep.Obstruction{State: upkeep.Cleared, Deadline: day("2026-11-25")}, false},
	} {
		if got := tt.o.Overdue(today()); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// TestW168_19 counts a department's systems by how far they have come.
func TestW168_19(t *testing.T) {
	of := func(department, state, till string) upkeep.Upgrade {
		u := upkeep.Upgrade{State: state}
		u.Department = department
		if till != "" {
			u.Till = day(till)
		}
		return u
	}
	got := upkeep.ByDepartment([]upkeep.Upgrade{
		of("教育局", upkeep.Planned, "2026-12-31"), of("教育局", upkeep.Planned, "2026-11-25"), of("教育局", upkeep.Done, "2026-01-01"),
		of("交通运输局", upkeep.HasGaps, ""), of("教育局", upkeep.UpToDate, ""),
	}, today())
	want := []upkeep.Progress{
		{Department: "交通运输局", Assessed: 1, Gaps: 1},
		{Department: "教育局", Assessed: 4, UpToDate: 1, Planned: 2, Overdue: 1, Closed: 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	seen := map[string]bool{}
	for _, d := range upkeep.Demands() {
		if seen[d.Code] || d.Zh == "" || d.En == "" || d.Basis == "" {
			t.Errorf("demand %+v", d)
		}
		seen[d.Code] = true
	}
}

// TestR799_10: every neighbour that is known must have consented.
func TestR799_10(t *testing.T) {
	n := func(unit, state string) upkeep.Neighbour {
		return upkeep.Neighbour{NeighbourEdit: upkeep.NeighbourEdit{Unit: unit}, State: state}
	}
	for _, tt := range []struct {
		name string
		in   []upkeep.Neighbour
		code string
	}{
		{"no such neighbour", nil, ""},
		{"consented", []upkeep.Neighbour{n("甲", upkeep.Consented)}, ""},
		{"not asked", []upkeep.Neighbour{n("甲", upkeep.ToAsk)}, "neighbour.no-consent"},
		{"asked, no answer", []upkeep.Neighbour{n("甲", upkeep.Asked)}, "neighbour.no-consent"},
		{"one of two refused", []upkeep.Neighbour{n("甲", upkeep.Consented), n("乙", upkeep.Refused)}, "neighbour.refused"},
	} {
		err := upkeep.Consent(tt.in)
		e, _ := errors.AsType[*shiheng.Error](err)
		switch {
		case tt.code == "" && err != nil, tt.code != "" && (e == nil || e.Code != tt.code || e.Article != "R799/10" || !errors.Is(err, shiheng.ErrForbidden)):
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// TestPIPL_6: sound is kept up to the day it was switched on for.
func TestPIPL_6(t *testing.T) {
	for _, tt := range []struct {
		name string
		s    upkeep.Sound
		want bool
	}{
		{"never switched", upkeep.Sound{}, false},
		{"on, its last day", upkeep.Sound{SoundEdit: upkeep.SoundEdit{On: true, Until: today()}}, true},
		{"on, the day after", upkeep.Sound{SoundEdit: upkeep.SoundEdit{On: true, Until: day("2026-11-25")}}, false},
		{"off", upkeep.Sound{SoundEdit: upkeep.SoundEdit{Until: today()}}, false},
	} {
		if got := tt.s.Kept(today()); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
