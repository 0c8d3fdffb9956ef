// Command mutate shows that no gate of the house can be dropped unnoticed: it
// takes each gate of its table out of the program in turn, runs the named test
// that guards it, and demands that this test fails. A gate whose test passes
// without it survives, and so does one that the compiler would have noticed:
// the table must say what a careless person could commit.
//
// Nothing is written into the tree: the changed files are laid over it with the
// overlay of the go command. All gates stand in one program for each package of
// tests, and a variable of the environment says which is out. "make mutate"
// runs all; with words as arguments only the gates that have one of them in
// their name, code or test; with -build first, the programs are compiled only.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"shiheng.internal/tools/mutate/mutant"
)

// patience bounds a whole run, oneTest a single test.
const (
	patience = 2 * time.Hour
	oneTest  = 10 * time.Minute
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

// run builds the programs, takes the gates out one after the other, and tells
// what came of it.
func run(ctx context.Context, words []string, onlyBuild bool) error {
	list := slices.DeleteFunc(gates(), func(g gate) bool { return !g.named(words) })
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what is left is temporary
	b := &bench{dir: dir, list: list, programs: map[program]string{}}
	if err := b.build(ctx); err != nil || onlyBuild {
		return err
	}
	if err := b.sound(ctx); err != nil {
		return err
	}
	if err := b.dropAll(ctx); err != nil {
		return err
	}
	if len(b.bad) > 0 {
		return errors.New(fmt.Sprint(len(b.bad), " of ", len(list), " gates can be dropped:\n  ", strings.Join(b.bad, "\n  ")))
	}
	fmt.Printf("mutate: none of %d gates can be dropped\n", len(list))
	return nil
}

// A program is the tests of one package, with all gates or with one alone.
type program struct {
	pkg   string
	alone int // a gate's number; -1 for the program of all that can stand together
}

// A bench is where the programs are tried.
type bench struct {
	dir      string
	list     []gate
	alone    []int
	programs map[program]string // their files

	mu   sync.Mutex
	done int      // guarded by mu
	bad  []string // guarded by mu
}

// build compiles the programs.
func (b *bench) build(ctx context.Context) error {
	o, err := makeOverlay(b.dir, b.list)
	if err != nil {
		return err
	}
	b.alone = o.alone
	over, err := o.write(o.texts)
	if err != nil {
		return err
	}
	for _, g := range b.list {
		if p := (program{g.pkg, -1}); b.programs[p] == "" {
			if b.programs[p], err = b.compile(ctx, p, over); err != nil {
				return fmt.Errorf("%s: %w", g.pkg, err)
			}
		}
	}
	for _, n := range b.alone {
		g := b.list[n]
		text, err := os.ReadFile(g.file)
		if err != nil {
			return err
		}
		over, err := o.write(map[string]string{g.file: strings.Replace(string(text), g.old, g.new, 1)})
		if err != nil {
			return err
		}
		if b.programs[b.program(n)], err = b.compile(ctx, b.program(n), over); err != nil {
			return fmt.Errorf("%s (%s): %w", g.law, g.code, err)
		}
	}
	return nil
}

// program is the one that a gate's test is in.
func (b *bench) program(n int) program {
	if slices.Contains(b.alone, n) {
		return program{b.list[n].pkg, n}
	}
	return program{b.list[n].pkg, -1}
}

func (b *bench) compile(ctx context.Context, p program, overlay string) (string, error) {
	began := time.Now()
	file := filepath.Join(b.dir, fmt.Sprintf("%s%d.test", strings.ReplaceAll(p.pkg, "/", "_"), p.alone))
	out, err := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay", overlay, "-o", file, p.pkg).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("does not build: %w: %s", err, firstLines(string(out)))
	}
	fmt.Printf("built  %s  %v\n", p.pkg, time.Since(began).Round(time.Second))
	return file, nil
}

// sound checks that the named tests pass while every gate stands: a test that
// fails anyway shows nothing.
func (b *bench) sound(ctx context.Context) error {
	seen := map[string]bool{}
	todo, ctx := errgroup.WithContext(ctx)
	todo.SetLimit(runtime.GOMAXPROCS(0))
	for _, g := range b.list {
		name := g.pkg + " " + g.test
		if seen[name] {
			continue
		}
		seen[name] = true
		file := b.programs[program{g.pkg, -1}]
		todo.Go(func() error {
			failed, out, err := test(ctx, file, g, -1)
			if err != nil || len(failed) > 0 {
				return fmt.Errorf("%s does not pass as it is (%w): %s", name, err, firstLines(out))
			}
			return nil
		})
	}
	err := todo.Wait()
	if err == nil {
		fmt.Printf("sound  %d tests\n", len(seen))
	}
	return err
}

// dropAll takes every gate out, as many at a time as there are processors.
func (b *bench) dropAll(ctx context.Context) error {
	todo, ctx := errgroup.WithContext(ctx)
	todo.SetLimit(runtime.GOMAXPROCS(0))
	for n := range b.list {
		todo.Go(func() error {
			b.drop(ctx, n)
			return context.Cause(ctx)
		})
	}
	if err := todo.Wait(); err != nil {
		return fmt.Errorf("ended after %d of %d gates: %w", b.done, len(b.list), err)
	}
	return nil
}

// drop takes one gate out and runs its test.
func (b *bench) drop(ctx context.Context, n int) {
	g, began := b.list[n], time.Now()
	failed, out, err := test(ctx, b.programs[b.program(n)], g, n)
	how := "killed"
	switch {
	case err != nil && !slices.Contains(failed, g.test):
		how = fmt.Sprintf("no verdict (%v): %s", err, firstLines(out))
	case !slices.Contains(failed, g.test):
		how = "survived"
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx.Err() != nil {
		return
	}
	b.done++
	fmt.Printf("%d/%d  %-10s  %s (%s)  %s  %v\n", b.done, len(b.list), how, g.law, g.code, g.test, time.Since(began).Round(time.Second))
	if how != "killed" {
		b.bad = append(b.bad, fmt.Sprintf("%s (%s) in %s: %s; %s is to fail", g.law, g.code, g.file, how, g.test))
	}
}

// test runs the gate's test with gate n out and returns the tests that failed.
// A test that is not there, and a program that ends without a verdict, are
// errors. Property tests keep nothing of the failure: it is nobody's.
func test(ctx context.Context, file string, g gate, n int) (failed []string, out string, err error) {
	ctx, cancel := context.WithTimeout(ctx, oneTest)
	defer cancel()
	var b bytes.Buffer
	cmd := exec.CommandContext(ctx, file, "-test.v", "-test.run", pattern(g.test), "-test.timeout", oneTest.String())
	cmd.Dir = g.pkg
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", mutant.Variable, n), "RAPID_NOFAILFILE=1")
	cmd.Stdout, cmd.Stderr = &b, &b
	err = cmd.Run()
	ran := false
	for line := range strings.Lines(b.String()) {
		line = strings.TrimSpace(line)
		ran = ran || strings.HasPrefix(line, "=== RUN")
		if name, ok := strings.CutPrefix(line, "--- FAIL: "); ok {
			failed = append(failed, strings.Fields(name)[0])
		}
	}
	if err == nil && !ran {
		err = errors.New("there is no such test")
	}
	return failed, b.String(), err
}

// pattern runs one test, or one subtest of it, and nothing else.
func pattern(test string) string {
	parts := strings.Split(test, "/")
	for i, p := range parts {
		parts[i] = "^" + p + "$"
	}
	return strings.Join(parts, "/")
}

func firstLines(s string) string {
	const most = 800
	return s[:min(len(s), most)]
}
