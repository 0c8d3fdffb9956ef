package clause

import (
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

//go:embed policies/*.cedar
var builtin embed.FS

//go:embed schema.cedarschema
var schemaText []byte

// A Regime is a group of clauses that is kept apart from the others, in a file
// of its own (gate L4).
type Regime string

// The regimes, by the names of their files.
const (
	OwnUse      Regime = "own"
	Officials   Regime = "officials"
	Platforms   Regime = "platform"
	Citizens    Regime = "citizens"
	Keeping     Regime = "keeping"
	Publication Regime = "publication"
	Apart       Regime = "apart" // holds in all of them
	City        Regime = "city"  // what a city adds; it only forbids
)

// Regimes lists the regimes of the program in the order they are read.
func Regimes() []Regime {
	return []Regime{OwnUse, Officials, Platforms, Citizens, Keeping, Publication, Apart}
}

// A Clause is one policy as people read it.
type Clause struct {
	ID       string
	Regime   Regime
	Forbids  bool     // else it permits
	Articles []string // the clauses of the law it carries out: "W168/24/1/1"
	Text     law.Text
	// Needs are the conditions of a permit in words, in the order they are asked.
	Needs []law.Text
	// House says what of it is a rule of the house, empty when all is law.
	House string
	// Policy is its text in Cedar.
	Policy string
	// File and Line say where it stands.
	File string
	Line int
}

// A Set is the policies in force. It never changes and is safe for concurrent
// use.
type Set struct {
	policies []*policy
	groups   map[key]group
	digest   shiheng.Digest
	named    map[string]bool // identities that policies name
}

// policy is a clause with what decides by it.
type policy struct {
	Clause
	cedar *cedar.Policy
	tree  *ast.Policy
}

// model is the schema, resolved once.
var model = sync.OnceValues(func() (*resolved.Schema, error) {
	var s schema.Schema
	s.SetFilename("schema.cedarschema")
	if err := s.UnmarshalCedar(schemaText); err != nil {
		return nil, fmt.Errorf("schema of clauses: %w", err)
	}
	out, err := s.Resolve()
	if err != nil {
		return nil, fmt.Errorf("schema of clauses: %w", err)
	}
	return out, nil
})

// Builtin is the policies compiled into the program, held to the articles of
// the law given.
func Builtin(l *law.Law) (*Set, error) { return Load(l, nil) }

// Load is Builtin with a city's own *.cedar files after it, which may only
// forbid; nil for none. It fails on the first policy that is not well-formed,
// lacks its annotations, cites an article nobody declares, looks at what the
// schema does not know, or may fail when evaluated; the error names file, line
// and policy.
func Load(l *law.Law, city fs.FS) (*Set, error) {
	types, err := model()
	if err != nil {
		return nil, err
	}
	s := &Set{}
	sum := sha256.New()
	sum.Write(schemaText)
	for _, r := range Regimes() {
		name := "policies/" + string(r) + ".cedar"
		text, err := builtin.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("clauses: %w", err)
		}
		sum.Write(text)
		if err := s.read(r, path.Base(name), text); err != nil {
			return nil, err
		}
	}
	if city != nil {
		names, err := fs.Glob(city, "*.cedar")
		if err != nil {
			return nil, fmt.Errorf("clauses of the city: %w", err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(city, name)
			if err != nil {
				return nil, fmt.Errorf("clauses of the city: %w", err)
			}
			sum.Write(text)
			if err := s.read(City, name, text); err != nil {
				return nil, err
			}
		}
	}
	strict := validate.New(types, validate.WithStrict())
	seen := map[string]bool{}
	for _, p := range s.policies {
		if err := errors.Join(p.check(l, seen), strictly(strict, p)); err != nil {
			return nil, fmt.Errorf("%s:%d: policy %q: %w", p.File, p.Line, p.ID, err)
		}
		seen[p.ID] = true
	}
	s.groups, s.named = index(types, s.policies), map[string]bool{}
	for _, p := range s.policies {
		for _, id := range identity.FindAllString(p.Policy, -1) {
			s.named[id] = true
		}
	}
	s.digest = shiheng.Digest(sum.Sum(nil))
	return s, nil
}

// Clauses lists the policies in the order they are read.
func (s *Set) Clauses() []Clause {
	out := make([]Clause, len(s.policies))
	for i, p := range s.policies {
		out[i] = p.Clause
	}
	return out
}

// Names reports whether a policy speaks of the camera by its identity. To any
// other two cameras that lie in the same areas and are alike in all else the
// policies of own use answer the same.
func (s *Set) Names(id shiheng.CameraID) bool { return len(s.named) > 0 && s.named[id.String()] }

// Digest is the SHA-256 over schema and policies, in order: what a record of a
// decision names to say by which policies it was made.
func (s *Set) Digest() shiheng.Digest { return s.digest }

// read takes the policies of one file in.
func (s *Set) read(r Regime, name string, text []byte) error {
	list, err := cedar.NewPolicyListFromBytes(name, text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, c := range list {
		p := &policy{cedar: c, tree: (*ast.Policy)(c.AST())}
		at := c.Position()
		p.Clause = Clause{Regime: r, Forbids: c.Effect() == cedar.Forbid, File: name, Line: at.Line, Policy: source(text, at.Offset)}
		if err := p.annotate(); err != nil {
			return fmt.Errorf("%s:%d: policy %q: %w", name, at.Line, p.ID, err)
		}
		s.policies = append(s.policies, p)
	}
	return nil
}

// source is the text of the policy that begins at offset, without its
// annotations: up to the first ";" that ends a line.
func source(text []byte, offset int) string {
	rest := string(text[offset:])
	if at := scopeStart.FindStringIndex(rest); at != nil {
		rest = rest[at[0]:]
	}
	if end := strings.Index(rest, ";\n"); end >= 0 {
		rest = rest[:end+1]
	}
	return strings.TrimSpace(rest)
}

var (
	scopeStart = regexp.MustCompile(`(?m)^(permit|forbid)\b`)
	identity   = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)
	idForm     = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
)

// annotate reads what a policy says about itself.
func (p *policy) annotate() error {
	notes := map[string]string{}
	for key, value := range p.cedar.Annotations() {
		notes[string(key)] = strings.TrimSpace(string(value))
	}
	p.ID, p.Text, p.House = notes["id"], law.Text{Zh: notes["zh"], En: notes["en"]}, notes["house"]
	p.Articles = strings.Fields(notes["article"])
	if !idForm.MatchString(p.ID) {
		return errors.New(`@id is missing or not of the form "two-words"`)
	}
	if len(p.Articles) == 0 || !p.Text.Full() {
		return errors.New("@article, @zh and @en are required")
	}
	for key := range notes {
		if !slices.Contains([]string{"id", "article", "zh", "en", "needszh", "needsen", "house"}, key) {
			return fmt.Errorf("annotation @%s is not known", key)
		}
	}
	if notes["needszh"] == "" && notes["needsen"] == "" {
		return nil
	}
	zh, en := strings.Split(notes["needszh"], "|"), strings.Split(notes["needsen"], "|")
	if len(zh) != len(en) {
		return errors.New("@needszh and @needsen name different numbers of conditions")
	}
	for i := range zh {
		need := law.Text{Zh: strings.TrimSpace(zh[i]), En: strings.TrimSpace(en[i])}
		if !need.Full() {
			return errors.New("@needszh and @needsen: an empty condition")
		}
		p.Needs = append(p.Needs, need)
	}
	return nil
}

// check holds a policy to what the schema cannot say.
func (p *policy) check(l *law.Law, seen map[string]bool) error {
	if seen[p.ID] {
		return errors.New("another policy has the same @id")
	}
	for _, id := range p.Articles {
		a, ok := l.Article(id, l.LastChange())
		if ok {
			_, ok = a.Clause(id)
		}
		if !ok {
			return fmt.Errorf("@article %s is not in the law", id)
		}
	}
	switch {
	case p.Regime == City && !p.Forbids:
		return errors.New("a city's policy may only forbid")
	case p.Forbids && len(p.Needs) > 0:
		return errors.New("a forbid has no @needszh: its own words say what is asked for")
	case !p.Forbids && len(p.Needs) != len(p.tree.Conditions):
		return errors.New("a permit names each of its when clauses in @needszh and @needsen")
	case !p.Forbids && slices.ContainsFunc(p.tree.Conditions, func(c ast.ConditionType) bool { return c.Condition == ast.ConditionUnless }):
		return errors.New("a permit says when, not unless")
	}
	return nil
}
