package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/civic/identity/passkey"
)

// Config is what a Service needs.
type Config struct {
	Store Store
	// Log takes events that change no row, such as failed logins.
	Log audit.Log
	// Gate bounds how many passwords are checked at a time in the whole
	// process; two on two cores.
	Gate *semaphore.Weighted
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// Cost of a password check; zero means the default.
	Cost Cost
	// Idle ends a session that was not seen for so long; zero means 30 minutes.
	// Running live grants count as seen, since a duty wall does not idle out.
	Idle time.Duration
	// Limit ends a session whatever happens; zero means 12 hours, one shift.
	Limit time.Duration
	// CommissioningDays is the longest box of a commissioning assignment, from
	// the law pack's limit. Required.
	CommissioningDays int
	// Sealer keeps the secrets of second factors. Required.
	Sealer Sealer
	// Party is the house as authenticators know it; nil: it takes no passkeys.
	Party func(context.Context) (passkey.Party, error)
	// Provider says who somebody is outside; nil: nobody does.
	Provider Provider
	// Trust reads whom the house believes about certificates, at each sign-in;
	// nil: nobody.
	Trust func() (Trust, error)
	// Policy says what the house asks of whoever signs in; nil: the defaults.
	// It is asked for every request.
	Policy func(context.Context) (Policy, error)
	// PolicyChanged is told when a rule of Policy was changed here. Optional.
	PolicyChanged func()
	// Listeners are told of ended sessions and changed rights. Optional.
	Listeners []Listener
	Logger    *slog.Logger
}

// Service is the room's desk. Safe for concurrent use.
type Service struct {
	cfg      Config
	hasher   hasher
	throttle *Throttle
	checked  atomic.Int64 // answers of keys that were checked
}

// New makes a service. It starts nothing; see [Service.Sweep].
func New(cfg Config) (*Service, error) {
	if cfg.Store == nil || cfg.Log == nil || cfg.Gate == nil || cfg.Sealer == nil || cfg.CommissioningDays <= 0 {
		return nil, errors.New("identity: Store, Log, Gate, Sealer and CommissioningDays are required")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Idle == 0 {
		cfg.Idle = 30 * time.Minute
	}
	if cfg.Limit == 0 {
		cfg.Limit = 12 * time.Hour
	}
	s := &Service{cfg: cfg, throttle: NewThrottle()}
	s.hasher.gate, s.hasher.cost = cfg.Gate, cfg.Cost.orDefault()
	return s, nil
}

// now is the instant as rows keep it.
func (s *Service) now() time.Time { return s.cfg.Now().UTC().Truncate(time.Microsecond) }

// newToken makes an opaque token of 256 bits and the hash it is kept by. The
// hash needs no salt: the token is random and long.
func newToken() (token string, hash []byte) {
	var raw [32]byte
	rand.Read(raw[:])
	token = base64.RawURLEncoding.EncodeToString(raw[:])
	return token, hashToken(token)
}

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// tell hands what was committed to those who must act on it.
func (s *Service) tellEnded(cause error, sessions ...shiheng.SessionID) {
	for _, l := range s.cfg.Listeners {
		for _, id := range sessions {
			l.SessionEnded(id, cause)
		}
	}
}

func (s *Service) tellRights(account shiheng.AccountID) {
	for _, l := range s.cfg.Listeners {
		l.RightsChanged(account)
	}
}

// Account returns one account.
func (s *Service) Account(ctx context.Context, id shiheng.AccountID) (Account, error) {
	return s.cfg.Store.Account(ctx, id)
}

// Accounts lists accounts, oldest first.
func (s *Service) Accounts(ctx context.Context, p audit.Paging) (audit.Page[Account], error) {
	return s.cfg.Store.Accounts(ctx, p)
}

// Assignments returns the roles an account holds or is to hold; with the zero
// account, everybody's.
func (s *Service) Assignments(ctx context.Context, account shiheng.AccountID) ([]Assignment, error) {
	return s.cfg.Store.Assignments(ctx, account)
}

// onRecord puts a refusal by a rule on record, when err is one, and returns
// err as it is. The change it refused was rolled back.
func (s *Service) onRecord(ctx context.Context, actor audit.Actor, act audit.Act, on audit.Object, err error) error {
	e, ours := errors.AsType[*shiheng.Error](err)
	if !ours || e.Kind != shiheng.ErrForbidden {
		return err
	}
	if lost := s.cfg.Log.Append(ctx, audit.New(s.now(), actor, act, on).Refuse(e.Article, e.Code)); lost != nil {
		return fmt.Errorf("record refusal: %w", lost)
	}
	return err
}
