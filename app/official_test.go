package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/api"
	"shiheng.internal/api/official"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
)

// asked is an application of two officers for a camera; part of it may be
// replaced.
func asked(scan, camera string, replace map[string]any) map[string]any {
	now := time.Now().UTC()
	today := now.Add(8 * time.Hour).Format("2006-01-02")
	officer := func(name, card string) map[string]any {
		return map[string]any{"name": name, "unit": "上海市公安局徐汇分局", "card": card, "shown": true}
	}
	evidence := map[string]any{
		"officers": []any{officer("王建国", "032001"), officer("李敏", "032002")}, "registered": true, "served": map[string]any{"signed": false, "remark": "拒签"},
		"letter": map[string]any{
			"unit": "上海市公安局徐汇分局", "number": "介2026-7", "matter": "徐公（刑）立字〔2026〕1号", "from": today, "until": today, "electronic": false, "scanId": scan,
		},
	}
	body := map[string]any{
		"authority": "investigation", "organ": "上海市公安局徐汇分局", "caseNumber": "徐公（刑）立字〔2026〕1号", "purpose": "查找嫌疑车辆", "acts": []string{"view"},
		"cameraIds": []string{camera}, "from": now.Add(-2 * time.Hour).Format(time.RFC3339), "to": now.Add(-time.Hour).Format(time.RFC3339), "evidence": evidence,
	}
	for k, v := range replace {
		if _, is := body[k]; is {
			body[k] = v
		} else {
			evidence[k] = v
		}
	}
	return body
}

// letter uploads a scan of a letter.
func (c *caller) letter() string {
	c.w.t.Helper()
	var a struct{ ID string }
	c.upload("/attachments?name=letter.jpg", "image/jpeg", []byte(jpeg+"letter")).into(c.w.t, &a)
	return a.ID
}

// standing makes a camera of a system at a place of the practice district.
func (w *world) standing(place string) string {
	w.t.Helper()
	admin := w.as("admin")
	var made struct{ ID string }
	admin.wants(201, "POST", "/cameras", map[string]any{
		"name": "北门", "roomUse": "entrance", "systemId": admin.named("/systems")[place+"视频系统"], "placeId": admin.named("/places")[place], "kbps": 10,
	}).into(w.t, &made)
	return made.ID
}

// officer is somebody with an account and no role.
func (w *world) officer(login string) *caller {
	w.t.Helper()
	var made api.AccountMade
	w.as("admin").wants(201, "POST", "/accounts", map[string]any{"login": login, "name": login}).into(w.t, &made)
	w.pass[login] = made.Password
	return w.as(login)
}

const theMall = "演练购物中心"

// did counts what the record says of an act and how it ended.
func (w *world) did(act audit.Act, outcome audit.Outcome) (n int) {
	w.t.Helper()
	var page route.Page[struct {
		Act     audit.Act
		Outcome audit.Outcome
	}]
	w.as("auditor").wants(200, "GET", "/audit?limit=500&act="+string(act), nil).into(w.t, &page)
	for _, e := range page.Items {
		if e.Act == act && e.Outcome == outcome {
			n++
		}
	}
	return n
}

