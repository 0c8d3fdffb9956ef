// Command soak runs the shipped binary for half an hour with fifty practice
// cameras of which some misbehave, and looks whether it stays as it was: the
// process alive, its memory, descriptors and goroutines flat, no panic in its
// log, an orderly end, and gaps in the footage exactly of those cameras that
// stop sending, none of the others. It starts "shiheng serve" and "shiheng sim
// gb28181" from the binary named by SHIHENG_BIN.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"shiheng.internal/bench/rig"
)

// A group is a few devices with the same manners.
type group struct {
	name  string
	media string // how they are asked for media
	bad   string // manners, as of "shiheng sim gb28181 --bad"
	share int    // of fifty
	gaps  bool   // must leave gaps
	tries bool   // must show more than one attempt; what is missing is shorter than a timeline tells apart
}

// groups are the cameras. Those that lose, shuffle, mislabel or leap send all
// the time, so that their footage has no gap; only silence makes one.
func groups() []group {
	return []group{
		{"good over UDP", "udp", "", 14, false, false},
		{"good over TCP", "tcp-passive", "", 8, false, false},
		{"lossy", "udp", "loss=0.02,reorder=0.05,duplicate=0.02", 5, false, false},
		{"no maps, PES of length 0", "udp", "psm-none,system-none,pes-zero", 5, false, false},
		{"wrong SSRC", "udp", "ssrc-wrong", 4, false, false},
		{"leaping clock", "udp", "jump=70s,wrap", 4, false, false},
		{"changing size", "tcp-passive", "resize=90s", 3, false, false},
		{"stalling", "udp", "stall=120s/40s", 4, true, false},
		{"resetting", "tcp-passive", "tcp-reset=100s", 3, false, true},
	}
}

func main() {
	minutes := flag.Int("minutes", 30, "how long")
	cameras := flag.Int("cameras", 50, "how many")
	dir := flag.String("dir", "", "where to put the store (removed at the end); empty: the system's temporary directory")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := soak{length: time.Duration(*minutes) * time.Minute, cameras: *cameras, bin: os.Getenv("SHIHENG_BIN")}
	if err := s.run(ctx, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
	fmt.Println("soak: passed")
}

// soak is one run.
type soak struct {
	length  time.Duration
	cameras int
	bin     string
	dir     string

	platform *rig.Platform
	sims     []*rig.Child
	ids      map[string][]string // cameras by group
	samples  []sample
	began    time.Time // when all were recorded
}

func (s *soak) run(ctx context.Context, dir string) (err error) {
	if s.bin == "" {
		return errors.New("SHIHENG_BIN must name the binary (make soak sets it)")
	}
	if s.bin, err = filepath.Abs(s.bin); err != nil {
		return err
	}
	if s.dir, err = os.MkdirTemp(dir, "shiheng-soak-"); err != nil {
		return err
	}
	defer func() {
		for _, c := range s.sims {
			_ = c.Stop() // practice cameras keep nothing
		}
		if err == nil {
			err = os.RemoveAll(s.dir)
		} else {
			fmt.Println("kept for a look:", s.dir)
		}
	}()
	fmt.Print(rig.Machine())
	if s.platform, err = rig.Open(ctx, s.bin, s.dir); err != nil {
		return err
	}
	ended := false
	defer func() {
		if !ended {
			_ = s.platform.Stop() // the first error counts
		}
	}()
	if err := s.connect(ctx); err != nil {
		return err
	}
	if err := s.watch(ctx); err != nil {
		return err
	}
	found := errors.Join(s.flat(), s.gaps(ctx))
	ended = true
	if err := s.platform.Stop(); err != nil {
		found = errors.Join(found, fmt.Errorf("the platform did not end in order: %w", err))
	}
	return errors.Join(found, s.log())
}

// connect starts the practice cameras and makes them known.
func (s *soak) connect(ctx context.Context) error {
	s.ids = map[string][]string{}
	var devices [][]string
	first, want := 1, 0
	for i, g := range groups() {
		n := max(1, g.share*s.cameras/50)
		var codes []string
		for k := range n {
			codes = append(codes, fmt.Sprintf("34020000001320%06d", first+k))
		}
		ids, err := s.platform.Admit(ctx, g.media, codes...)
		if err != nil {
			return err
		}
		devices = append(devices, ids)
		args := []string{
			"sim", "gb28181", "--server", s.platform.Signal, "--server-id", rig.PlatformCode, "--password", s.platform.Password,
			"--count", fmt.Sprint(n), "--first-id", codes[0], "--first-channel", fmt.Sprintf("34020000001310%06d", first), "--retry", "5s",
			"--shared", "--main", "h264 320x180 12fps 300k gop24",
		}
		if g.bad != "" {
			args = append(args, "--bad", g.bad)
		}
		sim, err := rig.Start(ctx, filepath.Join(s.dir, fmt.Sprintf("sim-%d.log", i)), nil, s.bin, args...)
		if err != nil {
			return err
		}
		go sim.Drain()
		s.sims = append(s.sims, sim)
		first += n
		want += n
	}
	for i, g := range groups() {
		cameras, err := s.platform.Meet(ctx, devices[i])
		if err != nil {
			return fmt.Errorf("%s: %w", g.name, err)
		}
		s.ids[g.name] = cameras
	}
	_, err := s.platform.Recording(ctx, want)
	s.began = time.Now()
	fmt.Printf("%d cameras are recorded\n", want)
	return err
}

// gaps looks whether footage is missing exactly where cameras fell silent. The
// first half minute is left out: streams settle then.
func (s *soak) gaps(ctx context.Context) error {
	var found []error
	from, to := s.began.Add(30*time.Second), time.Now().Add(-5*time.Second)
	for _, g := range groups() {
		total, without, tries := 0, 0, 0
		for _, id := range s.ids[g.name] {
			attempts, err := s.platform.Attempts(ctx, id)
			if err != nil {
				return err
			}
			tries += attempts
			t, err := s.platform.Timeline(ctx, id, from, to)
			if err != nil {
				return err
			}
			n := 0
			for _, gap := range t.Gaps {
				if gap.From.Before(to) && gap.To.After(from) {
					n++
				}
			}
			total += n
			if n == 0 {
				without++
			}
		}
		n := len(s.ids[g.name])
		fmt.Printf("  %-26s %2d cameras, %3d gaps, %3d attempts\n", g.name, n, total, tries)
		switch {
		case g.tries:
			if tries <= n {
				found = append(found, fmt.Errorf("%s: nobody noticed", g.name))
			}
		case !g.gaps && total > 0:
			found = append(found, fmt.Errorf("%s: %d gaps though they always send", g.name, total))
		case g.gaps && without > 0:
			found = append(found, fmt.Errorf("%s: %d cameras have no gap declared", g.name, without))
		}
	}
	return errors.Join(found...)
}

// log looks for what must never stand in a log.
func (s *soak) log() error {
	b, err := os.ReadFile(s.platform.Log())
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(b)) {
		if strings.Contains(line, "panic") || strings.Contains(line, "fatal error") || strings.Contains(line, "DATA RACE") {
			return fmt.Errorf("in the log: %s", strings.TrimSpace(line))
		}
	}
	return nil
}
