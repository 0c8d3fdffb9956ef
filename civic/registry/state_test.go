package registry_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

func now() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

func happenings() (out []registry.Happening) {
	for _, t := range registry.Transitions() {
		if !slices.Contains(out, t.On) {
			out = append(out, t.On)
		}
	}
	return out
}

// facts of a system that is bound, with one that lets nothing through.
func bound() registry.StateFacts {
	return registry.StateFacts{Now: now(), Bound: true, Maintained: true, Completed: law.DayOf(now()), Reason: "因故"}
}

func with(change func(*registry.StateFacts)) registry.StateFacts {
	f := bound()
	change(&f)
	return f
}

// TestL2_W168_15_2 is gate L2 as a table: in service only with a passed
// acceptance, or when completed before the order took effect, or when no fact
// asks for one.
func TestL2_W168_15_2(t *testing.T) {
	none := bound()
	passed := with(func(f *registry.StateFacts) { f.Acceptance = registry.AcceptanceFact{Passed: true} })
	basic := with(func(f *registry.StateFacts) { f.Acceptance = registry.AcceptanceFact{Basic: true, Dated: true} })
	serves := with(func(f *registry.StateFacts) {
		f.Acceptance = registry.AcceptanceFact{Basic: true, Dated: true, BasicServes: true}
	})
	undated := with(func(f *registry.StateFacts) { f.Acceptance = registry.AcceptanceFact{Basic: true, BasicServes: true} })
	legacy := with(func(f *registry.StateFacts) { f.Legacy = true })
	free := with(func(f *registry.StateFacts) { f.Bound = false })
	for _, tt := range []struct {
		name    string
		from    registry.State
		on      registry.Happening
		facts   registry.StateFacts
		to      registry.State
		article string
	}{
		{"planned", registry.Planned, registry.PutIntoService, none, "", "W168/15/2"},
		{"completed", registry.Completed, registry.PutIntoService, none, "", "W168/15/2"},
		{"trial", registry.Trial, registry.PutIntoService, none, "", "W168/15/2"},
		{"in use", registry.InUseNotAcc, registry.PutIntoService, none, "", "W168/15/2"},
		{"accepted without the paper", registry.Accepted, registry.PutIntoService, none, "", "W168/15/2"},
		{"after an outage", registry.Suspended, registry.Resume, none, "", "W168/15/2"},
		{"after a change", registry.Changing, registry.EndChange, none, "", "W168/15/2"},
		{"after a notice", registry.RemovalNotified, registry.WithdrawNotice, none, "", "W168/15/2"},
		{"conclusion", registry.InAcceptance, registry.PassAcceptance, none, "", "W168/15/1"},
		{"basic where the city does not say so", registry.Accepted, registry.PutIntoService, basic, "", "W168/15/2"},
		{"basic with an overdue rectification", registry.Accepted, registry.PutIntoService, undated, "", "W168/15/2"},
		{"basic where the city says so", registry.Accepted, registry.PutIntoService, serves, registry.InService, ""},
		{"passed", registry.InAcceptance, registry.PassAcceptance, passed, registry.Accepted, ""},
		{"accepted", registry.Accepted, registry.PutIntoService, passed, registry.InService, ""},
		{"accepted late", registry.InUseNotAcc, registry.PassAcceptance, passed, registry.Accepted, ""},
		{"legacy found", registry.InUseNotAcc, registry.PutIntoService, legacy, registry.InService, ""},
		{"legacy entered", registry.Planned, registry.PutIntoService, legacy, registry.InService, ""},
		{"a shop's own cameras", registry.Planned, registry.PutIntoService, free, registry.InService, ""},
	} {
		got, err := registry.Next(tt.from, tt.on, tt.facts)
		if tt.article == "" {
			if err != nil || got.To != tt.to {
				t.Errorf("%s: %s, %v", tt.name, got.To, err)
			}
			continue
		}
		wantBy(t, tt.name, err, tt.article)
	}
}

