package slots_test

import (
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// makeFixture writes testdata/store-v1 anew. It is used once per version of
// the format; the stores of earlier versions stay as they are.
var makeFixture = flag.Bool("make-fixture", false, "write testdata/store-v1")

const fixture = "testdata/store-v1/volume.shv.gz"

// TestReadsVersion1 opens a store that was written when version 1 was new: a
// binary reads every earlier version for ever (design, invariant 11).
func TestReadsVersion1(t *testing.T) {
	if *makeFixture {
		writeFixture(t)
	}
	dir := t.TempDir()
	unpack(t, fixture, filepath.Join(dir, "one"+".shv"))
	w := &world{t: t, now: noon.Add(time.Hour), pool: media.NewPool()}
	w.cfg = slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: dir, Buffered: true}, Capacity: 8 << 20}}, Index: record.NewMemoryIndex(),
		Pool: w.pool, SlotSize: 1 << 18, Floor: 30, Now: w.wall, Boot: w.running,
	}
	w.open()
	st := w.stream(1)
	pictures, gaps := w.numbers(st, 1, noon)
	contiguous(t, "version 1", pictures, 0, 250)
	if len(gaps) != 0 {
		t.Errorf("gaps %v", gaps)
	}
	report, err := w.store.Check(t.Context(), true, nil)
	if err != nil || len(report.Findings) != 0 || report.Slots != 2 {
		t.Errorf("check: %+v, %v", report, err)
	}
	w.record(st, &recordtest.Source{Tag: 1, FrameSize: 500}, 25)
	w.sync()
	if err := w.store.Close(); err != nil {
		t.Error(err)
	}
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(out, z)
	if err := errors.Join(err, out.Close()); err != nil {
		t.Fatal(err)
	}
}

func writeFixture(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	w := &world{t: t, now: noon, pool: media.NewPool()}
	w.cfg = slots.Config{
		Places: []slots.Place{{Disk: disk.Dir{Path: dir, Buffered: true}, Capacity: 4 << 20}}, Index: record.NewMemoryIndex(),
		Pool: w.pool, SlotSize: 1 << 18, Floor: 30, Now: w.wall, Boot: w.running,
	}
	w.open()
	w.record(w.stream(1), &recordtest.Source{Tag: 1, Sound: true, FrameSize: 500}, 250)
	w.sync()
	if err := w.store.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".shv") {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(fixture), 0o755); err != nil {
			t.Fatal(err)
		}
		out, err := os.Create(fixture)
		if err != nil {
			t.Fatal(err)
		}
		z := gzip.NewWriter(out)
		_, err = z.Write(b)
		if err := errors.Join(err, z.Close(), out.Close()); err != nil {
			t.Fatal(err)
		}
	}
}
