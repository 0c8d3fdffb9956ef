package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal"
	"shiheng.internal/civic/access"
)

// apiPrefix is where the API stands.
const apiPrefix = "/api/v1"

// A rule says who may call an operation at all, before the room behind it
// looks at the object: one of the three below, or a duty of civic/access.
// Every operation has one; the matrix test walks them.
type rule string

// The rules that are no duty.
const (
	open     rule = "open"      // anyone, signed in or not
	signedIn rule = "signed-in" // any session, even one that must change its password
	member   rule = "member"    // any session in good standing; the room decides on the object
)

// duty is the rule that asks for a duty.
func duty(d access.Duty) rule { return rule(d) }

// None is the input or output of an operation without one.
type None struct{}

// Out is an answer with a body.
type Out[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// In is a request with a body and nothing else.
type In[T any] struct{ Body T }

// Paged is the query parameters of a list.
type Paged struct {
	Cursor string `query:"cursor" maxLength:"500" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

// Resolve implements [huma.Resolver]: a cursor that no answer gave is refused
// before it gets to the rows.
func (p *Paged) Resolve(huma.Context) []error {
	for _, c := range p.Cursor {
		if c <= ' ' || c > '~' {
			return []error{&Problem{Type: "about:blank", Title: "Invalid request", Status: http.StatusUnprocessableEntity, Code: "request.cursor"}}
		}
	}
	return nil
}

// Matched is the header of a change.
type Matched struct {
	IfMatch string `header:"If-Match" doc:"etag of the object as it was read"`
}

// version reads the ETag a change was based on; 0 when none was sent.
func (m Matched) version() (int64, error) {
	if m.IfMatch == "" || m.IfMatch == "*" {
		return 0, nil
	}
	v, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`), 10, 64)
	if err != nil {
		return 0, shiheng.Invalid("request.if-match", "value", m.IfMatch)
	}
	return v, nil
}

// current refuses a request that was based on another version than the one in
// the rows; one that names none is let through.
func (m Matched) current(version int64, code string) error {
	read, err := m.version()
	if err == nil && read != 0 && read != version {
		err = shiheng.Conflict(code)
	}
	return err
}

func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// route registers one operation. The handler gets the caller whom the rule let
// pass; open operations get the zero Caller.
func route[I, O any](d *Door, method, path string, r rule, summary string, h func(context.Context, Caller, *I) (*O, error)) {
	op := huma.Operation{
		OperationID: operationID(method, path), Method: method, Path: apiPrefix + path, Summary: summary,
		Tags: []string{strings.SplitN(strings.TrimPrefix(path, "/"), "/", 2)[0]}, Metadata: map[string]any{"rule": r},
		Extensions: map[string]any{"x-rule": string(r)}, MaxBodyBytes: bodyLimit,
	}
	switch {
	case method == http.MethodPost && !strings.HasSuffix(path, "s"):
		op.DefaultStatus = http.StatusOK
	case method == http.MethodPost:
		op.DefaultStatus = http.StatusCreated
	}
	op.Middlewares = huma.Middlewares{d.ruled(r)} // before the request is even looked at
	huma.Register(d.api, op, func(ctx context.Context, in *I) (*O, error) {
		who, ok := ctx.Value(admittedKey{}).(Caller)
		if !ok {
			return nil, d.problem(ctx, fmt.Errorf("operation %s was reached past its rule", op.OperationID))
		}
		out, err := h(ctx, who, in)
		if err != nil {
			return nil, d.problem(ctx, err)
		}
		return out, nil
	})
}

type admittedKey struct{}

// ruled lets only those pass whom the rule lets, before anything of the
// request but its cookie is read.
func (d *Door) ruled(r rule) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		who, err := d.admit(c.Context(), r)
		if err == nil {
			next(huma.WithValue(c, admittedKey{}, who))
			return
		}
		p := d.problem(c.Context(), err)
		c.SetHeader("Content-Type", p.ContentType(""))
		c.SetStatus(p.Status)
		if err := json.NewEncoder(c.BodyWriter()).Encode(p); err != nil {
			d.log.DebugContext(c.Context(), "problem not sent", slog.Any("error", err))
		}
	}
}

// operationID makes "get-cameras-timeline" of GET /cameras/{id}/timeline.
func operationID(method, path string) string {
	parts := []string{strings.ToLower(method)}
	for p := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if strings.HasPrefix(p, "{") {
			p = "one"
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, "-")
}
