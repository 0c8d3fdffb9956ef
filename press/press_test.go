package press_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/press"
)

// open gives a press with WeasyPrint; without it the test fails in CI and is
// listed as not run elsewhere.
func open(t *testing.T, c press.Config) *press.Press {
	t.Helper()
	p := press.New(c)
	if _, err := p.Probe(t.Context()); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("not run: %v", err)
	}
	return p
}

// text is what pdftotext reads of a PDF, and its number of pages.
func text(t *testing.T, pdf []byte) (words string, pages int) {
	t.Helper()
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out), bytes.Count(out, []byte("\f"))
}

func TestPDF(t *testing.T) {
	p := open(t, press.Config{Within: 2 * time.Minute})
	pdf, err := p.PDF(t.Context(), []byte(`<!doctype html><style>@page{size:A4} p{break-after:page}</style><p>备案回执<p>第二页`))
	if err != nil {
		t.Fatal(err)
	}
	if words, pages := text(t, pdf); pages < 2 || !strings.Contains(words, "备案回执") {
		t.Errorf("%d pages: %q", pages, words)
	}
}

// TestNothingIsFetched has a page ask for files and pages from elsewhere: none
// of them is asked for or shown, and the page is printed without them.
func TestNothingIsFetched(t *testing.T) {
	p := open(t, press.Config{Within: 2 * time.Minute})
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer srv.Close()
	secret := filepath.Join(t.TempDir(), "secret.css")
	if err := os.WriteFile(secret, []byte(`p::after{content:"stolen"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	pdf, err := p.PDF(t.Context(), []byte(`<!doctype html><link rel=stylesheet href="file://`+secret+`"><link rel=attachment href="file:///etc/passwd">
		<style>@import url(`+srv.URL+`/a.css);@font-face{font-family:x;src:url(file://`+secret+`)}</style><img src="`+srv.URL+`/a.png"><p>here`))
	if err != nil {
		t.Fatal(err)
	}
	words, _ := text(t, pdf)
	if asked.Load() != 0 || strings.Contains(words, "stolen") || bytes.Contains(pdf, []byte("EmbeddedFile")) || !strings.Contains(words, "here") {
		t.Errorf("asked %d times; the page says %q", asked.Load(), words)
	}
}

func TestWithoutTheProgram(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "weasyprint")
	if err := os.WriteFile(plain, []byte("\x7fELF"), 0o755); err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "weasyprint")
	if err := os.WriteFile(other, []byte("#!/bin/false\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for program, code := range map[string]string{"no-such-weasyprint": "press.missing", plain: "press.missing", other: "press.failed"} {
		_, err := press.New(press.Config{Program: program}).PDF(t.Context(), []byte("<p>x"))
		e, ok := errors.AsType[*shiheng.Error](err)
		if !ok || !errors.Is(err, shiheng.ErrUnavailable) || e.Code != code {
			t.Errorf("with %s: %v, want %s", program, err, code)
		}
	}
}

// stub is a WeasyPrint whose Python is a script of ours.
func stub(t *testing.T, script string) press.Config {
	t.Helper()
	dir := t.TempDir()
	python := filepath.Join(dir, "python")
	program := filepath.Join(dir, "weasyprint")
	for name, text := range map[string]string{python: "#!/bin/sh\n" + script, program: "#!" + python + "\n"} {
		if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return press.Config{Program: program}
}

// TestBounds has children that take too long, write too much, fail with
// words, and outlive their caller.
func TestBounds(t *testing.T) {
	slow := stub(t, "sleep 600\n")
	slow.Within = 50 * time.Millisecond
	for name, tt := range map[string]struct {
		cfg  press.Config
		want string
	}{
		"slow":    {slow, "too long"},
		"large":   {stub(t, "printf '%%PDF-'; exec cat /dev/zero\n"), "too large"},
		"failing": {stub(t, "echo first >&2; echo 'last words' >&2; exit 3\n"), "last words"},
		"no PDF":  {stub(t, "echo hello\n"), "press.failed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := press.New(tt.cfg).PDF(t.Context(), []byte("<p>x"))
			if !errors.Is(err, shiheng.ErrUnavailable) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
	t.Run("a caller who leaves", func(t *testing.T) {
		t.Parallel()
		ctx, leave := context.WithCancelCause(t.Context())
		gone := errors.New("gone")
		time.AfterFunc(50*time.Millisecond, func() { leave(gone) })
		if _, err := press.New(stub(t, "sleep 600 & sleep 600\n")).PDF(ctx, []byte("<p>x")); !errors.Is(err, gone) {
			t.Errorf("%v", err)
		}
	})
}

// TestOneAtATime has two callers: the second waits for the first, and may
// leave while it waits.
func TestOneAtATime(t *testing.T) {
	p := press.New(stub(t, "cat >/dev/null; sleep 600\n"))
	ctx, stop := context.WithCancel(t.Context())
	first := make(chan error)
	go func() { _, err := p.PDF(ctx, []byte("<p>x")); first <- err }()
	waiting, leave := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer leave()
	if _, err := p.PDF(waiting, []byte("<p>y")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the second: %v", err)
	}
	stop()
	if err := <-first; !errors.Is(err, context.Canceled) {
		t.Errorf("the first: %v", err)
	}
}
