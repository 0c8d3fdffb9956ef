package papers

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"shiheng.internal"
)

//go:embed templates
var embedded embed.FS

// kindsFile is the catalogue of kinds among the templates.
const kindsFile = "kinds.yaml"

// maxTemplate bounds one file of a city, in bytes.
const maxTemplate = 1 << 20

// Defaults returns the templates compiled into the program, for a city to copy
// and change.
func Defaults() fs.FS {
	sub, err := fs.Sub(embedded, "templates")
	if err != nil {
		panic("papers: " + err.Error()) // the directory is compiled in
	}
	return sub
}

// Templates render documents: those of the program, with what a city laid over
// them. Safe for concurrent use.
type Templates struct {
	sources sources
	bodies  map[Kind]*template.Template
	refused []Refused
	// origin says of each template that is not the program's whose it is.
	origin map[string]origin
	saved  []SavedTemplate // what was laid over it last
}

// An origin is where a text was laid over the program's.
type origin struct {
	source  TemplateSource
	version int
}

// A Refused is a file of a city that was not taken; the program's own is used
// in its place. Reason names the line.
type Refused struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// sources are template texts by file name, and the catalogue.
type sources struct {
	html  map[string]string
	kinds catalogue
	yaml  string // what kinds was read from last
}

// Load reads the program's templates and lays the city's files over them; nil
// is none. A file of the city that is malformed, of no known name, or that
// fails on a sample is refused by itself and the rest taken. The error is of
// the directory or of the program's own templates, never of a city's file.
func Load(city fs.FS) (*Templates, error) {
	s, err := defaults()
	if err != nil {
		return nil, err
	}
	bodies, err := s.compile()
	if err != nil {
		return nil, err
	}
	t := &Templates{sources: s, bodies: bodies, origin: map[string]origin{}}
	if city == nil {
		return t, nil
	}
	entries, err := fs.ReadDir(city, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	} else if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	// The catalogue first: it may add the kinds that other files are named by.
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		return boolInt(b.Name() == kindsFile) - boolInt(a.Name() == kindsFile)
	})
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		text, err := fileText(city, e)
		if err == nil {
			err = t.lay(e.Name(), text, origin{source: OfFile})
		}
		if err != nil {
			t.refused = append(t.refused, Refused{File: e.Name(), Reason: err.Error()})
		}
	}
	return t, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func defaults() (sources, error) {
	s := sources{html: map[string]string{}}
	entries, err := fs.ReadDir(Defaults(), ".")
	if err != nil {
		return s, err
	}
	for _, e := range entries {
		b, err := fs.ReadFile(Defaults(), e.Name())
		if err != nil {
			return s, err
		}
		if e.Name() != kindsFile {
			s.html[e.Name()] = string(b)
		} else if s.kinds, err = parseCatalogue(b); err != nil {
			return s, fmt.Errorf("%s: %w", kindsFile, err)
		} else {
			s.yaml = string(b)
		}
	}
	return s, nil
}

// fileText reads one file of a city.
func fileText(city fs.FS, e fs.DirEntry) (string, error) {
	info, err := e.Info()
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", errors.New("not a file")
	case info.Size() > maxTemplate:
		return "", fmt.Errorf("larger than %d bytes", maxTemplate)
	}
	b, err := fs.ReadFile(city, e.Name())
	return string(b), err
}

// withText returns the sources with one text of a city laid over them.
func (s sources) withText(name, text string) (sources, error) {
	if len(text) > maxTemplate || !utf8.ValidString(text) {
		return s, fmt.Errorf("not UTF-8, or larger than %d bytes", maxTemplate)
	}
	if name == kindsFile {
		c, err := parseCatalogue([]byte(text))
		s.kinds, s.yaml = c.over(s.kinds), text
		return s, err
	}
	kind, isHTML := strings.CutSuffix(name, ".html")
	_, known := s.html[name]
	if !isHTML || (!known && !s.kinds.has(Kind(kind))) {
		return s, errors.New("no template and no kind of document has this name")
	}
	s.html = maps.Clone(s.html)
	s.html[name] = text
	return s, nil
}

func (c catalogue) has(k Kind) bool {
	return slices.ContainsFunc(c.Kinds, func(s Spec) bool { return s.Kind == k })
}

// compile parses all and prints a sample of each kind.
func (s sources) compile() (map[Kind]*template.Template, error) {
	shared := template.New("").Funcs(funcs())
	for _, name := range slices.Sorted(maps.Keys(s.html)) {
		if s.kinds.has(Kind(strings.TrimSuffix(name, ".html"))) {
			continue
		}
		if _, err := shared.New(name).Parse(s.html[name]); err != nil {
			return nil, err
		}
	}
	out := make(map[Kind]*template.Template, len(s.kinds.Kinds))
	for _, spec := range s.kinds.Kinds {
		if err := spec.complete(); err != nil {
			return nil, err
		}
		t, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		body := string(spec.Style) + ".html"
		if own := string(spec.Kind) + ".html"; s.html[own] != "" {
			body = own
			if _, err := t.New(own).Parse(s.html[own]); err != nil {
				return nil, err
			}
		}
		if _, err := t.New("body").Parse(`{{template "` + body + `" .}}`); err != nil {
			return nil, err
		}
		out[spec.Kind] = t
		if err := proof(t, sample(s.kinds, spec)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// maxSample bounds the page of a sample, in bytes.
const maxSample = 4 << 20

// A bounded buffer refuses what goes beyond its bound: a template that prints
// itself over and over ends here.
type bounded struct{ bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > maxSample {
		return 0, fmt.Errorf("the page of a sample is larger than %d bytes", maxSample)
	}
	return b.Buffer.Write(p)
}

// proof prints a sample and refuses a page that would not bear what makes a
// document one that can be checked: its number and its QR code, and a body for
// the marks that go across each page (演练, 作废).
func proof(t *template.Template, s Sheet) error {
	var b bounded
	if err := t.ExecuteTemplate(&b, "page.html", s); err != nil {
		return err
	}
	missing := func(what string) error {
		return shiheng.Invalid("template.lacks", "kind", string(s.Document.Kind), "what", what)
	}
	body := bodyTag.FindIndex(b.Bytes())
	switch {
	case body == nil:
		return missing("<body>")
	case !bytes.Contains(b.Bytes()[body[1]:], []byte(template.HTMLEscapeString(s.Number))):
		return missing("{{.Number}}")
	case !bytes.Contains(b.Bytes()[body[1]:], []byte(s.QR)):
		return missing("{{.QR}}")
	}
	return nil
}

func render(t *template.Template, s Sheet) ([]byte, error) {
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page.html", s); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Refused lists the files of the city that were not taken.
func (t *Templates) Refused() []Refused { return slices.Clone(t.refused) }

// Specs lists the kinds of document there are.
func (t *Templates) Specs() []Spec { return slices.Clone(t.sources.kinds.Kinds) }

// Spec returns what a kind is, or an ErrInvalid.
func (t *Templates) Spec(k Kind) (Spec, error) {
	for _, s := range t.sources.kinds.Kinds {
		if s.Kind == k {
			return s, nil
		}
	}
	return Spec{}, shiheng.Invalid("document.kind", "kind", string(k))
}

// Render makes the page of a sheet.
func (t *Templates) Render(s Sheet) ([]byte, error) {
	body, ok := t.bodies[s.Document.Kind]
	if !ok {
		return nil, shiheng.Invalid("document.kind", "kind", string(s.Document.Kind))
	}
	html, err := render(body, s)
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", s.Document.Kind, err)
	}
	if s.Practice {
		html = marked(html, practiceMark)
	}
	return html, nil
}
