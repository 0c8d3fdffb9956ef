package shiheng

import (
	"slices"
	"time"
)

// An Act is what a grant lets its holder do. Viewing, retrieving, copying and
// forwarding are separate permissions in the order (W168/24); here are those
// that open footage.
type Act string

// The acts that open footage. The machine wing obeys them and knows no others.
const (
	ActLive     Act = "live"     // watch now
	ActTest     Act = "test"     // watch now, to commission a camera; time-boxed
	ActPlayback Act = "playback" // watch the past
	ActSnapshot Act = "snapshot" // one still picture
	ActExport   Act = "export"   // take a copy away
)

// A Grant is the office's permission to open footage: who may do what with
// which cameras, over which footage, until when. Media leave the process only
// against one (design, invariant 1). It is a complete value: the machine asks
// nobody anything more. Only civic/access mints grants.
type Grant struct {
	ID      GrantID    `json:"id"`
	Account AccountID  `json:"accountId"`
	Session SessionID  `json:"sessionId"`
	Act     Act        `json:"act"`
	Cameras []CameraID `json:"cameraIds"`
	// Footage bounds what may be seen of the past. It is the zero Span for
	// live acts.
	Footage Span `json:"footage,omitzero"`
	// Masked asks for privacy masks to be drawn over the picture.
	Masked bool `json:"masked"`
	// Mark is drawn over the picture: who is looking, and at which workstation.
	// Whoever draws it adds the clock and the grant's number.
	Mark string `json:"mark"`
	// Faint says that one faint mark for the whole screen is enough: duty
	// watching. Otherwise the mark is drawn all over the picture.
	Faint bool `json:"faint,omitempty"`
	// Until is when every session under the grant ends.
	Until time.Time `json:"until"`
	// Basis names the rule the grant rests on, such as "W168/21".
	Basis string `json:"basis"`
	// Quota bounds how much footage may be delivered under the grant, in
	// seconds of footage over all its cameras; 0: no bound. Whoever counts what
	// was served ends the grant when it is used up.
	Quota int64 `json:"quotaSeconds,omitempty"`
	// Ahead bounds the pace: how many seconds of footage of a camera may have
	// been delivered beyond what could be shown at the speed chosen; 0: no bound.
	Ahead int64 `json:"aheadSeconds,omitempty"`
}

// Served is what left the process under a grant since it was told last.
type Served struct {
	Chunks  int64         // groups of pictures begun
	Bytes   int64         // of frames
	Footage time.Duration // of the past, as it was recorded
	// From and To are the oldest and the newest moment of it.
	From, To time.Time
}

// Permits returns nil when g lets its holder do act with camera at now, and
// otherwise an error of kind ErrForbidden or ErrExpired that says why not.
func (g Grant) Permits(act Act, camera CameraID, now time.Time) error {
	switch {
	case g.ID.IsZero() || g.Act != act:
		return Forbidden("grant.act", "act", string(act))
	case !now.Before(g.Until):
		return Expired("grant.expired", "until", g.Until.UTC().Format(time.RFC3339))
	case !slices.Contains(g.Cameras, camera):
		return Forbidden("grant.camera", "camera", camera.String())
	}
	return nil
}
