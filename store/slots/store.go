package slots

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// A Store keeps the footage of one node. Its methods are safe for concurrent use.
type Store struct {
	cfg    Config
	id     shiheng.StoreID
	lawDay time.Duration
	boot   time.Duration // of the machine when the store was opened
	base   time.Duration // running time of the store then
	places []*place
	locks  []io.Closer // of the places

	mu      sync.Mutex
	closed  bool                          // guarded by mu
	volumes []*volume                     // guarded by mu
	missing []record.VolumeRow            // known to the index, not found on any disk; guarded by mu
	streams map[shiheng.StreamID]*stream  // guarded by mu
	pending int64                         // bytes of chunks held in memory; guarded by mu
	dirty   changes                       // rows to be written; guarded by mu
	pins    map[shiheng.HoldID]record.Pin // guarded by mu
	sm3     []*piece                      // waiting for their SM3; guarded by mu
	sealing []*openSlot                   // closed, some SM3 to be read back; guarded by mu
	doomed  []*slot                       // condemned, bytes still there; guarded by mu
	relief  retain.Relief                 // guarded by mu
	stats   Stats                         // guarded by mu
	footers footerCache
	rows    sync.Mutex    // held while rows are written
	work    chan struct{} // wakes the digester
}

// Stats counts what a store did. All before PendingBytes only grow.
type Stats struct {
	Chunks, Bytes          uint64 // made durable
	Writes, Syncs          uint64 // system calls of those kinds
	Moved                  uint64 // chunks rewritten elsewhere after a failure
	Refused                uint64 // chunks not taken, each within a declared gap
	NoMemory               uint64 // those of them for which no memory was left
	SlotsSealed, SlotsFree uint64 // slots sealed, slots freed by deletion
	RowErrors              uint64
	Digesting              time.Duration // processor time that SM3 took, of chunks still in memory
	PendingBytes           int64
	Free, Total            int           // slots
	Quarantined, Missing   int           // volumes
	Oldest                 time.Duration // running time since the oldest footage ended
}

// A place is one disk with its writer. Its queue is guarded by Store.mu.
type place struct {
	disk     disk.Disk
	capacity int64
	queue    []*write
	queued   int64
	full     time.Time // no new slot here before then: the disk said it is full
	kick     chan struct{}
	sealed   []*slot    // oldest first; guarded by Store.mu
	kept     int        // of them, those that would go if their room were needed; guarded by Store.mu
	flushing sync.Mutex // held by whoever writes
}

// A volume is one file of a place. Its fields are guarded by Store.mu but for
// the file, which only the holder of place.flushing writes.
type volume struct {
	volumeHeader
	place *place
	file  disk.File
	name  string
	bad   error            // quarantined: nothing is written any more
	slots map[uint32]*slot // those that hold footage
	uses  []uint32         // how often each was taken
	free  []uint32         // freed, or given back
	fresh uint32           // slots from here on were never used
	tally time.Duration    // the highest that its entries told when it was opened
}

// spare is how many slots could be taken.
func (v *volume) spare() int {
	if v.bad != nil {
		return 0
	}
	return len(v.free) + int(v.volumeHeader.slots-v.fresh)
}

// A slot is one that holds footage.
type slot struct {
	entry
	vol    *volume
	st     *stream
	open   *openSlot // until it is sealed
	reason retain.Reason
}

// An openSlot is what is known of a slot until it is sealed.
type openSlot struct {
	*slot
	dir     []dirEntry
	pieces  []*piece // beside dir: nil once durable and digested
	used    int64
	tracks  []*media.Track // those of the last init chunk
	chain   record.Digest
	durable int  // chunks of dir that are durable, from the first on
	closing bool // takes nothing more
	dead    bool // its volume failed: it ends with its durable chunks
	fresh   bool // space is not yet reserved
	footer  bool // on its way to disk
	sm3Left int  // chunks whose SM3 is not yet known
}

// A stream is one source's footage. Guarded by Store.mu.
type stream struct {
	record.Stream
	slots   []*slot // in order of sequence
	open    *openSlot
	next    uint64 // sequence number of the next chunk
	chain   record.Digest
	pending []*piece // not durable yet, in order of sequence
	durable record.Durable
	run     *run
	gap     *record.GapRow // the gap that lasts now
	ended   record.RunRow  // the last run that ended
	last    *place
	asked   time.Duration // when it last asked for a run, by the store's running time
}

