package picture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A job is one run of a program: what it is told, who writes its standard input
// and who reads its standard output.
type job struct {
	program string // ffmpeg when empty
	args    []string
	// feed writes the input and returns when it is at its end; nil means no
	// input. Its context ends when the child does.
	feed func(context.Context, io.Writer) error
	// drain reads the output to its end. Returning an error ends the child.
	drain func(io.Reader) error
	// modest children give way to everything else on the machine.
	modest bool
}

// waitDelay bounds how long a killed child may hold its pipes open.
const waitDelay = 3 * time.Second

// run starts the program, feeds and drains it, and returns when the child is
// reaped and both sides are joined. The end of ctx kills the process group.
func (l *Lab) run(ctx context.Context, j job) error {
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if j.program == "" {
		j.program = l.ffmpeg
	}
	cmd := exec.CommandContext(inner, j.program, j.args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return killGroup(cmd.Process.Pid) }
	cmd.WaitDelay = waitDelay
	complaint := &tail{}
	cmd.Stderr = complaint
	stdin, err := stdinOf(cmd, j)
	if err != nil {
		return err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("pipe from %s: %w", j.program, err)
	}
	if err := cmd.Start(); err != nil {
		return missing(j.program, err)
	}
	if j.modest { // refusal changes nothing but politeness
		_ = unix.Setpriority(unix.PRIO_PROCESS, cmd.Process.Pid, 10)
	}
	var feeding sync.WaitGroup
	var fed error // read after feeding.Wait
	feedCtx, endFeed := context.WithCancel(inner)
	defer endFeed()
	if stdin != nil {
		feeding.Go(func() {
			fed = j.feed(feedCtx, stdin)
			stdin.Close()
			if fed != nil && !isPipe(fed) && feedCtx.Err() == nil {
				cancel(fed)
			}
		})
	}
	drained := j.drain(stdout)
	if drained != nil {
		cancel(drained)
	}
	endFeed()
	feeding.Wait()
	waited := cmd.Wait()
	return verdict(ctx, inner, j.program, waited, complaint)
}

// stdinOf gives the child a pipe when it is to be fed, and nothing otherwise.
func stdinOf(cmd *exec.Cmd, j job) (io.WriteCloser, error) {
	if j.feed == nil {
		return nil, nil
	}
	w, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("pipe to %s: %w", cmd.Path, err)
	}
	return w, nil
}

// verdict says why a run ended: the caller's end first, then what our own side
// complained of, then the child's own words.
func verdict(ctx, inner context.Context, program string, waited error, complaint *tail) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if inner.Err() != nil {
		return context.Cause(inner)
	}
	if waited != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(program), waited, complaint)
	}
	return nil
}

func killGroup(pid int) error {
	err := syscall.Kill(-pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}

func isPipe(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, os.ErrClosed) || errors.Is(err, io.ErrClosedPipe)
}

// A tail keeps the last lines a child wrote to its standard error.
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
	if len(t.buf) == 0 {
		return "(it said nothing)"
	}
	return strings.Join(strings.FieldsFunc(string(t.buf), func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}
