package code_test

import (
	"errors"
	"testing"

	"shiheng.internal"
	"shiheng.internal/video/gb28181/code"
)

var codes = []struct {
	name, in string
	ok       bool // Parse takes it
	lenient  bool // Lenient takes it
	typ      code.Type
	domain   string
	network  byte
	kind     code.Kind
}{
	{"camera", "34020000001320000001", true, true, 132, "3402000000", '0', code.KindDevice},
	{"platform", "34020000002000000001", true, true, 200, "3402000000", '0', code.KindSystem},
	{"business group", "34020000002150000001", true, true, 215, "3402000000", '0', code.KindBusinessGroup},
	{"virtual organisation", "34020000002167000001", true, true, 216, "3402000000", '7', code.KindVirtualOrganisation},
	{"quirk 23: type 000", "34020000000000000001", true, true, 0, "3402000000", '0', code.KindDevice},
	{"quirk 23: short", "340200000013200001", false, true, -1, "", 0, code.KindDevice},
	{"area", "340200", false, true, -1, "", 0, code.KindArea},
	{"ten digits, alarm centre", "3402000000", false, true, -1, "", 0, code.KindDevice},
	{"letters", "IPC-0001_a", false, true, -1, "", 0, code.KindDevice},
	{"empty", "", false, false, -1, "", 0, code.KindDevice},
	{"injection", "3402\r\nX: y", false, false, -1, "", 0, code.KindDevice},
	{"full width digits", "３4020000001320000001", false, false, -1, "", 0, code.KindDevice},
	{"too long", "340200000013200000013402000000132", false, false, -1, "", 0, code.KindDevice},
}

func TestParse(t *testing.T) {
	for _, tt := range codes {
		t.Run(tt.name, func(t *testing.T) {
			_, err := code.Parse(tt.in)
			if (err == nil) != tt.ok || err != nil && !errors.Is(err, shiheng.ErrInvalid) {
				t.Errorf("Parse(%q) = %v", tt.in, err)
			}
			c, err := code.Lenient(tt.in)
			if (err == nil) != tt.lenient {
				t.Fatalf("Lenient(%q) = %v", tt.in, err)
			}
			if err != nil {
				return
			}
			if c.Type() != tt.typ || c.Domain() != tt.domain || c.Network() != tt.network || c.Kind() != tt.kind {
				t.Errorf("%q: type %d domain %q network %q kind %d", tt.in, c.Type(), c.Domain(), c.Network(), c.Kind())
			}
		})
	}
}

func TestMake(t *testing.T) {
	got, err := code.Make("34020000", "00", code.NetworkCamera, '0', 17)
	if err != nil || got != "34020000001320000017" || got.Serial() != "000017" || got.Industry() != "00" || got.Centre() != "34020000" {
		t.Errorf("Make = %q, %v", got, err)
	}
	if _, err := code.Make("34020000", "00", 1000, '0', 1); err == nil {
		t.Error("type 1000 was accepted")
	}
	if _, err := code.Make("34020000", "00", 132, '0', 1_000_000); err == nil {
		t.Error("serial of seven digits was accepted")
	}
}

func TestPlayable(t *testing.T) {
	byText := code.DefaultPlayable()
	wide, err := code.ParsePlayable("131,132, 119-129")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		in         code.Code
		text, wide bool
	}{
		{"34020000001310000001", true, true},
		{"34020000001320000001", true, true},
		{"34020000001250000001", false, true}, // Uniview
		{"34020000001340000001", false, false},
		{"34020000002160000001", false, false},
		{"3402000000132000001", true, true}, // 19 digits
		{"340200", false, false},
	} {
		if byText.Has(tt.in) != tt.text || wide.Has(tt.in) != tt.wide {
			t.Errorf("%s: text %v wide %v", tt.in, byText.Has(tt.in), wide.Has(tt.in))
		}
	}
	for _, bad := range []string{"", "x", "131-", "9-1", "1000", "-5"} {
		if _, err := code.ParsePlayable(bad); err == nil {
			t.Errorf("ParsePlayable(%q) was accepted", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range codes {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if c, err := code.Parse(in); err == nil && (string(c) != in || !c.Standard()) {
			t.Errorf("Parse(%q) = %q", in, c)
		}
		if c, err := code.Lenient(in); err == nil {
			c.Kind()
			if again, err := code.Lenient(string(c)); err != nil || again != c {
				t.Errorf("Lenient(%q) is not stable", in)
			}
		}
	})
}
