package app_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal/api/route"
)

// TestListsPage walks every list of the API by pages of one and of all, over
// real rows: nothing is there twice, nothing is left out, and a page that ends
// says so.
func TestListsPage(t *testing.T) {
	r := newRealm(t)
	walked := 0
	for _, path := range lists(t) {
		c := r.admin
		if c.do("GET", path, nil).status == http.StatusForbidden {
			c = r.as("auditor")
		}
		if c.do("GET", path, nil).status == http.StatusForbidden {
			c = r.as("police")
		}
		whole, ok := page(t, c, path+"?limit=500")
		if !ok || whole.Next != "" {
			continue // asks for more than a page, or is longer than one
		}
		var seen []string
		for next := ""; len(seen) <= len(whole.Items); {
			part, ok := page(t, c, path+"?limit=1&cursor="+next)
			if !ok || len(part.Items) > 1 {
				t.Errorf("GET %s: a page of one is %d long", path, len(part.Items))
				break
			}
			for _, item := range part.Items {
				seen = append(seen, string(item))
			}
			if next = part.Next; next == "" {
				break
			}
		}
		if grows(path) {
			continue // reading it writes it
		}
		if len(seen) != len(whole.Items) || len(slices.Compact(slices.Sorted(slices.Values(seen)))) != len(seen) {
			t.Errorf("GET %s has %d things by pages of one and %d in all", path, len(seen), len(whole.Items))
		}
		if len(seen) > 1 {
			walked++
		}
	}
	if walked < 10 {
		t.Errorf("only %d lists have pages", walked)
	}
}

// grows reports whether a list is longer after it was read.
func grows(path string) bool { return path == "/audit" || path == "/sessions" }

type somePage struct {
	Items []json.RawMessage
	Next  string
}

func page(t *testing.T, c *caller, path string) (p somePage, ok bool) {
	t.Helper()
	a := c.do("GET", path, nil)
	if a.status != http.StatusOK {
		return p, false
	}
	a.into(t, &p)
	return p, true
}

// lists are the paths of every list that has pages and needs no id.
func lists(t *testing.T) (out []string) {
	t.Helper()
	for _, op := range operations(t) {
		if op.method == "GET" && op.paged && !strings.Contains(op.path, "{") {
			out = append(out, op.path)
		}
	}
	slices.Sort(out)
	if len(out) < 30 {
		t.Fatalf("only %d lists have pages", len(out))
	}
	return out
}

// TestBadInputIsAProblem sends to every operation of the API what cannot be
// right, as who has the duty: each answers with a problem, and none with a
// fault of ours.
func TestBadInputIsAProblem(t *testing.T) {
	w := newWorld(t)
	callers := []*caller{w.as("admin"), w.as("police"), w.as("auditor"), w.as("mall")}
	const noID, someID = "no-id", "01a207ef-1e31-7db5-b155-bd03db385fd4"
	n := 0
	for _, op := range operations(t) {
		if strings.HasPrefix(op.path, "/session") || op.path == "/claim" || op.path == "/events" || op.path == "/obligations/reckoning" || op.path == "/notices/read" {
			continue // ends what this test rests on, or takes an empty body
		}
		for _, c := range callers {
			for _, id := range []string{noID, someID} {
				path := strings.NewReplacer("{id}", id, "{key}", id, "{code}", id, "{entry}", id, "{person}", id).Replace(op.path)
				for _, try := range tries(op, path) {
					a := c.do(op.method, try.path, try.body, try.headers...)
					n++
					code, _ := a.problem()
					switch {
					case a.status >= 500:
						t.Errorf("%s %s %v = %d %s", op.method, try.path, try.body, a.status, a.body)
					case try.wrong && (a.status < 400 || code == ""):
						t.Errorf("%s %s %v = %d %s, want a problem", op.method, try.path, try.body, a.status, a.body[:min(len(a.body), 200)])
					}
				}
			}
		}
	}
	if n < 1000 {
		t.Errorf("only %d tries", n)
	}
}

// An attempt is one request that cannot be right (wrong), or may.
type attempt struct {
	path    string
	body    any
	headers []string
	wrong   bool
}

func tries(op operation, path string) (out []attempt) {
	if op.method == "GET" {
		if !op.paged {
			return []attempt{{path: path}}
		}
		for _, q := range []string{"limit=0", "limit=501", "limit=x", "cursor=%00", "cursor=nonsense"} {
			out = append(out, attempt{path: path + "?" + q, wrong: strings.HasPrefix(q, "limit")})
		}
		return out
	}
	match := []string{"If-Match", `"x"`}
	return []attempt{
		{path: path, body: []any{}, wrong: op.method != "DELETE" && op.body, headers: match},
		{path: path, body: map[string]any{"noSuchField": true}, wrong: op.method != "DELETE" && op.body, headers: match},
	}
}

