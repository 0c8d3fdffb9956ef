package app_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"shiheng.internal"
)

// ids reads the identities a list tells somebody, with the status of the first
// page.
func (c *caller) ids(list string) (out []string, status int) {
	c.w.t.Helper()
	sep := "?"
	if strings.Contains(list, "?") {
		sep = "&"
	}
	for next := ""; ; {
		a := c.do("GET", list+sep+"limit=200&cursor="+url.QueryEscape(next), nil)
		if a.status != http.StatusOK {
			return out, a.status
		}
		var page struct {
			Items []struct{ ID string }
			Next  string
		}
		if err := json.Unmarshal(a.body, &page); err != nil {
			return out, http.StatusUnprocessableEntity // no list of things
		}
		for _, item := range page.Items {
			if item.ID != "" {
				out = append(out, item.ID)
			}
		}
		if next = page.Next; next == "" {
			return out, http.StatusOK
		}
	}
}

// said is what an answer tells: its status and code.
func (a answer) said() string {
	code, _ := a.problem()
	return fmt.Sprint(a.status, " ", code)
}

// TestNobodyGuessesAnId_W168_29 walks every id of every list of the API
// through every operation on one thing, as people of other units and trades
// and of roles that reach nothing of it. What somebody's own list does not show
// answers him exactly as an id that was made up, so that neither the thing nor
// that there is one can be learnt (IDOR).
func TestNobodyGuessesAnId_W168_29(t *testing.T) {
	r := newRealm(t)
	people := maps.Clone(r.people)
	for _, login := range []string{"keeper", "copy", "tech", "auditor"} {
		people[login] = r.as(login)
	}
	owner := []*caller{r.admin, people["one"], people["auditor"]} // together they list everything
	tried, lists := 0, 0
	invented := shiheng.NewID[shiheng.CameraID](time.Now()).String()
	seen := map[string]map[string][]string{} // what each list shows to whom
	for _, op := range operations(t) {
		list, tail, one := strings.Cut(op.path, "/{id}")
		if !one || op.rule == "open" || strings.Contains(tail, "{") || strings.HasPrefix(op.path, "/session") {
			continue
		}
		if list == "/documents" || list == "/attachments" {
			continue // whoever has the number of a paper is refused with its article, on record: TestPapersAreForReadersOfTheirSubject
		}
		if seen[list] == nil {
			seen[list] = map[string][]string{}
			for _, c := range owner {
				ids, _ := c.ids(list)
				seen[list][""] = append(seen[list][""], ids...)
			}
			slices.Sort(seen[list][""])
			seen[list][""] = slices.Compact(seen[list][""])
			for login, c := range people {
				seen[list][login], _ = c.ids(list)
			}
			if len(seen[list][""]) > 0 {
				lists++
			}
		}
		for login, c := range people {
			if login == "auditor" && (list == "/systems" || op.path == "/accounts/{id}/clearance") {
				continue // reads every system's life and everybody's clearance, and no list of them
			}
			want := ""
			for n, id := range theirs(seen[list][""], seen[list][login]) {
				if n == 0 {
					want = c.do(op.method, list+"/"+invented+tail, body(op)).said()
				}
				got := c.do(op.method, list+"/"+id+tail, body(op))
				tried++
				if got.said() != want {
					t.Errorf("%s: %s %s of %s answers %q, one that is not there %q: %.200s", login, op.method, op.path, id, got.said(), want, got.body)
				}
			}
		}
	}
	if tried < 800 || lists < 15 {
		t.Errorf("only %d requests over %d lists were made", tried, lists)
	}
	t.Logf("%d requests over %d lists", tried, lists)
}

// theirs are some of all ids that are not among one's own.
func theirs(all, own []string) []string {
	var out []string
	for _, id := range all {
		if !slices.Contains(own, id) {
			if out = append(out, id); len(out) == 3 {
				break
			}
		}
	}
	return out
}

// body is what an operation that takes a body gets: nothing that is right.
func body(op operation) any {
	if !op.body {
		return nil
	}
	return map[string]any{}
}

