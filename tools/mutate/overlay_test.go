package main

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestOverlay: a function with a gate asks first which gate is out, and stands
// once more without it, whatever its parameters look like.
func TestOverlay(t *testing.T) {
	text := `package p

import "fmt"

type q[T any] struct{}

func (*q[T]) odd(_ int, more ...string) (n int, err error) {
	if len(more) == 0 {
		return 0, fmt.Errorf("none")
	}
	return 1, nil
}

func none(int, error) {
	if true {
		return
	}
}

func of[T fmt.Stringer](v T) string { return v.String() + "gate" }

var table = []string{"gate in no function"}
`
	s, err := split("p.go", text)
	if err != nil {
		t.Fatal(err)
	}
	for n, g := range []gate{
		{old: "len(more) == 0", new: "false"},
		{old: `fmt.Errorf("none")`, new: "nil"},
		{old: "true {", new: "false {"},
		{old: `+ "gate"`, new: ""},
	} {
		if inside, err := s.take(n, g); !inside || err != nil {
			t.Errorf("gate %d: %v, %v", n, inside, err)
		}
	}
	if inside, err := s.take(4, gate{old: "gate in no function"}); inside || err != nil {
		t.Errorf("a gate in no function is in one: %v", err)
	}
	if _, err := s.take(5, gate{old: "return"}); err == nil {
		t.Error("a text that stands more than once was taken")
	}
	got := s.text()
	if _, err := parser.ParseFile(token.NewFileSet(), "p.go", got, 0); err != nil {
		t.Fatalf("%v:\n%s", err, got)
	}
	for _, want := range []string{
		`import "shiheng.internal/tools/mutate/mutant"`,
		"if mutant.Is(0) { return given", ".oddMutant0(given", "more...) }", ".oddMutant1(given",
		"func (*q[T]) oddMutant0(_ int, more ...string) (n int, err error) {\n\tif false {",
		"; return }", "func noneMutant2(int, error) {\n\tif false {",
		"return ofMutant3[T](v)", "func ofMutant3[T fmt.Stringer](v T) string { return v.String()  }",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in:\n%s", want, got)
		}
	}
}
