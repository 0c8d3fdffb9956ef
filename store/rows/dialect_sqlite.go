package rows

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"golang.org/x/sys/unix"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteEngine is one file in WAL mode with one connection that writes.
type sqliteEngine struct{ path string }

func (sqliteEngine) name() string { return "sqlite" }

func (e sqliteEngine) open(ctx context.Context) (write, read *bun.DB, err error) {
	if e.path == "" {
		return nil, nil, errors.New("sqlite: no path")
	}
	if err := os.MkdirAll(filepath.Dir(e.path), 0o700); err != nil {
		return nil, nil, err
	}
	// The file is made by us, so that nobody else may read it.
	f, err := os.OpenFile(e.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, nil, err
	}
	if err := f.Close(); err != nil {
		return nil, nil, err
	}
	w, err := e.pool("_pragma=synchronous(FULL)&_txlock=immediate", 1)
	if err != nil {
		return nil, nil, err
	}
	if err := w.PingContext(ctx); err != nil { // switches to WAL before anybody reads
		return nil, nil, errors.Join(err, w.Close())
	}
	r, err := e.pool("_pragma=query_only(1)", max(4, runtime.NumCPU()))
	if err != nil {
		return nil, nil, errors.Join(err, w.Close())
	}
	return bun.NewDB(w, sqlitedialect.New()), bun.NewDB(r, sqlitedialect.New()), nil
}

func (e sqliteEngine) pool(options string, connections int) (*sql.DB, error) {
	abs, err := filepath.Abs(e.path)
	if err != nil {
		return nil, err
	}
	u := url.URL{Scheme: "file", Path: abs, RawQuery: "_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&" + options}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// begin has nothing to do: the write lock was taken with BEGIN IMMEDIATE.
func (sqliteEngine) begin(context.Context, bun.Tx) error { return nil }

func (sqliteEngine) again(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_BUSY // another process writes
}

func (sqliteEngine) kind(err error) trouble {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return other
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return taken
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return dangling
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return full
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CORRUPT:
		return down
	}
	return other
}

// lock is a lock on a file beside the database, given up with the process.
func (e sqliteEngine) lock(ctx context.Context, _ *bun.DB) (func() error, error) {
	f, err := os.OpenFile(e.path+".migrate", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			return f.Close, nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) && !errors.Is(err, unix.EINTR) {
			return nil, errors.Join(err, f.Close())
		}
		if err := wait(ctx); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
}

// backup writes a whole, defragmented copy beside the database and syncs it.
func (e sqliteEngine) backup(ctx context.Context, db *bun.DB, name string) error {
	target := e.path + "." + name
	if err := os.Remove(target); err != nil && !errors.Is(err, os.ErrNotExist) { // of a start that was cut off
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", target); err != nil {
		return fmt.Errorf("backup to %s: %w", target, err)
	}
	return errors.Join(os.Chmod(target, 0o600), syncPath(target), syncPath(filepath.Dir(target)))
}

// snapshot reads through a connection of its own: it takes as long as the rows
// are large, and nobody waits for it.
func (e sqliteEngine) snapshot(ctx context.Context, path string) (err error) {
	db, err := e.pool("", 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // an empty file is filled
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("copy rows to %s: %w", path, err)
	}
	return errors.Join(syncPath(path), syncPath(filepath.Dir(path)))
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (sqliteEngine) occupied(ctx context.Context, db *bun.DB) (bool, error) {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table'").Scan(&n)
	return n > 0, err
}
