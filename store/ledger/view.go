package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"
	"github.com/transparency-dev/tessera/client"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// files are a log as it lies on the disk. *client.FileFetcher has them, and
// whoever writes a log.
type files interface {
	ReadCheckpoint(ctx context.Context) ([]byte, error)
	ReadTile(ctx context.Context, level, index uint64, partial uint8) ([]byte, error)
	ReadEntryBundle(ctx context.Context, index uint64, partial uint8) ([]byte, error)
}

// A view reads a log under its key: one that is written, or one of an epoch
// before, whose keys may be gone. Safe for concurrent use.
type view struct {
	key   note.Verifier
	files files
}

// Checkpoint returns the newest checkpoint with its note. ErrNotFound: there is
// none yet.
func (l *view) Checkpoint(ctx context.Context) (ledger.Checkpoint, []byte, error) {
	signed, err := l.files.ReadCheckpoint(ctx)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ledger.Checkpoint{}, nil, shiheng.NotFound("log.checkpoint")
	case err != nil:
		return ledger.Checkpoint{}, nil, fmt.Errorf("read checkpoint: %w", err)
	}
	c, _, err := ledger.OpenCheckpoint(signed, l.key)
	return c, signed, err
}

// Leaf returns the leaf of an index under a tree of the size.
func (l *view) Leaf(ctx context.Context, index, size uint64) ([]byte, error) {
	if index >= size {
		return nil, shiheng.NotFound("log.index")
	}
	bundle := index / layout.EntryBundleWidth
	raw, err := l.files.ReadEntryBundle(ctx, bundle, layout.PartialTileSize(0, bundle, size))
	if err != nil {
		return nil, fmt.Errorf("read leaf %d: %w", index, err)
	}
	var b api.EntryBundle
	if err := b.UnmarshalText(raw); err != nil {
		return nil, fmt.Errorf("read leaf %d: %w", index, err)
	}
	at := index % layout.EntryBundleWidth
	if at >= uint64(len(b.Entries)) {
		return nil, fmt.Errorf("read leaf %d: its bundle has %d leaves", index, len(b.Entries))
	}
	return b.Entries[at], nil
}

// Each reads the leaves from an index on, of a tree of the size, in order.
func (l *view) Each(ctx context.Context, from, size uint64, do func(index uint64, leaf []byte) error) error {
	return eachLeaf(ctx, l.files.ReadEntryBundle, from, size, do)
}

// eachLeaf reads leaves bundle by bundle.
func eachLeaf(ctx context.Context, read client.EntryBundleFetcherFunc, from, size uint64, do func(index uint64, leaf []byte) error) error {
	for at := from; at < size; {
		n := at / layout.EntryBundleWidth
		raw, err := read(ctx, n, layout.PartialTileSize(0, n, size))
		if err != nil {
			return fmt.Errorf("read leaf %d: %w", at, err)
		}
		var b api.EntryBundle
		if err := b.UnmarshalText(raw); err != nil {
			return fmt.Errorf("read leaf %d: %w", at, err)
		}
		end := min((n+1)*layout.EntryBundleWidth, size)
		if uint64(len(b.Entries)) < end-n*layout.EntryBundleWidth {
			return fmt.Errorf("read leaf %d: its bundle has %d leaves", at, len(b.Entries))
		}
		for ; at < end; at++ {
			if err := do(at, b.Entries[at%layout.EntryBundleWidth]); err != nil {
				return err
			}
		}
	}
	return nil
}

// Prove returns the path of a leaf's hash to the root of a tree of the size.
func (l *view) Prove(ctx context.Context, index, size uint64) ([]ledger.Digest, error) {
	return l.proof(ctx, size, func(p *client.ProofBuilder) ([][]byte, error) { return p.InclusionProof(ctx, index) })
}

// ProveGrown returns the path that shows that a tree of a size is the beginning
// of a larger one.
func (l *view) ProveGrown(ctx context.Context, size, larger uint64) ([]ledger.Digest, error) {
	if size == 0 || size == larger {
		return nil, nil
	}
	return l.proof(ctx, larger, func(p *client.ProofBuilder) ([][]byte, error) { return p.ConsistencyProof(ctx, size, larger) })
}

func (l *view) proof(ctx context.Context, size uint64, f func(*client.ProofBuilder) ([][]byte, error)) ([]ledger.Digest, error) {
	p, err := client.NewProofBuilder(ctx, size, l.files.ReadTile)
	if err != nil {
		return nil, fmt.Errorf("prove: %w", err)
	}
	raw, err := f(p)
	if err != nil {
		return nil, fmt.Errorf("prove: %w", err)
	}
	out := make([]ledger.Digest, len(raw))
	for i, b := range raw {
		out[i] = ledger.Digest(b)
	}
	return out, nil
}

// Request makes what a witness is asked who cosigned a tree of the size last.
func (l *view) Request(ctx context.Context, old uint64) (ledger.Request, error) {
	c, signed, err := l.Checkpoint(ctx)
	if err != nil {
		return ledger.Request{}, err
	}
	if old > c.Size {
		return ledger.Request{}, shiheng.Conflict("log.shrank", "witnessed", fmt.Sprint(old), "size", fmt.Sprint(c.Size))
	}
	path, err := l.ProveGrown(ctx, old, c.Size)
	return ledger.Request{Old: old, Path: path, Note: signed}, err
}