// TestSheetsThereAndBack_W168_16 leads a sheet through the area of the archive:
// preview, rows at fault, commit, list, undo; and shows it to nobody else.
func TestSheetsThereAndBack_W168_16(t *testing.T) {
	g := newGuarded(t)
	c, other := g.hire("s1", role("site-operator", "organisationId", g.unit)), g.as("mall")
	sheet := "设备名称,所属系统,部位用途,MAC\n新相机一,泄露系统,entrance,AA-BB-CC-00-11-22\n新相机二,泄露系统,entrance,不是地址\n厕所相机,泄露系统,toilet,\n"
	a := c.upload("/archive/imports?name=%E8%A1%A8.csv", "text/csv", []byte(sheet))
	var imp struct {
		ID     string
		Counts struct{ New, Refused, Done, Undone int }
		State  string
		Can    map[string]string
	}
	if a.into(t, &imp); a.status != http.StatusCreated || imp.Counts.New != 1 || imp.Counts.Refused != 2 {
		t.Fatalf("read: %d %s", a.status, a.body)
	}
	path := "/archive/imports/" + imp.ID
	for _, p := range []string{path, path + "/rows", path + "/faulty"} {
		other.refused("archive.import-none", "", "GET", p, nil)
	}
	other.refused("archive.import-none", "", "POST", path+"/commit", nil)
	var rows route.Page[struct {
		Line            int
		Status, Article string
	}]
	c.wants(200, "GET", path+"/rows?status=refused", nil).into(t, &rows)
	if len(rows.Items) != 2 || rows.Items[1].Article != "W168/9" {
		t.Errorf("refused rows %+v", rows.Items)
	}
	if a := c.wants(200, "GET", path+"/faulty", nil); !bytes.HasPrefix(a.body, []byte("PK")) {
		t.Errorf("rows at fault come as %q", a.body[:min(len(a.body), 20)])
	}
	finish := func(what string) {
		t.Helper()
		var job struct{ ID, State string }
		c.wants(202, "POST", path+"/"+what, nil).into(t, &job)
		for range 200 {
			if c.wants(200, "GET", "/jobs/"+job.ID, nil).into(t, &job); job.State != "running" {
				break
			}
			<-time.After(50 * time.Millisecond)
		}
		c.wants(200, "GET", path, nil).into(t, &imp)
	}
	if finish("commit"); imp.State != "committed" || imp.Counts.Done != 1 {
		t.Fatalf("committed %+v", imp)
	}
	c.refused("archive.import-state", "", "POST", path+"/commit", nil)
	c.refused("archive.import-state", "", "DELETE", path, nil)
	found := func() int {
		var p somePage
		c.wants(200, "GET", "/archive/cameras?q=%E6%96%B0%E7%9B%B8%E6%9C%BA", nil).into(t, &p)
		return len(p.Items)
	}
	if found() != 1 {
		t.Error("what was committed is not in the list")
	}
	for _, format := range []string{"csv", "xlsx"} {
		if a := c.wants(200, "GET", "/archive/export?format="+format, nil); len(a.body) < 100 || format == "csv" && !strings.Contains(string(a.body), "新相机一") {
			t.Errorf("exported %s: %q", format, a.body[:min(len(a.body), 100)])
		}
	}
	if finish("undo"); imp.State != "undone" {
		t.Errorf("undone %+v", imp)
	}
	for _, bad := range []struct{ path, code string }{
		{"/archive/imports?name=x.csv&datum=moon", "request.invalid"}, {"/archive/imports?name=x.pdf", ""}, {"/archive/imports?name=x.csv", ""},
	} {
		a := c.upload(bad.path, "text/csv", []byte("%PDF-1.7 no sheet"))
		if code, _ := a.problem(); a.status < 400 || a.status >= 500 || bad.code != "" && code != bad.code {
			t.Errorf("POST %s = %d %s", bad.path, a.status, a.body)
		}
	}
	for _, q := range []string{"/map/cameras?west=121&south=31&east=120&north=32", "/archive/near?lon=500&lat=1", "/archive/repeats?field=name&limit=0", "/archive/cameras?mac=xyz"} {
		if a := c.do("GET", q, nil); a.status != http.StatusUnprocessableEntity && a.status != http.StatusBadRequest {
			t.Errorf("GET %s = %d %s", q, a.status, a.body)
		}
	}
}
