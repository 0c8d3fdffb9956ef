package app

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/retain"
	"shiheng.internal/video/record"
)

var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// TestIncidents: since when a condition holds is remembered, though its
// particulars change; begin and end are logged once and put on record, later
// when the rows are down.
func TestIncidents(t *testing.T) {
	var log bytes.Buffer
	var kept []audit.Event
	down := true
	i := newIncidents(slog.New(slog.NewTextHandler(&log, nil)), func(_ context.Context, e ...audit.Event) error {
		if down {
			return errors.New("no rows")
		}
		kept = append(kept, e...)
		return nil
	})
	shortage := func(step string) condition {
		return condition{code: "store.shortage", record: true, params: map[string]string{"step": step}}
	}
	behind := condition{code: "record.behind", after: 10 * time.Second}
	at := func(s int) time.Time { return noon.Add(time.Duration(s) * time.Second) }
	i.look(t.Context(), at(0), []condition{shortage("ask-for-less"), behind})
	i.look(t.Context(), at(2), nil) // both end; behind never counted
	down = false
	i.look(t.Context(), at(4), []condition{behind})
	i.look(t.Context(), at(6), []condition{behind, shortage("keys-only")})
	i.look(t.Context(), at(13), []condition{behind, shortage("declare-gaps")})
	if got := i.List(); len(got) != 1 || !got[0].Since.Equal(at(6)) || got[0].Params["step"] != "declare-gaps" {
		t.Errorf("incidents %+v", got)
	}
	i.look(t.Context(), at(14), []condition{behind, shortage("declare-gaps")})
	if got := i.List(); len(got) != 2 || got[0].Code != "record.behind" || !got[0].Since.Equal(at(4)) {
		t.Errorf("incidents %+v", got)
	}
	i.look(t.Context(), at(20), nil)
	if got := i.List(); len(got) != 0 {
		t.Errorf("incidents %+v", got)
	}
	var acts []string
	for _, e := range kept {
		if err := e.Check(); err != nil {
			t.Error(err)
		}
		acts = append(acts, string(e.Act)+" "+e.Object.ID)
	}
	want := "incident.open store.shortage,incident.close store.shortage,incident.open store.shortage,incident.close store.shortage"
	if got := strings.Join(acts, ","); got != want {
		t.Errorf("on record: %s", got)
	}
	if b, e := strings.Count(log.String(), "incident begins"), strings.Count(log.String(), "incident ends"); b != 3 || e != 3 {
		t.Errorf("%d begins and %d ends in the log:\n%s", b, e, log.String())
	}
}

func TestRefusals(t *testing.T) {
	var r refusals
	for _, tt := range []struct {
		second int
		count  uint64
		want   bool
	}{{0, 0, false}, {2, 3, true}, {30, 3, true}, {61, 4, true}, {120, 4, true}, {121, 4, false}, {500, 4, false}, {502, 5, true}} {
		if got := r.holds(noon.Add(time.Duration(tt.second)*time.Second), tt.count); got != tt.want {
			t.Errorf("after %d s, %d refused: %v", tt.second, tt.count, got)
		}
	}
}

func TestPace(t *testing.T) {
	p := &pace{}
	if r, over := p.rate(); r != 0 || over != 0 {
		t.Errorf("before anything: %g over %v", r, over)
	}
	for s := 0; s <= 10*3600; s += 2 { // 1000 B/s, after nine hours 3000 B/s
		p.note(noon.Add(time.Duration(s)*time.Second), uint64(s*1000+max(s-9*3600, 0)*2000))
	}
	r, over := p.rate()
	if over < 6*time.Hour-time.Minute || over > 6*time.Hour {
		t.Errorf("measured over %v", over)
	}
	if want := (float64(over/time.Second)*1000 + 3600*2000) / over.Seconds(); r < want-1 || r > want+1 {
		t.Errorf("%g bytes a second, want %g", r, want)
	}
}

// TestTimelineTellsKinds: runs of key frames only are never joined with others.
func TestTimelineTellsKinds(t *testing.T) {
	at := func(s int) time.Time { return noon.Add(time.Duration(s) * time.Second) }
	var runs []api.RunView
	for _, r := range []api.RunView{{From: at(0), To: at(10)}, {From: at(11), To: at(20)}, {From: at(20), To: at(30), KeysOnly: true}, {From: at(31), To: at(40), KeysOnly: true}, {From: at(40), To: at(50)}} {
		runs, _ = joined(runs, r, 5*time.Second, false)
	}
	if len(runs) != 3 || runs[0].KeysOnly || !runs[1].KeysOnly || !runs[1].To.Equal(at(40)) || runs[2].KeysOnly {
		t.Errorf("runs %+v", runs)
	}
}

// TestShortageReachesEverybody opens a house whose store says it is short: the
// recorder is told, status shows it with its begin, and the log of acts has it.
func TestShortageReachesEverybody(t *testing.T) {
	s := DefaultSettings()
	s.Data = t.TempDir()
	s.Console = ConsoleSettings{Listen: "127.0.0.1:0", Plain: true}
	s.Signal.Networks[0].Listen = "127.0.0.1:0"
	s.Media.WebRTC = ""
	s.Practice.Size = 64 * MB
	h, err := Open(t.Context(), Start{Settings: s, Practice: true, Version: "test", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}()
	thin, stopped, other := shiheng.StreamID{1}, shiheng.StreamID{2}, shiheng.StreamID{3}
	h.shortage.take(retain.Relief{Step: retain.DeclareGaps, KeysOnly: []string{thin.String()}, Stop: []string{stopped.String()}})
	for id, want := range map[shiheng.StreamID]record.Measure{thin: {KeysOnly: true}, stopped: {Stopped: true}, other: {}} {
		if got := h.shortage.Measure(id); got != want {
			t.Errorf("measure %+v, want %+v", got, want)
		}
	}
	var lost refusals
	h.look(t.Context(), &lost)
	first := h.shown(t, "store.shortage")
	if first.Since.IsZero() || first.Params["step"] != "declare-gaps" || first.Params["stopped"] != "1" {
		t.Errorf("shown: %+v", first)
	}
	h.look(t.Context(), &lost)
	if again := h.shown(t, "store.shortage"); !again.Since.Equal(first.Since) {
		t.Errorf("began at %v, then at %v", first.Since, again.Since)
	}
	h.shortage.take(retain.Relief{})
	h.look(t.Context(), &lost)
	if ended := h.shown(t, "store.shortage"); ended.Code != "" || h.shortage.Measure(thin) != (record.Measure{}) {
		t.Errorf("relieved, and shown: %+v", ended)
	}
	page, err := h.audit.Entries(t.Context(), audit.Filter{Object: audit.Object{Kind: "incident", ID: "store.shortage"}}, audit.Paging{})
	if err != nil || len(page.Items) != 2 || page.Items[0].Act != audit.IncidentClose || page.Items[1].Act != audit.IncidentOpen {
		t.Errorf("on record: %+v, %v", page.Items, err)
	}
}

// shown is the incident as status has it; the zero value when it has not.
func (h *House) shown(t *testing.T, code string) api.IncidentView {
	t.Helper()
	v, err := h.status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range v.Incidents {
		if i.Code == code {
			return i
		}
	}
	return api.IncidentView{}
}
