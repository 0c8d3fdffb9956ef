package slots

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// A spot is what a Ref's Place holds: which chunk of which slot.
type spot struct {
	slot *slot
	use  uint64
	i    int
}

// footerCache keeps the directories of slots read lately.
type footerCache struct {
	mu   sync.Mutex
	dirs map[*slot][]dirEntry // guarded by mu
	last []*slot              // oldest first; guarded by mu
	// tracks of the declarations read lately, by slot and place in it; guarded by mu
	tracks map[*slot]map[int][]*media.Track
}

func (c *footerCache) tracksAt(sl *slot, i int) []*media.Track {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tracks[sl][i]
}

func (c *footerCache) putTracks(sl *slot, i int, t []*media.Track) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tracks == nil || len(c.tracks) > 4*footersKept {
		c.tracks = map[*slot]map[int][]*media.Track{}
	}
	if c.tracks[sl] == nil {
		c.tracks[sl] = map[int][]*media.Track{}
	}
	c.tracks[sl][i] = t
}

const footersKept = 256

func (c *footerCache) put(sl *slot, dir []dirEntry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dirs == nil {
		c.dirs = map[*slot][]dirEntry{}
	}
	if _, ok := c.dirs[sl]; !ok {
		c.last = append(c.last, sl)
	}
	c.dirs[sl] = dir
	if len(c.last) > footersKept {
		delete(c.dirs, c.last[0])
		c.last = slices.Delete(c.last, 0, 1)
	}
}

func (c *footerCache) get(sl *slot) []dirEntry {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dirs[sl]
}

func (c *footerCache) forget(sl *slot) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.dirs, sl)
	delete(c.tracks, sl)
	c.last = slices.DeleteFunc(c.last, func(o *slot) bool { return o == sl })
}

// directory lists a slot's chunks. The list is not to be changed; that of an
// open slot is a copy of what was appended so far.
func (s *Store) directory(sl *slot) ([]dirEntry, error) {
	s.mu.Lock()
	if sl.open != nil {
		dir := slices.Clone(sl.open.dir)
		s.mu.Unlock()
		return dir, nil
	}
	e, v := sl.entry, sl.vol
	s.mu.Unlock()
	if dir := s.footers.get(sl); dir != nil {
		return dir, nil
	}
	f, err := readFooter(v, &e)
	if err != nil {
		return nil, err
	}
	s.footers.put(sl, f.dir)
	return f.dir, nil
}

// readFooter reads a sealed slot's footer and checks that it is the slot's own.
func readFooter(v *volume, e *entry) (footer, error) {
	if e.footerSize < footerHead || int64(e.footerAt)+int64(e.footerSize) > v.slotSize {
		return footer{}, shiheng.Invalid("footer.place")
	}
	b := make([]byte, e.footerSize)
	if _, err := v.file.ReadAt(b, v.data(e.number)+int64(e.footerAt)); err != nil {
		return footer{}, fmt.Errorf("read footer of slot %d: %w", e.number, err)
	}
	f, err := parseFooter(b)
	if err != nil {
		return f, fmt.Errorf("slot %d: %w", e.number, err)
	}
	if f.use != e.use || f.number != e.number || f.volume != e.volume || f.sha != e.sha {
		return f, shiheng.Invalid("footer.stranger", "slot", fmt.Sprint(e.number))
	}
	return f, nil
}

// candidates is how many slots a search looks into at most, so that unreadable
// ones do not end it.
const candidates = 64

// seen reports whether readers may see the slot.
func (sl *slot) seen() bool { return sl.state != record.SlotCondemned && sl.firstSeq != 0 }

// covering lists the first slots in sequence that reach beyond at.
func (s *Store) covering(id shiheng.StreamID, at time.Time) []*slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*slot
	if st := s.streams[id]; st != nil {
		for _, sl := range st.slots {
			if sl.seen() && sl.to.After(at) && len(out) < candidates {
				out = append(out, sl)
			}
		}
	}
	return out
}

// beyond lists the first slots that hold sequence numbers above seq.
func (s *Store) beyond(id shiheng.StreamID, seq uint64) []*slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.streams[id]
	if st == nil {
		return nil
	}
	k := sort.Search(len(st.slots), func(i int) bool {
		return st.slots[i].lastSeq > seq || st.slots[i].firstSeq == 0
	})
	var out []*slot
	for _, sl := range st.slots[k:min(k+candidates, len(st.slots))] {
		if sl.seen() {
			out = append(out, sl)
		}
	}
	return out
}

