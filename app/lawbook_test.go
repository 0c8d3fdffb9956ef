package app_test

import (
	"net/http"
	"strings"
	"testing"

	"shiheng.internal/api/lawbook"
	"shiheng.internal/api/route"
)

// TestLawIsOpenToEveryMember: whoever was refused by an article may read it, as
// it stands or stood on a day.
func TestLawIsOpenToEveryMember(t *testing.T) {
	w := newWorld(t)
	for login := range roles {
		c := w.as(login)
		var a lawbook.LawArticleDetail
		c.wants(200, "GET", "/law/articles/W168%2F24%2F1%2F2", nil).into(t, &a)
		if a.Article.ID != "W168/24" || a.Clause == nil || !strings.HasPrefix(a.Clause.Zh, "(二)出示工作证件") || a.Clause.Name.Zh != "无锡市政府令第168号第二十四条第一款第(二)项" {
			t.Errorf("%s reads %+v", login, a.Clause)
		}
	}
	c := w.as("keeper")
	var a lawbook.LawArticleDetail
	c.wants(200, "GET", "/law/articles/W168%2F15?on=2026-11-26", nil).into(t, &a)
	if len(a.Clauses) != 3 || len(a.Duties) == 0 || len(a.Penalties) != 1 || len(a.NoFine) != 1 || len(a.Enforced) == 0 || len(a.Faults) != 1 || len(a.Texts) != 1 {
		t.Errorf("W168/15: %+v", a)
	}
	if p := a.Penalties[0]; p.Code != "V36-4" || len(p.Stages) != 2 || p.Stages[1].Fines[0].Max != 5000 {
		t.Errorf("its penalty: %+v", p)
	}
	c.wants(200, "GET", "/law/articles/R799%2F14%2F2", nil) // a summary has no clauses to hold it to
	for path, code := range map[string]string{
		"/law/articles/W168%2F41": "law.article", "/law/articles/W168%2F15%2F9": "law.article", "/law/articles/W168%2F15?on=2019-07-31": "law.article",
		"/law/articles?on=yesterday": "law.day", "/law/duties?putIntoUse=soon": "law.day", "/law/articles?cursor=W168%2F99": "page.cursor",
		"/law/duties?r799Class=A8": "request.invalid",
	} {
		c.refused(code, "", "GET", path, nil)
	}
	if got := w.nobody().do("GET", "/law/packs", nil).status; got != http.StatusUnauthorized {
		t.Errorf("nobody is answered %d", got)
	}
}

// TestLawIsListed: the lists are paged, searched, and as of a day.
func TestLawIsListed(t *testing.T) {
	w := newWorld(t)
	c := w.as("auditor")
	var packs route.Page[lawbook.LawPackView]
	c.wants(200, "GET", "/law/packs", nil).into(t, &packs)
	if len(packs.Items) < 10 || packs.Items[0].Pack != "w168" || packs.Items[0].Articles != 40 {
		t.Errorf("packs %+v", packs.Items)
	}
	var ids []string
	for cursor, pages := "", 0; pages == 0 || cursor != ""; pages++ {
		var page route.Page[lawbook.LawArticleView]
		c.wants(200, "GET", "/law/articles?pack=w168&limit=7&cursor="+strings.ReplaceAll(cursor, "/", "%2F"), nil).into(t, &page)
		for _, a := range page.Items {
			ids = append(ids, a.ID)
		}
		if cursor = page.Next; len(page.Items) > 7 || pages > 10 {
			t.Fatalf("page %d of %d", pages, len(page.Items))
		}
	}
	if len(ids) != 40 || ids[0] != "W168/1" || ids[39] != "W168/40" {
		t.Errorf("walked %v", ids)
	}
	for query, want := range map[string]int{
		"pack=w168&on=2019-07-31": 0, "pack=r799&on=2025-03-31": 0, "q=%E5%93%BA%E4%B9%B3%E5%AE%A4": 1, "q=APL/3": 3, "q=no+such+words": 0,
	} {
		var page route.Page[lawbook.LawArticleView]
		c.wants(200, "GET", "/law/articles?"+query, nil).into(t, &page)
		if len(page.Items) != want {
			t.Errorf("%s: %d articles, want %d", query, len(page.Items), want)
		}
	}
	for query, bind := range map[string]bool{"": false, "?w168Category=W8-07": true, "?w168Category=W8-07&completed=2018-01-01": false, "?w168Category=W8-07&on=2018-01-01": false} {
		var page route.Page[lawbook.LawDutyView]
		c.wants(200, "GET", "/law/duties"+query, nil).into(t, &page)
		for _, o := range page.Items {
			if o.Code == "acceptance" && (o.Applies != bind || o.Why.Zh == "" || o.Evidence.Zh == "") {
				t.Errorf("%q: acceptance %+v", query, o)
			}
		}
	}
}
