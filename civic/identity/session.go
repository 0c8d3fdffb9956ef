package identity

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// touchEvery is how stale LastSeen may be in the rows.
const touchEvery = time.Minute

// Authenticate returns who a session token belongs to. An unknown, ended,
// idle or overdue one is an ErrExpired ("session.none", "session.idle",
// "session.limit"); a disabled account an ErrForbidden. It is called for each
// request, and also tells the house that the session is in use.
func (s *Service) Authenticate(ctx context.Context, token string, from netip.Addr) (Principal, error) {
	now := s.now()
	sess, account, err := s.cfg.Store.SessionByToken(ctx, hashToken(token), now.Add(-rotateGrace))
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return Principal{}, shiheng.Expired("session.none")
	case err != nil:
		return Principal{}, fmt.Errorf("look up session: %w", err)
	}
	if cause := s.over(sess, now); cause != nil {
		s.endLater(ctx, sess, cause)
		return Principal{}, cause
	}
	if account.Disabled {
		return Principal{}, shiheng.Forbidden("account.disabled")
	}
	if account.over(now) {
		return Principal{}, shiheng.Forbidden("account.over")
	}
	p := Principal{Account: account, Session: sess, Remote: remote(from)}
	if now.Sub(sess.LastSeen) >= touchEvery {
		if err := s.cfg.Store.Touch(ctx, sess.ID, now); err != nil {
			// Rows that cannot be written end the session early, by its idle
			// time, and not at once.
			s.cfg.Logger.WarnContext(ctx, "session not touched", "session", sess.ID.String(), "error", err)
			return p, nil
		}
		p.Session.LastSeen = now
	}
	return p, nil
}

// Keep tells the house that a session is in use without a request of its own:
// a live picture on a duty wall.
func (s *Service) Keep(ctx context.Context, id shiheng.SessionID) error {
	return s.cfg.Store.Touch(ctx, id, s.now())
}

// over says why a session has run out, nil while it has not.
func (s *Service) over(sess Session, now time.Time) error {
	switch {
	case !now.Before(sess.Until):
		return shiheng.Expired("session.limit")
	case now.Sub(sess.LastSeen) > s.cfg.Idle:
		return shiheng.Expired("session.idle")
	}
	return nil
}

func (s *Service) endLater(ctx context.Context, sess Session, cause error) {
	if err := s.end(ctx, audit.House("identity"), audit.SessionEnd, sess, cause); err != nil {
		s.cfg.Logger.WarnContext(ctx, "session not ended", "session", sess.ID.String(), "error", err)
	}
}

// end closes one session on record and tells the listeners. Ending it twice
// is no error.
func (s *Service) end(ctx context.Context, actor audit.Actor, act audit.Act, sess Session, cause error) error {
	now := s.now()
	ended := false
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if ended, err = tx.EndSession(sess.ID, now, code(cause)); err != nil || !ended {
			return err
		}
		return tx.Append(audit.New(now, actor, act, audit.On("session", sess.ID)).
			Because("", code(cause)).With("account", sess.Account.String()))
	})
	if err != nil {
		return fmt.Errorf("end session %s: %w", sess.ID, err)
	}
	if ended {
		s.tellEnded(cause, sess.ID)
	}
	return nil
}

// code is the stable code of one of our errors.
func code(err error) string {
	if e, ok := errors.AsType[*shiheng.Error](err); ok {
		return e.Code
	}
	return "internal"
}

// Logout ends the principal's own session.
func (s *Service) Logout(ctx context.Context, p Principal) error {
	return s.end(ctx, p.Actor(), audit.Logout, p.Session, shiheng.Expired("session.logout"))
}

// Revoke ends a session: one's own, or anybody's by an administrator (the
// caller has asked civic/access). Everything running under it ends at once.
func (s *Service) Revoke(ctx context.Context, actor audit.Actor, id shiheng.SessionID) error {
	sess, err := s.cfg.Store.Session(ctx, id)
	if err != nil {
		return err
	}
	return s.end(ctx, actor, audit.SessionEnd, sess, shiheng.Forbidden("session.revoked"))
}

// Session returns one session.
func (s *Service) Session(ctx context.Context, id shiheng.SessionID) (Session, error) {
	return s.cfg.Store.Session(ctx, id)
}

// Sessions lists live sessions, of one account or (zero) of all.
func (s *Service) Sessions(ctx context.Context, account shiheng.AccountID, p audit.Paging) (audit.Page[Session], error) {
	return s.cfg.Store.Sessions(ctx, account, p)
}

// Sweep ends the sessions that ran out without anybody asking. app runs it
// each minute.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.now()
	stale, err := s.cfg.Store.Stale(ctx, now, now.Add(-s.cfg.Idle))
	if err != nil {
		return fmt.Errorf("sweep sessions: %w", err)
	}
	for _, sess := range stale {
		cause := s.over(sess, now)
		if cause == nil {
			continue
		}
		if err := s.end(ctx, audit.House("identity"), audit.SessionEnd, sess, cause); err != nil {
			return err
		}
	}
	return errors.Join(s.expireChanges(ctx, now), s.endSpent(ctx, now), s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.ForgetChallenges(now) }))
}
