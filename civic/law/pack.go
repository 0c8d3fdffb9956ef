package law

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A Rank orders sources: a higher one prevails over a lower one (W168/33).
type Rank string

// The ranks, lowest first. A standard binds where a rule refers to it.
const (
	House        Rank = "house"
	Standard     Rank = "standard"
	LocalRule    Rank = "local-rule"
	MinistryRule Rank = "ministry-rule"
	Regulation   Rank = "regulation"
	Statute      Rank = "law"
)

func ranks() []Rank { return []Rank{House, Standard, LocalRule, MinistryRule, Regulation, Statute} }

func (r Rank) known() bool { return slices.Contains(ranks(), r) }

// Certainty is how well something was checked.
type Certainty string

// The marks of regulation.md: read in the statute or in agreeing sources;
// likely; not verified.
const (
	Sure       Certainty = "sure"
	Probable   Certainty = "probable"
	Unverified Certainty = "unverified"
)

func (c Certainty) known() bool { return c == Sure || c == Probable || c == Unverified }

// worse is the less certain of two.
func (c Certainty) worse(o Certainty) Certainty {
	order := []Certainty{Sure, Probable, Unverified}
	return order[max(slices.Index(order, c), slices.Index(order, o))]
}

// A Text is one sentence in both languages. Where they differ the Chinese wins.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// Full reports whether both texts are there.
func (t Text) Full() bool { return t.Zh != "" && t.En != "" }

// An Article is one article of a source, as it stood from From up to but not
// including To.
type Article struct {
	ID string `yaml:"id" json:"id"` // "W168/9"
	// Certainty is how well it was checked. Summary: Zh tells what the article
	// says and is not its wording, which was not at hand.
	Certainty Certainty `yaml:"certainty" json:"certainty"`
	Summary   bool      `yaml:"summary" json:"summary,omitempty"`
	Zh        string    `yaml:"zh" json:"zh"`
	En        string    `yaml:"en" json:"en"`
	From      Day       `yaml:"from" json:"from"` // the pack's inForce when absent
	To        Day       `yaml:"to" json:"to,omitzero"`
	// Binds is whom the article binds, nil for everybody; a duty that rests on
	// several articles names those that bind.
	Binds *When `yaml:"binds" json:"-"`
	// Faults are known faults of the text as issued, and how it is read. The
	// text itself is kept letter for letter.
	Faults []Fault `yaml:"faults" json:"faults,omitempty"`
}

// A Fault is a slip of the pen or of the scan in an article's text.
type Fault struct {
	At   string `yaml:"at" json:"at"`     // the clause: "W168/4/1"
	Text string `yaml:"text" json:"text"` // as it stands; empty where something is missing
	Read string `yaml:"read" json:"read"` // as it is read, in Chinese
	// Known is how: confirmed (another copy), inferred (from the context), gap
	// (nothing is said) or inconsistent (two clauses differ).
	Known string `yaml:"known" json:"known"`
	Zh    string `yaml:"zh" json:"zh"`
	En    string `yaml:"en" json:"en"`
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
	Pack       string         `yaml:"pack"`
	Title      Text           `yaml:"title"`
	Short      Text           `yaml:"short"`
	Rank       Rank           `yaml:"rank"`
	Citation   string         `yaml:"citation"`
	InForce    Day            `yaml:"inForce"`
	Articles   []Article      `yaml:"articles"`
	Rooms      []Room         `yaml:"rooms"`
	Forbid     []ban          `yaml:"forbidden"`
	Floors     []floor        `yaml:"floors"`
	Limits     []limit        `yaml:"limits"`
	Deadlines  []Rule         `yaml:"deadlines"`
	Holidays   []year         `yaml:"holidays"`
	Evidence   []Evidence     `yaml:"evidence"`
	Duties     []Duty         `yaml:"duties"`
	Conditions []conditionSet `yaml:"conditions"`
	Penalties  []Penalty      `yaml:"penalties"`
	NoPenalty  []NoPenalty    `yaml:"noPenalty"`
	Grounds    []Condition    `yaml:"grounds"`

	file string
	data []byte // to find the line of an entry that is refused
}

type ban struct {
	Use     string `yaml:"use"`
	Article string `yaml:"article"`
}

type floor struct {
	Days      int           `yaml:"days"`
	Article   string        `yaml:"article"`
	Certainty Certainty     `yaml:"certainty"`
	When      *When         `yaml:"when"`
	at        func() string // file and line, for the refusal of a looser one
}

type limit struct {
	Name  string `yaml:"name"`
	Value int    `yaml:"value"`
	Zh    string `yaml:"zh"`
	En    string `yaml:"en"`
}

var (
	packName     = regexp.MustCompile(`^[a-z][a-z0-9-]{1,31}$`)
	articleForm  = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,15}(/[0-9]{1,4}){1,3}$`)
	deadlineForm = regexp.MustCompile(`^D-[A-Z0-9]{1,16}(-[A-Z0-9]{1,16}){0,4}$`)
	penaltyForm  = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,15}(-[0-9]{1,3})?$`)
	codeForm     = regexp.MustCompile(`^[a-z][a-z0-9-]{1,63}$`)
)