// TestW168_27: nobody puts a system into service that nobody maintains; what
// stood before it was entered is there, and owes it.
func TestW168_27(t *testing.T) {
	alone := with(func(f *registry.StateFacts) { f.Acceptance.Passed, f.Maintained = true, false })
	for _, from := range []registry.State{registry.Accepted, registry.Planned, registry.Completed, registry.Trial, registry.InUseNotAcc} {
		_, err := registry.Next(from, registry.PutIntoService, alone)
		wantBy(t, string(from), err, "W168/27")
	}
	if _, err := registry.Next(registry.Suspended, registry.Resume, alone); err != nil {
		t.Errorf("a system in service does not come back: %v", err)
	}
	alone.Stands = true
	if _, err := registry.Next(registry.Planned, registry.PutIntoService, alone); err != nil {
		t.Errorf("what stands is not entered: %v", err)
	}
}

// TestR799_10: beside a military or secret-related unit that did not consent
// nothing is built, tried, accepted or put into service.
func TestR799_10(t *testing.T) {
	for _, n := range []registry.NeighbourFact{{Unit: "某部"}, {Unit: "某部", Refused: true}} {
		beside := with(func(f *registry.StateFacts) { f.Acceptance.Passed, f.Neighbour = true, n })
		for _, step := range []struct {
			from registry.State
			on   registry.Happening
		}{
			{registry.Designed, registry.StartBuilding}, {registry.Completed, registry.BeginTrial}, {registry.Planned, registry.BeginTrial},
			{registry.InAcceptance, registry.PassAcceptance}, {registry.InUseNotAcc, registry.PassAcceptance},
			{registry.Accepted, registry.PutIntoService}, {registry.Planned, registry.PutIntoService},
		} {
			_, err := registry.Next(step.from, step.on, beside)
			wantBy(t, string(step.on), err, "R799/10")
		}
		if _, err := registry.Next(registry.Suspended, registry.Resume, beside); err != nil {
			t.Errorf("a system in service does not come back: %v", err)
		}
		beside.Stands = true
		if _, err := registry.Next(registry.Planned, registry.PutIntoService, beside); err != nil {
			t.Errorf("what stands is not entered: %v", err)
		}
	}
}

func wantBy(t *testing.T, name string, err error, article string) {
	t.Helper()
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok || !errors.Is(err, shiheng.ErrForbidden) || e.Article != article {
		t.Errorf("%s: %v, want a refusal by %s", name, err, article)
	}
}

// TestL3_W168_17 is the second half of gate L3 as a table: removed only with
// an executed and verified notice, not before its day, or when danger is
// disclosed, or when no fact asks for a notice.
func TestL3_W168_17(t *testing.T) {
	today := law.DayOf(now())
	notice := func(change func(*registry.NoticeFact)) registry.StateFacts {
		return with(func(f *registry.StateFacts) {
			f.Notice = registry.NoticeFact{Reported: true, Earliest: today, Executed: today, Verified: true}
			change(&f.Notice)
		})
	}
	whole := notice(func(*registry.NoticeFact) {})
	if got, err := registry.Next(registry.RemovalNotified, registry.Remove, whole); err != nil || got.To != registry.Removed {
		t.Errorf("an executed notice: %s, %v", got.To, err)
	}
	for name, f := range map[string]registry.StateFacts{
		"no notice":    bound(),
		"not reported": notice(func(n *registry.NoticeFact) { n.Reported = false }),
		"not executed": notice(func(n *registry.NoticeFact) { n.Executed = law.Day{} }),
		"not verified": notice(func(n *registry.NoticeFact) { n.Verified = false }),
		"a day early":  notice(func(n *registry.NoticeFact) { n.Earliest = today.Add(1) }),
		"no day":       notice(func(n *registry.NoticeFact) { n.Earliest = law.Day{} }),
	} {
		_, err := registry.Next(registry.RemovalNotified, registry.Remove, f)
		wantBy(t, name, err, "W168/17")
	}
	_, err := registry.Next(registry.InService, registry.Remove, whole) // a notice is not executed from there
	wantBy(t, "past the notice", err, "W168/17")
	_, err = registry.Next(registry.InService, registry.NotifyRemoval, bound())
	wantBy(t, "notified without a report", err, "W168/17")
	_, err = registry.Next(registry.InService, registry.DiscloseDanger, bound())
	wantBy(t, "danger that nobody disclosed", err, "W168/17")
	disclosed := with(func(f *registry.StateFacts) { f.Notice.Danger = true })
	if got, err := registry.Next(registry.InService, registry.DiscloseDanger, disclosed); err != nil || got.To != registry.Removed {
		t.Errorf("danger disclosed: %s, %v", got.To, err)
	}
	free := with(func(f *registry.StateFacts) { f.Bound = false })
	if got, err := registry.Next(registry.InService, registry.Remove, free); err != nil || got.To != registry.Removed {
		t.Errorf("a shop's own cameras: %s, %v", got.To, err)
	}
}

