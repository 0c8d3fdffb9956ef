package clause

import (
	"errors"
	"fmt"

	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/eval"
)

// A Kind is a kind of thing that lists are made of.
type Kind string

// The kinds of things.
const (
	Cameras      Kind = "Camera"
	Slots        Kind = "Slot"
	Releases     Kind = "Release"
	Applications Kind = "Application"
)

// A Filter is what is left of the policies when everything of a request is
// known but the thing it is about.
type Filter struct {
	// Expr holds for what may be shown.
	Expr Expr
	// Loose names policies that could not be written as an expression. Expr then
	// holds for more than may be shown, never for less, and pages may come out
	// short after [Filter.Shows].
	Loose []string

	set     *Set
	request Request
}

// Filter works out what is left of the policies for an act of somebody.
func (s *Set) Filter(act Act, who Principal, kind Kind, how Facts) Filter {
	f := Filter{Expr: Const(false), set: s, request: Request{Act: act, Who: who, How: how}}
	g, known := s.groups[key{act, who.entity.UID.Type, entityType(string(kind))}]
	if !known || how.kind != factsOf(act) {
		return f
	}
	t := translator{kind: entityType(string(kind)), env: eval.Env{
		Entities: pair{who.entity, types.Entity{}}, Principal: who.entity.UID, Action: g.action, Context: how.record,
	}}
	var permits, forbids []Expr
	for i, p := range g.all {
		e, err := t.boolean(eval.PolicyToNode(g.trees[i]).AsIsNode())
		if err != nil {
			f.Loose = append(f.Loose, p.ID)
			e = Const(!p.Forbids) // a permit of all, a forbid of nothing
		}
		if p.Forbids {
			forbids = append(forbids, e)
		} else {
			permits = append(permits, e)
		}
	}
	f.Expr = every(some(permits...), not(some(forbids...)))
	return f
}

// Shows decides about one thing in full. Every row that is shown is asked
// about, whatever the list's condition was.
func (f Filter) Shows(r Resource) bool {
	q := f.request
	q.On = r
	return f.set.Decide(q).Allowed
}

// Nothing reports whether there is nothing to be shown, so that nobody needs
// to be asked.
func (f Filter) Nothing() bool { return f.Expr == Const(false) }

// errForm is a policy of a form that no expression is made of.
var errForm = errors.New("no expression for it")

// translator turns conditions into expressions over the unknown resource.
// What does not look at the resource is evaluated at once.
type translator struct {
	kind types.EntityType
	env  eval.Env
}

// boolean translates a condition.
func (t translator) boolean(n ast.IsNode) (Expr, error) {
	if !looksAt(n) {
		v, err := eval.Eval(n, t.env)
		if b, ok := v.(types.Boolean); ok && err == nil {
			return Const(b), nil
		}
		return nil, fmt.Errorf("%w: %v", errForm, err)
	}
	switch n := n.(type) {
	case ast.NodeTypeAnd:
		return t.both(n.BinaryNode, false)
	case ast.NodeTypeOr:
		return t.both(n.BinaryNode, true)
	case ast.NodeTypeNot:
		e, err := t.boolean(n.Arg)
		return not(e), err
	case ast.NodeTypeIfThenElse:
		return t.choice(n)
	case ast.NodeTypeAccess:
		f, err := field(n)
		return Flag{f}, err
	case ast.NodeTypeHas:
		if v, ok := n.Arg.(ast.NodeTypeVariable); ok && v.Name == "resource" {
			return Present{string(n.Value)}, nil
		}
	case ast.NodeTypeIs:
		if v, ok := n.Left.(ast.NodeTypeVariable); ok && v.Name == "resource" {
			return Const(n.EntityType == t.kind), nil
		}
	}
	return t.relation(n)
}

// both joins two conditions by OR or AND. The right one is not looked at when
// the left one settles it, as the evaluator does not.
func (t translator) both(n ast.BinaryNode, or bool) (Expr, error) {
	left, err := t.boolean(n.Left)
	if err != nil || left == Const(or) {
		return left, err
	}
	right, err := t.boolean(n.Right)
	if err != nil {
		return nil, err
	}
	if or {
		return some(left, right), nil
	}
	return every(left, right), nil
}

func (t translator) choice(n ast.NodeTypeIfThenElse) (Expr, error) {
	when, err := t.boolean(n.If)
	if err != nil {
		return nil, err
	}
	if c, ok := when.(Const); ok {
		if c {
			return t.boolean(n.Then)
		}
		return t.boolean(n.Else)
	}
	then, err := t.boolean(n.Then)
	if err != nil {
		return nil, err
	}
	otherwise, err := t.boolean(n.Else)
	if err != nil {
		return nil, err
	}
	return some(every(when, then), every(not(when), otherwise)), nil
}

