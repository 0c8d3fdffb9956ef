package papers

import (
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
)

// A SavedTemplate is one version of a template as somebody saved it on the
// platform. Of each name the newest version counts; one that is Reset has no
// text and gives way to the city's file or the program's own.
type SavedTemplate struct {
	Name    string
	Version int // from 1, by name
	Text    string
	Reset   bool
	Why     string
	SHA256  shiheng.Digest // of the text
	SavedBy shiheng.AccountID
	Saver   string
	SavedAt time.Time
}

// A TemplateSource is where the text of a template in force comes from, the
// higher above the lower: the program, a file of the city, what was saved.
type TemplateSource string

// The sources, the lowest first.
const (
	OfProgram TemplateSource = "program"
	OfFile    TemplateSource = "file"
	OfSaved   TemplateSource = "saved"
)

// frame are the templates that every document is printed with.
func frame() []string { return []string{kindsFile, "page.html", "parts.html", "style.html"} }

// A TemplateState is one template as it stands.
type TemplateState struct {
	Name    string
	Source  TemplateSource
	Version int    // of what was saved, 0 otherwise
	Kinds   []Kind // that are printed with it; empty for those that print all
	// Stands is the template whose text serves where this one has none of its
	// own: the body of the kind's style.
	Stands string
	// Refused says why a text above the one in force was not taken.
	Refused string
}

// over lays saved templates over a set, each by itself: one that no longer
// fits is refused and what stands below it used.
func (t *Templates) over(saved []SavedTemplate) *Templates {
	out := *t
	out.refused, out.origin = slices.Clone(t.refused), maps.Clone(t.origin)
	out.saved = saved
	saved = slices.Clone(saved)
	slices.SortStableFunc(saved, func(a, b SavedTemplate) int { return boolInt(b.Name == kindsFile) - boolInt(a.Name == kindsFile) })
	for _, s := range saved {
		if s.Reset {
			continue
		}
		if err := out.lay(s.Name, s.Text, origin{OfSaved, s.Version}); err != nil {
			out.refused = append(out.refused, Refused{File: s.Name, Reason: err.Error()})
		}
	}
	return &out
}

// holds reports whether the set was made of just these saved templates.
func (t *Templates) holds(saved []SavedTemplate) bool {
	return slices.EqualFunc(t.saved, saved, func(a, b SavedTemplate) bool { return a.Name == b.Name && a.Version == b.Version })
}

// lay puts one text over the set, or leaves the set as it was.
func (t *Templates) lay(name, text string, from origin) error {
	next, err := t.sources.withText(name, text)
	if err != nil {
		return err
	}
	bodies, err := next.compile()
	if err != nil {
		return err
	}
	t.sources, t.bodies = next, bodies
	t.origin[name] = from
	return nil
}

// States lists every template there is or may be: the frame, the bodies of the
// styles, and one for each kind.
func (t *Templates) States() []TemplateState {
	names := append(frame(), "form.html", "letter.html", "notice.html", "label.html")
	for _, s := range t.sources.kinds.Kinds {
		if name := string(s.Kind) + ".html"; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	out := make([]TemplateState, 0, len(names))
	for _, n := range names {
		out = append(out, t.state(n))
	}
	return out
}

func (t *Templates) state(name string) TemplateState {
	s := TemplateState{Name: name, Source: OfProgram}
	if from, laid := t.origin[name]; laid {
		s.Source, s.Version = from.source, from.version
	}
	for _, r := range t.refused {
		if r.File == name {
			s.Refused = r.Reason
		}
	}
	if slices.Contains(frame(), name) {
		return s
	}
	for _, spec := range t.sources.kinds.Kinds {
		own, style := string(spec.Kind)+".html", string(spec.Style)+".html"
		if own == name && t.sources.html[own] == "" {
			s.Stands = style
		}
		if own == name || style == name && t.sources.html[own] == "" {
			s.Kinds = append(s.Kinds, spec.Kind)
		}
	}
	return s
}

// State tells one template, or an ErrNotFound.
func (t *Templates) State(name string) (TemplateState, error) {
	for _, s := range t.States() {
		if s.Name == name {
			return s, nil
		}
	}
	return TemplateState{}, shiheng.NotFound("template.none", "name", name)
}

// Text is what a template says now; where it has no text of its own, what
// stands for it. The catalogue of kinds is told as it was last laid over: the
// program's own where nobody did.
func (t *Templates) Text(name string) string {
	s := t.state(name)
	if s.Stands != "" {
		name = s.Stands
	}
	if name == kindsFile {
		return t.sources.yaml
	}
	return t.sources.html[name]
}

// Try says what is wrong with a text for a template, nil when it may be used:
// it is parsed, and a sample of every kind printed with it. What is wrong is an
// ErrInvalid that names the file, the line and the reason.
func (t *Templates) Try(name, text string) error {
	_, err := t.tried(name, text)
	return err
}

func (t *Templates) tried(name, text string) (*Templates, error) {
	if _, err := t.State(name); err != nil {
		return nil, err
	}
	out := *t
	out.origin = maps.Clone(t.origin)
	if err := out.lay(name, text, origin{OfSaved, 0}); err != nil {
		return nil, faulty(name, err)
	}
	return &out, nil
}

// Sample prints the sample of a kind as it would look with another text for a
// template.
func (t *Templates) Sample(k Kind, name, text string) ([]byte, error) {
	tried, err := t.tried(name, text)
	if err != nil {
		return nil, err
	}
	spec, err := tried.Spec(k)
	if err != nil {
		return nil, err
	}
	html, err := tried.Render(sample(tried.sources.kinds, spec))
	if err != nil {
		return nil, err
	}
	return pictureSource.ReplaceAllLiteral(marked(html, sampleMark), []byte(`src="data:image/svg+xml;base64,`+samplePicture()+`"`)), nil
}

// samplePicture stands for a photo on a sample.
func samplePicture() string {
	return base64.StdEncoding.EncodeToString([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="#ccc"/></svg>`))
}

// The lines that the two kinds of files name what is wrong by.
var (
	templateLine = regexp.MustCompile(`template: ?([a-z0-9.-]+):(\d+)`)
	yamlLine     = regexp.MustCompile(`^\[(\d+):\d+\]`)
)

// faulty tells an error of a template with its file and line.
func faulty(name string, err error) error {
	if known, ours := errors.AsType[*shiheng.Error](err); ours {
		return known
	}
	file, line, reason := name, "", err.Error()
	if m := templateLine.FindStringSubmatch(reason); m != nil {
		file, line = m[1], m[2]
	} else if m := yamlLine.FindStringSubmatch(reason); m != nil {
		line = m[1]
	}
	reason, _, _ = strings.Cut(reason, "\n") // a YAML error goes on with a drawing
	if line == "" {
		return shiheng.Invalid("template.faulty", "file", file, "reason", reason).From(err)
	}
	return shiheng.Invalid("template.broken", "file", file, "line", line, "reason", reason).From(err)
}

// printed names what of a document's page does not come from the program: the
// templates a city laid over it, each with its version.
func (t *Templates) printed(k Kind) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(t.origin)) {
		s := t.state(name)
		if !slices.Contains(frame(), name) && !slices.Contains(s.Kinds, k) {
			continue
		}
		switch from := t.origin[name]; from.source {
		case OfSaved:
			out = append(out, name+" "+strconv.Itoa(from.version))
		case OfFile, OfProgram:
			out = append(out, fmt.Sprintf("%s %s", name, from.source))
		}
	}
	return strings.Join(out, ", ")
}
