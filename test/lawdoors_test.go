package test_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shiheng.internal/test/house"
)

// A try is one way round a gate, as everybody makes it.
type try struct {
	method, path string
	body         any
	code         string // what the gate says to who has the duty
	article      string
	able         string // who has the duty there; others are stopped before
	unrecorded   bool   // a form that is wrong is no refusal of the law
}

// besieges tries everything as everybody: each is refused with its article, and
// each refusal is on record under the name of who tried.
func (w *town) besieges(t *testing.T, tries []try) {
	t.Helper()
	owed := map[string]int{}
	before := w.refusedOf(t)
	for _, tt := range tries {
		body, err := json.Marshal(tt.body)
		ok(t, err)
		for who, p := range w.people {
			header := map[string]string{"Content-Type": "application/json"}
			if tt.method == http.MethodPatch {
				header["If-Match"] = w.etag(t, tt.path)
			}
			a := must(p.Ask(t.Context(), house.Request{Method: tt.method, Path: tt.path, Header: header, Body: body}))(t)
			r := a.Problem()
			switch {
			case slices.Contains(strings.Fields(tt.able), who):
				if a.Status < 400 || a.Status >= 500 || r.Code != tt.code || r.Article != tt.article {
					t.Errorf("%s: %s %s %s = %d %s, want %s by %s", who, tt.method, tt.path, body, a.Status, a.Body, tt.code, tt.article)
				}
				if !tt.unrecorded {
					owed[who]++
				}
			case a.Status == http.StatusForbidden:
				if r.Article != "W168/29/1" {
					t.Errorf("%s: %s %s is refused without its article: %s", who, tt.method, tt.path, a.Body)
				}
				owed[who]++
			case a.Status != http.StatusNotFound: // of another's territory nothing is there
				t.Errorf("%s: %s %s %s = %d %s, want a refusal", who, tt.method, tt.path, body, a.Status, a.Body)
			}
		}
	}
	after := w.refusedOf(t)
	for who, n := range owed {
		if got := after[who] - before[who]; got < n {
			t.Errorf("%s was refused %d times, %d are on record", who, n, got)
		}
	}
}

// refusedOf counts the refusals on record by the login of who was refused.
func (w *town) refusedOf(t *testing.T) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, e := range must(w.people["auditor"].Audit(t.Context(), map[string]string{"outcome": "refused"}))(t) {
		if out[e.Name]++; e.Article == "" && e.Act != "session.login" {
			t.Errorf("a refusal is on record without its article: %+v", e)
		}
	}
	return out
}

func (w *town) etag(t *testing.T, path string) string {
	t.Helper()
	a := must(w.admin.Ask(t.Context(), house.Request{Method: "GET", Path: path}))(t)
	return a.Header.Get("ETag")
}

// TestLawHoldsThroughEveryDoor tries to get round L1, L2, L3 and the rules of
// secrecy of one running platform: by the API as everybody, by sheets, by
// discovered channels, by links, by works, and by the command line (issue 3,
// item 2). Gate L8 has a test of its own, beside this one.
func TestLawHoldsThroughEveryDoor(t *testing.T) {
	w := newTown(t)
	t.Run("L1 W168/9", w.forbiddenRooms)
	t.Run("L1 W168/9 by sheets", w.forbiddenSheets)
	t.Run("secrecy W168/29/2", w.secrecy)
	t.Run("L2 W168/15", w.unaccepted)
	t.Run("L3 W168/17", w.removals)
	t.Run("command line", w.commands)
	var cameras struct {
		Items []struct{ Name, RoomUse string }
	}
	ok(t, w.admin.Get(t.Context(), "/cameras?limit=500", nil, &cameras))
	for _, c := range cameras.Items {
		if c.RoomUse != house.RoomUse {
			t.Errorf("%s stands in %s", c.Name, c.RoomUse)
		}
	}
	noPanic(t, w.House)
}

