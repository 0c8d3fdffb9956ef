package route

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// None is the input or output of an operation without one.
type None struct{}

// Out is an answer with a body.
type Out[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// In is a request with a body and nothing else.
type In[T any] struct{ Body T }

// Page is one page of a list.
type Page[T any] struct {
	Items []T    `json:"items" doc:"In the order asked for" nullable:"false"`
	Next  string `json:"next" doc:"Cursor of the next page, empty on the last one"`
}

// PageOf makes a page of views out of a page of a room's values.
func PageOf[T, V any](items []T, next string, view func(T) V) *Out[Page[V]] {
	page := Page[V]{Items: make([]V, 0, len(items)), Next: next}
	for _, it := range items {
		page.Items = append(page.Items, view(it))
	}
	return &Out[Page[V]]{Body: page}
}

// Can says for each act whether it may be done now: an empty text means yes,
// otherwise the code of the reason and the article behind it.
type Can map[string]string

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

// Paging is the page asked for, as the rooms take it.
func (p Paged) Paging() audit.Paging { return audit.Paging{Cursor: p.Cursor, Limit: p.Limit} }

// Matched is the header of a change.
type Matched struct {
	IfMatch string `header:"If-Match" doc:"etag of the object as it was read"`
}

// Version reads the ETag a change was based on; 0 when none was sent.
func (m Matched) Version() (int64, error) {
	if m.IfMatch == "" || m.IfMatch == "*" {
		return 0, nil
	}
	v, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(m.IfMatch, "W/"), `"`), 10, 64)
	if err != nil {
		return 0, shiheng.Invalid("request.if-match", "value", m.IfMatch)
	}
	return v, nil
}

// Current refuses a request that was based on another version than the one in
// the rows; one that names none is let through.
func (m Matched) Current(version int64, code string) error {
	read, err := m.Version()
	if err == nil && read != 0 && read != version {
		err = shiheng.Conflict(code)
	}
	return err
}

// OptionalID reads an identity that may be left out of a query; the zero value
// stands for any.
func OptionalID[T ~[16]byte](s string) (id T, err error) {
	if s == "" {
		return id, nil
	}
	return shiheng.ParseID[T](s)
}

// ETag is the tag of an object's version.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// TextCursor makes a cursor of a text that may not stand in an address, and
// CursorText reads it back.
func TextCursor(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// CursorText reads what [TextCursor] wrote; what it did not write is an
// ErrInvalid.
func CursorText(cursor string) (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || !utf8.Valid(b) {
		return "", shiheng.Invalid("page.cursor")
	}
	return string(b), nil
}
