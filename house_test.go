package shiheng_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "shiheng.internal"

// stairs says which wings each wing may import. The vocabulary, at the module
// root, is open to all and imports none of them.
var stairs = map[string][]string{
	"":       {},
	"video":  {"video"},
	"civic":  {"civic"},
	"store":  {"store", "video", "civic"},
	"api":    {"api", "video", "civic"},
	"portal": {"portal", "civic"},
	"sim":    {"sim", "video"},
	"bench":  {"bench", "video"},
	"press":  {"press"},
	"web":    {"web"},
	"app":    {"app", "api", "portal", "store", "video", "civic", "press", "web"},
	// cmd hands practice cameras their protocol values, so it may name them.
	"cmd":  {"cmd", "app", "api", "sim", "civic", "video"},
	"test": {"test", "sim", "video"},
	// tools look at the program from outside.
	"tools": {"tools"},
	// The verifier shares nothing with what it verifies.
	"verify": {"verify"},
}

// verifier lists what the verifier may use of others' modules: a court has to
// be able to read all of it.
var verifier = []string{"github.com/emmansun/gmsm/", "golang.org/x/mod/sumdb/", "golang.org/x/sys/cpu"}

// steps orders the rooms inside a wing: a room imports only lower steps. A
// sub-room follows its parent's step; it is imported by its parent, never the
// other way round, and never by another sub-room.
var steps = map[string]int{
	"video/media": 1,
	"video/ps":    2, "video/rtpframe": 2, "video/fmp4": 2, "video/gb28181": 2, "video/picture": 2,
	"video/hub":    3,
	"video/ingest": 4, "video/record": 4, "video/control": 4,
	"video/deliver": 5, "video/cascade": 5, "video/conform": 5, "video/diagnose": 5, "video/redact": 5,

	"civic/law": 1, "civic/audit": 1, "civic/ledger": 1, "civic/papers": 1,
	"civic/registry": 2, "civic/identity": 2, "civic/agenda": 2,
	"civic/works": 3, "civic/archive": 3, "civic/catalogue": 3, "civic/access": 3, "civic/logbook": 3,
	"civic/retain": 4, "civic/oversight": 4,
	// One regime of access each; they stand on the clauses and on the room that mints.
	"civic/access/official": 4, "civic/access/citizen": 4, "civic/access/forward": 4, "civic/access/steer": 4,
	// Holds ask the clauses as well, and are placed by people with rights.
	"civic/evidence": 4,
	// Stands on the holds, whose footage it keeps a second time.
	"civic/evidence/second": 5,
	// What stands on the record of all regimes, and the rights of whoever is seen.
	"civic/access/book": 4, "civic/access/personal": 4,
	// The registers of terms and of ordered deletions stand on the rules of keeping.
	"civic/retain/term": 5, "civic/retain/order": 5,
}

// sideways lists imports between rooms of one step, each with its reason.
var sideways = map[string]string{
	"video/rtpframe > video/ps":  "a receiver of GB/T 28181 media is RTP with PS inside; the inner parser is chained, not called back",
	"civic/papers > civic/audit": "a document and an attachment are put on record as they are made",
	"civic/papers > civic/law":   "papers bear days of the law and quote its articles",
}

const (
	longestFile = 500
	longestFunc = 70
)

// stepOf finds the step of dir by its longest parent in the plan.
func stepOf(dir string) (room string, step int) {
	for d := dir; d != "." && d != "/"; d = path.Dir(d) {
		if s, ok := steps[d]; ok {
			return d, s
		}
	}
	return "", 0
}

// TestHouse reads every Go file outside tests and holds it to the plan.
func TestHouse(t *testing.T) {
	documented := map[string]bool{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || (name != "." && strings.HasPrefix(d.Name(), "."))):
			return fs.SkipDir
		case d.IsDir() && (name == "data" || name == "build"):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(name))
		documented[dir] = documented[dir] || f.Doc != nil
		checkImports(t, dir, f)
		checkSizes(t, fset, f)
		checkContext(t, fset, dir, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("%s: no package comment", dir)
		}
	}
}