// forbidden are the room uses in which no camera may be.
func (w *town) forbidden(t *testing.T) (uses []string, article map[string]string) {
	t.Helper()
	var page struct {
		Items []struct {
			Code, Article string
			Forbidden     bool
		}
	}
	ok(t, w.admin.Get(t.Context(), "/room-uses", nil, &page))
	article = map[string]string{}
	for _, u := range page.Items {
		if u.Forbidden {
			uses, article[u.Code] = append(uses, u.Code), u.Article
		}
	}
	if len(uses) < 6 {
		t.Fatalf("%d uses are forbidden", len(uses))
	}
	return uses, article
}

func (w *town) forbiddenRooms(t *testing.T) {
	s := w.sides[0]
	channel := w.channel(t, "32021311001180000881", "")
	uses, article := w.forbidden(t)
	var tries []try
	for _, use := range uses {
		camera := map[string]any{"name": "越界", "roomUse": use, "systemId": s.system, "placeId": s.place}
		linked := map[string]any{
			"name": "越界", "roomUse": use, "systemId": s.system, "placeId": s.place, "main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/x"},
		}
		add := func(method, path string, body any, able string) {
			tries = append(tries, try{method: method, path: path, body: body, code: "camera.room-forbidden", article: article[use], able: able})
		}
		add("POST", "/cameras", camera, "admin")
		add("POST", "/cameras", linked, "admin")
		add("PATCH", "/cameras/"+s.camera, camera, "admin")
		add("POST", "/channels/"+channel.ID+"/admit", camera, "admin")
		add("POST", "/works/removals", map[string]any{
			"systemId": s.system, "kind": "relocation", "cameraIds": []string{s.camera}, "reason": "other", "why": "x", "plannedOn": day(30),
			"moves": []any{map[string]any{"cameraId": s.camera, "roomUse": use}},
		}, "admin site1")
		add("POST", "/works/changes", map[string]any{
			"systemId": s.system, "kind": "position", "cameraId": s.camera, "why": "x", "privacy": "x", "stillCovered": true, "after": map[string]any{"roomUse": use},
		}, "admin site1")
	}
	w.besieges(t, tries)
}

// channel has a practice device announce one channel.
func (w *town) channel(t *testing.T, device, manners string) house.Channel {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	id := must(w.admin.Device(ctx, device, secret, "udp"))(t)
	args := []string{
		"gb28181", "--server", w.SIP, "--server-id", house.PlatformID, "--password", secret, "--first-id", device,
		"--first-channel", device[:10] + "132" + device[13:], "--main", "h264 320x240 5fps 100k gop10", "--retry", "1s",
	}
	if manners != "" {
		args = append(args, "--bad", manners)
	}
	sim := must(w.Sim(args...))(t)
	t.Cleanup(func() { _ = sim.Stop() }) // the platform is gone by then
	return must(w.admin.Channels(ctx, id, 1))(t)[0]
}

// day is the law's day so many days from now.
func day(n int) string {
	return time.Now().In(time.FixedZone("Shanghai", 8*3600)).AddDate(0, 0, n).Format(time.DateOnly)
}

// sheets are the rows as a CSV file and as a workbook.
func sheets(t *testing.T, rows [][]string) map[string][]byte {
	t.Helper()
	var csv strings.Builder
	f := excelize.NewFile()
	for n, r := range rows {
		csv.WriteString(strings.Join(r, ",") + "\n")
		ok(t, f.SetSheetRow("Sheet1", fmt.Sprint("A", n+1), &r))
	}
	var book bytes.Buffer
	ok(t, f.Write(&book))
	return map[string][]byte{"a.csv": []byte(csv.String()), "a.xlsx": book.Bytes()}
}

