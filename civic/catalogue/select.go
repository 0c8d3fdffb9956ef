package catalogue

import (
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
	"shiheng.internal/civic/registry/party"
)

// A Subject is a system as the rules see it.
type Subject struct {
	System   shiheng.SystemID
	Name     string
	Facts    registry.Facts // effective, those of its places joined in
	Trade    string
	Division string
	State    registry.State
	Secret   bool // secrecy rules are kept for it (W168/29/2)
}

// An Item is a system that must connect.
type Item struct {
	System shiheng.SystemID `json:"systemId"`
	// Rule is the code of the rule with the earliest day, empty for a system
	// that was added for a reason.
	Rule   string  `json:"rule,omitempty"`
	Reason string  `json:"reason,omitempty"`
	Due    law.Day `json:"due"`
}

// Takes reports whether the rule's conditions all hold for the system. Systems
// that are gone, that are only planned or that are secret are never taken.
func (r Rule) Takes(s Subject) bool {
	if !s.connects() || r.asksNothing() {
		return false
	}
	any := func(list []string, has string) bool { return len(list) == 0 || slices.Contains(list, has) }
	within := len(r.Divisions) == 0 || slices.ContainsFunc(r.Divisions, func(d string) bool { return party.Within(s.Division, d) })
	return within && any(r.Categories, s.Facts.W168Category) && any(r.Classes, s.Facts.R799Class) && any(r.Trades, s.Trade) &&
		(!r.AntiTerrorTarget || s.Facts.AntiTerrorTarget) && (!r.KeySecurityUnit || s.Facts.KeySecurityUnit)
}

// connects reports whether a system can be asked to connect: it stands and
// runs, whatever its acceptance, and is not marked as secret.
func (s Subject) connects() bool { return s.State.Watched() && !s.Secret }

// Select makes the item of one system, or reports that it need not connect.
// An exception goes before the rules; of several rules that of the earliest day
// counts, of equal days the one that stands first.
func (v Version) Select(s Subject) (Item, bool) {
	for _, e := range v.Exceptions {
		if e.System == s.System {
			return Item{System: s.System, Reason: e.Reason, Due: e.Due}, e.Add && s.connects()
		}
	}
	var out Item
	for _, r := range v.Rules {
		if r.Takes(s) && (out.Due.IsZero() || r.Due.Before(out.Due)) {
			out = Item{System: s.System, Rule: r.Code, Due: r.Due}
		}
	}
	return out, !out.Due.IsZero()
}

// A Change is how one system's item differs between two editions.
type Change struct {
	System shiheng.SystemID `json:"systemId"`
	Before *Item            `json:"before,omitempty"` // nil: it comes in
	After  *Item            `json:"after,omitempty"`  // nil: it goes out
}

// Diff compares two lists of items, each by system. It returns what comes in,
// what goes out and whose day moves, by system.
func Diff(before, after []Item) []Change {
	old := make(map[shiheng.SystemID]*Item, len(before))
	for i := range before {
		old[before[i].System] = &before[i]
	}
	var out []Change
	for i := range after {
		a := &after[i]
		b := old[a.System]
		delete(old, a.System)
		if b == nil || b.Due != a.Due {
			out = append(out, Change{System: a.System, Before: b, After: a})
		}
	}
	for id, b := range old {
		out = append(out, Change{System: id, Before: b})
	}
	slices.SortFunc(out, func(a, b Change) int { return slices.Compare(a.System[:], b.System[:]) })
	return out
}
