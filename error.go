package shiheng

import (
	"errors"
	"fmt"
	"strings"
)

// The kinds of error a caller may act on; test for them with errors.Is.
var (
	ErrInvalid     = errors.New("invalid")     // the request cannot be right; change it
	ErrNotFound    = errors.New("not found")   // no such thing, or not one you may know of
	ErrForbidden   = errors.New("forbidden")   // a rule says no; the code names the rule
	ErrConflict    = errors.New("conflict")    // it changed meanwhile, or is there already
	ErrExpired     = errors.New("expired")     // its time is over; ask anew
	ErrUnavailable = errors.New("unavailable") // a part or a peer is down; try later
	ErrExhausted   = errors.New("exhausted")   // no space, quota or rate left
)

// Error is an error of one of the seven kinds with what a person needs to act
// on it. Code is stable and lower-case with dots ("grant.expired"); the words
// for it, in Chinese and English, are kept with the screens, filled from
// Params. Article names the clause behind a refusal ("W168/9/2").
type Error struct {
	Kind    error
	Code    string
	Article string
	Params  map[string]string
	Cause   error
}

// Error gives one line for logs, in English.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%v)", e.Code, e.Kind)
	if e.Article != "" {
		fmt.Fprintf(&b, " by %s", e.Article)
	}
	if len(e.Params) > 0 {
		fmt.Fprintf(&b, " %v", e.Params)
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

// Unwrap lets errors.Is find the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}

// By returns a copy of e that names the article it rests on.
func (e *Error) By(article string) *Error {
	out := *e
	out.Article = article
	return &out
}

// From returns a copy of e that carries its cause.
func (e *Error) From(cause error) *Error {
	out := *e
	out.Cause = cause
	return &out
}

// Invalid makes an ErrInvalid; pairs are parameter names and values in turn.
func Invalid(code string, pairs ...string) *Error { return fault(ErrInvalid, code, pairs) }

// NotFound makes an ErrNotFound.
func NotFound(code string, pairs ...string) *Error { return fault(ErrNotFound, code, pairs) }

// Forbidden makes an ErrForbidden.
func Forbidden(code string, pairs ...string) *Error { return fault(ErrForbidden, code, pairs) }

// Conflict makes an ErrConflict.
func Conflict(code string, pairs ...string) *Error { return fault(ErrConflict, code, pairs) }

// Expired makes an ErrExpired.
func Expired(code string, pairs ...string) *Error { return fault(ErrExpired, code, pairs) }

// Unavailable makes an ErrUnavailable.
func Unavailable(code string, pairs ...string) *Error { return fault(ErrUnavailable, code, pairs) }

// Exhausted makes an ErrExhausted.
func Exhausted(code string, pairs ...string) *Error { return fault(ErrExhausted, code, pairs) }

func fault(kind error, code string, pairs []string) *Error {
	e := &Error{Kind: kind, Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if e.Params == nil {
			e.Params = make(map[string]string, len(pairs)/2)
		}
		e.Params[pairs[i]] = pairs[i+1]
	}
	return e
}
