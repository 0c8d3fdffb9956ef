package rows_test

import (
	"errors"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
)

// saves saves a template and fails the test when it is not taken.
func (w *world) saves(e papers.TemplateEdit) papers.TemplateState {
	w.t.Helper()
	s, err := w.papers.SaveTemplate(w.t.Context(), house, e)
	w.ok(err)
	return s
}

// contractTemplates: what is saved is printed with, every version stays, a
// document keeps the page it was issued with, and a bad text changes nothing.
func contractTemplates(t *testing.T, w *world) {
	ctx := t.Context()
	read := w.papers.Read()
	subject := audit.Object{Kind: "finding", ID: "f1"}
	page := func() (papers.Issued, string) {
		d := w.issue(house, papers.Document{Kind: papers.ForbiddenRecord, Subject: subject})
		r, err := read.Record(ctx, d.ID)
		w.ok(err)
		return r.Issued, string(r.HTML)
	}
	const body = "<h1>甲式</h1>{{.Number}}{{.QR}}"
	before, html := page()
	if before.Templates != "" || strings.Contains(html, "甲式") {
		t.Errorf("printed with %q", before.Templates)
	}
	s := w.saves(papers.TemplateEdit{Name: "forbidden-place-record.html", Text: body, Why: "市局新表式"})
	if s.Source != papers.OfSaved || s.Version != 1 || len(s.Kinds) != 1 {
		t.Errorf("saved %+v", s)
	}
	first, html := page()
	if first.Templates != "forbidden-place-record.html 1" || !strings.Contains(html, "甲式") {
		t.Errorf("printed with %q", first.Templates)
	}

	// A bad text is refused with its line, and loses nothing.
	_, err := w.papers.SaveTemplate(ctx, house, papers.TemplateEdit{Name: s.Name, Version: 1, Text: "a\n{{if}}", Why: "x"})
	broken, ours := errors.AsType[*shiheng.Error](err)
	if !ours || broken.Code != "template.broken" || broken.Params["line"] != "2" {
		t.Errorf("a bad text: %v", err)
	}
	_, err = w.papers.SaveTemplate(ctx, house, papers.TemplateEdit{Name: s.Name, Version: 1, Text: "<p>{{.Number}}</p>", Why: "x"})
	wantCode(t, err, shiheng.ErrInvalid, "template.lacks")
	_, err = w.papers.SaveTemplate(ctx, house, papers.TemplateEdit{Name: s.Name, Version: 1, Text: body})
	wantCode(t, err, shiheng.ErrInvalid, "papers.reason")
	_, err = w.papers.SaveTemplate(ctx, house, papers.TemplateEdit{Name: "unheard-of.html", Text: body, Why: "x"})
	wantCode(t, err, shiheng.ErrNotFound, "template.none")
	_, err = w.papers.SaveTemplate(ctx, house, papers.TemplateEdit{Name: s.Name, Text: body, Why: "x"})
	wantCode(t, err, shiheng.ErrConflict, "template.changed")
	if _, html = page(); !strings.Contains(html, "甲式") {
		t.Error("a refused text took effect")
	}

	// The next version, and back to the program's own; the versions stay.
	w.saves(papers.TemplateEdit{Name: s.Name, Version: 1, Text: strings.Replace(body, "甲", "乙", 1), Why: "更正"})
	if second, html := page(); second.Templates != "forbidden-place-record.html 2" || !strings.Contains(html, "乙式") {
		t.Errorf("printed with %q", second.Templates)
	}
	s, err = w.papers.ResetTemplate(ctx, house, papers.TemplateEdit{Name: s.Name, Version: 2, Why: "恢复"})
	if err != nil || s.Source != papers.OfProgram || s.Stands != "form.html" {
		t.Errorf("reset %+v, %v", s, err)
	}
	if last, html := page(); last.Templates != "" || strings.Contains(html, "乙式") {
		t.Errorf("printed with %q after the reset", last.Templates)
	}
	_, err = w.papers.ResetTemplate(ctx, house, papers.TemplateEdit{Name: s.Name, Version: 3, Why: "恢复"})
	wantCode(t, err, shiheng.ErrConflict, "template.not-saved")
	versions, err := read.TemplateVersions(ctx, s.Name, audit.Paging{Limit: 2})
	if err != nil || len(versions.Items) != 2 || versions.Items[0].Version != 3 || !versions.Items[0].Reset || versions.Items[1].Why != "更正" {
		t.Errorf("versions %+v, %v", versions, err)
	}
	versions, err = read.TemplateVersions(ctx, s.Name, audit.Paging{Limit: 2, Cursor: versions.Next})
	if err != nil || len(versions.Items) != 1 || versions.Items[0].Version != 1 || versions.Next != "" {
		t.Errorf("versions before %+v, %v", versions, err)
	}
	if old, err := read.TemplateVersion(ctx, s.Name, 1); err != nil || old.Text != body || old.Saver != house.Name {
		t.Errorf("version 1 %+v, %v", old, err)
	}
	if r, err := read.Record(ctx, first.ID); err != nil || !strings.Contains(string(r.HTML), "甲式") || r.Templates != first.Templates {
		t.Errorf("the first document is printed anew: %v", err)
	}
	if e := w.events(audit.TemplateReset); len(e) != 1 || e[0].Details["version"] != "3" || e[0].Object.ID != s.Name {
		t.Errorf("on record: %+v", e)
	}
	templateKinds(t, w)
}

// templateKinds: a kind that was added is needed by the body that was saved for
// it, and another desk over the same rows takes both.
func templateKinds(t *testing.T, w *world) {
	ctx := t.Context()
	w.saves(papers.TemplateEdit{Name: "kinds.yaml", Text: "kinds:\n  - {kind: our-own, title: 自定, en: Own, style: form, number: '{year}-{seq}'}\n", Why: "增加文种"})
	w.saves(papers.TemplateEdit{Name: "our-own.html", Text: "<p>{{.Number}}{{.QR}}</p>", Why: "版式"})
	_, err := w.papers.ResetTemplate(ctx, house, papers.TemplateEdit{Name: "kinds.yaml", Version: 1, Why: "恢复"})
	wantCode(t, err, shiheng.ErrConflict, "template.needed")
	w.openPapers(true)
	if _, err := w.papers.Templates().State("our-own.html"); err == nil {
		t.Error("known before it was read")
	}
	w.ok(w.papers.Refresh(ctx))
	if s, err := w.papers.Templates().State("our-own.html"); err != nil || s.Source != papers.OfSaved || s.Version != 1 {
		t.Errorf("another desk has %+v, %v", s, err)
	}
	w.ok(w.papers.Refresh(ctx)) // nothing is new
}
