package rows

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"shiheng.internal"
)

// Config says where the rows are.
type Config struct {
	// URL is "sqlite:<path of the file>" or a "postgres://…" address.
	URL string
	// Now is the clock; time.Now when nil.
	Now    func() time.Time
	Logger *slog.Logger
	// AsIs refuses rows that would have to be migrated, or made: a platform may
	// be running on them. ErrConflict "rows.version", ErrNotFound "store.none".
	AsIs bool
}

// DB is an open, migrated database. Safe for concurrent use.
type DB struct {
	write, read *bun.DB
	engine      engine
	now         func() time.Time
	logger      *slog.Logger
	// broken, in tests, is asked before and after each commit.
	broken func(step string) error
}

// engine is what differs between the two.
type engine interface {
	name() string
	// open returns the pool for writing and the one for reading.
	open(ctx context.Context) (write, read *bun.DB, err error)
	// begin is run first in each writing transaction.
	begin(ctx context.Context, tx bun.Tx) error
	// again reports whether a transaction failed in a way that a new try cures.
	again(err error) bool
	// kind names the cause of an error that callers may act on.
	kind(err error) trouble
	// lock holds off other processes that want to migrate.
	lock(ctx context.Context, db *bun.DB) (unlock func() error, err error)
	// backup copies everything there is, before a migration to version.
	backup(ctx context.Context, db *bun.DB, name string) error
	// snapshot writes a whole copy of what is committed now into a file of its
	// own, while others read and write.
	snapshot(ctx context.Context, path string) error
	// occupied reports whether there is anything to back up.
	occupied(ctx context.Context, db *bun.DB) (bool, error)
}

type trouble int

const (
	other    trouble = iota
	taken            // a unique value is there already
	dangling         // a row that is referred to is not there
	full             // no space
	down             // the database cannot be reached or its disk fails
)

// Open opens the database, backs it up and migrates it when it is older than
// the program, and refuses it when it is newer. Close it in the end.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	db := &DB{now: cfg.Now, logger: cfg.Logger}
	switch scheme, rest, _ := strings.Cut(cfg.URL, ":"); scheme {
	case "sqlite":
		db.engine = sqliteEngine{path: strings.TrimPrefix(rest, "//")}
	case "postgres", "postgresql":
		db.engine = postgresEngine{url: cfg.URL}
	default:
		return nil, shiheng.Invalid("rows.url", "scheme", scheme)
	}
	var err error
	if db.write, db.read, err = db.engine.open(ctx); err != nil {
		return nil, fmt.Errorf("open rows: %w", err)
	}
	if err := db.migrate(ctx, cfg.AsIs); err != nil {
		return nil, errors.Join(fmt.Errorf("migrate rows: %w", err), db.Close())
	}
	return db, nil
}

// Close closes all connections. Closing twice is no error.
func (db *DB) Close() error {
	err := db.write.Close()
	if db.read != db.write {
		err = errors.Join(err, db.read.Close())
	}
	return err
}

// Engine is "sqlite" or "postgres".
func (db *DB) Engine() string { return db.engine.name() }

// Snapshot writes a copy of all rows, as they are committed at one instant, into
// a new file that nobody else may read; readers and writers go on meanwhile. It
// is durable when Snapshot returns. PostgreSQL is backed up by its own means:
// ErrInvalid "rows.snapshot".
func (db *DB) Snapshot(ctx context.Context, path string) error {
	return db.fault(db.engine.snapshot(ctx, path))
}

// Ping asks the database whether it is there, for readiness.
func (db *DB) Ping(ctx context.Context) error {
	return db.fault(db.read.PingContext(ctx))
}

// Reader is the pool for reading: it sees what is committed and cannot write
// on SQLite. Sub-packages read through it.
func (db *DB) Reader() *bun.DB { return db.read }

// tries bounds how often a transaction is begun anew.
const tries = 5

// Write runs f in one transaction, in turn with all other writers, and commits
// with full sync when f returns nil. f may run more than once, after its
// earlier effects were rolled back. Errors of f come back as they are;
// database errors as ErrConflict, ErrExhausted or ErrUnavailable where they
// are such.
func (db *DB) Write(ctx context.Context, f func(bun.Tx) error) error {
	return db.transact(ctx, f, db.engine.begin)
}

// WriteApart is Write without the turn among writers of other nodes: for rows
// that one owner alone changes and that carry no audit event.
func (db *DB) WriteApart(ctx context.Context, f func(bun.Tx) error) error {
	return db.transact(ctx, f, nil)
}

func (db *DB) transact(ctx context.Context, f func(bun.Tx) error, begin func(context.Context, bun.Tx) error) error {
	for try := 1; ; try++ {
		err := db.once(ctx, f, begin)
		if err == nil || try == tries || ctx.Err() != nil || !db.engine.again(err) {
			return db.fault(err)
		}
		db.logger.DebugContext(ctx, "transaction begun anew", "error", err)
	}
}

func (db *DB) once(ctx context.Context, f func(bun.Tx) error, begin func(context.Context, bun.Tx) error) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it says ErrTxDone
	if begin != nil {
		if err := begin(ctx, tx); err != nil {
			return err
		}
	}
	if err := f(tx); err != nil {
		return err
	}
	if err := db.fail("before commit"); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	return db.fail("after commit")
}

func (db *DB) fail(step string) error {
	if db.broken == nil {
		return nil
	}
	return db.broken(step)
}

// Fault names a database error for callers outside this package; see fault.
func (db *DB) Fault(err error) error { return db.fault(err) }

// fault turns a database error into one of the seven kinds. Others, ours among
// them, stay as they are.
func (db *DB) fault(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*shiheng.Error](err); ours {
		return err
	}
	switch db.engine.kind(err) {
	case taken:
		return shiheng.Conflict("rows.taken").From(err)
	case dangling:
		return shiheng.NotFound("rows.dangling").From(err)
	case full:
		return shiheng.Exhausted("rows.full").From(err)
	case down:
		return shiheng.Unavailable("rows.down").From(err)
	case other:
	}
	return err
}

// lookup turns "no rows" into an ErrNotFound of the thing looked for.
func (db *DB) lookup(err error, what string) error { return db.fault(none(err, what)) }

// none is lookup within a transaction, whose errors get their kind at its end.
func none(err error, what string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return shiheng.NotFound(what + ".none")
	}
	return err
}
