package blob_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
	"shiheng.internal/store/blob"
)

// store is what both implementations are.
type store interface {
	papers.Blobs
	Put(ctx context.Context, name string, r io.Reader) error
	Get(ctx context.Context, name string) (papers.Blob, error)
}

func open(t *testing.T, root string) *blob.Dir {
	t.Helper()
	d, err := blob.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestContract holds both implementations to what the rooms were promised.
func TestContract(t *testing.T) {
	for name, fresh := range map[string]func(*testing.T) store{
		"directory": func(t *testing.T) store { return open(t, filepath.Join(t.TempDir(), "blobs")) },
		"memory":    func(*testing.T) store { return blob.NewMemory() },
	} {
		t.Run(name, func(t *testing.T) {
			for _, tt := range []struct {
				name string
				test func(*testing.T, store)
			}{
				{"put", contractPut}, {"keep", contractKeep}, {"names", contractNames}, {"many at once", contractMany},
				{"forget", contractForget}, {"a caller who leaves", contractLeaves},
			} {
				t.Run(tt.name, func(t *testing.T) { tt.test(t, fresh(t)) })
			}
		})
	}
}

func read(t *testing.T, s store, name string) string {
	t.Helper()
	b, err := s.Get(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(b)
	if err := errors.Join(err, b.Close()); err != nil || int64(len(all)) != b.Size() {
		t.Fatalf("%d of %d bytes: %v", len(all), b.Size(), err)
	}
	return string(all)
}

func contractPut(t *testing.T, s store) {
	ctx := t.Context()
	for range 2 { // the same bytes again succeed
		if err := s.Put(ctx, "receipt-1", strings.NewReader("回执")); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Put(ctx, "receipt-1", strings.NewReader("另一份")); !errors.Is(err, shiheng.ErrConflict) {
		t.Errorf("other bytes under the same name: %v", err)
	}
	if got := read(t, s, "receipt-1"); got != "回执" {
		t.Errorf("kept %q", got)
	}
	if _, err := s.Get(ctx, "receipt-2"); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("what is not there: %v", err)
	}
}

func contractKeep(t *testing.T, s store) {
	ctx := t.Context()
	const text = "hello"
	const sum = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
	for range 2 {
		d, n, err := s.Keep(ctx, strings.NewReader(text), 5, nil)
		if err != nil || n != 5 || d.String() != sum {
			t.Fatalf("kept %v, %d, %v", d, n, err)
		}
	}
	if got := read(t, s, sum); got != text {
		t.Errorf("kept %q", got)
	}
	if _, _, err := s.Keep(ctx, strings.NewReader(text+"!"), 5, nil); !errors.Is(err, shiheng.ErrInvalid) {
		t.Errorf("six bytes of five: %v", err)
	}
	var seen int64
	_, _, err := s.Keep(ctx, strings.NewReader("refused"), 50, func(r io.ReaderAt, size int64) error {
		b := make([]byte, size)
		_, err := r.ReadAt(b, 0)
		if seen = size; string(b) != "refused" || (err != nil && !errors.Is(err, io.EOF)) {
			t.Errorf("shown %q, %v", b, err)
		}
		return shiheng.Invalid("test.refused")
	})
	if !errors.Is(err, shiheng.ErrInvalid) || seen != 7 {
		t.Errorf("refused bytes: %v, shown %d", err, seen)
	}
	broken := errors.New("the browser is gone")
	if _, _, err := s.Keep(ctx, io.MultiReader(strings.NewReader("half"), failing{broken}), 50, nil); !errors.Is(err, broken) {
		t.Errorf("a body that breaks off: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func contractNames(t *testing.T, s store) {
	for _, name := range []string{"", "a", "abc", "../../etc/passwd", "a/b/c/d", `..\..\x`, ".hidden", "UPPER", "名字名字", "a\x00bcd", strings.Repeat("a", 201)} {
		if err := s.Put(t.Context(), name, strings.NewReader("x")); !errors.Is(err, shiheng.ErrInvalid) {
			t.Errorf("name %q: %v", name, err)
		}
	}
}

func contractMany(t *testing.T, s store) {
	var all sync.WaitGroup
	for n := range 16 {
		all.Go(func() {
			text := fmt.Sprintf("object %d", n%4)
			d, _, err := s.Keep(t.Context(), strings.NewReader(text), 100, nil)
			if err != nil {
				t.Errorf("keep: %v", err)
				return
			}
			err = s.Put(t.Context(), "one-name", strings.NewReader(text))
			if err != nil && !errors.Is(err, shiheng.ErrConflict) {
				t.Errorf("put: %v", err)
			}
			if got := read(t, s, d.String()); got != text {
				t.Errorf("kept %q, want %q", got, text)
			}
		})
	}
	all.Wait()
	if got := read(t, s, "one-name"); !strings.HasPrefix(got, "object ") || len(got) != 8 {
		t.Errorf("under one name lies %q", got)
	}
}

func contractForget(t *testing.T, s store) {
	d, _, err := s.Keep(t.Context(), strings.NewReader("gone soon"), 100, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Forget(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Open(t.Context(), d); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("a forgotten object: %v", err)
	}
}

func contractLeaves(t *testing.T, s store) {
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if err := s.Put(ctx, "never", strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("put of a caller who left: %v", err)
	}
	if _, err := s.Get(t.Context(), "never"); !errors.Is(err, shiheng.ErrNotFound) {
		t.Errorf("it was kept: %v", err)
	}
}

// TestFaults fails each step once before it took effect and once after,
// and checks that nil meant kept, that what is there is whole, that trying
// again succeeds, and that nothing is left behind after a restart.
func TestFaults(t *testing.T) {
	disk := map[string]error{"no space": syscall.ENOSPC, "input/output error": syscall.EIO, "short write": io.ErrShortWrite}
	text := strings.Repeat("一份较大的文件。", 9000) // more than one write
	for what, fails := range disk {
		for _, step := range []string{"write", "sync", "sync parent", "link", "sync directory"} {
			for _, when := range []string{"before ", "after "} {
				t.Run(what+" "+when+step, func(t *testing.T) {
					root := filepath.Join(t.TempDir(), "blobs")
					d := open(t, root)
					failed := false
					d.Break(func(at string) error {
						if failed || at != when+step {
							return nil
						}
						failed = true
						return fails
					})
					_, _, err := d.Keep(t.Context(), strings.NewReader(text), 1<<20, nil)
					if !failed || !(errors.Is(err, shiheng.ErrExhausted) || errors.Is(err, shiheng.ErrUnavailable)) {
						t.Fatalf("the step came: %v; the caller was told %v", failed, err)
					}
					if left := files(t, filepath.Join(root, "tmp")); len(left) > 0 {
						t.Errorf("left behind: %v", left)
					}
					d = open(t, root)
					digest, _, err := d.Keep(t.Context(), strings.NewReader(text), 1<<20, nil)
					if err != nil || read(t, d, digest.String()) != text {
						t.Errorf("again: %v", err)
					}
					if all := files(t, root); len(all) != 1 {
						t.Errorf("there are %v", all)
					}
				})
			}
		}
	}
}

// TestCrash leaves the directory as a crash would, between the file under
// tmp/ and its name, and opens it anew.
func TestCrash(t *testing.T) {
	root := filepath.Join(t.TempDir(), "blobs")
	d := open(t, root)
	if err := d.Put(t.Context(), "kept", strings.NewReader("kept")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "tmp", "put-1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	d = open(t, root)
	if all := files(t, root); len(all) != 1 || read(t, d, "kept") != "kept" {
		t.Errorf("after a crash there are %v", all)
	}
}

func files(t *testing.T, root string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestModeIsPrivate(t *testing.T) {
	root := filepath.Join(t.TempDir(), "blobs")
	d := open(t, root)
	if err := d.Put(t.Context(), "private", bytes.NewReader([]byte("x"))); err != nil {
		t.Fatal(err)
	}
	for _, p := range files(t, root) {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", p, info.Mode(), err)
		}
	}
}
