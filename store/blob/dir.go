package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"syscall"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

// Dir keeps objects in a directory. Safe for concurrent use, by one process:
// whoever opens it holds the lock on the data directory.
type Dir struct {
	root string
	// broken, in tests, is asked before and after each step.
	broken func(step string) error
}

var _ papers.Blobs = (*Dir)(nil)

// Open opens the directory, making it when it is not there, and removes what a
// crash left half written.
func Open(root string) (*Dir, error) {
	d := &Dir{root: root}
	for _, sub := range []string{tmpDir, objectsDir} {
		if err := os.MkdirAll(filepath.Join(root, sub), 0o700); err != nil {
			return nil, fmt.Errorf("open blobs: %w", err)
		}
	}
	left, err := os.ReadDir(filepath.Join(root, tmpDir))
	if err != nil {
		return nil, fmt.Errorf("open blobs: %w", err)
	}
	for _, e := range left {
		if err := os.Remove(filepath.Join(root, tmpDir, e.Name())); err != nil {
			return nil, fmt.Errorf("open blobs: %w", err)
		}
	}
	if err := errors.Join(syncDir(root), syncDir(filepath.Dir(root))); err != nil {
		return nil, fmt.Errorf("open blobs: %w", err)
	}
	return d, nil
}

const (
	tmpDir     = "tmp"
	objectsDir = "objects"
)

// nameForm is what names are: no path of theirs leads anywhere.
var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{3,199}$`)

// path is where an object lies: by the first two letters of its name.
func (d *Dir) path(name string) (string, error) {
	if !nameForm.MatchString(name) {
		return "", shiheng.Invalid("blob.name", "name", name)
	}
	return filepath.Join(d.root, objectsDir, name[:2], name), nil
}

// Put writes the object. When it returns nil the bytes are durable. Putting
// the same bytes again succeeds; other bytes under the same name fail with
// [shiheng.ErrConflict].
func (d *Dir) Put(ctx context.Context, name string, r io.Reader) error {
	if _, err := d.path(name); err != nil {
		return err
	}
	err := d.written(ctx, r, -1, func(f *os.File, sum shiheng.Digest, _ int64) error { return d.settle(f, name, sum) })
	return fault("put "+name, err)
}

// Keep implements papers.Blobs.
func (d *Dir) Keep(ctx context.Context, r io.Reader, most int64, admit func(io.ReaderAt, int64) error) (digest shiheng.Digest, size int64, err error) {
	err = d.written(ctx, r, most, func(f *os.File, sum shiheng.Digest, n int64) error {
		if digest, size = sum, n; admit != nil {
			if err := admit(f, n); err != nil {
				return err
			}
		}
		return d.settle(f, sum.String(), sum)
	})
	return digest, size, fault("keep", err)
}

// written copies r, at most most bytes of it (-1: all), to a file under tmp/
// that is gone when then returns, and syncs it.
func (d *Dir) written(ctx context.Context, r io.Reader, most int64, then func(f *os.File, sum shiheng.Digest, size int64) error) (err error) {
	f, err := os.CreateTemp(filepath.Join(d.root, tmpDir), "put-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	if most >= 0 {
		r = io.LimitReader(r, most+1)
	}
	h := sha256.New()
	size, err := io.Copy(io.MultiWriter(stepWriter{d, f}, h), untilDone{ctx, r})
	switch {
	case err != nil:
		return err
	case most >= 0 && size > most:
		return shiheng.Invalid("blob.size", "most", fmt.Sprint(most))
	}
	if err := d.step("sync", f.Sync); err != nil {
		return err
	}
	return then(f, shiheng.Digest(h.Sum(nil)), size)
}

// settle gives a synced file its name for ever.
func (d *Dir) settle(f *os.File, name string, sum shiheng.Digest) error {
	path, err := d.path(name)
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	if err := os.Mkdir(dir, 0o700); err == nil {
		err = d.step("sync parent", func() error { return syncDir(filepath.Dir(dir)) })
		if err != nil {
			return err
		}
	} else if !errors.Is(err, fs.ErrExist) {
		return err
	}
	err = d.step("link", func() error { return os.Link(f.Name(), path) })
	if errors.Is(err, fs.ErrExist) {
		if err := same(path, sum); err != nil {
			return err
		}
		err = nil // and its directory is synced below: whoever linked it may not have got so far
	}
	if err != nil {
		return err
	}
	return d.step("sync directory", func() error { return syncDir(dir) })
}

// same reports a conflict when the object at path has other bytes.
func same(path string, sum shiheng.Digest) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if !bytes.Equal(h.Sum(nil), sum[:]) {
		return shiheng.Conflict("blob.taken", "name", filepath.Base(path))
	}
	return nil
}

// Get opens an object by name, or returns ErrNotFound.
func (d *Dir) Get(_ context.Context, name string) (papers.Blob, error) {
	path, err := d.path(name)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fault("open "+name, err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fault("open "+name, errors.Join(err, f.Close()))
	}
	return file{f, info.Size()}, nil
}

// Open implements papers.Blobs.
func (d *Dir) Open(ctx context.Context, digest shiheng.Digest) (papers.Blob, error) {
	return d.Get(ctx, digest.String())
}

// Forget implements papers.Blobs.
func (d *Dir) Forget(_ context.Context, digest shiheng.Digest) error {
	path, err := d.path(digest.String())
	if err != nil {
		return err
	}
	err = d.step("remove", func() error { return os.Remove(path) })
	if err == nil {
		err = d.step("sync directory", func() error { return syncDir(filepath.Dir(path)) })
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fault("forget "+digest.String(), err)
}

type file struct {
	*os.File
	size int64
}

// Size implements papers.Blob.
func (f file) Size() int64 { return f.size }

func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// step does one step that may fail.
func (d *Dir) step(what string, do func() error) error {
	if d.broken == nil {
		return do()
	}
	if err := d.broken("before " + what); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return d.broken("after " + what)
}

// stepWriter writes as a step.
type stepWriter struct {
	d *Dir
	w io.Writer
}

// Write implements io.Writer.
func (w stepWriter) Write(b []byte) (n int, err error) {
	err = w.d.step("write", func() (err error) {
		n, err = w.w.Write(b)
		return err
	})
	return n, err
}

// untilDone stops reading when ctx ends.
type untilDone struct {
	ctx context.Context //nolint:containedctx // of the one call that reads
	r   io.Reader
}

// Read implements io.Reader.
func (u untilDone) Read(b []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(b)
}

// fault gives errors of the disk their kind; others stay as they are.
func fault(what string, err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*shiheng.Error](err); ours {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = shiheng.NotFound("blob.none").From(err)
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		err = shiheng.Exhausted("blob.full").From(err)
	case errors.Is(err, syscall.EIO) || errors.Is(err, syscall.EROFS) || errors.Is(err, io.ErrShortWrite):
		err = shiheng.Unavailable("blob.disk").From(err)
	}
	return fmt.Errorf("%s: %w", what, err)
}
