package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// A Cosigner is a witness's key. It says of a checkpoint: at this time it was
// the largest consistent tree I saw of this log (C2SP tlog-cosignature, with
// Ed25519). It is safe for concurrent use.
type Cosigner struct {
	signer
	now func() time.Time
}

// NewCosigner makes a cosigner of the name. now is its clock.
func NewCosigner(name string, key ed25519.PrivateKey, now func() time.Time) *Cosigner {
	public := key.Public().(ed25519.PublicKey)
	c := &Cosigner{signer: *cosignerVerifier(name, public), now: now}
	c.sign = func(text []byte) ([]byte, error) {
		at := uint64(max(0, c.now().Unix()))
		sig := ed25519.Sign(key, cosigned(at, text))
		return append(binary.BigEndian.AppendUint64(nil, at), sig...), nil
	}
	return c
}

// cosigned is what a cosignature signs of a note.
func cosigned(at uint64, text []byte) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", at), text...)
}

func cosignerVerifier(name string, public ed25519.PublicKey) *signer {
	return &signer{name: name, id: keyID(name, kindCosigner, public), verify: func(text, sig []byte) bool {
		return len(sig) == 8+ed25519.SignatureSize && ed25519.Verify(public, cosigned(binary.BigEndian.Uint64(sig), text), sig[8:])
	}}
}

// CosignedAt is when a cosignature of a note says that it was made; the zero
// time of another signature. It is to be asked only of one that was verified.
func CosignedAt(s note.Signature) time.Time {
	b, err := base64.StdEncoding.DecodeString(s.Base64)
	if err != nil || len(b) != 4+8+ed25519.SignatureSize {
		return time.Time{}
	}
	return time.Unix(int64(binary.BigEndian.Uint64(b[4:12])), 0).UTC() //nolint:gosec // a time far off is told as it stands
}

// key writes a public key as policies and settings do: the name, its id and the
// kind with the key (C2SP signed-note, "vkey").
func key(name string, kind byte, public []byte) string {
	return fmt.Sprintf("%s+%08x+%s", name, keyID(name, kind, public), base64.StdEncoding.EncodeToString(append([]byte{kind}, public...)))
}

// Ed25519Key is the public key of a log, CosignerKey that of a witness, SM2Key
// that of a log's second signature, given as SubjectPublicKeyInfo.
func Ed25519Key(name string, public ed25519.PublicKey) string { return key(name, kindEd25519, public) }

// CosignerKey is the public key of a witness.
func CosignerKey(name string, public ed25519.PublicKey) string {
	return key(name, kindCosigner, public)
}

// SM2Key is the public key of a log's second signature.
func SM2Key(name string, spki []byte) string {
	return key(name, kindOther, append([]byte(kindSM2), spki...))
}

var errKey = errors.New("ledger: no key of a log or of a witness")

// ParseKey reads a public key of any of these kinds. What the id does not fit
// is refused.
func ParseKey(text string) (note.Verifier, error) {
	name, rest, ok := strings.Cut(text, "+")
	hash, encoded, also := strings.Cut(rest, "+")
	id, err := strconv.ParseUint(hash, 16, 32)
	b, decoding := base64.StdEncoding.DecodeString(encoded)
	if !ok || !also || len(hash) != 8 || err != nil || decoding != nil || len(b) < 2 || !goodName(name) {
		return nil, errKey
	}
	var v *signer
	switch public := b[1:]; {
	case b[0] == kindEd25519 && len(public) == ed25519.PublicKeySize:
		v = ed25519Verifier(name, public)
	case b[0] == kindCosigner && len(public) == ed25519.PublicKeySize:
		v = cosignerVerifier(name, public)
	case b[0] == kindOther && strings.HasPrefix(string(public), kindSM2):
		if v, err = sm2Verifier(name, public[len(kindSM2):]); err != nil {
			return nil, err
		}
	default:
		return nil, errKey
	}
	if v.id != uint32(id) {
		return nil, errKey
	}
	return v, nil
}

// goodName reports whether a name can stand in a note: no space, no plus.
func goodName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == '+' || r == 0x7f || r == 0xfffd })
}

// Renamed is a public key under another name, as the key of a log has in the
// log of another year.
func Renamed(key, name string) (string, error) {
	if _, err := ParseKey(key); err != nil || !goodName(name) {
		return "", errKey
	}
	parts := strings.SplitN(key, "+", 3)
	b, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return "", errKey
	}
	return fmt.Sprintf("%s+%08x+%s", name, keyID(name, b[0], b[1:]), parts[2]), nil
}

// OpenCosigned reads a checkpoint that a witness cosigned, and when.
func OpenCosigned(signed []byte, witness note.Verifier) (c Checkpoint, at time.Time, err error) {
	n, err := note.Open(signed, note.VerifierList(witness))
	if err != nil {
		return c, at, fmt.Errorf("ledger: cosigned checkpoint: %w", err)
	}
	if at = CosignedAt(n.Sigs[0]); at.IsZero() {
		return c, at, errKey
	}
	c, err = ParseCheckpoint(n.Text)
	return c, at, err
}
