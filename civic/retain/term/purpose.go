package term

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/law"
	"shiheng.internal/civic/registry"
)

type purposeKind struct{}

// PurposeID names one longer purpose.
type PurposeID = shiheng.ID[purposeKind]

// A Registrar is who stands for something, and since when.
type Registrar struct {
	Account shiheng.AccountID `json:"accountId,omitzero" format:"uuid"`
	Name    string            `json:"name"`
	At      time.Time         `json:"at"`
}

// A Need is a lawful purpose for which the footage of some cameras is kept
// longer than its term.
type Need struct {
	System  shiheng.SystemID   `json:"systemId" format:"uuid"`
	Cameras []shiheng.CameraID `json:"cameraIds" minItems:"1" maxItems:"64" nullable:"false" format:"uuid"`
	Purpose string             `json:"purpose" maxLength:"500"`
	Basis   string             `json:"basis" maxLength:"40" doc:"Article it rests on"`
	Until   law.Day            `json:"until" doc:"The last day; a year ahead at most"`
}

// A Purpose is one of the register: it has footage past its term kept (R799/17:
// what has served its purpose is deleted, so that what has not is kept).
type Purpose struct {
	registry.Kept[purposeKind]
	Need
	By Registrar `json:"by"`
	// Ended is who ended it before its day, with the reason.
	Ended  *Registrar `json:"ended,omitempty"`
	Reason string     `json:"reason,omitempty"`
}

// The states of a purpose in its register. One whose day is over stays in
// force on paper and keeps nothing.
const (
	InForce = "in-force"
	Ended   = "ended"
)

// Head implements registry.Record.
func (p Purpose) Head() registry.Head {
	state := InForce
	if p.Ended != nil {
		state = Ended
	}
	return registry.Head{
		ID: p.ID.String(), System: p.System, State: state, Due: p.Until, Label: p.Purpose + " " + p.Basis + " " + p.By.Name,
		Version: p.Version, CreatedAt: p.CreatedAt,
	}
}

// Keeps reports whether it keeps footage on a day.
func (p Purpose) Keeps(on law.Day) bool { return p.Ended == nil && !p.Until.Before(on) }

// MayEnd says why it may not be ended.
func (p Purpose) MayEnd() error {
	if p.Ended != nil {
		return shiheng.Conflict("retention.purpose-ended")
	}
	return nil
}

// longest is how far ahead a purpose may reach: then somebody looks again.
const longest = 366

// A Hand is who acts, and the cameras that are his.
type Hand struct {
	identity.Principal
	Scope registry.Scope
}

func (k Hand) sign(now time.Time) Registrar {
	return Registrar{Account: k.Account.ID, Name: k.Account.Name, At: now}
}

func (n *Need) tidy(l *law.Law, today law.Day) error {
	n.Purpose, n.Basis = strings.TrimSpace(n.Purpose), strings.TrimSpace(n.Basis)
	n.Cameras = slices.Clone(n.Cameras)
	_, known := l.Article(n.Basis, today)
	switch {
	case len(n.Cameras) == 0 || len(n.Cameras) > 64:
		return shiheng.Invalid("retention.cameras")
	case n.Purpose == "":
		return shiheng.Forbidden("retention.purpose-none").By("R799/17")
	case !known:
		return shiheng.Forbidden("retention.basis", "article", n.Basis).By("R799/17")
	case n.Until.Before(today) || today.Add(longest).Before(n.Until):
		return shiheng.Invalid("retention.until", "days", strconv.Itoa(longest))
	}
	return nil
}

// Register enters a longer purpose. What has not one, or rests on no article, is
// refused by R799/17: footage is not kept in store for what may come.
func (s *Service) Register(ctx context.Context, k Hand, n Need) (Purpose, error) {
	now := s.now()
	e := audit.New(now, k.Actor(), audit.RetentionPurpose, audit.On("system", n.System)).About(n.Cameras...).Because("R799/17", string(audit.RetentionPurpose)).
		With("purpose", n.Purpose).With("basis", n.Basis).With("until", n.Until.String())
	var out Purpose
	err := audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) error {
		if err := n.tidy(s.cfg.Law, law.DayOf(now)); err != nil {
			return err
		}
		linked, err := s.cfg.Cameras.Linked(ctx, n.Cameras...)
		if err != nil {
			return err
		}
		for _, id := range n.Cameras {
			i := slices.IndexFunc(linked, func(l registry.Linked) bool { return l.ID == id })
			if i < 0 || linked[i].System.ID != n.System || !k.Scope.Covers(linked[i]) {
				return shiheng.NotFound("camera.none")
			}
		}
		out = Purpose{Kept: registry.Fresh[purposeKind](now), Need: n, By: k.sign(now)}
		if err := tx.Purposes().Put(out); err != nil {
			return err
		}
		return tx.Append(e)
	})
	return out, s.told(err)
}

// End ends a purpose before its day: what it kept past its term goes.
func (s *Service) End(ctx context.Context, k Hand, id PurposeID, version int64, reason string) (Purpose, error) {
	now := s.now()
	got, err := s.cfg.Store.Purposes().List(ctx, registry.RecordFilter{Scope: k.Scope, ID: id.String()}, audit.Paging{Limit: 1})
	if err != nil {
		return Purpose{}, err
	}
	if len(got.Items) == 0 {
		return Purpose{}, shiheng.NotFound("retention.purpose.none")
	}
	reason = strings.TrimSpace(reason)
	out := got.Items[0]
	e := audit.New(now, k.Actor(), audit.RetentionPurposeEnd, audit.On("system", out.System)).About(out.Cameras...).Because("R799/17", string(audit.RetentionPurposeEnd)).
		With("purpose", out.Purpose).With("reason", reason)
	err = audit.Under(ctx, s.cfg.Store.Write, e, func(tx Tx) (err error) {
		if out, err = tx.Purposes().One(id.String()); err != nil {
			return err
		}
		if version != out.Version {
			return shiheng.Conflict("retention.purpose.changed")
		}
		if err := out.MayEnd(); err != nil {
			return err
		}
		if reason == "" {
			return shiheng.Invalid("retention.end-reason")
		}
		by := k.sign(now)
		out.Ended, out.Reason = &by, reason
		out.Version++
		if err := tx.Purposes().Put(out); err != nil {
			return err
		}
		return tx.Append(e)
	})
	return out, s.told(err)
}

// told has whoever keeps footage by it know that something changed.
func (s *Service) told(err error) error {
	if err == nil && s.cfg.Changed != nil {
		s.cfg.Changed()
	}
	return err
}

// Purposed lists the cameras whose footage is kept past its term today.
func (s *Service) Purposed(ctx context.Context) (map[shiheng.CameraID]bool, error) {
	out, today := map[shiheng.CameraID]bool{}, law.DayOf(s.now())
	for p := (audit.Paging{Limit: 500}); ; {
		got, err := s.cfg.Store.Purposes().List(ctx, registry.RecordFilter{Scope: registry.Scope{All: true}, State: InForce}, p)
		if err != nil {
			return nil, err
		}
		for _, v := range got.Items {
			for _, c := range v.Cameras {
				out[c] = out[c] || v.Keeps(today)
			}
		}
		if p.Cursor = got.Next; p.Cursor == "" {
			return out, nil
		}
	}
}
