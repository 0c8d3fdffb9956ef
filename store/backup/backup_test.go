package backup_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shiheng.internal"
	"shiheng.internal/civic/audit"
	"shiheng.internal/store/backup"
	ledgers "shiheng.internal/store/ledger"
	"shiheng.internal/store/rows"
)

const passphrase = "two custodians know this one"

// A keeping is a data directory with rows, a log and secrets, in use.
type keeping struct {
	t    *testing.T
	data string
	db   *rows.DB
	acts *ledgers.Acts
	keys ledgers.Keys
}

func newKeeping(t *testing.T) *keeping {
	t.Helper()
	k := &keeping{t: t, data: t.TempDir()}
	ctx := t.Context()
	var err error
	if k.db, err = rows.Open(ctx, rows.Config{URL: "sqlite:" + filepath.Join(k.data, "rows.db")}); err != nil {
		t.Fatal(err)
	}
	seal, err := rows.OpenSeal(filepath.Join(k.data, "seal.key"))
	if err != nil {
		t.Fatal(err)
	}
	if _, k.keys, err = ledgers.OpenKeys(filepath.Join(k.data, "log.key"), "node/log", seal); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"tls/authority.key": "the authority's own key", "blobs/ab/paper": "a paper", "kind": "real\n"} {
		path := filepath.Join(k.data, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(k.data, "log", "minutes"), 0o700); err != nil {
		t.Fatal(err)
	}
	k.acts, err = ledgers.OpenActs(ctx, ledgers.ActsConfig{Dir: filepath.Join(k.data, "log"), Name: "node/log", Keys: k.keys, Rows: rows.NewLeaves(k.db), Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(k.acts.Close(), k.db.Close()); err != nil {
			t.Error(err)
		}
	})
	k.act(600) // more than two tiles
	return k
}