// before is the slot that precedes sl among its stream's, or nil.
func (s *Store) before(sl *slot) *slot {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := sl.st.slots
	k := sort.Search(len(list), func(i int) bool { return list[i].order() >= sl.order() })
	for k--; k >= 0; k-- {
		if list[k].seen() {
			return list[k]
		}
	}
	return nil
}

// Seek implements record.Library.
func (s *Store) Seek(ctx context.Context, id shiheng.StreamID, at time.Time, key bool) (record.Ref, error) {
	for _, sl := range s.covering(id, at) {
		if err := context.Cause(ctx); err != nil {
			return record.Ref{}, err
		}
		dir, err := s.directory(sl)
		if err != nil {
			s.cfg.Log.Warn("slot cannot be read", "error", err)
			continue
		}
		i := slices.IndexFunc(dir, func(d dirEntry) bool {
			return d.kind == record.KindMedia && d.end().After(at)
		})
		if i < 0 {
			continue
		}
		if key {
			if dir[i].wall.After(at) {
				i = standing(dir, i)
			}
			return s.keyBefore(sl, dir, i), nil
		}
		return ref(sl, dir, i), nil
	}
	return record.Ref{}, shiheng.NotFound("footage.after", "stream", id.String())
}

// standing is the chunk before dir[i] in the same run when only key frames are
// recorded: its picture stands until the next.
func standing(dir []dirEntry, i int) int {
	for k := i - 1; k >= 0; k-- {
		if d := &dir[k]; d.kind == record.KindMedia {
			if d.run == dir[i].run && d.flags&record.FlagKeysOnly != 0 {
				return k
			}
			break
		}
	}
	return i
}

// keyBefore goes back from dir[i] to the chunk of the same run from which
// decoding can begin; without one it stays.
func (s *Store) keyBefore(sl *slot, dir []dirEntry, i int) record.Ref {
	start, run := ref(sl, dir, i), dir[i].run
	for {
		for ; i >= 0; i-- {
			d := &dir[i]
			if d.kind != record.KindMedia {
				continue
			}
			if d.run != run {
				return start
			}
			if d.flags&record.FlagKey != 0 {
				return ref(sl, dir, i)
			}
		}
		if sl = s.before(sl); sl == nil {
			return start
		}
		var err error
		if dir, err = s.directory(sl); err != nil {
			return start
		}
		i = len(dir) - 1
	}
}

func ref(sl *slot, dir []dirEntry, i int) record.Ref {
	d := &dir[i]
	return record.Ref{
		Seq: d.seq, Run: d.run, Kind: d.kind, Flags: d.flags, Wall: d.wall, Span: d.span,
		Length: d.length, Frames: d.frames, Place: spot{sl, sl.use, i},
	}
}

// After implements record.Library.
func (s *Store) After(ctx context.Context, id shiheng.StreamID, seq uint64) (record.Ref, error) {
	for _, sl := range s.beyond(id, seq) {
		if err := context.Cause(ctx); err != nil {
			return record.Ref{}, err
		}
		dir, err := s.directory(sl)
		if err != nil {
			s.cfg.Log.Warn("slot cannot be read", "error", err)
			continue
		}
		for i := range dir {
			if dir[i].kind == record.KindMedia && dir[i].seq > seq {
				return ref(sl, dir, i), nil
			}
		}
	}
	return record.Ref{}, shiheng.NotFound("footage.next", "stream", id.String())
}

// Read implements record.Library.
func (s *Store) Read(ctx context.Context, _ shiheng.StreamID, r record.Ref) (*record.Chunk, error) {
	at, ok := r.Place.(spot)
	if !ok {
		return nil, shiheng.Invalid("footage.ref")
	}
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	c, err := s.inMemory(at, r.Seq)
	if c != nil || err != nil {
		return c, err
	}
	dir, err := s.directory(at.slot)
	if err != nil {
		return nil, err
	}
	if at.i >= len(dir) || dir[at.i].seq != r.Seq {
		return nil, shiheng.NotFound("footage.moved", "seq", fmt.Sprint(r.Seq))
	}
	c, err = s.readChunk(at.slot, &dir[at.i])
	if err != nil {
		return nil, err
	}
	if c.Tracks, err = s.tracksOf(at.slot, dir, at.i); err != nil {
		c.Slab.Release()
		return nil, err
	}
	return c, nil
}

