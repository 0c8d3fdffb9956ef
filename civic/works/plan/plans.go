package plan

import (
	"context"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/papers"
	"shiheng.internal/civic/registry"
)

// SavePlan makes a draft (zero ID) or changes one; then version must be the
// one that was read. A plan that was submitted is taken back first; an
// approved one is never edited (W168/7): see [Service.Revise].
func (s *Service) SavePlan(ctx context.Context, actor audit.Actor, id ID, version int64, edit Outline) (Plan, error) {
	if err := edit.tidy(); err != nil {
		return Plan{}, err
	}
	p := Plan{Kept: registry.Fresh[planKind](s.now()), Outline: edit, State: Draft, Revision: 1}
	if !id.IsZero() {
		p.ID = id
	}
	err := s.act(ctx, s.event(actor, audit.PlanSave, "plan", p.ID.String()), func(tx Tx, e audit.Event) error {
		if !id.IsZero() {
			old, err := tx.Plans().One(id.String())
			if err != nil {
				return err
			}
			if err := old.editable(version); err != nil {
				return err
			}
			p = old
			p.Outline = edit
			p.Version++
		}
		for _, i := range edit.Items {
			if i.Place.IsZero() {
				continue
			}
			if _, err := tx.Place(i.Place); err != nil {
				return err
			}
		}
		if err := tx.Plans().Put(p); err != nil {
			return err
		}
		return tx.Append(e.With("title", p.Title).With("revision", itoa(p.Revision)).With("items", itoa(len(p.Items))))
	})
	return p, err
}

func (p Plan) editable(version int64) error {
	switch {
	case p.State == Approved || p.State == Superseded:
		return shiheng.Forbidden("plan.approved").By(p.Level.article())
	case p.State == Submitted:
		return shiheng.Conflict("plan.submitted")
	case version != 0 && version != p.Version:
		return shiheng.Conflict("plan.changed")
	}
	return nil
}

// change reads a plan, has f change it and writes it with its event.
func (s *Service) change(ctx context.Context, actor audit.Actor, act audit.Act, id ID, f func(tx Tx, p *Plan, e audit.Event) (audit.Event, error)) (Plan, error) {
	var out Plan
	err := s.act(ctx, s.event(actor, act, "plan", id.String()), func(tx Tx, e audit.Event) error {
		p, err := tx.Plans().One(id.String())
		if err != nil {
			return err
		}
		e, err = f(tx, &p, e)
		if err != nil {
			return err
		}
		p.Version++
		if err := tx.Plans().Put(p); err != nil {
			return err
		}
		out = p
		return tx.Append(e)
	})
	return out, err
}

// CheckPlan looks for points that are there already or planned elsewhere, and
// keeps what it found with the plan (W168/7/3). It only warns: the planner
// answers, see [Service.AnswerPlan].
func (s *Service) CheckPlan(ctx context.Context, actor audit.Actor, id ID, near NearRule) (Plan, error) {
	if near == (NearRule{}) {
		near = HouseNear()
	}
	if near.Metres <= 0 || near.Metres > 1000 || near.Degrees < 0 || near.Degrees > 180 {
		return Plan{}, shiheng.Invalid("plan.near")
	}
	read, err := s.cfg.Store.Plans().One(ctx, id.String())
	if err != nil {
		return Plan{}, err
	}
	cameras, err := s.cameras(ctx, read, near)
	if err != nil {
		return Plan{}, err
	}
	return s.change(ctx, actor, audit.PlanCheck, id, func(tx Tx, p *Plan, e audit.Event) (audit.Event, error) {
		if err := p.editable(0); err != nil {
			return e, err
		}
		found, err := p.compare(near, func(pt PlannedPoint) ([]Standing, error) {
			planned, err := tx.Planned(box(pt, near.Metres))
			if err != nil {
				return nil, err
			}
			planned = slices.DeleteFunc(planned, func(o Standing) bool { return o.Plan == p.ID || o.Plan == p.Supersedes })
			return append(planned, cameras[pt]...), nil
		})
		if err != nil {
			return e, err
		}
		p.Check = &DuplicateCheck{At: s.now(), Near: near, Of: p.pointsDigest(), Found: found}
		return e.Because("W168/7/3", "plan.check").With("found", itoa(len(found))), nil
	})
}

// cameras asks for what stands near each point, before the transaction.
func (s *Service) cameras(ctx context.Context, p Plan, near NearRule) (map[PlannedPoint][]Standing, error) {
	out := map[PlannedPoint][]Standing{}
	if s.cfg.Existing == nil {
		return out, nil
	}
	for _, i := range p.Items {
		for _, pt := range i.Points {
			found, err := s.cfg.Existing.Near(ctx, pt.Lon, pt.Lat, near.Metres)
			if err != nil {
				return nil, err
			}
			out[pt] = found
		}
	}
	return out, nil
}

