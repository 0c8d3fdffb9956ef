package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
)

// mind is a memory that forgets nothing until the test ends.
type mind struct {
	mu       sync.Mutex
	last     map[string]Checkpoint // guarded by mu
	attempts []Attempt             // guarded by mu
	broken   error
}

func (m *mind) Last(_ context.Context, origin string) (Checkpoint, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[origin], nil
}

func (m *mind) Keep(_ context.Context, old, next Checkpoint, _ []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	if m.last[next.Origin] != old {
		return shiheng.Conflict("witness.raced")
	}
	m.last[next.Origin] = next
	return nil
}

func (m *mind) Report(_ context.Context, a Attempt) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.attempts = append(m.attempts, a)
	return nil
}

// oldLog is a log whose leaves a test may put as it likes.
type oldLog struct {
	t      *testing.T
	signer note.Signer
	leaves []Digest
}

func (l *oldLog) grow(to int, word string) *oldLog {
	for n := len(l.leaves); n < to; n++ {
		l.leaves = append(l.leaves, SHA256().Leaf(fmt.Append(nil, word, n)))
	}
	return l
}

func (l *oldLog) checkpoint(size int) Checkpoint {
	return Checkpoint{l.signer.Name(), uint64(size), SHA256().RootOf(l.leaves[:size])}
}

// ask makes the best request the log can for its first leaves.
func (l *oldLog) ask(old, size int) Request {
	l.t.Helper()
	signed, err := note.Sign(&note.Note{Text: l.checkpoint(size).Text()}, l.signer)
	if err != nil {
		l.t.Fatal(err)
	}
	r := Request{Old: uint64(old), Note: signed}
	if old > 0 && old < size {
		r.Path = grown(SHA256(), l.leaves[:size], old)
	}
	return r
}

func newWitness(t *testing.T) (*Witness, *mind, *oldLog, note.Verifier) {
	t.Helper()
	_, priv := keys(t)
	signer, verifier := NewEd25519("wuxi.example/log/2026", priv)
	_, wPriv := keys(t)
	key := NewCosigner("procuratorate.example", wPriv, at)
	m := &mind{last: map[string]Checkpoint{}}
	w, err := NewWitness(key, m, at, verifier)
	if err != nil {
		t.Fatal(err)
	}
	return w, m, &oldLog{t: t, signer: signer}, &key.signer
}

// said is the code an answer ends with.
func said(err error) string {
	var e *shiheng.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return fmt.Sprint(err)
}

// TestWitnessSeesTheTreeGrow: what continues is cosigned, what was retried is
// cosigned again, and each answer verifies as a cosignature of that very note.
func TestWitnessSeesTheTreeGrow(t *testing.T) {
	w, m, log, key := newWitness(t)
	log.grow(100, "leaf")
	old := 0
	for _, size := range []int{0, 1, 1, 2, 7, 8, 64, 65, 100, 100} {
		r := log.ask(old, size)
		again, err := ParseRequest(r.Text())
		if err != nil {
			t.Fatal(err)
		}
		line, err := w.Cosign(t.Context(), again)
		if err != nil {
			t.Fatalf("%d to %d: %v", old, size, err)
		}
		signed, err := AddCosignature(r.Note, line, key)
		if err != nil {
			t.Fatalf("%d to %d: %v", old, size, err)
		}
		if _, n, err := OpenCheckpoint(signed, must(t, log), key); err != nil || len(n.Sigs) != 2 {
			t.Fatalf("%d to %d: %v", old, size, err)
		}
		if _, err := AddCosignature(log.ask(0, 3).Note, line, key); err == nil && size != 3 {
			t.Fatal("the cosignature of one note stands under another")
		}
		old = size
	}
	if len(m.attempts) > 0 {
		t.Errorf("an honest log is reported: %+v", m.attempts)
	}
}

func must(t *testing.T, l *oldLog) note.Verifier {
	t.Helper()
	v, ok := l.signer.(note.Verifier)
	if !ok {
		t.Fatal("no verifier")
	}
	return v
}

