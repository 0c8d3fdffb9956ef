package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
)

// Outside is a key kept by somebody else: an identity at the provider that the
// house trusts (OpenID Connect). It says who somebody is and nothing more:
// rights come from our own rows, and nobody gets an account by it.
const Outside KeyKind = "oidc"

// A Handshake is what one sign-in at the provider is told apart by: State comes
// back with the browser, Nonce in what the provider signs, and Verifier proves
// to the provider that who redeems the code is who asked for it (PKCE).
type Handshake struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	// Anew has the provider ask even whoever is signed in there.
	Anew bool `json:"anew,omitempty"`
}

// An Outsider is who somebody is at the provider.
type Outsider struct {
	Issuer string
	Mark   string // value of the claim that the house goes by
	// Class and Methods say how the provider found out (acr, amr), and At when
	// it last did; empty where it does not say.
	Class   string
	Methods []string
	At      time.Time
}

// A Provider says who somebody is. Safe for concurrent use. Where none is set
// up its methods answer ErrConflict ("oidc.off"); one that does not answer is
// ErrUnavailable ("oidc.down"), one whose answer does not hold ErrForbidden
// ("oidc.wrong").
type Provider interface {
	// Issuer is the provider's address as its answers bear it.
	Issuer(ctx context.Context) (string, error)
	// Address is where a browser signs in.
	Address(ctx context.Context, h Handshake) (string, error)
	// Redeem turns the code that the browser brought back into who it is.
	Redeem(ctx context.Context, code string, h Handshake) (Outsider, error)
	// Leave is where a browser signs out there too, empty when there is no such
	// place.
	Leave(ctx context.Context) (string, error)
}

// Sent is where a browser is sent, and the ticket it keeps meanwhile.
type Sent struct{ Ticket, Address string }

// Returned is what it comes back with.
type Returned struct{ Ticket, State, Code string }

// What tickets of the provider are issued for.
const (
	forOutsideLogin = "oidc login"
	forOutsideBind  = "oidc bind"
)

// errOutside is what every outsider who does not get in looks like: unknown
// here, or known by an account that is shut.
func errOutside() error { return shiheng.Forbidden("oidc.unbound") }

func outsideMark(o Outsider) string { return o.Issuer + " " + o.Mark }

func (s *Service) provider() (Provider, error) {
	if s.cfg.Provider == nil {
		return nil, shiheng.Conflict("oidc.off")
	}
	return s.cfg.Provider, nil
}

// AskOutside sends a browser to the provider to sign in.
func (s *Service) AskOutside(ctx context.Context) (Sent, error) {
	return s.send(ctx, ticket{For: forOutsideLogin})
}

// AskOutsideBind sends somebody signed in to the provider, to bind who they
// are there to their account here.
func (s *Service) AskOutsideBind(ctx context.Context, p Principal) (Sent, error) {
	return s.send(ctx, ticket{For: forOutsideBind, Account: p.Account.ID, Session: p.Session.ID})
}

func (s *Service) send(ctx context.Context, t ticket) (Sent, error) {
	with, err := s.provider()
	if err != nil {
		return Sent{}, err
	}
	h := Handshake{State: randomWord(), Nonce: randomWord(), Verifier: randomWord(), Anew: t.For == forOutsideStepUp}
	address, err := with.Address(ctx, h)
	if err != nil {
		return Sent{}, err
	}
	if t.Kept, err = json.Marshal(h); err != nil {
		return Sent{}, fmt.Errorf("keep handshake: %w", err)
	}
	text, err := s.issue(t, challengeLife)
	return Sent{Ticket: text, Address: address}, err
}

