package access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// Redeem returns a grant to the session it was minted for. To anybody else it
// is not there (ErrNotFound); one that ended is an ErrExpired or ErrForbidden
// with the cause. A grant minted before a restart is found in the rows.
func (s *Service) Redeem(ctx context.Context, p identity.Principal, id shiheng.GrantID) (shiheng.Grant, error) {
	run, err := s.find(ctx, id)
	if err != nil {
		return shiheng.Grant{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case run.grant.Session != p.Session.ID || run.grant.Account != p.Account.ID || !run.minted:
		return shiheng.Grant{}, shiheng.NotFound("grant.none")
	case run.ended != nil:
		return shiheng.Grant{}, run.ended
	case !s.now().Before(run.grant.Until):
		return shiheng.Grant{}, expired(run.grant)
	}
	return run.grant, nil
}

func expired(g shiheng.Grant) error {
	return shiheng.Expired("grant.expired", "until", g.Until.UTC().Format(time.RFC3339))
}

// find looks in memory and then in the rows.
func (s *Service) find(ctx context.Context, id shiheng.GrantID) (*running, error) {
	s.mu.Lock()
	run := s.open[id]
	s.mu.Unlock()
	if run != nil {
		return run, nil
	}
	m, err := s.cfg.Store.Grant(ctx, id)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return nil, shiheng.NotFound("grant.none")
	case err != nil:
		return nil, fmt.Errorf("read grant: %w", err)
	}
	run = &running{grant: m.Grant, minted: true, watches: map[*watch]struct{}{}}
	if !m.Ended.IsZero() {
		run.ended, run.written = shiheng.Expired(m.Cause), true
		return run, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[id] == nil {
		s.open[id] = run
		s.dirty[m.Account] = struct{}{} // its rights may have changed while nobody looked
		s.poke()
	}
	return s.open[id], nil
}

// Watch returns a context that ends, with the cause, when the grant does, or
// when ctx does. The caller calls stop when it no longer serves under it.
func (s *Service) Watch(ctx context.Context, id shiheng.GrantID) (under context.Context, stop context.CancelFunc, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	run := s.open[id]
	switch {
	case run == nil:
		return nil, nil, shiheng.NotFound("grant.none")
	case run.ended != nil:
		return nil, nil, run.ended
	case !s.now().Before(run.grant.Until):
		return nil, nil, expired(run.grant)
	}
	under, cancel := context.WithCancelCause(ctx)
	w := &watch{cancel: cancel, of: run}
	run.expect(s.now())
	run.watches[w] = struct{}{}
	return under, func() {
		s.mu.Lock()
		delete(w.of.watches, w)
		s.mu.Unlock()
		cancel(context.Canceled)
	}, nil
}

// Under returns a grant that was redeemed before for work that goes on without
// anybody waiting for it, with a context that ends, with the cause, when the
// grant does. A grant minted before a restart is found in the rows. Errors are
// those of [Service.Redeem].
func (s *Service) Under(ctx context.Context, id shiheng.GrantID) (shiheng.Grant, context.Context, context.CancelFunc, error) {
	run, err := s.find(ctx, id)
	if err != nil {
		return shiheng.Grant{}, nil, nil, err
	}
	s.mu.Lock()
	g, ended := run.grant, run.ended
	s.mu.Unlock()
	if ended != nil {
		return shiheng.Grant{}, nil, nil, ended
	}
	under, stop, err := s.Watch(ctx, id)
	return g, under, stop, err
}

// Release gives a grant back before its time: the viewer closed the picture.
// Giving back another's is an ErrNotFound.
func (s *Service) Release(ctx context.Context, p identity.Principal, id shiheng.GrantID) error {
	if _, err := s.Redeem(ctx, p, id); err != nil {
		if errors.Is(err, shiheng.ErrNotFound) {
			return err
		}
		return nil // over already
	}
	s.finish(func(r *running) bool { return r.grant.ID == id }, shiheng.Expired("grant.released"))
	return s.record(ctx)
}

// A Tampering says how the mark over a picture was interfered with.
type Tampering string

// The ways a player tells apart.
const (
	MarkRemoved Tampering = "removed"
	MarkHidden  Tampering = "hidden"
	MarkCovered Tampering = "covered"
	MarkAltered Tampering = "altered"
)

// Tampered ends a grant whose mark was interfered with in the player, and puts
// it on record by name. The picture stops whether or not the record can be
// written: the error says so. Another's grant, or one that is over, is as in
// [Service.Redeem].
func (s *Service) Tampered(ctx context.Context, p identity.Principal, id shiheng.GrantID, how Tampering) error {
	switch how {
	case MarkRemoved, MarkHidden, MarkCovered, MarkAltered:
	default:
		return shiheng.Invalid("grant.tampering", "value", string(how))
	}
	g, err := s.Redeem(ctx, p, id)
	if err != nil {
		return err
	}
	return s.tampered(ctx, p, g, how)
}

// markArticle is whom a mark serves: whoever looks has to answer for it.
const markArticle = "W168/29/1"

// tampered ends a grant whose mark was interfered with.
func (s *Service) tampered(ctx context.Context, p identity.Principal, g shiheng.Grant, how Tampering) error {
	id := g.ID
	cause := shiheng.Forbidden("grant.mark").By(markArticle)
	e := audit.New(s.now(), p.Actor(), audit.GrantTampered, audit.On("grant", id)).About(g.Cameras...).
		With("how", string(how)).With("mark", g.Mark).Refuse(cause.Article, cause.Code)
	logged := s.cfg.Log.Append(ctx, e)
	s.finish(func(r *running) bool { return r.grant.ID == id }, cause)
	if logged != nil {
		return fmt.Errorf("record tampering: %w", logged)
	}
	return s.record(ctx)
}

// SessionEnded ends what runs under the session at once. It is part of
// [identity.Listener].
func (s *Service) SessionEnded(id shiheng.SessionID, cause error) {
	s.finish(func(r *running) bool { return r.grant.Session == id }, cause)
}

// RightsChanged has everything that runs for the account checked anew. It is
// part of [identity.Listener].
func (s *Service) RightsChanged(id shiheng.AccountID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dirty[id] = struct{}{}
	s.poke()
}

// CamerasChanged has everything that runs checked anew, after a camera was
// disabled or its room use changed.
func (s *Service) CamerasChanged() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.open {
		s.dirty[r.grant.Account] = struct{}{}
	}
	s.poke()
}

