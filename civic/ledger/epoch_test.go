package ledger_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/smx509"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// A pair is both keys of a log.
type pair struct {
	public  []string
	signers []note.Signer
}

func pairOf(t *testing.T, origin string) (p pair) {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	national, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	spki, err := smx509.MarshalPKIXPublicKey(&national.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := ledger.NewEd25519(origin, key)
	second, _, err := ledger.NewSM2(origin, national)
	if err != nil {
		t.Fatal(err)
	}
	return pair{[]string{ledger.Ed25519Key(origin, key.Public().(ed25519.PublicKey)), ledger.SM2Key(origin, spki)}, []note.Signer{first, second}}
}

// TestNames: the number of an epoch stands in its name, and only there.
func TestNames(t *testing.T) {
	for name, want := range map[string]int{
		"shiheng-ab/log": 1, "shiheng-ab/log-2": 2, "shiheng-ab/log-17": 17, "node": 1, "node-3": 1, "shiheng-ab/log-1": 1, "shiheng-ab/log-02": 1, "shiheng-ab/log-x": 1, "": 1,
	} {
		if got := ledger.NumberOf(name); got != want {
			t.Errorf("%q is of epoch %d, want %d", name, got, want)
		}
	}
	next := ledger.NextName("shiheng-ab/log-2", "cd")
	if next != "shiheng-cd/log-3" || ledger.NameOf(next+"/2026") != next {
		t.Errorf("behind the second comes %q", next)
	}
}

// TestStatement: what the new keys did not sign is no statement; what the old
// ones did not sign is not vouched for; no byte of it can be changed.
func TestStatement(t *testing.T) {
	const old, origin = "shiheng-ab/log/2026", "shiheng-cd/log-2/2026"
	was, is := pairOf(t, old), pairOf(t, origin)
	e := ledger.Epoch{
		Acts: 7, At: "2026-11-27T02:00:00.000000Z", Cause: ledger.Restored, Custodians: []ledger.Hex{{2}, {1}}, Keys: is.public, Why: "演练",
		Last: ledger.LastLog{Keys: was.public, Origin: old, Size: 9}, Lost: &ledger.LostRange{From: "2026-11-27T01:00:00.000000Z", To: "2026-11-27T02:00:00.000000Z"},
	}
	leaf, err := e.Leaf()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ledger.ParseEpoch(leaf); err != nil || got.Origin() != origin || got.Custodians[0] != (ledger.Hex{1}) {
		t.Fatalf("%+v, %v", got, err)
	}
	sign := func(by ...note.Signer) []byte {
		t.Helper()
		signed, err := ledger.SignEpoch(leaf, by...)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	both := sign(is.signers[0], is.signers[1], was.signers[0], was.signers[1])
	s, err := ledger.ParseStatement(both)
	if err != nil || !s.Vouched || !bytes.Equal(s.Text, leaf) {
		t.Fatalf("%+v, %v", s, err)
	}
	for what, by := range map[string][]note.Signer{"none of the old": is.signers, "one of the old": {is.signers[0], is.signers[1], was.signers[0]}} {
		if s, err := ledger.ParseStatement(sign(by...)); err != nil || s.Vouched {
			t.Errorf("signed by %s: vouched %v, %v", what, s.Vouched, err)
		}
	}
	for what, bad := range map[string][]byte{
		"one of the new keys": sign(is.signers[0], was.signers[0], was.signers[1]),
		"a changed leaf":      bytes.Replace(both, []byte(`"acts":7`), []byte(`"acts":8`), 1),
		"nothing":             nil,
	} {
		if _, err := ledger.ParseStatement(bad); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	admits(t, s, was)
}

// admits judges the statement by what a witness saw of the old log.
func admits(t *testing.T, s ledger.Statement, was pair) {
	t.Helper()
	watched, err := ledger.ParseKey(was.public[0])
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := ledger.ParseKey(pairOf(t, s.Last.Origin).public[0])
	if err != nil {
		t.Fatal(err)
	}
	rotated, unvouched := s, s
	rotated.Cause, unvouched.Vouched = ledger.Rotated, false
	for _, tt := range []struct {
		name    string
		s       ledger.Statement
		by      note.Verifier
		last    ledger.Checkpoint
		known   bool
		code    string
		missing uint64
	}{
		{"nothing was seen", s, watched, ledger.Checkpoint{}, false, "", 0},
		{"more was seen than was kept", s, watched, ledger.Checkpoint{Size: 12, Root: ledger.Digest{1}}, false, "", 3},
		{"as much, and the same", s, watched, ledger.Checkpoint{Size: 9}, false, "", 0},
		{"as much, and another", s, watched, ledger.Checkpoint{Size: 9, Root: ledger.Digest{1}}, false, "epoch.fork", 0},
		{"of another key", s, stranger, ledger.Checkpoint{}, false, "epoch.key", 0},
		{"a change of keys that lost leaves", rotated, watched, ledger.Checkpoint{Size: 12}, false, "epoch.behind", 0},
		{"not vouched for", unvouched, watched, ledger.Checkpoint{}, false, "epoch.unvouched", 0},
		{"not vouched for, and known", unvouched, watched, ledger.Checkpoint{}, true, "", 0},
	} {
		a, err := ledger.Admit(tt.s, tt.by, tt.last, tt.known)
		e, _ := errors.AsType[*shiheng.Error](err)
		if tt.code == "" && (err != nil || a.Missing() != tt.missing || a.Key != s.Keys[0]) || tt.code != "" && (e == nil || e.Code != tt.code) {
			t.Errorf("%s: %+v, %v", tt.name, a, err)
		}
	}
}
