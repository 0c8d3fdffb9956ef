package second

import (
	"fmt"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/law"
)

// A Slot is a sealed slot of the footage store, as it is copied.
type Slot struct {
	Volume shiheng.VolumeID `json:"volumeId" format:"uuid"`
	Number uint32           `json:"number"`
	Use    uint64           `json:"use" doc:"How often the slot had been taken: tells its earlier contents apart"`
	Camera shiheng.CameraID `json:"cameraId" format:"uuid"`
	From   time.Time        `json:"from"`
	To     time.Time        `json:"to"`
	Size   int64            `json:"size" doc:"In bytes, with its footer"`
	Root   string           `json:"root" doc:"SHA-256 root of its directory, as in its footer"`
}

// Key names the slot and its content in rows.
func (s Slot) Key() string {
	return s.Volume.String() + "/" + strconv.FormatUint(uint64(s.Number), 10) + "/" + strconv.FormatUint(s.Use, 10)
}

// Name is what its object is called: nothing in it is personal.
func (s Slot) Name() string { return fmt.Sprintf("slots/%s/%08d-%d.slot", s.Volume, s.Number, s.Use) }

// Span is what was recorded in it.
func (s Slot) Span() shiheng.Span { return shiheng.Span{From: s.From, To: s.To} }

// An Object is one version of one object of a bucket.
type Object struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// A Lock is what keeps an object: compliance mode until a time, and a legal
// hold.
type Lock struct {
	Until time.Time
	Held  bool
}

// State is how a copy stands.
type State string

// The states.
const (
	Waiting State = "waiting" // to be made, or made anew
	Kept    State = "kept"    // made, read back, and the same
	Ended   State = "ended"   // no hold covers it, and the object is gone
)

// A Copy is the second copy of one slot.
type Copy struct {
	Slot
	State  State  `json:"state" enum:"waiting,kept,ended"`
	Bucket string `json:"bucket,omitempty" doc:"Address and bucket"`
	Object Object `json:"object"`
	Digest string `json:"digest,omitempty" doc:"SHA-256 of the object"`
	// Until and Held are its lock as it was set last.
	Until    time.Time `json:"until,omitzero"`
	Held     bool      `json:"held"`
	Since    time.Time `json:"since" doc:"When it was first owed"`
	Copied   time.Time `json:"copiedAt,omitzero"`
	Verified time.Time `json:"verifiedAt,omitzero" doc:"When the object was last read and found the same"`
	Tries    int       `json:"tries,omitempty"`
	Next     time.Time `json:"next,omitzero" doc:"When it is tried again"`
	Failed   string    `json:"failed,omitempty" doc:"Why the last attempt brought nothing"`
}

// Wanted says until when holds in force want the footage of a copy kept: until
// the end of the latest day of review. None wants it: the zero time.
func (c Copy) Wanted(holds []evidence.Hold) (until time.Time) {
	for _, h := range holds {
		if h.State != evidence.InForce || !h.Span().Overlaps(c.Span()) {
			continue
		}
		for _, it := range h.Items {
			if end := endOf(h.ReviewOn); it.Camera == c.Camera && end.After(until) {
				until = end
			}
		}
	}
	return until
}

// endOf is when a day of the law is over.
func endOf(d law.Day) time.Time { return d.Add(1).Start() }

// A Step is what is due to a copy.
type Step string

// The steps. One at a time is due, the first that applies.
const (
	Nothing Step = ""
	Make    Step = "make"
	Prolong Step = "prolong"
	Hold    Step = "hold"
	Release Step = "release"
	Remove  Step = "remove"
	Drop    Step = "drop" // it was never made, and nothing wants it any more
	Reread  Step = "reread"
)

// Due decides what is due to a copy: pure. wanted is as [Copy.Wanted] says,
// within how long each object is read again.
func (c Copy) Due(wanted, now time.Time, within time.Duration) Step {
	switch {
	case c.State == Ended:
		return Nothing
	case c.State == Waiting && wanted.IsZero():
		if c.Object.Version == "" {
			return Drop
		}
		return c.ending(now)
	case c.State == Waiting:
		if now.Before(c.Next) {
			return Nothing
		}
		return Make
	case wanted.IsZero():
		return c.ending(now)
	case now.Before(c.Next):
		return Nothing
	case wanted.After(c.Until):
		return Prolong
	case !c.Held:
		return Hold
	case !now.Before(c.Verified.Add(within)):
		return Reread
	}
	return Nothing
}

// ending is what is due to an object that no hold covers any more: its legal
// hold goes at once, itself when its lock has run out.
func (c Copy) ending(now time.Time) Step {
	switch {
	case now.Before(c.Next):
		return Nothing
	case c.Held:
		return Release
	case !now.Before(c.Until):
		return Remove
	}
	return Nothing
}

// failed notes that a step brought nothing, and when it is tried again: after a
// minute, then twice as long each time, an hour at most.
func (c *Copy) failed(err error, now time.Time) {
	wait := time.Minute << min(c.Tries, 6)
	c.Tries++
	c.Failed, c.Next = err.Error(), now.Add(min(wait, time.Hour))
	if r := []rune(c.Failed); len(r) > 300 {
		c.Failed = string(r[:300])
	}
}

// worked forgets earlier failures.
func (c *Copy) worked() { c.Tries, c.Failed, c.Next = 0, "", time.Time{} }
