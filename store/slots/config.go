package slots

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/civic/retain"
	"shiheng.internal/store/slots/disk"
	"shiheng.internal/video/media"
	"shiheng.internal/video/record"
)

// A Place is a disk and how much of it footage may take.
type Place struct {
	Disk     disk.Disk
	Capacity int64 // bytes, tables included
}

// Config says what a store is made of.
type Config struct {
	Places []Place
	Index  record.Index
	Pool   *media.Pool
	Log    *slog.Logger

	// Practice and LawDay are written into a new store and never changed; an
	// existing store of the other kind is refused. LawDay counts for practice
	// stores only and is two minutes when zero.
	Practice bool
	LawDay   time.Duration

	// SlotSize is for new volumes; 64 MiB when zero. VolumeSlots bounds the
	// slots of one volume file; 65536 when zero.
	SlotSize    int64
	VolumeSlots uint32

	// SyncEvery is how often a disk with something new is synced; 750 ms when
	// zero, so that a chunk of one second is durable within two.
	SyncEvery time.Duration
	// SpillBytes bounds what may wait in memory; 256 MiB when zero.
	SpillBytes int64
	// WithoutSM3 leaves out the SM3 digests, for measuring only.
	WithoutSM3 bool

	// Floor is how many law-days footage must be kept, Keep how many it is
	// kept when there is room; the larger of the two and of the compiled-in
	// minimum counts.
	Floor, Keep int
	// FloorOf, when set, is how many law-days the footage of one camera must be
	// kept as the law gives it now, such as 90 for an anti-terror key target;
	// Floor still counts when it is larger. It is called with the store locked
	// and must answer from memory.
	FloorOf func(shiheng.CameraID) int
	// KeepOf, when set, is how many law-days the footage of one camera is kept
	// when there is room, in place of Keep; Purposed, when set, says whether a
	// longer lawful purpose is registered for it; Attested, when set, is the age
	// that witnesses prove of footage that ended at a running time of the store.
	// All are called with the store locked and must answer from memory.
	KeepOf   func(shiheng.CameraID) int
	Purposed func(shiheng.CameraID) bool
	Attested func(ended time.Duration) time.Duration
	// StandingOf, when set, is what of a camera counts when space runs out;
	// false when nothing of it is to be recorded now. Without it a stream's
	// class counts. Ordered, when set, says whether the unit's head set the
	// order of classes in writing. Both are called with the store locked and
	// must answer from memory.
	StandingOf func(shiheng.CameraID) (retain.Standing, bool)
	Ordered    func() bool
	// Lawful, when set, is asked about every slot that retain.Decide lets go: the
	// clauses on keeping. What it says no to stays. It is called with the store
	// locked and must answer from memory.
	Lawful func(f retain.Facts, now time.Time) bool
	// Erasable, when set, is asked before anything is condemned; while it fails
	// nothing is.
	Erasable func() error
	// Condemned is told, before anything is erased, what will be and why. An
	// error stops the deletion; it is tried again. The same slot and use may
	// be told twice. Nil means nobody wants to know.
	Condemned func(context.Context, []Condemned) error
	// Shortage, when set, is told when the relief measures change; streams go
	// by their identity. It is called with the store locked: it must not block
	// nor call the store.
	Shortage func(retain.Relief)

	// Moov makes the moov box of tracks for other tools; nil leaves it out.
	Moov func([]*media.Track) ([]byte, error)

	// Now and Boot are the clocks; the system's when nil. Boot is the time the
	// machine has been running.
	Now  func() time.Time
	Boot func() time.Duration
}

// A Condemned slot is about to be erased.
type Condemned struct {
	Volume   shiheng.VolumeID
	Number   uint32
	Use      uint64
	Stream   shiheng.StreamID
	Camera   shiheng.CameraID
	Span     shiheng.Span
	FirstSeq uint64
	LastSeq  uint64
	SHA, SM3 record.Digest
	Reason   retain.Reason
}

func (c *Config) check() error {
	if len(c.Places) == 0 || c.Index == nil || c.Pool == nil {
		return shiheng.Invalid("slots.config")
	}
	setDefault(&c.LawDay, 2*time.Minute)
	if !c.Practice {
		c.LawDay = 24 * time.Hour
	}
	setDefault(&c.SlotSize, 64<<20)
	setDefault(&c.VolumeSlots, 65536)
	setDefault(&c.SyncEvery, 750*time.Millisecond)
	setDefault(&c.SpillBytes, 256<<20)
	if c.SlotSize < minSlot || c.SlotSize > maxSlot || c.SlotSize%record.Align != 0 {
		return shiheng.Invalid("slots.config.slot-size")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Boot == nil {
		c.Boot = bootTime
	}
	return nil
}

func setDefault[T comparable](v *T, d T) {
	var zero T
	if *v == zero {
		*v = d
	}
}

// bootTime is how long the machine has run, suspended time included.
func bootTime() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &ts); err != nil {
		return 0 // no time passes: footage gets no older
	}
	return time.Duration(ts.Nano())
}
