package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// A Standing is a camera-minute with its node-minute.
type Standing struct {
	Text   []byte
	Minute ledger.CameraMinute
	In     ledger.Logged
}

// inOrder orders by where they stand in the log.
func inOrder(a, b ledger.Logged) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Offset, b.Offset))
}

// How many node-minutes are read at a time, and how far back a stream is looked
// for of which nothing is in the span.
const (
	standingPage = 500
	longestGap   = 62 * 24 * time.Hour
)

// Stretch lists the camera-minutes of a stream that a span is proven with, in
// the order in which they were logged: from the one that holds the beginning,
// or the last before it, to the first that begins behind the end, the
// right-hand anchor. They reach back at least to the number needed. anchored
// tells whether the anchor is there: what is recorded now has none yet.
func (m *Minutes) Stretch(ctx context.Context, id shiheng.StreamID, span shiheng.Span, needed uint64) (out []Standing, anchored bool, err error) {
	inside, err := m.inside(ctx, id, span)
	if err != nil {
		return nil, false, err
	}
	if len(inside) > 0 {
		out = append(out, inside[0])
	}
	for len(out) > 0 && (begins(out[0]).After(span.From) || out[0].Minute.First > needed) {
		one, err := m.previous(ctx, id, out[0].In)
		if errors.Is(err, shiheng.ErrNotFound) {
			break
		}
		if err != nil {
			return nil, false, err
		}
		out = slices.Insert(out, 0, one)
	}
	if len(out) == 0 {
		return nil, false, nil
	}
	return m.onward(ctx, id, span, out[0], inside[len(inside)-1].In)
}

// inside lists what is of the minutes of a span; of a span in which there is
// nothing, the last before it.
func (m *Minutes) inside(ctx context.Context, id shiheng.StreamID, span shiheng.Span) ([]Standing, error) {
	out, err := m.standing(ctx, id, span.From, span.To)
	if err != nil || len(out) > 0 {
		return out, err
	}
	out, err = m.standing(ctx, id, span.From.Add(-longestGap), span.From)
	return out[max(0, len(out)-1):], err
}

