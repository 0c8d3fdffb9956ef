package papers_test

import (
	"strings"
	"testing"
	"testing/fstest"

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
		"our-own.html": {Data: []byte("<p>ours {{.Number}}</p>")},
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
