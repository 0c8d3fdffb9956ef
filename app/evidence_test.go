package app_test

import (
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"shiheng.internal/api"
	"shiheng.internal/api/evidence"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
)

// pinned counts the marks in the footage index.
func (w *world) pinned() (n int) {
	w.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(w.data, "rows.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := db.QueryRowContext(w.t.Context(), "SELECT count(*) FROM footage_pin").Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

// belongs ties an account to an organisation.
func (r *realm) belongs(login, unit string) {
	r.t.Helper()
	var page route.Page[api.AccountView]
	r.admin.wants(200, "GET", "/accounts?limit=500", nil).into(r.t, &page)
	for _, a := range page.Items {
		if a.Login == login {
			r.admin.wants(200, "PATCH", "/accounts/"+a.ID.String(), map[string]any{"of": map[string]any{"organisationId": r.units[unit]}}, "If-Match", a.ETag)
		}
	}
}

// hour is what a hold is asked of.
func hour(camera string, more map[string]any) map[string]any {
	now := time.Now().UTC()
	body := map[string]any{
		"cameraIds": []string{camera}, "from": now.Add(-time.Hour).Format(time.RFC3339), "to": now.Format(time.RFC3339),
		"matter": "锡公（刑）立字〔2026〕1号", "reason": "涉嫌盗窃",
	}
	for k, v := range more {
		body[k] = v
	}
	return body
}

// TestHoldByTheDoor_W168_29_2 is one hold by the API: placed by one at once
// (T12), refused to be lifted by one, by one organisation, without a paper, and
// lifted by two.
func TestHoldByTheDoor_W168_29_2(t *testing.T) {
	r := newRealm(t)
	const mall, branch = "演练购物中心管理有限公司", "演练市公安局梁溪分局"
	for login, unit := range map[string]string{"one": mall, "both": mall, "branch": branch} {
		r.belongs(login, unit)
	}
	one, colleague, police := r.people["one"], r.people["both"], r.people["branch"]
	camera := r.standing(theMall)
	officer := map[string]any{"officer": map[string]any{"name": "王建国", "unit": branch, "card": "032001"}}

	began := time.Now()
	var h evidence.HoldView
	one.wants(201, "POST", "/evidence/holds", hour(camera, officer)).into(t, &h)
	if took := time.Since(began); took > time.Second || r.pinned() != 1 {
		t.Errorf("effective after %v, %d pins", took, r.pinned())
	}
	if h.Worst() != "nothing" || h.Organ != branch || len(h.Points) != 1 || h.Points[0].Name == "" || h.Can["lift"] != "" || h.Can["confirm"] != "hold.lift-none" {
		t.Errorf("%+v, can %v", h.Points, h.Can)
	}
	path := "/evidence/holds/" + h.ID.String()
	reason := map[string]any{"number": "解保〔2026〕1号", "organ": branch, "reason": "案件已终结"}
	one.refused("clause.lift-hold.3", "W168/29/2", "POST", path+"/lift", reason)
	reason["scanId"] = one.letter()
	one.wants(200, "POST", path+"/lift", reason).into(t, &h)
	digest := map[string]any{"digest": h.Lifting.Digest}
	if h.Can["confirm"] != "clause.lift-two W168/29/2" {
		t.Errorf("can %v", h.Can)
	}
	one.refused("clause.lift-two", "W168/29/2", "POST", path+"/confirm", digest)
	colleague.refused("clause.lift-organisations", "W168/29/2", "POST", path+"/confirm", digest)
	r.people["two"].refused("hold.none", "", "POST", path+"/confirm", digest)
	r.people["two"].refused("hold.none", "", "GET", path, nil)
	if got := r.people["two"].do("GET", "/attachments/"+h.Lifting.Decision.Scan.String()+"/content", nil).status; got == 200 {
		t.Error("the decision is open to another unit")
	}
	police.wants(200, "GET", "/attachments/"+h.Lifting.Decision.Scan.String()+"/content", nil)
	r.age("branch")
	police.refused("session.step-up", "", "POST", path+"/confirm", digest)
	police.wants(200, "POST", "/session/step-up", map[string]any{"password": chosen})
	if r.pinned() != 1 {
		t.Error("let go before two agreed")
	}
	police.wants(200, "POST", path+"/confirm", digest).into(t, &h)
	if h.State != "lifted" || h.Units[h.Lifting.Confirmed.Unit.String()] != branch || r.pinned() != 0 || h.Can["review"] != "hold.lifted" {
		t.Errorf("%s by %v, can %v, %d pins", h.State, h.Units, h.Can, r.pinned())
	}
	for act, want := range map[audit.Act][2]int{
		audit.HoldPlace: {1, 0}, audit.HoldPropose: {1, 1}, audit.HoldLift: {1, 2},
	} {
		if got := [2]int{r.did(act, audit.Granted), r.did(act, audit.Refused)}; got != want {
			t.Errorf("%s: done and refused %v, want %v", act, got, want)
		}
	}

	police.refused("clause.hold-staff.1", "W168/29/2", "POST", "/evidence/holds", hour(camera, nil))
	r.people["two"].refused("access.scope", "W168/29/1", "POST", "/evidence/holds", hour(camera, nil))
	police.wants(201, "POST", "/evidence/holds", hour(camera, officer)).into(t, &h)
	tomorrow := time.Now().Add(32 * time.Hour).Format("2006-01-02")
	one.wants(200, "POST", "/evidence/holds/"+h.ID.String()+"/review", map[string]any{"reviewOn": tomorrow, "reason": "尽快复核"}, "If-Match", h.ETag)
	var page route.Page[evidence.HoldLine]
	for query, want := range map[string]int{"": 2, "?state=in-force": 1, "?insecure=true": 1, "?reviewBy=" + tomorrow: 1, "?cameraId=" + camera + "&q=立字": 2} {
		one.wants(200, "GET", "/evidence/holds"+query, nil).into(t, &page)
		if len(page.Items) != want {
			t.Errorf("GET holds%s lists %d, want %d", query, len(page.Items), want)
		}
	}
	r.people["two"].wants(200, "GET", "/evidence/holds", nil).into(t, &page)
	if len(page.Items) != 0 {
		t.Errorf("another unit's list has %d", len(page.Items))
	}
}
