package registry

import (
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/law"
)

// AcceptanceFact is what the works room knows of a system's acceptance. The
// zero value is none.
type AcceptanceFact struct {
	Passed bool
	// Basic: basically passed 基本合格. It serves only where the city says so
	// and every rectification has its date.
	Basic, BasicServes, Dated bool
	On                        law.Day
}

// Serves reports whether the acceptance lets the system be used (W168/15/2).
func (a AcceptanceFact) Serves() bool { return a.Passed || (a.Basic && a.BasicServes && a.Dated) }

// NoticeFact is what the works room knows of the report of a removal.
type NoticeFact struct {
	Reported bool
	Earliest law.Day // the first day on which the devices may go
	// Executed: carried out on a day, with photos and serial numbers.
	Executed law.Day
	Verified bool
	// Danger: the devices were removed before, because of danger, and the
	// irregularity is disclosed with its reason.
	Danger bool
}

// NeighbourFact is a military or secret-related unit beside a system whose
// consent is not at hand. The zero value is none.
type NeighbourFact struct {
	Unit    string
	Refused bool
}

// Consent refuses to install beside a unit that did not consent (R799/10);
// installing nevertheless is what R799/28 speaks of.
func (n NeighbourFact) Consent() error {
	switch {
	case n.Unit == "":
		return nil
	case n.Refused:
		return shiheng.Forbidden("neighbour.refused", "unit", n.Unit).By("R799/10")
	}
	return shiheng.Forbidden("neighbour.no-consent", "unit", n.Unit).By("R799/10")
}

// StateFacts are what the conditions of the table look at. Those of the first
// group are filled in by [Service.Advance] from the register and the law.
type StateFacts struct {
	Now        time.Time
	TrialUntil time.Time
	Legacy     bool // completed before the order took effect (W168/15/3)
	Bound      bool // at least one fact asks for acceptance and notices; see Service.Bound
	Completed  law.Day
	Maintained bool          // somebody maintains it (W168/27)
	Neighbour  NeighbourFact // one that did not consent (R799/10)

	// What only the works room knows.
	Acceptance AcceptanceFact
	Notice     NoticeFact
	Reason     string // why, in words, where the move needs one
	// Stands: the system was in service before it was entered here, so that
	// what else is asked of one is owed and bars nothing.
	Stands bool
}

// Bound reports whether the facts of a system ask for an acceptance before use
// and a report before removal: a duty of the law says so (regulation, section
// 5), or it was designated a key target or a key unit. A system that is merely
// known to be a public place (A9) or none (A33) is not bound.
func (s *Service) Bound(v VideoSystem) bool {
	facts := v.Facts()
	if facts.AntiTerrorTarget || facts.KeySecurityUnit {
		return true
	}
	facts.Completed = law.Day{} // its age is asked for apart, see StateFacts.Legacy
	return slices.ContainsFunc(s.cfg.Law.Duties(facts, law.DayOf(s.now())), func(d law.Duty) bool {
		return d.Applies && (d.Code == "acceptance" || d.Code == "removal")
	})
}

// A Condition is asked of the facts; it returns nil when it is met.
type Condition struct {
	Name string
	Met  func(StateFacts) error
}

// all is met when each of its conditions is; the first that is not answers.
func all(conditions ...Condition) Condition {
	out := Condition{Met: func(f StateFacts) error {
		for _, c := range conditions {
			if err := c.Met(f); err != nil {
				return err
			}
		}
		return nil
	}}
	for i, c := range conditions {
		if i > 0 {
			out.Name += "; "
		}
		out.Name += c.Name
	}
	return out
}

// The conditions, by the name they are printed under.
func unconditional() Condition { return Condition{"–", func(StateFacts) error { return nil }} }

func trialRanOut() Condition {
	return Condition{"the trial's time is over", func(f StateFacts) error {
		if f.Now.Before(f.TrialUntil) {
			return shiheng.Conflict("system.trial-running")
		}
		return nil
	}}
}

