package route

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/law"
)

// A Problem is an answer that is not what was asked for (RFC 9457). Screens
// word it by Code and Params; Title is for people who read it raw.
type Problem struct {
	Type      string            `json:"type" doc:"about:blank, or a URI of the kind of problem"`
	Title     string            `json:"title"`
	Status    int               `json:"status"`
	Code      string            `json:"code" doc:"Stable, dotted; the console words it"`
	Detail    string            `json:"detail,omitempty"`
	Article   string            `json:"article,omitempty" doc:"The clause it rests on, such as W168/9/2"`
	Params    map[string]string `json:"params,omitempty"`
	Unmet     []UnmetView       `json:"unmet,omitempty" doc:"For refusals: every condition that was not met"`
	RequestID string            `json:"requestId,omitempty"`
}

// UnmetView is one condition that was not met.
type UnmetView struct {
	Code    string            `json:"code"`
	Article string            `json:"article,omitempty"`
	Params  map[string]string `json:"params,omitempty"`
	Clause  string            `json:"clause,omitempty" doc:"The policy that spoke; see docs/reference/clauses.md"`
	Text    *law.Text         `json:"text,omitempty" doc:"What the policy says: the console has no words for a city's own"`
}

// Error lets a Problem travel as an error.
func (p *Problem) Error() string { return p.Code }

// GetStatus tells huma the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes the answer application/problem+json.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// kinds maps the seven kinds of error to what HTTP calls them.
var kinds = []struct {
	kind   error
	status int
	title  string
}{
	{shiheng.ErrInvalid, http.StatusUnprocessableEntity, "Invalid request"},
	{shiheng.ErrNotFound, http.StatusNotFound, "Not found"},
	{shiheng.ErrForbidden, http.StatusForbidden, "Refused"},
	{shiheng.ErrConflict, http.StatusConflict, "Conflict"},
	{shiheng.ErrExpired, http.StatusGone, "Expired"},
	{shiheng.ErrUnavailable, http.StatusServiceUnavailable, "Unavailable"},
	{shiheng.ErrExhausted, http.StatusTooManyRequests, "Exhausted"},
}

// Word words err for the request of that id. It reports false for what is none
// of the seven kinds, which is shown as an internal error: the caller logs it.
func Word(err error, id string) (p *Problem, known bool) {
	if p, ok := errors.AsType[*Problem](err); ok {
		p.RequestID = id
		return p, true
	}
	if errors.Is(err, context.Canceled) {
		return &Problem{Type: "about:blank", Title: "Client went away", Status: 499, Code: "request.cancelled", RequestID: id}, true
	}
	for _, k := range kinds {
		if !errors.Is(err, k.kind) {
			continue
		}
		p := &Problem{Type: "about:blank", Title: k.title, Status: k.status, Code: strings.ReplaceAll(k.kind.Error(), " ", "-"), RequestID: id}
		if e, ok := errors.AsType[*shiheng.Error](err); ok {
			p.Code, p.Article, p.Params = e.Code, e.Article, e.Params
		}
		if r, ok := errors.AsType[*access.Refusal](err); ok {
			p.refuse(r)
		}
		return p, true
	}
	return &Problem{Type: "about:blank", Title: "Internal error", Status: 500, Code: "internal", RequestID: id}, false
}

// refuse names every condition that was not met; the first one leads.
func (p *Problem) refuse(r *access.Refusal) {
	for _, c := range r.Unmet {
		params := maps.Clone(c.Params)
		if !c.Camera.IsZero() {
			if params == nil {
				params = map[string]string{}
			}
			params["camera"] = c.Camera.String()
		}
		v := UnmetView{Code: c.Code, Article: c.Article, Params: params, Clause: c.Clause}
		if c.Text.Full() {
			v.Text = &c.Text
		}
		p.Unmet = append(p.Unmet, v)
	}
	if len(p.Unmet) > 0 {
		p.Code, p.Article, p.Params = p.Unmet[0].Code, p.Unmet[0].Article, p.Unmet[0].Params
	}
}

// Unauthenticated makes err a 401: the caller has to log in, whatever the kind
// of error that says why.
func Unauthenticated(err error) error {
	e, ok := errors.AsType[*shiheng.Error](err)
	if !ok {
		return err
	}
	return &Problem{Type: "about:blank", Title: "Not signed in", Status: http.StatusUnauthorized, Code: e.Code, Params: e.Params}
}

// NewProblem is how huma words what it found wrong itself: a body that does
// not fit the schema, a parameter out of range.
func NewProblem(status int, message string, errs ...error) huma.StatusError {
	p := &Problem{Type: "about:blank", Title: message, Status: status, Code: "request.invalid"}
	if status == http.StatusNotFound {
		p.Code = "request.path"
	}
	var parts []string
	for _, err := range errs {
		if err == nil {
			continue
		}
		if got, ok := errors.AsType[*Problem](err); ok {
			return got
		}
		if detail, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			if p.Params == nil {
				p.Params = map[string]string{}
			}
			p.Params["field"] = detail.Location
			parts = append(parts, detail.Location+": "+detail.Message)
			continue
		}
		parts = append(parts, err.Error())
	}
	p.Detail = strings.Join(parts, "; ")
	return p
}
