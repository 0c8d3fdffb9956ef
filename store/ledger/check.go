package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// CheckRows are the rows that a check reads. *rows.Leaves does what this asks.
type CheckRows interface {
	MinuteRows
	// Count is how many acts there are, and the number of the newest.
	Count(ctx context.Context) (n, newest int64, err error)
	// Origins are the logs that rows say they stand in.
	Origins(ctx context.Context) ([]string, error)
	// Indexed lists acts with an index in the log of an origin, behind a number
	// and in order of it.
	Indexed(ctx context.Context, origin string, behind int64, limit int) ([]ledger.Indexed, error)
	// ActOf is one act by its number, with an index or without. ErrNotFound.
	ActOf(ctx context.Context, seq int64) (ledger.Indexed, error)
	Minutes(ctx context.Context, origin string, from uint64, limit int) ([]ledger.Logged, error)
	Epochs(ctx context.Context) ([]ledger.KeptEpoch, error)
	Erasures(ctx context.Context, stream shiheng.StreamID, behind int64, limit int) ([]ledger.Certificate, error)
}

// CheckFootage is the footage that a check reads. *slots.Store is one.
type CheckFootage interface {
	Sources() []ledger.Source
	// Held lists the chunks with numbers in a span. A slot that cannot be read is
	// told to bad.
	Held(ctx context.Context, stream shiheng.StreamID, span ledger.SeqSpan, bad func(ledger.Position, error)) ([]ledger.Piece, error)
	// Audit compares slots with their rows, and when full reads every byte.
	Audit(ctx context.Context, full bool, r *ledger.CheckReport, progress func(done, all int)) error
}

// CheckConfig is what a check reads: it writes nothing. Progress may be missing.
type CheckConfig struct {
	Dir     string // of the logs
	Minutes string // of the camera-minutes
	Name    string // of the node
	Keys    Keys
	Past    []Past // epochs before
	Rows    CheckRows
	Footage CheckFootage
	Now     func() time.Time
	// Progress is told how many leaves, and then slots, of all are done.
	Progress func(what string, done, all uint64)
}

// A checker is one check. It belongs to one goroutine.
type checker struct {
	CheckConfig
	r       *ledger.CheckReport
	beside  *beside
	streams map[string]head // as the log tells
	batch   map[string][]ledger.CameraMinute
	batched int
	newest  time.Time                // minute that the log reaches
	tail    map[string]ledger.Region // by leaf: of regions behind the last one that rows know
	gone    map[string]ledger.Spans  // by stream: what was not there any more when an epoch began
}

// Check checks rows, slots, leaves and checkpoints against one another. Its
// error tells that it could not be done to the end; what does not fit is in the
// report.
func Check(ctx context.Context, c CheckConfig, level ledger.CheckLevel) (*ledger.CheckReport, error) {
	if c.Progress == nil {
		c.Progress = func(string, uint64, uint64) {}
	}
	k := &checker{
		CheckConfig: c, r: &ledger.CheckReport{Level: level, Began: c.Now()}, beside: &beside{dir: c.Minutes},
		streams: map[string]head{}, batch: map[string][]ledger.CameraMinute{}, tail: map[string]ledger.Region{}, gone: map[string]ledger.Spans{},
	}
	err := k.run(ctx)
	k.r.Ended = c.Now()
	return k.r, err
}

func (k *checker) run(ctx context.Context) error {
	logs, err := k.logs()
	if err != nil {
		return err
	}
	if err := k.epochs(ctx, logs); err != nil {
		return err
	}
	if err := k.rows(ctx, logs); err != nil {
		return err
	}
	if k.r.Level != ledger.CheckFast {
		if err := k.readTail(ctx); err != nil {
			return err
		}
	}
	for _, t := range logs {
		if err := k.log(ctx, t); err != nil {
			return err
		}
	}
	if k.r.Level == ledger.CheckFast {
		return nil
	}
	if err := k.flush(ctx); err != nil {
		return err
	}
	if err := k.unlogged(ctx); err != nil {
		return err
	}
	return k.Footage.Audit(ctx, k.r.Level == ledger.CheckFull, k.r, func(done, all int) {
		k.Progress("slots", uint64(done), uint64(all)) //nolint:gosec // counts
	})
}

