package ledger_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"go.uber.org/goleak"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
	store "shiheng.internal/store/ledger"
)

const origin = "wuxi.example/log/2026"

// child is set in the environment of the program that a test kills.
const child = "SHIHENG_TEST_LOG"

func TestMain(m *testing.M) {
	if dir := os.Getenv(child); dir != "" {
		appendForEver(dir)
		return
	}
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("k8s.io/klog/v2.(*flushDaemon).run.func1"))
}

func config(t testing.TB) store.Config {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	national, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return store.Config{Dir: t.TempDir(), Origin: origin, Key: key, National: national}
}

func open(t testing.TB, c store.Config) *store.Log {
	t.Helper()
	l, err := store.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func words(from, to int) [][]byte {
	var out [][]byte
	for n := from; n < to; n++ {
		out = append(out, fmt.Append(nil, "leaf ", n))
	}
	return out
}

// fill appends leaves and waits for the checkpoint over them.
func fill(t testing.TB, l *store.Log, leaves ...[]byte) ledger.Checkpoint {
	t.Helper()
	at, err := l.Append(t.Context(), leaves...)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := l.Published(t.Context(), at[len(at)-1])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestLog appends leaves over two openings: each has its place in order, its
// bytes and a proof under the checkpoint, and the older tree is the beginning
// of the newer.
func TestLog(t *testing.T) {
	c := config(t)
	l := open(t, c)
	if _, _, err := l.Checkpoint(t.Context()); err != nil && !errors.Is(err, shiheng.ErrNotFound) {
		t.Fatal(err)
	}
	first := fill(t, l, words(0, 300)...)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, c)
	last := fill(t, l, words(300, 700)...)
	if first.Size < 300 || last.Size != 700 || last.Origin != origin {
		t.Fatalf("checkpoints %+v and %+v", first, last)
	}
	h := ledger.SHA256()
	for _, at := range []uint64{0, 1, 255, 256, 299, 300, 511, 512, 699} {
		leaf, err := l.Leaf(t.Context(), at, last.Size)
		if err != nil || string(leaf) != fmt.Sprint("leaf ", at) {
			t.Fatalf("leaf %d is %q, %v", at, leaf, err)
		}
		path, err := l.Prove(t.Context(), at, last.Size)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Included(h.Leaf(leaf), at, last.Size, path, last.Root); err != nil {
			t.Errorf("leaf %d: %v", at, err)
		}
	}
	grown, err := l.ProveGrown(t.Context(), first.Size, last.Size)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Grown(first.Size, first.Root, last.Size, last.Root, grown); err != nil {
		t.Error(err)
	}
	for _, wrong := range [][]byte{nil, make([]byte, store.MostLeaf+1)} {
		if _, err := l.Append(t.Context(), wrong); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("a leaf of %d bytes: %v", len(wrong), err)
		}
	}
	if _, err := l.Leaf(t.Context(), 700, 700); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a leaf behind the end: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	other := config(t)
	c.Key = other.Key
	if _, err := store.Open(t.Context(), c); err == nil {
		t.Error("a log opens with another key than signed it")
	}
}

// TestRebuiltLogIsNotCosigned: the operator takes the log away and builds
// another with the real keys, one leaf changed. The witness has the evidence.
func TestRebuiltLogIsNotCosigned(t *testing.T) {
	c := config(t)
	l := open(t, c)
	fill(t, l, words(0, 400)...)
	dir := t.TempDir()
	memory, err := store.OpenMemory(dir)
	if err != nil {
		t.Fatal(err)
	}
	_, wKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, verifier := ledger.NewEd25519(origin, c.Key)
	w := witness(t, wKey, memory, verifier)
	r, err := l.Request(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Cosign(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	forged := c
	forged.Dir = t.TempDir()
	f := open(t, forged)
	leaves := words(0, 500)
	leaves[123] = []byte("as it should have been")
	fill(t, f, leaves...)
	if r, err = f.Request(t.Context(), 400); err != nil {
		t.Fatal(err)
	}
	if memory, err = store.OpenMemory(dir); err != nil { // the witness was started anew
		t.Fatal(err)
	}
	w = witness(t, wKey, memory, verifier)
	if _, err := w.Cosign(t.Context(), r); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("the rebuilt log: %v", err)
	}
	caught, err := memory.Attempts()
	if err != nil || len(caught) != 1 || caught[0].Kind != ledger.Fork || caught[0].Last.Size != 400 || caught[0].Offered.Size != 500 {
		t.Fatalf("caught %+v, %v", caught, err)
	}
	if _, _, err := ledger.OpenCheckpoint(caught[0].Note, verifier); err != nil {
		t.Errorf("the evidence does not convict the log: %v", err)
	}
	fill(t, l, words(400, 600)...)
	if r, err = l.Request(t.Context(), 400); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Cosign(t.Context(), r); err != nil {
		t.Errorf("the honest log does not go on: %v", err)
	}
	if _, err := f.Request(t.Context(), 100_000); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("a log smaller than what was witnessed: %v", err)
	}
}

