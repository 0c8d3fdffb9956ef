package app_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"shiheng.internal/api"
	"shiheng.internal/api/route"
)

// A realm is the practice district with people whose roles reach parts of it:
// the units of the story each with an account, a trade department, a district
// branch, and somebody who runs one system and watches another.
type realm struct {
	*world
	admin   *caller
	units   map[string]string // id by name
	places  map[string]string // by name
	systems map[string]string // by name of the place
	people  map[string]*caller
	records map[string][]string // paths of records of a system, by name of the place
}

// role is one of the body of roles.
func role(name, kind, id string) map[string]any {
	r := map[string]any{"role": name}
	if kind != "" {
		r[kind] = id
	}
	return r
}

// hire makes an account with roles and signs it in.
func (w *world) hire(login string, roles ...map[string]any) *caller {
	w.t.Helper()
	admin := w.as("admin")
	var made api.AccountMade
	admin.wants(201, "POST", "/accounts", map[string]any{"login": login, "name": login}).into(w.t, &made)
	admin.wants(200, "PUT", "/accounts/"+made.Account.ID.String()+"/roles", map[string]any{"roles": roles, "reason": "岗位需要"}, "If-Match", made.Account.ETag)
	w.pass[login] = made.Password
	return w.as(login)
}

// named reads a list into ids by name.
func (c *caller) named(path string) map[string]string {
	c.w.t.Helper()
	out := map[string]string{}
	for next := ""; ; {
		var page route.Page[struct{ ID, Name string }]
		c.wants(200, "GET", path+"?limit=500&cursor="+next, nil).into(c.w.t, &page)
		for _, item := range page.Items {
			out[item.Name] = item.ID
		}
		if next = page.Next; next == "" {
			return out
		}
	}
}

func newRealm(t *testing.T) *realm {
	t.Helper()
	w := newWorld(t)
	r := &realm{world: w, admin: w.as("admin"), systems: map[string]string{}, records: map[string][]string{}, people: map[string]*caller{}}
	r.units, r.places = r.admin.named("/organisations"), r.admin.named("/places")
	for name, id := range r.admin.named("/systems") {
		r.systems[strings.TrimSuffix(name, "视频系统")] = id
	}
	of := func(unit string) string {
		id := r.units[unit]
		if id == "" {
			t.Fatalf("there is no unit %s in %v", unit, r.units)
		}
		return id
	}
	for login, roles := range map[string][]map[string]any{
		"one":    {role("site-operator", "organisationId", of("演练购物中心管理有限公司"))},
		"two":    {role("site-operator", "organisationId", of("演练第一小学"))},
		"trade":  {role("department", "organisationId", of("演练市交通运输局"))},
		"branch": {role("supervisor", "organisationId", of("演练市公安局梁溪分局"))},
		"both":   {role("site-operator", "organisationId", of("演练购物中心管理有限公司")), role("watch-keeper", "systemId", r.systems["演练第一小学"])},
	} {
		r.people[login] = w.hire(login, roles...)
	}
	for _, place := range []string{"演练购物中心", "演练第一小学", "演练客运站"} {
		r.furnish(place)
	}
	return r
}

// furnish gives a system a record of every area that speaks of systems.
func (r *realm) furnish(place string) {
	r.t.Helper()
	system, at := r.systems[place], r.places[place]
	if system == "" || at == "" {
		r.t.Fatalf("there is no system at %s in %v", place, r.systems)
	}
	make := func(path string, body map[string]any) string {
		r.t.Helper()
		a := r.admin.do("POST", path, body)
		if a.status != 200 && a.status != 201 {
			r.t.Fatalf("POST %s = %d %s", path, a.status, a.body)
		}
		var v struct {
			ID     string
			Change struct{ ID string }
		}
		a.into(r.t, &v)
		r.records[place] = append(r.records[place], path+"/"+v.ID)
		return v.ID
	}
	photo := r.admin.upload("/attachments?name=a.jpg", "image/jpeg", []byte(jpeg+place))
	var attached struct{ ID string }
	photo.into(r.t, &attached)
	make("/signs", map[string]any{"systemId": system, "where": "正门", "text": "本区域有视频监控", "unit": place, "contact": "0510-1", "photoId": attached.ID})
	make("/neighbours", map[string]any{"systemId": system, "unit": "某部队 " + place, "kind": "military", "what": "球机可见营门"})
	make("/works/changes", map[string]any{"systemId": system, "kind": "rebuilding", "why": "改建 " + place})
	make("/works/outages", map[string]any{
		"systemId": system, "planned": true, "whole": true, "reason": "检修 " + place, "approved": "李主任", "from": "2030-01-01T00:00:00Z", "to": "2030-01-01T02:00:00Z",
	})
	make("/projects", map[string]any{"placeId": at, "systemIds": []string{system}, "name": "工程 " + place, "kind": "new", "builder": place})
	for _, sub := range []string{"life", "timeline", "binder", "consent", "sign-cover"} {
		r.records[place] = append(r.records[place], "/systems/"+system+"/"+sub)
	}
	r.records[place] = append(r.records[place], "/systems/"+system, "/obligations?subjectKind=system&subjectId="+system)
}

