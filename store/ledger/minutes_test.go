package ledger_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	store "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows/footage"
	"shiheng.internal/store/slots"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/hub"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// An archive is an office with footage, as app wires them.
type archive struct {
	*office
	slots   *slots.Store
	pool    *media.Pool
	minutes *store.Minutes
	eraser  *store.Eraser
	began   time.Time
	disk    func(disk.Disk) disk.Disk // nil: as it is
	index   func(record.Index) record.Index
	config  func(*slots.Config) // nil: as it is
	// condemned is told when the eraser let slots go, before they are erased.
	condemned func([]slots.Condemned)
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	a := &archive{office: newOffice(t)}
	a.now = time.Date(2026, 11, 23, 4, 0, 30, 0, time.UTC)
	a.start()
	return a
}

// start opens log and footage.
func (a *archive) start() {
	a.t.Helper()
	a.pool, a.began = media.NewPool(), a.now
	a.begin()
	a.open()
}

// open opens footage and its minutes; the log is open.
func (a *archive) open() {
	a.t.Helper()
	var err error
	d := disk.Disk(disk.Dir{Path: a.dir, Buffered: true})
	if a.disk != nil {
		d = a.disk(d)
	}
	x := record.Index(footage.New(a.db))
	if a.index != nil {
		x = a.index(x)
	}
	cfg := slots.Config{
		Places: []slots.Place{{Disk: d, Capacity: 64 << 20}}, Index: x, Pool: a.pool,
		SlotSize: 1 << 18, Floor: 30, Keep: 30, Now: a.clock, Boot: func() time.Duration { return a.clock().Sub(a.began) },
		Erasable: func() error { return a.eraser.Erasable() }, Condemned: a.condemn,
	}
	if a.config != nil {
		a.config(&cfg)
	}
	a.slots, err = slots.Open(a.t.Context(), cfg)
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { _ = a.slots.Close() })
	a.openMinutes()
}

func (a *archive) openMinutes() {
	a.t.Helper()
	var err error
	a.minutes, err = store.OpenMinutes(a.t.Context(), store.MinutesConfig{
		Dir: a.minutesDir(), Store: a.slots.ID(), Acts: a.acts, Rows: a.rows, Footage: a.slots, Now: a.clock,
	})
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(func() { _ = a.minutes.Close() })
	a.eraser = store.NewEraser(store.EraserConfig{Acts: a.acts, Minutes: a.minutes, Rows: a.rows, Now: a.clock})
}

func (a *archive) condemn(ctx context.Context, gone []slots.Condemned) error {
	err := a.eraser.Condemned(ctx, gone)
	if err == nil && a.condemned != nil {
		a.condemned(gone)
	}
	return err
}

func (a *archive) minutesDir() string { return filepath.Join(a.dir, "log", "minutes") }

// record records n seconds of a camera from now on, and makes them durable.
func (a *archive) record(camera byte, n int) {
	a.t.Helper()
	st, err := a.slots.Stream(a.t.Context(), shiheng.CameraID{camera, 1}, record.Main, 1)
	if err != nil {
		a.t.Fatal(err)
	}
	src := &recordtest.Source{Pool: a.pool, Start: a.clock(), Tag: camera, FrameSize: 100}
	from := hub.NewStream()
	r := record.NewRecorder(record.RecorderConfig{Stream: st, Store: a.slots, Pool: a.pool, QueueBytes: 1 << 30})
	done := make(chan error)
	go func() { done <- r.Run(context.Background(), from) }()
	for from.Stats().Subscribers == 0 {
		time.Sleep(time.Millisecond)
	}
	for range n * 25 {
		for _, f := range src.Next() {
			from.Publish(f)
			f.Slab.Release()
		}
	}
	src.Close()
	from.Close(nil)
	if err := errors.Join(<-done, a.slots.Sync(a.t.Context())); err != nil {
		a.t.Fatal(err)
	}
}

func (a *archive) pass(d time.Duration) {
	a.t.Helper()
	a.advance(d)
	if err := a.minutes.Pass(a.t.Context()); err != nil {
		a.t.Fatal(err)
	}
}

func (a *archive) advance(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now = a.now.Add(d)
}

// logged are all node-minutes that rows know, with their regions.
func (a *archive) logged() (out []ledger.Region, rows []ledger.Logged) {
	a.t.Helper()
	rows, err := a.rows.MinutesOf(a.t.Context(), time.Unix(0, 0), a.clock().Add(time.Hour))
	if err != nil {
		a.t.Fatal(err)
	}
	for _, l := range rows {
		r, err := a.minutes.Region(l)
		if err != nil {
			a.t.Fatal(err)
		}
		n, err := r.Whole()
		if err != nil || n.Minute != ledger.MinuteText(l.Minute) || n.Part != l.Part {
			a.t.Fatalf("region of %v: %+v, %v", l, n, err)
		}
		out = append(out, r)
	}
	return out, rows
}

