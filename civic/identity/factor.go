package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A Factor is what an account shows besides its password: a time-based
// one-time code (RFC 6238 with SHA-1, six digits, 30 seconds, which is what
// every authenticator program knows). It counts once it is confirmed.
type Factor struct {
	Account   shiheng.AccountID
	Sealed    []byte    // the secret of 160 bits, see [Sealer]
	Begun     time.Time // when the secret was made
	Confirmed time.Time // zero: not in force yet
	LastStep  int64     // the newest time step whose code was used; none is used twice
}

// Sealer keeps secrets unreadable in rows. The purpose is bound to the secret:
// what was sealed for one opens for no other.
type Sealer interface {
	Seal(plain []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}

// An Enrolment is a secret as it is handed to its owner, this once: typed, or
// read from a picture of the address.
type Enrolment struct {
	Secret  string // base32
	Address string // otpauth://totp/…
}

const (
	codePeriod = 30 * time.Second
	codeSkew   = 1 // steps a clock may be off, to either side
	// recoveryCodes is how many codes for the day the telephone is lost an
	// account gets, each good once.
	recoveryCodes = 10
	// enrolLife is how long a begun enrolment may be confirmed.
	enrolLife = 15 * time.Minute
)

// sealedFor binds a secret to its account.
func sealedFor(id shiheng.AccountID) string { return "second factor of " + id.String() }

// errCode is what every wrong, used or late code looks like from outside.
func errCode() error { return shiheng.Forbidden("login.code-wrong") }

// A proof is a code or key that was right, still to be used up in the
// transaction that acts on it. The zero proof is that of an account without a
// factor.
type proof struct {
	step     int64
	recovery []byte // hash of a recovery code
	key      Key    // with its new counter
	ticket   ticket // what the key answered
	strong   string // by which of the house's words somebody else's proof counts as strong
	// revocation says how a certificate was found to stand, where that is
	// worth saying.
	revocation string
}

// use spends the proof: a code is good once, also when two come at once.
func (p proof) use(tx Tx, id shiheng.AccountID, now time.Time) error {
	switch {
	case !p.key.ID.IsZero():
		if !p.ticket.ID.IsZero() { // a certificate answers its challenge in the handshake
			if err := p.ticket.spend(tx); err != nil {
				return err
			}
		}
		used, err := tx.UseKey(p.key.ID, p.key.Counter, now)
		if err == nil && !used {
			return errPasskey()
		}
		return err
	case p.recovery != nil:
		return orCode(tx.UseRecovery(id, p.recovery, now))
	case p.step > 0:
		return orCode(tx.UseStep(id, p.step))
	}
	return nil
}

func orCode(used bool, err error) error {
	if err == nil && !used {
		return errCode()
	}
	return err
}

// kind is how the proof stands on record.
func (p proof) kind() string {
	switch {
	case !p.key.ID.IsZero():
		return string(p.key.Kind)
	case p.recovery != nil:
		return "recovery"
	case p.step > 0:
		return "code"
	}
	return "none"
}

// name is the proof as it stands with the session.
func (p proof) name() string {
	if k := p.kind(); k != "none" {
		return k
	}
	return "password"
}

// way is how a session that such a proof begins was begun: by what was shown
// alone, or by the password before it.
func (p proof) way(c Credentials) string {
	if c.Login == "" {
		return p.name()
	}
	return "password"
}

// fresh is from when such a proof counts for sensitive acts: not at all where
// somebody else vouched, or a card may have been left in its reader.
func (p proof) fresh(now time.Time) time.Time {
	if p.key.Kind == Outside || p.key.Kind == Certificate {
		return time.Time{}
	}
	return now
}

// prove checks a code or passkey against the factors in force. Without either
// it answers "login.code-needed" with what would do: the caller asks for it.
func (s *Service) prove(ctx context.Context, a Account, c Credentials, now time.Time) (proof, error) {
	if !a.twofold() {
		return proof{}, nil
	}
	if c.Passkey != nil {
		return s.proveByPasskey(ctx, a, c, now)
	}
	code := strings.TrimSpace(c.Code)
	if code == "" {
		return proof{}, shiheng.Forbidden("login.code-needed", "code", strconv.FormatBool(a.SecondFactor), "passkey", strconv.FormatBool(a.Passkey))
	}
	if len(code) > 6 { // letters in groups, however they were typed
		return proof{recovery: hashToken(recoveryForm(code))}, nil
	}
	if !a.SecondFactor {
		return proof{}, errCode()
	}
	f, err := s.cfg.Store.Factor(ctx, a.ID)
	if err != nil {
		return proof{}, fmt.Errorf("second factor: %w", err)
	}
	step, err := s.stepOf(f, code, now)
	if err != nil {
		return proof{}, err
	}
	return proof{step: step}, nil
}

// proveByPasskey checks the passkey that was shown besides the password.
func (s *Service) proveByPasskey(ctx context.Context, a Account, c Credentials, now time.Time) (proof, error) {
	t, err := s.redeem(c.Passkey.Ticket, forPasskeyLogin, shiheng.SessionID{})
	if err != nil {
		return proof{}, err
	}
	shown, err := s.ownPasskey(ctx, a, t, *c.Passkey, now)
	if err != nil {
		return proof{}, s.refuseCloned(ctx, Principal{Account: a, Remote: remote(c.Remote)}, audit.Login, shown.key, err)
	}
	return shown, nil
}

// stepOf finds the time step that a code belongs to, newer than the last one
// used.
func (s *Service) stepOf(f Factor, code string, now time.Time) (int64, error) {
	secret, err := s.cfg.Sealer.Open(f.Sealed, sealedFor(f.Account))
	if err != nil {
		return 0, fmt.Errorf("second factor of %s: %w", f.Account, err)
	}
	typed := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	found := int64(0)
	for skew := -codeSkew; skew <= codeSkew; skew++ {
		at := now.Add(time.Duration(skew) * codePeriod)
		want, err := totp.GenerateCodeCustom(typed, at, totp.ValidateOpts{
			Period: uint(codePeriod / time.Second), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
		})
		if err != nil {
			return 0, fmt.Errorf("second factor of %s: %w", f.Account, err)
		}
		if step := at.Unix() / int64(codePeriod/time.Second); subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && step > f.LastStep {
			found = step
		}
	}
	if found == 0 {
		return 0, errCode()
	}
	return found, nil
}

// recoveryForm is a recovery code as it is hashed, however it was typed.
func recoveryForm(code string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' {
			return -1
		}
		return r
	}, code))
}

