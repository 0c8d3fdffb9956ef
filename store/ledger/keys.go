package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// Keys sign a node's logs.
type Keys struct {
	Key      ed25519.PrivateKey
	National *sm2.PrivateKey
}

// Sealer keeps keys unreadable at rest. *rows.Seal does.
type Sealer interface {
	Seal(plain []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}

// sealedKeys is the file of a node's keys: what is secret is sealed for its
// purpose.
type sealedKeys struct {
	Version int    `json:"version"`
	Name    string `json:"name"`
	Ed25519 []byte `json:"ed25519"`
	SM2     []byte `json:"sm2"`
}

// OpenKeys reads a node's name and keys, or makes them under the name when
// there is no file. A key is never made over another.
func OpenKeys(path, name string, s Sealer) (string, Keys, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return makeKeys(path, name, s)
	}
	return readKeys(path, s)
}

func readKeys(path string, s Sealer) (string, Keys, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", Keys{}, fmt.Errorf("keys of the log: %w", err)
	}
	var f sealedKeys
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 || f.Name == "" {
		return "", Keys{}, shiheng.Invalid("log.keys", "file", path).From(err)
	}
	seed, err := s.Open(f.Ed25519, "log ed25519 "+f.Name)
	if err != nil || len(seed) != ed25519.SeedSize {
		return "", Keys{}, shiheng.Invalid("log.keys", "file", path).From(err)
	}
	der, err := s.Open(f.SM2, "log sm2 "+f.Name)
	if err != nil {
		return "", Keys{}, shiheng.Invalid("log.keys", "file", path).From(err)
	}
	parsed, err := smx509.ParsePKCS8PrivateKey(der)
	national, ok := parsed.(*sm2.PrivateKey)
	if err != nil || !ok {
		return "", Keys{}, shiheng.Invalid("log.keys", "file", path).From(err)
	}
	return f.Name, Keys{ed25519.NewKeyFromSeed(seed), national}, nil
}

func makeKeys(path, name string, s Sealer) (string, Keys, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", Keys{}, fmt.Errorf("keys of the log: %w", err)
	}
	national, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return "", Keys{}, fmt.Errorf("keys of the log: %w", err)
	}
	der, err := smx509.MarshalPKCS8PrivateKey(national)
	if err != nil {
		return "", Keys{}, fmt.Errorf("keys of the log: %w", err)
	}
	f := sealedKeys{Version: 1, Name: name}
	if f.Ed25519, err = s.Seal(key.Seed(), "log ed25519 "+name); err == nil {
		f.SM2, err = s.Seal(der, "log sm2 "+name)
	}
	if err == nil {
		err = write(path, f)
	}
	if err != nil {
		return "", Keys{}, fmt.Errorf("keys of the log: %w", err)
	}
	return name, Keys{key, national}, nil
}

// verifiers are the keys of a log as its notes are opened with, the first under
// the log's own name.
func (k Keys) verifiers(origin string) (out []note.Verifier, err error) {
	for _, text := range k.Public(origin) {
		v, err := ledger.ParseKey(text)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// Public are the public keys of a log, as a witness and a verifier want them.
func (k Keys) Public(origin string) []string {
	out := []string{ledger.Ed25519Key(origin, k.Key.Public().(ed25519.PublicKey))}
	if k.National != nil {
		if spki, err := smx509.MarshalPKIXPublicKey(&k.National.PublicKey); err == nil {
			out = append(out, ledger.SM2Key(origin, spki))
		}
	}
	return out
}
