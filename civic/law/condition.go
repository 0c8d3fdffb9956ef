package law

import (
	"fmt"
	"slices"

	"shiheng.internal"
)

// A Condition is one thing an article asks for before something may happen.
type Condition struct {
	Code    string `yaml:"code" json:"code"`       // "two-officers"
	Article string `yaml:"article" json:"article"` // the very item: "W168/24/1/1"
	Zh      string `yaml:"zh" json:"zh"`
	En      string `yaml:"en" json:"en"`
}

// conditionSet is the conditions of one article, all of which must hold.
type conditionSet struct {
	Set   string      `yaml:"set"` // "W168/24"
	Items []Condition `yaml:"items"`
}

func (s conditionSet) check() error {
	if !articleForm.MatchString(s.Set) || len(s.Items) == 0 {
		return fmt.Errorf("conditions %q: want the form W168/24 and at least one item", s.Set)
	}
	seen := map[string]bool{}
	for _, c := range s.Items {
		if !codeForm.MatchString(c.Code) || !articleForm.MatchString(c.Article) || c.Zh == "" || c.En == "" || seen[c.Code] {
			return fmt.Errorf("conditions %s: item %q: code, article and both texts are required, each code once", s.Set, c.Code)
		}
		seen[c.Code] = true
	}
	return nil
}

// Conditions lists what an article in force on the day asks for, in its order.
func (l *Law) Conditions(set string, on Day) []Condition {
	var out []Condition
	for _, c := range l.conditions[set] {
		if _, in := l.Article(c.Article, on); in {
			out = append(out, c)
		}
	}
	return out
}

// Unmet returns the conditions of an article that the facts do not meet, in
// the article's order and each with its item. Facts hold by the condition's
// code; what is not said is not met. It is an ErrNotFound when the article has
// no conditions in force on the day, and an ErrInvalid when a fact is named
// that the article does not ask for: a slip must not look like a condition met.
func (l *Law) Unmet(set string, facts map[string]bool, on Day) ([]Condition, error) {
	asked := l.Conditions(set, on)
	if len(asked) == 0 {
		return nil, shiheng.NotFound("law.conditions", "article", set)
	}
	for code := range facts {
		if !slices.ContainsFunc(asked, func(c Condition) bool { return c.Code == code }) {
			return nil, shiheng.Invalid("law.condition", "article", set, "condition", code)
		}
	}
	return slices.DeleteFunc(asked, func(c Condition) bool { return facts[c.Code] }), nil
}
