package slots_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/rows"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// childDir names the environment variable by which this test binary, run
// again, knows that it is the recorder to be killed.
const childDir = "SHIHENG_TEST_RECORD_IN"

const killStreams = 8

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := recordForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// openReal opens a store with rows in SQLite in a directory.
func openReal(ctx context.Context, dir string, pool *media.Pool) (*slots.Store, *footage.Index, func() error, error) {
	db, err := rows.Open(ctx, rows.Config{URL: "sqlite:" + filepath.Join(dir, "rows.db")})
	if err != nil {
		return nil, nil, nil, err
	}
	index := footage.New(db)
	s, err := slots.Open(ctx, slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: dir}, Capacity: 1 << 30}}, Index: index, Pool: pool,
		SlotSize: 1 << 20, Floor: 30, Keep: 30,
	})
	return s, index, db.Close, err
}

// recordForEver records eight streams in real time, and says how many pictures
// each was sent, until somebody kills it.
func recordForEver(dir string) error {
	ctx := context.Background()
	pool := media.NewPool()
	s, _, _, err := openReal(ctx, dir, pool)
	if err != nil {
		return err
	}
	var running sync.WaitGroup
	running.Go(func() { _ = s.Run(ctx) })
	sources := make([]*recordtest.Source, killStreams)
	streams := make([]*hub.Stream, killStreams)
	for i := range sources {
		info, err := s.Stream(ctx, shiheng.CameraID{byte(i + 1)}, record.Main, 1)
		if err != nil {
			return err
		}
		sources[i] = &recordtest.Source{Pool: pool, Start: time.Now(), Tag: byte(i + 1), Sound: i%2 == 0, FrameSize: 4000}
		streams[i] = hub.NewStream()
		rec := record.NewRecorder(record.RecorderConfig{Stream: info, Store: s, Pool: pool})
		running.Go(func() { _ = rec.Run(ctx, streams[i]) })
	}
	for _, h := range streams {
		for h.Stats().Subscribers == 0 {
			time.Sleep(time.Millisecond)
		}
	}
	for n := 1; ; n++ {
		for i, src := range sources {
			for _, f := range src.Next() {
				streams[i].Publish(f)
				f.Slab.Release()
			}
		}
		fmt.Println(n)
		time.Sleep(time.Until(sources[0].Start.Add(time.Duration(n) * 40 * time.Millisecond)))
	}
}

// TestKilled kills a recorder of eight streams with signal 9, three times over:
// at most two seconds of each are lost, all that is left can be read to the
// last byte, and the loss is a declared gap.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	pool := media.NewPool()
	pool.Poison = true
	for round := range 3 {
		sent := killAfter(t, dir, 60+round*17)
		s, index, closeRows, err := openReal(t.Context(), dir, pool)
		if err != nil {
			t.Fatal(err)
		}
		for i := range killStreams {
			checkKilled(t, s, index, byte(i+1), round, sent)
		}
		report, err := s.Check(t.Context(), true, nil)
		if err != nil || len(report.Findings) > 0 || report.Chunks == 0 {
			t.Errorf("round %d: check %+v, %v", round, report, err)
		}
		if err := errors.Join(s.Sync(t.Context()), s.Close(), closeRows()); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter runs the recorder until it says it sent n pictures, kills it, and
// returns how many it had sent.
func killAfter(t *testing.T, dir string, n int) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	sent := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		sent, _ = strconv.Atoi(strings.TrimSpace(lines.Text()))
		if sent == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || sent < n {
		t.Fatalf("the recorder ended by itself after %d pictures: %v", sent, err)
	}
	return sent
}

// checkKilled reads the newest run of a stream and the gaps before it.
func checkKilled(t *testing.T, s *slots.Store, index record.Index, tag byte, round, sent int) {
	t.Helper()
	ctx := t.Context()
	streams, err := index.Streams(ctx, shiheng.CameraID{tag})
	if err != nil || len(streams) != 1 {
		t.Fatalf("streams of camera %d: %v, %v", tag, streams, err)
	}
	runs, err := index.Runs(ctx, streams[0].ID, shiheng.Span{}, 0, 100)
	if err != nil || len(runs) != round+1 {
		t.Fatalf("camera %d has %d runs after %d kills: %v", tag, len(runs), round+1, err)
	}
	last := runs[round]
	if last.Open {
		t.Errorf("camera %d: the run is still open", tag)
	}
	w := &world{t: t, store: s}
	w.cfg.Index = index
	pictures, gaps := w.numbers(streams[0], tag, last.From)
	contiguous(t, fmt.Sprintf("camera %d, round %d", tag, round), pictures, 0, uint64(max(sent-50, 0)))
	if len(gaps) != 0 {
		t.Errorf("camera %d: gaps within a run: %v", tag, gaps)
	}
	all, err := index.Gaps(ctx, streams[0].ID, shiheng.Span{}, 0, 100)
	if err != nil || len(all) != round+1 || !all[round].To.IsZero() || all[round].Cause != record.CauseCrash {
		t.Errorf("camera %d, round %d: gaps %v, %v", tag, round, all, err)
	}
}

// TestOneProcess: a store that is open cannot be opened a second time.
func TestOneProcess(t *testing.T) {
	dir := t.TempDir()
	s, _, closeRows, err := openReal(t.Context(), dir, media.NewPool())
	if err != nil {
		t.Fatal(err)
	}
	cfg := slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: dir}, Capacity: 1 << 30}}, Index: record.NewMemoryIndex(), Pool: media.NewPool(),
	}
	if _, err := slots.Open(t.Context(), cfg); !isConflict(err) {
		t.Errorf("opened twice: %v", err)
	}
	if err := errors.Join(s.Close(), s.Close(), closeRows()); err != nil {
		t.Fatal(err)
	}
	again, err := slots.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}