// TestTerritory_W168_5_W168_29 reads and writes works, papers and duties of
// one's own system and of another's, in every area: what lies outside is not
// there, neither by its address nor in any list, and is not changed.
func TestTerritory_W168_5_W168_29(t *testing.T) {
	r := newRealm(t)
	const mall, school, station = "演练购物中心", "演练第一小学", "演练客运站"
	for _, tt := range []struct {
		login        string
		own, foreign []string
		not          string // parts of paths that the role has no duty for
	}{
		{"one", []string{mall}, []string{school, station}, "/projects"},
		{"two", []string{school}, []string{mall, station}, "/projects"},
		{"trade", []string{station}, []string{mall, school}, ""},
		{"branch", []string{mall, school, station}, nil, ""},
		{"both", []string{mall}, []string{station}, "/projects"},
	} {
		c := r.people[tt.login]
		for _, place := range tt.own {
			for _, path := range r.records[place] {
				if a := c.do("GET", path, nil); a.status != 200 && (tt.not == "" || !strings.Contains(path, tt.not)) {
					t.Errorf("%s reads of %s: GET %s = %d %s", tt.login, place, path, a.status, a.body)
				}
			}
		}
		for _, place := range tt.foreign {
			for _, path := range r.records[place] {
				if a := c.do("GET", path, nil); a.status != http.StatusNotFound && (tt.not == "" || !strings.Contains(path, tt.not)) {
					t.Errorf("%s reads of %s: GET %s = %d %s", tt.login, place, path, a.status, a.body)
				}
			}
			r.listsLeaveOut(c, tt.login, place)
		}
	}
	r.dutiesEndWithTheirRole(school)
	// People of a unit are for the unit and for those above it.
	var made struct{ ID string }
	r.admin.wants(200, "POST", "/people", map[string]any{"organisationId": r.units["演练第一小学"], "name": "陈老师", "phone": "0510-80009999"}).into(t, &made)
	r.people["two"].wants(200, "GET", "/people/"+made.ID, nil)
	r.people["one"].refused("person.none", "", "GET", "/people/"+made.ID, nil)
	r.people["one"].refused("place.none", "", "GET", "/places/"+r.places[school], nil)
	r.people["one"].refused("organisation.none", "", "GET", "/organisations/"+r.units["演练第一小学"], nil)
	for _, path := range []string{"/people", "/organisations", "/places"} {
		if a := r.people["one"].wants(200, "GET", path, nil); strings.Contains(string(a.body), "第一小学") || strings.Contains(string(a.body), "陈老师") {
			t.Errorf("%s tells of another unit: %s", path, a.body)
		}
	}
	r.writesStayAtHome(school)
}

// listsLeaveOut looks for a system in every list there is.
func (r *realm) listsLeaveOut(c *caller, login, place string) {
	r.t.Helper()
	system := r.systems[place]
	for _, op := range operations(r.t) {
		if op.method != "GET" || strings.Contains(op.path, "{") || op.path == "/events" {
			continue
		}
		if a := c.do("GET", op.path, nil); bytes.Contains(a.body, []byte(system)) {
			r.t.Errorf("%s finds the system of %s in %s: %s", login, place, op.path, a.body)
		}
	}
}