// Enrol begins a second factor for one's own account: a fresh secret, in force
// once [Service.ConfirmFactor] was given a code of it within a quarter of an
// hour. issuer is the name under which an authenticator program shows it. An
// account that has a factor gets ErrConflict: it drops the old one first.
func (s *Service) Enrol(ctx context.Context, p Principal, issuer string) (Enrolment, error) {
	now := s.now()
	secret := make([]byte, 20)
	rand.Read(secret)
	sealed, err := s.cfg.Sealer.Seal(secret, sealedFor(p.Account.ID))
	if err != nil {
		return Enrolment{}, fmt.Errorf("enrol second factor: %w", err)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: strings.ReplaceAll(issuer, ":", " "), AccountName: p.Account.Login, Secret: secret})
	if err != nil {
		return Enrolment{}, fmt.Errorf("enrol second factor: %w", err)
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		a, err := tx.Account(p.Account.ID)
		if err != nil {
			return err
		}
		if a.SecondFactor {
			return shiheng.Conflict("factor.there")
		}
		if err := tx.PutFactor(Factor{Account: a.ID, Sealed: sealed, Begun: now}); err != nil {
			return err
		}
		return tx.Append(audit.New(now, p.Actor(), audit.FactorBegin, audit.On("account", a.ID)))
	})
	if err != nil {
		return Enrolment{}, fmt.Errorf("enrol second factor: %w", err)
	}
	return Enrolment{Secret: key.Secret(), Address: key.URL()}, nil
}

// ConfirmFactor puts a begun factor in force and returns the recovery codes,
// shown this once. The account's other sessions end: they were begun without.
func (s *Service) ConfirmFactor(ctx context.Context, p Principal, code string) ([]string, error) {
	now := s.now()
	try, err := s.try(p, now)
	if err != nil {
		return nil, err
	}
	f, err := s.cfg.Store.Factor(ctx, p.Account.ID)
	if errors.Is(err, shiheng.ErrNotFound) || err == nil && now.Sub(f.Begun) > enrolLife {
		return nil, shiheng.Expired("factor.begin-anew")
	}
	if err != nil {
		return nil, fmt.Errorf("confirm second factor: %w", err)
	}
	step, err := s.stepOf(f, strings.TrimSpace(code), now)
	if err != nil {
		return nil, s.refuseFactor(ctx, p, audit.FactorConfirm, err)
	}
	codes, hashes := newRecovery()
	var ended []shiheng.SessionID
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		a, err := tx.Account(p.Account.ID)
		if err != nil {
			return err
		}
		if a.SecondFactor {
			return shiheng.Conflict("factor.there")
		}
		f.Confirmed, f.LastStep = now, step
		if err := tx.PutFactor(f); err != nil {
			return err
		}
		if err := tx.SetRecovery(a.ID, hashes); err != nil {
			return err
		}
		if ended, err = endAll(tx, a.ID, p.Session.ID, now, "session.factor"); err != nil {
			return err
		}
		return tx.Append(audit.New(now, p.Actor(), audit.FactorConfirm, audit.On("account", a.ID)))
	})
	if err != nil {
		return nil, fmt.Errorf("confirm second factor: %w", err)
	}
	s.throttle.forgive(try, now)
	s.tellEnded(shiheng.Forbidden("session.factor"), ended...)
	return codes, nil
}

