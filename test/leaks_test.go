package test_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal/test/house"
)

// A reading is one GET of the API as its description has it.
type reading struct {
	path   string // with {id} in it
	params []struct {
		Name   string
		In     string
		Schema struct {
			Type   string
			Format string
			Enum   []any
		}
	}
}

// readings are every GET that the platform describes, so that one added later
// is read here as well.
func (w *town) readings(t *testing.T) []reading {
	t.Helper()
	out, err := w.Run(t.Context(), "openapi")
	ok(t, err)
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	ok(t, json.Unmarshal([]byte(out), &doc))
	var all []reading
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		raw, is := doc.Paths[path]["get"]
		if !is {
			continue
		}
		r := reading{path: strings.TrimPrefix(path, "/api/v1")}
		var op struct {
			Parameters json.RawMessage
		}
		ok(t, json.Unmarshal(raw, &op))
		if len(op.Parameters) > 0 {
			ok(t, json.Unmarshal(op.Parameters, &r.params))
		}
		all = append(all, r)
	}
	if len(all) < 60 {
		t.Fatalf("only %d readings are described", len(all))
	}
	return all
}

// asked are the questions without which some readings answer nothing.
func (w *town) asked(path string) []string {
	var both []string
	for _, s := range w.sides {
		switch {
		case path == "/documents" || path == "/attachments" || strings.HasPrefix(path, "/obligations") || strings.HasSuffix(path, "/members"):
			both = append(both, "?subjectKind=system&subjectId="+s.system)
		case strings.HasSuffix(path, "/timeline") && strings.HasPrefix(path, "/cameras"):
			both = append(both, "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z")
		case path == "/archive/near":
			both = append(both, "?metres=2000&lon="+s.longitude()+"&lat="+s.latitude())
		case path == "/citizen/suggestions":
			both = append(both, "?seen=2026-01-01T00:00:00Z&longitude="+s.longitude()+"&latitude="+s.latitude())
		}
	}
	switch path {
	case "/map/cameras":
		return []string{"?west=120&south=31&east=121&north=32"}
	case "/access-register/sheet":
		day := func(back int) string { return time.Now().AddDate(0, 0, -back).Format(time.DateOnly) }
		return []string{"?from=" + day(7) + "&to=" + day(-1)}
	case "/archive/export":
		return []string{"?format=csv", "?format=xlsx"}
	case "/obligations/proofs":
		for i := range both {
			both[i] += "&duty=training"
		}
	case "/documents", "/attachments":
		both = append(both, "", "?all=true")
	case "/archive/imports/{id}/rows", "/sessions":
		return []string{"", "?all=true"}
	}
	if len(both) == 0 {
		return []string{""}
	}
	return both
}

// courtKey is the public key of a witness that nobody asks anything.
const courtKey = "court.example+6011c49d+BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// filled are the addresses of a reading with every id that somebody could put
// into it.
func (w *town) filled(t *testing.T, r reading) []string {
	t.Helper()
	at := strings.Index(r.path, "{")
	if at < 0 {
		return []string{r.path}
	}
	if r.path == "/jobs/{id}" {
		return nil // one's own, and only as long as it runs
	}
	if r.path == "/cameras/{id}/presets" {
		return nil // what a device says of its views, and none is here: who may ask is asked by TestControl_W168_29_1
	}
	list := strings.TrimSuffix(r.path[:at], "/")
	if list == "/retention/cameras" {
		list = "/cameras"
	}
	query := "?limit=100"
	switch list {
	case "/law/articles":
		return []string{"/law/articles/W168%2F9"}
	case "/paper-templates":
		if strings.HasSuffix(r.path, "{version}") {
			return nil // nobody saved one: forms without anybody's data
		}
		return []string{strings.Replace(r.path, "{name}", "letter.html", 1)}
	case "/log/witnesses":
		if err := w.admin.Put(t.Context(), "/settings/log.witnesses", map[string]any{"value": `["` + courtKey + `"]`}); err != nil {
			t.Errorf("no witness could be set: %v", err)
		}
		return []string{strings.Replace(r.path, "{name}", "court.example", 1)}
	case "/indicators":
		return []string{r.path[:at] + "K1" + r.path[strings.Index(r.path, "}")+1:], r.path[:at] + "K11" + r.path[strings.Index(r.path, "}")+1:]}
	}
	if list == "/document-checks" {
		list = "/documents"
	}
	if list == "/attachments" {
		query = "?subjectKind=system&subjectId=" + w.sides[0].system
	}
	var page struct {
		Items []struct{ ID, CheckCode string }
	}
	if err := w.admin.Get(t.Context(), list+query, nil, &page); err != nil {
		for _, who := range []string{"police", "auditor"} {
			if err = w.people[who].Get(t.Context(), list+query, nil, &page); err == nil {
				break
			}
		}
		if err != nil {
			t.Errorf("%s: nobody reads the ids of it: %v", r.path, err)
		}
	}
	var out []string
	for _, item := range page.Items {
		id := item.ID
		if strings.HasPrefix(r.path, "/document-checks") {
			id = item.CheckCode
		}
		out = append(out, r.path[:at]+id+r.path[strings.Index(r.path, "}")+1:])
		if len(out) == 12 {
			break
		}
	}
	return out
}

