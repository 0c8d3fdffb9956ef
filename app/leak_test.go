package app_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
)

// Recognisable values of what is confidential (W168/26).
const (
	secretCode    = "32021313001320000777"
	secretURL     = "rtsp://192.0.2.77:5544/leak"
	secretAddress = "永不公开路77号"
	secretNetwork = "视频专网VLAN77"
	secretMAC     = "AA-BB-CC-00-00-77"
	secretModel   = "DS-LEAK-77"
)

// A guarded world has one system with a camera whose every field is filled, and
// people who may read more or less of it.
type guarded struct {
	*world
	admin  *caller
	place  string
	system string
	unit   string // runs the system
	camera string
	other  string // another system's camera
}

func newGuarded(t *testing.T) *guarded {
	t.Helper()
	w := newWorld(t)
	g := &guarded{world: w, admin: w.as("admin")}
	make := func(path string, body map[string]any) string {
		var v struct{ ID string }
		a := g.admin.do("POST", path, body)
		if a.into(t, &v); v.ID == "" {
			t.Fatalf("POST %s = %d %s", path, a.status, a.body)
		}
		return v.ID
	}
	g.unit = g.admin.named("/organisations")["演练花园物业服务有限公司"]
	g.place = make("/places", map[string]any{
		"name": "泄露点", "address": secretAddress, "position": map[string]any{"longitude": 120.3177, "latitude": 31.5777},
	})
	g.system = make("/systems", map[string]any{
		"name": "泄露系统", "placeId": g.place, "category": "W8-09", "operatorId": g.unit,
		"functions": map[string]any{
			"capture": map[string]any{"present": true, "what": "枪机LEAK-78"}, "transmission": map[string]any{}, "control": map[string]any{},
			"display": map[string]any{}, "processing": map[string]any{}, "storage": map[string]any{},
		},
		"reserved": map[string]any{"codeFrom": secretCode, "codeTo": "32021313001320000778", "network": secretNetwork},
	})
	g.camera = make("/cameras", map[string]any{
		"name": "泄露相机", "roomUse": "entrance", "systemId": g.system, "placeId": g.place, "kbps": 10, "code": secretCode,
		"main": map[string]any{"kind": "rtsp", "url": secretURL, "user": "leakuser", "password": "leak-password-77"},
	})
	plain := make("/systems", map[string]any{"name": "旁边系统", "placeId": g.place, "category": "W8-09"})
	g.other = make("/cameras", map[string]any{"name": "旁边相机", "roomUse": "entrance", "systemId": plain, "placeId": g.place, "kbps": 10})
	g.archive(map[string]any{"mac": secretMAC, "model": secretModel, "address": secretAddress, "longitude": "120.3177", "latitude": "31.5777", "police_code": "320213777777"})
	return g
}

// archive changes the archive of the camera.
func (g *guarded) archive(values map[string]any) {
	g.t.Helper()
	path := "/cameras/" + g.camera + "/archive"
	etag := g.admin.wants(200, "GET", path, nil).header.Get("ETag")
	g.admin.wants(200, "PATCH", path, map[string]any{"values": values}, "If-Match", etag)
}

// here is a role over the system.
func (g *guarded) here(name string) map[string]any { return role(name, "systemId", g.system) }

// tester is commissioning staff with an open ticket over a camera.
func (g *guarded) tester(camera string) map[string]any {
	r := role("commissioning", "cameraId", camera)
	r["until"] = time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
	return r
}

// tells looks for values in answers. want says of each whether it is to be
// found in at least one of them.
func tells(t *testing.T, c *caller, who string, want map[string]bool, paths ...string) {
	t.Helper()
	for value, shown := range want {
		found := ""
		for _, path := range paths {
			if a := c.do("GET", path, nil); strings.Contains(string(a.body), value) {
				found = path
			}
		}
		if shown != (found != "") {
			t.Errorf("%s reads %q: %v in %q, want %v", who, value, found != "", found, shown)
		}
	}
}

