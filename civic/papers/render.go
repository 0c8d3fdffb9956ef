package papers

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// A Sheet is what a template is given.
type Sheet struct {
	Original

	Spec   Spec
	Organ  string // whose letter it is
	SHA256 shiheng.Digest
	QR     template.HTML
	Draft  bool

	// templates are those it is printed with from its first line to its last,
	// whatever is saved meanwhile.
	templates *Templates
}

// Title is the document's own, or its kind's.
func (s Sheet) Title() string {
	if s.Document.Title != "" {
		return s.Document.Title
	}
	return s.Spec.Title
}

// Date is the day the document bears.
func (s Sheet) Date() law.Day { return s.Document.Date }

// Signatures are the document's own, or the ones its kind always has.
func (s Sheet) Signatures() []Signature {
	if len(s.Document.Signatures) > 0 {
		return s.Document.Signatures
	}
	out := make([]Signature, 0, len(s.Spec.Signatures))
	for _, p := range s.Spec.Signatures {
		out = append(out, Signature{Role: p.Role, Seal: p.Seal})
	}
	return out
}

// a numberedSection is a section with its place, as templates count it.
type numberedSection struct {
	Index   int
	Section Section
}

// funcs are what templates may call.
func funcs() template.FuncMap {
	return template.FuncMap{
		"day": dayText, "moment": moment, "size": sizeText, "paragraphs": paragraphs, "rows": fieldRows, "pairs": signPairs,
		"cn":       func(i int) string { return chinese(strconv.Itoa(i + 1)) },
		"inc":      func(i int) int { return i + 1 },
		"numbered": func(i int, s Section) numberedSection { return numberedSection{i, s} },
		"blank":    func(n int) []struct{} { return make([]struct{}, max(0, min(n, maxRows))) },
		"picture":  pictureTag,
	}
}

// dayText is a day as papers bear it: 2026年11月26日.
func dayText(d law.Day) string {
	var y, m, dd int
	if _, err := fmt.Sscanf(d.String(), "%d-%d-%d", &y, &m, &dd); err != nil {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", y, m, dd)
}

// moment is an instant in Shanghai.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(law.Shanghai()).Format("2006-01-02 15:04:05")
}

func sizeText(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d B", n)
}

func paragraphs(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, "\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// shortField is how many characters a value may have and still share its row.
const shortField = 22

// fieldRows puts fields into rows of two; a wide or long one, and one that is
// left over, takes a row of its own.
func fieldRows(fields []Field) [][]Field {
	var out [][]Field
	for _, f := range fields {
		wide := f.Wide || len(f.Choices) > 2 || len([]rune(f.Value)) > shortField
		if n := len(out); !wide && n > 0 && len(out[n-1]) == 1 && !out[n-1][0].Wide {
			out[n-1] = append(out[n-1], f)
			continue
		}
		if n := len(out); n > 0 && len(out[n-1]) == 1 {
			out[n-1][0].Wide = true
		}
		f.Wide = wide
		out = append(out, []Field{f})
	}
	if n := len(out); n > 0 && len(out[n-1]) == 1 {
		out[n-1][0].Wide = true
	}
	return out
}

func signPairs(all []Signature) [][]Signature {
	var out [][]Signature
	for i := 0; i < len(all); i += 2 {
		out = append(out, all[i:min(i+2, len(all))])
	}
	return out
}

// pictureTag stands in the frozen page for a picture; the bytes are put in its
// place when the page is shown, since they are found by what they are.
func pictureTag(id AttachmentID) template.HTML {
	return template.HTML(`<img alt="" src="attachment:` + id.String() + `">`) //nolint:gosec // 36 characters of hexadecimal and dashes
}

var pictureSource = regexp.MustCompile(`src="attachment:([0-9a-f-]{36})"`)

var bodyTag = regexp.MustCompile(`<body[^>]*>`)

// marked puts words across every page of a rendered document: 演练, 草稿, 作废.
// It does so whatever the template is.
func marked(html []byte, words ...string) []byte {
	at := bodyTag.FindIndex(html)
	if at == nil || len(words) == 0 {
		return html
	}
	var b bytes.Buffer
	b.Write(html[:at[1]])
	for i, w := range words {
		fmt.Fprintf(&b, `<div aria-hidden="true" style="position:fixed;z-index:9;left:0;right:0;top:%d%%;text-align:center;transform:rotate(-24deg);`+
			`font:bold 64pt &quot;Noto Serif CJK SC&quot;,SimSun,serif;letter-spacing:.4em;color:rgba(215,0,15,.16)">%s</div>`,
			22+26*i, template.HTMLEscapeString(w))
	}
	b.Write(html[at[1]:])
	return b.Bytes()
}

// The words across pages.
const (
	practiceMark   = "演练"
	draftMark      = "草稿"
	sampleMark     = "样张"
	voidMark       = "作废"
	supersededMark = "已被替代"
)