// reach is every state that can be reached from planned when each step may use
// any of the facts.
func reach(facts ...registry.StateFacts) map[registry.State]bool {
	seen := map[registry.State]bool{registry.Planned: true}
	lines := registry.Transitions()
	for grown := true; grown; {
		grown = false
		for _, l := range lines {
			met := func(f registry.StateFacts) bool { return l.If.Met(f) == nil }
			if seen[l.From] && !seen[l.To] && slices.ContainsFunc(facts, met) {
				seen[l.To], grown = true, true
			}
		}
	}
	return seen
}

// TestEveryPath walks the whole table by brute force, over every combination
// of facts that the walk is told it may have.
func TestEveryPath(t *testing.T) {
	today := law.DayOf(now())
	trials := []time.Time{{}, now().Add(time.Hour)}
	bools := []bool{false, true}
	var all, unaccepted, unnotified []registry.StateFacts
	for _, until := range trials {
		for bits := range 1 << 7 {
			bit := func(n int) bool { return bits>>n&1 == 1 }
			for _, reason := range []string{"", "因故"} {
				for _, executed := range bools {
					f := bound()
					f.TrialUntil, f.Reason = until, reason
					f.Acceptance = registry.AcceptanceFact{Passed: bit(0), Basic: bit(1), BasicServes: true, Dated: true}
					f.Legacy, f.Bound = bit(2), bit(3)
					f.Notice = registry.NoticeFact{Reported: bit(4), Earliest: today, Verified: bit(5), Danger: bit(6)}
					if executed {
						f.Notice.Executed = today
					}
					all = append(all, f)
					if !f.Acceptance.Passed && !f.Acceptance.Basic && !f.Legacy && f.Bound {
						unaccepted = append(unaccepted, f)
					}
					if f.Bound && !f.Notice.Danger && (!f.Notice.Verified || !executed) {
						unnotified = append(unnotified, f)
					}
				}
			}
		}
	}
	got := reach(all...)
	for _, s := range registry.States() {
		if !got[s] {
			t.Errorf("no path leads to %s", s)
		}
	}
	got = reach(unaccepted...)
	for _, s := range []registry.State{registry.Accepted, registry.InService, registry.Suspended, registry.Changing} {
		if got[s] {
			t.Errorf("a path leads to %s without acceptance, age or freedom", s)
		}
	}
	if got := reach(unnotified...); got[registry.Removed] {
		t.Error("a path leads to removed without an executed notice or a disclosure")
	}
}

// TestNoWayIntoService walks at random, each step with facts of its own, but
// never an acceptance, the pre-2019 exception or freedom from the duty.
func TestNoWayIntoService(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := rapid.SampledFrom([]registry.State{registry.Planned, registry.Trial, registry.InUseNotAcc}).Draw(t, "from")
		for range 30 {
			facts := bound()
			facts.TrialUntil = now().Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "trial")) * time.Hour)
			facts.Reason = rapid.SampledFrom([]string{"", "因故"}).Draw(t, "reason")
			facts.Acceptance.Basic = rapid.Bool().Draw(t, "basic") // which the city does not let serve
			if next, err := registry.Next(state, rapid.SampledFrom(happenings()).Draw(t, "on"), facts); err == nil {
				state = next.To
			}
			if state == registry.InService || state == registry.Accepted {
				t.Fatalf("%s was reached without acceptance", state)
			}
		}
	})
}

// TestTableIsSound: one line per state and happening, each with its article,
// and whatever is not in it is refused as a conflict.
func TestTableIsSound(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range registry.Transitions() {
		key := string(l.From) + " " + string(l.On)
		if seen[key] || l.Article == "" || l.If.Met == nil || l.If.Name == "" {
			t.Errorf("line %s is doubled or incomplete", key)
		}
		if !slices.Contains(registry.States(), l.From) || !slices.Contains(registry.States(), l.To) {
			t.Errorf("line %s names a state that is not in the list", key)
		}
		seen[key] = true
	}
	for _, s := range registry.States() {
		for _, h := range happenings() {
			_, err := registry.Next(s, h, bound())
			if e, ok := errors.AsType[*shiheng.Error](err); ok && !seen[string(s)+" "+string(h)] && e.Code != "system.transition" {
				t.Errorf("%s on %s is not in the table and gives %v", s, h, err)
			}
		}
	}
}

