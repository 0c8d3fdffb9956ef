package rows_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/store/rows"
)

// builtinPapers is read once, like the law.
var builtinPapers = sync.OnceValues(func() (*papers.Templates, error) { return papers.Load(nil) })

// openPapers opens the room of the papers over the world's rows.
func (w *world) openPapers(practice bool) {
	w.t.Helper()
	templates, err := builtinPapers()
	w.ok(err)
	w.papers, err = papers.New(papers.Config{
		Store: rows.NewPapers(w.db), Blobs: w.blobs, Templates: templates, Articles: w.law, Practice: practice, Now: w.clock.Now,
		Bound: archive.PictureKinds(),
	})
	w.ok(err)
}

func (w *world) attach(by audit.Actor, name, text string) papers.Attachment {
	w.t.Helper()
	a, err := w.papers.Add(w.t.Context(), by, papers.Upload{Name: name, Body: strings.NewReader(text)})
	w.ok(err)
	return a
}

// tryIssue does what a room does in its own transaction: it links what was
// attached to its subject and issues a document about it.
func (w *world) tryIssue(by audit.Actor, d papers.Document, attached ...papers.AttachmentID) (out papers.Issued, err error) {
	err = w.papers.Read().Write(w.t.Context(), func(tx papers.Tx) error {
		if err := w.papers.Link(tx, by, d.Subject, attached...); err != nil {
			return err
		}
		d.Attachments = attached
		out, err = w.papers.Issue(w.t.Context(), tx, by, d)
		return err
	})
	return out, err
}

func (w *world) issue(by audit.Actor, d papers.Document, attached ...papers.AttachmentID) papers.Issued {
	w.t.Helper()
	out, err := w.tryIssue(by, d, attached...)
	w.ok(err)
	return out
}

func contractAttachments(t *testing.T, w *world) {
	ctx := t.Context()
	read := w.papers.Read()
	li, wang := w.person("li").Actor(), w.person("wang").Actor()
	subject := audit.Object{Kind: "finding", ID: "f1"}
	mine := w.attach(li, `C:\scan\现场.txt`, "记录")
	if got, err := read.Attachment(ctx, mine.ID); err != nil || got != mine || got.Name != "现场.txt" || got.Type != papers.TXT || got.Linked() {
		t.Errorf("read back %+v, %v", got, err)
	}
	link := func(by audit.Actor, to audit.Object, ids ...papers.AttachmentID) error {
		return read.Write(ctx, func(tx papers.Tx) error { return w.papers.Link(tx, by, to, ids...) })
	}
	wantCode(t, link(wang, subject, mine.ID), shiheng.ErrForbidden, "attachment.of-another")
	wantCode(t, w.papers.Drop(ctx, wang, mine.ID), shiheng.ErrForbidden, "attachment.of-another")
	w.ok(link(li, subject, mine.ID))
	w.ok(link(li, subject, mine.ID)) // twice is once
	wantCode(t, link(li, audit.Object{Kind: "finding", ID: "f2"}, mine.ID), shiheng.ErrConflict, "attachment.linked")
	wantCode(t, w.papers.Drop(ctx, li, mine.ID), shiheng.ErrConflict, "attachment.linked")
	wantCode(t, link(li, subject, shiheng.NewID[papers.AttachmentID](start())), shiheng.ErrNotFound, "attachment.none")
	if got := w.events(audit.AttachmentLink); len(got) != 1 || got[0].Object != subject {
		t.Errorf("links on record: %+v", got)
	}

	w.clock.Add(time.Second) // lists are by age
	newer, err := w.papers.Add(ctx, wang, papers.Upload{Name: "现场2.txt", Body: strings.NewReader("更正"), Confidential: true, Supersedes: mine.ID})
	w.ok(err)
	_, err = w.papers.Add(ctx, wang, papers.Upload{Name: "现场3.txt", Body: strings.NewReader("再更正"), Supersedes: mine.ID})
	wantCode(t, err, shiheng.ErrConflict, "attachment.not-current")
	names := func(all bool) (out []string) {
		for p := (audit.Paging{Limit: 1}); ; {
			part, err := read.Attachments(ctx, subject, all, p)
			w.ok(err)
			for _, a := range part.Items {
				out = append(out, a.Name)
			}
			if p.Cursor = part.Next; p.Cursor == "" {
				return out
			}
		}
	}
	if got := names(false); !slices.Equal(got, []string{"现场2.txt"}) {
		t.Errorf("current: %v", got)
	}
	if got := names(true); !slices.Equal(got, []string{"现场.txt", "现场2.txt"}) {
		t.Errorf("all: %v", got)
	}
	_, b, err := w.papers.OpenAttachment(ctx, li, newer.ID)
	w.ok(err)
	text, err := io.ReadAll(b)
	if err := errors.Join(err, b.Close()); err != nil || string(text) != "更正" {
		t.Errorf("content %q, %v", text, err)
	}
	if got := w.events(audit.AttachmentRead); len(got) != 1 || got[0].Actor.Name != "li" {
		t.Errorf("readings of a confidential one on record: %+v", got)
	}
	retired, err := w.papers.Retire(ctx, wang, newer.ID, " 误传 ")
	if err != nil || retired.RetireReason != "误传" || retired.Current() {
		t.Errorf("retired %+v, %v", retired, err)
	}
	_, err = w.papers.Retire(ctx, wang, newer.ID, "再次")
	wantCode(t, err, shiheng.ErrConflict, "attachment.not-current")
	w.strays(li)
}

