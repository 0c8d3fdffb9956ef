package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"shiheng.internal/bench/rig"
)

// sample is what the platform held at one moment.
type sample struct {
	at                               time.Time
	resident, descriptors, goroutine float64
	slabs, lag                       float64
}

// between samples.
const between = 10 * time.Second

// watch samples until the time is over.
func (s *soak) watch(ctx context.Context) error {
	fmt.Println("  minute  resident MB  descriptors  goroutines  slabs MB  behind s")
	pid := s.platform.PID()
	for i := 0; time.Since(s.began) < s.length; i++ {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(between):
		}
		u, err := rig.ReadUsage(pid)
		if err != nil {
			return fmt.Errorf("the platform is gone: %w", err)
		}
		open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
		if err != nil {
			return fmt.Errorf("the platform is gone: %w", err)
		}
		f, err := s.platform.Figures(ctx)
		if err != nil {
			return err
		}
		now := sample{
			at: time.Now(), resident: float64(u.Resident), descriptors: float64(len(open)), goroutine: f["go_goroutines"],
			slabs: f["slab_bytes"], lag: f["recording_lag_seconds"],
		}
		s.samples = append(s.samples, now)
		if i%6 == 0 {
			fmt.Printf("  %6.1f  %11.1f  %11.0f  %10.0f  %8.1f  %8.2f\n", now.at.Sub(s.began).Minutes(),
				now.resident/1e6, now.descriptors, now.goroutine, now.slabs/1e6, now.lag)
		}
	}
	return nil
}

// flat compares the second fifth of the run with the last: by then caches are
// warm and every manner has shown itself. What grows by more than a tenth, and
// more than a little, is taken for a leak.
func (s *soak) flat() error {
	n := len(s.samples)
	if n < 10 {
		return fmt.Errorf("only %d samples: too short to tell", n)
	}
	early, late := s.samples[n/5:2*n/5], s.samples[4*n/5:]
	var found []error
	for _, f := range []struct {
		name  string
		of    func(sample) float64
		allow float64
	}{
		{"resident memory", func(s sample) float64 { return s.resident }, 16e6},
		{"descriptors", func(s sample) float64 { return s.descriptors }, 12},
		{"goroutines", func(s sample) float64 { return s.goroutine }, 30},
		{"slabs", func(s sample) float64 { return s.slabs }, 8e6},
	} {
		was, is := mean(early, f.of), mean(late, f.of)
		fmt.Printf("  %-16s %.4g early, %.4g late\n", f.name, was, is)
		if is > was*1.1+f.allow {
			found = append(found, fmt.Errorf("%s grew from %.4g to %.4g", f.name, was, is))
		}
	}
	return errors.Join(found...)
}

func mean(of []sample, get func(sample) float64) (m float64) {
	for _, s := range of {
		m += get(s) / float64(len(of))
	}
	return m
}
