package identity

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// oneTimeLife is how long a one-time password works.
const oneTimeLife = 72 * time.Hour

// OpenClaim makes the token with which the first administrator claims an
// unclaimed house, and voids an earlier one. It is printed at start, to whoever
// can read the console of the machine. A claimed house gives ErrConflict.
func (s *Service) OpenClaim(ctx context.Context) (string, error) {
	token, hash := newToken()
	err := s.cfg.Store.Write(ctx, func(tx Tx) error {
		if n, err := tx.CountAccounts(); err != nil || n > 0 {
			return orClaimed(err)
		}
		return tx.SetClaimHash(hash)
	})
	if err != nil {
		return "", fmt.Errorf("open claim: %w", err)
	}
	return token, nil
}

func orClaimed(err error) error {
	if err != nil {
		return err
	}
	return shiheng.Conflict("house.claimed")
}

// Claimed reports whether the house has any account.
func (s *Service) Claimed(ctx context.Context) (bool, error) { return s.cfg.Store.Claimed(ctx) }

// A NewAccount is a person to be let in.
type NewAccount struct {
	Login, Name string
	// Roles are for accounts that the house makes itself; what a person gives
	// goes by [Service.SetRoles].
	Roles []Grantable
	// Reason is why they are given.
	Reason string
}

// Grantable is a role to be given: over what and for how long.
type Grantable struct {
	Role   Role      `json:"role"`
	Target Target    `json:"target"`
	Until  time.Time `json:"until,omitzero"` // zero: until withdrawn
}

// Claim makes the first account, a system administrator, for whoever holds
// the claim token. The token works once. A wrong one is an ErrForbidden.
func (s *Service) Claim(ctx context.Context, token, login, name, password string, from netip.Addr) (Account, error) {
	now := s.now()
	if wait, _ := s.throttle.take(attempt{login: "claim token", source: from}, now); wait > 0 {
		return Account{}, shiheng.Exhausted("login.throttled", "seconds", fmt.Sprint(int(wait/time.Second)+1))
	}
	a, err := newAccount(login, name, now)
	if err != nil {
		return Account{}, err
	}
	if err := CheckPassword(a.Login, password); err != nil {
		return Account{}, err
	}
	phc, err := s.hasher.hash(ctx, password)
	if err != nil {
		return Account{}, err
	}
	actor := audit.Actor{Account: a.ID, Name: a.Login, Remote: remote(from)}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		want, err := tx.ClaimHash()
		if err != nil {
			return err
		}
		if n, err := tx.CountAccounts(); err != nil || n > 0 {
			return orClaimed(err)
		}
		if len(want) == 0 || subtle.ConstantTimeCompare(want, hashToken(token)) != 1 {
			return shiheng.Forbidden("house.claim-token")
		}
		if err := tx.SetClaimHash(nil); err != nil {
			return err
		}
		if err := tx.InsertAccount(a, phc); err != nil {
			return err
		}
		for _, role := range []Role{SystemAdministrator, SecurityAdministrator} {
			if err := s.assign(tx, actor, a, given{Grantable: Grantable{Role: role}}, now); err != nil {
				return err
			}
		}
		return tx.Append(audit.New(now, actor, audit.Claim, audit.On("account", a.ID)))
	})
	if err != nil {
		who := audit.Actor{Name: "unknown", Remote: remote(from)}
		return Account{}, fmt.Errorf("claim house: %w", s.onRecord(ctx, who, audit.Claim, audit.Object{Kind: "house"}, err))
	}
	return a, nil
}

func newAccount(login, name string, now time.Time) (Account, error) {
	login, err := Normal(login)
	if err != nil {
		return Account{}, err
	}
	if name = strings.TrimSpace(name); name == "" || len(name) > 200 {
		return Account{}, shiheng.Invalid("account.name")
	}
	return Account{ID: shiheng.NewID[shiheng.AccountID](now), Login: login, Name: name, CreatedAt: now, Version: 1}, nil
}

// Create makes an account with a one-time password, shown this once. The
// person must change it at the first login, within three days.
func (s *Service) Create(ctx context.Context, actor audit.Actor, in NewAccount) (Account, string, error) {
	now := s.now()
	a, err := newAccount(in.Login, in.Name, now)
	if err != nil {
		return Account{}, "", err
	}
	if len(in.Roles) > 0 && !actor.Account.IsZero() {
		return Account{}, "", shiheng.Invalid("account.roles")
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return Account{}, "", err
	}
	if err := s.checkRoles(in.Roles, policy.Profile, now); err != nil {
		return Account{}, "", err
	}
	a.MustChange, a.PasswordUntil = true, now.Add(oneTimeLife)
	password := oneTime()
	phc, err := s.hasher.hash(ctx, password)
	if err != nil {
		return Account{}, "", err
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := tx.InsertAccount(a, phc); err != nil {
			return err
		}
		if err := tx.Append(audit.New(now, actor, audit.AccountCreate, audit.On("account", a.ID)).With("login", a.Login)); err != nil {
			return err
		}
		return s.replaceRoles(tx, actor, a, Asked{Want: in.Roles, Reason: in.Reason}, now)
	})
	if err != nil {
		err = s.onRecord(ctx, actor, audit.AccountCreate, audit.Object{Kind: "account"}, err)
		return Account{}, "", fmt.Errorf("create account: %w", err)
	}
	return a, password, nil
}

