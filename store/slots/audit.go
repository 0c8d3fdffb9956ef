package slots

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	"shiheng.internal/video/record"
)

// Held lists the chunks of a stream with numbers in a span, in order. A slot
// whose directory cannot be read is told to bad.
func (s *Store) Held(ctx context.Context, id shiheng.StreamID, span ledger.SeqSpan, bad func(ledger.Position, error)) (out []ledger.Piece, err error) {
	l := lister{s: s}
	for _, sl := range s.holding(id, span) {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		s.mu.Lock()
		durable := -1
		if sl.open != nil {
			durable = sl.open.durable
		}
		s.mu.Unlock()
		dir, err := s.directory(sl)
		if err != nil {
			bad(ledger.Position{Slot: fmt.Sprintf("%s/%d", sl.volume, sl.number)}, err)
			continue
		}
		if durable >= 0 {
			dir = dir[:min(durable, len(dir))]
		}
		for i := range dir {
			if d := &dir[i]; d.seq >= span.First && d.seq <= span.Last {
				out = append(out, l.piece(sl, d))
			}
		}
	}
	return out, nil
}

// holding lists the slots with numbers in a span, in order, condemned ones as
// well while their bytes are there.
func (s *Store) holding(id shiheng.StreamID, span ledger.SeqSpan) (out []*slot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.streams[id]
	if st == nil {
		return nil
	}
	from := sort.Search(len(st.slots), func(i int) bool { return st.slots[i].lastSeq >= span.First || st.slots[i].firstSeq == 0 })
	for _, sl := range st.slots[from:] {
		if sl.firstSeq != 0 && sl.firstSeq <= span.Last && sl.lastSeq >= span.First {
			out = append(out, sl)
		}
	}
	slices.SortStableFunc(out, func(a, b *slot) int { return cmp.Compare(a.order(), b.order()) })
	return out
}

// Audit compares slots with their rows, and when full reads every byte of them
// as [Store.Check] does. What does not fit is told in the report.
func (s *Store) Audit(ctx context.Context, full bool, r *ledger.CheckReport, progress func(done, all int)) error {
	if err := s.auditRows(ctx, r); err != nil {
		return err
	}
	if !full {
		return nil
	}
	c, err := s.Check(ctx, true, progress)
	r.Chunks = max(r.Chunks, uint64(max(c.Chunks, 0))) // those among them that are not in the log yet as well
	c.tell(r)
	return err
}

// rowPage is how many rows of slots are read at a time.
const rowPage = 1000

// auditRows compares rows of slots with the tables. A slot without a row is
// adopted at the next start, and no mismatch.
func (s *Store) auditRows(ctx context.Context, r *ledger.CheckReport) error {
	s.mu.Lock()
	volumes := slices.Clone(s.volumes)
	s.mu.Unlock()
	for _, v := range volumes {
		for from := uint32(0); ; {
			rows, err := s.cfg.Index.Slots(ctx, v.volume, from, rowPage)
			if err != nil {
				return fmt.Errorf("rows of slots: %w", err)
			}
			for _, row := range rows {
				from = row.Number + 1
				if s.rowDiffers(v, row) == "" {
					continue
				}
				now, err := s.cfg.Index.Slots(ctx, v.volume, row.Number, 1) // it may have changed since it was read
				if err != nil {
					return fmt.Errorf("rows of slots: %w", err)
				}
				if len(now) == 0 || now[0].Number != row.Number {
					continue
				}
				if what := s.rowDiffers(v, now[0]); what != "" {
					r.Find(ledger.BadSlot, ledger.Position{Slot: fmt.Sprintf("%s/%d", v.volume, row.Number), Stream: row.Stream.String()}, "%s", what)
				}
			}
			if len(rows) < rowPage {
				break
			}
		}
	}
	return nil
}

// rowDiffers says in what a slot's row differs from the table.
func (s *Store) rowDiffers(v *volume, row record.SlotRow) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl := v.slots[row.Number]
	if sl == nil || sl.use != row.Use {
		if row.State == record.SlotCondemned {
			return "" // its row goes after its bytes
		}
		return "its row tells of footage, and the table of none"
	}
	if sl.state != record.SlotSealed || row.State != record.SlotSealed {
		return "" // an open slot's row follows it
	}
	want := sl.row()
	want.Reason, want.State = row.Reason, row.State
	same := want.From.Equal(row.From) && want.To.Equal(row.To)
	want.From, want.To = row.From, row.To
	if want != row || !same {
		return "its row and the table say different things"
	}
	return ""
}

