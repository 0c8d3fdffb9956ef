package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"
	"github.com/transparency-dev/tessera/client"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal/civic/ledger"
)

// A tree is a log on disk that is read and never written: tiles, leaves and
// checkpoint as they lie there.
type tree struct {
	origin string
	files  client.FileFetcher
	keys   []note.Verifier   // all of which must have signed
	over   *ledger.Statement // the epoch that took the place of its own; nil: none did
}

// checkpoint reads the checkpoint, which every key must have signed.
func (t *tree) checkpoint(ctx context.Context) (c ledger.Checkpoint, err error) {
	signed, err := t.files.ReadCheckpoint(ctx)
	if err != nil {
		return c, err
	}
	for _, k := range t.keys {
		if c, _, err = ledger.OpenCheckpoint(signed, k); err != nil {
			return c, err
		}
	}
	return c, nil
}

// A tileError names a tile that does not fit.
type tileError struct {
	path  string
	first uint64 // leaf that it begins with
	what  string
}

func (e *tileError) Error() string { return e.path + ": " + e.what }

// nodes reads the hashes of a tile of a tree of the size.
func (t *tree) nodes(ctx context.Context, level, index, size uint64) ([]ledger.Digest, error) {
	p := layout.PartialTileSize(level, index, size)
	wrong := func(format string, args ...any) error {
		return &tileError{layout.TilePath(level, index, p), (index * layout.TileWidth) << (level * layout.TileHeight), fmt.Sprintf(format, args...)}
	}
	raw, err := t.files.ReadTile(ctx, level, index, p)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, wrong("it is not there")
	} else if err != nil {
		return nil, err
	}
	var tile api.HashTile
	if err := tile.UnmarshalText(raw); err != nil {
		return nil, wrong("%v", err)
	}
	n := layout.TileWidth
	if p > 0 {
		n = int(p)
	}
	if len(tile.Nodes) < n {
		return nil, wrong("it has %d hashes of %d", len(tile.Nodes), n)
	}
	out := make([]ledger.Digest, n)
	for i := range out {
		out[i] = ledger.Digest(tile.Nodes[i])
	}
	return out, nil
}

// whole checks that the tiles of all levels lead to the root. A *tileError names
// the first tile that does not.
func (t *tree) whole(ctx context.Context, c ledger.Checkpoint) error {
	var below []ledger.Digest // roots of the full tiles one level down
	var r ledger.Range
	h := ledger.SHA256()
	for level, size := uint64(0), c.Size; size > 0; level, size = level+1, size/layout.TileWidth {
		var roots []ledger.Digest
		for index := range (size + layout.TileWidth - 1) / layout.TileWidth {
			if err := context.Cause(ctx); err != nil {
				return err
			}
			nodes, err := t.nodes(ctx, level, index, c.Size)
			if err != nil {
				return err
			}
			for i, n := range nodes {
				if at := index*layout.TileWidth + uint64(i); level > 0 && n != below[at] {
					return &tileError{layout.TilePath(level-1, at, 0), (at * layout.TileWidth) << ((level - 1) * layout.TileHeight),
						"it does not lead to " + layout.TilePath(level, index, layout.PartialTileSize(level, index, c.Size))}
				}
				if level == 0 {
					r = h.Append(r, n)
				}
			}
			if len(nodes) == layout.TileWidth {
				roots = append(roots, h.RootOf(nodes))
			}
		}
		below = roots
	}
	if h.Root(r) != c.Root {
		last := (max(c.Size, 1) - 1) / layout.TileWidth
		return &tileError{layout.TilePath(0, last, layout.PartialTileSize(0, last, c.Size)), last * layout.TileWidth, "the tiles do not lead to the root of the checkpoint"}
	}
	return nil
}

// each reads the leaves of a tree of the size with the hash that its tile has
// of each.
func (t *tree) each(ctx context.Context, size uint64, do func(index uint64, leaf []byte, hash ledger.Digest) error) error {
	var nodes []ledger.Digest
	return eachLeaf(ctx, t.files.ReadEntryBundle, 0, size, func(at uint64, leaf []byte) error {
		if at%layout.TileWidth == 0 {
			var err error
			if nodes, err = t.nodes(ctx, 0, at/layout.TileWidth, size); err != nil {
				return err
			}
		}
		return do(at, leaf, nodes[at%layout.TileWidth])
	})
}

// trees opens the logs of a directory.
func trees(dir, name string, keys func(origin string) ([]note.Verifier, error)) (out []*tree, err error) {
	origins, err := logsIn(dir, name)
	if err != nil {
		return nil, err
	}
	for _, origin := range origins {
		t := &tree{origin: origin, files: client.FileFetcher{Root: filepath.Join(dir, filepath.Base(origin))}}
		if t.keys, err = keys(t.origin); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// logsIn lists the logs of a node in a directory, one a year, the oldest first.
func logsIn(dir, name string) (origins []string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list logs: %w", err)
	}
	for _, e := range entries {
		if len(e.Name()) != 4 || e.Name() < "1000" || e.Name() > "9999" || !e.IsDir() {
			continue
		}
		origins = append(origins, name+"/"+e.Name())
	}
	return origins, nil
}