// rows checks what can be seen of rows alone: numbers without holes, and that
// each log they stand in is there.
func (k *checker) rows(ctx context.Context, logs []*tree) error {
	n, newest, err := k.Rows.Count(ctx)
	if err != nil {
		return err
	}
	if n != newest {
		k.r.Find(ledger.BadAct, ledger.Position{Act: newest}, "%d acts are on record and the newest has number %d", n, newest)
	}
	origins, err := k.Rows.Origins(ctx)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, t := range logs {
		there[t.origin] = true
	}
	for _, o := range origins {
		if !there[o] {
			k.r.Find(ledger.BadCheckpoint, ledger.Position{Origin: o}, "rows stand in this log, and it is not there")
		}
	}
	return nil
}

// log checks one log: checkpoint, tree, and then leaf by leaf.
func (k *checker) log(ctx context.Context, t *tree) error {
	k.r.Logs++
	at := ledger.Position{Origin: t.origin, File: filepath.Join(filepath.Base(t.files.Root), "checkpoint")}
	c, err := t.checkpoint(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		k.r.Find(ledger.BadCheckpoint, at, "it is not there")
		return nil
	}
	if err != nil {
		k.r.Find(ledger.BadCheckpoint, at, "%v", err)
		return nil
	}
	if t.over != nil && t.over.Last.Origin == t.origin && (t.over.Last.Size != c.Size || ledger.Digest(t.over.Last.Root) != c.Root) {
		k.r.Find(ledger.BadCheckpoint, at, "the epoch behind this log names another checkpoint, of size %d", t.over.Last.Size)
	}
	if err := t.whole(ctx, c); err != nil {
		te, ok := errors.AsType[*tileError](err)
		if !ok {
			return err
		}
		k.r.Find(ledger.BadTree, ledger.Position{Origin: t.origin, Leaf: &te.first, File: te.path}, "%s", te.what)
	}
	k.r.Leaves += c.Size
	if err := k.covered(ctx, t.origin, c.Size); err != nil {
		return err
	}
	if k.r.Level == ledger.CheckFast {
		return nil
	}
	return k.leaves(ctx, t, c.Size)
}

// behindMost is how much a checkpoint may be older than the newest leaf: it
// follows within a fraction of a second.
const behindMost = time.Minute

// covered looks for rows whose index the checkpoint does not cover: some of the
// last moment when the program was killed, many when another checkpoint was put
// in its place.
func (k *checker) covered(ctx context.Context, origin string, size uint64) error {
	var first, last time.Time
	var seen ledger.Position
	note := func(at ledger.Position, when time.Time) {
		if k.r.Waiting++; first.IsZero() {
			first, seen = when, at
		}
		last = when
	}
	rows := actRows{rows: k.Rows, origin: origin, r: k.r}
	for {
		a, ok, err := rows.next(ctx)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if k.r.Acts++; a.Index >= size {
			when, _ := time.Parse(time.RFC3339Nano, a.Act.At) // a time that is none is the zero time: long ago
			index := a.Index
			note(ledger.Position{Origin: origin, Leaf: &index, Act: a.Seq, Event: a.Act.Event}, when)
		}
	}
	for from := size; ; {
		page, err := k.Rows.Minutes(ctx, origin, from, rowsAtOnce)
		if err != nil {
			return err
		}
		for _, l := range page {
			note(ledger.Position{Origin: origin, Leaf: &l.Index, Minute: ledger.MinuteText(l.Minute)}, k.beside.made(l))
			from = l.Index + 1
		}
		if len(page) < rowsAtOnce {
			break
		}
	}
	if !first.IsZero() && (last.Sub(first).Abs() > behindMost || k.r.Waiting > mostWaiting) {
		k.r.Find(ledger.BadCheckpoint, seen, "the checkpoint covers %d leaves, and rows stand behind it", size)
	}
	return nil
}

