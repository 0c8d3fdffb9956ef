package app

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
	evidenceapi "shiheng.internal/api/evidence"
	"shiheng.internal/civic/access"
	"shiheng.internal/civic/access/official"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/evidence"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
	"shiheng.internal/store/rows"
	"shiheng.internal/video/record"
)

// openEvidence opens the register of holds.
func (h *House) openEvidence() (err error) {
	h.evidence, err = evidence.New(evidence.Config{
		Store: rows.NewHolds(h.db), Keeper: keeper{h}, Watch: observer{h}, Clauses: h.clauses, Law: h.law, Papers: h.papers, Cameras: h.registry.Read(),
		Person: h.lifter, Log: h.log,
	})
	return err
}

// evidenceDesk is the area of the API in front of it.
func (h *House) evidenceDesk() *evidenceapi.Desk {
	return evidenceapi.New(evidenceapi.Config{Evidence: h.evidence, Custody: h.custody, Cameras: h.registry.Read(), Audit: h.audit, Units: rows.NewParties(h.db)})
}

// lifter says who somebody is and what he may do about holds now.
func (h *House) lifter(ctx context.Context, id shiheng.AccountID) (evidence.Person, error) {
	a, err := h.identity.Account(ctx, id)
	if err != nil {
		return evidence.Person{}, err
	}
	r, err := h.access.Rights(ctx, identity.Principal{Account: a})
	return evidence.Person{Account: a, Who: r.Who(), Over: r.Over(access.LiftHolds)}, err
}

// secure places a hold for the counter for officials.
func (h *House) secure(ctx context.Context, k official.Clerk, want official.Securing) error {
	r, err := h.access.Rights(ctx, k.Principal)
	if err != nil {
		return err
	}
	hand := evidence.Hand{Principal: k.Principal, Scope: r.Over(access.PlaceHolds), Who: r.Who()}
	_, err = h.evidence.Place(ctx, hand, evidence.Placing{
		Cameras: want.Cameras, From: want.Span.From, To: want.Span.To, Matter: want.Matter, Reason: want.Reason,
		Application: want.Application.String(), Organ: want.Organ,
	})
	return err
}

// heldFor lists what is on hold from an application for official access.
func (h *House) heldFor(ctx context.Context, id official.ApplicationID) ([]official.Secured, error) {
	got, err := h.evidence.Read().Holds(ctx, evidence.Filter{Scope: registry.Scope{All: true}, Application: id.String()}, audit.Paging{Limit: 100})
	if err != nil {
		return nil, err
	}
	var out []official.Secured
	for _, hold := range got.Items {
		for _, it := range hold.Items {
			line := official.Secured{
				Hold: hold.ID, Camera: it.Camera, From: hold.From, To: hold.To, Lifted: hold.State == evidence.Lifted,
				By: official.Attested{Account: hold.Placed.Account, Name: hold.Placed.Name, At: hold.Placed.At},
			}
			if it.State.Kept() {
				line.Since = it.At
			}
			out = append(out, line)
		}
	}
	return out, nil
}

// observer is the watch over the archive as the register of holds asks it.
type observer struct{ h *House }

// Amiss implements [evidence.Watch]. Tools that work while the platform does not
// run have no watch.
func (w observer) Amiss(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) ([]evidence.Amiss, error) {
	if w.h.watcher == nil {
		return nil, shiheng.Unavailable("evidence.unwatched")
	}
	return w.h.watcher.Amiss(ctx, camera, span)
}

// keeper is the footage store as the register of holds needs it. It implements
// [evidence.Keeper].
type keeper struct{ h *House }

// Pin implements evidence.Keeper.
func (k keeper) Pin(ctx context.Context, p evidence.Pin) error {
	return k.h.slots.Pin(ctx, record.Pin{ID: p.ID, Camera: p.Camera, Span: p.Span, Placed: p.Placed})
}

// Unpin implements evidence.Keeper. What a hold kept is let go when the act that
// lifted it stands in the log: with the log down it stays, and is let go later.
func (k keeper) Unpin(ctx context.Context, id shiheng.HoldID) error {
	if err := k.h.logged(ctx); err != nil {
		return err
	}
	return k.h.slots.Unpin(ctx, id)
}

// Pins implements evidence.Keeper.
func (k keeper) Pins(ctx context.Context) ([]evidence.Pin, error) {
	pins, err := k.h.index.Pins(ctx)
	out := make([]evidence.Pin, len(pins))
	for i, p := range pins {
		out[i] = evidence.Pin{ID: p.ID, Camera: p.Camera, Span: p.Span, Placed: p.Placed}
	}
	return out, err
}

// Footage implements evidence.Keeper.
func (k keeper) Footage(ctx context.Context, camera shiheng.CameraID, span shiheng.Span) (evidence.Footage, error) {
	var out evidence.Footage
	linked, err := k.h.registry.Read().Linked(ctx, camera)
	if err != nil {
		return out, err
	}
	out.Edge = len(linked) == 1 && linked[0].Redundancy == registry.Edge
	id, err := k.h.past.stream(ctx, camera)
	if errors.Is(err, shiheng.ErrNotFound) {
		return out, nil
	} else if err != nil {
		return out, err
	}
	now := time.Now().UTC()
	for next := uint64(0); ; {
		page, err := k.h.past.reader.Timeline(ctx, id, span, next, record.PageLimit)
		if err != nil {
			return out, err
		}
		for _, r := range page.Recordings {
			if r.Live && r.Span.To.Before(now) { // what was not read back yet is on its way
				r.Span.To = now
			}
			out.Runs = append(out.Runs, r.Span)
		}
		for _, g := range page.Gaps {
			out.Gaps = append(out.Gaps, evidence.Gap{Span: shiheng.Span{From: g.From, To: g.To}, Cause: string(g.Cause), Left: g.Cause == record.CauseLeft})
		}
		if next == 0 { // each page tells of them all
			out.Lost = page.Lost
		}
		if next = page.Next; next == 0 {
			return out, nil
		}
	}
}