// strays drops what belongs to nothing, and its bytes with it unless another
// has the same.
func (w *world) strays(by audit.Actor) {
	w.t.Helper()
	ctx := w.t.Context()
	one, two := w.attach(by, "甲.txt", "同样"), w.attach(by, "乙.txt", "同样")
	w.ok(w.papers.Drop(ctx, by, one.ID))
	if _, err := w.blobs.Open(ctx, two.SHA256); err != nil {
		w.t.Errorf("bytes went while another has them: %v", err)
	}
	w.ok(w.papers.Sweep(ctx, slog.New(slog.DiscardHandler)))
	if _, err := w.papers.Read().Attachment(ctx, two.ID); err != nil {
		w.t.Errorf("a fresh one was swept away: %v", err)
	}
	w.clock.Add(25 * time.Hour)
	for range 2 {
		w.ok(w.papers.Sweep(ctx, slog.New(slog.DiscardHandler)))
	}
	if _, err := w.blobs.Open(ctx, two.SHA256); !errors.Is(err, shiheng.ErrNotFound) {
		w.t.Errorf("bytes of nothing are still there: %v", err)
	}
	if got := w.events(audit.AttachmentDrop); len(got) != 2 {
		w.t.Errorf("%d droppings on record", len(got))
	}
	refused := w.events(audit.AttachmentAdd)
	_, err := w.papers.Add(ctx, by, papers.Upload{Name: "页.html", Body: strings.NewReader("<script>")})
	wantCode(w.t, err, shiheng.ErrInvalid, "attachment.type")
	if got := w.events(audit.AttachmentAdd); len(got) != len(refused)+1 || got[0].Outcome != audit.Refused || got[0].Reason != "attachment.type" {
		w.t.Errorf("the refusal is not on record: %+v", got[0])
	}
}

