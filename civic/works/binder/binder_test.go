package binder_test

import (
	"slices"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/works/binder"
)

func entry(slot string) binder.Entry {
	e := binder.Entry{EntryEdit: binder.EntryEdit{Slot: slot, Title: slot}}
	e.ID = shiheng.NewID[binder.EntryID](time.UnixMilli(1))
	return e
}

// TestW168_16 says which of the eighteen slots must be filled for which
// system, and how far a binder has come.
func TestW168_16(t *testing.T) {
	slots := binder.Slots()
	if len(slots) != 18 {
		t.Fatalf("%d slots", len(slots))
	}
	for n, s := range slots {
		if s.No != n+1 || s.Zh == "" || s.En == "" || s.Article == "" {
			t.Errorf("slot %+v", s)
		}
	}
	for _, tt := range []struct {
		name  string
		state string
		f     binder.Facts
		want  []int // numbers of mandatory slots
	}{
		{"planned", "planned", binder.Facts{}, []int{1, 2, 3, 4, 5}},
		{"on trial", "trial", binder.Facts{}, []int{1, 2, 3, 4, 5, 6, 7, 8}},
		{"accepted", "accepted", binder.Facts{MustFile: true}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{"in service, filed", "in-service", binder.Facts{MustFile: true}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16}},
		{"in service, no filing asked", "in-service", binder.Facts{}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16}},
		{"from before the order", "in-service", binder.Facts{Legacy: true, MustFile: true}, []int{1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 15, 16}},
		{"changed, upgraded, inspected", "in-service", binder.Facts{Changed: true, Upgraded: true, Inspected: true}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17}},
		{"used without acceptance", "in-use-not-accepted", binder.Facts{MustFile: true}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16}},
		{"removed", "removed", binder.Facts{MustFile: true, Changed: true, Upgraded: true, Inspected: true}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}},
	} {
		f := tt.f
		f.Stage = binder.StageOf(tt.state)
		var got []int
		for _, s := range slots {
			if s.Need.Binds(f) {
				got = append(got, s.No)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestMeasure(t *testing.T) {
	f := binder.Facts{Stage: binder.OnPaper}
	for _, tt := range []struct {
		name    string
		entries []binder.Entry
		persons int
		percent int
		missing []string
	}{
		{"empty", nil, 0, 0, []string{"plan", "design", "contracts", "technicians", "equipment"}},
		{"technicians are listed", nil, 1, 20, []string{"plan", "design", "contracts", "equipment"}},
		{"what is not asked for does not count", []binder.Entry{entry("removal")}, 0, 0, []string{"plan", "design", "contracts", "technicians", "equipment"}},
		{"twice is once", []binder.Entry{entry("plan"), entry("plan")}, 0, 20, []string{"design", "contracts", "technicians", "equipment"}},
		{"whole", []binder.Entry{entry("plan"), entry("design"), entry("contracts"), entry("equipment")}, 2, 100, []string{}},
	} {
		got := binder.Measure(f, tt.entries, tt.persons)
		if got.Percent != tt.percent || !slices.Equal(got.Missing, tt.missing) || got.Complete() != (len(tt.missing) == 0) {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	// 13 of 14 are not 93 by rounding up, and never 100.
	f.Stage, f.MustFile = binder.Operating, true
	var all []binder.Entry
	for _, s := range binder.Slots() {
		if s.Code != "mlps" {
			all = append(all, entry(s.Code))
		}
	}
	if got := binder.Measure(f, all, 1); got.Percent != 92 || got.Complete() {
		t.Errorf("13 of 14: %+v", got)
	}
	// What was superseded by a paper in another place leaves its slot empty.
	old := entry("plan")
	newer := entry("design")
	newer.Supersedes = old.ID
	if got := binder.Measure(binder.Facts{}, []binder.Entry{old, newer}, 0); got.Filled != 1 {
		t.Errorf("superseded: %+v", got)
	}
}

// TestSeal: a seal finds any change of what it holds, and of itself.
func TestSeal(t *testing.T) {
	now := time.Date(2026, 11, 26, 8, 0, 0, 0, time.UTC)
	system := shiheng.NewID[shiheng.SystemID](now)
	a, b := entry("removal"), entry("plan")
	b.Title = "规划批复"
	if _, err := binder.SealOf(now, system, "王", nil); err == nil {
		t.Error("nothing was sealed")
	}
	s, err := binder.SealOf(now, system, "王", []binder.Entry{a, b})
	if err != nil || s.Entries[0].ID != b.ID {
		t.Fatalf("not in the order of the slots: %+v, %v", s.Entries, err)
	}
	if again, _ := binder.SealOf(now.Add(time.Hour), system, "李", []binder.Entry{b, a}); again.Hash != s.Hash {
		t.Error("the digest depends on more than the entries")
	}
	if broken, whole := s.Broken([]binder.Entry{a, b}); len(broken) != 0 || !whole {
		t.Errorf("unchanged: %v, %v", broken, whole)
	}
	for _, tt := range []struct {
		name   string
		change func(*binder.Entry)
	}{
		{"title", func(e *binder.Entry) { e.Title = "另一份" }},
		{"digest of the attachment", func(e *binder.Entry) { e.SHA256[0] ^= 1 }},
		{"pages", func(e *binder.Entry) { e.Pages++ }},
		{"slot", func(e *binder.Entry) { e.Slot = "design" }},
		{"who filed it", func(e *binder.Entry) { e.FiledBy = "他人" }},
	} {
		changed := b
		tt.change(&changed)
		if broken, whole := s.Broken([]binder.Entry{a, changed}); !slices.Equal(broken, []binder.EntryID{b.ID}) || !whole {
			t.Errorf("%s changed: %v, %v", tt.name, broken, whole)
		}
	}
	if broken, _ := s.Broken([]binder.Entry{a}); !slices.Equal(broken, []binder.EntryID{b.ID}) {
		t.Errorf("an entry is gone: %v", broken)
	}
	forged := s
	forged.Entries = slices.Clone(s.Entries)
	changed := b
	changed.Title = "伪造"
	forged.Entries[0].Digest = changed.Digest()
	if broken, whole := forged.Broken([]binder.Entry{a, changed}); len(broken) != 0 || whole {
		t.Errorf("a forged list: %v, %v", broken, whole)
	}
}
