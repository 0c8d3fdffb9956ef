package slots

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/video/record"
)

// sweep condemns the slots that may go, has that logged, erases them and frees
// their numbers. Each step is repeated after a crash. Where nothing may be erased
// nothing is hidden either.
func (s *Store) sweep(ctx context.Context) error {
	erasable := s.cfg.Erasable == nil || s.cfg.Erasable() == nil
	s.mu.Lock()
	if erasable {
		s.condemn(s.cfg.Now())
	}
	s.relieve()
	var doomed []*slot
	for _, sl := range s.doomed {
		if sl.vol.bad == nil && len(doomed) < erasedAtOnce {
			doomed = append(doomed, sl)
		}
	}
	s.mu.Unlock()
	if len(doomed) == 0 || !erasable {
		return nil
	}
	if err := s.flushRows(ctx); err != nil { // their rows say condemned before anything else is done
		return fmt.Errorf("condemn: %w", err)
	}
	if s.cfg.Condemned != nil {
		list := make([]Condemned, 0, len(doomed))
		for _, sl := range doomed {
			list = append(list, sl.condemned())
		}
		if err := s.cfg.Condemned(ctx, list); err != nil {
			return fmt.Errorf("log a deletion: %w", err)
		}
	}
	return s.erase(ctx, doomed)
}

func (sl *slot) condemned() Condemned {
	return Condemned{
		Volume: sl.volume, Number: sl.number, Use: sl.use, Stream: sl.stream, Camera: sl.camera,
		Span: shiheng.Span{From: sl.from, To: sl.to}, FirstSeq: sl.firstSeq, LastSeq: sl.lastSeq,
		SHA: sl.sha, SM3: sl.sm3, Reason: sl.reason,
	}
}

// condemn hides from readers the slots that retain.Decide lets go: all that
// are past their period, and the oldest ones where a place needs room.
func (s *Store) condemn(now time.Time) {
	for _, p := range s.places {
		s.condemnAt(p, now)
	}
}

// condemnAt asks about the slots of one place from the oldest on. What is
// younger than every floor is not asked about; since the queue goes by running
// time and by what witnesses prove, no setting of the clock brings a slot into
// question.
func (s *Store) condemnAt(p *place, now time.Time) {
	needed, running := s.wanted(p), s.Tally()
	least := s.lawDays(s.cfg.Floor)
	floors := map[*stream]time.Duration{}
	var kept []*slot
	i, gone, spare := 0, 0, 0
	for ; i < len(p.sealed); i++ {
		sl := p.sealed[i]
		if !s.cfg.Practice || needed <= 0 {
			age := max(running-sl.tally, s.attested(sl.tally))
			if age < least {
				break
			}
			floor, ok := floors[sl.st]
			if !ok {
				floor = s.lawDays(s.floor(sl.camera))
				floors[sl.st] = floor
			}
			if age < floor {
				kept = append(kept, sl)
				continue
			}
		}
		v := s.decide(sl, needed > 0, now)
		if !v.Delete || sl.vol.bad != nil {
			if v.Reason == retain.Kept && sl.vol.bad == nil {
				spare++
			}
			kept = append(kept, sl)
			continue
		}
		sl.state, sl.reason = record.SlotCondemned, v.Reason
		s.dirty.slot(sl)
		s.doomed = append(s.doomed, sl)
		gone++
		needed--
	}
	p.kept = spare
	if gone > 0 {
		p.sealed = append(kept, p.sealed[i:]...)
	}
}

// lawDays is how long so many days of the law last in this store.
func (s *Store) lawDays(n int) time.Duration {
	if !s.cfg.Practice {
		n = max(n, retain.MinimumDays)
	}
	return time.Duration(n) * s.lawDay
}

// wanted is how many slots a place should free so that each stream can take one.
func (s *Store) wanted(p *place) int {
	free, recording, here := 0, 0, 0
	for _, v := range s.volumes {
		if v.place == p {
			free += v.spare()
			here++
		}
	}
	for _, sl := range s.doomed {
		if sl.vol.place == p && sl.vol.bad == nil {
			free++
		}
	}
	for _, st := range s.streams {
		if st.run != nil && (st.last == p || st.last == nil) {
			recording++
		}
	}
	if here == 0 {
		return 0
	}
	return recording + 1 - free
}

