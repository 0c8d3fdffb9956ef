//go:build !amd64 || purego

package verify

const sm3Work = 1

// haveLanes reports that here one chunk is hashed after the other.
func haveLanes() bool { return false }

// sm3Lanes is never called where haveLanes says no.
func sm3Lanes(*[lanes]*[8]uint32, *[lanes]*byte, *[sm3Work]byte, int) {
	panic("verify: no lanes here")
}
