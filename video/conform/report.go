package conform

import (
	"slices"
	"time"
)

// A Check is one thing that is tested.
type Check string

// The checks, in the order they are made.
const (
	Register  Check = "register"
	Keepalive Check = "keepalive"
	Catalog   Check = "catalog"
	Play      Check = "play"
	Records   Check = "records"
	Playback  Check = "playback"
	PTZ       Check = "ptz"
	Time      Check = "time"
)

// Checks lists every check in order.
func Checks() []Check {
	return []Check{Register, Keepalive, Catalog, Play, Records, Playback, PTZ, Time}
}

// A Result is what came of a check.
type Result string

// The results. Unproven means that the peer said nothing either way, such as a
// device that does not tell its time.
const (
	Passed        Result = "passed"
	Failed        Result = "failed"
	Unproven      Result = "unproven"
	NotApplicable Result = "not-applicable"
)

// A Step is one check that was made.
type Step struct {
	Check  Check     `json:"check"`
	Result Result    `json:"result"`
	At     time.Time `json:"at"`
	// Took is how long the check took.
	Took time.Duration `json:"took"`
	// Code says why it is not passed: "conform.…", a diagnosis of package
	// doctor, or the code of a refusal.
	Code string `json:"code,omitempty"`
	// Facts are what was measured: "channels", "codec", "width", "firstKeyMs" …
	Facts map[string]string `json:"facts,omitempty"`
}

// A Report is a whole test.
type Report struct {
	Began time.Time `json:"began"`
	Ended time.Time `json:"ended"`
	Steps []Step    `json:"steps"`
}

// Verdict is failed when a check failed, unproven when one is, and otherwise
// passed. A test that was broken off is unproven.
func (r Report) Verdict() Result {
	has := func(want Result) bool {
		return slices.ContainsFunc(r.Steps, func(s Step) bool { return s.Result == want })
	}
	switch {
	case has(Failed):
		return Failed
	case has(Unproven) || len(r.Steps) < len(Checks()):
		return Unproven
	}
	return Passed
}