func witness(t *testing.T, key ed25519.PrivateKey, m ledger.Memory, logs ...note.Verifier) *ledger.Witness {
	t.Helper()
	w, err := ledger.NewWitness(ledger.NewCosigner("procuratorate.example", key, time.Now), m, time.Now, logs...)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestMemoryRefusesWhatItDidNotWrite: a file of another log or a broken one is
// an error and no beginning.
func TestMemoryRefusesWhatItDidNotWrite(t *testing.T) {
	dir := t.TempDir()
	m, err := store.OpenMemory(dir)
	if err != nil {
		t.Fatal(err)
	}
	one := ledger.Checkpoint{Origin: "one", Size: 3, Root: ledger.SHA256().Of()}
	if err := m.Keep(t.Context(), ledger.Checkpoint{}, one, []byte("note")); err != nil {
		t.Fatal(err)
	}
	if err := m.Keep(t.Context(), ledger.Checkpoint{}, one, []byte("note")); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("kept over what was kept: %v", err)
	}
	if got, err := m.Last(t.Context(), "one"); err != nil || got != one {
		t.Errorf("%+v, %v", got, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	for _, junk := range []string{"", "{}", `{"version":1,"origin":"two","size":3,"root":"` + one.Root.Base64() + `"}`, `{"version":2,"origin":"one","size":3,"root":"` + one.Root.Base64() + `"}`} {
		if err := os.WriteFile(files[0], []byte(junk), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := m.Last(t.Context(), "one"); err == nil {
			t.Errorf("%q is taken for %+v", junk, got)
		}
	}
}

// appendForEver is the program that is killed: it says each index it was told.
func appendForEver(dir string) {
	l, err := store.Open(context.Background(), killed(dir))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for n := 0; ; n++ {
		leaf := fmt.Append(nil, "leaf ", time.Now().UnixNano(), " ", n)
		at, err := l.Append(context.Background(), leaf)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Stdout.WriteString(strconv.FormatUint(at[0], 10) + " " + string(leaf) + "\n")
	}
}

func killed(dir string) store.Config {
	return store.Config{Dir: dir, Origin: origin, Key: ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))}
}

// TestKilled kills a program that appends, again and again: every index that it
// was told holds its leaf, and each tree is the beginning of the next.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	told := map[uint64]string{}
	var before ledger.Checkpoint
	for round := range 4 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), child+"="+dir)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(400+170*round) * time.Millisecond) //nolint:forbidigo // the moment of death is what is varied
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // killed
		for line := range strings.Lines(out.String()) {
			at, leaf, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			n, err := strconv.ParseUint(at, 10, 64)
			if !ok || err != nil || !strings.HasSuffix(line, "\n") {
				continue // cut off while it was said
			}
			if old, again := told[n]; again {
				t.Errorf("index %d was given to %q and to %q", n, old, leaf)
			}
			told[n] = leaf
		}
		if errs.Len() > 0 {
			t.Fatalf("%s", errs.String())
		}
		l, err := store.Open(t.Context(), killed(dir))
		if err != nil {
			t.Fatal(err)
		}
		now := fill(t, l, fmt.Append(nil, "after death ", round))
		for _, at := range slices.Sorted(maps.Keys(told)) {
			leaf, err := l.Leaf(t.Context(), at, now.Size)
			if err != nil || string(leaf) != told[at] {
				t.Fatalf("round %d: index %d holds %q, %v; it was given to %q", round, at, leaf, err, told[at])
			}
		}
		path, err := l.ProveGrown(t.Context(), before.Size, now.Size)
		if err != nil {
			t.Fatal(err)
		}
		root := before.Root
		if before.Size == 0 {
			root = ledger.SHA256().Of()
		}
		if err := ledger.SHA256().Grown(before.Size, root, now.Size, now.Root, path); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		before = now
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(told) < 20 {
		t.Errorf("only %d leaves were appended between deaths", len(told))
	}
}
