package oversight

import (
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

type alarmKind struct{}

// AlarmID names an alarm.
type AlarmID = shiheng.ID[alarmKind]

// A Pattern is what is conspicuous. Codes are never renamed.
type Pattern string

// The patterns.
const (
	Night   Pattern = "night"   // footage looked at between 22:00 and 6:00, far more than others do
	Outside Pattern = "outside" // cameras outside the division of the person's own unit
	Repeat  Pattern = "repeat"  // the same camera's past on many days of a week
	Volume  Pattern = "volume"  // far more hours of footage than others
	Words   Pattern = "words"   // one and the same purpose, over and over
	Retried Pattern = "retried" // refused, and soon afterwards let through for the same camera
	OwnName Pattern = "own-name"
	Opened  Pattern = "canary" // a camera that nobody has a reason to open
	Proofs  Pattern = "proofs" // somebody who could not prove who they are, again and again
)

// Patterns lists all of them.
func Patterns() []Pattern {
	return []Pattern{Opened, OwnName, Outside, Retried, Proofs, Night, Volume, Repeat, Words}
}

// A Verdict is what the auditor found when looking into it.
type Verdict string

// The verdicts.
const (
	Pending   Verdict = ""
	Justified Verdict = "justified" // 有正当理由
	Concern   Verdict = "concern"   // 需要处理
)

// A Decision is somebody's verdict on an alarm or a sample. The zero value is
// none yet.
type Decision struct {
	Verdict Verdict           `json:"verdict,omitempty"`
	Note    string            `json:"note,omitempty"`
	By      shiheng.AccountID `json:"by,omitzero"`
	At      time.Time         `json:"decidedAt,omitzero"`
}

// An Alarm says that the acts of an account in a week show a pattern.
type Alarm struct {
	ID      AlarmID           `json:"id"`
	Account shiheng.AccountID `json:"accountId"`
	Pattern Pattern           `json:"pattern"`
	// Week is the Monday of the week.
	Week law.Day `json:"week"`
	// About tells apart what shows the same pattern: a camera, or the purpose
	// that was given again and again.
	About string `json:"about,omitempty"`
	// Value is the account's own figure, Peers the middle of what others did in
	// the same week; zero when there is nothing to compare with. Night, outside,
	// retried, own-name, words, proofs and canary are acts, repeat days, volume hours.
	Value float64   `json:"value"`
	Peers float64   `json:"peers,omitempty"`
	At    time.Time `json:"at"` // when it was first seen
	Decision
}

// OfCamera reports whether the alarm is about a camera.
func (a Alarm) OfCamera() bool { return a.Pattern == Repeat || a.Pattern == Opened }

// A Sample is one act that was drawn by chance for review.
type Sample struct {
	Seq    int64     `json:"seq"` // of the act on record
	Week   law.Day   `json:"week"`
	Drawn  time.Time `json:"drawn"`
	Opened time.Time `json:"opened,omitzero"` // when its reviewer first looked at it
	Decision
}

// A Canary is a camera that nobody has a reason to open. To everybody but the
// auditor it looks like any other.
type Canary struct {
	Camera shiheng.CameraID  `json:"cameraId"`
	Note   string            `json:"note,omitempty"`
	By     shiheng.AccountID `json:"by,omitzero"`
	At     time.Time         `json:"at"`
}

// Figures tell how reviews were done: a reviewer who decides within seconds, or
// never finds anything, reviews nothing.
type Figures struct {
	By      shiheng.AccountID `json:"by"`
	Decided int               `json:"decided"`
	Concern int               `json:"concern"`
	// Median is the seconds between opening a sample and deciding on it.
	Median float64 `json:"medianSeconds"`
}
