package app

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	retentionapi "shiheng.internal/api/retention"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/civic/retain"
	"shiheng.internal/civic/retain/term"
	"shiheng.internal/store/rows"
	"shiheng.internal/video/record"
)

// openRetention opens the register of terms. It is opened when the footage store
// has said how long a day of the law lasts.
func (h *House) openRetention(ctx context.Context) (err error) {
	h.terms, err = term.New(term.Config{
		Store: rows.NewRetention(h.db), Cameras: h.registry.Read(), Footage: kept{h.past}, Law: h.law, LawDay: h.slots.LawDay(), Log: h.log,
		Changed: h.keeping.Changed,
	})
	if err != nil {
		return err
	}
	return h.keeping.open(ctx)
}

// newKeeping makes what the footage store asks. It answers before the rooms it
// reads are open: that everything is kept.
func (h *House) newKeeping() *keeping {
	return newKeeping(&keeping{
		floor: h.directory.Floor, rows: rows.NewRetention(h.db), now: time.Now, log: h.log,
		tally: func() time.Duration { return h.slots.Tally() },
		ceiling: func(ctx context.Context) (int, error) {
			c, err := h.terms.Read().Ceiling(ctx)
			return c.Days, err
		},
		purposed:  func(ctx context.Context) (map[shiheng.CameraID]bool, error) { return h.terms.Purposed(ctx) },
		witnesses: func(ctx context.Context) ([]ledger.Seen, error) { return h.cosigning.Witnesses(ctx) },
		grown: func(ctx context.Context) (string, uint64, error) {
			s, err := h.acts.State(ctx)
			return s.Origin, s.Checkpoint.Size, err
		},
	})
}

// retentionDesk is the area of the API in front of it.
func (h *House) retentionDesk() *retentionapi.Desk {
	return retentionapi.New(retentionapi.Config{
		Terms: h.terms, Cameras: h.registry.Read(), Name: h.called,
		Verdicts: func() map[retain.Reason]retentionapi.Amount {
			out := map[retain.Reason]retentionapi.Amount{}
			for r, a := range h.slots.Verdicts() {
				out[r] = retentionapi.Amount(a)
			}
			return out
		},
	})
}

// kept is the footage store as the register of terms needs it. It implements
// [term.Footage].
type kept struct{ *past }

// Past implements term.Footage.
func (k kept) Past(ctx context.Context, camera shiheng.CameraID) (runs, lost []shiheng.Span, gaps []retain.Hole, err error) {
	id, err := k.stream(ctx, camera)
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil, nil, nil, nil
	} else if err != nil {
		return nil, nil, nil, err
	}
	now := time.Now().UTC()
	ever := shiheng.Span{From: time.Unix(0, 0)}
	for next := uint64(0); ; {
		page, err := k.reader.Timeline(ctx, id, ever, next, record.PageLimit)
		if err != nil {
			return nil, nil, nil, err
		}
		for _, r := range page.Recordings {
			if r.Live && r.Span.To.Before(now) { // what was not read back yet is on its way
				r.Span.To = now
			}
			runs = append(runs, r.Span)
		}
		for _, g := range page.Gaps {
			gaps = append(gaps, retain.Hole{From: g.From, To: g.To, Cause: string(g.Cause)})
		}
		if next == 0 { // each page tells of them all
			lost = page.Lost
		}
		if next = page.Next; next == 0 {
			return runs, lost, gaps, nil
		}
	}
}
