// Package indextest holds every implementation of record.Index to the same
// contract.
package indextest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shiheng.internal"
	"shiheng.internal/video/record"
)

var (
	noon    = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)
	stream  = shiheng.StreamID{1}
	camera  = shiheng.CameraID{2}
	volume  = shiheng.VolumeID{3}
	anytime = shiheng.Span{}
)

func at(seconds int) time.Time { return noon.Add(time.Duration(seconds) * time.Second) }

// Contract runs the contract against indexes that open makes, empty.
func Contract(t *testing.T, open func(t *testing.T) record.Index) {
	t.Run("runs", func(t *testing.T) { runs(t, open(t)) })
	t.Run("gaps", func(t *testing.T) { gaps(t, open(t)) })
	t.Run("slots", func(t *testing.T) { slots(t, open(t)) })
	t.Run("names", func(t *testing.T) { names(t, open(t)) })
	t.Run("trim", func(t *testing.T) { trim(t, open(t)) })
	t.Run("clear", func(t *testing.T) { clear(t, open(t)) })
}

func apply(t *testing.T, x record.Index, c record.Change) {
	t.Helper()
	for range 2 { // the second time changes nothing
		if err := x.Apply(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
}

func same[T any](t *testing.T, what string, got T, err error, want T) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s differ (-want +got):\n%s", what, d)
	}
}

func run(n byte, from, to int, first, last uint64) record.RunRow {
	return record.RunRow{ID: shiheng.RunID{n}, Stream: stream, From: at(from), To: at(to), FirstSeq: first, LastSeq: last}
}

func runs(t *testing.T, x record.Index) {
	ctx := t.Context()
	if _, err := x.LastRun(ctx, stream); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("last run of nothing: %v", err)
	}
	a, b, c := run(1, 0, 10, 1, 10), run(2, 20, 30, 11, 20), run(3, 5, 15, 21, 30) // c: the clock was set back
	c.Open, b.KeysOnly, a.Lesser = true, true, true
	apply(t, x, record.Change{Runs: []record.RunRow{c, a, b}})
	got, err := x.Runs(ctx, stream, anytime, 0, 10)
	same(t, "all runs in order of sequence", got, err, []record.RunRow{a, b, c})
	got, err = x.Runs(ctx, stream, shiheng.Span{From: at(10), To: at(20)}, 0, 10)
	same(t, "runs of a half-open span", got, err, []record.RunRow{c})
	got, err = x.Runs(ctx, stream, anytime, 2, 1)
	same(t, "a page of runs", got, err, []record.RunRow{b})
	last, err := x.LastRun(ctx, stream)
	same(t, "last run", last, err, c)
	got, err = x.OpenRuns(ctx)
	same(t, "open runs", got, err, []record.RunRow{c})
	wider := run(2, 18, 40, 9, 25)
	apply(t, x, record.Change{Runs: []record.RunRow{wider, run(2, 19, 35, 10, 22)}})
	got, err = x.Runs(ctx, stream, shiheng.Span{From: at(18), To: at(19)}, 0, 10)
	same(t, "a run only widens", got, err, []record.RunRow{wider})
	got, err = x.Runs(ctx, shiheng.StreamID{9}, anytime, 0, 10)
	same(t, "runs of another stream", len(got), err, 0)
}