// TestNamesOfFilesAreOnlyNames: what a browser calls a file decides nothing of
// where it lies, and is told again as text.
func TestNamesOfFilesAreOnlyNames(t *testing.T) {
	w := newWorld(t)
	c := w.as("keeper")
	outside := filepath.Join(filepath.Dir(w.data), "stolen.jpg")
	taken := 0
	for n, name := range []string{
		"../../stolen.jpg", "..\\..\\stolen.jpg", outside, "a\x00.jpg", "a\r\nSet-Cookie: x=1.jpg", "\"; filename=evil.exe; x=\".jpg",
		strings.Repeat("长", 400) + ".jpg", "%2e%2e%2fstolen.jpg", "CON.jpg", "\u202egpj.exe",
	} {
		a := c.upload("/attachments?name="+url.QueryEscape(name), "image/jpeg", fmt.Appendf(nil, "%s%d", jpeg, n))
		if a.status >= 500 {
			t.Errorf("%q: %d %s", name, a.status, a.body)
		}
		if a.status != http.StatusCreated {
			continue
		}
		taken++
		var v struct{ ID, Name string }
		a.into(t, &v)
		if strings.ContainsAny(v.Name, "/\\\x00\r\n\u202e") {
			t.Errorf("%q is kept under the name %q", name, v.Name)
		}
		h := c.wants(200, "GET", "/attachments/"+v.ID+"/content", nil).header
		if h.Get("Set-Cookie") != "" || strings.Contains(h.Get("Content-Disposition"), "evil.exe;") || strings.ContainsAny(h.Get("Content-Disposition"), "\r\n") {
			t.Errorf("%q comes back with %v", name, h)
		}
	}
	if taken == 0 {
		t.Error("no name was taken: nothing was tried")
	}
	if _, err := os.Stat(outside); err == nil {
		t.Error("a file was written outside the store")
	}
	err := filepath.WalkDir(w.data, func(path string, d fs.DirEntry, err error) error {
		if err == nil && (strings.Contains(d.Name(), "stolen") || strings.Contains(d.Name(), "evil")) {
			t.Errorf("a name given from outside names the file %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNoSocketWithoutSession opens the sockets of pictures as nobody, from a
// foreign page, with a session that ended, with an invented permission and with
// one that was given back.
func TestNoSocketWithoutSession(t *testing.T) {
	w := newWorld(t)
	keeper := w.as("keeper")
	camera := w.camera(t)
	grant := func(c *caller) string {
		var g struct{ ID string }
		c.wants(201, "POST", "/grants", map[string]any{"act": "live", "cameraIds": []string{camera}}).into(t, &g)
		return g.ID
	}
	mine, back := grant(keeper), grant(keeper)
	keeper.wants(204, "DELETE", "/grants/"+back, nil)
	gone := w.as("keeper")
	theirs := grant(gone)
	gone.wants(200, "DELETE", "/session", nil)
	for _, tt := range []struct {
		name   string
		who    *caller
		grant  string
		origin string
		want   string // the status that refused it, or what became of the socket
	}{
		{"nobody", w.nobody(), mine, "", "401"},
		{"from a foreign page", keeper, mine, "http://evil.example", "403"},
		{"after the session ended", gone, theirs, "", "401"},
		{"the ended session's, by another session", keeper, theirs, "", "404"},
		{"one that was made up", keeper, shiheng.NewID[shiheng.GrantID](time.Now()).String(), "", "404"},
		{"one that was given back", keeper, back, "", "410"},
		{"one's own, of a camera without a picture", keeper, mine, "", "opened"},
	} {
		for _, door := range []string{"live", "playback"} {
			if door == "playback" && tt.want == "opened" {
				continue
			}
			if got := tt.who.socket("/grants/"+tt.grant+"/"+door+"/"+camera, tt.origin); got != tt.want {
				t.Errorf("%s, %s: %q, want %q", tt.name, door, got, tt.want)
			}
		}
	}
}

// camera makes a camera of which there is no picture.
func (w *world) camera(t *testing.T) string {
	t.Helper()
	admin := w.as("admin")
	var tree struct{ Systems, Places []struct{ ID string } }
	admin.wants(200, "GET", "/tree", nil).into(t, &tree)
	var cam struct{ ID string }
	admin.wants(201, "POST", "/cameras", map[string]any{
		"name": "北门", "roomUse": "entrance", "systemId": tree.Systems[0].ID, "placeId": tree.Places[0].ID, "kbps": 10,
		"main": map[string]any{"kind": "rtsp", "url": "rtsp://127.0.0.1:9/none"},
	}).into(t, &cam)
	return cam.ID
}

// socket opens one and tells what came of it: the status that refused it, the
// code of its first end, or that it opened.
func (c *caller) socket(path, origin string) string {
	c.w.t.Helper()
	h := http.Header{}
	if origin != "" {
		h.Set("Origin", origin)
	}
	conn, resp, err := websocket.Dial(c.w.t.Context(), c.w.base+path, &websocket.DialOptions{HTTPClient: c.client, HTTPHeader: h})
	if err != nil {
		if resp == nil {
			c.w.t.Fatal(err)
		}
		return fmt.Sprint(resp.StatusCode)
	}
	defer func() { _ = conn.CloseNow() }()
	_, b, err := conn.Read(c.w.t.Context())
	var m struct{ Type, Code string }
	if err == nil && json.Unmarshal(b, &m) == nil && m.Type == "end" {
		return m.Code
	}
	return "opened"
}

// TestOnlyWhatIsDescribedIsRead sends bodies that are not what they are called,
// names given twice, and methods that are not there: nothing is guessed.
func TestOnlyWhatIsDescribedIsRead(t *testing.T) {
	w := newWorld(t)
	admin := w.as("admin")
	for _, tt := range []struct {
		kind, body string
		want       int
	}{
		{"application/xml", "<name>x</name>", http.StatusUnsupportedMediaType},
		{"application/x-www-form-urlencoded", "name=x", http.StatusUnsupportedMediaType},
		{"text/plain", `{"name":"x"}`, http.StatusUnsupportedMediaType},
		{"application/json", `{"name":`, http.StatusBadRequest},
		{"application/json", `{"name":"x"}{"name":"y"}`, http.StatusBadRequest},
		{"application/json", `[]`, http.StatusUnprocessableEntity},
		{"application/json", `{"name":{"a":1}}`, http.StatusUnprocessableEntity},
		{"application/json", strings.Repeat("[", 100_000), http.StatusBadRequest},
	} {
		a := admin.upload("/places", tt.kind, []byte(tt.body))
		if a.status != tt.want {
			t.Errorf("%s %.30q: %d %.200s, want %d", tt.kind, tt.body, a.status, a.body, tt.want)
		}
	}
	if a := admin.do("TRACE", "/places", nil); a.status < 400 {
		t.Errorf("TRACE is answered with %d", a.status)
	}
	if a := admin.do("DELETE", "/audit", nil); a.status != http.StatusMethodNotAllowed && a.status != http.StatusNotFound {
		t.Errorf("the record is deleted: %d", a.status)
	}
	var page struct{ Items []json.RawMessage }
	admin.wants(200, "GET", "/places?limit=1&limit=400", nil).into(t, &page)
	if len(page.Items) != 1 {
		t.Errorf("of a name given twice not the first counts: %d places", len(page.Items))
	}
}