// forbiddenSheets brings forbidden rooms and secrets in by sheets: rows are
// refused by their article, on record, and nothing of them is written.
func (w *town) forbiddenSheets(t *testing.T) {
	s := w.sides[0]
	uses, article := w.forbidden(t)
	rows := [][]string{{"设备名称", "所属系统", "部位用途", "涉密"}}
	want := []string{}
	for _, use := range uses {
		rows, want = append(rows, []string{"表中相机" + use, "系统" + s.n, use, "否"}), append(want, article[use])
	}
	rows, want = append(rows, []string{"涉密相机", "系统" + s.n, house.RoomUse, "是"}), append(want, "W168/29/2")
	for name, sheet := range sheets(t, rows) {
		for who, p := range w.people {
			before := w.refusedOf(t)[who]
			a := must(p.Ask(t.Context(), house.Request{
				Method: "POST", Path: "/archive/imports?name=" + name, Header: map[string]string{"Content-Type": "application/octet-stream"}, Body: sheet,
			}))(t)
			var imp struct {
				ID     string
				Counts struct{ New, Changed, Refused int }
			}
			_ = json.Unmarshal(a.Body, &imp) // a refusal is none
			refused := len(want)
			switch {
			case who != "admin" && who != "site1" && who != "site2":
				if refused = 1; a.Status != http.StatusForbidden || a.Problem().Article != "W168/29/1" {
					t.Errorf("%s brings in %s: %d %s", who, name, a.Status, a.Body)
				}
			case a.Status != http.StatusCreated || imp.Counts.New+imp.Counts.Changed > 0 || imp.Counts.Refused != len(want):
				t.Errorf("%s brings in %s: %d %s", who, name, a.Status, a.Body)
			default:
				w.refusedRows(t, who, imp.ID, want)
			}
			if got := w.refusedOf(t)[who] - before; got < refused {
				t.Errorf("%s: %d refusals of %s are on record, want %d", who, got, name, refused)
			}
		}
	}
}

// refusedRows checks the articles of rows and tries to commit them.
func (w *town) refusedRows(t *testing.T, who, id string, want []string) {
	t.Helper()
	var rows struct {
		Items []struct{ Status, Article string }
	}
	p := w.people[who]
	ok(t, p.Get(t.Context(), "/archive/imports/"+id+"/rows?limit=500", nil, &rows))
	for n, r := range rows.Items {
		by := want[n]
		if who == "site2" {
			by = "W168/29/1" // another's system, whatever is in the row
		}
		if r.Status != "refused" || r.Article != by {
			t.Errorf("%s: row %d is %+v, want one refused by %s", who, n+1, r, by)
		}
	}
	if err := p.Post(t.Context(), "/archive/imports/"+id+"/commit", nil, nil); err == nil {
		t.Errorf("%s commits a sheet of refused rows", who)
	}
}

// secrecy tries to link what says that it concerns secrets.
func (w *town) secrecy(t *testing.T) {
	s := w.sides[0]
	channel := w.channel(t, "32021311001180000882", "secret")
	camera := map[string]any{"name": "涉密", "roomUse": house.RoomUse, "systemId": s.system, "placeId": s.place}
	var devices struct{ Items []struct{ ID, Code string } }
	ok(t, w.admin.Get(t.Context(), "/devices?limit=500", nil, &devices))
	linked := map[string]any{"name": "涉密", "roomUse": house.RoomUse, "systemId": s.system, "placeId": s.place}
	for _, d := range devices.Items {
		if d.Code == "32021311001180000882" {
			linked["main"] = map[string]any{"kind": "gb28181", "deviceId": d.ID, "channel": channel.Code}
		}
	}
	w.besieges(t, []try{
		{method: "POST", path: "/channels/" + channel.ID + "/admit", body: camera, code: "channel.secrecy", article: "W168/29/2", able: "admin"},
		{method: "POST", path: "/cameras", body: linked, code: "channel.secrecy", article: "W168/29/2", able: "admin"},
		{method: "PATCH", path: "/cameras/" + s.camera, body: linked, code: "channel.secrecy", article: "W168/29/2", able: "admin"},
		{
			method: "PATCH", path: "/cameras/" + s.camera + "/archive", body: map[string]any{"values": map[string]any{"secrecy": "是"}},
			code: "archive.secrecy", article: "W168/29/2", able: "admin site1",
		},
	})
}

