package registry_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shiheng.internal"
	"shiheng.internal/civic/registry"
)

func now() time.Time { return time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC) }

func states() []registry.State {
	return []registry.State{
		registry.Planned, registry.Trial, registry.InUseNotAcc, registry.Accepted, registry.InService, registry.Suspended, registry.Decommission,
	}
}

func happenings() []registry.Happening {
	return []registry.Happening{
		registry.BeginTrial, registry.TrialOver, registry.FoundInUse, registry.PassAcceptance, registry.PutIntoService, registry.Suspend, registry.Resume,
	}
}

// TestL2_W168_15_2 is gate L2 as a table: in service only with a passed
// acceptance, or when completed before the order took effect.
func TestL2_W168_15_2(t *testing.T) {
	passed := registry.StateFacts{Now: now(), Acceptance: registry.Acceptance{Passed: true}}
	legacy := registry.StateFacts{Now: now(), Legacy: true}
	none := registry.StateFacts{Now: now()}
	for _, tt := range []struct {
		from    registry.State
		on      registry.Happening
		facts   registry.StateFacts
		to      registry.State
		article string
	}{
		{registry.Planned, registry.PutIntoService, none, "", "W168/15/2"},
		{registry.Trial, registry.PutIntoService, none, "", "W168/15/2"},
		{registry.InUseNotAcc, registry.PutIntoService, none, "", "W168/15/2"},
		{registry.Accepted, registry.PutIntoService, none, "", "W168/15/2"},
		{registry.Suspended, registry.Resume, none, "", "W168/15/2"},
		{registry.Trial, registry.PassAcceptance, none, "", "W168/15/1"},
		{registry.Trial, registry.PassAcceptance, passed, registry.Accepted, ""},
		{registry.Accepted, registry.PutIntoService, passed, registry.InService, ""},
		{registry.InUseNotAcc, registry.PassAcceptance, passed, registry.Accepted, ""},
		{registry.InUseNotAcc, registry.PutIntoService, legacy, registry.InService, ""},
		{registry.Planned, registry.PutIntoService, legacy, registry.InService, ""},
	} {
		got, err := registry.Next(tt.from, tt.on, tt.facts)
		if tt.article == "" {
			if err != nil || got.To != tt.to {
				t.Errorf("%s on %s: %s, %v", tt.from, tt.on, got.To, err)
			}
			continue
		}
		e, ok := errors.AsType[*shiheng.Error](err)
		if !ok || !errors.Is(err, shiheng.ErrForbidden) || e.Article != tt.article {
			t.Errorf("%s on %s without acceptance: %s, %v", tt.from, tt.on, got.To, err)
		}
	}
}

// TestNoWayIntoService walks at random: without an acceptance and without the
// pre-2019 exception no sequence of happenings ends in service.
func TestNoWayIntoService(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := rapid.SampledFrom([]registry.State{registry.Planned, registry.Trial, registry.InUseNotAcc}).Draw(t, "from")
		for range 30 {
			on := rapid.SampledFrom(happenings()).Draw(t, "on")
			facts := registry.StateFacts{
				Now: now(), TrialUntil: now().Add(time.Duration(rapid.IntRange(-1, 1).Draw(t, "trial")) * time.Hour),
				Reason: rapid.SampledFrom([]string{"", "因故"}).Draw(t, "reason"),
			}
			next, err := registry.Next(state, on, facts)
			if err == nil {
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
		if seen[key] || l.Article == "" || l.If.Met == nil {
			t.Errorf("line %s is doubled or incomplete", key)
		}
		seen[key] = true
	}
	for _, s := range states() {
		for _, h := range happenings() {
			_, err := registry.Next(s, h, registry.StateFacts{Now: now(), TrialUntil: now(), Legacy: true, Reason: "因故", Acceptance: registry.Acceptance{Passed: true}})
			if (err == nil) != seen[string(s)+" "+string(h)] {
				t.Errorf("%s on %s: %v", s, h, err)
			}
			if err != nil && !errors.Is(err, shiheng.ErrConflict) {
				t.Errorf("%s on %s: %v is no conflict", s, h, err)
			}
		}
	}
}

// TestTrialOver: the clock may not be ahead of itself.
func TestTrialOver(t *testing.T) {
	f := registry.StateFacts{Now: now(), TrialUntil: now().Add(time.Microsecond)}
	if _, err := registry.Next(registry.Trial, registry.TrialOver, f); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("a running trial was ended: %v", err)
	}
	f.TrialUntil = now()
	if next, err := registry.Next(registry.Trial, registry.TrialOver, f); err != nil || next.To != registry.InUseNotAcc {
		t.Errorf("%v, %v", next.To, err)
	}
}

// TestSuspendNeedsReason_W168_30_6: no interruption without cause.
func TestSuspendNeedsReason_W168_30_6(t *testing.T) {
	_, err := registry.Next(registry.InService, registry.Suspend, registry.StateFacts{Now: now()})
	if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Article != "W168/30/6" {
		t.Errorf("suspended without a reason: %v", err)
	}
}

// TestStateIsNotASwitch: what each state lets be seen and added.
func TestStateIsNotASwitch(t *testing.T) {
	for _, tt := range []struct {
		state                   registry.State
		watched, testable, grow bool
	}{
		{registry.Planned, false, true, true},
		{registry.Trial, true, true, true},
		{registry.InUseNotAcc, true, true, false},
		{registry.Accepted, true, true, true},
		{registry.InService, true, false, true},
		{registry.Suspended, true, true, true},
		{registry.Decommission, false, false, false},
	} {
		if tt.state.Watched() != tt.watched || tt.state.Testable() != tt.testable || (tt.state.Grows() == nil) != tt.grow {
			t.Errorf("%s: watched %v, testable %v, grows %v", tt.state, tt.state.Watched(), tt.state.Testable(), tt.state.Grows())
		}
	}
}

// TestTableIsPrinted keeps the table of the document and of the program the
// same.
func TestTableIsPrinted(t *testing.T) {
	doc, err := os.ReadFile("../../docs/reference/rows.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range registry.Transitions() {
		line := fmt.Sprintf("| %s | %s | %s | %s | %s |", l.From, l.On, l.To, l.If.Name, l.Article)
		if !strings.Contains(string(doc), line) {
			t.Errorf("docs/reference/rows.md lacks the line\n%s", line)
		}
	}
}
