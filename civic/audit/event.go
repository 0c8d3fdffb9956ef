package audit

import (
	"strings"
	"time"
	"unicode/utf8"

	"shiheng.internal"
)

// An Outcome tells whether the rule let the act happen.
type Outcome string

// The two outcomes there are.
const (
	Granted Outcome = "granted"
	Refused Outcome = "refused"
)

// An Actor is who acts: a person in a session from a network address, or the
// house itself ([House]).
type Actor struct {
	Account shiheng.AccountID `json:"accountId,omitzero"`
	Session shiheng.SessionID `json:"sessionId,omitzero"`
	// Name is the login name at the time of the act, or the name of the part
	// of the house that acted.
	Name string `json:"name"`
	// Remote is the peer's network address without port, empty for the house.
	Remote string `json:"remote,omitempty"`
	// Person is what people call who acts: it stands on papers and records, and
	// is no part of an event, which names the login.
	Person string `json:"-"`
}

// Called is what papers and records call the actor: the person, or where there
// is none the login or the part of the house.
func (a Actor) Called() string {
	if a.Person != "" {
		return a.Person
	}
	return a.Name
}

// House is the actor of what the running program does by itself, such as a
// deadline that passed. part names the room.
func House(part string) Actor { return Actor{Name: "house:" + part} }

// An Object is what was acted on: a kind ("camera") and its identity.
type Object struct {
	Kind string `json:"kind,omitempty"`
	ID   string `json:"id,omitempty"`
}

// On names an object of ours.
func On[K any](kind string, id shiheng.ID[K]) Object {
	if id.IsZero() {
		return Object{Kind: kind}
	}
	return Object{Kind: kind, ID: id.String()}
}

// An Event is one act on the record.
type Event struct {
	ID      shiheng.EventID    `json:"id"`
	At      time.Time          `json:"at"`
	Actor   Actor              `json:"actor"`
	Act     Act                `json:"act"`
	Object  Object             `json:"object,omitzero"`
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty"`
	Outcome Outcome            `json:"outcome"`
	// Article is the clause the outcome rests on ("W168/9"), Reason the stable
	// code of why it was refused or why it was done.
	Article string `json:"article,omitempty"`
	Reason  string `json:"reason,omitempty"`
	// Details are a few words more, such as a span, a purpose, old and new
	// value. At most [MaxDetails] of them, [MaxDetail] bytes each.
	Details map[string]string `json:"details,omitempty"`
}

// An Entry is an event as it was read back.
type Entry struct {
	Event
	// Seq is the event's number on this node, without holes, in commit order.
	Seq int64 `json:"seq"`
	// Leaf is its index in the log; nil until the ledger has it.
	Leaf *int64 `json:"leaf,omitempty"`
}

// Bounds of one event.
const (
	MaxCameras = 1024
	MaxDetails = 32
	MaxDetail  = 1024
)

// New makes a granted event of act at now.
func New(now time.Time, actor Actor, act Act, on Object) Event {
	return Event{
		ID: shiheng.NewID[shiheng.EventID](now), At: now.UTC(), Actor: actor, Act: act,
		Object: on, Outcome: Granted,
	}
}

// With returns a copy of e with one more detail. Values longer than MaxDetail
// bytes are cut at a character.
func (e Event) With(key, value string) Event {
	details := make(map[string]string, len(e.Details)+1)
	for k, v := range e.Details {
		details[k] = v
	}
	details[key] = cut(value)
	e.Details = details
	return e
}

// WithAny is With for a detail that is left out when there is none.
func (e Event) WithAny(key, value string) Event {
	if value == "" {
		return e
	}
	return e.With(key, value)
}

// About returns a copy of e that names the cameras concerned.
func (e Event) About(cameras ...shiheng.CameraID) Event {
	e.Cameras = cameras
	return e
}

// Refuse returns a copy of e as refused, with the article and the code of why.
func (e Event) Refuse(article, reason string) Event {
	e.Outcome, e.Article, e.Reason = Refused, article, reason
	return e
}

// Because returns a copy of e with the article and the code of why it was done.
func (e Event) Because(article, reason string) Event {
	e.Article, e.Reason = article, reason
	return e
}

// Check returns an ErrInvalid when e lacks a required part, exceeds a bound,
// or carries a detail whose name is that of a secret. A store calls it before
// it writes.
func (e Event) Check() error {
	switch {
	case e.ID.IsZero() || e.At.IsZero() || e.Actor.Name == "":
		return shiheng.Invalid("audit.incomplete", "act", string(e.Act))
	case !e.Act.Known():
		return shiheng.Invalid("audit.act", "act", string(e.Act))
	case e.Outcome != Granted && e.Outcome != Refused:
		return shiheng.Invalid("audit.outcome", "outcome", string(e.Outcome))
	case e.Outcome == Refused && e.Reason == "":
		return shiheng.Invalid("audit.reason", "act", string(e.Act))
	case len(e.Cameras) > MaxCameras || len(e.Details) > MaxDetails:
		return shiheng.Invalid("audit.size", "act", string(e.Act))
	}
	for k, v := range e.Details {
		if secretName(k) {
			return shiheng.Invalid("audit.secret", "key", k)
		}
		if len(v) > MaxDetail {
			return shiheng.Invalid("audit.size", "key", k)
		}
	}
	return nil
}

// secretName reports whether a detail's name is one that secrets go by.
func secretName(key string) bool {
	k := strings.ToLower(key)
	for _, word := range []string{"password", "passwd", "secret", "token", "cookie", "privatekey", "authorization"} {
		if strings.Contains(k, word) {
			return true
		}
	}
	return false
}

func cut(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if len(s) <= MaxDetail {
		return s
	}
	n := MaxDetail
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
