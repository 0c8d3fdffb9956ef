package ledger

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
	"golang.org/x/mod/sumdb/note"
)

// A Checkpoint says how large the log of an origin was and what its root was
// (C2SP tlog-checkpoint). It is signed as a note.
type Checkpoint struct {
	Origin string
	Size   uint64
	Root   Digest
}

// Text is the signed text of a checkpoint.
func (c Checkpoint) Text() string {
	return c.Origin + "\n" + strconv.FormatUint(c.Size, 10) + "\n" + c.Root.Base64() + "\n"
}

var errCheckpoint = errors.New("ledger: no checkpoint")

// ParseCheckpoint reads the text of a checkpoint. Lines behind the third, which
// the format allows, are covered by the signatures and passed over.
func ParseCheckpoint(text string) (c Checkpoint, err error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) != 4 || lines[0] == "" {
		return c, errCheckpoint
	}
	c.Origin = lines[0]
	if c.Size, err = strconv.ParseUint(lines[1], 10, 64); err != nil || strconv.FormatUint(c.Size, 10) != lines[1] {
		return c, errCheckpoint
	}
	if c.Root, err = ParseBase64(lines[2]); err != nil {
		return c, errCheckpoint
	}
	return c, nil
}

// OpenCheckpoint reads a note whose text is a checkpoint of the verifier's name
// that the verifier signed. Lines by others stay unread, and are no error.
func OpenCheckpoint(signed []byte, by ...note.Verifier) (Checkpoint, *note.Note, error) {
	n, err := note.Open(signed, note.VerifierList(by...))
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("ledger: checkpoint: %w", err)
	}
	c, err := ParseCheckpoint(n.Text)
	if err != nil {
		return c, nil, err
	}
	if c.Origin != by[0].Name() {
		return c, nil, fmt.Errorf("ledger: checkpoint of %q signed by %q", c.Origin, by[0].Name())
	}
	return c, n, nil
}

// The kinds of key that sign notes (C2SP signed-note). SM2 has no number of its
// own and stands under 255 with its name.
const (
	kindEd25519  = 0x01
	kindCosigner = 0x04
	kindOther    = 0xff
	kindSM2      = "sm2-with-sm3/v1"
)

// keyID tells keys of one name apart: the first four bytes of a digest over
// name, kind and public key.
func keyID(name string, kind byte, key []byte) uint32 {
	sum := SHA256().Of([]byte(name), []byte{'\n', kind}, key)
	return binary.BigEndian.Uint32(sum[:4])
}

// signer is a key that signs notes. It implements note.Signer and
// note.Verifier, and is safe for concurrent use.
type signer struct {
	name   string
	id     uint32
	sign   func(text []byte) ([]byte, error)
	verify func(text, sig []byte) bool
}

func (s *signer) Name() string                     { return s.name }
func (s *signer) KeyHash() uint32                  { return s.id }
func (s *signer) Sign(text []byte) ([]byte, error) { return s.sign(text) }
func (s *signer) Verify(text, sig []byte) bool     { return s.verify(text, sig) }

// NewEd25519 signs the checkpoints of a log of that name.
func NewEd25519(name string, key ed25519.PrivateKey) (note.Signer, note.Verifier) {
	public := key.Public().(ed25519.PublicKey)
	s := ed25519Verifier(name, public)
	s.sign = func(text []byte) ([]byte, error) { return ed25519.Sign(key, text), nil }
	return s, s
}

func ed25519Verifier(name string, public ed25519.PublicKey) *signer {
	return &signer{name: name, id: keyID(name, kindEd25519, public), verify: func(text, sig []byte) bool {
		return ed25519.Verify(public, text, sig)
	}}
}

// NewSM2 signs them beside it (GM/T 0003, with SM3 and the default user
// identity 1234567812345678, in ASN.1), so that whoever may rely on national
// algorithms only needs no other.
func NewSM2(name string, key *sm2.PrivateKey) (note.Signer, note.Verifier, error) {
	spki, err := smx509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return nil, nil, fmt.Errorf("ledger: SM2 key: %w", err)
	}
	v, err := sm2Verifier(name, spki)
	if err != nil {
		return nil, nil, err
	}
	v.sign = func(text []byte) ([]byte, error) { return key.Sign(rand.Reader, text, sm2.DefaultSM2SignerOpts) }
	return v, v, nil
}

func sm2Verifier(name string, spki []byte) (*signer, error) {
	parsed, err := smx509.ParsePKIXPublicKey(spki)
	if err != nil {
		return nil, fmt.Errorf("ledger: SM2 key: %w", err)
	}
	public, ok := parsed.(*ecdsa.PublicKey)
	if !ok || !sm2.IsSM2PublicKey(public) {
		return nil, errors.New("ledger: no SM2 key")
	}
	return &signer{name: name, id: keyID(name, kindOther, append([]byte(kindSM2), spki...)), verify: func(text, sig []byte) bool {
		return sm2.VerifyASN1WithSM2(public, nil, text, sig)
	}}, nil
}
