package clause

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Columns say how a caller's query names what an expression looks at. Nothing
// of them is a value: values are bound as arguments.
type Columns struct {
	ID string // "c.id"
	// Fields name each attribute: a column, or an expression over some. A
	// yes-or-no attribute must be usable as a condition by itself. What the
	// schema does not call optional must never be NULL.
	Fields map[string]string
	// Within has for each kind of area the condition that the row belongs to one
	// of a list, which stands as "(?)": "c.system IN (?)". A kind that is not
	// there has no rows.
	Within map[string]string
	// Time turns an instant into what the engine compares with the columns; nil
	// leaves it.
	Time func(time.Time) any
	// Numbered placeholders are $1, $2 … from First (1 when zero) for drivers
	// that want them so; otherwise they are "?".
	Numbered bool
	First    int
}

// A Condition is SQL text with its arguments, in the part that SQLite and
// PostgreSQL share.
type Condition struct {
	SQL  string
	Args []any
}

// Where writes the filter as a condition on a query's rows. It fails when a
// column is missing.
func (f Filter) Where(c Columns) (Condition, error) { return Where(f.Expr, c) }

// Where writes an expression as a condition. It fails when a column is missing.
func Where(e Expr, c Columns) (Condition, error) {
	w := writer{columns: c}
	e.write(&w)
	return Condition{w.text.String(), w.args}, w.err
}

type writer struct {
	columns Columns
	text    strings.Builder
	args    []any
	err     error // the first
}

func (w *writer) put(s string) { w.text.WriteString(s) }

func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf("condition of clauses: "+format, args...)
	}
}

// bind writes a placeholder for a value.
func (w *writer) bind(v any) {
	if t, ok := v.(time.Time); ok && w.columns.Time != nil {
		v = w.columns.Time(t)
	}
	w.args = append(w.args, v)
	if !w.columns.Numbered {
		w.put("?")
		return
	}
	w.put("$" + strconv.Itoa(max(w.columns.First, 1)+len(w.args)-1))
}

// list writes "(?, ?)".
func (w *writer) list(values []any) {
	w.put("(")
	for i, v := range values {
		if i > 0 {
			w.put(", ")
		}
		w.bind(v)
	}
	w.put(")")
}

func (w *writer) field(name string) {
	column, ok := w.columns.Fields[name]
	if !ok {
		w.fail("no column for %q", name)
	}
	w.put(column)
}

func (w *writer) operand(o Operand) {
	switch {
	case o.Identity:
		if w.columns.ID == "" {
			w.fail("no column for the identity")
		}
		w.put(w.columns.ID)
	case o.Field != "":
		w.field(o.Field)
	default:
		w.bind(o.Value)
	}
}

func (w *writer) join(parts []Expr, by string) {
	w.put("(")
	for i, p := range parts {
		if i > 0 {
			w.put(by)
		}
		p.write(w)
	}
	w.put(")")
}

func (e Const) write(w *writer) {
	if e {
		w.put("1 = 1")
		return
	}
	w.put("1 = 0")
}

func (e And) write(w *writer) { w.join(e, " AND ") }
func (e Or) write(w *writer)  { w.join(e, " OR ") }

func (e Not) write(w *writer) {
	w.put("NOT (")
	e.Of.write(w)
	w.put(")")
}

func (e Flag) write(w *writer) {
	w.put("(")
	w.field(e.Field)
	w.put(")")
}

func (e Present) write(w *writer) {
	w.put("(")
	w.field(e.Field)
	w.put(") IS NOT NULL")
}

func (e Compare) write(w *writer) {
	w.operand(e.Left)
	w.put(" " + string(e.Op) + " ")
	w.operand(e.Right)
}

func (e OneOf) write(w *writer) {
	w.operand(e.Operand)
	w.put(" IN ")
	w.list(e.Values)
}

// write joins one condition for each kind of area.
func (e Within) write(w *writer) {
	var kinds []string
	of := map[string][]any{}
	for _, a := range e.Areas {
		kind, id, _ := strings.Cut(string(a), ":")
		if of[kind] == nil {
			kinds = append(kinds, kind)
		}
		of[kind] = append(of[kind], id)
	}
	// One condition by itself, so that an engine finds rows by it.
	kinds = slices.DeleteFunc(kinds, func(kind string) bool { return w.columns.Within[kind] == "" })
	if len(kinds) == 0 {
		w.put("1 = 0")
		return
	}
	w.put("(")
	for i, kind := range kinds {
		template := w.columns.Within[kind]
		if i > 0 {
			w.put(" OR ")
		}
		before, after, one := strings.Cut(template, "(?)")
		if !one || strings.Contains(after, "?") || strings.Contains(before, "?") {
			w.fail("the condition for areas of kind %q has not one (?)", kind)
			return
		}
		w.put("(" + before)
		w.list(of[kind])
		w.put(after + ")")
	}
	w.put(")")
}