// unaccepted tries to put a system into service that was not accepted.
func (w *town) unaccepted(t *testing.T) {
	ctx, s := t.Context(), w.sides[0]
	system := must(w.admin.Make(ctx, "/systems", map[string]any{
		"name": "未验收", "placeId": s.place, "category": "W8-09", "operatorId": s.unit, "maintainerId": s.unit, "trade": "transport",
	}))(t)
	at := "/systems/" + system + "/move"
	tries := []try{{method: "POST", path: at, body: map[string]any{"event": "put-into-service"}, code: "system.not-accepted", article: "W168/15/2", able: "admin site1"}}
	w.besieges(t, tries)
	ok(t, w.admin.Post(ctx, at, map[string]any{"event": "begin-trial"}, nil))
	for _, event := range []string{"pass-acceptance", "accepted", "trial-over", "resume", "end-change"} { // nobody's to say
		for who, p := range w.people {
			a := must(p.Ask(ctx, house.Request{Method: "POST", Path: at, Header: map[string]string{"Content-Type": "application/json"}, Body: []byte(`{"event":"` + event + `"}`)}))(t)
			if a.Status < 400 || a.Status >= 500 {
				t.Errorf("%s says %s: %d %s", who, event, a.Status, a.Body)
			}
		}
	}
	acceptance := must(w.admin.Make(ctx, "/works/acceptances", map[string]any{"systemId": system, "project": "x", "panel": []any{map[string]any{"name": "王工", "unit": "x", "signed": true}}}))(t)
	w.besieges(t, []try{
		{method: "POST", path: "/works/acceptances/" + acceptance + "/conclude", body: map[string]any{"conclusion": "passed"}, code: "acceptance.part", article: "W168/15/1", able: "admin site1"},
		{method: "POST", path: "/works/acceptances/" + acceptance + "/conclude", body: map[string]any{"conclusion": "basic"}, code: "acceptance.rectify-list", article: "W168/15/1", able: "admin site1"},
	})
	var v struct{ State string }
	ok(t, w.admin.Get(ctx, "/systems/"+system, nil, &v))
	if v.State != "in-acceptance" {
		t.Errorf("the system is %s", v.State)
	}
}

