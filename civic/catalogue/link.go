package catalogue

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// A Link is whether a system is connected to the sharing platform.
type Link string

// The links. They come from probes only.
const (
	NotConnected Link = "not-connected" // 未接入
	Partly       Link = "partly"        // 部分接入
	Connected    Link = "connected"     // 已接入
	Interrupted  Link = "interrupted"   // 接入中断: it was connected, or partly
)

// A Reach is what was measured of one system.
type Reach struct {
	System  shiheng.SystemID
	Cameras int // of the register, without those that are lost or removed
	Linked  int // with a source
	Peers   int // of Linked, those whose peer is registered and heard, or whose address answers
	Listed  int // of Linked, those the peer's catalogue lists; others than GB/T 28181 count as listed
	Picture int // of Linked, those that delivered pictures within the last minutes
	// Tested is the day of the newest interface test that passed.
	Tested law.Day
}

// A Lack is what keeps a system from being connected.
type Lack string

// What may be lacking, in the order it is looked at.
const (
	NoCameras Lack = "no-cameras"
	NotLinked Lack = "not-linked"
	PeerAway  Lack = "peer-away"
	NotListed Lack = "not-listed"
	NoPicture Lack = "no-picture"
	NotTested Lack = "not-tested" // W168/11
)

// Lacking lists what keeps the system from being connected.
func (r Reach) Lacking() []Lack {
	if r.Cameras == 0 {
		return []Lack{NoCameras}
	}
	var out []Lack
	for _, l := range []struct {
		lack Lack
		has  int
		want int
	}{{NotLinked, r.Linked, r.Cameras}, {PeerAway, r.Peers, r.Linked}, {NotListed, r.Listed, r.Linked}, {NoPicture, r.Picture, r.Linked}} {
		if l.has < l.want {
			out = append(out, l.lack)
		}
	}
	if r.Tested.IsZero() {
		out = append(out, NotTested)
	}
	return out
}

// Judge says whether a system is connected, from what was measured and what
// was said before. Connected is one that lacks nothing. One whose peers are all
// away is interrupted when it had been connected, even partly.
func Judge(r Reach, before Link) Link {
	switch {
	case len(r.Lacking()) == 0:
		return Connected
	case r.Peers == 0 || r.Linked == 0:
		if before == Connected || before == Partly || before == Interrupted {
			return Interrupted
		}
		return NotConnected
	}
	return Partly
}

// A Task is the duty of one system of the published catalogue to connect.
type Task struct {
	System  shiheng.SystemID `json:"systemId"`
	Edition VersionID        `json:"versionId"` // the published version that asks for it
	Rule    string           `json:"rule,omitempty"`
	Due     law.Day          `json:"due"`
	Opened  time.Time        `json:"openedAt"`

	Link    Link      `json:"link"`
	Since   time.Time `json:"since"` // of the link
	Probed  time.Time `json:"probedAt,omitzero"`
	Lacking []Lack    `json:"lacking,omitempty"`
	Reach   Reach     `json:"reach"`
	// First is when it was connected for the first time.
	First time.Time `json:"firstAt,omitzero"`
}

// Overdue reports whether the day has passed without the system having been
// connected (W168/21, V34-2). An interruption later is no breach of the day.
func (t Task) Overdue(today law.Day) bool { return t.First.IsZero() && t.Due.Before(today) }

// Take brings a task up to what was measured at now. It reports whether the
// link changed.
func (t *Task) Take(r Reach, now time.Time) bool {
	was := t.Link
	t.Link, t.Lacking, t.Reach, t.Probed = Judge(r, was), r.Lacking(), r, now
	if t.Link == Connected && t.First.IsZero() {
		t.First = now
	}
	if t.Link == was {
		return false
	}
	t.Since = now
	return true
}
