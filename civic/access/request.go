package access

import (
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// A Request asks to open footage for own use.
type Request struct {
	Principal identity.Principal
	Act       shiheng.Act
	Cameras   []shiheng.CameraID
	// Footage is the span of the past asked for; zero for live and test, and
	// for a snapshot of now.
	Footage shiheng.Span
	// Purpose, Recipient and Approver are asked for when a copy is taken for
	// the unit's own lawful purpose (R799/16(3)): why, for whom, and who of the
	// unit approved it.
	Purpose, Recipient, Approver string
}

// Bounds of one request.
const (
	MaxCameras    = 64 // one layout is one act
	maxExport     = 24 * time.Hour
	maxWords      = 500
	maxPerSession = 256 // grants open at a time
)

// lives is how long a grant for an act lasts at most.
func lives(act shiheng.Act) time.Duration {
	switch act {
	case shiheng.ActLive:
		return 12 * time.Hour // a shift; the session ends it anyway
	case shiheng.ActTest:
		return 30 * time.Minute
	case shiheng.ActPlayback:
		return 2 * time.Hour
	case shiheng.ActSnapshot:
		return time.Minute
	case shiheng.ActExport:
		return time.Hour
	}
	return 0
}

// event says what an act is called on record.
func event(act shiheng.Act) audit.Act {
	switch act {
	case shiheng.ActTest:
		return audit.FootageTest
	case shiheng.ActPlayback:
		return audit.FootagePlayback
	case shiheng.ActSnapshot:
		return audit.FootageSnapshot
	case shiheng.ActExport:
		return audit.FootageExport
	case shiheng.ActLive:
	}
	return audit.FootageLive
}

// basis is the rule a grant rests on.
func basis(act shiheng.Act) string {
	if act == shiheng.ActExport {
		return "R799/16"
	}
	return "W168/29/1"
}

// check refuses a request that cannot be right whoever asks.
func (q *Request) check() error {
	q.Purpose, q.Recipient, q.Approver = strings.TrimSpace(q.Purpose), strings.TrimSpace(q.Recipient), strings.TrimSpace(q.Approver)
	switch {
	case acts(q.Act) == "":
		return shiheng.Invalid("grant.act", "act", string(q.Act))
	case len(q.Cameras) == 0 || len(q.Cameras) > MaxCameras:
		return shiheng.Invalid("grant.cameras")
	case len(q.Purpose) > maxWords || len(q.Recipient) > maxWords || len(q.Approver) > maxWords:
		return shiheng.Invalid("grant.words")
	}
	for i, c := range q.Cameras {
		if c.IsZero() {
			return shiheng.Invalid("grant.cameras")
		}
		for _, o := range q.Cameras[:i] {
			if o == c {
				return shiheng.Invalid("grant.cameras")
			}
		}
	}
	return nil
}

// decide returns what is unmet of a request, and until when it may be granted.
// linked are the cameras that exist. It is pure.
func decide(q Request, r Rights, linked []registry.Linked) (unmet []Condition, until time.Time) {
	until = r.now.Add(lives(q.Act))
	until = earlier(until, q.Principal.Session.Until)
	if b := r.barred(); b != nil {
		return []Condition{*b}, until
	}
	byID := make(map[shiheng.CameraID]registry.Linked, len(linked))
	for _, c := range linked {
		byID[c.ID] = c
	}
	for _, id := range q.Cameras {
		c, exists := byID[id]
		if !exists || !r.Knows(c) { // an unknown camera looks like another's
			unmet = append(unmet, Condition{Code: "access.scope", Article: "W168/29/1", Camera: id})
			continue
		}
		more, end := r.camera(q.Act, c, isStill(q.Act, q.Footage))
		unmet = append(unmet, more...)
		until = earlier(until, end)
		if q.Act == shiheng.ActLive || q.Act == shiheng.ActTest {
			until = earlier(until, c.TryUntil)
		}
	}
	return append(unmet, q.span(r.now)...), until
}

// isStill reports whether one picture of now is asked for.
func isStill(act shiheng.Act, footage shiheng.Span) bool {
	return act == shiheng.ActSnapshot && footage.From.IsZero() && footage.To.IsZero()
}

// past reports whether footage of the past is asked for.
func (q Request) past() bool { return !q.Footage.From.IsZero() || !q.Footage.To.IsZero() }

// span returns what is unmet of the span, and of the words a copy needs.
func (q Request) span(now time.Time) (unmet []Condition) {
	say := func(code, article string) { unmet = append(unmet, Condition{Code: code, Article: article}) }
	past := q.past()
	switch q.Act {
	case shiheng.ActLive, shiheng.ActTest:
		if past {
			say("grant.span-live", "")
		}
	case shiheng.ActPlayback, shiheng.ActExport:
		if !past || q.Footage.Open() || q.Footage.Empty() {
			say("grant.span", "")
		}
	case shiheng.ActSnapshot:
		if past && (q.Footage.Open() || q.Footage.Empty()) {
			say("grant.span", "")
		}
	}
	if past && q.Footage.From.After(now) {
		say("grant.span-future", "")
	}
	if q.Act != shiheng.ActExport {
		return unmet
	}
	if past && q.Footage.Duration() > maxExport {
		say("grant.span-long", "")
	}
	for _, word := range []struct{ is, code string }{
		{q.Purpose, "export.purpose"}, {q.Recipient, "export.recipient"}, {q.Approver, "export.approver"},
	} {
		if word.is == "" {
			say(word.code, "R799/16")
		}
	}
	return unmet
}

// earlier returns the earlier of two instants; a zero b does not count.
func earlier(a, b time.Time) time.Time {
	if !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