// queueSealed lists the sealed slots of each place by age: by the store's own
// running time, in which no clock can be set.
func (s *Store) queueSealed() {
	for _, v := range s.volumes {
		for _, sl := range v.slots {
			if sl.state == record.SlotSealed && sl.st != nil {
				v.place.sealed = append(v.place.sealed, sl)
			}
		}
	}
	for _, p := range s.places {
		slices.SortFunc(p.sealed, func(a, b *slot) int {
			return cmp.Or(cmp.Compare(a.tally, b.tally), a.to.Compare(b.to), cmp.Compare(a.number, b.number))
		})
	}
}

func (s *Store) facts(sl *slot, needed bool) retain.Facts {
	return retain.Facts{
		Practice: s.cfg.Practice, Held: s.pinned(sl), Recording: sl.open != nil,
		LawDay: s.lawDay, FloorDays: s.floor(sl.st.Camera), KeepDays: s.keep(sl.st.Camera),
		Purposed: s.cfg.Purposed != nil && s.cfg.Purposed(sl.st.Camera),
		Ended:    sl.to, EndedTally: sl.tally, Tally: s.Tally(), Attested: s.attested(sl.tally), Needed: needed,
	}
}

// keep is how many law-days the footage of a camera is kept when there is room.
func (s *Store) keep(camera shiheng.CameraID) int {
	if s.cfg.KeepOf == nil {
		return s.cfg.Keep
	}
	return s.cfg.KeepOf(camera)
}

// attested is the age that witnesses prove of what ended at a running time.
func (s *Store) attested(ended time.Duration) time.Duration {
	if s.cfg.Attested == nil {
		return 0
	}
	return s.cfg.Attested(ended)
}

// An Amount is how much of the store's footage.
type Amount struct {
	Slots int
	Bytes int64
}

// Verdicts adds up the sealed footage by what is decided of it now, were no room
// needed: what is young, what a hold or a purpose keeps past its time, what waits
// to be erased.
func (s *Store) Verdicts() map[retain.Reason]Amount {
	s.mu.Lock()
	defer s.mu.Unlock()
	out, now := map[retain.Reason]Amount{}, s.cfg.Now()
	add := func(r retain.Reason, sl *slot) {
		a := out[r]
		a.Slots, a.Bytes = a.Slots+1, a.Bytes+sl.bytes
		out[r] = a
	}
	for _, p := range s.places {
		for _, sl := range p.sealed {
			add(retain.Decide(s.facts(sl, false), now).Reason, sl)
		}
	}
	for _, sl := range s.doomed {
		add(sl.reason, sl)
	}
	return out
}

// floor is how many law-days the footage of a camera must be kept.
func (s *Store) floor(camera shiheng.CameraID) int {
	if s.cfg.FloorOf == nil {
		return s.cfg.Floor
	}
	return max(s.cfg.Floor, s.cfg.FloorOf(camera))
}

// decide asks the rule that is compiled in, and then the clauses: each alone
// keeps footage.
func (s *Store) decide(sl *slot, needed bool, now time.Time) retain.Verdict {
	f := s.facts(sl, needed)
	v := retain.Decide(f, now)
	if v.Delete && s.cfg.Lawful != nil && !s.cfg.Lawful(f, now) {
		v.Delete, v.Reason = false, retain.Forbidden
	}
	return v
}

// verdict is what would be decided now if nobody needed the room.
func (s *Store) verdict(sl *slot, now time.Time) retain.Verdict { return s.decide(sl, false, now) }

// relieve decides what to do without when nothing more may be deleted. What
// would go as soon as its room is needed counts as free.
func (s *Store) relieve() {
	free, total := 0, 0
	for _, v := range s.volumes {
		free += v.spare()
		if v.bad == nil {
			total += int(v.volumeHeader.slots)
		}
	}
	for _, p := range s.places {
		free += p.kept
	}
	for _, sl := range s.doomed {
		if sl.vol.bad == nil {
			free++
		}
	}
	if s.cfg.Practice || total == 0 {
		return
	}
	claims := s.claims()
	room := retain.Space{Free: free, Reserve: max(min(4*len(claims), total/20), 1), Ordered: s.cfg.Ordered != nil && s.cfg.Ordered()}
	r := retain.Relieve(room, claims, s.relief)
	if s.cfg.Shortage != nil && !r.Equal(s.relief) {
		s.cfg.Shortage(r)
	}
	s.relief = r
}

