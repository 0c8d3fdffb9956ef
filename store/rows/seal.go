package rows

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"shiheng.internal"
)

// Seal keeps the secrets that must be read again (device and RTSP passwords)
// unreadable in rows, by AES-256-GCM under a key in a file of its own: a copy
// of the database alone opens none of them. It implements registry.Sealer and
// is safe for concurrent use.
type Seal struct{ aead cipher.AEAD }

// sealForm leads each sealed value; another number would be another cipher.
const sealForm = 1

// OpenSeal reads the key file, or makes it with mode 0600 when it is not
// there. A file that others may read is refused. The key must be kept with,
// and apart from, backups of the rows.
func OpenSeal(path string) (*Seal, error) {
	key, err := OpenSecret(path)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	return &Seal{aead}, nil
}

// OpenSecret reads a secret of 32 bytes from a file of its own, or makes it, as
// [OpenSeal] does.
func OpenSecret(path string) ([]byte, error) {
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = makeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	return key, nil
}

// ReadSecret reads a secret that OpenSecret made.
func ReadSecret(path string) ([]byte, error) {
	key, err := readKey(path)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	return key, nil
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s may be read by others (mode %o); want 600", path, info.Mode().Perm())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("%s: want 64 hexadecimal digits", path)
	}
	return key, nil
}

// makeKey writes a fresh key so that it is whole on disk or not there at all.
func makeKey(path string) ([]byte, error) {
	key := make([]byte, 32)
	rand.Read(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*") // mode 0600
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); err != nil { // fails when another start was faster
		if errors.Is(err, fs.ErrExist) {
			return readKey(path)
		}
		return nil, err
	}
	return key, syncPath(filepath.Dir(path))
}

// Seal implements registry.Sealer.
func (s *Seal) Seal(plain []byte, purpose string) ([]byte, error) {
	nonce := make([]byte, s.aead.NonceSize())
	rand.Read(nonce)
	out := append([]byte{sealForm}, nonce...)
	return s.aead.Seal(out, nonce, plain, []byte(purpose)), nil
}

// Open implements registry.Sealer. What was sealed under another key, for
// another purpose, or changed since is an ErrInvalid.
func (s *Seal) Open(sealed []byte, purpose string) ([]byte, error) {
	n := s.aead.NonceSize()
	if len(sealed) < 1+n || sealed[0] != sealForm {
		return nil, shiheng.Invalid("seal.form")
	}
	plain, err := s.aead.Open(nil, sealed[1:1+n], sealed[1+n:], []byte(purpose))
	if err != nil {
		return nil, shiheng.Invalid("seal.broken").From(err)
	}
	return plain, nil
}
