package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/api/layout"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// A Part is a file of a log that is copied. One that is Whole never changes
// again: a copy of it that there is already will do.
type Part struct {
	Path  string // in the directory of the logs
	Whole bool
	Open  func() (io.ReadCloser, error)
}

// holding is a part that is in memory.
func holding(read func() ([]byte, error)) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		b, err := read()
		return io.NopCloser(bytes.NewReader(b)), err
	}
}

// CopyConfig says which logs are copied, while they are written.
type CopyConfig struct {
	Dir  string
	Name string
	Keys Keys
	Past []Past
	// Put takes one part.
	Put func(Part) error
	// Progress is told how many leaves of all are copied.
	Progress func(done, all uint64)
}

// CopyLogs copies logs, what witnesses signed of them and what lies beside them,
// as they stand under the newest checkpoints. It returns that of the newest log;
// the zero Checkpoint when there is none yet. The checkpoint is read first and
// what it covers never changes; camera-minutes come last, so that those of each
// leaf are among them.
func CopyLogs(ctx context.Context, c CopyConfig) (last ledger.Checkpoint, err error) {
	if c.Progress == nil {
		c.Progress = func(uint64, uint64) {}
	}
	k := &checker{CheckConfig: CheckConfig{Dir: c.Dir, Name: c.Name, Keys: c.Keys, Past: c.Past}}
	logs, err := k.logs()
	if err != nil {
		return last, err
	}
	for _, t := range logs {
		if last, err = c.log(ctx, t); err != nil {
			return last, fmt.Errorf("copy log %s: %w", t.origin, err)
		}
	}
	if err := c.beside(""); err != nil {
		return last, err
	}
	for _, p := range c.Past {
		if err := c.beside(filepath.Base(p.Dir)); err != nil {
			return last, err
		}
	}
	return last, c.minutes(ctx)
}

// log copies the checkpoint of a log, and the tiles and leaves that it covers.
func (c CopyConfig) log(ctx context.Context, t *tree) (ledger.Checkpoint, error) {
	signed, err := t.files.ReadCheckpoint(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return ledger.Checkpoint{}, nil
	}
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	var point ledger.Checkpoint
	for _, key := range t.keys {
		if point, _, err = ledger.OpenCheckpoint(signed, key); err != nil {
			return point, shiheng.Invalid("log.broken", "origin", t.origin).From(err)
		}
	}
	in, err := filepath.Rel(c.Dir, t.files.Root)
	if err != nil {
		return point, err
	}
	put := func(name string, partial uint8, read func() ([]byte, error)) error {
		return c.Put(Part{Path: path.Join(filepath.ToSlash(in), name), Whole: partial == 0, Open: holding(read)})
	}
	for level, size := uint64(0), point.Size; size > 0; level, size = level+1, size>>layout.TileHeight {
		for index := range (size + layout.TileWidth - 1) / layout.TileWidth {
			if err := context.Cause(ctx); err != nil {
				return point, err
			}
			partial := layout.PartialTileSize(level, index, point.Size)
			if err := put(layout.TilePath(level, index, partial), partial, func() ([]byte, error) { return tileBytes(ctx, t, level, index, partial) }); err != nil {
				return point, err
			}
			if level > 0 {
				continue
			}
			if err := put(layout.EntriesPath(index, partial), partial, func() ([]byte, error) { return leafBytes(ctx, t, index, partial) }); err != nil {
				return point, err
			}
			c.Progress(min((index+1)*layout.TileWidth, point.Size), point.Size)
		}
	}
	return point, put("checkpoint", 1, func() ([]byte, error) { return signed, nil })
}

// tileBytes are the hashes of a tile that a checkpoint covers: the tile may have
// grown since.
func tileBytes(ctx context.Context, t *tree, level, index uint64, partial uint8) ([]byte, error) {
	raw, err := t.files.ReadTile(ctx, level, index, partial)
	if n := int(partial) * 32; err == nil && partial > 0 && len(raw) > n {
		raw = raw[:n]
	}
	return raw, err
}