// unpacked is an answer as people read it: a workbook is taken apart.
func unpacked(a house.Answer) string {
	if !bytes.HasPrefix(a.Body, []byte("PK")) {
		return string(a.Body)
	}
	z, err := zip.NewReader(bytes.NewReader(a.Body), int64(len(a.Body)))
	if err != nil {
		return string(a.Body)
	}
	var out strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			continue
		}
		_, _ = io.Copy(&out, r) // what there is of it
		_ = r.Close()           // only read
	}
	return out.String()
}

// A watchman finds values where they may not be.
type watchman struct {
	t     *testing.T
	all   []canary
	shown map[string]map[string]bool // by value, who was shown it
}

// sees takes note of what somebody was shown, and where.
func (m *watchman) sees(who, where, text string) {
	for _, c := range m.all {
		if !strings.Contains(text, c.value) {
			continue
		}
		if m.shown[c.value] == nil {
			m.shown[c.value] = map[string]bool{}
		}
		if !slices.Contains(strings.Fields(c.readers), who) && !m.shown[c.value][who] {
			m.t.Errorf("%s reads %s (%s) from %s", who, c.what, c.value, where)
		}
		m.shown[c.value][who] = true
	}
}

// TestL8_NothingLeaks_W168_26_W168_29 plants a value of its own in every
// confidential field and reads everything the platform tells, as everybody: a
// value shows to the roles the matrix names and to nobody else, in no answer,
// sheet, event, error, record or log, and no list can be asked for it.
func TestL8_NothingLeaks_W168_26_W168_29(t *testing.T) {
	w := newTown(t)
	m := &watchman{t: t, shown: map[string]map[string]bool{}}
	for _, s := range w.sides {
		m.all = append(m.all, s.canaries()...)
	}
	listening, stop := context.WithCancel(t.Context())
	defer stop()
	events := map[string]func() string{}
	for who, p := range w.people {
		if who != "nobody" {
			events[who] = w.listen(t, listening, p)
		}
	}
	w.prints(t)
	all := w.readings(t)
	t.Run("answers", func(t *testing.T) { w.readAll(t, m, all) })
	t.Run("questions", func(t *testing.T) { w.askAll(t, m, all) })
	t.Run("errors", func(t *testing.T) { w.errAll(t, m) })
	t.Run("events", func(t *testing.T) {
		time.Sleep(2 * time.Second) //nolint:forbidigo // what is late is told by then
		stop()
		for who, told := range events {
			text := told()
			if m.sees(who, "the stream of events", text); !strings.Contains(text, "event:") {
				t.Errorf("%s is told nothing", who)
			}
		}
	})
	t.Run("log", func(t *testing.T) { m.sees("the log", "the log", must(w.Log())(t)) })
	for _, c := range m.all {
		for reader := range strings.FieldsSeq(c.readers) {
			if !m.shown[c.value][reader] {
				t.Errorf("%s is shown to no %s, who may read it: the test looks past it", c.what, reader)
			}
		}
	}
	noPanic(t, w.House)
}

// prints has papers made that quote what is confidential, and brings in a
// sheet.
func (w *town) prints(t *testing.T) {
	t.Helper()
	for _, s := range w.sides {
		ok(t, w.admin.Post(t.Context(), "/obligations/document", map[string]any{"subjectKind": "system", "subjectId": s.system}, nil))
		_ = w.admin.Post(t.Context(), "/systems/"+s.system+"/binder/index", nil, nil) // an empty binder may have none
	}
	sheet := "设备编码,设备名称,所属系统,部位用途,安装地址,IPv4地址\n," + "新相机,系统1,road," + w.sides[0].said("address") + "," + w.sides[0].host() + "\n"
	a := must(w.people["site1"].Ask(t.Context(), house.Request{
		Method: "POST", Path: "/archive/imports?name=a.csv", Header: map[string]string{"Content-Type": "text/csv"}, Body: []byte(sheet),
	}))(t)
	if a.Status != http.StatusCreated {
		t.Fatalf("the sheet was not read: %d %s", a.Status, a.Body)
	}
}

