package agenda

import "shiheng.internal/civic/law"

// Rules is what [Assess] asks of the law besides the duties themselves.
type Rules interface {
	// Due counts a time limit from the day of its event.
	Due(code string, from law.Day) (law.Day, law.Rule, error)
}

// Assess tells how each duty of a subject stands on the day, in the order of
// the duties. kept are the codes of evidence that some room keeps: of the
// others nothing is known unless a person recorded it. It is pure.
func Assess(rules Rules, duties []law.Duty, k Known, kept map[string]bool, on law.Day) []Obligation {
	out := make([]Obligation, 0, len(duties))
	for _, d := range duties {
		if about(d.Subject) != k.Subject.Kind {
			continue
		}
		a := assessment{rules: rules, duty: d, known: k, kept: kept[d.Evidence], on: on}
		out = append(out, a.obligation())
	}
	return out
}

// about is the subject on whose page a duty stands.
func about(s law.Subject) Kind {
	switch s {
	case law.OfPlace:
		return Place
	case law.OfOrganisation:
		return Organisation
	case law.OfSystem, law.OfCamera:
	}
	return System
}

// assessment is one duty being looked at.
type assessment struct {
	rules Rules
	duty  law.Duty
	known Known
	kept  bool
	on    law.Day
}

// Why a duty is as it is, where the law itself does not say so.
func whyGone() law.Text {
	return text("系统已拆除或者登记已注销，不再负有该项义务", "removed or struck off: nothing is owed any more")
}

func whyNoCase() law.Text {
	return text("目前没有需要履行该项义务的事项", "nothing has happened that would bring the duty about")
}

func whyNotBegun() law.Text {
	return text("起算的事项尚未发生（如系统尚未投入使用）", "what it counts from has not happened yet, such as being put to use")
}

func whyNoRecord() law.Text {
	return text("本平台尚未设置该项登记，可由责任单位补录有日期的凭据", "no record of this is kept here yet; the unit may record a dated proof")
}

func whyNotYet() law.Text {
	return text("尚未测得", "not measured yet")
}

func (a assessment) obligation() Obligation {
	o := Obligation{Subject: a.known.Subject, Duty: a.duty.Code, Side: SideOf(a.duty.Who), Article: a.article()}
	switch {
	case a.known.Gone:
		o.State, o.Why = NotApplicable, whyGone()
	case !a.duty.Applies:
		o.State, o.Why = NotApplicable, a.duty.Why
	case a.duty.OnEvent:
		a.byCase(&o)
	case a.duty.Standing:
		a.standing(&o)
	default:
		a.done(&o)
	}
	return o
}

// article is the clause to cite: the first that makes the duty bind.
func (a assessment) article() string {
	for _, ids := range [][]string{a.duty.By, a.duty.Articles} {
		if len(ids) > 0 {
			return ids[0]
		}
	}
	return ""
}

// byCase is a duty that arises by an event: the most pressing case that is not
// done decides; else the last one done.
func (a assessment) byCase(o *Obligation) {
	var last, open *Case
	var openDue law.Day
	for i, c := range a.known.Cases[a.duty.Evidence] {
		if !c.Done.IsZero() {
			if last == nil || last.Done.Before(c.Done) {
				last = &a.known.Cases[a.duty.Evidence][i]
			}
			continue
		}
		if due := a.dueOf(c); open == nil || earlier(due, openDue) {
			open, openDue = &a.known.Cases[a.duty.Evidence][i], due
		}
	}
	switch {
	case open != nil:
		o.Proof = &Proof{Day: open.From, Ref: open.Ref}
		a.open(o, openDue)
	case last != nil:
		o.State, o.Since = Met, last.Done
		o.Proof = &Proof{Day: last.Done, Ref: last.Ref}
		due := a.dueOf(*last)
		o.Late = !due.IsZero() && due.Before(last.Done)
	case a.kept:
		o.State, o.Why = NotApplicable, whyNoCase()
	default:
		a.done(o)
	}
}

// earlier orders days with none at the end.
func earlier(a, b law.Day) bool {
	return !a.IsZero() && (b.IsZero() || a.Before(b))
}

