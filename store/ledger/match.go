package ledger

import (
	"context"
	"errors"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// waiting is a region that lies beside the log and has no row yet.
type waiting struct {
	ledger.Region
	node   ledger.NodeMinute
	logged ledger.Logged // with its place; its index is not known yet
}

// recover reads what was written since the heads were, and brings rows, log and
// files to one state: a region without its row gets the leaf it has, or one.
func (m *Minutes) recover(ctx context.Context) error {
	at, heads := m.beside.readHeads()
	if heads != nil {
		m.heads = heads
	}
	newest, err := m.cfg.Rows.NewestMinute(ctx)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	rowed := place{newest.File, newest.Offset + newest.Size}
	left, err := m.beside.replay(ctx, at, func(p place, size int64, r ledger.Region) error {
		node, err := r.Whole()
		if err != nil {
			m.cfg.Log.ErrorContext(ctx, "camera-minutes beside the log are damaged", "file", p.File, "offset", p.Offset, "error", err)
			return nil // check names it
		}
		if err := m.learn(r); err != nil {
			return err
		}
		if !p.before(rowed) {
			m.wait(r, node, p, size)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if left > 0 {
		m.cfg.Log.WarnContext(ctx, "camera-minutes that were being written when the program ended are made anew", "bytes", left)
	}
	return m.match(ctx)
}

// learn notes how far streams are with a region.
func (m *Minutes) learn(r ledger.Region) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, text := range r.Minutes {
		c, err := ledger.ParseCameraMinute(text)
		if err != nil {
			return err
		}
		id, err := shiheng.ParseID[shiheng.StreamID](c.Stream)
		if err != nil {
			return err
		}
		h := m.heads[id]
		m.heads[id] = head{ledger.SHA256().Of(text), h.Known.Add(ledger.SeqSpan{First: c.First, Last: c.Last})}
	}
	return nil
}

func (m *Minutes) wait(r ledger.Region, n ledger.NodeMinute, p place, size int64) {
	minute, err := ledger.ParseMinute(n.Minute)
	if err != nil {
		return // Whole parsed it; a minute of another form has no row
	}
	m.waits = append(m.waits, waiting{r, n, ledger.Logged{
		Minute: minute, Part: n.Part, CameraMinutes: n.CameraMinutes, Root: ledger.Digest(n.Root), File: p.File, Offset: p.Offset, Size: size,
	}})
}

// match finds in the end of the log the leaves of regions that have no row, and
// leaves whose region is not there.
func (m *Minutes) match(ctx context.Context) error {
	found, err := m.cfg.Acts.minuteLeaves(ctx, m.cfg.Rows)
	if err != nil {
		return err
	}
	var rows []ledger.Logged
	m.waits = slices.DeleteFunc(m.waits, func(w waiting) bool {
		at, ok := found.at[string(w.Leaf)]
		if !ok {
			return false
		}
		delete(found.at, string(w.Leaf))
		w.logged.Origin, w.logged.Index = found.origin, at
		rows = append(rows, w.logged)
		return true
	})
	for _, index := range found.at {
		m.absent = append(m.absent, index)
	}
	slices.Sort(m.absent)
	if len(rows) > 0 {
		if err := m.cfg.Rows.PutMinutes(ctx, rows); err != nil {
			return err
		}
	}
	return m.append(ctx)
}

// minuteLeaves are node-minutes at the end of the log that no row knows.
type minuteLeaves struct {
	origin string
	at     map[string]uint64 // by the leaf's bytes
}

func (a *Acts) minuteLeaves(ctx context.Context, rows MinuteRows) (found minuteLeaves, err error) {
	found = minuteLeaves{a.origin, map[string]uint64{}}
	size, err := a.log.Size(ctx)
	if err != nil {
		return found, err
	}
	from, any, err := rows.LastMinute(ctx, a.origin)
	if err != nil {
		return found, err
	}
	if any {
		from++
	}
	return found, a.log.Each(ctx, from, size, func(index uint64, leaf []byte) error {
		if ledger.KindOf(leaf) == ledger.KindMinute {
			found.at[string(leaf)] = index
		}
		return nil
	})
}
