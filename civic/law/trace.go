package law

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

//go:embed trace.yaml
var traceFile []byte

// A Trace says what the program does about a clause of the law: the functions
// and screens that carry it out and the tests that hold them to it; or why
// there is nothing to do; or what will do it. It is about the program, not the
// law, and so no part of a pack.
type Trace struct {
	Clause string `yaml:"clause" json:"clause"` // "W168/15/2"
	What   Text   `yaml:"what" json:"what"`     // what is done, in words
	// Go names functions as "civic/law.Law.CheckRoom", Screens routes of the
	// console, Tests functions as "store/rows.TestL1_W168_9" or browser tests
	// as "web/e2e/console.e2e.ts: title". A test looks each of them up.
	Go      []string `yaml:"go" json:"go,omitempty"`
	Screens []string `yaml:"screens" json:"screens,omitempty"`
	Tests   []string `yaml:"tests" json:"tests,omitempty"`
	// None is the reason for having no mechanism, Later what will be one.
	None  Text `yaml:"none" json:"none,omitzero"`
	Later Text `yaml:"later" json:"later,omitzero"`
}

var traces = sync.OnceValues(func() ([]Trace, error) {
	var file struct {
		Traces []Trace `yaml:"traces"`
	}
	if err := yaml.UnmarshalWithOptions(traceFile, &file, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return nil, fmt.Errorf("law trace: %w", err)
	}
	for _, t := range file.Traces {
		if err := t.check(); err != nil {
			return nil, fmt.Errorf("law trace: %w", err)
		}
	}
	return file.Traces, nil
})

func (t Trace) check() error {
	done := len(t.Go)+len(t.Screens) > 0
	switch {
	case !articleForm.MatchString(t.Clause):
		return fmt.Errorf("clause %q: want the form W168/9", t.Clause)
	case done && (len(t.Tests) == 0 || !t.What.Full()):
		return fmt.Errorf("clause %s: a mechanism needs its test and its words", t.Clause)
	case !done && !t.None.Full() && !t.Later.Full():
		return fmt.Errorf("clause %s: neither a mechanism nor a reason", t.Clause)
	case done && t.None.Full():
		return fmt.Errorf("clause %s: a mechanism and a reason for having none", t.Clause)
	}
	return nil
}

// Traces lists what the program does about each clause, in the order of the law.
func Traces() ([]Trace, error) {
	all, err := traces()
	return slices.Clone(all), err
}

// TracesOf lists what the program does about an article and its clauses.
func TracesOf(article string) ([]Trace, error) {
	all, err := traces()
	var out []Trace
	for _, t := range all {
		if articleOf(t.Clause) == articleOf(article) {
			out = append(out, t)
		}
	}
	return out, err
}

// Reference is docs/reference/law.md: every article of the law given, what
// rests on it and where it is enforced and tested.
func (l *Law) Reference(on Day) (string, error) {
	all, err := traces()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# The law, article by article\n\nMade by `shiheng law`; do not edit. For each article: the duties that rest on it, the penalties that punish its\n" +
		"breach, the code that carries it out and the test that holds the code to it. A clause without a mechanism says why,\n" +
		"or what will be one. Texts stand in `civic/law/packs`; ~ marks a Chinese text that is a summary, ? a fact that was not verified.\n")
	for _, s := range l.Sources() {
		l.writeSource(&b, s, on, all)
	}
	return b.String(), nil
}

func (l *Law) writeSource(b *strings.Builder, s Source, on Day, all []Trace) {
	if s.Articles == 0 {
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n%s · %s · %s · in force %s\n\n", s.Title.Zh, s.Title.En, s.Citation, s.Rank, s.InForce)
	b.WriteString("| Article | Duties | Penalties | What the program does | Mechanism | Test |\n|---|---|---|---|---|---|\n")
	for _, a := range l.Articles(on) {
		if l.sources[l.source[a.ID]].Pack != s.Pack {
			continue
		}
		mark := map[bool]string{true: " ~"}[a.Summary] + map[bool]string{true: " ?"}[a.Certainty == Unverified]
		row := func(id, duties, penalties string, t Trace) {
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", id+mark, duties, penalties, t.words(), code(append(slices.Clone(t.Go), t.Screens...)), code(t.Tests))
		}
		duties, penalties := l.resting(a.ID)
		n := 0
		for _, t := range all {
			if articleOf(t.Clause) != articleOf(a.ID) {
				continue
			}
			if n++; n > 1 {
				duties, penalties = "", ""
			}
			row(t.Clause, duties, penalties, t)
		}
		if n == 0 {
			row(a.ID, duties, penalties, Trace{})
		}
	}
}

// resting are the codes of the duties and penalties of an article.
func (l *Law) resting(article string) (duties, penalties string) {
	var d, p []string
	for _, x := range l.DutiesBy(article) {
		d = append(d, x.Code)
	}
	for _, x := range l.PenaltiesOn(article) {
		p = append(p, x.Code)
	}
	return strings.Join(d, ", "), strings.Join(p, ", ")
}

func (t Trace) words() string {
	switch {
	case t.What.Full() && t.Later.Full():
		return t.What.En + "; later: " + t.Later.En
	case t.What.Full():
		return t.What.En
	case t.None.Full():
		return "none: " + t.None.En
	case t.Later.Full():
		return "later: " + t.Later.En
	}
	return "cited by the rules above"
}

func code(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = "`" + n + "`"
	}
	return strings.Join(out, "<br>")
}

// LastChange is the last day on which any article begins: the day as of which
// the reference is printed, so that the page does not change by itself.
func (l *Law) LastChange() Day {
	var last Day
	for _, texts := range l.articles {
		for _, a := range texts {
			if last.Before(a.From) {
				last = a.From
			}
		}
	}
	return last
}
