package law

import (
	"slices"
	"strconv"

	"shiheng.internal"
)

// A Step is what comes next on the ladder of a penalty.
type Step string

// The steps.
const (
	StepOrder     Step = "order"      // order and warn first
	StepWait      Step = "wait"       // the order's time is not over
	StepReinspect Step = "re-inspect" // it is over; nobody has looked again
	StepFine      Step = "fine"       // the fine is open
	StepClosed    Step = "closed"     // corrected: there is nothing to fine
)

// Steps is how far a case is: the facts the ladder looks at.
type Steps struct {
	Ordered  Day // the order was served
	Deadline Day // the day by which it says to correct
	// Reinspected is the day of the re-inspection that was recorded, and
	// Corrected what it found.
	Reinspected Day
	Corrected   bool
}

// A Rung is where a case stands: what comes next and the stage that is open.
type Rung struct {
	Step    Step
	Penalty Penalty
	// Stage is the open stage; for wait and re-inspect the one that would open.
	Stage Stage
}

// Ladder says which stage of a penalty is open on the day. An order to correct
// comes first; the fine opens only when the order's last day has passed and a
// re-inspection after it recorded "not corrected" (regulation, section 3). A
// rule without an order, such as V38 and N28, is open at once.
//
// code is a penalty, or an article: one without a penalty is refused by
// [Law.PenaltiesFor]'s ErrForbidden.
func (l *Law) Ladder(code string, at Steps, on Day) (Rung, error) {
	p, found := l.penalty(code)
	if !found {
		if articleForm.MatchString(code) {
			if _, err := l.PenaltiesFor(code, on); err != nil {
				return Rung{}, err
			}
		}
		return Rung{}, shiheng.NotFound("law.penalty", "penalty", code)
	}
	r := Rung{Penalty: p, Stage: p.Stages[len(p.Stages)-1], Step: StepFine}
	switch {
	case len(p.Stages) == 1 && !p.Stages[0].fines():
		r.Step = StepOrder
	case len(p.Stages) == 1:
	case at.Ordered.IsZero() || at.Deadline.IsZero() || on.Before(at.Ordered):
		r.Step, r.Stage = StepOrder, p.Stages[0]
	case !at.Deadline.Before(on):
		r.Step = StepWait
	case !at.Deadline.Before(at.Reinspected) || on.Before(at.Reinspected):
		r.Step = StepReinspect
	case at.Corrected:
		r.Step = StepClosed
	}
	return r, nil
}

func (s Stage) fines() bool { return s.Unit != nil || s.Persons != nil || s.Individual != nil }

// Fine is the gate of a fine (L10): nil when it is open, else an ErrForbidden
// by the article of the penalty that says what is missing.
func (r Rung) Fine() error {
	if r.Step == StepFine || r.Step == StepOrder && r.Stage.fines() {
		return nil
	}
	refused := shiheng.Forbidden("penalty.order", "penalty", r.Penalty.Code)
	switch r.Step {
	case StepWait:
		refused = shiheng.Forbidden("penalty.wait", "penalty", r.Penalty.Code)
	case StepReinspect:
		refused = shiheng.Forbidden("penalty.re-inspect", "penalty", r.Penalty.Code)
	case StepClosed:
		refused = shiheng.Forbidden("penalty.closed", "penalty", r.Penalty.Code)
	case StepOrder, StepFine:
	}
	return refused.By(r.Penalty.Article)
}

// An Amount is a fine as an officer typed it.
type Amount struct {
	Who  Liable
	Yuan int
	// Ground is the item of APL/32 on which the fine goes below the range,
	// with a legal review; empty otherwise.
	Ground      string
	LegalReview bool
}

// Grounds lists the items of APL/32 on which a fine may be below its range.
func (l *Law) Grounds() []Condition { return slices.Clone(l.grounds) }

// CheckAmount holds a fine to the range of its stage: never above; below only
// on a named ground of APL/32 and after a legal review. The amount itself is
// the officer's, nothing here computes one.
func (l *Law) CheckAmount(r Rung, a Amount) error {
	if err := r.Fine(); err != nil {
		return err
	}
	span := r.Stage.For(a.Who)
	refuse := func(code string) error {
		e := shiheng.Forbidden(code, "penalty", r.Penalty.Code, "yuan", strconv.Itoa(a.Yuan))
		if span != nil {
			e.Params["min"], e.Params["max"] = strconv.Itoa(span.Min), strconv.Itoa(span.Max)
		}
		return e.By(r.Penalty.Article)
	}
	switch {
	case span == nil:
		return refuse("penalty.nobody")
	case a.Yuan < 1:
		return shiheng.Invalid("penalty.amount", "yuan", strconv.Itoa(a.Yuan)).By(r.Penalty.Article)
	case a.Yuan > span.Max:
		return refuse("penalty.above")
	case a.Yuan >= span.Min:
		return nil
	case !slices.ContainsFunc(l.grounds, func(g Condition) bool { return g.Article == a.Ground }):
		return refuse("penalty.below")
	case !a.LegalReview:
		return shiheng.Forbidden("penalty.legal-review", "penalty", r.Penalty.Code).By("APL/58")
	}
	return nil
}

// Highest picks, of the penalties that one act falls under, the one whose open
// stage has the highest fine for whom is to be fined: one act, one fine
// (APL/29). Of two that are equal the first stays. It is an ErrForbidden when
// none of them foresees a fine for him.
func Highest(rungs []Rung, who Liable) (Rung, error) {
	best, most := -1, 0
	for i, r := range rungs {
		if span := r.Stage.For(who); span != nil && r.Fine() == nil && span.Max > most {
			best, most = i, span.Max
		}
	}
	if best < 0 {
		return Rung{}, shiheng.Forbidden("penalty.nobody").By("APL/29")
	}
	return rungs[best], nil
}