// TestL8_Register_W168_29: codes, addresses and networks of cameras, places and
// systems go to the roles the matrix names, wherever the register shows them.
func TestL8_Register_W168_29(t *testing.T) {
	g := newGuarded(t)
	paths := []string{
		"/tree", "/places", "/places/" + g.place, "/systems", "/systems/" + g.system, "/cameras", "/cameras/" + g.camera,
		"/places?q=" + secretAddress,
	}
	for _, tt := range []struct {
		who                      string
		c                        *caller
		code, network, addressed bool
	}{
		{"admin", g.admin, true, true, true},
		{"keeper", g.hire("k1", g.here("watch-keeper")), false, false, true},
		{"copier", g.hire("c1", g.here("copy-officer")), false, false, false},
		{"tester", g.hire("t1", g.tester(g.camera)), true, true, true},
		{"tester of another camera", g.hire("t2", g.tester(g.other)), false, false, true},
		{"auditor", g.as("auditor"), false, false, false},
	} {
		tells(t, tt.c, tt.who, map[string]bool{
			secretCode: tt.code, secretURL: tt.network, "leakuser": tt.network, secretNetwork: tt.network && tt.who != "tester of another camera",
			secretAddress: tt.addressed, "31.5777": tt.addressed, "leak-password-77": false,
			"枪机LEAK-78": tt.network && tt.who != "tester of another camera",
		}, paths...)
	}
	copier := g.as("c1")
	for _, path := range []string{"/places?q=" + secretAddress[:6], "/places?q=" + secretAddress} {
		var page route.Page[api.PlaceView]
		copier.wants(200, "GET", path, nil).into(t, &page)
		if len(page.Items) != 0 {
			t.Errorf("a place is found by an address one may not read: %+v", page.Items)
		}
	}
}

// TestL8_Archive_W168_29: the archive, its list, its history, its sheets and
// the map tell each caller the fields the matrix gives them.
func TestL8_Archive_W168_29(t *testing.T) {
	g := newGuarded(t)
	g.archive(map[string]any{"mac": "AA-BB-CC-00-00-78", "model": secretModel + "B"})
	g.archive(map[string]any{
		"mac": secretMAC, "model": secretModel, "bearing": "77.125", "fov_polygon": "[[120.3188,31.5788],[120.3189,31.5788],[120.3189,31.5789]]",
	})
	path := "/cameras/" + g.camera + "/archive"
	paths := []string{
		path, path + "/history", path + "/twins", "/archive/cameras", "/archive/export?format=csv",
		"/map/cameras?west=120&south=31&east=121&north=32", "/archive/near?lon=120.3177&lat=31.5777",
	}
	bureau := g.admin.named("/organisations")["演练市公安局"]
	for _, tt := range []struct {
		who, login                                  string
		role                                        map[string]any
		code, network, equipment, positioned, drawn bool
	}{
		{"keeper", "k1", g.here("watch-keeper"), false, false, false, true, false},
		{"copier", "c1", g.here("copy-officer"), false, false, false, false, false},
		{"tester", "t1", g.tester(g.camera), true, true, true, true, false},
		{"site operator", "s1", role("site-operator", "organisationId", g.unit), true, true, true, true, true},
		{"supervisor", "p1", role("supervisor", "organisationId", bureau), true, false, true, true, false},
	} {
		c := g.hire(tt.login, tt.role)
		tells(t, c, tt.who, map[string]bool{
			"77.125": tt.positioned, "120.3188": tt.drawn,
			secretCode: tt.code, secretMAC: tt.network, secretModel: tt.equipment, secretAddress: tt.positioned, "120.3177": tt.positioned,
		}, paths...)
		var rec struct {
			Values   map[string]string
			Withheld []string
		}
		c.wants(200, "GET", path, nil).into(t, &rec)
		for _, field := range rec.Withheld {
			if rec.Values[field] != "" {
				t.Errorf("%s is told the withheld field %s", tt.who, field)
			}
		}
		if a := c.do("GET", "/map/cameras?west=120&south=31&east=121&north=32", nil); strings.Contains(string(a.body), g.camera) != tt.positioned {
			t.Errorf("%s on the map: %d %s", tt.who, a.status, a.body)
		}
	}
	blind := g.as("c1")
	if a := blind.do("GET", "/map/cameras?west=120&south=31&east=121&north=32", nil); a.status != http.StatusForbidden {
		t.Errorf("who reads no position is answered by the map with %d %s", a.status, a.body)
	}
}

