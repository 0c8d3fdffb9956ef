package slots

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/record"
)

// volumeSuffix ends the name of every volume file; one being made has another.
const (
	volumeSuffix = ".shv"
	newSuffix    = ".new"
)

// Open opens the store in the given places, makes it when there is none,
// recovers what a crash left behind and declares it in the index. It fails
// with ErrConflict when the places hold different stores, or one of the other
// kind, and with ErrUnavailable when a volume is of a later version.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	locks, err := lockAll(cfg.Places)
	if err != nil {
		return nil, err
	}
	s, err := load(ctx, cfg)
	if s == nil {
		return nil, errors.Join(err, unlock(locks))
	}
	s.locks = locks
	if err == nil {
		err = s.ready(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// lockAll takes the places for this process, so that a command cannot work on
// a store that a server has open.
func lockAll(places []Place) ([]io.Closer, error) {
	var out []io.Closer
	for _, p := range places {
		d, ok := p.Disk.(disk.Locker)
		if !ok {
			continue
		}
		l, err := d.Lock()
		if err != nil {
			return nil, errors.Join(fmt.Errorf("footage place %s: %w", p.Disk.Name(), err), unlock(out))
		}
		out = append(out, l)
	}
	return out, nil
}

func unlock(locks []io.Closer) error {
	var errs []error
	for _, l := range locks {
		errs = append(errs, l.Close())
	}
	return errors.Join(errs...)
}

// ready makes a loaded store fit to record.
func (s *Store) ready(ctx context.Context) error {
	for _, p := range s.places {
		if err := s.replace(ctx, p); err != nil {
			s.cfg.Log.Error("no new volume", "place", p.disk.Name(), "error", err)
		}
	}
	if s.writable() == 0 {
		return shiheng.Exhausted("footage.no-disk")
	}
	if err := s.recoverAll(ctx); err != nil {
		return err
	}
	return s.flushRows(ctx)
}

// load reads the volumes' tables and what the index knows besides. With an
// error it returns what was opened, to be closed.
func load(ctx context.Context, cfg Config) (*Store, error) {
	s := &Store{
		cfg: cfg, lawDay: cfg.LawDay, streams: map[shiheng.StreamID]*stream{},
		pins: map[shiheng.HoldID]record.Pin{}, work: make(chan struct{}, 1),
	}
	for _, p := range cfg.Places {
		s.places = append(s.places, &place{disk: p.Disk, capacity: p.Capacity, kick: make(chan struct{}, 1)})
	}
	s.boot = cfg.Boot()
	if err := s.loadPlaces(); err != nil {
		return s, err
	}
	if s.id.IsZero() {
		s.id = shiheng.NewID[shiheng.StoreID](cfg.Now())
	}
	return s, s.loadIndex(ctx)
}

// loadPlaces reads all places at once: each is a disk of its own.
func (s *Store) loadPlaces() error {
	type result struct {
		volumes []*volume
		err     error
	}
	out := make([]chan result, len(s.places))
	for i, p := range s.places {
		out[i] = make(chan result, 1)
		go func() {
			v, err := s.loadPlace(p)
			out[i] <- result{v, err}
		}()
	}
	var first error
	for i, p := range s.places {
		r := <-out[i]
		if r.err != nil && first == nil {
			first = fmt.Errorf("open footage place %s: %w", p.disk.Name(), r.err)
		}
		for _, v := range r.volumes {
			if err := s.enter(v); err != nil {
				if first == nil {
					first = err
				}
				first = errors.Join(first, v.file.Close())
			}
		}
	}
	return first
}

// enter adds a loaded volume and the slots it holds.
func (s *Store) enter(v *volume) error {
	switch {
	case s.id.IsZero():
		s.id = v.store
	case s.id != v.store:
		return shiheng.Conflict("store.mixed", "volume", v.volume.String())
	}
	if v.practice != s.cfg.Practice {
		return shiheng.Conflict("store.kind", "volume", v.volume.String(), "practice", fmt.Sprint(v.practice))
	}
	s.lawDay = v.lawDay
	s.volumes = append(s.volumes, v)
	s.base = max(s.base, v.tally)
	for _, sl := range v.slots {
		if sl.stream.IsZero() {
			continue
		}
		st := s.stream(record.Stream{ID: sl.stream, Camera: sl.camera, Role: sl.role, Class: sl.class})
		sl.st = st
		st.slots = append(st.slots, sl)
		if sl.state == record.SlotCondemned {
			sl.reason = retain.Resumed
			s.doomed = append(s.doomed, sl)
		}
	}
	return nil
}

func (s *Store) loadPlace(p *place) ([]*volume, error) {
	names, err := p.disk.List()
	if err != nil {
		return nil, err
	}
	var out []*volume
	for _, name := range names {
		if !strings.HasSuffix(name, volumeSuffix) {
			continue // one that was being made holds nothing yet
		}
		v, err := openVolume(p, name)
		if err != nil {
			return out, fmt.Errorf("volume %s: %w", name, err)
		}
		out = append(out, v)
	}
	return out, nil
}

// openVolume reads a volume's header and the table in one pass.
func openVolume(p *place, name string) (*volume, error) {
	f, err := p.disk.Open(name)
	if err != nil {
		return nil, err
	}
	h, err := readVolumeHeader(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	v := &volume{
		volumeHeader: h, place: p, file: f, name: name,
		slots: map[uint32]*slot{}, uses: make([]uint32, h.slots), fresh: 0,
	}
	if err := v.readTable(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return v, nil
}

func readVolumeHeader(f disk.File) (volumeHeader, error) {
	b := make([]byte, 2*disk.Page)
	if n, err := f.ReadAt(b, 0); err != nil && !(errors.Is(err, io.EOF) && n >= disk.Page) {
		return volumeHeader{}, err
	}
	h, err := parseVolumeHeader(b)
	if err != nil && !errors.Is(err, shiheng.ErrUnavailable) {
		return parseVolumeHeader(b[disk.Page:])
	}
	return h, err
}

// tableStep is how much of a table is read at once.
const tableStep = 4 << 20

// readTable reads the first copy of the slot table from begin to end, skipping
// what was never written; the twin is read only for entries that are torn.
func (v *volume) readTable() error {
	buf := make([]byte, tableStep)
	end := v.entry(0, v.volumeHeader.slots)
	for at := int64(tableAt); at < end; {
		next, err := v.file.NextData(at)
		if err != nil {
			return fmt.Errorf("slot table: %w", err)
		}
		if next >= end {
			break
		}
		at = max(at, next/disk.Page*disk.Page)
		b := buf[:min(end-at, tableStep)]
		n, err := v.file.ReadAt(b, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("slot table at %d: %w", at, err)
		}
		if n == 0 {
			break // nothing was ever written from here on
		}
		whole := (n + disk.Page - 1) / disk.Page * disk.Page
		clear(b[n:whole])
		b = b[:whole]
		for ; len(b) > 0; b, at = b[disk.Page:], at+disk.Page {
			if err := v.readEntry(uint32((at-tableAt)/disk.Page), b[:disk.Page]); err != nil {
				return err
			}
		}
	}
	for n := v.fresh; n > 0; n-- { // the lowest numbers are taken first
		if v.slots[n-1] == nil {
			v.free = append(v.free, n-1)
		}
	}
	return nil
}

func (v *volume) readEntry(number uint32, page []byte) error {
	e, err := parseEntry(page)
	if err != nil || (e.use != 0 && (e.number != number || e.volume != v.volume)) {
		if errors.Is(err, shiheng.ErrUnavailable) {
			return err
		}
		twin := make([]byte, disk.Page)
		if _, rerr := v.file.ReadAt(twin, v.volumeHeader.entry(1, number)); rerr != nil && !errors.Is(rerr, io.EOF) {
			return fmt.Errorf("twin of slot %d: %w", number, rerr)
		}
		if e, err = parseEntry(twin); err != nil {
			return fmt.Errorf("slot %d, both copies: %w", number, err)
		}
	}
	if e.use == 0 {
		return nil
	}
	v.fresh = max(v.fresh, number+1)
	v.uses[number] = uint32(e.use)
	v.tally = max(v.tally, e.tally)
	if e.state != record.SlotFree {
		v.slots[number] = &slot{entry: e, vol: v}
	}
	return nil
}

// create makes a volume. Its name appears only once its header is durable.
func (s *Store) create(p *place, slots uint32) (*volume, error) {
	h := volumeHeader{
		store: s.id, volume: shiheng.NewID[shiheng.VolumeID](s.cfg.Now()), practice: s.cfg.Practice,
		lawDay: s.lawDay, created: s.cfg.Now(), geometry: geometry{slots: slots, slotSize: s.cfg.SlotSize},
	}
	name := h.volume.String()
	f, err := p.disk.Create(name + newSuffix)
	if err != nil {
		return nil, fmt.Errorf("create volume: %w", err)
	}
	slab, err := s.cfg.Pool.Get(disk.Page)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	defer slab.Release()
	page := slab.Bytes()[:disk.Page]
	h.put(page)
	for i := range int64(2) {
		if _, err := f.WriteAt(page, i*disk.Page); err != nil {
			return nil, errors.Join(fmt.Errorf("volume header: %w", err), f.Close())
		}
	}
	if err := f.Sync(); err != nil {
		return nil, errors.Join(fmt.Errorf("volume header: %w", err), f.Close())
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	if err := p.disk.Rename(name+newSuffix, name+volumeSuffix); err != nil {
		return nil, err
	}
	if err := p.disk.Sync(); err != nil {
		return nil, err
	}
	return openVolume(p, name+volumeSuffix)
}

// loadIndex takes from the index what the tables do not say: streams without
// footage, pins, gaps that last, and volumes that are not there.
func (s *Store) loadIndex(ctx context.Context) error {
	ix := s.cfg.Index
	streams, err := ix.Streams(ctx, shiheng.CameraID{})
	if err != nil {
		return fmt.Errorf("read the footage index: %w", err)
	}
	for _, info := range streams {
		s.stream(info).Stream = info
	}
	for _, st := range s.streams {
		if !slices.ContainsFunc(streams, func(o record.Stream) bool { return o.ID == st.ID }) {
			s.dirty.stream(st)
		}
	}
	pins, err := ix.Pins(ctx)
	if err != nil {
		return fmt.Errorf("read the footage index: %w", err)
	}
	for _, p := range pins {
		s.pins[p.ID] = p
	}
	volumes, err := ix.Volumes(ctx)
	if err != nil {
		return fmt.Errorf("read the footage index: %w", err)
	}
	for _, row := range volumes {
		if !slices.ContainsFunc(s.volumes, func(v *volume) bool { return v.volume == row.ID }) && row.Store == s.id {
			row.State = "missing"
			s.missing = append(s.missing, row)
			s.cfg.Log.Error("volume missing", "volume", row.ID, "place", row.Place)
		}
	}
	for _, v := range s.volumes {
		s.dirty.volume(v)
		if !slices.ContainsFunc(volumes, func(row record.VolumeRow) bool { return row.ID == v.volume }) {
			s.recoverPins(v)
		}
	}
	return nil
}

// declareLost notes as gaps what a crash took: behind the last chunk that is
// there and, since disks fail apart, before a recovered slot.
func (s *Store) declareLost(ctx context.Context, st *stream) error {
	for i, sl := range st.slots {
		if i == 0 || sl.open == nil && st.slots[i-1].open == nil {
			continue
		}
		if before := st.slots[i-1]; sl.firstSeq > before.lastSeq+1 {
			if _, err := s.fillGaps(ctx, st, before.lastSeq, before.to, sl.firstSeq, sl.from); err != nil {
				return err
			}
		}
	}
	if st.ended.LastSeq == 0 {
		return nil
	}
	last, err := s.fillGaps(ctx, st, st.ended.LastSeq, st.ended.To, 1<<62, time.Time{})
	if last != nil {
		st.gap = last
	}
	return err
}

// fillGaps notes as lost the time between from and to, which lie behind the
// chunks after and before, as far as no known gap covers it. With a zero to
// it returns the gap that lasts, when it is a new one.
func (s *Store) fillGaps(ctx context.Context, st *stream, after uint64, from time.Time, before uint64, to time.Time) (*record.GapRow, error) {
	gaps, err := s.cfg.Index.Gaps(ctx, st.ID, shiheng.Span{}, after, 1000)
	if err != nil {
		return nil, err
	}
	lost := record.GapRow{Stream: st.ID, AfterSeq: after, From: from, Cause: record.CauseCrash}
	for _, g := range gaps {
		if g.AfterSeq >= before {
			break
		}
		if g.From.After(lost.From) {
			lost.To = g.From
			s.dirty.gap(lost)
		}
		if g.To.IsZero() {
			return nil, nil
		}
		lost = record.GapRow{Stream: st.ID, AfterSeq: g.AfterSeq, From: g.To, Cause: record.CauseCrash}
	}
	if to.IsZero() {
		s.dirty.gap(lost)
		return &lost, nil
	}
	if lost.To = to; to.After(lost.From) {
		s.dirty.gap(lost)
	}
	return nil, nil
}

// loadStream takes a stream's last run and gap from the index.
func (s *Store) loadStream(ctx context.Context, st *stream) error {
	gap, err := s.cfg.Index.LastGap(ctx, st.ID)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	row, err := s.cfg.Index.LastRun(ctx, st.ID)
	if err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		return err
	}
	if row.LastSeq > st.ended.LastSeq || row.ID == st.ended.ID && row.LastSeq == st.ended.LastSeq {
		st.ended = row
	}
	if gap.AfterSeq >= st.ended.LastSeq && gap.AfterSeq != 0 && gap.To.IsZero() {
		st.gap = &gap
	}
	if err := s.declareLost(ctx, st); err != nil {
		return err
	}
	st.next = max(st.next, row.LastSeq+1, gap.AfterSeq+1)
	if len(s.missing) > 0 {
		st.next += 1 << 20 // numbers on a volume that may come back stay unused
	}
	st.durable.Seq = max(st.durable.Seq, st.ended.LastSeq)
	st.durable.At = latest(st.durable.At, st.ended.To)
	return nil
}
