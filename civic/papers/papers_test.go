package papers_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

func TestTheProgramsOwnTemplatesPrintEveryKind(t *testing.T) {
	all, err := papers.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(all.Specs()); got < 20 {
		t.Errorf("%d kinds", got)
	}
}

func TestLoadRefusesWhatIsBroken(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"letter.html", "a\n{{if}}\n", "letter.html:2"},
		{"form.html", "a\n{{.Nothing}}\n", "form.html:2"},
		{"obstruction-notice.html", "\n\n{{end}}", "obstruction-notice.html:3"},
		{"obstruction-notice.html", "<p>\n{{.Document.Wrong}}</p>", "obstruction-notice.html:2"},
		{"unheard-of.html", "x", "no template"},
		{"notes.txt", "x", "no template"},
		{"letter.html", "<p>{{.Number}}</p>", "{{.QR}}"},
		{"label.html", "<p>{{.QR}}</p>", "{{.Number}}"},
		{"page.html", "{{.Number}}{{.QR}}", "<body>"},
		{"form.html", `{{.Number}}{{.QR}}{{range blank 99999}}{{template "camera"}}{{end}}`, "larger than"},
		{"kinds.yaml", "kinds:\n  - kind: filing-form\n    colour: red\n", "[3:"},
		{"kinds.yaml", "kinds:\n  - {kind: filing-form, number: x}\n", "{year}"},
		{"kinds.yaml", "kinds:\n  - {kind: filing-form, number: '{year}{seq}{what}'}\n", "{what}"},
		{"kinds.yaml", "kinds:\n  - {kind: our-own, title: 自定}\n", "required"},
	} {
		all, err := papers.Load(fstest.MapFS{tt.name: {Data: []byte(tt.text)}})
		if err != nil {
			t.Fatal(err)
		}
		got := all.Refused()
		if len(got) != 1 || got[0].File != tt.name || !strings.Contains(got[0].Reason, tt.want) {
			t.Errorf("%s %q: refused %+v, want a reason with %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestLoadTakesWhatIsGood(t *testing.T) {
	all, err := papers.Load(fstest.MapFS{
		"kinds.yaml":   {Data: []byte("kinds:\n  - {kind: our-own, title: 自定, en: Own, style: form, number: '{year}-{seq}'}\n  - {kind: sign, title: 监控}\n")},
		"our-own.html": {Data: []byte("<p>ours {{.Number}}</p>{{.QR}}")},
		"style.html":   {Data: []byte("<style>{{broken")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := all.Refused(); len(got) != 1 || got[0].File != "style.html" {
		t.Errorf("refused %+v", got)
	}
	own, err := all.Spec("our-own")
	if err != nil || own.Title != "自定" {
		t.Errorf("own kind %+v, %v", own, err)
	}
	sign, err := all.Spec(papers.Sign)
	if err != nil || sign.Title != "监控" || sign.Style != papers.Notice || sign.Number == "" {
		t.Errorf("changed kind %+v, %v", sign, err)
	}
}

// TestTry tells a bad text by its file and line, and leaves what is in force.
func TestTry(t *testing.T) {
	all, err := papers.Load(fstest.MapFS{"letter.html": {Data: []byte("<p>市局公函 {{.Number}}</p>{{.QR}}")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, text, code, file, line string }{
		{"form.html", "a\n{{if}}\n", "template.broken", "form.html", "2"},
		{"parts.html", "\n{{define \"camera\"}}{{.Nothing.Else}}{{end}}", "template.broken", "", ""},
		{"kinds.yaml", "kinds:\n  - kind: filing-form\n    colour: red\n", "template.broken", "kinds.yaml", "3"},
		{"kinds.yaml", "kinds:\n  - {kind: filing-form, number: x}\n", "template.faulty", "kinds.yaml", ""},
		{"sign.html", "<p>{{.Number}}</p>", "template.lacks", "", ""},
		{"other.html", "x", "template.none", "", ""},
		{"letter.html", "<p>\xff</p>", "template.faulty", "letter.html", ""},
	} {
		known, ours := errors.AsType[*shiheng.Error](all.Try(tt.name, tt.text))
		switch {
		case !ours || known.Code != tt.code:
			t.Errorf("%s %q: %v, want %s", tt.name, tt.text, known, tt.code)
		case tt.file != "" && known.Params["file"] != tt.file, tt.line != "" && known.Params["line"] != tt.line:
			t.Errorf("%s %q: %v, want line %s of %s", tt.name, tt.text, known.Params, tt.line, tt.file)
		}
	}
	if s, err := all.State("letter.html"); err != nil || s.Source != papers.OfFile || !strings.Contains(all.Text("letter.html"), "市局公函") {
		t.Errorf("in force %+v, %v", s, err)
	}
	if got := all.Text("obstruction-notice.html"); got != all.Text("letter.html") {
		t.Errorf("a kind without a body of its own shows %.40q", got)
	}
	page, err := all.Sample("obstruction-notice", "letter.html", "<p>改过的公函 {{.Number}}</p>{{.QR}}")
	if err != nil || !strings.Contains(string(page), "改过的公函") || !strings.Contains(string(page), "样张") {
		t.Errorf("sample %v", err)
	}
	if strings.Contains(all.Text("letter.html"), "改过的公函") {
		t.Error("a sample took effect")
	}
}