// dutiesEndWithTheirRole: who runs one system and watches another sees the
// other, and does nothing with its life: that is refused by the article.
func (r *realm) dutiesEndWithTheirRole(watched string) {
	r.t.Helper()
	c, system := r.people["both"], r.systems[watched]
	c.wants(200, "GET", "/systems/"+system, nil)
	for _, path := range r.records[watched] {
		if strings.Contains(path, "/projects") || path == "/systems/"+system {
			continue
		}
		if a := c.do("GET", path, nil); a.status != http.StatusNotFound {
			r.t.Errorf("who only watches %s reads its records: GET %s = %d %s", watched, path, a.status, a.body)
		}
	}
	c.refused("access.scope", "W168/29/1", "POST", "/systems/"+system+"/move", map[string]any{"event": "begin-trial"})
	c.refused("access.scope", "W168/29/1", "POST", "/works/outages", map[string]any{
		"systemId": system, "whole": true, "reason": "检修", "from": "2026-01-01T00:00:00Z",
	})
	var log route.Page[api.AuditView]
	r.as("auditor").wants(200, "GET", "/audit?act=management.attempt&outcome=refused&limit=500", nil).into(r.t, &log)
	n := 0
	for _, e := range log.Items {
		if e.Name == "both" && e.Reason == "access.scope" && e.Article == "W168/29/1" {
			n++
		}
	}
	if n != 2 {
		r.t.Errorf("%d refusals are on record, want 2", n)
	}
}

// writesStayAtHome tries to do a site's work on another unit's system.
func (r *realm) writesStayAtHome(place string) {
	r.t.Helper()
	c, system, at := r.people["one"], r.systems[place], r.places[place]
	for path, body := range map[string]map[string]any{
		"/signs":      {"systemId": system, "where": "正门", "text": "x", "unit": "x", "contact": "1"},
		"/neighbours": {"systemId": system, "unit": "某部队", "kind": "military", "what": "x"},
		"/upgrades":   {"systemId": system, "department": "x", "on": "2026-01-01", "gaps": []any{}},

		"/works/acceptances": {"systemId": system},
		"/works/filings": {
			"systemId": system, "kind": "new", "declared": true, "unit": map[string]any{"name": "x", "handler": "x", "phone": "1"},
			"scale": map[string]any{"cameras": 1, "storageDays": 30},
		},
		"/works/removals":    {"systemId": system, "kind": "removal", "whole": true, "reason": "other", "why": "x", "plannedOn": "2031-01-01"},
		"/works/disclosures": {"systemId": system, "whole": true, "danger": "x", "executed": map[string]any{}},
		"/works/changes":     {"systemId": system, "kind": "rebuilding", "why": "x"},
		"/works/outages":     {"systemId": system, "whole": true, "reason": "x", "from": "2026-01-01T00:00:00Z"},

		"/obligations/proofs":             {"subjectKind": "system", "subjectId": system, "duty": "training", "day": "2026-01-01", "note": "x"},
		"/obligations/document":           {"subjectKind": "system", "subjectId": system},
		"/systems/" + system + "/move":    {"event": "begin-trial"},
		"/systems/" + system + "/give-up": {"why": "x"},

		"/systems/" + system + "/binder/seals": nil,
		"/systems/" + system + "/binder/index": nil,
	} {
		var sent any
		if body != nil {
			sent = body
		}
		if a := c.do("POST", path, sent); a.status != http.StatusNotFound {
			r.t.Errorf("a site's operator writes on another's system: POST %s = %d %s", path, a.status, a.body)
		}
	}
	if a := c.do("PUT", "/systems/"+system+"/secrecy", map[string]any{"secret": true, "basis": "x"}); a.status != http.StatusNotFound {
		r.t.Errorf("a site's operator marks another's system: %d %s", a.status, a.body)
	}
	entered := map[string]any{"name": "越界", "placeId": at, "noDutyReason": "x", "operatorId": r.units["演练第一小学"]}
	c.refused("access.scope", "W168/29/1", "POST", "/works/existing", entered)
	entered["operatorId"] = r.units["演练购物中心管理有限公司"]
	c.wants(200, "POST", "/works/existing", entered)
}
