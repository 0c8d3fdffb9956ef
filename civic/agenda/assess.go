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

// whyNoRecord names the part of the house that will keep the evidence.
func whyNoRecord(evidence string) law.Text {
	part := text("值班、培训、检查、维护等登记", "the registers of duty, training, inspection and maintenance")
	switch evidence {
	case "access-register", "access-reviewed", "release-checked", "share-recorded":
		part = text("公务查阅、调取、复制和对外提供登记", "the register of viewing, retrieval, copying and giving to others")
	case "standards-listed":
		part = text("验收登记中列明的标准", "the standards listed in an acceptance")
	case "qualifications-checked":
		part = text("建设工程和资质证书登记", "the registers of projects and certificates")
	case "norm-issued":
		part = text("规范性文件登记", "the register of norms")
	case "logs-kept":
		part = text("不可篡改的操作日志", "the log that cannot be altered")
	case "inspection-made":
		part = text("监督检查登记", "the register of inspections")
	}
	return text(part.Zh+"启用后自动核对；在此之前由责任单位补录有日期的凭据",
		part.En+" will show it once in use; until then the unit records a dated proof")
}

func whyNotYet() law.Text {
	return text("尚未测得", "not measured yet")
}

func (a assessment) obligation() Obligation {
	o := Obligation{Subject: a.known.Subject, Duty: a.duty.Code, Side: a.side(), Article: a.article()}
	exempt, none := a.known.Exempt[a.duty.Code]
	switch {
	case a.known.Gone:
		o.State, o.Why = NotApplicable, whyGone()
	case !a.duty.Applies:
		o.State, o.Why = NotApplicable, a.duty.Why
	case none:
		o.State, o.Why = NotApplicable, exempt
	case a.duty.OnEvent:
		a.byCase(&o)
	case a.duty.Standing:
		a.standing(&o)
	default:
		a.done(&o)
	}
	for _, turn := range []law.Day{a.known.Proofs[a.duty.Evidence].Turn, a.known.Turns[a.duty.Evidence]} {
		if a.on.Before(turn) && o.State != NotApplicable && earlier(turn, o.Turns) {
			o.Turns = turn
		}
	}
	return o
}

// side is whose desk the duty lies on. Of several bodies that carry it, it is
// the one whose page this is.
func (a assessment) side() Side {
	if a.known.Subject.Kind != Organisation {
		return SideOf(a.duty.Who)
	}
	if a.known.Facts.Organisation == "bureau" {
		return Bureau
	}
	return Government
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
	case has && p.Short:
		a.short(o, p)
	case has && !p.Broken.IsZero() && !a.on.Before(p.Broken):
		o.State, o.Since, o.Due, o.Proof = Overdue, p.Broken, p.Broken, &p
	case has && p.Manual:
		a.done(o)
	case has:
		o.State, o.Since, o.Proof = Met, p.Day, &p
	case !a.kept:
		o.State, o.Why = NoRecord, whyNoRecord(a.duty.Evidence)
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
	switch {
	case has && p.Short:
		a.short(o, p)
		return
	case has:
		o.Proof = &p
		a.proven(o, p, first)
		return
	}
	switch {
	case !a.kept:
		o.State, o.Due, o.Why = NoRecord, first, whyNoRecord(a.duty.Evidence)
	case first.IsZero():
		o.State, o.Why = NotDue, whyNotBegun()
	default:
		a.open(o, first)
	}
}

// short is a duty of which what is on record does not suffice. It is owed by
// the day the record names, else by the duty's own.
func (a assessment) short(o *Obligation, p Proof) {
	o.Proof = &p
	due := p.Broken
	if due.IsZero() {
		due = a.first()
	}
	if due.IsZero() {
		o.State, o.Why = NotDue, whyNotBegun()
		return
	}
	a.open(o, due)
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
		o.Late = p.Late || !first.IsZero() && first.Before(p.Day)
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
		if o.Proof != nil && !o.Proof.Day.IsZero() {
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
