package law

import (
	"fmt"
	"slices"

	"shiheng.internal"
)

// Measure is what an organ does at a stage, beside a fine.
type Measure string

// The measures that the rules name.
const (
	OrderCorrect   Measure = "order-correct"   // 责令限期改正
	OrderDismantle Measure = "order-dismantle" // 责令限期拆除
	Warning        Measure = "warning"         // 警告
	Confiscate     Measure = "confiscate"      // 没收
	DeleteFootage  Measure = "delete-footage"  // 删除所收集的视频图像信息
	Notify         Measure = "notify-industry" // 通报行业主管部门
	Sanction       Measure = "sanction"        // 依法给予行政处分
	DealWith       Measure = "deal-with"       // 依法处置
)

func measures() []Measure {
	return []Measure{OrderCorrect, OrderDismantle, Warning, Confiscate, DeleteFootage, Notify, Sanction, DealWith}
}

// Liable is who is fined.
type Liable string

// The three that a rule may name an amount for.
const (
	LiableUnit       Liable = "unit"
	LiablePersons    Liable = "persons"    // head of the unit and persons directly responsible
	LiableIndividual Liable = "individual" // an individual acting for himself
)

// A Range is the fine a stage allows, in yuan; Min is 0 where the rule says
// "up to". A nil Range means that no fine is foreseen.
type Range struct {
	Min int `yaml:"min" json:"min"`
	Max int `yaml:"max" json:"max"`
}

// A Stage is one step of a penalty.
type Stage struct {
	// After is what opens the stage: "" (at once) or "uncorrected" (the order's
	// time is over and a re-inspection recorded that it was not obeyed).
	After      string    `yaml:"after" json:"after,omitempty"`
	Measures   []Measure `yaml:"measures" json:"measures,omitempty"`
	Unit       *Range    `yaml:"unit" json:"unit,omitempty"`
	Persons    *Range    `yaml:"persons" json:"persons,omitempty"`
	Individual *Range    `yaml:"individual" json:"individual,omitempty"`
}

// For returns the range for whom is to be fined, nil when the stage foresees
// no fine for him.
func (s Stage) For(who Liable) *Range {
	switch who {
	case LiableUnit:
		return s.Unit
	case LiablePersons:
		return s.Persons
	case LiableIndividual:
		return s.Individual
	}
	return nil
}

// A Penalty is one rule of liability: what was breached, the article that says
// what follows, and its stages.
type Penalty struct {
	Code      string    `yaml:"code" json:"code"` // "V34-1"
	Title     Text      `yaml:"title" json:"title"`
	Breach    []string  `yaml:"breach" json:"breach"`   // articles of the duty
	Article   string    `yaml:"article" json:"article"` // what it rests on
	Certainty Certainty `yaml:"certainty" json:"certainty"`
	Stages    []Stage   `yaml:"stages" json:"stages"`
	// Yields: a rule of higher rank whose condition holds takes the place of
	// this one (W168/33, APL/14).
	Yields []Yield `yaml:"yields" json:"yields,omitempty"`
	// Note is what an officer must know before he uses it.
	Note Text `yaml:"note" json:"note,omitzero"`
}

// A Yield names the rule that goes before, and when.
type Yield struct {
	To   string `yaml:"to" json:"to"`
	If   Text   `yaml:"if" json:"if"`
	When *When  `yaml:"when" json:"-"`
}

// NoPenalty is an article of W168 whose breach has no fine under it. A finding
// there is "to be corrected" and no more, unless a national rule is named.
type NoPenalty struct {
	Article  string `yaml:"article" json:"article"`
	National Text   `yaml:"national" json:"national,omitzero"`
}

const afterUncorrected = "uncorrected"

