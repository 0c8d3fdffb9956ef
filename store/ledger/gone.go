package ledger

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// losses says which time was lost, and what is gone.
func (w *epochWork) losses(ctx context.Context, e *ledger.Epoch, dir string) error {
	from := w.Read
	if from.IsZero() { // nobody knows when the rows were read: when they were written last
		last, err := w.Rows.ActOf(ctx, w.acts)
		if err == nil {
			from, err = time.Parse(time.RFC3339Nano, last.Act.At)
		}
		if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
	}
	if !w.until.IsZero() && w.until.Before(from) {
		from = w.until
	}
	e.Lost = &ledger.LostRange{From: ledger.Time(from), To: e.At}
	text, err := w.goneNow(ctx)
	if err != nil || text == nil {
		return err
	}
	digest := ledger.Hex(ledger.SHA256().Of(text))
	e.Gone = &digest
	return writeBytes(filepath.Join(dir, goneFile), text)
}

// goneNow lists what camera-minutes tell of, no certificate names and no slot
// holds.
func (w *epochWork) goneNow(ctx context.Context) ([]byte, error) {
	type told struct {
		camera string
		known  ledger.Spans
	}
	streams := map[string]*told{}
	err := eachRegion(ctx, w.Minutes, "", func(_ place, _ int64, r ledger.Region) error {
		for _, text := range r.Minutes {
			m, err := ledger.ParseCameraMinute(text)
			if err != nil {
				return nil //nolint:nilerr // a check names it
			}
			if streams[m.Stream] == nil {
				streams[m.Stream] = &told{camera: m.Camera}
			}
			streams[m.Stream].known = streams[m.Stream].known.Add(ledger.SeqSpan{First: m.First, Last: m.Last})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	past, err := ReadPast(w.Dir, w.name)
	if err != nil {
		return nil, err
	}
	k := &checker{CheckConfig: CheckConfig{Rows: w.Rows, Footage: w.Footage}, r: &ledger.CheckReport{}}
	var out ledger.Gone
	for stream, t := range streams {
		id, err := shiheng.ParseID[shiheng.StreamID](stream)
		if err != nil {
			continue
		}
		there, err := k.certified(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, p := range past {
			there = append(there, p.goneOf(stream)...)
		}
		left, err := w.without(ctx, id, t.known, there)
		if err != nil {
			return nil, err
		}
		if len(left) > 0 {
			g := ledger.GoneStream{Camera: t.camera, Stream: stream}
			for _, s := range left {
				g.Spans = append(g.Spans, [2]uint64{s.First, s.Last})
			}
			out.Streams = append(out.Streams, g)
		}
	}
	return out.Text()
}

// without are the numbers known that are neither explained nor in a slot.
func (w *epochWork) without(ctx context.Context, id shiheng.StreamID, known, explained ledger.Spans) (left ledger.Spans, err error) {
	var there ledger.Spans
	for _, s := range explained {
		there = there.Add(s)
	}
	for _, s := range known {
		pieces, err := w.Footage.Held(ctx, id, s, func(ledger.Position, error) {})
		if err != nil {
			return nil, err
		}
		for _, p := range pieces {
			if !p.Beside {
				there = there.Add(ledger.SeqSpan{First: p.Seq, Last: p.Seq})
			}
		}
	}
	for _, s := range known {
		left = append(left, there.Without(s)...)
	}
	return left, nil
}
