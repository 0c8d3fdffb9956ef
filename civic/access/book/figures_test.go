package book_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

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