// AnswerPlan notes why a planned point is kept although one seems to be there.
func (s *Service) AnswerPlan(ctx context.Context, actor audit.Actor, id ID, key, answer string) (Plan, error) {
	if answer = strings.TrimSpace(answer); answer == "" || len(answer) > 3000 {
		return Plan{}, shiheng.Invalid("plan.answer").By("W168/7/3")
	}
	return s.change(ctx, actor, audit.PlanCheck, id, func(_ Tx, p *Plan, e audit.Event) (audit.Event, error) {
		if err := p.editable(0); err != nil {
			return e, err
		}
		if p.Check == nil {
			return e, shiheng.NotFound("plan.duplicate-none")
		}
		n := slices.IndexFunc(p.Check.Found, func(d PointDuplicate) bool { return d.Key == key })
		if n < 0 {
			return e, shiheng.NotFound("plan.duplicate-none")
		}
		p.Check.Found[n].Answer = answer
		return e.Because("W168/7/3", "plan.answer").With("point", p.Check.Found[n].Point).With("other", p.Check.Found[n].Other).With("answer", answer), nil
	})
}

// SubmitPlan lays a draft before the government of its level.
func (s *Service) SubmitPlan(ctx context.Context, actor audit.Actor, id ID) (Plan, error) {
	return s.change(ctx, actor, audit.PlanSubmit, id, func(_ Tx, p *Plan, e audit.Event) (audit.Event, error) {
		if err := p.submit(); err != nil {
			return e, err
		}
		p.State, p.SubmittedAt = Submitted, s.now()
		return e.With("title", p.Title), nil
	})
}

// WithdrawPlan takes a submitted plan back to be worked on.
func (s *Service) WithdrawPlan(ctx context.Context, actor audit.Actor, id ID) (Plan, error) {
	return s.change(ctx, actor, audit.PlanWithdraw, id, func(_ Tx, p *Plan, e audit.Event) (audit.Event, error) {
		if p.State != Submitted {
			return e, shiheng.Conflict("plan.not-submitted")
		}
		p.State = Draft
		return e, nil
	})
}

// ApprovePlan records that the government of the same level approved. The
// version it takes the place of is superseded in the same transaction.
func (s *Service) ApprovePlan(ctx context.Context, actor audit.Actor, id ID, a GovernmentApproval) (Plan, error) {
	a.Organ, a.Number = strings.TrimSpace(a.Organ), strings.TrimSpace(a.Number)
	return s.change(ctx, actor, audit.PlanApprove, id, func(tx Tx, p *Plan, e audit.Event) (audit.Event, error) {
		if err := p.approve(a, s.today()); err != nil {
			return e, err
		}
		if err := s.cfg.Papers.Link(tx, actor, e.Object, a.Attachment); err != nil {
			return e, err
		}
		p.State, p.Approval = Approved, &a
		e = e.Because(p.Level.article(), "plan.approved").With("organ", a.Organ).With("number", a.Number).With("on", a.On.String())
		if p.Supersedes.IsZero() {
			return e, nil
		}
		old, err := tx.Plans().One(p.Supersedes.String())
		if err != nil {
			return e, err
		}
		if old.State != Approved {
			return e, shiheng.Conflict("plan.superseded")
		}
		old.State = Superseded
		old.Version++
		return e.With("supersedes", old.ID.String()), tx.Plans().Put(old)
	})
}

// RevisePlan makes the draft of the next version out of an approved plan.
func (s *Service) RevisePlan(ctx context.Context, actor audit.Actor, id ID) (Plan, error) {
	p := Plan{Kept: registry.Fresh[planKind](s.now()), State: Draft, Supersedes: id}
	err := s.act(ctx, s.event(actor, audit.PlanSave, "plan", p.ID.String()), func(tx Tx, e audit.Event) error {
		old, err := tx.Plans().One(id.String())
		if err != nil {
			return err
		}
		if old.State != Approved {
			return shiheng.Conflict("plan.not-approved")
		}
		p.Outline, p.Revision, p.Built = old.Outline, old.Revision+1, old.Built
		if err := tx.Plans().Put(p); err != nil {
			return err
		}
		return tx.Append(e.With("title", p.Title).With("revision", itoa(p.Revision)).With("supersedes", id.String()))
	})
	return p, err
}

// BuildItem notes which system came of an item (zero: none after all). It may
// be noted of an approved plan: it is progress, not a change of the plan.
func (s *Service) BuildItem(ctx context.Context, actor audit.Actor, id ID, item string, system shiheng.SystemID) (Plan, error) {
	return s.change(ctx, actor, audit.PlanProgress, id, func(tx Tx, p *Plan, e audit.Event) (audit.Event, error) {
		if p.State == Superseded {
			return e, shiheng.Conflict("plan.superseded")
		}
		if !slices.ContainsFunc(p.Items, func(i WorkItem) bool { return i.Key == item }) {
			return e, shiheng.NotFound("plan.item-none")
		}
		p.Built = slices.DeleteFunc(p.Built, func(b BuiltItem) bool { return b.Item == item })
		if system.IsZero() {
			return e.With("item", item), nil
		}
		v, err := tx.System(system)
		if err != nil {
			return e, err
		}
		p.Built = append(p.Built, BuiltItem{Item: item, System: system})
		return e.With("item", item).With("system", v.Name), nil
	})
}

// link gives attachments to the object of an event.
func (s *Service) link(tx Tx, actor audit.Actor, e audit.Event, ids ...papers.AttachmentID) error {
	return s.cfg.Papers.Link(tx, actor, e.Object, slices.DeleteFunc(slices.Clone(ids), papers.AttachmentID.IsZero)...)
}
