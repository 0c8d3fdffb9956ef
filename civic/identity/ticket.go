package identity

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	"shiheng.internal"
)

type ticketKind struct{}

type ticketID = shiheng.ID[ticketKind]

// A ticket is a challenge on its way: what was asked of whom. Only its owner's
// browser holds it, sealed, until the answer comes, so that strangers who ask
// and never answer cost no row. An answer that was right is noted in the
// transaction that acts on it: each challenge is good once.
type ticket struct {
	ID      ticketID          `json:"id"`
	For     string            `json:"for"` // what it was asked for; a ticket is good for nothing else
	Account shiheng.AccountID `json:"account,omitzero"`
	Session shiheng.SessionID `json:"session,omitzero"` // zero: nobody is signed in yet
	Host    string            `json:"host,omitempty"`
	Kept    []byte            `json:"kept"` // what the answer is checked against
	Until   time.Time         `json:"until"`
}

// challengeLife is how long somebody may take to answer.
const challengeLife = 5 * time.Minute

// errOver is what a challenge that is too old, of another session, or none of
// ours looks like.
func errOver() error { return shiheng.Expired("challenge.over") }

// challengeFor binds what is sealed to what it was asked for.
func challengeFor(what string) string { return "challenge: " + what }

// issue seals a ticket; its id and end are given here.
func (s *Service) issue(t ticket, life time.Duration) (string, error) {
	now := s.now()
	t.ID, t.Until = shiheng.NewID[ticketID](now), now.Add(life)
	plain, err := json.Marshal(t)
	if err != nil {
		return "", fmt.Errorf("write challenge: %w", err)
	}
	sealed, err := s.cfg.Sealer.Seal(plain, challengeFor(t.For))
	if err != nil {
		return "", fmt.Errorf("seal challenge: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(sealed), nil
}

// redeem opens a ticket that was issued for what, in that session. It does not
// spend it: see [ticket.spend].
func (s *Service) redeem(text, what string, session shiheng.SessionID) (t ticket, err error) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return t, errOver()
	}
	plain, err := s.cfg.Sealer.Open(sealed, challengeFor(what))
	if err != nil {
		return t, errOver() // forged, or sealed for something else
	}
	if err := json.Unmarshal(plain, &t); err != nil {
		return t, fmt.Errorf("read challenge: %w", err)
	}
	if t.For != what || t.Session != session || !s.now().Before(t.Until) {
		return t, errOver()
	}
	return t, nil
}

// spend notes that the challenge was answered. The second time somebody sends
// what he overheard.
func (t ticket) spend(tx Tx) error {
	first, err := tx.SpendChallenge(t.ID.String(), t.Until)
	if err == nil && !first {
		return shiheng.Forbidden("challenge.used")
	}
	return err
}
