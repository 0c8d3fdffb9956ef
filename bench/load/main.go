// Command load measures what a stream costs. It starts the shipped binary
// ("shiheng serve", found in SHIHENG_BIN) as a child process on an empty real
// store, gives it 20 and 100 cameras of 4 Mbit/s, once over RTSP with media in
// the TCP connection and once over GB/T 28181 with MPEG-PS in RTP over UDP, and
// reads from the kernel what the child used meanwhile: processor time
// (/proc/PID/stat), resident memory (/proc/PID/status) and system calls (the
// raw_syscalls tracepoint, counted by perf in the kernel; it needs root and
// perf, else that figure says so). Packets sent are compared with packets
// received and bytes made durable.
//
// In the same run the same sender feeds a plain-copy reference receiver: a
// process that reads each socket and writes what it read to one file per
// stream, with no parsing, no order, no hash, no index and no sync. Its figures
// show what this machine charges for moving the bytes alone; ratios to it are
// what travels between machines.
//
// Sender, reference and the program under test are separate processes. The
// pictures are noise behind valid parameter sets; nothing decodes them.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"shiheng.internal/bench/rig"
)

// options are the flags.
type options struct {
	role     string
	streams  string
	kinds    string
	seconds  int
	warm     int
	keep     bool
	dir      string
	n        int
	kind     string
	address  string
	password string
	overload int
	crash    bool
}

func main() {
	var o options
	flag.StringVar(&o.role, "role", "", "internal: sender or reference, as a child process")
	flag.StringVar(&o.streams, "n", "20,100", "numbers of streams to measure with")
	flag.StringVar(&o.kinds, "kinds", "rtsp,ps", "rtsp: RTSP over TCP; ps: GB/T 28181 PS over UDP")
	flag.IntVar(&o.seconds, "seconds", 30, "length of each measurement")
	flag.IntVar(&o.warm, "warm", 10, "seconds of recording before it")
	flag.StringVar(&o.dir, "dir", "", "where to put stores and copies (removed at the end); empty: the system's temporary directory")
	flag.BoolVar(&o.keep, "keep", false, "keep stores and logs")
	flag.IntVar(&o.overload, "overload", 60, "seconds of twofold processor overload (T8); 0: leave out")
	flag.BoolVar(&o.crash, "crash", true, "kill -9 and restart (T5, T9)")
	flag.IntVar(&o.n, "count", 0, "internal: streams of a child")
	flag.StringVar(&o.kind, "kind", "", "internal: kind of a child")
	flag.StringVar(&o.address, "address", "", "internal: where a child listens or sends to")
	flag.StringVar(&o.password, "password", "", "internal: of GB/T 28181 devices")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch o.role {
	case "sender":
		err = runSender(ctx, o)
	case "reference":
		err = runReference(ctx, o)
	default:
		err = measureAll(ctx, o)
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// measureAll runs every combination and prints the table.
func measureAll(ctx context.Context, o options) error {
	bin := os.Getenv("SHIHENG_BIN")
	if bin == "" {
		return errors.New("SHIHENG_BIN must name the binary to measure (make bench sets it)")
	}
	bin, err := filepath.Abs(bin)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(o.dir, "shiheng-load-")
	if err != nil {
		return err
	}
	if !o.keep {
		defer os.RemoveAll(dir)
	} else {
		fmt.Println("kept in", dir)
	}
	fmt.Print(rig.Machine())
	var all []result
	for _, kind := range strings.Split(o.kinds, ",") {
		for _, text := range strings.Split(o.streams, ",") {
			n, err := strconv.Atoi(text)
			if err != nil || n <= 0 {
				return fmt.Errorf("-n %q: not a number of streams", text)
			}
			one := run{options: o, bin: bin, dir: filepath.Join(dir, kind+"-"+text), kind: kind, n: n}
			r, err := one.measure(ctx)
			if err != nil {
				return fmt.Errorf("%s, %d streams: %w", kind, n, err)
			}
			all = append(all, r)
			printRow(r)
			if !o.keep {
				if err := os.RemoveAll(one.dir); err != nil {
					return err
				}
			}
		}
	}
	printTargets(all)
	return saveJSON(all)
}

// saveJSON writes the figures where BENCH_JSON says, for comparison over time.
func saveJSON(all []result) error {
	name := os.Getenv("BENCH_JSON")
	if name == "" {
		return nil
	}
	b, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o644)
}

// sleep waits unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}
