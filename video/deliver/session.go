package deliver

import (
	"context"
	"errors"
	"time"

	"shiheng.internal"
)

// A session is one player's use of a grant: admitted, ended by its cause,
// counted.
type session struct {
	d      *Deliver
	grant  shiheng.Grant // guarded by d.mu; that of a session of the past never changes
	camera shiheng.CameraID
	cancel context.CancelCauseFunc
	until  *time.Timer // guarded by d.mu
	unlink func()
}

// errLeft ends the session of a player that went away by itself.
var errLeft = errors.New("player left")

// admit opens a session, or says why not. The returned context ends with the
// session, its cause telling why: ErrExpired at the grant's Until, what
// [Grants] says when it is revoked, or the end of ctx. The caller calls close.
func (d *Deliver) admit(ctx context.Context, g shiheng.Grant, camera shiheng.CameraID, acts ...shiheng.Act) (context.Context, *session, error) {
	now := d.c.Now()
	if err := permits(g, camera, now, acts); err != nil {
		d.stats.refused.Add(1)
		return nil, nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	s := &session{d: d, grant: g, camera: camera, cancel: cancel}
	if err := d.enter(s); err != nil {
		cancel(err)
		d.stats.refused.Add(1)
		return nil, nil, err
	}
	until := time.AfterFunc(g.Until.Sub(now), func() {
		d.stats.expired.Add(1)
		s.end(shiheng.Expired("grant.expired", "until", stamp(s.held().Until).String()))
	})
	d.mu.Lock()
	s.until = until
	d.mu.Unlock()
	s.unlink = d.c.Grants.Watch(g, func(cause error) {
		if ctx.Err() == nil {
			d.stats.revoked.Add(1)
		}
		s.end(cause)
	})
	if ctx.Err() != nil {
		err := context.Cause(ctx)
		s.close()
		return nil, nil, err
	}
	d.stats.opened.Add(1)
	return ctx, s, nil
}

// permits holds the grant against what is asked. A grant to look through
// masks is refused as long as nobody here can draw them.
func permits(g shiheng.Grant, camera shiheng.CameraID, now time.Time, acts []shiheng.Act) error {
	act := acts[0]
	for _, a := range acts {
		if g.Act == a {
			act = a
		}
	}
	if err := g.Permits(act, camera, now); err != nil {
		return err
	}
	if g.Masked {
		return shiheng.Unavailable("grant.masked")
	}
	return nil
}

// enter takes a place in the bounds.
func (d *Deliver) enter(s *session) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case !d.running:
		return errStopping()
	case len(d.sessions) >= d.c.Limits.Sessions:
		return shiheng.Exhausted("session.total")
	case d.account[s.grant.Account] >= d.c.Limits.PerAccount:
		return shiheng.Exhausted("session.account")
	}
	d.sessions[s] = struct{}{}
	d.account[s.grant.Account]++
	d.work.Add(1)
	return nil
}

// held is the grant the session is under now.
func (s *session) held() shiheng.Grant {
	s.d.mu.Lock()
	defer s.d.mu.Unlock()
	return s.grant
}

// HandOver lets live sessions go on under another grant: the next shift took
// over. One whose camera the new grant does not open ends with the reason. The
// caller has moved what [Grants] watches first. Safe for concurrent use.
func (d *Deliver) HandOver(from shiheng.GrantID, to shiheng.Grant) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.c.Now()
	for s := range d.sessions {
		if s.grant.ID != from {
			continue
		}
		if err := permits(to, s.camera, now, []shiheng.Act{shiheng.ActLive}); err != nil {
			s.end(err)
			continue
		}
		d.leaveAccount(s.grant.Account)
		d.account[to.Account]++
		s.grant = to
		if s.until != nil {
			s.until.Reset(to.Until.Sub(now))
		}
	}
}

// leaveAccount gives back a place of an account; d.mu is held.
func (d *Deliver) leaveAccount(id shiheng.AccountID) {
	if d.account[id]--; d.account[id] <= 0 {
		delete(d.account, id)
	}
}

// end ends the session with cause; the first cause stays.
func (s *session) end(cause error) { s.cancel(cause) }

// close gives the session's place back. Only its owner calls it, once.
func (s *session) close() {
	s.cancel(errLeft)
	if s.unlink != nil {
		s.unlink()
	}
	s.d.mu.Lock()
	defer s.d.mu.Unlock()
	if s.until != nil {
		s.until.Stop()
	}
	delete(s.d.sessions, s)
	s.d.leaveAccount(s.grant.Account)
	s.d.work.Done()
}