func (p Penalty) check() error {
	switch {
	case !penaltyForm.MatchString(p.Code):
		return fmt.Errorf("penalty %q: want the form V34-1", p.Code)
	case !p.Title.Full() || !p.Certainty.known() || len(p.Breach) == 0 || len(p.Stages) == 0 || len(p.Stages) > 2:
		return fmt.Errorf("penalty %s: title, certainty, breach and one or two stages are required", p.Code)
	}
	for i, s := range p.Stages {
		if (i == 0) != (s.After == "") || (i == 1) != (s.After == afterUncorrected) {
			return fmt.Errorf("penalty %s: stage %d: after %q: the first opens at once, the second after \"uncorrected\"", p.Code, i+1, s.After)
		}
		for _, m := range s.Measures {
			if !slices.Contains(measures(), m) {
				return fmt.Errorf("penalty %s: measure %q is not one of %v", p.Code, m, measures())
			}
		}
		for _, r := range []*Range{s.Unit, s.Persons, s.Individual} {
			if r != nil && (r.Min < 0 || r.Max < 1 || r.Min > r.Max || r.Max > 100_000_000) {
				return fmt.Errorf("penalty %s: range %d…%d", p.Code, r.Min, r.Max)
			}
		}
	}
	for _, y := range p.Yields {
		if err := y.When.check(); err != nil || !y.If.Full() {
			return fmt.Errorf("penalty %s: yields to %s: if and when are required: %w", p.Code, y.To, err)
		}
	}
	return nil
}

// Penalties lists every rule of liability, in the order of the packs.
func (l *Law) Penalties() []Penalty { return slices.Clone(l.penalties) }

// NoPenalties lists the articles of the Wuxi order that have no fine.
func (l *Law) NoPenalties() []NoPenalty { return slices.Clone(l.noPenalty) }

func (l *Law) penalty(code string) (Penalty, bool) {
	i := slices.IndexFunc(l.penalties, func(p Penalty) bool { return p.Code == code })
	if i < 0 {
		return Penalty{}, false
	}
	return l.penalties[i], true
}

// Penalty returns the rule to use for a breach on the day by whom the facts
// describe: the one asked for, or the higher one it yields to. It is an
// ErrNotFound when nobody declared the code, and an ErrForbidden when the
// article it rests on was not in force on that day (no penalty without a law).
func (l *Law) Penalty(code string, facts Facts, on Day) (Penalty, error) {
	p, found := l.penalty(code)
	if !found {
		return Penalty{}, shiheng.NotFound("law.penalty", "penalty", code)
	}
	for _, y := range p.Yields {
		higher, _ := l.penalty(y.To)
		if _, in := l.Article(higher.Article, on); in && y.When.Holds(facts) {
			return higher, nil
		}
	}
	if _, in := l.Article(p.Article, on); !in {
		return Penalty{}, shiheng.Forbidden("law.penalty-not-in-force", "penalty", code, "on", on.String()).By(p.Article)
	}
	return p, nil
}

// PenaltiesFor lists the rules that the breach of an article on the day can
// fall under. It is an ErrForbidden, by the article itself, when the article
// has no penalty: an order to correct may follow, a fine may not (gate L10).
func (l *Law) PenaltiesFor(article string, on Day) ([]Penalty, error) {
	var out []Penalty
	for _, p := range l.penalties {
		_, in := l.Article(p.Article, on)
		if in && slices.ContainsFunc(p.Breach, func(b string) bool { return breachOf(article, b) }) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return nil, shiheng.Forbidden("law.no-penalty", "article", article).By(article)
	}
	return out, nil
}

// PenaltiesOn lists the rules that punish a breach of the article or of a clause
// of it, or that rest on it.
func (l *Law) PenaltiesOn(article string) []Penalty {
	var out []Penalty
	for _, p := range l.penalties {
		if slices.ContainsFunc(append([]string{p.Article}, p.Breach...), func(id string) bool { return articleOf(id) == articleOf(article) }) {
			out = append(out, p)
		}
	}
	return out
}

// breachOf reports whether a breach of the article given is one of the clause
// that the penalty names: the same, or a part of it.
func breachOf(article, named string) bool {
	return article == named || len(article) > len(named) && article[:len(named)] == named && article[len(named)] == '/'
}
