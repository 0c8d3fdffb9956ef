package clause

import (
	"fmt"
	"slices"
	"strings"

	"shiheng.internal/civic/law"
)

// title names a regime.
func (r Regime) title() law.Text {
	return map[Regime]law.Text{
		OwnUse:      {Zh: "自用", En: "Own use"},
		Officials:   {Zh: "机关查阅、调取、复制", En: "Articles 23 and 24"},
		Platforms:   {Zh: "平台级联", En: "Platform to platform"},
		Citizens:    {Zh: "公民查看", En: "Citizens"},
		Keeping:     {Zh: "留存、删除与保全", En: "Keeping, deleting, holds"},
		Publication: {Zh: "公共传播", En: "Publication"},
		Apart:       {Zh: "各类均适用", En: "In every regime"},
		City:        {Zh: "本市补充", En: "Added by the city"},
	}[r]
}

// Reference is docs/reference/clauses.md: clause of the law → policy → text.
func (s *Set) Reference() string {
	var b strings.Builder
	b.WriteString("# The clauses that decide\n\nMade by `shiheng clauses`; do not edit. Each policy of `civic/access/clause/policies` with the clause of the law it carries out. " +
		"A *permit*\nsays who may, and is followed by its conditions; a *forbid* says what is asked for, whoever may. What nobody permits is refused; a forbid\n" +
		"always wins; what cannot be evaluated is refused. ⌂ marks what is a rule of the house, with its reason. The articles: [law.md](law.md).\n" +
		"How a decision is made: [design](../design/clauses.md).\n\n## By article\n\n| Clause of the law | Policies |\n|---|---|\n")
	var articles []string
	by := map[string][]string{}
	for _, p := range s.policies {
		for _, a := range p.Articles {
			if by[a] == nil {
				articles = append(articles, a)
			}
			by[a] = append(by[a], "`"+p.ID+"`")
		}
	}
	slices.SortFunc(articles, byNumber)
	for _, a := range articles {
		fmt.Fprintf(&b, "| %s | %s |\n", a, strings.Join(by[a], ", "))
	}
	for _, r := range append(Regimes(), City) {
		s.writeRegime(&b, r)
	}
	return b.String()
}

func (s *Set) writeRegime(b *strings.Builder, r Regime) {
	headed := false
	for _, p := range s.policies {
		if p.Regime != r {
			continue
		}
		if !headed {
			headed = true
			t := r.title()
			fmt.Fprintf(b, "\n## %s %s (`%s`)\n\n| Clause | Policy | | 中文 | English |\n|---|---|---|---|---|\n", t.Zh, t.En, p.File)
		}
		zh, en := p.Text.Zh, p.Text.En
		for i, n := range p.Needs {
			zh += fmt.Sprintf("<br>%d. %s", i+1, n.Zh)
			en += fmt.Sprintf("<br>%d. %s", i+1, n.En)
		}
		if p.House != "" {
			en += "<br>⌂ " + p.House
		}
		effect := map[bool]string{true: "forbid", false: "permit"}[p.Forbids]
		fmt.Fprintf(b, "| %s | `%s` | %s | %s | %s |\n", strings.Join(p.Articles, ", "), p.ID, effect, zh, en)
	}
}

// byNumber orders articles as they are counted: W168/9 before W168/15.
func byNumber(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	for i := range min(len(x), len(y)) {
		if c := len(x[i]) - len(y[i]); c != 0 && i > 0 {
			return c
		}
		if c := strings.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return len(x) - len(y)
}
