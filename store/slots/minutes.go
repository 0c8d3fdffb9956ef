package slots

import (
	"context"
	"slices"
	"sort"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/video/record"
)

// Sources lists the streams of the store, in order.
func (s *Store) Sources() []ledger.Source {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]ledger.Source, 0, len(s.streams))
	for _, st := range s.streams {
		out = append(out, ledger.Source{Stream: st.ID, Camera: st.Camera, Role: string(st.Role)})
	}
	slices.SortFunc(out, func(a, b ledger.Source) int { return slices.Compare(a.Stream[:], b.Stream[:]) })
	return out
}

// A shelved slot is one that is looked at for the log. What of it is open was
// copied.
type shelved struct {
	*slot
	open    bool
	dead    bool
	durable []dirEntry
}

// Pieces lists chunks of a stream whose numbers w does not know yet, in order
// of sequence, declarations before the chunk they belong to: whole minutes
// only, that is, all chunks of a minute that were taken are durable and both
// digests are known. It ends before the first minute of which that is not so,
// before w.Until, and behind w.Most minutes; then it reports that there may be
// more. It reads footers, never a chunk but declarations of gaps.
func (s *Store) Pieces(ctx context.Context, id shiheng.StreamID, w ledger.Wanted) (out []ledger.Piece, more bool, err error) {
	l := lister{s: s, want: w, minutes: map[time.Time]bool{}}
	for _, sl := range s.unlogged(id, w) {
		if err := context.Cause(ctx); err != nil {
			return nil, false, err
		}
		if !l.take(sl) {
			break
		}
	}
	s.mu.Lock()
	if st := s.streams[id]; st != nil && len(st.pending) > 0 {
		l.cut(st.pending[0].wall.Truncate(time.Minute))
	}
	s.mu.Unlock()
	return l.out, l.more, nil
}

// unlogged lists the slots of a stream that may hold what is not known yet:
// condemned ones as well, since they are erased after the log has them.
func (s *Store) unlogged(id shiheng.StreamID, w ledger.Wanted) (out []shelved) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.streams[id]
	if st == nil {
		return nil
	}
	from := 0
	if !w.All {
		from = sort.Search(len(st.slots), func(i int) bool {
			return st.slots[i].lastSeq > w.Known.Max() || st.slots[i].firstSeq == 0
		})
	}
	for _, sl := range st.slots[from:] {
		if os := sl.open; os != nil {
			dir, first := os.dir[:os.durable], 0
			if !w.All {
				first = sort.Search(len(dir), func(i int) bool { return dir[i].seq > w.Known.Max() })
			}
			out = append(out, shelved{slot: sl, open: true, dead: os.dead, durable: slices.Clone(dir[first:])})
			s.hashLeft(os, first)
			continue
		}
		if sl.firstSeq != 0 && !w.Known.Covers(ledger.SeqSpan{First: sl.firstSeq, Last: sl.lastSeq}) {
			out = append(out, shelved{slot: sl})
		}
	}
	return out
}

// hashLeft has an open slot's SM3 read back where it was left out for want of
// memory or lost with the process, from an entry on: the log waits for it.
func (s *Store) hashLeft(os *openSlot, first int) {
	if os.sm3Left == 0 || os.dead || os.footer || slices.Contains(s.sealing, os) {
		return
	}
	for i := first; i < os.durable; i++ {
		if os.pieces[i] == nil && os.dir[i].sm3 == (record.Digest{}) {
			s.sealing = append(s.sealing, os)
			s.wake()
			return
		}
	}
}

// A lister gathers pieces.
type lister struct {
	s       *Store
	want    ledger.Wanted
	out     []ledger.Piece
	minutes map[time.Time]bool
	more    bool
}

// take adds what a slot holds; false when nothing behind it may be taken.
func (l *lister) take(sl shelved) bool {
	dir := sl.durable
	if !sl.open {
		var err error
		if dir, err = l.s.directory(sl.slot); err != nil {
			l.s.cfg.Log.Warn("slot cannot be read for the log", "volume", sl.volume, "slot", sl.number, "error", err)
			return true // it is looked at again at the next start
		}
	}
	for i := range dir {
		d := &dir[i]
		if l.want.Known.Has(d.seq) {
			continue
		}
		minute := d.wall.Truncate(time.Minute)
		switch {
		case d.sm3 == (record.Digest{}) && sl.dead:
			l.cut(minute)
			return true // its rest is read anew at the next start
		case d.sm3 == (record.Digest{}):
			l.cut(minute)
			return false
		case !d.wall.Before(l.want.Until):
			return false
		case !l.minutes[minute] && len(l.minutes) == l.want.Most:
			l.more = true
			return false
		}
		l.minutes[minute] = true
		l.out = append(l.out, l.piece(sl.slot, d))
	}
	return true
}

func (l *lister) piece(sl *slot, d *dirEntry) ledger.Piece {
	p := pieceOf(sl, d)
	if d.kind == record.KindGap {
		g, err := l.s.gapAt(sl, d)
		if err != nil {
			l.s.cfg.Log.Warn("declaration of a gap cannot be read", "slot", sl.number, "error", err)
			return p
		}
		p.Gap = &ledger.Gap{After: g.AfterSeq, Cause: string(g.Cause), From: ledger.Time(g.From), To: ledger.Time(g.To)}
	}
	return p
}

// cut takes back the last pieces as far as they are of a minute that goes on.
func (l *lister) cut(minute time.Time) {
	n := len(l.out)
	for n > 0 && l.out[n-1].Minute().Equal(minute) {
		n--
	}
	l.out = l.out[:n]
}

func pieceOf(sl *slot, d *dirEntry) ledger.Piece {
	has := func(f record.ChunkFlags) bool { return d.flags&f != 0 }
	from := time.UnixMicro(d.wall.UnixMicro()).UTC() // as the disk keeps it, so that it is the same after a start
	return ledger.Piece{
		Seq: d.seq, From: from, To: from.Add(d.span.Truncate(time.Microsecond)), Bytes: d.length, Frames: d.frames, Beside: d.kind != record.KindMedia,
		Lost: has(record.FlagLost), KeysOnly: has(record.FlagKeysOnly), ClockSet: has(record.FlagClock),
		Damaged: has(record.FlagDamaged), Lesser: has(record.FlagLesser), SHA: ledger.Digest(d.sha), SM3: ledger.Digest(d.sm3),
		Place: ledger.Place{Volume: sl.volume, Slot: sl.number, Offset: d.at},
	}
}
