package rows_test

import (
	"bytes"
	"database/sql"
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
	"syscall"
	"testing"
)

// eachEngine runs a test on SQLite, and on PostgreSQL where it is installed.
// fresh gives the address of a new, empty database. In CI a missing PostgreSQL
// fails the test; elsewhere it is listed as not run.
func eachEngine(t *testing.T, test func(t *testing.T, fresh func() string)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, func() string { return "sqlite:" + filepath.Join(t.TempDir(), "rows.db") })
	})
	t.Run("postgres", func(t *testing.T) {
		c := newCluster(t)
		test(t, c.fresh)
	})
}

// cluster is a PostgreSQL server of the test's own on a unix socket.
type cluster struct {
	t    *testing.T
	dir  string
	user string
	n    int
	stop func() // at once, as a crash would; once
}

// newCluster starts a server that ends with the test.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	bin := postgresBin()
	if bin == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("PostgreSQL (initdb, pg_ctl) is not installed, and CI must run this")
		}
		t.Skip("not run: PostgreSQL (initdb, pg_ctl) is not installed")
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "shpg") // short: socket paths are bounded
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	c := &cluster{t: t, dir: dir, user: me.Username}
	credential := (*syscall.SysProcAttr)(nil)
	if os.Geteuid() == 0 { // the server refuses root
		c.user = "postgres"
		credential = runAs(t, dir)
	}
	run := func(name string, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), filepath.Join(bin, name), args...)
		var out bytes.Buffer
		cmd.Dir, cmd.SysProcAttr, cmd.Stdout, cmd.Stderr = dir, credential, &out, &out
		if err := cmd.Run(); err != nil {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Fatalf("%s: %v\n%s\n%s", name, err, out.String(), log)
		}
	}
	data := filepath.Join(dir, "data")
	run("initdb", "-D", data, "-A", "trust", "-U", c.user, "-E", "UTF8", "--locale=C", "--no-sync")
	run("pg_ctl", "-D", data, "-w", "-l", filepath.Join(dir, "log"),
		"-o", fmt.Sprintf("-k %s -c listen_addresses= -c fsync=off -c max_connections=60", dir), "start")
	c.stop = sync.OnceFunc(func() {
		cmd := exec.Command(filepath.Join(bin, "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop")
		cmd.Dir, cmd.SysProcAttr = dir, credential
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Logf("stop PostgreSQL: %v %s", err, out)
		}
	})
	t.Cleanup(c.stop)
	return c
}

// runAs gives the directory to the user postgres and says how to run as him.
func runAs(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skipf("not run: root, and no user postgres: %v", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
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

// fresh makes an empty database and returns its address.
func (c *cluster) fresh() string {
	c.t.Helper()
	c.n++
	name := fmt.Sprintf("t%d", c.n)
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(c.t.Context(), "CREATE DATABASE "+name); err != nil {
		c.t.Fatal(err)
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
