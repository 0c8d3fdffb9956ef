package catalogue_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal/civic/catalogue"
	"shiheng.internal/civic/law"
)

// TestW168_21_Connected: the link comes from what was measured and what was
// said before, and from nothing else.
func TestW168_21_Connected(t *testing.T) {
	whole := catalogue.Reach{Cameras: 4, Linked: 4, Peers: 4, Listed: 4, Picture: 4, Tested: day(1)}
	with := func(change func(*catalogue.Reach)) catalogue.Reach {
		r := whole
		change(&r)
		return r
	}
	for _, tt := range []struct {
		name   string
		r      catalogue.Reach
		before catalogue.Link
		want   catalogue.Link
		lacks  []catalogue.Lack
	}{
		{"all there", whole, catalogue.NotConnected, catalogue.Connected, nil},
		{"nothing registered", catalogue.Reach{}, catalogue.NotConnected, catalogue.NotConnected, []catalogue.Lack{catalogue.NoCameras}},
		{"none linked", catalogue.Reach{Cameras: 4, Tested: day(1)}, catalogue.NotConnected, catalogue.NotConnected, []catalogue.Lack{catalogue.NotLinked}},
		{"some linked", with(func(r *catalogue.Reach) { r.Linked, r.Peers, r.Listed, r.Picture = 3, 3, 3, 3 }), catalogue.NotConnected, catalogue.Partly, []catalogue.Lack{catalogue.NotLinked}},
		{"peers away", with(func(r *catalogue.Reach) { r.Peers, r.Picture = 0, 0 }), catalogue.Connected, catalogue.Interrupted, []catalogue.Lack{catalogue.PeerAway, catalogue.NoPicture}},
		{"still away", with(func(r *catalogue.Reach) { r.Peers, r.Picture = 0, 0 }), catalogue.Interrupted, catalogue.Interrupted, []catalogue.Lack{catalogue.PeerAway, catalogue.NoPicture}},
		{"never was there", with(func(r *catalogue.Reach) { r.Peers, r.Picture = 0, 0 }), catalogue.NotConnected, catalogue.NotConnected, []catalogue.Lack{catalogue.PeerAway, catalogue.NoPicture}},
		{"one peer away", with(func(r *catalogue.Reach) { r.Peers, r.Picture = 3, 3 }), catalogue.Connected, catalogue.Partly, []catalogue.Lack{catalogue.PeerAway, catalogue.NoPicture}},
		{"not listed", with(func(r *catalogue.Reach) { r.Listed = 3 }), catalogue.Connected, catalogue.Partly, []catalogue.Lack{catalogue.NotListed}},
		{"no picture", with(func(r *catalogue.Reach) { r.Picture = 0 }), catalogue.Connected, catalogue.Partly, []catalogue.Lack{catalogue.NoPicture}},
		{"W168/11: interface not tested", with(func(r *catalogue.Reach) { r.Tested = law.Day{} }), catalogue.NotConnected, catalogue.Partly, []catalogue.Lack{catalogue.NotTested}},
		{"back again", whole, catalogue.Interrupted, catalogue.Connected, nil},
	} {
		if got := catalogue.Judge(tt.r, tt.before); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if got := tt.r.Lacking(); !slices.Equal(got, tt.lacks) {
			t.Errorf("%s: lacks %v, want %v", tt.name, got, tt.lacks)
		}
	}
}

// TestV34_2_Overdue: a system is overdue from the day after its day until it
// was connected once.
func TestV34_2_Overdue(t *testing.T) {
	now := time.Date(2027, 3, 10, 4, 0, 0, 0, time.UTC)
	task := catalogue.Task{System: id(1), Due: day(9), Link: catalogue.NotConnected}
	for _, tt := range []struct {
		on   law.Day
		want bool
	}{{day(8), false}, {day(9), false}, {day(10), true}} {
		if got := task.Overdue(tt.on); got != tt.want {
			t.Errorf("on %s: %v", tt.on, got)
		}
	}
	whole := catalogue.Reach{Cameras: 1, Linked: 1, Peers: 1, Listed: 1, Picture: 1, Tested: day(1)}
	if !task.Take(whole, now) || task.Link != catalogue.Connected || task.First != now || task.Since != now {
		t.Errorf("%+v", task)
	}
	if task.Overdue(day(10)) {
		t.Error("overdue although it connected")
	}
	if task.Take(whole, now.Add(time.Minute)) || task.Since != now || task.Probed != now.Add(time.Minute) {
		t.Errorf("a probe that changes nothing: %+v", task)
	}
	if !task.Take(catalogue.Reach{Cameras: 1, Linked: 1, Tested: day(1)}, now.Add(time.Hour)) || task.Link != catalogue.Interrupted || task.First != now {
		t.Errorf("%+v", task)
	}
	if task.Overdue(day(30)) {
		t.Error("an interruption is no breach of the day")
	}
}

// TestJudgeNeverFlatters: connected means that nothing at all is lacking, and
// who never reached anything is never called interrupted.
func TestJudgeNeverFlatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := func(label string, most int) int { return rapid.IntRange(0, most).Draw(t, label) }
		r := catalogue.Reach{Cameras: n("cameras", 5)}
		r.Linked = n("linked", r.Cameras)
		r.Peers, r.Listed, r.Picture = n("peers", r.Linked), n("listed", r.Linked), n("picture", r.Linked)
		if rapid.Bool().Draw(t, "tested") {
			r.Tested = day(1)
		}
		before := rapid.SampledFrom([]catalogue.Link{catalogue.NotConnected, catalogue.Partly, catalogue.Connected, catalogue.Interrupted}).Draw(t, "before")
		all := r.Cameras > 0 && r.Linked == r.Cameras && r.Peers == r.Linked && r.Listed == r.Linked && r.Picture == r.Linked && !r.Tested.IsZero()
		got := catalogue.Judge(r, before)
		if (got == catalogue.Connected) != all {
			t.Fatalf("%+v is %s", r, got)
		}
		if got == catalogue.Interrupted && before == catalogue.NotConnected {
			t.Fatalf("%+v was never there and is interrupted", r)
		}
	})
}
