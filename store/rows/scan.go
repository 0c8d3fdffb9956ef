package rows

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/audit"
)

// usec is an instant as rows keep it: microseconds since 1970 UTC, NULL for
// the zero time.
func usec(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// instant reads what usec wrote.
type instant struct{ to *time.Time }

// Scan implements sql.Scanner.
func (i instant) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*i.to = time.Time{}
	case int64:
		*i.to = time.UnixMicro(v).UTC()
	default:
		return fmt.Errorf("instant: cannot scan %T", src)
	}
	return nil
}

// jsonText is a value as rows keep it.
func jsonText(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("rows: a value of ours does not marshal: %v", err))
	}
	return string(b)
}

// jsonInto reads what jsonText wrote; NULL and "" leave the target alone.
type jsonInto struct{ to any }

// Scan implements sql.Scanner.
func (j jsonInto) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		return nil
	case string:
		if v == "" {
			return nil
		}
		return json.Unmarshal([]byte(v), j.to)
	case []byte:
		return json.Unmarshal(v, j.to)
	}
	return fmt.Errorf("json: cannot scan %T", src)
}

// text makes a peer's words fit for both engines: valid UTF-8 without NUL.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// row is what QueryRow and Rows share.
type row interface{ Scan(dest ...any) error }

// list runs a query and scans each row.
func list[T any](ctx context.Context, db bun.IDB, scan func(row) (T, error), query string, args ...any) (out []T, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() {
		if cerr := rows.Close(); err == nil {
			err = cerr
		}
	}()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// texts runs a query of one text column.
func texts(ctx context.Context, db bun.IDB, query string, args ...any) ([]string, error) {
	return list(ctx, db, func(r row) (s string, err error) { return s, r.Scan(&s) }, query, args...)
}

// page cuts a list that was read one item too long; key gives the cursor.
func page[T any](items []T, p audit.Paging, key func(T) string) audit.Page[T] {
	out := audit.Page[T]{Items: items}
	if n := p.Size(); len(items) > n {
		out.Items = items[:n]
		out.Next = key(items[n-1])
	}
	if out.Items == nil {
		out.Items = []T{}
	}
	return out
}

// where collects the conditions of a dynamic filter.
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

// changed is nil when a statement touched exactly one row, otherwise instead.
func changed(res sql.Result, err, instead error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err != nil {
		return err
	}
	if n != 1 {
		return instead
	}
	return nil
}
