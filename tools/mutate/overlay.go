package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An overlay is the program with every gate of a list to be taken out by
// number while it runs: each function with a gate stands in it once more for
// each gate, without it, and asks at its beginning which of them is meant. So
// a package is compiled once, and not once for each gate.
type overlay struct {
	dir   string
	texts map[string]string // of the changed files, by name
	alone []int             // gates in no function: each needs a program of its own
}

// makeOverlay makes the program of the gates; the numbers are their places in
// the list.
func makeOverlay(dir string, list []gate) (*overlay, error) {
	o := &overlay{dir: dir, texts: map[string]string{}}
	byFile := map[string][]int{}
	for n, g := range list {
		byFile[g.file] = append(byFile[g.file], n)
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		t, err := split(file, string(b))
		if err != nil {
			return nil, err
		}
		for _, n := range byFile[file] {
			inside, err := t.take(n, list[n])
			if err != nil {
				return nil, err
			}
			if !inside {
				o.alone = append(o.alone, n)
			}
		}
		if t.changed() {
			o.texts[file] = t.text()
		}
	}
	return o, nil
}

// write lays the texts down and returns the file that the go command takes.
func (o *overlay) write(texts map[string]string) (string, error) {
	replace := map[string]string{}
	for file, text := range texts {
		where, err := filepath.Abs(file)
		if err != nil {
			return "", err
		}
		over := filepath.Join(o.dir, strings.ReplaceAll(file, "/", "_"))
		if err := os.WriteFile(over, []byte(text), 0o600); err != nil {
			return "", err
		}
		replace[where] = over
	}
	plan, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(o.dir, "overlay.json")
	return name, os.WriteFile(name, plan, 0o600)
}

// A source is one file on its way into an overlay.
type source struct {
	name  string
	old   string
	file  *ast.File
	set   *token.FileSet
	edits map[int]string // what is put in, by offset
	more  strings.Builder
	named map[*ast.FuncDecl]bool // whose parameters all have names by now
}

// split reads a file.
func split(name, text string) (*source, error) {
	s := &source{name: name, old: text, set: token.NewFileSet(), edits: map[int]string{}, named: map[*ast.FuncDecl]bool{}}
	f, err := parser.ParseFile(s.set, name, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	s.file = f
	return s, nil
}

func (s *source) at(p token.Pos) int { return s.set.Position(p).Offset }

// take adds the gate's function without the gate. It reports whether the gate
// stands in a function at all.
func (s *source) take(n int, g gate) (bool, error) {
	if c := strings.Count(s.old, g.old); c != 1 {
		return false, fmt.Errorf("%s (%s): its text is found %d times in %s", g.law, g.code, c, g.file)
	}
	from := strings.Index(s.old, g.old)
	f := s.function(from, from+len(g.old))
	if f == nil {
		return false, nil
	}
	begin, end, name, body := s.at(f.Pos()), s.at(f.End()), s.at(f.Name.End()), s.at(f.Body.Lbrace)
	suffix := fmt.Sprintf("Mutant%d", n)
	mutated := s.old[name:from] + g.new + s.old[from+len(g.old):end]
	fmt.Fprintf(&s.more, "\n%s%s%s\n", s.old[begin:name], suffix, mutated)
	s.edits[body+1] += "\nif mutant.Is(" + fmt.Sprint(n) + ") { " + s.call(f, suffix) + " }\n"
	return true, nil
}

// function finds the one whose body holds the text from from to to.
func (s *source) function(from, to int) *ast.FuncDecl {
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil && s.at(f.Body.Lbrace) < from && to <= s.at(f.Body.Rbrace) {
			return f
		}
	}
	return nil
}

// call writes the call of f under its other name, and gives names to
// parameters that have none.
func (s *source) call(f *ast.FuncDecl, suffix string) string {
	var args []string
	name := f.Name.Name + suffix
	if f.Recv != nil {
		name = s.names(f, f.Recv)[0] + "." + name
	}
	if p := f.Type.TypeParams; p != nil {
		name += "[" + strings.Join(s.names(f, p), ", ") + "]"
	}
	args = s.names(f, f.Type.Params)
	if last := len(args) - 1; last >= 0 {
		if _, variadic := f.Type.Params.List[len(f.Type.Params.List)-1].Type.(*ast.Ellipsis); variadic {
			args[last] += "..."
		}
	}
	s.named[f] = true
	call := name + "(" + strings.Join(args, ", ") + ")"
	if f.Type.Results.NumFields() > 0 {
		return "return " + call
	}
	return call + "; return"
}

// names lists the names of parameters. Those that have none get one.
func (s *source) names(f *ast.FuncDecl, list *ast.FieldList) (out []string) {
	fresh := func(at token.Pos, space string) {
		name := fmt.Sprintf("given%d", s.at(at))
		out = append(out, name)
		if !s.named[f] {
			s.edits[s.at(at)] += name + space
		}
	}
	for _, field := range list.List {
		if len(field.Names) == 0 {
			fresh(field.Type.Pos(), " ")
		}
		for _, n := range field.Names {
			if n.Name == "_" {
				fresh(n.Pos(), "")
				continue
			}
			out = append(out, n.Name)
		}
	}
	return out
}

func (s *source) changed() bool { return s.more.Len() > 0 }

// text puts the file together.
func (s *source) text() string {
	s.edits[s.at(s.file.Name.End())] += "\n\nimport " + `"shiheng.internal/tools/mutate/mutant"` + "\n"
	var b strings.Builder
	last := 0
	for _, at := range slices.Sorted(maps.Keys(s.edits)) {
		b.WriteString(s.old[last:at] + s.edits[at])
		last = at
		if strings.HasPrefix(s.edits[at], "given") && s.old[at] == '_' && !word(s.old[at+1]) {
			last++ // the blank goes
		}
	}
	b.WriteString(s.old[last:])
	b.WriteString(s.more.String())
	return b.String()
}

func word(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}