// TestOfficialAtTheCounter_W168_24 is one lawful story by the API, of an organ
// from out of town, with the refusals on its way.
func TestOfficialAtTheCounter_W168_24(t *testing.T) {
	w := newWorld(t)
	k := w.as("keeper")
	camera := w.standing(theMall)
	body := asked(k.letter(), camera, nil)
	evidence, _ := body["evidence"].(map[string]any)
	officers, _ := evidence["officers"].([]any)
	evidence["officers"] = officers[:1]
	var a official.ApplicationView
	k.wants(201, "POST", "/official/applications", body).into(t, &a)
	if a.State != "received" || a.Conditions[1].Met || !a.Conditions[4].Met || a.Can["grant"] != "clause.officials-two W168/24/1/1" || a.Can["refuse"] != "" {
		t.Errorf("%+v, can %v", a.Conditions, a.Can)
	}
	path := "/official/applications/" + a.ID.String()
	refused := k.do("POST", path+"/grant", map[string]any{})
	var p route.Problem
	refused.into(t, &p)
	if refused.status != http.StatusForbidden || len(p.Unmet) != 1 || p.Unmet[0].Code != "clause.officials-two" || p.Unmet[0].Article != "W168/24/1/1" {
		t.Errorf("%d %s", refused.status, refused.body)
	}
	k.refused("official.not-granted", "W168/24/1", "POST", path+"/open", nil)
	k.wants(200, "POST", path+"/hold", map[string]any{"reason": "涉及违法犯罪证据"}).into(t, &a)
	if len(a.Secured) != 1 || a.Secured[0].Camera.String() != camera || !a.Secured[0].Since.IsZero() {
		t.Errorf("held, and of a camera without a picture nothing is secured: %+v", a.Secured)
	}
	k.wants(200, "POST", path+"/evidence", map[string]any{"officers": officers}).into(t, &a)
	k.refused("clause.must-cooperate", "W168/38/2", "POST", path+"/refuse", map[string]any{"reason": "领导不在", "head": "张总"})
	k.wants(200, "POST", path+"/grant", map[string]any{}).into(t, &a)
	if a.State != "granted" || a.Can["open"] != "" || a.Form.IsZero() {
		t.Errorf("%s, can %v", a.State, a.Can)
	}
	k.wants(200, "GET", "/documents/"+a.Form.String()+"/print", nil)
	var g shiheng.Grant
	k.wants(200, "POST", path+"/open", nil).into(t, &g)
	if g.Basis != "W168/24" || g.Quota != 240*60 || g.Footage != (shiheng.Span{From: a.From, To: a.To}) {
		t.Errorf("%+v", g)
	}
	line := "/cameras/" + camera + "/timeline?from=" + a.From.Format(time.RFC3339) + "&to=" + a.To.Format(time.RFC3339) + "&grant=" + g.ID.String()
	k.wants(200, "GET", line, nil)
	w.as("tech").refused("grant.none", "", "GET", line, nil)
	k.wants(200, "POST", path+"/revoke", map[string]any{"why": "案件已撤销"})
	k.refused("official.revoked", "", "GET", line, nil)
	k.wants(200, "POST", "/official/book", map[string]any{"from": "2026-01-01", "to": "2099-01-01"})
	for act, want := range map[audit.Act][2]int{
		audit.OfficialRegister: {1, 0}, audit.OfficialEvidence: {1, 0}, audit.OfficialGrant: {1, 1}, audit.OfficialOpen: {1, 1}, audit.OfficialRefuse: {0, 1},
		audit.HoldPlace: {1, 0}, audit.OfficialRevoke: {1, 0}, audit.OfficialBook: {1, 0},
	} {
		if got := [2]int{w.did(act, audit.Granted), w.did(act, audit.Refused)}; got != want {
			t.Errorf("%s: done and refused %v, want %v", act, got, want)
		}
	}
}

// TestOfficialEndsAtTheScope_W168_29: an application of another unit is not
// there, by none of its addresses, nor are its papers; and nobody asks for a
// camera that is not his.
func TestOfficialEndsAtTheScope_W168_29(t *testing.T) {
	r := newRealm(t)
	one, two := r.people["one"], r.people["two"]
	mine := r.standing(theMall)
	var a official.ApplicationView
	one.wants(201, "POST", "/official/applications", asked(one.letter(), mine, nil)).into(t, &a)
	path := "/official/applications/" + a.ID.String()
	one.wants(200, "POST", path+"/grant", map[string]any{}).into(t, &a)
	two.refused("access.scope", "W168/29/1", "POST", "/official/applications", asked(two.letter(), mine, nil))
	why := map[string]any{"why": "试试"}
	for sub, body := range map[string]any{
		"": nil, "/evidence": map[string]any{"registered": true}, "/hold": map[string]any{"reason": "试试"}, "/open": nil, "/withdraw": why,
		"/follow-up": map[string]any{"line": 0}, "/grant": map[string]any{}, "/refuse": map[string]any{}, "/revoke": why, "/close": nil,
	} {
		method := "POST"
		if sub == "" {
			method = "GET"
		}
		two.refused("official.none", "", method, path+sub, body)
	}
	for _, paper := range []string{
		"/documents/" + a.Form.String() + "/print", "/attachments/" + a.Introduction.Scan.String() + "/content",
		"/documents?subjectKind=official&subjectId=" + a.ID.String(),
	} {
		if got := two.do("GET", paper, nil).status; got == 200 {
			t.Errorf("%s is open to another unit", paper)
		}
		one.wants(200, "GET", paper, nil)
	}
	two.refused("official.none", "", "POST", "/official/confirmations/"+a.ID.String()+"/confirm", nil)
	var page route.Page[official.ApplicationLine]
	two.wants(200, "GET", "/official/applications", nil).into(t, &page)
	if len(page.Items) != 0 {
		t.Errorf("another unit's register lists %d", len(page.Items))
	}
	r.people["branch"].wants(200, "GET", path, nil) // the police of the district
	r.people["branch"].refused("access.role", "W168/29/1", "POST", path+"/revoke", why)
	r.people["trade"].refused("access.role", "W168/29/1", "GET", path, nil)
	r.admin.refused("access.role", "W168/29/1", "GET", path, nil)

	var s official.SuspicionView
	now := time.Now().UTC().Format(time.RFC3339)
	one.wants(201, "POST", "/official/suspicions", map[string]any{
		"cameraId": mine, "from": time.Now().Add(-time.Hour).UTC().Format(time.RFC3339), "to": now, "foundAt": now, "reportedAt": now, "what": "可疑", "unit": "分局", "channel": "110",
	}).into(t, &s)
	two.refused("suspicion.none", "", "GET", "/official/suspicions/"+s.ID.String(), nil)
	two.refused("suspicion.none", "", "POST", "/official/suspicions/"+s.ID.String()+"/receipt", map[string]any{"number": "1", "on": "2026-01-01"})
	if got := two.do("GET", "/documents/"+s.Document.String()+"/print", nil).status; got == 200 {
		t.Error("the report is open to another unit")
	}
	one.wants(200, "GET", "/documents/"+s.Document.String()+"/print", nil)
}

