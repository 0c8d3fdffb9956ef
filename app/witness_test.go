package app_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shiheng.internal"
	"shiheng.internal/app"
	"shiheng.internal/civic/ledger"
	ledgers "shiheng.internal/store/ledger"
)

// grownLog makes a log of some leaves, with its public key.
func grownLog(t *testing.T, key ed25519.PrivateKey, leaves int, odd string) (*ledgers.Log, string) {
	t.Helper()
	const origin = "wuxi.example/log/2026"
	l, err := ledgers.Open(t.Context(), ledgers.Config{Dir: t.TempDir(), Origin: origin, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	var all [][]byte
	for n := range leaves {
		all = append(all, fmt.Append(nil, "leaf ", n))
	}
	if odd != "" {
		all[len(all)/2] = []byte(odd)
	}
	at, err := l.Append(t.Context(), all...)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Published(t.Context(), at[len(at)-1]); err != nil {
		t.Fatal(err)
	}
	return l, ledger.Ed25519Key(origin, key.Public().(ed25519.PublicKey))
}

// TestWitnessOverHTTP: a log asks a witness over the wire of C2SP tlog-witness,
// grows, asks again from an old size and is told the right one; another tree
// under the same key is refused and stays on record with the witness.
func TestWitnessOverHTTP(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "witness")
	w, err := app.MakeWitness(dir, "procuratorate.example")
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	log, public := grownLog(t, key, 300, "")
	if err := w.Watch(public); err != nil {
		t.Fatal(err)
	}
	if w, err = app.OpenWitness(dir); err != nil {
		t.Fatal(err)
	}
	if err := w.Watch(public); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("a log is watched twice: %v", err)
	}
	server := httptest.NewServer(w.Handler(slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	post := func(b []byte) (int, string, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/add-checkpoint", bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := server.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		answer, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, resp.Header.Get("Content-Type"), string(answer)
	}
	ask := func(l *ledgers.Log, old uint64) ledger.Request {
		t.Helper()
		r, err := l.Request(t.Context(), old)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := ask(log, 0)
	status, _, line := post(r.Text())
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, line)
	}
	witness, err := ledger.ParseKey(w.Key())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.AddCosignature(r.Note, []byte(line), witness); err != nil {
		t.Errorf("the answer is no cosignature: %v", err)
	}
	if _, err := log.Append(t.Context(), []byte("one more")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := log.Published(t.Context(), 300); err != nil {
		t.Fatal(err)
	}
	if status, kind, size := post(ask(log, 0).Text()); status != http.StatusConflict || kind != "text/x.tlog.size" || size != "300\n" {
		t.Errorf("asked from an old size: %d %s %q", status, kind, size)
	}
	if status, _, why := post(ask(log, 300).Text()); status != http.StatusOK {
		t.Errorf("grown: %d %s", status, why)
	}
	forged, _ := grownLog(t, key, 400, "as it should have been")
	if status, _, why := post(ask(forged, 301).Text()); status != http.StatusUnprocessableEntity {
		t.Errorf("another tree: %d %s", status, why)
	}
	_, other, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	stranger, _ := grownLog(t, other, 3, "")
	for name, tt := range map[string]struct {
		body []byte
		want int
	}{
		"another's signature": {ask(stranger, 0).Text(), http.StatusForbidden},
		"no request":          {[]byte("old x\n\nnote"), http.StatusBadRequest},
		"an unknown log":      {bytes.Replace(ask(log, 0).Text(), []byte("wuxi"), []byte("elsewhere"), 1), http.StatusNotFound},
		"too long":            {bytes.Repeat([]byte("x"), 1<<20), http.StatusRequestEntityTooLarge},
	} {
		if status, _, why := post(tt.body); status != tt.want {
			t.Errorf("%s: %d %s, want %d", name, status, why, tt.want)
		}
	}
	caught, err := w.Attempts()
	if err != nil || len(caught) != 1 || caught[0].Kind != ledger.Fork || caught[0].Last.Size != 301 {
		t.Errorf("caught %+v, %v", caught, err)
	}
}

// TestWitnessKeepsItsKey: a key is made once, is its owner's to read, and
// carries its name.
func TestWitnessKeepsItsKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "witness")
	for _, name := range []string{"", "two words", "a+b"} {
		if _, err := app.MakeWitness(dir, name); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("a witness is called %q: %v", name, err)
		}
	}
	w, err := app.MakeWitness(dir, "检察院.example")
	if err != nil || !strings.HasPrefix(w.Key(), "检察院.example+") {
		t.Fatal(w, err)
	}
	if _, err := app.MakeWitness(dir, "another"); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("a key is made over a key: %v", err)
	}
	again, err := app.OpenWitness(dir)
	if err != nil || again.Key() != w.Key() {
		t.Errorf("opened again it is %v, %v", again, err)
	}
	if err := os.Chmod(filepath.Join(dir, "key.pem"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := app.OpenWitness(dir); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("a key that everybody reads: %v", err)
	}
	if _, err := app.OpenWitness(t.TempDir()); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("an empty directory: %v", err)
	}
	if err := w.Watch("junk"); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("junk is watched: %v", err)
	}
}
