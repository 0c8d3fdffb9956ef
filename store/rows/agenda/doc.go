// Package agenda keeps the obligations, recorded proofs, notices, the outbox
// of the webhook and the sums of indicators in rows, and reads from other
// rooms' rows what is on record of each subject. It implements the Store and
// the Sources of civic/agenda in the part of SQL that SQLite and PostgreSQL
// share.
//
// Sources only reads. Each kind of evidence stands in one function beside the
// tables it reads; the list of them says which codes of evidence are kept.
package agenda

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/papers"
)

// Rows is the database: a pool to read from, transactions in turn with all
// other writers, and the naming of errors. *rows.DB is one.
type Rows interface {
	Reader() *bun.DB
	Write(ctx context.Context, f func(bun.Tx) error) error
	Fault(err error) error
}

// Papers is the papers' view of a transaction, which appends to the record as
// well. rows.NewPapersTx makes one.
type Papers func(ctx context.Context, tx bun.Tx) papers.Tx

// list runs a query and scans each row.
func list[T any](ctx context.Context, db bun.IDB, scan func(*sql.Rows) (T, error), query string, args ...any) (out []T, err error) {
	found, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		v, err := scan(found)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, found.Err()
}

// each runs a query and hands each row to f, which scans it.
func each(ctx context.Context, db bun.IDB, f func(*sql.Rows) error, query string, args ...any) error {
	_, err := list(ctx, db, func(r *sql.Rows) (struct{}, error) { return struct{}{}, f(r) }, query, args...)
	return err
}

// one scans the only row of a query.
func one(ctx context.Context, db bun.IDB, query string, args []any, dest ...any) error {
	return db.QueryRowContext(ctx, query, args...).Scan(dest...)
}

// usec is an instant as rows keep it, NULL for the zero time.
func usec(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// at reads what usec wrote.
func at(us sql.NullInt64) time.Time {
	if !us.Valid {
		return time.Time{}
	}
	return time.UnixMicro(us.Int64).UTC()
}

// dayOf reads a day kept as text.
func dayOf(s string) law.Day {
	var d law.Day
	if d.UnmarshalText([]byte(s)) != nil { // a day of ours is well-formed; one that is not is none
		return law.Day{}
	}
	return d
}

// jsonText is a value as rows keep it.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("rows: a value of ours does not marshal: %v", err))
	}
	return strings.ReplaceAll(string(b), "\\u0000", "")
}

// words makes people's words fit for both engines.
func words(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// page cuts a list that was read one item too long; key gives the cursor.
func page[T any](items []T, p audit.Paging, key func(T) string) audit.Page[T] {
	out := audit.Page[T]{Items: items}
	if n := p.Size(); len(items) > n {
		out.Items, out.Next = items[:n], key(items[n-1])
	}
	if out.Items == nil {
		out.Items = []T{}
	}
	return out
}

// where collects the conditions of a filter.
type where struct {
	parts []string
	args  []any
}

func (w *where) and(cond string, args ...any) {
	w.parts = append(w.parts, "("+cond+")")
	w.args = append(w.args, args...)
}

func (w *where) String() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.parts, " AND ")
}

// texts are identities as a list of parameters.
func texts[K any](ids []shiheng.ID[K]) any {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id.String()
	}
	return bun.List(out)
}

// scanText scans one text.
func scanText(r *sql.Rows) (v string, err error) { return v, r.Scan(&v) }
