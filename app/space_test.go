package app_test

import (
	"slices"
	"testing"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/law"
)

// TestW168_28_NoRoom is the gate of space at the door: what does not fit to its
// floor is refused with the sum, and enabled with the unit head's acceptance,
// which leaves a finding. The store is one of practice: thirty law-days are an
// hour, for which 64 MiB do not hold a camera of 4096 kbit/s.
func TestW168_28_NoRoom(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	var tree api.TreeView
	admin.wants(200, "GET", "/tree", nil).into(t, &tree)
	camera := map[string]any{
		"name": "北门", "roomUse": "entrance", "systemId": tree.Systems[0].ID, "placeId": tree.Places[0].ID,
		"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none"},
	}
	admin.refused("camera.no-room", "W168/28/1", "POST", "/cameras", camera)
	var p struct{ Params map[string]string }
	admin.do("POST", "/cameras", camera).into(t, &p)
	if p.Params["kbps"] != "4096" || p.Params["days"] != "30" || p.Params["need"] != "2.2" || p.Params["have"] != "0.1" || p.Params["cameras"] != "1" {
		t.Errorf("the sum shown is %v", p.Params)
	}
	day := func(n int) string { return law.DayOf(time.Now()).Add(n).String() }
	word := map[string]any{"matter": "shortage", "head": "李建国", "reference": "12号", "signed": day(0)}
	admin.refused("instruction.expand-by", "", "POST", "/instructions", word)
	word["expandBy"] = day(30)
	w.as("keeper").refused("access.role", "W168/29/1", "POST", "/instructions", word)
	var made api.InstructionView
	admin.wants(201, "POST", "/instructions", word).into(t, &made)
	if !made.InForce || made.Can["withdraw"] != "" {
		t.Errorf("entered %+v", made)
	}
	var c api.CameraView
	admin.wants(201, "POST", "/cameras", camera).into(t, &c)
	if c.Class != 3 || c.Redundancy != "none" {
		t.Errorf("made %+v", c)
	}
	var findings route.Page[api.FindingView]
	admin.wants(200, "GET", "/findings?open=true", nil).into(t, &findings)
	findings.Items = slices.DeleteFunc(findings.Items, func(f api.FindingView) bool { return f.Camera != c.ID }) // those of the practice district
	if len(findings.Items) != 1 || findings.Items[0].Fault != "store-too-small" || findings.Items[0].Camera != c.ID || findings.Items[0].Note == "" {
		t.Errorf("findings %+v", findings.Items)
	}
	admin.wants(200, "POST", "/instructions/"+made.ID+"/withdraw", nil)
	var all route.Page[api.InstructionView]
	w.as("auditor").wants(200, "GET", "/instructions", nil).into(t, &all)
	if len(all.Items) != 1 || all.Items[0].InForce || all.Items[0].Ended.IsZero() || all.Items[0].Can["withdraw"] == "" {
		t.Errorf("instructions %+v", all.Items)
	}
	camera["name"] = "东门"
	admin.refused("camera.no-room", "W168/28/1", "POST", "/cameras", camera)
}

// TestOwed: a cursor that no answer gave is refused, and a house where nothing
// was left on a device owes nothing.
func TestOwed(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	var owed route.Page[api.OwedView]
	admin.wants(200, "GET", "/footage/owed", nil).into(t, &owed)
	if len(owed.Items) != 0 || owed.Next != "" {
		t.Errorf("owed %+v", owed)
	}
	for _, cursor := range []string{"x", "1", "1.x", ".", "9999999999999999999999.01a207ef-1e31-7db5-b155-bd03db385fd4"} {
		admin.refused("request.cursor", "", "GET", "/footage/owed?cursor="+cursor, nil)
	}
	admin.wants(200, "GET", "/footage/owed?cursor=1.01a207ef-1e31-7db5-b155-bd03db385fd4", nil)
}
