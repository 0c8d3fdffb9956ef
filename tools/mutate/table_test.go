package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

// TestTable keeps the table of gates from rotting: the text of each gate
// stands once in its file, and its test is there. Whether the test notices
// that the gate is gone is what "make mutate" shows.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range gates() {
		b, err := os.ReadFile(filepath.Join(root, g.file))
		if err != nil {
			t.Errorf("%s: %v", g.code, err)
			continue
		}
		if n := strings.Count(string(b), g.old); n != 1 {
			t.Errorf("%s %q: its text stands %d times in %s", g.law, g.code, n, g.file)
		}
		if g.old == g.new || seen[g.file+g.new+g.old] {
			t.Errorf("%s %q changes nothing, or is there twice", g.law, g.code)
		}
		seen[g.file+g.new+g.old] = true
		if !strings.HasPrefix(g.pkg, "./") || !exists(t, g.pkg, g.test) {
			t.Errorf("%s %q: there is no test %s in %s", g.law, g.code, g.test, g.pkg)
		}
	}
}

// exists looks for a test by its name, and for the names of its subtests among
// the words of its package.
func exists(t *testing.T, pkg, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, pkg, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no tests: %v", pkg, err)
	}
	parts := strings.Split(test, "/")
	found := make([]bool, len(parts))
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				found[0] = found[0] || n.Recv == nil && n.Name.Name == parts[0]
			case *ast.BasicLit:
				for i, p := range parts[1:] {
					found[i+1] = found[i+1] || strings.ReplaceAll(strings.Trim(n.Value, `"`), " ", "_") == p
				}
			}
			return true
		})
	}
	for _, ok := range found {
		if !ok {
			return false
		}
	}
	return true
}

var forbids = regexp.MustCompile(`shiheng\.Forbidden\("([a-z.-]+)"`)

// TestEveryGateIsInTheTable: a refusal of the law that nobody tried to drop is
// one that may be dropped. Whoever adds one adds its line.
func TestEveryGateIsInTheTable(t *testing.T) {
	var all strings.Builder
	for _, g := range gates() {
		all.WriteString(" " + g.code + " ")
	}
	listed := func(code string) bool {
		return strings.Contains(all.String(), " "+code+" ") || strings.Contains(all.String(), " "+code+":")
	}
	found := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(root, "civic"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range forbids.FindAllStringSubmatch(string(b), -1) {
			found[m[1]] = true
			if !listed(m[1]) && exempt()[m[1]] == "" {
				t.Errorf("%s refuses with %s: add the gate and the test that guards it to tools/mutate", strings.TrimPrefix(name, root+"/"), m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for code := range exempt() {
		if !found[code] && code != "login.wrong" {
			t.Errorf("%s is exempt and is not there", code)
		}
	}
}
