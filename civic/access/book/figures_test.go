package book_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shiheng.internal/civic/access/book"
	"shiheng.internal/civic/audit"
)

// TestNoCellIsDerived goes through every table of four cells of nought to nine
// and plays the reader who knows the program: he takes all tables that would
// have been published alike. Of a cell that is not shown no two readers could
// agree, unless nothing at all was left out.
func TestNoCellIsDerived(t *testing.T) {
	const cells, most = 4, 9
	type seen struct{ low, high [cells]int }
	alike := map[string]*seen{}
	each := func(f func(v [cells]int, key string, shown [cells]bool, table book.Table)) {
		var v [cells]int
		for n := range 10_000 {
			for i, rest := 0, n; i < cells; i, rest = i+1, rest/(most+1) {
				v[i] = rest % (most + 1)
			}
			table := publish(v[:])
			var shown [cells]bool
			for _, c := range table.Cells {
				for i := range v {
					shown[i] = shown[i] || string(c.Act) == act(i)
				}
			}
			f(v, fmt.Sprint(table), shown, table)
		}
	}
	each(func(v [cells]int, key string, _ [cells]bool, _ book.Table) {
		s := alike[key]
		if s == nil {
			s = &seen{v, v}
			alike[key] = s
		}
		for i, n := range v {
			s.low[i], s.high[i] = min(s.low[i], n), max(s.high[i], n)
		}
	})
	told := 0
	each(func(v [cells]int, key string, shown [cells]bool, table book.Table) {
		for i, n := range v {
			// A figure up to the sum of two small ones must stay open.
			if !shown[i] && n > 0 && alike[key].low[i] == alike[key].high[i] {
				if told++; told < 10 {
					t.Errorf("%v is published as %+v, which tells of cell %d: %d", v, table, i, n)
				}
			}
			if shown[i] && n < book.Least {
				t.Fatalf("%v shows %d", v, n)
			}
		}
	})
	if len(alike) < 100 {
		t.Fatalf("only %d publications", len(alike))
	}
}

// TestNoSmallCellIsReckoned is the same reader before tables of any size: for
// each cell that is not shown he finds another table that is published just
// so, in which the cell is another figure; and no margin bounds a small cell
// to fewer than it could be.
func TestNoSmallCellIsReckoned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		figure := rapid.OneOf(rapid.IntRange(0, book.Least), rapid.IntRange(0, 3*book.Least), rapid.IntRange(0, 500))
		v := rapid.SliceOfN(figure, 0, 40).Draw(t, "cells")
		table := publish(v)
		shown := map[int]int{}
		for _, c := range table.Cells {
			for i := range v {
				if string(c.Act) == act(i) {
					shown[i] = c.Count
				}
			}
		}
		for i, n := range v {
			got, visible := shown[i]
			switch {
			case visible && (got != n || n < book.Least):
				t.Fatalf("%v shows cell %d as %d", v, i, got)
			case visible || n == 0:
			case table.Few:
				if said := fmt.Sprint(table); said != fmt.Sprint(publish(nil)) {
					t.Fatalf("%v is published as %s, and nothing at all otherwise", v, said)
				}
			case table.Rest < book.Least:
				t.Fatalf("%v: the rest %d bounds cell %d to few", v, table.Rest, i)
			case !otherwise(v, i, shown, fmt.Sprint(table)):
				t.Fatalf("%v is published as %+v, which tells of cell %d: %d", v, table, i, n)
			}
		}
	})
}

// otherwise reports whether a table that differs in cell i, and in one more
// that is not shown, is published as said.
func otherwise(v []int, i int, shown map[int]int, said string) bool {
	for j := range v {
		if _, visible := shown[j]; visible || j == i {
			continue
		}
		for d := -v[i]; d <= v[j]; d++ {
			w := slices.Clone(v)
			if w[i], w[j] = v[i]+d, v[j]-d; d != 0 && fmt.Sprint(publish(w)) == said {
				return true
			}
		}
	}
	return false
}

func act(i int) string { return fmt.Sprintf("test.%d", i) }

func publish(counts []int) book.Table {
	var cells []book.Cell
	for i, n := range counts {
		cells = append(cells, book.Cell{Regime: book.Own, Act: audit.Act(act(i)), Outcome: audit.Granted, Count: n})
	}
	return book.Publish("2026Q3", cells).Tables[0]
}

// TestPublishAddsUp: what is shown and the rest are the total, of each regime by
// itself, in whatever order the cells come.
func TestPublishAddsUp(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		var cells []book.Cell
		sums := map[book.Regime]int{}
		for i := range r.IntN(30) {
			c := book.Cell{Regime: book.Regimes()[r.IntN(4)], Act: audit.Act(act(i)), Count: r.IntN(12)}
			sums[c.Regime] += c.Count
			cells = append(cells, c)
		}
		got := book.Publish("2026Q3", cells)
		r.Shuffle(len(cells), func(i, j int) { cells[i], cells[j] = cells[j], cells[i] })
		if again := book.Publish("2026Q3", cells); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Fatalf("another order, other figures: %+v and %+v", got, again)
		}
		for _, table := range got.Tables {
			sum := table.Rest
			for _, c := range table.Cells {
				sum += c.Count
			}
			switch {
			case table.Few && (sums[table.Regime] >= book.Least || table.Total != 0 || sum != 0):
				t.Fatalf("%+v of %d", table, sums[table.Regime])
			case !table.Few && (table.Total != sums[table.Regime] || sum != table.Total || table.Rest > 0 && table.Rest < book.Least):
				t.Fatalf("%+v of %d", table, sums[table.Regime])
			}
		}
	}
}
