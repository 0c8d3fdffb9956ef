package slots_test

import (
	"testing"
	"time"

	"shiheng.internal/civic/ledger"
	"shiheng.internal/video/record"
	"shiheng.internal/video/record/recordtest"
)

// TestPieces: the log is told of whole minutes only, when all of them is durable
// and digested; after a crash too, when SM3 has to be read back from the disk.
func TestPieces(t *testing.T) {
	w := newWorld(t, 1, nil)
	st := w.stream(1)
	w.record(st, &recordtest.Source{Tag: 1, FrameSize: 200}, 100*25) // 12:00:00 to 12:01:40
	ask := func(known ledger.Spans, until time.Duration, most int) ([]ledger.Piece, bool) {
		t.Helper()
		out, more, err := w.store.Pieces(t.Context(), st.ID, ledger.Wanted{Known: known, Until: noon.Add(until), Most: most})
		if err != nil {
			t.Fatal(err)
		}
		return out, more
	}
	if out, _ := ask(nil, 2*time.Minute, 10); len(out) != 0 {
		t.Errorf("%d chunks that are not durable", len(out))
	}
	w.sync()
	count := func(out []ledger.Piece) (media, beside int) {
		for _, p := range out {
			if p.Beside {
				beside++
			} else {
				media++
			}
			if p.SM3 == (ledger.Digest{}) || p.SHA == (ledger.Digest{}) {
				t.Errorf("chunk %d without a digest", p.Seq)
			}
		}
		return media, beside
	}
	for _, tt := range []struct {
		known         ledger.Spans
		until         time.Duration
		most          int
		media, beside int
		more          bool
	}{
		{nil, time.Minute, 10, 60, 1, false},
		{nil, 2 * time.Minute, 10, 100, 2, false},
		{nil, 2 * time.Minute, 1, 60, 1, true},
		{ledger.Spans{{First: 1, Last: 60}}, 2 * time.Minute, 10, 40, 1, false},
		{ledger.Spans{{First: 1, Last: 100}}, 2 * time.Minute, 10, 0, 0, false},
	} {
		out, more := ask(tt.known, tt.until, tt.most)
		if media, beside := count(out); media != tt.media || beside != tt.beside || more != tt.more {
			t.Errorf("%v until %v, %d at most: %d and %d chunks, more %v", tt.known, tt.until, tt.most, media, beside, more)
		}
	}
	w.crash()
	out, _ := ask(nil, 2*time.Minute, 10) // the second slot was open
	if media, _ := count(out); media != 60 {
		t.Errorf("%d chunks, of which the SM3 of 60 is known", media)
	}
	w.sync()
	out, _ = ask(nil, 2*time.Minute, 10)
	if media, _ := count(out); media != 100 {
		t.Errorf("%d chunks after a crash", media)
	}
	// The next run's first minute tells of the gap before it.
	w.record(st, &recordtest.Source{Tag: 1, FrameSize: 200}, 25)
	w.sync()
	out, _ = ask(ledger.Spans{{First: 1, Last: 100}}, time.Hour, 10)
	gap := (*ledger.Gap)(nil)
	for _, p := range out {
		if p.Gap != nil {
			gap = p.Gap
		}
	}
	if gap == nil || gap.After != 100 || gap.Cause != string(record.CauseNoSignal) && gap.Cause != string(record.CauseCrash) {
		t.Errorf("gap %+v", gap)
	}
	if got := w.store.Sources(); len(got) != 1 || got[0].Stream != st.ID || got[0].Camera != st.Camera || got[0].Role != "main" {
		t.Errorf("sources %+v", got)
	}
}
