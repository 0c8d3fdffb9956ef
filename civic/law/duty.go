package law

import (
	"fmt"
	"slices"
)

// A Subject is what a duty is about.
type Subject string

// The subjects.
const (
	OfSystem       Subject = "system"
	OfPlace        Subject = "place"
	OfCamera       Subject = "camera"
	OfOrganisation Subject = "organisation"
)

// A Party is who carries a duty.
type Party string

// The parties of W168/2, 5, 10 and 27. One company may be several of them.
const (
	Builder    Party = "builder"    // 建设单位
	Operator   Party = "operator"   // 使用单位
	Maintainer Party = "maintainer" // 维护单位
	Owner      Party = "owner"      // 所有者
	Manager    Party = "manager"    // 系统管理单位 (R799/7)
	Bureau     Party = "bureau"     // 公安机关
	Government Party = "government" // 人民政府
	Department Party = "department" // 主管部门
	Anyone     Party = "anyone"     // 任何单位和个人
)

func parties() []Party {
	return []Party{Builder, Operator, Maintainer, Owner, Manager, Bureau, Government, Department, Anyone}
}

// A Period is how often a duty comes back, counted from when it was last done.
type Period struct {
	Count int  `yaml:"count" json:"count"`
	Unit  Unit `yaml:"unit" json:"unit"`
	// House: the article says "periodically" and gives no number; the number
	// is a house rule.
	House bool `yaml:"house" json:"house,omitempty"`
}

// After returns the day by which the duty is done again when it was last done
// on d. It does not move for holidays: the next round may always be earlier.
func (p Period) After(d Day) Day {
	switch p.Unit {
	case Months:
		return d.AddMonths(p.Count)
	case Years:
		return d.AddMonths(12 * p.Count)
	case Days, WorkingDays:
	}
	return d.Add(p.Count)
}

// A Duty is one obligation as its pack states it, and, as [Law.Duties] returns
// it, whether it binds.
type Duty struct {
	Code     string   `yaml:"code" json:"code"` // "acceptance"
	Title    Text     `yaml:"title" json:"title"`
	Articles []string `yaml:"articles" json:"articles"`
	Subject  Subject  `yaml:"subject" json:"subject"`
	Who      []Party  `yaml:"who" json:"who"`
	// If says in words when the duty binds; When is the same for the machine.
	If   Text  `yaml:"if" json:"if"`
	When *When `yaml:"when" json:"-"`
	// Evidence is the code of what fulfils the duty; see [Law.Evidence].
	Evidence string `yaml:"evidence" json:"evidence"`
	// Deadline is the code of the time limit, for [Law.Due].
	Deadline string `yaml:"deadline" json:"deadline,omitempty"`
	// Every is how often the evidence is renewed.
	Every *Period `yaml:"every" json:"every,omitempty"`
	// Hours is a time limit shorter than a day; always a house rule.
	Hours int `yaml:"hours" json:"hours,omitempty"`
	// Standing: the duty is kept all the time, by measurement; it is not done
	// once and finished.
	Standing bool `yaml:"standing" json:"standing,omitempty"`
	// OnEvent: the duty arises each time something happens.
	OnEvent   bool      `yaml:"onEvent" json:"onEvent,omitempty"`
	Certainty Certainty `yaml:"certainty" json:"certainty"`
	Penalties []string  `yaml:"penalties" json:"penalties,omitempty"`

	// Applies: one of the articles is in force and the condition holds.
	Applies bool `yaml:"-" json:"applies"`
	// Why is the reason for Applies, for people.
	Why Text `yaml:"-" json:"why"`
	// By is the articles that make it bind on the day.
	By []string `yaml:"-" json:"by,omitempty"`
}

func (d Duty) check() error {
	switch {
	case !codeForm.MatchString(d.Code):
		return fmt.Errorf("duty %q: not a code", d.Code)
	case !d.Title.Full() || !d.If.Full() || !d.Certainty.known():
		return fmt.Errorf("duty %s: title, if and certainty are required", d.Code)
	case len(d.Articles) == 0 || d.Evidence == "" || len(d.Who) == 0:
		return fmt.Errorf("duty %s: articles, who and evidence are required", d.Code)
	case d.Subject != OfSystem && d.Subject != OfPlace && d.Subject != OfCamera && d.Subject != OfOrganisation:
		return fmt.Errorf("duty %s: subject %q", d.Code, d.Subject)
	case d.Hours < 0 || d.Hours > 24*30:
		return fmt.Errorf("duty %s: %d hours", d.Code, d.Hours)
	case d.Every != nil && (d.Every.Count < 1 || d.Every.Count > 3650 || d.Every.Unit == WorkingDays || !d.Every.Unit.known()):
		return fmt.Errorf("duty %s: every %d %q", d.Code, d.Every.Count, d.Every.Unit)
	}
	for _, p := range d.Who {
		if !slices.Contains(parties(), p) {
			return fmt.Errorf("duty %s: who %q is not one of %v", d.Code, p, parties())
		}
	}
	if err := d.When.check(); err != nil {
		return fmt.Errorf("duty %s: %w", d.Code, err)
	}
	return nil
}

// An Evidence is a kind of fact on record that shows a duty as done. The list
// is closed: rooms report these codes and the agenda reads them.
type Evidence struct {
	Code string `yaml:"code" json:"code"`
	Zh   string `yaml:"zh" json:"zh"`
	En   string `yaml:"en" json:"en"`
}

// Evidence lists the kinds of evidence.
func (l *Law) Evidence() []Evidence { return slices.Clone(l.evidence) }

// Duties tells for every duty whether it binds whom the facts describe on the
// day, and why. Each duty of the packs is in the answer exactly once, in their
// order; one that does not bind says so.
func (l *Law) Duties(facts Facts, on Day) []Duty {
	out := make([]Duty, 0, len(l.duties))
	for _, d := range l.duties {
		inForce := false
		for _, id := range d.Articles {
			a, in := l.Article(id, on)
			inForce = inForce || in
			if in && a.Binds.Holds(facts) {
				d.By = append(d.By, id)
			}
		}
		switch {
		case !inForce:
			d.Why = Text{Zh: "依据的条文在该日尚未施行或者已经失效", En: "no article it rests on is in force on the day"}
		case len(d.By) > 0 && d.When.Holds(facts):
			d.Applies = true
			d.Why = Text{Zh: "适用：" + d.If.Zh, En: "binds: " + d.If.En}
		default:
			d.By, d.Why = nil, Text{Zh: "不适用：仅适用于" + d.If.Zh, En: "does not bind: only " + d.If.En}
		}
		out = append(out, d)
	}
	return out
}

// DutiesBy lists the duties that rest on an article or a clause of it, as
// declared, without judging whom they bind.
func (l *Law) DutiesBy(article string) []Duty {
	var out []Duty
	for _, d := range l.duties {
		if slices.ContainsFunc(d.Articles, func(id string) bool { return articleOf(id) == articleOf(article) }) {
			out = append(out, d)
		}
	}
	return out
}
