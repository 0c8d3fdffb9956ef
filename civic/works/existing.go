package works

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// An OwedPaper is one document of a system that stands already: handed in now,
// or owed by a day.
type OwedPaper struct {
	What string  `json:"what" enum:"acceptance.paper,paper.design,paper.equipment,paper.maintenance,paper.sign,paper.filing"`
	File FileID  `json:"fileId,omitzero" format:"uuid"`
	Due  law.Day `json:"due,omitzero" doc:"Required when it is not handed in now"`
}

// An Existing is a system that stands already, as it is entered on one page:
// the facts now, its papers by dated todos.
type Existing struct {
	// System is what is known of it. PutIntoUse is the day since which it is
	// used; zero when it is not used yet.
	System registry.VideoSystem
	// AcceptedOn is the day its acceptance was passed, with the number of the
	// report and who arranged it; zero when there was none.
	AcceptedOn law.Day
	Report     string
	Builder    string
	Papers     []OwedPaper
}

// mostDaysOwed bounds how far off a paper of a system entered may be put. The
// law gives no number, since the papers are owed already (W168/16).
const mostDaysOwed = 90

// Entered is what an entered system became, and by which article.
type Entered struct {
	System  registry.VideoSystem
	Ground  string // the code of why: acceptance, legacy, no-duty, not-accepted, not-used
	Article string
}

// Enter takes a system into the register that stands already. Its state
// follows from its facts, never from a wish: used on a stated acceptance,
// completed before the order, used with no fact that asks for acceptance, or
// used without one, which is a finding. An acceptance that is only stated owes
// its paper by a day, and does not serve after it (L2).
func (s *Service) Enter(ctx context.Context, actor audit.Actor, in Existing) (Entered, error) {
	if err := words(maxLine, &in.Report, &in.Builder); err != nil {
		return Entered{}, err
	}
	today := law.DayOf(s.now())
	if err := in.check(today); err != nil {
		return Entered{}, err
	}
	var out Entered
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		v, err := s.cfg.Registry.Add(tx, actor, in.System)
		if err != nil {
			return err
		}
		j := &job{ctx: ctx, tx: tx, actor: actor, now: s.now(), today: today, system: v}
		out = Entered{Ground: in.ground(s.cfg.Law.Legacy(v.Completed), s.cfg.Registry.Bound(v))}
		out.Article = entryArticle(out.Ground)
		j.event = audit.New(j.now, actor, audit.SystemEnter, audit.On("system", v.ID)).Because(out.Article, out.Ground)
		j.note("used", in.System.PutIntoUse.String())
		j.note("accepted", in.AcceptedOn.String())
		if err := s.enter(j, in, out.Ground); err != nil {
			return err
		}
		out.System = j.system
		return tx.Append(j.event)
	})
	if err != nil {
		return Entered{}, err
	}
	out.System, err = s.cfg.Registry.Read().System(ctx, out.System.ID)
	return out, err
}

func (in Existing) check(today law.Day) error {
	switch {
	case !in.System.PutIntoUse.IsZero() && today.Before(in.System.PutIntoUse):
		return shiheng.Invalid("existing.used")
	case !in.AcceptedOn.IsZero() && (today.Before(in.AcceptedOn) || in.Report == ""):
		return shiheng.Invalid("existing.acceptance").By("W168/15/1")
	case len(in.Papers) > maxFiles:
		return shiheng.Invalid("existing.size")
	}
	seen := map[string]bool{}
	for _, p := range in.Papers {
		if _, known := Papers()[p.What]; !known || seen[p.What] {
			return shiheng.Invalid("existing.paper", "what", p.What)
		}
		seen[p.What] = true
		if p.File.IsZero() && (p.Due.IsZero() || p.Due.Before(today) || today.Add(mostDaysOwed).Before(p.Due)) {
			return shiheng.Invalid("existing.due", "what", p.What, "most", itoa(mostDaysOwed))
		}
	}
	if !in.AcceptedOn.IsZero() && !in.System.PutIntoUse.IsZero() && !seen[TodoAcceptancePaper] {
		return shiheng.Invalid("existing.acceptance-paper").By("W168/15/2")
	}
	return nil
}

// ground is why the system enters in the state it does.
func (in Existing) ground(legacy, bound bool) string {
	switch {
	case in.System.PutIntoUse.IsZero():
		return "not-used"
	case !in.AcceptedOn.IsZero():
		return "acceptance"
	case legacy:
		return "legacy"
	case !bound:
		return "no-duty"
	}
	return "not-accepted"
}

func entryArticle(ground string) string {
	switch ground {
	case "legacy":
		return "W168/15/3"
	case "no-duty":
		return "W168/8"
	case "not-used":
		return "W168/15/1"
	}
	return "W168/15/2"
}

// enter brings the new system to its state and notes what it owes.
func (s *Service) enter(j *job, in Existing, ground string) error {
	var acceptance AcceptanceID
	facts := registry.StateFacts{Reason: ground}
	if ground == "acceptance" {
		a := Acceptance{Base: fresh[acceptanceKind](j), State: Passed, Round: 1, Stated: true, ConcludedOn: in.AcceptedOn}
		a.Entry = AcceptanceEntry{Project: j.system.Name, Builder: in.Builder, InspectionNo: in.Report}
		if err := j.tx.Acceptances().Put(a); err != nil {
			return err
		}
		acceptance, facts.Acceptance = a.ID, a.fact(false, false)
		if err := s.advance(j, registry.PassAcceptance, facts); err != nil {
			return err
		}
	}
	switch ground {
	case "acceptance", "legacy", "no-duty":
		if err := s.stands(j, facts); err != nil {
			return err
		}
	case "not-accepted":
		if err := s.advance(j, registry.FoundInUse, facts); err != nil {
			return err
		}
		if err := s.owed(j, Todo{What: TodoAcceptanceHeld, Article: "W168/15/1", Due: j.today.Add(mostDaysOwed)}); err != nil {
			return err
		}
	}
	for _, p := range in.Papers {
		t := Todo{What: p.What, Article: Papers()[p.What], Due: p.Due}
		if p.What == TodoAcceptancePaper {
			t.Of = acceptance.String()
		}
		if err := s.enterPaper(j, t, p.File); err != nil {
			return err
		}
	}
	if in.System.PutIntoUse.IsZero() {
		return nil
	}
	return s.owe(j, in.System.PutIntoUse)
}

// stands notes a system as in service, as it was before. Who maintains it is
// owed when nobody was named (W168/27).
func (s *Service) stands(j *job, f registry.StateFacts) (err error) {
	f.Stands = true
	if err = s.advance(j, registry.PutIntoService, f); err == nil && !j.system.Maintained() {
		err = s.owed(j, Todo{What: TodoMaintainer, Article: "W168/27", Due: j.today.Add(mostDaysOwed)})
	}
	return err
}

// enterPaper notes a paper as handed in, or as owed.
func (s *Service) enterPaper(j *job, t Todo, file FileID) error {
	if file.IsZero() {
		return s.owed(j, t)
	}
	t.Base, t.State, t.File, t.DoneOn, t.DoneBy, t.Due = fresh[todoKind](j), TodoDone, file, j.today, j.actor.Called(), j.today
	if err := s.attach(j, "system", j.system.ID.String(), file); err != nil {
		return err
	}
	return j.tx.Todos().Put(t)
}