// removals tries to take cameras away without a report, or before its day.
func (w *town) removals(t *testing.T) {
	ctx, s := t.Context(), w.sides[0]
	s.system = must(w.admin.Make(ctx, "/systems", map[string]any{
		"name": "拆不得", "placeId": s.place, "category": "W8-09", "completed": "2018-05-01", "operatorId": s.unit, "maintainerId": s.unit, "trade": "transport",
	}))(t)
	s.camera = must(w.admin.Make(ctx, "/cameras", map[string]any{"name": "拆不得", "roomUse": house.RoomUse, "systemId": s.system, "placeId": s.place, "kbps": 10}))(t)
	ok(t, w.admin.Post(ctx, "/systems/"+s.system+"/move", map[string]any{"event": "put-into-service"}, nil)) // from before the order
	report := func(days int) map[string]any {
		return map[string]any{"systemId": s.system, "kind": "removal", "cameraIds": []string{s.camera}, "reason": "other", "why": "改造", "plannedOn": day(days)}
	}
	var camera map[string]any
	ok(t, w.admin.Get(ctx, "/cameras/"+s.camera, nil, &camera))
	dark := map[string]any{}
	for _, key := range []string{"name", "code", "roomUse", "systemId", "placeId", "main", "kbps"} {
		dark[key] = camera[key]
	}
	dark["enabled"] = false
	var tries []try
	for _, days := range []int{-1, 0, 1, 9} {
		tries = append(tries, try{method: "POST", path: "/works/removals", body: report(days), code: "removal.too-early", article: "W168/17", able: "admin site1"})
	}
	tries = append(tries,
		try{method: "POST", path: "/systems/" + s.system + "/move", body: map[string]any{"event": "remove"}, code: "request.invalid", able: "admin site1 site2", unrecorded: true},
		try{method: "POST", path: "/systems/" + s.system + "/move", body: map[string]any{"event": "notify-removal"}, code: "request.invalid", able: "admin site1 site2", unrecorded: true},
		try{method: "POST", path: "/systems/" + s.system + "/give-up", body: map[string]any{"why": "x"}, code: "removal.no-notice", article: "W168/17", able: "admin site1"},
		try{method: "PATCH", path: "/cameras/" + s.camera, body: dark, code: "camera.needs-outage", article: "W168/30/6", able: "admin"},
	)
	w.besieges(t, tries)
	id := must(w.people["site1"].Make(ctx, "/works/removals", report(10)))(t)
	early := map[string]any{"devices": []any{map[string]any{"cameraId": s.camera, "serial": "SN"}}, "on": day(0)}
	w.besieges(t, []try{{method: "POST", path: "/works/removals/" + id + "/execute", body: early, code: "removal.too-early", article: "W168/17", able: "admin site1"}})
	for _, path := range []string{"/cameras/" + s.camera, "/systems/" + s.system, "/places/" + s.place, "/works/removals/" + id} {
		for who, p := range w.people {
			if a := must(p.Ask(ctx, house.Request{Method: "DELETE", Path: path}))(t); a.Status != http.StatusNotFound && a.Status != http.StatusMethodNotAllowed {
				t.Errorf("%s: DELETE %s = %d %s", who, path, a.Status, a.Body)
			}
		}
	}
}

var commandLine = regexp.MustCompile(`(?m)^  ([a-z0-9]+(?: [a-z0-9]+)?)  +\S`)

// commands are all there are: none of them writes a camera, a system or what
// becomes of one. A new one is to be looked at here.
func (w *town) commands(t *testing.T) {
	known := map[string]string{
		"serve": "runs the platform, one at a time", "sim gb28181": "practice cameras", "sim rtsp": "practice cameras", "sim practice": "practice cameras",
		"sim relay": "practice network", "footage ls": "reads", "footage export": "asks the API for a grant", "footage check": "reads",
		"footage rebuild": "writes the index of footage, no register", "papers defaults": "writes templates to a directory", "papers check": "reads",
		"check": "reads", "config": "prints", "law": "prints", "clauses": "prints", "openapi": "prints", "version": "prints",
		"sign": "signs a line by a key file of one's own", "mark": "reads session marks out of a file",
		"witness init": "a witness's own directory", "witness watch": "a witness's own directory", "witness serve": "cosigns, and writes its own directory",
		"witness admit": "a witness's own directory", "witness last": "reads", "hold ls": "reads",
		"backup make": "reads, and writes a directory that is none of a platform", "backup check": "reads", "backup key": "a key file of one's own",
		"restore":        "makes a platform of a backup, by two custodians with fresh proofs; what it holds is what was backed up",
		"keys rotate":    "by two custodians with fresh proofs; writes the log, no register",
		"witness cosign": "cosigns, and writes its own directory", "witness show": "reads",
	}
	help, err := w.Run(t.Context(), "--help")
	ok(t, err)
	_, list, _ := strings.Cut(help, "Commands:")
	found := commandLine.FindAllStringSubmatch(list, -1)
	if len(found) < 12 {
		t.Fatalf("%d commands are listed: %s", len(found), list)
	}
	for _, c := range found {
		if known[c[1]] == "" {
			t.Errorf("command %q is new: say here whether it can get round a gate", c[1])
		}
	}
	if out, err := w.Run(t.Context(), "serve"); err == nil || !strings.Contains(out, "store.locked") {
		t.Errorf("a second platform on the same rows: %v %s", err, out)
	}
}
