// Command mutate shows that no gate of the house can be dropped unnoticed: it
// takes each gate of its table out of the program in turn, runs the named test
// that guards it, and demands that this test fails. A gate whose test passes
// without it survives, and so does one that the compiler would have noticed:
// the table must say what a careless person could commit.
//
// Nothing is written into the tree: the changed file is laid over it with the
// overlay of the go command. "make mutate" runs all; with words as arguments
// only the gates that have one of them in their name, code or test; with
// -build first, the mutants are compiled only.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// patience bounds a whole run, oneTest a single test with its build.
const (
	patience = time.Hour
	oneTest  = 6 * time.Minute
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	words := os.Args[1:]
	only := len(words) > 0 && words[0] == "-build"
	if only {
		words = words[1:]
	}
	if err := run(ctx, words, only); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// run takes the gates out one after the other, tries what is left, and tells
// what came of it.
func run(ctx context.Context, words []string, onlyBuild bool) error {
	todo := slices.DeleteFunc(gates(), func(g gate) bool { return !g.named(words) })
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left is temporary
	try := gate.compile
	if !onlyBuild {
		try = gate.drop
		if err := sound(ctx, dir, todo); err != nil {
			return err
		}
	}
	var bad []string
	for n, g := range todo {
		began := time.Now()
		how, err := try(g, ctx, dir)
		if ctx.Err() != nil {
			return fmt.Errorf("ended after %d of %d gates: %w", n, len(todo), context.Cause(ctx))
		}
		if err != nil {
			how = err.Error()
		}
		fmt.Printf("%d/%d  %-10s  %s (%s)  %s  %v\n", n+1, len(todo), how, g.law, g.code, g.test, time.Since(began).Round(time.Second))
		if how != killed {
			bad = append(bad, fmt.Sprintf("%s (%s) in %s: %s; %s is to fail", g.law, g.code, g.file, how, g.test))
		}
	}
	if len(bad) > 0 {
		return errors.New(fmt.Sprint(len(bad), " of ", len(todo), " gates can be dropped:\n  ", strings.Join(bad, "\n  ")))
	}
	fmt.Printf("mutate: none of %d gates can be dropped\n", len(todo))
	return nil
}

// What may become of a gate that was dropped.
const (
	killed   = "killed"
	survived = "survived"
)

// drop takes the gate out and runs its test.
func (g gate) drop(ctx context.Context, dir string) (string, error) {
	overlay, err := g.overlay(dir)
	if err != nil {
		return "", err
	}
	defer g.tidy()()
	failed, out, err := goTest(ctx, "-overlay", overlay, "-run", pattern(g.test), g.pkg)
	switch {
	case err == nil:
		return survived, nil
	case !slices.Contains(failed, g.test):
		return "", fmt.Errorf("no test failed: %s", firstLines(out))
	}
	return killed, nil
}

// compile takes the gate out and looks that the compiler does not mind.
func (g gate) compile(ctx context.Context, dir string) (string, error) {
	overlay, err := g.overlay(dir)
	if err != nil {
		return "", err
	}
	out, err := exec.CommandContext(ctx, "go", "build", "-overlay", overlay, "./"+filepath.Dir(g.file)).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("does not build: %s", firstLines(string(out)))
	}
	return killed, nil
}

// overlay writes the program without the gate, as the go command takes it.
func (g gate) overlay(dir string) (string, error) {
	text, err := os.ReadFile(g.file)
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(text), g.old); n != 1 {
		return "", fmt.Errorf("its text is found %d times", n)
	}
	over := filepath.Join(dir, "mutant.go")
	if err := os.WriteFile(over, []byte(strings.Replace(string(text), g.old, g.new, 1)), 0o600); err != nil {
		return "", err
	}
	where, err := filepath.Abs(g.file)
	if err != nil {
		return "", err
	}
	plan, err := json.Marshal(map[string]any{"Replace": map[string]string{where: over}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, plan, 0o600)
}

// tidy returns what takes away the failures that property tests keep for the
// next run: those of a mutant are nobody's.
func (g gate) tidy() func() {
	kept := filepath.Join(g.pkg, "testdata")
	for _, dir := range []string{kept, filepath.Join(kept, "rapid")} {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return func() { _ = os.RemoveAll(dir) } // it may not be there
		}
	}
	return func() {}
}

// sound checks that the named tests pass while every gate stands: a test that
// fails anyway shows nothing.
func sound(ctx context.Context, dir string, todo []gate) error {
	tests := map[string][]string{}
	for _, g := range todo {
		if !slices.Contains(tests[g.pkg], g.test) {
			tests[g.pkg] = append(tests[g.pkg], g.test)
		}
	}
	for pkg, names := range tests {
		binary := filepath.Join(dir, strings.ReplaceAll(pkg, "/", "_")+".test")
		if out, err := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-o", binary, pkg).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", pkg, err, out)
		}
		for _, name := range names {
			cmd := exec.CommandContext(ctx, binary, "-test.run", pattern(name))
			cmd.Dir = pkg
			if out, err := cmd.CombinedOutput(); err != nil || bytes.Contains(out, []byte("no tests to run")) {
				return fmt.Errorf("%s in %s does not pass as it is (%v): %s", name, pkg, err, firstLines(string(out)))
			}
		}
		fmt.Printf("sound  %s, %d tests\n", pkg, len(names))
	}
	return nil
}

// pattern runs one test, or one subtest of it, and nothing else.
func pattern(test string) string {
	parts := strings.Split(test, "/")
	for i, p := range parts {
		parts[i] = "^" + p + "$"
	}
	return strings.Join(parts, "/")
}

// goTest runs go test and returns which tests failed; err is nil when all
// passed, and a run of no test is an error.
func goTest(ctx context.Context, args ...string) (failed []string, out string, err error) {
	ctx, cancel := context.WithTimeout(ctx, oneTest)
	defer cancel()
	var b bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json", "-vet=off"}, args...)...)
	cmd.Stdout, cmd.Stderr = &b, &b
	err = cmd.Run()
	ran := false
	var said strings.Builder
	for lines := bufio.NewScanner(&b); lines.Scan(); {
		var e struct{ Action, Test, Output string }
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			said.WriteString(lines.Text() + "\n") // the go command's own
			continue
		}
		said.WriteString(e.Output)
		ran = ran || e.Test != "" && e.Action == "run"
		if e.Action == "fail" && e.Test != "" {
			failed = append(failed, e.Test)
		}
	}
	if err == nil && !ran {
		err = errors.New("there is no such test")
	}
	return failed, said.String(), err
}

func firstLines(s string) string {
	const most = 800
	return s[:min(len(s), most)]
}
