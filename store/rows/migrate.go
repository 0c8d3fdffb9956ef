package rows

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"

	"shiheng.internal"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the database to the program's version, under one lock. What
// is there is backed up first.
func (db *DB) migrate(ctx context.Context, asIs bool) (err error) {
	unlock, err := db.engine.lock(ctx, db.write)
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	dir, err := fs.Sub(migrations, "migrations/"+db.engine.name())
	if err != nil {
		return err
	}
	dialect := goose.DialectSQLite3
	if db.engine.name() == "postgres" {
		dialect = goose.DialectPostgres
	}
	p, err := goose.NewProvider(dialect, db.write.DB, dir, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	occupied, err := db.engine.occupied(ctx, db.write)
	if err != nil {
		return err
	}
	if asIs && !occupied {
		return shiheng.NotFound("store.none")
	}
	if occupied {
		have, target, err := p.GetVersions(ctx)
		switch {
		case err != nil:
			return err
		case have > newest:
			return fmt.Errorf("the rows are of version %d, this program knows up to %d: a newer program wrote them", have, target)
		}
		// A migration numbered below one that ran already is an error here, and
		// not silently left out.
		if pending, err := p.HasPending(ctx); err != nil || !pending {
			return err
		}
		if asIs {
			return shiheng.Conflict("rows.version", "rows", fmt.Sprint(have), "program", fmt.Sprint(newest))
		}
		name := fmt.Sprintf("before-%04d-%s", newest, db.now().UTC().Format("20060102-150405"))
		if err := db.engine.backup(ctx, db.write, name); err != nil {
			return err
		}
		db.logger.InfoContext(ctx, "rows backed up", "name", name, "from_version", have, "to_version", newest)
	}
	if _, err := p.Up(ctx); err != nil {
		return err
	}
	db.logger.InfoContext(ctx, "rows migrated", "version", newest)
	return nil
}

// Version returns the version of the last migration that ran.
func (db *DB) Version(ctx context.Context) (int64, error) {
	var v int64
	err := db.read.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&v)
	return v, db.fault(err)
}

// wait is one turn of waiting for a lock that cannot wake us.
func wait(ctx context.Context) error {
	t := time.NewTimer(50 * time.Millisecond)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
