package route

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal/civic/access"
	"shiheng.internal/civic/identity"
)

// Prefix is where the API stands.
const Prefix = "/api/v1"

// BodyLimit bounds what a JSON request may carry, in bytes.
const BodyLimit = 1 << 20

// A Rule says who may call an operation at all, before the room behind it
// looks at the object: one of the three below, or a duty of civic/access.
// Every operation has one; the matrix test walks them.
type Rule string

// The rules that are no duty.
const (
	Open     Rule = "open"      // anyone, signed in or not
	SignedIn Rule = "signed-in" // any session, even one that must change its password
	Member   Rule = "member"    // any session in good standing; the room decides on the object
)

// Duty is the rule that asks for a duty.
func Duty(d access.Duty) Rule { return Rule(d) }

// A Caller is who asks, as far as the door could tell. Open operations get the
// zero Caller.
type Caller struct {
	identity.Principal
	Rights access.Rights
	Token  string
}

// Can says for some acts that hang on a duty whether the caller may do them.
func (c Caller) Can(d access.Duty, acts ...string) Can {
	why := c.Rights.May(d).String()
	can := make(Can, len(acts))
	for _, a := range acts {
		can[a] = why
	}
	return can
}

// A Table is the list of operations of one door.
type Table struct {
	API huma.API
	// Admit lets a request pass its rule, or says why not.
	Admit func(ctx context.Context, r Rule) (Caller, error)
	// Problem words an error for the caller, and logs what is none of ours.
	Problem func(ctx context.Context, err error) *Problem
	// Fresh lets a caller pass who proved lately who he is, or says that he has
	// to once more.
	Fresh func(ctx context.Context, who Caller) error
	Log   func() *slog.Logger
}

// Add registers one operation. The handler gets the caller whom the rule let
// pass.
func Add[I, O any](t *Table, method, path string, r Rule, summary string, h func(context.Context, Caller, *I) (*O, error)) {
	add(t, method, path, marks{rule: r}, summary, h)
}

// AddSensitive registers an operation that asks besides that the caller proved
// lately who he is: who gets at somebody's open console gets no further.
func AddSensitive[I, O any](t *Table, method, path string, r Rule, summary string, h func(context.Context, Caller, *I) (*O, error)) {
	add(t, method, path, marks{rule: r, fresh: true}, summary, h)
}

// marks are what is asked before an operation.
type marks struct {
	rule  Rule
	fresh bool
}

func add[I, O any](t *Table, method, path string, m marks, summary string, h func(context.Context, Caller, *I) (*O, error)) {
	r := m.rule
	op := huma.Operation{
		OperationID: operationID(method, path), Method: method, Path: Prefix + path, Summary: summary,
		Tags: []string{strings.SplitN(strings.TrimPrefix(path, "/"), "/", 2)[0]}, Metadata: map[string]any{"rule": r},
		Extensions: map[string]any{"x-rule": string(r)}, MaxBodyBytes: BodyLimit,
	}
	switch {
	case method == http.MethodPost && !strings.HasSuffix(path, "s"):
		op.DefaultStatus = http.StatusOK
	case method == http.MethodPost:
		op.DefaultStatus = http.StatusCreated
	}
	if m.fresh {
		op.Extensions["x-step-up"] = true
	}
	op.Middlewares = huma.Middlewares{t.ruled(m)} // before the request is even looked at
	huma.Register(t.API, op, func(ctx context.Context, in *I) (*O, error) {
		who, ok := ctx.Value(admittedKey{}).(Caller)
		if !ok {
			return nil, t.Problem(ctx, fmt.Errorf("operation %s was reached past its rule", op.OperationID))
		}
		out, err := h(ctx, who, in)
		if err != nil {
			return nil, t.Problem(ctx, err)
		}
		return out, nil
	})
}

type admittedKey struct{}

// ruled lets only those pass whom the rule lets, before anything of the
// request but its cookie is read.
func (t *Table) ruled(m marks) func(huma.Context, func(huma.Context)) {
	return func(c huma.Context, next func(huma.Context)) {
		who, err := t.Admit(c.Context(), m.rule)
		if err == nil && m.fresh {
			err = t.Fresh(c.Context(), who)
		}
		if err == nil {
			next(huma.WithValue(c, admittedKey{}, who))
			return
		}
		p := t.Problem(c.Context(), err)
		c.SetHeader("Content-Type", p.ContentType(""))
		c.SetStatus(p.Status)
		if err := json.NewEncoder(c.BodyWriter()).Encode(p); err != nil {
			t.Log().DebugContext(c.Context(), "problem not sent", slog.Any("error", err))
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
