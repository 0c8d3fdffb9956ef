package book

import (
	"cmp"
	"slices"

	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// A Cell is one figure of a quarter: how often an act of a regime, by one kind
// of authority, came out in one way. It knows no person, place or camera.
type Cell struct {
	Regime    Regime        `json:"regime" enum:"own,official,platform,citizen"`
	Authority string        `json:"authority,omitempty"`
	Act       audit.Act     `json:"act"`
	Outcome   audit.Outcome `json:"outcome" enum:"granted,refused"`
	Clause    string        `json:"clause,omitempty"` // the article it was refused by
	Count     int           `json:"count"`
}

// Least is the smallest figure that is published. Below it a figure is about
// so few that they can be told.
const Least = 5

// Figures are the published statistics of a quarter, a [Table] for each regime.
type Figures struct {
	Quarter identity.Quarter `json:"quarter"`
	Tables  []Table          `json:"tables" nullable:"false"`
}

// A Table is what is published of one regime. Total is of all its cells and
// zero when Few: then there were fewer than [Least], or none. Rest is the sum
// of the cells that are not shown by themselves; which they are is not told,
// and one that is not shown may as well have been empty.
type Table struct {
	Regime Regime `json:"regime" enum:"own,official,platform,citizen"`
	Few    bool   `json:"few"`
	Total  int    `json:"total"`
	Cells  []Cell `json:"cells" nullable:"false"`
	Rest   int    `json:"rest"`
}

// Publish makes of counted cells what may be shown. A small cell is left out,
// and so many of the larger ones with it that the difference to the total tells
// of no single cell: the rest is never below [Least] and never one cell alone.
// No figure joins two regimes, so none can be subtracted from another.
func Publish(q identity.Quarter, cells []Cell) Figures {
	out := Figures{Quarter: q, Tables: []Table{}}
	for _, r := range Regimes() {
		t := Table{Regime: r, Cells: []Cell{}}
		var of []Cell
		for _, c := range cells {
			if c.Regime == r && c.Count > 0 {
				of = append(of, c)
			}
		}
		t.fill(of)
		out.Tables = append(out.Tables, t)
	}
	return out
}

// fill sorts cells into those shown and the rest.
func (t *Table) fill(of []Cell) {
	for _, c := range of {
		t.Total += c.Count
	}
	if t.Total < Least {
		t.Few, t.Total = true, 0
		return
	}
	slices.SortFunc(of, func(a, b Cell) int { return cmp.Or(cmp.Compare(b.Count, a.Count), compare(a, b)) })
	shown := len(of)
	for shown > 0 && (of[shown-1].Count < Least || lone(of[shown:], of[shown-1].Count, t.Rest)) {
		shown--
		t.Rest += of[shown].Count
	}
	t.Cells = append(t.Cells, of[:shown]...)
	slices.SortFunc(t.Cells, compare)
}

// lone reports whether what is left out could be told from its sum: one cell
// alone, too few acts, no larger cell among the small ones, or one left out of
// several as large.
func lone(left []Cell, next, rest int) bool {
	if len(left) == 0 {
		return false
	}
	return len(left) == 1 || rest < 2*Least || left[0].Count < Least || left[0].Count == next
}

// compare is the order of cells on paper.
func compare(a, b Cell) int {
	return cmp.Or(cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Act, b.Act), cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Clause, b.Clause))
}