// How many rows are read at a time; how many may wait for a checkpoint.
const (
	rowsAtOnce  = 1000
	mostWaiting = 50_000
)

// actRows reads the acts of a log in the order of their numbers, in which their
// indices grow.
type actRows struct {
	rows   CheckRows
	origin string
	r      *ledger.CheckReport
	page   []ledger.Indexed
	last   *ledger.Indexed
	end    bool
}

func (a *actRows) next(ctx context.Context) (ledger.Indexed, bool, error) {
	if len(a.page) == 0 && !a.end {
		behind := int64(0)
		if a.last != nil {
			behind = a.last.Seq
		}
		page, err := a.rows.Indexed(ctx, a.origin, behind, rowsAtOnce)
		if err != nil {
			return ledger.Indexed{}, false, err
		}
		a.page, a.end = page, len(page) < rowsAtOnce
	}
	if len(a.page) == 0 {
		return ledger.Indexed{}, false, nil
	}
	next := a.page[0]
	a.page = a.page[1:]
	if a.last != nil && next.Index <= a.last.Index && a.r != nil {
		a.r.Find(ledger.BadAct, ledger.Position{Origin: a.origin, Leaf: &next.Index, Act: next.Seq, Event: next.Act.Event},
			"its index does not follow that of act %d", a.last.Seq)
	}
	a.last = &next
	return next, true, nil
}

// leaves reads a log leaf by leaf beside its rows.
func (k *checker) leaves(ctx context.Context, t *tree, size uint64) error {
	w := &walk{k: k, t: t, acts: actRows{rows: k.Rows, origin: t.origin}}
	err := t.each(ctx, size, func(index uint64, leaf []byte, hash ledger.Digest) error {
		if index%4096 == 0 {
			k.Progress("leaves", index, size)
			if err := context.Cause(ctx); err != nil {
				return err
			}
		}
		return w.leaf(ctx, index, leaf, hash)
	})
	if te, ok := errors.AsType[*tileError](err); ok || errors.Is(err, fs.ErrNotExist) {
		at := ledger.Position{Origin: t.origin, Leaf: &w.at}
		if ok {
			at.File = te.path
		}
		k.r.Find(ledger.BadLeaf, at, "leaves from here on cannot be read: %v", err)
		return nil
	}
	if err != nil {
		return err
	}
	return w.rest(ctx, size)
}

// A walk goes through one log. pending are the next rows.
type walk struct {
	k      *checker
	t      *tree
	acts   actRows
	act    *ledger.Indexed
	minute *ledger.Logged
	page   []ledger.Logged
	from   uint64
	end    bool // there is no further page
	sm3    ledger.Range
	at     uint64 // the next leaf
	closed bool   // the last leaf was seen
}

func (w *walk) leaf(ctx context.Context, index uint64, leaf []byte, hash ledger.Digest) error {
	w.at = index
	at := ledger.Position{Origin: w.t.origin, Leaf: &index}
	if ledger.SHA256().Leaf(leaf) != hash {
		w.k.r.Find(ledger.BadLeaf, at, "the tree has another hash of it")
	}
	if w.closed {
		w.k.r.Find(ledger.BadLeaf, at, "it stands behind the end of a log that was closed")
	}
	if err := w.skipped(ctx, index); err != nil {
		return err
	}
	var err error
	switch kind := ledger.KindOf(leaf); kind {
	case ledger.KindAct:
		err = w.actLeaf(ctx, at, leaf)
	case ledger.KindMinute:
		err = w.minuteLeaf(ctx, at, leaf)
	case ledger.KindSM3:
		var s ledger.SM3Root
		if json.Unmarshal(leaf, &s) != nil || s.Size != w.sm3.Size || ledger.Digest(s.Root) != ledger.SM3().Root(w.sm3) {
			w.k.r.Find(ledger.BadLeaf, at, "the root by SM3 is another")
		}
	case ledger.KindBoot:
	case ledger.KindEpoch, ledger.KindClosed:
		w.epochLeaf(at, kind, leaf)
	default:
		w.k.r.Find(ledger.BadLeaf, at, "a leaf of the unknown kind %q", kind)
	}
	w.sm3 = ledger.SM3().Append(w.sm3, ledger.SM3().Leaf(leaf))
	w.at = index + 1
	return err
}

