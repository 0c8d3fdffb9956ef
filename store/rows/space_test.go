package rows_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// contractSpace: what counts when space runs out is kept with the camera.
func contractSpace(t *testing.T, w *world) {
	_, _, c := w.site("空间")
	if c.Class != registry.DefaultClass || c.Redundancy != registry.NoRedundancy || c.Kbps != 0 {
		t.Errorf("a new camera has %d, %s, %d", c.Class, c.Redundancy, c.Kbps)
	}
	c.Class, c.Redundancy, c.Kbps = registry.KeyClass, registry.Edge, 6144
	got, err := w.registry.SaveCamera(t.Context(), house, c)
	w.ok(err)
	if got.Class != registry.KeyClass || got.Redundancy != registry.Edge || got.Kbps != 6144 {
		t.Errorf("changed to %d, %s, %d", got.Class, got.Redundancy, got.Kbps)
	}
	if e := w.events("camera.change")[0]; e.Details["class"] != "1" || e.Details["redundancy"] != "edge" {
		t.Errorf("the event says %v", e.Details)
	}
	for code, change := range map[string]func(*registry.Camera){
		"camera.class":      func(c *registry.Camera) { c.Class = 5 },
		"camera.redundancy": func(c *registry.Camera) { c.Redundancy = "tape" },
		"camera.kbps":       func(c *registry.Camera) { c.Kbps = -1 },
	} {
		bad := got
		change(&bad)
		_, err := w.registry.SaveCamera(t.Context(), house, bad)
		if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// instruction is one as a clerk enters it.
func instruction(m registry.Matter, expandBy law.Day) registry.Instruction {
	return registry.Instruction{
		Matter: m, Head: "李建国", Signed: law.DayOf(start()), Reference: "锡某办〔2026〕12号", ExpandBy: expandBy,
	}
}

// contractInstructions: the head's instructions are kept, one of a matter is in
// force, and each change is on record.
func contractInstructions(t *testing.T, w *world) {
	ctx := t.Context()
	days := cmp.Comparer(func(a, b law.Day) bool { return a == b })
	if _, ok, err := w.registry.Instructed(ctx, registry.ClassOrder); ok || err != nil {
		t.Fatalf("a new house has instructions: %v", err)
	}
	first, err := w.registry.Instruct(ctx, house, instruction(registry.ClassOrder, law.Day{}))
	w.ok(err)
	w.clock.Add(time.Minute)
	second, err := w.registry.Instruct(ctx, house, instruction(registry.ClassOrder, law.Day{}))
	w.ok(err)
	w.clock.Add(time.Minute)
	short, err := w.registry.Instruct(ctx, house, instruction(registry.ShortageAccepted, day(t, "2026-12-31")))
	w.ok(err)
	got, ok, err := w.registry.Instructed(ctx, registry.ClassOrder)
	if err != nil || !ok || cmp.Diff(got, second, days) != "" {
		t.Errorf("in force is %+v, %v, want %+v", got, err, second)
	}
	page, err := w.registry.Read().Instructions(ctx, pagingOf(2))
	first.Ended = second.At
	if err != nil || cmp.Diff(page.Items, []registry.Instruction{short, second}, days) != "" || page.Next == "" {
		t.Errorf("newest first: %+v, %v", page, err)
	}
	rest, err := w.registry.Read().Instructions(ctx, audit.Paging{Limit: 2, Cursor: page.Next})
	if err != nil || cmp.Diff(rest.Items, []registry.Instruction{first}, days) != "" {
		t.Errorf("the next page: %s, %v", cmp.Diff(rest.Items, []registry.Instruction{first}, days), err)
	}
	w.ok(w.registry.Withdraw(ctx, house, second.ID))
	if _, ok, err := w.registry.Instructed(ctx, registry.ClassOrder); ok || err != nil {
		t.Errorf("withdrawn, and still in force: %v", err)
	}
	if err := w.registry.Withdraw(ctx, house, second.ID); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if made, ended := w.events(audit.InstructionMake), w.events(audit.InstructionEnd); len(made) != 3 || len(ended) != 1 ||
		made[0].Details["expandBy"] != "2026-12-31" || made[0].Details["reference"] != "锡某办〔2026〕12号" || ended[0].Details["head"] != "李建国" {
		t.Errorf("on record: %+v, %+v", made, ended)
	}
	w.clock.Add(60 * 24 * time.Hour)
	if _, ok, err := w.registry.Instructed(ctx, registry.ShortageAccepted); ok || err != nil {
		t.Errorf("an acceptance counts after its day: %v", err)
	}
	for code, change := range map[string]func(*registry.Instruction){
		"instruction.matter":    func(i *registry.Instruction) { i.Matter = "other" },
		"instruction.head":      func(i *registry.Instruction) { i.Head = " " },
		"instruction.reference": func(i *registry.Instruction) { i.Reference = "" },
		"instruction.signed":    func(i *registry.Instruction) { i.Signed = law.DayOf(w.clock.Now()).Add(1) },
		"instruction.expand-by": func(i *registry.Instruction) { i.ExpandBy = law.DayOf(w.clock.Now()).Add(-1) },
	} {
		bad := instruction(registry.ShortageAccepted, law.DayOf(w.clock.Now()))
		change(&bad)
		_, err := w.registry.Instruct(ctx, house, bad)
		if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
	undated := instruction(registry.ClassOrder, law.DayOf(w.clock.Now()))
	if _, err := w.registry.Instruct(ctx, house, undated); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("an order of classes with a day to expand by: %v", err)
	}
}

// TestW168_28_NoRoom: a camera whose footage does not fit to its floor is not
// enabled, by whatever door; with the head's acceptance it is, and a finding
// stands until it fits.
func TestW168_28_NoRoom(t *testing.T) {
	w := newWorld(t, "sqlite:"+filepath.Join(t.TempDir(), "rows.db"), false)
	ctx := t.Context()
	p, v, _ := w.site("满")
	have := int64(1_600_000_000_000) // of one camera of 4 Mbit/s and thirty days
	var asked []registry.Demand
	w.reckon = func(d []registry.Demand) registry.Room {
		asked = d
		need := int64(0)
		for _, c := range d {
			need += int64(float64(max(c.Kbps, 4000)) * 125 * 86400 * float64(c.Days) * c.Share * 1.2)
		}
		return registry.Room{Need: need, Have: have, Kbps: max(d[len(d)-1].Kbps, 4000)}
	}
	c := registry.Camera{
		Name: "多一个", System: v.ID, Place: p.ID, RoomUse: "corridor", Kbps: 6000,
		Main: &registry.Source{RTSP: &registry.RTSPSource{URL: "rtsp://192.0.2.7/1"}},
	}
	idle, err := w.registry.SaveCamera(ctx, house, c) // not enabled: needs nothing
	w.ok(err)
	enable := func(on bool) (registry.Camera, error) {
		t.Helper()
		now, err := w.registry.Read().Camera(ctx, idle.ID)
		w.ok(err)
		now.Enabled = on
		return w.registry.SaveCamera(ctx, house, now)
	}
	refused := func(err error) {
		t.Helper()
		e, ok := errors.AsType[*shiheng.Error](err)
		if !ok || e.Kind != shiheng.ErrForbidden || e.Code != "camera.no-room" || e.Article != "W168/28/1" {
			t.Fatalf("enabled without room: %v", err)
		}
		want := map[string]string{"kbps": "6000", "days": "30", "cameras": "2", "need": "3888.0", "have": "1600.0"}
		if d := cmp.Diff(e.Params, want); d != "" {
			t.Error(d)
		}
	}
	_, err = enable(true)
	refused(err)
	if e := w.events(audit.CameraEnable); len(e) != 1 || e[0].Outcome != audit.Refused || e[0].Reason != "camera.no-room" || e[0].Article != "W168/28/1" {
		t.Errorf("on record: %+v", e)
	}
	c.Enabled = true
	_, err = w.registry.SaveCamera(ctx, house, c)
	refused(err)
	if len(asked) != 2 || asked[1].Kbps != 6000 || asked[0].Days != 30 || asked[0].Share != 1 {
		t.Errorf("reckoned with %+v", asked)
	}

	_, err = w.registry.Instruct(ctx, house, instruction(registry.ShortageAccepted, law.DayOf(start()).Add(20)))
	w.ok(err)
	if _, err = enable(true); err != nil {
		t.Fatalf("accepted in writing, and refused: %v", err)
	}
	w.clock.Add(time.Minute)
	made, err := w.registry.SaveCamera(ctx, house, c) // its finding needs it to be there
	w.ok(err)
	open := func(want ...shiheng.CameraID) {
		t.Helper()
		w.ok(w.registry.Round(ctx))
		got, err := w.registry.Read().OpenFindings(ctx, registry.TooSmall)
		w.ok(err)
		var cameras []shiheng.CameraID
		for _, f := range got {
			cameras = append(cameras, f.Camera)
		}
		if !slices.Equal(cameras, want) {
			t.Errorf("findings of %v, want %v", cameras, want)
		}
	}
	open(idle.ID, made.ID)
	if _, err := enable(false); err != nil {
		t.Fatal(err)
	}
	open(made.ID)
	w.clock.Add(30 * 24 * time.Hour) // the day to expand by is past: the finding stands, and no more are enabled
	open(made.ID)
	_, err = enable(true)
	if !errors.Is(err, shiheng.ErrForbidden) {
		t.Errorf("an acceptance counts after its day: %v", err)
	}
	have *= 10
	open()
	if _, err = enable(true); err != nil {
		t.Errorf("there is room: %v", err)
	}
	open()
}
