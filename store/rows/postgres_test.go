package rows_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"shiheng.internal/store/rows"
)

// eachEngine runs a test on SQLite, and on PostgreSQL where it is installed.
// fresh gives the address of a new database with every table and no row.
func eachEngine(t *testing.T, test func(t *testing.T, fresh func() string)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, func() string { return sqliteURL(t) })
	})
	t.Run("postgres", func(t *testing.T) {
		c := postgres(t)
		test(t, func() string { return c.fresh(t) })
	})
}

// blankSQLite is a migrated database without rows. Copying it takes a
// hundredth of what migrating anew for each of some hundred worlds would.
var blankSQLite = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "rows")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "blank.db")
	if err := migrated("sqlite:" + path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// migrated makes the tables at url.
func migrated(url string) error {
	db, err := rows.Open(context.Background(), rows.Config{URL: url})
	if err != nil {
		return err
	}
	return db.Close()
}

// sqliteURL is the address of a new database with every table and no row.
func sqliteURL(t testing.TB) string {
	t.Helper()
	blank, err := blankSQLite()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "rows.db")
	if err := os.WriteFile(path, blank, 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// server is the PostgreSQL that the tests of a run share; started by the first
// that needs it, ended by TestMain.
var server = sync.OnceValues(startCluster)

// started tells TestMain whether there is anything to end.
var started atomic.Pointer[cluster]

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "8"); err != nil { // they wait for the disk, not for a core
		panic(err)
	}
	code := m.Run()
	if c := started.Load(); c != nil {
		c.stop()
	}
	os.Exit(code)
}

var errNotInstalled = errors.New("PostgreSQL (initdb, pg_ctl, and a user that is not root) is not installed")

// postgres returns the shared server. In CI a missing one fails the test;
// elsewhere it is listed as not run.
func postgres(t *testing.T) *cluster {
	t.Helper()
	c, err := server()
	started.Store(c)
	orSkip(t, err)
	return c
}

func orSkip(t *testing.T, err error) {
	t.Helper()
	switch {
	case errors.Is(err, errNotInstalled) && os.Getenv("CI") == "":
		t.Skipf("not run: %v", err)
	case err != nil:
		t.Fatal(err)
	}
}

// cluster is a PostgreSQL server on a unix socket of its own.
type cluster struct {
	dir, user string
	mu        sync.Mutex // one database is made at a time
	n         int        // made so far; guarded by mu
	blank     string     // the migrated one that others are copied from; guarded by mu
	stop      func()     // at once, as a crash would, and takes everything away; once
}

// startCluster makes and starts a server.
func startCluster() (*cluster, error) {
	bin := postgresBin()
	me, err := user.Current()
	if bin == "" || err != nil {
		return nil, errNotInstalled
	}
	dir, err := os.MkdirTemp("", "shpg") // short: socket paths are bounded
	if err != nil {
		return nil, err
	}
	c := &cluster{dir: dir, user: me.Username}
	credential := (*syscall.SysProcAttr)(nil)
	if os.Geteuid() == 0 { // the server refuses root
		c.user = "postgres"
		if credential, err = runAs(dir); err != nil {
			return nil, err
		}
	}
	run := func(name string, args ...string) error {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		var out bytes.Buffer
		cmd.Dir, cmd.SysProcAttr, cmd.Stdout, cmd.Stderr = dir, credential, &out, &out
		if err := cmd.Run(); err != nil {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			return fmt.Errorf("%s: %w\n%s\n%s", name, err, out.String(), log)
		}
		return nil
	}
	data := filepath.Join(dir, "data")
	c.stop = sync.OnceFunc(func() {
		_ = run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
		_ = os.RemoveAll(dir)
	})
	err = run("initdb", "-D", data, "-A", "trust", "-U", c.user, "-E", "UTF8", "--locale=C", "--no-sync")
	if err == nil {
		err = run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "log"),
			"-o", fmt.Sprintf("-k %s -c listen_addresses= -c fsync=off -c max_connections=200", dir), "start")
	}
	if err != nil {
		c.stop()
		return nil, err
	}
	return c, nil
}

// runAs gives the directory to the user postgres and says how to run as him.
func runAs(dir string) (*syscall.SysProcAttr, error) {
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, errNotInstalled
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

// postgresBin finds the newest server's programs.
func postgresBin() string {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1])
}

func (c *cluster) url(db string) string {
	q := url.Values{"host": {c.dir}, "user": {c.user}, "sslmode": {"disable"}}
	return "postgres:///" + db + "?" + q.Encode()
}

// fresh makes a database with every table and no row, and returns its address.
func (c *cluster) fresh(t testing.TB) string {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.blank == "" {
		address := c.create(t, "blank", "template1")
		if err := migrated(address); err != nil {
			t.Fatal(err)
		}
		c.blank = "blank"
	}
	c.n++
	return c.create(t, fmt.Sprintf("t%d", c.n), c.blank)
}

// copyOf copies a database that nobody is connected to.
func (c *cluster) copyOf(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.create(t, fmt.Sprintf("t%d", c.n), strings.TrimPrefix(u.Path, "/"))
}

// empty makes a database without tables and returns its address.
func (c *cluster) empty(t testing.TB) string {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.create(t, fmt.Sprintf("t%d", c.n), "template1")
}

// create makes a database as a copy of another that nobody is connected to.
func (c *cluster) create(t testing.TB, name, from string) string {
	t.Helper()
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+from); err != nil {
		t.Fatal(err)
	}
	return c.url(name)
}

// columns lists "table.column" with whether it may be NULL.
func columns(t *testing.T, address string) []string {
	t.Helper()
	driver, source := "pgx", address
	query := `SELECT table_name || '.' || column_name || ' ' || is_nullable FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`
	if path, is := strings.CutPrefix(address, "sqlite:"); is {
		driver, source = "sqlite", path
		query = `SELECT m.name || '.' || p.name || CASE WHEN p."notnull" = 1 OR p.pk > 0 THEN ' NO' ELSE ' YES' END
			FROM sqlite_master m, pragma_table_info(m.name) p
			WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'`
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
