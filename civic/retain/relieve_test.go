package retain_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal/civic/retain"
)

func claim(key string, class int, what ...string) retain.Claim {
	return retain.Claim{Key: key, Optional: slices.Contains(what, "optional"), Standing: retain.Standing{
		Class: class, Lesser: slices.Contains(what, "sub"), Edge: slices.Contains(what, "edge"),
	}}
}

// said puts a relief into words: the rung, then what becomes of whom.
func said(r retain.Relief) string {
	out := []string{r.Step.String()}
	for _, l := range []struct {
		word string
		keys []string
	}{{"sub", r.Lesser}, {"keys", r.KeysOnly}, {"leave", r.Leave}, {"stop", r.Stop}} {
		if len(l.keys) > 0 {
			out = append(out, l.word+" "+strings.Join(l.keys, " "))
		}
	}
	return strings.Join(out, "; ")
}

// TestRelieve walks the ladder of the design, "Full", rung by rung. 64 slots
// are the reserve.
func TestRelieve(t *testing.T) {
	claims := []retain.Claim{
		claim("gate", 4), claim("hall", 2, "sub"), claim("dock", 2, "edge"), claim("lawn", 1), claim("yard", 1, "sub"),
		claim("lot", 1, "edge", "sub"), claim("hall2", 2, "optional"),
	}
	for _, tt := range []struct {
		free    int
		ordered bool
		want    string
	}{
		{64, true, "normal"},
		{63, true, "stop-optional; stop hall2"},
		{48, true, "stop-optional; stop hall2"},
		{47, true, "ask-for-less; sub lot yard; stop hall2"},
		{31, true, "keys-only; sub lot yard hall; keys lawn lot yard; stop hall2"},
		{15, true, "leave-on-site; sub yard hall; keys lawn yard; leave lot; stop hall2"},
		{7, true, "declare-gaps; sub hall; keys dock hall; leave lot; stop hall2 lawn yard"},
		{3, true, "declare-gaps; leave lot dock; stop hall2 lawn yard hall"},
		{0, true, "declare-gaps; leave lot dock; stop hall2 lawn yard hall"},
		// Without the head's written order nothing is left on a device, and
		// nothing stops before the last slot.
		{47, false, "ask-for-less; sub lot yard; stop hall2"},
		{31, false, "keys-only; sub lot yard hall; keys lawn lot yard; stop hall2"},
		{15, false, "leave-on-site; sub lot yard hall; keys lawn lot yard; stop hall2"},
		{7, false, "declare-gaps; sub lot yard hall; keys lawn lot yard dock hall; stop hall2"},
		{2, false, "declare-gaps; sub lot yard hall; keys lawn lot yard dock hall; stop hall2"},
		{1, false, "declare-gaps; stop hall2 lawn lot yard dock hall"},
	} {
		got := said(retain.Relieve(retain.Space{Free: tt.free, Reserve: 64, Ordered: tt.ordered}, claims, retain.Relief{}))
		if got != tt.want {
			t.Errorf("%d of 64 free, ordered %t:\n got %s\nwant %s", tt.free, tt.ordered, got, tt.want)
		}
	}
	for _, same := range [][]retain.Claim{{claim("a", 1), claim("b", 1)}, {claim("a", 3, "edge"), claim("b", 3, "edge")}} {
		if r := retain.Relieve(retain.Space{Reserve: 64, Ordered: true}, same, retain.Relief{}); len(r.Stop)+len(r.Leave) != 1 {
			t.Errorf("all streams stop at once: %+v", r)
		}
	}
	if r := retain.Relieve(retain.Space{Reserve: 64, Ordered: true}, []retain.Claim{claim("a", 1, "edge", "sub")}, retain.Relief{}); said(r) != "declare-gaps" {
		t.Errorf("the only camera has to do without: %+v", r)
	}
}

// TestRelieveHolds: a rung is left only an eighth of the reserve above where
// it begins, and climbed at once.
func TestRelieveHolds(t *testing.T) {
	claims := []retain.Claim{claim("gate", 4), claim("hall", 2), claim("yard", 1)}
	var r retain.Relief
	for _, tt := range []struct {
		free  int
		step  retain.Step
		depth int
	}{
		{64, retain.Normal, 0}, {63, retain.StopOptional, 0}, {64, retain.StopOptional, 0}, {71, retain.StopOptional, 0}, {72, retain.Normal, 0},
		{31, retain.KeysOnly, 0}, {39, retain.KeysOnly, 0}, {40, retain.AskForLess, 0}, {55, retain.AskForLess, 0}, {56, retain.StopOptional, 0},
		{7, retain.DeclareGaps, 1}, {3, retain.DeclareGaps, 2}, {7, retain.DeclareGaps, 2}, {12, retain.DeclareGaps, 1}, {15, retain.DeclareGaps, 1},
		{16, retain.LeaveOnSite, 0}, {80, retain.Normal, 0},
	} {
		if r = retain.Relieve(retain.Space{Free: tt.free, Reserve: 64, Ordered: true}, claims, r); r.Step != tt.step || r.Depth != tt.depth {
			t.Errorf("at %d: %s %d, want %s %d", tt.free, r.Step, r.Depth, tt.step, tt.depth)
			r.Step, r.Depth = tt.step, tt.depth
		}
	}
}

// TestRelieveNever: whatever the claims, the most important camera is left
// alone, nobody stands in two places, and less room never asks for less.
func TestRelieveNever(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var claims []retain.Claim
		for i := range rapid.IntRange(1, 12).Draw(t, "cameras") {
			claims = append(claims, retain.Claim{
				Key: string(rune('a' + i)), Optional: rapid.Bool().Draw(t, "optional"),
				Standing: retain.Standing{
					Class: rapid.IntRange(1, 4).Draw(t, "class"), Lesser: rapid.Bool().Draw(t, "sub"), Edge: rapid.Bool().Draw(t, "edge"),
				},
			})
		}
		s := retain.Space{Reserve: rapid.IntRange(1, 400).Draw(t, "reserve"), Ordered: rapid.Bool().Draw(t, "ordered")}
		without := -1
		for s.Free = s.Reserve; s.Free >= 0; s.Free-- {
			r := retain.Relieve(s, claims, retain.Relief{})
			gone := append(slices.Clone(r.Stop), r.Leave...)
			best, duty := retain.Claim{}, 0
			for _, c := range claims {
				if !c.Optional && (duty == 0 || c.Class >= best.Class) {
					best = c
				}
				if !c.Optional {
					duty++
				}
			}
			for _, l := range [][]string{r.Lesser, r.KeysOnly, gone} {
				if duty > 0 && slices.Contains(l, best.Key) {
					t.Fatalf("the most important camera %s has to do without: %+v", best.Key, r)
				}
			}
			for _, key := range gone {
				if slices.Contains(r.Lesser, key) || slices.Contains(r.KeysOnly, key) {
					t.Fatalf("%s stops and is recorded: %+v", key, r)
				}
			}
			if !s.Ordered && len(r.Leave) > 0 || len(gone) < without {
				t.Fatalf("at %d: %+v", s.Free, r)
			}
			without = len(gone)
		}
	})
}