// finish ends the grants that match, in memory and at once; Run and record
// write it down.
func (s *Service) finish(match func(*running) bool, cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	any := false
	for _, r := range s.open {
		if r.ended != nil || !match(r) {
			continue
		}
		any = true
		r.ended = cause
		for w := range r.watches {
			w.cancel(cause)
		}
		clear(r.watches)
	}
	if any { // or Run would wake itself for ever
		s.poke()
	}
}

// poke wakes Run. It never blocks.
func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// How often Run looks at the clock, asks the rows about every running grant
// (another node may have ended a session), and tells identity that the
// sessions of live grants are in use.
const (
	tickEvery    = time.Second
	recheckEvery = 10 * time.Second
	keepEvery    = time.Minute
)

// Run ends grants at their time and with their rights, and writes each end
// down. It returns when ctx ends.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	var rechecked, kept time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
		case <-tick.C:
		}
		now := s.now()
		s.finish(func(r *running) bool { return r.minted && !now.Before(r.grant.Until) }, shiheng.Expired("grant.expired"))
		s.finish(func(r *running) bool { return r.minted && r.silent(now) }, errSilent())
		all := now.Sub(rechecked) >= recheckEvery
		if all {
			rechecked = now
		}
		keep := now.Sub(kept) >= keepEvery
		if keep {
			kept = now
		}
		if err := errors.Join(s.recheck(ctx, all), s.record(ctx), s.keep(ctx, keep)); err != nil && ctx.Err() == nil {
			s.cfg.Logger.ErrorContext(ctx, "running grants not kept up", "error", err)
		}
	}
}

// recheck decides running grants anew: all, or those of accounts whose rights
// changed. What cannot be asked is left running until the next time, at most
// until its Until.
func (s *Service) recheck(ctx context.Context, all bool) error {
	s.mu.Lock()
	var look []shiheng.Grant
	later := map[shiheng.AccountID]struct{}{} // a grant being minted may have read the rights of before
	for _, r := range s.open {
		_, changed := s.dirty[r.grant.Account]
		if _, resting := s.dirty[r.rests]; resting && !r.rests.IsZero() {
			changed = true
		}
		switch {
		case changed && !r.minted:
			later[r.grant.Account] = struct{}{}
		case r.ended == nil && r.minted && (all || changed):
			look = append(look, r.grant)
		}
	}
	s.dirty = later
	s.mu.Unlock()
	var failed []error
	for _, g := range look {
		cause, err := s.still(ctx, g)
		if err != nil {
			failed = append(failed, err)
			s.RightsChanged(g.Account) // asked again at the next tick
			continue
		}
		if cause != nil {
			s.finish(func(r *running) bool { return r.grant.ID == g.ID }, cause)
		}
	}
	return errors.Join(failed...)
}

