package app_test

import (
	"net/http"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/api/citizen"
	"shiheng.internal/api/route"
	room "shiheng.internal/civic/access/citizen"
	"shiheng.internal/civic/audit"
)

// delivering makes a camera that delivers to the platform.
func (w *world) delivering(place string) string {
	w.t.Helper()
	admin := w.as("admin")
	var made struct{ ID string }
	admin.wants(201, "POST", "/cameras", map[string]any{
		"name": "北门", "roomUse": "entrance", "systemId": admin.named("/systems")[place+"视频系统"], "placeId": admin.named("/places")[place], "kbps": 10,
		"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none"},
	}).into(w.t, &made)
	return made.ID
}

// workstation registers a workstation and binds the caller's browser.
func (c *caller) workstation(name string) citizen.StationMade {
	c.w.t.Helper()
	var made citizen.StationMade
	c.w.as("admin").wants(201, "POST", "/workstations", map[string]any{"name": name, "where": "一楼接待室"}).into(c.w.t, &made)
	a := c.wants(200, "POST", "/workstations/bind", map[string]any{"code": made.Code})
	if k := (&http.Response{Header: a.header}).Cookies(); len(k) != 1 || !k[0].HttpOnly || k[0].SameSite != http.SameSiteStrictMode {
		c.w.t.Errorf("the workstation's cookie: %+v", k)
	}
	return made
}

// lost is a grandfather of whom a relative asks; part of it may be replaced.
func (c *caller) lost(camera string) map[string]any {
	now := time.Now().UTC()
	return map[string]any{
		"person":    map[string]any{"name": "赵大爷", "category": "elderly", "lastSeenAt": now.Add(-2 * time.Hour).Format(time.RFC3339), "where": "崇安寺"},
		"cameraIds": []string{camera}, "from": now.Add(-2 * time.Hour).Format(time.RFC3339), "to": now.Add(-time.Hour).Format(time.RFC3339), "here": true,
		"evidence": c.proves("relative"),
	}
}

func (c *caller) proves(relation string) map[string]any {
	return map[string]any{
		"viewer": map[string]any{"name": "赵小兰", "papers": "id-card", "number": "320211198001011224", "relation": relation, "proofId": c.letter()},
		"shown":  true, "served": map[string]any{"signed": true},
	}
}

