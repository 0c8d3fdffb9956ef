package app_test

import (
	"strings"
	"testing"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/api/rights"
	"shiheng.internal/api/route"
)

// secretFacts are basic information of one camera, as it would be read.
func secretFacts() []string {
	return []string{"32020200001320000777", "滨湖区太湖大道八号地下二层", "02:42:ac:11:00:07", "10.9.8.7"}
}

// TestSecretRegister is the story of a system that is marked as secret: whoever
// keeps the register no longer reads its basic information, in lists, searches,
// sheets, the record or anywhere, nor writes over it, until they are cleared for
// its grade (W168/26/1, 29/2).
func TestSecretRegister(t *testing.T) {
	w := newWorld(t)
	admin, auditor := w.as("admin"), w.as("auditor")
	system := admin.named("/systems")[theMall+"视频系统"]
	id := w.accountID("admin")
	facts := secretFacts()
	place := admin.named("/places")[theMall]
	const where = "太湖广场南侧一百二十号"
	var before map[string]any
	admin.wants(200, "GET", "/places/"+place, nil).into(t, &before)
	moved := map[string]any{"address": where, "position": map[string]any{"longitude": 120.3011, "latitude": 31.5622}}
	for _, same := range []string{"parentId", "name", "category", "publicClass", "keyTarget", "keySecurity", "keyPart", "division", "ownerId", "managerId"} {
		if v, there := before[same]; there {
			moved[same] = v
		}
	}
	etag, _ := before["etag"].(string)
	admin.wants(200, "PATCH", "/places/"+place, moved, "If-Match", etag)
	facts = append(facts, where, "120.3011")
	var made struct{ ID string }
	admin.wants(201, "POST", "/cameras", map[string]any{
		"name": "北门", "code": facts[0], "roomUse": "entrance", "systemId": system, "placeId": admin.named("/places")[theMall], "kbps": 10,
	}).into(t, &made)
	camera := made.ID
	admin.wants(200, "PATCH", "/cameras/"+camera+"/archive", map[string]any{"values": map[string]any{"address": facts[1], "mac": facts[2], "ipv4": facts[3]}})
	reads := func(c *caller) (found []string) {
		t.Helper()
		for _, path := range []string{
			"/cameras/" + camera, "/cameras?q=北门", "/tree", "/systems", "/systems/" + system, "/cameras/" + camera + "/archive",
			"/cameras/" + camera + "/archive/history", "/archive/cameras?q=北门", "/archive/cameras?code=" + facts[0], "/archive/cameras?q=" + facts[1],
			"/places", "/places/" + place, "/places?q=" + where, "/archive/export?format=csv", "/archive/seen", "/archive/repeats?field=mac", "/devices",
		} {
			a := c.wants(200, "GET", path, nil)
			for _, fact := range facts {
				if strings.Contains(string(a.body), fact) || strings.Contains(string(a.body), strings.ToUpper(fact)) {
					found = append(found, path+" "+fact)
				}
			}
		}
		var hits route.Page[struct{ ID string }]
		c.wants(200, "GET", "/archive/cameras?code="+facts[0], nil).into(t, &hits)
		if len(hits.Items) > 0 {
			found = append(found, "the search by code finds it")
		}
		return found
	}
	if got := reads(admin); len(got) < 5 {
		t.Fatalf("before the mark the register shows only %q", got)
	}
	admin.wants(200, "PUT", "/systems/"+system+"/secrecy", map[string]any{"secret": true, "level": "confidential", "basis": "锡保〔2026〕3号"})
	if got := reads(admin); len(got) != 0 {
		t.Errorf("uncleared, whoever keeps the register reads %q", got)
	}
	admin.refused("access.secret", "W168/29/2", "PATCH", "/cameras/"+camera+"/archive", map[string]any{"values": map[string]any{"address": "别处"}})
	admin.refused("access.secret", "W168/29/2", "PATCH", "/cameras/"+camera, map[string]any{"name": "南门", "roomUse": "entrance", "systemId": system, "placeId": admin.named("/places")[theMall], "kbps": 10})
	admin.refused("access.secret", "W168/29/2", "PATCH", "/places/"+place, map[string]any{"name": theMall, "address": "别处"})
	for _, path := range []string{"/places/" + place, "/systems/" + system, "/cameras/" + camera, "/cameras/" + camera + "/archive"} {
		var one struct{ Can map[string]string }
		admin.wants(200, "GET", path, nil).into(t, &one)
		if one.Can["change"] != "access.secret W168/29/2" {
			t.Errorf("%s may be changed: %q", path, one.Can["change"])
		}
	}
	log := string(auditor.wants(200, "GET", "/audit?limit=500", nil).body)
	for _, fact := range facts {
		if strings.Contains(log, fact) {
			t.Errorf("the record says %s", fact)
		}
	}
	if !strings.Contains(log, "access.secret") {
		t.Error("the refusals are not on record")
	}

	sec := w.hire("sec", map[string]any{"role": "security-administrator"})
	clear := func(level string) {
		t.Helper()
		sec.wants(200, "PUT", "/accounts/"+id+"/clearance", map[string]any{
			"level": level, "issuer": "无锡市国家保密局", "document": "锡保〔2026〕3号", "until": time.Now().Add(time.Hour).UTC().Format(time.RFC3339), "reason": "岗位需要",
		})
	}
	clear("secret")
	if got := reads(admin); len(got) != 0 {
		t.Errorf("cleared for less than the mark: %q", got)
	}
	clear("top-secret")
	if got := reads(admin); len(got) < 5 {
		t.Errorf("cleared for more than the mark, one reads only %q", got)
	}
	var v rights.ClearanceView
	auditor.wants(200, "GET", "/accounts/"+id+"/clearance", nil).into(t, &v)
	if !v.Held || v.Clearance == nil || v.Clearance.Level != "top-secret" || v.By != "sec" {
		t.Errorf("the auditor reads %+v", v)
	}
	sec.refused("account.self", "W168/29/1", "PUT", "/accounts/"+w.accountID("sec")+"/clearance", map[string]any{
		"level": "secret", "issuer": "甲", "document": "1", "until": time.Now().Add(time.Hour).UTC().Format(time.RFC3339), "reason": "自己",
	})
	w.as("keeper").refused("access.role", "W168/29/1", "GET", "/accounts/"+id+"/clearance", nil)
	sec.wants(200, "POST", "/accounts/"+id+"/clearance/withdraw", map[string]any{"reason": "调离"})
	if got := reads(admin); len(got) != 0 {
		t.Errorf("taken back: %q", got)
	}
}

// accountID finds an account by its login.
func (w *world) accountID(login string) string {
	w.t.Helper()
	var page route.Page[api.AccountView]
	w.as("admin").wants(200, "GET", "/accounts", nil).into(w.t, &page)
	for _, a := range page.Items {
		if a.Login == login {
			return a.ID.String()
		}
	}
	w.t.Fatalf("no account %s", login)
	return ""
}