// randomWord is 256 random bits as text.
func randomWord() string {
	var raw [32]byte
	rand.Read(raw[:])
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// arrive checks what a browser brought back, and has the provider say who it
// is.
func (s *Service) arrive(ctx context.Context, r Returned, what string, session shiheng.SessionID) (ticket, Outsider, error) {
	with, err := s.provider()
	if err != nil {
		return ticket{}, Outsider{}, err
	}
	t, err := s.redeem(r.Ticket, what, session)
	if err != nil {
		return t, Outsider{}, err
	}
	var h Handshake
	if err := json.Unmarshal(t.Kept, &h); err != nil {
		return t, Outsider{}, fmt.Errorf("kept handshake: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(h.State), []byte(r.State)) != 1 {
		return t, Outsider{}, shiheng.Forbidden("oidc.wrong") // another browser began this
	}
	who, err := with.Redeem(ctx, r.Code, h)
	return t, who, err
}

// OutsideLogin begins a session for whoever the provider says it is. Its
// errors are ErrExpired ("challenge.over"), ErrForbidden ("oidc.wrong",
// "oidc.unbound", "challenge.used"), ErrUnavailable ("oidc.down") and
// ErrExhausted ("login.throttled"). Such a session proved nothing fresh to us, and
// unless the provider's proof counts as strong it owes the account's second
// factor, see [Standing]. Of c only Remote, Agent and Previous count.
func (s *Service) OutsideLogin(ctx context.Context, c Credentials, r Returned) (Issued, error) {
	now := s.now()
	// Nobody is named yet; by source alone, or one could make all the rest wait.
	try := attempt{login: "oidc " + remote(c.Remote), source: c.Remote}
	wait, unseen := s.throttle.take(try, now)
	if wait > 0 {
		return Issued{}, errThrottled(wait)
	}
	t, who, err := s.arrive(ctx, r, forOutsideLogin, shiheng.SessionID{})
	if err != nil {
		if !errors.Is(err, shiheng.ErrForbidden) {
			s.throttle.forgive(try, now) // nobody guessed at anything
			return Issued{}, err
		}
		return Issued{}, s.refuseOutside(ctx, Account{}, c, code(err), unseen, err)
	}
	key, account, err := s.cfg.Store.KeyByMark(ctx, Outside, outsideMark(who))
	switch {
	case errors.Is(err, shiheng.ErrNotFound):
		return Issued{}, s.refuseOutside(ctx, Account{}, c, "oidc.unbound", unseen, errOutside())
	case err != nil:
		return Issued{}, fmt.Errorf("look up outsider: %w", err)
	}
	if refuse := account.shut(now, true, ""); refuse != "" {
		return Issued{}, s.refuseOutside(ctx, account, c, refuse, unseen, errOutside())
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return Issued{}, err
	}
	issued, err := s.begin(ctx, account, c, proof{key: key, ticket: t, strong: who.strong(policy.OutsideStrong)}, now)
	if err != nil {
		return Issued{}, s.refuseCode(ctx, account, c, err, now)
	}
	s.throttle.forgive(try, now)
	return issued, nil
}

// refuseOutside puts a sign-in by provider that failed on record.
func (s *Service) refuseOutside(ctx context.Context, a Account, c Credentials, reason string, unseen int, said error) error {
	if err := s.refuseLogin(ctx, a, c, reason, unseen, s.now()); code(err) != "login.wrong" {
		return err
	}
	return said
}

// BindOutside binds who somebody is at the provider to the own account.
func (s *Service) BindOutside(ctx context.Context, p Principal, r Returned) (Key, error) {
	t, who, err := s.arrive(ctx, r, forOutsideBind, p.Session.ID)
	if err != nil {
		return Key{}, s.refuseFactor(ctx, p, audit.KeyAdd, err)
	}
	k := s.outsideKey(p.Account.ID, p.Account.ID, who)
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		if err := t.spend(tx); err != nil {
			return err
		}
		return addKey(tx, p.Actor(), k)
	})
	if err != nil {
		return Key{}, fmt.Errorf("bind outside identity: %w", s.refuseFactor(ctx, p, audit.KeyAdd, err))
	}
	return k, nil
}

// BindOutsideOf binds an identity at the provider to somebody's account, by
// the value of the claim that the house goes by (the caller has asked
// civic/access). One's own is bound by signing in there.
func (s *Service) BindOutsideOf(ctx context.Context, actor audit.Actor, account shiheng.AccountID, mark string) (Key, error) {
	with, err := s.provider()
	if err != nil {
		return Key{}, err
	}
	mark = strings.TrimSpace(mark)
	if n := len([]rune(mark)); n < 1 || n > maxKeyName {
		return Key{}, shiheng.Invalid("oidc.mark")
	}
	issuer, err := with.Issuer(ctx)
	if err != nil {
		return Key{}, err
	}
	k := s.outsideKey(account, actor.Account, Outsider{Issuer: issuer, Mark: mark})
	err = s.cfg.Store.Write(ctx, func(tx Tx) error {
		switch a, err := tx.Account(account); {
		case err != nil:
			return err
		case a.ID == actor.Account:
			return shiheng.Forbidden("account.self")
		}
		return addKey(tx, actor, k)
	})
	if err != nil {
		return Key{}, fmt.Errorf("bind outside identity: %w", s.onRecord(ctx, actor, audit.KeyAdd, audit.On("account", account), err))
	}
	return k, nil
}

func (s *Service) outsideKey(account, by shiheng.AccountID, who Outsider) Key {
	now := s.now()
	return Key{
		ID: shiheng.NewID[KeyID](now), Account: account, Kind: Outside, Name: clipName(who.Mark), Mark: outsideMark(who),
		Material: []byte{}, By: by, Created: now,
	}
}

// clipName bounds what somebody else calls a person.
func clipName(s string) string {
	r := []rune(s)
	return string(r[:min(len(r), maxKeyName)])
}

// LeaveOutside is where a browser whose session the provider vouched for signs
// out there too; empty for other sessions and providers without such a place.
func (s *Service) LeaveOutside(ctx context.Context, p Principal) string {
	if p.Session.Way != string(Outside) || s.cfg.Provider == nil {
		return ""
	}
	address, err := s.cfg.Provider.Leave(ctx)
	if err != nil {
		return "" // signing out here does not wait for somebody else
	}
	return address
}
