package app_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"shiheng.internal/api/desk"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
)

// TestRightsDesk: a person's application goes through the desk by the roles
// that have the duty; a copy waits to be masked, and no door of the API gives
// out anything of it but papers (PIPL/45, 50, W168/26).
func TestRightsDesk(t *testing.T) {
	w := newWorld(t)
	camera := w.standing(theMall)
	keeper := w.as("keeper")
	system := w.as("admin").named("/systems")[theMall+"视频系统"]
	site := w.hire("site", role("site-operator", "organisationId", w.as("admin").named("/organisations")["演练购物中心管理有限公司"]))
	now := time.Now().UTC()
	body := map[string]any{
		"kind": "copy", "person": map[string]any{"name": "周某", "document": "id-card", "tail": "123X"}, "systemId": system, "cameraIds": []string{camera},
		"from": now.Add(-2 * time.Hour).Format(time.RFC3339), "to": now.Add(-time.Hour).Format(time.RFC3339), "what": "穿红色外套", "checked": false,
	}
	for _, who := range []string{"admin", "copy", "tech", "auditor"} {
		if who != "copy" { // a watch keeper too
			w.as(who).refused("access.role", "W168/29/1", "POST", "/personal/requests", body)
		}
	}
	var r desk.PersonalView
	keeper.wants(201, "POST", "/personal/requests", body).into(t, &r)
	one := "/personal/requests/" + r.ID.String()
	if r.Number == "" || r.Can["grant"] != "access.role W168/29/1" || r.Can["check"] != "" || r.SystemName == "" {
		t.Errorf("%+v", r)
	}
	keeper.refused("access.role", "W168/29/1", "POST", one+"/grant", map[string]any{"words": "同意"})
	site.refused("personal.identity", "PIPL/50", "POST", one+"/grant", map[string]any{"words": "同意"})
	keeper.wants(200, "POST", one+"/check", nil)
	site.refused("personal.ground", "PIPL/50", "POST", one+"/refuse", map[string]any{"ground": "kept", "reason": "不是删除申请"})
	site.wants(200, "POST", one+"/grant", map[string]any{"words": "遮挡他人后提供"}).into(t, &r)
	if r.State != "to-mask" || r.Can["finish"] != "personal.to-mask W168/26/1" {
		t.Errorf("%s, %+v", r.State, r.Can)
	}
	keeper.refused("personal.to-mask", "W168/26/1", "POST", one+"/finish", map[string]any{"words": "已提供"})
	keeper.wants(200, "GET", "/documents/"+r.Answer.String()+"/print", nil)
	if w.did(audit.PersonalFinish, audit.Refused) != 1 {
		t.Error("the refusal is not on record")
	}
	var page route.Page[desk.PersonalView]
	w.as("auditor").wants(200, "GET", "/personal/requests?state=to-mask", nil).into(t, &page)
	if len(page.Items) != 1 {
		t.Errorf("%d", len(page.Items))
	}
	// No operation under the desk answers with anything but JSON.
	for _, op := range operations(t) {
		if !strings.HasPrefix(op.path, "/personal") || op.method != http.MethodGet {
			continue
		}
		a := keeper.do(op.method, strings.ReplaceAll(op.path, "{id}", r.ID.String()), nil)
		if !strings.HasPrefix(string(a.body), "{") {
			t.Errorf("%s answers %.40q", op.path, a.body)
		}
	}
}