// inMemory returns the chunk from memory while it is there.
func (s *Store) inMemory(at spot, seq uint64) (*record.Chunk, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sl := at.slot
	if sl.use != at.use || sl.state == record.SlotCondemned || sl.state == record.SlotFree {
		return nil, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(seq))
	}
	os := sl.open
	if os == nil || at.i >= len(os.pieces) || os.pieces[at.i] == nil {
		return nil, nil
	}
	p := os.pieces[at.i]
	if p.chunk == nil || p.chunk.Header.Seq != seq {
		return nil, nil
	}
	p.chunk.Slab.Retain()
	return &record.Chunk{Header: p.chunk.Header, Slab: p.chunk.Slab, Off: p.chunk.Off, Tracks: p.chunk.Tracks}, nil
}

// readChunk reads one chunk from disk and checks it.
func (s *Store) readChunk(sl *slot, d *dirEntry) (*record.Chunk, error) {
	slab, err := s.cfg.Pool.Get(int(d.length))
	if err != nil {
		return nil, err
	}
	b := slab.Bytes()[:d.length]
	h, err := readInto(sl.vol, sl.number, d, b)
	if err != nil {
		slab.Release()
		return nil, err
	}
	if h.Use != sl.use || h.Seq != d.seq {
		slab.Release()
		return nil, shiheng.NotFound("footage.deleted", "seq", fmt.Sprint(d.seq))
	}
	return &record.Chunk{Header: h, Slab: slab}, nil
}

func readInto(v *volume, number uint32, d *dirEntry, b []byte) (record.Header, error) {
	if _, err := v.file.ReadAt(b, v.data(number)+int64(d.at)); err != nil {
		return record.Header{}, shiheng.Unavailable("footage.unreadable", "seq", fmt.Sprint(d.seq)).From(err)
	}
	h, err := record.ParseHeader(b)
	if err != nil {
		return h, fmt.Errorf("chunk %d: %w", d.seq, err)
	}
	return h, h.Verify(b, false)
}

// Tracks implements record.Library.
func (s *Store) Tracks(ctx context.Context, _ shiheng.StreamID, r record.Ref) ([]*media.Track, error) {
	at, ok := r.Place.(spot)
	if !ok {
		return nil, shiheng.Invalid("footage.ref")
	}
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	if c, err := s.inMemory(at, r.Seq); err != nil {
		return nil, err
	} else if c != nil {
		c.Slab.Release()
		return c.Tracks, nil
	}
	dir, err := s.directory(at.slot)
	if err != nil {
		return nil, err
	}
	if at.i >= len(dir) {
		return nil, shiheng.NotFound("footage.moved", "seq", fmt.Sprint(r.Seq))
	}
	return s.tracksOf(at.slot, dir, at.i)
}

// tracksOf finds the declaration that holds for dir[i].
func (s *Store) tracksOf(sl *slot, dir []dirEntry, i int) ([]*media.Track, error) {
	for ; i >= 0; i-- {
		if dir[i].kind != record.KindInit {
			continue
		}
		if t := s.footers.tracksAt(sl, i); t != nil {
			return t, nil
		}
		c, err := s.readChunk(sl, &dir[i])
		if err != nil {
			return nil, err
		}
		defer c.Slab.Release()
		t, err := record.ParseInit(c.Bytes())
		if err == nil {
			s.footers.putTracks(sl, i, t)
		}
		return t, err
	}
	return nil, shiheng.Invalid("slot.tracks", "slot", fmt.Sprint(sl.number))
}

// Recording implements record.Library.
func (s *Store) Recording(id shiheng.StreamID) (record.RunRow, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.streams[id]
	if st == nil || st.run == nil || st.run.last == 0 {
		return record.RunRow{}, false
	}
	row := st.run.row
	row.LastSeq, row.To, row.Open = st.run.last, st.run.to, true
	if row.FirstSeq == 0 {
		row.FirstSeq, row.From = st.run.first, st.run.from
	}
	return row, true
}
