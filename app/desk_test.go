package app_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"shiheng.internal/api/desk"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
)

// TestAccessRegister: the auditor finds every access in one register, saves and
// prints it; a site its own cameras; whoever looks has no business with it
// (W168/29/1, R799/16).
func TestAccessRegister(t *testing.T) {
	w := newWorld(t)
	camera := w.standing(theMall)
	keeper, auditor := w.as("keeper"), w.as("auditor")
	keeper.refused("camera.no-source", "", "POST", "/grants", map[string]any{"act": "live", "cameraIds": []any{camera}})
	keeper.wants(201, "POST", "/official/applications", asked(keeper.letter(), camera, nil))
	var apps route.Page[struct{ ID string }]
	keeper.wants(200, "GET", "/official/applications", nil).into(t, &apps)
	keeper.wants(200, "POST", "/official/applications/"+apps.Items[0].ID+"/grant", map[string]any{})

	for _, who := range []string{"keeper", "copy", "tech", "admin"} {
		w.as(who).refused("access.role", "W168/29/1", "GET", "/access-register", nil)
		w.as(who).refused("access.role", "W168/29/1", "POST", "/access-register/print", map[string]any{"from": "2026-01-01", "to": "2026-01-02"})
	}
	var page route.Page[desk.AccessLine]
	auditor.wants(200, "GET", "/access-register?camera="+camera, nil).into(t, &page)
	var got []string
	for _, l := range page.Items {
		got = append(got, l.Regime+" "+l.Act+" "+l.Outcome)
	}
	if want := []string{"official official.grant granted", "own footage.live refused"}; !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	if l := page.Items[0]; len(l.Officers) != 2 || l.Officers[0].Card != "032001" || l.Applicant != "上海市公安局徐汇分局" || l.Cameras[0].Name != "北门" {
		t.Errorf("%+v", l)
	}
	var choices desk.RegisterChoices
	auditor.wants(200, "GET", "/access-register/choices?q=北门", nil).into(t, &choices)
	if len(choices.Systems) != 0 || len(choices.Cameras) != 1 || choices.Cameras[0].Camera.String() != camera || len(choices.Acts) < 10 {
		t.Errorf("%+v", choices)
	}
	w.as("keeper").refused("access.role", "W168/29/1", "GET", "/access-register/choices", nil)
	auditor.wants(200, "GET", "/access-register?act=official.grant&system="+choices.Cameras[0].System.String(), nil).into(t, &page)
	if len(page.Items) != 1 || page.Items[0].Act != "official.grant" {
		t.Errorf("%+v", page.Items)
	}
	auditor.refused("book.period", "", "GET", "/access-register/sheet", nil)
	sheet := auditor.wants(200, "GET", "/access-register/sheet?from=2020-01-01&to=2099-12-31&regime=official", nil)
	if text := string(sheet.body); !strings.Contains(text, "徐汇分局") || strings.Contains(text, "实时查看") {
		t.Errorf("%s", text)
	}
	var doc route.ListDocument
	auditor.wants(200, "POST", "/access-register/print", map[string]any{"from": "2020-01-01", "to": "2099-12-31"}).into(t, &doc)
	if doc.Number == "" {
		t.Errorf("%+v", doc)
	}
	auditor.wants(200, "GET", "/documents/"+doc.Document.String()+"/print", nil)
	if a := w.as("keeper").do("GET", "/documents/"+doc.Document.String()+"/print", nil); a.status == http.StatusOK {
		t.Errorf("another's register: %d", a.status)
	}
	if w.did(audit.RegisterExport, audit.Granted) != 1 || w.did(audit.RegisterPrint, audit.Granted) != 1 {
		t.Error("not on record")
	}
	var figures desk.AccessFiguresView
	a := w.as("admin").wants(200, "GET", "/access-figures", nil)
	a.into(t, &figures)
	if len(figures.Tables) != 4 || !figures.Tables[0].Few {
		t.Errorf("%+v", figures)
	}
	named(t, a.body)
	auditor.refused("book.quarter-runs", "", "GET", "/access-figures?quarter=2099Q1", nil)
	keeper.refused("access.role", "W168/29/1", "GET", "/access-figures", nil)
}

// named checks that statistics have no field that could hold a person, a number
// or a camera.
func named(t *testing.T, body []byte) {
	t.Helper()
	var all any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	allowed := []string{"quarter", "least", "tables", "regime", "few", "total", "rest", "cells", "authority", "act", "outcome", "clause", "count", "$schema"}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				if !slices.Contains(allowed, k) {
					t.Errorf("the statistics have a field %s", k)
				}
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(all)
}
