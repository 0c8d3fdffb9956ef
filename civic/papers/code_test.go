package papers_test

import (
	"errors"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

// codes are typed codes with what they are read as; "" is refused.
var codes = []struct{ typed, want string }{
	{"0000-0000-0000", "0000-0000-0000"},
	{"9MFV-03V7-QEJY", "9MFV-03V7-QEJY"},
	{"9mfv03v7qejy", "9MFV-03V7-QEJY"},
	{" 9mfv o3v7 QEJY ", "9MFV-03V7-QEJY"},
	{"9MFV-03V7-QEJZ", ""},
	{"9MFV-03V7-EQJY", ""}, // two turned round
	{"9MFV-03V7-QEJ", ""},
	{"9MFV-03V7-QEJYY", ""},
	{"9MFU-03V7-QEJY", ""}, // no U
	{"９MFV-03V7-QEJY", ""},
	{"", ""},
}

func TestParseCheckCode(t *testing.T) {
	for _, tt := range codes {
		got, err := papers.ParseCheckCode(tt.typed)
		if string(got) != tt.want || (tt.want == "") != errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("ParseCheckCode(%q) = %q, %v; want %q", tt.typed, got, err, tt.want)
		}
	}
}

// TestOneWrongCharacterIsCaught tries every other character at every place.
func TestOneWrongCharacterIsCaught(t *testing.T) {
	const code = "9MFV03V7QEJY"
	for i := range code {
		for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
			wrong := code[:i] + string(c) + code[i+1:]
			if _, err := papers.ParseCheckCode(wrong); (err == nil) != (wrong == code) {
				t.Errorf("ParseCheckCode(%q): %v", wrong, err)
			}
		}
	}
}

func FuzzParseCheckCode(f *testing.F) {
	for _, tt := range codes {
		f.Add(tt.typed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := papers.ParseCheckCode(in)
		if err != nil {
			return
		}
		if again, err := papers.ParseCheckCode(strings.ToLower(string(got))); err != nil || again != got {
			t.Errorf("%q was read as %q, and that as %q, %v", in, got, again, err)
		}
	})
}
