package slots

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// A run implements record.Run. Its fields are guarded by Store.mu.
type run struct {
	s     *Store
	st    *stream
	row   record.RunRow  // as far as it is durable; FirstSeq is 0 before that
	gap   *record.GapRow // the gap it ended, until its chunk is placed
	was   *record.GapRow // the same, as it stood before
	first uint64         // sequence of the first chunk appended
	from  time.Time      // its beginning
	last  uint64         // sequence of the last chunk appended
	to    time.Time      // its end
	ended bool
}

// ID implements record.Run.
func (r *run) ID() shiheng.RunID { return r.row.ID }

// Stream implements record.Store.
func (s *Store) Stream(_ context.Context, camera shiheng.CameraID, role record.Role, class record.Class) (record.Stream, error) {
	if camera.IsZero() || role == "" || len(role) > 8 {
		return record.Stream{}, shiheng.Invalid("stream.source", "role", string(role))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.streams {
		if st.Camera == camera && st.Role == role {
			if st.Class != class {
				st.Class = class
				s.dirty.stream(st)
			}
			return st.Stream, nil
		}
	}
	st := s.stream(record.Stream{
		ID: shiheng.NewID[shiheng.StreamID](s.cfg.Now()), Camera: camera, Role: role, Class: class,
	})
	s.dirty.stream(st)
	return st.Stream, nil
}

// stream returns what is kept of a stream and makes it known.
func (s *Store) stream(info record.Stream) *stream {
	st := s.streams[info.ID]
	if st == nil {
		st = &stream{Stream: info, next: 1}
		s.streams[info.ID] = st
	}
	return st
}

// Begin implements record.Store.
func (s *Store) Begin(_ context.Context, id shiheng.StreamID, at time.Time, cause record.Cause) (record.Run, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.streams[id]
	switch {
	case st == nil:
		return nil, shiheng.NotFound("stream", "stream", id.String())
	case st.run != nil:
		return nil, shiheng.Conflict("stream.recording", "stream", id.String())
	}
	st.asked = s.Tally()
	if slices.Contains(s.relief.Stop, id.String()) {
		if st.gap != nil { // it would be recorded now
			s.recause(st, at, record.CauseNoSpace)
		}
		return nil, noSpace(shiheng.Exhausted("footage.relief", "stream", id.String()))
	}
	if st.open == nil && s.choose(st) == nil {
		return nil, s.noRoom()
	}
	r := &run{s: s, st: st, row: record.RunRow{ID: shiheng.NewID[shiheng.RunID](s.cfg.Now()), Stream: id, Open: true}}
	if st.gap == nil && st.ended.LastSeq != 0 {
		st.gap = &record.GapRow{Stream: id, AfterSeq: st.ended.LastSeq, From: st.ended.To, Cause: cause}
	}
	if st.gap != nil {
		r.was = st.gap
		g := *st.gap
		g.To = latest(at, g.From)
		r.gap, st.gap = &g, nil
		s.dirty.gap(g)
	}
	st.run = r
	return r, nil
}

func noSpace(err error) error { return &record.Lost{Cause: record.CauseNoSpace, Err: err} }

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// Append implements record.Run.
func (r *run) Append(c *record.Chunk) error {
	s := r.s
	s.mu.Lock()
	defer s.mu.Unlock()
	err := r.append(c)
	if err != nil {
		s.stats.Refused++
		c.Slab.Release()
	}
	return err
}

func (r *run) append(c *record.Chunk) error {
	s, st := r.s, r.st
	if r.ended {
		return shiheng.Conflict("run.ended", "run", r.row.ID.String())
	}
	if s.pending+int64(c.Header.Length) > s.cfg.SpillBytes {
		s.stats.NoMemory++
		return &record.Lost{Cause: s.whyBehind(st), Err: shiheng.Exhausted("footage.memory")}
	}
	if int64(c.Header.Length)+footerBytes(3)+2*record.Align > s.cfg.SlotSize {
		return &record.Lost{Cause: record.CauseTooLarge, Err: shiheng.Exhausted("footage.chunk-size")}
	}
	if slices.Contains(s.relief.Stop, st.ID.String()) {
		return noSpace(shiheng.Exhausted("footage.relief"))
	}
	p := &piece{st: st, chunk: c, run: r}
	s.number(p)
	if n := len(st.pending); n > 0 && st.pending[n-1].slot == nil {
		s.adopt(p) // the ones before it wait for a disk, and so does this
		return nil
	}
	os, err := s.slotFor(st, c)
	if err != nil {
		return err
	}
	s.adopt(p)
	return s.settle(os, p)
}

// whyBehind says why memory is full of chunks that are not on disk.
func (s *Store) whyBehind(st *stream) record.Cause {
	switch n := len(st.pending); {
	case s.writable() == 0:
		return record.CauseDiskError
	case n > 0 && st.pending[n-1].slot == nil:
		return record.CauseNoSpace
	}
	return record.CauseOverload
}

// number gives the chunk its identity. It is not yet taken.
func (s *Store) number(p *piece) {
	h := &p.chunk.Header
	h.Kind, h.Store, h.Stream, h.Camera = record.KindMedia, s.id, p.st.ID, p.st.Camera
	h.Run, h.Seq, h.Prev, h.Tally = p.run.row.ID, p.st.next, p.st.chain, s.Tally()
	if p.run.last == 0 && p.run.gap != nil {
		h.Flags |= record.FlagLost
	}
}

// adopt takes the chunk: from here on it is durable sooner or later.
func (s *Store) adopt(p *piece) {
	st, h := p.st, &p.chunk.Header
	p.seq, p.wall, p.end = h.Seq, h.Wall, h.End()
	st.chain = h.Digest()
	st.next++
	st.pending = append(st.pending, p)
	if p.run.last == 0 {
		p.run.first, p.run.from = h.Seq, h.Wall
		p.run.row.KeysOnly, p.run.row.Lesser = h.Flags&record.FlagKeysOnly != 0, h.Flags&record.FlagLesser != 0
	}
	p.run.last, p.run.to = h.Seq, h.End()
	s.pending += int64(h.Length)
}

// settle gives a taken chunk its place in a slot: behind the declaration of
// its tracks, and behind that of the gap before it.
func (s *Store) settle(os *openSlot, p *piece) error {
	if err := s.declare(os, p); err != nil {
		return err
	}
	s.put(os, p)
	return nil
}

func (s *Store) declare(os *openSlot, p *piece) error {
	if !slices.Equal(os.tracks, p.chunk.Tracks) {
		var moov []byte
		if s.cfg.Moov != nil {
			var err error
			if moov, err = s.cfg.Moov(p.chunk.Tracks); err != nil {
				s.cfg.Log.Warn("no moov for tracks", "stream", p.st.ID, "error", err)
				moov = nil
			}
		}
		c, err := record.InitChunk(s.cfg.Pool, p.chunk.Tracks, moov)
		if err != nil {
			return fmt.Errorf("declare tracks: %w", err)
		}
		s.beside(os, p, c)
		os.tracks = p.chunk.Tracks
	}
	if r := p.run; r.gap != nil && r.last == p.chunk.Header.Seq {
		c, err := record.GapChunk(s.cfg.Pool, *r.gap)
		if err != nil {
			return fmt.Errorf("declare gap: %w", err)
		}
		s.beside(os, p, c)
		r.gap = nil
	}
	return nil
}

// beside puts a chunk that declares something before p. It shares p's number
// and is no link of the chain.
func (s *Store) beside(os *openSlot, p *piece, c *record.Chunk) {
	h := &p.chunk.Header
	c.Header.Store, c.Header.Stream, c.Header.Camera = h.Store, h.Stream, h.Camera
	c.Header.Run, c.Header.Seq, c.Header.Wall, c.Header.Tally, c.Header.Prev = h.Run, h.Seq, h.Wall, h.Tally, h.Prev
	s.pending += int64(c.Header.Length)
	s.put(os, &piece{st: p.st, chunk: c, run: p.run})
}

// put writes a chunk's header for its place and queues it.
func (s *Store) put(os *openSlot, p *piece) {
	c := p.chunk
	c.Header.Use, c.Header.Durable = os.use, p.st.durable.Seq
	digest := c.Place()
	p.slot, p.i, p.durable = os, len(os.dir), false
	h := &c.Header
	os.dir = append(os.dir, dirEntry{
		kind: h.Kind, flags: h.Flags, seq: h.Seq, run: h.Run, at: uint32(os.used), length: h.Length,
		wall: h.Wall, span: h.Span, frames: h.Frames, sha: digest,
	})
	os.pieces = append(os.pieces, p)
	os.widen(&os.dir[p.i])
	os.tally = h.Tally
	s.enqueue(&write{
		slot: os.slot, off: os.vol.data(os.slot.number) + os.used, bytes: c.Bytes(), piece: p,
	})
	os.used += int64(h.Length)
	s.hashLater(p)
}

// widen makes a slot's entry cover a chunk.
func (sl *slot) widen(d *dirEntry) {
	sl.chunks++
	sl.bytes = int64(d.at) + int64(d.length)
	sl.last = d.sha
	if d.kind != record.KindMedia {
		return
	}
	if sl.firstSeq == 0 {
		sl.firstSeq = d.seq
	}
	sl.lastSeq = d.seq
	sl.from, sl.to = earliest(sl.from, d.wall), latest(sl.to, d.end())
}

// slotFor returns the slot that takes c next, closing the present one when it
// is full, an hour old, or of another day.
func (s *Store) slotFor(st *stream, c *record.Chunk) (*openSlot, error) {
	need := int64(c.Header.Length) + 2*record.Align + footerBytes(0)
	for _, t := range c.Tracks { // an init chunk of unusual size
		need += int64(len(t.Config)+4*(len(t.VPS)+len(t.SPS)+len(t.PPS))) &^ (record.Align - 1)
	}
	if os := st.open; os != nil {
		full := os.used+need+footerBytes(len(os.dir)+3) > os.vol.slotSize
		if !full && !os.closing && os.vol.bad == nil && !expired(os.opened, c.Header.Wall) {
			return os, nil
		}
		s.close(os)
	}
	v := s.choose(st)
	if v == nil {
		return nil, s.noRoom()
	}
	return s.take(st, v, c.Header.Wall), nil
}

// expired reports whether a slot opened then takes nothing more now.
func expired(opened, now time.Time) bool {
	return now.Sub(opened) >= time.Hour || shanghaiDay(opened) != shanghaiDay(now)
}

// shanghaiDay numbers the days of Asia/Shanghai, which has had one offset
// since 1991.
func shanghaiDay(t time.Time) int64 { return (t.Unix() + 8*3600) / 86400 }

// choose picks the volume for a stream's next slot: on another disk than its
// last one where there is one, and there the one with most room.
func (s *Store) choose(st *stream) *volume {
	var best *volume
	now := s.cfg.Now()
	for _, v := range s.volumes {
		if v.spare() == 0 || v.place.full.After(now) {
			continue
		}
		if best == nil || s.prefer(st, v, best) {
			best = v
		}
	}
	return best
}

func (s *Store) prefer(st *stream, v, than *volume) bool {
	if a, b := v.place != st.last, than.place != st.last; a != b {
		return a
	}
	if v.place == than.place {
		return false // fill one volume of a disk before the next: fewer syncs
	}
	return v.spare() > than.spare()
}

// writable counts the volumes that can be written.
func (s *Store) writable() (n int) {
	for _, v := range s.volumes {
		if v.bad == nil {
			n++
		}
	}
	return n
}

// noRoom says why there is no slot.
func (s *Store) noRoom() error {
	if s.writable() == 0 {
		return &record.Lost{Cause: record.CauseDiskError, Err: shiheng.Exhausted("footage.no-disk")}
	}
	return noSpace(shiheng.Exhausted("footage.full"))
}

// take makes one of v's free slots the stream's open one.
func (s *Store) take(st *stream, v *volume, now time.Time) *openSlot {
	n := v.fresh
	if k := len(v.free); k > 0 {
		n = v.free[k-1]
		v.free = v.free[:k-1]
	} else {
		v.fresh++
	}
	v.uses[n]++
	sl := &slot{vol: v, st: st, entry: entry{
		state: record.SlotOpen, class: st.Class, role: st.Role, number: n, use: uint64(v.uses[n]),
		volume: v.volume, stream: st.ID, camera: st.Camera, opened: now, tally: s.Tally(),
	}}
	os := &openSlot{slot: sl, chain: st.chain, fresh: true}
	sl.open = os
	sl.held = s.pinned(sl)
	v.slots[n] = sl
	st.open, st.last = os, v.place
	st.slots = append(st.slots, sl)
	s.writeEntry(sl, nil)
	return os
}

// writeEntry writes a slot's entry and, once that is durable, its twin; then
// it calls done.
func (s *Store) writeEntry(sl *slot, done func()) {
	first := s.entryPage(sl, 0)
	first.done = func() {
		twin := s.entryPage(sl, 1)
		twin.done = done
		s.enqueue(twin)
	}
	s.enqueue(first)
}

func (s *Store) entryPage(sl *slot, copyNo int) *write {
	slab, err := s.cfg.Pool.Get(disk.Page)
	if err != nil {
		panic(fmt.Sprintf("slots: no memory for a page: %v", err)) // 64 KiB; the process is lost
	}
	page := slab.Bytes()[:disk.Page]
	sl.entry.put(page)
	return &write{slot: sl, off: sl.vol.entry(copyNo, sl.number), bytes: page, slab: slab}
}

func (s *Store) enqueue(w *write) {
	p := w.slot.vol.place
	p.queue = append(p.queue, w)
	p.queued += int64(len(w.bytes))
	if p.queued > kickBytes {
		select {
		case p.kick <- struct{}{}:
		default:
		}
	}
}

// kickBytes is how much may queue for a disk before it is written at once.
const kickBytes = 32 << 20

// End implements record.Run.
func (r *run) End(at time.Time, cause record.Cause) {
	s, st := r.s, r.st
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.ended {
		return
	}
	r.ended = true
	st.run = nil
	if r.last == 0 { // nothing came of it: the gap goes on
		if r.was == nil {
			return
		}
		st.gap = r.was
		s.dirty.gap(*st.gap)
		s.recause(st, at, cause)
		return
	}
	st.ended = record.RunRow{ID: r.row.ID, Stream: st.ID, LastSeq: r.last, To: r.to}
	r.row.Open = false
	s.dirty.run(r)
	st.gap = &record.GapRow{Stream: st.ID, AfterSeq: r.last, From: r.to, Cause: cause}
	s.dirty.gap(*st.gap)
}

// Declare says why the stream is not being recorded from at on. Without a gap
// that lasts, or while it is recorded, it does nothing.
func (s *Store) Declare(id shiheng.StreamID, at time.Time, cause record.Cause) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.streams[id]; st != nil && st.run == nil && st.gap != nil {
		s.recause(st, at, cause)
	}
}

func (s *Store) recause(st *stream, at time.Time, cause record.Cause) {
	if st.gap.Cause == cause || !at.After(st.gap.From) {
		return
	}
	old := *st.gap
	old.To = at
	s.dirty.gap(old)
	st.gap = &record.GapRow{Stream: st.ID, AfterSeq: old.AfterSeq, From: at, Cause: cause}
	s.dirty.gap(*st.gap)
}

// DurableUpTo implements record.Store.
func (s *Store) DurableUpTo(id shiheng.StreamID) record.Durable {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.streams[id]; st != nil {
		return st.durable
	}
	return record.Durable{}
}
