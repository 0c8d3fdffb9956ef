package clause

import (
	"fmt"
	"slices"
	"strings"
)

// An Expr is a condition on a thing that is not known yet: one of [Const],
// [And], [Or], [Not], [Flag], [Present], [Compare], [OneOf] and [Within]. It
// looks only at attributes of the schema.
type Expr interface{ write(*writer) }

// Const holds for everything or for nothing.
type Const bool

// And holds when all its parts do, Or when one does.
type (
	And []Expr
	Or  []Expr
)

// Not holds when its part does not.
type Not struct{ Of Expr }

// Flag holds when a yes-or-no attribute is yes.
type Flag struct{ Field string }

// Present holds when an attribute that may be missing is there.
type Present struct{ Field string }

// Compare holds when two operands stand in a relation.
type Compare struct {
	Left  Operand
	Op    Op
	Right Operand
}

// OneOf holds when an operand is among values.
type OneOf struct {
	Operand Operand
	Values  []any
}

// Within holds when the thing belongs to one of the areas. There is at least
// one.
type Within struct{ Areas []Area }

// An Operand is an attribute, the identity of the thing, or a value: a bool,
// int64, string or [time.Time].
type Operand struct {
	Field    string
	Identity bool
	Value    any
}

// An Op is a relation between operands.
type Op string

// The relations.
const (
	Equal  Op = "="
	Less   Op = "<"
	AtMost Op = "<="
)

// every is And with constants worked out.
func every(parts ...Expr) Expr { return fold(parts, true) }

// some is Or with constants worked out.
func some(parts ...Expr) Expr { return fold(parts, false) }

// fold joins parts by AND, whose neutral part is true, or by OR.
func fold(parts []Expr, neutral bool) Expr {
	var left []Expr
	for _, p := range parts {
		switch p {
		case Const(neutral):
		case Const(!neutral):
			return Const(!neutral)
		default:
			left = append(left, p)
		}
	}
	switch {
	case len(left) == 0:
		return Const(neutral)
	case len(left) == 1:
		return left[0]
	case neutral:
		return And(left)
	}
	return Or(left)
}

// not is Not with constants worked out.
func not(e Expr) Expr {
	switch e := e.(type) {
	case Const:
		return !e
	case Not:
		return e.Of
	}
	return Not{e}
}

// within is Within for areas that may be none or all.
func within(areas []Area) Expr {
	switch {
	case len(areas) == 0:
		return Const(false)
	case slices.Contains(areas, Everywhere):
		return Const(true)
	}
	return Within{areas}
}

// sorted puts the values of a set, which have no order, into one.
func sorted(values []any) []any {
	slices.SortFunc(values, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return values
}
