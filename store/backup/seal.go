package backup

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"shiheng.internal"
)

// The cost of a passphrase: about half a second and 64 MiB, once a backup that
// is made by hand, and once at a restore.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 2
	saltBytes    = 16
	// ShortestPassphrase is how many characters one must have at least: whoever
	// holds a backup may guess at it without end.
	ShortestPassphrase = 16
)

// recipientPrefix leads a key for sealing, as settings hold it.
const recipientPrefix = "shiheng-backup-1:"

// A Recipient is the key that backups are sealed for. Whoever has it can seal
// and not open.
type Recipient struct {
	salt [saltBytes]byte
	key  *ecdh.PublicKey
}

// NewRecipient makes the key of a passphrase. Another one is made each time;
// the passphrase opens what was sealed for any of them.
func NewRecipient(passphrase string) (Recipient, error) {
	var r Recipient
	if utf8.RuneCountInString(passphrase) < ShortestPassphrase {
		return r, shiheng.Invalid("backup.passphrase-short", "least", fmt.Sprint(ShortestPassphrase))
	}
	rand.Read(r.salt[:])
	private, err := r.private(passphrase)
	if err != nil {
		return r, err
	}
	r.key = private.PublicKey()
	return r, nil
}

func (r Recipient) private(passphrase string) (*ecdh.PrivateKey, error) {
	key, err := ecdh.X25519().NewPrivateKey(argon2.IDKey([]byte(passphrase), r.salt[:], argonTime, argonMemory, argonThreads, 32))
	if err != nil {
		return nil, fmt.Errorf("key of the passphrase: %w", err)
	}
	return key, nil
}

// String is the key as settings hold it.
func (r Recipient) String() string {
	return recipientPrefix + base64.RawURLEncoding.EncodeToString(append(r.salt[:], r.key.Bytes()...))
}

// ParseRecipient reads what String writes.
func ParseRecipient(text string) (r Recipient, err error) {
	encoded, ok := strings.CutPrefix(strings.TrimSpace(text), recipientPrefix)
	raw, err := base64.RawURLEncoding.DecodeString(encoded)
	if !ok || err != nil || len(raw) != saltBytes+32 {
		return r, shiheng.Invalid("backup.key").From(err)
	}
	copy(r.salt[:], raw)
	if r.key, err = ecdh.X25519().NewPublicKey(raw[saltBytes:]); err != nil {
		return r, shiheng.Invalid("backup.key").From(err)
	}
	return r, nil
}

// sealedBox is the file of sealed keys.
type sealedBox struct {
	Version   int    `json:"version"`
	Recipient string `json:"recipient"`
	Sender    []byte `json:"sender"` // a public key used once
	Nonce     []byte `json:"nonce"`
	Box       []byte `json:"box"`
}

const sealInfo = "shiheng backup keys v1"

// Seal seals files for the recipient.
func (r Recipient) Seal(files map[string][]byte) ([]byte, error) {
	plain, err := json.Marshal(files)
	if err != nil {
		return nil, fmt.Errorf("seal keys: %w", err)
	}
	once, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("seal keys: %w", err)
	}
	box := sealedBox{Version: 1, Recipient: r.String(), Sender: once.PublicKey().Bytes()}
	aead, err := r.cipher(once, r.key, box.Sender)
	if err != nil {
		return nil, fmt.Errorf("seal keys: %w", err)
	}
	box.Nonce = make([]byte, aead.NonceSize())
	rand.Read(box.Nonce)
	box.Box = aead.Seal(nil, box.Nonce, plain, []byte(sealInfo))
	return json.Marshal(box)
}

func (r Recipient) cipher(own *ecdh.PrivateKey, other *ecdh.PublicKey, sender []byte) (cipher.AEAD, error) {
	shared, err := own.ECDH(other)
	if err != nil {
		return nil, err
	}
	key, err := hkdf.Key(sha256.New, shared, bytes.Join([][]byte{sender, r.key.Bytes()}, nil), sealInfo, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Unseal opens what was sealed, by the passphrase. Another one, or a file that
// was changed, is an ErrInvalid "backup.passphrase".
func Unseal(sealed []byte, passphrase string) (map[string][]byte, error) {
	var box sealedBox
	if err := json.Unmarshal(sealed, &box); err != nil || box.Version != 1 {
		return nil, shiheng.Invalid("backup.form", "file", keysFile).From(err)
	}
	r, err := ParseRecipient(box.Recipient)
	if err != nil {
		return nil, err
	}
	wrong := func(err error) error { return shiheng.Invalid("backup.passphrase").From(err) }
	private, err := r.private(passphrase)
	if err != nil || !private.PublicKey().Equal(r.key) {
		return nil, wrong(err)
	}
	sender, err := ecdh.X25519().NewPublicKey(box.Sender)
	if err != nil {
		return nil, wrong(err)
	}
	aead, err := r.cipher(private, sender, box.Sender)
	if err != nil || len(box.Nonce) != aead.NonceSize() {
		return nil, wrong(err)
	}
	plain, err := aead.Open(nil, box.Nonce, box.Box, []byte(sealInfo))
	if err != nil {
		return nil, wrong(err)
	}
	var files map[string][]byte
	if err := json.Unmarshal(plain, &files); err != nil {
		return nil, wrong(err)
	}
	return files, nil
}
