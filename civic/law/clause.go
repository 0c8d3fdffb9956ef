package law

import (
	"fmt"
	"strconv"
	"strings"
)

// articleOf cuts an id down to its article: W168/24/1/2 → W168/24.
func articleOf(id string) string {
	source, rest, _ := strings.Cut(id, "/")
	number, _, _ := strings.Cut(rest, "/")
	return source + "/" + number
}

// A Clause is a paragraph 款 or item 项 of an article.
type Clause struct {
	Paragraph int    // from 1; 0 for the whole article
	Item      int    // from 1; 0 for the whole paragraph
	Zh        string // its text
}

// Clauses takes an article's Chinese text apart: each line begins a paragraph,
// but one that begins with (一), (二) … is an item of the paragraph above it.
func (a Article) Clauses() []Clause {
	var out []Clause
	paragraph, item := 0, 0
	for line := range strings.SplitSeq(strings.TrimSpace(a.Zh), "\n") {
		if n := itemNumber(line); n == item+1 && paragraph > 0 {
			item = n
			out = append(out, Clause{Paragraph: paragraph, Item: item, Zh: line})
			continue
		}
		paragraph, item = paragraph+1, 0
		out = append(out, Clause{Paragraph: paragraph, Zh: line})
	}
	return out
}

// Clause finds the clause that an id names. In an article of one paragraph
// with items a lone number is the item, as people cite it: 第三十条第(六)项 is
// W168/30/6. In one of several paragraphs it is the paragraph.
func (a Article) Clause(id string) (Clause, bool) {
	rest, ok := strings.CutPrefix(id, a.ID)
	if !ok {
		return Clause{}, false
	}
	if rest == "" {
		return Clause{Zh: strings.TrimSpace(a.Zh)}, true
	}
	var n []int
	for part := range strings.SplitSeq(strings.TrimPrefix(rest, "/"), "/") {
		i, err := strconv.Atoi(part)
		if err != nil {
			return Clause{}, false
		}
		n = append(n, i)
	}
	all := a.Clauses()
	want := Clause{Paragraph: n[0]}
	switch {
	case len(n) == 2:
		want.Item = n[1]
	case len(n) > 2:
		return Clause{}, false
	case len(all) > 1 && all[len(all)-1].Paragraph == 1:
		want = Clause{Paragraph: 1, Item: n[0]}
	}
	for _, c := range all {
		if c.Paragraph == want.Paragraph && c.Item == want.Item {
			return c, true
		}
	}
	return Clause{}, false
}

// IDOf is the id of one of the article's clauses, as [Article.Clause] reads it.
func (a Article) IDOf(c Clause) string {
	several := false
	for _, o := range a.Clauses() {
		several = several || o.Paragraph > 1
	}
	id := a.ID
	if several && c.Paragraph > 0 {
		id += "/" + strconv.Itoa(c.Paragraph)
	}
	if c.Item > 0 {
		id += "/" + strconv.Itoa(c.Item)
	}
	return id
}

// Cite names the clause as people cite it after the source's short name:
// 第二十四条第一款第(一)项, Art. 24(1)(1).
func (a Article) Cite(c Clause) Text {
	number, err := strconv.Atoi(a.ID[strings.IndexByte(a.ID, '/')+1:])
	if err != nil { // a standard's clause such as GB55029/3/5/2 has no articles
		return Text{Zh: "第" + strings.ReplaceAll(a.ID[strings.IndexByte(a.ID, '/')+1:], "/", ".") + "条", En: strings.ReplaceAll(a.ID[strings.IndexByte(a.ID, '/')+1:], "/", ".")}
	}
	t := Text{Zh: "第" + numeral(number) + "条", En: fmt.Sprintf("Art. %d", number)}
	several := false
	for _, o := range a.Clauses() {
		several = several || o.Paragraph > 1
	}
	if c.Paragraph > 0 && several {
		t.Zh += "第" + numeral(c.Paragraph) + "款"
		t.En += fmt.Sprintf("(%d)", c.Paragraph)
	}
	if c.Item > 0 {
		t.Zh += "第(" + numeral(c.Item) + ")项"
		t.En += fmt.Sprintf("(%d)", c.Item)
	}
	return t
}

// itemNumber reads the number of a line that begins like "(十二)"; 0 if it
// does not.
func itemNumber(line string) int {
	rest, ok := strings.CutPrefix(line, "(")
	if !ok {
		return 0
	}
	figure, _, ok := strings.Cut(rest, ")")
	if !ok {
		return 0
	}
	for n := 1; n < 100; n++ {
		if numeral(n) == figure {
			return n
		}
	}
	return 0
}

// numeral writes 1 … 99 as articles are numbered: 一, 十二, 三十四.
func numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}