// claimFor is how long a stream that asked for a run in vain still counts.
const claimFor = time.Minute

// claims lists the streams that want space: those being recorded, those that
// lately asked to be, and those that are left on their device.
func (s *Store) claims() []retain.Claim {
	var out []retain.Claim
	now := s.Tally()
	for _, st := range s.streams {
		c := retain.Claim{Key: st.ID.String(), Optional: st.Role != record.Main, Standing: retain.Standing{Class: int(st.Class)}}
		wanted := true
		if s.cfg.StandingOf != nil && !c.Optional {
			c.Standing, wanted = s.cfg.StandingOf(st.Camera)
		}
		left := wanted && slices.Contains(s.relief.Leave, c.Key)
		if st.run != nil || left || st.asked > 0 && now-st.asked < claimFor {
			out = append(out, c)
		}
	}
	return out
}

// erase destroys condemned slots: their bytes read as zero and their entries
// as free once this returns. A reader that still has a reference finds that
// the chunk is not there.
func (s *Store) erase(ctx context.Context, doomed []*slot) error {
	for _, sl := range doomed {
		s.eraseBetween(sl)
	}
	return s.flushRows(ctx)
}

// erasedAtOnce bounds the slots that are logged and erased between two looks at
// the rows: a thousand lifted at once must not hold up the house.
const erasedAtOnce = 64

// eraseBetween erases one slot between two batches of its disk's writer, which
// waits for no more than this one.
func (s *Store) eraseBetween(sl *slot) {
	p := sl.vol.place
	p.flushing.Lock()
	defer p.flushing.Unlock()
	err := s.eraseOne(sl)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.quarantine(sl.vol, err)
		return
	}
	s.freed(sl)
	s.doomed = slices.DeleteFunc(s.doomed, func(o *slot) bool { return o == sl })
}

// eraseOne goes through the states on disk: condemned, then no bytes, then
// free. Between each there is a sync.
func (s *Store) eraseOne(sl *slot) error {
	v := sl.vol
	s.mu.Lock()
	condemned := sl.entry
	s.mu.Unlock()
	if v.bad != nil {
		return v.bad
	}
	condemned.state = record.SlotCondemned
	if err := s.entryNow(v, &condemned); err != nil {
		return err
	}
	if err := v.file.Zero(v.data(sl.number), v.slotSize); err != nil {
		return fmt.Errorf("erase slot %d: %w", sl.number, err)
	}
	if err := v.file.Sync(); err != nil {
		return fmt.Errorf("erase slot %d: %w", sl.number, err)
	}
	return s.entryNow(v, &entry{number: sl.number, use: sl.use, volume: sl.volume, tally: s.Tally()})
}

// entryNow writes both copies of an entry, each synced before the next.
func (s *Store) entryNow(v *volume, e *entry) error {
	sl := &slot{entry: *e, vol: v}
	for i := range 2 {
		w := s.entryPage(sl, i)
		err := s.writeOne(w)
		w.slab.Release()
		if err == nil {
			err = v.file.Sync()
		}
		if err != nil {
			return fmt.Errorf("entry of slot %d: %w", e.number, err)
		}
		s.count(0, 1)
	}
	return nil
}

// freed gives a slot's number back.
func (s *Store) freed(sl *slot) {
	s.dirty.freed = append(s.dirty.freed, record.SlotRow{Volume: sl.volume, Number: sl.number, Use: sl.use})
	delete(s.dirty.slots, sl)
	s.forget(sl)
	sl.state = record.SlotFree
	s.footers.forget(sl)
	s.dirty.trim(sl.st)
	if r := sl.st.run; r != nil && len(sl.st.slots) > 0 && r.row.FirstSeq != 0 && r.row.FirstSeq < sl.st.slots[0].firstSeq {
		r.row.FirstSeq, r.row.From = sl.st.slots[0].firstSeq, sl.st.slots[0].from
	}
	s.stats.SlotsFree++
}
