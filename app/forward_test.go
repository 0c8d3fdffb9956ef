package app_test

import (
	"net/http"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/forward"
	"shiheng.internal/api/official"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
)

// TestForward_W168_29 is a forwarding by the API: who may, what its recipient
// may do with it, and who takes it back.
func TestForward_W168_29(t *testing.T) {
	w := newWorld(t)
	camera := w.delivering(theMall)
	by, keeper, to, site := w.as("forward"), w.as("keeper"), w.officer("lisi"), w.as("mall")
	live := map[string]any{"act": "live", "cameraIds": []string{camera}}
	var g shiheng.Grant
	ask := func(c *caller, more map[string]any) map[string]any {
		c.wants(201, "POST", "/grants", live).into(t, &g)
		body := map[string]any{"grantId": g.ID, "cameraIds": []string{camera}, "login": "lisi", "purpose": "联合处置", "minutes": 30}
		for k, v := range more {
			body[k] = v
		}
		return body
	}
	var seen struct{ Can route.Can }
	keeper.wants(200, "GET", "/cameras/"+camera, nil).into(t, &seen)
	if seen.Can["live"] != "" || seen.Can["forward"] != "clause.own-forward.1 W168/29/1" {
		t.Errorf("can %v", seen.Can)
	}
	keeper.refused("clause.own-forward.1", "W168/29/1", "POST", "/forwards", ask(keeper, nil))
	by.refused("clause.own-forward-registered", "R799/16/3", "POST", "/forwards", ask(by, map[string]any{"purpose": ""}))
	by.refused("clause.auditor-apart", "W168/29/1", "POST", "/forwards", ask(by, map[string]any{"login": "auditor"}))

	var f forward.ForwardView
	by.wants(201, "POST", "/forwards", ask(by, nil)).into(t, &f)
	path := "/forwards/" + f.ID.String()
	var mine route.Page[forward.ForwardView]
	to.wants(200, "GET", "/forwards/received", nil).into(t, &mine)
	if len(mine.Items) != 1 || mine.Items[0].State != "running" || mine.Items[0].Can["open"] != "" || mine.Items[0].Can["end"] == "" || mine.Items[0].Points[0].Name != "北门" {
		t.Fatalf("%+v", mine.Items)
	}
	keeper.refused("forward.none", "", "GET", path, nil)
	to.refused("access.role", "W168/29/1", "GET", "/forwards", nil)
	var got shiheng.Grant
	to.wants(200, "POST", path+"/open", nil).into(t, &got)
	if got.Act != shiheng.ActLive || got.Basis != "R799/16/3" {
		t.Errorf("%+v", got)
	}
	under := "/grants/" + got.ID.String()
	to.refused("grant.act", "", "GET", under+"/playback/"+camera, nil)
	to.refused("grant.act", "", "GET", under+"/export/"+camera, nil)
	to.refused("grant.act", "", "GET", under+"/snapshot/"+camera, nil)
	to.refused("access.scope", "W168/29/1", "POST", "/grants", live)
	to.refused("clause.own-forward.1", "W168/29/1", "POST", "/forwards", map[string]any{
		"grantId": got.ID, "cameraIds": []string{camera}, "login": "keeper", "purpose": "再转", "minutes": 5,
	})
	by.refused("grant.none", "", "DELETE", under, nil) // another's grant

	site.wants(200, "GET", "/forwards?running=true", nil).into(t, &mine)
	if len(mine.Items) != 1 || mine.Items[0].Can["end"] != "" || mine.Items[0].Can["open"] == "" {
		t.Fatalf("%+v", mine.Items)
	}
	site.wants(200, "POST", path+"/end", map[string]any{"why": "处置完毕"}).into(t, &f)
	if f.State != "ended" || f.Ended.Login != "mall" {
		t.Errorf("%+v", f.Ended)
	}
	to.refused("forward.ended", "W168/29/1", "POST", path+"/open", nil)
	if a := to.do("GET", under+"/live/"+camera, nil); a.status == http.StatusOK || a.status == http.StatusSwitchingProtocols {
		t.Errorf("the picture goes on: %d", a.status)
	}
	if n := w.did(audit.ForwardMake, audit.Granted); n != 1 {
		t.Errorf("%d forwardings on record", n)
	}
	if n := w.did(audit.ForwardMake, audit.Refused); n != 4 {
		t.Errorf("%d refusals on record", n)
	}
}

// TestForwardUnderApplication_W168_24: the form has its own tick for it.
func TestForwardUnderApplication_W168_24(t *testing.T) {
	w := newWorld(t)
	camera := w.delivering(theMall)
	k, to := w.as("keeper"), w.officer("lisi")
	now := time.Now().UTC()
	for _, tt := range []struct {
		acts []string
		code string
	}{
		{[]string{"view"}, "clause.officials-asked"},
		{[]string{"view", "forwardLive"}, ""},
	} {
		var a official.ApplicationView
		k.wants(201, "POST", "/official/applications", asked(k.letter(), camera, map[string]any{
			"acts": tt.acts, "from": now.Add(-time.Hour).Format(time.RFC3339), "to": now.Add(time.Hour).Format(time.RFC3339),
		})).into(t, &a)
		path := "/official/applications/" + a.ID.String()
		k.wants(200, "POST", path+"/grant", map[string]any{}).into(t, &a)
		if why := a.Can["forward"]; (why == "") != (tt.code == "") {
			t.Errorf("can forward: %q", why)
		}
		var g shiheng.Grant
		k.wants(200, "POST", path+"/open", nil).into(t, &g)
		body := map[string]any{"grantId": g.ID, "cameraIds": []string{camera}, "login": "lisi", "purpose": "现场指挥", "minutes": 30}
		if tt.code != "" {
			k.refused(tt.code, "W168/29/1", "POST", "/forwards", body)
			continue
		}
		var f forward.ForwardView
		k.wants(201, "POST", "/forwards", body).into(t, &f)
		to.wants(200, "POST", "/forwards/"+f.ID.String()+"/open", nil).into(t, &g)
		if g.Basis != "W168/24" || f.Application != a.ID.String() {
			t.Errorf("%+v, %+v", g, f)
		}
		k.wants(200, "POST", path+"/revoke", map[string]any{"why": "任务结束"})
		to.refused("official.revoked", "W168/29/1", "POST", "/forwards/"+f.ID.String()+"/open", nil)
	}
}