// parsePack reads one file strictly: an unknown or doubled key is an error.
func parsePack(name string, data []byte) (pack, error) {
	var p pack
	if err := yaml.UnmarshalWithOptions(data, &p, yaml.Strict(), yaml.DisallowUnknownField()); err != nil {
		return pack{}, fmt.Errorf("law pack %s: %w", name, err) // the error names line and column
	}
	p.file, p.data = name, data
	if err := p.checkHead(); err != nil {
		return pack{}, fmt.Errorf("law pack %s:1: %w", name, err)
	}
	for i := range p.Floors {
		p.Floors[i].at = func() string { return p.at("floors", i) }
		if p.Floors[i].Certainty == "" {
			p.Floors[i].Certainty = Sure
		}
	}
	for i := range p.Articles {
		if p.Articles[i].From.IsZero() {
			p.Articles[i].From = p.InForce
		}
	}
	return p, p.checkEntries()
}

// at names the file and line of an entry.
func (p *pack) at(list string, i int) string {
	if l := entryLines(p.data)[list]; i < len(l) {
		return fmt.Sprintf("%s:%d", p.file, l[i])
	}
	return p.file
}

// entryLines finds the line on which each entry of each list begins.
func entryLines(data []byte) map[string][]int {
	out := map[string][]int{}
	file, err := parser.ParseBytes(data, 0)
	if err != nil || len(file.Docs) == 0 {
		return out
	}
	root, ok := file.Docs[0].Body.(*ast.MappingNode)
	if !ok {
		return out
	}
	for _, kv := range root.Values {
		list, ok := kv.Value.(*ast.SequenceNode)
		if !ok {
			continue
		}
		for _, v := range list.Values {
			out[kv.Key.String()] = append(out[kv.Key.String()], v.GetToken().Position.Line)
		}
	}
	return out
}

// checkHead holds what stands before the lists to its form.
func (p *pack) checkHead() error {
	switch {
	case !packName.MatchString(p.Pack):
		return fmt.Errorf("pack %q: not a name", p.Pack)
	case !p.Rank.known():
		return fmt.Errorf("rank %q: not one of %v", p.Rank, ranks())
	case p.InForce.IsZero() || p.Citation == "" || !p.Title.Full():
		return fmt.Errorf("title, citation and inForce are required")
	}
	return nil
}

// each runs a check over the entries of a list and says where it failed.
func each[T any](p *pack, list string, entries []T, check func(T) error) error {
	for i, e := range entries {
		if err := check(e); err != nil {
			return fmt.Errorf("law pack %s: %w", p.at(list, i), err)
		}
	}
	return nil
}

// checkEntries holds each entry to its form; what concerns several packs is
// checked when they are joined.
func (p *pack) checkEntries() error {
	for _, err := range []error{
		each(p, "articles", p.Articles, Article.check),
		each(p, "rooms", p.Rooms, Room.check),
		each(p, "floors", p.Floors, floor.check),
		each(p, "limits", p.Limits, limit.check),
		each(p, "deadlines", p.Deadlines, Rule.check),
		each(p, "holidays", p.Holidays, year.check),
		each(p, "evidence", p.Evidence, Evidence.check),
		each(p, "duties", p.Duties, Duty.check),
		each(p, "conditions", p.Conditions, conditionSet.check),
		each(p, "penalties", p.Penalties, Penalty.check),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func (r Room) check() error {
	if !codeForm.MatchString(r.Use) || r.Zh == "" || r.En == "" {
		return fmt.Errorf("room use %q: code and both names are required", r.Use)
	}
	return nil
}

func (f floor) check() error {
	if f.Days < 1 || f.Days > 3650 || !f.Certainty.known() {
		return fmt.Errorf("floor by %s: %d days is not in 1…3650, or its certainty is none", f.Article, f.Days)
	}
	if err := f.When.check(); err != nil {
		return fmt.Errorf("floor by %s: %w", f.Article, err)
	}
	return nil
}

func (m limit) check() error {
	if !codeForm.MatchString(m.Name) || m.Value < 1 || m.Zh == "" || m.En == "" {
		return fmt.Errorf("limit %q: name, value and both texts are required", m.Name)
	}
	return nil
}

func (e Evidence) check() error {
	if !codeForm.MatchString(e.Code) || e.Zh == "" || e.En == "" {
		return fmt.Errorf("evidence %q: code and both names are required", e.Code)
	}
	return nil
}

func (a Article) check() error {
	switch {
	case !articleForm.MatchString(a.ID):
		return fmt.Errorf("article %q: want the form W168/9", a.ID)
	case a.Zh == "" || a.En == "":
		return fmt.Errorf("article %s: both texts are required", a.ID)
	case !a.Certainty.known():
		return fmt.Errorf("article %s: certainty %q", a.ID, a.Certainty)
	case !a.To.IsZero() && !a.From.IsZero() && !a.From.Before(a.To):
		return fmt.Errorf("article %s: ends before it begins", a.ID)
	}
	if err := a.Binds.check(); err != nil {
		return fmt.Errorf("article %s: binds: %w", a.ID, err)
	}
	for _, f := range a.Faults {
		known := f.Known == "confirmed" || f.Known == "inferred" || f.Known == "gap" || f.Known == "inconsistent"
		if !known || f.Zh == "" || f.En == "" || articleOf(f.At) != articleOf(a.ID) || !strings.Contains(a.Zh, f.Text) {
			return fmt.Errorf("article %s: fault at %s: its text must stand in the article, and both notes are required", a.ID, f.At)
		}
	}
	return nil
}
