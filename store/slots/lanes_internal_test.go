package slots

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/emmansun/gmsm/sm3"

	"shiheng.internal/video/record"
)

// chunksOf makes n chunks of random bytes and lengths up to most pages.
func chunksOf(n, most int, r *rand.Rand) [][]byte {
	src := rand.NewChaCha8([32]byte{byte(n), byte(most)})
	out := make([][]byte, n)
	for i := range out {
		out[i] = make([]byte, record.Align*(1+r.IntN(most)))
		src.Read(out[i])
	}
	return out
}

// TestLanes holds the lanes to the library's own SM3, for every number of
// chunks around the number of lanes and for chunks of equal and unequal length.
func TestLanes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{1, 7, 60} {
		for n := range 3 * lanes {
			chunks := chunksOf(n, most, r)
			sums := make([]record.Digest, n)
			sm3All(sums, chunks)
			for i, c := range chunks {
				head, payload := record.Digested(c)
				want := record.Digest(sm3.Sum(append(append([]byte(nil), head...), payload...)))
				if sums[i] != want {
					t.Fatalf("%d chunks, number %d of %d bytes: got %x, want %x", n, i, len(c), sums[i], want)
				}
			}
		}
	}
}

// BenchmarkSM3 compares chunks of a 4 Mbit/s stream one after the other with
// as many as are gathered.
func BenchmarkSM3(b *testing.B) {
	all := make([][]byte, digestBatch)
	for i := range all {
		all[i] = chunksOf(1, 1, rand.New(rand.NewPCG(1, 2)))[0]
		all[i] = append(all[i], make([]byte, 500<<10)...)
	}
	for _, n := range []int{1, 2, fewLanes, lanes, digestBatch} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			sums := make([]record.Digest, n)
			b.SetBytes(int64(n * len(all[0])))
			for b.Loop() {
				sm3All(sums, all[:n])
			}
		})
	}
}
