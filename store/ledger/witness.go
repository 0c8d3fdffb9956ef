package ledger

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// Memory keeps what a witness saw in a directory, one file a log, and what logs
// were caught in beside it. It implements [ledger.Memory] and is safe for
// concurrent use; the directory is one program's.
type Memory struct {
	dir string
	mu  sync.Mutex
}

// OpenMemory opens the directory, or makes it with mode 0700.
func OpenMemory(dir string) (*Memory, error) {
	if err := os.MkdirAll(filepath.Join(dir, "attempts"), 0o700); err != nil {
		return nil, fmt.Errorf("witness memory: %w", err)
	}
	return &Memory{dir: dir}, nil
}

// seen is the file of one log.
type seen struct {
	Version int    `json:"version"`
	Origin  string `json:"origin"`
	Size    uint64 `json:"size"`
	Root    string `json:"root"`
	Note    string `json:"note"` // with the cosignature
}

// file is where a log's lies: its origin may hold anything.
func (m *Memory) file(origin string) string {
	sum := ledger.SHA256().Of([]byte(origin))
	return filepath.Join(m.dir, hex.EncodeToString(sum[:12])+".json")
}

func (m *Memory) read(origin string) (ledger.Checkpoint, error) {
	b, err := os.ReadFile(m.file(origin))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ledger.Checkpoint{}, nil
	case err != nil:
		return ledger.Checkpoint{}, err
	}
	var s seen
	if err := json.Unmarshal(b, &s); err != nil {
		return ledger.Checkpoint{}, fmt.Errorf("%s: %w", m.file(origin), err)
	}
	root, err := ledger.ParseBase64(s.Root)
	if err != nil || s.Version != 1 || s.Origin != origin {
		return ledger.Checkpoint{}, fmt.Errorf("%s: not what a witness wrote of %s", m.file(origin), origin)
	}
	return ledger.Checkpoint{Origin: s.Origin, Size: s.Size, Root: root}, nil
}

// Last implements [ledger.Memory].
func (m *Memory) Last(_ context.Context, origin string) (ledger.Checkpoint, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.read(origin)
}

// Note is the newest checkpoint of a log with the cosignature. ErrNotFound
// "witness.log" before the first.
func (m *Memory) Note(origin string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, err := os.ReadFile(m.file(origin))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, shiheng.NotFound("witness.log", "origin", origin)
	}
	var s seen
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	return []byte(s.Note), err
}

// Keep implements [ledger.Memory].
func (m *Memory) Keep(_ context.Context, old, next ledger.Checkpoint, signed []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	last, err := m.read(next.Origin)
	if err != nil {
		return err
	}
	if last != old {
		return shiheng.Conflict("witness.raced")
	}
	return write(m.file(next.Origin), seen{1, next.Origin, next.Size, next.Root.Base64(), string(signed)})
}

// Report implements [ledger.Memory]. The same attempt is kept once.
func (m *Memory) Report(_ context.Context, a ledger.Attempt) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	sum := ledger.SHA256().Of([]byte(a.Kind), a.Note)
	path := filepath.Join(m.dir, "attempts", hex.EncodeToString(sum[:12])+".json")
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	return write(path, a)
}

// Attempts lists what logs were caught in, the oldest first.
func (m *Memory) Attempts() ([]ledger.Attempt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	entries, err := os.ReadDir(filepath.Join(m.dir, "attempts"))
	if err != nil {
		return nil, fmt.Errorf("witness memory: %w", err)
	}
	var out []ledger.Attempt
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		var a ledger.Attempt
		b, err := os.ReadFile(filepath.Join(m.dir, "attempts", e.Name()))
		if err == nil {
			err = json.Unmarshal(b, &a)
		}
		if err != nil {
			return nil, fmt.Errorf("witness memory: %s: %w", e.Name(), err)
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b ledger.Attempt) int { return a.At.Compare(b.At) })
	return out, nil
}

// write replaces a file by one that is on the disk, name and all, when it
// returns.
func write(path string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return writeBytes(path, append(b, '\n'))
}

// writeBytes is write of bytes as they are.
func writeBytes(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".new")
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
