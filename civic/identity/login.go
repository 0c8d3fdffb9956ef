package identity

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Credentials are what somebody types to get in.
type Credentials struct {
	Login, Password string
	Code            string     // one-time or recovery code, "" for none
	Passkey         *Answer    // a passkey shown besides the password, in place of a code
	Remote          netip.Addr // where the request came from
	Agent           string     // the browser's name for itself
	// Previous is a session token the browser still holds, "" for none. That
	// session ends: a login never takes over a session that was there before.
	Previous string
}

// Issued is a session as it is handed to its owner. Token is shown this once.
type Issued struct {
	Token     string
	Principal Principal
}

// errLogin is what every wrong login, password or disabled account looks like
// from outside.
func errLogin() error { return shiheng.Forbidden("login.wrong") }

// Login checks a password and begins a session. Its errors are ErrForbidden
// ("login.wrong", "login.one-time-expired"; with a second factor
// "login.code-needed" and "login.code-wrong"), ErrExhausted
// ("login.throttled" with the seconds to wait, "login.busy"). The event is
// committed with the session; failures are on record as well.
func (s *Service) Login(ctx context.Context, c Credentials) (Issued, error) {
	now := s.now()
	account, hash, try, err := s.look(ctx, c)
	if err != nil {
		return Issued{}, err
	}
	wait, unseen := s.throttle.take(try, now)
	if wait > 0 {
		return Issued{}, errThrottled(wait)
	}
	if len(c.Password) > maxPasswordBytes {
		c.Password = "" // wrong in any case, and not worth the hashing
	}
	right, err := s.hasher.verify(ctx, hash, c.Password)
	if err != nil {
		return Issued{}, fmt.Errorf("check password: %w", err)
	}
	refuse := account.shut(now, right, "login.wrong")
	if refuse == "" && account.MustChange && !account.PasswordUntil.IsZero() && !now.Before(account.PasswordUntil) {
		refuse = "login.one-time-expired"
	}
	if refuse != "" {
		return Issued{}, s.refuseLogin(ctx, account, c, refuse, unseen, now)
	}
	shown, err := s.prove(ctx, account, c, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	issued, err := s.begin(ctx, account, c, shown, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	s.throttle.forgive(try, now)
	s.rehash(ctx, account, hash, c.Password)
	return issued, nil
}

// refuseCode puts a wrong code or key on record. That one is needed is no refusal,
// but the attempt counts until the code comes: who knows the password only
// does not get to guess at codes without waiting.
func (s *Service) refuseCode(ctx context.Context, a Account, c Credentials, err error, now time.Time) error {
	reason := code(err)
	if reason != "login.code-wrong" && reason != "passkey.wrong" && reason != "challenge.used" {
		return err
	}
	actor := audit.Actor{Account: a.ID, Name: a.Login, Remote: remote(c.Remote)}
	if lost := s.fail(ctx, a, audit.New(now, actor, audit.Login, audit.On("account", a.ID)).Refuse("", reason)); lost != nil {
		return fmt.Errorf("record failed login: %w", lost)
	}
	return shiheng.Forbidden(reason)
}

// look finds the account of the login, if there is one.
func (s *Service) look(ctx context.Context, c Credentials) (Account, string, attempt, error) {
	login, err := Normal(c.Login)
	if err != nil {
		return Account{}, "", attempt{login: c.Login, source: c.Remote}, nil
	}
	account, hash, err := s.cfg.Store.Credential(ctx, login)
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return Account{}, "", attempt{login: login, source: c.Remote}, nil
	case err != nil:
		return Account{}, "", attempt{}, fmt.Errorf("look up login: %w", err)
	}
	return account, hash, attempt{login: login, known: true, source: c.Remote}, nil
}

// refuseLogin puts the failure on record. What was typed as an unknown login
// is not: people type their password there.
func (s *Service) refuseLogin(ctx context.Context, a Account, c Credentials, reason string, unseen int, now time.Time) error {
	actor := audit.Actor{Account: a.ID, Name: a.Login, Remote: remote(c.Remote)}
	if a.ID.IsZero() {
		actor.Name = "unknown"
	}
	e := audit.New(now, actor, audit.Login, audit.On("account", a.ID)).Refuse("", reason)
	if unseen > 0 {
		e = e.With("turnedAway", strconv.Itoa(unseen))
	}
	if err := s.fail(ctx, a, e); err != nil {
		return fmt.Errorf("record failed login: %w", err)
	}
	if reason == "login.one-time-expired" {
		return shiheng.Forbidden(reason)
	}
	return errLogin()
}

// rehash renews a hash made at another cost. Failing is no harm: the next
// login tries again.
func (s *Service) rehash(ctx context.Context, a Account, hash, password string) {
	if !s.hasher.stale(hash) {
		return
	}
	renewed, err := s.hasher.hash(ctx, password)
	if err == nil {
		err = s.cfg.Store.Write(ctx, func(tx Tx) error { return tx.SetPassword(a.ID, renewed) })
	}
	if err != nil {
		s.cfg.Logger.WarnContext(ctx, "password hash not renewed", "error", err)
	}
}

// begin makes the session. A session the browser held before ends with it.
func (s *Service) begin(ctx context.Context, a Account, c Credentials, shown proof, now time.Time) (Issued, error) {
	token, hash := newToken()
	sess := Session{
		ID: shiheng.NewID[shiheng.SessionID](now), Account: a.ID, Begun: now, LastSeen: now,
		Until: now.Add(s.cfg.Limit), Remote: remote(c.Remote), Agent: agent(c.Agent), Way: shown.way(c), Fresh: shown.fresh(now), Proved: shown.name(),
		Standing: shown.standing(a),
	}
	p := Principal{Account: a, Session: sess, Remote: remote(c.Remote)}
	var old shiheng.SessionID
	if c.Previous != "" {
		if prev, _, err := s.cfg.Store.SessionByToken(ctx, hashToken(c.Previous), now.Add(-rotateGrace)); err == nil {
			old = prev.ID
		}
	}
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if !old.IsZero() {
			if _, err := tx.EndSession(old, now, "session.replaced"); err != nil {
				return err
			}
		}
		current, err := tx.Account(a.ID)
		if err != nil {
			return err
		}
		if current.Disabled || current.LockedUntil.After(now) { // since the password was checked
			return errLogin()
		}
		if current.SecondFactor != a.SecondFactor || current.Passkey != a.Passkey { // since the code was checked
			return errLogin()
		}
		if err := shown.use(tx, a.ID, now); err != nil {
			return err
		}
		if err := tx.LoggedIn(a.ID, now); err != nil {
			return err
		}
		if err := tx.InsertSession(sess, hash); err != nil {
			return err
		}
		return tx.Append(audit.New(now, p.Actor(), audit.Login, audit.On("account", a.ID)).With("agent", sess.Agent).With("way", sess.Way).With("factor", shown.kind()).
			WithAny("standing", string(sess.Standing)).WithAny("strong", shown.strong).WithAny("revocation", shown.revocation))
	})
	if err != nil {
		return Issued{}, fmt.Errorf("begin session: %w", err)
	}
	if !old.IsZero() {
		s.tellEnded(shiheng.Expired("session.replaced"), old)
	}
	return Issued{Token: token, Principal: p}, nil
}

// remote is an address as it stands on record.
func remote(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.Unmap().String()
}

// agent bounds what a browser says of itself.
func agent(s string) string {
	const most = 200
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}
