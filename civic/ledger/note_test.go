package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"encoding/base64"
	"encoding/pem"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

func keys(t testing.TB) (ed25519.PublicKey, ed25519.PrivateKey) {
	t.Helper()
	pub, priv, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return pub, priv
}

func at() time.Time { return time.Date(2026, 11, 27, 3, 0, 0, 0, time.UTC) }

// TestCheckpointCarriesBothSignatures: one note is signed by Ed25519 and by SM2
// and cosigned; each verifies alone, other programs read what is theirs, and no
// changed note verifies.
func TestCheckpointCarriesBothSignatures(t *testing.T) {
	const name = "wuxi.example/log/2026"
	pub, priv := keys(t)
	national, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	spki, err := smx509.MarshalPKIXPublicKey(&national.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := NewEd25519(name, priv)
	second, _, err := NewSM2(name, national)
	if err != nil {
		t.Fatal(err)
	}
	wPub, wPriv := keys(t)
	witness := NewCosigner("procuratorate.example", wPriv, at)
	c := Checkpoint{Origin: name, Size: 4711, Root: SHA256().Of([]byte("root"))}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, first, second, witness)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"Ed25519": Ed25519Key(name, pub), "SM2": SM2Key(name, spki)} {
		v, err := ParseKey(text)
		if err != nil {
			t.Fatal(what, err)
		}
		got, n, err := OpenCheckpoint(signed, v)
		if err != nil || got != c || len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 2 {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
		for i := range signed[:bytes.Index(signed, []byte("\n\n"))] {
			wrong := bytes.Clone(signed)
			wrong[i] ^= 1
			if got, _, err := OpenCheckpoint(wrong, v); err == nil {
				t.Fatalf("%s: a note changed at %d verifies as %+v", what, i, got)
			}
		}
	}
	theirs, err := note.NewVerifier(Ed25519Key(name, pub))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open(signed, note.VerifierList(theirs)); err != nil {
		t.Errorf("another program: %v", err)
	}
	cosigner, err := ParseKey(CosignerKey("procuratorate.example", wPub))
	if err != nil {
		t.Fatal(err)
	}
	n, err := note.Open(signed, note.VerifierList(cosigner))
	if err != nil || len(n.Sigs) != 1 || !CosignedAt(n.Sigs[0]).Equal(at()) {
		t.Errorf("cosignature %+v, %v", n, err)
	}
	third, err := formats.NewVerifierForCosignatureV1(CosignerKey("procuratorate.example", wPub))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := note.Open(signed, note.VerifierList(third)); err != nil {
		t.Errorf("another program of the cosignature: %v", err)
	}
	if !CosignedAt(n.UnverifiedSigs[0]).IsZero() {
		t.Error("a plain signature tells a time")
	}
}

// TestOpenSSLChecksTheSM2Signature has another program verify it over the very
// text of the note.
func TestOpenSSLChecksTheSM2Signature(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("openssl is not installed")
	}
	national, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, _, err := NewSM2("log", national)
	if err != nil {
		t.Fatal(err)
	}
	text := Checkpoint{"log", 1, SHA256().Of()}.Text()
	sig, err := s.Sign([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	spki, err := smx509.MarshalPKIXPublicKey(&national.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for file, b := range map[string][]byte{"text": []byte(text), "sig": sig, "key": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})} {
		if err := os.WriteFile(filepath.Join(dir, file), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	check := func() (string, error) {
		cmd := exec.CommandContext(t.Context(), openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-rawin", "-in", "text", "-sigfile", "sig", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := check(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "text"), []byte(strings.Replace(text, "1", "2", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := check(); err == nil {
		t.Error("openssl takes another text")
	}
}

func TestParseKeyRefuses(t *testing.T) {
	pub, _ := keys(t)
	good := Ed25519Key("log", pub)
	name, rest, _ := strings.Cut(good, "+")
	id, key, _ := strings.Cut(rest, "+")
	other := hex.EncodeToString([]byte{1, 2, 3, 4})
	for _, text := range []string{
		"", "+", "++", name, name + "+" + id, name + "+" + other + "+" + key, "other+" + id + "+" + key, name + "+" + id + "+" + key[:8],
		"a b+" + id + "+" + key, name + "+" + id + "+" + base64.StdEncoding.EncodeToString(append([]byte{9}, pub...)),
		name + "+" + id + "+" + base64.StdEncoding.EncodeToString(append([]byte{0xff}, "sm2-with-sm3/v1junk"...)),
	} {
		if _, err := ParseKey(text); err == nil {
			t.Errorf("%q is a key", text)
		}
	}
	if _, err := ParseKey(good); err != nil {
		t.Error(err)
	}
}

func TestParseCheckpointRefuses(t *testing.T) {
	root := SHA256().Of().Base64()
	for _, text := range []string{
		"", "log\n", "log\n1\n", "\n1\n" + root + "\n", "log\n01\n" + root + "\n", "log\n+1\n" + root + "\n", "log\n-1\n" + root + "\n",
		"log\n1\n" + root[:8] + "\n", "log\n1\n" + root, "log\n18446744073709551616\n" + root + "\n",
	} {
		if c, err := ParseCheckpoint(text); err == nil {
			t.Errorf("%q is %+v", text, c)
		}
	}
	if c, err := ParseCheckpoint("log\n7\n" + root + "\nmore\n"); err != nil || c.Size != 7 {
		t.Errorf("a checkpoint with an extension: %+v, %v", c, err)
	}
}
