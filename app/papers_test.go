package app_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"shiheng.internal/api"
	papersapi "shiheng.internal/api/papers"
	"shiheng.internal/api/route"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
	"shiheng.internal/store/blob"
	"shiheng.internal/store/rows"
)

// upload sends a file as it is.
func (c *caller) upload(path, contentType string, body []byte) answer {
	c.w.t.Helper()
	req, err := http.NewRequestWithContext(c.w.t.Context(), "POST", c.w.base+path, bytes.NewReader(body))
	if err != nil {
		c.w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := c.client.Do(req)
	if err != nil {
		c.w.t.Fatal(err)
	}
	b, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		c.w.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, b}
}

// desk is the room of the papers over the rows of the running platform: what
// another room of it would call.
func (w *world) desk() *papers.Service {
	w.t.Helper()
	return w.deskWith(nil)
}

// deskWith is desk with a press.
func (w *world) deskWith(p papers.Press) *papers.Service {
	w.t.Helper()
	db, err := rows.Open(w.t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(w.data, "rows.db")})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = db.Close() })
	blobs, err := blob.Open(filepath.Join(w.data, "blobs"))
	if err != nil {
		w.t.Fatal(err)
	}
	templates, err := papers.Load(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	articles, err := law.Builtin()
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := papers.New(papers.Config{Store: rows.NewPapers(db), Blobs: blobs, Templates: templates, Articles: articles, Practice: true, Press: p})
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

const jpeg = "\xff\xd8\xff\xe0\x00\x10JFIF a picture"

func TestAttachmentsComeInAsWhatTheyAre(t *testing.T) {
	w := newWorld(t)
	keeper, admin := w.as("keeper"), w.as("admin")
	if a := w.as("auditor").upload("/attachments?name=a.jpg", "image/jpeg", []byte(jpeg)); a.status != http.StatusForbidden {
		t.Errorf("an auditor brings in a file: %d %s", a.status, a.body)
	}
	a := keeper.upload("/attachments?name=%E7%8E%B0%E5%9C%BA.jpg", "application/octet-stream", []byte(jpeg))
	var photo papersapi.AttachmentView
	if a.into(t, &photo); a.status != http.StatusCreated || photo.Name != "现场.jpg" || photo.Type != "image/jpeg" || photo.Subject != nil {
		t.Fatalf("%d %s", a.status, a.body)
	}
	path := "/attachments/" + photo.ID.String()
	got := keeper.wants(200, "GET", path+"/content", nil)
	h := got.header
	if string(got.body) != jpeg || h.Get("Content-Type") != "image/jpeg" || h.Get("X-Content-Type-Options") != "nosniff" ||
		!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("Content-Disposition") != "inline; filename*=UTF-8''%E7%8E%B0%E5%9C%BA.jpg" {
		t.Errorf("content %q with %v", got.body, h)
	}
	if part := keeper.wants(206, "GET", path+"/content", nil, "Range", "bytes=0-1"); string(part.body) != jpeg[:2] {
		t.Errorf("a part is %q", part.body)
	}
	w.as("copy").refused("papers.subject", "W168/29/1", "GET", path, nil) // it belongs to nothing yet
	w.as("copy").refused("papers.subject", "W168/29/1", "GET", path+"/content", nil)
	admin.wants(200, "GET", path, nil)
	admin.refused("attachment.of-another", "W168/29/1", "DELETE", path, nil)
	keeper.wants(204, "DELETE", path, nil)
	keeper.refused("attachment.none", "", "GET", path, nil)
}

func TestAttachmentsThatAreNotTaken(t *testing.T) {
	w := newWorld(t)
	c := w.as("keeper")
	for _, tt := range []struct{ name, body, code string }{
		{"a.html", "<!doctype html><script>alert(1)</script>", "attachment.type"},
		{"a.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "attachment.type"},
		{"a.exe", "MZ\x90\x00\x03", "attachment.type"},
		{"a.png", jpeg, "attachment.type"},
		{"a.txt", "", "attachment.empty"},
		{"", "text", "attachment.name"},
		{"..", "text", "attachment.name"},
	} {
		a := c.upload("/attachments?name="+tt.name, "text/plain", []byte(tt.body))
		if code, _ := a.problem(); code != tt.code || a.status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d %s, want %s", tt.name, a.status, a.body, tt.code)
		}
	}
	large := c.upload("/attachments?name=a.txt", "text/plain", bytes.Repeat([]byte("x"), papers.MaxAttachment+1))
	if code, _ := large.problem(); code != "blob.size" {
		t.Errorf("30 MiB and one byte: %d %s", large.status, large.body)
	}
	far := c.upload("/attachments?name=a.txt", "text/plain", bytes.Repeat([]byte("x"), papers.MaxAttachment+1<<20))
	if code, _ := far.problem(); code != "blob.size" {
		t.Errorf("31 MiB: %d %s", far.status, far.body)
	}
	var log route.Page[api.AuditView]
	w.as("auditor").wants(200, "GET", "/audit?act=attachment.add&outcome=refused", nil).into(t, &log)
	if len(log.Items) != 9 {
		t.Errorf("%d refusals on record", len(log.Items))
	}
}

func TestAttachmentsComeInByForm(t *testing.T) {
	c := newWorld(t).as("keeper")
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "清单.csv")
	if err == nil {
		_, err = io.WriteString(part, "名称,数量\n东门,2\n")
	}
	if err := errors.Join(err, form.Close()); err != nil {
		t.Fatal(err)
	}
	var v papersapi.AttachmentView
	a := c.upload("/attachments?confidential=true", form.FormDataContentType(), body.Bytes())
	if a.into(t, &v); a.status != 201 || v.Name != "清单.csv" || v.Type != "text/csv" || !v.Confidential {
		t.Errorf("%d %s", a.status, a.body)
	}
	none := c.upload("/attachments", "multipart/form-data; boundary=x", []byte("--x--\r\n"))
	if code, _ := none.problem(); code != "attachment.none-sent" {
		t.Errorf("a form without a file: %d %s", none.status, none.body)
	}
}

