package access

import (
	"slices"
	"strings"
	"sync"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// newRights makes rights ready to be asked many times.
func newRights(p identity.Principal, held []holding, now time.Time, l *law.Law, set *clause.Set) Rights {
	return Rights{principal: p, held: held, now: now, law: l, clauses: set}.ready()
}

// with are the rights of somebody who is cleared besides.
func (r Rights) with(c identity.HeldClearance) Rights {
	r.cleared = c
	return r.ready()
}

// ready prepares what is asked with.
func (r Rights) ready() Rights {
	now := r.now
	r.told = newTold(r.held)
	r.who = r.staff().Principal()
	// Of a camera alone nothing else may be missing: every word is there, and
	// the picture is one of now.
	r.plain = clause.Own{
		Now: now, DutyFrom: now, From: now, Purpose: "—", Approver: "—", Recipient: "—", Expires: now.Add(time.Minute),
	}.Facts()
	return r
}

// staff is the account as policies see it: what each of its roles is over now.
// Cleared is whoever holds a clearance now.
func (r Rights) staff() clause.Staff {
	s := clause.Staff{Account: r.principal.Account.ID, Barred: r.barred() != nil, Cleared: r.Cleared()}
	for _, h := range r.held {
		areas := clause.AreasOf(h.reach)
		switch h.Role {
		case identity.SystemAdministrator:
			s.Administrator = true
		case identity.Auditor:
			s.Auditor = true
		case identity.WatchKeeper:
			s.Watches = append(s.Watches, areas...)
		case identity.CopyOfficer:
			s.Copies = append(s.Copies, areas...)
		case identity.ForwardOfficer:
			s.Forwards = append(s.Forwards, areas...)
		case identity.Commissioning:
			s.Tests = append(s.Tests, areas...)
		case identity.SiteOperator:
			s.Keeps = append(s.Keeps, areas...)
		case identity.Supervisor, identity.Department: // open no footage
		}
	}
	return s
}

// A question is what is asked about one camera.
type question struct {
	act   shiheng.Act
	still bool // one picture of now, which is live as well
	how   clause.Facts
	lacks []string // codes of the words that a register line still lacks
}

// clauseAct is the act in the words of the policies: a single picture is live
// when it is of now, else playback.
func (q question) clauseAct() clause.Act {
	switch {
	case q.act != shiheng.ActSnapshot:
		return clause.Act(q.act)
	case q.still:
		return clause.Live
	}
	return clause.Playback
}

// An answer is what came of questions: what is unmet, by which clauses, and
// until when what allows it holds (zero: no end).
type answer struct {
	unmet   []Condition
	clauses []string // ids of those that spoke, each once
	faults  []string // what could not be evaluated, which is a refusal
	until   time.Time
}

// spoke notes a clause, once.
func (a *answer) spoke(id string) {
	if id != "" && !slices.Contains(a.clauses, id) {
		a.clauses = append(a.clauses, id)
	}
}

// join adds the answer about one camera more.
func (a *answer) join(o answer) {
	for _, c := range o.unmet {
		a.refuse(c)
	}
	for _, id := range o.clauses {
		a.spoke(id)
	}
	a.faults = append(a.faults, o.faults...)
	a.until = earlier(a.until, o.until)
}

// refuse adds what is unmet. What is no matter of the camera, such as a word
// that is missing, is said once and not for each.
func (a *answer) refuse(c Condition) {
	a.spoke(c.Clause)
	if c.Camera.IsZero() && slices.ContainsFunc(a.unmet, func(o Condition) bool { return o.Code == c.Code && o.Clause == c.Clause && o.Camera.IsZero() }) {
		return
	}
	a.unmet = append(a.unmet, c)
}

// A sight is a camera made ready to be asked about several times.
type sight struct {
	registry.Linked
	room law.Prohibition // of a forbidden room
	as   clause.Resource
}

// look makes a camera ready.
func (r Rights) look(c registry.Linked) sight {
	room, forbidden := r.law.ForbiddenRoom(c.RoomUse, law.DayOf(r.now))
	return sight{c, room, clause.CameraOf(c, forbidden).Resource()}
}

// camera answers a question about one camera: first what the clauses say, then
// what is no law.
func (r Rights) camera(q question, c sight) answer {
	a := r.lawful(q, c)
	if a.until = r.until(acts(q.act), c.Linked); c.Grade > 0 && r.Cleared() > 0 && (a.until.IsZero() || r.cleared.Until.Before(a.until)) {
		a.until = r.cleared.Until // what is secret is open no longer than the clearance runs
	}
	// Footage that exists is open whatever the state of the camera.
	if q.act == shiheng.ActLive || q.act == shiheng.ActTest || q.still {
		if code := r.noPicture(c.Linked); code != "" && r.barred() == nil {
			a.refuse(Condition{Code: code, Camera: c.ID})
		}
	}
	return a
}

// lawful is what the clauses answer.
func (r Rights) lawful(q question, c sight) (a answer) {
	if b := r.barred(); b != nil {
		a.refuse(*b)
		return a
	}
	d := r.clauses.Decide(clause.Request{Act: q.clauseAct(), Who: r.who, On: c.as, How: q.how})
	if d.Allowed {
		for _, p := range d.By {
			a.spoke(p.ID)
		}
	}
	for _, f := range d.Faults {
		a.faults = append(a.faults, f.Policy+": "+f.Message)
	}
	unmet := d.Unmet()
	// Who may at all comes first: a button is disabled with the first reason.
	slices.SortStableFunc(unmet, func(x, y clause.Unmet) int { return lacksRight(y.Code) - lacksRight(x.Code) })
	for _, u := range unmet {
		for _, said := range r.say(u, q, c.ID) {
			if said.Code == roomForbidden {
				said.Article = c.room.Article
			}
			a.refuse(said)
		}
	}
	return a
}

// lacksRight is 1 for the first need of a permit: that the camera lies in what
// the account is authorised for.
func lacksRight(code string) int {
	if strings.HasSuffix(code, ".1") {
		return 1
	}
	return 0
}

// noPicture is the code of why the camera has no picture now, none when it has.
func (r Rights) noPicture(c registry.Linked) string {
	switch {
	case !c.Enabled:
		return "camera.disabled"
	case c.Main == nil:
		return "camera.no-source"
	case !c.TryUntil.IsZero() && !r.now.Before(c.TryUntil):
		return "camera.practice-over"
	}
	return ""
}

const roomForbidden = "camera.room-forbidden"

// A saying is what a reason of the clauses is called.
type saying struct {
	code  string // "" for the clause's own
	whole bool   // it is about the person or the words, and not about a camera
}

// kept are the codes that the console, and those who wrote against the API,
// know from the time before there were clauses, by the codes of the clauses. A
// clause that is not here is called by its own code.
var kept = sync.OnceValue(func() map[string]saying {
	return map[string]saying{
		"clause.own-live.1":             {code: "access.scope"},
		"clause.own-playback.1":         {code: "access.scope"},
		"clause.own-export.1":           {code: "access.scope"},
		"clause.own-test.1":             {code: "access.scope"},
		"clause.forbidden-room":         {code: roomForbidden},
		"clause.own-accepted":           {code: "system.not-watched"},
		"clause.own-test-ticket":        {code: "system.test-in-service"},
		"clause.own-export-approved":    {code: "export.approver", whole: true},
		"clause.own-export-registered":  {whole: true}, // see lacks
		"clause.own-purpose":            {code: "playback.purpose", whole: true},
		"clause.own-case-work":          {whole: true},
		"clause.own-control.1":          {code: "access.scope"},
		"clause.own-control-urgent":     {code: "control.reason", whole: true},
		"clause.own-forward-registered": {whole: true},
		"clause.own-forward-once":       {whole: true},
		"clause.own-receive.1":          {whole: true},
		"clause.own-receive-time":       {whole: true},
		"clause.administrator-apart":    {whole: true},
		"clause.auditor-apart":          {whole: true},
	}
})

// say is a reason of the clauses as conditions. Somebody to whom nothing is
// authorised lacks the role, not the camera in its scope.
func (r Rights) say(u clause.Unmet, q question, camera shiheng.CameraID) []Condition {
	id, _, _ := strings.Cut(strings.TrimPrefix(u.Code, "clause."), ".")
	c := Condition{Code: u.Code, Article: u.Articles[0], Clause: id, Text: u.Text, Camera: camera}
	called := kept()[u.Code]
	if called.code != "" {
		c.Code = called.code
	}
	if called.whole {
		c.Camera = shiheng.CameraID{}
	}
	if c.Code == "access.scope" && !r.has(acts(q.act)) {
		c.Code = "access.role"
	}
	if id != "own-export-registered" {
		return []Condition{c}
	}
	var out []Condition
	for _, code := range q.lacks {
		c.Code = code
		out = append(out, c)
	}
	return out
}

// has reports whether a role is held now, over anything.
func (r Rights) has(role identity.Role) bool {
	return slices.ContainsFunc(r.held, func(h holding) bool { return h.Role == role })
}
