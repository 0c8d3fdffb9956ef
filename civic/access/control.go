package access

import (
	"context"

	"shiheng.internal"
	"shiheng.internal/civic/access/clause"
	"shiheng.internal/civic/identity"
)

// controls is moving a camera as the clauses call it. It opens no footage by
// itself, so that no grant is for it: it goes with one that shows the picture.
const controls = shiheng.Act(clause.Control)

// Controls asks the clauses whether an account may move a camera; urgent: to
// take it from somebody who has it, for the purpose given. It puts nothing on
// record.
func (s *Service) Controls(ctx context.Context, account identity.Account, camera shiheng.CameraID, urgent bool, purpose string) (Verdict, error) {
	r, err := s.Rights(ctx, identity.Principal{Account: account})
	if err != nil {
		return Verdict{}, err
	}
	how := clause.Own{Now: r.now, DutyFrom: r.now, From: r.now, Purpose: purpose, Urgent: urgent}.Facts()
	ask := question{act: controls, still: true, how: how}
	return s.each(ctx, r, []shiheng.CameraID{camera}, func(c sight) (answer, bool) { return r.camera(ask, c), r.Knows(c.Linked) })
}