// relation translates comparisons and memberships.
func (t translator) relation(n ast.IsNode) (Expr, error) {
	switch n := n.(type) {
	case ast.NodeTypeEquals:
		return t.compare(n.BinaryNode, Equal)
	case ast.NodeTypeNotEquals:
		e, err := t.compare(n.BinaryNode, Equal)
		return not(e), err
	case ast.NodeTypeLessThan:
		return t.compare(n.BinaryNode, Less)
	case ast.NodeTypeLessThanOrEqual:
		return t.compare(n.BinaryNode, AtMost)
	case ast.NodeTypeGreaterThan:
		return t.compare(ast.BinaryNode{Left: n.Right, Right: n.Left}, Less)
	case ast.NodeTypeGreaterThanOrEqual:
		return t.compare(ast.BinaryNode{Left: n.Right, Right: n.Left}, AtMost)
	case ast.NodeTypeContains:
		return t.contains(n.Left, n.Right)
	case ast.NodeTypeContainsAny:
		return t.containsAny(n.Left, n.Right)
	}
	return nil, errForm
}

// operand is one side of a comparison: a field of the resource, its identity,
// or a value.
func (t translator) operand(n ast.IsNode) (Operand, error) {
	if v, ok := n.(ast.NodeTypeVariable); ok && v.Name == "resource" {
		return Operand{Identity: true}, nil
	}
	if looksAt(n) {
		f, err := field(n)
		return Operand{Field: f}, err
	}
	v, err := eval.Eval(n, t.env)
	if err != nil {
		return Operand{}, fmt.Errorf("%w: %v", errForm, err)
	}
	value, err := t.plain(v)
	return Operand{Value: value}, err
}

// plain is a value as SQL binds it. An entity stands for its identity when it
// is of the kind listed.
func (t translator) plain(v types.Value) (any, error) {
	switch v := v.(type) {
	case types.Boolean:
		return bool(v), nil
	case types.Long:
		return int64(v), nil
	case types.String:
		return string(v), nil
	case types.Datetime:
		return v.Time().UTC(), nil
	case types.EntityUID:
		if v.Type == t.kind {
			return string(v.ID), nil
		}
	}
	return nil, errForm
}

func (t translator) compare(n ast.BinaryNode, op Op) (Expr, error) {
	left, err := t.operand(n.Left)
	if err != nil {
		return nil, err
	}
	right, err := t.operand(n.Right)
	if err != nil {
		return nil, err
	}
	return Compare{left, op, right}, nil
}

// contains is set.contains(x): a known set and a field or the resource itself,
// or the areas of the resource and a known area.
func (t translator) contains(set, x ast.IsNode) (Expr, error) {
	if looksAt(set) {
		return t.containsAny(set, ast.NodeTypeSet{Elements: []ast.IsNode{x}})
	}
	values, err := t.set(set)
	if err != nil {
		return nil, err
	}
	of, err := t.operand(x)
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return Const(false), nil
	}
	return OneOf{of, values}, nil
}

// containsAny is a known set of areas against the areas of the resource.
func (t translator) containsAny(left, right ast.IsNode) (Expr, error) {
	if looksAt(left) {
		left, right = right, left
	}
	if looksAt(left) {
		return nil, errForm
	}
	f, err := field(right)
	if err != nil {
		return nil, err
	}
	values, err := t.set(left)
	if err != nil || f != "areas" {
		return nil, errForm
	}
	areas := make([]Area, len(values))
	for i, v := range values {
		areas[i] = Area(fmt.Sprint(v))
	}
	return within(areas), nil
}

// set is a known set as plain values, in order.
func (t translator) set(n ast.IsNode) ([]any, error) {
	v, err := eval.Eval(n, t.env)
	set, ok := v.(types.Set)
	if err != nil || !ok {
		return nil, errForm
	}
	out := make([]any, 0, set.Len())
	for e := range set.All() {
		value, err := t.plain(e)
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return sorted(out), nil
}

// field is the name of an attribute of the resource.
func field(n ast.IsNode) (string, error) {
	a, ok := n.(ast.NodeTypeAccess)
	if !ok {
		return "", errForm
	}
	if v, ok := a.Arg.(ast.NodeTypeVariable); ok && v.Name == "resource" {
		return string(a.Value), nil
	}
	return "", errForm
}

// looksAt reports whether a condition depends on the resource.
func looksAt(n ast.IsNode) bool {
	found := false
	ast.Inspect(ast.NewNode(n), func(n ast.IsNode) bool {
		v, ok := n.(ast.NodeTypeVariable)
		found = found || ok && v.Name == "resource"
		return !found
	})
	return found
}
