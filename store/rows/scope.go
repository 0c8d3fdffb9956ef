package rows

import (
	"strings"

	"github.com/uptrace/bun"

	"shiheng.internal/civic/registry"
)

// A scope becomes conditions of which one must hold. They mean what
// [registry.Scope.Covers] says; the contract test holds the two together.

// either joins conditions by OR; there is always one, so that nothing asked
// for is nothing found.
func (w *where) either() string {
	return "(" + strings.Join(append([]string{"1 = 0"}, w.parts...), " OR ") + ")"
}

// among adds a condition over a list, unless that is empty.
func among[T any](w *where, cond string, items []T) {
	if len(items) > 0 {
		w.and(cond, bun.List(items))
	}
}

// under is the condition that a column's place is one of those a query finds,
// or lies below them.
func under(column, seeds string) string {
	return column + ` IN (WITH RECURSIVE below (id) AS (
		` + seeds + ` UNION SELECT p.id FROM place p JOIN below b ON p.parent = b.id)
		SELECT id FROM below)`
}

const (
	named    = "SELECT id FROM place WHERE id IN (?)"
	dividing = "SELECT id FROM place WHERE division IN (?)"
)

// standing are the conditions on where something stands.
func standing(w *where, column string, s registry.Scope) {
	among(w, under(column, named), s.Places)
	among(w, under(column, dividing), s.Divisions)
}

// belonging are the conditions on a system v and what stands at column.
func belonging(w *where, column string, s registry.Scope) {
	among(w, "v.id IN (?)", s.Systems)
	among(w, "v.department IN (?)", s.Departments)
	for _, party := range []string{"owner", "user_unit", "builder", "operator", "management"} {
		among(w, "v."+party+" IN (?)", s.Organisations)
	}
	for _, t := range s.Trades {
		if t.Division == "" {
			w.and("v.trade = ?", t.Trade)
			continue
		}
		w.and("v.trade = ? AND "+under(column, dividing), t.Trade, bun.List([]string{t.Division}))
	}
}

// camerasIn are the conditions on a camera c of a system v.
func camerasIn(s registry.Scope) (w where) {
	standing(&w, "c.place", s)
	among(&w, "c.id IN (?)", s.Cameras)
	belonging(&w, "c.place", s)
	return w
}

// systemsIn are the conditions on a system v: it lies in the scope itself, or
// a camera of it does.
func systemsIn(s registry.Scope) (w where) {
	standing(&w, "v.place", s)
	belonging(&w, "v.place", s)
	var c where
	standing(&c, "c.place", s)
	among(&c, "c.id IN (?)", s.Cameras)
	if len(c.parts) > 0 {
		w.and("v.id IN (SELECT c.system FROM camera c WHERE "+c.either()+")", c.args...)
	}
	return w
}

// systems adds the bounds of a scope on a system v.
func (w *where) systems(s registry.Scope) {
	if s.All {
		return
	}
	bounds := systemsIn(s)
	w.and(bounds.either(), bounds.args...)
}

// placesIn are the conditions on a place's id.
func placesIn(s registry.Scope) (w where) {
	standing(&w, "id", s)
	return w
}

// SystemsIn is the condition that a system v lies in the scope, PlacesIn that
// the place of an id does, for packages below this one.
func SystemsIn(s registry.Scope) (cond string, args []any) {
	w := systemsIn(s)
	return w.either(), w.args
}

// PlacesIn is SystemsIn for places.
func PlacesIn(s registry.Scope) (cond string, args []any) {
	w := placesIn(s)
	return w.either(), w.args
}
