package test_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"shiheng.internal/test/house"
)

// A gated is a real platform that records two cameras of one device, whose
// third channel nobody admitted, and the people around it.
type gated struct {
	*house.House
	dir     string
	began   time.Time
	site    house.Site
	sims    *house.Sim
	spare   house.Channel // not admitted
	cams    []string
	admin   *house.Person
	keeper  *house.Person // sees both cameras
	near    *house.Person // sees the first camera only
	copier  *house.Person // watches and takes copies
	auditor *house.Person
}

const gatedDevice = "34020000001320000901"

func newGated(t *testing.T) *gated {
	t.Helper()
	w := &gated{dir: t.TempDir(), began: time.Now()}
	w.House = newHouse(t, w.dir)
	start(t, w.House)
	w.admin = must(w.Claim(t.Context()))(t)
	w.site = must(w.admin.Site(t.Context(), "城东"))(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	device := must(w.admin.Device(ctx, gatedDevice, secret, "tcp-passive"))(t)
	w.sims = must(w.Sim("gb28181", "--server", w.SIP, "--server-id", house.PlatformID, "--password", secret,
		"--first-id", gatedDevice, "--first-channel", "34020000001310000901", "--channels", "3", "--shared",
		"--main", "h264 320x240 10fps 200k gop10", "--retry", "1s", "--keepalive", "5s"))(t)
	t.Cleanup(func() { _ = w.sims.Stop() }) // it may have been stopped before
	channels := must(w.admin.Channels(ctx, device, 3))(t)
	w.spare = channels[2]
	for _, c := range channels[:2] {
		w.cams = append(w.cams, must(w.admin.Admit(ctx, c, w.site, false))(t))
	}
	w.keeper = must(w.Hire(ctx, w.admin, "keeper", "watch-keeper"))(t)
	w.near = must(w.Hire(ctx, w.admin, "near", "watch-keeper"))(t)
	account, _, err := w.near.Me(ctx)
	ok(t, err)
	ok(t, w.admin.SetRoles(ctx, account, house.Role{Role: "watch-keeper", Camera: w.cams[0]}))
	w.copier = must(w.Hire(ctx, w.admin, "copier", "watch-keeper", "copy-officer"))(t)
	w.auditor = must(w.Hire(ctx, w.admin, "auditor", "auditor"))(t)
	for _, c := range w.cams {
		_, err := w.keeper.Until(ctx, c, w.began, func(tl house.Timeline) bool { return recorded(tl) > 4*time.Second })
		ok(t, err)
	}
	return w
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused checks that err is a refusal with this code.
func refused(t *testing.T, err error, code string) house.Refusal {
	t.Helper()
	r, none := house.IsRefusal(err)
	if none != nil {
		t.Errorf("want %s: %v", code, none)
	} else if r.Code != code {
		t.Errorf("refused with %s (%d %s), want %s", r.Code, r.Status, r.Body, code)
	}
	return r
}

// TestGates tries to get round each gate through every door of one running
// platform (design, §2).
func TestGates(t *testing.T) {
	w := newGated(t)
	still := must(w.keeper.Grant(t.Context(), "snapshot", time.Time{}, time.Time{}, w.cams[1]))(t) // lasts a minute
	minted := time.Now()
	t.Run("L1 forbidden rooms", w.forbiddenRooms)
	t.Run("L2 in service only with acceptance", w.notInService)
	t.Run("L4 grants", w.grants)
	t.Run("L4 footage asked for in odd ways", w.oddPaths)
	t.Run("L4 roles", w.roles)
	t.Run("L6 nothing deletes", w.nothingDeletes)
	t.Run("L8 basic information", w.basicInformation)
	t.Run("L9 on record first", w.onRecordFirst)
	t.Run("rights end pictures", w.rightsEndPictures)
	t.Run("command line while it runs", w.commandsWhileRunning)
	t.Run("a grant that ran out", func(t *testing.T) {
		<-time.After(time.Until(minted.Add(61 * time.Second))) // the shortest grant there is
		a := must(w.keeper.Ask(t.Context(), house.Request{Method: "GET", Path: "/grants/" + still + "/snapshot/" + w.cams[1]}))(t)
		if a.Status != http.StatusGone || a.Problem().Code != "grant.expired" {
			t.Errorf("answered with %d %s", a.Status, a.Body)
		}
	})
	t.Run("kill -9 leaves what is on record", w.killed)
	t.Run("stopped: tools, index, kind of store", w.stopped)
	noPanic(t, w.House)
}

// noPanic checks that nothing of the platform panicked.
func noPanic(t *testing.T, h *house.House) {
	t.Helper()
	log := must(h.Log())(t)
	for line := range strings.Lines(log) {
		if strings.Contains(line, "panicked") || strings.Contains(line, "panic:") || strings.Contains(line, "DATA RACE") {
			t.Errorf("the log says: %s", line)
		}
	}
}

// forbiddenRooms is gate L1 by admission, by registration and by change.
func (w *gated) forbiddenRooms(t *testing.T) {
	var uses struct {
		Items []struct {
			Code      string `json:"code"`
			Forbidden bool   `json:"forbidden"`
			Article   string `json:"article"`
		} `json:"items"`
	}
	ok(t, w.admin.Get(t.Context(), "/room-uses", nil, &uses))
	var camera map[string]any
	ok(t, w.admin.Get(t.Context(), "/cameras/"+w.cams[1], nil, &camera))
	etag, _ := camera["etag"].(string)
	n := 0
	for _, u := range uses.Items {
		if !u.Forbidden {
			continue
		}
		n++
		body := map[string]any{"name": "相机", "roomUse": u.Code, "systemId": w.site.System, "placeId": w.site.Place}
		r := refused(t, w.admin.Post(t.Context(), "/channels/"+w.spare.ID+"/admit", body, nil), "camera.room-forbidden")
		if r.Article != u.Article {
			t.Errorf("%s is refused by %s, want %s", u.Code, r.Article, u.Article)
		}
		body["main"] = map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/x"}
		refused(t, w.admin.Post(t.Context(), "/cameras", body, nil), "camera.room-forbidden")
		body["enabled"], body["main"] = false, camera["main"] // nor as one that is switched off
		refused(t, w.admin.Post(t.Context(), "/cameras", body, nil), "camera.room-forbidden")
		refused(t, w.admin.Patch(t.Context(), "/cameras/"+w.cams[1], etag, body, nil), "camera.room-forbidden")
	}
	if n < 6 {
		t.Errorf("%d uses are forbidden, want at least 6", n)
	}
	for _, odd := range []string{" toilet", "TOILET", "toilet\u0000", "ｔoilet", "nonsense"} {
		err := w.admin.Post(t.Context(), "/channels/"+w.spare.ID+"/admit", map[string]any{"name": "相机", "roomUse": odd, "systemId": w.site.System}, nil)
		if _, none := house.IsRefusal(err); none != nil {
			t.Errorf("room use %q: %v", odd, none)
		}
	}
	var list struct{ Items []struct{ RoomUse string } }
	ok(t, w.admin.Get(t.Context(), "/cameras", nil, &list))
	if len(list.Items) != 2 {
		t.Errorf("%d cameras are registered, want 2", len(list.Items))
	}
	for _, c := range list.Items {
		if c.RoomUse != house.RoomUse {
			t.Errorf("a camera stands in %s", c.RoomUse)
		}
	}
}

// notInService is gate L2, for a system that W168/8 binds: one that no fact
// binds needs no acceptance.
func (w *gated) notInService(t *testing.T) {
	var bound struct {
		ID string `json:"id"`
	}
	ok(t, w.admin.Post(t.Context(), "/systems", map[string]any{"name": "小区", "placeId": w.site.Place, "category": "W8-09"}, &bound))
	move := func(event string) error {
		return w.admin.Post(t.Context(), "/systems/"+bound.ID+"/move", map[string]any{"event": event}, nil)
	}
	refused(t, move("put-into-service"), "system.not-accepted")
	ok(t, move("begin-trial"))
	refused(t, move("put-into-service"), "system.not-accepted")
	for _, event := range []string{"pass-acceptance", "trial-over", "accepted", ""} { // not for people to ask for
		if r, none := house.IsRefusal(move(event)); none != nil || r.Status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %v %v", event, r, none)
		}
	}
	for _, role := range []*house.Person{w.keeper, w.copier, w.auditor} {
		err := role.Post(t.Context(), "/systems/"+bound.ID+"/move", map[string]any{"event": "put-into-service"}, nil)
		if r, none := house.IsRefusal(err); none != nil || r.Status != http.StatusForbidden {
			t.Errorf("another role: %v %v", r, none)
		}
	}
	var s struct {
		State string `json:"state"`
	}
	ok(t, w.admin.Get(t.Context(), "/systems/"+bound.ID, nil, &s))
	if s.State != "trial" {
		t.Errorf("the system is %s", s.State)
	}
	w.removalTooEarly(t, bound.ID)
}

// removalTooEarly is gate L3: no report is taken with a day before report + 10
// days, and nothing is removed without one.
func (w *gated) removalTooEarly(t *testing.T, system string) {
	in := func(days int) map[string]any {
		day := time.Now().In(time.FixedZone("Shanghai", 8*3600)).AddDate(0, 0, days)
		return map[string]any{
			"systemId": system, "kind": "removal", "whole": true, "reason": "other", "why": "试验", "plannedOn": day.Format(time.DateOnly),
		}
	}
	for _, days := range []int{0, 1, 9} {
		r, none := house.IsRefusal(w.admin.Post(t.Context(), "/works/removals", in(days), nil))
		if none != nil || r.Status != http.StatusForbidden || !strings.Contains(string(r.Body), "W168/17") {
			t.Errorf("removal in %d days: %v %d %s", days, none, r.Status, r.Body)
		}
	}
	for _, event := range []string{"remove", "notify-removal"} {
		if r, none := house.IsRefusal(w.admin.Post(t.Context(), "/systems/"+system+"/move", map[string]any{"event": event}, nil)); none != nil || r.Status < 400 {
			t.Errorf("%s: %v %v", event, r, none)
		}
	}
}

// grants tries every path of pictures with a grant that is not for it.
func (w *gated) grants(t *testing.T) {
	ctx := t.Context()
	to := time.Now()
	from := w.began
	live := must(w.keeper.Grant(ctx, "live", time.Time{}, time.Time{}, w.cams[0]))(t)
	past := must(w.keeper.Grant(ctx, "playback", from, to, w.cams[0]))(t)
	still := must(w.keeper.Grant(ctx, "snapshot", from, to, w.cams[0]))(t)
	released := must(w.keeper.Grant(ctx, "playback", from, to, w.cams[0]))(t)
	ok(t, w.keeper.Remove(ctx, "/grants/"+released))
	again := must(w.Login(ctx, "keeper"))(t) // the same person, another session
	nobody := must(w.Stranger())(t)
	const forged = "01a207ef-1e31-7db5-b155-bd03db385fd4"
	table := []struct {
		name  string
		who   *house.Person
		grant string
		door  string
		cam   int
		want  string
		code  int
	}{
		{"nobody", nobody, live, "live", 0, "session.none", 401},
		{"nobody, by WHEP", nobody, live, "whep", 0, "session.none", 401},
		{"nobody takes a copy", nobody, past, "export", 0, "session.none", 401},
		{"forged", w.keeper, forged, "live", 0, "grant.none", 404},
		{"forged, by WHEP", w.keeper, forged, "whep", 0, "grant.none", 404},
		{"zero", w.keeper, "00000000-0000-0000-0000-000000000000", "playback", 0, "grant.none", 404},
		{"no grant at all", w.keeper, "x", "live", 0, "", 422},
		{"somebody else's", w.copier, live, "live", 0, "grant.none", 404},
		{"somebody else's past", w.copier, past, "playback", 0, "grant.none", 404},
		{"another session's", again, live, "live", 0, "grant.none", 404},
		{"another session's, by WHEP", again, live, "whep", 0, "grant.none", 404},
		{"an administrator's hands", w.admin, live, "live", 0, "grant.none", 404},
		{"an auditor's hands", w.auditor, past, "playback", 0, "grant.none", 404},
		{"another camera", w.keeper, live, "live", 1, "grant.camera", 403},
		{"another camera, by WHEP", w.keeper, live, "whep", 1, "grant.camera", 403},
		{"another camera's past", w.keeper, past, "playback", 1, "grant.camera", 403},
		{"another camera's still", w.keeper, still, "snapshot", 1, "grant.camera", 403},
		{"live for the past", w.keeper, live, "playback", 0, "grant.act", 403},
		{"live for a still", w.keeper, live, "snapshot", 0, "grant.act", 403},
		{"live for a copy", w.keeper, live, "export", 0, "grant.act", 403},
		{"the past for live", w.keeper, past, "live", 0, "grant.act", 403},
		{"the past for WHEP", w.keeper, past, "whep", 0, "grant.act", 403},
		{"the past for a copy", w.keeper, past, "export", 0, "grant.act", 403},
		{"a still for the past", w.keeper, still, "playback", 0, "grant.act", 403},
		{"given back", w.keeper, released, "playback", 0, "grant.released", 410},
	}
	for _, tt := range table {
		method := http.MethodGet
		header := map[string]string{}
		if tt.door == "whep" {
			method, header["Content-Type"] = http.MethodPost, "application/sdp"
		}
		a := must(tt.who.Ask(ctx, house.Request{Method: method, Path: "/grants/" + tt.grant + "/" + tt.door + "/" + w.cams[tt.cam], Header: header, Body: []byte("v=0")}))(t)
		if p := a.Problem(); a.Status != tt.code || tt.want != "" && p.Code != tt.want || a.Media() {
			t.Errorf("%s: answered with %d %s, want %d %s", tt.name, a.Status, a.Body, tt.code, tt.want)
		}
		if tt.door != "live" && tt.door != "playback" {
			continue
		}
		v, a, err := tt.who.View(ctx, "/grants/"+tt.grant+"/"+tt.door+"/"+w.cams[tt.cam], nil)
		if v != nil {
			v.Close()
			t.Errorf("%s: a socket was opened", tt.name)
		} else if err != nil || a.Status != tt.code {
			t.Errorf("%s: the socket was answered with %d %s (%v), want %d", tt.name, a.Status, a.Body, err, tt.code)
		}
	}
	v, a, err := w.keeper.View(ctx, "/grants/"+live+"/live/"+w.cams[0], http.Header{"Origin": {"http://evil.example"}})
	if v != nil {
		v.Close()
	}
	if v != nil || err != nil || a.Status != http.StatusForbidden {
		t.Errorf("a page of another origin opened a socket: %d %s %v", a.Status, a.Body, err)
	}
	// What is good opens, or the table above shows nothing.
	if end := w.first(t, w.keeper, live, "live", w.cams[0]); end != "" {
		t.Errorf("a good grant ended with %s", end)
	}
	if a := must(w.keeper.Ask(ctx, house.Request{Method: "GET", Path: "/grants/" + still + "/snapshot/" + w.cams[0] + "?at=" + url.QueryEscape(to.Add(-2*time.Second).UTC().Format(time.RFC3339Nano))}))(t); a.Status != 200 || !a.Media() {
		t.Errorf("a good still was answered with %d %s", a.Status, a.Body[:min(len(a.Body), 300)])
	}
	outside := "/grants/" + still + "/snapshot/" + w.cams[0] + "?at=" + url.QueryEscape(to.Add(time.Minute).UTC().Format(time.RFC3339))
	if a := must(w.keeper.Ask(ctx, house.Request{Method: "GET", Path: outside}))(t); a.Status < 400 || a.Media() {
		t.Errorf("a still outside the granted span was answered with %d", a.Status)
	}
}

// first opens a socket and waits for its first picture.
func (w *gated) first(t *testing.T, who *house.Person, grant, door, camera string) (end string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	v, a, err := who.View(ctx, "/grants/"+grant+"/"+door+"/"+camera, nil)
	if err != nil || v == nil {
		t.Fatalf("no socket: %d %s %v", a.Status, a.Body, err)
	}
	defer v.Close()
	return must(v.First(ctx))(t)
}

// oddPaths writes the paths of pictures as no client would.
func (w *gated) oddPaths(t *testing.T) {
	live := must(w.keeper.Grant(t.Context(), "live", time.Time{}, time.Time{}, w.cams[0]))(t)
	g, c, other := "/grants/"+live, w.cams[0], w.cams[1]
	for _, path := range []string{
		g + "/live/../export/" + c, g + "/live/%2e%2e/export/" + c, g + "//export/" + c, g + "/export/" + c + "/",
		g + "/live/" + c + "/../../export/" + c, g + "/export/" + c + "%00", g + "/export%2f" + c, g + "/EXPORT/" + c,
		g + "/playback/" + c + "?grant=" + live, g + "/export/" + c + ";" + other, g + "/snapshot/" + other + "?camera=" + c,
		g + "/live/" + c + "%2f..%2f" + other, "/grants/" + live + "%20/export/" + c, "/grants/{" + live + "}/export/" + c,
		"/../v1" + g + "/export/" + c, "//api/v1" + g + "/export/" + c, "/grants/../grants/" + live + "/export/" + c,
		"/cameras/" + c + "/export", "/cameras/" + c + "/live", "/footage/" + c, "/cameras/" + c + "/snapshot.jpg",
	} {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "OPTIONS", "PROPFIND"} {
			a := must(w.keeper.Ask(t.Context(), house.Request{Method: method, Path: path}))(t)
			if a.Media() || a.Status == http.StatusSwitchingProtocols || a.Status == http.StatusOK && !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
				t.Errorf("%s %s was answered with %d %s", method, path, a.Status, a.Header.Get("Content-Type"))
			}
		}
	}
}