// TestMinutes records two cameras over some minutes: each minute has a leaf over
// both, chained from minute to minute, without a number left out, and each
// camera-minute is proven to the checkpoint.
func TestMinutes(t *testing.T) {
	a := newArchive(t)
	a.record(1, 100) // 04:00:30 to 04:02:10
	a.record(2, 40)
	a.pass(65 * time.Second) // 04:01:35
	if _, rows := a.logged(); len(rows) != 1 || rows[0].CameraMinutes != 2 {
		t.Fatalf("after a minute: %+v", rows)
	}
	a.pass(10 * time.Minute)
	a.pass(0)
	regions, rows := a.logged()
	if len(rows) != 3 {
		t.Fatalf("%d node-minutes: %+v", len(rows), rows)
	}
	type end struct {
		digest ledger.Hex
		last   uint64
	}
	last, chunks := map[string]end{}, uint64(0)
	for i, r := range regions {
		for at, text := range r.Minutes {
			m, err := ledger.ParseCameraMinute(text)
			if err != nil {
				t.Fatal(err)
			}
			if before := last[m.Stream]; m.Previous != before.digest || m.First != before.last+1 || m.Chunks != m.Last-m.First+1 {
				t.Errorf("camera-minute %s does not follow %+v", text, before)
			}
			last[m.Stream] = end{ledger.Hex(ledger.SHA256().Of(text)), m.Last}
			chunks += m.Chunks
			a.proven(rows[i], r, at)
		}
	}
	if chunks != 140 {
		t.Errorf("%d chunks of 140", chunks)
	}
	// The second run begins with the gap before it, and its cause.
	a.record(1, 10)
	a.pass(2 * time.Minute)
	regions, _ = a.logged()
	m, err := ledger.ParseCameraMinute(regions[len(regions)-1].Minutes[0])
	if err != nil || len(m.Gaps) != 1 || m.Gaps[0].Cause != string(record.CauseNoSignal) || m.Gaps[0].After != 100 || m.Declarations == 0 {
		t.Errorf("gaps of %+v, %v", m, err)
	}
}

// proven checks a camera-minute's proof with nothing but what it holds.
func (a *archive) proven(l ledger.Logged, r ledger.Region, at int) {
	a.t.Helper()
	p, err := a.minutes.Proof(a.t.Context(), l, at)
	if err != nil {
		a.t.Fatal(err)
	}
	h := ledger.SHA256()
	n, err := ledger.ParseNodeMinute(p.Leaf.Leaf)
	if err != nil {
		a.t.Fatal(err)
	}
	key, err := ledger.ParseKey(p.Leaf.Keys[0])
	if err != nil {
		a.t.Fatal(err)
	}
	c, _, err := ledger.OpenCheckpoint(p.Leaf.Note, key)
	if err != nil {
		a.t.Fatal(err)
	}
	if err := h.Included(h.Leaf(p.Text), uint64(p.Place), uint64(n.CameraMinutes), p.Inner, ledger.Digest(n.Root)); err != nil {
		a.t.Error(err)
	}
	if err := h.Included(h.Leaf(p.Leaf.Leaf), p.Leaf.Index, c.Size, p.Leaf.Path, c.Root); err != nil || string(p.Text) != string(r.Minutes[at]) {
		a.t.Error(err)
	}
}

// TestMinutesAfterACrash ends the program at each step of a minute's way into the
// log. Each chunk stands in one camera-minute in the end, whatever was lost.
func TestMinutesAfterACrash(t *testing.T) {
	a := newArchive(t)
	a.record(1, 70) // 04:00:30 to 04:01:40
	broken := errors.New("broken")
	for _, step := range []struct {
		name string
		fail func()
	}{
		{"before the file", func() {}},
		{"while the file is written", func() { a.torn() }},
		{"between leaf and row", func() {
			a.rows.failMinutes(broken)
			if err := a.minutes.Pass(t.Context()); !errors.Is(err, broken) {
				t.Fatal(err)
			}
			a.rows.failMinutes(nil)
		}},
		{"with the heads lost", func() {
			if err := os.Remove(filepath.Join(a.minutesDir(), "heads.json")); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}},
	} {
		a.advance(3 * time.Minute)
		step.fail()
		if err := errors.Join(a.minutes.Close(), a.slots.Close()); err != nil {
			t.Fatal(err)
		}
		a.open()
		if step.name == "between leaf and row" && a.minutes.Absent() != nil {
			t.Errorf("leaves without camera-minutes: %v", a.minutes.Absent())
		}
		a.pass(0) // has the SM3 of what was open read back
		if err := a.slots.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		a.pass(time.Minute)
		a.onceEach(step.name)
		a.record(1, 70)
	}
}

