package app_test

import (
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/control"
	"shiheng.internal/civic/audit"
)

// TestControl_W168_29_1 is a control by the API: who may, who waits, what ends
// it, and where the camera belongs.
func TestControl_W168_29_1(t *testing.T) {
	w := newWorld(t)
	camera := w.delivering(theMall)
	keeper, second, site := w.as("keeper"), w.as("forward"), w.as("mall")
	open := func(c *caller) (g shiheng.Grant) {
		c.wants(201, "POST", "/grants", map[string]any{"act": "live", "cameraIds": []string{camera}}).into(t, &g)
		return g
	}
	mine, theirs := open(keeper), open(second)
	path := "/cameras/" + camera
	var stand control.StandingView
	keeper.wants(200, "GET", path+"/control", nil).into(t, &stand)
	if stand.Held || stand.Home != nil || stand.Can["control"] != "control.unmovable" || stand.Can["setHome"] == "" {
		t.Errorf("%+v", stand)
	}
	w.as("auditor").refused("camera.none", "", "GET", path+"/control", nil)
	site.wants(200, "GET", path+"/control", nil).into(t, &stand)
	if stand.Can["control"] != "access.role W168/29/1" || stand.Can["setHome"] != "" {
		t.Errorf("a site operator watches nothing: %+v", stand.Can)
	}
	site.refused("grant.none", "", "POST", path+"/control", map[string]any{"grantId": mine.ID})
	second.refused("grant.none", "", "POST", path+"/control", map[string]any{"grantId": mine.ID})

	var c, other control.ControlView
	keeper.wants(200, "POST", path+"/control", map[string]any{"grantId": mine.ID}).into(t, &c)
	second.refused("control.held", "", "POST", path+"/control", map[string]any{"grantId": theirs.ID})
	second.wants(200, "GET", path+"/control", nil).into(t, &stand)
	if !stand.Held || stand.By == "" || stand.Mine {
		t.Errorf("%+v", stand)
	}
	own := "/controls/" + c.ID.String()
	for _, tt := range []struct{ method, path string }{
		{"POST", own + "/beat"}, {"DELETE", own},
	} {
		second.refused("control.none", "", tt.method, tt.path, nil)
	}
	second.refused("control.none", "", "POST", own+"/command", map[string]any{"verb": "move", "pan": 1})
	keeper.refused("control.unmovable", "", "POST", own+"/command", map[string]any{"verb": "move", "pan": 1}) // it comes by RTSP
	keeper.refused("control.preset", "", "POST", own+"/command", map[string]any{"verb": "preset-call"})
	keeper.refused("control.unmovable", "", "GET", path+"/presets", nil)
	keeper.wants(200, "POST", own+"/lock", map[string]any{"on": true}).into(t, &c)
	if !c.Locked || c.Aside {
		t.Errorf("%+v", c)
	}
	second.refused("control.reason", "W168/29/1", "POST", path+"/control", map[string]any{"grantId": theirs.ID, "urgent": true})
	second.wants(200, "POST", path+"/control", map[string]any{"grantId": theirs.ID, "urgent": true, "reason": "北门有人倒地"}).into(t, &other)
	keeper.wants(200, "POST", own+"/beat", nil).into(t, &c)
	if !c.Aside || c.By == "" {
		t.Errorf("%+v", c)
	}
	keeper.refused("control.displaced", "", "POST", own+"/stay", map[string]any{"minutes": 5})
	second.wants(200, "POST", "/controls/"+other.ID.String()+"/stay", map[string]any{"minutes": 5}).into(t, &other)
	if other.Stay.IsZero() || !other.Urgent {
		t.Errorf("%+v", other)
	}
	second.wants(204, "DELETE", "/controls/"+other.ID.String(), nil)
	keeper.wants(200, "POST", own+"/beat", nil).into(t, &c)
	if c.Aside {
		t.Errorf("not given back: %+v", c)
	}
	keeper.wants(204, "DELETE", "/grants/"+mine.ID.String(), nil) // the picture is closed
	waits(t, "the control ends with the picture", func() bool {
		second.wants(200, "GET", path+"/control", nil).into(t, &stand)
		return !stand.Held
	})
	keeper.wants(204, "DELETE", own, nil) // over already

	home := map[string]any{"preset": 1, "afterSeconds": 180, "reason": "大门全景"}
	keeper.refused("access.role", "W168/29/1", "PUT", path+"/home", home)
	site.refused("request.invalid", "", "PUT", path+"/home", map[string]any{"preset": 1, "afterSeconds": 7201})
	var h control.HomeView
	site.wants(200, "PUT", path+"/home", home).into(t, &h)
	site.refused("home.changed", "", "PUT", path+"/home", home)
	keeper.wants(200, "GET", path+"/control", nil).into(t, &stand)
	if stand.Home == nil || stand.Home.Preset != 1 || stand.Home.Reason != "大门全景" {
		t.Errorf("%+v", stand.Home)
	}
	for act, want := range map[audit.Act]int{audit.CameraControl: 2, audit.ControlAside: 1, audit.ControlBack: 1, audit.ControlEnd: 2, audit.HomeSet: 1} {
		waits(t, string(act)+" is on record", func() bool { return w.did(act, audit.Granted) == want })
	}
	if n := w.did(audit.CameraControl, audit.Refused); n != 1 {
		t.Errorf("%d refusals on record", n)
	}
}

// waits gives what another goroutine does ten seconds.
func waits(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !done(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not so after ten seconds: %s", what)
		}
	}
}