// leafBytes are the leaves of a bundle that a checkpoint covers.
func leafBytes(ctx context.Context, t *tree, index uint64, partial uint8) ([]byte, error) {
	raw, err := t.files.ReadEntryBundle(ctx, index, partial)
	if err != nil || partial == 0 {
		return raw, err
	}
	var b api.EntryBundle
	if err := b.UnmarshalText(raw); err != nil {
		return nil, err
	}
	end := 0
	for _, leaf := range b.Entries[:min(int(partial), len(b.Entries))] {
		end += 2 + len(leaf)
	}
	return raw[:end], nil
}

// beside copies what lies beside the logs of an epoch: statements, and what
// witnesses signed.
func (c CopyConfig) beside(in string) error {
	entries, err := os.ReadDir(filepath.Join(c.Dir, in))
	if err != nil {
		return fmt.Errorf("copy logs: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || name != statementFile && name != goneFile && !strings.HasSuffix(name, ".witnessed") {
			continue
		}
		p := Part{Path: path.Join(in, name), Open: func() (io.ReadCloser, error) { return os.Open(filepath.Join(c.Dir, in, name)) }}
		if err := c.Put(p); err != nil {
			return err
		}
	}
	return nil
}

// minutes copies the camera-minutes; all days but the newest never change again.
func (c CopyConfig) minutes(ctx context.Context) error {
	const in = "minutes"
	b := &beside{dir: filepath.Join(c.Dir, in)}
	names, err := b.files("")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for i, name := range slices.All(names) {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		p := Part{Path: path.Join(in, name), Whole: i < len(names)-1, Open: func() (io.ReadCloser, error) { return os.Open(filepath.Join(b.dir, name)) }}
		if err := c.Put(p); err != nil {
			return err
		}
	}
	return nil
}

// LogKeys reads the NAME and the keys of a node, and makes none.
func LogKeys(file string, s Sealer) (string, Keys, error) { return readKeys(file, s) }

// LastWitnessed is the largest checkpoint of the newest log of a NAME that a
// witness is known to have cosigned, by what lies beside it, or by a note that
// was shown under one of the keys; nil when there is none.
func LastWitnessed(dir, name string, shown []byte, keys []string) (*ledger.Cosigned, error) {
	origins, err := logsIn(dir, name)
	if err != nil || len(origins) == 0 {
		return nil, err
	}
	origin := origins[len(origins)-1]
	if shown != nil {
		for _, k := range keys {
			if c, err := cosignedOf(shown, k, origin); err == nil {
				return &c, nil
			}
		}
		return nil, shiheng.Invalid("witness.answer")
	}
	a := &Acts{cfg: ActsConfig{Dir: dir, Name: name}}
	kept, err := a.readSeen(origin)
	if err != nil {
		return nil, err
	}
	var out *ledger.Cosigned
	for name, s := range kept.Seen {
		c, err := cosignedOf(s.Note, s.Key, origin)
		if err != nil {
			continue // a witness that is none any more
		}
		if c.Witness = name; out == nil || c.Size > out.Size {
			out = &c
		}
	}
	return out, nil
}

// cosignedOf reads a checkpoint of a log that a witness signed, by its key.
func cosignedOf(signed []byte, key, origin string) (c ledger.Cosigned, err error) {
	w, err := ledger.ParseKey(key)
	if err != nil {
		return c, err
	}
	point, at, err := ledger.OpenCosigned(signed, w)
	if err == nil && point.Origin != origin {
		err = shiheng.Invalid("witness.answer")
	}
	if err != nil {
		return c, err
	}
	return ledger.Cosigned{At: ledger.Time(at), Origin: origin, Root: ledger.Hex(point.Root), Size: point.Size, Witness: w.Name()}, nil
}
