package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal/test/house"
)

// A figure is one look at the platform's process.
type figure struct {
	at         time.Duration
	rss        int // KiB of resident memory
	open       int // descriptors
	goroutines int
	cpu        time.Duration // used so far
}

// watch takes figures for a time and prints each. The keeper's session is used
// meanwhile, or it would idle out before the gaps are looked at.
func watch(ctx context.Context, h *house.House, keeper *house.Person, length, every time.Duration) ([]figure, error) {
	fmt.Printf("%8s %10s %12s %11s %7s\n", "time", "memory MB", "descriptors", "goroutines", "CPU %")
	var all []figure
	began := time.Now()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		f, err := look(ctx, h)
		if err != nil {
			return nil, err
		}
		if _, _, err := keeper.Me(ctx); err != nil {
			return nil, err
		}
		f.at = time.Since(began)
		share := 0.0
		if n := len(all); n > 0 {
			share = 100 * (f.cpu - all[n-1].cpu).Seconds() / (f.at - all[n-1].at).Seconds()
		}
		fmt.Printf("%8s %10.1f %12d %11d %7.1f\n", f.at.Round(time.Second), float64(f.rss)/1024, f.open, f.goroutines, share)
		all = append(all, f)
		if f.at >= length {
			return all, nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// look reads /proc and the metrics.
func look(ctx context.Context, h *house.House) (figure, error) {
	var f figure
	proc := filepath.Join("/proc", strconv.Itoa(h.PID()))
	status, err := os.ReadFile(filepath.Join(proc, "status"))
	if err != nil {
		return f, fmt.Errorf("the platform is gone: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			if _, err := fmt.Sscan(rest, &f.rss); err != nil {
				return f, err
			}
		}
	}
	files, err := os.ReadDir(filepath.Join(proc, "fd"))
	if err != nil {
		return f, err
	}
	f.open = len(files)
	metrics, err := metricsOf(ctx, "http://"+h.Console+"/metrics")
	if err != nil {
		return f, err
	}
	f.goroutines = int(metrics["go_goroutines"])
	f.cpu = time.Duration(metrics["process_cpu_seconds_total"] * float64(time.Second))
	return f, nil
}

// metricsOf reads the figures without labels.
func metricsOf(ctx context.Context, url string) (map[string]float64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("metrics: %s", res.Status)
	}
	out := map[string]float64{}
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), " "); ok && !strings.HasPrefix(name, "#") {
			if v, err := strconv.ParseFloat(value, 64); err == nil {
				out[name] = v
			}
		}
	}
	return out, nil
}

// What may grow from the second sixth of the run to its last.
const (
	moreMemory     = 16 << 10 // KiB, and a tenth
	moreOpen       = 8
	moreGoroutines = 24
)

// judgeFigures looks for leaks: what is flat at the beginning must be flat at
// the end. Short runs have too few figures to say.
func judgeFigures(all []figure) []error {
	sixth := len(all) / 6
	if sixth < 2 {
		fmt.Println("soak: too few figures to tell whether they are flat")
		return nil
	}
	early, late := all[sixth:2*sixth], all[len(all)-sixth:]
	middle := func(of []figure, get func(figure) int) int {
		v := make([]int, len(of))
		for i, f := range of {
			v[i] = get(f)
		}
		slices.Sort(v)
		return v[len(v)/2]
	}
	var faults []error
	check := func(what string, get func(figure) int, more func(int) int) {
		a, b := middle(early, get), middle(late, get)
		fmt.Printf("soak: %s: %d early, %d late\n", what, a, b)
		if b > a+more(a) {
			faults = append(faults, fmt.Errorf("%s grew from %d to %d", what, a, b))
		}
	}
	check("memory in KiB", func(f figure) int { return f.rss }, func(a int) int { return moreMemory + a/10 })
	check("descriptors", func(f figure) int { return f.open }, func(int) int { return moreOpen })
	check("goroutines", func(f figure) int { return f.goroutines }, func(int) int { return moreGoroutines })
	return faults
}

// judgeLog looks for panics and races in the log.
func judgeLog(file string) []error {
	log, err := os.ReadFile(file)
	if err != nil {
		return []error{err}
	}
	var faults []error
	for line := range strings.Lines(string(log)) {
		if strings.Contains(line, "panic") || strings.Contains(line, "DATA RACE") {
			faults = append(faults, fmt.Errorf("the log says: %.300s", strings.TrimSpace(line)))
		}
	}
	return faults[:min(len(faults), 5)]
}