// TestL8_Pictures_W168_29: a picture of the archive is for who may read the
// field it stands in, also after it was taken off, by whatever path it is asked
// for; who may not is told neither that there is one nor how many.
func TestL8_Pictures_W168_29(t *testing.T) {
	g := newGuarded(t)
	bring := func(name, more string) string {
		var a struct{ ID string }
		g.admin.upload("/attachments?name="+name+more, "image/jpeg", []byte(jpeg+name)).into(t, &a)
		return a.ID
	}
	site, reference, photo := bring("LEAKPHOTO1.jpg", "&confidential=true"), bring("reference.jpg", ""), bring("LEAKPHOTO2.jpg", "&confidential=true")
	g.archive(map[string]any{"photos": site + "/" + photo, "reference_image": reference})
	path := "/cameras/" + g.camera + "/archive"
	etag := g.admin.wants(200, "GET", path, nil).header.Get("ETag")
	g.admin.wants(200, "PATCH", path, map[string]any{"values": map[string]any{"photos": photo}, "why": "重拍"}, "If-Match", etag)
	of := func(field string) string {
		return "/attachments?all=true&subjectKind=camera." + field + "&subjectId=" + g.camera
	}
	bureau := g.admin.named("/organisations")["演练市公安局"]
	for _, tt := range []struct {
		login string
		role  map[string]any
		knows bool // of the camera
		reads bool // its photographs
	}{
		{"k1", g.here("watch-keeper"), true, false},
		{"p1", role("supervisor", "organisationId", bureau), true, false},
		{"s1", role("site-operator", "organisationId", g.unit), true, true},
		{"t1", g.tester(g.other), false, false},
	} {
		c := g.hire(tt.login, tt.role)
		for _, p := range []string{of("photos"), "/attachments/" + photo, "/attachments/" + photo + "/content", "/attachments/" + site + "/content"} {
			if tt.reads {
				c.wants(200, "GET", p, nil)
			} else {
				c.refused("papers.subject", "W168/29/1", "GET", p, nil)
			}
		}
		if tt.knows {
			c.wants(200, "GET", of("reference_image"), nil)
			c.wants(200, "GET", "/attachments/"+reference+"/content", nil)
		} else {
			c.refused("papers.subject", "W168/29/1", "GET", "/attachments/"+reference+"/content", nil)
		}
		tells(t, c, tt.login, map[string]bool{photo: tt.reads, site: tt.reads, "LEAKPHOTO": tt.reads},
			path, path+"/history", "/archive/cameras", "/archive/export?format=csv", of("photos"), of("reference_image"),
			"/attachments?all=true&subjectKind=camera&subjectId="+g.camera, "/archive/cameras?q="+photo, "/cameras?q="+photo)
	}
	g.admin.refused("attachment.bound", "", "POST", "/attachments/"+photo+"/retire", map[string]any{"reason": "不要"})
	a := g.admin.upload("/attachments?name=b.jpg&supersedes="+reference, "image/jpeg", []byte(jpeg+"b"))
	if code, _ := a.problem(); code != "attachment.bound" {
		t.Errorf("a reference picture is replaced beside its record: %d %s", a.status, a.body)
	}
}

// TestL8_Asking_W168_29: a list is neither narrowed, searched nor sorted by a
// field one may not read; the try is on record.
func TestL8_Asking_W168_29(t *testing.T) {
	g := newGuarded(t)
	keeper := g.hire("k1", g.here("watch-keeper"))
	asked := 0
	for _, query := range []string{"code=" + secretCode, "mac=" + secretMAC, "ip=192.0.2.1", "network=1", "ptzType=1"} {
		for _, path := range []string{"/archive/cameras?", "/archive/cameras?sort=name&"} {
			asked++
			keeper.refused("access.field", "W168/29/1", "GET", path+query, nil)
		}
	}
	for _, path := range []string{"/cameras?q=" + secretCode[:12], "/cameras?q=192.0.2.77", "/systems?q=" + secretCode[:12], "/archive/cameras?q=" + secretCode[:12]} {
		if a := keeper.wants(200, "GET", path, nil); strings.Contains(string(a.body), "泄露") {
			t.Errorf("GET %s finds by what one may not read: %s", path, a.body)
		}
	}
	copier := g.hire("c1", g.here("copy-officer"))
	if a := copier.wants(200, "GET", "/archive/cameras?q="+secretAddress, nil); strings.Contains(string(a.body), "泄露") {
		t.Errorf("who reads no address finds by it: %s", a.body)
	}
	var log route.Page[api.AuditView]
	g.as("auditor").wants(200, "GET", "/audit?act=management.attempt&outcome=refused&limit=500", nil).into(t, &log)
	n := 0
	for _, e := range log.Items {
		if e.Name == "k1" && e.Reason == "access.field" && e.Article == "W168/29/1" {
			n++
		}
	}
	if n != asked {
		t.Errorf("%d refusals are on record, want %d", n, asked)
	}
}

