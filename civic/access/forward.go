package access

import (
	"context"
	"fmt"
	"slices"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// forwards is forwarding as the clauses call it. It opens no footage by itself,
// so that no grant is for it.
const forwards = shiheng.Act(clause.Forward)

// A Forwarding is live pictures that somebody wants to hand on 转发.
type Forwarding struct {
	Cameras   []shiheng.CameraID
	Purpose   string
	Recipient string
	Until     time.Time
	Onward    bool // they were forwarded to them in turn
}

// A Verdict is what the clauses answered, for the record.
type Verdict struct {
	Clauses  []string // ids of those that spoke
	Policies shiheng.Digest
	Unmet    []Condition // nothing when it may be done
}

// Err is the refusal of an act, nil when it may be done.
func (v Verdict) Err(act string) error {
	if len(v.Unmet) == 0 {
		return nil
	}
	return &Refusal{Act: act, Unmet: v.Unmet}
}

// Forwards asks the clauses whether an account may hand live pictures on. It
// puts nothing on record.
func (s *Service) Forwards(ctx context.Context, account identity.Account, f Forwarding) (Verdict, error) {
	r, err := s.Rights(ctx, identity.Principal{Account: account})
	if err != nil {
		return Verdict{}, err
	}
	how := clause.Own{
		Now: r.now, DutyFrom: r.now, From: r.now, Purpose: f.Purpose, Recipient: f.Recipient, Expires: f.Until, Onward: f.Onward,
	}.Facts()
	ask := question{act: forwards, still: true, how: how}
	return s.each(ctx, r, f.Cameras, func(c sight) (answer, bool) { return r.camera(ask, c), f.Onward || r.Knows(c.Linked) })
}

// Receives asks the clauses whether an account may watch until then what was
// forwarded to it; stands says that the forwarding is on record and was not
// taken back. The recipient need not know of the cameras. It puts nothing on
// record.
func (s *Service) Receives(ctx context.Context, account identity.Account, cameras []shiheng.CameraID, until time.Time, stands bool) (Verdict, error) {
	r, err := s.Rights(ctx, identity.Principal{Account: account})
	if err != nil {
		return Verdict{}, err
	}
	ask := question{act: receives, still: true, how: clause.Receiving{Now: r.now, Until: until, Forwarded: stands}.Facts()}
	return s.each(ctx, r, cameras, func(c sight) (answer, bool) { return r.camera(ask, c), true })
}

// OwnUse reports whether a grant was decided here, under regime (a), and not by
// the room of another regime.
func OwnUse(g shiheng.Grant) bool { return g.Basis == basis(g.Act) }

const receives = shiheng.Act(clause.Receive)

// each asks about every camera; one that is not there, or that the account may
// not know of, looks like another's.
func (s *Service) each(ctx context.Context, r Rights, cameras []shiheng.CameraID, ask func(sight) (answer, bool)) (Verdict, error) {
	linked, err := s.cfg.Cameras.Linked(ctx, cameras...)
	if err != nil {
		return Verdict{}, fmt.Errorf("read cameras: %w", err)
	}
	var a answer
	if b := r.barred(); b != nil {
		a.refuse(*b)
		cameras = nil
	}
	for _, id := range cameras {
		i := slices.IndexFunc(linked, func(c registry.Linked) bool { return c.ID == id })
		if i >= 0 {
			if got, knows := ask(r.look(linked[i])); knows {
				a.join(got)
				continue
			}
		}
		a.refuse(Condition{Code: "access.scope", Article: "W168/29/1", Camera: id, Clause: "own-forward"})
	}
	return Verdict{Clauses: a.clauses, Policies: s.cfg.Clauses.Digest(), Unmet: a.unmet}, nil
}
