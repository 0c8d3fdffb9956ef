package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
)

// A Warrant asks for a grant that another room decided on, under another
// regime of gate L4 than own use. That room has checked everything its regime
// asks for; here it becomes a grant like any other: bound to the session it is
// shown in, watched, ended and on record.
type Warrant struct {
	Principal identity.Principal // in whose session the footage is shown
	Act       shiheng.Act
	Cameras   []shiheng.CameraID
	Footage   shiheng.Span
	Until     time.Time
	Basis     string // the article of the regime, "W168/24"
	Purpose   string
	Mark      string
	Quota     int64 // see [shiheng.Grant], of all three
	Ahead     int64
	Masked    bool
	// Rests is whose right it rests on besides the principal's: a change of
	// theirs has the grant asked about anew at once. Zero: nobody's.
	Rests shiheng.AccountID
	// Write runs f in a transaction of the room that decided, together with
	// what that room keeps of the grant.
	Write func(ctx context.Context, f func(Tx) error, g shiheng.Grant) error
}

// Mint makes the grant of a warrant. Its row, its event and what the other
// room writes are committed together before it returns. Errors are those of
// [Service.Open], and what Write returns.
func (s *Service) Mint(ctx context.Context, w Warrant) (shiheng.Grant, error) {
	now := s.now()
	g := shiheng.Grant{
		ID: shiheng.NewID[shiheng.GrantID](now), Account: w.Principal.Account.ID, Session: w.Principal.Session.ID, Act: w.Act,
		Cameras: w.Cameras, Footage: w.Footage, Until: earlier(w.Until, w.Principal.Session.Until), Basis: w.Basis, Mark: w.Mark, Quota: w.Quota,
		Ahead: w.Ahead, Masked: w.Masked,
	}
	if w.Basis == basis(w.Act) || w.Write == nil || len(w.Cameras) == 0 || !w.spans() {
		return shiheng.Grant{}, errors.New("access: a warrant without basis, cameras, span or room behind it")
	}
	run, err := s.admit(g, w.Rests)
	if err != nil {
		return shiheng.Grant{}, err
	}
	e := audit.New(now, w.Principal.Actor(), event(w.Act), audit.On("grant", g.ID)).About(g.Cameras...).Because(g.Basis, "warrant").
		With("until", g.Until.Format(time.RFC3339)).With("purpose", w.Purpose)
	if w.Act != shiheng.ActLive {
		e = e.With("from", g.Footage.From.Format(time.RFC3339)).With("to", g.Footage.To.Format(time.RFC3339))
	}
	err = w.Write(ctx, func(tx Tx) error {
		return write(tx, Minted{Grant: g, At: now, Purpose: w.Purpose}, e)
	}, g)
	if err != nil {
		s.drop(g.ID)
		return shiheng.Grant{}, fmt.Errorf("mint grant: %w", err)
	}
	return s.settle(ctx, run, g)
}

// spans reports whether the footage fits the act: none for what is live, else a
// span with both ends.
func (w Warrant) spans() bool {
	if w.Act == shiheng.ActLive {
		return w.Footage == (shiheng.Span{})
	}
	return !w.Footage.Open() && !w.Footage.Empty()
}

// End ends grants before their time, with the cause: what runs under them
// stops at once, and each end is on record when End returns. One that is over
// already is left as it is.
func (s *Service) End(ctx context.Context, cause error, ids ...shiheng.GrantID) error {
	for _, id := range ids {
		if _, err := s.find(ctx, id); err != nil && !errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
		s.finish(func(r *running) bool { return r.grant.ID == id }, cause)
	}
	return s.record(ctx)
}

// warranted decides a running grant that another room decided on.
func (s *Service) warranted(ctx context.Context, r Rights, g shiheng.Grant) (cause, err error) {
	if b := r.barred(); b != nil {
		return shiheng.Forbidden(b.Code).By(b.Article), nil
	}
	if s.cfg.Warranted == nil {
		return shiheng.Forbidden("access.scope").By("W168/29/1"), nil
	}
	return s.cfg.Warranted(ctx, g)
}
