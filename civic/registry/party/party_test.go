package party

import (
	"errors"
	"strings"
	"testing"

	"shiheng.internal"
)

// creditCodes are read by TestParseCreditCode and seed its fuzz test. The
// first is the worked example of GB 32100-2015's kind: a real form with its
// check sign reckoned by hand.
var creditCodes = []struct{ in, want, code string }{
	{"91350100M000100Y43", "91350100M000100Y43", ""},
	{" 9135 0100 m000 100y 43 ", "91350100M000100Y43", ""},
	{"91350100M000100Y44", "", "organisation.code-check"},
	{"91350100M000100I43", "", "organisation.code-form"}, // no I in a code
	{"9135010AM000100Y43", "", "organisation.code-form"}, // its division has digits only
	{"91350100M000100Y4", "", "organisation.code-form"},
	{"", "", "organisation.code-form"},
}

func TestParseCreditCode(t *testing.T) {
	for _, tt := range creditCodes {
		got, err := ParseCreditCode(tt.in)
		code := ""
		if e, ok := errors.AsType[*shiheng.Error](err); ok {
			code = e.Code
		}
		if got != tt.want || code != tt.code {
			t.Errorf("ParseCreditCode(%q) = %q, %v; want %q, %s", tt.in, got, err, tt.want, tt.code)
		}
	}
}

// TestCreditCodeSlips: a slip in one sign, and two neighbours exchanged, are
// found; the refusal says which last sign was wanted.
func TestCreditCodeSlips(t *testing.T) {
	const right = "91350100M000100Y43"
	for i := range right {
		for _, c := range creditDigits {
			slip := right[:i] + string(c) + right[i+1:]
			if got, err := ParseCreditCode(slip); err == nil && slip != right {
				t.Errorf("%s was read as %s", slip, got)
			}
		}
		if i == 0 || right[i] == right[i-1] {
			continue
		}
		turned := right[:i-1] + right[i:i+1] + right[i-1:i] + right[i+1:]
		if _, err := ParseCreditCode(turned); err == nil {
			t.Errorf("%s was read", turned)
		}
	}
	_, err := ParseCreditCode("91350100M000100Y44")
	if e, ok := errors.AsType[*shiheng.Error](err); !ok || e.Params["want"] != "3" {
		t.Errorf("the hint is %v", err)
	}
}

func FuzzParseCreditCode(f *testing.F) {
	for _, tt := range creditCodes {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := ParseCreditCode(in)
		if err != nil {
			return
		}
		if again, err := ParseCreditCode(got); err != nil || again != got {
			t.Errorf("%q was read as %q, which is read as %q, %v", in, got, again, err)
		}
	})
}

func TestDivisions(t *testing.T) {
	for in, want := range map[string]string{
		"320200": "320200", "320211": "320211", "320282": "320282", "320202": "320213", "320203": "320213", "320204": "320213",
		"320212": "", "320100": "", "": "",
	} {
		got, err := ParseDivision(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseDivision(%q) = %q, %v", in, got, err)
		}
	}
	for _, tt := range []struct {
		inner, outer string
		want         bool
	}{{"320211", "320211", true}, {"320211", City, true}, {City, "320211", false}, {"320211", "320213", false}, {"", City, false}} {
		if got := Within(tt.inner, tt.outer); got != tt.want {
			t.Errorf("Within(%q, %q) = %v", tt.inner, tt.outer, got)
		}
	}
}

// TestTrades_W168_5: eleven kinds of department, and the trades of the third
// paragraph, in the order's own words.
func TestTrades_W168_5(t *testing.T) {
	count := map[string]int{}
	for _, k := range Trades() {
		count[k.Article]++
		if k.Zh == "" || k.En == "" || !KnownTrade(k.Code) {
			t.Errorf("trade %+v", k)
		}
	}
	if count["W168/5/2"] != 11 || count["W168/5/3"] != 8 {
		t.Errorf("trades by paragraph: %v", count)
	}
}

func TestIdentityNumbers(t *testing.T) {
	for in, want := range map[string]bool{
		"11010519491231002X": true, // the standard's example
		"110105194912310021": false,
		"11010519491331002X": false, // no such month
		"1101051949123100":   false,
		"":                   false,
	} {
		if got := citizenNumber(in); got != want {
			t.Errorf("citizenNumber(%q) = %v", in, got)
		}
	}
	p := Person{Name: "王芳", Organisation: shiheng.OrganisationID{1}, IdentityNumber: "110105194912310021"}
	if err := p.tidy(); err == nil || strings.Contains(err.Error(), "194912") {
		t.Errorf("the refusal of a wrong number is %v", err)
	}
	if got := mask("11010519491231002X"); got != "11**************2X" {
		t.Errorf("masked: %s", got)
	}
}

func TestOrganisationRules(t *testing.T) {
	good := Organisation{Name: "市交通运输局", Functions: []Function{Department, Department}, Level: CityLevel, Division: City, Trade: "transport"}
	for _, tt := range []struct {
		name   string
		change func(*Organisation)
		code   string
	}{
		{"as it is", func(*Organisation) {}, ""},
		{"no name", func(o *Organisation) { o.Name = " " }, "organisation.name"},
		{"no function", func(o *Organisation) { o.Functions = nil }, "organisation.function"},
		{"a function nobody has", func(o *Organisation) { o.Functions = []Function{"vendor"} }, "organisation.function"},
		{"a department without a trade", func(o *Organisation) { o.Trade = "" }, "organisation.trade"},
		{"a trade the order does not name", func(o *Organisation) { o.Trade = "hotels" }, "organisation.trade"},
		{"level and function are apart", func(o *Organisation) { o.Level = "department" }, "organisation.level"},
		{"no division", func(o *Organisation) { o.Division = "" }, "division.unknown"},
		{"a contact without a name", func(o *Organisation) { o.Head = Contact{Phone: "1"} }, "organisation.contact"},
		{"a phone of letters", func(o *Organisation) { o.Head = Contact{Name: "甲", Phone: "call me"} }, "phone.form"},
	} {
		o := good
		tt.change(&o)
		err := o.tidy()
		e, _ := errors.AsType[*shiheng.Error](err)
		if tt.code == "" && (err != nil || len(o.Functions) != 1) || tt.code != "" && (e == nil || e.Code != tt.code) {
			t.Errorf("%s: %v, want %q (%v)", tt.name, err, tt.code, o.Functions)
		}
	}
}
