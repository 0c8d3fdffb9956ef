package identity

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity/passkey"
)

// A Question is what a browser is asked, and the ticket it sends back with the
// answer.
type Question struct {
	Ticket  string
	Options json.RawMessage
}

// An Answer is what a key said to a question.
type Answer struct {
	Ticket string
	Said   json.RawMessage
}

// What tickets of passkeys are issued for.
const (
	forPasskeyLogin  = "passkey login"
	forPasskeyStepUp = "passkey step-up"
	forPasskeyNew    = "passkey new"
)

// party is the house as authenticators know it.
func (s *Service) party(ctx context.Context) (passkey.Party, error) {
	if s.cfg.Party == nil {
		return passkey.Party{}, shiheng.Unavailable("passkey.off")
	}
	p, err := s.cfg.Party(ctx)
	if err != nil {
		return p, fmt.Errorf("who asks for passkeys: %w", err)
	}
	return p, nil
}

func passkeyMark(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

// credential reads a passkey back from what is kept of it.
func (k Key) credential() (passkey.Credential, error) {
	var c passkey.Credential
	if err := json.Unmarshal(k.Material, &c); err != nil {
		return c, fmt.Errorf("passkey %s: %w", k.ID, err)
	}
	c.Counter = uint32(k.Counter)
	return c, nil
}

// passkeysOf returns the passkeys of an account; live: those that open it.
func (s *Service) passkeysOf(ctx context.Context, id shiheng.AccountID, live bool) ([]passkey.Credential, error) {
	keys, err := s.cfg.Store.Keys(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("keys of %s: %w", id, err)
	}
	var out []passkey.Credential
	for _, k := range keys {
		if k.Kind != Passkey || live && !k.Stopped.IsZero() {
			continue
		}
		c, err := k.credential()
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// AskPasskey asks whoever is not signed in for a passkey. It costs no row and
// says nothing of accounts.
func (s *Service) AskPasskey(ctx context.Context) (Question, error) {
	return s.askPasskey(ctx, ticket{For: forPasskeyLogin}, nil)
}

// AskPasskeyAgain asks somebody signed in for one of their passkeys.
func (s *Service) AskPasskeyAgain(ctx context.Context, p Principal) (Question, error) {
	own, err := s.passkeysOf(ctx, p.Account.ID, true)
	if err != nil {
		return Question{}, err
	}
	if len(own) == 0 {
		return Question{}, shiheng.Conflict("passkey.none")
	}
	return s.askPasskey(ctx, ticket{For: forPasskeyStepUp, Account: p.Account.ID, Session: p.Session.ID}, own)
}

func (s *Service) askPasskey(ctx context.Context, t ticket, of []passkey.Credential) (Question, error) {
	party, err := s.party(ctx)
	if err != nil {
		return Question{}, err
	}
	asked, err := party.Ask(of)
	if err != nil {
		return Question{}, err
	}
	return s.question(t, asked)
}

func (s *Service) question(t ticket, asked passkey.Asked) (Question, error) {
	t.Kept = asked.Kept
	text, err := s.issue(t, challengeLife)
	return Question{Ticket: text, Options: asked.Options}, err
}

// PasskeyLogin begins a session for whoever answered with a passkey. Its
// errors are ErrForbidden ("passkey.wrong", "passkey.cloned"), ErrExpired
// ("challenge.over") and ErrExhausted ("login.throttled"); an unknown key looks
// as a wrong answer does, and costs the same. Of c only Remote, Agent and
// Previous count.
func (s *Service) PasskeyLogin(ctx context.Context, c Credentials, ans Answer) (Issued, error) {
	now := s.now()
	t, err := s.redeem(ans.Ticket, forPasskeyLogin, shiheng.SessionID{})
	if err != nil {
		return Issued{}, err
	}
	key, account, try, err := s.lookPasskey(ctx, ans, c.Remote)
	if err != nil {
		return Issued{}, err
	}
	wait, unseen := s.throttle.take(try, now)
	if wait > 0 {
		return Issued{}, errThrottled(wait)
	}
	shown, err := s.showPasskey(ctx, t, ans, key)
	if err != nil && code(err) != "passkey.wrong" {
		return Issued{}, s.refuseCloned(ctx, Principal{Account: account, Remote: remote(c.Remote)}, audit.Login, key, err)
	}
	if refuse := account.shut(now, err == nil, "passkey.wrong"); refuse != "" {
		return Issued{}, s.refuseKey(ctx, account, c, refuse, unseen, now)
	}
	issued, err := s.begin(ctx, account, c, shown, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// lookPasskey finds the key that answered and whose it is; both are zero for
// an unknown one.
func (s *Service) lookPasskey(ctx context.Context, ans Answer, from netip.Addr) (Key, Account, attempt, error) {
	id, err := passkey.ID(ans.Said)
	if err != nil {
		return Key{}, Account{}, attempt{login: "passkey", source: from}, nil //nolint:nilerr // what cannot be read is of no key, and is refused and counted as such
	}
	key, account, err := s.cfg.Store.KeyByMark(ctx, Passkey, passkeyMark(id))
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return Key{}, Account{}, attempt{login: passkeyMark(id), source: from}, nil
	case err != nil:
		return Key{}, Account{}, attempt{}, fmt.Errorf("look up passkey: %w", err)
	}
	return key, account, attempt{login: account.Login, known: true, source: from}, nil
}

// showPasskey checks an answer by the key that gave it; a decoy stands in for
// the zero key.
func (s *Service) showPasskey(ctx context.Context, t ticket, ans Answer, key Key) (proof, error) {
	party, err := s.party(ctx)
	if err != nil {
		return proof{}, err
	}
	if key.ID.IsZero() {
		id, err := passkey.ID(ans.Said)
		if err != nil {
			return proof{}, err
		}
		s.checked.Add(1)
		_, err = party.Check(t.Kept, ans.Said, []byte("nobody"), passkey.Decoy(id))
		return proof{}, errors.Join(errPasskey(), err)
	}
	c, err := key.credential()
	if err != nil {
		return proof{}, err
	}
	s.checked.Add(1)
	got, err := party.Check(t.Kept, ans.Said, key.Account[:], c)
	switch {
	case err != nil:
		return proof{}, err
	case !key.Stopped.IsZero():
		return proof{}, errPasskey()
	case got.Cloned:
		return proof{}, shiheng.Forbidden("passkey.cloned")
	}
	key.Counter = int64(got.Counter)
	return proof{key: key, ticket: t}, nil
}

// errPasskey is what every wrong, unknown or stopped passkey looks like.
func errPasskey() error { return shiheng.Forbidden("passkey.wrong") }

// refuseCloned stops a key that showed to be in two hands, on record; other
// errors pass.
func (s *Service) refuseCloned(ctx context.Context, p Principal, act audit.Act, key Key, err error) error {
	if code(err) != "passkey.cloned" {
		return err
	}
	now := s.now()
	e := audit.New(now, p.Actor(), act, audit.On("account", p.Account.ID)).Refuse("", "passkey.cloned").
		With("key", key.ID.String()).With("name", key.Name)
	stop := audit.New(now, audit.House("identity"), audit.KeyStop, audit.On("account", p.Account.ID)).
		With("kind", string(key.Kind)).With("key", key.ID.String()).With("name", key.Name)
	lost := s.cfg.Store.Write(ctx, func(tx Tx) error {
		key.Stopped = now
		if err := tx.UpdateKey(key); err != nil {
			return err
		}
		if err := tx.Append(e); err != nil {
			return err
		}
		return tx.Append(stop)
	})
	if lost != nil {
		return fmt.Errorf("stop a cloned passkey: %w", lost)
	}
	return err
}

// StepUpPasskey proves by one of their passkeys that who is signed in still
// sits there. Errors as of [Service.PasskeyLogin].
func (s *Service) StepUpPasskey(ctx context.Context, p Principal, ans Answer) (Issued, error) {
	now := s.now()
	t, err := s.redeem(ans.Ticket, forPasskeyStepUp, p.Session.ID)
	if err != nil {
		return Issued{}, err
	}
	try, err := s.try(p, now)
	if err != nil {
		return Issued{}, err
	}
	shown, err := s.ownPasskey(ctx, p.Account, t, ans, now)
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, s.refuseCloned(ctx, p, audit.SessionStepUp, shown.key, err))
	}
	issued, err := s.renew(ctx, p, now, shown, func(tx Tx) error { return shown.use(tx, p.Account.ID, now) })
	if err != nil {
		return Issued{}, s.refuseProof(ctx, p, audit.SessionStepUp, err)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// ownPasskey checks that the answer is by a passkey of that account. The key
// comes back with an error too, when it is known.
func (s *Service) ownPasskey(ctx context.Context, a Account, t ticket, ans Answer, now time.Time) (proof, error) {
	key, _, _, err := s.lookPasskey(ctx, ans, netip.Addr{})
	if err != nil {
		return proof{}, err
	}
	if key.Account != a.ID {
		key = Key{}
	}
	shown, err := s.showPasskey(ctx, t, ans, key)
	if err == nil && a.LockedUntil.After(now) {
		err = errPasskey()
	}
	if err != nil {
		return proof{key: key}, err
	}
	return shown, nil
}

// EnrolPasskey asks for a new passkey of one's own.
func (s *Service) EnrolPasskey(ctx context.Context, p Principal) (Question, error) {
	if p.Account.MustChange {
		return Question{}, shiheng.Forbidden("account.must-change-password")
	}
	party, err := s.party(ctx)
	if err != nil {
		return Question{}, err
	}
	own, err := s.passkeysOf(ctx, p.Account.ID, false)
	if err != nil {
		return Question{}, err
	}
	asked, err := party.AskNew(passkeyOwner(p.Account, own))
	if err != nil {
		return Question{}, err
	}
	return s.question(ticket{For: forPasskeyNew, Account: p.Account.ID, Session: p.Session.ID}, asked)
}

func passkeyOwner(a Account, has []passkey.Credential) passkey.Owner {
	return passkey.Owner{Handle: a.ID[:], Login: a.Login, Name: a.Name, Has: has}
}

// KeepPasskey registers the passkey that was made. With an account's first
// second factor come recovery codes, shown this once, and its other sessions
// end: they were begun without.
func (s *Service) KeepPasskey(ctx context.Context, p Principal, name string, ans Answer) (Key, []string, error) {
	now := s.now()
	name, err := keyName(name)
	if err != nil {
		return Key{}, nil, err
	}
	t, err := s.redeem(ans.Ticket, forPasskeyNew, p.Session.ID)
	if err != nil {
		return Key{}, nil, err
	}
	k, err := s.newPasskey(ctx, p.Account, t, ans)
	if err != nil {
		return Key{}, nil, s.refuseFactor(ctx, p, audit.KeyAdd, err)
	}
	k.ID, k.Name, k.By, k.Created = shiheng.NewID[KeyID](now), name, p.Account.ID, now
	codes, hashes := newRecovery()
	first := false
	var ended []shiheng.SessionID
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		if err := t.spend(tx); err != nil {
			return err
		}
		a, err := tx.Account(p.Account.ID)
		if err != nil {
			return err
		}
		if err := addKey(tx, p.Actor(), k); err != nil {
			return err
		}
		if first = !a.twofold(); !first {
			return nil
		}
		if err := tx.SetRecovery(a.ID, hashes); err != nil {
			return err
		}
		ended, err = endAll(tx, a.ID, p.Session.ID, now, "session.factor")
		return err
	})
	if err != nil {
		return Key{}, nil, fmt.Errorf("register passkey: %w", err)
	}
	s.tellEnded(shiheng.Forbidden("session.factor"), ended...)
	if !first {
		codes = nil
	}
	return k, codes, nil
}

// newPasskey checks the answer of a browser that made a passkey.
func (s *Service) newPasskey(ctx context.Context, a Account, t ticket, ans Answer) (Key, error) {
	party, err := s.party(ctx)
	if err != nil {
		return Key{}, err
	}
	c, err := party.New(passkeyOwner(a, nil), t.Kept, ans.Said)
	if err != nil {
		return Key{}, err
	}
	material, err := json.Marshal(c)
	if err != nil {
		return Key{}, fmt.Errorf("keep passkey: %w", err)
	}
	return Key{Account: a.ID, Kind: Passkey, Mark: passkeyMark(c.ID), Material: material, Counter: int64(c.Counter)}, nil
}

// shut says why an account does not open although, or because not, what was
// shown is right; empty: it opens.
func (a Account) shut(now time.Time, right bool, wrong string) string {
	switch {
	case a.LockedUntil.After(now): // also for what is right, or the lock would tell
		return "login.locked"
	case !right:
		return wrong
	case a.Disabled:
		return "login.disabled"
	case a.over(now):
		return "login.over"
	}
	return ""
}

// refuseKey puts a sign-in by key that failed on record. From outside all of
// them look like a wrong answer.
func (s *Service) refuseKey(ctx context.Context, a Account, c Credentials, reason string, unseen int, now time.Time) error {
	if err := s.refuseLogin(ctx, a, c, reason, unseen, now); code(err) != "login.wrong" {
		return err
	}
	return errPasskey()
}

// errThrottled says how long to wait before the next attempt.
func errThrottled(wait time.Duration) error {
	seconds := int64((wait + time.Second - 1) / time.Second)
	return shiheng.Exhausted("login.throttled", "seconds", strconv.FormatInt(seconds, 10))
}