func contractDocuments(t *testing.T, w *world) {
	ctx := t.Context()
	wang := w.person("wang").Actor()
	subject := audit.Object{Kind: "filing", ID: "1"}
	scan := w.attach(wang, "验收报告.txt", "合格")
	d := papers.Document{
		Kind: papers.FilingReceipt, Subject: subject, To: "某物业", Header: papers.Header{District: "320211", System: "东门系统"},
		Sections: []papers.Section{{Title: "备案事项", Text: "东门 <b>系统</b>"}}, Articles: []string{"W168/9"},
	}
	one := w.issue(wang, d, scan.ID)
	if one.Number != "锡公滨视备〔2026〕0001号" || one.State() != papers.Valid || one.Date.String() != "2026-11-23" || one.Issuer != wang.Person || one.Issuer == wang.Name {
		t.Errorf("issued %+v", one)
	}
	r, err := w.papers.Read().Record(ctx, one.ID)
	w.ok(err)
	if r.Issued != one || sha256.Sum256(r.Original) != one.SHA256 || sha256.Sum256(r.HTML) != one.HTMLSHA256 {
		t.Errorf("the record is %+v", r.Issued)
	}
	var original papers.Original
	w.ok(json.Unmarshal(r.Original, &original))
	if original.Number != one.Number || original.Listed[0].SHA256 != scan.SHA256 || len(original.Quotes) != 3 {
		t.Errorf("original %+v", original)
	}
	page := string(r.HTML)
	for _, want := range []string{
		"公共安全视频图像信息系统备案回执", one.Number, string(one.CheckCode), one.SHA256.String(), scan.SHA256.String(), "某物业",
		"无锡市公安局滨湖分局", "2026年11月23日", "东门 &lt;b&gt;系统", "《无锡市公共安全视频图像信息系统管理办法》第九条", "禁止在旅馆客房", "<svg",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	byCode, err := w.papers.Read().DocumentByCode(ctx, one.CheckCode)
	if err != nil || byCode != one {
		t.Errorf("by its code: %+v, %v", byCode, err)
	}
	if e := w.events(audit.DocumentIssue); len(e) != 1 || e[0].Details["number"] != one.Number || e[0].Details["sha256"] != one.SHA256.String() {
		t.Errorf("on record: %+v", e)
	}
	w.supersede(wang, d, one)
}

// supersede corrects a document, voids the correction, and looks at each.
func (w *world) supersede(by audit.Actor, d papers.Document, one papers.Issued) {
	w.t.Helper()
	ctx := w.t.Context()
	d.Supersedes = one.ID
	other := d
	other.Subject.ID = "2"
	_, err := w.tryIssue(by, other)
	wantCode(w.t, err, shiheng.ErrInvalid, "document.supersedes")
	w.clock.Add(time.Second) // lists are by age
	two := w.issue(by, d)
	_, err = w.tryIssue(by, d)
	wantCode(w.t, err, shiheng.ErrConflict, "document.superseded")
	got, html, err := w.papers.Print(ctx, by, one.ID)
	if err != nil || got.State() != papers.Superseded || got.SupersededBy != two.ID || !bytes.Contains(html, []byte("已被替代")) {
		w.t.Errorf("the superseded one is %+v, %v", got, err)
	}
	if got, html, err = w.papers.Print(ctx, by, two.ID); err != nil || got.State() != papers.Valid || bytes.Contains(html, []byte("已被替代")) {
		w.t.Errorf("the new one is %+v, %v", got, err)
	}
	_, err = w.papers.Void(ctx, by, two.ID, " ")
	wantCode(w.t, err, shiheng.ErrInvalid, "papers.reason")
	voided, err := w.papers.Void(ctx, by, two.ID, "填错")
	if err != nil || voided.State() != papers.Voided || voided.VoidReason != "填错" {
		w.t.Errorf("voided %+v, %v", voided, err)
	}
	_, err = w.papers.Void(ctx, by, two.ID, "再次")
	wantCode(w.t, err, shiheng.ErrConflict, "document.voided")
	if _, html, err = w.papers.Print(ctx, by, two.ID); err != nil || !bytes.Contains(html, []byte("作废")) {
		w.t.Errorf("a voided page does not say so: %v", err)
	}
	if got := w.events(audit.DocumentRead); len(got) != 3 {
		w.t.Errorf("%d readings on record", len(got))
	}
	_, _, err = w.papers.PDF(ctx, by, one.ID)
	wantCode(w.t, err, shiheng.ErrUnavailable, "press.missing")
	list, err := w.papers.Read().Documents(ctx, papers.DocumentFilter{Subject: d.Subject, Kind: d.Kind}, audit.Paging{})
	if err != nil || len(list.Items) != 2 || list.Items[0].ID != two.ID {
		w.t.Errorf("documents of the subject: %+v, %v", list.Items, err)
	}
}

// contractNumbers issues from many sides, some of whose transactions fail:
// numbers of a series have no holes and never come twice.
func contractNumbers(t *testing.T, w *world) {
	broken := errors.New("on purpose")
	var all sync.WaitGroup
	var mu sync.Mutex
	got := map[string]bool{}
	for n := range 6 {
		all.Go(func() {
			for i := range 4 {
				var d papers.Issued
				err := w.papers.Read().Write(t.Context(), func(tx papers.Tx) (err error) {
					d, err = w.papers.Issue(t.Context(), tx, house, papers.Document{
						Kind: papers.FilingForm, Subject: audit.Object{Kind: "filing", ID: fmt.Sprint(n)}, Header: papers.Header{District: fmt.Sprint(320211 + n%2)},
					})
					if err == nil && (n+i)%3 == 0 {
						return broken
					}
					return err
				})
				if err == nil {
					mu.Lock()
					got[d.Number] = true
					mu.Unlock()
				} else if !errors.Is(err, broken) {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if len(got) != 16 {
		t.Errorf("%d numbers", len(got))
	}
	for _, district := range []string{"320211", "320212"} {
		for n := 1; n <= 8; n++ {
			if number := fmt.Sprintf("%s视备表〔2026〕%04d号", district, n); !got[number] {
				t.Errorf("there is no %s", number)
			}
		}
	}
	w.clock.Add(60 * 24 * time.Hour)
	next := w.issue(house, papers.Document{Kind: papers.FilingForm, Subject: audit.Object{Kind: "filing", ID: "x"}, Header: papers.Header{District: "320211"}})
	if next.Number != "320211视备表〔2027〕0001号" {
		t.Errorf("the first of the next year is %s", next.Number)
	}
}
