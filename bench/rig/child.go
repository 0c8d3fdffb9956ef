package rig

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A Child is a process we started: ourselves in another role, or the program
// under test.
type Child struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

// Start runs a program with its standard output read line by line and its
// errors in a file.
func Start(ctx context.Context, log string, env []string, name string, args ...string) (*Child, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 15 * time.Second
	cmd.Env = append(os.Environ(), env...)
	f, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	cmd.Stderr = f
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &Child{cmd: cmd, in: in, out: bufio.NewScanner(out)}, nil
}

// Self starts this program in another role.
func Self(ctx context.Context, log string, args ...string) (*Child, string, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	c, err := Start(ctx, log, nil, name, args...)
	if err != nil {
		return nil, "", err
	}
	line, err := c.Line()
	if err != nil {
		return nil, "", fmt.Errorf("%v did not start: %w; see %s", args, err, log)
	}
	return c, strings.TrimPrefix(line, "ready "), nil
}

// Line reads one line of the child's output.
func (c *Child) Line() (string, error) {
	if c.out.Scan() {
		return c.out.Text(), nil
	}
	return "", errors.Join(io.ErrUnexpectedEOF, c.out.Err())
}

// Ask sends a line and reads one.
func (c *Child) Ask(what string) (string, error) {
	if _, err := fmt.Fprintln(c.in, what); err != nil {
		return "", err
	}
	return c.Line()
}

// Stop ends the child in order and waits for it. The error tells an exit code
// other than zero.
func (c *Child) Stop() error {
	c.in.Close()
	_ = c.cmd.Process.Signal(syscall.SIGTERM) // it may have ended already
	timer := time.AfterFunc(20*time.Second, func() { _ = c.cmd.Process.Kill() })
	defer timer.Stop()
	return c.cmd.Wait()
}

// PID is the process.
func (c *Child) PID() int { return c.cmd.Process.Pid }

// Kill ends the child as a power switch would end its process.
func (c *Child) Kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// Usage is what the kernel charged a process.
type Usage struct {
	User, System time.Duration
	Resident     int64 // bytes
	At           time.Time
}

// clockTick is USER_HZ, 100 on every Linux this runs on.
const clockTick = time.Second / 100

// ReadUsage reads /proc of a process.
func ReadUsage(pid int) (Usage, error) {
	u := Usage{At: time.Now()}
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return u, err
	}
	fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	if len(fields) < 13 {
		return u, fmt.Errorf("/proc/%d/stat has %d fields", pid, len(fields))
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	u.User, u.System = time.Duration(user)*clockTick, time.Duration(system)*clockTick
	u.Resident, err = field(fmt.Sprintf("/proc/%d/status", pid), "VmRSS:")
	return u, errors.Join(err, err1, err2)
}

// field reads a figure in kB of a file of /proc.
func field(name, key string) (int64, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return n << 10, err
		}
	}
	return 0, fmt.Errorf("%s has no %s", name, key)
}

// SystemCalls counts a process's system calls for d with perf, in the kernel.
// It takes d in any case. -1 means that it could not be counted here.
func SystemCalls(ctx context.Context, pid int, d time.Duration) (float64, error) {
	begin := time.Now()
	cmd := exec.CommandContext(ctx, "perf", "stat", "-x", ",", "-e", "raw_syscalls:sys_enter", "-p", strconv.Itoa(pid),
		"sleep", strconv.FormatFloat(d.Seconds(), 'f', 2, 64))
	out, err := cmd.CombinedOutput()
	if rest := d - time.Since(begin); rest > 0 {
		if err := sleep(ctx, rest); err != nil {
			return -1, err
		}
	}
	if err != nil {
		return -1, ctx.Err()
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "raw_syscalls:sys_enter") {
			if n, err := strconv.ParseFloat(strings.Split(line, ",")[0], 64); err == nil {
				return n, nil
			}
		}
	}
	return -1, nil
}

// Machine describes where the figures come from.
func Machine() string {
	model := "unknown processor"
	if b, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(b)) {
			if _, v, ok := strings.Cut(line, "model name\t: "); ok {
				model = strings.TrimSpace(v)
				break
			}
		}
	}
	load := ""
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = strings.Join(strings.Fields(string(b))[:3], " ")
	}
	kernel := ""
	if b, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		kernel = strings.TrimSpace(string(b))
	}
	return fmt.Sprintf("%d processors, %s, Linux %s, load before the start %s\n", runtime.NumCPU(), model, kernel, load)
}
