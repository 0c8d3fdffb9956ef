package press

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"shiheng.internal"
)

//go:embed print.py
var script string

// Config bounds the press. The zero value works.
type Config struct {
	// Program is WeasyPrint's name or path; "weasyprint" when empty. It is
	// read, not run: its first line says which Python has the library.
	Program string
	// AtOnce bounds the pages that are printed at the same time; further ones
	// wait. 1 when 0.
	AtOnce int
	// Within bounds one page; a minute when 0.
	Within time.Duration
	// Memory bounds the address space of a child in bytes; 2 GiB when 0.
	Memory int64
}

// A Press prints. Its methods are safe for concurrent use. It owns no process
// between calls and so needs no Close.
type Press struct {
	cfg     Config
	turns   chan struct{} // one token per running child
	lacking atomic.Pointer[shiheng.Error]
}

// Bounds of one page and its PDF, in bytes.
const (
	maxPage = 96 << 20
	maxPDF  = 64 << 20
)

// New makes a press. It does not look for the program; see [Press.Probe].
func New(c Config) *Press {
	if c.Program == "" {
		c.Program = "weasyprint"
	}
	if c.AtOnce < 1 {
		c.AtOnce = 1
	}
	if c.Within <= 0 {
		c.Within = time.Minute
	}
	if c.Memory <= 0 {
		c.Memory = 2 << 30
	}
	return &Press{cfg: c, turns: make(chan struct{}, c.AtOnce)}
}

// Probe asks for the version. Without the program it is an ErrUnavailable with
// code "press.missing", without a Chinese font one with "press.font"; both
// name the package to install.
// [Press.Lacking] remembers it.
func (p *Press) Probe(ctx context.Context) (version string, err error) {
	defer func() {
		lacks, _ := errors.AsType[*shiheng.Error](err)
		p.lacking.Store(lacks)
	}()
	out, err := p.run(ctx, nil, "version")
	if err != nil {
		return "", err
	}
	version = strings.TrimSpace(string(out))
	list, err := exec.CommandContext(ctx, "fc-list", ":lang=zh-cn", "family").Output()
	if err == nil && len(bytes.TrimSpace(list)) == 0 {
		return version, shiheng.Unavailable("press.font", "install", "fonts-noto-cjk")
	}
	return version, nil // without fc-list nobody can say
}

// Lacking is what the last probe found missing, nil when nothing, or when
// there was none yet.
func (p *Press) Lacking() *shiheng.Error { return p.lacking.Load() }

// PDF prints a whole page. It waits for its turn until ctx ends. A page that
// takes too long or too much is an ErrUnavailable with code "press.failed".
func (p *Press) PDF(ctx context.Context, html []byte) ([]byte, error) {
	if len(html) > maxPage {
		return nil, shiheng.Invalid("press.size")
	}
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	pdf, err := p.run(ctx, html)
	if err == nil && !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		err = shiheng.Unavailable("press.failed")
	}
	return pdf, err
}

// run runs the script with a page to read.
func (p *Press) run(ctx context.Context, html []byte, more ...string) ([]byte, error) {
	python, err := p.python()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "press")
	if err != nil {
		return nil, fmt.Errorf("press: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // holds a cache of fonts at most
	within, cancel := context.WithTimeoutCause(ctx, p.cfg.Within, errSlow)
	defer cancel()
	args := append([]string{"-I", "-c", script, strconv.FormatInt(p.cfg.Memory, 10), strconv.Itoa(int(p.cfg.Within/time.Second) + 1)}, more...)
	pdf, err := start(within, child{python: python, args: args, dir: dir, input: html, apart: true})
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOSPC) { // no namespaces for us here
		pdf, err = start(within, child{python: python, args: args, dir: dir, input: html})
	}
	switch {
	case err == nil:
		return pdf, nil
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case strings.Contains(err.Error(), "No module named 'weasyprint'"):
		return nil, missing(err)
	}
	return nil, shiheng.Unavailable("press.failed").From(err)
}

// errSlow is the cause when a page took too long.
var errSlow = errors.New("the page took too long")

func missing(err error) error {
	return shiheng.Unavailable("press.missing", "install", "weasyprint fonts-noto-cjk").From(err)
}

// python is the interpreter that WeasyPrint's program names in its first line.
func (p *Press) python() (string, error) {
	path, err := exec.LookPath(p.cfg.Program)
	if err != nil {
		return "", missing(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", missing(err)
	}
	line, err := bufio.NewReader(io.LimitReader(f, 1024)).ReadString('\n')
	words := strings.Fields(strings.TrimPrefix(line, "#!"))
	if err := errors.Join(err, f.Close()); err != nil || !strings.HasPrefix(line, "#!") || len(words) == 0 {
		return "", missing(errors.Join(err, fmt.Errorf("%s is not a Python program", path)))
	}
	if len(words) == 2 && strings.HasSuffix(words[0], "/env") {
		return words[1], nil
	}
	return words[0], nil
}

// A child is one run.
type child struct {
	python string
	args   []string
	dir    string
	input  []byte
	apart  bool // in a network namespace of its own, where there is no network
}

// waitDelay bounds how long a killed child may hold its pipes open.
const waitDelay = 3 * time.Second

// start runs a child to its end.
func start(ctx context.Context, c child) ([]byte, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	cmd := exec.CommandContext(ctx, c.python, c.args...)
	cmd.Dir = c.dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + c.dir, "XDG_CACHE_HOME=" + c.dir, "TMPDIR=" + c.dir, "LC_ALL=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if c.apart {
		cmd.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}}
	}
	cmd.Cancel = func() error {
		err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
	cmd.WaitDelay = waitDelay
	complaint := &tail{}
	out := &bounded{stop: func() { stop(errLarge) }}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(c.input), out, complaint
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", c.python, err)
	}
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, fmt.Errorf("weasyprint: %w: %s", err, complaint)
	}
	return out.kept.Bytes(), nil
}

var errLarge = errors.New("the PDF is too large")

// bounded keeps the output of a child, and ends one that writes too much. Its
// buffer is a field: embedded, it would be read into past Write.
type bounded struct {
	kept bytes.Buffer
	stop func()
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > maxPDF {
		b.stop()
		return 0, errLarge
	}
	return b.kept.Write(p)
}

// A tail keeps the last words a child wrote to its standard error.
type tail struct {
	mu  sync.Mutex
	buf []byte // at most twice tailSize; guarded by mu
}

const tailSize = 2 << 10

// Write keeps the end of p and never fails.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p[max(0, len(p)-tailSize):]...)
	if over := len(t.buf) - tailSize; over > 0 {
		t.buf = append(t.buf[:0], t.buf[over:]...)
	}
	return len(p), nil
}

// String is the end of what was written, in one line.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(strings.FieldsFunc(string(t.buf), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}