// Reset gives an account a new one-time password, shown this once, and ends
// its sessions.
func (s *Service) Reset(ctx context.Context, actor audit.Actor, id shiheng.AccountID) (string, error) {
	password := oneTime()
	phc, err := s.hasher.hash(ctx, password)
	if err != nil {
		return "", err
	}
	now := s.now()
	var ended []shiheng.SessionID
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		a, err := tx.Account(id)
		if err != nil {
			return err
		}
		a.MustChange, a.PasswordUntil = true, now.Add(oneTimeLife)
		if err := tx.UpdateAccount(a); err != nil {
			return err
		}
		if err := tx.SetPassword(id, phc); err != nil {
			return err
		}
		if ended, err = endAll(tx, id, shiheng.SessionID{}, now, "session.password"); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.PasswordReset, audit.On("account", id)))
	})
	if err != nil {
		return "", fmt.Errorf("reset password: %w", err)
	}
	s.tellEnded(shiheng.Forbidden("session.password"), ended...)
	return password, nil
}

// ChangePassword replaces one's own password. The old one must be right; all
// sessions of the account end, this one is replaced by the one returned.
func (s *Service) ChangePassword(ctx context.Context, p Principal, current, next string) (Issued, error) {
	now := s.now()
	_, hash, err := s.cfg.Store.Credential(ctx, p.Account.Login)
	if err != nil {
		return Issued{}, fmt.Errorf("change password: %w", err)
	}
	try, err := s.try(p, now)
	if err != nil {
		return Issued{}, err
	}
	if right, err := s.hasher.verify(ctx, hash, current); err != nil || !right {
		return Issued{}, s.refusePassword(ctx, p, err, now)
	}
	s.throttle.forgive(try, now)
	if err := CheckPassword(p.Account.Login, next); err != nil {
		return Issued{}, err
	}
	if current == next {
		return Issued{}, shiheng.Invalid("password.same")
	}
	phc, err := s.hasher.hash(ctx, next)
	if err != nil {
		return Issued{}, err
	}
	return s.replacePassword(ctx, p, phc, now)
}

func (s *Service) refusePassword(ctx context.Context, p Principal, err error, now time.Time) error {
	if err != nil {
		return fmt.Errorf("check password: %w", err)
	}
	e := audit.New(now, p.Actor(), audit.PasswordChange, audit.On("account", p.Account.ID)).Refuse("", "login.wrong")
	if err := s.cfg.Log.Append(ctx, e); err != nil {
		return fmt.Errorf("record refused password change: %w", err)
	}
	return errLogin()
}

func (s *Service) replacePassword(ctx context.Context, p Principal, phc string, now time.Time) (Issued, error) {
	token, tokenHash := newToken()
	out := Issued{Token: token, Principal: p}
	var ended []shiheng.SessionID
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		a, err := tx.Account(p.Account.ID)
		if err != nil {
			return err
		}
		a.MustChange, a.PasswordUntil = false, time.Time{}
		if err := tx.UpdateAccount(a); err != nil {
			return err
		}
		if err := tx.SetPassword(a.ID, phc); err != nil {
			return err
		}
		if ended, err = endAll(tx, a.ID, shiheng.SessionID{}, now, "session.password"); err != nil {
			return err
		}
		a.Version++
		out.Principal.Account = a
		out.Principal.Session = Session{
			ID: shiheng.NewID[shiheng.SessionID](now), Account: a.ID, Begun: now, LastSeen: now,
			Until: p.Session.Until, Remote: p.Remote, Agent: p.Session.Agent, Fresh: now, Proved: "password",
		}
		if err := tx.InsertSession(out.Principal.Session, tokenHash); err != nil {
			return err
		}
		return tx.Append(audit.New(now, p.Actor(), audit.PasswordChange, audit.On("account", a.ID)))
	})
	if err != nil {
		return Issued{}, fmt.Errorf("change password: %w", err)
	}
	s.tellEnded(shiheng.Forbidden("session.password"), ended...)
	return out, nil
}

// endAll ends the live sessions of an account but one.
func endAll(tx Tx, account shiheng.AccountID, but shiheng.SessionID, now time.Time, cause string) ([]shiheng.SessionID, error) {
	live, err := tx.LiveSessions(account)
	if err != nil {
		return nil, err
	}
	var ended []shiheng.SessionID
	for _, sess := range live {
		if sess.ID == but {
			continue
		}
		if _, err := tx.EndSession(sess.ID, now, cause); err != nil {
			return nil, err
		}
		ended = append(ended, sess.ID)
	}
	return ended, nil
}