// TestPapersAreForReadersOfTheirSubject: what is attached to a finding is for
// whoever may read findings, its record, which names who reported it, for who
// may close them, any other subject's for those who may read every paper.
func TestPapersAreForReadersOfTheirSubject(t *testing.T) {
	w := newWorld(t)
	s, ctx := w.desk(), t.Context()
	by := audit.House("test")
	file, err := s.Add(ctx, by, papers.Upload{Name: "a.txt", Body: strings.NewReader("甲"), Confidential: true})
	if err != nil {
		t.Fatal(err)
	}
	subject := audit.Object{Kind: "finding", ID: "f1"}
	var doc, other papers.Issued
	err = s.Read().Write(ctx, func(tx papers.Tx) (err error) {
		if err = s.Link(tx, by, subject, file.ID); err != nil {
			return err
		}
		d := papers.Document{Kind: papers.ForbiddenRecord, Subject: subject, Attachments: []papers.AttachmentID{file.ID}}
		if doc, err = s.Issue(ctx, tx, by, d); err != nil {
			return err
		}
		d.Subject.Kind = "filing"
		other, err = s.Issue(ctx, tx, by, d)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	auditor, keeper, admin, police := w.as("auditor"), w.as("keeper"), w.as("admin"), w.as("police")
	list := "?subjectKind=finding&subjectId=f1"
	for _, path := range []string{
		"/attachments" + list, "/attachments/" + file.ID.String(), "/attachments/" + file.ID.String() + "/content",
		"/documents" + list, "/documents/" + doc.ID.String(), "/documents/" + doc.ID.String() + "/print", "/documents/" + doc.ID.String() + "/original",
	} {
		if strings.HasPrefix(path, "/documents/") {
			auditor.refused("papers.subject", "W168/29/1", "GET", path, nil)
			police.wants(200, "GET", path, nil)
		} else {
			auditor.wants(200, "GET", path, nil)
		}
		admin.wants(200, "GET", path, nil)
		keeper.refused("papers.subject", "W168/29/1", "GET", path, nil)
	}
	auditor.refused("papers.subject", "W168/29/1", "GET", "/documents/"+other.ID.String(), nil)
	auditor.refused("document.subject", "", "GET", "/documents", nil)
	admin.wants(200, "GET", "/documents", nil)
	keeper.refused("document.subject", "", "GET", "/documents?subjectKind=finding", nil)

	sum := sha256.Sum256(admin.wants(200, "GET", "/documents/"+doc.ID.String()+"/original", nil).body)
	if hex.EncodeToString(sum[:]) != doc.SHA256.String() {
		t.Error("the original is not what stands on the paper")
	}
	page := admin.wants(200, "GET", "/documents/"+doc.ID.String()+"/print", nil)
	csp := page.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "script-src") || !strings.Contains(string(page.body), "演练") {
		t.Errorf("the page comes with %q", csp)
	}
	checkTheCode(t, w, doc)
}

// checkTheCode asks what the platform holds under a code, as whoever holds the
// paper would, before and after it was voided.
func checkTheCode(t *testing.T, w *world, doc papers.Issued) {
	t.Helper()
	keeper := w.as("keeper")
	var v papersapi.DocumentCheckView
	typed := strings.ToLower(strings.ReplaceAll(string(doc.CheckCode), "-", " "))
	keeper.wants(200, "GET", "/document-checks/"+strings.ReplaceAll(typed, " ", "%20"), nil).into(t, &v)
	if v.Number != doc.Number || v.SHA256 != doc.SHA256.String() || v.State != "valid" || !v.Practice || !v.Document.IsZero() {
		t.Errorf("checked %+v", v)
	}
	keeper.refused("document.check-code", "", "GET", "/document-checks/0000-0000-0001", nil)
	keeper.refused("document.none", "", "GET", "/document-checks/0000-0000-0000", nil)
	path := "/documents/" + doc.ID.String() + "/void"
	keeper.refused("access.role", "W168/29/1", "POST", path, map[string]any{"reason": "填错"})
	w.as("admin").wants(200, "POST", path, map[string]any{"reason": "填错"})
	w.as("admin").refused("document.voided", "", "POST", path, map[string]any{"reason": "填错"})
	w.as("police").wants(200, "GET", "/document-checks/"+string(doc.CheckCode), nil).into(t, &v)
	if v.State != "voided" || v.VoidReason != "填错" || v.Document.IsZero() {
		t.Errorf("checked %+v", v)
	}
}