// roles is who may ask for what; each refusal is on record.
func (w *gated) roles(t *testing.T) {
	ctx := t.Context()
	to := time.Now()
	people := map[string]*house.Person{"admin": w.admin, "keeper": w.keeper, "near": w.near, "copier": w.copier, "auditor": w.auditor}
	may := map[string]string{ // of the second camera, which "near" has nothing to do with
		"keeper": "live playback snapshot", "copier": "live playback snapshot export",
	}
	before := must(w.auditor.Audit(ctx, map[string]string{"outcome": "refused"}))(t)
	asked := 0
	for name, p := range people {
		for _, act := range []string{"live", "test", "playback", "snapshot", "export"} {
			var from time.Time
			if act == "playback" || act == "export" {
				from = w.began
			}
			_, err := p.Grant(ctx, act, from, to, w.cams[1])
			if allowed := strings.Contains(may[name], act); allowed {
				if err != nil {
					t.Errorf("%s asks for %s: %v", name, act, err)
				}
				continue
			}
			asked++
			r, none := house.IsRefusal(err)
			maintenance := act == "test" && r.Article == "W168/30/3" // the test view is the maintainer's
			if none != nil || r.Status != http.StatusForbidden || r.Article != "W168/29/1" && !maintenance {
				t.Errorf("%s asks for %s and is answered %+v %v", name, act, r, none)
			}
		}
	}
	after := must(w.auditor.Audit(ctx, map[string]string{"outcome": "refused"}))(t)
	if got := len(after) - len(before); got < asked {
		t.Errorf("%d refusals are on record, want %d", got, asked)
	}
	// One camera out of scope among others spoils the grant, and does not exist in lists.
	if _, err := w.near.Grant(ctx, "live", time.Time{}, time.Time{}, w.cams...); err == nil {
		t.Error("a grant holds a camera out of scope")
	}
	var tree struct {
		Cameras []struct{ ID string }
	}
	ok(t, w.near.Get(ctx, "/tree", nil, &tree))
	if len(tree.Cameras) != 1 || tree.Cameras[0].ID != w.cams[0] {
		t.Errorf("the tree of one camera's keeper is %+v", tree)
	}
	for _, path := range []string{"/cameras/" + w.cams[1], "/cameras/" + w.cams[1] + "/timeline?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z"} {
		refused(t, w.near.Get(ctx, path, nil, nil), "camera.none")
	}
}

