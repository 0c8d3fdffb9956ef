package party

import (
	"slices"
	"strings"

	"shiheng.internal"
)

// creditDigits are the signs of a unified social credit code, in the order of
// their values: no I, O, S, V, Z (GB 32100-2015).
const creditDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// creditCheck is the check sign of the first 17 signs: 31 less the weighted
// sum modulo 31, the weights being powers of 3 (GB 32100-2015, 5.5).
func creditCheck(body string) (byte, bool) {
	sum, weight := 0, 1
	for i := range len(body) {
		v := strings.IndexByte(creditDigits, body[i])
		if v < 0 {
			return 0, false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return creditDigits[(31-sum%31)%31], true
}

// ParseCreditCode reads a unified social credit code 统一社会信用代码: 18 signs,
// the last one a check sign. Small letters and blanks are put right; anything
// else that is wrong is an ErrInvalid that says which sign was wanted.
func ParseCreditCode(s string) (string, error) {
	code := strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if len(code) != 18 {
		return "", shiheng.Invalid("organisation.code-form", "code", s)
	}
	want, ok := creditCheck(code[:17])
	switch {
	case !ok || strings.IndexByte(creditDigits, code[17]) < 0:
		return "", shiheng.Invalid("organisation.code-form", "code", s)
	case strings.Trim(code[2:8], "0123456789") != "":
		return "", shiheng.Invalid("organisation.code-form", "code", s)
	case code[17] != want:
		return "", shiheng.Invalid("organisation.code-check", "code", code, "want", string(want))
	}
	return code, nil
}

// The division of the whole city; every other one lies inside it.
const City = "320200"

// A Division is an administrative division of the city (GB/T 2260).
type Division struct{ Code, Zh, En string }

// Divisions lists the city and its districts and county-level cities.
func Divisions() []Division {
	return []Division{
		{City, "无锡市", "Wuxi"},
		{"320205", "锡山区", "Xishan District"},
		{"320206", "惠山区", "Huishan District"},
		{"320211", "滨湖区", "Binhu District"},
		{"320213", "梁溪区", "Liangxi District"},
		{"320214", "新吴区", "Xinwu District"},
		{"320281", "江阴市", "Jiangyin"},
		{"320282", "宜兴市", "Yixing"},
	}
}

// ParseDivision reads a division's code. Those of Chong'an, Nanchang and
// Beitang, which were merged into Liangxi, are read as Liangxi's. Anything
// else that is not a division of the city is an ErrInvalid.
func ParseDivision(s string) (string, error) {
	code := strings.TrimSpace(s)
	if slices.Contains([]string{"320202", "320203", "320204"}, code) {
		return "320213", nil
	}
	if !slices.ContainsFunc(Divisions(), func(d Division) bool { return d.Code == code }) {
		return "", shiheng.Invalid("division.unknown", "division", s)
	}
	return code, nil
}

// Within reports whether one division is another or lies inside it. Nothing
// is within no division.
func Within(inner, outer string) bool {
	return inner != "" && (inner == outer || outer == City)
}
