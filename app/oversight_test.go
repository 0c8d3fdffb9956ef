package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"shiheng.internal/api"
	"shiheng.internal/api/oversight"
	"shiheng.internal/api/route"
)

// TestOversight_W168_29: an auditor makes a camera a canary, somebody opens it,
// and the auditor decides on the alarm. Whoever runs the house sees none of it,
// and the auditor sees of cameras what anybody may.
func TestOversight_W168_29(t *testing.T) {
	w := newWorld(t)
	admin, auditor := w.as("admin"), w.as("auditor")
	var tree api.TreeView
	admin.wants(200, "GET", "/tree", nil).into(t, &tree)
	var cam api.CameraView
	admin.wants(201, "POST", "/cameras", map[string]any{
		"name": "空房间", "roomUse": "entrance", "systemId": tree.Systems[0].ID, "placeId": tree.Places[0].ID, "kbps": 10,
		"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none", "user": "u", "password": "hush-hush"},
	}).into(t, &cam)
	var found route.Page[oversight.ReviewedCamera]
	auditor.wants(200, "GET", "/oversight/cameras?q="+url.QueryEscape("空房"), nil).into(t, &found)
	if len(found.Items) != 1 || found.Items[0].ID != cam.ID {
		t.Fatalf("cameras to choose from: %+v", found.Items)
	}
	canary := "/oversight/canaries/" + cam.ID.String()
	for _, who := range []string{"admin", "keeper", "copy", "tech"} {
		w.as(who).refused("access.role", "W168/29/1", "PUT", canary, map[string]any{"note": "x"})
		w.as(who).refused("access.role", "W168/29/1", "GET", "/oversight/alarms", nil)
	}
	auditor.wants(200, "PUT", canary, map[string]any{"note": "无人需要查看"})
	w.as("keeper").wants(201, "POST", "/grants", map[string]any{"act": "live", "cameraIds": []any{cam.ID}})
	if err := w.house.LookAfterCanaries(t.Context()); err != nil {
		t.Fatal(err)
	}
	var alarms route.Page[oversight.AlarmView]
	auditor.wants(200, "GET", "/oversight/alarms", nil).into(t, &alarms)
	n := slices.IndexFunc(alarms.Items, func(a oversight.AlarmView) bool { return a.Pattern == "canary" })
	if n < 0 || alarms.Items[n].CameraName != cam.Name || alarms.Items[n].Name == "" || alarms.Items[n].Value != 1 {
		t.Fatalf("alarms: %+v", alarms.Items)
	}
	decide := fmt.Sprintf("/oversight/alarms/%s/decide", alarms.Items[n].ID)
	admin.refused("access.role", "W168/29/1", "POST", decide, map[string]any{"verdict": "justified", "note": "值班需要"})
	if got := auditor.do("POST", decide, map[string]any{"verdict": "fine", "note": "值班需要"}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("an unknown verdict: %d", got.status)
	}
	var after oversight.AlarmView
	auditor.wants(200, "POST", decide, map[string]any{"verdict": "concern", "note": "请值班长说明"}).into(t, &after)
	if after.Verdict != "concern" || after.Decided == nil || after.By == "" {
		t.Errorf("decided: %+v", after)
	}
	auditor.refused("oversight.decided", "", "POST", decide, map[string]any{"verdict": "justified", "note": "改主意了"})
	auditor.refused("sample.none", "", "POST", "/oversight/samples/1/open", nil)
	auditor.wants(204, "DELETE", canary, nil)
	auditor.refused("canary.none", "", "DELETE", canary, nil)
}