func gaps(t *testing.T, x record.Index) {
	ctx := t.Context()
	if _, err := x.LastGap(ctx, stream); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("last gap of nothing: %v", err)
	}
	a := record.GapRow{Stream: stream, AfterSeq: 10, From: at(10), To: at(15), Cause: record.CauseNoSignal}
	b := record.GapRow{Stream: stream, AfterSeq: 10, From: at(15), To: at(20), Cause: record.CauseDisabled}
	c := record.GapRow{Stream: stream, AfterSeq: 20, From: at(30), Cause: record.CauseCrash}
	apply(t, x, record.Change{Gaps: []record.GapRow{b, c, a}})
	got, err := x.Gaps(ctx, stream, anytime, 0, 10)
	same(t, "all gaps", got, err, []record.GapRow{a, b, c})
	got, err = x.Gaps(ctx, stream, anytime, 0, 1)
	same(t, "a page never parts gaps behind one chunk", got, err, []record.GapRow{a, b})
	got, err = x.Gaps(ctx, stream, shiheng.Span{From: at(100)}, 0, 10)
	same(t, "a gap that lasts reaches everywhere", got, err, []record.GapRow{c})
	got, err = x.Gaps(ctx, stream, anytime, 11, 10)
	same(t, "gaps from a sequence on", got, err, []record.GapRow{c})
	left := []record.GapRow{
		{Stream: shiheng.StreamID{5}, AfterSeq: 3, From: at(50), Cause: record.CauseLeft},
		{Stream: shiheng.StreamID{6}, AfterSeq: 4, From: at(50), To: at(60), Cause: record.CauseLeft},
		{Stream: shiheng.StreamID{5}, AfterSeq: 9, From: at(70), To: at(80), Cause: record.CauseLeft},
	}
	apply(t, x, record.Change{Gaps: []record.GapRow{left[2], left[0], left[1]}})
	got, err = x.GapsOf(ctx, record.CauseLeft, record.GapRow{}, 2)
	same(t, "gaps of a cause, oldest first", got, err, left[:2])
	got, err = x.GapsOf(ctx, record.CauseLeft, left[0], 10)
	same(t, "the next page of them", got, err, left[1:])
	c.To = at(40)
	apply(t, x, record.Change{Gaps: []record.GapRow{c}})
	last, err := x.LastGap(ctx, stream)
	same(t, "a gap that ended", last, err, c)
}

func slotRow(number uint32, use uint64) record.SlotRow {
	return record.SlotRow{
		Volume: volume, Number: number, Use: use, State: record.SlotSealed, Stream: stream, From: at(0), To: at(10),
		FirstSeq: uint64(number)*10 + 1, LastSeq: uint64(number)*10 + 10, Chunks: 12, Bytes: 4096,
		Tally: time.Hour, SHA: record.Digest{1}, SM3: record.Digest{2}, Reason: "because",
	}
}

func slots(t *testing.T, x record.Index) {
	ctx := t.Context()
	a, b := slotRow(0, 1), slotRow(1, 5)
	b.From, b.To = at(10), at(20)
	apply(t, x, record.Change{Slots: []record.SlotRow{b, a}})
	got, err := x.Slots(ctx, volume, 0, 10)
	same(t, "slots", got, err, []record.SlotRow{a, b})
	got, err = x.Slots(ctx, volume, 1, 1)
	same(t, "a page of slots", got, err, []record.SlotRow{b})
	got, err = x.StreamSlots(ctx, volume, stream, shiheng.Span{From: at(10), To: at(11)})
	same(t, "slots of a span", got, err, []record.SlotRow{b})
	apply(t, x, record.Change{Slots: []record.SlotRow{slotRow(1, 4)}})
	apply(t, x, record.Change{Freed: []record.SlotRow{slotRow(1, 4), slotRow(0, 1)}})
	n, err := x.CountSlots(ctx, volume)
	same(t, "slots left", n, err, 1)
	got, err = x.Slots(ctx, volume, 0, 10)
	same(t, "a late word about an earlier use changes nothing", got, err, []record.SlotRow{b})
}

