package evidence_test

import (
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence"
)

// TestAssess_W168_29_2: where each part of a hold's span is, and what that comes
// to. The span is the ten minutes before now; minutes are counted from it.
func TestAssess_W168_29_2(t *testing.T) {
	start := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	at := func(minutes float64) time.Time { return start.Add(time.Duration(minutes * float64(time.Minute))) }
	from := func(a, b float64) shiheng.Span { return shiheng.Span{From: at(a), To: at(b)} }
	part := func(a, b float64, where evidence.Whereabouts, cause string) evidence.Stretch {
		return evidence.Stretch{From: at(a), To: at(b), Where: where, Cause: cause}
	}
	for _, tt := range []struct {
		name  string
		f     evidence.Footage
		now   float64
		parts []evidence.Stretch
		want  evidence.Keeping
		owed  int
	}{
		{"all is here", evidence.Footage{Runs: []shiheng.Span{from(-5, 15)}}, 10, []evidence.Stretch{part(0, 10, evidence.Here, "")}, evidence.Secured, 0},
		{"a declared gap is nothing that could be kept", evidence.Footage{Runs: []shiheng.Span{from(0, 4), from(6, 10)}, Gaps: []evidence.Gap{{Span: from(4, 6), Cause: "no-signal"}}}, 10,
			[]evidence.Stretch{part(0, 4, evidence.Here, ""), part(4, 6, evidence.Absent, "no-signal"), part(6, 10, evidence.Here, "")}, evidence.Secured, 0},
		{"left on the device", evidence.Footage{Runs: []shiheng.Span{from(0, 4)}, Gaps: []evidence.Gap{{Span: from(4, 12), Cause: "left-on-device", Left: true}}}, 10,
			[]evidence.Stretch{part(0, 4, evidence.Here, ""), part(4, 10, evidence.Elsewhere, "left-on-device")}, evidence.NotYet, 1},
		{"a device with recordings of its own may have what is not here", evidence.Footage{Runs: []shiheng.Span{from(0, 4), from(6, 10)}, Gaps: []evidence.Gap{{Span: from(4, 6), Cause: "no-signal"}}, Edge: true}, 10,
			[]evidence.Stretch{part(0, 4, evidence.Here, ""), part(4, 6, evidence.Elsewhere, "no-signal"), part(6, 10, evidence.Here, "")}, evidence.NotYet, 1},
		{"on a disk that is away, whatever the runs say", evidence.Footage{Runs: []shiheng.Span{from(0, 10)}, Lost: []shiheng.Span{from(2, 3), from(7, 9)}}, 10,
			[]evidence.Stretch{part(0, 2, evidence.Here, ""), part(2, 3, evidence.Missing, ""), part(3, 7, evidence.Here, ""), part(7, 9, evidence.Missing, ""), part(9, 10, evidence.Here, "")},
			evidence.NotYet, 2},
		{"a gap that still goes on", evidence.Footage{Gaps: []evidence.Gap{{Span: shiheng.Span{From: at(-1)}, Cause: "disabled"}}}, 10,
			[]evidence.Stretch{part(0, 10, evidence.Absent, "disabled")}, evidence.Nothing, 0},
		{"nothing was ever recorded", evidence.Footage{}, 10, []evidence.Stretch{part(0, 10, evidence.Absent, "")}, evidence.Nothing, 0},
		{"a device may have it all", evidence.Footage{Edge: true}, 10, []evidence.Stretch{part(0, 10, evidence.Elsewhere, "")}, evidence.NotYet, 1},
		{"the rest is to come", evidence.Footage{Runs: []shiheng.Span{from(0, 5)}, Edge: true}, 5, []evidence.Stretch{part(0, 5, evidence.Here, ""), part(5, 10, evidence.Coming, "")}, evidence.Secured, 0},
		{"all is to come", evidence.Footage{}, -1, []evidence.Stretch{part(0, 10, evidence.Coming, "")}, evidence.ToCome, 0},
		{"begun without a picture", evidence.Footage{}, 5, []evidence.Stretch{part(0, 5, evidence.Absent, ""), part(5, 10, evidence.Coming, "")}, evidence.Nothing, 0},
		{"runs have seams", evidence.Footage{Runs: []shiheng.Span{from(0, 5), from(5.01, 10)}}, 10, []evidence.Stretch{part(0, 10, evidence.Here, "")}, evidence.Secured, 0},
		{"a second is none", evidence.Footage{Runs: []shiheng.Span{from(0, 5), from(5+1.0/60, 10)}}, 10,
			[]evidence.Stretch{part(0, 5, evidence.Here, ""), part(5, 5+1.0/60, evidence.Absent, ""), part(5+1.0/60, 10, evidence.Here, "")}, evidence.Secured, 0},
		{"a seam beside a disk that is away is still none", evidence.Footage{Runs: []shiheng.Span{from(0, 5), from(5.01, 10)}, Lost: []shiheng.Span{from(5.01, 10)}}, 10,
			[]evidence.Stretch{part(0, 5, evidence.Here, ""), part(5, 5.01, evidence.Absent, ""), part(5.01, 10, evidence.Missing, "")}, evidence.NotYet, 1},
	} {
		parts := evidence.Assess(from(0, 10), tt.f, at(tt.now))
		if !slices.EqualFunc(parts, tt.parts, func(a, b evidence.Stretch) bool {
			return a.From.Equal(b.From) && a.To.Equal(b.To) && a.Where == b.Where && a.Cause == b.Cause
		}) {
			t.Errorf("%s: %+v\nwant %+v", tt.name, parts, tt.parts)
		}
		if got, owed := evidence.Sum(parts); got != tt.want || len(owed) != tt.owed {
			t.Errorf("%s: %s, owed %v", tt.name, got, owed)
		}
	}
}