// standing is a duty that is kept all the time, by measurement.
func (a assessment) standing(o *Obligation) {
	p, has := a.known.Proofs[a.duty.Evidence]
	switch {
	case has && !p.Broken.IsZero() && !a.on.Before(p.Broken):
		o.State, o.Since, o.Due, o.Proof = Overdue, p.Broken, p.Broken, &p
	case has && p.Manual:
		a.done(o)
	case has:
		o.State, o.Since, o.Proof = Met, p.Day, &p
	case !a.kept:
		o.State, o.Why = NoRecord, whyNoRecord()
	case a.known.Milestones[a.start()].IsZero():
		o.State, o.Why = NotDue, whyNotBegun()
	default:
		o.State, o.Why = NoRecord, whyNotYet()
	}
}

// done is a duty that is fulfilled by something done once, or again and again.
func (a assessment) done(o *Obligation) {
	p, has := a.known.Proofs[a.duty.Evidence]
	first := a.first()
	if has {
		o.Proof = &p
		a.proven(o, p, first)
		return
	}
	switch {
	case !a.kept:
		o.State, o.Due, o.Why = NoRecord, first, whyNoRecord()
	case first.IsZero():
		o.State, o.Why = NotDue, whyNotBegun()
	default:
		a.open(o, first)
	}
}

// first is the last day in time of the first time, zero while it is not known.
// A duty without a time limit is owed from the milestone on.
func (a assessment) first() law.Day {
	start := a.known.Milestones[a.start()]
	due, timed := a.limit(start)
	switch {
	case timed || a.duty.OnEvent:
		return due
	case a.duty.Every != nil && !start.IsZero():
		return a.duty.Every.After(start)
	}
	return start
}

// proven is a duty that was done: once and for all, or until it is renewed.
func (a assessment) proven(o *Obligation, p Proof, first law.Day) {
	again := p.Until
	if a.duty.Every != nil {
		if next := a.duty.Every.After(p.Day); earlier(next, again) {
			again = next
		}
	}
	if again.IsZero() {
		o.State, o.Since, o.Due = Met, p.Day, first
		o.Late = !first.IsZero() && first.Before(p.Day)
		return
	}
	a.open(o, again)
	if o.State == NotDue {
		o.State, o.Since = Met, p.Day
	}
}

// open sets the state of what is to be done by a day.
func (a assessment) open(o *Obligation, due law.Day) {
	o.Due = due
	switch {
	case due.IsZero():
		o.State, o.Since = Due, a.on
		if o.Proof != nil {
			o.Since = o.Proof.Day
		}
	case due.Before(a.on):
		o.State, o.Since = Overdue, due.Add(1)
	case due.Add(-Soon).Before(a.on) || due.Add(-Soon) == a.on:
		o.State, o.Since = Due, due.Add(-Soon)
		o.Turns = next(a.on, due)
	default:
		o.State, o.Turns = NotDue, due.Add(-Soon)
	}
}

// limit counts the duty's time limit from the day of its event; zero when the
// event has not happened or an order sets the day. timed is false when the duty
// has no last day: what its limit says is how long a thing is kept, or from
// when on it may be done.
func (a assessment) limit(from law.Day) (due law.Day, timed bool) {
	if a.duty.Deadline == "" {
		return law.Day{}, false
	}
	due, rule, err := a.rules.Due(a.duty.Deadline, from)
	switch {
	case rule.Kind == law.NotBefore || rule.Kind == law.Keep:
		return law.Day{}, false
	case err != nil:
		return law.Day{}, true
	}
	return due, true
}

// dueOf is the last day in time of a case.
func (a assessment) dueOf(c Case) law.Day {
	if !c.Due.IsZero() {
		return c.Due
	}
	due, _ := a.limit(c.From)
	return due
}

// start is the milestone from which the duty is owed.
func (a assessment) start() Milestone {
	switch {
	case a.known.Subject.Kind != System:
		return Registered
	case a.duty.Evidence == "connected":
		return Catalogued
	}
	return InUse
}