// readAll reads every address there is as everybody.
func (w *town) readAll(t *testing.T, m *watchman, all []reading) {
	n := 0
	for _, r := range all {
		answered := false
		paths := w.filled(t, r)
		for _, path := range paths {
			for _, query := range w.asked(r.path) {
				for who, p := range w.people {
					if strings.HasSuffix(path, "/pdf") && who != "copier" {
						continue // the page that /print shows, from a press that takes its time
					}
					a := must(p.Ask(t.Context(), house.Request{Method: "GET", Path: path + query}))(t)
					m.sees(who, path+query, unpacked(a))
					n++
					answered = answered || a.Status == http.StatusOK
					if a.Status >= 500 && !strings.HasSuffix(path, "/pdf") {
						t.Errorf("%s: GET %s = %d %s", who, path+query, a.Status, a.Body)
					}
				}
			}
		}
		if !answered && len(paths) > 0 && !strings.HasSuffix(r.path, "/pdf") {
			t.Errorf("nobody was told anything by GET %s: give it what it asks for", r.path)
		}
	}
	t.Logf("%d answers of %d readings", n, len(all))
}

// askAll asks every list for values the asker may not read: it must say no, or
// say the same as to a value that is nowhere.
func (w *town) askAll(t *testing.T, m *watchman, all []reading) {
	var kinds []canary // one of each that has readers of its own, and those that have a form
	for _, c := range m.all {
		formed := strings.ContainsAny(c.value[:1], "0123456789A")
		if formed || !slices.ContainsFunc(kinds, func(k canary) bool { return k.readers == c.readers }) {
			kinds = append(kinds, c)
		}
	}
	n := 0
	for who, p := range w.people {
		for _, r := range all {
			if strings.Contains(r.path, "{") || r.path == "/events" {
				continue
			}
			for _, param := range r.params {
				if param.In != "query" || param.Schema.Type != "string" || param.Schema.Format != "" || len(param.Schema.Enum) > 0 || param.Name == "cursor" {
					continue
				}
				status, nothing := w.ask(t, p, r.path, param.Name, "ZZnowhereZZ")
				if status == http.StatusForbidden || status == http.StatusUnauthorized {
					break // nothing of it is for them
				}
				for _, c := range kinds {
					if slices.Contains(strings.Fields(c.readers), who) {
						continue
					}
					n++
					if _, got := w.ask(t, p, r.path, param.Name, c.value); got > nothing {
						t.Errorf("%s asks GET %s for %s by %s and is told of %d, of what is nowhere %d", who, r.path, c.what, param.Name, got, nothing)
					}
				}
			}
		}
	}
	t.Logf("%d questions", n)
}

// ask is the status of an answer and how many things it lists.
func (w *town) ask(t *testing.T, p *house.Person, path, name, value string) (status, items int) {
	t.Helper()
	a := must(p.Ask(t.Context(), house.Request{Method: "GET", Path: path + "?" + name + "=" + url.QueryEscape(value)}))(t)
	var page struct{ Items []json.RawMessage }
	_ = json.Unmarshal(a.Body, &page) // no list has no items
	return a.Status, len(page.Items)
}

// errAll asks for what goes wrong: the words of errors tell nothing either.
func (w *town) errAll(t *testing.T, m *watchman) {
	for who, p := range w.people {
		for _, s := range w.sides {
			for _, q := range []struct{ method, path, body string }{
				{"POST", "/cameras", `{"name":"x","roomUse":"road","systemId":"` + s.system + `","placeId":"` + s.place + `","code":"` + s.code()[:19] + `9"}`},
				{"PATCH", "/cameras/" + s.camera, `{"name":"相机","roomUse":"toilet","systemId":"` + s.system + `","placeId":"` + s.place + `"}`},
				{"PATCH", "/cameras/" + s.camera + "/archive", `{"values":{"mac":"no","password":"x","ipv4":"no"}}`},
				{"PATCH", "/systems/" + s.system, `{"name":"","placeId":"` + s.place + `"}`},
				{"POST", "/grants", `{"act":"live","cameraIds":["` + s.camera + `"]}`},
				{"POST", "/grants", `{"act":"test","cameraIds":["` + s.camera + `"]}`},
				{"POST", "/map/pick", `{"polygon":[[120,31],[121,31],[121,32],[120,32]]}`},
				{"POST", "/interface-tests", `{"cameraId":"` + s.camera + `"}`},
				{"POST", "/systems/" + s.system + "/move", `{"event":"put-into-service"}`},
			} {
				a := must(p.Ask(t.Context(), house.Request{
					Method: q.method, Path: q.path, Header: map[string]string{"Content-Type": "application/json", "If-Match": `"1"`}, Body: []byte(q.body),
				}))(t)
				m.sees(who, q.method+" "+q.path, string(a.Body))
			}
		}
	}
}

// listen keeps what the stream of events tells somebody, until ctx ends.
func (w *town) listen(t *testing.T, ctx context.Context, p *house.Person) func() string {
	t.Helper()
	cookie := must(p.Cookie())(t)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+w.Console+"/api/v1/events", nil)
	ok(t, err)
	req.Header.Set("Cookie", cookie)
	res, err := http.DefaultClient.Do(req)
	ok(t, err)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("no events: %d", res.StatusCode)
	}
	var told strings.Builder
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer res.Body.Close()
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			told.WriteString(lines.Text() + "\n")
		}
	}()
	return func() string {
		<-done
		return told.String()
	}
}