// TestOfficialSupervisor_W168_38: whoever answers for the unit refuses though
// nothing is missing, in his own name; and the mall's own staff is none of the
// two officers.
func TestOfficialSupervisor_W168_38(t *testing.T) {
	r := newRealm(t)
	one, camera := r.people["one"], r.standing(theMall)
	var a official.ApplicationView
	one.wants(201, "POST", "/official/applications", asked(one.letter(), camera, nil)).into(t, &a)
	path := "/official/applications/" + a.ID.String()
	one.refused("official.refuse-reason", "W168/38/2", "POST", path+"/refuse", map[string]any{})
	one.wants(200, "POST", path+"/refuse", map[string]any{"reason": "领导不在", "head": "张总"}).into(t, &a)
	if a.State != "refused" || a.Note.IsZero() {
		t.Errorf("%+v", a.Application)
	}
	body := asked(one.letter(), camera, nil)
	evidence, _ := body["evidence"].(map[string]any)
	officers, _ := evidence["officers"].([]any)
	second, _ := officers[1].(map[string]any)
	second["unit"] = "演练购物中心管理有限公司"
	one.wants(201, "POST", "/official/applications", body).into(t, &a)
	if !a.Officers[1].Site || !strings.HasPrefix(a.Can["grant"], "clause.officials-two") {
		t.Errorf("staff of the mall: %+v, can %v", a.Officers[1], a.Can)
	}
}

// TestOfficialConfirms_W168_24: the second officer confirms from elsewhere, by
// an account with no role at all, and sees nothing else of the application.
func TestOfficialConfirms_W168_24(t *testing.T) {
	w := newWorld(t)
	officer, other, k := w.officer("limin"), w.officer("somebody"), w.as("keeper")
	body := asked(k.letter(), w.standing(theMall), nil)
	evidence, _ := body["evidence"].(map[string]any)
	officers, _ := evidence["officers"].([]any)
	second, _ := officers[1].(map[string]any)
	second["shown"], second["login"] = false, "limin"
	var a official.ApplicationView
	k.wants(201, "POST", "/official/applications", body).into(t, &a)
	if a.Can["grant"] != "clause.officials-cards W168/24/1/2" {
		t.Errorf("can %v", a.Can)
	}
	var page route.Page[official.ConfirmationView]
	officer.wants(200, "GET", "/official/confirmations", nil).into(t, &page)
	if len(page.Items) != 1 || page.Items[0].ID != a.ID || page.Items[0].Can["confirm"] != "" || !slices.Equal(page.Items[0].Officers, []string{"王建国", "李敏"}) {
		t.Errorf("%+v", page.Items)
	}
	officer.refused("access.role", "W168/29/1", "GET", "/official/applications/"+a.ID.String(), nil)
	other.refused("official.none", "", "POST", "/official/confirmations/"+a.ID.String()+"/confirm", nil)
	officer.wants(200, "POST", "/official/confirmations/"+a.ID.String()+"/confirm", nil)
	k.wants(200, "POST", "/official/applications/"+a.ID.String()+"/grant", map[string]any{}).into(t, &a)
	if a.State != "granted" || a.Officers[1].Confirmed.How != "account" {
		t.Errorf("%+v", a.Officers)
	}
}
