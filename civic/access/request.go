package access

import (
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
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
	// unit approved it. Purpose is asked for as well when footage is looked at
	// that lies behind duty watching.
	Purpose, Recipient, Approver string
	// Expires is the last day on which a copy may be used.
	Expires law.Day

	dutyFrom time.Time // how far back duty watching reaches
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

// decide answers a request: what is unmet of it, and until when it may be
// granted. linked are the cameras that exist. It is pure.
func decide(q Request, r Rights, linked []registry.Linked) (a answer) {
	a.until = r.now.Add(lives(q.Act))
	a.until = earlier(a.until, q.Principal.Session.Until)
	if b := r.barred(); b != nil {
		a.refuse(*b)
		return a
	}
	byID := make(map[shiheng.CameraID]registry.Linked, len(linked))
	for _, c := range linked {
		byID[c.ID] = c
	}
	ask := question{act: q.Act, still: isStill(q.Act, q.Footage), how: q.facts(r.now), lacks: q.lacks(r.now)}
	for _, id := range q.Cameras {
		c, exists := byID[id]
		if !exists || !r.Knows(c) { // an unknown camera looks like another's
			a.refuse(Condition{Code: "access.scope", Article: "W168/29/1", Camera: id, Clause: "own-" + string(ask.clauseAct())})
			continue
		}
		a.join(r.camera(ask, r.look(c)))
		if q.Act == shiheng.ActLive || q.Act == shiheng.ActTest {
			a.until = earlier(a.until, c.TryUntil)
		}
	}
	for _, c := range q.span(r.now) {
		a.refuse(c)
	}
	return a
}

// facts are what the clauses of own use are asked with.
func (q Request) facts(now time.Time) clause.Facts {
	o := clause.Own{Now: now, DutyFrom: q.dutyFrom, From: now, Purpose: q.Purpose, Recipient: q.Recipient, Approver: q.Approver}
	if q.past() {
		o.From = q.Footage.From
	}
	if !q.Expires.IsZero() {
		o.Expires = q.Expires.Add(1).Start()
	}
	return o.Facts()
}

// lacks are the codes of what is missing of the register line of a copy.
func (q Request) lacks(now time.Time) (codes []string) {
	if q.Purpose == "" {
		codes = append(codes, "export.purpose")
	}
	if q.Recipient == "" {
		codes = append(codes, "export.recipient")
	}
	if q.Expires.Before(law.DayOf(now)) {
		codes = append(codes, "export.expires")
	}
	return codes
}

// isStill reports whether one picture of now is asked for.
func isStill(act shiheng.Act, footage shiheng.Span) bool {
	return act == shiheng.ActSnapshot && footage.From.IsZero() && footage.To.IsZero()
}

// past reports whether footage of the past is asked for.
func (q Request) past() bool { return !q.Footage.From.IsZero() || !q.Footage.To.IsZero() }

// watches reports whether what is asked for is duty watching: the picture of
// now, and of the past what duty watching reaches.
func (q Request) watches() bool {
	return (q.Act == shiheng.ActLive || q.Act == shiheng.ActPlayback || q.Act == shiheng.ActSnapshot) &&
		(!q.past() || !q.Footage.From.Before(q.dutyFrom))
}

// span returns what is unmet of the span, which is no law.
func (q Request) span(now time.Time) (unmet []Condition) {
	say := func(code string) { unmet = append(unmet, Condition{Code: code}) }
	past := q.past()
	switch q.Act {
	case shiheng.ActLive, shiheng.ActTest:
		if past {
			say("grant.span-live")
		}
	case shiheng.ActPlayback, shiheng.ActExport:
		if !past || q.Footage.Open() || q.Footage.Empty() {
			say("grant.span")
		}
	case shiheng.ActSnapshot:
		if past && (q.Footage.Open() || q.Footage.Empty()) {
			say("grant.span")
		}
	}
	if past && q.Footage.From.After(now) {
		say("grant.span-future")
	}
	if q.Act == shiheng.ActExport && past && q.Footage.Duration() > maxExport {
		say("grant.span-long")
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
