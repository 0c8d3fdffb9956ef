package clause

import (
	"iter"
	"slices"

	"github.com/cedar-policy/cedar-go"
	public "github.com/cedar-policy/cedar-go/ast"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	"github.com/cedar-policy/cedar-go/x/exp/schema/resolved"
)

// key is what policies are found by: a decision looks only at those that can
// speak to the act, between the two kinds of thing.
type key struct {
	act       Act
	who, what types.EntityType
}

// group is the policies of one key, as the evaluator goes through them.
type group struct {
	action types.EntityUID
	all    []*policy
	trees  []*ast.Policy   // the same, without the scope that the key settles
	bare   []*cedar.Policy // compiled from these
}

// All goes through the policies by their ids.
func (g group) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for i, p := range g.all {
			if !yield(cedar.PolicyID(p.ID), g.bare[i]) {
				return
			}
		}
	}
}

// find returns the policy of an id.
func (g group) find(id cedar.PolicyID) *policy {
	for _, p := range g.all {
		if p.ID == string(id) {
			return p
		}
	}
	return nil
}

// index sorts the policies under every key the schema knows.
func index(s *resolved.Schema, all []*policy) map[key]group {
	out := map[key]group{}
	for uid, action := range s.Actions {
		if action.AppliesTo == nil {
			continue
		}
		for _, who := range action.AppliesTo.Principals {
			for _, what := range action.AppliesTo.Resources {
				k := key{Act(uid.ID), who, what}
				g := group{action: uid}
				for _, p := range all {
					if takes(p.tree.Action, uid) && isOf(p.tree.Principal, who) && isOf(p.tree.Resource, what) {
						tree := bare(p.tree)
						g.all, g.trees = append(g.all, p), append(g.trees, tree)
						g.bare = append(g.bare, cedar.NewPolicyFromAST((*public.Policy)(tree)))
					}
				}
				out[k] = g
			}
		}
	}
	return out
}

// bare is a policy without the parts of its scope that hold for every
// request of its key: the action, and types of principal and resource. Asking
// them again would cost more than the conditions.
func bare(tree *ast.Policy) *ast.Policy {
	p := *tree
	p.Action = ast.ScopeTypeAll{}
	if _, ok := p.Principal.(ast.ScopeTypeIs); ok {
		p.Principal = ast.ScopeTypeAll{}
	}
	if _, ok := p.Resource.(ast.ScopeTypeIs); ok {
		p.Resource = ast.ScopeTypeAll{}
	}
	return &p
}

// takes reports whether an action lies in a scope.
func takes(scope ast.IsActionScopeNode, act types.EntityUID) bool {
	switch s := scope.(type) {
	case ast.ScopeTypeEq:
		return s.Entity == act
	case ast.ScopeTypeIn:
		return s.Entity == act
	case ast.ScopeTypeInSet:
		return slices.Contains(s.Entities, act)
	}
	return true
}

// isOf reports whether things of a type can lie in a scope. A scope it does
// not know may take everything: the evaluator says so then.
func isOf(scope ast.IsScopeNode, t types.EntityType) bool {
	switch s := scope.(type) {
	case ast.ScopeTypeEq:
		return s.Entity.Type == t
	case ast.ScopeTypeIs:
		return s.Type == t
	case ast.ScopeTypeIsIn:
		return s.Type == t
	}
	return true
}
