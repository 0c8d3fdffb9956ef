package works

import (
	"context"
	"slices"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

// openRemoval finds the report about the whole of a system that is not carried
// out to its end; nil when there is none.
func openRemoval(tx Tx, system shiheng.SystemID) (*Removal, error) {
	all, err := tx.Removals().All(about(system, ""))
	for _, r := range all {
		if r.Whole && (r.open() || r.State == RemovalVerified) {
			return &r, err
		}
	}
	return nil, err
}

// points finds the cameras that a report or disclosure is about and refuses
// those of another system, those that are gone, and those another report
// names.
func (s *Service) points(j *job, whole bool, named []shiheng.CameraID) ([]shiheng.CameraID, error) {
	all, err := j.tx.SystemCameras(j.system.ID)
	if err != nil {
		return nil, err
	}
	standing := []shiheng.CameraID{}
	for _, c := range all {
		if c.Gone == "" {
			standing = append(standing, c.ID)
		}
	}
	out := named
	if whole {
		out = standing
	}
	reports, err := j.tx.Removals().All(about(j.system.ID, ""))
	if err != nil {
		return nil, err
	}
	for _, c := range out {
		if !slices.Contains(standing, c) {
			return nil, shiheng.NotFound("camera.none")
		}
	}
	for _, r := range reports {
		if r.open() && ((whole && r.Whole) || slices.ContainsFunc(out, func(c shiheng.CameraID) bool { return slices.Contains(r.Cameras, c) })) {
			return nil, shiheng.Conflict("removal.open")
		}
	}
	return out, nil
}

// Report reports a removal or relocation to the police (form 6.3, W168/17).
// The earliest day is the day of the report and ten days; a planned day before
// it is refused (L3).
func (s *Service) Report(ctx context.Context, actor audit.Actor, system shiheng.SystemID, e RemovalEntry) (Removal, error) {
	if err := e.tidy(); err != nil {
		return Removal{}, err
	}
	var out Removal
	err := s.do(ctx, request{actor, audit.RemovalNotify, "W168/17", system}, func(j *job) error {
		earliest, rule, err := s.cfg.Law.Due("D-REMOVE", j.today)
		if err != nil {
			return err
		}
		if e.PlannedOn.Before(earliest) {
			return shiheng.Forbidden("removal.too-early", "earliest", earliest.String()).By(rule.Article)
		}
		out = Removal{Base: fresh[removalKind](j), State: RemovalReported, Entry: e, Whole: e.Whole, ReportedOn: j.today, Earliest: earliest}
		if out.Cameras, err = s.points(j, e.Whole, e.Cameras); err != nil {
			return err
		}
		for _, m := range e.Moves { // gate L1, before anybody plans on it
			if err := s.cfg.Law.CheckRoom(m.RoomUse, j.today); err != nil {
				return err
			}
		}
		if e.Whole {
			if err := s.advance(j, registry.NotifyRemoval, registry.StateFacts{Notice: out.fact(), Reason: e.Why}); err != nil {
				return err
			}
		}
		if err := s.attach(j, "removal", out.ID.String(), e.Files...); err != nil {
			return err
		}
		j.about(out.Cameras)
		j.note("record", out.ID.String())
		j.note("earliest", earliest.String())
		if out.Report, err = s.printRemoval(j, out); err != nil {
			return err
		}
		return j.tx.Removals().Put(out)
	})
	return out, err
}

// onRemoval runs an act on one report and keeps what became of it.
func (s *Service) onRemoval(ctx context.Context, actor audit.Actor, act audit.Act, id RemovalID, f func(*job, *Removal) error) (Removal, error) {
	out, err := s.cfg.Store.Removals().One(ctx, id.String())
	if err != nil {
		return Removal{}, err
	}
	err = s.do(ctx, request{actor, act, "W168/17", out.System}, func(j *job) error {
		if out, err = j.tx.Removals().One(id.String()); err != nil {
			return err
		}
		j.note("record", id.String())
		j.about(out.Cameras)
		if err := f(j, &out); err != nil {
			return err
		}
		out.Version++
		return j.tx.Removals().Put(out)
	})
	return out, err
}

// Acknowledge notes that the police took note of a report, with their
// objection or advice. There is no approving: the report binds by its day.
func (s *Service) Acknowledge(ctx context.Context, actor audit.Actor, id RemovalID, advice string) (Removal, error) {
	if err := words(maxText, &advice); err != nil {
		return Removal{}, err
	}
	return s.onRemoval(ctx, actor, audit.RemovalAcknowledge, id, func(j *job, r *Removal) error {
		switch {
		case !r.Acknowledged.On.IsZero():
			return shiheng.Conflict("removal.acknowledged")
		case r.State == RemovalWithdrawn:
			return shiheng.Conflict("removal.withdrawn")
		}
		r.Acknowledged = Acknowledgement{On: j.today, By: actor.Called(), Advice: advice}
		j.note("advice", advice)
		var err error
		r.Receipt, err = s.printAcknowledgement(j, *r)
		return err
	})
}

// Execute records that the devices were taken down: not before the earliest
// day (L3), with photos and the serial number of each. They are connected no
// more; their past and their footage stay.
func (s *Service) Execute(ctx context.Context, actor audit.Actor, id RemovalID, x Execution) (Removal, error) {
	return s.onRemoval(ctx, actor, audit.RemovalExecute, id, func(j *job, r *Removal) error {
		if r.State != RemovalReported {
			return shiheng.Conflict("removal.not-reported")
		}
		if x.On.IsZero() {
			x.On = j.today
		}
		if x.On.Before(r.Earliest) {
			return shiheng.Forbidden("removal.too-early", "earliest", r.Earliest.String()).By("W168/17")
		}
		if err := x.check(r.Cameras, j.today); err != nil {
			return err
		}
		r.State, r.Executed = RemovalExecuted, x
		r.FootageUntil = x.On.Add(s.cfg.Law.Floor(j.system.Facts(), j.today).Days)
		if err := s.photos(j, "removal", r.ID.String(), slices.Concat(x.Before, x.After)...); err != nil {
			return err
		}
		if r.Entry.Kind == Relocating {
			return nil // they go on where they are put up, once verified
		}
		for _, c := range r.Cameras {
			if err := s.cfg.Registry.TakeAway(j.tx, j.actor, c, registry.Dismantled, x.On); err != nil {
				return err
			}
		}
		return nil
	})
}

// Verify closes a removal that was carried out: the register follows, the
// system is removed when the whole of it went, and a change filing is owed
// where it was on file.
func (s *Service) Verify(ctx context.Context, actor audit.Actor, id RemovalID) (Removal, error) {
	return s.onRemoval(ctx, actor, audit.RemovalVerify, id, func(j *job, r *Removal) error {
		if r.State != RemovalExecuted {
			return shiheng.Conflict("removal.not-executed")
		}
		r.State, r.VerifiedOn, r.VerifiedBy = RemovalVerified, j.today, actor.Called()
		for _, m := range r.Entry.Moves {
			if err := s.cfg.Registry.Shift(j.tx, j.actor, m.Camera, m.Place, m.RoomUse); err != nil {
				return err
			}
		}
		if r.Whole && j.system.State == registry.RemovalNotified {
			if err := s.advance(j, registry.Remove, registry.StateFacts{Notice: r.fact()}); err != nil {
				return err
			}
		}
		if err := s.filedMatterChanged(j, r.ID.String(), r.Executed.On); err != nil {
			return err
		}
		var err error
		r.Report, err = s.printRemoval(j, *r)
		return err
	})
}

// filedMatterChanged adds what is owed when something that is on file changed:
// the change filing (R799/14).
func (s *Service) filedMatterChanged(j *job, record string, on law.Day) error {
	received, err := j.tx.Filings().All(about(j.system.ID, FilingReceived))
	if err != nil || len(received) == 0 {
		return err
	}
	due, rule, err := s.cfg.Law.Due("D-FILE-CHANGE", on)
	if err != nil {
		return err
	}
	return s.owed(j, Todo{What: TodoFilingChange, Article: rule.Article, Due: due, Of: record})
}

// Withdraw takes a report back: the devices stay.
func (s *Service) Withdraw(ctx context.Context, actor audit.Actor, id RemovalID, why string) (Removal, error) {
	if err := words(maxText, &why); err != nil {
		return Removal{}, err
	}
	return s.onRemoval(ctx, actor, audit.RemovalWithdraw, id, func(j *job, r *Removal) error {
		switch {
		case r.State != RemovalReported:
			return shiheng.Conflict("removal.not-reported")
		case why == "":
			return shiheng.Invalid("removal.why").By("W168/17")
		}
		r.State, r.Withdrawn = RemovalWithdrawn, why
		j.note("why", why)
		if !r.Whole {
			return nil
		}
		f, err := s.facts(j.ctx, j.tx, j.system)
		if err != nil {
			return err
		}
		f.Reason = why
		on := registry.WithdrawNotice
		known, err := s.cfg.Registry.Facts(j.tx, j.system, f)
		if err != nil {
			return err
		}
		if _, err := registry.Next(j.system.State, on, known); err != nil {
			on = registry.LackAcceptance // it was never accepted, and stays so
		}
		return s.advance(j, on, f)
	})
}

// A Disclosure is that devices had to be taken down at once, because of
// danger, before anybody could report it ten days ahead 因险情已先行拆除.
type Disclosure struct {
	Whole   bool               `json:"whole,omitempty"`
	Cameras []shiheng.CameraID `json:"cameraIds,omitempty" nullable:"false" maxItems:"500"`
	Danger  string             `json:"danger" minLength:"1" maxLength:"4000"`
	Entry   Execution          `json:"executed"`
	Cover   string             `json:"cover,omitempty" maxLength:"4000"`
}

// Disclose records such a removal. It is an irregularity that is told, not a
// way round the report: it opens a finding (W168/17) and says so.
func (s *Service) Disclose(ctx context.Context, actor audit.Actor, system shiheng.SystemID, in Disclosure) (Removal, error) {
	if err := words(maxText, &in.Danger, &in.Cover); err != nil {
		return Removal{}, err
	}
	var out Removal
	err := s.do(ctx, request{actor, audit.RemovalDisclose, "W168/17", system}, func(j *job) error {
		if in.Danger == "" {
			return shiheng.Invalid("removal.danger").By("W168/17")
		}
		if in.Whole == (len(in.Cameras) > 0) {
			return shiheng.Invalid("removal.scope")
		}
		cameras, err := s.points(j, in.Whole, in.Cameras)
		if err != nil {
			return err
		}
		if err := in.Entry.check(cameras, j.today); err != nil {
			return err
		}
		out = Removal{
			Base: fresh[removalKind](j), State: RemovalVerified, Cameras: cameras, Whole: in.Whole, ReportedOn: j.today, Danger: in.Danger,
			Executed: in.Entry, VerifiedOn: j.today, VerifiedBy: actor.Called(),
			Entry:        RemovalEntry{Kind: Removing, Whole: in.Whole, Cameras: in.Cameras, Reason: OtherReason, Why: in.Danger, PlannedOn: in.Entry.On, Cover: in.Cover},
			FootageUntil: in.Entry.On.Add(s.cfg.Law.Floor(j.system.Facts(), j.today).Days),
		}
		j.about(cameras)
		j.note("record", out.ID.String())
		j.note("danger", in.Danger)
		if err := s.photos(j, "removal", out.ID.String(), slices.Concat(in.Entry.Before, in.Entry.After)...); err != nil {
			return err
		}
		for _, c := range cameras {
			if err := s.cfg.Registry.TakeAway(j.tx, j.actor, c, registry.Dismantled, in.Entry.On); err != nil {
				return err
			}
		}
		if in.Whole {
			if err := s.advance(j, registry.DiscloseDanger, registry.StateFacts{Notice: out.fact(), Reason: in.Danger}); err != nil {
				return err
			}
		}
		if err := s.cfg.Registry.Find(j.tx, j.actor, registry.Finding{
			Fault: registry.DangerRemoval, Article: "W168/17", Place: j.system.Place, System: system, Note: in.Danger,
		}); err != nil {
			return err
		}
		if err := s.filedMatterChanged(j, out.ID.String(), in.Entry.On); err != nil {
			return err
		}
		if out.Report, err = s.printRemoval(j, out); err != nil {
			return err
		}
		return j.tx.Removals().Put(out)
	})
	return out, err
}

// FoundRemoved records that a camera is gone though nobody reported it: an
// unauthorised removal (W168/17). It is a finding about the camera, which
// stays in the register as it is until somebody shows what became of it.
func (s *Service) FoundRemoved(ctx context.Context, actor audit.Actor, camera shiheng.CameraID, note string) error {
	if err := words(maxText, &note); err != nil {
		return err
	}
	c, err := s.cfg.Registry.Read().Camera(ctx, camera)
	if err != nil {
		return err
	}
	return s.do(ctx, request{actor, audit.RemovalFound, "W168/17", c.System}, func(j *job) error {
		switch {
		case note == "":
			return shiheng.Invalid("finding.note")
		case c.Gone != "":
			return shiheng.Conflict("camera.gone", "gone", string(c.Gone))
		case !s.cfg.Registry.Bound(j.system):
			return shiheng.Conflict("removal.unbound")
		}
		j.about([]shiheng.CameraID{camera})
		return s.cfg.Registry.Find(j.tx, j.actor, registry.Finding{
			Fault: registry.UnauthorisedRemoval, Article: "W168/17", Place: c.Place, System: c.System, Camera: camera, Note: note,
		})
	})
}

// GiveUp removes a system for which no fact asks for a report: a reason is
// enough. For any other it is refused (L3).
func (s *Service) GiveUp(ctx context.Context, actor audit.Actor, system shiheng.SystemID, why string) (registry.VideoSystem, error) {
	if err := words(maxText, &why); err != nil {
		return registry.VideoSystem{}, err
	}
	err := s.do(ctx, request{actor, audit.SystemStep, "W168/17", system}, func(j *job) error {
		j.note("on", string(registry.Remove))
		if err := s.advance(j, registry.Remove, registry.StateFacts{Reason: why}); err != nil {
			return err
		}
		cameras, err := s.points(j, true, nil)
		for _, c := range cameras {
			if err := s.cfg.Registry.TakeAway(j.tx, j.actor, c, registry.Dismantled, j.today); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return registry.VideoSystem{}, err
	}
	return s.cfg.Registry.Read().System(ctx, system)
}
