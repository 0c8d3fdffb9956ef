//go:build amd64 && !purego

package verify

import (
	_ "unsafe" // for go:linkname

	"golang.org/x/sys/cpu"
)

// sm3Work is the scratch memory of sm3Lanes: eight states and 68 words of
// eight lanes, in bytes, and some.
const sm3Work = 3456

// haveLanes reports whether sm3Lanes may be called.
func haveLanes() bool { return cpu.X86.HasAVX2 && cpu.X86.HasBMI2 }

// sm3Lanes takes eight SM3 states so many blocks on, at from[i].
func sm3Lanes(states *[lanes]*[8]uint32, from *[lanes]*byte, work *[sm3Work]byte, blocks int) {
	blockMultBy8(&states[0], &from[0], &work[0], blocks)
}

// blockMultBy8 is gmsm's own, which it does not export. A release that renames
// it does not link; one that changes what it does fails TestLanes.
//
//go:noescape
//go:linkname blockMultBy8 github.com/emmansun/gmsm/internal/sm3.blockMultBy8
func blockMultBy8(states **[8]uint32, from **byte, work *byte, blocks int)