// TestL8_Devices_W168_29: a device stands for every camera behind it, so its
// code, its address and its channels' codes are for who reads all of them.
func TestL8_Devices_W168_29(t *testing.T) {
	g := newGuarded(t)
	const device, channel = "32021300001180000777", "32021300001320000779"
	var d struct{ ID string }
	g.admin.wants(201, "POST", "/devices", map[string]any{
		"code": device, "name": device, "options": map[string]any{"password": "leak-password-77", "media": "udp", "advertise": "192.0.2.78"},
	}).into(t, &d)
	db, err := rows.Open(t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(g.data, "rows.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	var made registry.Device
	store := rows.NewRegistry(db)
	if made, err = store.DeviceByCode(t.Context(), device); err == nil {
		err = store.SaveCatalogue(t.Context(), made.ID, []registry.Channel{{Code: channel, Name: "通道", Parent: device}}, true, time.Now())
	}
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/devices", "/devices/" + d.ID, "/devices/" + d.ID + "/channels"}
	tells(t, g.admin, "admin", map[string]bool{device: true, channel: true, "192.0.2.78": true, "leak-password-77": false}, paths...)
	tells(t, g.hire("t1", g.tester(g.camera)), "tester of one camera", map[string]bool{device: false, channel: false, "192.0.2.78": false, "通道": true}, paths...)
	tells(t, g.as("tech"), "tester of the house", map[string]bool{device: true, channel: true, "leak-password-77": false}, paths...)
	g.hire("k1", g.here("watch-keeper")).refused("access.role", "W168/29/1", "GET", "/devices", nil)
}

// TestArchiveIsManagedWithinTheScope_W168_29: who manages one system's archive
// and watches another's changes the one and is refused the other, on record.
func TestArchiveIsManagedWithinTheScope_W168_29(t *testing.T) {
	g := newGuarded(t)
	c := g.hire("s1", role("site-operator", "organisationId", g.unit), role("watch-keeper", "cameraId", g.other))
	own, other := "/cameras/"+g.camera+"/archive", "/cameras/"+g.other+"/archive"
	var rec struct {
		ETag string
		Can  map[string]string
	}
	c.wants(200, "GET", own, nil).into(t, &rec)
	c.wants(200, "PATCH", own, map[string]any{"values": map[string]any{"model": "X2"}}, "If-Match", rec.ETag)
	c.wants(200, "GET", other, nil).into(t, &rec)
	if rec.Can["change"] != "access.scope W168/29/1" {
		t.Errorf("may change another's archive: %v", rec.Can)
	}
	a := c.do("PATCH", other, map[string]any{"values": map[string]any{"model": "X2"}}, "If-Match", rec.ETag)
	if code, article := a.problem(); a.status != http.StatusForbidden || code != "access.scope" || article != "W168/29/1" {
		t.Errorf("another's archive was changed: %d %s", a.status, a.body)
	}
	c.refused("access.scope", "W168/29/1", "GET", other[:len(other)-len("/archive")]+"/archive/differences", nil)
	var log route.Page[api.AuditView]
	g.as("auditor").wants(200, "GET", "/audit?act=management.attempt&outcome=refused&limit=100", nil).into(t, &log)
	n := 0
	for _, e := range log.Items {
		if e.Name == "s1" && e.Reason == "access.scope" && e.Object == g.other {
			n++
		}
	}
	if n != 2 {
		b, _ := json.Marshal(log.Items)
		t.Errorf("%d refusals are on record, want 2: %s", n, b)
	}
}