// nothingDeletes is gate L6 as far as doors go: there is none that deletes.
func (w *gated) nothingDeletes(t *testing.T) {
	for _, path := range []string{"/cameras/" + w.cams[0], "/cameras/" + w.cams[0] + "/timeline", "/footage", "/systems/" + w.site.System, "/places/" + w.site.Place, "/audit"} {
		a := must(w.admin.Ask(t.Context(), house.Request{Method: "DELETE", Path: path}))(t)
		if a.Status != http.StatusNotFound && a.Status != http.StatusMethodNotAllowed {
			t.Errorf("DELETE %s was answered with %d %s", path, a.Status, a.Body)
		}
	}
	// A device under whose channels cameras stand does not go either.
	var devices struct{ Items []struct{ ID, Code string } }
	ok(t, w.admin.Get(t.Context(), "/devices", nil, &devices))
	for _, d := range devices.Items {
		if d.Code == gatedDevice {
			if r, none := house.IsRefusal(w.admin.Remove(t.Context(), "/devices/"+d.ID)); none != nil || r.Status != http.StatusConflict {
				t.Errorf("the device of two cameras was dismissed: %v %v", r, none)
			}
		}
	}
}

// basicInformation is gate L8 in its first form: codes and addresses go to
// those who manage or commission only, and passwords to nobody.
func (w *gated) basicInformation(t *testing.T) {
	for name, p := range map[string]*house.Person{"keeper": w.keeper, "near": w.near, "copier": w.copier} {
		for _, path := range []string{"/tree", "/cameras", "/cameras/" + w.cams[0], "/places", "/systems"} {
			a := must(p.Ask(t.Context(), house.Request{Method: "GET", Path: path}))(t)
			for _, secret := range []string{"3402000000", "rtsp://", "deviceId", secret} {
				if strings.Contains(string(a.Body), secret) {
					t.Errorf("%s reads %q from %s", name, secret, path)
				}
			}
		}
		for _, path := range []string{"/devices", "/refusals", "/cameras/" + w.cams[0] + "/attempts", "/audit", "/accounts", "/settings", "/findings", "/sessions?all=true"} {
			a := must(p.Ask(t.Context(), house.Request{Method: "GET", Path: path}))(t)
			if a.Status != http.StatusForbidden {
				t.Errorf("%s reads %s: %d %s", name, path, a.Status, a.Body)
			}
		}
	}
	for _, path := range []string{"/devices", "/cameras", "/tree"} {
		if a := must(w.admin.Ask(t.Context(), house.Request{Method: "GET", Path: path}))(t); strings.Contains(string(a.Body), secret) {
			t.Errorf("%s shows a password", path)
		}
	}
}

