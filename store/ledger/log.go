package ledger

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"

	"shiheng.internal"
	"shiheng.internal/civic/ledger"
)

// MostLeaf bounds a leaf, in bytes: the layout keeps its length in sixteen bits.
const MostLeaf = 1<<16 - 1

// How the log works: a leaf waits that long for others to be written with it,
// and checkpoints follow each other by that much.
const (
	batchMost  = 256
	batchAge   = 10 * time.Millisecond
	checkpoint = 200 * time.Millisecond
	stopping   = 10 * time.Second
)

// Config is where a log lies and who signs it.
type Config struct {
	Dir string
	// Origin is the log's name, which its keys and checkpoints carry. It is
	// never used again for another log.
	Origin string
	// Key signs the checkpoints. National signs them beside it with SM2; nil: by
	// Key alone.
	Key      ed25519.PrivateKey
	National *sm2.PrivateKey
	// Log is told what the library underneath says; nothing is without it. The
	// library has one place to say things to: the last log opened sets it.
	Log *slog.Logger
}

// Log is an append-only log. Safe for concurrent use.
type Log struct {
	view
	add    tessera.AddFn
	reader tessera.LogReader
	await  *tessera.PublicationAwaiter
	stop   func(context.Context) error
	life   context.Context //nolint:containedctx // of what runs beside, from Open to Close
	end    context.CancelFunc
	once   sync.Once
	failed error // of the stop; set once
}

// Open opens the log in a directory, or makes one. ctx bounds the opening only.
func Open(ctx context.Context, c Config) (*Log, error) {
	signer, key := ledger.NewEd25519(c.Origin, c.Key)
	var more []note.Signer
	if c.National != nil {
		s, _, err := ledger.NewSM2(c.Origin, c.National)
		if err != nil {
			return nil, err
		}
		more = append(more, s)
	}
	hear(c.Log)
	driver, err := posix.New(ctx, posix.Config{Path: c.Dir})
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	life, end := context.WithCancel(context.WithoutCancel(ctx))
	appender, stop, reader, err := tessera.NewAppender(life, driver, tessera.NewAppendOptions().
		WithCheckpointSigner(signer, more...).WithBatching(batchMost, batchAge).WithCheckpointInterval(checkpoint).
		WithShutdownTimeout(stopping).WithGarbageCollectionInterval(time.Minute))
	if err != nil {
		end()
		return nil, fmt.Errorf("open log: %w", err)
	}
	l := &Log{view: view{key, reader}, add: appender.Add, reader: reader, stop: stop, life: life, end: end}
	l.await = tessera.NewPublicationAwaiter(life, reader.ReadCheckpoint, checkpoint/2)
	if err := l.own(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// own refuses a log that other keys signed.
func (l *Log) own(ctx context.Context) error {
	_, _, err := l.Checkpoint(ctx)
	if errors.Is(err, shiheng.ErrNotFound) {
		return nil
	}
	return err
}

// Close ends the log; what was appended is under a checkpoint then. It takes ten
// seconds at most. Calling it again does nothing.
func (l *Log) Close() error {
	l.once.Do(func() {
		ctx, cancel := context.WithTimeout(l.life, stopping)
		defer cancel()
		l.failed = l.stop(ctx)
		l.end()
	})
	return l.failed
}

// Append appends leaves in their order, and returns the index of each once it
// is on the disk and in the tree. When it fails, some may stand in the log all
// the same. Errors: ErrInvalid for a leaf that is empty or too long.
func (l *Log) Append(ctx context.Context, leaves ...[]byte) ([]uint64, error) {
	for _, leaf := range leaves {
		if len(leaf) == 0 || len(leaf) > MostLeaf {
			return nil, shiheng.Invalid("log.leaf", "bytes", fmt.Sprint(len(leaf)))
		}
	}
	waits := make([]tessera.IndexFuture, len(leaves))
	for i, leaf := range leaves {
		waits[i] = l.add(ctx, tessera.NewEntry(leaf))
	}
	out := make([]uint64, len(leaves))
	for i, wait := range waits {
		at, err := wait()
		if err != nil {
			return nil, shiheng.Unavailable("log.down").From(err)
		}
		out[i] = at.Index
	}
	return out, nil
}

// Published waits until a checkpoint covers an index, and returns it.
func (l *Log) Published(ctx context.Context, index uint64) (ledger.Checkpoint, []byte, error) {
	_, signed, err := l.await.Await(ctx, func() (tessera.Index, error) { return tessera.Index{Index: index}, nil })
	if err != nil {
		return ledger.Checkpoint{}, nil, shiheng.Unavailable("log.checkpoint").From(err)
	}
	c, _, err := ledger.OpenCheckpoint(signed, l.key)
	return c, signed, err
}

// Size is how many leaves are in the tree, under a checkpoint or not yet.
func (l *Log) Size(ctx context.Context) (uint64, error) {
	n, err := l.reader.IntegratedSize(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("size of the log: %w", err)
	}
	return n, nil
}
