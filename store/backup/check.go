package backup

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// A Problem is a file of a backup that is not as it was made.
type Problem struct{ File, What string }

// ReadManifest reads what a backup says it holds. ErrNotFound "backup.none",
// ErrInvalid for one of a newer program or in no form.
func ReadManifest(dir string) (m Manifest, err error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return m, shiheng.NotFound("backup.none", "dir", dir)
	}
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(b, &m); err != nil || m.Version != 1 {
		return m, shiheng.Invalid("backup.form", "file", manifestFile).From(err)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return m, shiheng.Invalid("backup.form", "file", f.Path)
		}
	}
	return m, nil
}

// Check reads every file of a backup, from the disk where the system lets us,
// and compares it with the manifest.
func Check(ctx context.Context, dir string, progress func(what string, done, all uint64)) (m Manifest, bad []Problem, err error) {
	if progress == nil {
		progress = func(string, uint64, uint64) {}
	}
	if m, err = ReadManifest(dir); err != nil {
		return m, nil, err
	}
	known := map[string]bool{manifestFile: true}
	for i, want := range m.Files {
		if err := context.Cause(ctx); err != nil {
			return m, bad, err
		}
		known[want.Path] = true
		got, err := digestOf(filepath.Join(dir, filepath.FromSlash(want.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			bad = append(bad, Problem{want.Path, "it is not there"})
		case err != nil:
			bad = append(bad, Problem{want.Path, err.Error()})
		case got.Size != want.Size || got.SHA256 != want.SHA256:
			bad = append(bad, Problem{want.Path, "it was changed"})
		}
		progress("read back", uint64(i+1), uint64(len(m.Files))) //nolint:gosec // a count
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		in, err := filepath.Rel(dir, path)
		if err == nil && !known[filepath.ToSlash(in)] {
			bad = append(bad, Problem{filepath.ToSlash(in), "the manifest does not know it"})
		}
		return err
	})
	return m, bad, err
}

// Digest is the digest of a backup's manifest, which the act names.
func Digest(dir string) (ledger.Hex, error) {
	b, err := os.ReadFile(filepath.Join(dir, manifestFile))
	return ledger.Hex(ledger.SHA256().Of(b)), err
}

// digestOf reads a file, past what memory has of it.
func digestOf(path string) (out File, err error) {
	f, err := os.Open(path)
	if err != nil {
		return out, err
	}
	defer func() { _ = f.Close() }()                        // only read
	_ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) // a wish only
	sum := sha256.New()
	if out.Size, err = io.Copy(sum, f); err != nil {
		return out, err
	}
	out.SHA256 = ledger.Hex(sum.Sum(nil))
	return out, nil
}

// copyFile writes a new file, durably, and takes its digest on the way.
func copyFile(path string, from io.Reader) (out File, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return out, err
	}
	sum := sha256.New()
	out.Size, err = io.Copy(io.MultiWriter(f, sum), from)
	out.SHA256 = ledger.Hex(sum.Sum(nil))
	return out, errors.Join(err, f.Sync(), f.Close())
}

func writeFile(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	return errors.Join(err, f.Sync(), f.Close())
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Opens tells whether a passphrase opens the keys of a backup.
func Opens(from, passphrase string) error {
	sealed, err := os.ReadFile(filepath.Join(from, keysFile))
	if err != nil {
		return shiheng.NotFound("backup.none", "dir", from).From(err)
	}
	_, err = Unseal(sealed, passphrase)
	return err
}

// Restore puts a backup into a data directory that is there and has none of its
// files: rows, logs, papers, and the keys by the passphrase. Everything is
// compared with the manifest on the way.
func Restore(ctx context.Context, from, to, passphrase string, progress func(what string, done, all uint64)) (m Manifest, err error) {
	m, bad, err := Check(ctx, from, progress)
	if err != nil {
		return m, err
	}
	if len(bad) > 0 {
		return m, shiheng.Invalid("backup.broken", "file", bad[0].File, "what", bad[0].What)
	}
	sealed, err := os.ReadFile(filepath.Join(from, keysFile))
	if err != nil {
		return m, fmt.Errorf("restore: %w", err)
	}
	secrets, err := Unseal(sealed, passphrase)
	if err != nil {
		return m, err
	}
	for name, b := range secrets {
		if name == SettingsName {
			name += ".restored" // for a person to read: settings are given to the program
		}
		if err := place(to, name, func(path string) error { return writeFile(path, b) }); err != nil {
			return m, fmt.Errorf("restore %s: %w", name, err)
		}
	}
	for _, f := range m.Files {
		name, ok := placeOf(f.Path)
		if !ok {
			continue
		}
		err := place(to, name, func(path string) error {
			in, err := os.Open(filepath.Join(from, filepath.FromSlash(f.Path)))
			if err != nil {
				return err
			}
			got, err := copyFile(path, in)
			if err == nil && got.SHA256 != f.SHA256 {
				err = shiheng.Invalid("backup.broken", "file", f.Path, "what", "it was changed")
			}
			return errors.Join(err, in.Close())
		})
		if err != nil {
			return m, fmt.Errorf("restore %s: %w", name, err)
		}
	}
	return m, nil
}

// placeOf is where a file of a backup lies in the data directory.
func placeOf(path string) (string, bool) {
	dir, rest, _ := strings.Cut(path, "/")
	switch {
	case path == rowsFile:
		return "rows.db", true
	case dir == logPlace:
		return path, true
	case dir == filesPlace:
		return rest, true
	}
	return "", false
}

func place(to, name string, write func(path string) error) error {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return shiheng.Invalid("backup.form", "file", name)
	}
	path := filepath.Join(to, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return errors.Join(write(path), syncDir(filepath.Dir(path)))
}
