package ledger

import (
	"fmt"
	"strings"
	"time"
)

// A CheckLevel says how much of log and footage is read to check it.
type CheckLevel string

// The levels: each does what the one before does.
const (
	// CheckFast: checkpoints are signed, their trees hold together, rows and
	// leaves are as many as they should be.
	CheckFast CheckLevel = "fast"
	// CheckMedium: every leaf against its row or its camera-minutes, these
	// against the directories of slots, and these against their rows.
	CheckMedium CheckLevel = "medium"
	// CheckFull: every byte of every chunk as well.
	CheckFull CheckLevel = "full"
)

// A Position is where something does not fit, as far as it is known: the zero
// value of a field tells nothing.
type Position struct {
	Origin string // of the log
	Leaf   *uint64
	Act    int64 // number of the act
	Event  string
	Camera string
	Stream string
	Minute string
	Seq    uint64 // of the chunk
	Slot   string // volume/number
	Offset *int64 // byte in the slot, or in the file
	File   string
}

// String is the position on one line.
func (p Position) String() string {
	var parts []string
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	add("log", p.Origin)
	if p.Leaf != nil {
		add("leaf", fmt.Sprint(*p.Leaf))
	}
	if p.Act != 0 {
		add("act", fmt.Sprint(p.Act))
	}
	add("event", p.Event)
	add("camera", p.Camera)
	add("stream", p.Stream)
	add("minute", p.Minute)
	if p.Seq != 0 {
		add("chunk", fmt.Sprint(p.Seq))
	}
	add("slot", p.Slot)
	add("file", p.File)
	if p.Offset != nil {
		add("byte", fmt.Sprint(*p.Offset))
	}
	return strings.Join(parts, ", ")
}

// A Mismatch is something that does not fit. Code names the kind of it.
type Mismatch struct {
	Code   string
	At     Position
	Detail string
}

// String is the mismatch on one line.
func (m Mismatch) String() string { return m.Code + ": " + m.At.String() + ": " + m.Detail }

// What does not fit.
const (
	BadCheckpoint = "checkpoint" // not there, not signed by both keys, or another than the rows rest on
	BadTree       = "tree"       // tiles do not lead to the root
	BadLeaf       = "leaf"       // a leaf is not what the tree has the hash of, or in no known form
	BadAct        = "act"        // an act's row and its leaf say different things, or one is missing
	BadMinute     = "minute"     // a node-minute's row, leaf and camera-minutes do not belong together
	BadChain      = "chain"      // camera-minutes of a stream do not follow one another
	BadFootage    = "footage"    // chunks are not those of the camera-minute, or missing, or in none
	BadSlot       = "slot"       // a slot's entry, footer, row or bytes
	BadErasure    = "erasure"    // a certificate without its act
)

// MostMismatches bounds the mismatches that a report lists.
const MostMismatches = 100

// A CheckReport says what was looked at and what does not fit, the first
// position first.
type CheckReport struct {
	Level         CheckLevel
	Began, Ended  time.Time
	Logs          int
	Leaves        uint64
	Acts          uint64
	CameraMinutes uint64
	Chunks        uint64
	Bytes         uint64
	Waiting       int // leaves of acts and minutes that the next start notes: the program was cut off
	Bad           int // mismatches, also those not listed
	Mismatches    []Mismatch
	Breaks        []Break // where a log took the place of another, the oldest first
}

// A Break is an epoch as a check found it: what it says was lost is no
// mismatch.
type Break struct {
	Epoch
	LostActs   int    // whose leaves were kept and whose rows are gone
	GoneChunks uint64 // that were not there any more
}

// Break is the break of an epoch.
func (r *CheckReport) Break(e Epoch) *Break {
	for i := range r.Breaks {
		if r.Breaks[i].Origin() == e.Origin() {
			return &r.Breaks[i]
		}
	}
	r.Breaks = append(r.Breaks, Break{Epoch: e})
	return &r.Breaks[len(r.Breaks)-1]
}

// Lost counts an act of a lost range.
func (r *CheckReport) Lost(origin string) {
	for i := range r.Breaks {
		if r.Breaks[i].Origin() == origin {
			r.Breaks[i].LostActs++
		}
	}
}

// Find notes a mismatch.
func (r *CheckReport) Find(code string, at Position, format string, args ...any) {
	if r.Bad++; len(r.Mismatches) < MostMismatches {
		r.Mismatches = append(r.Mismatches, Mismatch{code, at, fmt.Sprintf(format, args...)})
	}
}

// A Watch is how the watch over the archive stands, which runs as long as the
// platform: the log against rows and footage each day, every byte of footage
// within a month and of held footage within a week.
type Watch struct {
	LogChecked    time.Time // when the log was last checked; zero before the first time
	Leaves        uint64
	CameraMinutes uint64
	Began         time.Time // of this round through all sealed slots
	Slots, Read   int
	Last          time.Time // when the round before ended
	HeldBegan     time.Time // the same for slots under hold
	HeldSlots     int
	HeldRead      int
	HeldLast      time.Time
	Found         []Amiss // what does not fit
}

// An Amiss is a mismatch that lasts.
type Amiss struct {
	Mismatch
	Seen time.Time
}
