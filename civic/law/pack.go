package law

import (
	"fmt"
	"regexp"

	"github.com/goccy/go-yaml"
)

// A Rank orders sources: a higher one prevails over a lower one (W168/33).
type Rank string

// The ranks, lowest first.
const (
	House      Rank = "house"
	LocalRule  Rank = "local-rule"
	Regulation Rank = "regulation"
	Statute    Rank = "law"
)

func (r Rank) known() bool {
	return r == House || r == LocalRule || r == Regulation || r == Statute
}

// A Text is one sentence in both languages. Where they differ the Chinese wins.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// An Article is one article of a source, as it stood from From up to but not
// including To.
type Article struct {
	ID string `yaml:"id" json:"id"` // "W168/9"
	// Certainty is how well the wording was checked: sure, probable, unverified.
	Certainty string `yaml:"certainty" json:"certainty"`
	Zh        string `yaml:"zh" json:"zh"`
	En        string `yaml:"en" json:"en"`
	From      Day    `yaml:"from" json:"from"` // the pack's inForce when absent
	To        Day    `yaml:"to" json:"to,omitzero"`
}

// In reports whether the article is in force on the day.
func (a Article) In(on Day) bool {
	return !on.Before(a.From) && (a.To.IsZero() || on.Before(a.To))
}

// A Room is one coded room use. Beside names the forbidden use whose lawful
// neighbour it is, such as the corridor of a dormitory.
type Room struct {
	Use    string `yaml:"use" json:"use"`
	Zh     string `yaml:"zh" json:"zh"`
	En     string `yaml:"en" json:"en"`
	Beside string `yaml:"beside" json:"beside,omitempty"`
}

// pack is one YAML file.
type pack struct {
	Pack     string    `yaml:"pack"`
	Title    Text      `yaml:"title"`
	Rank     Rank      `yaml:"rank"`
	Citation string    `yaml:"citation"`
	InForce  Day       `yaml:"inForce"`
	Articles []Article `yaml:"articles"`
	Rooms    []Room    `yaml:"rooms"`
	Forbid   []ban     `yaml:"forbidden"`
	Floors   []floor   `yaml:"floors"`
	Limits   []limit   `yaml:"limits"`
}

type ban struct {
	Use     string `yaml:"use"`
	Article string `yaml:"article"`
}

type floor struct {
	Days    int    `yaml:"days"`
	Article string `yaml:"article"`
	When    *Facts `yaml:"when"`
}

type limit struct {
	Name  string `yaml:"name"`
	Value int    `yaml:"value"`
	Zh    string `yaml:"zh"`
	En    string `yaml:"en"`
}

var (
	packName    = regexp.MustCompile(`^[a-z][a-z0-9-]{1,31}$`)
	articleForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,15}(/[0-9]{1,4}){1,3}$`)
	codeForm    = regexp.MustCompile(`^[a-z][a-z0-9-]{1,63}$`)
)

// parsePack reads one file strictly: an unknown or doubled key is an error.
func parsePack(name string, data []byte) (pack, error) {
	var p pack
	if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return pack{}, fmt.Errorf("law pack %s: %w", name, err)
	}
	if err := p.check(); err != nil {
		return pack{}, fmt.Errorf("law pack %s: %w", name, err)
	}
	for i := range p.Articles {
		if p.Articles[i].From.IsZero() {
			p.Articles[i].From = p.InForce
		}
	}
	return p, nil
}

// check holds one pack to its form; what concerns several packs is checked
// when they are joined.
func (p *pack) check() error {
	switch {
	case !packName.MatchString(p.Pack):
		return fmt.Errorf("pack %q: not a name", p.Pack)
	case !p.Rank.known():
		return fmt.Errorf("rank %q: not one of house, local-rule, regulation, law", p.Rank)
	case p.InForce.IsZero() || p.Citation == "" || p.Title.Zh == "" || p.Title.En == "":
		return fmt.Errorf("title, citation and inForce are required")
	}
	for _, a := range p.Articles {
		if err := a.check(); err != nil {
			return err
		}
	}
	for _, r := range p.Rooms {
		if !codeForm.MatchString(r.Use) || r.Zh == "" || r.En == "" {
			return fmt.Errorf("room use %q: code and both names are required", r.Use)
		}
	}
	for _, f := range p.Floors {
		if f.Days < 1 || f.Days > 3650 {
			return fmt.Errorf("floor by %s: %d days is not in 1…3650", f.Article, f.Days)
		}
		if f.When != nil && *f.When == (Facts{}) {
			return fmt.Errorf("floor by %s: \"when\" names no fact", f.Article)
		}
	}
	for _, l := range p.Limits {
		if !codeForm.MatchString(l.Name) || l.Value < 1 || l.Zh == "" || l.En == "" {
			return fmt.Errorf("limit %q: name, value and both texts are required", l.Name)
		}
	}
	return nil
}

func (a Article) check() error {
	switch {
	case !articleForm.MatchString(a.ID):
		return fmt.Errorf("article %q: want the form W168/9", a.ID)
	case a.Zh == "" || a.En == "":
		return fmt.Errorf("article %s: both texts are required", a.ID)
	case a.Certainty != "sure" && a.Certainty != "probable" && a.Certainty != "unverified":
		return fmt.Errorf("article %s: certainty %q", a.ID, a.Certainty)
	case !a.To.IsZero() && !a.From.IsZero() && !a.From.Before(a.To):
		return fmt.Errorf("article %s: ends before it begins", a.ID)
	}
	return nil
}
