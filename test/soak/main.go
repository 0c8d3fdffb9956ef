// Command soak runs the shipped binary with fifty practice cameras of which
// some misbehave, watches its memory, descriptors and goroutines, and at the
// end holds the recorded gaps against the misbehaviour. It prints what it saw
// as tables and fails when anything leaks, panics or is not where it should be.
//
//	SHIHENG_BIN=bin/shiheng go run ./test/soak            30 minutes
//	SHIHENG_BIN=bin/shiheng go run ./test/soak -for 3m    a short one
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"shiheng.internal/test/house"
)

func main() {
	length := flag.Duration("for", 30*time.Minute, "how long the cameras are watched")
	every := flag.Duration("every", 30*time.Second, "how often figures are taken")
	keep := flag.String("dir", "", "directory for data and log; a temporary one, removed at a good end, when empty")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := soak(ctx, *length, *every, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "soak: failed:", err)
		os.Exit(1)
	}
	fmt.Println("soak: passed")
}

// soak is the whole run.
func soak(ctx context.Context, length, every time.Duration, dir string) (err error) {
	temporary := dir == ""
	if temporary {
		if dir, err = os.MkdirTemp("", "shiheng-soak-"); err != nil {
			return err
		}
	}
	h, err := house.New(house.Config{Dir: dir, Size: "6GB"})
	if err != nil {
		return err
	}
	defer func() {
		if h.PID() != 0 {
			err = errors.Join(err, h.Stop())
		}
		if err == nil && temporary {
			err = os.RemoveAll(dir)
		} else {
			fmt.Println("soak: data and log are in", dir)
		}
	}()
	if err := h.Start(ctx); err != nil {
		return err
	}
	w := &world{house: h, groups: groups()}
	if err := w.furnish(ctx); err != nil {
		return err
	}
	defer w.close()
	began, err := w.settle(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("soak: %d cameras are up; watching for %v\n", w.cameras(), length)
	seen, err := watch(ctx, h, w.keeper, length, every)
	if err != nil {
		return err
	}
	ended := time.Now()
	faults := w.judge(ctx, began, ended)
	faults = append(faults, judgeFigures(seen)...)
	faults = append(faults, judgeLog(h.LogFile())...)
	w.close()
	if err := h.Stop(); err != nil {
		faults = append(faults, fmt.Errorf("end of the platform: %w", err))
	}
	return errors.Join(faults...)
}
