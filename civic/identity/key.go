package identity

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// A KeyKind is a way into an account besides its password.
type KeyKind string

// The kinds of keys.
const (
	Passkey KeyKind = "passkey" // WebAuthn, see civic/identity/passkey
)

type keyKind struct{}

// KeyID names one key of an account.
type KeyID = shiheng.ID[keyKind]

// A Key opens an account besides its password. What is kept of it is public:
// nobody gets in by reading it.
type Key struct {
	ID       KeyID
	Account  shiheng.AccountID
	Kind     KeyKind
	Name     string // as its owner calls it
	Mark     string // what it is found by; unique within its kind
	Material []byte // what answers are checked against
	Counter  int64  // of authenticators that count their uses
	Until    time.Time
	By       shiheng.AccountID // who entered it
	Created  time.Time
	Used     time.Time
	// Stopped: it showed to be in two hands and opens nothing any more. It
	// still counts as there, or a copy of it would take away the second factor.
	Stopped time.Time
}

// Bounds of keys.
const (
	maxKeys    = 20
	maxKeyName = 60
)

func keyName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if n := len([]rune(name)); n < 1 || n > maxKeyName {
		return "", shiheng.Invalid("key.name", "most", strconv.Itoa(maxKeyName))
	}
	return name, nil
}

// Keys returns the keys of an account, the oldest first.
func (s *Service) Keys(ctx context.Context, account shiheng.AccountID) ([]Key, error) {
	return s.cfg.Store.Keys(ctx, account)
}

// addKey stores a key of an account within its bounds.
func addKey(tx Tx, actor audit.Actor, k Key) error {
	held, err := tx.Keys(k.Account)
	if err != nil {
		return err
	}
	if len(held) >= maxKeys {
		return shiheng.Conflict("key.many", "most", strconv.Itoa(maxKeys))
	}
	if err := tx.InsertKey(k); err != nil {
		return err
	}
	return tx.Append(audit.New(k.Created, actor, audit.KeyAdd, audit.On("account", k.Account)).
		With("kind", string(k.Kind)).With("key", k.ID.String()).With("name", k.Name))
}

// RenameKey calls an own key something else.
func (s *Service) RenameKey(ctx context.Context, p Principal, id KeyID, name string) error {
	name, err := keyName(name)
	if err != nil {
		return err
	}
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		k, err := ownKey(tx, p.Account.ID, id)
		if err != nil {
			return err
		}
		k.Name = name
		if err := tx.UpdateKey(k); err != nil {
			return err
		}
		return tx.Append(audit.New(s.now(), p.Actor(), audit.KeyRename, audit.On("account", k.Account)).
			With("kind", string(k.Kind)).With("key", id.String()).With("name", name))
	})
	if err != nil {
		return fmt.Errorf("rename key: %w", err)
	}
	return nil
}

func ownKey(tx Tx, account shiheng.AccountID, id KeyID) (Key, error) {
	k, err := tx.Key(id)
	if err == nil && k.Account != account {
		return Key{}, shiheng.NotFound("key.none")
	}
	return k, err
}

// MayDropKey is the code of why its owner may not take a key of all away, or
// empty.
func (s *Service) MayDropKey(ctx context.Context, k Key, all []Key) (string, error) {
	must, err := s.required(ctx)
	if err != nil || !must || k.Kind != Passkey {
		return "", err
	}
	for _, other := range all {
		if other.Kind == Passkey && other.ID != k.ID {
			return "", nil
		}
	}
	a, err := s.cfg.Store.Account(ctx, k.Account)
	if err != nil || a.SecondFactor {
		return "", err
	}
	return "factor.required", nil
}

// DropKey takes a key of an account away: its owner's act, who stays in with
// that session, or that of whoever manages accounts (the caller has asked
// civic/access). All other sessions of the account end, whoever holds the key
// may have begun one. The last second factor stays where the house requires
// one, unless somebody else takes it away.
func (s *Service) DropKey(ctx context.Context, actor audit.Actor, account shiheng.AccountID, id KeyID) error {
	now := s.now()
	must, err := s.required(ctx)
	if err != nil {
		return err
	}
	own, stay := account == actor.Account, shiheng.SessionID{}
	if own {
		stay = actor.Session
	}
	var ended []shiheng.SessionID
	err = s.cfg.Store.Write(ctx, func(tx Tx) (err error) {
		k, err := ownKey(tx, account, id)
		if err != nil {
			return err
		}
		if err := tx.DropKey(id); err != nil {
			return err
		}
		a, err := tx.Account(account)
		if err != nil {
			return err
		}
		switch {
		case k.Kind != Passkey || a.twofold():
		case own && must:
			return shiheng.Forbidden("factor.required")
		default: // nothing is left that they would stand in for
			if err := tx.SetRecovery(account, nil); err != nil {
				return err
			}
		}
		if ended, err = endAll(tx, account, stay, now, "session.factor"); err != nil {
			return err
		}
		return tx.Append(audit.New(now, actor, audit.KeyDrop, audit.On("account", account)).
			With("kind", string(k.Kind)).With("key", id.String()).With("name", k.Name))
	})
	if err != nil {
		return fmt.Errorf("take key away: %w", s.onRecord(ctx, actor, audit.KeyDrop, audit.On("account", account), err))
	}
	s.tellEnded(shiheng.Forbidden("session.factor"), ended...)
	return nil
}