// A piece is a chunk on its way to disk. Guarded by Store.mu.
type piece struct {
	st      *stream
	chunk   *record.Chunk // nil once its memory was given back
	seq     uint64
	wall    time.Time
	end     time.Time
	run     *run
	slot    *openSlot // nil while it has no home
	i       int       // in slot.dir
	durable bool
	hashed  bool // its SM3 is known, or will be read back
	sm3     record.Digest
	busy    bool // the digester reads its slab
}

// A write is one page range to be written.
type write struct {
	slot  *slot
	off   int64
	bytes []byte
	slab  *media.Slab // released afterwards, may be nil
	piece *piece
	done  func() // called with Store.mu held once it is durable
}

var (
	_ record.Store   = (*Store)(nil)
	_ record.Library = (*Store)(nil)
)

// ID is the store's identity, which every volume carries.
func (s *Store) ID() shiheng.StoreID { return s.id }

// Practice reports whether the store was created for practice.
func (s *Store) Practice() bool { return s.cfg.Practice }

// LawDay is how long a day of the law lasts in this store.
func (s *Store) LawDay() time.Duration { return s.lawDay }

// Tally is the store's own running time: it grows only while a process has
// the store open, whatever the wall clock is set to.
func (s *Store) Tally() time.Duration { return s.base + max(s.cfg.Boot()-s.boot, 0) }

// Stats returns the present figures.
func (s *Store) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.stats
	out.PendingBytes = s.pending
	out.Missing = len(s.missing)
	for _, v := range s.volumes {
		out.Free += v.spare()
		out.Total += int(v.volumeHeader.slots)
		if v.bad != nil {
			out.Quarantined++
		}
	}
	for _, p := range s.places {
		if len(p.sealed) > 0 {
			out.Oldest = max(out.Oldest, s.Tally()-p.sealed[0].tally)
		}
	}
	return out
}

// Run writes, digests, indexes and deletes until ctx ends; then it makes
// everything appended durable, writes the rows and returns. Recorders should
// have ended their runs before.
func (s *Store) Run(ctx context.Context) error {
	var running sync.WaitGroup
	for _, p := range s.places {
		running.Go(func() { s.writeLoop(ctx, p) })
	}
	running.Go(func() { s.digestLoop(ctx) })
	running.Go(func() { s.houseLoop(ctx) })
	running.Wait()
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer stop()
	if err := s.Sync(last); err != nil {
		return fmt.Errorf("last sync of the footage store: %w", err)
	}
	return nil
}

// Sync makes everything appended so far durable and writes the rows. It works
// beside Run and without it. It fails with ErrUnavailable when some chunk
// could not be made durable anywhere.
func (s *Store) Sync(ctx context.Context) error {
	for range 4 { // an entry's twin and a footer follow what they rest on
		for ctx.Err() == nil && (s.digestSome(1) || s.digestSealing()) {
		}
		for _, p := range s.places {
			s.flush(p)
		}
	}
	s.mu.Lock()
	homeless := s.homeless()
	s.mu.Unlock()
	if err := s.flushRows(ctx); err != nil {
		return err
	}
	if homeless > 0 {
		return shiheng.Unavailable("footage.not-durable", "chunks", fmt.Sprint(homeless))
	}
	return nil
}

// homeless counts chunks that are not durable.
func (s *Store) homeless() (n int) {
	for _, st := range s.streams {
		n += len(st.pending)
	}
	return n
}

// Close closes the volumes and gives the places free. Run must have returned.
// It is idempotent.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	first := unlock(s.locks)
	for _, v := range s.volumes {
		if err := v.file.Close(); err != nil && first == nil {
			first = fmt.Errorf("close volume %s: %w", v.name, err)
		}
	}
	for _, st := range s.streams {
		s.drop(st)
	}
	return first
}

// drop gives back the memory of a stream's chunks that never became durable.
func (s *Store) drop(st *stream) {
	for _, p := range st.pending {
		if p.chunk != nil {
			p.chunk.Slab.Release()
		}
	}
	st.pending = nil
}