// still decides a running grant as the rows are now; cause is why it must end.
func (s *Service) still(ctx context.Context, g shiheng.Grant) (cause, err error) {
	sess, err := s.cfg.People.Session(ctx, g.Session)
	if err != nil {
		return nil, fmt.Errorf("recheck session: %w", err)
	}
	if !sess.Ended.IsZero() {
		return shiheng.Expired(sess.Cause), nil
	}
	account, err := s.cfg.People.Account(ctx, g.Account)
	if err != nil {
		return nil, fmt.Errorf("recheck account: %w", err)
	}
	r, err := s.Rights(ctx, identity.Principal{Account: account, Session: sess})
	if err != nil {
		return nil, err
	}
	if g.Basis != basis(g.Act) {
		return s.warranted(ctx, r, g)
	}
	linked, err := s.cfg.Cameras.Linked(ctx, g.Cameras...)
	if err != nil {
		return nil, fmt.Errorf("recheck cameras: %w", err)
	}
	return r.ends(g, linked), nil
}

// ends says why a running grant may run no longer, nil while it may.
func (r Rights) ends(g shiheng.Grant, linked []registry.Linked) error {
	if len(linked) < len(g.Cameras) {
		return shiheng.Forbidden("access.scope").By("W168/29/1")
	}
	for _, c := range linked {
		q := question{act: g.Act, still: isStill(g.Act, g.Footage), how: r.plain}
		if unmet := r.camera(q, r.look(c)).unmet; len(unmet) > 0 {
			return shiheng.Forbidden(unmet[0].Code).By(unmet[0].Article)
		}
	}
	return nil
}

// record writes down the ends of grants and forgets those written.
func (s *Service) record(ctx context.Context) error {
	s.mu.Lock()
	var over []*running
	for _, r := range s.open {
		if r.ended != nil && r.minted && !r.written {
			r.written = true
			over = append(over, r)
		}
	}
	s.mu.Unlock()
	if len(over) == 0 {
		return nil
	}
	now := s.now()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, r := range over {
			if err := endGrant(tx, r.grant, r.ended, now); err != nil {
				return err
			}
		}
		return nil
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range over {
		if err != nil {
			r.written = false // again at the next tick
			continue
		}
		delete(s.open, r.grant.ID)
	}
	if err != nil {
		return fmt.Errorf("record end of grants: %w", err)
	}
	return nil
}

func endGrant(tx Tx, g shiheng.Grant, cause error, now time.Time) error {
	code, article := "internal", ""
	if e, ok := errors.AsType[*shiheng.Error](cause); ok {
		code, article = e.Code, e.Article
	}
	fresh, err := tx.EndGrant(g.ID, now, code)
	if err != nil || !fresh {
		return err
	}
	return tx.Append(audit.New(now, audit.House("access"), audit.GrantEnd, audit.On("grant", g.ID)).
		About(g.Cameras...).Because(article, code).With("account", g.Account.String()))
}

// keep tells identity that sessions with live grants are in use: a duty wall
// does not idle out.
func (s *Service) keep(ctx context.Context, due bool) error {
	if !due {
		return nil
	}
	s.mu.Lock()
	sessions := map[shiheng.SessionID]struct{}{}
	for _, r := range s.open {
		if r.ended == nil && r.minted && r.grant.Act == shiheng.ActLive && len(r.watches) > 0 {
			sessions[r.grant.Session] = struct{}{}
		}
	}
	s.mu.Unlock()
	for id := range sessions {
		if err := s.cfg.People.Keep(ctx, id); err != nil {
			return fmt.Errorf("keep session: %w", err)
		}
	}
	return nil
}

// Close writes down, at start, the ends of grants that a stop of the program
// cut off before it could.
func (s *Service) Close(ctx context.Context) error {
	now := s.now()
	left, err := s.cfg.Store.Leftover(ctx, now)
	if err != nil {
		return fmt.Errorf("close leftover grants: %w", err)
	}
	if len(left) == 0 {
		return nil
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		for _, m := range left {
			if err := endGrant(tx, m.Grant, shiheng.Expired("grant.expired"), now); err != nil {
				return err
			}
		}
		return nil
	})
}
