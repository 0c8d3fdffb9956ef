package clause

import (
	"strconv"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/eval"

	"shiheng.internal/civic/law"
)

// A Decision is the answer to a request, with what it rests on.
type Decision struct {
	Allowed bool
	// By are the clauses that spoke, in the order of the files: the permits of
	// what is allowed, or every forbid of what is refused. They are the set's
	// own and not to be changed.
	By []*Clause
	// Lacking are the permits that would have allowed it, each with what was
	// not met; only when no permit spoke.
	Lacking []Lack
	// Faults name what could not be evaluated. One fault is a deny.
	Faults []Fault
}

// A Lack is a permit that did not speak, and the conditions it asks for that
// were not met, as indexes into Needs.
type Lack struct {
	*Clause
	Unmet []int
}

// A Fault is a policy that could not be evaluated, or a request that does not
// fit together (Policy is empty then).
type Fault struct{ Policy, Message string }

// An Unmet is one reason of a refusal as a person reads it.
type Unmet struct {
	Code     string // "clause.officials-letter", "clause.missing-look.2"
	Articles []string
	Text     law.Text
}

// Decide decides a request. It allows what a permit allows and no forbid
// speaks against; whatever else happens is a deny. It is pure and safe for
// concurrent use.
func (s *Set) Decide(q Request) Decision {
	g, known := s.groups[key{q.Act, q.Who.entity.UID.Type, q.On.entity.UID.Type}]
	if !known {
		return Decision{}
	}
	if q.How.kind != factsOf(q.Act) {
		return Decision{Faults: []Fault{{Message: "facts of " + q.How.kind + " for the act " + string(q.Act)}}}
	}
	request := cedar.Request{Principal: q.Who.entity.UID, Action: g.action, Resource: q.On.entity.UID, Context: q.How.record}
	verdict, why := cedar.Authorize(g, pair{q.Who.entity, q.On.entity}, request)
	d := Decision{Allowed: verdict == cedar.Allow && len(why.Errors) == 0}
	for _, r := range why.Reasons {
		d.By = append(d.By, &g.find(r.PolicyID).Clause)
	}
	if d.Allowed {
		return d
	}
	if verdict == cedar.Allow {
		d.By = nil // the permits count for nothing beside a fault
	}
	for _, e := range why.Errors {
		d.Faults = append(d.Faults, Fault{string(e.PolicyID), e.Message})
	}
	if verdict == cedar.Deny {
		d.Lacking = g.lacking(q)
	}
	return d
}

// pair is the two things of a request, as the evaluator asks for them.
type pair struct{ who, on types.Entity }

// Get returns one of the two.
func (p pair) Get(id types.EntityUID) (types.Entity, bool) {
	switch id {
	case p.who.UID:
		return p.who, true
	case p.on.UID:
		return p.on, true
	}
	return types.Entity{}, false
}

// lacking says of each permit what it asks for that is not met; nothing when
// one of them is met, since then only the forbids are in the way. A condition
// that cannot be evaluated is not met.
func (g group) lacking(q Request) []Lack {
	env := eval.Env{
		Entities: pair{q.Who.entity, q.On.entity}, Principal: q.Who.entity.UID, Action: g.action,
		Resource: q.On.entity.UID, Context: q.How.record,
	}
	var out []Lack
	for _, p := range g.all {
		if p.Forbids {
			continue
		}
		l := Lack{Clause: &p.Clause}
		for i, c := range p.tree.Conditions {
			if v, err := eval.Eval(c.Body, env); err != nil || v != types.Value(types.True) {
				l.Unmet = append(l.Unmet, i)
			}
		}
		if len(l.Unmet) == 0 {
			return nil
		}
		out = append(out, l)
	}
	return out
}

// Unmet lists the reasons of a refusal, each with a stable code: every forbid
// that spoke, and of the permit that came nearest what it lacks. An allowed
// decision has none.
func (d Decision) Unmet() []Unmet {
	if d.Allowed {
		return nil
	}
	var out []Unmet
	for range d.Faults[:min(len(d.Faults), 1)] {
		out = append(out, Unmet{Code: codeFault, Articles: []string{"W168/29/1"}, Text: faultText()})
	}
	for _, c := range d.By {
		out = append(out, Unmet{"clause." + c.ID, c.Articles, c.Text})
	}
	if l := nearest(d.Lacking); l != nil {
		for _, i := range l.Unmet {
			out = append(out, Unmet{"clause." + l.ID + "." + strconv.Itoa(i+1), l.Articles, l.Needs[i]})
		}
	}
	if len(out) == 0 {
		out = append(out, Unmet{Code: codeNone, Articles: []string{"W168/29/1"}, Text: noneText()})
	}
	return out
}

// Codes of refusals by no policy.
const (
	codeFault = "clause.fault"
	codeNone  = "clause.none"
)

func faultText() law.Text {
	return law.Text{Zh: "条款无法判断，按不准许处理", En: "a clause could not be decided, which is a refusal"}
}

func noneText() law.Text {
	return law.Text{Zh: "没有条款准许此类人员这样做", En: "no clause permits this to such a person"}
}

// nearest is the permit that got furthest along its conditions, which go from
// what kind of request it is to its details; the first of several.
func nearest(all []Lack) *Lack {
	var best *Lack
	for i := range all {
		if best == nil || all[i].Unmet[0] > best.Unmet[0] {
			best = &all[i]
		}
	}
	return best
}