// TestByHouse: what a record must prove is never asked for by name.
func TestByHouse(t *testing.T) {
	for _, h := range happenings() {
		want := slices.Contains([]registry.Happening{
			registry.TrialOver, registry.OpenAcceptance, registry.PassAcceptance, registry.FailAcceptance, registry.LackAcceptance,
			registry.Suspend, registry.Resume, registry.BeginChange, registry.EndChange, registry.NotifyRemoval, registry.WithdrawNotice,
			registry.Remove, registry.DiscloseDanger,
		}, h)
		if h.ByHouse() != want {
			t.Errorf("%s by the house: %v", h, !want)
		}
	}
}

// TestTrialOver: the clock may not be ahead of itself.
func TestTrialOver(t *testing.T) {
	for _, from := range []registry.State{registry.Trial, registry.InAcceptance} {
		f := registry.StateFacts{Now: now(), TrialUntil: now().Add(time.Microsecond)}
		if _, err := registry.Next(from, registry.TrialOver, f); !errors.Is(err, shiheng.ErrConflict) {
			t.Errorf("a running %s was ended: %v", from, err)
		}
		f.TrialUntil = now()
		if next, err := registry.Next(from, registry.TrialOver, f); err != nil || next.To != registry.InUseNotAcc {
			t.Errorf("%v, %v", next.To, err)
		}
	}
}

// TestReasons: no interruption and no change of the whole without cause.
func TestReasons(t *testing.T) {
	none := with(func(f *registry.StateFacts) { f.Reason = "" })
	for on, article := range map[registry.Happening]string{registry.Suspend: "W168/30/6", registry.BeginChange: "W168/30/7"} {
		_, err := registry.Next(registry.InService, on, none)
		if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Article != article {
			t.Errorf("%s without a reason: %v", on, err)
		}
	}
}

// TestStateIsNotASwitch: what each state lets be seen and added, and in which
// people rely on it.
func TestStateIsNotASwitch(t *testing.T) {
	for _, tt := range []struct {
		state                          registry.State
		watched, testable, grow, inUse bool
	}{
		{registry.Planned, false, true, true, false},
		{registry.Designed, false, true, true, false},
		{registry.UnderConstr, false, true, true, false},
		{registry.Completed, false, true, true, false},
		{registry.Trial, true, true, true, false},
		{registry.InAcceptance, true, true, true, false},
		{registry.Failed, false, true, true, false},
		{registry.Rectifying, false, true, true, false},
		{registry.Accepted, true, true, true, false},
		{registry.InService, true, false, true, true},
		{registry.Changing, true, true, true, true},
		{registry.Suspended, true, true, true, true},
		{registry.InUseNotAcc, true, true, false, true},
		{registry.RemovalNotified, true, false, false, true},
		{registry.Removed, false, false, false, false},
		{registry.Archived, false, false, false, false},
	} {
		if tt.state.Watched() != tt.watched || tt.state.Testable() != tt.testable || (tt.state.Grows() == nil) != tt.grow || tt.state.InUse() != tt.inUse {
			t.Errorf("%s: watched %v, testable %v, grows %v, in use %v", tt.state, tt.state.Watched(), tt.state.Testable(), tt.state.Grows(), tt.state.InUse())
		}
	}
}

// TestTableIsPrinted keeps the table of the document and of the program the
// same.
func TestTableIsPrinted(t *testing.T) {
	doc, err := os.ReadFile("../../docs/design/life-of-a-system.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	want.WriteString("| From | On | To | If | Article |\n|---|---|---|---|---|\n")
	for _, l := range registry.Transitions() {
		fmt.Fprintf(&want, "| %s | %s | %s | %s | %s |\n", l.From, l.On, l.To, l.If.Name, l.Article)
	}
	if !strings.Contains(string(doc), want.String()) {
		t.Errorf("docs/design/life-of-a-system.md does not print the table:\n%s", want.String())
	}
}