func checkImports(t *testing.T, dir string, f *ast.File) {
	t.Helper()
	wing, _, _ := strings.Cut(strings.TrimPrefix(dir, "."), "/")
	allowed, known := stairs[wing]
	if !known {
		t.Errorf("%s: no such wing in the plan", dir)
	}
	room, step := stepOf(dir)
	if (wing == "video" || wing == "civic") && room == "" {
		t.Errorf("%s: this room has no step in the plan", dir)
	}
	for _, imp := range f.Imports {
		p, _ := strconv.Unquote(imp.Path.Value)
		to, ours := strings.CutPrefix(p, module+"/")
		if wing == "verify" || dir == "cmd/shiheng-verify" {
			checkVerifier(t, dir, p, ours)
			continue
		}
		if !ours {
			continue
		}
		toWing, _, _ := strings.Cut(to, "/")
		if !slices.Contains(allowed, toWing) {
			t.Errorf("%s may not import %s: wrong wing", dir, to)
		}
		toRoom, toStep := stepOf(to)
		if room == "" || toWing != wing || sideways[dir+" > "+to] != "" {
			continue
		}
		inner := toRoom == room && strings.HasPrefix(to, dir+"/")
		if toStep >= step && !inner {
			t.Errorf("%s may not import %s: not a lower step", dir, to)
		}
	}
}

// checkVerifier refuses whatever the verifier might share with the platform.
func checkVerifier(t *testing.T, dir, imported string, ours bool) {
	t.Helper()
	first, _, _ := strings.Cut(imported, "/")
	allowed := !strings.Contains(first, ".") && imported != module ||
		slices.ContainsFunc(verifier, func(p string) bool { return strings.HasPrefix(imported, p) }) ||
		ours && imported == module+"/verify"
	if !allowed {
		t.Errorf("%s imports %s: the verifier shares no code with what it verifies", dir, imported)
	}
}

func checkSizes(t *testing.T, fset *token.FileSet, f *ast.File) {
	t.Helper()
	line := func(p token.Pos) int { return fset.Position(p).Line }
	name := fset.Position(f.Pos()).Filename
	if n := line(f.FileEnd); n > longestFile {
		t.Errorf("%s: %d lines", name, n)
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := line(fn.End()) - line(fn.Pos()) + 1; n > longestFunc && !allowedLong(fn) {
			t.Errorf("%s: %s has %d lines", fset.Position(fn.Pos()), fn.Name.Name, n)
		}
		if fn.Name.Name == "init" && fn.Recv == nil {
			t.Errorf("%s: init function", fset.Position(fn.Pos()))
		}
	}
}

// allowedLong reports whether a flat table says why it is long, in a comment
// `//house:long <reason>` above the function.
func allowedLong(fn *ast.FuncDecl) bool {
	if fn.Doc == nil {
		return false
	}
	for _, c := range fn.Doc.List {
		if reason, ok := strings.CutPrefix(c.Text, "//house:long "); ok && strings.TrimSpace(reason) != "" {
			return true
		}
	}
	return false
}

// checkContext refuses context.Background outside main and process starts
// outside the two rooms that may start them; commands, benchmarks, tools and
// whole-house tests start the product itself.
func checkContext(t *testing.T, fset *token.FileSet, dir string, f *ast.File) {
	t.Helper()
	starts := dir == "video/picture" || dir == "press" || strings.HasPrefix(dir, "cmd/") || strings.HasPrefix(dir, "bench/") || strings.HasPrefix(dir, "test/") || strings.HasPrefix(dir, "tools/")
	for _, imp := range f.Imports {
		if imp.Path.Value == `"os/exec"` && !starts {
			t.Errorf("%s: only video/picture and press start processes", fset.Position(imp.Pos()))
		}
	}
	if f.Name.Name == "main" {
		return
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		pkg, ok := sel.X.(*ast.Ident)
		if ok && pkg.Name == "context" && (sel.Sel.Name == "Background" || sel.Sel.Name == "TODO") {
			t.Errorf("%s: context.%s belongs in main", fset.Position(n.Pos()), sel.Sel.Name)
		}
		return true
	})
}