// TestCitizenMissing_W168_25 is one lawful story by the API, with every
// unlawful try on its way.
func TestCitizenMissing_W168_25(t *testing.T) {
	w := newWorld(t)
	k, camera := w.as("keeper"), w.delivering(theMall)
	var c citizen.CitizenView
	k.wants(200, "POST", "/citizen/missing", k.lost(camera)).into(t, &c)
	path := "/citizen/cases/" + c.ID.String()
	k.refused("clause.missing-look.4", "W168/25", "POST", path+"/admit", nil) // a site's house is not the platform
	w.as("admin").wants(200, "PUT", "/settings/platform.sharing", map[string]any{"value": "true"})
	k.refused("citizen.nothing-missing", "W168/25", "POST", path+"/refuse", map[string]any{})
	k.wants(200, "POST", path+"/admit", nil).into(t, &c)
	if c.State != "admitted" || len(c.Barred) != 1 || c.Barred[0].Code != "clause.look-accompanied" || c.Can["open"] == "" || c.Goal != 15 || c.Arrived.IsZero() {
		t.Errorf("%s, barred %+v, can %v", c.State, c.Barred, c.Can)
	}
	beside := map[string]any{"beside": true}
	k.refused("clause.look-accompanied", "W168/29/1", "POST", path+"/open", beside) // no workstation
	made := k.workstation("接待室1")
	w.as("keeper").refused("clause.look-accompanied", "W168/29/1", "POST", path+"/open", beside) // another browser
	k.refused("clause.look-accompanied", "W168/29/1", "POST", path+"/open", map[string]any{"beside": false})
	k.refused("clause.look-bounds", "W168/25", "POST", path+"/open", map[string]any{"beside": true, "to": c.To.Add(time.Hour).Format(time.RFC3339)})
	w.as("tech").refused("access.role", "W168/29/1", "POST", path+"/open", beside)
	w.as("admin").refused("access.role", "W168/29/1", "GET", path, nil)
	var g shiheng.Grant
	k.wants(200, "POST", path+"/open", beside).into(t, &g)
	if g.Basis != "W168/25" || g.Ahead != 30 || g.Act != shiheng.ActPlayback || g.Mark == "" {
		t.Errorf("%+v", g)
	}
	k.citizenFiles(t, g, camera, "W168/25")
	k.refused("clause.look-only", "W168/25", "POST", path+"/copy", nil)
	play := "/grants/" + g.ID.String() + "/playback/" + camera
	k.refused("citizen.token", "W168/25", "GET", play, nil)
	var tok room.Token
	k.wants(201, "POST", path+"/tokens", map[string]any{"grantId": g.ID, "cameraId": camera}).into(t, &tok)
	k.refused("socket.upgrade", "", "GET", play+"?token="+tok.Token, nil) // let in, and no player
	k.refused("citizen.token-used", "W168/25", "GET", play+"?token="+tok.Token, nil)
	w.as("auditor").wants(200, "GET", path, nil)
	k.wants(201, "POST", path+"/sightings", map[string]any{"cameraId": camera, "at": c.From.Format(time.RFC3339), "what": "向东走"})
	k.wants(200, "POST", path+"/close", map[string]any{"result": "handed-over", "unit": "崇安寺派出所"}).into(t, &c)
	k.wants(200, "GET", "/documents/"+c.HandOver.String()+"/print", nil)
	k.refused("citizen.not-admitted", "W168/25", "POST", path+"/open", beside)
	k.refused("citizen.closed", "", "GET", play+"?token="+tok.Token, nil)
	k.wants(200, "POST", "/citizen/book", map[string]any{"flow": "missing", "from": "2026-01-01", "to": "2099-01-01"})
	w.as("admin").wants(200, "POST", "/workstations/"+made.Station.ID.String()+"/remove", nil)
	var here citizen.StationHere
	k.wants(200, "GET", "/workstations/here", nil).into(t, &here)
	if here.Bound || !here.Platform {
		t.Errorf("%+v", here)
	}
	for act, want := range map[audit.Act][2]int{
		audit.CitizenReceive: {1, 0}, audit.CitizenAdmit: {1, 1}, audit.CitizenOpen: {1, 5}, audit.CitizenStream: {1, 2}, audit.CitizenCopy: {0, 4},
		audit.CitizenClose: {1, 0}, audit.StationBind: {1, 0}, audit.StationRemove: {1, 0},
	} {
		if got := [2]int{w.did(act, audit.Granted), w.did(act, audit.Refused)}; got != want {
			t.Errorf("%s: done and refused %v, want %v", act, got, want)
		}
	}
}

// citizenFiles tries every other address of a grant.
func (c *caller) citizenFiles(t *testing.T, g shiheng.Grant, camera, article string) {
	t.Helper()
	for _, kind := range []string{"snapshot", "export", "live"} {
		c.refused("clause.look-only", article, "GET", "/grants/"+g.ID.String()+"/"+kind+"/"+camera, nil)
	}
}