// skipped names rows whose index is before one and was not that of their leaf.
func (w *walk) skipped(ctx context.Context, index uint64) error {
	for {
		if w.act == nil {
			a, ok, err := w.acts.next(ctx)
			if err != nil {
				return err
			}
			if ok {
				w.act = &a
			}
		}
		if w.act == nil || w.act.Index >= index {
			break
		}
		w.k.r.Find(ledger.BadAct, ledger.Position{Origin: w.t.origin, Leaf: &w.act.Index, Act: w.act.Seq, Event: w.act.Act.Event}, "no act stands at the index that its row tells")
		w.act = nil
	}
	for {
		if w.minute == nil {
			if err := w.nextMinute(ctx); err != nil {
				return err
			}
		}
		if w.minute == nil || w.minute.Index >= index {
			return nil
		}
		w.k.r.Find(ledger.BadMinute, ledger.Position{Origin: w.t.origin, Leaf: &w.minute.Index, Minute: ledger.MinuteText(w.minute.Minute)}, "no minute stands at the index that its row tells")
		w.minute = nil
	}
}

func (w *walk) nextMinute(ctx context.Context) error {
	if len(w.page) == 0 && !w.end {
		page, err := w.k.Rows.Minutes(ctx, w.t.origin, w.from, rowsAtOnce)
		if err != nil {
			return err
		}
		w.page, w.end = page, len(page) < rowsAtOnce
	}
	if len(w.page) > 0 {
		w.minute, w.page = &w.page[0], w.page[1:]
		w.from = w.minute.Index + 1
	}
	return nil
}

// rest names rows whose index is behind the last leaf but under the checkpoint.
func (w *walk) rest(ctx context.Context, size uint64) error { return w.skipped(ctx, size) }

func (w *walk) actLeaf(ctx context.Context, at ledger.Position, leaf []byte) error {
	var said ledger.Act
	if err := json.Unmarshal(leaf, &said); err != nil {
		w.k.r.Find(ledger.BadLeaf, at, "%v", err)
		return nil
	}
	at.Act, at.Event = said.Seq, said.Event
	if w.t.over != nil && said.Seq > w.t.over.Acts { // of the lost range: its row is gone, and its number given again
		w.k.r.Lost(w.t.over.Origin())
		return nil
	}
	var row ledger.Indexed
	if w.act != nil && w.act.Index == *at.Leaf {
		row, w.act = *w.act, nil
	} else {
		var err error
		row, err = w.k.Rows.ActOf(ctx, said.Seq)
		switch {
		case errors.Is(err, shiheng.ErrNotFound):
			w.k.r.Find(ledger.BadAct, at, "the row of the act is not there")
			return nil
		case err != nil:
			return err
		case row.Has && row.Index != *at.Leaf:
			w.k.r.Find(ledger.BadAct, at, "the row of the act tells the index %d", row.Index)
			return nil
		}
		if !row.Has {
			w.k.r.Waiting++ // cut off between leaf and row: the next start notes it
		}
	}
	if b, err := row.Leaf(); err != nil || !bytes.Equal(b, leaf) {
		w.k.r.Find(ledger.BadAct, at, "row and leaf say different things")
	}
	return nil
}
