package guomi_test

import (
	"crypto/rand"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"

	"shiheng.internal"
	"shiheng.internal/civic/identity/guomi"
)

// pair makes a key as its owner keeps it, and its public part.
func pair(t testing.TB) (private, public []byte) {
	t.Helper()
	k, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := smx509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	spki, err := smx509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
}

// TestProof signs, hands over and checks, with each thing wrong.
func TestProof(t *testing.T) {
	private, public := pair(t)
	_, other := pair(t)
	key, mark, err := guomi.ParsePublic(public)
	if err != nil {
		t.Fatal(err)
	}
	wrong, _, err := guomi.ParsePublic(other)
	if err != nil {
		t.Fatal(err)
	}
	made, err := guomi.Sign(private, []byte("a text"))
	if err != nil || made.Mark != mark {
		t.Fatalf("%+v, %v", made, err)
	}
	p, err := guomi.ParseProof(" " + made.String()[:80] + "\n" + made.String()[80:] + "\n") // as a terminal breaks it
	if err != nil || p.Mark != mark {
		t.Fatalf("%+v, %v", p, err)
	}
	if err := guomi.Check(key, []byte("a text"), p.Signature); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"another text": guomi.Check(key, []byte("a text."), p.Signature),
		"another key":  guomi.Check(wrong, []byte("a text"), p.Signature),
		"the decoy":    guomi.Check(guomi.Decoy(), []byte("a text"), p.Signature),
		"nothing":      guomi.Check(key, []byte("a text"), nil),
	} {
		if !errors.Is(err, shiheng.ErrForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, bad := range []string{"", "x", mark, mark + ".%", mark[1:] + ".AA==", mark + "." + strings.Repeat("A", 400)} {
		if _, err := guomi.ParseProof(bad); !errors.Is(err, shiheng.ErrForbidden) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, bad := range [][]byte{nil, private, []byte("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")} {
		if _, _, err := guomi.ParsePublic(bad); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%.30q is a public key: %v", bad, err)
		}
		if _, err := guomi.Sign(public, nil); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("signed with a public key: %v", err)
		}
	}
}

// TestOpenSSL: keys and signatures of the recipe in the guide are taken.
func TestOpenSSL(t *testing.T) {
	program, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("openssl is not there")
	}
	dir := t.TempDir()
	run := func(args ...string) []byte {
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir = dir
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("openssl %v: %v", args, err)
		}
		return out
	}
	run("ecparam", "-name", "SM2", "-genkey", "-noout", "-out", "key.pem")
	public := run("pkey", "-in", "key.pem", "-pubout")
	key, _, err := guomi.ParsePublic(public)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "text"), []byte("a text"), 0o600); err != nil {
		t.Fatal(err)
	}
	signature := run("pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", "key.pem", "-pkeyopt", "distid:1234567812345678", "-in", "text")
	if err := guomi.Check(key, []byte("a text"), signature); err != nil {
		t.Errorf("openssl's signature: %v", err)
	}
	private, err := os.ReadFile(filepath.Join(dir, "key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	made, err := guomi.Sign(private, []byte("a text"))
	if err != nil {
		t.Fatal(err)
	}
	if err := guomi.Check(key, []byte("a text"), made.Signature); err != nil {
		t.Errorf("with openssl's key: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	private, public := pair(f)
	f.Add(public)
	f.Add(private)
	f.Add([]byte("a.AA=="))
	f.Fuzz(func(t *testing.T, in []byte) {
		if key, _, err := guomi.ParsePublic(in); err == nil && guomi.Check(key, []byte("x"), in) == nil {
			t.Error("a key vouched for itself")
		}
		if p, err := guomi.ParseProof(string(in)); err == nil {
			if again, err := guomi.ParseProof(p.String()); err != nil || again.Mark != p.Mark {
				t.Errorf("%v reads back as %v, %v", p, again, err)
			}
		}
	})
}