func completedOn() Condition {
	return Condition{"the day of completion is known", func(f StateFacts) error {
		if f.Completed.IsZero() || law.DayOf(f.Now).Before(f.Completed) {
			return shiheng.Invalid("system.completed").By("W168/15/1")
		}
		return nil
	}}
}

// usable is gate L2.
func usable() Condition {
	return Condition{"acceptance passed, or completed before 2019-08-01, or no fact asks for one", func(f StateFacts) error {
		if f.Acceptance.Serves() || f.Legacy || !f.Bound {
			return nil
		}
		return shiheng.Forbidden("system.not-accepted").By("W168/15/2")
	}}
}

// serviced is what putting into service asks besides gate L2. W168/27 sets no
// day by which somebody maintains a system; the product reads it as from the
// first day of use, so that it stands in the table where can is made from.
func serviced() Condition {
	return all(usable(), Condition{"somebody maintains it", func(f StateFacts) error {
		if f.Maintained || f.Stands {
			return nil
		}
		return shiheng.Forbidden("system.no-maintainer").By("W168/27")
	}}, consented())
}

// consented bars building and use beside a unit that must be asked and did not
// consent. What stood before is a matter of R799/28, not of this table.
func consented() Condition {
	return Condition{"its military and secret-related neighbours consented", func(f StateFacts) error {
		if f.Stands {
			return nil
		}
		return f.Neighbour.Consent()
	}}
}

// notUsable is the other side of gate L2.
func notUsable() Condition {
	return Condition{"the acceptance it needs is not there", func(f StateFacts) error {
		if usable().Met(f) == nil {
			return shiheng.Conflict("system.acceptance-there")
		}
		return nil
	}}
}

func passed() Condition {
	return Condition{"acceptance passed", func(f StateFacts) error {
		if f.Acceptance.Serves() {
			return nil
		}
		return shiheng.Forbidden("system.not-accepted").By("W168/15/1")
	}}
}

func notPassed() Condition {
	return Condition{"acceptance failed", func(f StateFacts) error {
		if f.Acceptance.Serves() {
			return shiheng.Conflict("system.acceptance-there")
		}
		return nil
	}}
}

func reasoned(article string) Condition {
	return Condition{"a reason is given", func(f StateFacts) error {
		if f.Reason == "" {
			return shiheng.Invalid("system.reason").By(article)
		}
		return nil
	}}
}

func reported() Condition {
	return Condition{"the removal was reported", func(f StateFacts) error {
		if !f.Notice.Reported {
			return shiheng.Forbidden("removal.no-notice").By("W168/17")
		}
		return nil
	}}
}

// executed is the second half of gate L3.
func executed() Condition {
	return Condition{"the notice was executed and verified, not before report + 10 days", func(f StateFacts) error {
		switch n := f.Notice; {
		case !n.Reported || n.Earliest.IsZero():
			return shiheng.Forbidden("removal.no-notice").By("W168/17")
		case n.Executed.IsZero() || !n.Verified:
			return shiheng.Forbidden("removal.not-executed").By("W168/17")
		case n.Executed.Before(n.Earliest):
			return shiheng.Forbidden("removal.too-early", "earliest", n.Earliest.String()).By("W168/17")
		}
		return nil
	}}
}

func danger() Condition {
	return Condition{"the removal because of danger is disclosed with its reason", func(f StateFacts) error {
		if !f.Notice.Danger || f.Reason == "" {
			return shiheng.Forbidden("removal.no-notice").By("W168/17")
		}
		return nil
	}}
}

func unbound() Condition {
	return Condition{"no fact asks for a notice, and a reason is given", func(f StateFacts) error {
		switch {
		case f.Bound:
			return shiheng.Forbidden("removal.no-notice").By("W168/17")
		case f.Reason == "":
			return shiheng.Invalid("system.reason").By("W168/17")
		}
		return nil
	}}
}
