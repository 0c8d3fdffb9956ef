package papers

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A pattern is how the numbers of a kind are written: text with {organ},
// {district}, {year} and {seq}, the last as {seq:4} when padded with zeros.
type pattern struct {
	text  string
	width int
}

var seqToken = regexp.MustCompile(`\{seq(?::([1-9]))?\}`)

var anyToken = regexp.MustCompile(`\{[^}]*\}`)

// parsePattern refuses a pattern without year or sequence: numbers begin anew
// each year and never come twice.
func parsePattern(s string) (pattern, error) {
	seq := seqToken.FindAllStringSubmatch(s, -1)
	if len(seq) != 1 || !strings.Contains(s, "{year}") {
		return pattern{}, fmt.Errorf("number %q: {year} and one {seq} or {seq:4} are required", s)
	}
	p := pattern{text: seqToken.ReplaceAllLiteralString(s, "{seq}")}
	if seq[0][1] != "" {
		p.width = int(seq[0][1][0] - '0')
	}
	for _, t := range anyToken.FindAllString(p.text, -1) {
		switch t {
		case "{organ}", "{district}", "{year}", "{seq}":
		default:
			return pattern{}, fmt.Errorf("number %q: there is no %s", s, t)
		}
	}
	return p, nil
}

// series is the pattern with all but the sequence filled in: what is counted.
// Two kinds of one series therefore share it, and a number never comes twice.
func (p pattern) series(o Organ, district string, year int) string {
	return strings.NewReplacer("{organ}", o.Short, "{district}", district, "{year}", strconv.Itoa(year)).Replace(p.text)
}

// number is the n-th number of a series.
func (p pattern) number(series string, n int64) string {
	return strings.Replace(series, "{seq}", fmt.Sprintf("%0*d", p.width, n), 1)
}

// chinese writes a number as articles are counted: 15 is 十五. What is no
// number from 1 to 999 stays as it is.
func chinese(s string) string {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 999 {
		return s
	}
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	if h := n / 100; h > 0 {
		b.WriteRune(digits[h])
		b.WriteRune('百')
	}
	tens, ones := n/10%10, n%10
	switch {
	case tens == 1 && n < 100:
		b.WriteRune('十')
	case tens > 0:
		b.WriteRune(digits[tens])
		b.WriteRune('十')
	case n > 100 && ones > 0:
		b.WriteRune('零')
	}
	if ones > 0 {
		b.WriteRune(digits[ones])
	}
	return b.String()
}