// TestWitnessRefusesARebuiltLog has the log's own operator, with the real keys,
// change one leaf and build everything anew: nothing it can send is cosigned,
// each try is reported with the log's own signature, and the honest log goes on.
func TestWitnessRefusesARebuiltLog(t *testing.T) {
	w, m, log, _ := newWitness(t)
	log.grow(1500, "leaf")
	if _, err := w.Cosign(t.Context(), log.ask(0, 1500)); err != nil {
		t.Fatal(err)
	}
	forged := &oldLog{t: t, signer: log.signer}
	forged.grow(1500, "leaf").leaves[500] = SHA256().Leaf([]byte("as it should have been"))
	forged.grow(2000, "leaf")
	for _, tt := range []struct {
		name       string
		old, size  int
		path       []Digest
		want, kind string
	}{
		{"grown on", 1500, 2000, nil, "witness.proof", Fork},
		{"the honest proof", 1500, 2000, grown(SHA256(), log.grow(2000, "leaf").leaves, 1500), "witness.proof", Fork},
		{"the same size", 1500, 1500, nil, "witness.size", Fork},
		{"from the beginning", 0, 2000, nil, "witness.size", ""},
		{"smaller", 0, 700, nil, "witness.size", Rollback},
		{"as if it had been smaller", 700, 2000, nil, "witness.size", ""},
		{"no proof at all", 1500, 2000, []Digest{}, "witness.proof", ""},
	} {
		before := len(m.attempts)
		r := forged.ask(tt.old, tt.size)
		if tt.path != nil {
			r.Path = tt.path
		}
		_, err := w.Cosign(t.Context(), r)
		if said(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
		got := ""
		if len(m.attempts) > before {
			got = m.attempts[before].Kind
			if _, _, err := OpenCheckpoint(m.attempts[before].Note, must(t, log)); err != nil {
				t.Errorf("%s: the evidence is not signed by the log: %v", tt.name, err)
			}
		}
		if got != tt.kind {
			t.Errorf("%s is reported as %q, want %q", tt.name, got, tt.kind)
		}
	}
	if _, err := w.Cosign(t.Context(), log.ask(1500, 2000)); err != nil {
		t.Errorf("the honest log does not go on: %v", err)
	}
}

func TestWitnessRefuses(t *testing.T) {
	w, m, log, _ := newWitness(t)
	log.grow(10, "leaf")
	_, priv := keys(t)
	stranger, _ := NewEd25519("elsewhere", priv)
	impostor, _ := NewEd25519(log.signer.Name(), priv)
	for name, tt := range map[string]struct {
		r    Request
		want string
	}{
		"an unknown log":      {(&oldLog{t: t, signer: stranger}).grow(3, "x").ask(0, 3), "witness.log"},
		"another's signature": {(&oldLog{t: t, signer: impostor}).grow(3, "x").ask(0, 3), "witness.signature"},
		"old behind the end":  {Request{Old: 11, Note: log.ask(0, 10).Note}, "witness.request"},
		"no note":             {Request{Note: []byte(log.signer.Name() + "\njunk\n")}, "witness.signature"},
	} {
		if _, err := w.Cosign(t.Context(), tt.r); said(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	m.broken = errors.New("no space")
	if line, err := w.Cosign(t.Context(), log.ask(0, 10)); err == nil {
		t.Errorf("a witness that cannot remember cosigns: %s", line)
	}
}

func FuzzParseRequest(f *testing.F) {
	d := SHA256().Of().Base64()
	for _, s := range []string{
		"old 0\n\nlog\n1\n" + d + "\n\n— log AAAA\n", "old 5\n" + d + "\n" + d + "\n\nlog\n", "old 05\n\nx", "old -1\n\nx", "", "\n\n", "old 1\n" + strings.Repeat(d+"\n", 70) + "\nx",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseRequest(b)
		if err != nil {
			if !errors.Is(err, shiheng.ErrInvalid) {
				t.Errorf("%v", err)
			}
			return
		}
		if string(r.Text()) != string(b) {
			t.Errorf("%q is read and written as %q", b, r.Text())
		}
	})
}