// onRecordFirst checks that the event of a grant, or of a refusal, is there
// before anything is answered, and so before the first picture.
func (w *gated) onRecordFirst(t *testing.T) {
	ctx := t.Context()
	grant := must(w.keeper.Grant(ctx, "live", time.Time{}, time.Time{}, w.cams[0]))(t)
	granted := w.event(t, "footage.live", grant)
	if granted.Outcome != "granted" {
		t.Fatalf("the grant is on record as %+v before it is used", granted)
	}
	if end := w.first(t, w.keeper, grant, "live", w.cams[0]); end != "" {
		t.Fatalf("ended with %s", end)
	}
	first := time.Now()
	if !granted.At.Before(first) {
		t.Errorf("the event is of %v, the first picture of %v", granted.At, first)
	}
	ok(t, w.keeper.Remove(ctx, "/grants/"+grant))
	ended := w.event(t, "grant.end", grant)
	if ended.Seq <= granted.Seq || ended.Reason != "grant.released" {
		t.Errorf("the end is on record as %+v behind %+v", ended, granted)
	}
	_, err := w.keeper.Grant(ctx, "export", w.began, time.Now(), w.cams[0])
	refused(t, err, "access.role")
	all := must(w.auditor.Audit(ctx, map[string]string{"act": "footage.export", "outcome": "refused"}))(t)
	if len(all) == 0 {
		t.Error("the refusal of a copy is not on record when it is answered")
	}
	refused(t, w.keeper.Get(ctx, "/accounts", nil, nil), "access.role")
	if all := must(w.auditor.Audit(ctx, map[string]string{"act": "management.attempt"}))(t); len(all) == 0 {
		t.Error("the attempt to read accounts is not on record when it is answered")
	}
}

// event finds the event of an act on an object.
func (w *gated) event(t *testing.T, act, object string) house.Event {
	t.Helper()
	for _, e := range must(w.auditor.Audit(t.Context(), map[string]string{"act": act}))(t) {
		if e.Object == object {
			return e
		}
	}
	return house.Event{}
}
