package papers_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

// archive is a ZIP file with files of these names.
func archive(t testing.TB, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err == nil {
			_, err = w.Write([]byte("content of " + n))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type file struct {
	name, bytes string
	want        papers.MediaType // "" is refused
}

func files(t testing.TB) []file {
	docx := archive(t, "[Content_Types].xml", "word/document.xml")
	return []file{
		{"a.jpg", "\xff\xd8\xff\xe0 and more", papers.JPEG},
		{"A.JPEG", "\xff\xd8\xff\xe1", papers.JPEG},
		{"a.png", "\x89PNG\r\n\x1a\n....", papers.PNG},
		{"a.webp", "RIFF\x10\x00\x00\x00WEBPVP8 ", papers.WebP},
		{"a.pdf", "%PDF-1.7\n", papers.PDF},
		{"a.docx", docx, papers.DOCX},
		{"a.xlsx", archive(t, "[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"), papers.XLSX},
		{"a.zip", archive(t, "照片/1.jpg", "照片/2.jpg"), papers.ZIP},
		{"a.txt", "说明\r\n第二行\t完", papers.TXT},
		{"a.csv", "\ufeff名称,数量\n", papers.CSV},
		{"gb.csv", "\xc3\xfb\xb3\xc6,1\n", papers.CSV}, // GB 18030, as spreadsheets write it
		{"a.png", "\xff\xd8\xff\xe0", ""},              // a name that promises something else
		{"a.jpg.exe", "\xff\xd8\xff\xe0", ""},
		{"a.zip", docx, ""},
		{"a.docx", archive(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ""},
		{"a.docx", docx[:len(docx)-30], ""}, // cut off
		{"a.zip", "PK\x03\x04", ""},
		{"a.html", "<!doctype html><script>", ""},
		{"a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", ""},
		{"a.js", "alert(1)", ""},
		{"a.txt", "text\x00with NUL", ""},
		{"a.exe", "MZ\x90\x00", ""},
		{"a", "text", ""},
		{"a.txt", "", ""},
	}
}

func TestSniff(t *testing.T) {
	for _, tt := range files(t) {
		got, err := papers.Sniff(tt.name, strings.NewReader(tt.bytes), int64(len(tt.bytes)))
		if got != tt.want || (tt.want == "") != errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("Sniff(%q, %.20q) = %q, %v; want %q", tt.name, tt.bytes, got, err, tt.want)
		}
	}
}

// FuzzSniff: whatever the bytes are, there is an answer, and it is one of the
// types or a refusal.
func FuzzSniff(f *testing.F) {
	for _, tt := range files(f) {
		f.Add(tt.name, []byte(tt.bytes))
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		got, err := papers.Sniff(name, bytes.NewReader(b), int64(len(b)))
		if err != nil && !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("Sniff: %v", err)
		}
		if _, known := papers.MediaTypes()[got]; (err == nil) != known {
			t.Errorf("Sniff = %q, %v", got, err)
		}
	})
}
