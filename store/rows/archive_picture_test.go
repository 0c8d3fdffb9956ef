package rows_test

import (
	"slices"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/archive"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
)

const picture = "\xff\xd8\xff\xe0\x00\x10JFIF "

// image brings in a picture.
func (w *world) image(by audit.Actor, name string, confidential bool) papers.AttachmentID {
	w.t.Helper()
	a, err := w.papers.Add(w.t.Context(), by, papers.Upload{Name: name, Confidential: confidential, Body: strings.NewReader(picture + name)})
	w.ok(err)
	return a.ID
}

// picturesOn lists the names of what is attached to a field.
func (w *world) picturesOn(cam shiheng.CameraID, field archive.Code, all bool) (out []string) {
	w.t.Helper()
	page, err := w.papers.Read().Attachments(w.t.Context(), audit.Object{Kind: archive.PictureKind(field), ID: cam.String()}, all, audit.Paging{})
	w.ok(err)
	for _, a := range page.Items {
		out = append(out, a.Name)
	}
	slices.Sort(out) // two brought in at once come in either order
	return out
}

// contractPictures: the pictures of a record come to it and leave it in the
// transaction that changes the record, and in no other way.
func contractPictures(t *testing.T, w *world) {
	ctx := t.Context()
	s, store := w.archive()
	_, _, cam := w.site("东门")
	li, wang := w.person("li").Actor(), w.person("wang").Actor()
	version := int64(0)
	save := func(by audit.Actor, why string, values map[archive.Code]string) error {
		rec, err := s.Save(ctx, by, archive.Edit{Camera: cam.ID, Values: values, Version: version, Why: why})
		if err == nil {
			version = rec.Version
		}
		return err
	}
	one, two := w.image(li, "正面.jpg", true), w.image(li, "侧面.jpg", true)
	first, second := w.image(li, "画面一.jpg", false), w.image(li, "画面二.jpg", false)
	w.ok(save(li, "", map[archive.Code]string{archive.Photos: one.String() + "/" + two.String(), archive.Reference: first.String()}))
	if got := w.picturesOn(cam.ID, archive.Photos, false); !slices.Equal(got, []string{"侧面.jpg", "正面.jpg"}) {
		t.Errorf("photographs %v", got)
	}

	// Whoever brings a picture in puts it onto the record.
	wantCode(t, save(wang, "", map[archive.Code]string{archive.Reference: second.String()}), shiheng.ErrForbidden, "attachment.of-another")
	if e := w.events(audit.ArchiveChange)[0]; e.Outcome != audit.Refused || e.Article != "W168/29/1" || e.Reason != "attachment.of-another" {
		t.Errorf("refusal on record: %+v", e)
	}

	// A picture that takes another's place is its next version.
	w.ok(save(wang, "", map[archive.Code]string{archive.Reference: w.image(wang, "画面三.jpg", false).String()}))
	old, err := w.papers.Read().Attachment(ctx, first)
	w.ok(err)
	now, err := w.papers.Read().Attachment(ctx, old.SupersededBy)
	if err != nil || old.Current() || now.Supersedes != first {
		t.Errorf("replaced %+v by %+v, %v", old, now, err)
	}

	// One that goes says why, and stays on file.
	wantCode(t, save(li, " ", map[archive.Code]string{archive.Photos: two.String()}), shiheng.ErrInvalid, "archive.picture-reason")
	w.ok(save(li, "拍摄有误", map[archive.Code]string{archive.Photos: two.String()}))
	gone, err := w.papers.Read().Attachment(ctx, one)
	if err != nil || gone.RetireReason != "拍摄有误" || gone.Current() {
		t.Errorf("taken off: %+v, %v", gone, err)
	}
	if got := w.picturesOn(cam.ID, archive.Photos, true); !slices.Equal(got, []string{"侧面.jpg", "正面.jpg"}) {
		t.Errorf("with what was taken off: %v", got)
	}
	wantCode(t, save(li, "", map[archive.Code]string{archive.Photos: two.String() + "/" + one.String()}), shiheng.ErrConflict, "attachment.not-current")

	// Only the record replaces and retires what belongs to it.
	_, err = w.papers.Retire(ctx, li, two, "不要了")
	wantCode(t, err, shiheng.ErrConflict, "attachment.bound")
	_, err = w.papers.Add(ctx, li, papers.Upload{Name: "b.jpg", Body: strings.NewReader(picture + "b"), Supersedes: two})
	wantCode(t, err, shiheng.ErrConflict, "attachment.bound")

	refusePictures(t, w, save, wang, two)
	rec, err := store.Record(ctx, cam.ID)
	if err != nil || rec.Values[archive.Photos] != two.String() {
		t.Errorf("record %v, %v", rec.Values, err)
	}
}

// refusePictures: what is no picture, is not confidential where it must be, or
// belongs elsewhere does not come onto a record.
func refusePictures(t *testing.T, w *world, save func(audit.Actor, string, map[archive.Code]string) error, by audit.Actor, kept papers.AttachmentID) {
	t.Helper()
	_, _, other := w.site("西门")
	text := w.attach(by, "说明.txt", "文字")
	for name, tt := range map[string]struct {
		value string
		kind  error
		code  string
	}{
		"no number":           {"a.jpg", shiheng.ErrInvalid, "archive.fault.file"},
		"no such":             {shiheng.NewID[papers.AttachmentID](start()).String(), shiheng.ErrNotFound, "attachment.none"},
		"no picture":          {text.ID.String(), shiheng.ErrInvalid, "archive.picture-type"},
		"readings not logged": {w.image(by, "a.jpg", false).String(), shiheng.ErrInvalid, "archive.picture-open"},
	} {
		t.Run(name, func(t *testing.T) {
			wantCode(t, save(by, "", map[archive.Code]string{archive.Photos: kept.String() + "/" + tt.value}), tt.kind, tt.code)
		})
	}
	s, _ := w.archive()
	_, err := s.Save(t.Context(), by, archive.Edit{Camera: other.ID, Values: map[archive.Code]string{archive.Photos: kept.String()}})
	wantCode(t, err, shiheng.ErrConflict, "attachment.linked")

	// A sheet brings no pictures, neither new ones nor another's.
	up := archive.Upload{Heads: []string{"系统内标识", "现场照片"}, May: anyone, Rows: []archive.SheetRow{{Line: 2, Cells: []string{other.ID.String(), kept.String()}}}}
	imp, err := s.Preview(t.Context(), by, up)
	w.ok(err)
	rows, err := s.Read().Rows(t.Context(), imp.ID, archive.RowRefused, audit.Paging{})
	if err != nil || len(rows.Items) != 1 || rows.Items[0].Faults[0].Code != "file-page" {
		t.Errorf("rows of the sheet: %+v, %v", rows.Items, err)
	}
}
