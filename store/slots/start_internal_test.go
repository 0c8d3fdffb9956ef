package slots

import (
	"context"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// fill writes the table of a volume as if n of its slots held sealed footage
// of the given number of streams.
func fill(t testing.TB, v *volume, n, streams int, start time.Time) {
	t.Helper()
	slab, err := media.NewPool().Get(256 * disk.Page)
	if err != nil {
		t.Fatal(err)
	}
	b := slab.Bytes()
	for at := 0; at < n; at += 256 {
		clear(b)
		k := min(256, n-at)
		for i := range k {
			e := sealedEntry(v, at+i, streams, start)
			e.put(b[i*disk.Page:][:disk.Page])
		}
		if _, err := v.file.WriteAt(b[:k*disk.Page], v.volumeHeader.entry(0, uint32(at))); err != nil {
			t.Fatal(err)
		}
	}
}

func sealedEntry(v *volume, i, streams int, start time.Time) entry {
	id := uint32(i % streams)
	from := start.Add(time.Duration(i/streams) * time.Minute)
	return entry{
		state: record.SlotSealed, role: record.Main, number: uint32(i), use: 1, volume: v.volume,
		stream: shiheng.StreamID{byte(id >> 8), byte(id), 1}, camera: shiheng.CameraID{byte(id >> 8), byte(id), 2},
		opened: from, from: from, to: from.Add(time.Minute), firstSeq: uint64(i/streams)*60 + 1, lastSeq: uint64(i/streams)*60 + 60,
		chunks: 61, bytes: 1 << 20, footerAt: 1 << 20, footerSize: 8192, tally: time.Duration(i) * time.Second,
	}
}

// TestStartIsOnePass starts with many sealed slots and two open ones: each
// volume's table is read once from begin to end, sealed slots are not touched,
// and of the open ones only what is needed. (T9: the time is a benchmark's.)
func TestStartIsOnePass(t *testing.T) {
	reads, inData := atomic.Int64{}, atomic.Int64{}
	d := &disk.Volatile{Label: "a"}
	cfg := Config{
		Places: []Place{{Disk: d, Capacity: 1 << 33}}, Index: record.NewMemoryIndex(), Pool: media.NewPool(),
		SlotSize: 1 << 20, Floor: 30,
	}
	s, err := Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	v := s.volumes[0]
	const sealed = 5000
	fill(t, v, sealed, 50, time.Now())
	for i := range uint32(2) { // taken, and the process ended before the first chunk
		e := entry{state: record.SlotOpen, role: record.Main, number: sealed + i, use: 1, volume: v.volume, stream: shiheng.StreamID{0, 0, 1}}
		b := make([]byte, disk.Page)
		e.put(b)
		if _, err := v.file.WriteAt(b, v.volumeHeader.entry(0, e.number)); err != nil {
			t.Fatal(err)
		}
	}
	data := v.data(0)
	d.Fail = func(op disk.Op) disk.Fault {
		if op.Call == "read" {
			reads.Add(1)
			if op.Off >= data {
				inData.Add(1)
			}
		}
		return disk.Fault{}
	}
	s, err = Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	want := int64(1+(int(v.volumeHeader.slots)*disk.Page+tableStep-1)/tableStep) + 2
	if reads.Load() > want || inData.Load() != 2 {
		t.Errorf("%d reads, %d of them of footage; want at most %d, 2", reads.Load(), inData.Load(), want)
	}
	slots := 0
	for _, h := range s.List() {
		slots += h.Slots
	}
	if slots != sealed {
		t.Errorf("%d of %d slots known after the start", slots, sealed)
	}
	st, err := s.Stream(t.Context(), shiheng.CameraID{0, 7, 2}, record.Main, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Begin(t.Context(), st.ID, time.Now(), record.CauseRestart); err != nil {
		t.Errorf("not ready to record: %v", err)
	}
}

// BenchmarkStart measures the start with SHIHENG_BENCH_SLOTS slots in use
// (50,000 when not set) among 1.5 million, on sparse volumes of a real disk,
// warm. Target T9: 5 s with all 1.5 million in use.
func BenchmarkStart(b *testing.B) {
	used := 50_000
	if n, err := strconv.Atoi(os.Getenv("SHIHENG_BENCH_SLOTS")); err == nil {
		used = n
	}
	const perVolume = 65536
	cfg := Config{Index: record.NewMemoryIndex(), Pool: media.NewPool(), Floor: 30, VolumeSlots: perVolume}
	cfg.Places = []Place{{Disk: disk.Dir{Path: b.TempDir()}, Capacity: 1 << 52}}
	s, err := Open(context.Background(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	for len(s.volumes) < 1_500_000/perVolume+1 {
		v, err := s.create(s.places[0], perVolume)
		if err != nil {
			b.Fatal(err)
		}
		s.volumes = append(s.volumes, v)
	}
	for _, v := range s.volumes {
		n := min(used, perVolume)
		fill(b, v, n, 1000, time.Now())
		used -= n
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(context.Background(), cfg)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
}
