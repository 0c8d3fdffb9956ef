package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A child is a process we started: ourselves in another role, or the program
// under test.
type child struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Scanner
	done chan error
}

// start runs a program with its standard output read line by line and its
// errors in a file.
func start(ctx context.Context, log string, env []string, name string, args ...string) (*child, error) {
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
	return &child{cmd: cmd, in: in, out: bufio.NewScanner(out), done: make(chan error, 1)}, nil
}

// self starts this program in another role.
func self(ctx context.Context, log string, args ...string) (*child, string, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	c, err := start(ctx, log, nil, name, args...)
	if err != nil {
		return nil, "", err
	}
	line, err := c.line()
	if err != nil {
		return nil, "", fmt.Errorf("%v did not start: %w; see %s", args, err, log)
	}
	return c, strings.TrimPrefix(line, "ready "), nil
}

// line reads one line of the child's output.
func (c *child) line() (string, error) {
	if c.out.Scan() {
		return c.out.Text(), nil
	}
	return "", errors.Join(io.ErrUnexpectedEOF, c.out.Err())
}

// ask sends a line and reads one.
func (c *child) ask(what string) (string, error) {
	if _, err := fmt.Fprintln(c.in, what); err != nil {
		return "", err
	}
	return c.line()
}

// stop ends the child in order and waits for it.
func (c *child) stop() {
	c.in.Close()
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	timer := time.AfterFunc(20*time.Second, func() { _ = c.cmd.Process.Kill() })
	defer timer.Stop()
	_ = c.cmd.Wait() // it was told to
}

// kill ends the child as a power switch would end its process.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// usage is what the kernel charged a process.
type usage struct {
	User, System time.Duration
	Resident     int64 // bytes
	At           time.Time
}

// clockTick is USER_HZ, 100 on every Linux this runs on.
const clockTick = time.Second / 100

// readUsage reads /proc of a process.
func readUsage(pid int) (usage, error) {
	u := usage{At: time.Now()}
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

// systemCalls counts a process's system calls for d with perf, in the kernel.
// It takes d in any case. -1 means that it could not be counted here.
func systemCalls(ctx context.Context, pid int, d time.Duration) (float64, error) {
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

// machine describes where the figures come from.
func machine() string {
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
	return fmt.Sprintf("%s, %s, Linux %s, load before the start %s\n", processors(), model, kernel, load)
}
