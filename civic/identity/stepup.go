package identity

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// rotateGrace is how long the token before the last one is still known, for
// requests that were under way when it changed. Such a request counts as one
// that proved nothing lately.
const rotateGrace = 10 * time.Second

// Fresh returns nil when the person behind the principal proved who he is
// within the time the house asks for before a sensitive act, and otherwise an
// ErrForbidden ("session.step-up"): he proves it again and repeats the act.
// That one has to is no refusal and is not on record; the proving is.
func (s *Service) Fresh(ctx context.Context, p Principal) error {
	policy, err := s.policy(ctx)
	if err != nil {
		return err
	}
	if s.now().Sub(p.Session.Fresh) > policy.StepUp {
		return shiheng.Forbidden("session.step-up", "minutes", strconv.Itoa(int(policy.StepUp/time.Minute)))
	}
	return nil
}

// StepUp proves anew who sits there, by password and, where the account has a
// second factor, a code; by the code alone in a session that owes just that.
// The session goes on under a new token, with all that runs under it. Errors as
// of [Service.Login].
func (s *Service) StepUp(ctx context.Context, p Principal, password, code string) (Issued, error) {
	now := s.now()
	try, err := s.try(p, now)
	if err != nil {
		return Issued{}, err
	}
	ask := s.retype
	if p.Session.Standing == Owed && password == "" {
		ask = s.payOwed
	}
	a, shown, err := ask(ctx, p, Credentials{Password: password, Code: code}, now)
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	issued, err := s.renew(ctx, p, now, shown, func(tx Tx) error { return shown.use(tx, a.ID, now) })
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// retype checks what somebody who is signed in typed once more: of c the
// password and the code.
func (s *Service) retype(ctx context.Context, p Principal, c Credentials, now time.Time) (Account, proof, error) {
	a, hash, err := s.cfg.Store.Credential(ctx, p.Account.Login)
	if err != nil {
		return a, proof{}, fmt.Errorf("look up account: %w", err)
	}
	if len(c.Password) > maxPasswordBytes {
		c.Password = ""
	}
	right, err := s.hasher.verify(ctx, hash, c.Password)
	switch {
	case err != nil:
		return a, proof{}, fmt.Errorf("check password: %w", err)
	case !right || a.LockedUntil.After(now):
		return a, proof{}, errLogin()
	}
	shown, err := s.prove(ctx, a, c, now)
	return a, shown, err
}

// renew gives a session a new token and notes by what its owner proved to be
// the owner. also runs in the same transaction.
func (s *Service) renew(ctx context.Context, p Principal, now time.Time, shown proof, also func(Tx) error) (Issued, error) {
	token, hash := newToken()
	r := Renewal{Session: p.Session.ID, Token: hash, At: now, Fresh: now, Proved: shown.name(), Was: p.Session.Standing, Standing: p.Session.Standing}
	switch {
	case shown.key.Kind == Outside && shown.strong == "":
		r.Fresh, r.Standing = time.Time{}, Owed
	case shown.key.Kind == Outside:
		r.Standing = Vouched
	case r.Was == Owed:
		r.Standing = ""
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := also(tx); err != nil {
			return err
		}
		live, err := tx.RenewSession(r)
		switch {
		case err != nil:
			return err
		case !live:
			return shiheng.Expired("session.none")
		}
		return tx.Append(audit.New(now, p.Actor(), audit.SessionStepUp, audit.On("session", p.Session.ID)).
			With("factor", r.Proved).WithAny("standing", string(r.Standing)).WithAny("strong", shown.strong))
	})
	if err != nil {
		return Issued{}, fmt.Errorf("prove who one is: %w", err)
	}
	p.Session.Fresh, p.Session.Proved, p.Session.Standing = r.Fresh, r.Proved, r.Standing
	return Issued{Token: token, Principal: p}, nil
}

// refuseProof puts a failed proof of somebody signed in on record and counts
// it. That a code is needed is no failure.
func (s *Service) refuseProof(ctx context.Context, p Principal, act audit.Act, err error) error {
	switch code(err) {
	case "login.code-wrong", "login.wrong", "passkey.wrong", "sm2.wrong", "sm2.host", "challenge.used",
		"oidc.wrong", "oidc.unbound", "oidc.stale", "oidc.weak":
	default:
		return err
	}
	e := audit.New(s.now(), p.Actor(), act, audit.On("account", p.Account.ID)).Refuse("", code(err))
	if lost := s.fail(ctx, p.Account, e); lost != nil {
		return fmt.Errorf("record failed proof: %w", lost)
	}
	return err
}

// fail puts a failed proof of who one is on record, and counts it against the
// account where the house locks accounts for a while.
func (s *Service) fail(ctx context.Context, a Account, e audit.Event) error {
	policy, err := s.policy(ctx)
	if err != nil {
		return err
	}
	counts := e.Reason != "login.locked" && e.Reason != "login.disabled" && e.Reason != "login.over"
	if policy.LockAfter == 0 || a.ID.IsZero() || !counts {
		return s.cfg.Log.Append(ctx, e)
	}
	return s.cfg.Store.Write(ctx, func(tx Tx) error {
		n, err := tx.Failed(a.ID)
		if err != nil {
			return err
		}
		if n >= policy.LockAfter {
			until := e.At.Add(policy.LockFor)
			if err := tx.Lock(a.ID, until); err != nil {
				return err
			}
			lock := audit.New(e.At, audit.House("identity"), audit.AccountLock, audit.On("account", a.ID)).
				With("failures", strconv.Itoa(n)).With("until", until.Format(time.RFC3339))
			if err := tx.Append(lock); err != nil {
				return err
			}
		}
		return tx.Append(e)
	})
}
