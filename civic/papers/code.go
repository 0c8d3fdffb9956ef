package papers

import (
	"crypto/rand"
	"strings"

	"shiheng.internal"
)

// A CheckCode is the short random code printed on a document, by which anyone
// who holds the paper can ask what the platform holds: eleven characters of
// Crockford's base 32 and one that catches every single wrong character, in
// the form XXXX-XXXX-XXXX. It says nothing by itself.
type CheckCode string

// codeLetters leave out I, L, O and U, which are misread.
const (
	codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength  = 12
)

// newCheckCode makes a fresh random code.
func newCheckCode() CheckCode {
	var b [codeLength]byte
	rand.Read(b[:]) // never fails since Go 1.24
	for i := range b {
		b[i] = codeLetters[b[i]%32]
	}
	b[codeLength-1] = codeLetters[(32-luhn(b[:codeLength-1], 2))%32]
	return format(b)
}

func format(b [codeLength]byte) CheckCode {
	s := string(b[:])
	return CheckCode(s[:4] + "-" + s[4:8] + "-" + s[8:])
}

// luhn is the weighted sum of Luhn's method modulo 32, from the last
// character, whose weight is given.
func luhn(b []byte, weight int) int {
	sum := 0
	for i := len(b) - 1; i >= 0; i-- {
		v := weight * strings.IndexByte(codeLetters, b[i])
		sum += v/32 + v%32
		weight = 3 - weight
	}
	return sum % 32
}

// ParseCheckCode reads a code as people type it: in any case, with or without
// dashes and spaces, I and L for 1, O for 0. A code that was mistyped is an
// ErrInvalid.
func ParseCheckCode(s string) (CheckCode, error) {
	var b [codeLength]byte
	n := 0
	for _, c := range strings.ToUpper(s) {
		switch c {
		case '-', ' ':
			continue
		case 'I', 'L':
			c = '1'
		case 'O':
			c = '0'
		}
		if n == codeLength || c > 'Z' || strings.IndexByte(codeLetters, byte(c)) < 0 {
			return "", shiheng.Invalid("document.check-code")
		}
		b[n] = byte(c)
		n++
	}
	if n != codeLength || luhn(b[:], 1) != 0 {
		return "", shiheng.Invalid("document.check-code")
	}
	return format(b), nil
}