// torn writes half a region behind the others.
func (a *archive) torn() {
	a.t.Helper()
	files, err := filepath.Glob(filepath.Join(a.minutesDir(), "*.jsonl"))
	if err != nil || len(files) == 0 {
		a.t.Fatal(files, err)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		a.t.Fatal(err)
	}
	if err := os.WriteFile(files[0], append(raw, raw[:len(raw)/3]...), 0o600); err != nil {
		a.t.Fatal(err)
	}
}

// onceEach checks that all chunks of camera 1 that are over stand in one
// camera-minute each, and each leaf once in the log.
func (a *archive) onceEach(when string) {
	a.t.Helper()
	regions, rows := a.logged()
	var known ledger.Spans
	for _, r := range regions {
		for _, text := range r.Minutes {
			m, err := ledger.ParseCameraMinute(text)
			if err != nil {
				a.t.Fatal(err)
			}
			span := ledger.SeqSpan{First: m.First, Last: m.Last}
			if got := known.Without(span); len(got) != 1 || got[0] != span {
				a.t.Errorf("%s: %v stands in the log twice", when, span)
			}
			known = known.Add(span)
		}
	}
	want := a.slots.List()[0].LastSeq
	if len(known) != 1 || known[0] != (ledger.SeqSpan{First: 1, Last: want}) {
		a.t.Errorf("%s: %v stand in the log, of %d", when, known, want)
	}
	seen := map[uint64]bool{}
	for _, l := range rows {
		if seen[l.Index] {
			a.t.Errorf("%s: index %d twice", when, l.Index)
		}
		seen[l.Index] = true
	}
}

// house keeps house in the footage store.
func (a *archive) house() {
	a.t.Helper()
	a.slots.House(a.t.Context())
	if err := a.slots.Sync(a.t.Context()); err != nil {
		a.t.Fatal(err)
	}
}

// TestL9_TheLogBeforeErasing: expired footage is erased when the act that names
// it stands in the log, with a certificate that names minutes and digests;
// while the log is down nothing is, nor hidden, and the act is told once.
func TestL9_TheLogBeforeErasing(t *testing.T) {
	a := newArchive(t)
	a.record(1, 100)
	a.advance(time.Hour)
	a.house() // seals
	a.pass(0)
	regions, _ := a.logged()
	a.advance(31 * 24 * time.Hour)
	a.pass(0)

	broken := errors.New("broken")
	a.rows.fail(broken, broken)
	a.act("somebody")
	for a.acts.Failing() == nil {
		time.Sleep(time.Millisecond)
	}
	a.house()
	if s, h := a.slots.Stats(), a.slots.List(); s.SlotsFree != 0 || h[0].Slots == 0 || h[0].FirstSeq != 1 {
		t.Errorf("with the log down: %+v, %+v", s, h)
	}
	stream := a.slots.List()[0].Stream
	if got, err := a.rows.Erasures(t.Context(), stream.ID, 0, 10); err != nil || len(got) != 0 {
		t.Errorf("certificates %v, %v", got, err)
	}
	a.rows.fail(nil, nil)
	for a.acts.Failing() != nil {
		time.Sleep(time.Millisecond)
	}
	a.condemned = func(gone []slots.Condemned) {
		if _, unlogged, err := a.rows.Newest(t.Context()); err != nil || unlogged != 0 {
			t.Errorf("%d acts wait when %d slots are erased, %v", unlogged, len(gone), err)
		}
	}
	a.house()
	if s := a.slots.Stats(); s.SlotsFree == 0 || len(a.slots.List()) > 0 && a.slots.List()[0].Slots != 0 {
		t.Errorf("after the log came up: %+v, %+v", s, a.slots.List())
	}
	got, err := a.rows.Erasures(t.Context(), stream.ID, 0, 10)
	if err != nil || len(got) != 1 {
		t.Fatalf("certificates %v, %v", got, err)
	}
	e, err := ledger.ParseErasure(got[0].Text)
	if err != nil || !e.Spans().Covers(ledger.SeqSpan{First: 1, Last: 100}) || e.Day != "2026-11-23" || len(e.Minutes) != len(regions) {
		t.Fatalf("certificate %s, %v", got[0].Text, err)
	}
	for i, r := range regions {
		if e.Minutes[i].Digest != ledger.Hex(ledger.SHA256().Of(r.Minutes[0])) {
			t.Errorf("minute %d of %s", i, got[0].Text)
		}
	}
	if of, err := a.rows.ErasuresOf(t.Context(), stream.Camera, "2026-11-23"); err != nil || len(of) != 1 || of[0].Seq != got[0].Seq {
		t.Errorf("of the day: %v, %v", of, err)
	}
}