// TestCitizenRelated_R799_21: the managing unit decides for itself, with
// reasons, and whoever only attends does not decide for it.
func TestCitizenRelated_R799_21(t *testing.T) {
	r := newRealm(t)
	one, two, camera := r.people["one"], r.people["two"], r.standing(theMall)
	now := time.Now().UTC()
	body := map[string]any{
		"interest":  map[string]any{"stake": "property", "what": "车辆被刮擦", "happenedAt": now.Add(-3 * time.Hour).Format(time.RFC3339), "where": "地下车库"},
		"cameraIds": []string{camera}, "from": now.Add(-4 * time.Hour).Format(time.RFC3339), "to": now.Add(-2 * time.Hour).Format(time.RFC3339), "evidence": one.proves("self"),
	}
	var c citizen.CitizenView
	one.wants(200, "POST", "/citizen/related", body).into(t, &c)
	path, why := "/citizen/cases/"+c.ID.String(), map[string]any{"why": "车主本人，财产受损"}
	one.refused("clause.related-consent", "R799/21", "POST", path+"/admit", nil)
	if c.Can["consent"] != "" || c.Can["admit"] != "clause.related-consent R799/21" || c.Can["decline"] != "" {
		t.Errorf("can %v", c.Can)
	}
	for sub, b := range map[string]any{
		"": nil, "/evidence": map[string]any{"shown": true}, "/admit": nil, "/consent": why, "/refuse": map[string]any{}, "/decline": why, "/extend": map[string]any{"cameraIds": []string{camera}, "why": "试试"},
		"/open": map[string]any{"beside": true}, "/copy": nil, "/mask": map[string]any{"others": true}, "/revoke": why, "/close": map[string]any{"result": "looked"},
		"/sightings": map[string]any{"cameraId": camera, "at": now.Format(time.RFC3339), "what": "试试"},
	} {
		method := "POST"
		if sub == "" {
			method = "GET"
		}
		code := "citizen.none"
		if sub == "/extend" {
			code = "access.scope" // the camera is asked first, and is another's
		}
		two.refused(code, "", method, path+sub, b)
	}
	var page route.Page[citizen.CitizenLine]
	two.wants(200, "GET", "/citizen/cases", nil).into(t, &page)
	if len(page.Items) != 0 {
		t.Errorf("another unit's register lists %d", len(page.Items))
	}
	one.wants(200, "POST", path+"/consent", why).into(t, &c)
	one.workstation("前台")
	var g shiheng.Grant
	one.wants(200, "POST", path+"/open", map[string]any{"beside": true}).into(t, &g)
	if g.Basis != "R799/21" {
		t.Errorf("%+v", g)
	}
	one.citizenFiles(t, g, camera, "R799/21")
	if got := two.do("GET", "/documents/"+c.Form.String()+"/print", nil).status; got == 200 {
		t.Error("the sheet is open to another unit")
	}
	one.wants(200, "GET", "/documents/"+c.Form.String()+"/print", nil)
	body["evidence"] = one.proves("self")
	one.wants(200, "POST", "/citizen/related", body).into(t, &c)
	one.refused("citizen.none", "", "POST", "/citizen/cases/"+c.ID.String()+"/refuse", map[string]any{})
	one.wants(200, "POST", "/citizen/cases/"+c.ID.String()+"/decline", map[string]any{"why": "所述时间没有录像"}).into(t, &c)
	if c.State != "refused" || c.Note.IsZero() {
		t.Errorf("%+v", c.Case)
	}
}

// TestCitizenSuggestions_W168_25 suggests cameras by the place's position, to
// whoever may know of them.
func TestCitizenSuggestions_W168_25(t *testing.T) {
	r := newRealm(t)
	camera := r.standing(theMall)
	place := r.admin.named("/places")[theMall]
	seen := time.Now().Add(-20 * time.Minute).UTC().Format(time.RFC3339)
	var got citizen.Suggestions
	r.people["one"].wants(200, "GET", "/citizen/suggestions?seen="+seen+"&place="+place, nil).into(t, &got)
	found := false
	for _, s := range got.Items {
		found = found || s.Camera.String() == camera && s.Metres < 1
	}
	if !found {
		t.Errorf("%+v", got)
	}
	r.people["two"].refused("place.none", "", "GET", "/citizen/suggestions?seen="+seen+"&place="+place, nil)
	r.people["two"].wants(200, "GET", "/citizen/suggestions?seen="+seen+"&longitude=120.3&latitude=31.57", nil).into(t, &got)
	for _, s := range got.Items {
		if s.Camera.String() == camera {
			t.Error("another unit's camera is suggested")
		}
	}
	r.people["one"].refused("citizen.point", "", "GET", "/citizen/suggestions?seen="+seen, nil)
}
