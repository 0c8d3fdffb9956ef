package law_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shiheng.internal/civic/law"
)

const root = "../.."

// TestEveryArticleHasAMechanism: an article of the order or the decree is
// carried out somewhere, or it is written down why not, or what will.
func TestEveryArticleHasAMechanism(t *testing.T) {
	l := builtin(t)
	all, err := law.Traces()
	if err != nil {
		t.Fatal(err)
	}
	traced := map[string]bool{}
	for _, tr := range all {
		if traced[tr.Clause] {
			t.Errorf("%s: twice", tr.Clause)
		}
		traced[tr.Clause] = true
		a, in := l.Article(tr.Clause, today())
		if !in {
			t.Errorf("%s: no such article", tr.Clause)
			continue
		}
		if _, ok := a.Clause(tr.Clause); !ok {
			t.Errorf("%s: no such clause", tr.Clause)
		}
	}
	for _, a := range l.Articles(today()) {
		if !strings.HasPrefix(a.ID, "W168/") && !strings.HasPrefix(a.ID, "R799/") || traced[a.ID] {
			continue
		}
		for _, missing := range untraced(a, traced) {
			t.Errorf("%s: neither a mechanism nor a reason for having none", missing)
		}
	}
}

// untraced are the clauses of an article for which nothing is said, neither
// for themselves nor for the clause around them.
func untraced(a law.Article, traced map[string]bool) []string {
	var out []string
	for _, tt := range wuxi {
		if !strings.HasPrefix(tt.id, a.ID+"/") {
			continue
		}
		covered := false
		for id := tt.id; id != a.ID && !covered; id = id[:strings.LastIndexByte(id, '/')] {
			covered = traced[id]
		}
		if !covered {
			out = append(out, tt.id)
		}
	}
	if len(a.Clauses()) == 1 || !strings.HasPrefix(a.ID, "W168/") {
		out = append(out, a.ID)
	}
	return out
}

// TestTracesPointSomewhere looks up every function, screen and test that is
// named as a mechanism.
func TestTracesPointSomewhere(t *testing.T) {
	all, err := law.Traces()
	if err != nil {
		t.Fatal(err)
	}
	routes, err := os.ReadFile(filepath.Join(root, "web/src/routes.tsx"))
	if err != nil {
		t.Fatal(err)
	}
	tree := sources{}
	for _, tr := range all {
		for _, name := range tr.Go {
			if !tree.has(t, name, false) {
				t.Errorf("%s: no function %s", tr.Clause, name)
			}
		}
		for _, name := range tr.Tests {
			if !tree.has(t, name, true) {
				t.Errorf("%s: no test %s", tr.Clause, name)
			}
		}
		for _, screen := range tr.Screens {
			if !bytes.Contains(routes, []byte(`path: "`+strings.TrimPrefix(screen, "/")+`"`)) {
				t.Errorf("%s: no screen %s", tr.Clause, screen)
			}
		}
	}
}

// sources are the functions of each directory, tests apart.
type sources map[string]map[string]bool

// has looks up "civic/law.Law.CheckRoom", or "web/e2e/x.e2e.ts: title".
func (s sources) has(t *testing.T, name string, test bool) bool {
	t.Helper()
	if file, title, browser := strings.Cut(name, ": "); browser {
		b, err := os.ReadFile(filepath.Join(root, file))
		return err == nil && strings.Contains(string(b), `it("`+title+`"`)
	}
	slash := strings.LastIndexByte(name, '/') + 1
	dir, function, ok := strings.Cut(name[slash:], ".")
	if !ok {
		return false
	}
	dir = name[:slash] + dir
	key := dir
	if test {
		key += " tests"
	}
	if s[key] == nil {
		s[key] = functions(t, filepath.Join(root, dir), test)
	}
	return s[key][function]
}

func functions(t *testing.T, dir string, test bool) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Errorf("%v", err)
		return out
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") != test {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			out[receiver(fn)+fn.Name.Name] = true
		}
	}
	return out
}

// receiver is "Law." for a method of Law or *Law.
func receiver(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	at := fn.Recv.List[0].Type
	if star, ok := at.(*ast.StarExpr); ok {
		at = star.X
	}
	if id, ok := at.(*ast.Ident); ok {
		return id.Name + "."
	}
	return ""
}

// TestTraceIsStrict: what points nowhere is seen.
func TestTraceIsStrict(t *testing.T) {
	tree := sources{}
	for name, want := range map[string]bool{
		"civic/law.Law.CheckRoom": true, "civic/law.Builtin": true, "civic/law.Law.Builtin": false, "civic/law.TestDuties": false, "civic/law": false,
	} {
		if got := tree.has(t, name, false); got != want {
			t.Errorf("%s: found %v", name, got)
		}
	}
	if !tree.has(t, "civic/law.TestTraceIsStrict", true) || tree.has(t, "civic/law.TestNothing", true) ||
		tree.has(t, "web/e2e/console.e2e.ts: no such test", true) {
		t.Error("tests are not looked up")
	}
}

// TestReferenceIsFresh holds docs/reference/law.md to the law and its traces.
func TestReferenceIsFresh(t *testing.T) {
	got, err := builtin(t).Reference(builtin(t).LastChange())
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(root, "docs/reference/law.md"))
	if err != nil || string(want) != got {
		t.Errorf("docs/reference/law.md is stale (%v): run make generate", err)
	}
	for _, a := range builtin(t).Articles(builtin(t).LastChange()) {
		if !strings.Contains(got, "| "+a.ID) {
			t.Errorf("%s is not in it", a.ID)
		}
	}
}

// TestItemisedArticles holds the console's list of articles whose second number
// is an item to the packs.
func TestItemisedArticles(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(root, "web/src/api/itemised.ts"))
	if err != nil {
		t.Fatal(err)
	}
	l := builtin(t)
	for _, on := range []law.Day{law.NewDay(2025, 12, 31), today()} {
		for _, a := range l.Articles(on) {
			c := a.Clauses()
			last := c[len(c)-1]
			want := last.Paragraph == 1 && last.Item > 0
			if got := bytes.Contains(b, []byte(`"`+a.ID+`"`)); got != want {
				t.Errorf("%s: listed %v, want %v", a.ID, got, want)
			}
		}
	}
}