// A SlotAt is a place in the order in which slots are audited in turn.
type SlotAt struct {
	Volume shiheng.VolumeID `json:"volume"`
	Number uint32           `json:"number"`
}

func (a SlotAt) compare(b SlotAt) int {
	return cmp.Or(slices.Compare(a.Volume[:], b.Volume[:]), cmp.Compare(a.Number, b.Number))
}

// InTurn is how many sealed slots there are to audit in turn: all, or those
// under hold.
func (s *Store) InTurn(held bool) int { return len(s.turn(SlotAt{}, held)) }

// turn lists them behind a place.
func (s *Store) turn(behind SlotAt, held bool) (out []*slot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.volumes {
		for _, sl := range v.slots {
			if sl.state != record.SlotSealed || held && !s.pinned(sl) && !sl.held {
				continue
			}
			if behind == (SlotAt{}) || behind.compare(SlotAt{sl.volume, sl.number}) < 0 {
				out = append(out, sl)
			}
		}
	}
	slices.SortFunc(out, func(a, b *slot) int { return SlotAt{a.volume, a.number}.compare(SlotAt{b.volume, b.number}) })
	return out
}

// String is the place as positions name it.
func (a SlotAt) String() string { return fmt.Sprintf("%s/%d", a.Volume, a.Number) }

// AuditInTurn reads every byte of the next slots behind a place, at most n, and
// returns those that it read, in order; none when none is behind it.
func (s *Store) AuditInTurn(ctx context.Context, behind SlotAt, n int, held bool, r *ledger.CheckReport) (read []SlotAt, err error) {
	next := s.turn(behind, held)
	for _, sl := range next[:min(n, len(next))] {
		if err := context.Cause(ctx); err != nil {
			return read, err
		}
		var c CheckReport
		s.checkSlot(sl, true, &c)
		s.mu.Lock()
		gone := sl.state != record.SlotSealed // condemned and erased meanwhile
		s.mu.Unlock()
		if !gone {
			c.tell(r)
		}
		read = append(read, SlotAt{sl.volume, sl.number})
	}
	return read, nil
}

// tell notes what was found in a report of another form.
func (c *CheckReport) tell(r *ledger.CheckReport) {
	r.Bytes += uint64(c.Bytes) //nolint:gosec // a sum of lengths
	for _, f := range c.Findings {
		at := ledger.Position{Seq: f.Seq, Slot: fmt.Sprintf("%s/%d", f.Volume, f.Slot)}
		if !f.Camera.IsZero() {
			at.Camera = f.Camera.String()
		}
		if f.Seq != 0 {
			at.Offset = &f.Offset
		}
		r.Find(ledger.BadSlot, at, "%s", f.What)
	}
}

// Whose tells whose footage a position is in, and when it was recorded, as far
// as that can be told: no camera when it cannot, and the span that holds every
// instant when its time cannot.
func (s *Store) Whose(at ledger.Position) (camera shiheng.CameraID, span shiheng.Span) {
	camera, _ = shiheng.ParseID[shiheng.CameraID](at.Camera) // zero when it is none
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, err := shiheng.ParseID[shiheng.StreamID](at.Stream); err == nil && s.streams[id] != nil {
		camera = s.streams[id].Camera
	}
	if sl := s.named(at.Slot); sl != nil {
		camera, span = sl.camera, shiheng.Span{From: earliest(sl.from, sl.opened), To: sl.to}
	}
	if minute, err := ledger.ParseMinute(at.Minute); err == nil {
		span = shiheng.Span{From: minute, To: minute.Add(time.Minute + chunkOver)}
	}
	return camera, span
}

// chunkOver is how far the last chunk of a minute may reach into the next.
const chunkOver = 2 * time.Second

// named finds a slot by its place as positions name it.
func (s *Store) named(name string) *slot {
	volume, number, _ := strings.Cut(name, "/")
	n, err := strconv.ParseUint(number, 10, 32)
	if err != nil {
		return nil
	}
	for _, v := range s.volumes {
		if v.volume.String() == volume {
			return v.slots[uint32(n)]
		}
	}
	return nil
}
