// Package passkey speaks WebAuthn (Level 3) as the relying party: what a
// browser is asked, and whether its answer holds. Passkeys here are always
// discoverable and always verify their user (PIN, finger or face, shown to the
// person's own device), so that one alone says who sits there. No attestation
// is asked for: which make of key people use is none of the house's business.
//
// The room is pure: it keeps nothing, has no clock and knows neither accounts
// nor rows. That a challenge is young, used once and bound to the right person
// is civic/identity's to see to. The WebAuthn library stays within it.
package passkey

import (
	"crypto/elliptic"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"shiheng.internal"
)

// A Party is the house as authenticators know it.
type Party struct {
	Host    string   // the relying party's id: a host name without port
	Name    string   // as the browser shows it
	Origins []string // where its pages come from, such as https://video.example.cn
}

// A Credential is the public part of a passkey.
type Credential struct {
	ID        []byte `json:"id"`
	PublicKey []byte `json:"publicKey"` // COSE
	// Counter grows with each use in authenticators that count; the others
	// leave it at zero.
	Counter    uint32   `json:"-"`
	Eligible   bool     `json:"backupEligible"` // may be copied to the person's other devices
	Transports []string `json:"transports,omitempty"`
	// Cloned is set by [Party.Check]: the counter did not grow, so two devices
	// may hold this key.
	Cloned bool `json:"-"`
}

// An Owner is whose passkey it is or is to be.
type Owner struct {
	Handle      []byte // opaque to authenticators, never changes
	Login, Name string
	Has         []Credential
}

// Asked is a question to a browser, and what is kept to check the answer. The
// second never leaves the house unsealed.
type Asked struct{ Options, Kept json.RawMessage }

// errWrong is what every answer that does not hold looks like.
func errWrong(cause error) error { return shiheng.Forbidden("passkey.wrong").From(cause) }

func (p Party) library() (*webauthn.WebAuthn, error) {
	w, err := webauthn.New(&webauthn.Config{
		RPID: p.Host, RPDisplayName: p.Name, RPOrigins: p.Origins, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("passkeys of %s: %w", p.Host, err)
	}
	return w, nil
}

// AskNew asks for a new passkey of o's, on none of the devices that hold one.
func (p Party) AskNew(o Owner) (Asked, error) {
	w, err := p.library()
	if err != nil {
		return Asked{}, err
	}
	options, kept, err := w.BeginRegistration(owner{o}, webauthn.WithExclusions(descriptors(o.Has)))
	if err != nil {
		return Asked{}, fmt.Errorf("ask for a new passkey: %w", err)
	}
	return asked(options.Response, kept)
}

// New returns the passkey that the answer brings. An answer that does not hold
// is an ErrForbidden ("passkey.wrong").
func (p Party) New(o Owner, kept, answer []byte) (Credential, error) {
	w, session, err := p.resume(kept)
	if err != nil {
		return Credential{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return Credential{}, errWrong(err)
	}
	c, err := w.CreateCredential(owner{o}, session, parsed)
	if err != nil {
		return Credential{}, errWrong(err)
	}
	out := Credential{ID: c.ID, PublicKey: c.PublicKey, Counter: c.Authenticator.SignCount, Eligible: c.Flags.BackupEligible}
	for _, t := range c.Transport {
		out.Transports = append(out.Transports, string(t))
	}
	return out, nil
}

// Ask asks for a passkey: one of those, or, with none named, any that the
// browser holds for the house.
func (p Party) Ask(of []Credential) (Asked, error) {
	w, err := p.library()
	if err != nil {
		return Asked{}, err
	}
	options, kept, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Asked{}, fmt.Errorf("ask for a passkey: %w", err)
	}
	// Whose key answered is checked by who knows the keys; the list is for the
	// browser's choice only.
	options.Response.AllowedCredentials = descriptors(of)
	return asked(options.Response, kept)
}

// ID is the id of the passkey that answered, before anything is checked.
func ID(answer []byte) ([]byte, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return nil, errWrong(err)
	}
	return parsed.RawID, nil
}

// Check checks an answer by the passkey that gave it and returns the passkey
// with its new counter. An answer that does not hold is an ErrForbidden
// ("passkey.wrong").
func (p Party) Check(kept, answer, handle []byte, c Credential) (Credential, error) {
	w, session, err := p.resume(kept)
	if err != nil {
		return c, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return c, errWrong(err)
	}
	session.UserID = handle
	got, err := w.ValidateLogin(owner{Owner{Handle: handle, Has: []Credential{c}}}, session, parsed)
	if err != nil {
		return c, errWrong(err)
	}
	c.Counter, c.Cloned = got.Authenticator.SignCount, got.Authenticator.CloneWarning
	return c, nil
}

// Decoy is a key that opens nothing, checked for an unknown id so that the
// answer takes the work of a known one: its private part is known to everybody,
// and what it says is refused whatever it says.
func Decoy(id []byte) Credential {
	g := elliptic.P256().Params()
	key := []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}
	key = append(key, g.Gx.FillBytes(make([]byte, 32))...)
	key = append(key, 0x22, 0x58, 0x20)
	return Credential{ID: id, PublicKey: append(key, g.Gy.FillBytes(make([]byte, 32))...)}
}

func (p Party) resume(kept []byte) (*webauthn.WebAuthn, webauthn.SessionData, error) {
	var session webauthn.SessionData
	w, err := p.library()
	if err != nil {
		return nil, session, err
	}
	if err := json.Unmarshal(kept, &session); err != nil {
		return nil, session, fmt.Errorf("kept challenge: %w", err)
	}
	if session.RelyingPartyID != "" && session.RelyingPartyID != p.Host {
		return nil, session, errWrong(errors.New("the house changed its name meanwhile"))
	}
	return w, session, nil
}

func asked(options, kept any) (a Asked, err error) {
	if a.Options, err = json.Marshal(options); err != nil {
		return a, fmt.Errorf("write the question: %w", err)
	}
	if a.Kept, err = json.Marshal(kept); err != nil {
		return a, fmt.Errorf("keep the question: %w", err)
	}
	return a, nil
}

func descriptors(list []Credential) []protocol.CredentialDescriptor {
	var out []protocol.CredentialDescriptor
	for _, c := range list {
		d := protocol.CredentialDescriptor{Type: protocol.PublicKeyCredentialType, CredentialID: c.ID}
		for _, t := range c.Transports {
			d.Transport = append(d.Transport, protocol.AuthenticatorTransport(t))
		}
		out = append(out, d)
	}
	return out
}

// owner shows an Owner to the library.
type owner struct{ Owner }

func (o owner) WebAuthnID() []byte          { return o.Handle }
func (o owner) WebAuthnName() string        { return o.Login }
func (o owner) WebAuthnDisplayName() string { return o.Name }

func (o owner) WebAuthnCredentials() []webauthn.Credential {
	out := make([]webauthn.Credential, 0, len(o.Has))
	for _, c := range o.Has {
		out = append(out, webauthn.Credential{
			ID: c.ID, PublicKey: c.PublicKey, Flags: webauthn.CredentialFlags{BackupEligible: c.Eligible},
			Authenticator: webauthn.Authenticator{SignCount: c.Counter},
		})
	}
	return out
}
