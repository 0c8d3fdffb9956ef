//go:build !amd64 || purego

package slots

const sm3Work = 1

// haveLanes reports that this processor hashes one chunk after the other.
func haveLanes() bool { return false }

// sm3Lanes is never called where haveLanes says no.
func sm3Lanes(*[lanes]*[8]uint32, *[lanes]*byte, *[sm3Work]byte, int) {
	panic("slots: no lanes here")
}
