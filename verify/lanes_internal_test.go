package verify

import (
	"math/rand/v2"
	"testing"

	"github.com/emmansun/gmsm/sm3"
)

// TestLanes holds the lanes to the library's own SM3, for every number of chunks
// around the number of lanes, for chunks of equal and unequal and of no length.
func TestLanes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{1, 200, 5000} {
		for n := range 3 * lanes {
			chunks := make([][]byte, n)
			for i := range chunks {
				chunks[i] = make([]byte, headerLen+r.IntN(most))
				for k := range chunks[i] {
					chunks[i][k] = byte(r.Uint32())
				}
			}
			for i, got := range sm3Of(chunks) {
				if want := sumOf(sm3.New(), chunks[i][:headerProof], chunks[i][headerLen:]); got != want {
					t.Fatalf("%d chunks, number %d of %d bytes: got %x, want %x", n, i, len(chunks[i]), got, want)
				}
			}
		}
	}
}

// TestRuns takes long messages on part by part, beside one another.
func TestRuns(t *testing.T) {
	if !haveLanes() {
		t.Skip("not run: this processor has no lanes")
	}
	r := rand.New(rand.NewPCG(3, 4))
	runs, whole := make([]*sm3Run, 11), make([][]byte, 11)
	for i := range runs {
		runs[i] = newSM3Run()
	}
	for range 5 {
		parts := make([][]byte, len(runs))
		for i := range parts {
			parts[i] = make([]byte, sm3Block*r.IntN(40))
			for k := range parts[i] {
				parts[i][k] = byte(r.Uint32())
			}
			whole[i] = append(whole[i], parts[i]...)
		}
		sm3On(runs, parts)
	}
	for i, run := range runs {
		if got, want := run.sum(), sumOf(sm3.New(), whole[i]); got != want {
			t.Errorf("run %d: got %x, want %x", i, got, want)
		}
	}
}
