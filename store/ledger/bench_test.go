package ledger_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// leaf is as long as an act's usually is.
func leaf(n int) []byte { return fmt.Appendf(make([]byte, 0, 330), "%0323d", n) }

// BenchmarkAppend appends from many sides, as minutes of recorders and acts
// come (target T16: at least 10,000 leaves/s).
func BenchmarkAppend(b *testing.B) {
	l := open(b, config(b))
	const sides, batch = 32, 64
	began := time.Now()
	for b.Loop() {
		var all sync.WaitGroup
		for side := range sides {
			all.Go(func() {
				leaves := make([][]byte, batch)
				for i := range leaves {
					leaves[i] = leaf(side*batch + i)
				}
				if _, err := l.Append(b.Context(), leaves...); err != nil {
					b.Error(err)
				}
			})
		}
		all.Wait()
	}
	b.ReportMetric(float64(b.N*sides*batch)/time.Since(began).Seconds(), "leaves/s")
}

// BenchmarkAct is one act that waits for its index, eight at a time (at most 60
// ms for 95 in a hundred).
func BenchmarkAct(b *testing.B) {
	l := open(b, config(b))
	var mu sync.Mutex
	var took []time.Duration
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for n := 0; pb.Next(); n++ {
			began := time.Now()
			if _, err := l.Append(b.Context(), leaf(n)); err != nil {
				b.Error(err)
			}
			mu.Lock()
			took = append(took, time.Since(began))
			mu.Unlock()
		}
	})
	slices.Sort(took)
	b.ReportMetric(float64(took[(len(took)-1)*95/100].Microseconds())/1000, "p95-ms")
}

// BenchmarkProve makes and checks nothing but the path of one leaf among many.
func BenchmarkProve(b *testing.B) {
	l := open(b, config(b))
	var all [][]byte
	for n := range 20_000 {
		all = append(all, leaf(n))
	}
	c := fill(b, l, all...)
	n := uint64(0)
	for b.Loop() {
		n = (n + 7919) % c.Size
		if _, err := l.Prove(b.Context(), n, c.Size); err != nil {
			b.Fatal(err)
		}
	}
}
