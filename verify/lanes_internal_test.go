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