// standing lists what a stream has of the minutes between two times.
func (m *Minutes) standing(ctx context.Context, id shiheng.StreamID, from, to time.Time) (out []Standing, err error) {
	logged, err := m.cfg.Rows.MinutesOf(ctx, from, to)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(logged, inOrder)
	for _, l := range logged {
		more, err := m.at(l, id)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// at reads what a stream has in a node-minute.
func (m *Minutes) at(l ledger.Logged, id shiheng.StreamID) (out []Standing, err error) {
	lines, err := m.beside.find(l, id)
	if err != nil {
		return nil, err
	}
	for _, text := range lines {
		c, err := ledger.ParseCameraMinute(text)
		if err != nil {
			return nil, fmt.Errorf("camera-minute of %s: %w", c.Minute, err)
		}
		out = append(out, Standing{Text: slices.Clone(text), Minute: c, In: l})
	}
	return out, nil
}

// previous is the last camera-minute of a stream that was logged before a
// node-minute. ErrNotFound when there is none.
func (m *Minutes) previous(ctx context.Context, id shiheng.StreamID, l ledger.Logged) (Standing, error) {
	for {
		page, err := m.cfg.Rows.MinutesBefore(ctx, l, standingPage)
		if err != nil {
			return Standing{}, err
		}
		for _, l = range page {
			lines, err := m.at(l, id)
			if err != nil {
				return Standing{}, err
			}
			if len(lines) > 0 {
				return lines[len(lines)-1], nil
			}
		}
		if len(page) < standingPage {
			return Standing{}, shiheng.NotFound("log.minute")
		}
	}
}

// onward lists what follows one camera-minute, itself included, to the last one
// of a span and the anchor behind it.
func (m *Minutes) onward(ctx context.Context, id shiheng.StreamID, span shiheng.Span, first Standing, last ledger.Logged) (out []Standing, anchored bool, err error) {
	page := []ledger.Logged{first.In}
	for len(page) > 0 {
		for _, l := range page {
			more, err := m.at(l, id)
			if err != nil {
				return nil, false, err
			}
			for _, s := range more {
				if l == first.In && s.Minute.First < first.Minute.First {
					continue
				}
				out = append(out, s)
				if inOrder(l, last) >= 0 && !begins(s).Before(span.To) {
					return out, true, nil
				}
			}
		}
		if page, err = m.cfg.Rows.MinutesBehind(ctx, page[len(page)-1], standingPage); err != nil {
			return nil, false, err
		}
	}
	return out, false, nil
}

func begins(s Standing) time.Time {
	at, err := time.Parse(time.RFC3339Nano, s.Minute.From)
	if err != nil {
		return time.Time{} // it holds no media chunk
	}
	return at
}

// A Proven leaf is one with its path to the root of a tree.
type Proven struct {
	Index uint64
	Leaf  []byte
	Path  []ledger.Digest
}

// Under proves leaves of one log to the root of the tree of a size.
func (a *Acts) Under(ctx context.Context, origin string, size uint64, indices []uint64) (out []Proven, err error) {
	err = a.with(ctx, origin, func(l *view) error {
		for _, at := range indices {
			p := Proven{Index: at}
			if p.Leaf, err = l.Leaf(ctx, at, size); err != nil {
				return err
			}
			if p.Path, err = l.Prove(ctx, at, size); err != nil {
				return err
			}
			out = append(out, p)
		}
		return nil
	})
	return out, err
}

// Keys are the public keys of a log.
func (a *Acts) Keys(origin string) []string {
	keys, err := a.publicOf(origin)
	if err != nil {
		return nil // of a log that is none of ours
	}
	return keys
}

// Published waits until a checkpoint of a log covers an index, and returns it:
// signed by the log alone.
func (a *Acts) Published(ctx context.Context, origin string, index uint64) (point ledger.Checkpoint, note []byte, err error) {
	err = a.with(ctx, origin, func(l *view) error {
		point, note, err = a.published(ctx, l, origin, index)
		return err
	})
	return point, note, err
}

// A Cosigned checkpoint is one that witnesses signed.
type Cosigned struct {
	ledger.Checkpoint
	Note []byte
	By   []string // names of the witnesses
	At   time.Time
}

// Covering returns a checkpoint of a log that covers an index and that
// witnesses of the settings signed, the one with most of them. ErrNotFound when
// there is none yet; witnesses are asked at once then.
func (c *Cosigning) Covering(ctx context.Context, origin string, index uint64) (best Cosigned, err error) {
	all, err := c.cfg.Witnesses(ctx)
	if err != nil {
		return best, err
	}
	kept, err := c.cfg.Acts.readSeen(origin)
	if err != nil {
		return best, err
	}
	keys, err := verifiersOf(c.cfg.Acts.Keys(origin), origin)
	if err != nil {
		return best, err
	}
	for _, w := range all {
		keys = append(keys, w)
	}
	for _, w := range all {
		point, n, err := ledger.OpenCheckpoint(kept.Seen[w.Name()].Note, keys...)
		if err != nil || point.Size <= index {
			continue
		}
		one := Cosigned{Checkpoint: point, Note: kept.Seen[w.Name()].Note}
		for _, sig := range n.Sigs {
			if at := ledger.CosignedAt(sig); sig.Name != origin && !at.IsZero() {
				one.By = append(one.By, sig.Name)
				if at.After(one.At) {
					one.At = at
				}
			}
		}
		if len(one.By) > len(best.By) || len(one.By) == len(best.By) && one.Size > best.Size {
			best = one
		}
	}
	if len(best.By) == 0 {
		c.Wake()
		return best, shiheng.NotFound("log.unwitnessed", "log", origin)
	}
	return best, nil
}

// Appointed are the public keys of the witnesses of the settings.
func (c *Cosigning) Appointed(ctx context.Context) (keys []string, err error) {
	all, err := c.cfg.Witnesses(ctx)
	for _, w := range all {
		keys = append(keys, w.Key)
	}
	return keys, err
}
