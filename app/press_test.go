package app_test

import (
	"bytes"
	"image"
	"image/color"
	imagejpeg "image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/press"
)

// tool runs a program over bytes; one that is not installed fails in CI and
// skips elsewhere.
func tool(t *testing.T, in []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("not run: %v", err)
	}
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

// TestPDFOfADocument prints a document of several pages by the real press and
// reads the PDF with other programs: A4, all pages counted, the Chinese text
// and the marks extractable, the picture in it, the QR code readable.
func TestPDFOfADocument(t *testing.T) {
	p := press.New(press.Config{Within: 3 * time.Minute})
	if _, err := p.Probe(t.Context()); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("not run: %v", err)
	}
	w := newWorld(t)
	s, by, ctx := w.deskWith(p), audit.House("test"), t.Context()
	photo, err := s.Add(ctx, by, papers.Upload{Name: "东门.jpg", Body: bytes.NewReader(redPicture(t))})
	if err != nil {
		t.Fatal(err)
	}
	table := &papers.Table{Head: []string{"序号", "摄像机", "安装位置"}}
	for n := range 90 {
		table.Rows = append(table.Rows, []string{strconv.Itoa(n + 1), "东门" + strconv.Itoa(n+1), "人行道灯杆"})
	}
	var doc papers.Issued
	err = s.Read().Write(ctx, func(tx papers.Tx) (err error) {
		doc, err = s.Issue(ctx, tx, by, papers.Document{
			Kind: papers.FilingForm, Subject: audit.Object{Kind: "filing", ID: "1"}, Header: papers.Header{Unit: "无锡市示例物业服务有限公司", District: "320211"},
			Sections:    []papers.Section{{Title: "点位清单", Table: table}, {Title: "照片", Pictures: []papers.Picture{{Attachment: photo.ID, Caption: "东门"}}}},
			Attachments: []papers.AttachmentID{photo.ID},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, pdf, err := s.PDF(ctx, by, doc.ID)
	if err != nil {
		t.Fatal(err)
	}
	info := tool(t, pdf, "pdfinfo", "-")
	pages, _ := strconv.Atoi(regexp.MustCompile(`Pages:\s+(\d+)`).FindStringSubmatch(info)[1])
	if pages < 3 || !strings.Contains(info, "(A4)") {
		t.Errorf("pdfinfo says %s", info)
	}
	words := tool(t, pdf, "pdftotext", "-layout", "-", "-")
	if marks := strings.Count(words, "演"); marks != pages || strings.Count(words, "练") != pages { // turned, so apart
		t.Errorf("演练 stands on %d of %d pages", marks, pages)
	}
	for _, want := range []string{
		"公共安全视频图像信息系统备案表", doc.Number, string(doc.CheckCode), "无锡市示例物业服务有限公司", "点位清单", "东门90", "印章位",
		"第 1 页　共 " + strconv.Itoa(pages) + " 页", "第 " + strconv.Itoa(pages) + " 页",
	} {
		if !strings.Contains(words, want) && !strings.Contains(strings.Join(strings.Fields(words), ""), strings.Join(strings.Fields(want), "")) {
			t.Errorf("the PDF does not say %q", want)
		}
	}
	if list := tool(t, pdf, "pdfimages", "-list", "-"); !strings.Contains(list, " 64 ") {
		t.Errorf("the picture is not in it: %s", list)
	}
	dir := t.TempDir()
	tool(t, pdf, "pdftoppm", "-r", "150", "-f", strconv.Itoa(pages), "-png", "-", filepath.Join(dir, "page"))
	shots, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil || len(shots) != 1 {
		t.Fatalf("pictures of the last page: %v, %v", shots, err)
	}
	want := doc.Number + " " + string(doc.CheckCode) + " " + doc.SHA256.String()[:16]
	if got := strings.TrimSpace(tool(t, nil, "zbarimg", "-q", "--raw", shots[0])); got != want {
		t.Errorf("the QR code says %q, want %q", got, want)
	}
	again, kept, err := s.PDF(ctx, by, doc.ID)
	if err != nil || !bytes.Equal(kept, pdf) || again.PDF.IsZero() {
		t.Errorf("the PDF was not kept: %v, %v", again.PDF, err)
	}
}

// redPicture is a JPEG of 64 by 48.
func redPicture(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 64 * 48 {
		m.Set(i%64, i/64, color.RGBA{R: 200, A: 255})
	}
	var b bytes.Buffer
	if err := imagejpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
