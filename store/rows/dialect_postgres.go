package rows

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"shiheng.internal"
)

// postgresEngine is a PostgreSQL server, 15 or later.
type postgresEngine struct{ url string }

// The advisory locks, unlike those of other programs in the same database.
const (
	writeTurn   = 0x5368_6968_656e_6701
	migrateTurn = 0x5368_6968_656e_6702
)

func (postgresEngine) name() string { return "postgres" }

func (e postgresEngine) open(ctx context.Context) (write, read *bun.DB, err error) {
	pool, err := sql.Open("pgx", e.url)
	if err != nil {
		return nil, nil, errors.New("postgres: address not understood") // never with the password in it
	}
	pool.SetMaxOpenConns(32)
	pool.SetMaxIdleConns(8)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	if err := pool.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("postgres: %w", err), pool.Close())
	}
	var level, strings string
	if err := pool.QueryRowContext(ctx, "SELECT current_setting('synchronous_commit'), current_setting('standard_conforming_strings')").Scan(&level, &strings); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("postgres: %w", err), pool.Close())
	}
	if level == "off" || strings != "on" {
		return nil, nil, errors.Join(fmt.Errorf("postgres: synchronous_commit is %s and standard_conforming_strings %s; want on and on", level, strings), pool.Close())
	}
	db := bun.NewDB(pool, pgdialect.New())
	return db, db, nil
}

// begin waits for the turn to write.
func (postgresEngine) begin(ctx context.Context, tx bun.Tx) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?)", int64(writeTurn))
	return err
}

func (postgresEngine) again(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40001" || e.Code == "40P01") // serialization, deadlock
}

func (postgresEngine) kind(err error) trouble {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case e.Code == "23505":
			return taken
		case e.Code == "23503":
			return dangling
		case e.Code == "53100", e.Code == "53200":
			return full
		case strings.HasPrefix(e.Code, "08"), strings.HasPrefix(e.Code, "57P"), strings.HasPrefix(e.Code, "58"), e.Code == "53300":
			return down
		}
		return other
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return down
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok || pgconn.SafeToRetry(err) {
		return down
	}
	for _, broke := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, broke) {
			return down
		}
	}
	return other
}

// lock is an advisory lock held by one connection, given up with it.
func (postgresEngine) lock(ctx context.Context, db *bun.DB) (func() error, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(?)", int64(migrateTurn)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock(?)", int64(migrateTurn))
		return errors.Join(err, conn.Close())
	}, nil
}

// backup copies every table into a schema of the backup's name, in one
// transaction. It is a way back from a migration, not a defence against a lost
// server.
func (postgresEngine) backup(ctx context.Context, db *bun.DB, name string) error {
	schema := strings.NewReplacer("-", "_", ".", "_").Replace("shiheng_" + name)
	return db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		tables, err := texts(ctx, tx, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DROP SCHEMA IF EXISTS ? CASCADE", bun.Ident(schema)); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "CREATE SCHEMA ?", bun.Ident(schema)); err != nil {
			return err
		}
		for _, t := range tables {
			if _, err := tx.ExecContext(ctx, "CREATE TABLE ?.? AS TABLE ?", bun.Ident(schema), bun.Ident(t), bun.Ident(t)); err != nil {
				return fmt.Errorf("backup of %s: %w", t, err)
			}
		}
		return nil
	})
}

// snapshot is left to PostgreSQL's own means.
func (postgresEngine) snapshot(context.Context, string) error {
	return shiheng.Invalid("rows.snapshot", "engine", "postgres")
}

func (postgresEngine) occupied(ctx context.Context, db *bun.DB) (bool, error) {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").Scan(&n)
	return n > 0, err
}
