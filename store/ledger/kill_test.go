package ledger_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"shiheng.internal/civic/ledger"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// The environment by which this test binary, run again, knows that it is the
// platform to be killed: in which directory, and at which step.
const (
	killedDir  = "SHIHENG_TEST_KILLED_IN"
	killedStep = "SHIHENG_TEST_KILLED_AT"
)

// A killer ends the process with signal 9 at a step, and says what each was: the
// phase, what is about to be done or was done, and how often it was.
type killer struct {
	at    string
	mu    sync.Mutex
	phase string         // guarded by mu
	n     map[string]int // guarded by mu
}

func (k *killer) step(what string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	what = k.phase + ", " + what
	k.n[what]++
	what = fmt.Sprintf("%s, %d", what, k.n[what])
	fmt.Println("step " + what)
	if what == k.at {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (k *killer) in(phase string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.phase = phase
}

// A killingDisk counts what makes a difference on a disk as steps.
type killingDisk struct {
	disk.Disk
	k *killer
}

type killingFile struct {
	disk.File
	k *killer
}

func (d killingDisk) Open(name string) (disk.File, error) {
	f, err := d.Disk.Open(name)
	return killingFile{f, d.k}, err
}

func (f killingFile) WriteAt(b []byte, off int64) (int, error) {
	f.k.step("before a write")
	return f.File.WriteAt(b, off)
}

func (f killingFile) Sync() error {
	f.k.step("before a sync")
	return f.File.Sync()
}

func (f killingFile) Zero(off, size int64) error {
	f.k.step("before erasing")
	err := f.File.Zero(off, size)
	f.k.step("after erasing")
	return err
}

// A killingIndex is the footage index, each change of which is two steps.
type killingIndex struct {
	record.Index
	k *killer
}

func (x killingIndex) Apply(ctx context.Context, c record.Change) error {
	x.k.step("before rows of footage")
	err := x.Index.Apply(ctx, c)
	x.k.step("after rows of footage")
	return err
}

// TestKilledPlatformChild is the platform that is killed: it records, seals, logs,
// and a month later condemns, erases and frees.
func TestKilledPlatformChild(t *testing.T) {
	dir := os.Getenv(killedDir)
	if dir == "" {
		t.Skip("run by TestKilledPlatform")
	}
	k := &killer{at: os.Getenv(killedStep), n: map[string]int{}, phase: "open"}
	a := &archive{office: officeIn(t, dir)}
	t.Cleanup(a.close)
	a.now = time.Date(2026, 11, 23, 4, 0, 30, 0, time.UTC)
	a.index = func(x record.Index) record.Index { return killingIndex{x, k} }
	a.disk = func(d disk.Disk) disk.Disk { return killingDisk{d, k} }
	a.rows.step = k.step
	a.start()
	k.in("record")
	a.record(1, 40)
	k.in("seal")
	a.advance(time.Hour + time.Minute)
	a.house()
	k.in("log")
	a.pass(0)
	a.checkpointAt(3) // the clock leaps behind it
	k.in("later")
	a.record(1, 40)
	a.advance(31 * 24 * time.Hour)
	k.in("erase")
	a.house()
	k.in("end")
	a.pass(time.Hour)
}

// TestKilledPlatform kills the platform with signal 9 at steps of seal, leaf, row,
// condemn, certificate, erase and free. What is left is accepted by the check as
// it is, and after the next start has done what was left to do.
func TestKilledPlatform(t *testing.T) {
	base := t.TempDir()
	officeIn(t, base).close()
	steps, _ := killedAt(t, base, "")
	if len(steps) < 40 {
		t.Fatalf("%d steps: %v", len(steps), steps)
	}
	for _, at := range chosen(steps) {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			duplicate(t, base, dir)
			if _, was := killedAt(t, dir, at); !was {
				return // this time it did not come to that step: what is put in the log beside counts too
			}
			o := officeIn(t, dir)
			now := time.Date(2026, 12, 24, 8, 0, 0, 0, time.UTC)
			keys := o.keys
			o.close()
			c := copied{t: t, dir: dir, now: now, name: o.name, keys: keys}
			accepted(t, c, "as it was left")
			o = officeIn(t, dir)
			o.now = now
			a := &archive{office: o}
			a.start()
			for range 3 {
				a.house()
				a.pass(time.Minute)
			}
			a.settle()
			a.stop()
			if err := errors.Join(a.minutes.Close(), a.slots.Close()); err != nil {
				t.Fatal(err)
			}
			o.close()
			c.now = a.clock()
			accepted(t, c, "after the next start")
		})
	}
}

func accepted(t *testing.T, c copied, when string) {
	t.Helper()
	r := c.check(ledger.CheckFull)
	for _, m := range r.Mismatches {
		t.Errorf("%s: %s", when, m)
	}
}

// killedAt runs the platform until it is killed at a step, which is told, or ends.
// It lists its steps.
func killedAt(t *testing.T, base, at string) (steps []string, was bool) {
	t.Helper()
	dir := base
	if at == "" { // on a copy: the directory is the start of all others
		dir = t.TempDir()
		duplicate(t, base, dir)
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestKilledPlatformChild$", "-test.v")
	cmd.Env = append(os.Environ(), killedDir+"="+dir, killedStep+"="+at)
	out, err := cmd.Output()
	if was = cmd.ProcessState.ExitCode() == -1; !was && err != nil {
		t.Fatalf("it failed by itself: %v\n%s", err, out)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		if what, ok := strings.CutPrefix(lines.Text(), "step "); ok {
			steps = append(steps, what)
		}
	}
	return steps, was
}

// chosen are steps to be killed at: of each kind in each phase behind recording,
// which store/slots kills, the first and the last.
func chosen(steps []string) (out []string) {
	first, last := map[string]string{}, map[string]string{}
	var kinds []string
	for _, s := range steps {
		kind := s[:strings.LastIndex(s, ", ")]
		if strings.HasPrefix(s, "record") || strings.HasPrefix(s, "later") || strings.HasPrefix(s, "open") {
			continue
		}
		if first[kind] == "" {
			first[kind] = s
			kinds = append(kinds, kind)
		}
		last[kind] = s
	}
	for _, kind := range kinds {
		if out = append(out, first[kind]); last[kind] != first[kind] {
			out = append(out, last[kind])
		}
	}
	return out
}

// duplicate copies a data directory.
func duplicate(t *testing.T, from, to string) {
	t.Helper()
	if err := errors.Join(os.CopyFS(to, os.DirFS(from)), os.Chmod(filepath.Join(to, "key"), 0o600)); err != nil {
		t.Fatal(err)
	}
}