// newRecovery makes recovery codes and the hashes they are kept by. They are
// random and long, so that the hashes need no salt.
func newRecovery() (codes []string, hashes [][]byte) {
	for range recoveryCodes {
		c := oneTime()
		codes, hashes = append(codes, c), append(hashes, hashToken(recoveryForm(c)))
	}
	return codes, hashes
}

// DropFactor takes the own one-time codes away, for the right password and a
// code. Where the house requires a second factor and there is no passkey it is
// refused.
func (s *Service) DropFactor(ctx context.Context, p Principal, password, code string) error {
	now := s.now()
	try, err := s.try(p, now)
	if err != nil {
		return err
	}
	a, err := s.cfg.Store.Account(ctx, p.Account.ID)
	if err != nil {
		return fmt.Errorf("drop second factor: %w", err)
	}
	if !a.SecondFactor {
		return shiheng.Conflict("factor.none")
	}
	a, shown, err := s.retype(ctx, p, Credentials{Password: password, Code: code}, now)
	if err != nil {
		return s.refuseProof(ctx, p, audit.FactorDrop, err)
	}
	must, err := s.required(ctx)
	if err != nil {
		return err
	}
	if must && !a.Passkey {
		return s.refuseFactor(ctx, p, audit.FactorDrop, shiheng.Forbidden("factor.required"))
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := shown.use(tx, a.ID, now); err != nil {
			return err
		}
		if err := tx.DropFactor(a.ID); err != nil {
			return err
		}
		if !a.Passkey { // else they stand in for it
			if err := tx.SetRecovery(a.ID, nil); err != nil {
				return err
			}
		}
		return tx.Append(audit.New(now, p.Actor(), audit.FactorDrop, audit.On("account", a.ID)).With("shown", shown.kind()))
	})
	if err != nil {
		return s.refuseFactor(ctx, p, audit.FactorDrop, err)
	}
	s.throttle.forgive(try, now)
	return nil
}

// ResetFactor takes another account's one-time codes and passkeys away, for
// somebody who lost them and the recovery codes (the caller has asked
// civic/access). All sessions of the account end. One's own is ErrForbidden: that way goes by
// password and code.
func (s *Service) ResetFactor(ctx context.Context, actor audit.Actor, id shiheng.AccountID) error {
	now := s.now()
	var ended []shiheng.SessionID
	err := s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		a, err := tx.Account(id)
		switch {
		case err != nil:
			return err
		case a.ID == actor.Account:
			return shiheng.Forbidden("account.self")
		case !a.twofold():
			return shiheng.Conflict("factor.none")
		}
		if err := dropFactors(tx, id); err != nil {
			return err
		}
		if ended, err = endAll(tx, id, shiheng.SessionID{}, now, "session.factor"); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.FactorReset, audit.On("account", id)))
	})
	if err != nil {
		return fmt.Errorf("reset second factor: %w", s.onRecord(ctx, actor, audit.FactorReset, audit.On("account", id), err))
	}
	s.tellEnded(shiheng.Forbidden("session.factor"), ended...)
	return nil
}

// dropFactors takes away all that an account shows besides its password.
func dropFactors(tx Tx, id shiheng.AccountID) error {
	keys, err := tx.Keys(id)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if k.Kind != Passkey {
			continue
		}
		if err := tx.DropKey(k.ID); err != nil {
			return err
		}
	}
	if err := tx.DropFactor(id); err != nil {
		return err
	}
	return tx.SetRecovery(id, nil)
}

// MustEnrol reports whether somebody may do nothing yet but set up the second
// factor that the house requires. A session vouched for by a strong proof needs
// none of its account's own.
func (s *Service) MustEnrol(ctx context.Context, p Principal) (bool, error) {
	if p.Account.twofold() || p.Session.Standing == Vouched {
		return false, nil
	}
	return s.required(ctx)
}

func (s *Service) required(ctx context.Context) (bool, error) {
	p, err := s.policy(ctx)
	return p.FactorRequired, err
}

// try takes one attempt of somebody who is in already.
func (s *Service) try(p Principal, now time.Time) (attempt, error) {
	from, _ := netip.ParseAddr(p.Remote)
	a := attempt{login: p.Account.Login, known: true, source: from}
	if wait, _ := s.throttle.take(a, now); wait > 0 {
		return a, shiheng.Exhausted("login.throttled", "seconds", strconv.Itoa(int(wait/time.Second)+1))
	}
	return a, nil
}

// refuseFactor puts a refused act on record.
func (s *Service) refuseFactor(ctx context.Context, p Principal, act audit.Act, err error) error {
	return s.onRecord(ctx, p.Actor(), act, audit.On("account", p.Account.ID), err)
}
