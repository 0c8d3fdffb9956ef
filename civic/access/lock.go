package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity"
	"shiheng.internal/civic/registry"
)

// Lock locks the controls of a duty post that nobody attends: pictures go on,
// everything else waits for whoever proves to be its owner, or takes over.
// Locking what is locked succeeds.
func (s *Service) Lock(ctx context.Context, p identity.Principal) error {
	return s.locks(ctx, p, audit.SessionLock, true)
}

// Unlock frees the controls; the caller has had the person prove who they are.
func (s *Service) Unlock(ctx context.Context, p identity.Principal) error {
	return s.locks(ctx, p, audit.SessionUnlock, false)
}

// locks writes a change of the lock with its event, when it is one.
func (s *Service) locks(ctx context.Context, p identity.Principal, act audit.Act, lock bool) error {
	now := s.now()
	if err := s.cfg.Store.SetLock(ctx, p.Session.ID, lock, audit.New(now, p.Actor(), act, audit.On("session", p.Session.ID))); err != nil {
		return fmt.Errorf("lock session: %w", err)
	}
	return nil
}

// Locked reports whether the controls of the session are locked.
func (s *Service) Locked(ctx context.Context, id shiheng.SessionID) (bool, error) {
	locked, err := s.cfg.Store.Locked(ctx, id)
	if err != nil {
		return false, fmt.Errorf("read lock of session: %w", err)
	}
	return locked, nil
}

// Unattended refuses something that was tried at a locked post. What changes
// or shows something is on record; looks that pages make by themselves are not.
func (s *Service) Unattended(ctx context.Context, p identity.Principal, what string, record bool) error {
	err := shiheng.Forbidden("session.locked").By("W168/29/1")
	if !record {
		return err
	}
	e := audit.New(s.now(), p.Actor(), audit.ManagementAct, audit.On("session", p.Session.ID)).With("tried", what).Refuse(err.Article, err.Code)
	if logged := s.cfg.Log.Append(ctx, e); logged != nil {
		return fmt.Errorf("record refusal: %w", logged)
	}
	return err
}

// A Handed grant took the place of another at a change of shift.
type Handed struct {
	From shiheng.GrantID
	To   shiheng.Grant
}

// HandOver gives the live pictures of one session to another: those of cameras
// that the one who takes over may watch live, each under a grant of their own
// that is decided and on record like any other. What watches the old grant
// watches the new one when HandOver returns, so that no picture stops for it.
// The change itself is on record before anything moves.
func (s *Service) HandOver(ctx context.Context, from, to identity.Principal) ([]Handed, error) {
	now := s.now()
	old := s.watchedBy(from.Session.ID)
	e := audit.New(now, to.Actor(), audit.SessionHandOver, audit.On("session", from.Session.ID)).
		With("from", from.Account.Login).With("to", to.Account.Login).With("session", to.Session.ID.String()).With("grants", fmt.Sprint(len(old)))
	if err := s.cfg.Log.Append(ctx, e); err != nil {
		return nil, fmt.Errorf("record change of shift: %w", err)
	}
	rights, err := s.Rights(ctx, to)
	if err != nil {
		return nil, err
	}
	var out []Handed
	for _, g := range old {
		linked, err := s.cfg.Cameras.Linked(ctx, g.Cameras...)
		if err != nil {
			return out, fmt.Errorf("read cameras: %w", err)
		}
		cameras := rights.watchable(linked)
		if len(cameras) == 0 {
			continue
		}
		fresh, err := s.Open(ctx, Request{Principal: to, Act: shiheng.ActLive, Cameras: cameras})
		if _, refused := errors.AsType[*Refusal](err); refused {
			continue // rights changed just now: these pictures end with the old session
		}
		if err != nil {
			return out, err
		}
		s.move(g.ID, fresh.ID)
		out = append(out, Handed{From: g.ID, To: fresh})
	}
	return out, nil
}

// watchable are the cameras one may watch live now.
func (r Rights) watchable(linked []registry.Linked) (ids []shiheng.CameraID) {
	for _, c := range linked {
		if r.Knows(c) && r.Can(c)[shiheng.ActLive] == (Reason{}) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// watchedBy are the live grants of a session through which somebody looks,
// oldest first.
func (s *Service) watchedBy(id shiheng.SessionID) (out []shiheng.Grant) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.open {
		if r.grant.Session == id && r.grant.Act == shiheng.ActLive && r.minted && r.ended == nil && len(r.watches) > 0 {
			out = append(out, r.grant)
		}
	}
	slices.SortFunc(out, func(a, b shiheng.Grant) int { return strings.Compare(a.ID.String(), b.ID.String()) })
	return out
}

// move lets everything that watches one grant watch another. A grant that ended
// meanwhile ends them too.
func (s *Service) move(from, to shiheng.GrantID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, b := s.open[from], s.open[to]
	if a == nil || b == nil {
		return
	}
	for w := range a.watches {
		w.of = b
		if b.ended != nil {
			w.cancel(b.ended)
			continue
		}
		b.watches[w] = struct{}{}
	}
	clear(a.watches)
}
