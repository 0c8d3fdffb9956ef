package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"sync"

	"shiheng.internal"
	"shiheng.internal/civic/papers"
)

// Memory keeps objects until the process ends, for tests. Safe for concurrent
// use.
type Memory struct {
	mu      sync.Mutex
	objects map[string][]byte // guarded by mu; contents are never changed
}

var _ papers.Blobs = (*Memory)(nil)

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{objects: map[string][]byte{}} }

// Put is [Dir.Put].
func (m *Memory) Put(ctx context.Context, name string, r io.Reader) error {
	if !nameForm.MatchString(name) {
		return shiheng.Invalid("blob.name", "name", name)
	}
	b, err := io.ReadAll(untilDone{ctx, r})
	if err != nil {
		return err
	}
	return m.put(name, b)
}

func (m *Memory) put(name string, b []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, ok := m.objects[name]; ok && !bytes.Equal(old, b) {
		return shiheng.Conflict("blob.taken", "name", name)
	}
	m.objects[name] = b
	return nil
}

// Keep implements papers.Blobs.
func (m *Memory) Keep(ctx context.Context, r io.Reader, most int64, admit func(io.ReaderAt, int64) error) (shiheng.Digest, int64, error) {
	b, err := io.ReadAll(io.LimitReader(untilDone{ctx, r}, most+1))
	switch {
	case err != nil:
		return shiheng.Digest{}, 0, err
	case int64(len(b)) > most:
		return shiheng.Digest{}, 0, shiheng.Invalid("blob.size", "most", fmt.Sprint(most))
	case admit != nil:
		if err := admit(bytes.NewReader(b), int64(len(b))); err != nil {
			return shiheng.Digest{}, 0, err
		}
	}
	digest := shiheng.Digest(sha256.Sum256(b))
	return digest, int64(len(b)), m.put(digest.String(), b)
}

// Get is [Dir.Get].
func (m *Memory) Get(_ context.Context, name string) (papers.Blob, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.objects[name]
	if !ok {
		return nil, shiheng.NotFound("blob.none")
	}
	return remembered{bytes.NewReader(b)}, nil
}

// Open implements papers.Blobs.
func (m *Memory) Open(ctx context.Context, digest shiheng.Digest) (papers.Blob, error) {
	return m.Get(ctx, digest.String())
}

// Forget implements papers.Blobs.
func (m *Memory) Forget(_ context.Context, digest shiheng.Digest) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.objects, digest.String())
	return nil
}

type remembered struct{ *bytes.Reader }

// Close implements io.Closer.
func (remembered) Close() error { return nil }