// act puts acts on record and into the log.
func (k *keeping) act(n int) {
	k.t.Helper()
	var all []audit.Event
	for range n {
		all = append(all, audit.New(time.Now(), audit.House("test"), audit.FootageLive, audit.Object{Kind: "camera"}))
	}
	if err := errors.Join(rows.NewAudit(k.db).Append(k.t.Context(), all...), k.acts.CatchUp(k.t.Context())); err != nil {
		k.t.Fatal(err)
	}
	last, _, err := rows.NewLeaves(k.db).Last(k.t.Context(), "node/log/"+time.Now().In(time.FixedZone("", 8*3600)).Format("2006"))
	if err != nil {
		k.t.Fatal(err)
	}
	for {
		if s, err := k.acts.State(k.t.Context()); err != nil || s.Checkpoint.Size > last {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func (k *keeping) make(to, previous string) (backup.Manifest, error) {
	k.t.Helper()
	r, err := backup.NewRecipient(passphrase)
	if err != nil {
		k.t.Fatal(err)
	}
	m, _, err := backup.Make(k.t.Context(), backup.Config{
		Data: k.data, Database: k.db, Log: ledgers.CopyConfig{Dir: filepath.Join(k.data, "log"), Name: "node/log", Keys: k.keys},
		Newest: func(ctx context.Context) (int64, error) {
			_, newest, err := rows.NewLeaves(k.db).Count(ctx)
			return newest, err
		},
		Secrets: []string{"seal.key", "log.key", "mark.key", "tls"}, Plain: []string{"kind", "blobs"}, Settings: []byte("database: postgres://shiheng:geheim@db"),
		Recipient: r, Previous: previous, Program: "test", Now: time.Now,
	}, to)
	return m, err
}

// TestBackup makes two backups while the log grows, the second one on top of the
// first: both are whole, share what never changes, hold no key in clear, and are
// put back byte for byte.
func TestBackup(t *testing.T) {
	k := newKeeping(t)
	in := t.TempDir()
	first, second := filepath.Join(in, "1"), filepath.Join(in, "2")
	if _, err := k.make(first, ""); err != nil {
		t.Fatal(err)
	}
	k.act(300)
	m, err := k.make(second, first)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Complete || m.Rows.Acts != 900 || m.Log.Size < 900 {
		t.Errorf("%+v", m)
	}
	shared := 0
	for _, f := range m.Files {
		a, err := os.Stat(filepath.Join(first, f.Path))
		b, failed := os.Stat(filepath.Join(second, f.Path))
		if failed != nil {
			t.Fatal(failed)
		}
		if err == nil && os.SameFile(a, b) {
			shared++
			if !f.Whole {
				t.Errorf("%s may change and is shared", f.Path)
			}
		}
	}
	if shared != 2*2+1 { // two tiles, their leaves, a paper
		t.Errorf("%d files are shared", shared)
	}
	if _, bad, err := backup.Check(t.Context(), second, nil); err != nil || len(bad) > 0 {
		t.Fatalf("%v, %v", bad, err)
	}
	k.noSecretIn(in)
	k.putBack(second)
	if _, err := k.make(second, ""); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("over another: %v", err)
	}
}

// noSecretIn looks for keys in everything under a directory.
func (k *keeping) noSecretIn(dir string) {
	k.t.Helper()
	key, err := os.ReadFile(filepath.Join(k.data, "seal.key"))
	if err != nil {
		k.t.Fatal(err)
	}
	raw, err := hex.DecodeString(strings.TrimSpace(string(key)))
	if err != nil {
		k.t.Fatal(err)
	}
	secrets := [][]byte{raw, bytes.TrimSpace(key), k.keys.Key.Seed(), k.keys.National.D.Bytes(), []byte("authority's own"), []byte("geheim"), []byte(passphrase)}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(b, s) {
				k.t.Errorf("%s holds a secret in clear", path)
			}
		}
		return err
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

func (k *keeping) putBack(from string) {
	k.t.Helper()
	to := k.t.TempDir()
	if _, err := backup.Restore(k.t.Context(), from, to, "another passphrase altogether", nil); !errors.Is(err, shiheng.ErrInvalid) {
		k.t.Errorf("opened by another passphrase: %v", err)
	}
	if there, err := os.ReadDir(to); err != nil || len(there) > 0 {
		k.t.Errorf("and left %v, %v", there, err)
	}
	if _, err := backup.Restore(k.t.Context(), from, to, passphrase, nil); err != nil {
		k.t.Fatal(err)
	}
	for _, name := range []string{"seal.key", "log.key", "tls/authority.key", "blobs/ab/paper", "kind"} {
		a, err := os.ReadFile(filepath.Join(k.data, name))
		b, failed := os.ReadFile(filepath.Join(to, name))
		if err != nil || failed != nil || !bytes.Equal(a, b) {
			k.t.Errorf("%s came back otherwise: %v, %v", name, err, failed)
		}
	}
	db, err := rows.Open(k.t.Context(), rows.Config{URL: "sqlite:" + filepath.Join(to, "rows.db"), AsIs: true})
	if err != nil {
		k.t.Fatal(err)
	}
	if n, _, err := rows.NewLeaves(db).Count(k.t.Context()); err != nil || n != 900 {
		k.t.Errorf("%d acts came back, %v", n, err)
	}
	if err := db.Close(); err != nil {
		k.t.Fatal(err)
	}
}

// TestBrokenBackup: whatever of a backup is changed, left out or added is named,
// and it is not restored.
func TestBrokenBackup(t *testing.T) {
	k := newKeeping(t)
	whole := filepath.Join(t.TempDir(), "whole")
	m, err := k.make(whole, "")
	if err != nil {
		t.Fatal(err)
	}
	spoil := func(file string, do func(path string) error) {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "copy")
		if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
			t.Fatal(err)
		}
		if err := do(filepath.Join(dir, file)); err != nil {
			t.Fatal(err)
		}
		_, bad, err := backup.Check(t.Context(), dir, nil)
		if err != nil || len(bad) != 1 || bad[0].File != file {
			t.Errorf("%s: %v, %v", file, bad, err)
		}
		if _, err := backup.Restore(t.Context(), dir, t.TempDir(), passphrase, nil); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%s: restored all the same: %v", file, err)
		}
	}
	flip := func(path string) error {
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[len(b)/2] ^= 1
		return os.WriteFile(path, b, 0o600)
	}
	for _, f := range []backup.File{m.Files[0], m.Files[len(m.Files)-1]} {
		spoil(f.Path, flip)
		spoil(f.Path, os.Remove)
	}
	spoil("keys.sealed", flip)
	spoil("files/added", func(path string) error { return os.WriteFile(path, nil, 0o600) })
}

// TestPassphrase: one too short is refused, what was sealed for a key opens by
// the passphrase it was made of only, and a changed box does not.
func TestPassphrase(t *testing.T) {
	if _, err := backup.NewRecipient("too short"); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("a short one: %v", err)
	}
	r, err := backup.NewRecipient(passphrase)
	if err != nil {
		t.Fatal(err)
	}
	same, err := backup.ParseRecipient(r.String())
	if err != nil || same.String() != r.String() {
		t.Fatalf("%s, %v", same, err)
	}
	for _, bad := range []string{"", "shiheng-backup-1:", r.String()[:60], "x" + r.String()} {
		if _, err := backup.ParseRecipient(bad); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	sealed, err := same.Seal(map[string][]byte{"a": []byte("secret")})
	if err != nil || bytes.Contains(sealed, []byte("secret")) {
		t.Fatal(err)
	}
	got, err := backup.Unseal(sealed, passphrase)
	if err != nil || string(got["a"]) != "secret" {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := backup.Unseal(sealed, passphrase+"x"); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("another passphrase: %v", err)
	}
	if _, err := backup.Unseal(bytes.Replace(sealed, []byte(`"nonce":"`), []byte(`"nonce":"A`), 1), passphrase); err == nil {
		t.Error("a changed box opens")
	}
}