func names(t *testing.T, x record.Index) {
	ctx := t.Context()
	s := record.Stream{ID: stream, Camera: camera, Role: record.Main, Class: 3}
	other := record.Stream{ID: shiheng.StreamID{7}, Camera: shiheng.CameraID{8}, Role: record.Sub}
	v := record.VolumeRow{ID: volume, Store: shiheng.StoreID{4}, Place: "disk/a", Slots: 10, SlotSize: 1 << 26, State: "ok"}
	p := record.Pin{ID: shiheng.HoldID{5}, Camera: camera, Span: shiheng.Span{From: at(0)}, Placed: at(1)}
	apply(t, x, record.Change{Streams: []record.Stream{s, other}, Volumes: []record.VolumeRow{v}, Pins: []record.Pin{p}})
	got, err := x.Streams(ctx, camera)
	same(t, "streams of a camera", got, err, []record.Stream{s})
	got, err = x.Streams(ctx, shiheng.CameraID{})
	same(t, "all streams", got, err, []record.Stream{s, other})
	v.State = "quarantined"
	p.Span.To = at(9)
	apply(t, x, record.Change{Volumes: []record.VolumeRow{v}, Pins: []record.Pin{p}})
	volumes, err := x.Volumes(ctx)
	same(t, "volumes", volumes, err, []record.VolumeRow{v})
	pins, err := x.Pins(ctx)
	same(t, "pins", pins, err, []record.Pin{p})
	apply(t, x, record.Change{Unpinned: []shiheng.HoldID{p.ID}})
	pins, err = x.Pins(ctx)
	same(t, "pins after one was lifted", len(pins), err, 0)
}

func trim(t *testing.T, x record.Index) {
	ctx := t.Context()
	a, b, c := run(1, 0, 10, 1, 10), run(2, 20, 30, 11, 20), run(3, 40, 50, 21, 30)
	gap := func(after uint64, from, to int) record.GapRow {
		return record.GapRow{Stream: stream, AfterSeq: after, From: at(from), To: at(to), Cause: record.CauseRestart}
	}
	apply(t, x, record.Change{Runs: []record.RunRow{a, b, c}, Gaps: []record.GapRow{gap(10, 10, 20), gap(20, 30, 40)}})
	apply(t, x, record.Change{Trimmed: []record.Trim{{Stream: stream, Seq: 15, From: at(25)}}})
	b.FirstSeq, b.From = 15, at(25)
	got, err := x.Runs(ctx, stream, anytime, 0, 10)
	same(t, "runs after a trim", got, err, []record.RunRow{b, c})
	left, err := x.Gaps(ctx, stream, anytime, 0, 10)
	same(t, "gaps after a trim", left, err, []record.GapRow{gap(20, 30, 40)})
	apply(t, x, record.Change{Trimmed: []record.Trim{{Stream: stream}}})
	got, err = x.Runs(ctx, stream, anytime, 0, 10)
	same(t, "runs when nothing is left", len(got), err, 0)
}

func clear(t *testing.T, x record.Index) {
	ctx := t.Context()
	pin := record.Pin{ID: shiheng.HoldID{5}, Camera: camera, Span: shiheng.Span{From: at(0)}, Placed: at(1)}
	apply(t, x, record.Change{
		Runs: []record.RunRow{run(1, 0, 10, 1, 10)}, Slots: []record.SlotRow{slotRow(0, 1)},
		Gaps:    []record.GapRow{{Stream: stream, AfterSeq: 1, From: at(1), Cause: record.CauseCrash}},
		Streams: []record.Stream{{ID: stream, Camera: camera, Role: record.Main}}, Pins: []record.Pin{pin},
	})
	if err := x.Clear(ctx); err != nil {
		t.Fatal(err)
	}
	n, err := x.CountSlots(ctx, volume)
	same(t, "slots", n, err, 0)
	got, err := x.Runs(ctx, stream, anytime, 0, 10)
	same(t, "runs", len(got), err, 0)
	left, err := x.Gaps(ctx, stream, anytime, 0, 10)
	same(t, "gaps", len(left), err, 0)
	pins, err := x.Pins(ctx)
	same(t, "pins stay", pins, err, []record.Pin{pin})
	streams, err := x.Streams(ctx, camera)
	same(t, "streams stay", slices.ContainsFunc(streams, func(s record.Stream) bool { return s.ID == stream }), err, true)
}
