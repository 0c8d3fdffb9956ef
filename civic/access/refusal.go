package access

import (
	"errors"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
)

// A Condition is one thing that was not met. Code is stable; the screens hold
// the words for it in both languages.
type Condition struct {
	Code    string            `json:"code"`
	Article string            `json:"article,omitempty"`
	Camera  shiheng.CameraID  `json:"cameraId,omitzero"`
	Params  map[string]string `json:"params,omitempty"`
	// Clause is the policy that spoke, or that lacked it; empty for what is no
	// law. Text is what it says: of a city's own no screen has the words.
	Clause string   `json:"clause,omitempty"`
	Text   law.Text `json:"text,omitzero"`
}

// A Refusal names every condition that was not met. Applicants read it.
// It wraps [shiheng.ErrForbidden].
type Refusal struct {
	Act   string
	Unmet []Condition
}

// Error gives one line for logs, in English.
func (r *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(r.Act + " refused:")
	for i, c := range r.Unmet {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(" " + c.Code)
		if c.Article != "" {
			b.WriteString(" by " + c.Article)
		}
	}
	return b.String()
}

// Unwrap lets errors.Is find the kind.
func (r *Refusal) Unwrap() error { return shiheng.ErrForbidden }

// A Reason says why something may not be done; the zero Reason is: it may.
type Reason struct {
	Code    string
	Article string
}

// String is the form of the API's can field: "", "code" or "code article".
func (r Reason) String() string {
	if r.Article == "" {
		return r.Code
	}
	return r.Code + " " + r.Article
}

// MarshalText writes what String gives.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

func because(c Condition) Reason { return Reason{Code: c.Code, Article: c.Article} }

// Refused is the event of an act that a rule refused: with the first reason,
// its article, and the codes of the others. False: err is no refusal of a rule.
func Refused(e audit.Event, err error) (audit.Event, bool) {
	if r, ok := errors.AsType[*Refusal](err); ok {
		for _, c := range r.Unmet[1:] {
			e = e.With("unmet", e.Details["unmet"]+c.Code+" ")
		}
		return e.Refuse(r.Unmet[0].Article, r.Unmet[0].Code), true
	}
	if known, ok := errors.AsType[*shiheng.Error](err); ok && known.Code != "" && (known.Kind == shiheng.ErrForbidden || known.Article != "") {
		return e.Refuse(known.Article, known.Code), true
	}
	return e, false
}
